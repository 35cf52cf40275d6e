"""However an office fills in its workbook, the figures and what is said of them are those of its report."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from office_books import ORGAN, Office
from support import EXAMPLES, engine
from workbooks import figures, flat

from checker.loaders import load
from checker.model import Confidence, Result
from checker.reader import read

#: T206 holds figures against prose, which these workbooks have not.
RULES = ("S", "T200", "T201", "T202", "T203", "T204", "T205", "T208")


def said(found: Result) -> set[tuple[str, str]]:
    return {(f.code, f.pointer) for f in found.findings if f.confidence is not Confidence.UNSURE}


@cache
def due(example: str) -> tuple[dict[str, Any], set[tuple[str, str]]]:
    """The figures of an example and what is found in them, read from its Word file."""
    data = (EXAMPLES / f"{example}.docx").read_bytes()
    report = read(load(data, "a.docx"))
    return flat(figures(report)), said(engine(select=RULES).check_bytes(data, "a.docx"))


@pytest.mark.parametrize("seed", range(60))
def test_the_figures_and_the_findings_are_the_reports(seed: int) -> None:
    office = Office(seed)
    data = office.workbook()
    report = read(load(data, "a.xlsx"))
    truth, findings = due(office.example)
    assert flat(figures(report)) == truth, office
    assert (report.organ, report.year) == (ORGAN, office.year), office
    found = engine(select=RULES).check_bytes(data, "a.xlsx")
    assert said(found) <= findings, office
    unsure = {f.pointer.split("/")[1] for f in found.findings if f.confidence is Confidence.UNSURE}
    # Wrong sums beside a check column, and what is missing while a sheet is hidden, are left to a person.
    assert not unsure or office.side or office.extra == "hidden", office
    assert {p for _code, p in findings - said(found)} <= {
        p for _code, p in findings if p.split("/")[1] in unsure
    }, office


@pytest.mark.parametrize("seed", range(60))
def test_what_was_not_read_is_said(seed: int) -> None:
    office = Office(seed)
    found = engine(select=RULES).check_bytes(office.workbook(), "a.xlsx")
    notes, unread = "".join(found.notes), "".join(why for _pointer, why in found.unread)
    assert ("是空的，没有读" in notes) == (office.extra == "template")
    assert (f"写的是 {office.year - 1} 年" in notes) == (office.extra == "last year")
    assert ("是隐藏的，里面的内容没有读" in unread) == (office.extra == "hidden")
    assert ("不是格式里的" in notes) == bool(office.side)
    assert len([p for p, _why in found.unread if p != "/sections"]) == (3 if office.extra == "hidden" else 0)
