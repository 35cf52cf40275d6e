"""The lines of a page as parts between gaps, to look for columns in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from operator import attrgetter, sub
from typing import NamedTuple

from checker.loaders.pdf.frame import Box
from checker.loaders.pdf.glyphs import Glyph

_LEFT = attrgetter("left")


class Part(NamedTuple):
    """A stretch of a line without a gap; how many of its characters are Han."""

    left: float
    top: float
    right: float
    bottom: float
    han: int
    size: int


class Row(NamedTuple):
    """A line's characters and their sides, from left to right; its widest gap, its top and bottom."""

    texts: tuple[str, ...]
    lefts: tuple[float, ...]
    tops: tuple[float, ...]
    rights: tuple[float, ...]
    bottoms: tuple[float, ...]
    widest: float
    top: float
    bottom: float


def level(rows: Sequence[Sequence[Glyph]]) -> list[Row]:
    """The lines, those of two columns that are nearly level as one: their baselines are too far apart for some characters."""
    made: list[Row] = []
    own: list[Glyph] = []
    top = bottom = 0.0
    for row in rows:
        one = _row(row)
        above, below = one.top, one.bottom
        if made and min(bottom, below) - max(top, above) > 0.5 * min(bottom - top, below - above):
            own += row
            made[-1] = _row(sorted(own, key=_LEFT))
        else:
            made.append(one)
            own, top, bottom = list(row), above, below
    return made


def _row(row: Sequence[Glyph]) -> Row:
    texts, lefts, tops, rights, bottoms, _bases, _ems = zip(*row, strict=True)
    widest = max(map(sub, lefts[1:], rights), default=0.0)
    return Row(texts, lefts, tops, rights, bottoms, widest, min(tops), max(bottoms))


def are_stacked(rows: Sequence[Row], em: float) -> bool:
    """Whether each line stands below the one before, none beside another."""
    return all(below.top > above.bottom - 0.3 * em for above, below in pairwise(rows))


def lines_of(rows: Sequence[Row], least: float) -> list[list[Part]]:
    """The lines from top to bottom, cut at their gaps."""
    lines = [parts for row in rows if (parts := _parts(row, least))]
    return sorted(lines, key=lambda parts: min(part.top for part in parts))


def _parts(row: Row, least: float) -> list[Part]:
    """A line cut at its gaps, white space at the ends of the parts left out."""
    cuts: list[int] = []
    if row.widest > least:
        reach = list(accumulate(row.rights, max))
        cuts = [n for n in range(1, len(reach)) if row.lefts[n] - reach[n - 1] > least]
    made: list[Part] = []
    for start, end in pairwise([0, *cuts, len(row.texts)]):
        while start < end and row.texts[end - 1].isspace():
            end -= 1
        while start < end and row.texts[start].isspace():
            start += 1
        if start < end:
            text = "".join(row.texts[start:end])
            han = sum(map("\u2e80".__le__, text))
            box = (
                row.lefts[start],
                min(row.tops[start:end]),
                max(row.rights[start:end]),
                max(row.bottoms[start:end]),
            )
            made.append(Part(*box, han, len(text)))
    return made


def around_all(lines: Sequence[Sequence[Part]]) -> Box:
    """The smallest box that holds all parts of some lines."""
    lefts, tops, rights, bottoms, _han, _size = zip(*(part for own in lines for part in own), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def is_text(lines: Sequence[Sequence[Part]]) -> bool:
    """Whether most characters are Han: no figures of a table, no numbers of a list."""
    parts = [part for own in lines for part in own]
    return 2 * sum(part.han for part in parts) > sum(part.size for part in parts)
