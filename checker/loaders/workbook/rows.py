"""The cells of a sheet as blocks: which rows are tables of figures, and which are headings and prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from checker.loaders.blocks import Blocks, Piece
from checker.loaders.pads import trim_pads
from checker.loaders.words import fold, is_block_title, is_label, is_prose, is_section_heading, is_value
from checker.loaders.workbook.bands import Region, is_mixed, regions
from checker.loaders.workbook.grid import Grid
from checker.loaders.workbook.values import column_name
from checker.model import Anchor, Paragraph, Table


def add_sheet(blocks: Blocks, grid: Grid) -> None:
    """Add a sheet's rows. A sheet that is named like a section of the form and has no heading itself begins it."""
    if is_section_heading(grid.name) and not any(map(_is_head, grid.all())):
        blocks.paragraph(grid.name)
        _place(blocks, grid.name)
    parts = list(regions(grid, Region(range(len(grid.texts)), range(grid.width))))
    doubt = "两张表并排，中间没有空列" if any(is_mixed(grid, part) for part in parts) else ""
    for part in parts:
        _add_region(blocks, grid, part, doubt)


def _add_region(blocks: Blocks, grid: Grid, region: Region, doubt: str) -> None:
    table: list[list[Piece]] = []
    for row in region.rows:
        cells = grid.own(row, region.columns)
        said = [piece for piece in cells if piece.text]
        if not said or _is_prose_row(said, bool(table)):
            _close(blocks, grid, table, doubt)
            table = []
            for piece in said:
                blocks.paragraph(piece.text, line=piece.line, column=piece.column)
                _place(blocks, grid.name)
        else:
            table.append(cells)
    _close(blocks, grid, table, doubt)


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
    if any(is_label(text) or is_block_title(text) for text in texts):
        return False
    # 「填报单位：某局 | 单位：件」 over a table, 「填表人：… | 审核人：…」 below it.
    return len(texts) == 1 or not in_table or any("：" in text or ":" in text for text in texts)


#: Header cells that begin one of the form's tables; tables stand one below the other without a gap.
_OPENERS = {"信息内容": "二", "申请人情况": "三", "行政复议": "四"}


def _close(blocks: Blocks, grid: Grid, rows: list[list[Piece]], doubt: str) -> None:
    """Add the rows as tables: a new one where a row begins another table of the form, or the same once more."""
    part: list[list[Piece]] = []
    current = ""
    seen: set[str] = set()  # what began a part of the table, until figures followed
    figures = False
    for row in rows:
        openers = {fold(piece.text): _opens(piece.text) for piece in row if _opens(piece.text)}
        opened = next(iter(openers.values()), "")
        # 「信息内容」 stands over every part of table 二.
        again = figures and not seen.isdisjoint(openers.keys() - {"信息内容"})
        if opened and (opened != current or again):
            if current:
                _add(blocks, grid, part, doubt)
                part = []
            current, seen, figures = opened, set(), False
        seen |= openers.keys()
        figures = figures or any(is_value(piece.text) for piece in row)
        part.append(row)
    _add(blocks, grid, part, doubt)


def _opens(text: str) -> str:
    """The table a header cell begins, "" for any other cell."""
    return "二" if is_block_title(text) else _OPENERS.get(fold(text), "")


def _add(blocks: Blocks, grid: Grid, rows: list[list[Piece]], doubt: str) -> None:
    """Add the rows as one table, cut to the columns that are in use."""
    if not rows:
        return
    used = [piece for row in rows for piece in row if piece.text]
    first = min(piece.column or 1 for piece in used)
    last = max((piece.column or 1) + piece.col_span - 1 for piece in used)
    cut = [[piece for piece in row if first <= (piece.column or 1) <= last] for row in rows]
    blocks.table(cut if doubt else trim_pads(cut), doubt)
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


__all__ = ["add_sheet"]
