"""What the web page shows of a report: its blocks in reading order, marked, each with its findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.form import form_of
from checker.formats.addends import beside, groups, is_cell, telling
from checker.formats.html_marks import Mark, Piece, cut_text, offset_of
from checker.formats.words import GROUPS, group_of, group_word, spot, visible
from checker.i18n import _
from checker.model import Anchor, Cell, Finding, Paragraph, Report, Result, Table

#: A page that is longer than this helps nobody; what is left out is said.
MOST_BLOCKS = 4000
LONGEST_TEXT = 20_000
_MOST_RELATED = 60


@dataclass(slots=True)
class Related:
    """A second place of a finding: what it has to do with it, what stands there, where.

    A line with a note alone names what the lines below it share.
    """

    note: str
    quote: str = ""
    place: str = ""


@dataclass(slots=True)
class Card:
    """A finding as the page shows it. `number` counts from 1 in its report, `id` is its anchor."""

    number: int
    id: str
    group: str
    word: str
    code: str
    name: str
    message: str
    place: str
    quote: tuple[str, str, str]
    related: list[Related]
    fix: str


@dataclass(slots=True)
class Box:
    """A cell of a table: its text, its spans, the cards that point at it."""

    text: str
    row_span: int = 1
    col_span: int = 1
    cards: list[Card] = field(default_factory=list)
    evidence: list[Card] = field(default_factory=list)
    figure: bool = False


@dataclass(slots=True)
class Shown:
    """A block: a paragraph as pieces, or a table as rows of boxes, and the cards beside it."""

    pieces: list[Piece] = field(default_factory=list)
    rows: list[list[Box]] = field(default_factory=list)
    heading: bool = False
    caption: str = ""
    cards: list[Card] = field(default_factory=list)


@dataclass(slots=True)
class View:
    """A report: its cards, those that have no block, the blocks, and how many blocks are left out."""

    cards: list[Card] = field(default_factory=list)
    loose: list[Card] = field(default_factory=list)
    blocks: list[Shown] = field(default_factory=list)
    left_out: int = 0

    @property
    def by_weight(self) -> list[Card]:
        """The cards, errors first, for the list above the report."""
        return sorted(self.cards, key=lambda card: GROUPS.index(card.group))


def card(finding: Finding, number: int, report_id: str) -> Card:
    """The card of a finding."""
    group = group_of(finding)
    quote = ("", "", "")
    if finding.location.table is None and finding.location.quote:
        before, after = finding.around or ("", "")
        quote = (visible(before[-16:]), visible(finding.location.quote, 240), visible(after[:16]))
    return Card(
        number, f"{report_id}-{number}", group, group_word(group), finding.code, finding.name,
        visible(finding.message), visible(spot(finding.location), 80), quote, _related(finding),
        visible(finding.fix.title) if finding.fix else "",
    )  # fmt: skip


def _related(finding: Finding) -> list[Related]:
    """The second places, those of a sum under the name of their row or column."""
    lines: list[Related] = []
    shown, zeros = telling([r for r in finding.related if is_cell(r)])
    for group in groups(shown[:_MOST_RELATED]):
        lines += [Related(visible(group.shared))] if group.shared else []
        for name, r in group.cells:
            lines.append(Related(visible(name), visible(r.location.quote, 24), beside(r, finding.location)))
    if zeros:
        lines.append(Related(_("其余 {n} 项为 0 或空白").format(n=zeros)))
    for r in [r for r in finding.related if not is_cell(r)][:_MOST_RELATED]:
        lines.append(Related(visible(r.note), visible(r.location.quote, 120), visible(spot(r.location), 60)))
    return lines


def view(result: Result, report_id: str, standing: Sequence[Finding]) -> View:
    """The page's picture of a report and the findings that stand; without a kept report, all cards are loose."""
    pairs = [(f, card(f, number, report_id)) for number, f in enumerate(standing, 1)]
    if result.report is None:
        cards = [c for _finding, c in pairs]
        return View(cards=cards, loose=cards)
    return _Drawing(result.report, pairs).view()


class _Drawing:
    """Puts the findings of one report at the blocks they stand in."""

    def __init__(self, report: Report, pairs: list[tuple[Finding, Card]]) -> None:
        self.report = report
        self.pairs = pairs
        blocks = report.document.blocks
        self.tables = {b.anchor.table: i for i, b in enumerate(blocks) if isinstance(b, Table)}
        self.paragraphs: dict[tuple[str, int], int] = {}
        for index, block in report.document.paragraphs():
            for line in [at for _offset, at, _column in block.lines] or [block.anchor.line or 0]:
                self.paragraphs.setdefault(("line", line), index)
            self.paragraphs.setdefault(("paragraph", block.anchor.paragraph or 0), index)
        self.headings = {
            i for pointer, own in report.blocks.items() if pointer.endswith("/title") for i in own
        }
        self.beside: dict[int, list[Card]] = {}
        self.marks: dict[int, list[Mark]] = {}
        #: By place in the file, or by pointer: the cards at a cell, and those it is evidence for.
        self.at: dict[object, list[Card]] = {}
        self.evidence: dict[object, list[Card]] = {}
        for finding, made in pairs:
            self._put(finding, made)

    def _put(self, finding: Finding, made: Card) -> None:
        block = self.block_of(finding.pointer, finding.location)
        if block is not None:
            self.beside.setdefault(block, []).append(made)
            self._mark(block, finding.location, finding.around, made, evidence=False)
        for key in (_cell_key(finding.location), finding.pointer):
            self.at.setdefault(key, []).append(made)
        for related in finding.related:
            block = self.block_of(related.pointer, related.location)
            if block is not None:
                self._mark(block, related.location, None, made, evidence=True)
            for key in (_cell_key(related.location), related.pointer):
                self.evidence.setdefault(key, []).append(made)

    def _mark(
        self, index: int, anchor: Anchor, around: tuple[str, str] | None, made: Card, *, evidence: bool
    ) -> None:
        block = self.report.document.blocks[index]
        if isinstance(block, Paragraph) and anchor.quote:
            start = offset_of(block, anchor, around)
            if start is not None:
                self.marks.setdefault(index, []).append((start, start + len(anchor.quote), made, evidence))
                if not evidence:
                    made.quote = ("", "", "")  # it is marked where it stands, beside the card

    def block_of(self, pointer: str, anchor: Anchor) -> int | None:
        """The block a place lies in, None where it lies in none."""
        if anchor.path:
            return None  # in another file
        if anchor.table is not None:
            return self.tables.get(anchor.table)
        own = self.report.blocks.get(pointer, [])
        blocks = self.report.document.blocks
        for index in own:
            block = blocks[index]
            if isinstance(block, Paragraph) and anchor.quote and anchor.quote in block.text:
                return index
        for kind in ("line", "paragraph"):
            ordinal = getattr(anchor, kind)
            if ordinal is not None and (kind, ordinal) in self.paragraphs:
                return self.paragraphs[kind, ordinal]
        return own[0] if own else None

    def view(self) -> View:
        """The whole report."""
        blocks = self.report.document.blocks
        made = View([c for _finding, c in self.pairs], left_out=max(0, len(blocks) - MOST_BLOCKS))
        drawn = {} if self.tables else self._form_tables()
        placed: set[str] = set()
        for index, block in enumerate(blocks[:MOST_BLOCKS]):
            shown = self._table(block) if isinstance(block, Table) else self._paragraph(index, block)
            shown.cards = self.beside.get(index, [])
            placed |= {c.id for c in shown.cards}
            made.blocks.append(shown)
        for base, shown in drawn.items():
            inside = [c for f, c in self.pairs if f.pointer == base or f.pointer.startswith(base + "/")]
            cards = [c for c in inside if c.id not in placed]
            shown.cards = cards
            placed |= {c.id for c in cards}
            made.blocks.append(shown)
        made.loose = [c for _finding, c in self.pairs if c.id not in placed]
        return made

    def _paragraph(self, index: int, block: Paragraph) -> Shown:
        pieces = cut_text(block.text[:LONGEST_TEXT], self.marks.get(index, []))
        return Shown(pieces=pieces, heading=block.heading is not None or index in self.headings)

    def _table(self, block: Table) -> Shown:
        return Shown(rows=[[self._box(cell) for cell in row] for row in block.rows])

    def _box(self, cell: Cell) -> Box:
        box = self._filled(cell.text, _cell_key(cell.anchor))
        box.row_span, box.col_span = cell.row_span, cell.col_span
        return box

    def _filled(self, text: str, key: object) -> Box:
        lines = (visible(line, LONGEST_TEXT) for line in text.split("\n"))
        box = Box("\n".join(lines), figure=_is_figure(text))
        if key is not None:
            box.cards = self.at.get(key, [])
            box.evidence = [c for c in self.evidence.get(key, []) if c not in box.cards]
        return box

    def _form_tables(self) -> dict[str, Shown]:
        """The tables of a report that came as data alone, drawn as the form prints them."""
        drawn: dict[str, Shown] = {}
        for table in form_of(self.report).tables:
            if not isinstance(self.report.get(table.pointer), dict):
                continue
            shown = drawn[table.pointer] = Shown(caption=f"{table.name}　{table.title}")
            columns: tuple[str, ...] = ()
            for row in table.rows:
                node = self.report.get(row.pointer)
                if not isinstance(node, dict):
                    continue
                if row.single and any(isinstance(value, dict) for value in node.values()):
                    continue  # the three child rows are filled instead
                titles = tuple(column.title for column in row.columns)
                if titles != columns:
                    shown.rows.append([Box(row.block), *map(Box, titles)])
                    columns = titles
                cells = [self._datum(f"{row.pointer}/{column.key}") for column in row.columns]
                shown.rows.append([Box(row.name), *cells])
        return drawn

    def _datum(self, pointer: str) -> Box:
        value = self.report.get(pointer)
        return self._filled("" if value is None or isinstance(value, dict) else str(value), pointer)


def _cell_key(anchor: Anchor) -> tuple[int, int, int] | None:
    """What a cell is found by, None for a place that is no cell."""
    if anchor.path or anchor.table is None or anchor.row is None or anchor.cell is None:
        return None
    return anchor.table, anchor.row, anchor.cell


def _is_figure(text: str) -> bool:
    return bool(text) and len(text) < 24 and not text.strip().strip("0123456789.,-+/—% ")
