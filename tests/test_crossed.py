"""Table 四 in other layouts than the form's: its labels say which figure is which, or nothing is read."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import instance

from checker.form import builtin
from checker.model import Anchor, Cell, Confidence, Document, Paragraph, Report, Table
from checker.reader import read

FORM = builtin().of("2021")
PART = next(table for table in FORM.tables if table.across)
HEADINGS = [section.heading for section in FORM.sections]
FIGURES = instance("good-2024.json")["remedies"]
COLUMNS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


def cell(text: object, rows: int = 1, columns: int = 1) -> Cell:
    return Cell(str(text), Anchor(table=1), rows, columns)


def figure(row: Any, title: str) -> Cell:
    key = next(c.key for c in row.columns if c.title == title)
    return cell(FIGURES[row.pointer.rpartition("/")[2]][key])


def groups_as_rows(rows: list[Any], columns: list[str]) -> list[list[Cell]]:
    return [[cell("类别"), *map(cell, columns)]] + [
        [cell(row.title), *(figure(row, title) for title in columns)] for row in rows
    ]


def groups_as_columns(rows: list[Any], columns: list[str]) -> list[list[Cell]]:
    return [[cell("结果"), *(cell(row.title) for row in rows)]] + [
        [cell(title), *(figure(row, title) for row in rows)] for title in columns
    ]


def one_figure_a_row(rows: list[Any], columns: list[str]) -> list[list[Cell]]:
    return [
        [*([cell(row.title, rows=len(columns))] if n == 0 else []), cell(title), figure(row, title)]
        for row in rows
        for n, title in enumerate(columns)
    ]


def one_below_the_other(rows: list[Any], columns: list[str]) -> list[list[Cell]]:
    """Each group as a small table of its own under its name."""
    return [
        line
        for row in rows
        for line in (
            [cell(row.title, columns=len(columns))],
            [cell(title) for title in columns],
            [figure(row, title) for title in columns],
        )
    ]


LAYOUTS = [groups_as_rows, groups_as_columns, one_figure_a_row, one_below_the_other]


def report(lines: list[list[Cell]]) -> Report:
    texts = ["临江县水务局2024年政府信息公开工作年度报告", *HEADINGS]
    blocks: list[Any] = [Paragraph(text, Anchor(paragraph=i)) for i, text in enumerate(texts, 1)]
    return read(Document("报告.docx", "docx", "", [*blocks, Table(lines, Anchor(table=1))]))


@settings(deadline=None)
@given(st.sampled_from(LAYOUTS), st.permutations(PART.rows), st.permutations(COLUMNS))
def test_each_layout_gives_the_figures_whatever_its_order(layout: Any, rows: Any, columns: Any) -> None:
    read_back = report(layout(rows, columns))
    assert read_back.get("/remedies") == FIGURES
    assert [label for pointer, _printed, label in read_back.labels if pointer == "/remedies"] == [
        "三组并列、一行数据"
    ]
    assert not any(pointer.startswith(("/remedies", "/requests/")) for pointer, _why in read_back.unread)


@pytest.mark.parametrize("fault", ["a label is missing", "a figure is too many", "a group is there twice"])
def test_what_the_labels_leave_open_is_not_read(fault: str) -> None:
    lines = groups_as_rows(list(PART.rows), COLUMNS)
    if fault == "a label is missing":
        lines[0][2] = cell("")
    elif fault == "a figure is too many":
        lines.append([cell("合计"), *(cell(1) for _ in COLUMNS)])
    else:
        lines.append([cell(PART.rows[0].title), *(cell(1) for _ in COLUMNS)])
    read_back = report(lines)
    assert read_back.get("/remedies") is None
    assert [why for pointer, why in read_back.unread if pointer == "/remedies"] == [
        "表四的排法与格式不同（应为三组并列、一行数据），没有读，需人工核对"
    ]


@pytest.mark.parametrize(
    ("lines", "sure"),
    [
        (["复议|||||诉讼", "结果"], False),
        (["单位：件", "leaves"], True),
        (["四、行政复议、行政诉讼情况", "leaves"], True),
        (["leaves", "numbers"], True),
    ],
)
def test_what_names_the_columns_of_the_form_s_own_layout(lines: list[str], sure: bool) -> None:
    groups = [cell(row.title, columns=5) for row in PART.rows]
    leaves = [cell(title) for _row in PART.rows for title in COLUMNS]
    numbers = [cell(n) for n in range(1, 16)]
    named: dict[str, list[Cell]] = {"leaves": leaves, "numbers": numbers}
    header = [groups, *(named.get(line) or [cell(text) for text in line.split("|")] for line in lines)]
    figures = [figure(row, title) for row in PART.rows for title in COLUMNS]
    read_back = report([*header, figures])
    assert read_back.get("/remedies") == FIGURES
    unsure = read_back.sure_of("/remedies/reconsideration/upheld") is Confidence.UNSURE
    assert unsure is not sure
    assert bool([p for p, _why in read_back.unread if p == "/remedies/header"]) is not sure
