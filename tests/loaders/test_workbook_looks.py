"""Rich text and styles in cells: note marks set high, and what is struck out."""

from __future__ import annotations

import io
from typing import Any

import pytest

from checker.loaders import load
from checker.loaders.raised import settled
from checker.model import Anchor, Cell, Document, Table

Parts = list[Any]


def written(parts: Parts | str | float, style: dict[str, Any] | None = None) -> Document:
    """A sheet with a row 「规章 …」: the cell in parts, where formats come before the texts they are of."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet("表二")
    page.write("A1", "规章")
    if isinstance(parts, list):
        made = [book.add_format(p) if isinstance(p, dict) else p for p in parts]
        assert page.write_rich_string("B1", *made) == 0
    else:
        page.write("B1", parts, book.add_format(style or {}))
    page.write("C1", 4)
    book.close()
    return load(out.getvalue(), "a.xlsx")


def cell_of(document: Document) -> Cell:
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [cell.text for cell in table.rows[0]][::2] == ["规章", "4"]
    return table.rows[0][1]


HIGH, STRUCK, PLAIN = {"font_script": 1}, {"font_strikeout": True}, {"bold": False, "italic": True}


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (["21", HIGH, "1"], "21¹"),
        (["21", HIGH, "[1]"], "21⁽¹⁾"),
        ([HIGH, "2", HIGH, "1"], "21"),
        ([PLAIN, "2", "1"], "21"),
        ([STRUCK, "24", "21"], "21"),
        (["2", STRUCK, "4", PLAIN, "1"], "21"),
    ],
)
def test_a_rich_text_is_read_as_it_looks(parts: Parts, text: str) -> None:
    document = written(parts)
    assert (cell_of(document).text, cell_of(document).doubt) == (text, "")
    crossed = STRUCK in parts
    assert document.metadata.get("struck", 0) == crossed
    assert document.metadata.get("marks", {}) == (
        {"struck": Anchor(sheet="表二", ref="B1")} if crossed else {}
    )


@pytest.mark.parametrize(
    ("parts", "style"), [([STRUCK, "1", STRUCK, "2"], None), (21, STRUCK), ("21", STRUCK)]
)
def test_a_figure_struck_out_whole_is_kept_and_not_sure(parts: Any, style: dict[str, Any] | None) -> None:
    document = written(parts, style)
    assert cell_of(document).text in ("21", "12")
    assert cell_of(document).doubt
    assert document.metadata["marks"] == {"struck": Anchor(sheet="表二", ref="B1")}


@pytest.mark.parametrize(("text", "read"), [("²¹", "21"), ("21¹", "21¹"), ("", ""), ("⁽²⁾ ", "(2) ")])
def test_a_text_that_is_all_marks_is_none(text: str, read: str) -> None:
    assert settled(text) == read
