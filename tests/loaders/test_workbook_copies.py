"""A workbook that holds a table of the form twice: which one is read, and what is said of it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, NamedTuple

import pytest
from support import engine
from workbooks import GOOD, TABLES, book, figures, layout, put, wrong

from checker.loaders import load
from checker.model import Confidence, Report, Verdict
from checker.reader import read

TITLE = "安澜县水务局2024年政府信息公开工作年度报告"
SUMS = ("S", "T200", "T201", "T202", "T203", "T204")
NAMES = {"disclosure": "表二", "requests": "表三", "remedies": "表四"}


class Sheet(NamedTuple):
    """A sheet with one table: of which example, under which title, changed or blank."""

    name: str
    table: str
    example: str = "good-2024"
    title: str = ""
    blank: bool = False
    sums: bool = False


def workbook(*sheets: Sheet, cover: str = "") -> bytes:
    def fill(made: Any) -> None:
        if cover:
            made.add_worksheet("封面").write(0, 0, cover)
        for sheet in sheets:
            rows = next(block.rows for block in layout(sheet.example).blocks if block.name == sheet.table)
            page = made.add_worksheet(sheet.name)
            if sheet.title:
                page.write(0, 0, sheet.title)
            if sheet.blank:
                # A template's sums are formulas, which make 0 of nothing.
                rows = [
                    [
                        replace(cell, text="0" if sheet.sums and cell is row[-1] else "")
                        if cell.role == "figure"
                        else cell
                        for cell in row
                    ]
                    for row in rows
                ]
            put(page, rows, 1)

    return book(fill)


def whole(*extra: Sheet, first: bool = True, cover: str = TITLE) -> bytes:
    """The three tables of the report and further sheets, before or behind them."""
    own = [Sheet(NAMES[table], table) for table in TABLES]
    return workbook(*([*extra, *own] if first else [*own, *extra]), cover=cover)


def reads(data: bytes) -> Report:
    return read(load(data, "a.xlsx"))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("sums", [True, False])  # table 二 has none
def test_an_empty_template_is_passed_over(table: str, first: bool, sums: bool) -> None:
    data = whole(Sheet("模板", table, blank=True, sums=sums and table != "disclosure"), first=first)
    found = engine(select=SUMS).check_bytes(data, "a.xlsx")
    assert (found.findings, found.verdict) == ([], Verdict.PASSED)
    assert found.notes == [
        f"工作表「模板」里的{NAMES[table]}是空的，没有读；读的是工作表「{NAMES[table]}」里的"
    ]
    assert figures(reads(data))[table] == GOOD[table]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("first", [True, False])
def test_of_two_that_differ_none_is_sure(table: str, first: bool) -> None:
    data = whole(Sheet("另一张", table, "bad-2024"), first=first)
    found = engine(select=("S", "T", "P4")).check_bytes(data, "a.xlsx")
    assert {finding.confidence for finding in found.findings} <= {Confidence.UNSURE}
    assert found.verdict is Verdict.INCOMPLETE
    said = dict(found.unread)[f"/{table}/repeated"]
    assert "工作表「另一张」" in said and f"工作表「{NAMES[table]}」" in said
    report = reads(data)
    assert not wrong(report) and report.sure_of(f"/{table}") is Confidence.UNSURE


@pytest.mark.parametrize("table", TABLES)
def test_two_that_are_equal_are_one(table: str) -> None:
    found = engine(select=SUMS).check_bytes(whole(Sheet("副本", table)), "a.xlsx")
    assert (found.findings, found.notes, found.verdict) == ([], [], Verdict.PASSED)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    ("name", "title"), [("2023年", ""), ("上年", "2023年度政府信息公开情况"), ("23", "情况统计表（2023年）")]
)
def test_what_names_another_year_is_not_the_reports(table: str, name: str, title: str) -> None:
    data = whole(Sheet(name, table, "bad-2024", title))
    found = engine(select=SUMS).check_bytes(data, "a.xlsx")
    assert (found.findings, found.verdict) == ([], Verdict.PASSED)
    assert found.notes == [
        f"工作表「{name}」里的{NAMES[table]}写的是 2023 年，年报是 2024 年的，这张表没有读"
    ]


def test_last_years_figures_are_not_read_for_an_empty_table() -> None:
    data = workbook(
        Sheet("表二", "disclosure"), Sheet("2023年", "requests"), Sheet("表三", "requests", blank=True),
        Sheet("表四", "remedies"), cover=TITLE,
    )  # fmt: skip
    found = engine(select=SUMS).check_bytes(data, "a.xlsx")
    assert [(f.code, f.location.sheet) for f in found.findings] == [("S102", "表三")]


@pytest.mark.parametrize("name", ["2024年", "表三"])
def test_the_reports_own_year_decides_nothing(name: str) -> None:
    data = workbook(
        Sheet("表二", "disclosure"), Sheet(name, "requests"), Sheet("甲", "requests", "bad-2024"),
        Sheet("表四", "remedies"), cover=TITLE,
    )  # fmt: skip
    report = reads(data)
    assert report.sure_of("/requests") is Confidence.UNSURE and not wrong(report)


def test_sheets_of_two_years_and_nothing_that_tells_which_is_meant() -> None:
    sheets = [Sheet(f"{NAMES[t]}{year}", t, example) for year, example in ((2023, "bad-2024"), (2024, "good-2024")) for t in TABLES]  # fmt: skip
    report = reads(workbook(*sheets))
    assert report.year is None
    assert {report.sure_of(f"/{table}") for table in TABLES} == {Confidence.UNSURE}
    # The guess is the latest.
    assert figures(report) == {name: GOOD[name] for name in TABLES}


def test_a_table_of_another_year_that_stands_alone_is_unsure() -> None:
    data = workbook(
        Sheet("表二", "disclosure"), Sheet("2023年", "requests"), Sheet("表四", "remedies"), cover=TITLE
    )
    report = reads(data)
    assert dict(report.unread)["/requests/year"].startswith("工作表「2023年」里的表三写的是 2023 年")
    assert report.sure_of("/requests/received/total") is Confidence.UNSURE
    assert report.sure_of("/remedies") is Confidence.CERTAIN


def test_two_on_one_sheet_are_named_by_their_cells() -> None:
    tables = {
        name: {b.name: b.rows for b in layout(name).blocks if b.kind == "table"}
        for name in ("good-2024", "bad-2024")
    }

    def fill(made: Any) -> None:
        page = made.add_worksheet("附表")
        page.write(0, 0, TITLE + "附表")
        top = put(page, tables["good-2024"]["requests"], 2)
        top = put(page, tables["bad-2024"]["requests"], top + 1)
        for name in ("disclosure", "remedies"):
            top = put(page, tables["good-2024"][name], top + 1)

    said = dict(reads(book(fill)).unread)["/requests/repeated"]
    assert re.findall(r"工作表「附表」 A\d+", said)[:2] == ["工作表「附表」 A3", "工作表「附表」 A32"]


def test_an_old_form_that_was_left_says_nothing_of_the_edition() -> None:
    old = [Sheet(f"2020年{NAMES[table]}", table, "good-2020") for table in TABLES]
    found = engine(select=SUMS).check_bytes(whole(*old), "a.xlsx")
    assert (found.edition, found.findings) == ("2021", [])
    assert len(found.notes) == 3


def test_one_that_cannot_be_read_is_not_passed_over() -> None:
    tables = {b.name: b.rows for b in layout("bad-2024").blocks if b.kind == "table"}

    def fill(made: Any) -> None:
        made.add_worksheet("封面").write(0, 0, TITLE)
        page = made.add_worksheet("新")
        # Two figures in every row where one is due: nobody knows which is which.
        for r, row in enumerate(tables["requests"]):
            at = 0
            for cell in row:
                for _twice in range(2 if cell.role == "figure" else 1):
                    page.write(r, at, int(cell.text) if cell.text.isdecimal() else cell.text)
                    at += 1
        for name, rows in ((b.name, b.rows) for b in layout().blocks if b.kind == "table"):
            put(made.add_worksheet(NAMES[name]), rows, 0)

    report = reads(book(fill))
    assert "「新」" in dict(report.unread)["/requests/repeated"]
    assert not wrong(report) and report.sure_of("/requests") is Confidence.UNSURE


def test_a_few_rows_of_the_name_elsewhere_are_no_table_of_the_form() -> None:
    def fill(made: Any) -> None:
        made.add_worksheet("封面").write(0, 0, TITLE)
        page = made.add_worksheet("办件")
        for row, (label, count) in enumerate((("行政许可", 300), ("行政处罚", 50))):
            page.write(row, 0, label)
            page.write(row, 1, count)
        for name, rows in ((b.name, b.rows) for b in layout().blocks if b.kind == "table"):
            put(made.add_worksheet(NAMES[name]), rows, 0)

    report = reads(book(fill))
    assert figures(report) == {name: GOOD[name] for name in TABLES}
    assert [pointer for pointer, _why in report.unread] == ["/sections"] and not report.confidence
    assert report.remarks == ["工作表「办件」里有几行与表二的同名，没有当作表二读"]


def test_a_table_in_parts_on_two_sheets_is_unsure() -> None:
    rows = {b.name: b.rows for b in layout().blocks if b.kind == "table"}

    def fill(made: Any) -> None:
        made.add_worksheet("封面").write(0, 0, TITLE)
        put(made.add_worksheet("上"), rows["requests"][:12], 0)
        put(made.add_worksheet("下"), rows["requests"][12:], 0)
        for name in ("disclosure", "remedies"):
            put(made.add_worksheet(NAMES[name]), rows[name], 0)

    report = reads(book(fill))
    assert report.sure_of("/requests") is Confidence.UNSURE and not wrong(report)
    assert "「上」" in dict(report.unread)["/requests/repeated"]


def stacked(*parts: tuple[str, str, str], cover: str = TITLE) -> bytes:
    """Tables one below the other on one sheet, (table, example, title over it), and the report's own sheets."""

    def fill(made: Any) -> None:
        made.add_worksheet("封面").write(0, 0, cover)
        for name, rows in ((b.name, b.rows) for b in layout().blocks if b.kind == "table"):
            put(made.add_worksheet(NAMES[name]), rows, 0)
        page, top = made.add_worksheet("附"), 0
        for name, example, title in parts:
            if title:
                page.write(top, 0, title)
            rows = next(b.rows for b in layout(example).blocks if b.name == name)
            top = put(page, rows, top + 1) + 1

    return book(fill)


def test_the_title_of_a_sheet_is_that_of_its_tables() -> None:
    data = stacked(*((table, "bad-2024", "" if n else "2023年度附表") for n, table in enumerate(TABLES)))
    report = reads(data)
    assert figures(report) == {name: GOOD[name] for name in TABLES} and not report.confidence
    assert sum("写的是 2023 年" in remark for remark in report.remarks) == 3


def test_the_title_of_a_sheet_is_not_that_of_a_second_table_of_a_kind() -> None:
    data = stacked(("requests", "good-2020", "2023年度附表"), ("requests", "bad-2024", ""))
    report = reads(data)
    assert report.sure_of("/requests") is Confidence.UNSURE and not wrong(report)


def test_a_title_further_down_is_that_of_its_own_table() -> None:
    data = stacked(("requests", "bad-2024", ""), ("remedies", "bad-2024", "2023年行政复议、行政诉讼情况"))
    report = reads(data)
    assert report.sure_of("/requests") is Confidence.UNSURE and not wrong(report)
    assert report.sure_of("/remedies") is Confidence.CERTAIN
    assert figures(report)["remedies"] == GOOD["remedies"]


HEADINGS = {
    "disclosure": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "remedies": "四、政府信息公开行政复议、行政诉讼情况",
}


def report_with(*sheets: tuple[str, str, bool], headings: bool = True) -> bytes:
    """A whole report with its tables on sheets: (name, example, blank), perhaps each table under its heading."""

    def fill(made: Any) -> None:
        page = made.add_worksheet("总体情况")
        lines = (TITLE, "一、总体情况", "2024年，本局主动公开政府信息612条。")
        for row, line in enumerate(lines):
            page.write(row, 0, line)
        for name, example, blank in sheets:
            page, top = made.add_worksheet(name), 0
            for block in layout(example).blocks:
                if block.kind != "table":
                    continue
                if headings:
                    page.write(top, 0, HEADINGS[block.name])
                for cell in (cell for row in block.rows for cell in row if blank and cell.role == "figure"):
                    cell.text = ""
                top = put(page, block.rows, top + headings) + 1
        page = made.add_worksheet("其他")
        for row, line in enumerate(
            ("五、存在的主要问题及改进情况", "形式单一。将加大培训力度。", "六、其他需要报告的事项", "无")
        ):
            page.write(row, 0, line)

    return book(fill)


@pytest.mark.parametrize("first", [True, False])
def test_tables_that_come_twice_with_their_headings_are_no_second_report(first: bool) -> None:
    own, other = ("附表", "good-2024", False), ("模板", "good-2024", True)
    data = report_with(*((other, own) if first else (own, other)))
    found = engine(select=(*SUMS, "N3")).check_bytes(data, "a.xlsx")
    assert not [f for f in found.findings if f.code in ("E001", "N301", "N302", "N307", "S102")]
    assert len(found.notes) == 3
    assert figures(reads(data)) == {name: GOOD[name] for name in TABLES}


def test_last_years_tables_with_their_headings_are_unsure_or_passed_over() -> None:
    for name, sure in (("2023年", True), ("上年", False)):
        report = reads(report_with(("本年", "good-2024", False), (name, "bad-2024", False)))
        assert not wrong(report)
        assert {report.sure_of(f"/{table}") is Confidence.CERTAIN for table in TABLES} == {sure}


def test_a_table_on_a_sheet_needs_no_heading() -> None:
    data = report_with(("附表", "good-2024", False), headings=False)
    found = engine(select=("N301", "N307")).check_bytes(data, "a.xlsx")
    assert [(f.code, f.confidence, f.location.sheet) for f in found.findings] == [
        ("N301", Confidence.UNSURE, "附表")
    ]
