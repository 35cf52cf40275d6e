"""What a plugin author needs to try a rule on cases written down in YAML.

    import pytest
    from checker.testing import cases, check_case

    @pytest.mark.parametrize("case", cases("cases"), ids=str)
    def test_case(case):
        assert check_case(case) == []

A file is {code, cases}. A case has a `name`, a report (`text`: a whole report as plain text, the
cells of a table row behind TABs; or `base`: a file with a report), what is changed in its data
(`set` {pointer: value}, `insert` {pointer into a list: value}, `remove` [pointer]), perhaps
`previous` (last year's, in the same way), `catalog` (columns of a website, as CSV) and `as_of`, `find` (the exact findings of the rule, in
order) and `outcome`. An expected finding has `at`, and where it matters `says` and `lacks` (parts
of the message), `severity`, `confidence`, `quote` and `related` (pointers).
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.engine import Engine, Settings
from checker.model import Finding, Report
from checker.registry import Plugin, load
from checker.rule import Rule

_REPORT = frozenset({"text", "base", "set", "insert", "remove"})
_CASE = _REPORT | {"name", "previous", "catalog", "as_of", "find", "outcome"}
_FINDING = frozenset({"at", "says", "lacks", "severity", "confidence", "quote", "related"})


@dataclass(frozen=True)
class Case:
    """One case. `how` is what the file says of it, `bases` the folder in which `base` is sought."""

    code: str
    name: str
    how: dict[str, Any]
    bases: Path

    def __str__(self) -> str:
        return f"{self.code}: {self.name}"


def cases(path: str | Path, bases: str | Path | None = None) -> list[Case]:
    """The cases of a YAML file, or of all such files in a folder; `base` files lie beside them, or in `bases`.

    Raises OSError for a file that cannot be read, ValueError for one of another shape, and for
    a field that nobody would look at.
    """
    import yaml

    path = Path(path)
    found = []
    for file in sorted(path.glob("*.yaml")) if path.is_dir() else [path]:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        if not isinstance(content, dict) or set(content) != {"code", "cases"}:
            raise ValueError(f"{file}: a file holds `code` and `cases`")
        for how in content["cases"]:
            _check_fields(file, how)
            found.append(Case(content["code"], how["name"], how, Path(bases or file.parent)))
    return found


def check_case(case: Case, rules: Iterable[Rule] = ()) -> list[str]:
    """Run the rule of a case over its report; what is not as the case says, [] where all is.

    `rules` are those of a plugin that is not installed yet. Raises ValueError for a report that
    cannot be changed as the case says, and what the reader raises for one that cannot be read.
    """
    registry = load()
    for rule in rules:
        if rule.code not in registry.rules:
            registry.add_rule(rule, Plugin("cases", ""))
    if case.code not in registry.rules:
        return [f"there is no rule {case.code}: is the plugin installed?"]
    as_of = case.how.get("as_of")
    engine = Engine(registry, Settings(select=(case.code,), as_of=str(as_of) if as_of else None))
    previous = case.how.get("previous")
    before = _report(engine, previous, case.bases) if previous else None
    report = _report(engine, case.how, case.bases)
    if catalog := case.how.get("catalog"):
        from checker.catalog import read

        report.catalog = read(str(catalog).encode("utf-8"), "栏目.csv")
    result = engine.check_report(report, before)
    wrong = [finding.message for finding in result.findings if finding.code.startswith("E")]
    found = [finding for finding in result.findings if finding.code == case.code]
    wanted = case.how["find"] or []
    places = [finding.pointer for finding in found]
    if places != [want["at"] for want in wanted]:
        told = "\n".join(f"{finding.pointer}: {finding.message}" for finding in found) or "nothing"
        wrong.append(f"found at {places}, not at {[want['at'] for want in wanted]}:\n{told}")
    else:
        for finding, want in zip(found, wanted, strict=True):
            wrong += [f"{finding.pointer}: {text}" for text in _differences(finding, want)]
    state = result.outcome[case.code].state.value
    if case.how.get("outcome", state) != state:
        wrong.append(f"the outcome is {state}, not {case.how['outcome']}: {result.outcome[case.code].reason}")
    return wrong


def _check_fields(file: Path, how: dict[str, Any]) -> None:
    where = f"{file}: {how.get('name')}"
    reports = [how, *([how["previous"]] if how.get("previous") else [])]
    unknown = how.keys() - _CASE | {key for w in how.get("find") or () for key in w.keys() - _FINDING}
    unknown |= reports[-1].keys() - _CASE
    if unknown:
        raise ValueError(f"{where}: unknown fields {sorted(unknown)}")
    if "name" not in how or "find" not in how or any(("text" in r) == ("base" in r) for r in reports):
        raise ValueError(f"{where}: a case has a `name`, `find`, and either `text` or `base`")


def _report(engine: Engine, how: dict[str, Any], bases: Path) -> Report:
    """The report of a case. A change is made in its data, so it no longer lies in the lines of the text."""
    if "text" in how:
        report = engine.read(str(how["text"]).encode("utf-8"), "报告.txt")
    else:
        report = engine.read((bases / how["base"]).read_bytes(), how["base"])
    if not how.keys() & {"set", "insert", "remove"}:
        return report
    import json

    data = copy.deepcopy(report.data)
    try:
        _change(data, how)
    except (LookupError, TypeError, ValueError) as error:
        raise ValueError(f"{how.get('name', 'previous')}: no such place to change: {error}") from error
    return engine.read(json.dumps(data, ensure_ascii=False).encode("utf-8"), "报告.json")


def _change(data: Any, how: dict[str, Any]) -> None:
    for pointer, value in (how.get("set") or {}).items():
        node, key = _parent(data, pointer)
        node[key] = value
    for pointer, value in (how.get("insert") or {}).items():
        node, key = _parent(data, pointer)
        node.insert(key, value)
    # From the end, so that what is still to be removed keeps its place.
    removed = [_parent(data, pointer) for pointer in how.get("remove") or ()]
    for node, key in sorted(
        removed, key=lambda pair: pair[1] if isinstance(pair[1], int) else -1, reverse=True
    ):
        del node[key]


def _parent(data: Any, pointer: str) -> tuple[Any, Any]:
    """What holds the value at a pointer, and the key or index in it; "-" is the end of a list."""
    *path, last = pointer.split("/")[1:]
    for step in path:
        data = data[int(step)] if isinstance(data, list) else data[step]
    if isinstance(data, list):
        return data, len(data) if last == "-" else int(last)
    return data, last


def _differences(finding: Finding, wanted: dict[str, Any]) -> list[str]:
    wrong = [f"does not say {part!r}" for part in wanted.get("says", ()) if str(part) not in finding.message]
    wrong += [f"says {part!r}" for part in wanted.get("lacks", ()) if str(part) in finding.message]
    for field in ("severity", "confidence"):
        value = getattr(finding, field).value
        if wanted.get(field, value) != value:
            wrong.append(f"{field} is {value}, not {wanted[field]}")
    if wanted.get("quote", finding.location.quote) != finding.location.quote:
        wrong.append(f"quotes {finding.location.quote!r}, not {wanted['quote']!r}")
    places = [related.pointer for related in finding.related]
    wrong += [
        f"{at} is not among the related {places}" for at in wanted.get("related", ()) if at not in places
    ]
    return wrong


__all__ = ["Case", "cases", "check_case"]
