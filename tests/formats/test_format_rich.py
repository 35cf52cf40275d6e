"""The terminal report: its look is held as snapshots at 80 and 160 columns.

To renew the snapshots after looking at the new ones: UPDATE_SNAPSHOTS=1 pytest tests/formats
"""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path

import pytest
import sample
from rich.cells import cell_len

from checker.engine import Run
from checker.formats import rich as rich_format
from checker.i18n import set_language
from checker.model import Anchor, Coverage, Result, Severity

SNAPSHOTS = Path(__file__).parent / "snapshots"


def rendered(run: Run, width: int = 80) -> str:
    stream = io.StringIO()
    rich_format.render(run, stream, width=width)
    return stream.getvalue()


def compare(name: str, text: str) -> None:
    path = SNAPSHOTS / name
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [80, 160])
def test_the_look_at_a_width(width: int) -> None:
    compare(f"rich-{width}.txt", rendered(sample.run(), width))


def test_the_look_in_english() -> None:
    set_language("en")
    try:
        compare("rich-en-80.txt", rendered(sample.run()))
    finally:
        set_language("zh")


@pytest.mark.parametrize("width", [60, 72, 80, 120, 160])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    lines = rendered(sample.run(), width).split("\n")
    assert max(map(cell_len, lines)) <= width, max(lines, key=cell_len)


def test_text_of_a_report_is_shown_and_never_obeyed() -> None:
    text = rendered(sample.run(sample.bad()))
    assert "[bookmark: _GoBack][red]红[/red]" in text
    assert "\x1b" not in text and "\u202e" not in text and "\u200b" not in text
    assert "<U+001B>[31m警" in text and "<U+202E>" in text


def test_the_fault_is_marked_under_the_line_it_stands_in() -> None:
    lines = rendered(sample.run(sample.bad())).split("\n")
    marked = next(i for i, line in enumerate(lines) if "全年主动公开政府信息119条" in line)
    start = cell_len(lines[marked][: lines[marked].index("119条")])
    assert lines[marked + 1].rstrip() == "    │" + " " * (start - 5) + "^" * cell_len("119条")


def test_addends_of_nothing_are_counted_not_listed() -> None:
    text = rendered(sample.run(sample.bad()))
    assert "自然人        12  第3行 第2列" in text
    assert "其余 3 项为 0 或空白" in text
    assert "科研机构 " not in text


def test_every_severity_is_a_word_without_colour() -> None:
    text = rendered(sample.run())
    for word in ("错误", "警告", "提示", "需人工核对", "结论：未通过", "结论：通过", "结论：未能全部核对"):
        assert word in text


def test_silence_does_not_look_like_a_pass() -> None:
    clean = rendered(sample.run(sample.good()))
    assert "已核对 7 项：" in clean and "没有发现问题" in clean and "判定日期：2025-01-31" in clean
    half = rendered(sample.run(sample.incomplete()))
    assert "T201～T203、T206" in half and "表三的列数与格式不符" in half
    assert "通过" not in half.replace("未能全部核对", "")


def test_a_suppressed_finding_is_counted_and_not_shown() -> None:
    text = rendered(sample.run(sample.bad()))
    assert "已豁免 1 处" in text
    assert "L606 space-by-digit" not in text


def test_many_like_findings_fold_into_one_line_of_places() -> None:
    result = sample.good()
    for number in range(1, 41):
        at = Anchor(paragraph=number // 2 + 1, quote=",")
        result.findings.append(
            sample.finding("L601", "half-width-mark", Severity.WARNING, "半角逗号。", "/sections/0", at)
        )
    text = rendered(sample.run(result))
    assert text.count("half-width-mark") == 5
    joined = "".join(text.split())
    assert "L601另有35处，在：第4段（2处）、第5段（2处）" in joined
    assert "警告 40 处" in text


def test_a_report_with_one_finding_more_than_the_limit_is_not_folded() -> None:
    result = sample.good()
    for number in range(1, 7):
        at = Anchor(paragraph=number, quote=",")
        result.findings.append(
            sample.finding("L601", "half-width-mark", Severity.WARNING, "半角逗号。", "/sections/0", at)
        )
    assert "另有" not in rendered(sample.run(result))


def test_the_table_has_a_line_for_each_report_even_without_an_organ() -> None:
    lines = rendered(sample.run()).split("\n")
    head = next(i for i, line in enumerate(lines) if line.startswith("机关"))
    assert lines[head].split() == ["机关", "年度", "错误", "警告", "需人工核对", "未核对", "结论"]
    assert lines[head + 1].split() == ["石桥县林业局", "2024", "3", "3", "1", "4", "未通过"]
    assert lines[head + 3].startswith("坏 文件") and lines[head + 4].startswith(
        "  <U+001B>"
    )  # wrapped, never cut
    end = next(i for i, line in enumerate(lines[head:], head) if "─" in line)
    rows = [line for line in lines[head + 1 : end] if line[:1].strip()]
    assert len(rows) == 4
    assert len({cell_len(line[: line.rindex(" ")]) for line in rows}) == 1


def test_colour_is_asked_of_the_terminal_and_refused_by_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    coloured = Terminal()
    rich_format.render(sample.run(sample.bad()), coloured, width=80)
    assert "\x1b[1;31m错误\x1b[0m" in coloured.getvalue()
    monkeypatch.setenv("NO_COLOR", "1")
    plain = Terminal()
    rich_format.render(sample.run(sample.bad()), plain, width=80)
    assert "\x1b[1;31m" not in plain.getvalue() and "错误" in plain.getvalue()


def test_a_long_hostile_name_does_not_break_the_page() -> None:
    result = Result("长" * 5000 + ".txt", "a" * 64, "局" * 5000, 2024, "2021")
    lines = rendered(sample.run(result, sample.good())).split("\n")
    assert max(map(cell_len, lines)) <= 80
    assert len(lines) < 300


def test_cells_in_doubt_are_to_be_compared_once_a_file_by_a_command_that_works() -> None:
    result = Result("报送 材料/某局.pdf", "")
    result.coverage = Coverage(200, 190, 6, 4)
    said = rendered(Run([result], "2025-12-31", []), 160)
    assert (
        said.count('gouji extract "报送 材料/某局.pdf" -o html:对照.html') == said.count("gouji extract") == 1
    )
    result.coverage = Coverage(200, 200, 0, 0)
    assert "gouji extract" not in rendered(Run([result], "2025-12-31", []))


def test_files_of_one_name_are_told_apart_in_the_table() -> None:
    results = [sample.good(), sample.good(), sample.good()]
    for result, path in zip(
        results, ("材料/甲镇/年报.docx", "材料/乙镇/年报.docx", "材料/另一份年报.docx"), strict=True
    ):
        result.path = path
    table = rendered(sample.run(*results)).rpartition("机关 ")[2]
    for name in ("甲镇/", "乙镇/", "另一份年报.docx"):
        assert name in table
    assert "材料/" not in table


def test_a_name_has_a_line_of_its_own_where_the_table_leaves_it_no_room() -> None:
    results = [sample.good(), sample.unreadable()]
    results[0].as_of, results[1].as_of = "2025-01-31", "2024-12-31"
    set_language("en")
    try:
        lines = rendered(sample.run(*results)).split("\n")
    finally:
        set_language("zh")
    table = lines[next(i for i, line in enumerate(lines) if line.startswith("Organ")) :]
    assert results[0].organ in table
    assert not any("…" in line for line in table)
    assert max(map(cell_len, lines)) <= 80


def test_hostile_addends_do_not_widen_the_page() -> None:
    result = sample.bad()
    related = [r for f in result.findings for r in f.related if r.location.table]
    for related_place in related:
        related_place.location = replace(related_place.location, quote="\x1b\u202e" * 20, label="长" * 40)
    lines = rendered(sample.run(result)).split("\n")
    assert related and max(map(cell_len, lines)) <= 80
