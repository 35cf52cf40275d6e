"""Figures and the labels over them by their columns, in a spreadsheet, where a column is a column.

Elsewhere a grid tells nothing sure (see `tables`). Here a figure that does not stand under the label of the
column it was read for is not that column's, whatever its ordinal in the row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.form import Column
from checker.model import Cell, Table
from checker.text import fold

#: The columns of the sheet each cell stands in, by the cell's id.
Spans = dict[int, range]


def placed(table: Table) -> Iterator[tuple[int, int, Cell]]:
    """Every own cell with its row and the column it begins in."""
    seen: set[int] = set()
    for r, row in enumerate(table.grid()):
        for c, cell in enumerate(row):
            if cell is not None and id(cell) not in seen:
                seen.add(id(cell))
                yield r, c, cell


def spans(table: Table) -> Spans:
    """Where the cells of a table stand."""
    return {id(cell): range(c, c + cell.col_span) for _r, c, cell in placed(table)}


def strays(
    columns: Sequence[Column], cells: Sequence[Cell], headers: Sequence[Sequence[Cell]], at: Spans
) -> bool:
    """Whether a figure stands under none of the labels of its column, where there is one."""
    for column, cell in zip(columns, cells, strict=True):
        heads = _heads(column, headers, at)
        if heads and not any(_meet(at[id(cell)], head) for head in heads):
            return True
    return False


def under(
    columns: Sequence[Column], cells: Sequence[Cell], headers: Sequence[Sequence[Cell]], at: Spans
) -> list[Cell] | None:
    """The cells that stand under the labels of the columns, one under each; None where that leaves a doubt."""
    found: list[Cell] = []
    for column in columns:
        heads = _heads(column, headers, at)
        below = [cell for cell in cells if len(heads) == 1 and _meet(at[id(cell)], heads[0])]
        if len(below) != 1 or any(cell is below[0] for cell in found):
            return None
        found += below
    return found


def _heads(column: Column, headers: Sequence[Sequence[Cell]], at: Spans) -> list[range]:
    labels = {fold(text) for text in (column.title, *column.aliases)}
    return [at[id(cell)] for row in headers for cell in row if fold(cell.text) in labels]


def _meet(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


__all__ = ["Spans", "placed", "spans", "strays", "under"]
