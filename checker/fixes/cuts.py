"""What an edit of a paragraph's text means in the file: which stretches of the source go, and what comes instead."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

#: Longer edits are only trimmed at both ends: comparing letter by letter is quadratic.
_LONGEST = 2000


class Refused(Exception):
    """An edit that is not made: `why` is a template in Chinese, with its `values`."""

    def __init__(self, why: str, **values: Any) -> None:
        super().__init__(why.format(**values))
        self.why = why
        self.values = values


class Spot(NamedTuple):
    """Where one character stands in the source: stretches [start, end) of the text of a part.

    `part` is "" for a file of one part, else a name within it. A space that a browser makes of
    several, or of some on both sides of a tag, has several stretches.
    """

    part: str
    ranges: tuple[tuple[int, int], ...]


class Gap(NamedTuple):
    """A character that stands nowhere in the source as text; `why` (template in Chinese) says what it is."""

    why: str


Place = Spot | Gap


class Change(NamedTuple):
    """Replace [start, end) of the text of the block `block` by `new`."""

    block: int
    start: int
    end: int
    new: str


class Cut(NamedTuple):
    """Replace [start, end) of the source text of a part by `new`, which is already quoted for it."""

    part: str
    start: int
    end: int
    new: str


class Source(ABC):
    """A file that can be edited."""

    def __init__(self) -> None:
        self._known: dict[int, Sequence[Place]] = {}

    def places(self, block: int) -> Sequence[Place]:
        """Where each character of a paragraph stands. Raises `Refused` where that cannot be told."""
        if block not in self._known:
            self._known[block] = self.find(block)
        return self._known[block]

    @abstractmethod
    def find(self, block: int) -> Sequence[Place]:
        """As `places`, which asks once for each block."""

    @abstractmethod
    def quote(self, new: str) -> str:
        """New text as the source writes it. Raises `Refused` for what it cannot hold."""

    @abstractmethod
    def write(self, cuts: Sequence[Cut]) -> bytes:
        """The file with these cuts, which do not overlap, made."""


def ends(old: str, new: str) -> tuple[int, int]:
    """How many characters at the start, and how many at the end, two texts share."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head, tail


def smallest(change: Change, old: str) -> Iterator[Change]:
    """A change as the smallest ones that do the same, so that every character kept keeps its format.

    A stretch replaced by one of equal length is replaced letter by letter.
    """
    block, start, _end, new = change
    head, tail = ends(old, new)
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    start += head
    if not old or not new or max(len(old), len(new)) > _LONGEST:
        if old or new:
            yield Change(block, start, start + len(old), new)
        return
    from difflib import SequenceMatcher

    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if b - a == d - c:
            yield from (Change(block, start + a + i, start + a + i + 1, new[c + i]) for i in range(b - a))
        else:
            yield Change(block, start + a, start + b, new[c:d])


def cuts_of(source: Source, text: str, change: Change) -> list[Cut]:
    """The cuts that make a change in a paragraph whose text is `text`. Raises `Refused`."""
    places = source.places(change.block)
    if len(places) != len(text):
        raise Refused("在文件中找不到这段文字的确切位置")
    cuts: list[Cut] = []
    for small in smallest(change, text[change.start : change.end]):
        cuts += _replaced(source, places, small) if small.end > small.start else [_put(source, places, small)]
    return cuts


def _replaced(source: Source, places: Sequence[Place], change: Change) -> Iterator[Cut]:
    """The new text goes where the first character stood; the others are taken out where they stand."""
    new = source.quote(change.new)
    done: set[Spot] = set()
    for at in range(change.start, change.end):
        place = places[at]
        if isinstance(place, Gap):
            raise Refused(place.why)
        if place in done:
            # One sign of the source that shows as two characters.
            continue
        done.add(place)
        for start, end in place.ranges:
            yield Cut(place.part, start, end, new)
            new = ""
    for outside in (change.start - 1, change.end):
        if 0 <= outside < len(places) and places[outside] in done:
            raise Refused("文件里这几个字是一个整体，不能只改一部分")


def _put(source: Source, places: Sequence[Place], change: Change) -> Cut:
    """New text between two characters goes to the one before, whose format it takes, else to the one after."""
    at = change.start
    before = places[at - 1] if at else None
    if isinstance(before, Spot):
        end = before.ranges[-1][1]
        return Cut(before.part, end, end, source.quote(change.new))
    after = places[at] if at < len(places) else None
    if isinstance(after, Spot):
        start = after.ranges[0][0]
        return Cut(after.part, start, start, source.quote(change.new))
    gap = before if isinstance(before, Gap) else after
    raise Refused(gap.why if isinstance(gap, Gap) else "在文件中找不到这段文字的确切位置")


def ordered(cuts: Iterable[Cut]) -> list[Cut]:
    """Cuts in the order of the source; text put in where another cut begins comes before it."""
    made = sorted(cuts, key=lambda cut: (cut.part, cut.start, cut.end))
    for one, two in pairwise(made):
        if one.part == two.part and two.start < one.end:
            raise Refused("与另一处修改重叠")
    return made


def splice(text: str, cuts: Sequence[Cut]) -> str:
    """A text with cuts, in order, made."""
    parts: list[str] = []
    done = 0
    for cut in cuts:
        parts += [text[done : cut.start], cut.new]
        done = cut.end
    return "".join([*parts, text[done:]])
