"""A file as blocks with places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

#: A value of the instance: what JSON can hold.
Json = Any


# Hashable, never changed, and yet not frozen: a frozen class takes four times as long to make, and a
# long text makes hundreds of thousands (as of `Span` and `Edit`).
@dataclass(slots=True, unsafe_hash=True)
class Anchor:
    """Where a thing stands in its file. Every ordinal is counted from 1, None is unknown.

    `line` and `column` are those of a text file (column in characters), `paragraph` the
    ordinal of the paragraph among those outside tables, `table`, `row` and `cell` ordinals
    in that file (`cell` counts the row's own cells, as a person does). `bbox` is
    (left, top, right, bottom) in PDF points, from the top left of the page as it is shown (crop
    box and rotation applied), y downwards. `label` is the printed name of the cell's
    column (or row), `quote` the text as it stands. `sheet` and `ref` are the place in a
    spreadsheet as its user knows it: the sheet's name, and 「B7」. `path` is there only
    where the place lies in another file than the report itself (a catalogue of columns).
    """

    line: int | None = None
    column: int | None = None
    page: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    cell: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    quote: str = ""
    label: str = ""
    sheet: str = ""
    ref: str = ""
    path: str = ""

    def __str__(self) -> str:
        """The place in words: 「表3 第5行 第7列（总计）」, 「第12段」, 「第8行」, 「工作表「表三」 B7（总计）」."""
        parts: list[str] = []
        if self.page is not None:
            parts.append(f"第{self.page}页")
        if self.sheet:
            parts.append(f"工作表「{self.sheet}」" + (f" {self.ref}" if self.ref else ""))
            words = " ".join(parts)
            return f"{words}（{self.label}）" if self.label else words
        if self.table is not None:
            parts.append(f"表{self.table}")
            if self.row is not None:
                parts.append(f"第{self.row}行")
            if self.cell is not None:
                parts.append(f"第{self.cell}列")
            words = " ".join(parts)
            return f"{words}（{self.label}）" if self.label else words
        if self.line is not None:
            parts.append(f"第{self.line}行")
            if self.column is not None and self.column > 1:
                parts.append(f"第{self.column}字")
            if self.label and (self.path or self.cell is not None):
                return f"{' '.join(parts)}（{self.label}）"
        elif self.paragraph is not None:
            parts.append(f"第{self.paragraph}段")
        return " ".join(parts)


NOWHERE = Anchor()


@dataclass(slots=True)
class Paragraph:
    """A paragraph outside tables.

    `text` is what a reader sees, an automatic number included (`number` holds that part
    alone, so `text.startswith(number)`). `heading` is the outline level the file itself
    gives (1 is highest), None where it gives none. `lines` maps offsets in `text` to the
    file: (offset, line, column), ascending, for text formats only. `flags` names what the
    loader saw and a rule may ask about: "hidden", "struck", "footnote", "textbox"; the reader adds
    "cells" (no prose, a piece of a table that became text on its way here) and "contents" (a table of
    contents, or the website's own lines: passed over).
    """

    text: str
    anchor: Anchor = NOWHERE
    heading: int | None = None
    number: str = ""
    lines: tuple[tuple[int, int, int], ...] = ()
    flags: frozenset[str] = frozenset()


@dataclass(slots=True)
class Cell:
    """One own cell of a row. `text` has the hard breaks of the file as "\\n"; `doubt` says why it is not sure."""

    text: str
    anchor: Anchor = NOWHERE
    row_span: int = 1
    col_span: int = 1
    doubt: str = ""


@dataclass(slots=True)
class Table:
    """A table as rows of own cells: a cell merged away by a span is not in its row."""

    rows: list[list[Cell]]
    anchor: Anchor = NOWHERE

    def grid(self) -> list[list[Cell | None]]:
        """The rows with spans expanded: one cell may stand in several places, None is a hole."""
        grid: list[list[Cell | None]] = [[] for _ in self.rows]
        for r, row in enumerate(self.rows):
            c = 0
            for cell in row:
                while c < len(grid[r]) and grid[r][c] is not None:
                    c += 1
                for below in range(r, min(r + cell.row_span, len(grid))):
                    line = grid[below]
                    line.extend([None] * (c + cell.col_span - len(line)))
                    line[c : c + cell.col_span] = [cell] * cell.col_span
                c += cell.col_span
        return grid


Block = Paragraph | Table


@dataclass(slots=True, unsafe_hash=True)
class Span:
    """The stretch [start, end) of the text of the paragraph `block` (index into `Document.blocks`)."""

    block: int
    start: int
    end: int


@dataclass(slots=True)
class Document:
    """A file as blocks in reading order.

    `kind` is the format ("docx", "html", "text", "markdown", "json", "pdf"). `metadata` holds what
    the loader saw beside the text: "tracked_changes" (count), "comments" (count),
    "hidden" (count), "pictures" (count), "title" (the HTML or office title), "author"...; of a PDF
    "pages" (count), "pictured_pages" (numbers of pages that are scans and were not read),
    "recognised_pages" (those whose text a machine made of a scan), "unruled" (a table has no ruling
    lines), "over_edge" {index of a table: the pages where it runs over the paper's edge}, "running" (heads and page
    numbers left out); of a page "elsewhere" (why a part may
    stand where it does not show it); of any, "doubts" {index of a table: why its cells are not sure}, "marks" {kind of what
    drafting left behind ("hidden", "struck", "tracked_changes", "comments"): where the first of it stands}.
    `instance` is set by the JSON loader alone: the report is then already an instance, and
    `places` holds the place of each of its pointers.
    """

    path: str
    kind: str
    sha256: str
    blocks: list[Block] = field(default_factory=list)
    metadata: dict[str, Any] = field(default_factory=dict)
    instance: dict[str, Json] | None = None
    places: dict[str, Anchor] = field(default_factory=dict)

    def paragraphs(self) -> Iterator[tuple[int, Paragraph]]:
        """Every paragraph with its block index."""
        for index, block in enumerate(self.blocks):
            if isinstance(block, Paragraph):
                yield index, block

    def locate(self, span: Span) -> Anchor:
        """The exact place of a span: its line and column in a text file, else its paragraph."""
        block = self.blocks[span.block]
        if not isinstance(block, Paragraph):
            return block.anchor
        anchor, start = block.anchor, span.start
        line, column = anchor.line, None
        for offset, at_line, at_column in block.lines:
            if offset > start:
                break
            line, column = at_line, at_column + start - offset
        quote = block.text[start : span.end]
        place = (anchor.sheet, anchor.ref)
        return Anchor(
            line, column, anchor.page, anchor.paragraph, None, None, None, anchor.bbox, quote, "", *place
        )

    def around(self, span: Span, width: int = 120) -> tuple[str, str]:
        """What stands before and after a span in its paragraph, at most `width` characters each."""
        block = self.blocks[span.block]
        if not isinstance(block, Paragraph):
            return "", ""
        return block.text[max(0, span.start - width) : span.start], block.text[span.end : span.end + width]


class Unreadable(Exception):
    """A file that cannot be read. `why` says what is wrong, `remedy` what to do (templates in Chinese)."""

    def __init__(self, why: str, remedy: str = "", **values: Json) -> None:
        super().__init__(why.format(**values) if values else why)
        self.why = why
        self.remedy = remedy
        self.values = values
