"""Cells that each have a box of their own, with a gap between them (`border-spacing`): the boxes drawn together.

In any other table a line goes on where it meets another, or a second one begins there. Here each place at which
lines begin is followed by one at which they end, and then by a gap as wide everywhere. Both lines beside
a gap are put in its middle, and what ended at them ends there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from checker.loaders.pdf.lattice import groups_of
from checker.loaders.pdf.rulings import Drawn, Line

#: How wide a gap is (points, from line to line): nearer lines are one anyway, wider ones stand between two tables.
_LEAST, _MOST = 1.2, 14.0
#: How far two places may differ that are one, and two gaps that are alike (points).
_SAME, _ALIKE = 0.8, 0.6
#: So many gaps alike, and no more lines than this on a page.
_GAPS, MAX_LINES = 2, 3000


class _Run(NamedTuple):
    """Places in a row at which lines begin, or end."""

    first: float
    last: float
    begins: bool


class Gap(NamedTuple):
    """A gap from `left` to `right`, and from where to where places belong to it."""

    first: float
    last: float
    left: float
    right: float


def drawn_together(drawn: Drawn) -> Drawn:
    """The lines of a page, those of tables with gaps between their cells as one line for each gap."""
    across, down = drawn.horizontal, drawn.vertical
    if not across or not down or len(across) + len(down) > MAX_LINES:
        return drawn
    near = Counter(
        round(2 * (right - left))
        for (_, left), (right, _) in pairwise(_places([line.at for line in down]))
        if _LEAST <= right - left <= _MOST
    )
    if not near:
        return drawn  # most pages
    usual = near.most_common(1)[0][0] / 2
    horizontal: list[Line] = []
    vertical: list[Line] = []
    for h, v in groups_of(sorted(across), sorted(down), usual + _SAME):
        columns, rows = (_gaps(v, h), _gaps(h, v)) if _are_whole(h, v) else (None, None)
        if columns is not None and rows is not None:
            widths = [gap.right - gap.left for gap in [*columns, *rows] if gap.right > gap.left]
            beside = any(gap.right > gap.left for gap in columns)
            if beside and len(widths) >= _GAPS and max(widths) - min(widths) <= 2 * _ALIKE:
                h, v = (
                    [Line(_moved(x.at, rows), _moved(x.start, columns), _moved(x.end, columns)) for x in h],
                    [Line(_moved(x.at, columns), _moved(x.start, rows), _moved(x.end, rows)) for x in v],
                )
        horizontal += h
        vertical += v
    drawn.horizontal, drawn.vertical = horizontal, vertical
    return drawn


def _places(values: Sequence[float]) -> list[tuple[float, float]]:
    """The distinct places among some values, each from its first to its last."""
    made: list[tuple[float, float]] = []
    for value in sorted(values):
        if made and value - made[-1][0] <= _SAME:
            made[-1] = (made[-1][0], value)
        else:
            made.append((value, value))
    return made


def _are_whole(across: Sequence[Line], down: Sequence[Line]) -> bool:
    """Whether all lines across begin and end at lines down: no pieces of dotted ones, no strokes under words."""
    places = _places([line.at for line in down])
    firsts = [first for first, _ in places]
    for line in across:
        for end in (line.start, line.end):
            at = bisect_right(firsts, end + _SAME) - 1
            if at < 0 or places[at][1] < end - _SAME:
                return False
    return True


def _gaps(lines: Sequence[Line], crossing: Sequence[Line]) -> list[Gap] | None:
    """The gaps between parallel lines, if those that cross them begin and end by turns.

    Several places in a row at which they begin, or end, are one: the frame round all cells, and cells that a page's end cut
    into parts not quite level.
    """
    starts, ends = sorted(line.start for line in crossing), sorted(line.end for line in crossing)
    runs: list[_Run] = []
    for first, last in _places([line.at for line in lines]):
        begins, stops = _near(starts, first, last), _near(ends, first, last)
        if begins == stops:
            # The sides of a cell as long as the page, or a cell cut there that ends in the gap: a beginning just
            # after an end.
            next_to = bool(runs) and not runs[-1].begins and _LEAST <= first - runs[-1].last <= _MOST
            if begins and not next_to:
                return None
            begins = next_to
        if runs and runs[-1].begins == begins:
            runs[-1] = runs[-1]._replace(last=last)
        else:
            runs.append(_Run(first, last, begins))
    found: list[Gap] = []
    for before, after in pairwise(runs):
        if after.begins:
            if not _LEAST <= after.first - before.last <= _MOST:
                return None
            found.append(Gap(before.first, after.last, before.last, after.first))
    if runs and runs[0].begins:
        found.append(Gap(runs[0].first, runs[0].last, runs[0].first, runs[0].first))
    if runs and not runs[-1].begins:
        found.append(Gap(runs[-1].first, runs[-1].last, runs[-1].last, runs[-1].last))
    return found


def _near(values: Sequence[float], first: float, last: float) -> bool:
    at = bisect_left(values, first - _SAME)
    return at < len(values) and values[at] <= last + _SAME


def _moved(place: float, gaps: Sequence[Gap]) -> float:
    """The middle of the gap a place is at the edge of; the place itself where it is none's."""
    for gap in gaps:
        if gap.first - _SAME <= place <= gap.last + _SAME:
            return (gap.left + gap.right) / 2
    return place
