"""JSON Schema violations of a report, sorted into what a clerk can act on.

`jsonschema-rs` answers "valid" fast; only a report with violations pays for `jsonschema`,
which words them (dependencies.md: 0.02 ms against 2 to 5 ms a report, and its import).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.form import form_of, load
from checker.model import Report
from checker.values import is_blank

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

#: More violations than this are not worded: the instance is no report.
LIMIT = 2000


@dataclass(slots=True, frozen=True)
class Violation:
    """One thing the schema does not allow.

    `kind`: "blank" (nothing, or a mark, where a number belongs), "text", "negative", "fraction",
    "range" (above the maximum), "unknown" (a member the form has not), or "form" (a value of
    another type); `allowed` says what may stand there.
    """

    pointer: str
    kind: str
    value: Any
    allowed: str = ""


@cache
def _gate(path: Path) -> Any:
    import jsonschema_rs

    return jsonschema_rs.validator_for(load(path).schema)


@cache
def _validator(path: Path) -> Draft202012Validator:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(load(path).schema)


def violations(report: Report) -> list[Violation]:
    """Every violation of the report's schema, in the order of the instance; computed once a report.

    Missing rows and columns are not among them: `Report.missing` names those.
    """
    if "violations" not in report.cache:
        report.cache["violations"] = list(_find(report))
    found: list[Violation] = report.cache["violations"]
    return found


def _find(report: Report) -> list[Violation]:
    form = form_of(report)
    if _gate(form.path).is_valid(report.data):
        return []
    found: dict[str, Violation] = {}
    for number, error in enumerate(_validator(form.path).iter_errors(report.data)):
        if number >= LIMIT:
            break
        keyword = error.validator
        pointer = "".join(
            f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in error.absolute_path
        )
        if keyword in ("required", "if", "then", "else"):
            continue
        if keyword == "additionalProperties":
            known = error.schema.get("properties", {})
            for name in error.instance:
                if name not in known:
                    found.setdefault(
                        f"{pointer}/{name}", Violation(f"{pointer}/{name}", "unknown", error.instance[name])
                    )
            continue
        found.setdefault(
            pointer,
            Violation(pointer, _kind(keyword, error.instance), error.instance, _allowed(error.schema)),
        )
    return list(found.values())


def _kind(keyword: str, value: Any) -> str:
    if keyword == "type":
        if is_blank(value):
            return "blank"
        return "fraction" if isinstance(value, float) else "text" if isinstance(value, str) else "form"
    if keyword == "minimum":
        return "negative"
    return "range" if keyword == "maximum" else "form"


def _allowed(schema: Any) -> str:
    allowed = schema.get("type") if isinstance(schema, dict) else None
    return allowed if isinstance(allowed, str) else ""
