"""Collects the blocks of a document and counts them as a person does: paragraphs outside tables, tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from checker.loaders.limits import MAX_GRID, check_count
from checker.model import Anchor, Block, Cell, Paragraph, Table


class Piece(NamedTuple):
    """One own cell on its way into a table: text and place in the file, its spans, why it is not sure."""

    text: str
    line: int | None = None
    column: int | None = None
    row_span: int = 1
    col_span: int = 1
    doubt: str = ""


class Blocks:
    """Blocks in reading order, each with its anchor. `doubts` says of a block what is not sure about it."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.doubts: dict[int, str] = {}
        self._paragraphs = 0
        self._tables = 0

    def paragraph(
        self,
        text: str,
        *,
        line: int | None = None,
        column: int | None = None,
        heading: int | None = None,
        number: str = "",
        lines: tuple[tuple[int, int, int], ...] = (),
        flags: frozenset[str] = frozenset(),
    ) -> None:
        """Add a paragraph; a blank text adds nothing."""
        if not text:
            return
        self._paragraphs += 1
        anchor = Anchor(line=line, column=column, paragraph=self._paragraphs, quote=text)
        self.blocks.append(Paragraph(text, anchor, heading, number, lines, flags))

    def table(self, rows: Sequence[Sequence[Piece]], doubt: str = "") -> None:
        """Add a table of own cells; `doubt` is what a person should look at, in Chinese."""
        check_count(sum(p.row_span * p.col_span for row in rows for p in row), MAX_GRID, "表格单元格数")
        self._tables += 1
        ordinal = self._tables
        first = next((p for row in rows for p in row), Piece(""))
        made = [
            [
                Cell(
                    piece.text,
                    Anchor(piece.line, piece.column, table=ordinal, row=r, cell=c, quote=piece.text),
                    piece.row_span,
                    piece.col_span,
                    piece.doubt,
                )
                for c, piece in enumerate(row, 1)
            ]
            for r, row in enumerate(rows, 1)
        ]
        if doubt:
            self.doubts[len(self.blocks)] = doubt
        self.blocks.append(Table(made, Anchor(line=first.line, column=first.column, table=ordinal)))
