"""`checker.testing`, with which plugin authors try their rules: it must notice what is not as a case says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import support
import yaml

from checker.testing import Case, cases, check_case


def case(**how: Any) -> Case:
    """A case of T203 on a report with nothing wrong, one total raised by one."""
    wrong = {"base": "good-2024.json", "set": {"/requests/received/total": 310}}
    said = {"at": "/requests/received/total", "says": ["310", "309"]}
    return Case("T203", "a case", {"name": "a case", **wrong, "find": [said], **how}, support.EXAMPLES)


def found(**more: Any) -> list[dict[str, Any]]:
    return [{"at": "/requests/received/total", **more}]


def base(**how: Any) -> dict[str, Any]:
    """What makes a case of a report without anything wrong."""
    return {"set": {}, "find": [], **how}


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"find": found(severity="error", lacks=["（四）"])},
        base(outcome="ok"),
        base(base="good-2024.txt", outcome="ok"),
        base(remove=["/sections/5"], insert={"/sections/0/paragraphs/-": "末段。"}),
    ],
    ids=["as said", "severity", "a good report", "a report in a text file", "changed elsewhere"],
)
def test_what_is_as_the_case_says_differs_in_nothing(how: dict[str, Any]) -> None:
    assert check_case(case(**how)) == []


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ({"find": []}, "/requests/received/total"),
        ({"set": {}}, "nothing"),
        ({"find": found(at="/requests")}, "/requests"),
        ({"find": found(says=["没有这话"])}, "没有这话"),
        ({"find": found(lacks=["309"])}, "309"),
        ({"find": found(severity="info")}, "severity is error, not info"),
        ({"find": found(confidence="unsure")}, "confidence"),
        ({"find": found(quote="x")}, "quotes"),
        ({"find": found(related=["/title"])}, "/title"),
        (base(outcome="not-checked"), "the outcome is ok"),
    ],
)
def test_every_difference_is_told(how: dict[str, Any], says: str) -> None:
    (told,) = check_case(case(**how))
    assert says in told


def test_an_edit_of_a_text_reaches_its_tables() -> None:
    text = (support.EXAMPLES / "good-2024.txt").read_text(encoding="utf-8")
    how = {"name": "x", "text": text, "set": {"/requests/received/total": 310}, "find": found()}
    assert check_case(Case("T203", "x", how, Path())) == []


def test_last_year_and_a_rule_that_is_not_there() -> None:
    how = {"name": "x", "base": "good-2024.json", "find": [], "outcome": "not-checked"}
    assert check_case(Case("Y801", "x", how, support.EXAMPLES)) == []
    told = check_case(Case("Y801", "x", {**how, "previous": {"base": "good-2023.json"}}, support.EXAMPLES))
    assert len(told) == 1 and "not not-checked" in told[0]
    assert "no rule Z999" in check_case(Case("Z999", "x", how, support.EXAMPLES))[0]


def test_a_place_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ValueError, match="no such place"):
        check_case(case(remove=["/sections/77"]))


@pytest.mark.parametrize(
    "change",
    [{"fnid": []}, {"find": [{"at": "/x", "say": []}]}, {"text": "两个"}, {"previous": {"bse": "x"}}],
)
def test_a_misspelt_field_is_an_error(tmp_path: Path, change: dict[str, Any]) -> None:
    content = {"code": "T203", "cases": [{"name": "x", "base": "x.json", "find": [], **change}]}
    (tmp_path / "T203.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ValueError, match=r"T203\.yaml: x"):
        cases(tmp_path)


def test_cases_come_by_file_and_in_order(tmp_path: Path) -> None:
    for code in ("X902", "X901"):
        content = {"code": code, "cases": [{"name": n, "text": "甲", "find": []} for n in ("b", "a")]}
        (tmp_path / f"{code}.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    assert [str(c) for c in cases(tmp_path)] == ["X901: b", "X901: a", "X902: b", "X902: a"]
    assert [c.bases for c in cases(tmp_path / "X901.yaml")] == [tmp_path, tmp_path]


def test_a_case_may_bring_a_catalogue() -> None:
    how: dict[str, Any] = {
        "name": "stale",
        "base": "good-2024.json",
        "catalog": "栏目,类别,最近更新\n要闻,news,2024-12-01\n",
        "find": [{"at": "/columns/0/last_updated", "says": ["超期 16 天"]}],
    }
    assert check_case(Case("C501", "stale", how, support.EXAMPLES)) == []
    assert check_case(Case("C501", "stale", how | {"as_of": "2024-12-10"}, support.EXAMPLES)) != []
