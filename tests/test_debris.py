"""Tables that became lines of text: what is left of their headers and labels is no bad prose."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from support import EXAMPLES, engine

from checker.model import Confidence, Severity
from checker.reader.debris import FLAG

GOOD = ("good-2024", "good-2020")
ROW = re.compile(r"^\|(.*)\|$", re.M)


def rows_as(name: str, write: Callable[[list[str]], str]) -> str:
    """An example whose table rows are written in another way."""
    text = (EXAMPLES / f"{name}.md").read_text(encoding="utf-8")
    text = re.sub(r"^\|(?: --- \|)+\n", "", text, flags=re.M)
    text = ROW.sub(lambda row: write([cell.strip() for cell in row[1].split("|")]), text)
    return text.replace("### ", "").replace("## ", "").replace("# ", "")


#: How tools write a row: its cells side by side, and where a cell has several lines as a tool leaves them.
WAYS: dict[str, Callable[[list[str]], str]] = {
    "spaces": lambda cells: " ".join(c for c in cells if c).replace("<br>", ""),
    "broken": lambda cells: " ".join(c for c in cells if c).replace("<br>", "\n"),
    "a space at a break": lambda cells: " ".join(cells).replace("<br>", " "),
    "a cell a line": lambda cells: "\n".join(c for c in cells if c).replace("<br>", "\n"),
    "commas": lambda cells: ",".join(cells).replace("<br>", ""),
    # Labels in the middle of a word, as a narrow column breaks them.
    "narrow": lambda cells: "\n".join(c[i : i + 5] for c in cells for i in range(0, len(c), 5)).replace(
        "<br>", ""
    ),
}


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("way", WAYS)
def test_what_is_left_of_a_table_is_no_bad_prose(name: str, way: str) -> None:
    found = engine().check_bytes(rows_as(name, WAYS[way]).encode(), "摘录.txt")
    blamed = [
        (f.code, f.message)
        for f in found.findings
        if f.severity is not Severity.INFO and f.confidence is not Confidence.UNSURE
    ]
    assert blamed == []


def test_prose_is_judged_all_the_same() -> None:
    text = rows_as("good-2024", WAYS["spaces"]).replace("全年主动公开政府信息", "全年主动公开开政府信息,共计")
    found = engine(select=("L", "W")).check_bytes(text.encode(), "摘录.txt")
    assert ("L601", Confidence.CERTAIN) in {(f.code, f.confidence) for f in found.findings}


@pytest.mark.parametrize(
    ("lines", "flagged"),
    [
        # One line that is a label may be anything.
        (["（一）主动公开", "行政许可", "全年办理286件。"], []),
        # Three lines in a row, or three labels in one, are left of a table.
        (["信息内容", "本年处理决定数", "行政许可", "全年办理286件。"], [0, 1, 2]),
        (["自然人 法人或其他组织 总计", "以上为附表。"], [0]),
        # A row of digits that may be a person's number is shown to every rule.
        (["行政许可 286", "行政处罚 340826199001011234", "行政强制 12"], []),
    ],
)
def test_lines_of_labels_and_figures_are_told_from_prose(lines: list[str], flagged: list[int]) -> None:
    head = ["安澜县水务局2024年政府信息公开工作年度报告", "一、总体情况"]
    tail = ["五、存在的主要问题及改进情况", "形式单一，今后改进。", "六、其他需要报告的事项", "无。"]
    report = engine().read("\n".join([*head, *lines, *tail]).encode(), "a.txt")
    found = {p.text for _index, p in report.document.paragraphs() if FLAG in p.flags}
    assert found == {lines[i] for i in flagged}


def test_a_heading_that_lost_its_line_break_is_a_heading() -> None:
    text = (EXAMPLES / "good-2024.md").read_text(encoding="utf-8")
    heading = "五、存在的主要问题及改进情况"
    text = text.replace(f"## {heading}\n\n### （一）存在的主要问题\n\n", heading)
    found = engine(select=("N",)).check_bytes(text.encode(), "a.md")
    assert [f.code for f in found.findings if f.severity is not Severity.INFO] == []
    # What follows makes it another title.
    other = text.replace(heading, f"{heading}和下一步的打算。", 1)
    assert engine().read(other.encode(), "a.md").get("/sections/4/title") != "存在的主要问题及改进情况"


def test_a_heading_without_its_number_begins_a_paragraph_in_markdown() -> None:
    text = (EXAMPLES / "good-2024.md").read_text(encoding="utf-8")
    text = re.sub(r"^#+ (?:[一二三四五六]、|（[一二三四五]）)?", "", text, flags=re.M)
    text = re.sub(r"\n\n(?!\|)", "\n", text)
    report = engine().read(text.encode(), "a.md")
    assert list(report.sections) == [1, 2, 3, 4, 5, 6]


def test_a_term_broken_over_a_line_end_lacks_nothing() -> None:
    head = "安澜县水务局2024年政府信息公开工作年度报告\n一、总体情况\n"
    lines = "按时发布政府信息公开工作年度报\n告，内容完整。\n"

    def terms(text: str) -> list[str]:
        return [f.code for f in engine(select=("W703",)).check_bytes(text.encode(), "a.txt").findings]

    assert terms(head + lines) == []
    assert terms(head + lines.replace("告，", "，")) == ["W703"]


@pytest.mark.parametrize("line", ["的统计期限自2024年1月1日", "统计期限：2024年1月1日"])
def test_a_period_broken_over_line_ends_is_not_surely_wrong(line: str) -> None:
    text = rows_as("good-2024", WAYS["spaces"])
    text = text.replace("的统计期限自2024年1月1日", f"\n{line}\n", 1)
    found = engine(select=("N308",)).check_bytes(text.encode(), "a.txt")
    assert [f.confidence for f in found.findings] == [Confidence.UNSURE]
