"""Finds the form's tables by their labels and fills the figures, each with its place.

Values map by their ordinal among a row's own cells, counted from the right; headers confirm.
Programs that write HTML and DOC round column widths and invent grid columns, so a grid index
says nothing sure, while the seven last cells of a row of table 三 are its seven figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from checker.form import Column, Form, FormTable, Row
from checker.model import Anchor, Cell, Confidence, Document, Table
from checker.reader.across import header_of_groups, read_across
from checker.reader.aligned import Above, spans
from checker.reader.columns import Header, Headers
from checker.reader.edges import over_edge, say_edges
from checker.reader.fitting import filled_sizes, lead_of, spare_cells, suspect_edges, usual_widths
from checker.reader.labels import Labels, Match, labels_of, match_rows
from checker.reader.margin import say, trim
from checker.reader.order import Printed
from checker.reader.rivals import Again, Foreign
from checker.reader.taking import Taking, take
from checker.text import label_key
from checker.values import parse

_Order = tuple[Row, tuple[Column, ...]]


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
    #: (block, row) -> the row of the form it is, and for a row that is none the pointer it is unread under.
    rows: dict[tuple[int, int], str] = field(default_factory=dict)
    strangers: dict[tuple[int, int], str] = field(default_factory=dict)
    #: Rows of the form that were found, their figures read or not.
    claimed: set[str] = field(default_factory=set)
    #: Rows of the form that `torn` filled in.
    mended: list[str] = field(default_factory=list)
    #: Rows whose header names another order than the form's, or lies in pieces.
    printed: list[Printed] = field(default_factory=list)
    #: The form's tables whose columns nothing names.
    unnamed: dict[str, FormTable] = field(default_factory=dict)
    headers: Headers = field(default_factory=Headers)
    #: The form's tables that run over the paper's edge: on which pages, and whether something was not read.
    edges: dict[str, tuple[list[int], bool]] = field(default_factory=dict)
    #: What was passed over, in words.
    remarks: list[str] = field(default_factory=list)
    #: Rows that came again further on, by table of the form and block, and the block table 四 was read from.
    again: dict[str, dict[int, Again]] = field(default_factory=dict)
    across: dict[str, int] = field(default_factory=dict)
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
        if cell.doubt or (
            isinstance(value.data, str) and "\n" in value.data and any(map(str.isdecimal, value.data))
        ):
            # Figures on lines of their own may be one or several.
            self.confidence[pointer] = Confidence.UNSURE
        at = cell.anchor
        self.origin[pointer] = Anchor(
            at.line, at.column, at.page, at.paragraph, at.table, at.row, at.cell, at.bbox, cell.text, label,
            at.sheet, at.ref,
        )  # fmt: skip

    def get(self, pointer: str) -> Any:
        """What a cell holds, None where it was not read."""
        node: Any = self.data
        for step in pointer.split("/")[1:]:
            node = node.get(step) if isinstance(node, dict) else None
        return node

    def has(self, pointer: str) -> bool:
        """Whether a row or cell was already read."""
        node: Any = self.data
        for step in pointer.split("/")[1:]:
            if not isinstance(node, dict) or step not in node:
                return False
            node = node[step]
        return True

    def note_order(
        self, read: Sequence[_Order], form: Sequence[_Order], guessed: bool = False, alone: bool = False
    ) -> None:
        """Note that the cells of a line were not read in the form's order, or that their order was guessed."""
        was, due = (
            [f"{row.pointer}/{c.key}" for row, columns in side for c in columns] for side in (read, form)
        )
        if guessed or was != due:
            self.printed.append(Printed(tuple(was), tuple(due), guessed, alone))

    def add_label(self, pointer: str, printed: str, label: str) -> None:
        """Note a printed label that is not the form's, once for each."""
        if not any((p, t) == (printed, label) for _pointer, p, t in self.labels):
            self.labels.append((pointer, printed, label))


def read_tables(
    document: Document, form: Form, foreign: Foreign = frozenset(), year: int | None = None
) -> Reading:
    """Read every table of the document that holds rows of the form, but none that is `foreign`."""
    reading = Reading()
    document, cut = trim(document, form)
    sheets = bool(document.metadata.get("sheets"))
    labels = labels_of(form.path)
    touched: set[str] = set()
    doubts = document.metadata.get("doubts", {})
    over = document.metadata.get("over_edge", {})
    above = Above()
    for index, table in enumerate(document.blocks):
        if isinstance(table, Table) and not _is_across_alone(table, form, labels):
            if not sheets or table.anchor.sheet != document.blocks[above.block].anchor.sheet:
                above = Above()
            before = set(reading.origin)
            unread = len(reading.unread)
            above = _read_rows(
                index, table, form, labels, reading, touched, foreign, index in cut, above if sheets else None
            )
            if index in doubts:
                # The loader could not tell this table's rows apart: nothing read from it is sure.
                fresh = [p for p in reading.origin if p not in before]
                reading.confidence |= dict.fromkeys(fresh, Confidence.UNSURE)
                if index in over:
                    over_edge(form, reading, fresh, unread, over[index])
    doubtful = {document.blocks[index].anchor.table for index in doubts if index < len(document.blocks)}
    for part in form.tables:
        before, unread = set(reading.origin), len(reading.unread)
        if part.across and read_across(document, part, reading, foreign, year, cut):
            touched.add(part.pointer)
            at = reading.origin[part.pointer].table
            if at in doubtful:
                fresh = [p for p in reading.origin if p not in before]
                reading.confidence |= dict.fromkeys(fresh, Confidence.UNSURE)
                for index in (i for i in over if document.blocks[i].anchor.table == at):
                    over_edge(form, reading, fresh, unread, over[index])
    say_edges(form, reading)
    for part in (p for p in reading.unnamed.values() if p.pointer not in reading.edges):
        why = f"{part.name}的列没有写全名称，各列是按格式的次序读的，需人工核对"
        reading.unread.append((f"{part.pointer}/header", why))
    say(document, form, reading, cut)
    reading.found = len(touched)
    return reading


def _read_rows(
    block: int,
    table: Table,
    form: Form,
    labels: Labels,
    reading: Reading,
    touched: set[str],
    foreign: Foreign,
    cut: bool,
    above: Above | None,
) -> Above:
    """Read the rows of one table; of a spreadsheet's `above` is what stood over it, and what comes back stands over
    the next."""
    headers = list(above.headers) if above is not None else []
    said: set[str] = set()
    here: set[str] = set()
    known: dict[tuple[int, str], Header] = {}
    fits: dict[str, dict[str, bool | None]] = {}
    spare = spare_cells(table, labels)
    edges = suspect_edges(table)
    at = spans(table) | above.at if above is not None else {}
    matches = match_rows(table, form, labels, reading.has)
    widths, filled = usual_widths(table, matches), filled_sizes(table, matches)
    for match in matches:
        if match.header:
            if headers and headers[-1] is not table.rows[match.index - 1]:
                headers = []  # a new part of the table has a header of its own
            headers.append(table.rows[match.index])
            continue
        part = form.table_of(match.row.pointer) if match.row else match.table
        if part is None:
            continue
        if (part.pointer, block) in foreign:
            _say_repeated(part, reading, said, "只读了本年度、本机关的一份")
        elif match.row is None:
            name = match.printed.replace("~", "~0").replace("/", "~1")
            why = f"{part.name}第{match.index + 1}行「{match.printed}」不是格式里的行，没有核对"
            reading.unread.append((f"{part.pointer}/{name}", why))
            reading.strangers[block, match.index] = f"{part.pointer}/{name}"
        elif match.row.pointer in reading.claimed or reading.has(match.row.pointer):
            _repeated(match, match.row, part, block, table, match.row.pointer in here, reading, said)
        else:
            key = (id(headers[-1]) if headers else 0, ",".join(c.key for c in match.row.columns))
            if key not in known:
                near = bool(headers) and headers[-1] is table.rows[match.index - 1]
                known[key] = reading.headers.of(headers, match.row, part, near)
            touched.add(part.pointer)
            if part.pointer not in said:
                said.add(part.pointer)
                reading.pieces[part.pointer] = reading.pieces.get(part.pointer, 0) + 1
            here.add(match.row.pointer)
            reading.rows[block, match.index] = match.row.pointer
            reading.claimed.add(match.row.pointer)
            reading.origin.setdefault(part.pointer, table.anchor)
            cells = table.rows[match.index]
            short = len(cells) - match.label - 1 < widths[len(match.row.columns)]
            lead = lead_of(table, match, known[key])
            taking = Taking(
                part, known[key], headers, lead, spare, edges.get(match.index, ()), short, filled, cut, at
            )
            fits.setdefault(part.pointer, {})[match.row.pointer] = take(
                cells, match, match.row, taking, reading
            )
    for rows in fits.values():
        if None in rows.values():
            # Other rows have a figure too many: a blank of these may be a figure as well as a spare cell.
            trimmed = [pointer for pointer, fit in rows.items() if fit is False]
            reading.confidence |= dict.fromkeys(trimmed, Confidence.UNSURE)
    return Above(block, headers, at)


def _is_across_alone(table: Table, form: Form, labels: Labels) -> bool:
    """Whether a table is table 四 alone, whose 总计 is no row of table 三, whatever its layout."""
    if not any(part.across and header_of_groups(table, part)[0] is not None for part in form.tables):
        return False
    rows = [
        row for row in (label_key(c.text) for cells in table.rows for c in cells[:6]) if row in labels.rows
    ]
    return len(set(rows)) < 3


def _repeated(
    match: Match, row: Row, part: FormTable, block: int, table: Table, same_table: bool, reading: Reading,
    said: set[str],
) -> None:  # fmt: skip
    """A row that was read already: in a second table of the kind (a subordinate's, last year's), or twice in one."""
    cells = table.rows[match.index][match.label + 1 :]
    count = len(row.columns)
    was = [reading.get(f"{row.pointer}/{column.key}") for column in row.columns]
    other = was not in [[parse(c.text).data for c in some] for some in (cells[:count], cells[-count:])]
    if same_table:
        why = f"{part.name}「{row.name}」一行出现了不止一次，只读了第一次出现的"
        reading.unread.append((row.pointer, why))
        if other:
            reading.confidence[row.pointer] = Confidence.UNSURE
        return
    again = reading.again.setdefault(part.pointer, {}).setdefault(block, Again(block))
    again.rows.add(row.pointer)
    if other:
        again.other.add(row.pointer)
    _say_repeated(part, reading, said, "只读了第一次出现的")


def _say_repeated(part: FormTable, reading: Reading, said: set[str], which: str) -> None:
    if f"{part.pointer}/repeated" not in said:
        said.add(f"{part.pointer}/repeated")
        reading.unread.append((f"{part.pointer}/repeated", f"{part.name}出现了不止一次，{which}"))
