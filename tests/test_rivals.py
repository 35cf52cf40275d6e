"""Several tables that hold the same rows: the report's own is read, or nothing of them is sure."""

from __future__ import annotations

from typing import Any

import pytest
from support import instance

from checker.form import builtin
from checker.model import Anchor, Cell, Confidence, Document, Paragraph, Report, Table
from checker.reader import read

FORM = builtin().of("2021")
HEADINGS = [section.heading for section in FORM.sections]
TRUTH = instance("good-2024.json")
REQUESTS = next(table for table in FORM.tables if table.pointer == "/requests")
REMEDIES = next(table for table in FORM.tables if table.across)
LEAVES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


def at(pointer: str) -> Any:
    node: Any = TRUTH
    for step in pointer.split("/")[1:]:
        node = node[step]
    return node


def grid(*rows: list[object]) -> Table:
    return Table([[Cell(str(text), Anchor(table=1)) for text in row] for row in rows])


def requests(*figures: int) -> Table:
    """Table three: the truth, or the same figures in every row."""
    rows = [row for row in REQUESTS.rows if not row.single]
    lines = [
        [row.title, *(figures or [at(f"{row.pointer}/{column.key}") for column in row.columns])]
        for row in rows
    ]
    return grid(["申请人情况", *(column.title for column in rows[0].columns)], *lines)


def remedies(*rows: list[object]) -> Table:
    """Table four with a label before each row of figures."""
    return grid(
        ["年度", "行政复议", "行政诉讼"],
        ["", *LEAVES, "未经复议直接起诉", "复议后起诉"],
        ["", *LEAVES, *LEAVES],
        *rows,
    )


OWN = [at(f"{row.pointer}/{column.key}") for row in REMEDIES.rows for column in row.columns]
OTHER = [1, 0, 0, 0, 1] * 3


def report(third: Any, fourth: Any = (), first: Any = (), second: Any = ()) -> Report:
    """A report with something in its sections."""
    blocks: list[Any] = ["临江县水务局2024年政府信息公开工作年度报告", HEADINGS[0], "全年工作平稳。", *first,
                         HEADINGS[1], *second, HEADINGS[2], *third, HEADINGS[3], *fourth, *HEADINGS[4:]]  # fmt: skip
    return read(
        Document(
            "报告.txt",
            "text",
            "",
            [Paragraph(b, Anchor(paragraph=1)) if isinstance(b, str) else b for b in blocks],
        )
    )


LAST_YEAR = requests(1, 0, 0, 0, 0, 0, 1)


@pytest.mark.parametrize(
    "third",
    [
        ["2023年申请情况：", LAST_YEAR, "2024年申请情况：", requests()],
        ["上年情况（对照）", LAST_YEAR, "本年情况", requests()],
        [requests(), "2023年申请情况：", LAST_YEAR],
        ["附：所属单位申请情况", LAST_YEAR, "本机关申请情况", requests()],
        [requests(), "二○二三年对照", LAST_YEAR],
    ],
)
def test_the_table_of_another_year_or_office_is_not_read(third: list[Any]) -> None:
    found = report(third)
    assert found.data["requests"] == TRUTH["requests"]
    assert found.sure_of("/requests/received/total") is Confidence.CERTAIN
    assert "/requests/repeated" in [pointer for pointer, _why in found.unread]


def test_of_two_tables_that_nothing_tells_apart_neither_is_sure() -> None:
    found = report([LAST_YEAR, "接上表", requests()])
    assert found.sure_of("/requests/received/total") is Confidence.UNSURE
    # 2 of carried_in's figures are the same in both, and still the row is not.
    assert found.sure_of("/requests/carried_in/total") is Confidence.UNSURE


def test_a_form_that_nobody_filled_in_is_not_the_reports() -> None:
    blank = requests()
    for line in blank.rows[1:]:
        line[1:] = [Cell("", Anchor(table=1)) for _ in line[1:]]
    for third in ([blank, "填报说明", requests()], [requests(), blank]):
        found = report(third)
        assert found.data["requests"] == TRUTH["requests"]
        assert found.sure_of("/requests/received/total") is Confidence.CERTAIN
    found = report([], [remedies(["", *[""] * 15]), "接上表", remedies(["", *OWN])])
    assert found.data["remedies"] == TRUTH["remedies"]


def test_the_same_table_twice_is_sure() -> None:
    found = report([requests(), requests()])
    assert found.data["requests"] == TRUTH["requests"]
    assert found.sure_of("/requests/received/total") is Confidence.CERTAIN


def test_a_table_behind_the_sections_is_not_the_one_in_its_section() -> None:
    found = report([requests(), HEADINGS[5], "有关情况如下。", LAST_YEAR])
    assert found.sure_of("/requests/received/total") is Confidence.CERTAIN
    assert found.data["requests"] == TRUTH["requests"]


def test_rows_of_the_forms_names_in_a_table_of_another_kind_are_not_the_forms() -> None:
    stray = grid(["项目", "金额（元）"], ["行政事业性收费", 273500], ["行政许可", 99])
    own = grid(
        ["信息内容", "本年处理决定数量"],
        ["行政许可", 286],
        ["信息内容", "本年收费金额（单位：万元）"],
        ["行政事业性收费", 27.35],
    )
    alone = report([], first=[stray])
    assert alone.sure_of("/disclosure/fees/amount") is Confidence.UNSURE
    both = report([], first=[stray], second=[own])
    assert both.data["disclosure"] == {"licensing": {"decisions": 286}, "fees": {"amount": 27.35}}


def test_the_row_of_the_reports_year_is_read_of_several() -> None:
    for rows in (["2023", *OTHER], ["2024", *OWN]), (["2024年度", *OWN], ["2023年度", *OTHER]):
        found = report([], [remedies(*rows)])
        assert found.data["remedies"] == TRUTH["remedies"]
        assert found.sure_of("/remedies") is Confidence.CERTAIN
        assert "/remedies/repeated" in [pointer for pointer, _why in found.unread]


@pytest.mark.parametrize("labels", [("局机关", "合计"), ("", ""), ("2023", "2022")])
def test_rows_that_nothing_tells_apart_are_not_sure(labels: tuple[str, str]) -> None:
    found = report([], [remedies([labels[0], *OTHER], [labels[1], *OWN])])
    assert found.sure_of("/remedies/reconsideration/total") is Confidence.UNSURE


def test_table_four_of_last_year_is_not_read() -> None:
    found = report([], ["2023年情况", remedies(["", *OTHER]), "2024年情况", remedies(["", *OWN])])
    assert found.data["remedies"] == TRUTH["remedies"]
    assert found.sure_of("/remedies") is Confidence.CERTAIN
    unclear = report([], [remedies(["", *OTHER]), "接上表", remedies(["", *OWN])])
    assert unclear.sure_of("/remedies/reconsideration/total") is Confidence.UNSURE


def test_a_row_that_comes_twice_in_one_table_with_other_figures_is_not_sure() -> None:
    twice = requests()
    twice.rows.insert(2, grid([twice.rows[1][0].text, 1, 0, 0, 0, 0, 0, 1]).rows[0])
    found = report([twice])
    assert found.sure_of("/requests/received/total") is Confidence.UNSURE
    assert found.sure_of("/requests/carried_in/total") is Confidence.CERTAIN


def test_of_very_many_tables_of_one_kind_nothing_is_sure() -> None:
    found = report(
        [block for _ in range(20) for block in ("2023年情况", LAST_YEAR)] + ["2024年情况", requests()]
    )
    assert found.sure_of("/requests/received/total") is Confidence.UNSURE
