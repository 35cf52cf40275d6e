"""Finds the form's tables by their labels and fills the figures, each with its place.

Values map by their ordinal among a row's own cells, counted from the right; headers confirm.
Programs that write HTML and DOC round column widths and invent grid columns, so a grid index
says nothing sure, while the seven last cells of a row of table 三 are its seven figures.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from checker.form import Column, Form, FormTable, Row, load
from checker.model import Anchor, Cell, Confidence, Document, Table
from checker.text import bare, fold
from checker.values import is_blank, is_number, parse

#: A label this like to one of the form is taken for it, and said (S103).
ALIKE = 0.72


@dataclass(slots=True)
class Reading:
    """What the tables gave."""

    data: dict[str, Any] = field(default_factory=dict)
    origin: dict[str, Anchor] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    unread: list[tuple[str, str]] = field(default_factory=list)
    labels: list[tuple[str, str, str]] = field(default_factory=list)
    confidence: dict[str, Confidence] = field(default_factory=dict)
    pieces: dict[str, int] = field(default_factory=dict)
    found: int = 0

    def put(self, pointer: str, cell: Cell, label: str) -> None:
        """Store the figure of a cell."""
        value = parse(cell.text)
        node = self.data
        steps = pointer.split("/")[1:]
        for step in steps[:-1]:
            node = node.setdefault(step, {})
        node[steps[-1]] = value.data
        if value.note:
            self.notes[pointer] = value.note
        at = cell.anchor
        self.origin[pointer] = Anchor(
            at.line, at.column, at.page, at.paragraph, at.table, at.row, at.cell, at.bbox, cell.text, label
        )

    def has(self, pointer: str) -> bool:
        """Whether a row was already read."""
        node: Any = self.data
        for step in pointer.split("/")[1:]:
            if not isinstance(node, dict) or step not in node:
                return False
            node = node[step]
        return True


@dataclass(slots=True)
class _Labels:
    """The row labels of a form, folded: with and without their ordinals, and the groups' labels."""

    rows: dict[str, Row]
    bare_rows: dict[str, Row]
    groups: frozenset[str]
    columns: frozenset[str]


@cache
def _labels(path: Path) -> _Labels:
    rows: dict[str, Row] = {}
    bares: dict[str, Row] = {}
    groups: set[str] = set()
    columns: set[str] = set()
    for table in load(path).tables:
        columns |= {fold(t) for t in (table.corner, *table.header) if t}
        for row in table.rows:
            columns |= {fold(t) for c in row.columns for t in (c.title, *c.aliases)}
            if table.across:
                columns |= {fold(t) for t in (row.title, *row.aliases)}
            groups |= {fold(g) for g in row.groups} | {bare(g) for g in row.groups}
            if row.block:
                groups.add(fold(row.block))
            if not table.across:
                for text in (row.title, *row.aliases):
                    rows.setdefault(fold(text), row)
                    bares.setdefault(bare(text), row)
    return _Labels(rows, bares, frozenset(groups), frozenset(columns))


def read_tables(document: Document, form: Form) -> Reading:
    """Read every table of the document that holds rows of the form."""
    reading = Reading()
    labels = _labels(form.path)
    touched: set[str] = set()
    doubts = document.metadata.get("doubts", {})
    for index, table in enumerate(document.blocks):
        if isinstance(table, Table):
            before = set(reading.origin)
            _read_rows(table, form, labels, reading, touched)
            if index in doubts:
                # The loader could not tell this table's rows apart: nothing read from it is sure.
                fresh = [p for p in reading.origin if p not in before]
                reading.confidence |= dict.fromkeys(fresh, Confidence.UNSURE)
    for part in form.tables:
        if part.across:
            _read_across(document, part, reading, touched)
    reading.found = len(touched)
    return reading


def _read_rows(table: Table, form: Form, labels: _Labels, reading: Reading, touched: set[str]) -> None:
    header: list[Cell] = []
    spare = _spare(table, labels)
    here: set[str] = set()
    pieces: set[str] = set()
    for cells in table.rows:
        found = _row_of(cells, labels, reading, form)
        if found is None:
            texts = [fold(c.text) for c in cells]
            if any(t in labels.columns for t in texts) and not any(
                is_number(parse(c.text).data) for c in cells
            ):
                header = cells
            continue
        row, at, alike = found
        part = form.table_of(row.pointer)
        assert part is not None
        if reading.has(row.pointer):
            # A second table of the same form (a subordinate's, last year's): the first one counts.
            if part.pointer not in here:
                here.add(part.pointer)
                reading.unread.append((part.pointer, f"{part.name}出现了不止一次，只读了第一次出现的"))
            continue
        values = cells[at + 1 :]
        kept = _fit(values, len(row.columns), spare)
        touched.add(part.pointer)
        if part.pointer not in pieces:
            pieces.add(part.pointer)
            reading.pieces[part.pointer] = reading.pieces.get(part.pointer, 0) + 1
        reading.origin.setdefault(part.pointer, table.anchor)
        reading.origin[row.pointer] = cells[at].anchor
        if kept is None:
            reading.unread.append(
                (
                    row.pointer,
                    f"{part.name}「{row.name}」一行有{len(values)}格，应有{len(row.columns)}格，无法确定各格属于哪一列",
                )
            )
            continue
        if alike:
            reading.labels.append((row.pointer, " ".join(cells[at].text.split()), row.title))
        columns = (
            _columns(row, header, len(cells) - len(kept), reading) if len(row.columns) < 7 else row.columns
        )
        for column, cell in zip(columns, kept, strict=True):
            reading.put(f"{row.pointer}/{column.key}", cell, column.title)


def _row_of(cells: list[Cell], labels: _Labels, reading: Reading, form: Form) -> tuple[Row, int, bool] | None:
    """The row of the form a table row is, the index of its label cell, and whether the label is only alike."""
    best: tuple[Row, int, bool] | None = None
    candidate: tuple[int, str] | None = None
    for index, cell in enumerate(cells[:6]):
        text = fold(cell.text)
        if not text:
            continue
        if text[0].isdecimal() and is_number(parse(cell.text).data):
            break
        row = labels.rows.get(text) or labels.bare_rows.get(bare(cell.text))
        if row is not None:
            if (
                len(cells) - index - 1 >= min(len(row.columns), 2)
                or len(row.columns) == 1 < len(cells) - index
            ):
                best = (row, index, False)
        elif text not in labels.groups and text not in labels.columns and len(text) >= 3:
            candidate = (index, text)
    if best is not None and any(fold(c.text) in labels.columns for c in cells[best[1] + 1 :]):
        return None  # a header: 「总计」 is a column here
    if candidate is not None and (best is None or candidate[0] > best[1]):
        values = cells[candidate[0] + 1 :]
        if values and all(is_number(v) or is_blank(v) for v in (parse(c.text).data for c in values)):
            near = _alike(candidate[1], len(values), labels, reading)
            if near is not None:
                return near, candidate[0], True
    return best


def _alike(text: str, count: int, labels: _Labels, reading: Reading) -> Row | None:
    """The unread row whose label is most like `text`, where one clearly is."""
    from difflib import SequenceMatcher

    stem = bare(text)
    scores: list[tuple[float, Row]] = []
    for label, row in labels.bare_rows.items():
        if len(row.columns) <= count and not reading.has(row.pointer):
            ratio = SequenceMatcher(None, stem, label, autojunk=False).ratio()
            if ratio >= ALIKE:
                scores.append((ratio, row))
    scores.sort(key=lambda s: -s[0])
    if not scores:
        return None
    rivals = [s for s in scores[1:] if s[1].pointer != scores[0][1].pointer]
    return scores[0][1] if not rivals or scores[0][0] - rivals[0][0] > 0.05 else None


def _spare(table: Table, labels: _Labels) -> int:
    """How many empty cells stand at the right of every header row: a ragged text table's padding."""
    spare: int | None = None
    for cells in table.rows:
        if any(fold(c.text) in labels.columns for c in cells):
            trailing = 0
            while trailing < len(cells) and not cells[-1 - trailing].text.strip():
                trailing += 1
            spare = trailing if spare is None else min(spare, trailing)
    return spare or 0


def _fit(values: list[Cell], count: int, spare: int) -> list[Cell] | None:
    """The `count` cells that are figures: padding at the right goes as far as the headers show it,
    the rest at the left only where it is empty (label cells a text table could not merge)."""
    extra = len(values) - count
    while extra > 0 and spare > 0 and not values[-1].text.strip():
        values = values[:-1]
        extra, spare = extra - 1, spare - 1
    if extra < 0 or any(c.text.strip() for c in values[:extra]):
        return None
    return values[extra:]


def _columns(row: Row, header: list[Cell], lead: int, reading: Reading) -> tuple[Column, ...]:
    """The columns in the order the header prints them; a label that is not the form's is said."""
    titles = [fold(c.text) for c in header]
    own = {fold(t): c for c in row.columns for t in (c.title, *c.aliases)}
    places = titles[lead : lead + len(row.columns)] if len(titles) >= lead + len(row.columns) else []
    if not any(t in own for t in titles):
        return row.columns  # no header of this row's part: the ordinal alone
    if len(places) == len(row.columns):
        order = [own.get(t) for t in places]
        if all(order) and len(set(order)) == len(row.columns):
            return tuple(c for c in order if c is not None)
        for column, cell in zip(row.columns, header[lead:], strict=False):
            known = own.get(fold(cell.text))
            if known is None and cell.text.strip():
                pointer = f"{row.pointer}/{column.key}"
                printed = "".join(cell.text.split())
                if not any(p == printed and t == column.title for _, p, t in reading.labels):
                    reading.labels.append((pointer, printed, column.title))
    return row.columns


def _read_across(document: Document, part: FormTable, reading: Reading, touched: set[str]) -> None:
    """Table 四: one row of figures below a header of groups."""
    groups = [fold(row.title) for row in part.rows]
    need = sum(len(row.columns) for row in part.rows)
    leaves = {fold(t) for row in part.rows for c in row.columns for t in (c.title, *c.aliases)}
    for table in document.blocks:
        if not isinstance(table, Table):
            continue
        seen: list[str] = []
        header_end = None
        for index, cells in enumerate(table.rows):
            texts = [fold(c.text) for c in cells]
            if any(any(g in t for g in groups) or t in leaves for t in texts):
                seen += texts
                header_end = index
        if header_end is None or sum(any(g in t for t in seen) for g in groups) < 2:
            continue
        touched.add(part.pointer)
        reading.origin.setdefault(part.pointer, table.anchor)
        data_rows = [r for r in table.rows[header_end + 1 :] if len(r) >= need]
        filled = [r for r in data_rows if any(is_number(parse(c.text).data) for c in r)] or data_rows
        if not filled:
            lengths = [len(r) for r in table.rows[header_end + 1 :]]
            why = (
                f"{part.name}的数据行有{max(lengths)}格，应有{need}格"
                if lengths
                else f"{part.name}没有数据行"
            )
            reading.unread.append((part.pointer, why))
            return
        kept = filled[0][len(filled[0]) - need :]
        spare = 0
        while (
            len(filled[0]) - need - spare > 0
            and not filled[0][-1 - spare].text.strip()
            and filled[0][0].text.strip()
        ):
            spare += 1
        if spare:
            kept = filled[0][len(filled[0]) - need - spare : len(filled[0]) - spare]
        order = sorted(
            range(len(groups)), key=lambda i: next((k for k, t in enumerate(seen) if groups[i] in t), i)
        )
        figures = iter(kept)
        for i in order:
            row = part.rows[i]
            first = None
            for column in row.columns:
                cell = next(figures)
                first = first or cell
                reading.put(f"{row.pointer}/{column.key}", cell, f"{row.title}·{column.title}")
            if first is not None:
                reading.origin[row.pointer] = first.anchor
        return
