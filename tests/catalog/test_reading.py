"""Catalogues in every format: the same columns, every cell with its place, every bad cell named."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import support
from jsonschema import Draft202012Validator

from checker.catalog import read
from checker.catalog.beside import message
from checker.catalog.writing import written
from checker.model import Unreadable
from checker.model.catalog import Catalog

SUFFIXES = ("csv", "xlsx", "json", "yaml")
SCHEMA = json.loads((support.ROOT / "schemas" / "catalog.schema.json").read_text(encoding="utf-8"))


def example(name: str, suffix: str) -> Catalog:
    path = support.EXAMPLES / f"{name}.{suffix}"
    return read(path.read_bytes(), path.name)


def faults(catalog: Catalog) -> list[tuple[str, str]]:
    return [(fault.pointer, message(fault)) for fault in catalog.faults]


def csv(text: str, encoding: str = "utf-8") -> Catalog:
    return read(text.encode(encoding), "栏目.csv")


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", ["catalog-good", "catalog-bad"])
def test_every_format_holds_the_same_columns(name: str, suffix: str) -> None:
    made, wanted = example(name, suffix), example(name, "json")
    assert made.columns == wanted.columns
    assert [fault.pointer for fault in made.faults] == [fault.pointer for fault in wanted.faults]
    plain = {k: v for k, v in made.data.items() if k != "columns"}
    assert plain == {k: v for k, v in wanted.data.items() if k != "columns"}


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", ["catalog-good", "catalog-bad"])
def test_the_schema_objects_to_exactly_the_bad_cells(name: str, suffix: str) -> None:
    catalog = example(name, suffix)
    errors = Draft202012Validator(SCHEMA).iter_errors(catalog.data)
    refused = {"/" + "/".join(str(step) for step in error.absolute_path) for error in errors}
    assert refused == {fault.pointer for fault in catalog.faults}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_bad_cell_is_named_where_it_stands(suffix: str) -> None:
    catalog = example("catalog-bad", suffix)
    anchors = {fault.pointer: catalog.anchor(fault.pointer) for fault in catalog.faults}
    assert list(anchors) == ["/columns/9/last_updated", "/columns/10/period"]
    anchor = anchors["/columns/9/last_updated"]
    assert anchor.quote == "2024-13-45" and anchor.path == f"catalog-bad.{suffix}"
    places = {
        "csv": "第14行 第10字（最近更新）",
        "xlsx": "工作表「栏目清单」 D14（最近更新）",
        "json": "第16行 第57字（last_updated）",
        "yaml": "第53行 第17字（last_updated）",
    }
    assert str(anchor) == places[suffix]
    lines = (support.EXAMPLES / f"catalog-bad.{suffix}").read_bytes().split(b"\n")
    if anchor.line is not None:
        assert b"2024-13-45" in lines[anchor.line - 1]


@pytest.mark.parametrize(
    "head",
    [
        "栏目,最近更新,条数",
        "栏目名称,更新日期,信息条数",
        "column,last_updated,items",
        "Name,Last_Update,Count",
        "一级栏目,最后更新时间,数量",
        "条数,最近更新,栏目",
    ],
)
def test_headers_in_chinese_or_english_in_any_order(head: str) -> None:
    place = {"column": "政务动态", "last_updated": "2024-12-01", "items": "12"}
    order = ["items", "last_updated", "column"] if head.startswith("条数") else list(place)
    catalog = csv(f"{head}\n" + ",".join(place[key] for key in order))
    column = catalog.columns[0]
    assert (column.name, str(column.last_updated), column.items) == ("政务动态", "2024-12-01", 12)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str) -> None:
    catalog = csv("栏目,最近更新\n政务动态,2024-12-01\n", encoding)
    assert catalog.columns[0].name == "政务动态" and not catalog.faults


@pytest.mark.parametrize("mark", [",", "\t", ";", "，"])
def test_marks_between_cells(mark: str) -> None:
    catalog = csv(f"栏目{mark}最近更新\n政务动态{mark}2024-12-01\n")
    assert str(catalog.columns[0].last_updated) == "2024-12-01"


def test_lines_above_the_header_and_sums_below_the_table() -> None:
    text = "安澜县政府网站栏目清单,,\n采集日期：2025年1月10日,,\n栏目,最近更新,条数\n\n政务动态,2024-12-01,12\n,,\n合计,,12\n"
    catalog = csv(text)
    assert str(catalog.collected) == "2025-01-10" and not catalog.faults
    assert [column.name for column in catalog.columns] == ["政务动态"] and [
        str(place) for place in catalog.ignored
    ] == ["第7行"]
    assert catalog.anchor("/columns/0/items").line == 5


def test_a_quoted_cell_over_two_lines_keeps_the_lines_of_the_file() -> None:
    catalog = csv('栏目,备注,最近更新\n政务动态,"一\n二",2024-12-01\n通知公告,,2024-2-30\n')
    assert faults(catalog) == [
        ("/columns/1/last_updated", "「最近更新」填的是“2024-2-30”，2024 年 2 月没有 30 日")
    ]
    assert catalog.anchor("/columns/1/last_updated").line == 4
    assert catalog.columns[0].note == "一 二"


def test_a_cell_of_csv_is_found_at_its_very_character() -> None:
    text = (
        "\ufeff栏目;条数;备注;最近更新\r\n"
        '"甲""; 乙";x1;"一\r\n二; ""三""";2024-13-01\r\n'
        "丙;x2\r\n"
        '丁;"x3";;"x4"'
    )
    catalog = read(text.encode("utf-8"), "a.csv")
    said = {f.pointer: catalog.anchor(f.pointer) for f in catalog.faults}
    places = {pointer: (anchor.line, anchor.column) for pointer, anchor in said.items()}
    assert places == {
        "/columns/0/items": (2, 10),
        "/columns/0/last_updated": (3, 11),
        "/columns/1/items": (4, 3),
        "/columns/2/items": (5, 3),
        "/columns/2/last_updated": (5, 9),
    }
    lines = text.removeprefix("\ufeff").split("\r\n")
    for anchor in said.values():
        assert anchor.line is not None and anchor.column is not None
        assert lines[anchor.line - 1][anchor.column - 1 :].lstrip('"').startswith(anchor.quote)
    missing = catalog.anchor("/columns/1/last_updated")
    assert (missing.line, missing.column) == (4, len("丙;x2") + 1), "where the row ends"


def test_no_row_is_dropped() -> None:
    text = "栏目,最近更新,条数\n政务动态,2024-12-01,12,多出来的\n,2024-12-01,3\n政务动态,2024-12-02,5\n政务动态,2024-12-03,6\n"
    catalog = csv(text)
    assert len(catalog.columns) == 4
    said = faults(catalog)
    assert [pointer for pointer, _text in said] == ["/columns/0", "/columns/1/column", "/columns/3/column"]
    assert "多出来的" in said[0][1] and "没有写栏目的名称" in said[1][1]
    assert "已经写过一次（栏目.csv 第4行" in said[2][1] or "已经写过一次（第4行" in said[2][1]


CELLS = [
    ("最近更新", "2024年", "不是日期"),
    ("最近更新", "2024-12", "只有年月"),
    ("最近更新", "12-20", "没有写年份"),
    ("最近更新", "45646", "Excel 的日期序号"),
    ("最近更新", "1024-12-20", "年份不合情理"),
    ("条数", "-3", "不能是负数"),
    ("条数", "12.5", "应为整数"),
    ("条数", "约80", "不是数字"),
    ("条数", "无", "没有信息请填 0"),
    ("条数", "99999999999", "不合情理"),
    ("类别", "新鲜事", "没有这种类别"),
    ("更新周期", "逢年过节", "认不出的更新周期"),
    ("更新周期", "0天", "认不出的更新周期"),
    ("存疑", "什么", "存疑一列应写"),
    ("栏目", "长" * 201, "太长"),
]


@pytest.mark.parametrize(("header", "text", "says"), CELLS)
def test_a_cell_that_cannot_be_read(header: str, text: str, says: str) -> None:
    heads = ["栏目", "类别", "最近更新", "条数", "更新周期", "存疑"]
    row = {"栏目": "政务动态", "最近更新": "2024-12-01", **{header: text}}
    catalog = csv(",".join(heads) + "\n" + ",".join(row.get(head, "") for head in heads) + "\n")
    assert len(catalog.faults) == 1
    assert says in message(catalog.faults[0]) and catalog.anchor(catalog.faults[0].pointer).quote == text


READ = [
    ("2024/1/5", "2024-01-05"),
    ("2024.12.20", "2024-12-20"),
    ("2024年12月20日", "2024-12-20"),
    ("２０２４－１２－２０", "2024-12-20"),
    ("20241220", "2024-12-20"),
    ("2024-12-20 10:33:21", "2024-12-20"),
    ("2024-12-20T10:33:21+08:00", "2024-12-20"),
    ("[2024-12-20]", "2024-12-20"),
    ("'2024-12-20", "2024-12-20"),
    ("2024—12—20", "2024-12-20"),
    ("2024年12月20号", "2024-12-20"),
    ("2024-12-20 更新", "2024-12-20"),
    ("2024/12/20 上午10:33", "2024-12-20"),
    ("2024年12月20日星期五", "2024-12-20"),
    ("2024-12-20（周五）", "2024-12-20"),
    ("2024-12-20 周五 10:33", "2024-12-20"),
    ("/", "None"),
    ("暂无", "None"),
    ("", "None"),
]


@pytest.mark.parametrize(("text", "day"), READ)
def test_spellings_of_a_date(text: str, day: str) -> None:
    catalog = csv(f"栏目,最近更新\n政务动态,{text}\n")
    assert str(catalog.columns[0].last_updated) == day and not catalog.faults


@pytest.mark.parametrize(
    ("text", "count"), [("1,234", 1234), ("84条", 84), ("共84条", 84), ("８４", 84), ("0", 0), ("—", None)]
)
def test_spellings_of_a_count(text: str, count: int | None) -> None:
    catalog = csv(f'栏目,条数\n政务动态,"{text}"\n')
    assert catalog.columns[0].items == count and not catalog.faults


KINDS = [
    ("部门动态", "news"), ("通知公告", "notices"), ("行政规范性文件", "policy"), ("政策解读", "other"),
    ("人事任免", "personnel_planning"), ("机构职能", "organisation"), ("双公示", "other"), ("办事指南", "other"),
    ("新闻发布会", "other"), ("土地利用总体规划", "personnel_planning"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_a_blank_kind_is_taken_from_the_name(name: str, kind: str) -> None:
    column = csv(f"栏目,最近更新\n{name},2024-12-01\n").columns[0]
    assert (column.kind, column.inferred) == (kind, True)


@pytest.mark.parametrize("text", ["动态要闻", "news", "动态、要闻类", "News", "要闻"])
def test_spellings_of_a_kind(text: str) -> None:
    column = csv(f"栏目,类别\n某栏目,{text}\n").columns[0]
    assert (column.kind, column.inferred) == ("news", False)


NO_CATALOGS: list[tuple[str, bytes, str]] = [
    ("a.csv", b"", "空的"),
    ("a.csv", b"  \n \n", "没有内容"),
    ("a.csv", "甲,乙\n1,2\n".encode(), "没有栏目清单"),
    ("a.csv", "栏目\n政务动态\n".encode(), "没有栏目清单"),
    ("a.csv", "栏目,更新曰期\n政务动态,2024-12-01\n".encode(), "第一行是：栏目、更新曰期"),
    ("a.csv", bytes(range(256)) * 8, "二进制"),
    ("a.csv", bytes(5000), "不是栏目清单"),
    ("a.csv", b"\xd6\xd0\xff" * 4000 + b"\0", "不是栏目清单"),
    ("a.csv", b"\xd6\xff\x81" * 40, "CSV UTF-8"),
    ("a.csv", b"%PDF-1.7\n", "PDF"),
    ("a.csv", "<html><body>栏目</body></html>".encode(), "catalog scan|网页"),
    ("a.csv", '栏目,最近更新\n"政务动态,2024-12-01\n'.encode(), "引号不成对"),
    ("a.json", b"{", "不完整"),
    ("a.json", b"[1, 2]", "没有栏目清单"),
    ("a.json", b'{"columns": {}}', "没有栏目清单"),
    ("a.json", b"[" * 100_000, "嵌套"),
    ("a.yaml", b"a: [", "YAML"),
    ("a.yaml", b"a: &x [1]\nb: *x\n", "引用"),
    ("a.yaml", ("- column: 甲\n  column: 乙\n").encode(), "写了两次"),
    ("a.yaml", b"[" * 20_000, "嵌套|YAML"),
    ("a.xlsx", b"PK\x03\x04broken", "损坏"),
]


@pytest.mark.parametrize(("name", "data", "says"), NO_CATALOGS, ids=lambda v: str(v)[:20])
def test_what_is_no_catalogue_says_so(name: str, data: bytes, says: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(data, name)
    text = f"{caught.value}。{caught.value.remedy}"
    assert any(word in text for word in says.split("|")), text
    assert caught.value.remedy


def test_a_word_file_is_no_catalogue() -> None:
    path = support.EXAMPLES / "good-2024.docx"
    with pytest.raises(Unreadable, match="Word"):
        read(path.read_bytes(), path.name)


def workbook(**sheets: list[list[Any]]) -> bytes:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    book.close()
    return out.getvalue()


def test_a_spreadsheet_with_real_dates_and_the_catalogue_in_its_second_sheet() -> None:
    import datetime

    rows = [
        ["说明", "", ""],
        ["栏目", "最近更新", "条数"],
        ["政务动态", datetime.date(2024, 12, 1), 12.0],
        ["通知公告", 45646, 3],
    ]
    catalog = read(workbook(说明=[["见下表"]], 清单=rows), "a.xlsx")
    assert str(catalog.columns[0].last_updated) == "2024-12-01" and catalog.columns[0].items == 12
    assert str(catalog.anchor("/columns/1/last_updated")) == "工作表「清单」 B4（最近更新）"
    assert "日期序号" in message(catalog.faults[0])


def test_a_merged_parent_stands_for_all_of_its_rows() -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for at, row in enumerate(
        [["上级栏目", "栏目", "条数"], ["", "甲栏目", 1], ["", "乙栏目", 2], ["其他", "丙栏目", 3]]
    ):
        sheet.write_row(at, 0, row)
    sheet.merge_range(1, 0, 2, 0, "政务公开")
    book.close()
    assert [c.parent for c in read(out.getvalue(), "a.xlsx").columns] == ["政务公开", "政务公开", "其他"]


def test_a_cell_at_the_end_of_the_world_is_refused_before_it_is_read() -> None:
    data = workbook(清单=[["栏目", "最近更新"], ["政务动态", "2024-12-01"]])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                part = part.replace(
                    b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                )
            new.writestr(name, part)
    with pytest.raises(Unreadable, match="表格太大"):
        read(out.getvalue(), "a.xlsx")


def test_a_spreadsheet_that_inflates_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from checker.catalog import sheet_rows

    monkeypatch.setattr(sheet_rows, "_MAX_INFLATED", 1000)
    with pytest.raises(Unreadable, match="展开后太大"):
        read(workbook(清单=[["栏目", "最近更新"], ["政务动态", "2024-12-01"]]), "a.xlsx")


def test_without_the_extra_a_spreadsheet_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(Unreadable) as caught:
        read((support.EXAMPLES / "catalog-good.xlsx").read_bytes(), "a.xlsx")
    assert 'pip install ".[xlsx]"' in caught.value.remedy


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_written_reads_back_the_same(suffix: str, tmp_path: Path) -> None:
    data = {
        "kind": "catalog",
        "site": "=HYPERLINK(\"x\")",
        "collected": "2024-12-31",
        "columns": [
            {"column": "=1+1", "parent": "@上级", "kind": "news", "last_updated": "2024-12-01", "items": 3, "period": "none"},
            {"column": "-减,号\"引", "url": "https://x/?a=1&b=2", "items": 0, "unsure": ["last_updated", "items"], "note": "+1"},
            {"column": "普通", "period": "P2W", "items_this_year": 4, "last_updated_from": "https://x/1"},
        ],
    }  # fmt: skip
    raw = written(data, f"a.{suffix}")
    back = read(raw, f"a.{suffix}")
    assert not back.faults
    kept = [{k: v for k, v in row.items() if v not in (None, [])} for row in back.data["columns"]]
    assert kept == data["columns"]
    assert back.data["site"] == data["site"] and raw == written(data, f"a.{suffix}")


def test_no_cell_of_a_written_csv_is_a_formula() -> None:
    data = {"columns": [{"column": "=cmd|' /C calc'!A0", "note": "\t=1"}]}
    lines = written(data, "a.csv").decode("utf-8-sig").splitlines()
    assert lines[1].startswith("'=cmd")


def test_a_report_is_told_from_a_catalogue_and_the_other_way_round() -> None:
    for suffix in ("txt", "json", "md"):
        path = support.EXAMPLES / f"good-2024.{suffix}"
        with pytest.raises(Unreadable, match="像是年度报告"):
            read(path.read_bytes(), path.name)
    catalog = support.EXAMPLES / "catalog-good.csv"
    found = support.engine().check_bytes(catalog.read_bytes(), catalog.name).findings
    assert [f.code for f in found] == ["E003"] and "gouji catalog check" in found[0].message


def test_a_catalogue_without_a_row_is_none() -> None:
    with pytest.raises(Unreadable, match="一个栏目也没有"):
        read("栏目,最近更新,条数\n".encode(), "a.csv")


def test_braces_in_a_name_are_no_template() -> None:
    rows = "".join(f"要闻{n},动态要闻,2024-01-01,3\n" for n in range(4))
    data = f"栏目,类别,最近更新,条数\n{rows}" + "{要闻}动态,动态要闻,2024-01-01,3\n"
    result = support.engine((), "2024-12-31").check_catalog(data.encode(), "a.csv")
    veto = next(f for f in result.findings if f.code == "C503")
    assert "{要闻}动态" in [r.note for r in veto.related]


def test_what_nobody_looked_at_since_is_for_review() -> None:
    data = "采集日期,2024-10-01\n栏目,类别,最近更新,条数\n政务动态,动态要闻,2024-09-30,3\n"
    result = support.engine(("C501",), "2024-12-31").check_catalog(data.encode(), "a.csv")
    assert [(f.code, f.confidence.value) for f in result.findings] == [("C501", "unsure")]


def rezipped(data: bytes, part: str, change: Any) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


def test_a_formula_nobody_calculated_and_an_error_are_no_blanks() -> None:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("清单")
    sheet.write_row(0, 0, ["栏目", "最近更新", "条数"])
    sheet.write_row(1, 0, ["政务动态", "2024-12-30"])
    sheet.write_formula(1, 2, "=COUNTA(A:A)")
    sheet.write_formula(2, 0, '="通知公告"')
    sheet.write_formula(2, 1, "=NA()", None, "#N/A")
    sheet.write_formula(3, 0, '="政策文件"', None, "政策文件")
    sheet.write_formula(3, 2, "=1+1", None, 2)
    book.close()
    data = rezipped(
        out.getvalue(), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</f><v>0</v>", b"</f>")
    )
    catalog = read(data, "a.xlsx")
    said = dict(faults(catalog))
    assert list(said) == ["/columns/0/items", "/columns/1/column", "/columns/1/last_updated"]
    assert (
        "「条数」是公式，没有存下计算结果" in said["/columns/0/items"]
        and "#N/A" in said["/columns/1/last_updated"]
    )
    assert (catalog.columns[2].name, catalog.columns[2].items) == ("政策文件", 2)


def test_what_stands_under_no_header_is_said() -> None:
    assert csv("栏目,最近更新,,\n政务动态,2024-12-01,,\n").unknown == []
    assert csv("栏目,最近更新,,\n政务动态,2024-12-01,,x\n").unknown == ["第 4 列（没有表头）"]


def test_a_table_in_markdown_and_headers_over_two_lines() -> None:
    catalog = read("| 栏目 | 最近更新 |\n| --- | :-: |\n| 政务动态 | 2024-12-30 |\n".encode(), "-")
    assert [c.name for c in catalog.columns] == ["政务动态"] and not catalog.faults
    catalog = csv('栏目,"最近更新\n时间"\n政务动态,2024-12-01\n')
    assert catalog.headers["last_updated"] == "最近更新 时间"


def test_a_list_by_levels_names_the_deepest_and_goes_on_where_it_is_blank() -> None:
    text = (
        "一级栏目,二级栏目,三级栏目,最近更新\n"
        "政务公开,,,2024-12-30\n"
        ",通知公告,,2024-12-30\n"
        ",,公示,2024-12-30\n"
        ",政策文件,本级文件,2024-12-30\n"
        "政务动态,,,2024-12-30\n"
        ",部门动态,,2024-12-30\n"
        ",,,2024-12-30\n"
    )
    catalog = csv(text)
    assert [column.full_name for column in catalog.columns] == [
        "政务公开", "政务公开 › 通知公告", "通知公告 › 公示", "政策文件 › 本级文件", "政务动态", "政务动态 › 部门动态", "",
    ]  # fmt: skip
    assert [fault.pointer for fault in catalog.faults] == ["/columns/6/column"] and catalog.unknown == []
    anchor = catalog.anchor("/columns/2/column")
    assert (anchor.line, anchor.column, anchor.label, anchor.quote) == (4, 3, "三级栏目", "公示")


def test_a_name_beside_levels_is_the_name() -> None:
    catalog = csv("一级栏目,二级栏目,栏目名称,最近更新\n政务公开,甲,通知公告,2024-12-30\n")
    assert catalog.columns[0].full_name == "政务公开 › 通知公告" and catalog.doubled == [
        ("二级栏目", "栏目名称")
    ]


def test_nobody_is_sent_to_word_with_a_catalogue() -> None:
    for data in (
        b"PK\x03\x04broken",
        b"\x89PNG\r\n",
        b"Rar!\x1a\x07",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600,
    ):
        with pytest.raises(Unreadable) as caught:
            read(data, "a.xlsx")
        assert "docx" not in caught.value.remedy and caught.value.why


def test_one_header_merged_over_two_columns_of_names() -> None:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("清单")
    sheet.merge_range(0, 0, 0, 2, "安澜县政府网站栏目清单")
    sheet.merge_range(1, 0, 1, 1, "栏目名称")
    sheet.write(1, 2, "最近更新")
    sheet.merge_range(2, 0, 3, 0, "政务公开")
    for row, name in enumerate(("通知公告", "政策文件"), 2):
        sheet.write_row(row, 1, [name, "2024-12-30"])
    sheet.merge_range(4, 0, 4, 1, "政务动态")
    sheet.write(4, 2, "2024-12-29")
    book.close()
    catalog = read(out.getvalue(), "a.xlsx")
    assert [c.full_name for c in catalog.columns] == [
        "政务公开 › 通知公告",
        "政务公开 › 政策文件",
        "政务动态",
    ]
    assert not catalog.faults and catalog.unknown == []
