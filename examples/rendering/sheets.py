"""A layout as a workbook: the prose in cells, each table on a sheet of its own, with its merged cells."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from rendering.layout import Block, Layout
from rendering.plain import spoken_date

#: The sheet that begins with the heading of this word, as `TABLES` of `layout` finds them.
SHEETS = {"disclosure": "表二", "requests": "表三", "remedies": "表四"}
LAST = "问题及其他"
#: Columns a line of prose is merged over.
WIDTH = 10


#: Widths of the columns that hold labels, in characters.
LABELS = {"disclosure": (24, 18, 18, 18), "requests": (14, 14, 56)}


def xlsx(layout: Layout) -> bytes:
    """The report as an .xlsx; the same layout gives the same bytes."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_numbers": False})
    # A fixed "made on": the same instance gives the same file anywhere.
    book.set_properties({"title": layout.data["title"], "created": datetime(2025, 1, 1)})
    for name, blocks in _sheets(layout):
        _fill(book, book.add_worksheet(name), blocks, layout)
    book.close()
    return buffer.getvalue()


def _sheets(layout: Layout) -> list[tuple[str, list[Block]]]:
    """The blocks of each sheet: a section with a table has its own, what follows the last table shares one."""
    sheets: list[tuple[str, list[Block]]] = [("总体情况", [])]
    blocks = layout.blocks
    for index, block in enumerate(blocks):
        if block.kind == "heading":
            later = blocks[index + 1 :]
            end = next((i for i, b in enumerate(later) if b.kind == "heading"), len(later))
            table = next((b.name for b in later[:end] if b.kind == "table"), "")
            if table:
                sheets.append((SHEETS[table], []))
            elif len(sheets) > 1 and sheets[-1][0] != LAST:
                sheets.append((LAST, []))
        sheets[-1][1].append(block)
    return sheets


def _fill(book: Any, sheet: Any, blocks: list[Block], layout: Layout) -> None:
    look = {"font_name": "宋体", "font_size": 11, "text_wrap": True, "valign": "vcenter"}
    prose, title = (
        book.add_format(look),
        book.add_format(look | {"bold": True, "align": "center", "font_size": 16}),
    )
    head = book.add_format(look | {"bold": True})
    cell = book.add_format(look | {"border": 1, "align": "center"})
    label = book.add_format(look | {"border": 1})
    wide = any(block.name == "remedies" for block in blocks)
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 20, 6 if wide else 12)
    for block in blocks:
        for column, width in enumerate(LABELS.get(block.name, ())):
            sheet.set_column(column, column, width)
    at = 0

    def line(text: str, form: Any) -> None:
        nonlocal at
        sheet.merge_range(at, 0, at, (15 if wide else WIDTH) - 1, text, form)
        sheet.set_row(at, 18 * (1 + len(text) // 50))
        at += 1

    for block in blocks:
        if block.kind == "title":
            for text in layout.title_lines:
                line(text, title)
        elif block.kind == "published":
            line(f"发布日期：{spoken_date(block.text)}", prose)
        elif block.kind == "heading":
            line(f"{block.number}、{block.text}", head)
        elif block.kind == "subheading":
            line(f"（{block.number}）{block.text}", prose)
        elif block.kind == "table":
            at = _table(sheet, block, at, cell, label) + 1
        else:
            line(block.text, prose)


def _table(sheet: Any, block: Block, at: int, cell_look: Any, label_look: Any) -> int:
    """Write a table from row `at` on; gives the row below it."""
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(block.rows):
        c = 0
        for cell in row:
            while (r, c) in taken:
                c += 1
            form = label_look if cell.role == "label" else cell_look
            # A figure is a number to a spreadsheet; what is none stays the text it is.
            value: Any = int(cell.text) if cell.text.isdecimal() and cell.text.isascii() else cell.text
            if cell.down > 1 or cell.across > 1:
                sheet.merge_range(at + r, c, at + r + cell.down - 1, c + cell.across - 1, value, form)
            else:
                sheet.write(at + r, c, value, form)
            taken |= {(r + i, c + j) for i in range(cell.down) for j in range(cell.across)}
    return at + len(block.rows)
