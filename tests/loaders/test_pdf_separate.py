"""Tables whose cells have a box each, with gaps between them, as browsers print `border-spacing`."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from printing import EXAMPLES, Cell, Layout, Paper, Press
from rendering import press as press_module

from checker.engine import Engine
from checker.loaders import load
from checker.model import Document, Paragraph, Table
from checker.reader import read
from checker.registry import load as load_plugins

TABLES = ("disclosure", "requests", "remedies")


class Apart(Press):
    """A press that draws each cell's own box, so far from the next, in one of several ways."""

    gap = 4.0
    way = "lines"

    def box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        half = self.gap / 2
        x0, y0, x1, y1 = x0 + half, y0 + half, x1 - half, y1 - half
        if self.way == "rectangle":
            self.canvas.saveState()
            self.canvas.transform(*self._frame())
            self.canvas.setLineWidth(0.5)
            self.canvas.rect(x0, self.paper.height - y1, x1 - x0, y1 - y0, 1, 0)
            self.canvas.restoreState()
            return
        for line in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            self.rule(*line)


def instance() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((EXAMPLES / "good-2024.json").read_text(encoding="utf-8"))
    return loaded


def printed(gap: float, way: str, paper: Paper, monkeypatch: pytest.MonkeyPatch) -> bytes:
    kind = type("One", (Apart,), {"gap": gap, "way": way})
    monkeypatch.setattr(press_module, "Press", kind)
    return press_module.print_layout(Layout("", instance()), paper)


@pytest.mark.parametrize("way", ["lines", "rectangle"])
@pytest.mark.parametrize("gap", [1.5, 3.0, 4.0, 6.0, 9.0])
def test_a_report_of_such_tables_is_read_whole(gap: float, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = Paper(cell_size=8, padding=gap / 2 + 3, size=12, leading=20, margin=50, cut=False)
    document = load(printed(gap, way, paper, monkeypatch), "a.pdf")
    report = read(document)
    for part in TABLES:
        assert report.data[part] == instance()[part]
    assert "doubts" not in document.metadata


def test_nobody_is_blamed_for_such_tables_cut_by_page_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = Paper(cell_size=8, padding=5, size=12, leading=20, margin=50, height=500)
    data = printed(4.0, "lines", paper, monkeypatch)
    findings = Engine(load_plugins()).check_bytes(data, "a.pdf").findings
    assert [f for f in findings if f.code in ("S102", "S103", "T204")] == []


def tables(document: Document) -> list[list[list[str]]]:
    return [
        [["".join(cell.text.split()) for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Table)
    ]


figures = st.integers(0, 999999).map(str)


@given(
    st.lists(st.lists(figures, min_size=3, max_size=3), min_size=2, max_size=6),
    st.floats(1.3, 12),
    st.booleans(),
)
@settings(max_examples=40, deadline=None)
def test_any_such_table_keeps_its_cells(rows: list[list[str]], gap: float, framed: bool) -> None:
    kind = type("One", (Apart,), {"gap": gap})
    press = kind(Paper(numbers=False, padding=gap / 2 + 4, cell_size=9, row=gap + 22))
    press.paragraph("全年主动公开政府信息情况如下。")
    top = press.y
    head = [Cell("信息内容", across=2, role="head"), Cell("本年数量", role="head")]
    press.table([head, *([Cell(text) for text in row] for row in rows)])
    if framed:
        for y in (top - gap / 2, press.y + gap / 2):
            press.rule(press.paper.margin - gap / 2, y, 595.3 - press.paper.margin + gap / 2, y)
        for x in (press.paper.margin - gap / 2, 595.3 - press.paper.margin + gap / 2):
            press.rule(x, top - gap / 2, x, press.y + gap / 2)
    document = load(press.finish(), "a.pdf")
    assert tables(document) == [[["信息内容", "本年数量"], *rows]]
    assert "doubts" not in document.metadata


def on_ground(rows: list[list[str]], ground: int, cell: int, gap: float = 1.0) -> Document:
    """A table of which only the ground between its cells is seen; colours are shares of white, in percent."""
    press = Press(Paper(width=440, height=400, numbers=False))
    canvas = press.canvas
    wide, high = 90.0, 24.0
    canvas.setFillGray(ground / 100)
    across, down = len(rows[0]) * (wide + gap) + gap, len(rows) * (high + gap) + gap
    canvas.rect(40, 320 - down, across, down, 0, 1)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            x, y = 40 + gap + c * (wide + gap), 320 - (r + 1) * (high + gap)
            canvas.setFillGray(cell / 100)
            canvas.rect(x, y, wide, high, 0, 1)
            canvas.setFillGray(0)
            press.text(x + 30, 400 - y - 8, text, 10)
    return load(press.finish(), "a.pdf")


@given(
    st.lists(st.lists(figures, min_size=3, max_size=3), min_size=2, max_size=7),
    st.sampled_from([(0, 100), (50, 100), (20, 95), (60, 90)]), st.sampled_from([0.6, 1.0, 2.0, 4.0]),
)  # fmt: skip
@settings(max_examples=25, deadline=None)
def test_the_ground_between_lighter_cells_is_a_border(
    rows: list[list[str]], colours: tuple[int, int], gap: float
) -> None:
    assert tables(on_ground(rows, *colours, gap)) == [rows]


def test_a_light_box_on_a_ground_hardly_darker_is_no_cell() -> None:
    assert tables(on_ground([["12", "15"], ["3", "7"]], 96, 100)) == []


def test_two_tables_one_below_the_other_stay_two() -> None:
    press = Press(Paper(numbers=False, cell_size=9))
    for text in ("12", "15"):
        press.table([[Cell(text), Cell("7")], [Cell("3"), Cell("4")]])
        press.y += 10
    assert tables(load(press.finish(), "a.pdf")) == [[["12", "7"], ["3", "4"]], [["15", "7"], ["3", "4"]]]


def test_frames_round_paragraphs_one_below_the_other_are_no_table() -> None:
    press = Press(Paper(numbers=False))
    for n in range(4):
        y = 100 + 76 * n
        for line in ((80, y, 500, y), (80, y + 65, 500, y + 65), (80, y, 80, y + 65), (500, y, 500, y + 65)):
            press.rule(*line)
        press.text(90, y + 40, f"第{n + 1}项工作按期完成并公布了结果。", 12)
    document = load(press.finish(), "a.pdf")
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)]
    assert tables(document) == []
