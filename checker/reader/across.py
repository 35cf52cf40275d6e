"""Table 四: one row of figures below a header of groups."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from checker.form import Column, FormTable, Row
from checker.model import Cell, Confidence, Document, Table
from checker.reader.aligned import spans, strays
from checker.reader.crossed import crossed
from checker.reader.fitting import adds_up
from checker.reader.labels import by_name, columns_of
from checker.reader.rivals import Again, Foreign
from checker.text import label_key, year_of
from checker.values import is_number, parse

if TYPE_CHECKING:
    from checker.reader.tables import Reading

#: The name of a column is no longer; a title is.
_SHORT = 8


def read_across(
    document: Document,
    part: FormTable,
    reading: Reading,
    foreign: Foreign = frozenset(),
    year: int | None = None,
    cut: Container[int] = (),
) -> bool:
    """Read the first table that holds the groups of `part` and is not `foreign`; whether there was one. The sums
    have to confirm what is read of those beside which something was `cut` off."""
    done = said = False
    sheets = bool(document.metadata.get("sheets"))
    for block, table in enumerate(document.blocks):
        if not isinstance(table, Table):
            continue
        end, texts = header_of_groups(table, part)
        if end is None:
            continue
        own = (part.pointer, block) not in foreign
        if own and not done:
            reading.origin.setdefault(part.pointer, table.anchor)
            reading.across[part.pointer] = block
            _read(table, end, texts, part, reading, year, block in cut, sheets)
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
        if other.get(row.pointer) != reading.get(row.pointer):
            again.other.add(row.pointer)


def header_of_groups(table: Table, part: FormTable) -> tuple[int | None, list[str]]:
    """The index of the last header row (None: the table is no such one), and the header's texts in reading order."""
    groups = [label_key(row.title) for row in part.rows]
    leaves = columns_of(part).keys()
    end: int | None = None
    texts: list[str] = []
    for index, cells in enumerate(table.rows):
        here = [c.text for c in cells if c.text.strip()]
        folded = [label_key(t) for t in here]
        line = "\n".join(folded)
        if any(g in line for g in groups) or len(leaves & set(folded)) > 1:
            texts += here
            end = index
    whole = label_key("\n".join(texts))
    named = sum(g in whole for g in groups)
    return (end, texts) if named >= 2 else (None, [])


def _read(
    table: Table,
    end: int,
    texts: list[str],
    part: FormTable,
    reading: Reading,
    year: int | None,
    cut: bool = False,
    sheets: bool = False,
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
    breadth = max(len(places) for places in table.grid()[: end + 1])
    if _has_moved(line, sum(c.col_span for c in line) < breadth, texts, kept, order, part):
        reading.confidence[part.pointer] = Confidence.UNSURE
    if sheets and _strays(table, end, order, kept):
        reading.confidence[part.pointer] = Confidence.UNSURE
    reading.note_order(order, [(row, row.columns) for row in part.rows], cut)
    for row, columns in order:
        for column in columns:
            cell = kept.pop(0)
            reading.origin.setdefault(row.pointer, cell.anchor)
            reading.put(f"{row.pointer}/{column.key}", cell, f"{row.title}·{column.title}")


def _has_moved(
    line: list[Cell],
    short: bool,
    texts: list[str],
    kept: list[Cell],
    order: list[tuple[Row, tuple[Column, ...]]],
    part: FormTable,
) -> bool:
    """Whether a figure may be lost, and what stands in a column of the office's own, or its blank, moved up to it:
    the sums do not hold, and there is such a column, or a blank at an end of a row that is shorter than the header."""
    start, holds = 0, True
    for _row, columns in order:
        holds = holds and adds_up(columns, kept[start : start + len(columns)])
        start += len(columns)
    if holds:
        return False
    known = {
        label_key(t)
        for row in part.rows
        for c in row.columns
        for t in (c.title, *c.aliases, row.title, row.over)
    }
    known |= {label_key(t) for t in (*part.header, part.corner)}
    own = any(label_key(text) not in known and len(text) < _SHORT for text in texts)
    if len(line) > len(kept) and not line[0].text.strip() and not kept[-1].text.strip():
        return True
    return own or (short and not (kept[0].text.strip() and kept[-1].text.strip()))


def _strays(table: Table, end: int, order: list[tuple[Row, tuple[Column, ...]]], kept: list[Cell]) -> bool:
    """Whether, in a spreadsheet, a figure stands under none of the labels of its column, or beside its group."""
    at, header = spans(table), table.rows[: end + 1]
    if strays([column for _row, columns in order for column in columns], kept, header, at):
        return True
    start = 0
    for row, columns in order:
        wide = [
            at[id(c)]
            for line in header
            for c in line
            if label_key(row.title) in label_key(c.text) and c.col_span > 1
        ]
        for cell in kept[start : start + len(columns)]:
            if wide and not any(at[id(cell)].start in group for group in wide):
                return True
        start += len(columns)
    return False


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
    places = [_place(folded, row) for row in part.rows]
    rows = list(part.rows)
    nameless = None in places
    if not nameless:
        rows = [part.rows[i] for i in sorted(range(len(groups)), key=lambda i: places[i] or (0, 0))]
    names = {label_key(t) for t in (part.corner, *part.header)} | {
        t for t in folded if any(g in t for g in groups)
    }
    leaves = [t for t, f in zip(texts, folded, strict=True) if f not in names]
    need = sum(len(row.columns) for row in rows)
    if len(leaves) != need:
        # A unit, or a remark of the office's own, stands among them.
        known = columns_of(part)
        leaves = [t for t in leaves if label_key(t) in known]
        if len(leaves) > need and all(f in known for f in folded[-need:]):
            leaves = leaves[-need:]  # merged cells taken apart: the last line has every name
    due = [column.title for row in rows for column in row.columns]
    strange = [
        (t, title) for t, title in zip(leaves, due, strict=False) if label_key(t) not in columns_of(part)
    ]
    # A label with nothing of the form's at its place is none of the group's, and one of the group's is missing.
    nameless = nameless or any(set(label_key(t)).isdisjoint(label_key(title)) for t, title in strange)
    if len(leaves) != need or nameless:
        # Nothing says which of a group's figures is which, or where a group stands.
        reading.unnamed[part.pointer] = part
        reading.confidence |= {row.pointer: Confidence.UNSURE for row in rows}
        return [(row, row.columns) for row in rows]
    result: list[tuple[Row, tuple[Column, ...]]] = []
    for row in rows:
        here, leaves = leaves[: len(row.columns)], leaves[len(row.columns) :]
        own = by_name(row.columns)
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


def _place(folded: list[str], row: Row) -> tuple[int, int] | None:
    """Where a group stands in a header, in reading order: one that is named further down (未经复议直接起诉) where
    the label over it stands (行政诉讼), which may be printed before the groups of the upper line. None where
    nothing names it."""
    titles = [label_key(title) for title in (row.title, *row.aliases)]
    own = next((k for k, text in enumerate(folded) if any(title in text for title in titles)), None)
    if own is None or not row.over:
        return None if own is None else (own, own)
    return next((k for k, text in enumerate(folded) if text == label_key(row.over)), own), own
