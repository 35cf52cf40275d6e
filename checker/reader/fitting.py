"""Which cells of a row are its figures, where it has more or fewer than the form, and where a blank may be a lost cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from checker.form import Column
from checker.model import Cell, Table
from checker.reader.columns import Header
from checker.reader.labels import Labels, Match
from checker.values import is_number, parse


def suspect_edges(table: Table) -> dict[int, tuple[int, ...]]:
    """Rows of a table without merged cells that may have lost a cell, and where a blank would show it.

    In a row shorter than nearly all others, and in one that is alone, a blank at either end may be the rest
    of a label, or of a wide cell, with the figures moved up beside it; where rows are of all lengths, the
    first may.
    """
    if any(c.row_span > 1 or c.col_span > 1 for row in table.rows for c in row):
        return {}
    lengths = [len(row) for row in table.rows]
    usual = max(set(lengths), key=lambda length: (lengths.count(length), length), default=0)
    if len(lengths) < 2:
        return {0: (0, -1)}
    if lengths.count(usual) * 3 < len(lengths) * 2:
        return dict.fromkeys(range(len(lengths)), (0,))
    return {i: (0, -1) for i, length in enumerate(lengths) if length < usual}


def usual_widths(table: Table, matches: Sequence[Match]) -> dict[int, int]:
    """How many cells most rows have behind their label, by how many figures are due."""
    found: dict[int, Counter[int]] = {}
    for match in matches:
        if match.row is not None:
            width = len(table.rows[match.index]) - match.label - 1
            found.setdefault(len(match.row.columns), Counter())[width] += 1
    return {c: max(n, key=lambda width: (n[width], width)) for c, n in found.items()}


def filled_sizes(table: Table, matches: Sequence[Match]) -> set[tuple[int, int]]:
    """In rows of which sizes (figures due, cells behind the label) a figure stands among the first cells that
    seem too many: there a blank is no rest of a label."""
    found = set()
    for match in matches:
        if match.row is not None:
            values, need = table.rows[match.index][match.label + 1 :], len(match.row.columns)
            extra = len(values) - need
            if extra > 0 and any(is_number(parse(cell.text).data) for cell in values[:extra]):
                found.add((need, len(values)))
    return found


def adds_up(order: Sequence[Column], cells: Sequence[Cell]) -> bool:
    """Whether a row's figures come to its 总计, so that none of them stands in another's place."""
    figures = {column.key: parse(cell.text).data for column, cell in zip(order, cells, strict=True)}
    total = figures.pop("total", None)
    return is_number(total) and sum(x for x in figures.values() if isinstance(x, (int, float))) == total


def is_open(values: Sequence[Cell], count: int) -> bool:
    """Whether cells too many are blank at both ends, so that a blank figure may be at either."""
    extra = len(values) - count
    ends = (values[:extra], values[count:])
    return extra > 0 and not any(c.text.strip() for end in ends for c in end)


def spare_cells(table: Table, labels: Labels) -> int:
    """How many empty cells stand at the right of every header row: a ragged text table's padding."""
    spare: int | None = None
    for cells in table.rows:
        if labels.is_header(cells):
            trailing = 0
            while trailing < len(cells) and not cells[-1 - trailing].text.strip():
                trailing += 1
            spare = trailing if spare is None else min(spare, trailing)
    return spare or 0


def fit(values: list[Cell], count: int, spare: int, header: Header, lead: int) -> list[Cell] | None:
    """The `count` cells that are figures.

    Columns of the office's own go first, as the header shows them: before the figures (行次), and at the right
    (备注); then padding at the right as far as the headers show it; the rest at the left where it is empty (label cells a
    text table could not merge), or at the right where only that is empty.
    """
    extra = len(values) - count
    extra_columns = header.extra
    if lead and extra == lead + extra_columns:
        values, extra = values[lead:], extra - lead
    elif lead:
        return None
    if count == 1 and extra > 0 and len({c.text.strip() for c in values}) == 1:
        return values[-1:]  # a merged cell that was taken apart and filled throughout
    if extra_columns and extra == extra_columns:
        # A header may name a column that the rows do not have, and what stands first is a label cell.
        blank = not any(is_number(parse(c.text).data) for c in values[:extra])
        if not (blank and any(is_number(parse(c.text).data) for c in values[count:])):
            return values[:count]
    while extra > 0 and spare > 0 and not values[-1].text.strip():
        values = values[:-1]
        extra, spare = extra - 1, spare - 1
    if extra < 0:
        return None
    if not any(c.text.strip() for c in values[:extra]):
        return values[extra:]
    # Under a header with a column more before the figures, the first cell is none of them.
    return None if header.before or any(c.text.strip() for c in values[count:]) else values[:count]


def lead_of(table: Table, match: Match, header: Header) -> int:
    """How many columns of the office's own stand between a row's label and its figures (行次), as merged cells
    of the header show it."""
    if not header.left:
        return 0
    label = table.rows[match.index][match.label]
    return max(header.left - 1 - max(i for i, c in enumerate(table.grid()[match.index]) if c is label), 0)
