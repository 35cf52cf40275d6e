"""Rows of which only the label is there: their figures were torn off, or stand in a row of their own below.

Such a row is not missing, and nobody should be told to add it and fill in 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from checker.form import Form, Row
from checker.model import Cell, Document, Paragraph, Table
from checker.reader.labels import Labels, labels_of
from checker.reader.tables import Reading
from checker.text import bare, fold
from checker.values import is_number, parse

#: No label of the form is longer; a longer line is prose.
LONGEST = 60


@dataclass(slots=True, frozen=True)
class _Item:
    """What a line of the file holds: the label of a row whose figures were not read, only figures, or neither."""

    row: Row | None = None
    label: Cell | None = None
    figures: tuple[Cell, ...] = ()
    table: bool = False

    @property
    def kind(self) -> str:
        return "label" if self.row else "figures" if self.figures else ""


def lines_of(paragraph: Paragraph) -> Iterator[str]:
    """The lines of a paragraph as they stand in the file, where a loader joined several; blank ones left out."""
    start = 0
    for stop in [offset for offset, _line, _column in paragraph.lines if offset] + [len(paragraph.text)]:
        if text := paragraph.text[start:stop].strip():
            yield text
        start = stop


def pairs(document: Document, form: Form, reading: Reading) -> list[tuple[Row, Cell, tuple[Cell, ...]]]:
    """Rows whose label stands alone, with the figures below it: (row, label, figures).

    Labels that follow each other go with figures that follow each other, one for one; anything else
    leaves a choice, and nothing is paired.
    """
    found = []
    runs = [(kind, list(items)) for kind, items in groupby(_items(document, form, reading), lambda i: i.kind)]
    for (kind, labels), (_below, figures) in pairwise(runs):
        if kind != "label" or len(labels) != len(figures):
            continue
        for item, below in zip(labels, figures, strict=True):
            if item.row and item.label and len(below.figures) == len(item.row.columns):
                found.append((item.row, item.label, below.figures))
    return found


def left_alone(document: Document, form: Form, reading: Reading) -> list[tuple[str, str]]:
    """Rows of the form of which a table holds the label and no cell for a figure: pointers, and why not read."""
    found: dict[str, str] = {}
    for item in _items(document, form, reading):
        if item.row is not None and item.table and not reading.has(item.row.pointer):
            part = form.table_of(item.row.pointer)
            name = part.name if part else ""
            found[item.row.pointer] = (
                f"{name}「{item.row.name}」一行只有名称，没有读到数字，可能断到了别处，请对照原件人工核对"
            )
    return list(found.items())


def _items(document: Document, form: Form, reading: Reading) -> Iterator[_Item]:
    labels = labels_of(form.path)
    for block in document.blocks:
        if isinstance(block, Table):
            for cells in block.rows:
                said = [c for c in cells if c.text.strip()]
                if said:
                    yield _item(said, labels, reading, table=True)
        elif isinstance(block, Paragraph):
            for text in lines_of(block):
                # A row that lost its table keeps the bars it was drawn with.
                cell = Cell(text.strip("| "), block.anchor)
                yield _item([cell], labels, reading, False) if len(text) < LONGEST else _Item()


def _item(said: list[Cell], labels: Labels, reading: Reading, table: bool) -> _Item:
    numbers = [is_number(parse(c.text).data) for c in said]
    if all(numbers):
        return _Item(figures=tuple(said))
    text = said[-1].text
    row = labels.rows.get(fold(text)) or labels.bare_rows.get(bare(text))
    if any(numbers) or row is None or row.single or fold(text) in labels.columns or _read(row, reading):
        return _Item()
    return _Item(row=row, label=said[-1], table=table)


def _read(row: Row, reading: Reading) -> bool:
    """Whether a figure of the row was read; one of blanks alone may have lost them."""
    figures = reading.get(row.pointer)
    if not isinstance(figures, dict):
        return False
    return any(is_number(value) for value in figures.values())
