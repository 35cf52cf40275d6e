"""Prints blocks on pages of a PDF, as a word processor would: lines broken, tables ruled and cut by page ends.

Everything that varies between programs is a setting, so that tests can print one report in many ways.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from rendering.layout import Cell, grid

#: A font of the Asian font pack: named in the file, not embedded in it, so the file stays small.
FONT = "STSong-Light"
_CLOSING = frozenset("，。、；：？！）》”’】〉…％%,.;:?!)]")
_OPENING = frozenset("（《“‘【〈([")


@dataclass
class Paper:
    """How a report is printed. Lengths in points."""

    width: float = 595.3
    height: float = 841.9
    margin: float = 74.0
    head: float = 90.0
    foot: float = 80.0
    size: float = 16.0
    leading: float = 28.0
    cell_size: float = 10.5
    padding: float = 5.0
    #: The least height of a table's row.
    row: float = 20.0
    #: Whether the head of a table is printed again on each page.
    repeated: bool = False
    #: Whether a row may be cut by the page's end.
    cut: bool = True
    #: "stroke", "box" (a stroked rectangle a cell), "fill" (thin filled rectangles), "dash" or "pieces".
    rules: str = "stroke"
    #: /Rotate of every page, and by how much the crop box cuts the media box.
    rotate: int = 0
    crop: float = 0.0
    #: How deep in form XObjects, each scaled and moved, the page is drawn.
    nested: int = 0
    numbers: bool = True
    running: str = ""
    #: Whether the space at which a line breaks is printed at the line's end.
    spaces: bool = True
    widths: Sequence[float] = field(default_factory=tuple)


class Press:
    """Prints one document; `pages` counts those begun, `y` is where the next line goes (from the top)."""

    def __init__(self, paper: Paper) -> None:
        if FONT not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.paper = paper
        self.out = io.BytesIO()
        size = (paper.width + 2 * paper.crop, paper.height + 2 * paper.crop)
        self.canvas = Canvas(self.out, pagesize=size, invariant=1, pageCompression=1)
        self.pages = 0
        self.y = 0.0
        self.begin()

    # -- pages -----------------------------------------------------------------------------------

    @property
    def bottom(self) -> float:
        """Where the text of a page ends."""
        return self.paper.height - self.paper.foot

    def begin(self) -> None:
        """Begin a page."""
        paper, canvas = self.paper, self.canvas
        self.pages += 1
        self.y = paper.head
        if paper.nested:
            canvas.beginForm(f"page{self.pages}x0")
        if paper.running:
            self.text(paper.margin, 50, paper.running, 10.5)
        if paper.numbers:
            number = f"— {self.pages} —"
            self.text((paper.width - width(number, 14)) / 2, paper.height - 45, number, 14)

    def end(self) -> None:
        """Put the page into the file."""
        paper, canvas = self.paper, self.canvas
        for depth in range(paper.nested):
            canvas.endForm()
            if depth + 1 < paper.nested:
                canvas.beginForm(f"page{self.pages}x{depth + 1}")
                canvas.transform(0.5, 0, 0, 0.5, 10, -20)
                canvas.doForm(f"page{self.pages}x{depth}")
        if paper.nested:
            deep = paper.nested - 1
            # Undo what the forms did to the page.
            for _ in range(deep):
                canvas.transform(2, 0, 0, 2, -20, 40)
            canvas.doForm(f"page{self.pages}x{deep}")
        if paper.rotate:
            canvas.setPageRotation(paper.rotate)
        if paper.crop:
            w, h = paper.width + 2 * paper.crop, paper.height + 2 * paper.crop
            if paper.rotate % 180:
                w, h = h, w  # the library turns the media box itself, not this one
            canvas.setCropBox((paper.crop, paper.crop, w - paper.crop, h - paper.crop))
        canvas.showPage()

    def turn(self) -> None:
        """End the page and begin the next."""
        self.end()
        self.begin()

    def finish(self) -> bytes:
        """The file."""
        self.end()
        self.canvas.save()
        return self.out.getvalue()

    # -- drawing, from the top left of the page as shown -------------------------------------------

    def _frame(self) -> tuple[float, ...]:
        """The matrix from the page as shown, y upwards, to the space of the file."""
        paper = self.paper
        w, h, c = paper.width, paper.height, paper.crop
        return {
            0: (1, 0, 0, 1, c, c),
            90: (0, 1, -1, 0, h + c, c),
            180: (-1, 0, 0, -1, w + c, h + c),
            270: (0, -1, 1, 0, c, w + c),
        }[paper.rotate]

    def text(self, x: float, base: float, text: str, size: float) -> None:
        """A line of text on its baseline."""
        self.canvas.saveState()
        self.canvas.transform(*self._frame())
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, self.paper.height - base, text)
        self.canvas.restoreState()

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A ruling line, in the manner of the paper."""
        canvas, paper = self.canvas, self.paper
        canvas.saveState()
        canvas.transform(*self._frame())
        y0, y1 = paper.height - y0, paper.height - y1
        canvas.setLineWidth(0.5)
        if paper.rules == "fill":
            canvas.rect(min(x0, x1) - 0.25, min(y0, y1) - 0.25, abs(x1 - x0) + 0.5, abs(y1 - y0) + 0.5, 0, 1)
        elif paper.rules == "pieces":
            length = max(abs(x1 - x0), abs(y1 - y0))
            for n in range(max(1, round(length / 7))):
                share, then = n * 7 / length, min((n * 7 + 5.5) / length, 1)
                if share < 1:
                    canvas.line(
                        x0 + (x1 - x0) * share, y0 + (y1 - y0) * share,
                        x0 + (x1 - x0) * then, y0 + (y1 - y0) * then,
                    )  # fmt: skip
        else:
            if paper.rules == "dash":
                canvas.setDash(2, 1.5)
            canvas.line(x0, y0, x1, y1)
        canvas.restoreState()

    def box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """The border of a cell."""
        if self.paper.rules == "box":
            self.canvas.saveState()
            self.canvas.transform(*self._frame())
            self.canvas.setLineWidth(0.5)
            self.canvas.rect(x0, self.paper.height - y1, x1 - x0, y1 - y0, 1, 0)
            self.canvas.restoreState()
            return
        for line in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            self.rule(*line)

    # -- text --------------------------------------------------------------------------------------

    def paragraph(self, text: str, *, indent: float = 2.0, size: float = 0.0, centred: bool = False) -> None:
        """A paragraph, its first line indented by so many characters."""
        paper = self.paper
        size = size or paper.size
        room = paper.width - 2 * paper.margin
        first = 0.0 if centred else indent * size
        for n, line in enumerate(broken(text, room, size, first)):
            if self.y + paper.leading > self.bottom:
                self.turn()
            x = paper.margin + (first if n == 0 else 0)
            if centred:
                x = paper.margin + (room - width(line, size)) / 2
            self.text(x, self.y + 0.8 * paper.leading, line if paper.spaces else line.rstrip(" "), size)
            self.y += paper.leading

    def table(self, rows: Sequence[Sequence[Cell]]) -> None:
        """A table with its merged cells, cut by page ends."""
        from rendering.press_table import print_table

        print_table(self, [list(row) for row in rows])

    def columns(self, rows: list[list[Cell]]) -> list[float]:
        """Where the columns of a table begin and end: as the paper says, or by what stands in them."""
        paper, room = self.paper, self.paper.width - 2 * self.paper.margin
        places = grid(rows)
        count = len(places[0])
        weights = list(paper.widths) if len(paper.widths) == count else []
        if not weights:
            least = 2 * paper.padding + paper.cell_size
            for column in range(count):
                own = [r[column] for r in places if r[column] is not None and r[column].across == 1]
                figures = any(cell.role in ("figure", "head") for cell in own)
                long = max(
                    (len(cell.text.replace("\n", "")) for cell in own if cell.role == "label"), default=0
                )
                weights.append(least * 1.6 if figures and not long else least * (3.2 if long > 12 else 1.9))
        scale = room / sum(weights)
        edges = [paper.margin]
        for weight in weights:
            edges.append(edges[-1] + weight * scale)
        return edges


def width(text: str, size: float) -> float:
    """How wide a text is printed."""
    return float(pdfmetrics.stringWidth(text, FONT, size))


def _words(text: str) -> list[str]:
    """A text as what a line may not break: Latin words, and characters with the marks that hold on to them."""
    words: list[str] = []
    for char in text:
        before = words[-1] if words else ""
        latin = "!" <= char <= "~" and before and all("!" <= c <= "~" for c in before)
        if before and (latin or char in _CLOSING or before[-1] in _OPENING):
            words[-1] += char
        else:
            words.append(char)
    return words


def broken(text: str, room: float, size: float, first: float = 0.0) -> list[str]:
    """The lines of a text in a measure; its hard breaks stay, a space at a line's end is kept there."""
    lines: list[str] = []
    for part in text.split("\n"):
        line, left = "", room - (first if not lines else 0)
        for word in _words(part):
            if line and word != " " and width(line + word, size) > left + 0.01:
                lines.append(line)
                line, left = "", room
            while width(word, size) > left and len(word) > 1:
                # A word longer than the line is broken where the line ends.
                cut = next(n for n in range(len(word), 0, -1) if n == 1 or width(word[:n], size) <= left)
                lines.append(word[:cut])
                word, left = word[cut:], room
            line += word
        lines.append(line)
    return lines


def print_layout(layout: Any, paper: Paper) -> bytes:
    """A report's blocks on paper."""
    press = Press(paper)
    press.canvas.setTitle(layout.data["title"] or "")
    press.canvas.setAuthor(layout.data["organ"] or "")
    for block in layout.blocks:
        if block.kind == "title":
            for line in layout.title_lines:
                press.paragraph(line, size=22, centred=True)
            press.y += paper.leading / 2
        elif block.kind == "published":
            year, month, day = block.text.split("-")
            press.paragraph(f"发布日期：{year}年{int(month)}月{int(day)}日", centred=True)
        elif block.kind == "heading":
            press.paragraph(f"{block.number}、{block.text}")
        elif block.kind == "subheading":
            press.paragraph(f"（{block.number}）{block.text}")
        elif block.kind == "table":
            press.table(block.rows)
            press.y += paper.leading / 2
        else:
            press.paragraph(block.text)
    return press.finish()
