"""Words one slip away from the right one: a character left out, put in, exchanged or mistaken for its like.

Any one slip leaves the beginning or the end of a word as it was. So both are looked for, and what
stands beside is compared with what should.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from .finder import Finder
from .outline import words

_MARKS = frozenset("、，。；：！？（）《》“”()[],.;:!? \t\n\u3000")
# Words that stand before a noun and make none with it.
_LOOSE = _MARKS | frozenset("的和与及对在为将把从以等现是")


@dataclass(slots=True, frozen=True)
class Term:
    """A fixed term: its beginning and its end to look for, and what is right though it is like it.

    `insert`: a character too many counts as well; `name`: one character at an edge is telling enough.
    """

    text: str
    head: str
    tail: str
    but: frozenset[str] = frozenset()
    insert: bool = False
    name: bool = False


@dataclass(slots=True, frozen=True)
class Miss:
    """A near miss: where it stands, what kind of slip, the character(s) that should stand and that do."""

    start: int
    end: int
    kind: str
    due: str
    got: str


@cache
def _sounds() -> dict[str, list[str]]:
    """The syllables of a character, tones aside."""
    found: dict[str, list[str]] = {}
    for syllable, characters in words("wording-homophones")["syllables"].items():
        for character in characters:
            found.setdefault(character, []).append(syllable)
    return found


@cache
def _shapes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in words("wording-terms")["shapes"]["groups"]:
        for character in group:
            found.setdefault(character, set()).update(group)
    return {character: frozenset(group) for character, group in found.items()}


@cache
def alike(a: str, b: str) -> str:
    """Why two characters are taken for each other: "sound", "shape", or "" where they are not."""
    sounds = _sounds()
    if any(s in sounds.get(b, ()) for s in sounds.get(a, ())):
        return "sound"
    return "shape" if b in _shapes().get(a, ()) else ""


class Misses:
    """Finds the near misses of many terms in one pass."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._by_part: dict[str, list[tuple[Term, bool]]] = {}
        conditions: dict[str, list[str]] = {}
        for term in terms:
            for part, is_tail in ((term.head, False), (term.tail, True)):
                self._by_part.setdefault(part, []).append((term, is_tail))
                conditions.setdefault(part, []).append(_unless_whole(term, is_tail))
        self._finder = Finder({part: f"(?:{'|'.join(found)})" for part, found in conditions.items()})

    def find(self, text: str) -> Iterator[tuple[Miss, Term]]:
        """The near misses, each once, nearly in the order of the text."""
        seen: set[tuple[int, str]] = set()
        for at, part in self._finder.find(text):
            for term, is_tail in self._by_part[part]:
                start = at + len(term.tail) - len(term.text) if is_tail else at
                if start >= 0 and text.startswith(term.text, start):
                    continue
                miss = _miss_at(text, term, at, is_tail)
                if miss and (miss.start, term.text) not in seen and _counts(text, term, miss):
                    seen.add((miss.start, term.text))
                    yield miss, term


def _unless_whole(term: Term, is_tail: bool) -> str:
    """A pattern that keeps out a part of a term that is written right: nearly all of them are.

    One slip leaves one of any two characters where it was, or beside: that goes for the two next to the
    part, and for the two at the far end.
    """
    if is_tail:
        tail, front = re.escape(term.tail), term.text[: len(term.text) - len(term.tail)]
        near = f"[{re.escape(front[-2:])}]"
        beside = f"(?:(?<={near}{tail})|(?<={near}.{tail}))" if len(front) > 1 else ""
        return f"(?<!{re.escape(term.text)}){beside}"
    rest = term.text[len(term.head) :]
    beside = f"(?=.?[{re.escape(rest[:2])}])" if len(rest) > 1 else ""
    far = f"(?=.{{0,{len(rest)}}}[{re.escape(rest[-2:])}])" if len(rest) > 2 else ""
    return f"(?!{re.escape(rest)}){beside}{far}"


def _miss_at(text: str, term: Term, at: int, is_tail: bool) -> Miss | None:
    """The near miss whose beginning or end stands at a place."""
    whole = term.text
    size = len(whole) + 1
    if not is_tail:
        stretch = text[at : at + size]
        # One slip leaves one of any two characters where it was, or beside.
        if whole[-1] in stretch[len(term.head) :] or whole[-2] in stretch:
            return _beside(stretch, whole, len(term.head), at, False)
        return None
    end = at + len(term.tail)
    stretch = text[max(0, end - size) : end]
    if whole[0] in stretch[: -len(term.tail)] or whole[1] in stretch:
        return _beside(stretch[::-1], whole[::-1], len(term.tail), end, True)
    return None


def _beside(got: str, due: str, same: int, at: int, back: bool) -> Miss | None:
    """What one slip makes of `due`, which `got` begins like (both reversed where `back`)."""
    size = len(due)
    while same < size and same < len(got) and got[same] == due[same]:
        same += 1
    if same >= size:
        return None
    rest, lost = due[same + 1 :], due[same]
    if got[same + 1 : size] == rest and len(got) >= size and (like := alike(lost, got[same])):
        return _miss(at, size, like, lost, got[same], back)
    if got[same : size - 1] == rest and len(got) >= size - 1:
        return _miss(at, size - 1, "lost", lost, "", back)
    if len(got) <= same:
        return None
    pair = due[same : same + 2]
    if len(pair) == 2 and got[same:size] == pair[::-1] + due[same + 2 :] and pair[0] != pair[1]:
        return _miss(at, size, "swapped", pair, pair[::-1], back)
    if got[same + 1 : size + 1] == due[same:] and len(got) > size:
        return _miss(at, size + 1, "added", "", got[same], back)
    return None


def _miss(at: int, size: int, kind: str, due: str, got: str, back: bool) -> Miss:
    if back:
        return Miss(at - size, at, kind, due[::-1], got[::-1])
    return Miss(at, at + size, kind, due, got)


def _counts(text: str, term: Term, miss: Miss) -> bool:
    """Whether a near miss is none of the right words that are like the term."""
    found = text[miss.start : miss.end]
    if "\n" in found or found in term.but or (miss.kind == "added" and not term.insert):
        return False
    before = text[miss.start - 1 : miss.start]
    after = text[miss.end : miss.end + 1]
    if any(found + after == word or before + found == word for word in term.but):
        return False
    if miss.kind != "lost" or term.name:
        return True
    # What is left on one side of the gap may be a word of its own.
    left = next((i for i, (a, b) in enumerate(zip(found, term.text, strict=False)) if a != b), len(found))
    right = len(found) - left
    return _parted(left, before) and _parted(right, after)


def _parted(size: int, beside: str) -> bool:
    """Whether so few characters at an edge can only be the rest of the term, by what stands beside them."""
    return size > 1 or not beside or beside in (_LOOSE if size else _MARKS)
