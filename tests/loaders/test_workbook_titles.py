"""Organ and year of a workbook of tables alone: from titles over the tables, names of sheets, a cover."""

from __future__ import annotations

from typing import Any

import pytest
from workbooks import book, layout, put

from checker.loaders import load
from checker.model import Report
from checker.reader import read


def titled(titles: list[str], names: tuple[str, ...] = ("", "", ""), cover: str = "") -> Report:
    """The three tables on three sheets, each under a title, perhaps behind a cover."""

    def fill(made: Any) -> None:
        if cover:
            made.add_worksheet("封面").write(3, 1, cover)
        blocks = [block for block in layout().blocks if block.kind == "table"]
        for block, title, name in zip(blocks, titles, names, strict=True):
            page = made.add_worksheet(name or None)
            page.merge_range(0, 0, 0, 6, title)
            put(page, block.rows, 1)

    return read(load(book(fill), "a.xlsx"))


@pytest.mark.parametrize(
    ("titles", "organ", "year"),
    [
        (["2023年主动公开政府信息情况", "2023年收到和处理政府信息公开申请情况", "2023年行政复议、行政诉讼情况"], "", 2023),
        (["安澜县水务局2024年收到和处理政府信息公开申请情况", "", ""], "安澜县水务局", 2024),
        (["2024年度安澜县水务局政府信息公开情况统计表", "", ""], "安澜县水务局", 2024),
        (["2024年政府信息公开工作情况统计表", "填报单位：安澜县水务局", ""], "安澜县水务局", 2024),
        (["2024年全县政府信息公开工作情况统计表", "单位：件", ""], "", 2024),
        (["安澜县2024年政府信息公开工作情况统计表", "", ""], "安澜县", 2024),
        (["安澜县水务局主动公开政府信息情况", "填报单位：安澜县水务局 2024年度", ""], "安澜县水务局", 2024),
        (["收到和处理政府信息公开申请情况（2024）", "填表日期：2025年1月10日", ""], "", 2024),
        (["主动公开政府信息情况", "截至2024年12月31日", "填表日期：2025年1月10日"], "", 2024),
        (["主动公开政府信息情况", "2023—2024年收到和处理政府信息公开申请情况", ""], "", None),
        (["主动公开政府信息情况（2021年版）", "按国办公开办函[2021]30号填报", "2021年度起使用本表"], "", None),
        (["2024年主动公开政府信息情况", "2023年收到和处理政府信息公开申请情况", ""], "", None),
    ],
)  # fmt: skip
def test_organ_and_year_stand_over_the_tables(titles: list[str], organ: str, year: int | None) -> None:
    report = titled(titles)
    assert (report.organ, report.year) == (organ, year)


@pytest.mark.parametrize(
    ("names", "year"),
    [
        (("表二2024", "表三2024", "表四2024"), 2024),
        (("2024年报附表", "", ""), 2024),
        (("2025.1.10", "20250110", "2025年1月"), None),
        (("表二（2023）", "表三（2024）", ""), None),
        (("2023-2024", "", ""), None),
        (("2021年版", "2021格式", "2021年修订"), None),
    ],
)
def test_a_sheet_may_be_named_by_its_year(names: tuple[str, ...], year: int | None) -> None:
    assert titled(["", "", ""], names).year == year


def test_a_cover_speaks_for_the_whole_file() -> None:
    report = titled(
        ["2023年主动公开政府信息情况", "", ""], cover="安澜县水务局2024年政府信息公开工作年度报告"
    )
    assert (report.organ, report.year) == ("安澜县水务局", 2024)
