"""All equations of a report, run by one function.

What an equation is, and how it is written, stands in `equation_file`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from checker.equation_file import RELATIONS, Equation, Term, load
from checker.form import form_of
from checker.model import Json, Report
from checker.values import is_blank

#: Why an equation was not checked, in words.
REASONS = {
    "absent": "表中没有这一行或这一列",
    "text": "格中不是数字",
    "blank-total": "要核对的格为空",
    "blank": "有空格，补全后才能断定",
    "no-previous": "没有上年报告",
    "previous-year": "对照的报告不是上一年度的",
    "previous-edition": "上年报告用的是另一版格式",
}

_ABSENT = object()
# Beyond any figure of a report; keeps sums printable whatever a hostile file holds.
_LIMIT = 10**15
_DEPTH = 8


class Addend(NamedTuple):
    """One cell of an evaluated equation. `sign` is the sign in its own side, `value` None for a blank."""

    pointer: str
    sign: int
    value: Json
    previous: bool
    left: bool


@dataclass(slots=True, frozen=True)
class Line:
    """An equation at one column or base, its groups expanded to the rows a report has."""

    equation: Equation
    key: str
    each: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    groups: tuple[str, ...]
    previous: bool


@dataclass(slots=True)
class EquationResult:
    """What became of an equation: `state` is "holds", "broken" or "unchecked" (`reason`: a key of REASONS).

    `key` is stable over years and formats ("T203/requests/outcome/granted"); `each` is the
    column or the base. `left` and `right` are exact sums, a blank counted as 0.
    """

    line: Line
    state: str
    reason: str
    left: Any
    right: Any
    values: list[Json]

    @property
    def equation(self) -> Equation:
        """The equation itself."""
        return self.line.equation

    @property
    def key(self) -> str:
        """The name of this equation at this column or base."""
        return self.line.key

    @property
    def each(self) -> str:
        """The column ("individual") or base ("/requests/received") it was evaluated at."""
        return self.line.each

    @property
    def at(self) -> str:
        """The cell a finding points at: the first on the left that is of this report."""
        return next((t.pointer for t in self.line.left if t.pointer and not t.previous), "")

    @property
    def why(self) -> str:
        """Why it was not checked, in words (Chinese)."""
        return REASONS.get(self.reason, "")

    @property
    def gap(self) -> Any:
        """Left minus right."""
        return self.left - self.right

    @property
    def terms(self) -> list[Addend]:
        """Every cell that takes part, left side first; constants are left out."""
        sides = [(t, True) for t in self.line.left] + [(t, False) for t in self.line.right]
        return [
            Addend(t.pointer, t.sign, value, t.previous, left)
            for (t, left), value in zip(sides, self.values, strict=True)
            if t.pointer
        ]


class _Figures(NamedTuple):
    """The tables of a report, flat: every cell by its pointer, and the rows that hold cells."""

    cells: dict[str, Json]
    rows: tuple[str, ...]


def _figures(report: Report) -> _Figures:
    cells: dict[str, Json] = {}
    rows: list[str] = []

    def walk(node: dict[str, Json], pointer: str, depth: int) -> None:
        leaf = False
        for key, value in node.items():
            below = f"{pointer}/{key}"
            if type(value) is not dict:
                cells[below] = value
                leaf = True
            elif depth:
                walk(value, below, depth - 1)
        if leaf:
            rows.append(pointer)

    for table in form_of(report).tables:
        node = report.data.get(table.pointer[1:])
        if isinstance(node, dict):
            walk(node, table.pointer, _DEPTH)
    return _Figures(cells, tuple(rows))


def _below(rows: Iterable[str], base: str) -> list[str]:
    """The rows of figures a pointer stands for: itself, or those below it."""
    return [r for r in rows if r == base or r.startswith(base + "/")]


def _lines(equation: Equation, here: tuple[str, ...], there: tuple[str, ...]) -> Iterator[Line]:
    bases = bool(equation.each) and equation.each[0].startswith("/")
    wanted: list[str] = []
    for each in equation.each or ("",):
        wanted += _below(here, each.removesuffix("/**")) if each.endswith("/**") else [each]
    for each in wanted:
        groups: list[str] = []

        def expand(terms: tuple[Term, ...], each: str = each, groups: list[str] = groups) -> Iterator[Term]:
            for term in terms:
                if not term.pointer:
                    yield term
                elif bases:
                    full = term.pointer if term.pointer.startswith("/") else f"{each}/{term.pointer}"
                    yield term._replace(pointer=full)
                else:
                    rows = _below(there if term.previous else here, term.pointer)
                    if rows != [term.pointer] and not term.previous:
                        groups.append(term.pointer)
                    for row in rows or [term.pointer]:
                        yield term._replace(pointer=f"{row}/{each}" if each else row)

        left, right = tuple(expand(equation.left)), tuple(expand(equation.right))
        suffix = each if bases else f"/{each}" if each else ""
        previous = any(t.previous for t in (*left, *right))
        yield Line(equation, f"{equation.id}{suffix}", each, left, right, tuple(groups), previous)


@lru_cache(maxsize=64)
def _plan(files: tuple[Path, ...], here: tuple[str, ...], there: tuple[str, ...]) -> tuple[Line, ...]:
    """The lines for reports of one shape: nearly all reports share it, so it is made once."""
    return tuple(line for file in files for e in load(file) for line in _lines(e, here, there))


def _exact(value: float) -> Any:
    """A float as the decimal it was written as, so that 0.1 + 0.2 is 0.3."""
    from fractions import Fraction

    return Fraction(str(value))


def _side(
    terms: tuple[Term, ...], here: dict[str, Json], there: dict[str, Json], values: list[Json], seen: set[str]
) -> Any:
    """The sum of one side. Appends each cell's value to `values` and what it met to `seen`."""
    total: Any = 0
    for pointer, sign, previous, constant in terms:
        value = (there if previous else here).get(pointer, _ABSENT) if pointer else constant
        if type(value) is int and -_LIMIT < value < _LIMIT:
            total += value if sign > 0 else -value
        elif type(value) is float and -_LIMIT < value < _LIMIT:
            total += sign * _exact(value)
        elif value is _ABSENT:
            seen.add("absent")
            value = None
        else:
            seen.add("blank" if is_blank(value) else "text")
        values.append(value)
    return total


def _absent_rows(report: Report, rows: tuple[str, ...]) -> list[str]:
    """Rows the form has and the report has not; a cell absent from a row shows by itself."""
    gaps = {pointer for pointer, _ in report.unread} | set(report.missing)
    known = set(rows)
    return [gap for gap in gaps if gap.rpartition("/")[0] not in known]


def _why_not(line: Line, report: Report) -> str:
    """Why a line that reads last year's report cannot be checked, "" where it can."""
    previous = report.previous
    if previous is None:
        return "no-previous"
    if report.year is None or previous.year != report.year - 1:
        return "previous-year"
    files = {str(file) for file in form_of(previous).equations}
    return "" if line.equation.source in files else "previous-edition"


def _result(
    line: Line, report: Report, here: dict[str, Json], there: dict[str, Json], absent: list[str]
) -> EquationResult:
    values: list[Json] = []
    seen: set[str] = set()
    if line.previous and (why := _why_not(line, report)):
        return EquationResult(line, "unchecked", why, 0, 0, [None] * (len(line.left) + len(line.right)))
    left = _side(line.left, here, there, values, seen)
    right = _side(line.right, here, there, values, seen)
    holds = RELATIONS[line.equation.relation](left, right)
    if absent and any(row == g or row.startswith(g + "/") for g in line.groups for row in absent):
        seen.add("absent")
    reason = next((r for r in ("absent", "text") if r in seen), "")
    if "blank" in seen and not reason:
        if len(line.left) == 1 and is_blank(values[0]):
            reason = "blank-total"
        elif not holds:
            reason = "blank"
    state = "unchecked" if reason else "holds" if holds else "broken"
    return EquationResult(line, state, reason, left, right, values)


def evaluate(report: Report) -> list[EquationResult]:
    """Every equation of the report's form, run once and kept.

    A blank addend counts as 0; an equation with a blank may hold but never breaks (it is then
    unchecked, as is one whose single left-hand cell is blank). A text, or a row that is not
    there, makes it unchecked. Floats count as the decimals they were written as.
    """
    kept: tuple[Report | None, list[EquationResult]] | None = report.cache.get("equations")
    if kept is not None and kept[0] is report.previous:
        return kept[1]
    here = _figures(report)
    there = _figures(report.previous) if report.previous is not None else _Figures({}, ())
    absent = _absent_rows(report, here.rows) if report.missing or report.unread else []
    plan = _plan(form_of(report).equations, here.rows, there.rows)
    results = [_result(line, report, here.cells, there.cells, absent) for line in plan]
    report.cache["equations"] = (report.previous, results)
    return results


def equations(report: Report, code: str | None = None) -> list[EquationResult]:
    """The equations of a report as evaluated, all of them or those of one rule's code."""
    found = evaluate(report)
    return found if code is None else [r for r in found if r.equation.code == code]
