"""Headings of sections that stand in tables are there: read where they can be, and never said to be missing for sure."""

from __future__ import annotations

from typing import Any

import pytest
from support import engine, found

from checker.form import builtin
from checker.model import Anchor, Cell, Confidence, Document, Paragraph, Report, Result, Table, Verdict
from checker.reader import read

HEADINGS = [section.heading for section in builtin().of("2021").sections]
TITLE = "临江县水务局2024年政府信息公开工作年度报告"
LICENSING = [["信息内容", "本年处理决定数量"], ["行政许可", "5"]]


def table(*rows: list[str]) -> Table:
    return Table([[Cell(c, Anchor(table=1, row=r, cell=k)) for k, c in enumerate(row, 1)]
                  for r, row in enumerate(rows, 1)])  # fmt: skip


def document(*blocks: Any) -> Document:
    return Document("报告.txt", "text", "", [
        Paragraph(b, Anchor(paragraph=i)) if isinstance(b, str) else b for i, b in enumerate(blocks, 1)
    ])  # fmt: skip


def checked(document: Document) -> tuple[Report, Result]:
    report = read(document)
    return report, engine(("N301", "N307")).check_report(report)


@pytest.mark.parametrize(
    "head",
    [
        [[HEADINGS[1]]],
        [["单位：件"], [HEADINGS[1], HEADINGS[1]]],
        [["", HEADINGS[1], ""]],
    ],
)
def test_a_heading_in_a_row_at_the_head_of_its_table_is_a_heading(head: list[list[str]]) -> None:
    report, result = checked(document(
        TITLE, HEADINGS[0], "全年平稳。", table(*head, *LICENSING), *HEADINGS[2:], "无其他事项。",
    ))  # fmt: skip
    assert [section["number"] for section in report.data["sections"]] == list("一二三四五六")
    assert report.get("/disclosure/licensing/decisions") == 5
    assert not found(result, "N301")
    assert report.origin["/sections/1/title"].table == 1


def test_what_the_loader_said_of_tables_stays_with_them() -> None:
    torn = document(TITLE, HEADINGS[0], "全年平稳。", table([HEADINGS[1]], *LICENSING), *HEADINGS[2:])
    torn.metadata |= {"doubts": {3: "表格线不全"}, "pictures": 1, "picture_blocks": [3]}
    report = read(torn)
    assert report.sure_of("/disclosure/licensing/decisions") is Confidence.UNSURE
    assert torn.metadata["picture_blocks"] == [4]


def test_headings_beside_their_text_in_a_table_are_not_missing_for_sure() -> None:
    _report, result = checked(
        document(TITLE, table(*([h, "全年工作平稳，情况如下。"] for h in HEADINGS), *LICENSING))
    )
    assert [f.confidence for f in found(result, "N301")] == [Confidence.UNSURE]
    assert result.verdict is Verdict.INCOMPLETE


def test_a_heading_that_stands_nowhere_is_missing_for_sure() -> None:
    _report, result = checked(document(TITLE, HEADINGS[0], "全年平稳。", table(*LICENSING), *HEADINGS[2:]))
    assert [f.confidence for f in found(result, "N301")] == [Confidence.CERTAIN]


def test_a_caption_that_says_the_heading_again_is_no_second_heading() -> None:
    report, _result = checked(document(
        TITLE, *HEADINGS[:2], table([HEADINGS[1]], *LICENSING), *HEADINGS[2:],
    ))  # fmt: skip
    assert [section["number"] for section in report.data["sections"]] == list("一二三四五六")
