"""A table printed over several pages as one table.

A page's first table goes on the last of the page before where nothing but running heads stands
between them and both are equally wide. A header printed again is left out; a row, a label or a
merged cell that the page's end cut is put together again.
"""

from __future__ import annotations

from checker.loaders.pdf.parts import PageCell, PageTable
from checker.loaders.words import fold, is_label, is_value

#: How far the sides of two parts of one table may differ (points).
_SIDES = 4.0
#: The rows a cell that reaches the page's end is looked for in.
_LONGEST = 200


def goes_on(before: PageTable, after: PageTable) -> bool:
    """Whether a table at the top of a page may be the rest of the one at the end of the page before."""
    if before.unruled or after.unruled or (after.blank and len(before.columns) != len(after.columns)):
        return False
    return (
        abs(before.columns[0] - after.columns[0]) <= _SIDES
        and abs(before.columns[-1] - after.columns[-1]) <= _SIDES
    )


def stitch(before: PageTable, after: PageTable) -> PageTable:
    """The two parts as one table, in the bands of both."""
    columns = _union(before.columns, after.columns)
    first = _rebanded(before, columns)
    second = _rebanded(after, columns)
    second = second[_repeated_header(first, second) :]
    doubt = before.doubt or after.doubt
    if first and second and _mend(first, second):
        doubt = doubt or f"第{first[-1][-1].page}页末尾切断了一行，里面的数字可能也切断了"
    first.extend(second)
    return PageTable(first, columns, before.box, doubt, over=before.over + after.over)


def _union(one: list[float], other: list[float]) -> list[float]:
    """The bands of both parts; sides and borders that nearly agree are one."""
    made = list(one)
    for place in other:
        if all(abs(place - known) > _SIDES for known in made):
            made.append(place)
    return sorted(made)


def _rebanded(table: PageTable, columns: list[float]) -> list[list[PageCell]]:
    """The rows of a part with its cells' columns counted in the common bands."""
    if columns == table.columns:
        return table.rows
    index = [min(range(len(columns)), key=lambda i: abs(columns[i] - place)) for place in table.columns]
    for row in table.rows:
        for cell in row:
            start, end = index[cell.column], index[cell.column + cell.col_span]
            cell.column, cell.col_span = start, max(1, end - start)
    return table.rows


def _repeated_header(first: list[list[PageCell]], second: list[list[PageCell]]) -> int:
    """How many rows of the second part print the head of the first again."""
    count = 0
    while count < min(len(first), len(second) - 1):
        above, below = _folded(first[count]), _folded(second[count])
        if above != below or not any(above) or any(is_value(text) for text in above):
            break
        count += 1
    # The head is whole only where none of its cells reaches below it.
    while count and any(r + cell.row_span > count for r in range(count) for cell in second[r]):
        count -= 1
    return count


def _folded(row: list[PageCell]) -> list[str]:
    return [fold(cell.text) for cell in row]


def _mend(first: list[list[PageCell]], second: list[list[PageCell]]) -> bool:
    """Put together what the page's end cut: the last row and the first, or the merged cells beside them;
    whether a figure was put together, too."""
    torn = False
    bottom = _bottom(first)
    whole = _cut_row(bottom, second[0])
    words = [cell.column for cell in second[0] if cell.text and not is_value(cell.text)]
    head = len(words) > sum(not cell.text for cell in second[0]) and not _figures(second[0])
    for cell in list(second[0]):
        above = bottom.get(cell.column)
        if above is None or above[1].col_span != cell.col_span:
            continue
        _row, upper = above
        # What stands right of the row's label is a figure's place, blank or not.
        if whole or ((head or (words and cell.column <= words[-1])) and _cut_cell(upper, cell)):
            second[0].remove(cell)
            upper.row_span += cell.row_span - whole
            torn = torn or (bool(upper.text) and is_value(cell.text))
            if not upper.text:
                upper.page, upper.box = cell.page, cell.box
            upper.text += cell.text
    if whole and not second[0]:
        second.pop(0)
    return torn


def _bottom(rows: list[list[PageCell]]) -> dict[int, tuple[int, PageCell]]:
    """The cells that reach the last row, by column."""
    start = max(0, len(rows) - _LONGEST)
    return {
        cell.column: (r, cell)
        for r, row in enumerate(rows[start:], start)
        for cell in row
        if r + cell.row_span >= len(rows)
    }


def _cut_row(bottom: dict[int, tuple[int, PageCell]], row: list[PageCell]) -> bool:
    """Whether a row is the rest of the row above: the same cells, the figures in one of the two only."""
    pairs = [(bottom[cell.column][1], cell) for cell in row if cell.column in bottom]
    if len(pairs) != len(row) or any(u.col_span != c.col_span for u, c in pairs):
        return False
    # A merged label beside the row goes on below it and is blank here.
    if any(c.row_span > 1 and c.text for _u, c in pairs):
        return False
    pairs = [(u, c) for u, c in pairs if c.row_span == 1]
    if any(
        is_label(u.text + c.text) and not is_label(u.text) and not is_label(c.text)
        for u, c in pairs
        if c.text
    ):
        return True
    upper, lower = _figures([u for u, _c in pairs]), _figures([c for _u, c in pairs])
    if (upper and lower) or any(u.text and c.text for u, c in pairs if is_value(u.text) or is_value(c.text)):
        return False
    labels = [(u, c) for u, c in pairs if c.text and not is_value(c.text)]
    if not labels:
        # Nothing but figures, or nothing at all: the rest of a row whose label stands above. A blank row
        # under a head is a row.
        return len(pairs) > 1 and (upper or lower) and any(u.text and not is_value(u.text) for u, _c in pairs)
    if len(labels) == len(pairs) and not any(u.text for u, _c in labels):
        return False
    return not any(is_label(c.text) for _u, c in labels) and any(
        not is_label(u.text) or is_label(u.text + c.text) for u, c in labels
    )


def _figures(cells: list[PageCell]) -> bool:
    return any(is_value(cell.text) for cell in cells)


def _cut_cell(upper: PageCell, cell: PageCell) -> bool:
    """Whether a cell at the top of a page is the rest of the merged label above it."""
    if is_value(upper.text) or is_value(cell.text):
        return False
    if not cell.text:
        # A label column is never blank of itself: the label stands on the page before.
        return bool(upper.text) and (upper.row_span > 1 or cell.row_span > 1 or is_label(upper.text))
    return not is_label(cell.text) and is_label(upper.text + cell.text)
