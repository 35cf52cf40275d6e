"""JSON Schema violations of a report, sorted into what a clerk can act on.

`jsonschema-rs` answers "valid" fast; only a report with violations pays for `jsonschema`,
which words them (dependencies.md: 0.02 ms against 2 to 5 ms a report, and its import).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


#: Names the instance without its tables, where a pointer names a row of figures.
REST = "-"


@cache
def _part(path: Path, pointer: str) -> dict[str, Any]:
    """The schema of the whole instance (""), of the instance without its tables, or of a row or cell."""
    form = load(path)
    if pointer == REST:
        tables = {t.pointer[1:] for t in form.tables}
        rest = {k: v for k, v in form.schema["properties"].items() if k not in tables}
        return form.schema | {"properties": rest}
    node: dict[str, Any] = form.schema
    for step in pointer.split("/")[1:]:
        shapes = (node, node.get("else", {}), node.get("then", {}))
        node = next(shape for shape in shapes if step in shape.get("properties", {}))["properties"][step]
    row = form.rows.get(pointer)
    return dict(node["then"]) if row is not None and row.single else node


@cache
def _gate(path: Path, pointer: str) -> Any:
    import jsonschema_rs

    return jsonschema_rs.validator_for(_part(path, pointer))


@cache
def _validator(path: Path, pointer: str) -> Draft202012Validator:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(_part(path, pointer))


def _errors(path: Path, pointer: str, value: Any) -> Iterable[Any]:
    """What `jsonschema` has against a part of the instance; it is not even imported for a valid one."""
    return () if _gate(path, pointer).is_valid(value) else _validator(path, pointer).iter_errors(value)


def violations(report: Report) -> list[Violation]:
    """Every violation of the report's schema, in the order of the instance; computed once a report.

    Missing rows and columns are not among them: `Report.missing` names those.
    """
    if "violations" not in report.cache:
        report.cache["violations"] = list(_find(report))
    found: list[Violation] = report.cache["violations"]
    return found


@cache
def _cells(path: Path) -> tuple[tuple[tuple[str, ...], tuple[tuple[str, bool, float], ...]], ...] | None:
    """Every row of the form: its steps, and its cells with whether they may hold a decimal and their minimum.

    None where a schema asks more of a cell than its type and a minimum.
    """
    rows = []
    for row in load(path).rows.values():
        cells = []
        for column in () if row.single else row.columns:
            asked = _part(path, row.pointer)["properties"][column.key]
            if not {k for k in asked if not k.startswith(("title", "x-"))} <= {"type", "minimum"}:
                return None
            cells.append((column.key, asked["type"] == "number", asked.get("minimum", float("-inf"))))
        rows.append((tuple(row.pointer.split("/")[1:]), tuple(cells)))
    return tuple(row for row in rows if row[1])


def plainly_valid(report: Report) -> bool:
    """Whether every cell of the form is there and holds a number the form allows.

    True only for what the validator accepts too: the frame of a report that was read is the
    reader's own. It spares a clean report the import of any validator, which a commit hook feels.
    """
    rows = _cells(form_of(report).path) if report.document.instance is None and not report.missing else None
    for steps, cells in rows or ():
        node: Any = report.data
        for step in steps:
            node = node.get(step) if isinstance(node, dict) else None
        if not isinstance(node, dict) or len(node) != len(cells):
            return False
        for key, decimal, least in cells:
            value = node.get(key)
            if type(value) is not int and not (decimal and type(value) is float):
                return False
            if value < least:
                return False
    return rows is not None


@cache
def _rows(path: Path) -> dict[str, tuple[tuple[str, bool, float], ...]]:
    return {"/" + "/".join(steps): cells for steps, cells in _cells(path) or ()}


def _suspects(path: Path, pointer: str, row: dict[str, Any]) -> list[str]:
    """The cells of a row that are not plainly right: only those are put to a validator."""
    cells = _rows(path).get(pointer)
    if cells is None:  # the schema asks for more than types and minimums: let the validator say
        return [f"{pointer}/{key}" for key in row if key in _part(path, pointer)["properties"]]
    return [
        f"{pointer}/{key}"
        for key, decimal, least in cells
        if key in row
        and not ((type(row[key]) is int or (decimal and type(row[key]) is float)) and row[key] >= least)
    ]


def _find(report: Report) -> list[Violation]:
    form = form_of(report)
    if plainly_valid(report) or _gate(form.path, "").is_valid(report.data):
        return []
    found: dict[str, Violation] = {}
    strange: set[str] = set()
    # Nearly always a few rows are at fault: only those are worded, the others pass the gate.
    for table in form.tables:
        if table.pointer[1:] not in report.data:
            continue
        rows = {r.pointer for r in table.rows}
        known = rows | {p for pointer in rows for p in _parents(pointer, table.pointer)}
        for pointer, value, figures in _nodes(table.pointer, report.data[table.pointer[1:]], rows):
            if pointer.rpartition("/")[0] in strange:
                strange.add(pointer)
            elif pointer not in known:
                strange.add(pointer)
                found.setdefault(pointer, Violation(pointer, "unknown", value))
            elif not isinstance(value, dict):
                found.setdefault(pointer, Violation(pointer, "form", value))
            elif figures and form.rows[pointer].single:
                _word(_errors(form.path, pointer, value), pointer, found)
            elif figures:
                for cell in _suspects(form.path, pointer, value):
                    _word(_errors(form.path, cell, value[cell.rpartition("/")[2]]), cell, found)
                for key in value.keys() - _part(form.path, pointer)["properties"].keys():
                    found.setdefault(f"{pointer}/{key}", Violation(f"{pointer}/{key}", "unknown", value[key]))
    tables = {t.pointer[1:] for t in form.tables}
    others = {k: v for k, v in report.data.items() if k not in tables}
    _word(_errors(form.path, REST, others), "", found)
    return list(found.values())


def _parents(pointer: str, stop: str) -> Iterator[str]:
    while len(pointer) > len(stop):
        pointer = pointer.rpartition("/")[0]
        yield pointer


def _nodes(pointer: str, node: Any, rows: set[str]) -> Iterator[tuple[str, Any, bool]]:
    """Every group and row of a table, and whether it is a row of figures."""
    figures = (
        pointer in rows and isinstance(node, dict) and not any(isinstance(v, dict) for v in node.values())
    )
    yield pointer, node, figures
    if isinstance(node, dict) and not figures:
        for key, value in node.items():
            yield from _nodes(f"{pointer}/{key}", value, rows)


def _word(errors: Iterable[Any], base: str, found: dict[str, Violation]) -> None:
    """Sort `jsonschema` errors into violations, one a pointer."""
    for number, error in enumerate(errors):
        if number >= LIMIT:
            break
        keyword = error.validator
        steps = (str(step).replace("~", "~0").replace("/", "~1") for step in error.absolute_path)
        pointer = base + "".join(f"/{step}" for step in steps)
        if keyword in ("required", "if", "then", "else"):
            continue
        if keyword == "additionalProperties":
            known = error.schema.get("properties", {})
            for name in error.instance:
                if name not in known:
                    at = f"{pointer}/{name}"
                    found.setdefault(at, Violation(at, "unknown", error.instance[name]))
            continue
        allowed = _allowed(error.schema)
        found.setdefault(
            pointer, Violation(pointer, _kind(keyword, error.instance, allowed), error.instance, allowed)
        )


def _kind(keyword: str, value: Any, allowed: str) -> str:
    if keyword == "type" and allowed in ("integer", "number"):
        if is_blank(value):
            return "blank"
        return "fraction" if isinstance(value, float) else "text" if isinstance(value, str) else "form"
    return {"minimum": "negative", "maximum": "range"}.get(keyword, "form")


def _allowed(schema: Any) -> str:
    allowed = schema.get("type") if isinstance(schema, dict) else None
    return allowed if isinstance(allowed, str) else ""
