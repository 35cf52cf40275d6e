"""The marks inside a Markdown paragraph taken out, with the place in the file of every character kept."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import NamedTuple

from checker.loaders.raised import raised, settled

#: Stands for a character of the file that is not shown (a comment); never part of a text.
GONE = "\x00"


class Spot(NamedTuple):
    """A stretch of the file that is shown: its text, its line, and the column of its first character."""

    text: str
    line: int
    column: int


class Shown(NamedTuple):
    """What a reader sees: the text, and `lines` as a `Paragraph` wants them: (offset, line, column).

    What is struck out is left out, unless it is all there is; `struck` counts it, `taken_back` says that it is all.
    """

    text: str
    lines: tuple[tuple[int, int, int], ...]
    pictures: int = 0
    struck: int = 0
    taken_back: bool = False


_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_PICTURE = re.compile(r"!\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>")
_STRUCK = re.compile(r"<(s|strike|del)>([^\x00]*?)</\1>", re.IGNORECASE)
_RAISED = re.compile(r"<sup>([^<>\x00]*)</sup>|(?<=\S)\^([^\s^<>\x00]{1,4})\^", re.IGNORECASE)
_AUTOLINK = re.compile(r"<([a-z]+:[^\s<>]+|[^\s<>@]+@[^\s<>@]+)>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_RUN = re.compile(r"\*+|_+|~~")
#: Nothing in a text without one of these needs work.
MARKED = re.compile(r"[\\`*_~^<&\[\x00]")
_WIDE = re.compile("[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


def show(spots: Sequence[Spot]) -> Shown:
    """Join the lines of a paragraph and take out its marks.

    Beside a Chinese character a line end is nothing, elsewhere it is a space: wrapping must not
    make a stray space of 「2024」 and 「年」.
    """
    text, lines = _join(spots)
    if not MARKED.search(text):
        return Shown(text, lines)
    keep = [True] * len(text)
    swap: dict[int, str] = {}
    pictures, struck = _mark(text, keep, swap)
    left = [*keep]
    for start, stop in struck:
        left[start:stop] = [False] * (stop - start)
    taken_back = bool(struck) and not "".join(c for c, there in zip(text, left, strict=True) if there).strip()
    shown = [(swap.get(i, c), i) for i, c in enumerate(text) if (keep if taken_back else left)[i]]
    words = settled("".join(c for c, _ in shown))
    return Shown(words, _lines(lines, [i for _, i in shown]), pictures, len(struck), taken_back)


Places = tuple[tuple[int, int, int], ...]


def _join(spots: Sequence[Spot]) -> tuple[str, Places]:
    """The lines as one, and the place in the file of each stretch of it: (offset, line, column)."""
    parts: list[str] = []
    places: list[tuple[int, int, int]] = []
    length = 0
    for spot in spots:
        if not spot.text.strip(GONE + " "):
            continue
        if parts and not (_WIDE.match(parts[-1][-1]) or _WIDE.match(spot.text)):
            # The space stands where the line above ends.
            parts.append(" ")
            length += 1
        parts.append(spot.text)
        places.append((length, spot.line, spot.column))
        length += len(spot.text)
    return "".join(parts), tuple(places)


def _lines(places: Places, kept: Sequence[int]) -> Places:
    """The places of what is left of a text: of the characters at the offsets `kept`."""
    made: list[tuple[int, int, int]] = []
    at, before = 0, -2
    for offset, i in enumerate(kept):
        if i == before + 1 and (at + 1 == len(places) or i < places[at + 1][0]):
            before = i
            continue
        while at + 1 < len(places) and places[at + 1][0] <= i:
            at += 1
        start, line, column = places[at]
        made.append((offset, line, column + i - start))
        before = i
    return tuple(made)


def _mark(text: str, keep: list[bool], swap: dict[int, str]) -> tuple[int, list[tuple[int, int]]]:
    """Say which characters are not shown and which stand for another; gives the number of pictures, and the
    stretches that are struck out."""
    # `masked` is the text with what was settled already replaced by letters that no pattern knows.
    masked = list(text)

    def drop(start: int, stop: int) -> None:
        for i in range(start, stop):
            keep[i] = False
            masked[i] = GONE

    for i, character in enumerate(text):
        if character == GONE:
            keep[i] = False
    for start, stop, ticks in _code_spans(text):
        drop(start, start + ticks)
        drop(stop - ticks, stop)
        masked[start + ticks : stop - ticks] = "x" * (stop - start - 2 * ticks)
    for match in _ESCAPED.finditer("".join(masked)):
        drop(match.start(), match.start() + 1)
        masked[match.start() + 1] = "x"
    pictures = 0
    for match in _PICTURE.finditer("".join(masked)):
        pictures += 1
        drop(match.start(), match.end())
    for match in _LINK.finditer("".join(masked)):
        drop(match.start(), match.start(1))
        drop(match.end(1), match.end())
    for match in _AUTOLINK.finditer("".join(masked)):
        drop(match.start(), match.start() + 1)
        drop(match.end() - 1, match.end())
    struck = [match.span(2) for match in _STRUCK.finditer("".join(masked))]
    for match in _RAISED.finditer("".join(masked)):
        group = 1 if match[1] is not None else 2
        start, stop = match.span(group)
        high = raised(match[group])
        if group == 2 and high == match[group]:
            continue  # no note mark: nobody wrote x^y^ for a raised y here
        swap.update(zip(range(start, stop), high, strict=True))
        drop(match.start(), start)
        drop(stop, match.end())
    for match in _TAG.finditer("".join(masked)):
        drop(match.start(), match.end())
    for match in _ENTITY.finditer("".join(masked)):
        character = html.unescape(match[0])
        if not character:
            drop(match.start(), match.end())  # a control character shows nothing
        elif character != match[0]:
            swap[match.start()] = character
            masked[match.start()] = "x"
            drop(match.start() + 1, match.end())
    for opening, closing in _emphasis("".join(masked)):
        if text[opening[0]] == "~":
            struck.append((opening[1], closing[0]))
        drop(*opening)
        drop(*closing)
    return pictures, struck


def _code_spans(text: str) -> list[tuple[int, int, int]]:
    """Stretches between two equal runs of backticks: (start, stop, how many). A lone backtick is a character."""
    runs = [
        (match.start(), match.end())
        for match in re.finditer(r"`+", text)
        if text[match.start() - 1 : match.start()] != "\\"
    ]
    waiting: dict[int, list[int]] = {}
    for index in range(len(runs) - 1, -1, -1):
        waiting.setdefault(runs[index][1] - runs[index][0], []).append(index)
    spans: list[tuple[int, int, int]] = []
    index = 0
    while index < len(runs):
        start, inner = runs[index]
        later = waiting[inner - start]
        while later and later[-1] <= index:
            later.pop()
        if later:
            closing = later[-1]
            spans.append((start, runs[closing][1], inner - start))
            index = closing
        index += 1
    return spans


def _emphasis(text: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where the marks of emphasis stand that have a partner, each with it: * and _ by one, two or three, ~~ by two.

    A mark opens before and closes after a character that is no space. Stricter readers leave
    「**重点：**内容」 as it is; its writer did not mean that. An underscore inside a word, or
    a lone asterisk between two figures (5*8), is itself.
    """
    found: list[tuple[tuple[int, int], tuple[int, int]]] = []
    opened: dict[str, list[tuple[int, int]]] = {"*": [], "_": [], "~": []}
    for match in _RUN.finditer(text):
        mark, start, stop = match[0][0], match.start(), match.end()
        before, after = text[start - 1 : start].strip(GONE), text[stop : stop + 1].strip(GONE)
        opens, closes = bool(after.strip()), bool(before.strip())
        if mark == "_":
            opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
        elif stop - start == 1 and before.isdigit() and after.isdigit():
            continue
        waiting = opened[mark]
        while closes and waiting and start < stop:
            at, end = waiting.pop()
            use = min(end - at, stop - start, 2 if mark == "~" else 3)
            found.append(((end - use, end), (start, start + use)))
            start += use
            if end - use > at:
                waiting.append((at, end - use))
        if opens and start < stop:
            waiting.append((start, stop))
    return found
