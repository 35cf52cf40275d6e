"""Which figure is wrong, where several equations are broken.

A suspect is a cell of this report for which one new value makes every broken equation that
contains it hold, at least two of them, while none that holds would break. Suspects that
explain the same broken equation stand together: some of them are wrong, not all. Two cells
wrong by the same amount cannot be told from the other two corners of their rectangle.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from checker.equation_file import RELATIONS
from checker.equations import EquationResult, evaluate
from checker.form import form_of
from checker.model import Report
from checker.values import is_number

# Enough for any real report; a hostile one may hold a rectangle of any size.
_STEPS, _WAYS = 2000, 24


@dataclass(slots=True, frozen=True)
class Suspect:
    """A cell, what it holds, what it would have to hold, and the broken equations that would then hold."""

    pointer: str
    stated: Any
    should_be: Any
    mends: tuple[EquationResult, ...]


@dataclass(slots=True, frozen=True)
class Culprit:
    """A wrong figure, or several suspects that explain the same broken equations.

    `choices` are the smallest ways out: suspects that together mend every equation, each once.
    `certain`: there is one suspect, and no other cell explains any of its equations.
    """

    suspects: tuple[Suspect, ...]
    results: tuple[EquationResult, ...]
    choices: tuple[tuple[Suspect, ...], ...]
    certain: bool


@dataclass(slots=True, frozen=True)
class Swap:
    """Two cells of one row or column that would mend `mends` if they changed places."""

    first: str
    second: str
    values: tuple[Any, Any]
    mends: tuple[EquationResult, ...]


def _weights(result: EquationResult) -> dict[str, int]:
    """By how much left minus right moves when a cell of this report grows by one."""
    weights: dict[str, int] = {}
    for cell in result.terms:
        if not cell.previous:
            weights[cell.pointer] = weights.get(cell.pointer, 0) + (cell.sign if cell.left else -cell.sign)
    return {pointer: weight for pointer, weight in weights.items() if weight}


def _by_cell(
    results: Iterable[EquationResult], only: Container[str] | None = None
) -> dict[str, list[tuple[EquationResult, int]]]:
    """The equations each cell takes part in, for all cells or for those of interest."""
    found: dict[str, list[tuple[EquationResult, int]]] = {}
    for result in results:
        if only is not None and not any(t.pointer in only for t in (*result.line.left, *result.line.right)):
            continue
        for pointer, weight in _weights(result).items():
            found.setdefault(pointer, []).append((result, weight))
    return found


def _limits(report: Report, pointer: str) -> dict[str, Any]:
    """What the schema asks of a cell, {} where it says nothing."""
    node: Any = form_of(report).schema
    for step in pointer.split("/")[1:]:
        shapes = [node, node.get("then", {}), node.get("else", {})]
        found = [s["properties"][step] for s in shapes if step in s.get("properties", {})]
        node = next((n for n in found if not isinstance(report.get(pointer), dict)), {})
        if not node:
            return {}
    return dict(node)


def _fits(report: Report, pointer: str, value: Any) -> bool:
    """Whether the form lets a cell hold this value."""
    limits = _limits(report, pointer)
    whole = limits.get("type") != "integer" or value == int(value)
    return bool(whole and value >= limits.get("minimum", value))


def _would_hold(result: EquationResult, change: Any) -> bool:
    return RELATIONS[result.equation.relation](result.gap + change, 0)


def _evidence(report: Report) -> tuple[list[EquationResult], list[EquationResult]]:
    """The broken equations that a wrong figure can explain, and all that hold."""
    results = evaluate(report)
    firm = [r for r in results if not r.equation.soft]
    broken = [r for r in firm if r.state == "broken" and r.equation.relation == "="]
    return broken, [r for r in firm if r.state == "holds"]


def _suspects(report: Report) -> Iterator[Suspect]:
    broken, holding = _evidence(report)
    if len(broken) < 2:
        return
    within = {pointer: hits for pointer, hits in _by_cell(broken).items() if len(hits) > 1}
    safe = _by_cell(holding, within) if within else {}
    for pointer, hits in within.items():
        # Exact for whole weights: gap and weight are ints or fractions.
        changes = {-r.gap * w if abs(w) == 1 else _ratio(-r.gap, w) for r, w in hits}
        stated = report.get(pointer)
        if len(changes) > 1 or not is_number(stated):
            continue
        change = changes.pop()
        should_be = _sum(stated, change)
        if not _fits(report, pointer, should_be):
            continue
        if all(_would_hold(r, change * w) for r, w in safe.get(pointer, ())):
            yield Suspect(pointer, stated, should_be, tuple(r for r, _ in hits))


def _ratio(number: Any, by: int) -> Any:
    from fractions import Fraction

    return Fraction(number) / by


def _sum(stated: Any, change: Any) -> Any:
    if isinstance(stated, float):
        from fractions import Fraction

        return Fraction(str(stated)) + change
    return stated + change


def culprits(report: Report) -> list[Culprit]:
    """The wrong figures of a report, in the order of the form. Kept, so asking again costs nothing."""
    results = evaluate(report)
    kept: tuple[list[EquationResult], list[Culprit]] | None = report.cache.get("culprits")
    if kept is not None and kept[0] is results:
        return kept[1]
    order = {pointer: place for place, pointer in enumerate(form_of(report).labels)}
    suspects = sorted(_suspects(report), key=lambda s: (order.get(s.pointer, len(order)), s.pointer))
    explained = {s.pointer: {r.key for r in s.mends} for s in suspects}
    suspects = [s for s in suspects if not any(explained[s.pointer] < other for other in explained.values())]
    groups: list[list[Suspect]] = []
    for suspect in suspects:
        kin = [g for g in groups if any(explained[suspect.pointer] & explained[s.pointer] for s in g)]
        groups = [g for g in groups if g not in kin] + [[s for g in kin for s in g] + [suspect]]
    found = [culprit for group in groups for culprit in _culprits(group)]
    found.sort(key=lambda c: suspects.index(c.suspects[0]))
    report.cache["culprits"] = (results, found)
    return found


def _culprits(group: list[Suspect]) -> list[Culprit]:
    """What a group of suspects amounts to: their one way out, each for itself, or all together in doubt."""
    choices = _choices(group)
    if len(choices) == 1:
        return [Culprit((s,), s.mends, ((s,),), len(group) == 1) for s in choices[0]]
    results = {r.key: r for s in group for r in s.mends}
    return [Culprit(tuple(group), tuple(results.values()), tuple(choices), False)]


def _choices(group: list[Suspect]) -> list[tuple[Suspect, ...]]:
    """The smallest sets of suspects that mend every equation of the group exactly once."""
    mends = {s.pointer: frozenset(r.key for r in s.mends) for s in group}
    whole = frozenset().union(*mends.values())
    found: list[tuple[Suspect, ...]] = []
    steps = 0

    def search(left: frozenset[str], chosen: tuple[Suspect, ...]) -> None:
        nonlocal steps
        steps += 1
        if not left:
            found.append(chosen)
        elif steps < _STEPS and len(found) < _WAYS:
            key = min(left)
            for suspect in group:
                if key in mends[suspect.pointer] and mends[suspect.pointer] <= left:
                    search(left - mends[suspect.pointer], (*chosen, suspect))

    search(whole, ())
    least = min(map(len, found), default=0)
    places = sorted(sorted(group.index(s) for s in choice) for choice in found if len(choice) == least)
    return [tuple(group[i] for i in choice) for choice in places]


def swaps(report: Report) -> list[Swap]:
    """Pairs of cells in one row or column that were probably exchanged.

    A pair counts only where exchanging it mends every broken equation that contains either
    cell, breaks none, and no other pair does so: two columns wrong by the same amount in
    opposite directions prove nothing by themselves.
    """
    results = evaluate(report)
    kept: tuple[list[EquationResult], list[Swap]] | None = report.cache.get("swaps")
    if kept is not None and kept[0] is results:
        return kept[1]
    broken, holding = _evidence(report)
    explained = {r.key for c in culprits(report) for r in c.results}
    broken = [r for r in broken if r.key not in explained]
    found: dict[frozenset[str], list[Swap]] = {}
    pairs = len(broken) > 1  # nothing to exchange otherwise
    touched, safe = (_by_cell(broken), _by_cell(holding)) if pairs else ({}, {})
    for i, one in enumerate(broken):
        for other in broken[i + 1 :]:
            if one.equation is not other.equation or one.gap != -other.gap:
                continue
            for swap in _pairs(report, one, other, touched, safe):
                found.setdefault(frozenset(r.key for r in swap.mends), []).append(swap)
    alone = [pairs[0] for pairs in found.values() if len(pairs) == 1]
    report.cache["swaps"] = (results, alone)
    return alone


def _pairs(
    report: Report,
    one: EquationResult,
    other: EquationResult,
    touched: dict[str, list[tuple[EquationResult, int]]],
    safe: dict[str, list[tuple[EquationResult, int]]],
) -> Iterator[Swap]:
    mine, theirs = _weights(one), _weights(other)
    for first in mine:
        row, _, column = first.rpartition("/")
        for second in theirs:
            if first in theirs or second in mine:
                continue
            if row != second.rpartition("/")[0] and column != second.rpartition("/")[2]:
                continue
            a, b = report.get(first), report.get(second)
            if type(a) is not int or type(b) is not int or a == b:
                continue
            moves: dict[str, tuple[EquationResult, int]] = {}
            for pointer, change in ((first, b - a), (second, a - b)):
                for r, w in (*touched.get(pointer, ()), *safe.get(pointer, ())):
                    moves[r.key] = (r, moves.get(r.key, (r, 0))[1] + w * change)
            if all(_would_hold(r, moved) for r, moved in moves.values()):
                mended = tuple(r for r, _ in moves.values() if r.state == "broken")
                yield Swap(first, second, (a, b), mended)
