"""Runs tests/rules/<CODE>.yaml, the cases of every rule, and holds that every rule has them.

A file is {code, cases}. A case has a `name`, a report (`base`: an instance in examples/, or
`text`: a whole report; neither: a catalogue alone; `path`: the name it is shown by), what is changed in an instance (`set`
{pointer: value}, `insert` {pointer into a list: value}, `remove` [pointer]), perhaps `previous`
(last year's, in the same way), `catalog` (columns of a website, as CSV), `as_of`, `only` (the rules that run, default: this one), `find`
(the exact findings of this code, in order) and `outcome`. An expected finding has `at`, and
where it matters `says` and `lacks` (parts of the message), `severity`, `confidence`, `quote`,
`related` (pointers among the related places), `values`, or `code` (another rule's, with `only`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import support
import yaml

from checker.model import Finding

FILES = sorted(support.RULE_CASES.glob("*.yaml"))
TOP = {"code", "cases"}
FIELDS = {
    "name",
    "base",
    "text",
    "path",
    "set",
    "insert",
    "remove",
    "previous",
    "catalog",
    "as_of",
    "only",
    "find",
    "outcome",
}
EXPECTED = {"at", "says", "lacks", "severity", "confidence", "quote", "related", "values", "code"}
#: Fewer than these are no cases: a rule is known by where it is silent as much as by where it speaks.
LEAST = 3


def _load(path: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def _cases() -> list[Any]:
    found = []
    for path in FILES:
        document = _load(path)
        for case in document["cases"]:
            found.append(pytest.param(document["code"], case, id=f"{document['code']}: {case['name']}"))
    return found


def _base(case: dict[str, Any]) -> dict[str, Any] | str:
    if "text" in case:
        return str(case["text"])
    return dict(support.change(support.instance(case["base"]), case))


def _shown(finding: Finding) -> str:
    return f"{finding.code} {finding.pointer} {finding.confidence.value}: {finding.message}"


def _differences(finding: Finding, wanted: dict[str, Any]) -> list[str]:
    """What of an expected finding is not so."""
    wrong = []
    if finding.pointer != wanted["at"]:
        wrong.append(f"at {finding.pointer}, not {wanted['at']}")
    wrong += [f"does not say {part!r}" for part in wanted.get("says", ()) if str(part) not in finding.message]
    wrong += [f"says {part!r}" for part in wanted.get("lacks", ()) if str(part) in finding.message]
    for field in ("severity", "confidence"):
        value = getattr(finding, field).value
        if wanted.get(field, value) != value:
            wrong.append(f"{field} is {value}, not {wanted[field]}")
    if "quote" in wanted and finding.location.quote != wanted["quote"]:
        wrong.append(f"quotes {finding.location.quote!r}, not {wanted['quote']!r}")
    places = [r.pointer for r in finding.related]
    lacking = [pointer for pointer in wanted.get("related", ()) if pointer not in places]
    wrong += [f"{pointer} is not among the related {places}" for pointer in lacking]
    for key, value in wanted.get("values", {}).items():
        if finding.values.get(key) != value:
            wrong.append(f"value {key} is {finding.values.get(key)!r}, not {value!r}")
    return wrong


@pytest.mark.parametrize(("code", "case"), _cases())
def test_case(code: str, case: dict[str, Any]) -> None:
    assert not case.keys() - FIELDS, "unknown fields"
    assert ("base" in case) + ("text" in case) <= 1, "a case has a base or a text"
    assert "base" in case or "text" in case or "catalog" in case, "a case is about something"
    previous = _base(case["previous"]) if case.get("previous") else None
    as_of = str(case["as_of"]) if case.get("as_of") else None
    only = tuple(case.get("only", (code,)))
    if "base" in case or "text" in case:
        path, catalog = case.get("path", ""), case.get("catalog")
        result = support.check(_base(case), *only, previous=previous, as_of=as_of, path=path, catalog=catalog)
    else:
        result = support.check_catalog(case["catalog"], *only, as_of=as_of)

    assert not support.found(result, "E002"), [_shown(f) for f in result.findings]
    wanted = case["find"] or []
    assert all(not w.keys() - EXPECTED for w in wanted), "unknown fields in find"
    codes = {code, *(w.get("code", code) for w in wanted)}
    findings = support.found(result, *codes)
    shown = "\n".join(_shown(f) for f in findings) or "(nothing)"
    expected = [(w.get("code", code), w["at"]) for w in wanted]
    assert [(f.code, f.pointer) for f in findings] == expected, shown
    for finding, want in zip(findings, wanted, strict=True):
        assert not _differences(finding, want), f"{_differences(finding, want)}\n{shown}"
    if "outcome" in case:
        outcome = result.outcome[code]
        assert outcome.state.value == case["outcome"], f"{outcome.state.value}: {outcome.reason}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_file_holds_cases_of_one_registered_rule(path: Path) -> None:
    document = _load(path)
    assert set(document) == TOP
    assert document["code"] == path.stem
    assert path.stem in support.registry().rules, "no such rule"
    names = [case["name"] for case in document["cases"]]
    assert len(names) == len(set(names)), "two cases of one name"


RULES = [r for r in support.registry().rules.values() if not r.code.startswith("E")]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_every_rule_has_cases_where_it_speaks_and_where_it_is_silent(rule: Any) -> None:
    if support.registry().owners[rule.code].distribution != "gouji":
        pytest.skip("another distribution's rule")
    path = support.RULE_CASES / f"{rule.code}.yaml"
    assert path.exists(), f"{path.name} is missing"
    cases = _load(path)["cases"]
    speaks = sum(any(w.get("code", rule.code) == rule.code for w in case["find"] or ()) for case in cases)
    silent = sum(not case["find"] for case in cases)
    assert speaks >= LEAST, f"{speaks} cases where it speaks"
    assert silent >= LEAST, f"{silent} cases where it is silent"


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_every_rule_has_a_basis_and_documentation(rule: Any) -> None:
    assert rule.basis.strip()
    text = rule.documentation
    title = text.partition("\n")[0]
    assert 4 <= len(title) <= 40 and title.endswith("。"), title
    places = [text.find(f"## {name}") for name in ("为什么", "错误", "正确")]
    assert -1 not in places and places == sorted(places), "sections 为什么, 错误, 正确 in this order"
    for start, end in zip(places, [*places[1:], len(text)], strict=True):
        assert text[start:end].partition("\n")[2].strip(), "an empty section"
