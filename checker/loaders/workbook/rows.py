"""The cells of a sheet as blocks: which rows are tables of figures, and which are headings and prose."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from checker.loaders.blocks import Blocks, Piece
from checker.loaders.pads import trim_pads
from checker.loaders.words import fold, is_block_title, is_label, is_prose, is_section_heading, is_value
from checker.loaders.workbook.values import column_name
from checker.model import Anchor, Paragraph, Table


class Grid:
    """The texts of one sheet, and which cells are merged: (first row, first column, last row, last column)."""

    def __init__(
        self, name: str, texts: Sequence[Sequence[str]], merged: Sequence[tuple[int, int, int, int]]
    ) -> None:
        self.name = name
        self.texts = texts
        self.spans: dict[tuple[int, int], tuple[int, int]] = {}
        self.covered: set[tuple[int, int]] = set()
        height, width = len(texts), max(map(len, texts), default=0)
        for top, left, bottom, right in merged:
            # What is merged beyond the last cell in use holds nothing.
            bottom, right = min(bottom, height - 1), min(right, width - 1)
            if bottom < top or right < left:
                continue
            self.spans[top, left] = (bottom - top + 1, right - left + 1)
            self.covered |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
            self.covered.discard((top, left))

    def own(self, row: int) -> list[Piece]:
        """The own cells of a row; `line` and `column` of a piece are its row and column, counted from 1."""
        cells = []
        for column, text in enumerate(self.texts[row]):
            if (row, column) not in self.covered:
                down, across = self.spans.get((row, column), (1, 1))
                cells.append(Piece(text, row + 1, column + 1, down, across))
        return cells

    def hidden(self, rows: Collection[int], columns: Sequence[range]) -> int:
        """How many cells that hold something lie in these rows and columns."""
        return sum(
            1
            for r, line in enumerate(self.texts)
            for c, text in enumerate(line)
            if text and (r in rows or any(c in span for span in columns))
        )

    def all(self) -> Iterator[str]:
        """Every text."""
        return (text for row in self.texts for text in row if text)

    def speaks(self) -> bool:
        """Whether labels or headings of the form stand in it, or are its name."""
        return is_section_heading(self.name) or any(
            is_label(text) or is_section_heading(text) for text in self.all()
        )


def add_sheet(blocks: Blocks, grid: Grid) -> None:
    """Add a sheet's rows. A sheet that is named like a section of the form and has no heading itself begins it."""
    if is_section_heading(grid.name) and not any(map(_is_head, grid.all())):
        blocks.paragraph(grid.name)
        _place(blocks, grid.name)
    table: list[list[Piece]] = []
    for row in range(len(grid.texts)):
        cells = grid.own(row)
        said = [piece for piece in cells if piece.text]
        if not said or _is_prose_row(said, bool(table)):
            _close(blocks, grid, table)
            table = []
            for piece in said:
                blocks.paragraph(piece.text, line=piece.line, column=piece.column)
                _place(blocks, grid.name)
        else:
            table.append(cells)
    _close(blocks, grid, table)


def _is_head(text: str) -> bool:
    """Whether a text is a title, or begins like a section: 「一、……」."""
    return "年度报告" in text or (re.match("[一二三四五六]、", text) is not None and not is_label(text))


def _is_prose_row(said: Sequence[Piece], in_table: bool) -> bool:
    """Whether the filled cells of a row are headings or text: none is a figure, and one is no label of the form.
    A mark that stands alone, below no table, is a sentence: 「无」."""
    texts = [piece.text for piece in said]
    if len(texts) == 1 and not in_table and texts[0] == "无":
        return True
    if any(is_value(text) for text in texts):
        return False
    if any(is_prose(text) or is_section_heading(text) for text in texts):
        return True
    return len(texts) == 1 and not is_label(texts[0]) and not is_block_title(texts[0])


#: Header cells that begin one of the form's tables; tables stand one below the other without a gap.
_OPENERS = {"信息内容": "二", "申请人情况": "三", "行政复议": "四"}


def _close(blocks: Blocks, grid: Grid, rows: list[list[Piece]]) -> None:
    """Add the rows as tables: a new one where a row begins another table of the form."""
    part: list[list[Piece]] = []
    current = ""
    for row in rows:
        opened = next((_opens(piece.text) for piece in row if _opens(piece.text)), "")
        if opened and opened != current:
            if current:
                _add(blocks, grid, part)
                part = []
            current = opened
        part.append(row)
    _add(blocks, grid, part)


def _opens(text: str) -> str:
    """The table a header cell begins, "" for any other cell."""
    return "二" if is_block_title(text) else _OPENERS.get(fold(text), "")


def _add(blocks: Blocks, grid: Grid, rows: list[list[Piece]]) -> None:
    """Add the rows as one table, cut to the columns that are in use."""
    if not rows:
        return
    used = [piece for row in rows for piece in row if piece.text]
    first = min(piece.column or 1 for piece in used)
    last = max((piece.column or 1) + piece.col_span - 1 for piece in used)
    cut = [[piece for piece in row if first <= (piece.column or 1) <= last] for row in rows]
    blocks.table(trim_pads(cut))
    _place(blocks, grid.name)


def _place(blocks: Blocks, sheet: str) -> None:
    """Give the last block the places a user of spreadsheets knows: sheet and cell, in place of line and column."""

    def known(anchor: Anchor) -> Anchor:
        if anchor.line is None or anchor.column is None:
            return replace(anchor, sheet=sheet)
        ref = f"{column_name(anchor.column - 1)}{anchor.line}"
        return replace(anchor, line=None, column=None, sheet=sheet, ref=ref)

    block = blocks.blocks[-1]
    block.anchor = known(block.anchor)
    if isinstance(block, Table):
        for row in block.rows:
            for cell in row:
                cell.anchor = known(cell.anchor)
    else:
        assert isinstance(block, Paragraph)


__all__ = ["Grid", "add_sheet"]
