"""Merged cells that a program took apart: filled in each of their places, or in the first alone."""

from __future__ import annotations

from typing import Any

import pytest
from support import EXAMPLES, instance

from checker.loaders import load
from checker.model import Cell, Document, Table
from checker.reader import read

TABLES = ("disclosure", "requests", "remedies")


def apart(document: Document, filled: bool) -> Document:
    """The document with every table as a plain grid."""
    blocks: list[Any] = []
    for block in document.blocks:
        if isinstance(block, Table):
            seen: set[int] = set()
            rows: list[list[Cell]] = []
            for line in block.grid():
                rows.append([])
                for cell in line:
                    again = cell is not None and id(cell) in seen
                    text = "" if cell is None or (again and not filled) else cell.text
                    seen.add(id(cell))
                    rows[-1].append(Cell(text, cell.anchor if cell else block.anchor))
            block = Table(rows, block.anchor)
        blocks.append(block)
    return Document("a.md", "markdown", "", blocks)


@pytest.mark.parametrize("filled", [True, False], ids=["filled throughout", "filled once"])
@pytest.mark.parametrize("name", ["good-2020", "good-2024", "bad-2020"])
def test_figures_are_those_of_the_merged_table(name: str, filled: bool) -> None:
    whole = load((EXAMPLES / f"{name}.html").read_bytes(), "a.html")
    report = read(apart(whole, filled))
    truth = read(whole)
    assert {t: report.get(f"/{t}") for t in TABLES} == {t: truth.get(f"/{t}") for t in TABLES}
    assert report.unread == truth.unread
    assert not report.confidence


def test_a_figure_that_differs_is_no_repeat() -> None:
    rows = [["信息内容", "上一年项目数量", "上一年项目数量", "本年增/减"], ["行政事业性收费", "3", "5", "0"]]
    table = Table([[Cell(text) for text in row] for row in rows])
    whole = load((EXAMPLES / "good-2020.html").read_bytes(), "a.html")
    blocks = [b for b in whole.blocks if not isinstance(b, Table)]
    report = read(Document("a.md", "markdown", "", [*blocks, table]))
    assert report.get("/disclosure/fees") is None
    assert [p for p, _why in report.unread if p == "/disclosure/fees"]


def test_the_examples_are_what_is_compared_with() -> None:
    report = read(load((EXAMPLES / "good-2020.html").read_bytes(), "a.html"))
    assert {t: report.get(f"/{t}") for t in TABLES} == {t: instance("good-2020.json")[t] for t in TABLES}
