"""Plain text: a paragraph a line, and tables in each way a table is written as text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.loaders.text import load, load_text
from checker.model import Document, Paragraph, Span, Table

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"


def read(text: str) -> Document:
    return load_text(text, "a.txt")


def shape(text: str) -> list[object]:
    """Paragraphs as their text, tables as rows of texts."""
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in read(text).blocks
    ]


def table(text: str) -> list[list[str]]:
    (block,) = (block for block in read(text).blocks if isinstance(block, Table))
    return [[cell.text for cell in row] for row in block.rows]


# --- paragraphs ----------------------------------------------------------------------------------


def test_a_paragraph_a_line_with_its_indent_stripped() -> None:
    document = read("　　第一段。\n\n    第二段。  \r\n第三段。\r第四段。")
    assert [(p.text, p.anchor.line, p.anchor.column, p.lines) for _, p in document.paragraphs()] == [
        ("第一段。", 1, 3, ((0, 1, 3),)),
        ("第二段。", 3, 5, ((0, 3, 5),)),
        ("第三段。", 4, 1, ((0, 4, 1),)),
        ("第四段。", 5, 1, ((0, 5, 1),)),
    ]
    assert [p.anchor.paragraph for _, p in document.paragraphs()] == [1, 2, 3, 4]


def test_a_form_feed_or_line_separator_parts_paragraphs_of_one_line() -> None:
    document = read("一页\f二页\u2028三页\n四页")
    assert [(p.text, p.anchor.line, p.anchor.column) for _, p in document.paragraphs()] == [
        ("一页", 1, 1),
        ("二页", 1, 4),
        ("三页", 1, 7),
        ("四页", 2, 1),
    ]


def test_a_span_is_located_by_line_and_column() -> None:
    document = read("\n  截止2024年。")
    anchor = document.locate(Span(0, 2, 6))
    assert (anchor.line, anchor.column, anchor.quote) == (2, 5, "2024")


@pytest.mark.parametrize(
    "text",
    [
        "\t根据条例规定，现公布本机关年度报告。\n\t一、总体情况\n\t全年公开信息10条。\n",
        "\t第一段。\n\t\n\t第二段。\n\t\n\t第三段。\n",
        "\t\t根据条例规定，公布年报。\n\t\t特此报告。\n",
        "    行政许可和行政处罚\n    都已公开。\n",
        "联系电话：\t0451-8888888\n",
        "首页 | 政务公开 | 年报\n",
        "办公室|综合科\n人事科|财务科\n",
        "---\n说明\n---\n",
        "编号1   共2   页3\n",
    ],
)
def test_what_is_only_indented_or_spaced_is_prose(text: str) -> None:
    assert not any(isinstance(block, Table) for block in read(text).blocks)
    assert "".join("".join(p.text for _, p in read(text).paragraphs()).split()) == "".join(text.split())


def test_an_automatic_number_and_its_tab() -> None:
    document = read("一、\t总体情况\n1.\t全年公开10条。\n")
    first, second = (p for _, p in document.paragraphs())
    assert (first.text, first.lines) == ("一、总体情况", ((0, 1, 1), (2, 1, 4)))
    assert second.text == "1.全年公开10条。"
    assert document.locate(Span(0, 2, 4)).column == 4


def test_page_numbers_of_an_export_are_left_out_and_counted() -> None:
    document = read("甲。\n— 1 —\n乙。\n- 2 -\n-3-5\n")
    assert [p.text for _, p in document.paragraphs()] == ["甲。", "乙。", "-3-5"]
    assert document.metadata["page_numbers"] == 2


# --- a cell a line behind a TAB ------------------------------------------------------------------

SERIAL = """二、主动公开政府信息情况
\t第二十条第（一）项

\t信息内容
\t本年新
制作数量
\t本年新
公开数量
\t对外公开总数量

\t规章
\t0
\t
\t/

\t规范性文件
\t2
（含修订1件）
\t2
\t`12


三、收到和处理政府信息公开申请情况
\t（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）
\t申请人情况

\t
\t自然人
\t总计

\t一、本年新收政府信息公开申请数量
\t1
\t1
四、政府信息公开行政复议、行政诉讼情况
无。
"""


def test_a_cell_a_line_behind_a_tab() -> None:
    assert shape(SERIAL) == [
        "二、主动公开政府信息情况",
        [
            ["第二十条第（一）项"],
            ["信息内容", "本年新\n制作数量", "本年新\n公开数量", "对外公开总数量"],
            ["规章", "0", "", "/"],
            ["规范性文件", "2\n（含修订1件）", "2", "`12"],
        ],
        "三、收到和处理政府信息公开申请情况",
        [
            ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况"],
            ["", "自然人", "总计"],
            ["一、本年新收政府信息公开申请数量", "1", "1"],
        ],
        "四、政府信息公开行政复议、行政诉讼情况",
        "无。",
    ]


def test_cells_stand_where_they_stand() -> None:
    blocks = [block for block in read(SERIAL).blocks if isinstance(block, Table)]
    bad = blocks[0].rows[3][3]
    assert (bad.anchor.line, bad.anchor.column, bad.anchor.table, bad.anchor.row, bad.anchor.cell) == (
        20,
        2,
        1,
        4,
        4,
    )
    assert bad.anchor.quote == "`12"
    assert (blocks[0].rows[2][2].text, blocks[0].rows[2][2].anchor.line) == ("", 13)
    assert blocks[1].rows[0][0].anchor.table == 2
    assert blocks[1].anchor.line == 24


def test_a_table_in_a_text_whose_prose_is_indented_by_tabs() -> None:
    text = (
        "\t一、总体情况\n\t全年公开信息10条，已全部发布。\n\t二、主动公开政府信息情况\n\t第二十条第（一）项\n\n"
        "\t信息内容\n\t本年制发件数\n\n\t规章\n\t0\n\n\t三、收到和处理政府信息公开申请情况\n\t本年度未收到申请。\n"
    )
    assert shape(text) == [
        "一、总体情况",
        "全年公开信息10条，已全部发布。",
        "二、主动公开政府信息情况",
        [["第二十条第（一）项"], ["信息内容", "本年制发件数"], ["规章", "0"]],
        "三、收到和处理政府信息公开申请情况",
        "本年度未收到申请。",
    ]


def test_a_mistyped_label_does_not_part_the_table() -> None:
    text = "\t三、本年度办里结果\n\t（一）予以公开\n\t0\n\t0\n\n\t\n\t（五）不予处里\n\t1.信访举报投诉类申请\n\t0\n\t0\n"
    assert table(text) == [
        ["三、本年度办里结果", "（一）予以公开", "0", "0"],
        ["", "（五）不予处里", "1.信访举报投诉类申请", "0", "0"],
    ]


def test_a_table_without_blank_lines_between_its_rows_says_that_it_is_in_doubt() -> None:
    document = read("\t规章\n" + "\t0\n\t行政许可\n" * 20)
    assert document.metadata["doubts"] == {0: "行与行之间没有空行，分不清各行"}


# --- rows with TABs ------------------------------------------------------------------------------


def test_rows_with_tabs_between_cells() -> None:
    text = "第二十条第（一）项\n信息内容\t本年制发件数\t现行有效件数\n规章\t0\t\n规范性文件\t 2 \t—\n\n下一段。\n"
    assert shape(text) == [
        [
            ["第二十条第（一）项"],
            ["信息内容", "本年制发件数", "现行有效件数"],
            ["规章", "0", ""],
            ["规范性文件", "2", "—"],
        ],
        "下一段。",
    ]
    cell = next(b for b in read(text).blocks if isinstance(b, Table)).rows[3][1]
    assert (cell.anchor.line, cell.anchor.column, cell.anchor.row, cell.anchor.cell) == (4, 8, 4, 2)


def test_rows_pasted_from_a_spreadsheet() -> None:
    text = '信息内容\t"本年新\n制作数量"\t本年新公开数量\n规章\t1\t2\n行政许可\t3\t4\n'
    assert table(text) == [
        ["信息内容", "本年新\n制作数量", "本年新公开数量"],
        ["规章", "1", "2"],
        ["行政许可", "3", "4"],
    ]
    assert [
        row[0].anchor.line for row in next(b for b in read(text).blocks if isinstance(b, Table)).rows
    ] == [1, 3, 4]


def test_a_tab_before_every_row_is_an_indent() -> None:
    assert table("\t规章\t0\t1\n\t行政许可\t2\t3\n") == [["规章", "0", "1"], ["行政许可", "2", "3"]]


# --- bars ----------------------------------------------------------------------------------------


def test_rows_with_bars_padded_to_the_same_width() -> None:
    text = (
        "第二十条第(一)项  | |||\n信息内容  | 本年新制作数量  | 本年新公开数量  | 对外公开总数量  | \n规章  | 0  | 0  |   | \n"
        "第二十条第(八)项  | |||\n信息内容  | 上一年项目数量  | 本年增/减  | |\n行政事业性收费  | 0  |  | |\n"
    )
    assert table(text) == [
        ["第二十条第(一)项"],
        ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"],
        ["规章", "0", "0", ""],
        ["第二十条第(八)项"],
        ["信息内容", "上一年项目数量", "本年增/减"],
        ["行政事业性收费", "0", ""],
    ]


def test_padding_of_the_wide_table_goes_and_its_blank_figures_stay() -> None:
    text = (
        "自然人 | 法人或其他组织 | 总计 ||||||||\n商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 ||||||\n"
        "一、本年新收政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |||\n"
        "三、本年度办理结果 | (一)予以公开 | 1 | 0 | 0 | 0 | 0 | 0 |  ||\n"
    )
    rows = table(text)
    assert [len(row) for row in rows] == [3, 5, 8, 9]
    assert rows[3][2:] == ["1", "0", "0", "0", "0", "0", ""]


def test_a_column_left_blank_in_every_row_is_not_taken_for_padding() -> None:
    text = "某表 | 甲 | 乙 | 丙 |\n行政许可 | 1 | 2 |  |\n行政处罚 | 3 | 4 |  |\n"
    assert [len(row) for row in table(text)] == [4, 4, 4]


def test_a_wide_label_and_a_blank_total_are_not_taken_for_padding() -> None:
    rows = table("行政许可 |  | 1 | 0 | 0 | 0 | 0 | 1 |  |\n行政处罚 |  | 2 | 0 | 0 | 0 | 0 | 2 |  |\n")
    assert [len(row) for row in rows] == [9, 9]


def test_a_cell_a_line_with_bars() -> None:
    text = (
        "第二十条第(一)项 |\n||||\n信息内容 |\n本年新 制作数量 |\n|\n规章 |\n0 |\n|\n规范性文件 |\n3 |\n|\n"
    )
    assert table(text) == [
        ["第二十条第(一)项"],
        ["信息内容", "本年新 制作数量"],
        ["规章", "0"],
        ["规范性文件", "3"],
    ]


def test_a_blank_cell_among_cells_a_line_is_doubted() -> None:
    document = read(
        "信息内容 |\n本年制发件数 |\n现行有效件数 |\n|\n规章 |\n|\n5 |\n|\n行政许可 |\n1 |\n|\n2 |\n|\n"
    )
    assert list(document.metadata["doubts"]) == [0]


@pytest.mark.parametrize(
    "text",
    [
        "| 信息内容 | 本年制发件数 |\n|---|---|\n| 规章 | 0 |\n| 行政许可 | 5 |\n",
        "+------+----+\n| 信息内容 | 本年制发件数 |\n+------+----+\n| 规章 | 0 |\n+------+----+\n| 行政许可 | 5 |\n+---+---+\n",
        "┌──┬──┐\n│信息内容│本年制发│\n│        │件数    │\n├──┼──┤\n│规章│0│\n├──┼──┤\n│行政许可│5│\n└──┴──┘\n",
        "信息内容｜本年制发件数\n规章｜0\n行政许可｜5\n",
        "信息内容 | 本年制发件数 |\n\n规章 | 0 |\n\n行政许可 | 5 |\n",
    ],
)
def test_bars_in_every_dress(text: str) -> None:
    rows = [[cell.replace("\n", "") for cell in row] for row in table(text)]
    assert rows == [["信息内容", "本年制发件数"], ["规章", "0"], ["行政许可", "5"]]


def test_two_blank_lines_end_a_table() -> None:
    text = "规章 | 0 |\n行政许可 | 5 |\n\n\n行政处罚 | 0 |\n行政强制 | 5 |\n"
    assert len(read(text).blocks) == 2


# --- rows aligned by spaces ----------------------------------------------------------------------


def test_rows_that_begin_with_a_label_of_the_form() -> None:
    text = "第二十条第（一）项\n信息内容    本年制发件数   现行有效件数\n规章          0       1\n行政规范性文件 2 3\n说明：无。\n"
    assert shape(text) == [
        [
            ["第二十条第（一）项"],
            ["信息内容", "本年制发件数", "现行有效件数"],
            ["规章", "0", "1"],
            ["行政规范性文件", "2", "3"],
        ],
        "说明：无。",
    ]


# --- properties ----------------------------------------------------------------------------------

LABELS = st.sampled_from(["规章", "规范性文件", "行政许可", "（一）予以公开", "2.重复申请", "（七）总计"])
VALUES = st.sampled_from(
    ["0", "12", "", "/", "—", "无", "-3", "增加5", "251000元", "22（其中修订16件）", "1,234"]
)
ROWS = st.lists(
    st.tuples(LABELS, st.lists(VALUES, min_size=3, max_size=3).filter(lambda v: v[-1] != "")),
    min_size=2,
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(
    ROWS, st.sampled_from(["cell", "tab", "bars", "framed", "drawn"]), st.sampled_from(["\n", "\r\n", "\r"])
)
def test_any_table_comes_back_from_any_form(rows: list[tuple[str, list[str]]], form: str, end: str) -> None:
    wanted = [[label, *values] for label, values in rows]
    lines: list[str] = ["上文。"]
    for row in wanted:
        if form == "cell":
            lines += [f"\t{cell}" for cell in row] + [""]
        elif form == "tab":
            lines.append("\t".join(row))
        elif form == "bars":
            lines.append(" | ".join(row) + " |")
        else:
            lines.append("| " + " | ".join(row) + " |")
            if form == "drawn":
                lines.append("|" + "---|" * len(row))
    blocks = read(end.join([*lines, "", "", "下文。"])).blocks
    assert [type(block) for block in blocks] == [Paragraph, Table, Paragraph]
    made = blocks[1]
    assert isinstance(made, Table)
    assert [[cell.text for cell in row] for row in made.rows] == wanted
    for r, row in enumerate(made.rows, 1):
        for c, cell in enumerate(row, 1):
            assert (cell.anchor.table, cell.anchor.row, cell.anchor.cell) == (1, r, c)
            if cell.text:
                assert lines[(cell.anchor.line or 0) - 1][(cell.anchor.column or 0) - 1 :].startswith(
                    cell.text
                )


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("一二规章0 5|\t\n\r（）。、-—│\u3000\f"), max_size=120))
def test_no_character_of_a_text_is_lost_or_invented(text: str) -> None:
    document = read(text)
    shown = "".join(
        block.text
        if isinstance(block, Paragraph)
        else "".join(cell.text for row in block.rows for cell in row)
        for block in document.blocks
    )
    kept = [c for c in text if c in "一二规章05。"]
    found = [c for c in shown if c in "一二规章05。"]
    pages = document.metadata.get("page_numbers", 0)
    assert found == kept if not pages else len(found) <= len(kept)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for _, paragraph in document.paragraphs():
        for offset, line, column in paragraph.lines:
            assert lines[line - 1][column - 1] == paragraph.text[offset]


# --- real reports --------------------------------------------------------------------------------


def _numbers(node: object) -> list[str]:
    if isinstance(node, dict):
        return [n for key, value in node.items() if key not in ("organ", "year") for n in _numbers(value)]
    return ["" if node is None else str(node)]


def test_every_figure_of_the_seed_report_stands_in_its_own_row() -> None:
    path = CORPUS / "xiacheng_civil_affairs_2020.txt"
    if not path.exists():
        pytest.skip("the shared corpus is not here")
    document = load(path.read_bytes(), str(path))
    tables = [block for block in document.blocks if isinstance(block, Table)]
    truth = json.loads((CORPUS / "truth" / "xiacheng_civil_affairs_2020.json").read_text("utf-8"))
    assert [len(t.rows) for t in tables] == [18, 26, 4]
    data = [row for row in tables[0].rows if row[-1].text[-1:].isdigit()]
    assert [cell.text for row in data for cell in row[1:]] == _numbers(truth["disclosure"])
    assert [[c.text for c in row[-7:]] for row in tables[1].rows[3:]] == [["0"] * 7] * 23
    assert [cell.text for cell in tables[2].rows[3]] == _numbers(truth["remedies"])
    broken = data[-1][-1]
    assert (broken.text, broken.anchor.line, broken.anchor.column) == ("`56700", 88, 2)


def test_figures_of_excerpts_with_bars() -> None:
    path = CORPUS / "excerpts" / "wendeng_housing_2019.txt"
    if not path.exists():
        pytest.skip("the shared corpus is not here")
    tables = [b for b in load(path.read_bytes(), str(path)).blocks if isinstance(b, Table)]
    rows = {row[0].text: [cell.text for cell in row[1:]] for table in tables for row in table.rows}
    assert rows["行政许可"] == ["716", "-417", "298"]
    assert rows["政府集中采购"] == ["0", "0"]
    assert rows["一、本年新收政府信息公开申请数量"] == ["2", "0", "0", "0", "0", "0", "2"]


@pytest.mark.parametrize("name", ["county_civil_affairs_2023_oldform.mirror", "longgang_district_dept_2024"])
def test_excerpts_give_rows_whose_figures_end_them(name: str) -> None:
    path = CORPUS / "excerpts" / f"{name}.txt"
    if not path.exists():
        pytest.skip("the shared corpus is not here")
    document = load(path.read_bytes(), str(path))
    rows = {
        row[0].text: [c.text for c in row[1:]]
        for b in document.blocks
        if isinstance(b, Table)
        for row in b.rows
    }
    assert rows["规章"] == ["0", "0", "0"]
    assert "doubts" not in document.metadata
