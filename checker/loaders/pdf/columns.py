"""The order in which the parts of a page are read: from top to bottom, and by columns where it has them.

A page with a menu beside the text, or set in two columns, is cut along its gutters (recursive XY cut,
Nagy and Seth 1984); a page where nothing stands beside anything is read as it lies.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from checker.loaders.pdf.frame import Box, around
from checker.loaders.pdf.gutters import Gutter

#: A gutter is at least so wide (shares of the type's size), with so many parts on either side.
_GUTTER, _PARTS = 1.2, 3
#: A column narrower than this share of the one beside it is a menu.
_MENU = 0.8
#: More parts than this on one page are read as they lie.
MAX_PARTS = 400


class Region(NamedTuple):
    """Parts of a page that are read one after the other (indexes), and the column they stand in.

    0 is none; a column much narrower than the text beside it, a menu, has a number below 0.
    """

    parts: list[int]
    column: int


def regions(boxes: Sequence[Box], em: float, gutters: Sequence[Gutter] = ()) -> list[Region]:
    """The parts of a page in reading order, along the gutters known of and those that are wide enough to be seen."""
    everything = sorted(range(len(boxes)), key=lambda i: (boxes[i][1], boxes[i][0]))
    if len(boxes) > MAX_PARTS:
        return [Region(everything, 0)]
    made: list[Region] = []
    _divide(everything, 0, sorted(gutters, key=lambda g: g.top - g.bottom), boxes, em, made)
    return made


def _divide(
    parts: list[int],
    column: int,
    gutters: Sequence[Gutter],
    boxes: Sequence[Box],
    em: float,
    made: list[Region],
) -> None:
    """Cut some parts along the gutters known of: what stands above, left, right and below, in that order."""
    if not parts:
        return
    if not gutters:
        _cut(parts, column, boxes, em, made)
        return
    first, rest = gutters[0], gutters[1:]
    above = [i for i in parts if (boxes[i][1] + boxes[i][3]) / 2 < first.top]
    below = [i for i in parts if (boxes[i][1] + boxes[i][3]) / 2 > first.bottom]
    between = set(parts).difference(above, below)
    left = [i for i in parts if i in between and boxes[i][0] < first.middle]
    right = [i for i in parts if i in between and boxes[i][0] >= first.middle]
    if not left or any(boxes[i][2] > first.right for i in left):
        _divide(parts, column, rest, boxes, em, made)
        return
    _divide(above, column, [g for g in rest if g.top < first.top], boxes, em, made)
    before = [g for g in rest if g.middle < first.middle]
    _divide(left, column or _number(first.start), before, boxes, em, made)
    after = [g for g in rest if g.middle > first.middle]
    _divide(right, _number(first.right), after, boxes, em, made)
    _divide(below, column, [g for g in rest if g.bottom > first.bottom], boxes, em, made)


def _number(left: float) -> int:
    """The number of a column that begins there."""
    return 1 + round(left / 20)


def _cut(parts: list[int], column: int, boxes: Sequence[Box], em: float, made: list[Region]) -> None:
    if not _beside(parts, boxes):
        made.append(Region(parts, column))
        return
    halves = _gutter(parts, boxes, em)
    if halves is not None:
        sides = [around([boxes[i] for i in half]) for half in halves]
        widest = max(side[2] - side[0] for side in sides)
        for half, side in zip(halves, sides, strict=True):
            number = _number(side[0])
            menu = side[2] - side[0] < _MENU * widest
            _cut(half, -number if menu or column < 0 else number, boxes, em, made)
        return
    halves = _space(parts, boxes)
    if halves is None:
        made.append(Region(parts, column))
        return
    for half in halves:
        _cut(half, column, boxes, em, made)


def _beside(parts: Sequence[int], boxes: Sequence[Box]) -> bool:
    """Whether any part stands beside another. `parts` go by their tops."""
    for n, i in enumerate(parts):
        left, top, right, bottom = boxes[i]
        for j in parts[n + 1 :]:
            other = boxes[j]
            if other[1] >= bottom:
                break
            shared = min(bottom, other[3]) - other[1]
            if shared > 0.3 * min(bottom - top, other[3] - other[1]) and (
                other[0] >= right or other[2] <= left
            ):
                return True
    return False


def _gutter(parts: list[int], boxes: Sequence[Box], em: float) -> tuple[list[int], list[int]] | None:
    """The parts left and right of the widest gutter that has text on both sides all along."""
    order = sorted(parts, key=lambda i: boxes[i][0])
    best, at = _GUTTER * em, 0
    reach = boxes[order[0]][2]
    for n, (_, i) in enumerate(pairwise(order), 1):
        if boxes[i][0] - reach > best:
            best, at = boxes[i][0] - reach, n
        reach = max(reach, boxes[i][2])
    left, right = order[:at], order[at:]
    if min(len(left), len(right)) < _PARTS:
        return None
    one, other = around([boxes[i] for i in left]), around([boxes[i] for i in right])
    if min(one[3], other[3]) - max(one[1], other[1]) < 2 * _PARTS * em:
        return None

    def by_top(half: list[int]) -> list[int]:
        return sorted(half, key=lambda i: (boxes[i][1], boxes[i][0]))

    return by_top(left), by_top(right)


def _space(parts: list[int], boxes: Sequence[Box]) -> tuple[list[int], list[int]] | None:
    """The parts above and below the widest white stripe across."""
    best, at = 0.0, 0
    reach = boxes[parts[0]][3]
    for n, (_, i) in enumerate(pairwise(parts), 1):
        if boxes[i][1] - reach > best:
            best, at = boxes[i][1] - reach, n
        reach = max(reach, boxes[i][3])
    return (parts[:at], parts[at:]) if at else None
