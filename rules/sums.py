"""Broken equations as problems: how they are worded, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from checker.api import (
    EquationResult,
    Figure,
    Note,
    Problem,
    Report,
    Severity,
    Unchecked,
    column_title,
    equations,
    in_digits,
    label_of,
    row_name,
    swaps,
)


def number(value: Any) -> int | float:
    """An exact number as JSON holds it, whole where it is whole, and as a message prints it: 0.0000001, no 1e-07."""
    return int(value) if value == int(value) else Figure(value)


def figure(value: Any) -> str:
    """A cell's content in a note: a blank is named, a number printed without a needless 「.0」."""
    if value is None:
        return "空"
    return in_digits(number(value)) if isinstance(value, (int, float)) else str(value)


def each_name(report: Report, result: EquationResult) -> str:
    """The row or column an equation was evaluated at, as printed."""
    if result.each.startswith("/"):
        return row_name(report, result.each) or label_of(report, result.each)
    return column_title(report, result.at) or label_of(report, result.at)


def _term_name(report: Report, result: EquationResult, pointer: str, previous: bool) -> str:
    """What one addend is called inside its equation: the row in a column's equation, else the column."""
    written = pointer.removesuffix(f"/{result.each}") if result.each else pointer
    if result.each.startswith("/"):
        name = column_title(report, pointer)
    else:
        name = result.equation.names.get(written) or row_name(report, pointer)
    return ("上年" if previous else "") + (name or label_of(report, pointer))


def _side(report: Report, result: EquationResult, left: bool) -> str:
    """One side written out, 「一（12）＋二（3）」; addends of 0 are left out where others are not 0."""
    cells = [c for c in result.terms if c.left is left and isinstance(c.value, (int, float))]
    text = ""
    for cell in [c for c in cells if c.value] or cells:
        sign = "－" if cell.sign < 0 else "＋" if text else ""
        text += f"{sign}{_term_name(report, result, cell.pointer, cell.previous)}（{figure(cell.value)}）"
    return text


def _addends(report: Report, result: EquationResult) -> str:
    """The right side's addends that are not 0, as a sentence of its own; many are named by their ordinals."""
    cells = [cell for cell in result.terms if not cell.left and cell.value]
    parts = []
    for cell in cells:
        name = _term_name(report, result, cell.pointer, cell.previous)
        if len(cells) > 6 and not result.each.startswith("/"):
            name = name.partition(".")[0] if "." in name else name[: name.find("）") + 1] or name
        parts.append(f"{'减' if cell.sign < 0 else ''}{name}＝{figure(cell.value)}")
    return f"。不为 0 的各项：{'，'.join(parts)}" if parts else ""


def _hint(report: Report, result: EquationResult) -> str:
    """What else would explain it: two figures that stand in each other's place."""
    for swap in swaps(report):
        if any(result.key == mended.key for mended in swap.mends):
            first, second = (label_of(report, p) for p in (swap.first, swap.second))
            a, b = map(figure, swap.values)
            return f"。{first}（{a}）与{second}（{b}）可能填反了：对调后，不成立的 {len(swap.mends)} 条算式都成立"
    return ""


def values_of(report: Report, result: EquationResult) -> dict[str, Any]:
    """The named values an equation's message may use."""
    return {
        "each": each_name(report, result),
        "left": number(result.left),
        "right": number(result.right),
        "left_side": _side(report, result, True),
        "right_side": _side(report, result, False),
        "difference": number(abs(result.gap)),
        "addends": _addends(report, result),
        "hint": _hint(report, result),
    }


def sentence(report: Report, result: EquationResult) -> str:
    """The equation with both sides, in short, to stand as evidence: a message's first sentence."""
    return _first_sentence(result.equation.message).format(**values_of(report, result))


def _first_sentence(message: str) -> str:
    """What stands before the addends, the hint and what to do."""
    for behind in ("{addends}", "{hint}", "。"):
        message = message.partition(behind)[0]
    return message


def notes(report: Report, results: Iterable[EquationResult], but: Iterable[str] = ()) -> list[Note]:
    """Every cell of this report that takes part, once each, with what it holds."""
    seen = set(but)
    found = []
    for result in results:
        for cell in result.terms:
            if not cell.previous and cell.pointer not in seen:
                seen.add(cell.pointer)
                values = {"cell": label_of(report, cell.pointer), "stated": figure(cell.value)}
                found.append(Note(cell.pointer, "{cell}：{stated}", values))
    return found


def broken(report: Report, code: str, severity: Severity) -> Iterator[Problem | Unchecked]:
    """A problem for each broken equation of a code, and what could not be checked.

    `severity` is the rule's own: an equation says its own only where it differs.
    """
    results = equations(report, code)
    for result in results:
        if result.state == "broken":
            own = result.equation.severity
            yield Problem(
                result.at,
                result.equation.message,
                related=notes(report, [result], but=(result.at,)),
                key=result.key,
                severity=None if own is severity else own,
                **values_of(report, result),
            )
    yield from unchecked(report, results)


def unchecked(report: Report, results: Iterable[EquationResult]) -> Iterator[Unchecked]:
    """One reason for all equations that were not checked for the same cause."""
    by_reason: dict[str, list[EquationResult]] = {}
    for result in results:
        if result.state == "unchecked":
            by_reason.setdefault(result.why, []).append(result)
    for why, those in by_reason.items():
        names = [f"「{each_name(report, r)}」" for r in those]
        shown = "".join(names[:3]) + (f"等 {len(names)} 处" if len(names) > 3 else "")
        yield Unchecked("{where}未核对：{why}", where=shown, why=why)
