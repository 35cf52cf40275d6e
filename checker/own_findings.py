"""Findings of the tool itself, about a file or a rule, and what a finding is known again by."""

from __future__ import annotations

import hashlib
from typing import Any

from checker.i18n import _
from checker.model import Anchor, Confidence, Finding, Outcome, Report
from checker.registry import Registry
from checker.rule import Rule


def own(rule: Rule, message: str, values: dict[str, Any], print_: str) -> Finding:
    """A finding of the tool itself under one of its E codes: about the file as a whole, and certain."""
    return Finding(
        rule.code, rule.name, rule.severity, message, values, "", Anchor(), [], None, Confidence.CERTAIN, print_
    )  # fmt: skip


def crash(registry: Registry, code: str, outcome: Outcome, report: Report) -> Finding:
    """That a rule raised an error, and whose it is."""
    owner = registry.owners.get(code)
    values = {"code": code, "plugin": str(owner or ""), "error": outcome.reason}
    message = _("规则 {code}（插件 {plugin}）运行出错：{error}。该项没有核对，其余照常").format(**values)
    return own(registry.rules["E002"], message, values, fingerprint("E002", report, "", code, {}))


def fingerprint(code: str, report: Report, place: str, key: str, seen: dict[str, int]) -> str:
    """sha256 of code, organ, year, place (list steps by name) and key; a repetition gets a number of its own."""
    parts = "\n".join((code, report.organ, str(report.year or ""), place, key))
    count = seen[parts] = seen.get(parts, 0) + 1
    text = parts if count == 1 else f"{parts}\n{count}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
