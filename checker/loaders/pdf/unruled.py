"""Rows of a table without ruling lines: a label of the form, and figures standing apart from it.

Nothing but their places says which column the figures belong to, so such a table is read as far as
the number of its figures is that of the form, and nothing read from it is sure.
"""

from __future__ import annotations

from checker.loaders.pdf.frame import around
from checker.loaders.pdf.lines import PrintedLine, merged
from checker.loaders.pdf.parts import Page, PageCell, PageTable
from checker.loaders.words import is_label, is_value


def add_line(made: list[PrintedLine | PageTable], pieces: list[PrintedLine], column: int, page: Page) -> None:
    """Add a line to the parts of a page: as a row where it is one, to the rows just before it."""
    pieces = sorted(pieces, key=lambda piece: piece.left)
    if not _is_row(pieces):
        made.append(merged(pieces, column))
        return
    last = made[-1] if made else None
    if not (isinstance(last, PageTable) and last.unruled):
        doubt = f"第{page.number}页的表格没有画线，按文字的位置认出各格"
        last = PageTable([], [pieces[0].left, pieces[-1].right], pieces[0].box, doubt, unruled=True)
        made.append(last)
    last.rows.append([_cell(piece, n, page) for n, piece in enumerate(pieces)])
    last.box = around([last.box, *(piece.box for piece in pieces)])


def _is_row(pieces: list[PrintedLine]) -> bool:
    return len(pieces) > 1 and is_label(pieces[0].text) and all(is_value(piece.text) for piece in pieces[1:])


def _cell(piece: PrintedLine, column: int, page: Page) -> PageCell:
    left, top, right, bottom = page.frame.back(piece.box, page.turns)
    box = (round(left, 1), round(top, 1), round(right, 1), round(bottom, 1))
    return PageCell(piece.text, page.number, box, column, 1, 1)
