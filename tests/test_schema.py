"""Schema violations: what is at fault, wherever it stands; the forms as printed."""

from __future__ import annotations

import json
from typing import Any

import pytest
import support

from checker.form import builtin, form_of
from checker.printed import label_of
from checker.schema import violations


def found(name: str, changes: dict[str, Any]) -> dict[str, str]:
    data = support.instance(name)
    for pointer, value in changes.items():
        support.put(data, pointer, value)
    return {v.pointer: v.kind for v in violations(support.report_of(data))}


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ({}, {}),
        ({"/requests/received/company": None}, {"/requests/received/company": "blank"}),
        ({"/requests/received/company": "/"}, {"/requests/received/company": "blank"}),
        ({"/requests/received/company": "约5"}, {"/requests/received/company": "text"}),
        ({"/requests/received/company": -5}, {"/requests/received/company": "negative"}),
        ({"/requests/received/company": 1.5}, {"/requests/received/company": "fraction"}),
        ({"/requests/received/company": True}, {"/requests/received/company": "form"}),
        ({"/requests/received": 5}, {"/requests/received": "form"}),
        ({"/requests": []}, {"/requests": "form"}),
        ({"/requests/received/subtotal": 5}, {"/requests/received/subtotal": "unknown"}),
        ({"/requests/outcome/forwarded": {"total": 1}}, {"/requests/outcome/forwarded": "unknown"}),
        ({"/remarks": "x"}, {"/remarks": "unknown"}),
        ({"/requests/outcome/other/other/total": "?"}, {"/requests/outcome/other/other/total": "text"}),
    ],
)
def test_what_is_at_fault(changes: dict[str, Any], kinds: dict[str, str]) -> None:
    assert found("good-2024.json", changes) == kinds


def test_the_single_row_of_2019_is_allowed_and_checked() -> None:
    row = {
        "individual": 1,
        "company": 0,
        "research": 0,
        "nonprofit": 0,
        "legal_service": 0,
        "other": 0,
        "total": 1,
    }
    assert found("good-2024.json", {"/requests/outcome/other": row}) == {}
    broken = found("good-2024.json", {"/requests/outcome/other": row | {"other": None, "total": -1}})
    assert broken == {"/requests/outcome/other/other": "blank", "/requests/outcome/other/total": "negative"}


def test_many_faults_are_all_found() -> None:
    data = support.instance("good-2024.json")
    cells = [
        p for p in builtin().of("2021").labels if isinstance(support.report_of(data).get(p), (int, float))
    ]
    assert len(cells) == 200
    assert found("good-2024.json", dict.fromkeys(cells)) == dict.fromkeys(cells, "blank")


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_the_schemas_are_schemas_and_the_examples_instances(edition: str) -> None:
    from jsonschema import Draft202012Validator

    schema = json.loads(builtin().of(edition).path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    name = {"2019": "good-2020.json", "2021": "good-2024.json"}[edition]
    # The file as shipped, references and all, and the form made of it say the same.
    assert not list(Draft202012Validator(schema).iter_errors(support.instance(name)))


def test_the_form_as_printed() -> None:
    report = support.report_of(support.instance("good-2024.json"))
    for pointer, label in {
        "/requests/outcome/refused/state_secret/total": "表三「（三）1.属于国家秘密」行「总计」列",
        "/requests/received/individual": "表三「一、本年新收政府信息公开申请数量」行「自然人」列",
        "/requests/outcome/partly_granted/other": "表三「（二）部分公开」行「其他」列",
        "/requests/outcome/other/other": "表三「（六）3.其他」行",
        "/remedies/direct_litigation/pending": "表四「未经复议直接起诉·尚未审结」",
        "/disclosure/fees/amount": "表二「行政事业性收费」行「本年收费金额（单位：万元）」列",
        "/sections/0/title": "「一、总体情况」的标题",
        "/sections/0/paragraphs/0": "「一、总体情况」第1段",
        "/preamble": "引言",
    }.items():
        assert label_of(report, pointer) == label
    forms = builtin()
    counts = {f.edition: [len(t.rows) for t in f.tables] for f in forms.all}
    # Table 三: 19 and 21 leaves (domain of the form), with 一, 二, （七） and 四; the single row 其他处理 is one more.
    assert counts == {"2019": [8, 23, 3], "2021": [6, 26, 3]}
    assert [f.edition for year in (2019, 2020, 2021, 2026) for f in [forms.for_year(year)]] == [
        "2019",
        "2019",
        "2021",
        "2021",
    ]


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/period", "2024"), ("/notes", "x"), ("/notes", {"/a": 1}), ("/sections/0", "x"), ("/title", 5),
        ("/sections/0/number", "9" * 5000), ("/sections/0/paragraphs", [1]), ("/sections/0/title", None),
        ("/year", "2024"), ("/sections/0/paragraphs", "x"),
    ],
)  # fmt: skip
def test_an_instance_whose_frame_is_broken_is_refused_and_the_rest_goes_on(pointer: str, value: Any) -> None:
    data = support.instance("good-2024.json")
    support.put(data, pointer, value)
    result = support.engine().check_bytes(json.dumps(data).encode(), "broken.json")
    assert [f.code for f in result.findings] == ["E001"]
    assert "JSON" in result.findings[0].message


@pytest.mark.parametrize("kind", [None, "x", 5])
def test_another_kind_is_a_violation_and_switches_no_rule_off(kind: object) -> None:
    data = support.instance("good-2024.json")
    data["kind"] = kind
    result = support.engine().check_bytes(json.dumps(data).encode(), "other.json")
    assert [(f.code, f.pointer) for f in result.findings] == [("S101", "/kind")]
    assert result.outcome["T203"].state.value == "ok"


@pytest.mark.parametrize("name", ["good-2020", "good-2023", "good-2024"])
def test_what_is_plainly_valid_is_valid(name: str) -> None:
    from checker.loaders import load
    from checker.reader import read
    from checker.schema import _gate, plainly_valid

    path = support.EXAMPLES / f"{name}.txt"
    report = read(load(path.read_bytes(), path.name))
    form = form_of(report)
    assert plainly_valid(report) and _gate(form.path, "").is_valid(report.data)
    for pointer in [p for p in form.labels if isinstance(report.get(p), (int, float))]:
        kept = report.get(pointer)
        for value in (None, "/", -1, 1.5, True, "x", [], {}, 10**20):
            support.put(report.data, pointer, value)
            if plainly_valid(report):
                assert _gate(form.path, "").is_valid(report.data), (pointer, value)
        support.put(report.data, pointer, kept)
    assert plainly_valid(report)
    report.missing.append("/requests/received")
    assert not plainly_valid(report)
