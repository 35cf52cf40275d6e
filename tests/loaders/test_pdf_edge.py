"""Tables wider than the paper: what the file still holds is read, what is not on paper is said, nobody is blamed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from printing import EXAMPLES, Cell, Paper, Press
from rendering import press as press_module
from rendering.layout import Layout

from checker.engine import Engine, Settings
from checker.loaders import load
from checker.model import Confidence, Document, Paragraph, Table, Verdict
from checker.registry import load as load_plugins

TABLES = ("disclosure", "requests", "remedies")
A5 = Paper(width=420, height=595, margin=40, size=12, leading=20, cell_size=9)


class Wide(Press):
    """A press whose tables are as many times too wide as `times` says, their rest still in the file."""

    times = 1.0

    def columns(self, rows: list[list[Cell]]) -> list[float]:
        edges = super().columns(rows)
        return [edges[0] + (x - edges[0]) * self.times for x in edges]


class Cut(Wide):
    """A press that leaves out of the file what has no room on the paper."""

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        width = self.paper.width
        if min(x0, x1) <= width:
            super().rule(min(x0, width), y0, min(x1, width), y1)

    def text(self, x: float, y: float, text: str, size: float) -> None:
        if x <= self.paper.width:
            super().text(x, y, text, size)


def instance() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((EXAMPLES / "good-2024.json").read_text(encoding="utf-8"))
    return loaded


def checked(kind: type[Wide], times: float, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(kind, "times", times)
    monkeypatch.setattr(press_module, "Press", kind)
    data = press_module.print_layout(Layout("", instance()), A5)
    return Engine(load_plugins(), Settings(keep_report=True)).check_bytes(data, "a.pdf")


def of_edge(result: Any) -> list[str]:
    return sorted(why[:2] for _pointer, why in result.unread if "纸外" in why)


@pytest.mark.parametrize("times", [1.4, 2.0])
def test_what_lies_beside_the_paper_and_in_the_file_is_read_and_not_sure(
    times: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = checked(Wide, times, monkeypatch)
    assert [result.report.data[t] for t in TABLES] == [instance()[t] for t in TABLES]
    assert of_edge(result) == ["表三", "表二", "表四"] and len(result.unread) == 3
    assert all(result.report.sure_of(f"/{table}") is Confidence.UNSURE for table in TABLES)
    assert all(finding.confidence is Confidence.UNSURE for finding in result.findings)
    assert result.verdict is Verdict.INCOMPLETE


@pytest.mark.parametrize("times", [1.2, 1.5, 2.0])
def test_what_the_edge_cut_off_is_said_once_a_table_and_blames_nobody(
    times: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = checked(Cut, times, monkeypatch)
    assert of_edge(result) == ["表三", "表二", "表四"] and len(result.unread) == 3
    assert all(finding.confidence is Confidence.UNSURE for finding in result.findings)
    expected = instance()
    for pointer, anchor in result.report.origin.items():
        if pointer.startswith(("/disclosure/", "/requests/", "/remedies/")) and anchor.quote.isdecimal():
            value: Any = expected
            for step in pointer.split("/")[1:]:
                value = value[step]
            assert value == int(anchor.quote), pointer


def test_a_table_that_keeps_to_the_paper_is_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not checked(Wide, 1.0, monkeypatch).unread


def test_a_table_whose_border_alone_is_beyond_the_paper_is_sure() -> None:
    press = Press(Paper(width=300, height=300, numbers=False))
    for x in (20, 150, 304):
        press.rule(x, 100, x, 160)
    for y, row in ((100, ("规章", "8")), (130, ("行政许可", "9"))):
        press.rule(20, y, 304, y)
        press.text(30, y + 20, row[0], 10)
        press.text(220, y + 20, row[1], 10)
    press.rule(20, 160, 304, 160)
    assert not load(press.finish(), "a.pdf").metadata.get("over_edge")


def test_a_line_over_the_edge_is_read_whole_and_notes_beside_the_page_are_not() -> None:
    press = Press(Paper(width=300, height=300, numbers=False))
    press.text(100, 100, "全年主动公开政府信息六百一十二条，均在规定时间内公开。", 12)
    press.text(350, 140, "裁切线以外的说明", 12)
    press.text(20, 330, "纸下面的说明", 12)
    document = load(press.finish(), "a.pdf")
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == [
        "全年主动公开政府信息六百一十二条，均在规定时间内公开。"
    ]


def test_a_table_wholly_beside_the_page_is_none_of_it() -> None:
    press = Press(Paper(width=300, height=300, numbers=False))
    press.text(40, 60, "这一页没有表格。", 12)
    for x in (320, 400, 480, 560):
        press.rule(x, 100, x, 160)
    for y in (100, 130, 160):
        press.rule(320, y, 560, y)
    press.text(330, 120, "规章", 10)
    assert not [b for b in load(press.finish(), "a.pdf").blocks if isinstance(b, Table)]


def test_a_border_drawn_along_the_edge_does_not_hide_that_the_text_goes_on() -> None:
    press = Press(Paper(width=300, height=300, numbers=False))
    for x in (0, 150, 300):
        press.rule(x, 100, x, 160)
    for y, row in ((100, ("规范性文件", "1234")), (130, ("行政许可", "286"))):
        press.rule(0, y, 300, y)
        press.text(-7, y + 20, row[0], 10)
        press.text(292, y + 20, row[1], 10)
    press.rule(0, 160, 300, 160)
    document = load(press.finish(), "a.pdf")
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [[c.text for c in row] for row in table.rows] == [["规范性文件", "1234"], ["行政许可", "286"]]
    assert document.metadata["over_edge"] == {0: [1]} and 0 in document.metadata["doubts"]


def open_at_the_right(last: str, middle: tuple[str, str] = ("结果纠正", "7")) -> Document:
    """A table whose lines run on beyond its last line down."""
    press = Press(Paper(width=400, height=600, numbers=False))
    for y in (100, 130, 160):
        press.rule(40, y, 270, y)
    for x in (40, 120, 200):
        press.rule(x, 100, x, 160)
    for n, texts in enumerate((("结果维持", middle[0], last and "总计"), ("9", middle[1], last))):
        for x, text in zip((50, 130, 230), texts, strict=True):
            press.text(x, 120 + 30 * n, text, 10)
    return load(press.finish(), "a.pdf")


def test_a_column_the_browser_left_out_is_no_blank_one() -> None:
    document = open_at_the_right("")
    assert document.metadata["over_edge"] == {0: [1]}
    assert document.metadata["doubts"] == {0: "第1页的表格有一部分在纸外"}


def test_a_blank_form_with_an_open_side_is_blank() -> None:
    assert "over_edge" not in open_at_the_right("", middle=("", "")).metadata


def test_an_open_side_with_figures_beside_it_is_a_column() -> None:
    document = open_at_the_right("16")
    assert "over_edge" not in document.metadata and "doubts" not in document.metadata
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["结果维持", "结果纠正", "总计"],
        ["9", "7", "16"],
    ]
