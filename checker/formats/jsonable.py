"""A run as plain JSON values: the one description that `json`, `jsonl` and others are made from.

The shape is `schemas/result.schema.json`; every key is always present and always in this order.
"""

from __future__ import annotations

import math
import os
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from checker import __version__
from checker.formats.words import place
from checker.model import NOWHERE, Anchor, Finding, Fix, Json, Result

if TYPE_CHECKING:
    from checker.engine import Run

VERSION = 1


def run_as_json(run: Run) -> dict[str, Json]:
    """The whole run."""
    from checker.engine import summary

    return {
        "version": VERSION,
        "tool": tool_as_json(run),
        # One day for all, or none: each report has its own.
        "as_of": run.days[0] or None if len(run.days) == 1 else None,
        "profile": run.profile.name,
        "reports": [result_as_json(result) for result in run.results],
        "summary": summary(run.results),
    }


def tool_as_json(run: Run) -> dict[str, Json]:
    """Who speaks: name, version, and the rules at hand, in the order of their codes."""
    rules = sorted(run.rules, key=lambda rule: rule.code)
    return {
        "name": "gouji",
        "version": __version__,
        "rules": [{"code": r.code, "name": r.name, "severity": r.severity.value} for r in rules],
    }


def result_as_json(result: Result) -> dict[str, Json]:
    """One report."""
    path = portable(result.path)
    outcome: dict[str, Json] = {}
    for code in sorted(result.outcome):
        state = result.outcome[code]
        outcome[code] = {"state": state.state.value}
        if state.reason:
            outcome[code]["reason"] = state.reason
    return {
        "path": path,
        "kind": result.kind,
        "as_of": result.as_of or None,
        "sha256": result.sha256,
        "organ": result.organ or None,
        "year": result.year,
        "edition": result.edition or None,
        "verdict": result.verdict.value,
        "outcome": outcome,
        "coverage": None if result.coverage is None else asdict(result.coverage),
        "notes": list(result.notes),
        "unread": [{"pointer": pointer, "reason": reason} for pointer, reason in result.unread],
        "findings": [finding_as_json(finding, path) for finding in result.findings],
    }


def finding_as_json(finding: Finding, path: str) -> dict[str, Json]:
    """One finding of the report at `path`."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "values": plain(finding.values),
        "pointer": finding.pointer,
        "location": location_as_json(finding.location, path),
        "related": [
            {"pointer": r.pointer, "location": location_as_json(r.location, path), "note": r.note}
            for r in finding.related
        ],
        "confidence": finding.confidence.value,
        "fix": _fix(finding.fix, finding, path),
        "fingerprint": finding.fingerprint,
        "suppressed": finding.suppressed,
    }


def _fix(fix: Fix | None, finding: Finding, path: str) -> dict[str, Json] | None:
    if fix is None:
        return None
    edits = []
    for edit in fix.edits:
        # An edit that the engine has not placed is at the finding itself, when it is the same node.
        anchor = edit.location or (finding.location if edit.at == finding.pointer else NOWHERE)
        edits.append({"location": location_as_json(anchor, path), "old": edit.old, "new": edit.new})
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def location_as_json(anchor: Anchor, path: str) -> dict[str, Json]:
    """A place; what is not known of it is null. `text` is the place in words."""
    return {
        "path": portable(anchor.path) if anchor.path else path,
        "line": anchor.line,
        "column": anchor.column,
        "page": anchor.page,
        "bbox": None if anchor.bbox is None else list(anchor.bbox),
        "paragraph": anchor.paragraph,
        "table": anchor.table,
        "row": anchor.row,
        "cell": anchor.cell,
        "quote": anchor.quote,
        "text": place(anchor),
    }


def portable(path: str) -> str:
    """A path with forward slashes, so that the same run gives the same bytes on Windows."""
    return path.replace("\\", "/") if os.sep == "\\" else path


def plain(value: Any) -> Json:
    """Any value of a message as JSON: whole decimals as integers, sets sorted, the rest as text."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return str(getattr(value, "value", value))
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted((plain(item) for item in value), key=repr)
    try:
        number = float(value)
    except (TypeError, ValueError):
        return str(value)
    return int(number) if number.is_integer() else number


# What a terminal, or a reader of lines, could take for a command: C1 controls, marks that turn the
# direction of writing, line separators. Lone surrogates (a file name in a foreign encoding) cannot
# be written as UTF-8 at all. All of them mean the same as an escape.
_ESCAPED = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"


def dumps(value: Json, *, indent: int | None = 2) -> str:
    """JSON text, Chinese as it is, the same on every system; on one line with `indent=None`."""
    import json

    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    return re.sub(_ESCAPED, lambda match: f"\\u{ord(match[0]):04x}", text)
