"""One page: its printed lines and its tables, in reading order."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import Any

from checker.loaders import limits
from checker.loaders.pdf.cells import cell_text
from checker.loaders.pdf.columns import regions
from checker.loaders.pdf.edge import is_cut, is_over, loses, on_page, printed, reach
from checker.loaders.pdf.frame import Box, Frame
from checker.loaders.pdf.glyphs import UNKNOWN, Glyph, direction, read_glyphs
from checker.loaders.pdf.gutters import find_gutters, sides
from checker.loaders.pdf.lattice import Field, Grid, find_grids
from checker.loaders.pdf.lines import PrintedLine, in_order, merged, pieces_of, rows_of, set_lines, set_pieces
from checker.loaders.pdf.looks import struck, uneven, with_notes
from checker.loaders.pdf.parts import Page, PageCell, PageTable
from checker.loaders.pdf.rulings import SNAP, Drawn, Line, read_rulings
from checker.loaders.pdf.running import is_browsers
from checker.loaders.pdf.separate import drawn_together
from checker.loaders.pdf.unruled import add_line
from checker.loaders.raised import STRUCK_OUT
from checker.loaders.words import is_label, is_value

#: Characters of one page that are looked at.
MAX_CHARACTERS = 100_000
#: So few fields, one of them with so long a text, are a frame.
_FEW, _LONG = 6, 200
#: How far below the end of a cut row its next line may begin (shares of the type's size).
_HANGING = 0.6
#: How many lines of a cell may hang out, and how far apart the texts of two cells stand at least (shares of
#: the type's size).
_DEEPEST, _PADDED = 40.0, 0.25
#: So much of a character that stands over a cell's border leaves a doubt whose it is.
_ASTRIDE = 0.35


def read_page(page: Any, number: int, before: Page | None = None) -> Page:
    """Read a PDFium page (raw handle). The columns of the page before are known here."""
    import pypdfium2.raw as pdfium

    shown = _frame(page)
    textpage = pdfium.FPDFText_LoadPage(page)
    if not textpage:
        return Page(number, shown)
    try:
        count = max(0, pdfium.FPDFText_CountChars(textpage))
        limits.check_count(count, MAX_CHARACTERS, "一页上的字数")
        turns = direction(textpage, count, shown)
        frame = shown.turned(turns)
        glyphs, beside = read_glyphs(textpage, count, frame)
    finally:
        pdfium.FPDFText_ClosePage(textpage)
    drawn = read_rulings(page, frame, drawn_together)
    made = Page(
        number, shown, turns, pictured=drawn.pictured, shapes=drawn.shapes, recognised=drawn.recognised
    )
    if before is not None and before.size == made.size:
        made.gutters = before.gutters
    _sort_out(made, glyphs if beside else with_notes(glyphs), beside, drawn)
    return made


def _frame(page: Any) -> Frame:
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, box) or box.right <= box.left or box.top <= box.bottom:
        width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        return Frame(0.0, 0.0, max(width, 1.0), max(height, 1.0))
    return Frame(box.left, box.bottom, box.right, box.top, max(0, pdfium.FPDFPage_GetRotation(page)))


def _sort_out(page: Page, glyphs: list[Glyph], beside: list[Glyph], drawn: Drawn) -> None:
    """Give each character to the smallest table it stands in, the rest to the running text."""
    grids = [grid for grid in find_grids(drawn) if on_page(grid, page.size)]
    over = [grid for grid in grids if is_over(grid, page.size)]
    if beside:
        glyphs = printed(glyphs, beside, [reach(grid, page.size, over=True) for grid in over])
    page.characters = sum([not g.text.isspace() for g in glyphs])
    page.unknown = sum([g.text == UNKNOWN for g in glyphs])
    inside: list[list[Glyph]] = [[] for _ in grids]
    boxes = [reach(grid, page.size, over=any(grid is one for one in over)) for grid in grids]
    order = sorted(range(len(grids)), key=lambda i: _area(grids[i].box))
    outside: list[Glyph] = []
    near = [(*boxes[i], inside[i]) for i in order]
    for glyph in glyphs:
        _text, left, top, right, bottom, _base, _em = glyph
        x, y = (left + right) / 2, (top + bottom) / 2
        for x0, y0, x1, y1, own in near:
            if y0 <= y <= y1 and x0 <= x <= x1:
                own.append(glyph)
                break
        else:
            outside.append(glyph)
    for grid, own in zip(grids, inside, strict=True):
        hanging = _hanging(grid, outside)
        if hanging:
            own += hanging
            taken = set(map(id, hanging))
            outside = [glyph for glyph in outside if id(glyph) not in taken]
    tables: list[PageTable] = []
    for grid, own in zip(grids, inside, strict=True):
        own = [glyph for glyph in own if not glyph.text.isspace()] and own
        if not own and len(grid.columns) < 3:
            continue
        # Rules of the table itself run through nothing that stands in it.
        crossed = struck((g for g in own if g.text.isdecimal()), _inner(grid, drawn.horizontal))
        table = _table(grid, own, crossed, page)
        if (any(grid is one for one in over) and loses(grid, own, page.size)) or is_cut(grid, own):
            table.over = [page.number]
            table.doubt = f"第{page.number}页的表格有一部分在纸外"
        if _is_frame(table):
            outside += own
        else:
            tables.append(table)
    page.parts = _in_order(outside, tables, page)


def _is_frame(table: PageTable) -> bool:
    """Whether a few ruled fields round whole paragraphs are the frame of a page and no table."""
    texts = [cell.text for row in table.rows for cell in row if cell.text]
    return (
        len(texts) <= _FEW
        and any(len(text) > _LONG for text in texts)
        and not any(is_label(text) or is_value(text) for text in texts)
    )


def _hanging(grid: Grid, outside: list[Glyph]) -> list[Glyph]:
    """The characters below a table that belong to cells the page's end cut: their last lines hang out."""
    reach = dict.fromkeys(grid.open_below, grid.rows[-1])
    found: list[Glyph] = []
    if not reach:
        return found
    near = [g for g in outside if grid.rows[-1] < g.middle[1] < grid.rows[-1] + _DEEPEST * g.em]
    foreign = {id(g) for row in rows_of(near) if _runs_across(row, grid) for g in row}
    for glyph in sorted(near, key=lambda g: g.top):
        column = bisect_right(grid.columns, glyph.middle[0]) - 1
        if (
            column in reach
            and id(glyph) not in foreign
            and grid.rows[-1] < glyph.middle[1]
            and glyph.top <= reach[column] + _HANGING * glyph.em
        ):
            reach[column] = max(reach[column], glyph.bottom)
            found.append(glyph)
    return found


def _runs_across(row: list[Glyph], grid: Grid) -> bool:
    """Whether a line runs over the places of a table's borders: a running foot, no text of cells."""
    ordered = sorted(row, key=lambda g: g.left)
    return any(
        before.left < place < after.right and after.left - before.right < _PADDED * max(before.em, after.em)
        for before, after in pairwise(ordered)
        for place in grid.columns
    )


def _in_order(outside: list[Glyph], tables: list[PageTable], page: Page) -> list[PrintedLine | PageTable]:
    """Lines and tables as they are read, pieces of one line put together."""
    rows = [in_order(row) for row in rows_of(outside)]
    # What a browser prints above and below all is no part of the columns between.
    head, rows = _margin(rows[:1], rows)
    foot, rows = _margin(rows[-1:], rows)
    gutters, page.mingled = find_gutters(rows, [table.box for table in tables], page.gutters)
    page.gutters = list({round(g.right): g for g in [*page.gutters, *gutters]}.values())
    if gutters:
        rows = [in_order(row) for side in sides(rows, gutters) for row in rows_of(side)]
    pieces = [piece for row in rows for piece in pieces_of(row)]
    things: list[PrintedLine | PageTable] = [*pieces, *tables]
    em = max((piece.em for piece in pieces), default=10.0)
    made: list[PrintedLine | PageTable] = [*head]
    for region in regions([thing.box for thing in things], em, gutters):
        row: list[PrintedLine] = []
        for i in region.parts:
            thing = things[i]
            if row and not (isinstance(thing, PrintedLine) and _on_one_line(row[-1], thing)):
                add_line(made, row, region.column, page)
                row = []
            if isinstance(thing, PrintedLine):
                row.append(thing)
            else:
                made.append(thing)
        if row:
            add_line(made, row, region.column, page)
    return made + foot


def _margin(ends: list[list[Glyph]], rows: list[list[Glyph]]) -> tuple[list[PrintedLine], list[list[Glyph]]]:
    """A row at the end of the page as a line, if it is what a browser prints there; the other rows."""
    for row in ends:
        pieces = pieces_of(row)
        if len(pieces) > 1 and is_browsers(merged(pieces).text):
            return [merged(pieces)], [other for other in rows if other is not row]
    return [], rows


def _on_one_line(one: PrintedLine, other: PrintedLine) -> bool:
    """Whether two pieces stand beside each other on one line."""
    return abs(one.base - other.base) < 0.45 * max(one.em, other.em) and (
        one.right <= other.left or other.right <= one.left
    )


def _inner(grid: Grid, lines: list[Line]) -> list[Line]:
    """The horizontal lines within the fields of a table, which are none of its rules."""
    left, top, right, bottom = grid.box
    return [
        line
        for line in lines
        if top < line.at < bottom and left < line.end and line.start < right
        and all(abs(line.at - row) > SNAP for row in grid.rows)
    ]  # fmt: skip


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _table(grid: Grid, glyphs: list[Glyph], crossed: set[int], page: Page) -> PageTable:
    rows, columns = grid.rows, grid.columns
    owner: dict[tuple[int, int], int] = {}
    for i, one in enumerate(grid.fields):
        for r in range(one.row, one.row_end):
            for c in range(one.column, one.column_end):
                owner.setdefault((r, c), i)
    texts: list[list[Glyph]] = [[] for _ in grid.fields]
    astride = False
    # What stands on an outer border, or just beyond it, belongs to the cell inside.
    across, down = columns[1:-1], rows[1:-1]
    for glyph in glyphs:
        text, left, top, right, bottom, _base, _em = glyph
        at = owner.get((bisect_right(down, (top + bottom) / 2), bisect_right(across, (left + right) / 2)))
        if at is None:
            continue
        texts[at].append(glyph)
        if text.isdecimal() and not astride:
            box = grid.fields[at].box
            astride = max(box[0] - left, right - box[2]) > _ASTRIDE * (right - left)
    made: list[list[PageCell]] = [[] for _ in range(len(rows) - 1)]
    torn = several = False
    for one, own in zip(grid.fields, texts, strict=True):
        text, sure = cell_text(own, one.box)
        torn = torn or not sure
        several = several or (one.column_end - one.column > 1 and _figures_apart(own))
        doubt = STRUCK_OUT if crossed and any(id(g) in crossed for g in own) else ""
        if not doubt and len(own) > 1 and uneven(own) and not text.strip("0123456789.,+-−－\n "):
            doubt = "这一格的数字大小不一，可能有注号"
        made[one.row].append(_cell(one, text, page, doubt))
    ragged = any(one.ragged and own for one, own in zip(grid.fields, texts, strict=True))
    doubt = ""
    if ragged or several:
        doubt = f"第{page.number}页表格的线条不完整，单元格分不清"
    elif astride:
        doubt = f"第{page.number}页表格里有数字压在表格线上，分不清属于哪一格"
    elif torn:
        doubt = f"第{page.number}页表格里有数字分成两行，分不清是一个数还是两个数"
    elif page.unknown and any(g.text == UNKNOWN for g in glyphs):
        doubt = f"第{page.number}页表格里有字认不出来（字体没有编码）"
    lines = set_lines(glyphs) if len(grid.fields) == 1 else []
    return PageTable(made, columns, grid.box, doubt, lines)


def _figures_apart(glyphs: list[Glyph]) -> bool:
    """Whether figures stand side by side, far apart: the lines between their cells are missing."""
    if sum(g.text.isdecimal() for g in glyphs) < 2:
        return False
    pieces = [piece for piece in set_pieces(glyphs) if is_value(piece.text)]
    return any(_on_one_line(one, other) for one, other in pairwise(pieces))


def _cell(one: Field, text: str, page: Page, doubt: str) -> PageCell:
    box = page.frame.back(one.box, page.turns)
    rounded = (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))
    return PageCell(
        text, page.number, rounded, one.column, one.row_end - one.row, one.column_end - one.column, doubt
    )
