"""Table 四 in another layout than the form's: groups as rows, or one figure a row. Its labels say what each is."""

from __future__ import annotations

from collections.abc import Iterable

from checker.form import FormTable
from checker.model import Cell, Table
from checker.reader.labels import by_name, columns_of
from checker.text import label_key
from checker.values import is_blank, is_number, parse


def crossed(table: Table, part: FormTable) -> dict[str, tuple[Cell, str]]:
    """The figure of each cell of `part` by its pointer, with its printed name; nothing unless every one is found
    once, under one group and one column, and no figure is left over.

    What names a figure stands on its line to the left, else nearest above it.
    """
    groups = {label_key(t): row for row in part.rows for t in (row.title, *row.aliases)}
    leaves = columns_of(part)
    grid = table.grid()
    found: dict[str, tuple[Cell, str]] = {}
    done: set[int] = set()
    for r, line in enumerate(grid):
        for c, cell in enumerate(line):
            if cell is None or id(cell) in done or not _holds_figure(cell):
                continue
            done.add(id(cell))
            left = [one.text for one in line[:c] if one is not None]
            above = [row[c].text for row in grid[r - 1 :: -1] if c < len(row) and row[c]] if r else []  # type: ignore[union-attr]
            row = groups.get(_name(left, above, groups))
            label = _name(left, above, leaves)
            if row is None:
                return {}
            column = by_name(row.columns).get(label)
            if column is None or f"{row.pointer}/{column.key}" in found:
                return {}
            found[f"{row.pointer}/{column.key}"] = cell, f"{row.title}·{column.title}"
    need = sum(len(row.columns) for row in part.rows)
    return found if len(found) == need else {}


def _holds_figure(cell: Cell) -> bool:
    data = parse(cell.text).data
    return is_number(data) or (data is not None and is_blank(data))


def _name(left: list[str], above: list[str], names: Iterable[str]) -> str:
    """The only one of the names to the left, else the nearest above; "" where there is none, or more than one."""
    known = set(names)
    beside = {label_key(text) for text in left} & known
    if beside:
        return beside.pop() if len(beside) == 1 else ""
    return next((label_key(text) for text in above if label_key(text) in known), "")
