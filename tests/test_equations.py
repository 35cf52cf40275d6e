"""Equations as data: how a file is read, and what evaluating them says of blanks, texts and gaps."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import support

from checker.api import equations
from checker.equation_file import load, parse
from checker.equations import EquationResult, evaluate
from checker.form import builtin
from checker.model import Document, Report

COLUMNS = ("individual", "company", "research", "nonprofit", "legal_service", "other", "total")


def report(name: str = "good-2024.json", previous: str | None = None, **changes: Any) -> Report:
    found = support.report_of(support.change(support.instance(name), changes))
    if previous:
        found.previous = support.report_of(support.instance(previous))
    return found


def result(of: Report, key: str) -> EquationResult:
    return next(r for r in evaluate(of) if r.key == key)


def equation(**changes: Any) -> dict[str, Any]:
    raw = {
        "id": "X1", "code": "T201", "clause": "", "basis": "", "left": ["/requests/received"],
        "right": ["/requests/carried_in"], "relation": "=", "each": ["total"], "severity": "error",
        "message": "{each} {left} {right} {difference}",
    }  # fmt: skip
    raw.update(changes)
    return {k: v for k, v in raw.items() if v is not ...}


# ---- files


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_the_built_in_files_are_read_and_their_keys_are_unique(edition: str) -> None:
    files = builtin().of(edition).equations
    assert [f.name for f in files] == ["equations-common.json", f"equations-{edition}.json"]
    ids = [e.id for file in files for e in load(file)]
    assert len(ids) == len(set(ids))
    assert all(e.clause and e.basis for file in files for e in load(file))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"relation": "=="}, "relation"),
        ({"left": ...}, "缺少 left"),
        ({"left": []}, "不能为空"),
        ({"right": [None]}, "None"),
        ({"right": ["/a#b"]}, "/a#b"),
        ({"right": ["received"]}, "没有以 / 开头"),
        ({"each": ["total", "/requests/**"]}, "不能同时"),
        ({"severity": "fatal"}, "fatal"),
        ({"message": "{nothing}"}, "nothing"),
        ({"messages": ""}, "messages"),
    ],
)
def test_a_faulty_equation_is_named_with_its_fault(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match="算式「X1」") as error:
        parse(equation(**changes), "本机关.json")
    assert says in str(error.value)
    assert "本机关.json" in str(error.value)


def test_an_equation_file_of_another_shape_or_with_a_repeated_id_is_refused(tmp_path: Path) -> None:
    other, twice = tmp_path / "a.json", tmp_path / "b.json"
    other.write_text("[]", encoding="utf-8")
    twice.write_text(json.dumps({"equations": [equation(), equation()]}), encoding="utf-8")
    with pytest.raises(ValueError, match="equations"):
        load(other)
    with pytest.raises(ValueError, match="「X1」重复"):
        load(twice)


def test_terms_are_read_with_sign_year_and_constant() -> None:
    terms = parse(equation(right=["-/a", "previous#/b", "-previous#/c", 5]), "").right
    assert [(t.pointer, t.sign, t.previous, t.constant) for t in terms] == [
        ("/a", -1, False, 0),
        ("/b", 1, True, 0),
        ("/c", -1, True, 0),
        ("", 1, False, 5),
    ]


# ---- evaluation


@pytest.mark.parametrize(("name", "rows", "stock"), [("good-2024.json", 25, 0), ("good-2020.json", 23, 7)])
def test_every_equation_of_a_good_report_holds(name: str, rows: int, stock: int) -> None:
    states = Counter((r.equation.code, r.state) for r in evaluate(report(name)) if not r.line.previous)
    expected = {"T201": 7, "T202": 7, "T203": rows, "T204": 3, "T205": stock}
    assert states == {(code, "holds"): count for code, count in expected.items() if count}


def test_a_group_stands_for_the_rows_below_it() -> None:
    leaves = [t.pointer for t in result(report(), "T202/individual").terms if not t.left]
    assert len(leaves) == 21
    assert "/requests/outcome/refused/state_secret/individual" in leaves
    old = [t.pointer for t in result(report("good-2020.json"), "T202/other").terms if not t.left]
    assert len(old) == 19
    assert "/requests/outcome/other/other" in old


def test_the_single_row_of_2021_reports_stands_for_itself() -> None:
    single = dict(zip(COLUMNS, (14, 5, 3, 3, 4, 2, 31), strict=True))
    kept = report(set={"/requests/outcome/other": single})
    assert result(kept, "T202/other").state == "holds"
    assert len(result(kept, "T202/other").terms) == 1 + 19
    assert result(kept, "T203/requests/outcome/other").state == "holds"


@pytest.mark.parametrize(
    ("changes", "key", "state", "reason"),
    [
        ({"set": {"/requests/carried_in/total": None}}, "T201/total", "unchecked", "blank"),
        ({"set": {"/requests/carried_in/total": "无"}}, "T201/total", "unchecked", "blank"),
        (
            {"set": {"/requests/received/total": 323, "/requests/carried_in/total": "/"}},
            "T201/total",
            "holds",
            "",
        ),
        ({"set": {"/requests/received/total": None}}, "T203/requests/received", "unchecked", "blank-total"),
        ({"set": {"/requests/received/company": None}}, "T203/requests/received", "unchecked", "blank"),
        (
            {"set": {"/requests/received/company": "５０件左右"}},
            "T203/requests/received",
            "unchecked",
            "text",
        ),
        ({"set": {"/requests/received/company": True}}, "T203/requests/received", "unchecked", "text"),
        ({"set": {"/requests/received/company": 10**30}}, "T203/requests/received", "unchecked", "text"),
        ({"set": {"/requests/received/company": []}}, "T203/requests/received", "unchecked", "text"),
        ({"remove": ["/requests/received/company"]}, "T203/requests/received", "unchecked", "absent"),
        ({"remove": ["/requests/received"]}, "T201/total", "unchecked", "absent"),
        ({"remove": ["/requests/outcome/refused"]}, "T202/total", "unchecked", "absent"),
        ({"remove": ["/requests/outcome/refused/deliberative"]}, "T202/total", "unchecked", "absent"),
        ({"remove": ["/requests/outcome/refused/deliberative/total"]}, "T202/individual", "holds", ""),
        ({"set": {"/requests/received/company": 50.0}}, "T203/requests/received", "holds", ""),
        ({"set": {"/requests/received/company": 51}}, "T203/requests/received", "broken", ""),
    ],
)
def test_blanks_texts_and_gaps(changes: dict[str, Any], key: str, state: str, reason: str) -> None:
    found = result(report(**changes), key)
    assert (found.state, found.reason) == (state, reason)
    assert bool(found.why) == bool(reason)


def test_decimals_are_added_as_they_are_written() -> None:
    row = {
        "individual": 0.1,
        "company": 0.2,
        "research": 1.1,
        "nonprofit": 2.2,
        "legal_service": 0,
        "other": 0,
    }
    found = result(report(set={"/requests/received": row | {"total": 3.6}}), "T203/requests/received")
    assert found.state == "holds"
    off = result(report(set={"/requests/received": row | {"total": 3.7}}), "T203/requests/received")
    assert (off.state, float(off.gap)) == ("broken", 0.1)


def test_last_years_report_is_read_where_it_is_last_years() -> None:
    assert result(report(previous="good-2023.json"), "Y801/total").state == "holds"
    assert result(report(previous="good-2023.json"), "Y802-documents/disclosure/regulations").state == "holds"
    assert result(report(), "Y801/total").reason == "no-previous"
    assert result(report(previous="good-2020.json"), "Y801/total").reason == "previous-year"


def test_across_two_editions_only_the_shared_equations_are_compared() -> None:
    found = report(previous="good-2020.json", set={"/year": 2021})
    assert result(found, "Y801/total").state == "broken"
    assert result(found, "Y802-documents/disclosure/regulations").reason == "previous-edition"


def test_a_result_names_its_cells_with_sign_side_and_year() -> None:
    found = result(report(previous="good-2023.json"), "Y802-documents/disclosure/normative_documents")
    base = "/disclosure/normative_documents/"
    assert found.at == base + "in_force"
    assert [tuple(t) for t in found.terms] == [
        (base + "in_force", 1, 20, False, True),
        (base + "in_force", 1, 18, True, False),
        (base + "made", 1, 4, False, False),
        (base + "repealed", -1, 2, False, False),
    ]
    assert (found.left, found.right) == (20, 20)


def test_results_are_kept_and_given_by_code() -> None:
    found = report()
    assert {r.equation.code for r in equations(found, "T204")} == {"T204"}
    assert evaluate(found)[0] is evaluate(found)[0]


def test_a_report_without_tables_has_nothing_that_holds_or_breaks() -> None:
    bare = Report(Document("x", "json", ""), {"sections": []}, edition="2021")
    assert {r.state for r in evaluate(bare)} == {"unchecked"}


def test_a_nest_of_any_depth_and_a_number_of_any_length_are_survived() -> None:
    """The loaders refuse both; a report may come from elsewhere."""
    nest: dict[str, Any] = {}
    for _ in range(400):
        nest = {"deeper": nest}
    data = support.instance("good-2024.json")
    support.put(data, "/requests/outcome/refused", nest)
    support.put(data, "/requests/received/company", 10**5000)
    found = Report(Document("x", "json", ""), data, edition="2021")
    assert result(found, "T202/total").reason == "absent"
    assert result(found, "T203/requests/received").reason == "text"


def test_another_report_for_last_year_is_not_answered_from_memory() -> None:
    found = report(previous="good-2023.json")
    assert result(found, "Y801/total").state == "holds"
    found.previous = None
    assert result(found, "Y801/total").reason == "no-previous"
