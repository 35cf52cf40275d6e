"""Catalogues written by hand, with the faults hands make: what seems to be a figure and is none is never taken for one."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import pytest

from checker.catalog import read
from checker.catalog.beside import message, notes
from checker.model.catalog import Catalog


def sheet_of(fill: Any, **options: Any) -> Catalog:
    """The catalogue in a sheet that `fill` writes to, below a header."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    sheet = book.add_worksheet("清单")
    sheet.write_row(0, 0, ["栏目", "上级栏目", "最近更新", "条数"])
    fill(book, sheet)
    book.close()
    return read(out.getvalue(), "a.xlsx")


def test_one_cell_for_several_rows_is_no_figure_of_each() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_column(1, 0, ["政务要闻", "部门动态", "甲类空白", "乙类空白"])
        sheet.merge_range(1, 1, 2, 1, "新闻中心")
        sheet.merge_range(1, 2, 2, 2, "2024-12-20")
        sheet.merge_range(1, 3, 2, 3, 30)
        sheet.merge_range(3, 3, 4, 3, 0)

    found = sheet_of(fill)
    first, second, *empty = found.columns
    for column in (first, second):
        assert column.parent == "新闻中心" and str(column.last_updated) == "2024-12-20"
        assert column.unsure == {"last_updated"} and column.bad == {"items"}
    assert [column.items for column in empty] == [0, 0], "none in all is none in each"
    assert [(str(found.anchor(f.pointer)), "合并的一格（30）" in message(f)) for f in found.faults] == [
        ("工作表「清单」 D2（条数）", True), ("工作表「清单」 D3（条数）", True),
    ]  # fmt: skip


MONTHS = ["mmm-yy", 'yyyy"年"m"月"', "yyyy-mm", "[$-804]yyyy/m"]


@pytest.mark.parametrize("shown", MONTHS)
def test_a_month_that_the_spreadsheet_made_a_day_of_is_no_day(shown: str) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_column(1, 0, ["政务要闻", "部门动态"])
        sheet.write_number(1, 2, 45627, book.add_format({"num_format": shown}))
        sheet.write_number(2, 2, 45627, book.add_format({"num_format": 'yyyy"年"m"月"d"日"'}))

    found = sheet_of(fill)
    assert [column.last_updated for column in found.columns] == [None, date(2024, 12, 1)]
    assert [message(f) for f in found.faults] == [
        "「最近更新」填的是“2024-12”，只有年月，请写到日，如 2024-12-20"
    ]


def test_a_formula_that_says_today_is_no_date_of_an_update() -> None:
    def fill(book: Any, sheet: Any) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_column(1, 0, ["政务要闻", "部门动态"])
        sheet.write_formula(1, 2, "=TODAY()-1", day, 45646)
        sheet.write_formula(2, 2, "=DATE(2024,12,20)", day, 45646)

    found = sheet_of(fill)
    assert [column.last_updated for column in found.columns] == [None, date(2024, 12, 20)]
    assert "TODAY" in message(found.faults[0]) and len(found.faults) == 1


def test_dates_that_count_from_1904() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_string(1, 0, "政务要闻")
        sheet.write_datetime(1, 2, datetime(2024, 12, 20), book.add_format({"num_format": "yyyy-mm-dd"}))

    assert sheet_of(fill, date_1904=True).columns[0].last_updated == date(2024, 12, 20)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("政务动态,2024-12-20,12", "是日期，不是栏目的名称"),
        ("2024年12月20日,政务公开,12,政务动态", "是日期，不是栏目的名称"),
        ("12,政务动态,2024-12-20,政务公开", "是数字，不是栏目的名称"),
    ],
)
def test_nothing_is_judged_of_a_row_whose_cells_have_slipped(row: str, says: str) -> None:
    found = read(f"栏目,上级栏目,最近更新,条数\n{row}\n12345,政务公开,2024-12-01,3\n".encode(), "a.csv")
    slipped, hot_line = found.columns
    assert slipped.bad >= {"column", "last_updated", "items", "kind"} and not hot_line.bad
    assert any(says in message(fault) for fault in found.faults)


def test_what_stands_below_a_table_is_no_column_and_said() -> None:
    text = "栏目,上级栏目,最近更新,条数\n政务动态,,2024-12-20,12\n备注,,2024-12-01,3\n合计：,,,12\n注：截至 2024-12-31,,,\n填表人：张三,审核人：李四,2025-01-03,\n"
    found = read(text.encode(), "a.csv")
    assert [column.name for column in found.columns] == ["政务动态", "备注"]
    assert notes(found) == [
        "清单里有 1 行合计没有算作栏目：第4行",
        "清单里有 2 行是说明、填表人一类，没有算作栏目：第5行、第6行",
    ]
