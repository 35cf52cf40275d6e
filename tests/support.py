"""What several tests need: an engine with the installed rules, and reports made from an example."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from checker.catalog import read as read_catalog
from checker.engine import Engine, Settings
from checker.model import Finding, Report, Result
from checker.registry import Registry
from checker.registry import load as load_plugins

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
RULE_CASES = ROOT / "tests" / "rules"


@cache
def registry() -> Registry:
    """The registry of this installation, loaded once."""
    return load_plugins()


@cache
def engine(select: tuple[str, ...] = (), as_of: str | None = None) -> Engine:
    """An engine for some rules (none given: all)."""
    return Engine(registry(), Settings(select=select, as_of=as_of, keep_report=True))


def needs_libreoffice() -> None:
    """Skip a test where LibreOffice is not installed."""
    from checker.loaders.office import libreoffice

    if libreoffice.program() is None:
        pytest.skip("LibreOffice is not installed (.ci/run installs it on Debian when run as root)")


@cache
def _example(name: str) -> str:
    return (EXAMPLES / name).read_text(encoding="utf-8")


def instance(name: str) -> dict[str, Any]:
    """A fresh copy of an example's instance."""
    return dict(json.loads(_example(name)))


def _step(node: Any, step: str) -> Any:
    return node[int(step)] if isinstance(node, list) else node[step]


def _parent(data: Any, pointer: str, create: bool = False) -> tuple[Any, str]:
    *path, last = pointer.split("/")[1:]
    for step in path:
        if create and isinstance(data, dict) and not isinstance(data.get(step), (dict, list)):
            data[step] = {}
        data = _step(data, step)
    return data, last


def put(data: Any, pointer: str, value: Any) -> None:
    """Set the value at a pointer; missing members are made on the way. Raises IndexError past a list's end."""
    node, last = _parent(data, pointer, create=True)
    node[int(last) if isinstance(node, list) else last] = copy.deepcopy(value)


def get(data: Any, pointer: str) -> Any:
    """The value at a pointer. Raises KeyError or IndexError where there is none."""
    node, last = _parent(data, pointer)
    return _step(node, last)


def change(data: Any, how: dict[str, Any]) -> Any:
    """Apply the `set`, `insert` and `remove` of a case, in this order; what is removed must be there."""
    for pointer, value in (how.get("set") or {}).items():
        put(data, pointer, value)
    for pointer, value in (how.get("insert") or {}).items():
        node, last = _parent(data, pointer)
        node.insert(len(node) if last == "-" else int(last), copy.deepcopy(value))
    for pointer in sorted(how.get("remove") or (), key=_backwards, reverse=True):
        node, last = _parent(data, pointer)
        del node[int(last) if isinstance(node, list) else last]
    return data


def _backwards(pointer: str) -> list[tuple[int, str]]:
    """A key that puts later list items last, so that removing from the end keeps the others in place."""
    return [(int(s), "") if s.isdigit() else (-1, s) for s in pointer.split("/")]


def report_of(data: dict[str, Any] | str, path: str = "") -> Report:
    """A report read from an instance, or from the text of a whole report."""
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, indent=1)
    name = path or ("报告.txt" if isinstance(data, str) else "报告.json")
    return engine().read(text.encode("utf-8"), name)


def check(
    data: dict[str, Any] | str,
    *select: str,
    previous: dict[str, Any] | str | None = None,
    as_of: str | None = None,
    path: str = "",
    catalog: str | None = None,
) -> Result:
    """Check an instance or a text with some rules (none given: all), perhaps with a catalogue (CSV)."""
    before = report_of(previous) if previous is not None else None
    report = report_of(data, path)
    if catalog is not None:
        report.catalog = read_catalog(catalog.encode(), "栏目.csv")
    return engine(select, as_of).check_report(report, before)


def check_catalog(text: str, *select: str, as_of: str | None = None) -> Result:
    """Check a catalogue (CSV) that stands alone."""
    return engine(select, as_of).check_catalog(text.encode(), "栏目.csv")


def found(result: Result, *codes: str) -> list[Finding]:
    """The findings of some codes, in order."""
    return [f for f in result.findings if f.code in codes]
