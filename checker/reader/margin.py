"""What stands right of a table on the same sheet and is none of the form's: a column that checks the sums, a note.

Only a spreadsheet's columns are known for what they are; and only where every column of the form has its
label is what stands behind the last of them surely outside.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.form import Form
from checker.i18n import _
from checker.model import Block, Cell, Document, Table
from checker.reader.across import header_of_groups
from checker.reader.aligned import placed
from checker.reader.labels import Labels, by_name, columns_of, labels_of, match_rows
from checker.text import cut as cut_text
from checker.text import label_key
from checker.values import parse

if TYPE_CHECKING:
    from checker.reader.tables import Reading


#: What stands over a column of running numbers.
_COUNTED = ("序号", "编号", "行次", "栏次", "行号", "项次")


def trim(document: Document, form: Form) -> tuple[Document, dict[int, list[str]]]:
    """The document without what stands right of its tables, and of each table the texts that were cut off.
    Running numbers left of a table go without a word."""
    if not document.metadata.get("sheets"):
        return document, {}
    labels = labels_of(form.path)
    blocks: list[Block] = list(document.blocks)
    cut: dict[int, list[str]] = {}
    for index, block in enumerate(blocks):
        if not isinstance(block, Table):
            continue
        cells = list(placed(block))
        edge = _edge(block, cells, form, labels)
        outside = [cell for _row, column, cell in cells if edge is not None and column > edge]
        texts = ["".join(cell.text.split()) for cell in outside if cell.text.strip()]
        gone = {id(cell) for cell in (*(outside if texts else ()), *_running_numbers(cells, labels))}
        if gone:
            rows = [[cell for cell in row if id(cell) not in gone] for row in block.rows]
            blocks[index] = replace(block, rows=rows)
        if texts:
            cut[index] = texts
    return replace(document, blocks=blocks), cut


def _running_numbers(cells: list[tuple[int, int, Cell]], labels: Labels) -> list[Cell]:
    """The cells left of every label of the form, where they only count the rows."""
    known = labels.rows.keys() | labels.groups | labels.columns
    first = min((column for _r, column, cell in cells if label_key(cell.text) in known), default=0)
    before = [cell for _r, column, cell in cells if column < first]
    counts = all(parse(cell.text).data is None or cell.text.strip().isdecimal() or label_key(cell.text) in _COUNTED
                 for cell in before)  # fmt: skip
    return before if counts else []


def say(document: Document, form: Form, reading: Reading, cut: dict[int, list[str]]) -> None:
    """Say what was found beside the form's tables and not read."""
    for index, texts in cut.items():
        for part in form.tables:
            at = reading.origin.get(part.pointer)
            if at is not None and at.table == document.blocks[index].anchor.table:
                names = "、".join(f"「{cut_text(text, 20)}」" for text in texts[:2]) + (
                    "等" if len(texts) > 2 else ""
                )
                text = _("{table}右边的{names}不是格式里的，没有核对")
                reading.remarks.append(text.format(table=part.name, names=names))


def _edge(table: Table, cells: list[tuple[int, int, Cell]], form: Form, labels: Labels) -> int | None:
    """The last column of the form's, None where not every column has its label, or one above them goes further."""
    named = [(c + cell.col_span - 1, label_key(cell.text)) for _r, c, cell in cells if cell.text.strip()]
    found = {text for _last, text in named}
    rows = [m.row for m in match_rows(table, form, labels, lambda _pointer: False) if m.row is not None]
    for part in form.tables:
        if part.across and header_of_groups(table, part)[0] is not None:
            leaves = columns_of(part).keys()
            if sum(text in leaves for _last, text in named) != sum(len(row.columns) for row in part.rows):
                return None
            rows += part.rows
    columns: set[str] = set()
    above: set[str] = set()
    for row in rows:
        for column in row.columns:
            texts = by_name([column]).keys()
            if found.isdisjoint(texts):
                return None
            columns |= texts
            above.add(label_key(column.group))
        part_of = form.table_of(row.pointer)
        above |= {label_key(t) for t in (*(part_of.header if part_of else ()), row.over, row.title)}
    last = max((end for end, text in named if text in columns), default=None)
    if last is None or any(end > last for end, text in named if text in above):
        return None
    return last


__all__ = ["say", "trim"]
