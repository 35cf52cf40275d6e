"""Markdown: what a reader of the rendered page sees, at its place in the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checker.loaders.markdown import load, load_text
from checker.model import Document, Paragraph, Span, Table

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"


def read(text: str) -> Document:
    return load_text(text, "a.md")


def texts(text: str) -> list[str]:
    return [p.text for _, p in read(text).paragraphs()]


def table(text: str) -> list[list[str]]:
    (block,) = (block for block in read(text).blocks if isinstance(block, Table))
    return [[cell.text for cell in row] for row in block.rows]


def at(text: str, words: str) -> tuple[int | None, int | None]:
    """The line and column where a document says that these words stand."""
    document = read(text)
    for index, paragraph in document.paragraphs():
        start = paragraph.text.find(words)
        if start >= 0:
            anchor = document.locate(Span(index, start, start + len(words)))
            return anchor.line, anchor.column
    raise AssertionError(f"{words} is not there")


def test_headings() -> None:
    text = (
        "# 某局2024年年度报告 #\n\n一级\n===\n\n## 二、主动公开\n### **三级**\n#四级\n####### 七\n#1 号文\n"
    )
    assert [(p.text, p.heading, p.anchor.line, p.anchor.column) for _, p in read(text).paragraphs()] == [
        ("某局2024年年度报告", 1, 1, 3),
        ("一级", 1, 3, 1),
        ("二、主动公开", 2, 6, 4),
        ("三级", 3, 7, 7),
        ("四级", 1, 8, 2),
        ("####### 七#1 号文", None, 9, 1),
    ]


def test_wrapped_lines_are_one_paragraph_without_spaces_between_han() -> None:
    text = "全年主动公开\n政府信息 12\n条，word\nwrap。\n\n下一段。\n"
    assert texts(text) == ["全年主动公开政府信息 12条，word wrap。", "下一段。"]
    assert at(text, "12") == (2, 6)
    assert at(text, "条") == (3, 1)
    assert at(text, "wrap") == (4, 1)


def test_headings_of_the_form_need_no_blank_line() -> None:
    text = "某局2024年政府信息公开\n工作年度报告\n根据条例编制本报告。\n一、总体情况\n全年公开10条。\n（一）主动公开情况\n公开了5条，\n另有5条。\n"
    assert texts(text) == [
        "某局2024年政府信息公开工作年度报告",
        "根据条例编制本报告。",
        "一、总体情况",
        "全年公开10条。",
        "（一）主动公开情况",
        "公开了5条，另有5条。",
    ]


def test_a_wrapped_line_that_begins_with_a_number_does_not_begin_a_paragraph() -> None:
    assert texts("报告分为\n一、二两类，均已\n3.5万元公开。\n") == ["报告分为一、二两类，均已3.5万元公开。"]


def test_emphasis_goes_and_places_stay() -> None:
    text = "**重点：**全年*公开* __10__ 条，~~删去~~[链接](http://a.cn)。\n"
    assert texts(text) == ["重点：全年公开 10 条，链接。"]
    assert at(text, "重点") == (1, 3)
    assert at(text, "全年") == (1, 8)
    assert at(text, "10") == (1, 17)
    assert at(text, "链接") == (1, 31)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("[bookmark: _GoBack]局领导带头", "[bookmark: _GoBack]局领导带头"),
        ("总金额`56700", "总金额`56700"),
        ("7*24小时、5*8小时", "7*24小时、5*8小时"),
        ("a_b_c 与 snake_case", "a_b_c 与 snake_case"),
        (r"\*不是强调\* 1\. 其他", "*不是强调* 1. 其他"),
        ("`a*b*`后", "a*b*后"),
        ("&lt;通知&gt;", "<通知>"),
        ('<span style="color:red">12</span>3件', "123件"),
        ("公开率 < 5 且 > 3", "公开率 < 5 且 > 3"),
        ("文<!-- 注 -->字", "文字"),
        ("** 不成对", "** 不成对"),
        ("没有<!-- 结束的注释", "没有<!-- 结束的注释"),
    ],
)
def test_marks_and_what_only_looks_like_one(raw: str, shown: str) -> None:
    assert texts(raw + "\n") == [shown]


def test_indented_chinese_is_prose() -> None:
    text = "    根据条例编制。\n\n　　第二段。\n\n\t第三段。\n"
    assert [(p.text, p.anchor.line, p.anchor.column) for _, p in read(text).paragraphs()] == [
        ("根据条例编制。", 1, 5),
        ("第二段。", 3, 3),
        ("第三段。", 5, 2),
    ]


def test_lists_quotations_breaks_and_comments() -> None:
    text = (
        "- 甲\n- 乙\n  续乙\n1. 丙\n2. 丁\n\n> 引文一\n> 引文二\n\n行一  \n行二\\\n行三<br>\n行四\n\n"
        "<!-- 编者：\n\n不显示 -->\n***\n上\n<!-- 整行 -->\n下\n```\n代码 **x**\n\n```\n"
    )
    assert texts(text) == [
        "甲", "乙续乙", "1. 丙", "2. 丁", "引文一引文二", "行一", "行二", "行三", "行四", "上下", "代码 **x**",
    ]  # fmt: skip
    assert at(text, "甲") == (1, 3)
    assert at(text, "引文二") == (8, 3)


def test_front_matter_gives_the_title_and_no_paragraph() -> None:
    document = read("---\ntitle: 年报\ndate: 2025-01-01\n---\n正文。\n")
    assert document.metadata["title"] == "年报"
    assert [p.text for _, p in document.paragraphs()] == ["正文。"]
    assert texts("---\n不是设置\n") == ["不是设置"]


def test_a_rule_under_a_sentence_makes_no_heading() -> None:
    document = read("全年公开信息10条。\n---\n标题\n---\n")
    assert [(p.text, p.heading) for _, p in document.paragraphs()] == [
        ("全年公开信息10条。", None),
        ("标题", 2),
    ]


def test_pictures_are_counted_where_they_stand() -> None:
    document = read("表格如下：\n\n![表](a.png)\n\n后文。\n")
    assert document.metadata == {"pictures": 1, "picture_blocks": [1]}
    assert [p.text for _, p in document.paragraphs()] == ["表格如下：", "后文。"]


def test_a_table_with_all_that_a_cell_may_hold() -> None:
    text = (
        "前文\n| 信息内容 | 本年**制发**件数 | 备注 |\n|:--|--:|---|\n| 规章 | 0 | a\\|b |\n| 行政<br>许可 | `56700 | |\n"
        "| `码` | **12** | [链](x) |\n\n后文\n"
    )
    assert table(text) == [
        ["信息内容", "本年制发件数", "备注"],
        ["规章", "0", "a|b"],
        ["行政\n许可", "`56700", ""],
        ["码", "12", "链"],
    ]
    assert texts(text) == ["前文", "后文"]
    cell = next(b for b in read(text).blocks if isinstance(b, Table)).rows[3][1]
    assert (cell.anchor.line, cell.anchor.column, cell.anchor.row, cell.anchor.cell) == (6, 11, 4, 2)


def test_repeated_and_empty_label_cells_stay() -> None:
    text = (
        "| | | 自然人 | 总计 |\n|---|---|---|---|\n| 三、本年度办理结果 | （一）予以公开 | 1 | 1 |\n"
        "| 三、本年度办理结果 | （二）部分公开 | 0 |  |\n| | （七）总计 | 1 | 1 |\n"
    )
    assert table(text)[2] == ["三、本年度办理结果", "（二）部分公开", "0", ""]
    assert table(text)[3] == ["", "（七）总计", "1", "1"]


def test_a_table_without_outer_bars_or_without_a_delimiter_row() -> None:
    assert table("信息内容 | 件数\n--- | ---\n规章 | 0\n\n后") == [["信息内容", "件数"], ["规章", "0"]]
    assert table("| 信息内容 | 件数 |\n| 规章 | 0 |\n") == [["信息内容", "件数"], ["规章", "0"]]


def test_an_html_table_inside_keeps_its_spans_and_places() -> None:
    text = "前\n\n<table>\n<tr><td rowspan=2>甲</td><td>1</td></tr>\n<tr><td><p>2</p></td></tr>\n</table>\n\n后\n"
    (block,) = (b for b in read(text).blocks if isinstance(b, Table))
    assert [[(c.text, c.row_span, c.anchor.line, c.anchor.column) for c in row] for row in block.rows] == [
        [("甲", 2, 4, 19), ("1", 1, 4, 29)],
        [("2", 1, 5, 9)],
    ]
    assert texts(text) == ["前", "后"]


CELL = st.sampled_from(
    ["0", "12", "", "/", "规章", "a|b", "x\\y", "`5", "*", "1*2", "（一）予以公开", "251000元", "_x", "[a]"]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(CELL, min_size=3, max_size=3).filter(lambda r: r[-1] != ""), min_size=1, max_size=6))
def test_any_table_comes_back(rows: list[list[str]]) -> None:
    def cell(text: str) -> str:
        return "".join("\\" + c if c in "\\`*_|[]" else c for c in text)

    lines = ["| " + " | ".join(cell(c) for c in row) + " |" for row in rows]
    lines.insert(1, "|---|---|---|")
    assert table("\n".join(lines)) == rows


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("一二。#*_`|->\\ \n1.[]<&;x~"), max_size=80))
@example("&#1;1")
def test_every_place_points_at_its_character(text: str) -> None:
    document = read(text)
    lines = text.split("\n")
    for _, paragraph in document.paragraphs():
        assert paragraph.text == paragraph.text.strip(" ")
        for offset, line, column in paragraph.lines:
            # A joint between two lines stands where the first one ends.
            assert (lines[line - 1] + " ")[column - 1] == paragraph.text[offset]
    han = [c for c in text if c in "一二。"]
    shown = "".join(
        b.text if isinstance(b, Paragraph) else "".join(c.text for row in b.rows for c in row)
        for b in document.blocks
    )
    if not any(mark in text for mark in ("<", "](", "```", "~~~")):
        assert [c for c in shown if c in "一二。"] == han


@pytest.mark.parametrize(
    "text",
    ["**a " * 50_000, "`" * 7 + "` " * 50_000, "x" + " " * 100_000 + "y\n", "# x" + " " * 100_000 + "y\n", "[" * 100_000,
     "|" + "--" + " " * 50_000 + "x\n|a|b|\n", "> " * 50_000 + "x\n", "<!--" * 30_000, "<a " * 50_000],
)  # fmt: skip
def test_no_text_keeps_a_pattern_busy(text: str) -> None:
    assert isinstance(read(text), Document)


def test_an_extract_of_a_pdf() -> None:
    path = CORPUS / "shanghai_office_2025.extract.md"
    if not path.exists():
        pytest.skip("the shared corpus is not here")
    document = load(path.read_bytes(), str(path))
    rows = {
        row[0].text: [c.text for c in row[1:]]
        for b in document.blocks
        if isinstance(b, Table)
        for row in b.rows
    }
    assert rows["1.属于国家秘密"] == ["4", "0", "0", "0", "0", "0", "4"]
    assert rows["（七）总计"] == ["1139", "48", "0", "0", "4", "0", "1191"]
    assert [p.text for _, p in document.paragraphs()][3] == "一、总体情况"
