"""One line a finding, and a summary that speaks even when nothing was found."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import sample

from checker.engine import Run
from checker.formats import concise
from checker.model import Coverage, Verdict

SNAPSHOT = Path(__file__).parent / "snapshots" / "concise.txt"


def rendered(run: Run) -> str:
    stream = io.StringIO()
    concise.render(run, stream)
    return stream.getvalue()


def test_the_look() -> None:
    text = rendered(sample.run())
    if os.environ.get("UPDATE_SNAPSHOTS"):
        SNAPSHOT.write_text(text, encoding="utf-8", newline="\n")
    assert text == SNAPSHOT.read_text(encoding="utf-8")


def test_a_finding_is_one_greppable_line() -> None:
    lines = rendered(sample.run(sample.incomplete())).splitlines()
    pattern = r"(?P<path>.+):87:3: W N303 .+ \[section-title\]"
    assert re.fullmatch(pattern, lines[0]), lines[0]


def test_where_there_is_no_line_the_place_is_in_words() -> None:
    first = rendered(sample.run(sample.bad())).splitlines()[0]
    assert first.startswith("石桥县林业局2024.docx: 表1 第3行 第8列（总计）: E T203 ")


def test_a_clean_file_says_nothing_and_the_summary_says_that_it_was_checked() -> None:
    assert (
        rendered(sample.run(sample.good()))
        == "共 1 份报告：通过 1 份；没有发现问题。\n判定日期：2025-01-31\n"
    )


def test_what_could_not_be_checked_is_a_line_of_its_own() -> None:
    text = rendered(sample.run(sample.incomplete()))
    assert "未能全部核对: T201～T203、T206 表三的列数与格式不符" in text


def test_no_report_at_all_is_said() -> None:
    assert rendered(Run([], "2025-01-31", [])) == "没有可核对的年度报告。\n判定日期：2025-01-31\n"


def test_hostile_text_stays_on_its_line() -> None:
    text = rendered(sample.run(sample.bad(), sample.unreadable()))
    assert "\x1b" not in text and "\u202e" not in text and "\x07" not in text
    assert all(line.count("[residue]") <= 1 for line in text.splitlines())


def test_suppressed_findings_are_left_out() -> None:
    assert "L606" not in rendered(sample.run(sample.bad()))


def test_a_report_that_does_not_pass_for_figures_in_doubt_says_so() -> None:
    result = sample.good()
    result.verdict, result.coverage = Verdict.INCOMPLETE, Coverage(200, 198, 2, 0)
    assert "未能全部核对: 表格 200 格：确切读出 198、存疑 2、未读出 0\n" in rendered(sample.run(result))
