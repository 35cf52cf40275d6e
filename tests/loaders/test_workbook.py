"""Spreadsheets: tables on sheets of their own or one below the other, prose in cells, and what Excel hides."""

from __future__ import annotations

import datetime
import importlib.util
import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import EXAMPLES, engine, needs_libreoffice
from workbooks import GOOD, TABLES, book, figures, layout, put, requests, sheet, tables

from checker.loaders import load, workbook
from checker.loaders.workbook.values import column_name, shown
from checker.model import Confidence, Paragraph, State, Table, Unreadable, Verdict
from checker.reader import read

# --- values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"),
        (12, "12"),
        (2020.0, "2020"),
        (0.0, "0"),
        (-3.0, "-3"),
        (0.1 + 0.2, "0.3"),
        (59237.2449, "59237.2449"),
        (12.0000000001, "12"),
        (12.0000001, "12.0000001"),
        (0.1 + 0.2 - 0.3, "0"),
        (1e-7, "0.0000001"),
        (21.95 + 0.0049, "21.9549"),
        (123456.789012, "123456.789012"),
        (1 / 3, "0.333333333333333"),
        (0.1746, "0.1746"),
        (1e20, "1e+20"),
        (123456789012345.0, "123456789012345"),
        (True, "TRUE"),
        (" 甲\r\n乙 ", "甲\n乙"),
        (datetime.date(2025, 1, 17), "2025年1月17日"),
        (datetime.datetime(2025, 1, 17), "2025年1月17日"),
        (datetime.datetime(2025, 1, 17, 9, 5), "2025年1月17日 09:05"),
        (datetime.time(9, 5), "09:05:00"),
        ("", ""),
    ],
)
def test_a_value_is_what_its_cell_shows(value: Any, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (16383, "XFD")])
def test_columns_have_letters(column: int, name: str) -> None:
    assert column_name(column) == name


# --- tables and prose -----------------------------------------------------------------------------


def test_a_place_is_sheet_and_cell() -> None:
    report = read(load((EXAMPLES / "good-2024.xlsx").read_bytes(), "a.xlsx"))
    anchor = report.origin["/requests/received/total"]
    assert (anchor.sheet, anchor.ref, anchor.row, anchor.cell) == ("表三", "J5", 4, 8)
    assert str(anchor) == "工作表「表三」 J5（总计）"
    assert str(report.origin["/sections/0/title"]) == "工作表「总体情况」 A6"


def test_tables_alone_are_checked_and_the_rest_is_not() -> None:
    found = engine().check_bytes(tables("bad-2024"), "a.xlsx")
    assert (found.organ, found.year) == ("安澜县水务局", 2024)
    assert {"T200", "T204", "S101", "S102", "S103"} <= {f.code for f in found.findings}
    assert not {f.code for f in found.findings} & {"N301", "N304", "N305", "N309", "N310"}
    for code in ("N301", "N304", "N305", "N306", "N308", "N309", "N310", "P401", "P402", "L601"):
        assert found.outcome[code].state is State.NOT_CHECKED
        assert "没有报告正文" in found.outcome[code].reason
    assert found.verdict is Verdict.INCOMPLETE


def test_tables_alone_pass_where_only_tables_are_asked_for() -> None:
    found = engine(select=("S", "T200", "T201", "T202", "T203", "T204")).check_bytes(tables(), "a.xlsx")
    assert (found.verdict, found.findings) == (Verdict.PASSED, [])


def test_a_missing_table_is_missing_all_the_same() -> None:
    def fill(made: Any) -> None:
        for block in layout().blocks:
            if block.kind == "table" and block.name != "remedies":
                put(made.add_worksheet(block.name), block.rows, 0)

    found = engine().check_bytes(book(fill), "a.xlsx")
    assert [f.code for f in found.findings if f.severity.value == "error"] == ["N307"]


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_however_the_tables_are_laid_out_the_figures_are_read(data: st.DataObject) -> None:
    blocks = [block for block in layout().blocks if block.kind == "table"]
    one_sheet = data.draw(st.booleans(), "one below the other")
    merge = data.draw(st.booleans(), "merged")
    heads = data.draw(st.booleans(), "with headings")

    def fill(made: Any) -> None:
        page, at = None, 0
        for block in data.draw(st.permutations(blocks), "order"):
            if page is None or not one_sheet:
                page, at = made.add_worksheet(), data.draw(st.integers(0, 3), "top")
            if heads:
                page.write(at, 0, {"disclosure": "二、主动公开政府信息情况"}.get(block.name, "附表"))
                at += 1
            at = put(page, block.rows, at, data.draw(st.integers(0, 3), "left"), merge)
            at += data.draw(st.integers(0, 2), "gap")

    report = read(load(book(fill), "a.xlsx"))
    assert figures(report) == {name: GOOD[name] for name in TABLES}
    assert not [why for pointer, why in report.unread if pointer != "/sections"]


def test_prose_stands_in_cells_beside_its_heading_or_below() -> None:
    document = sheet(
        ["安澜县水务局2024年政府信息公开工作年度报告"],
        ["一、总体情况", "2024年，主动公开信息12条。\n全年没有收到申请。"],
        [],
        ["六、其他需要报告的事项"],
        ["无"],
    )
    report = read(document)
    assert [(s["title"], s["paragraphs"]) for s in report.data["sections"]] == [
        ("总体情况", ["2024年，主动公开信息12条。", "全年没有收到申请。"]),
        ("其他需要报告的事项", ["无"]),
    ]


def test_a_sheet_named_like_a_section_begins_it() -> None:
    document = sheet(["2024年，主动公开信息12条。"], name="一、总体情况")
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == [
        "一、总体情况",
        "2024年，主动公开信息12条。",
    ]


def test_several_reports_in_one_workbook_are_not_mixed() -> None:
    def fill(made: Any) -> None:
        for name in ("good-2024", "bad-2024"):
            for block in layout(name).blocks:
                if block.kind == "table":
                    put(made.add_worksheet(f"{name}-{block.name}"), block.rows, 0)

    report = read(load(book(fill), "a.xlsx"))
    assert figures(report) == {name: GOOD[name] for name in TABLES}
    assert sum("分不清哪一张" in why for _pointer, why in report.unread) == 3
    assert {report.sure_of(f"/{name}") for name in TABLES} == {Confidence.UNSURE}


# --- what Excel keeps from the eye ------------------------------------------------------------------


def test_an_error_value_is_a_wrong_value() -> None:
    data = requests(lambda out, page: page.write_formula(3, 3, "=A99", None, "#REF!"))
    found = engine(select=("S101", "S102")).check_bytes(data, "a.xlsx")
    assert [(f.code, f.location.quote, f.location.ref) for f in found.findings] == [("S101", "#REF!", "D4")]


def test_what_reckoning_leaves_is_no_figure() -> None:
    data = requests(lambda out, page: page.write_formula(3, 3, "=154.1-0.1", None, 154.00000000003))
    assert engine(select=("S", "T")).check_bytes(data, "a.xlsx").findings == []


@pytest.mark.parametrize(
    ("value", "said"), [(154.0000001, "0.0000001"), (154.5, "0.5"), (1.5e12, "1499999999846")]
)
def test_figures_in_messages_are_written_out(value: float, said: str) -> None:
    data = requests(lambda out, page: page.write_number(3, 3, value))
    found = engine(select=("T",)).check_bytes(data, "a.xlsx").findings
    assert [f.code for f in found] == ["T200"]
    assert f"相差 {said}，" in found[0].message
    assert not re.search(r"\de[+-]?\d", found[0].message)


def test_a_formula_counts_with_its_result() -> None:
    data = requests(lambda out, page: page.write_formula(3, 3, "=150+4", None, 154))
    assert read(load(data, "a.xlsx")).get("/requests/received/individual") == 154


def test_a_formula_without_a_result_is_not_read_and_nobodys_fault() -> None:
    data = requests(lambda out, page: page.write_formula(3, 3, "=150+4", None, ""))
    report = read(load(data, "a.xlsx"))
    assert any("1 个公式没有存下计算结果" in why for _pointer, why in report.unread)
    assert report.sure_of("/requests/received/individual") is Confidence.UNSURE
    found = engine(select=("S", "T")).check_bytes(data, "a.xlsx")
    assert {f.confidence for f in found.findings} <= {Confidence.UNSURE}
    assert found.verdict is Verdict.INCOMPLETE


def test_lines_of_a_cell_do_not_move_the_doubt_to_another_table() -> None:
    def fill(made: Any) -> None:
        page = made.add_worksheet("总体情况")
        page.write(0, 0, "一、总体情况")
        page.write(1, 0, "全年公开120条。\n没有收费。\n没有投诉。")
        for block in layout().blocks:
            if block.kind == "table":
                page = made.add_worksheet(block.name)
                put(page, block.rows, 0)
                if block.name == "requests":
                    page.write_formula(3, 3, "=150+4", None, "")

    report = read(load(book(fill), "a.xlsx"))
    assert report.sure_of("/requests/received/total") is Confidence.UNSURE
    assert report.sure_of("/disclosure/licensing/decisions") is Confidence.CERTAIN


def test_formulas_of_a_program_that_does_not_reckon_are_not_read() -> None:
    # xlsxwriter stores 0 for the result of every formula.
    def sums(out: Any, page: Any) -> None:
        for row in range(3, 28):
            page.write_formula(row, 9, f"=SUM(D{row + 1}:I{row + 1})")

    found = engine(select=("S", "T")).check_bytes(requests(sums), "a.xlsx")
    assert {f.confidence for f in found.findings} <= {Confidence.UNSURE}
    assert any("25 个公式没有存下计算结果" in why for _pointer, why in found.unread)


def test_formulas_that_were_reckoned_may_be_zero() -> None:
    def sums(out: Any, page: Any) -> None:
        page.write_formula(3, 9, "=SUM(D4:I4)", None, 309)
        page.write_formula(4, 9, "=SUM(D5:I5)")

    found = engine(select=("T",)).check_bytes(requests(sums), "a.xlsx")
    assert [(f.code, f.location.ref, f.confidence) for f in found.findings] == [
        ("T200", "J5", Confidence.CERTAIN)
    ]


def test_hidden_rows_and_columns_are_read_and_named() -> None:
    data = requests(lambda out, page: (page.set_row(5, None, None, {"hidden": True}), page.set_column(8, 8, 9, None, {"hidden": True})))  # fmt: skip
    report = read(load(data, "a.xlsx"))
    assert figures(report) == {name: GOOD[name] for name in TABLES}
    assert any("在隐藏的行或列里" in why for _pointer, why in report.unread)


def test_a_hidden_sheet_is_not_read_and_is_named_where_it_matters() -> None:
    def fill(made: Any) -> None:
        lists = made.add_worksheet("下拉选项")
        lists.write(0, 0, "是")
        lists.hide()
        for block in layout().blocks:
            if block.kind == "table":
                page = made.add_worksheet(block.name)
                put(page, block.rows, 0)
                if block.name == "remedies":
                    page.hide()

    report = read(load(book(fill), "a.xlsx"))
    assert "remedies" not in report.data
    assert [why for _p, why in report.unread if "隐藏" in why] == [
        "工作表「remedies」是隐藏的，里面的内容没有读，请取消隐藏后再检查"
    ]


def comments(data: bytes) -> list[Any]:
    found = engine(select=("W701",)).check_bytes(data, "a.xlsx").findings
    return [(f.message, f.location.sheet, f.location.ref, f.confidence) for f in found]


def test_a_comment_is_named_with_its_cell() -> None:
    def fill(out: Any, page: Any) -> None:
        page.write_comment("H4", "这个数再核一下", {"author": "张三"})
        page.write_comment("A1", "表头不要动")

    said = "文件里有2条批注（工作表「requests」 A1、工作表「requests」 H4），请删去批注后再发布"
    (found,) = comments(requests(fill))
    assert (found[0], found[1], found[3]) == (said, "requests", Confidence.CERTAIN)
    assert found[2] in ("A1", "H4")


def test_many_comments_are_one_finding() -> None:
    def fill(out: Any, page: Any) -> None:
        for row in range(4, 14):
            page.write_comment(row, 4, "核对")

    (found,) = comments(requests(fill))
    assert "10条批注" in found[0] and found[0].count("工作表") == 5 and "等）" in found[0]


def test_a_comment_on_a_hidden_sheet_is_in_the_file_too() -> None:
    def fill(out: Any, page: Any) -> None:
        lists = out.add_worksheet("下拉选项")
        lists.write_comment("B2", "内部用")
        lists.hide()

    (found,) = comments(requests(fill))
    assert "工作表「下拉选项」 B2" in found[0]


def test_a_thread_counts_by_its_comments_and_once() -> None:
    data = requests(
        lambda out, page: (page.write_comment("H4", "[线索批注]"), page.write_comment("I5", "旧批注"))
    )
    thread = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="H4" id="{1}"><text>对吗</text></threadedComment>'
        '<threadedComment ref="H4" id="{2}" parentId="{1}"><text>对</text></threadedComment></ThreadedComments>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/_rels/") and b"comments" in part:
                link = b'<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" Target="../threadedComments/threadedComment1.xml"/></Relationships>'
                part = part.replace(b"</Relationships>", link)
            new.writestr(name, part)
        new.writestr("xl/threadedComments/threadedComment1.xml", thread)
    (found,) = comments(out.getvalue())
    assert found[0].startswith("文件里有3条批注（工作表「requests」 I5、工作表「requests」 H4）")


def test_names_in_the_properties_are_seen() -> None:
    data = requests(lambda out, page: out.set_properties({"author": "李四", "title": "安澜县2020年年度报告"}))
    (found,) = engine(select=("W701",)).check_bytes(data, "a.xlsx").findings
    assert "个人姓名" in found.message and "李四" not in found.message
    assert read(load(data, "a.xlsx")).year is None


#: What offices write over their tables: the section's heading, or a number for the table itself.
OVER = {
    "sections": (
        "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况",
    ),
    "tables": ("表一 主动公开政府信息情况", "表二 收到和处理政府信息公开申请情况", "表三 行政复议、行政诉讼情况"),
}  # fmt: skip


def titled(over: str, sheets: bool, hide: str = "", only: tuple[str, ...] = TABLES) -> bytes:
    """The three tables with a title over each and notes, on sheets of their own or on one."""

    def fill(made: Any) -> None:
        page, top = made.add_worksheet("年报附表"), 2
        page.write(0, 0, "安澜县水务局2024年政府信息公开工作年度报告附表")
        for block in layout().blocks:
            if block.kind != "table" or block.name not in only:
                continue
            if sheets:
                page, top = made.add_worksheet(block.name), 0
            page.write(top, 0, OVER[over][TABLES.index(block.name)])
            page.write(top + 1, 0, "单位：件")
            top = put(page, block.rows, top + 2)
            page.write(top, 0, "注：本表数据截至2024年12月31日。")
            top += 2
            if block.name == hide:
                page.hide()

    return book(fill)


@pytest.mark.parametrize("over", OVER)
@pytest.mark.parametrize("sheets", [True, False])
def test_tables_under_their_titles_are_tables_alone(over: str, sheets: bool) -> None:
    found = engine().check_bytes(titled(over, sheets), "a.xlsx")
    assert (found.organ, found.year, found.findings) == ("安澜县水务局", 2024, [])
    assert found.outcome["N301"].state is State.NOT_CHECKED and "没有报告正文" in found.outcome["N301"].reason
    assert found.verdict is Verdict.INCOMPLETE


def test_a_workbook_with_prose_is_a_report_whole() -> None:
    def fill(made: Any) -> None:
        page = made.add_worksheet("年报")
        lines = ["安澜县水务局2024年政府信息公开工作年度报告", "一、总体情况", "全年主动公开政府信息120条。"]
        for row, line in enumerate([*lines, "二、主动公开政府信息情况"]):
            page.write(row, 0, line)
        put(page, next(b for b in layout().blocks if b.kind == "table").rows, len(lines) + 1)

    found = engine().check_bytes(book(fill), "a.xlsx")
    assert [(f.code, f.confidence) for f in found.findings if f.code == "N301"] == [
        ("N301", Confidence.CERTAIN)
    ]


def test_one_table_alone_is_a_piece_of_a_report() -> None:
    found = engine().check_bytes(titled("sections", False, only=("disclosure",)), "a.xlsx")
    assert {(f.code, f.confidence) for f in found.findings} == {("N307", Confidence.UNSURE)}


def test_what_is_missing_may_stand_on_a_hidden_sheet() -> None:
    def fill(made: Any) -> None:
        sections = (
            ("一、总体情况", "全年主动公开政府信息120条。"),
            ("五、存在的主要问题及改进情况", "公开形式单一。"),
            ("六、其他需要报告的事项", "无其他需要报告的事项。"),
        )
        for name, text in sections:
            page = made.add_worksheet(name)
            page.write(0, 0, text)
            if name.startswith("五"):
                page.hide()
        for block in layout().blocks:
            if block.kind == "table":
                put(made.add_worksheet(block.name), block.rows, 0)

    found = engine().check_bytes(book(fill), "a.xlsx")
    assert {f.code for f in found.findings} >= {"N301", "N305"}
    speaks = {f.code for f in found.findings if f.code[0] in "NS" and f.confidence is Confidence.CERTAIN}
    assert speaks <= {"N309"}  # the title is not there to be read, and that is said as ever
    assert "请取消隐藏后再检查" in "".join(why for _pointer, why in found.unread)
    assert found.verdict is Verdict.INCOMPLETE


def old(data: bytes, tmp_path: Path) -> bytes:
    """The workbook in its old form."""
    needs_libreoffice()
    from checker.loaders.office import libreoffice

    (tmp_path / "a.xlsx").write_bytes(data)
    subprocess.run(
        [str(libreoffice.program()), f"-env:UserInstallation={(tmp_path / 'p').as_uri()}", "--headless",
         "--convert-to", "xls:MS Excel 97", "a.xlsx"],
        cwd=tmp_path, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (tmp_path / "a.xls").read_bytes()


def test_what_an_old_workbook_keeps_from_the_eye_is_said_too(tmp_path: Path) -> None:
    def fill(out: Any, page: Any) -> None:
        page.write_formula(3, 3, "=1/0", None, "#DIV/0!")
        page.set_row(5, None, None, {"hidden": True})
        page.set_column(8, 8, 9, None, {"hidden": True})
        page.write_comment("H5", "再核")

    data = old(requests(fill), tmp_path)
    found = engine(select=("S101", "W701")).check_bytes(data, "a.xls")
    assert [(f.code, f.location.ref) for f in found.findings] == [("W701", "H5"), ("S101", "D4")]
    assert found.findings[1].location.quote == "#DIV/0!"
    assert any("在隐藏的行或列里" in why for _pointer, why in found.unread)


@given(data=st.data())
@settings(max_examples=200, deadline=None)
def test_a_damaged_old_workbook_tells_nothing(data: st.DataObject) -> None:
    from checker.loaders.ole import MAGIC
    from checker.loaders.workbook.biff import scan_old

    header = bytearray(MAGIC + bytes(504))
    header[30:32] = b"\x09\x00"
    body = bytes(header) + data.draw(st.binary(max_size=6000))
    assert scan_old(body) == {}


def test_an_old_workbook_is_read_too(tmp_path: Path) -> None:
    document = load(old(tables(), tmp_path), "a.et")
    assert document.kind == "xls"
    assert figures(read(document)) == {name: GOOD[name] for name in TABLES}


# --- files of strangers -----------------------------------------------------------------------------


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


SMALL = book(lambda made: made.add_worksheet("甲").write(0, 0, 1))
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    "row",
    [
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        b'<row r="1048576"><c r="A1048576"><v>1</v></c></row><row r="2"><c r="XFD2"><v>1</v></c></row>',
    ],
)
def test_two_cells_in_far_corners_take_no_memory(row: bytes) -> None:
    data = changed(SMALL, SHEET, lambda xml: xml.replace(b"</sheetData>", row + b"</sheetData>"))
    with pytest.raises(Unreadable, match="单元格数"):
        load(data, "a.xlsx")


def test_a_look_that_reaches_to_the_last_column_is_no_matter() -> None:
    styled = b'<row r="9"><c r="XFD9" s="0"/></row></sheetData>'
    document = load(changed(SMALL, SHEET, lambda xml: xml.replace(b"</sheetData>", styled)), "a.xlsx")
    assert [type(b) for b in document.blocks] == [Table]


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_a_bomb_is_refused(part: str) -> None:
    data = changed(tables(), part, lambda xml: xml + b" " * (40 << 20))
    with pytest.raises(Unreadable, match="过大"):
        load(data, "a.xlsx")


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml"])
@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml[: len(xml) // 2],
        lambda xml: b"",
        lambda xml: b"\0\1\2",
        lambda xml: re.sub(b"<(workbook|worksheet) ", b"<!DOCTYPE x [<!ENTITY a 'b'>]><\\1 ", xml),
    ],
)
def test_a_damaged_workbook_says_so(part: str, change: Callable[[bytes], bytes]) -> None:
    with pytest.raises(Unreadable) as caught:
        load(changed(SMALL, part, change), "a.xlsx")
    assert "xlsx" in caught.value.remedy and "Word" not in caught.value.remedy


def test_a_binary_workbook_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("xl/workbook.bin", b"\0\1")
    with pytest.raises(Unreadable, match="xlsb"):
        load(out.getvalue(), "a.xlsx")


def test_an_old_workbook_that_is_none() -> None:
    data = (EXAMPLES / "bad-2024.doc").read_bytes()
    name = "WordDocument".encode("utf-16-le")
    with pytest.raises(Unreadable):
        load(data.replace(name, "Workbook".encode("utf-16-le") + b"\0" * 8), "a.xls")


def test_without_the_library_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *a: None if name == "python_calamine" else whole(name, *a)
    )
    with pytest.raises(Unreadable) as caught:
        load(SMALL, "a.xlsx")
    assert workbook.INSTALL in caught.value.remedy.format(**caught.value.values)
