"""Two reports in one file are told apart and refused; what only looks like a second one is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.engine import Engine
from checker.loaders import load
from checker.model import Block, Document, Paragraph, Table, Unreadable
from checker.reader import read
from checker.registry import load as load_plugins

EXAMPLES = Path(__file__).parents[1] / "examples"
ONE, OTHER = "good-2024", "good-2023"


def document(name: str, suffix: str = "docx") -> Document:
    return load((EXAMPLES / f"{name}.{suffix}").read_bytes(), f"{name}.{suffix}")


def joined(*parts: list[Block]) -> Document:
    return Document("两份.docx", "docx", "", [block for part in parts for block in part])


def page(*names: str) -> bytes:
    """A web page with the articles of several reports, one after the other."""
    sources = [(EXAMPLES / f"{name}.html").read_text(encoding="utf-8") for name in names]
    articles = [re.search(r'<div class="article">.*(?=<div class="foot">)', text, re.S) for text in sources]
    assert all(articles)
    body = "".join(f'<div class="page">{found[0]}' for found in articles if found)
    return f"<html><body>{body}</body></html>".encode()


@pytest.mark.parametrize("suffix", ["docx", "pdf", "txt", "md"])
def test_two_reports_in_one_file_are_refused_with_their_places(suffix: str) -> None:
    one, other = document(ONE, suffix), document(OTHER, suffix)
    both = joined(one.blocks, other.blocks)
    with pytest.raises(Unreadable, match=r"2 份年报"):
        read(both)


def test_two_reports_on_one_page_give_one_finding_and_no_other() -> None:
    result = Engine(load_plugins()).check_bytes(page(ONE, OTHER), "a.html")
    assert [finding.code for finding in result.findings] == ["E001"]
    assert "请拆开后分别核对" in result.findings[0].message


def test_the_places_are_lines_of_a_text_file() -> None:
    one, other = [(EXAMPLES / f"{name}.txt").read_text(encoding="utf-8") for name in (ONE, OTHER)]
    start = one.rstrip("\n").count("\n") + 2
    with pytest.raises(Unreadable) as caught:
        read(load((one.rstrip("\n") + "\n" + other).encode(), "a.txt"))
    first, second = map(int, re.findall(r"第(\d+)行", str(caught.value)))
    assert first < 5 and start <= second < start + 5


def test_a_copy_of_the_report_on_the_same_page_is_no_second_one() -> None:
    assert not read(load(page(ONE, ONE), "a.html")).unread


def test_tables_of_a_subordinate_unit_are_no_second_report() -> None:
    tables = [block for block in document(OTHER).blocks if isinstance(block, Table)]
    title = Paragraph("附件：安澜县水务综合服务中心2024年政府信息公开工作年度报告有关表格")
    report = read(joined(document(ONE).blocks, [title, *tables]))
    assert report.year == 2024 and any("不止一次" in why for _, why in report.unread)


@pytest.mark.parametrize(
    "title", ["《安澜县水务局2023年政府信息公开工作年度报告》", "安澜县水务局2023年政府信息公开工作年度报告"]
)
def test_the_title_of_another_report_is_no_second_report(title: str) -> None:
    report = read(joined(document(ONE).blocks, [Paragraph("有关链接："), Paragraph(title)]))
    assert report.year == 2024 and not report.unread


def test_a_table_of_contents_with_parts_of_parts_is_no_report() -> None:
    blocks = document(ONE).blocks
    contents: list[Block] = [Paragraph("安澜县水务局2024年政府信息公开工作年度报告")]
    for number, title in zip("一二三四五六", ("总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况",
                                         "政府信息公开行政复议、行政诉讼情况", "存在的主要问题及改进情况",
                                         "其他需要报告的事项"), strict=True):  # fmt: skip
        contents += [Paragraph(f"{number}、{title}"), Paragraph("（一）有关情况")]
    assert read(joined(contents, blocks)).year == 2024


def test_a_heading_printed_twice_is_no_second_report() -> None:
    blocks = document(ONE).blocks
    at = next(i for i, b in enumerate(blocks) if isinstance(b, Paragraph) and b.text.startswith("三、"))
    for heading in ("三、收到和处理政府信息公开申请情况", "一、总体情况"):
        assert read(joined(blocks[: at + 1], [Paragraph(heading)], blocks[at + 1 :])).year == 2024
