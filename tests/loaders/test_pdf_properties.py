"""Whatever the paper, the merges, the page ends and the rules: what was printed is read back."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from printing import EXAMPLES, Cell, Paper, printed_report, printed_table

from checker.loaders import load
from checker.model import Paragraph, Table
from checker.reader import read

RULES = ("stroke", "box", "fill", "dash", "pieces")
#: Not shrunk: a report printed and read back takes a tenth of a second, and a seed says enough.
FEW = settings(
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    max_examples=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

papers = st.builds(
    Paper,
    width=st.floats(480, 1200),
    height=st.floats(420, 1200),
    margin=st.floats(20, 70),
    head=st.floats(70, 110),
    size=st.floats(12, 18),
    leading=st.floats(20, 32),
    cell_size=st.floats(8, 11),
    padding=st.floats(2, 5),
    row=st.floats(14, 40),
    repeated=st.booleans(),
    cut=st.booleans(),
    rules=st.sampled_from(RULES),
    rotate=st.sampled_from((0, 90, 180, 270)),
    crop=st.sampled_from((0.0, 30.0)),
    nested=st.sampled_from((0, 1, 3)),
    numbers=st.booleans(),
    running=st.sampled_from(("", "某县人民政府信息公开工作年度报告汇编")),
)


def figures(node: Any, pointer: str = "") -> dict[str, Any]:
    if isinstance(node, dict):
        return {p: v for k, sub in node.items() for p, v in figures(sub, f"{pointer}/{k}").items()}
    return {pointer: node}


def fill(node: Any, luck: Random) -> Any:
    """The tables with other figures: small, large, blank, and what offices write for nothing."""
    if isinstance(node, dict):
        return {k: fill(v, luck) for k, v in node.items()}
    return luck.choice((luck.randint(0, 30), luck.randint(0, 99_999), None, "/", "—", "无", -3, 12.75))


# Figures come from a seed: shrinking two hundred of them would take minutes and tell nothing.
@FEW
@given(papers, st.sampled_from(("good-2020", "good-2024")), st.integers(0, 10_000))
def test_every_figure_of_a_printed_report_is_read(paper: Paper, name: str, seed: int) -> None:
    instance = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    luck = Random(seed)
    for table in ("disclosure", "requests", "remedies"):
        instance[table] = fill(instance[table], luck)
    instance["notes"] = {}
    document = load(printed_report(instance, paper), "a.pdf")
    report = read(document)
    expected = figures({t: instance[t] for t in ("disclosure", "requests", "remedies")})
    assert figures({t: report.data.get(t, {}) for t in ("disclosure", "requests", "remedies")}) == expected
    assert not report.unread
    # Only a figure broken over two lines or two pages leaves a doubt.
    assert bool(report.confidence) == bool(document.metadata.get("doubts"))
    assert all("两行" in why or "切断" in why for why in document.metadata.get("doubts", {}).values())
    for pointer in expected:
        anchor = report.origin[pointer]
        assert anchor.page and anchor.bbox and anchor.cell, pointer
        left, top, right, bottom = anchor.bbox
        assert -1 <= left < right <= paper.width + 1 and -1 <= top < bottom <= paper.height + 1


@st.composite
def merged_tables(draw: Any) -> list[list[Cell]]:
    """A table of random merges, each cell with a text of its own."""
    height, width = draw(st.integers(2, 14)), draw(st.integers(2, 6))
    taken = [[False] * width for _ in range(height)]
    rows: list[list[Cell]] = []
    for r in range(height):
        row: list[Cell] = []
        for c in range(width):
            if taken[r][c]:
                continue
            across = draw(st.integers(1, 3)) if draw(st.integers(0, 3)) == 0 else 1
            down = draw(st.integers(1, 4)) if draw(st.integers(0, 3)) == 0 else 1
            across = min(across, next((n for n in range(1, width - c) if taken[r][c + n]), width - c))
            down = min(down, height - r)
            text = draw(st.sampled_from((f"{r}{c}", f"第{r}行{c}", f"乙{r}之{c}行的一个长长的名称", "")))
            row.append(Cell(text, across, down, draw(st.sampled_from(("label", "figure")))))
            for below in range(r, r + down):
                taken[below][c : c + across] = [True] * across
        rows.append(row)
    return rows


def _whole(rows: list[list[Cell]]) -> bool:
    """Whether every row and every column has a border of its own: one that merges hide cannot be seen."""
    width = sum(cell.across for cell in rows[0])
    starts: set[int] = set()
    pending = [0] * width
    for row in rows:
        own = iter(row)
        c, begun = 0, False
        while c < width:
            if pending[c]:
                pending[c] -= 1
                c += 1
                continue
            cell = next(own)
            begun = True
            starts.add(c)
            for n in range(c, c + cell.across):
                pending[n] = cell.down - 1
            c += cell.across
        if not begun:
            return False
    return starts == set(range(width)) and any(cell.text for row in rows for cell in row)


@FEW
@given(merged_tables(), papers.map(lambda paper: _uncut(paper)))
def test_random_merges_are_read_as_they_were_printed(rows: list[list[Cell]], paper: Paper) -> None:
    if not _whole(rows) or any(not any(cell.text for cell in row) for row in rows):
        return
    document = load(printed_table(rows, paper, before="前面的一段文字。", after="后面的一段文字。"), "a.pdf")
    tables = [block for block in document.blocks if isinstance(block, Table)]
    read_back = [
        [(c.text.replace("\n", ""), c.row_span, c.col_span) for c in row] for t in tables for row in t.rows
    ]
    if len(tables) == 1:
        assert read_back == [[(c.text, c.down, c.across) for c in row] for row in rows]
    assert [c[0] for row in read_back for c in row if c[0]] == [c.text for row in rows for c in row if c.text]
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert texts == ["前面的一段文字。", "后面的一段文字。"]


def _uncut(paper: Paper) -> Paper:
    """One page, where nothing can repeat."""
    paper.cut, paper.repeated, paper.running = False, False, ""
    paper.height, paper.width = 1400.0, max(paper.width, 800.0)
    return paper


@pytest.mark.parametrize("rules", RULES)
def test_every_kind_of_rule(rules: str) -> None:
    rows = [[Cell("甲", 2), Cell("乙")], [Cell("1"), Cell("2"), Cell("3")]]
    document = load(printed_table(rows, Paper(rules=rules)), "a.pdf")
    table = next(b for b in document.blocks if isinstance(b, Table))
    assert [[(c.text, c.col_span) for c in row] for row in table.rows] == [
        [("甲", 2), ("乙", 1)],
        [("1", 1), ("2", 1), ("3", 1)],
    ]
