"""Tables that stand side by side on a sheet, told apart by the empty columns between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from checker.loaders.words import fold, is_block_title, is_label, is_section_heading, is_value, table_of
from checker.loaders.workbook.grid import Grid

#: What stands in the first column of each of the form's tables, and in no other column of it.
_FIRST = re.compile("信息内容|行政复议|(?:一,)?本年新收政府信息公开申请(?:数量)?.{0,6}")


class Region(NamedTuple):
    """A rectangle of a sheet."""

    rows: range
    columns: range


def regions(grid: Grid, region: Region) -> Iterator[Region]:
    """The parts of a region, in reading order, no two tables of the form side by side in any of them.

    Only a cut that has a table of the form on either side is made: labels may well stand apart from
    their figures.
    """
    found = _cut(grid, region)
    if found is None:
        yield region
        return
    rows, column = found
    above, below = range(region.rows.start, rows.start), range(rows.stop, region.rows.stop)
    left, right = range(region.columns.start, column), range(column, region.columns.stop)
    for part in (
        Region(above, region.columns),
        Region(rows, left),
        Region(rows, right),
        Region(below, region.columns),
    ):
        if part.rows:
            yield from regions(grid, part)


def is_mixed(grid: Grid, region: Region) -> bool:
    """Whether tables stand side by side here: one row holds labels of two of them, a label behind figures, or a
    label or figures beside a heading."""
    for row in region.rows:
        texts = [text for text in grid.texts[row][region.columns.start : region.columns.stop] if text]
        labels = [(at, table) for at, text in enumerate(texts) if (table := table_of(text))]
        # A column of running numbers may stand before the labels.
        figures = sum(map(is_value, texts[: labels[-1][0]] if labels else texts)) > 1
        heading = any(map(is_section_heading, texts))
        if (heading and (labels or figures)) or (labels and figures):
            return True
        if len({table for _at, table in labels}) > 1:
            return True
    return False


def _cut(grid: Grid, region: Region) -> tuple[range, int] | None:
    """Rows, and a column, before which a table begins while another ends before the empty column at its left."""
    firsts = [
        (row, column)
        for row in region.rows
        for column, text in enumerate(grid.texts[row])
        if text and column in region.columns and (is_block_title(text) or _FIRST.fullmatch(fold(text)))
    ]
    for row, first in sorted(firsts, key=lambda place: place[1]):
        found: list[tuple[range, int]] = []
        # A column of running numbers may stand before the first of the form's.
        for column in (first, first - 1):
            if column - region.columns.start < 2 or grid.holds(row, column - 1):
                continue
            rows = _free(grid, region, row, column)
            # One below the other and moved to the side is not side by side.
            left = any(r in rows and c < column - 1 for r, c in firsts)
            if left and is_mixed(grid, region._replace(rows=rows)):
                found.append((rows, column))
        if found:
            return max(found, key=lambda cut: len(cut[0]))
    return None


def _free(grid: Grid, region: Region, row: int, column: int) -> range:
    """The rows around one of them that have nothing in the column before this one, as far as they reach."""
    rows, gap = region.rows, column - 1
    start = stop = row
    while start > rows.start and not grid.holds(start - 1, gap):
        start -= 1
    while stop < rows.stop and not grid.holds(stop, gap):
        stop += 1
    if stop < rows.stop:
        # What holds there may be the third row of a table that began above.
        for at in range(stop, row, -1):
            texts = [text for text in grid.texts[at - 1][region.columns.start : region.columns.stop] if text]
            here = [text for text in grid.texts[at][region.columns.start : column] if text]
            if not texts or any(map(_begins, here)):
                stop = at
                break
    # A title below both tables is that of a third.
    while stop > row + 1 and not any(is_label(text) or is_value(text) for text in grid.texts[stop - 1]):
        stop -= 1
    return range(start, stop)


def _begins(text: str) -> bool:
    """Whether a text is the first of a table: the corner of its header."""
    folded = fold(text)
    return is_block_title(text) or folded in ("信息内容", "行政复议") or "本列数据的勾稽关系" in folded


__all__ = ["Region", "is_mixed", "regions"]
