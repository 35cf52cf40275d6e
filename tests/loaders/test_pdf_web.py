"""Pages of a website printed to PDF: what the browser and the site add is none of the report's."""

from __future__ import annotations

import json
from typing import Any

import pytest
from printing import EXAMPLES, Paper, Press, printed_report

from checker.engine import Engine
from checker.loaders import load
from checker.model import Document, Paragraph, Table
from checker.reader import read
from checker.registry import load as load_plugins

FOOTER = (
    "打印本页　关闭窗口", "主办单位：某县水务局　承办单位：某县信息中心", "网站标识码：0000000000　某ICP备00000000号-1",
    "联系电话：0000-0000000　地址：某县平波路18号", "网站地图 | 联系我们",
)  # fmt: skip


def instance() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((EXAMPLES / "good-2024.json").read_text(encoding="utf-8"))
    return loaded


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def codes(data: bytes, path: str) -> list[str]:
    return [finding.code for finding in Engine(load_plugins()).check_bytes(data, path).findings]


def test_the_footer_of_a_site_does_not_fill_an_empty_section() -> None:
    data = instance()
    data["sections"][5]["paragraphs"] = list(FOOTER)
    assert codes(printed_report(data, Paper()), "a.pdf") == ["N304"]
    assert codes("\n".join(_plain(data)).encode(), "a.txt").count("N304") == 1


def _plain(data: dict[str, Any]) -> list[str]:
    lines = [data["title"], data["preamble"]]
    for section in data["sections"]:
        lines += [f"{section['number']}、{section['title']}", *section["paragraphs"]]
    return lines


def test_what_stands_before_the_footer_stays() -> None:
    data = instance()
    last = data["sections"][5]["paragraphs"]
    last += ["联系地址：某县平波路18号", *FOOTER]
    assert read(load(printed_report(data, Paper()), "a.pdf")).data["sections"][5]["paragraphs"] == last[:-5]


def test_a_sentence_about_a_site_is_the_reports() -> None:
    data = instance()
    last = data["sections"][5]["paragraphs"]
    last += ["全年在门户网站公布网站标识码和主办单位：某县水务局。", "上述情况已向县政府办公室报告。"]
    assert read(load(printed_report(data, Paper()), "a.pdf")).data["sections"][5]["paragraphs"] == last


def test_the_tools_above_the_text_are_no_preamble() -> None:
    data = instance()
    preamble = data["preamble"]
    data["preamble"] = "览次数：1286　字号：[大] [中] [小]\n" + preamble
    assert read(load(printed_report(data, Paper()), "a.pdf")).data["preamble"] == preamble


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("11/29/26, 6:33 AM 某县水务局年度报告", "https://www.example.invalid/zwgk/2025.html 1/1"),
        ("2026/11/29 06:33 某县水务局年度报告", "file:///home/a/report.html"),
    ],
)
def test_what_a_browser_prints_in_the_margins_of_a_lone_page_is_left_out(head: str, foot: str) -> None:
    press = Press(Paper(numbers=False))
    press.text(24, 20, head, 8)
    press.paragraph("全年主动公开政府信息612条，详见门户网站，网址为 https://www.example.invalid/ 。")
    press.text(24, 830, foot, 8)
    document = load(press.finish(), "a.pdf")
    assert len(texts(document)) == 1 and texts(document)[0].startswith("全年")
    assert document.metadata["running"] == [head, foot]


def test_a_running_foot_close_to_a_cut_row_is_none_of_its_cells() -> None:
    def page(press: Press, top: float, row: tuple[str, str], bottom: bool) -> None:
        for x in (60, 200, 300):
            press.rule(x, top, x, top + 30)
        press.rule(60, top, 300, top)
        if bottom:
            press.rule(60, top + 30, 300, top + 30)
        press.text(65, top + 20, row[0], 10)
        press.text(240, top + 20, row[1], 10)

    press = Press(Paper(width=400, height=300, numbers=False))
    page(press, 230, ("行政许可", "7"), bottom=False)
    press.text(24, 270, "https://www.example.invalid/zwgk/ndbg/2025/01/20/content-000000.html 1/2", 8)
    press.turn()
    page(press, 40, ("行政处罚", "8"), bottom=True)
    press.text(24, 270, "https://www.example.invalid/zwgk/ndbg/2025/01/20/content-000000.html 2/2", 8)
    document = load(press.finish(), "a.pdf")
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [[cell.text for cell in row] for row in table.rows] == [["行政许可", "7"], ["行政处罚", "8"]]
    assert not texts(document)


def line(*parts: tuple[float, str]) -> str:
    """A line of pieces, each so much (shares of the type's size) after the one before; how it is read."""
    press = Press(Paper(numbers=False))
    x = press.paper.margin
    for gap, piece in parts:
        x += gap * 12
        press.text(x, 200, piece, 12)
        x += len(piece) * 12
    (text,) = texts(load(press.finish(), "a.pdf"))
    return text


def test_a_space_that_was_not_drawn_is_read_where_all_else_touches() -> None:
    before, after = "门户网站全年发布政策解读材料", "份在规定时间内全部公开"
    assert line((0, before), (0.22, after)) == f"{before} {after}"
    assert line((0, before), (0.05, after)) == before + after


def test_a_line_stretched_to_its_measure_has_no_spaces() -> None:
    text = "门户网站全年发布政策解读材料份在规定时间内"
    assert line(*((0.25, char) for char in text)) == text
    assert line(*((0.1 if n % 3 else 0.25, char) for n, char in enumerate(text))) == text
    # A browser leaves what it cannot share out in one place.
    assert line(*((0.03 if n != 11 else 0.2, char) for n, char in enumerate(text))) == text


@pytest.mark.parametrize("form", ["— {} —", "第{}页 共3页", "- {} -"])
def test_a_page_number_high_above_the_end_of_a_small_page_is_none_of_the_text(form: str) -> None:
    press = Press(Paper(width=420, height=420, numbers=False))
    for number in range(1, 4):
        press.text(74, 200, "全年主动公开政府信息六百余条。", 12)
        press.text(180, 420 - 85, form.format(number), 12)
        if number < 3:
            press.turn()
    assert "".join(texts(load(press.finish(), "a.pdf"))) == "全年主动公开政府信息六百余条。" * 3


def test_a_menu_beside_the_text_does_not_cut_the_browsers_line_above_both() -> None:
    press = Press(Paper(width=595, height=842, numbers=False))
    press.text(28, 24, "11/29/26, 3:59 PM", 8)
    press.text(240, 24, "某县水务局年度报告_某县水务局", 8)
    for n, entry in enumerate(("首页", "政务公开", "依申请公开", "政务服务", "互动交流", "专题专栏")):
        press.text(28, 60 + 24 * n, entry, 9)
    lines = (
        "全年主动公开政府信息612条，其中门户网站427条，",
        "政务新媒体185条，均在规定期限内公开，",
        "未收到投诉举报。",
    ) * 4
    for n, text in enumerate(lines):
        press.text(160, 60 + 24 * n, text, 12)
    document = load(press.finish(), "a.pdf")
    assert document.metadata["running"] == ["11/29/26, 3:59 PM 某县水务局年度报告_某县水务局"]
    assert not [text for text in texts(document) if "年度报告" in text]
    body = [block.text for block in document.blocks if isinstance(block, Paragraph) and not block.flags]
    assert "".join(body) == "".join(lines)
