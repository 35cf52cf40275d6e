"""`extract`, then `check` what it wrote: the same data and the same findings, in every format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import support

from checker.cli.extract import as_data
from checker.model import Result

FORMATS = ("docx", "html", "txt", "md", "json")
NAMES = ("good-2020", "good-2024", "bad-2020", "bad-2024")


def seen(result: Result) -> list[tuple[Any, ...]]:
    return [(f.code, f.pointer, f.message, f.severity, f.confidence, f.fingerprint) for f in result.findings]


def states(result: Result) -> dict[str, tuple[str, str]]:
    return {code: (outcome.state.value, outcome.reason) for code, outcome in result.outcome.items()}


def again(data: bytes, name: str, places: bool = False) -> Result:
    """What `check` says of the instance that `extract` writes."""
    report = support.engine().read(data, name)
    text = json.dumps(as_data(report, places), ensure_ascii=False, indent=1)
    return support.engine().check_bytes(text.encode("utf-8"), "extracted.json")


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_an_extracted_instance_gives_the_same_findings(name: str, suffix: str) -> None:
    path = support.EXAMPLES / f"{name}.{suffix}"
    first = support.engine().check_bytes(path.read_bytes(), path.name)
    for places in (False, True):
        second = again(path.read_bytes(), path.name, places)
        assert seen(second) == seen(first)
        assert states(second) == states(first)
        assert second.verdict is first.verdict


CORPUS = support.ROOT.parent / "shared" / "corpus"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real reports is not at hand")
@pytest.mark.parametrize("name", ["shanghai_office_2019.html", "xiacheng_civil_affairs_2020.txt"])
def test_real_reports_too(name: str) -> None:
    data = (CORPUS / name).read_bytes()
    first = support.engine().check_bytes(data, name)
    # The indents of a text file are no part of an instance.
    assert seen(again(data, name)) == [finding for finding in seen(first) if finding[0] != "L619"]


def test_an_edited_instance_is_judged_as_edited(tmp_path: Path) -> None:
    path = support.EXAMPLES / "good-2024.docx"
    first = support.engine().check_bytes(path.read_bytes(), path.name)
    assert first.report is not None
    data = as_data(first.report, places=False)
    data["requests"]["received"]["company"] += 1
    result = support.engine().check_bytes(json.dumps(data).encode(), "edited.json")
    assert [(f.code, f.pointer) for f in result.findings] == [("T200", "/requests/received/company")]


def test_labels_and_unread_rows_survive() -> None:
    text = (
        "临江县水务局2024年政府信息公开工作年度报告\n一、总体情况\n二、主动公开政府信息情况\n\n"
        "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\n行政规范性文建\t1\t0\t5\n"
    )
    first = support.engine().check_bytes(text.encode(), "report.txt")
    assert first.report is not None and first.report.labels and first.report.unread
    second = again(text.encode(), "report.txt")
    assert seen(second) == seen(first)
    assert second.report is not None
    assert sorted(second.report.unread) == sorted(first.report.unread)
