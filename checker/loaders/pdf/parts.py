"""What a page holds once it is read: lines, tables, cells."""

from __future__ import annotations

from dataclasses import dataclass, field

from checker.loaders.pdf.frame import Box, Frame
from checker.loaders.pdf.lines import PrintedLine


@dataclass(slots=True)
class PageCell:
    """One cell as printed on one page: `box` on the page as shown, `column` its first band, spans in bands,
    `doubt` why it is not sure."""

    text: str
    page: int
    box: Box
    column: int
    row_span: int
    col_span: int
    doubt: str = ""


@dataclass(slots=True)
class PageTable:
    """A table as printed on one page. `columns` are the places of its bands in the frame it was read in."""

    rows: list[list[PageCell]]
    columns: list[float]
    box: Box
    doubt: str = ""
    #: Of a single cell, its lines: where no table goes on from it, it is a frame round some text.
    lines: list[PrintedLine] = field(default_factory=list)
    #: The pages on which a part of it runs over the edge of the paper.
    over: list[int] = field(default_factory=list)
    #: Whether its rows were found without ruling lines.
    unruled: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it: the blank rows of a table, or the grid of a diagram."""
        return not any(cell.text for row in self.rows for cell in row)


@dataclass(slots=True)
class Page:
    """What one page holds in reading order, in the frame it is read in (`turns` quarter turns from how it
    is shown)."""

    number: int
    frame: Frame
    turns: int = 0
    parts: list[PrintedLine | PageTable] = field(default_factory=list)
    characters: int = 0
    unknown: int = 0
    pictured: float = 0.0
    shapes: int = 0
    #: Whether its text is what a machine made of a scan.
    recognised: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as it is read."""
        return self.frame.turned(self.turns).size

    def lines(self) -> list[PrintedLine]:
        """Its lines outside tables, in reading order."""
        return [part for part in self.parts if isinstance(part, PrintedLine)]
