"""Real reports, where they are at hand: every figure, and the defects known by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from checker.engine import Engine, Settings
from checker.loaders import load
from checker.model import Result, Severity, State
from checker.reader import read
from checker.registry import load as load_registry

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real reports is not at hand")


def check(name: str) -> Result:
    engine = Engine(load_registry(), Settings(keep_report=True))
    return engine.check_bytes((CORPUS / name).read_bytes(), name)


def figures(node: Any, pointer: str = "") -> dict[str, Any]:
    if isinstance(node, dict):
        return {p: v for k, sub in node.items() for p, v in figures(sub, f"{pointer}/{k}").items()}
    return {pointer: node}


@pytest.mark.parametrize(
    "name",
    [
        "shanghai_office_2019.html",
        "xiacheng_civil_affairs_2020.txt",
        "huaian_hongze_2023.pdf",
        "huaian_hongze_2024.pdf",
    ],
)
def test_every_figure_is_read(name: str) -> None:
    truth = json.loads((CORPUS / "truth" / f"{Path(name).stem}.json").read_text(encoding="utf-8"))
    report = read(load((CORPUS / name).read_bytes(), name))
    assert report.organ.endswith(truth["organ"]) and report.year == truth["year"]
    for table in ("disclosure", "requests", "remedies"):
        assert figures(report.data[table]) == figures(truth[table])
    # Every figure knows where it was read.
    for pointer in figures({t: truth[t] for t in ("disclosure", "requests", "remedies")}):
        assert report.origin[pointer].cell, pointer
    assert not report.unread
    if name.endswith(".pdf"):
        # Both years print 其他法律行政止公开 and one row for （六）; nothing else is off the form.
        assert [printed for _pointer, printed, _label in report.labels] == ["2.其他法律行政止公开"]
        assert len(report.missing) == 3
        assert all(a.page and a.bbox for p, a in report.origin.items() if a.cell), "a page and a box each"
        assert not report.confidence
    else:
        assert not report.labels and not report.missing


def test_the_seed_report_shows_its_defects_at_their_lines() -> None:
    result = check("xiacheng_civil_affairs_2020.txt")
    lines = (CORPUS / "xiacheng_civil_affairs_2020.txt").read_text(encoding="utf-8").splitlines()
    found = {(f.code, f.pointer): f for f in result.findings}
    assert ("N301", "/sections/5") in found
    for index, heading in ((0, "一、政务公开工作完成情况及成效"), (4, "五、存在的主要问题及工作安排情况")):
        finding = found[("N303", f"/sections/{index}/title")]
        assert lines[(finding.location.line or 0) - 1].strip() == heading
    cell = found[("S101", "/disclosure/procurement/amount")]
    assert lines[(cell.location.line or 0) - 1].strip() == "`56700"
    assert "56700" in cell.message
    assert not [f for f in result.findings if f.code.startswith("T")]


def test_blank_totals_are_not_wrong_totals() -> None:
    result = check("shanghai_office_2019.html")
    assert not [f for f in result.findings if f.code in ("T200", "T201", "T202", "T203", "T204")]
    assert result.outcome["T203"].state is State.NOT_CHECKED
    assert [f.values["count"] for f in result.findings if f.code == "S102"] == [126, 9]
    assert result.verdict.value == "未能全部核对"


def test_the_report_of_2023_shows_its_defects_at_page_and_cell() -> None:
    result = check("huaian_hongze_2023.pdf")
    found = [(f.code, f.pointer, str(f.location)) for f in result.findings if f.severity is not Severity.INFO]
    assert found == [
        ("W703", "/sections/0/paragraphs/2", "第1页 第7段"),
        ("S103", "/requests/outcome/refused/prohibited_by_law", "第3页 表2 第9行 第1列"),
        ("S103", "/requests/outcome/other/correction_overdue", "第4页 表2 第24行 第1列"),
        ("T204", "/remedies/reconsideration/total", "第4页 表3 第4行 第5列（行政复议·总计）"),
        (
            "T204",
            "/remedies/litigation_after_reconsideration/total",
            "第4页 表3 第4行 第15列（复议后起诉·总计）",
        ),
    ]
    assert all(f.confidence.value == "certain" for f in result.findings if f.code in ("S103", "T204"))
    assert not [f for f in result.findings if f.code in ("L605", "L606")]


def test_the_report_of_2024_is_quiet_but_for_its_label_and_rows() -> None:
    result = check("huaian_hongze_2024.pdf")
    # 17件 in its prose is the office's own figure, against 95 of the whole district in the table.
    assert [f.code for f in result.findings if f.severity is not Severity.INFO] == ["S103", "S103"]
    assert result.verdict.value == "通过"


def test_the_empty_form_does_not_flood() -> None:
    result = check("blank_form_2021.docx")
    assert len(result.findings) <= 10
    assert len([f for f in result.findings if f.code == "S102"]) == 3


def test_nothing_crashes() -> None:
    names = [p for p in sorted(CORPUS.rglob("*")) if p.suffix in (".txt", ".html", ".docx", ".md", ".pdf")]
    assert names
    engine = Engine(load_registry(), Settings())
    for path in names:
        result = engine.check_bytes(path.read_bytes(), path.name)
        crashed = [code for code, outcome in result.outcome.items() if outcome.state is State.CRASHED]
        assert not crashed, path.name


def test_the_seed_report_s_own_words_on_its_columns_are_answered_at_their_line() -> None:
    result = check("xiacheng_civil_affairs_2020.txt")
    admitted = [f for f in result.findings if f.code == "C506"]
    assert [(f.location.line, f.location.quote) for f in admitted] == [
        (405, "更新发布频率较低"),
        (405, "更新还不够及时"),
        (405, "暂无内容更新"),
    ]
    assert admitted[2].values["columns"] == ["基层政务公开标准化规范化"]
    assert "空白栏目 5 个及以上" in admitted[2].message


def test_no_other_report_admits_a_column() -> None:
    """None of them does: what they say of columns is that they are watched, or that they were updated."""
    for path in sorted(CORPUS.rglob("*")):
        if path.suffix in (".txt", ".html", ".docx", ".md") and not path.name.startswith("xiacheng"):
            result = Engine(load_registry(), Settings(select=("C506",))).check_bytes(
                path.read_bytes(), path.name
            )
            assert [f.message for f in result.findings if f.code == "C506"] == [], path.name
