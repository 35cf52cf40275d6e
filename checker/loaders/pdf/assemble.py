"""Pages -> blocks: running heads out, tables over page ends as one, lines as paragraphs, each with its place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from checker.loaders import limits
from checker.loaders.pdf.frame import Box, around
from checker.loaders.pdf.lines import PrintedLine
from checker.loaders.pdf.paragraphs import Flow, Measure, joined_text, measure_of, starts_anew
from checker.loaders.pdf.parts import Page, PageTable
from checker.loaders.pdf.running import drop_running
from checker.loaders.pdf.stitch import goes_on, stitch
from checker.loaders.raised import STRUCK_OUT
from checker.model import Anchor, Cell, Document, Paragraph, Table

#: Width and height of a page, and the column.
Key = tuple[int, int, int]


@dataclass(slots=True)
class _Assembly:
    """The blocks on their way into the document; what stands open may go on over the page's end."""

    document: Document
    pages: list[Page]
    measures: dict[Key, Measure]
    doubts: dict[int, str] = field(default_factory=dict)
    over: dict[int, list[int]] = field(default_factory=dict)
    struck: list[Anchor] = field(default_factory=list)
    flow: Flow = field(default_factory=Flow)
    table: PageTable | None = None
    paragraphs: int = 0
    tables: int = 0

    def measure(self, index: int, line: PrintedLine) -> Measure:
        """The measure of the column of the page a line stands in."""
        key = _key(self.pages[index], line.column)
        return self.measures.get(key) or measure_of([[line]])

    def line(self, index: int, line: PrintedLine) -> None:
        """Add a printed line of a page."""
        self.end_table()
        lines = self.flow.lines
        if lines:
            at, before = lines[-1]
            measures = self.measure(at, before), self.measure(index, line)
            if starts_anew(before, line, measures, same_page=at == index, inside=[one for _, one in lines]):
                self.end_paragraph()
        self.flow.lines.append((index, line))

    def add_table(self, table: PageTable, *, first: bool) -> None:
        """Add a table; the first thing of a page may go on the table that ended the page before."""
        if first and self.table is not None and goes_on(self.table, table):
            self.table = stitch(self.table, table)
            return
        if table.blank:
            return
        self.end_paragraph()
        self.end_table()
        self.table = table

    def end_paragraph(self) -> None:
        """Turn the open lines into a paragraph."""
        lines, self.flow = self.flow.lines, Flow()
        if not lines:
            return
        start = lines[0][0]
        page = self.pages[start]
        text = joined_text([line for _, line in lines], self.measure(*lines[0]).right)
        box = around([line.box for at, line in lines if at == start])
        self.paragraphs += 1
        anchor = Anchor(page=page.number, paragraph=self.paragraphs, bbox=_rounded(page, box), quote=text)
        flags = frozenset(("contents",)) if lines[0][1].column < 0 else frozenset()
        self.document.blocks.append(Paragraph(text, anchor, flags=flags))

    def end_table(self) -> None:
        """Turn the open table into a block."""
        table, self.table = self.table, None
        if table is None:
            return
        if len(table.rows) == 1 and len(table.rows[0]) == 1:
            # No table: a frame round some text.
            index = table.rows[0][0].page - 1
            for line in table.lines:
                self.line(index, line)
            return
        limits.check_count(
            sum(cell.row_span * cell.col_span for row in table.rows for cell in row),
            limits.MAX_GRID,
            "表格单元格数",
        )
        self.tables += 1
        rows = [
            [
                Cell(
                    cell.text,
                    Anchor(page=cell.page, table=self.tables, row=r, cell=c, bbox=cell.box, quote=cell.text),
                    cell.row_span,
                    cell.col_span,
                    cell.doubt,
                )
                for c, cell in enumerate(row, 1)
            ]
            for r, row in enumerate(table.rows, 1)
        ]
        head = [cell for row in table.rows for cell in row]
        self.struck += [cell.anchor for row in rows for cell in row if cell.doubt == STRUCK_OUT]
        own = [cell.box for cell in head if cell.page == head[0].page]
        if table.doubt:
            self.doubts[len(self.document.blocks)] = table.doubt
        if table.over:
            self.over[len(self.document.blocks)] = table.over
        anchor = Anchor(page=head[0].page, table=self.tables, bbox=around(own))
        self.document.blocks.append(Table(rows, anchor))


def assemble(pages: list[Page], pictured: list[int], document: Document) -> None:
    """Fill the document's blocks and metadata. `pictured` are the numbers of pages that are pictures."""
    running = drop_running(pages)
    groups: dict[Key, list[list[PrintedLine]]] = defaultdict(list)
    for page in pages:
        lines = page.lines()
        for column in sorted({line.column for line in lines}):
            groups[_key(page, column)].append([line for line in lines if line.column == column])
    made = _Assembly(document, pages, {key: measure_of(lines) for key, lines in groups.items()})
    for index, page in enumerate(pages):
        first = True
        for part in page.parts:
            if isinstance(part, PageTable):
                made.add_table(part, first=first)
            else:
                made.line(index, part)
            first = False
    made.end_table()
    made.end_paragraph()
    document.metadata["pages"] = len(pages)
    if running:
        document.metadata["running"] = running
    if made.doubts:
        document.metadata["doubts"] = made.doubts
    if made.struck:
        at = made.struck[0]
        document.metadata["struck"] = len(made.struck)
        document.metadata["marks"] = {"struck": replace(at, quote="")}
    if made.over:
        document.metadata["over_edge"] = made.over
    if pictured:
        document.metadata["pictured_pages"] = pictured
    mingled = [page.number for page in pages if page.mingled]
    if mingled:
        document.metadata["mingled_pages"] = mingled
    recognised = [page.number for page in pages if page.recognised and page.number not in pictured]
    if recognised:
        document.metadata["recognised_pages"] = recognised
    if any(isinstance(part, PageTable) and part.unruled for page in pages for part in page.parts):
        document.metadata["unruled"] = True


def _key(page: Page, column: int) -> Key:
    """Lines in one column of pages of one size share their measure."""
    width, height = page.size
    return round(width), round(height), column


def _rounded(page: Page, box: Box) -> Box:
    left, top, right, bottom = page.frame.back(box, page.turns)
    return round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)
