"""The texts of one sheet, and which of its cells are merged."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from checker.loaders.blocks import Piece
from checker.loaders.raised import STRUCK_OUT
from checker.loaders.words import is_label, is_section_heading


class Grid:
    """The texts of one sheet, which cells are merged: (first row, first column, last row, last column), and
    which are struck out whole."""

    def __init__(
        self,
        name: str,
        texts: Sequence[Sequence[str]],
        merged: Sequence[tuple[int, int, int, int]],
        struck: Collection[tuple[int, int]] = (),
    ) -> None:
        self.name = name
        self.struck = struck
        self.texts = texts
        self.width = max(map(len, texts), default=0)
        self.spans: dict[tuple[int, int], tuple[int, int]] = {}
        #: A cell that is merged away -> the one it belongs to.
        self.covered: dict[tuple[int, int], tuple[int, int]] = {}
        for top, left, bottom, right in merged:
            # What is merged beyond the last cell in use holds nothing.
            bottom, right = min(bottom, len(texts) - 1), min(right, self.width - 1)
            if bottom < top or right < left:
                continue
            self.spans[top, left] = (bottom - top + 1, right - left + 1)
            self.covered |= {
                (r, c): (top, left) for r in range(top, bottom + 1) for c in range(left, right + 1)
            }
            del self.covered[top, left]

    def own(self, row: int, columns: range) -> list[Piece]:
        """The own cells of a row that begin in these columns; `line` and `column` of a piece are its row and
        column, counted from 1."""
        cells = []
        for column, text in enumerate(self.texts[row]):
            if column in columns and (row, column) not in self.covered:
                down, across = self.spans.get((row, column), (1, 1))
                doubt = STRUCK_OUT if text and (row, column) in self.struck else ""
                cells.append(Piece(text, row + 1, column + 1, down, across, doubt))
        return cells

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell, or the one it is merged into, holds a text."""
        row, column = self.covered.get((row, column), (row, column))
        return column < len(self.texts[row]) and bool(self.texts[row][column])

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


__all__ = ["Grid"]
