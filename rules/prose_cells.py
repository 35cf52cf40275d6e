"""Rows and cells of the tables as sums that a figure of the prose may be.

A total that was printed wrong must not make the prose wrong: a row counts by its printed total and by
the sum of its addends alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from checker.api import Report, column_title, is_blank, is_number, label_of, row_name

from .outline import words

COLUMNS = ("individual", "company", "research", "nonprofit", "legal_service", "other")
CASES = ("upheld", "corrected", "other", "pending")
REMEDIES = ("reconsideration", "direct_litigation", "litigation_after_reconsideration")
#: More values than these of one reading are not looked at.
MOST = 16


@dataclass(slots=True, frozen=True)
class Reading:
    """A sum of cells: its values (a total may differ from its own addends), cells, and name in words."""

    values: frozenset[float]
    cells: tuple[str, ...]
    name: str

    @property
    def value(self) -> float:
        """The value to show: the printed one where there is one."""
        return max(self.values)


def row(report: Report, path: str, columns: tuple[str, ...] = ()) -> Reading | None:
    """A row, a group of rows or a cell as a reading; None where it is blank, no number or unread."""
    known: dict[tuple[str, tuple[str, ...]], Reading | None] = report.cache.setdefault("P.rows", {})
    key = (path, columns)
    if key not in known:
        known[key] = _row(report, path, columns)
    return known[key]


def _row(report: Report, path: str, columns: tuple[str, ...]) -> Reading | None:
    pointer = f"/{path}"
    if any(
        pointer == p or pointer.startswith(p + "/") or p.startswith(pointer + "/") for p, _ in report.unread
    ):
        return None
    node = report.get(pointer)
    name = (
        words("prose-readings")["groups"].get(path) or row_name(report, pointer) or label_of(report, pointer)
    )
    if not isinstance(node, dict):
        # A single cell of table 二 or 四.
        return (
            Reading(frozenset([float(node)]), (pointer,), _cell_name(report, pointer))
            if is_number(node)
            else None
        )
    if any(isinstance(value, dict) for value in node.values()):
        # A group that lacks a row has no sum.
        if any(p.startswith(pointer + "/") for p in report.missing):
            return None
        found = [r for key in node if (r := row(report, f"{path}/{key}", columns)) is not None]
        if not found:
            return None
        values = (
            {sum(c) for c in product(*(r.values for r in found))}
            if len(found) < 5
            else {sum(r.value for r in found)}
        )
        cells = tuple(cell for r in found for cell in r.cells if r.value)
        return Reading(frozenset(sorted(values)[:MOST]), cells or found[0].cells, name)
    keys = columns or (CASES if "pending" in node else COLUMNS)
    figures = [(k, node[k]) for k in keys if is_number(node.get(k))]
    # A cell that holds something else than a number may be any: its row has no sum.
    odd = any(isinstance(node.get(k), str) and not is_blank(node[k]) for k in keys)
    values = {float(sum(value for _, value in figures))} if figures and not odd else set()
    cells = tuple(f"{pointer}/{k}" for k, value in figures if columns or value)
    if not columns and is_number(node.get("total")):
        values.add(float(node["total"]))
        cells = (f"{pointer}/total",)
    if not values:
        return None
    if columns:
        everyone = set(COLUMNS) - {"individual"}
        name += (
            "法人或其他组织合计"
            if set(columns) == everyone
            else "、".join(column_title(report, f"{pointer}/{k}") for k in columns)
        )
    return Reading(frozenset(values), cells, name)


def _cell_name(report: Report, pointer: str) -> str:
    name = row_name(report, pointer)
    column = column_title(report, pointer)
    return f"{name}·{column}" if name and column else label_of(report, pointer)


def evaluate(report: Report, expression: str, columns: tuple[str, ...] = ()) -> Reading | None:
    """A reading of the data file: rows joined by + and −. None where one of them cannot be read."""
    if " " not in expression:
        found = row(report, expression, columns)
        return found and Reading(found.values, found.cells, f"「{found.name}」")
    values: set[float] = {0.0}
    cells: list[str] = []
    names = ""
    sign = 1
    for word in expression.split():
        if word in "+-":
            sign = 1 if word == "+" else -1
            continue
        found = row(report, word, columns)
        if found is None:
            return None
        values = {a + sign * b for a in values for b in found.values}
        cells += found.cells
        names += ("" if not names else ("＋" if sign > 0 else "－")) + f"「{found.name}」"
    if len(values) > MOST:
        values = set(sorted(values)[:MOST])
    return Reading(frozenset(values), tuple(dict.fromkeys(cells)), names)


def request_totals(report: Report) -> tuple[float, ...]:
    """The figures that a total of requests may be: 一, 二, 一 + 二, （七）."""
    found: set[float] = set()
    for expression in (
        "requests/received",
        "requests/received + requests/carried_in",
        "requests/outcome/total",
    ):
        reading = evaluate(report, expression)
        if reading is not None:
            found |= reading.values
    return tuple(found)


def cases(report: Report, expression: str) -> Reading | None:
    """A reading of table 四 (「remedies/…/total - remedies/…/pending」): a total may be the printed one or the sum of its addends."""
    parts = expression.split()
    base, _, key = parts[0].rpartition("/")
    if key != "total":
        return evaluate(report, expression)
    whole = row(report, base)
    if whole is None or len(parts) == 1:
        return whole
    pending = row(report, parts[2])
    if pending is None:
        return None
    return Reading(
        frozenset(a - b for a in whole.values for b in pending.values),
        (*whole.cells, *pending.cells),
        f"{whole.name}（除去尚未审结）",
    )
