"""Figures and the labels over them by their columns, in a spreadsheet, where a column is a column.

Elsewhere a grid tells nothing sure (see `tables`). Here a figure that does not stand under the label of the
column it was read for is not that column's, whatever its ordinal in the row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from checker.form import Column
from checker.model import Cell, Table
from checker.text import label_key

#: The columns of the sheet each cell stands in, by the cell's id.
Spans = dict[int, range]


@dataclass(slots=True)
class Above:
    """What stood over a table on its sheet: the block and the header rows of the table before it, whose cells are
    `at` these columns. A line of text may cut a table from its header."""

    block: int = 0
    headers: list[list[Cell]] = field(default_factory=list)
    at: Spans = field(default_factory=dict)


def placed(table: Table) -> Iterator[tuple[int, int, Cell]]:
    """Every own cell of a sheet's table with its row and the column of the sheet it begins in. A cell may be
    merged over the end of its table: the grid of the next says nothing sure, the places of its cells do."""
    for r, row in enumerate(table.rows):
        for cell in row:
            yield r, column_of(cell.anchor.ref), cell


def spans(table: Table) -> Spans:
    """The columns of the sheet its cells stand in."""
    return {id(cell): range(c, c + cell.col_span) for _r, c, cell in placed(table)}


def column_of(ref: str) -> int:
    """The column of 「AB12」, counted from 0."""
    column = 0
    for letter in ref.rstrip("0123456789"):
        column = column * 26 + ord(letter) - 64
    return column - 1


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
    labels = {label_key(text) for text in (column.title, *column.aliases)}
    return [at[id(cell)] for row in headers for cell in row if label_key(cell.text) in labels]


def _meet(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


__all__ = ["Spans", "placed", "spans", "strays", "under"]
