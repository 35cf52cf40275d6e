"""Spreadsheets (.xlsx, .xlsm, .xls, .et) -> `Document`: the tables as sheets or one below the other, prose in cells.

`python-calamine` reads the values, `scan` what it does not tell (error values, formulas without a
result, hidden rows) and how large a sheet really is, `rows` tells tables from paragraphs.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
from typing import Any

from checker.loaders.blocks import Blocks
from checker.loaders.limits import MAX_GRID, check_count
from checker.loaders.workbook.biff import scan_old
from checker.loaders.workbook.grid import Grid
from checker.loaders.workbook.rows import add_sheet
from checker.loaders.workbook.scan import Scan, names_in, scan
from checker.loaders.workbook.values import column_name, shown
from checker.model import Anchor, Document, Paragraph, Unreadable

INSTALL = 'pip install "gouji[xlsx]"'
#: Sheets of one workbook.
MAX_SHEETS = 200
_AGAIN = "请用 Excel 或 WPS 打开，另存为 xlsx 后再检查"


def load(data: bytes, path: str, kind: str) -> Document:
    """Read a workbook, `kind` "xlsx" or "xls". Raises `Unreadable`.

    Sheets are read in their order; a hidden one is not, and is named where it holds labels of the
    form. Hidden rows and columns are data like any other, and are named. Every place carries its
    sheet and cell (`Anchor.sheet`, `Anchor.ref`). Metadata: "sheets" (how many were read), "comments"
    (count) and "comment_cells" (sheet and cell of each), "lost" (what was not read), "hidden_cells" (what
    was, and should be looked at), "struck", "marks", "doubts", "pictures", "author", "last_modified_by".
    """
    if importlib.util.find_spec("python_calamine") is None:
        raise Unreadable(
            "这是 Excel 或 WPS 表格，要装了读取程序才能读",
            "请运行 {command}，再检查一次；也可以把表格放进 Word 文件，存为 docx 后再检查",
            command=INSTALL,
        )
    try:
        found = scan(data) if kind == "xlsx" else scan_old(data)
        metadata: dict[str, Any] = dict(names_in(data)) if kind == "xlsx" else {}
    except Unreadable as error:
        # The container is that of a Word file; what to do with it is not.
        remedy = _AGAIN if "Word" in error.remedy else error.remedy
        raise Unreadable(error.why, remedy, **error.values) from None
    blocks = Blocks()
    lost: list[str] = []
    hidden: list[str] = []
    comments: list[tuple[str, str]] = []
    crossed: list[Anchor] = []
    doubts: dict[int, str] = {}
    for grid, visible, what in _sheets(data, found):
        comments += [(grid.name, ref) for ref in what.comments]
        if not visible:
            if grid.speaks():
                lost.append(f"工作表「{grid.name}」是隐藏的，里面的内容没有读，请取消隐藏后再检查")
            continue
        metadata["sheets"] = metadata.get("sheets", 0) + 1
        first = len(blocks.blocks)
        add_sheet(blocks, grid)
        crossed += [Anchor(sheet=grid.name, ref=f"{column_name(c)}{r + 1}") for r, c in what.crossed(grid)]
        if any(index >= first for index in blocks.doubts):
            lost.append(
                f"工作表「{grid.name}」里两张表并排放着，分不清各自的行列，没有读全，请在两张表之间空一列，或者改为上下排列，再检查一次"
            )
        if count := grid.hidden(what.hidden_rows, what.hidden_columns):
            hidden.append(
                f"工作表「{grid.name}」有 {count} 个填了内容的格子在隐藏的行或列里，程序照样读了，请取消隐藏后核对"
            )
        if what.open:
            lost.append(
                f"工作表「{grid.name}」里有 {len(what.open)} 个公式没有存下计算结果，请用 Excel 或 WPS 打开，保存一次后再检查"
            )
            doubts |= {
                index: "有公式没有计算结果"
                for index in range(first, len(blocks.blocks))
                if not isinstance(blocks.blocks[index], Paragraph)
            }
        metadata["pictures"] = metadata.get("pictures", 0) + what.pictures
    document = Document(path, kind, hashlib.sha256(data).hexdigest(), blocks.blocks)
    metadata |= {"comments": len(comments), "comment_cells": comments}
    document.metadata = {name: value for name, value in metadata.items() if value}
    if crossed:
        document.metadata |= {"struck": len(crossed), "marks": {"struck": crossed[0]}}
    if hidden:
        document.metadata["hidden_cells"] = hidden
    if lost:
        document.metadata["lost"] = lost
    if doubts := blocks.doubts | doubts:
        document.metadata["doubts"] = doubts
    return document


def _sheets(data: bytes, found: dict[str, Scan]) -> list[tuple[Grid, bool, Scan]]:
    """Every sheet as a grid of texts, whether it is shown, and what `scan` saw."""
    import python_calamine as calamine

    made: list[tuple[Grid, bool, Scan]] = []
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            check_count(len(book.sheet_names), MAX_SHEETS, "工作表数")
            for index, about in enumerate(book.sheets_metadata):
                if about.typ is not calamine.SheetTypeEnum.WorkSheet:
                    continue
                sheet = book.get_sheet_by_index(index)
                what = found.get(about.name, Scan())
                check_count(sheet.total_height * sheet.total_width, MAX_GRID, "表格单元格数")
                texts = [[shown(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
                what.write_into(texts)
                merged = [(r, c, r2, c2) for (r, c), (r2, c2) in sheet.merged_cell_ranges or ()]
                grid = Grid(about.name, texts, merged, what.struck)
                made.append((grid, about.visible is calamine.SheetVisibleEnum.Visible, what))
    except calamine.PasswordError:
        raise Unreadable(
            "文件加了打开密码，无法读取", "请用 Excel 或 WPS 打开，取消密码后另存一份再检查"
        ) from None
    except calamine.CalamineError as error:
        raise Unreadable("这个表格文件打不开，可能已损坏", _AGAIN) from error
    except BaseException as error:
        # A fault inside the library comes as an exception that is no `Exception`.
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable("这个表格文件打不开，可能已损坏", _AGAIN) from error
    return made


__all__ = ["load"]
