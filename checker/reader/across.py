"""Table 四: one row of figures below a header of groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.form import Column, FormTable, Row
from checker.model import Cell, Confidence, Document, Table
from checker.reader.crossed import crossed
from checker.reader.rivals import Again, Foreign
from checker.text import label_key, year_of
from checker.values import is_number, parse

if TYPE_CHECKING:
    from checker.reader.tables import Reading


def read_across(
    document: Document, part: FormTable, reading: Reading, foreign: Foreign = frozenset(), year: int | None = None
) -> bool:  # fmt: skip
    """Read the first table that holds the groups of `part` and is not `foreign`; whether there was one."""
    done = said = False
    for block, table in enumerate(document.blocks):
        if not isinstance(table, Table):
            continue
        end, texts = _header(table, part)
        if end is None:
            continue
        own = (part.pointer, block) not in foreign
        if own and not done:
            reading.origin.setdefault(part.pointer, table.anchor)
            reading.across[part.pointer] = block
            _read(table, end, texts, part, reading, year)
            done = True
            continue
        if own:
            _compare(block, table, end, texts, part, reading, year)
        if not said:
            which = "只读了第一次出现的" if own else "只读了本年度、本机关的一份"
            reading.unread.append((f"{part.pointer}/repeated", f"{part.name}出现了不止一次，{which}"))
            said = True
    return done


def _compare(
    block: int, table: Table, end: int, texts: list[str], part: FormTable, reading: Reading, year: int | None
) -> None:
    """Note which groups of another table of the kind hold other figures than those read."""
    other = type(reading)()
    _read(table, end, texts, part, other, year)
    again = reading.again.setdefault(part.pointer, {}).setdefault(block, Again(block))
    for row in part.rows:
        again.rows.add(row.pointer)
        again.filled = again.filled or any(map(is_number, (other.get(row.pointer) or {}).values()))
        if other.get(row.pointer) != reading.get(row.pointer):
            again.other.add(row.pointer)


def is_across(table: Table, part: FormTable) -> bool:
    """Whether a table holds the groups of `part`."""
    return _header(table, part)[0] is not None


def _header(table: Table, part: FormTable) -> tuple[int | None, list[str]]:
    """The index of the last header row, and the header's texts in reading order."""
    groups = [label_key(row.title) for row in part.rows]
    leaves = {label_key(t) for row in part.rows for c in row.columns for t in (c.title, *c.aliases)}
    end: int | None = None
    texts: list[str] = []
    for index, cells in enumerate(table.rows):
        here = [c.text for c in cells if c.text.strip()]
        folded = [label_key(t) for t in here]
        line = "\n".join(folded)
        if any(g in line for g in groups) or len(leaves.intersection(folded)) > 1:
            texts += here
            end = index
    whole = label_key("\n".join(texts))
    named = sum(g in whole for g in groups)
    return (end, texts) if named >= 2 else (None, [])


def _read(
    table: Table, end: int, texts: list[str], part: FormTable, reading: Reading, year: int | None
) -> None:
    need = sum(len(row.columns) for row in part.rows)
    below = table.rows[end + 1 :]
    wide = [r for r in below if len(r) >= need]
    filled = [r for r in wide if any(is_number(parse(c.text).data) for c in r)]
    # A row that only counts the columns (1, 2, 3 …) is no data where another is.
    real = [r for r in filled if [c.text.strip() for c in r[-need:]] != [str(i) for i in range(1, need + 1)]]
    rows = real or filled or wide
    if not rows:
        turned = crossed(table, part)
        if turned:
            for pointer, (cell, label) in turned.items():
                reading.origin.setdefault(pointer.rpartition("/")[0], cell.anchor)
                reading.put(pointer, cell, label)
            reading.add_label(part.pointer, "各组分行的排法", "三组并列、一行数据")
            return
        longest = max((len(r) for r in below), default=0)
        figures = sum(is_number(parse(c.text).data) for row in table.rows for c in row)
        why = f"{part.name}没有数据行"
        if figures >= need:
            why = f"{part.name}的排法与格式不同（应为三组并列、一行数据），没有读，需人工核对"
        elif longest:
            why = f"{part.name}的数据行有{longest}格，应有{need}格"
        reading.unread.append((part.pointer, why))
        return
    at = _own_row(rows, need, year) if len(real) > 1 else 0
    if len(real) > 1:
        which = "只读了本年度的一行" if at is not None else "只读了第一行，需人工核对"
        reading.unread.append((f"{part.pointer}/repeated", f"{part.name}有不止一行数据，{which}"))
        if at is None and len({tuple(c.text.strip() for c in row[-need:]) for row in rows}) > 1:
            # Which of them is the report's, nothing says.
            reading.confidence[part.pointer] = Confidence.UNSURE
    line = rows[at or 0]
    kept = _figures(line, need)
    before = line[: len(line) - need]
    if (
        any(is_number(parse(c.text).data) and year_of(c.text) is None for c in before)
        and kept[-1] is line[-1]
    ):
        why = f"{part.name}的数据行有{len(line)}格，应有{need}格，无法确定各格属于哪一列"
        reading.unread.append((part.pointer, why))
        return
    if kept[-1] is line[-1] and before and _ends_in_own(table, part):
        # The blanks before the figures may be the first of them, and the last one of the office's own column.
        reading.confidence[part.pointer] = Confidence.UNSURE
    order = _order(texts, part, reading)
    reading.note_order(order, [(row, row.columns) for row in part.rows])
    for row, columns in order:
        for column in columns:
            cell = kept.pop(0)
            reading.origin.setdefault(row.pointer, cell.anchor)
            reading.put(f"{row.pointer}/{column.key}", cell, f"{row.title}·{column.title}")


def _ends_in_own(table: Table, part: FormTable) -> bool:
    """Whether the header's first line with a group ends in a column that is none of the form's (备注)."""
    form = {label_key(t) for row in part.rows for t in (row.over, *(c.title for c in row.columns)) if t}
    groups = [label_key(row.title) for row in part.rows]
    for cells in table.rows:
        texts = [label_key(c.text) for c in cells if c.text.strip()]
        if any(g in text for g in groups for text in texts):
            return texts[-1] not in form and not any(g in texts[-1] for g in groups)
    return False


def _own_row(rows: list[list[Cell]], need: int, year: int | None) -> int | None:
    """Which of several rows of figures is that of the year, by what stands before them; None where nothing says."""
    years = [
        {year_of(label_key(c.text).rstrip("年度")) for c in row[: len(row) - need]} - {None} for row in rows
    ]
    own = [i for i, found in enumerate(years) if found == {year}]
    return own[0] if len(own) == 1 and all(years) else None


def _figures(cells: list[Cell], need: int) -> list[Cell]:
    """The last `need` cells; padding at the right goes where the row begins with a figure."""
    cells = list(cells)
    while len(cells) > need and not cells[-1].text.strip() and is_number(parse(cells[0].text).data):
        cells.pop()
    return cells[len(cells) - need :]


def _order(texts: list[str], part: FormTable, reading: Reading) -> list[tuple[Row, tuple[Column, ...]]]:
    """The groups and their columns in the order the header prints them; other labels than the form's are said."""
    groups = [label_key(row.title) for row in part.rows]
    folded = [label_key(t) for t in texts]
    places = [_place(folded, row, i) for i, row in enumerate(part.rows)]
    rows = [part.rows[i] for i in sorted(range(len(groups)), key=lambda i: places[i])]
    names = {label_key(t) for t in (part.corner, *part.header)} | {
        t for t in folded if any(g in t for g in groups)
    }
    leaves = [t for t, f in zip(texts, folded, strict=True) if f not in names]
    if len(leaves) != sum(len(row.columns) for row in rows):
        return [(row, row.columns) for row in rows]
    result: list[tuple[Row, tuple[Column, ...]]] = []
    for row in rows:
        here, leaves = leaves[: len(row.columns)], leaves[len(row.columns) :]
        own = {label_key(t): c for c in row.columns for t in (c.title, *c.aliases)}
        found = [own.get(label_key(t)) for t in here]
        left = [c for c in row.columns if c not in found]
        columns: list[Column] = []
        for text, column in zip(here, found, strict=True):
            if column is None or column in columns:
                column = left.pop(0) if left else row.columns[len(columns)]
                reading.add_label(f"{row.pointer}/{column.key}", "".join(text.split()), column.title)
            columns.append(column)
        result.append((row, tuple(columns) if len(set(columns)) == len(columns) else row.columns))
    return result


def _place(folded: list[str], row: Row, ordinal: int) -> tuple[int, int]:
    """Where a group stands in a header, in reading order: one that is named further down (未经复议直接起诉) where
    the label over it stands (行政诉讼), which may be printed before the groups of the upper line."""
    own = next((k for k, text in enumerate(folded) if label_key(row.title) in text), ordinal)
    above = (
        next((k for k, text in enumerate(folded) if text == label_key(row.over)), own) if row.over else own
    )
    return above, own
