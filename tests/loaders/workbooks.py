"""Workbooks as offices make them, for the tests of spreadsheets."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

import xlsxwriter
from support import EXAMPLES

from checker.loaders import load
from checker.model import Confidence, Document, Report

GOOD = json.loads((EXAMPLES / "good-2024.json").read_text(encoding="utf-8"))
TABLES = ("disclosure", "requests", "remedies")


def layout(name: str = "good-2024") -> Any:
    """The printed blocks of an example."""
    sys.path.insert(0, str(EXAMPLES))
    try:
        from rendering.layout import Layout
    finally:
        sys.path.remove(str(EXAMPLES))
    return Layout(name, json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8")))


def book(fill: Callable[[Any], None]) -> bytes:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(made)
    made.close()
    return out.getvalue()


def placed(rows: list[Any]) -> Iterator[tuple[int, int, Any]]:
    """The cells of a printed table, each with the row and the column where it begins."""
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        c = 0
        for cell in row:
            while (r, c) in taken:
                c += 1
            taken |= {(r + i, c + j) for i in range(cell.down) for j in range(cell.across)}
            yield r, c, cell


def put(sheet: Any, rows: list[Any], top: int, left: int = 0, merge: bool = True) -> int:
    """Write a printed table; gives the row below it. Without `merge` a merged cell is one that is followed by blanks."""
    for r, c, cell in placed(rows):
        value = int(cell.text) if cell.text.isdecimal() else cell.text
        if merge and (cell.down > 1 or cell.across > 1):
            below, right = top + r + cell.down - 1, left + c + cell.across - 1
            sheet.merge_range(top + r, left + c, below, right, value)
        else:
            sheet.write(top + r, left + c, value)
    return top + len(rows)


def tables(name: str = "good-2024", *, title: str = "安澜县水务局2024年政府信息公开情况统计表") -> bytes:
    """The three tables on three sheets, each under a title."""

    def fill(made: Any) -> None:
        for block in layout(name).blocks:
            if block.kind == "table":
                sheet = made.add_worksheet(block.name)
                sheet.merge_range(0, 0, 0, 9, title)
                put(sheet, block.rows, 1)

    return book(fill)


def sheet(*rows: list[Any], name: str = "Sheet1") -> Document:
    def fill(made: Any) -> None:
        page = made.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                page.write(r, c, value)

    return load(book(fill), "a.xlsx")


def figures(report: Report) -> dict[str, Any]:
    """The tables as they were read."""
    return {name: report.data.get(name) for name in TABLES}


def requests(fill: Callable[[Any, Any], None]) -> bytes:
    """Table 三 on a sheet, changed by `fill` (workbook, sheet), and the other tables."""

    def made(out: Any) -> None:
        for block in layout().blocks:
            if block.kind == "table":
                page = out.add_worksheet(block.name)
                put(page, block.rows, 0)
                if block.name == "requests":
                    fill(out, page)

    return book(made)


def flat(node: Any, pointer: str = "") -> dict[str, Any]:
    """The figures of the tables by their pointers."""
    if not isinstance(node, dict):
        return {pointer: node}
    return {p: v for key, value in node.items() for p, v in flat(value, f"{pointer}/{key}").items()}


def wrong(report: Report, truth: dict[str, Any] = GOOD) -> dict[str, Any]:
    """Figures that were read wrong, and not as unsure: there must be none in any layout."""
    due, read_ = flat({name: truth[name] for name in TABLES}), flat(figures(report))
    return {p: v for p, v in read_.items() if v != due.get(p) and report.sure_of(p) is not Confidence.UNSURE}
