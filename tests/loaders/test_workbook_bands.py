"""Tables side by side on one sheet: told apart by an empty column, else unsure."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import engine
from workbooks import GOOD, TABLES, book, figures, layout, put, wrong

from checker.loaders import load
from checker.model import Confidence, Paragraph, Table, Verdict
from checker.reader import read

HEADINGS = {
    "disclosure": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "remedies": "四、政府信息公开行政复议、行政诉讼情况",
}


def beside(
    *names: str, gap: int = 1, lower: int = 0, merge: bool = True, headings: bool = True, space: int = 1
) -> bytes:
    """These tables side by side below a title, each `lower` than the one before it, and the others below them."""
    tables = {block.name: block.rows for block in layout().blocks if block.kind == "table"}

    def fill(made: Any) -> None:
        page = made.add_worksheet("附表")
        page.merge_range(0, 0, 0, 20, "安澜县水务局2024年政府信息公开工作年度报告附表")
        left, ends = 0, []
        for place, name in enumerate(names):
            top = 2 + lower * place
            if headings:
                page.write(top, left, HEADINGS[name])
            ends.append(put(page, tables[name], top + headings, left, merge))
            left += max(sum(cell.across for cell in row) for row in tables[name]) + gap
        top = max(ends) + space
        for name in TABLES:
            if name not in names:
                if headings:
                    page.write(top, 0, HEADINGS[name])
                top = put(page, tables[name], top + headings, 0, merge)

    return book(fill)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_tables_beside_each_other_are_read(data: st.DataObject) -> None:
    names = data.draw(st.sampled_from([*permutations(TABLES, 2), *permutations(TABLES, 3)]))
    workbook = beside(
        *names,
        gap=data.draw(st.integers(1, 2)),
        lower=data.draw(st.integers(0, 4)),
        merge=data.draw(st.booleans()),
        headings=data.draw(st.booleans()),
        space=data.draw(st.integers(0, 1)),
    )
    report = read(load(workbook, "a.xlsx"))
    assert figures(report) == {name: GOOD[name] for name in TABLES}
    assert [pointer for pointer, _why in report.unread] == ["/sections"]
    assert not report.confidence


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_tables_that_touch_are_unsure(data: st.DataObject) -> None:
    names = data.draw(st.sampled_from([*permutations(TABLES, 2), *permutations(TABLES, 3)]))
    workbook = beside(
        *names,
        gap=0,
        lower=data.draw(st.integers(0, 4)),
        merge=data.draw(st.booleans()),
        headings=data.draw(st.booleans()),
    )
    assert not wrong(read(load(workbook, "a.xlsx")))
    found = engine(select=("S", "T", "N")).check_bytes(workbook, "a.xlsx")
    assert {finding.confidence for finding in found.findings} <= {Confidence.UNSURE}
    assert found.verdict is Verdict.INCOMPLETE


def test_it_is_said_that_tables_touch() -> None:
    report = read(load(beside("disclosure", "remedies", gap=0), "a.xlsx"))
    assert any("两张表并排放着" in why and "附表" in why for _pointer, why in report.unread)


def test_each_heading_stands_before_its_own_table() -> None:
    document = load(beside("disclosure", "remedies"), "a.xlsx")
    kinds = [block.text[:2] if isinstance(block, Paragraph) else "表" for block in document.blocks]
    assert kinds == ["安澜", "二、", "表", "四、", "表", "三、", "表"]
    assert [b.anchor.ref for b in document.blocks if isinstance(b, Table)] == ["A4", "F4", "A20"]


@pytest.mark.parametrize("blank", [1, 2])
def test_labels_may_stand_apart_from_their_figures(blank: int) -> None:
    rows = {block.name: block.rows for block in layout().blocks if block.kind == "table"}

    def fill(made: Any) -> None:
        page, top = made.add_worksheet("附表"), 0
        for row in rows["disclosure"]:
            for place, cell in enumerate(row):
                page.write(top, place + (blank if place else 0), cell.text)
            top += 1
        for name in ("requests", "remedies"):
            top = put(page, rows[name], top + 1)

    report = read(load(book(fill), "a.xlsx"))
    assert figures(report) == {name: GOOD[name] for name in TABLES}


def test_the_same_table_twice_without_a_gap_is_two_tables() -> None:
    rows = {block.name: block.rows for block in layout().blocks if block.kind == "table"}

    def fill(made: Any) -> None:
        page, top = made.add_worksheet("附表"), 0
        for name in ("requests", "requests", "disclosure", "disclosure", "remedies", "remedies"):
            top = put(page, rows[name], top)

    document = load(book(fill), "a.xlsx")
    assert [len(b.rows) for b in document.blocks if isinstance(b, Table)] == [
        len(rows[name]) for name in ("requests",) * 2 + ("disclosure",) * 2 + ("remedies",) * 2
    ]
