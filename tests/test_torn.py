"""Torn text: whatever was torn on its way here, the organ is not blamed for it, and no figure is read wrong."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import tearing
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support import EXAMPLES, ROOT, engine

from checker.coverage import coverage
from checker.model import Confidence, Report, Severity, Verdict

GOOD = ("good-2024", "good-2020")
TEXTS = {name: (EXAMPLES / f"{name}.md").read_text(encoding="utf-8") for name in GOOD}
TABLES = ("disclosure", "requests", "remedies")
CORPUS = ROOT.parent / "shared" / "corpus"


def figures(data: dict[str, Any]) -> dict[str, Any]:
    """The figures of the tables by pointer."""

    def walk(node: dict[str, Any], pointer: str) -> Any:
        for key, value in node.items():
            if isinstance(value, dict):
                yield from walk(value, f"{pointer}/{key}")
            else:
                yield f"{pointer}/{key}", value

    return {p: v for name in TABLES for p, v in walk(data.get(name) or {}, f"/{name}")}


TRUTH = {name: figures(json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))) for name in GOOD}


def read(text: str) -> Report:
    return engine().read(text.encode(), "摘录.md")


def blamed(text: str) -> list[tuple[str, str]]:
    """What is said to be wrong, and not only to be looked at."""
    found = engine().check_bytes(text.encode(), "摘录.md")
    return [
        (f.code, f.message)
        for f in found.findings
        if f.severity is not Severity.INFO and f.confidence is not Confidence.UNSURE
    ]


@pytest.mark.parametrize("name", GOOD)
def test_what_is_whole_is_not_torn(name: str) -> None:
    report = read(TEXTS[name])
    assert not report.torn
    assert coverage(report).certain == coverage(report).cells == len(TRUTH[name])


@settings(max_examples=150, deadline=None)
@given(
    name=st.sampled_from(GOOD),
    ways=st.lists(
        st.sampled_from(sorted(tearing.TEARS | tearing.QUIET)), min_size=1, max_size=3, unique=True
    ),
    seed=st.integers(0, 10_000),
    headless=st.booleans(),
)
def test_nobody_is_blamed_for_what_was_torn(name: str, ways: list[str], seed: int, headless: bool) -> None:
    text = tearing.torn(TEXTS[name], ways, seed, headless)
    # Where chance cut nothing else, lost headings are what a careless writer leaves, and no sign of tearing.
    assume(not headless or read(text).torn)
    assert blamed(text) == []
    report = read(text)
    for pointer, value in figures(report.data).items():
        if report.sure_of(pointer) is Confidence.UNSURE or value is None or isinstance(value, str):
            continue
        assert value == TRUTH[name].get(pointer), pointer


def test_a_row_without_its_label_is_read_where_position_and_sums_leave_no_choice() -> None:
    lines = TEXTS["good-2024"].split("\n")
    at = next(i for i, line in enumerate(lines) if "重复申请" in line and line.startswith("|"))
    figures_only = [c for c in tearing._cells(lines[at]) if c.isdecimal()]
    lines[at : at + 1] = [
        "",
        "2.重复申请",
        "",
        tearing._row(figures_only),
        "|" + "---|" * len(figures_only),
        "",
    ]
    report = read("\n".join(lines))
    assert report.torn
    assert figures(report.data) == TRUTH["good-2024"]
    assert report.sure_of("/requests/outcome/not_processed/duplicate") is Confidence.LIKELY
    assert (coverage(report).certain, coverage(report).doubtful) == (193, 7)


def test_a_row_without_its_label_is_unsure_where_the_sums_disagree() -> None:
    lines = TEXTS["good-2024"].split("\n")
    at = next(i for i, line in enumerate(lines) if "重复申请" in line and line.startswith("|"))
    figures_only = [str(int(c) + 1) for c in tearing._cells(lines[at]) if c.isdecimal()]
    lines[at : at + 1] = ["", tearing._row(figures_only), "|" + "---|" * len(figures_only), ""]
    text = "\n".join(lines)
    assert read(text).sure_of("/requests/outcome/not_processed/duplicate") is Confidence.UNSURE
    assert blamed(text) == []
    found = engine().check_bytes(text.encode(), "摘录.md")
    assert {"T202", "T200", "T203"} & {f.code for f in found.findings}


def test_a_real_fault_in_a_whole_row_is_still_the_organs() -> None:
    """Tearing excuses what it touched; the sum of a row that is whole is wrong as ever."""
    lines = TEXTS["good-2024"].split("\n")
    at = next(i for i, line in enumerate(lines) if "重复申请" in line and line.startswith("|"))
    figures_only = [c for c in tearing._cells(lines[at]) if c.isdecimal()]
    lines[at : at + 1] = ["", tearing._row(figures_only), "|" + "---|" * len(figures_only), ""]
    text = "\n".join(lines).replace("| 9 | 7 | 2 | 3 | 21 |", "| 9 | 7 | 2 | 3 | 20 |")
    assert text != "\n".join(lines)
    assert [code for code, _message in blamed(text)] == ["T204"]


def test_an_extract_says_it_again_when_it_is_read_as_data() -> None:
    from checker.cli.extract import as_data

    text = tearing.torn(TEXTS["good-2024"], ["labels off", "figures apart"], 7, True)
    report = read(text)
    again = engine().read(json.dumps(as_data(report, False), ensure_ascii=False).encode(), "a.json")
    assert (again.torn, again.confidence) == (True, report.confidence)
    assert coverage(again) == coverage(report)


def test_the_whole_of_a_text_set_apart_is_to_be_looked_at() -> None:
    text = tearing.torn(TEXTS["good-2024"], ["spaced"], 3, False)
    found = engine().check_bytes(text.encode(), "摘录.md")
    assert found.verdict is not Verdict.FAILED
    assert found.coverage is not None and found.coverage.certain == 0
    assert {f.confidence for f in found.findings} == {Confidence.UNSURE}


def test_a_label_that_a_word_file_lacks_is_the_organs_fault() -> None:
    import io

    from docx import Document

    word = Document(str(EXAMPLES / "good-2024.docx"))
    cell = next(c for row in word.tables[1].rows for c in row.cells if c.text == "2.重复申请")
    for paragraph in cell.paragraphs:
        paragraph.clear()
    out = io.BytesIO()
    word.save(out)
    found = engine().check_bytes(out.getvalue(), "a.docx")
    assert found.report is not None and not found.report.torn
    said = [(f.code, f.confidence) for f in found.findings if f.code == "S103"]
    assert said == [("S103", Confidence.CERTAIN)]


def test_words_set_apart_are_enough_where_every_figure_is_whole() -> None:
    text = re.sub(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", " ", TEXTS["good-2024"].replace("# ", "#\t"))
    assert blamed(text.replace("#\t", "# ")) == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real reports is not at hand")
def test_the_extract_of_a_real_report_blames_nobody_and_is_read_nearly_whole() -> None:
    text = (CORPUS / "shanghai_office_2025.extract.md").read_text(encoding="utf-8")
    truth = figures(json.loads((CORPUS / "truth/shanghai_office_2025.json").read_text(encoding="utf-8")))
    got = figures(read(text).data)
    assert {p: (v, truth.get(p)) for p, v in got.items() if v != truth.get(p)} == {}
    # Of two rows of table 二 the extract has only two of three figures.
    assert len(truth) - len(got) == 5
    assert blamed(text) == []


def _without_figure(*instead: str) -> str:
    """The example with another text in place of its row 行政强制, whose figure is 12."""
    lines = TEXTS["good-2024"].split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith("| 行政强制"))
    lines[at : at + 1] = instead
    return "\n".join(lines)


@pytest.mark.parametrize(
    "instead",
    [
        ("| 行政强制 |", "| 12 |"),
        ("| 行政强制 | |", "| | 12 |"),
        ("| 行政强制 |", "", "| 12 |", ""),
        ("| 行政强制 |", "", "12", ""),
        ("", "行政强制", "", "12", ""),
    ],
)
def test_a_figure_below_its_label_is_read_and_to_be_looked_at(instead: tuple[str, ...]) -> None:
    text = _without_figure(*instead)
    report = read(text)
    assert report.get("/disclosure/compulsory_measures/decisions") == 12
    assert report.sure_of("/disclosure/compulsory_measures/decisions") is Confidence.UNSURE
    assert blamed(text) == []


@pytest.mark.parametrize(
    "instead", [("| 行政强制 |",), ("| 12 |", "| 行政强制 |"), ("| 行政强制 |", "| 12 | 3 |")]
)
def test_a_label_without_a_figure_is_unread_and_not_missing(instead: tuple[str, ...]) -> None:
    text = _without_figure(*instead)
    assert [pointer for pointer, _why in read(text).unread] == ["/disclosure/compulsory_measures"]
    assert blamed(text) == []
    assert engine().check_bytes(text.encode(), "摘录.md").verdict is Verdict.INCOMPLETE


def test_a_row_that_is_not_there_is_missing() -> None:
    assert [code for code, _message in blamed(_without_figure())] == ["S103"]


def test_nothing_passes_whose_figures_are_all_in_doubt() -> None:
    """A text set apart by spaces is read, and of no figure is anybody sure."""
    text = re.sub(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", " ", TEXTS["good-2024"])
    found = engine(select=("S", "T")).check_bytes(text.encode(), "摘录.md")
    assert found.coverage is not None and found.coverage.certain == 0 < found.coverage.doubtful
    assert found.verdict is Verdict.INCOMPLETE
