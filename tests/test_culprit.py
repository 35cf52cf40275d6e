"""The wrong figure behind broken equations: every cell is found, and nothing is guessed."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest
import support

from checker.culprit import culprits, swaps
from checker.equations import evaluate
from checker.form import builtin
from checker.model import Confidence

EDITIONS = {"2019": "good-2020.json", "2021": "good-2024.json"}


def cells(edition: str, table: str) -> list[str]:
    """Every figure of a table of the good example."""
    data = support.instance(EDITIONS[edition])
    form = builtin().of(edition)
    pointers = [p for p in form.labels if p.startswith(table + "/")]
    return [p for p in dict.fromkeys(pointers) if isinstance(_value(data, p), int)]


def _value(data: Any, pointer: str) -> Any:
    try:
        return support.get(data, pointer)
    except (KeyError, TypeError):
        return None


def wrong(edition: str, changes: dict[str, int]) -> dict[str, Any]:
    """The good example with some figures changed by so much."""
    data = support.instance(EDITIONS[edition])
    for pointer, by in changes.items():
        support.put(data, pointer, support.get(data, pointer) + by)
    return data


def kinds(pointer: str) -> set[str]:
    """The equations a figure of table three takes part in, by name."""
    row, _, column = pointer.rpartition("/")
    balance = row.rpartition("/")[2] in ("received", "carried_in", "carried_out") and row.count("/") == 2
    names = {f"row {row}"}
    if balance:
        return names | {f"balance {column}"}
    if row == "/requests/outcome/total":
        return names | {f"balance {column}", f"sum {column}"}
    return names | {f"sum {column}"}


@pytest.mark.parametrize(("edition", "count"), [("2019", 23 * 7), ("2021", 25 * 7)])
def test_any_figure_of_table_three_raised_by_one_is_found_as_that_cell(edition: str, count: int) -> None:
    pointers = cells(edition, "/requests")
    assert len(pointers) == count
    for pointer in pointers:
        data = wrong(edition, {pointer: 1})
        findings = support.check(data, "T").findings
        assert [(f.code, f.pointer, f.confidence) for f in findings] == [
            ("T200", pointer, Confidence.CERTAIN)
        ]
        stated = support.get(data, pointer)
        assert findings[0].values["stated"] == stated
        assert findings[0].values["should_be"] == stated - 1
        assert len(findings[0].values["equations"]) == len(kinds(pointer))
        assert pointer not in [r.pointer for r in findings[0].related]


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_any_figure_of_table_four_raised_by_one_is_found_at_its_total(edition: str) -> None:
    pointers = cells(edition, "/remedies")
    assert len(pointers) == 15
    for pointer in pointers:
        group = pointer.rpartition("/")[0]
        findings = support.check(wrong(edition, {pointer: 1}), "T").findings
        assert [(f.code, f.pointer) for f in findings] == [("T204", f"{group}/total")]
        addends = [f"{group}/{key}" for key in ("upheld", "corrected", "other", "pending")]
        assert [r.pointer for r in findings[0].related] == addends


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_two_figures_wrong_by_different_amounts_are_two_findings(edition: str) -> None:
    pairs = list(itertools.combinations(cells(edition, "/requests"), 2))
    apart = [(a, b) for a, b in pairs if not kinds(a) & kinds(b)]
    for first, second in random.Random(711).sample(apart, 60):
        found = culprits(support.report_of(wrong(edition, {first: 3, second: 5})))
        assert {c.suspects[0].pointer for c in found} == {first, second}
        assert all(c.certain for c in found)


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_two_figures_wrong_by_one_amount_are_always_among_the_named(edition: str) -> None:
    pairs = list(itertools.combinations(cells(edition, "/requests"), 2))
    apart = [(a, b) for a, b in pairs if not kinds(a) & kinds(b)]
    for first, second in random.Random(49).sample(apart, 60):
        found = culprits(support.report_of(wrong(edition, {first: 1, second: 1})))
        assert {first, second} <= {s.pointer for c in found for s in c.suspects}
        for culprit in found:
            ways = [{s.pointer for s in way} for way in culprit.choices]
            assert any(way <= {first, second} for way in ways)


def test_every_way_out_named_mends_everything() -> None:
    """What the tool proposes is tried: after the change no equation is broken."""
    data = wrong(
        "2021", {"/requests/outcome/granted/individual": 1, "/requests/outcome/partly_granted/company": 1}
    )
    (culprit,) = culprits(support.report_of(data))
    assert len(culprit.choices) == 2
    for way in culprit.choices:
        mended = support.change(
            wrong(
                "2021",
                {"/requests/outcome/granted/individual": 1, "/requests/outcome/partly_granted/company": 1},
            ),
            {"set": {s.pointer: int(s.should_be) for s in way}},
        )
        assert not [r.key for r in evaluate(support.report_of(mended)) if r.state == "broken"]


def test_a_large_square_of_equal_errors_ends_soon() -> None:
    rows = (
        "granted",
        "partly_granted",
        "refused/third_party_rights",
        "unavailable/not_held",
        "not_processed/petition",
    )
    columns = ("individual", "company", "research", "nonprofit", "legal_service")
    changes = {f"/requests/outcome/{r}/{c}": 1 for r, c in zip(rows, columns, strict=True)}
    (culprit,) = culprits(support.report_of(wrong("2021", changes)))
    assert len(culprit.suspects) == 25
    assert 1 < len(culprit.choices) <= 24


def test_last_years_report_is_evidence_but_never_the_place() -> None:
    report = support.report_of(support.instance("good-2024.json"))
    before = support.instance("good-2023.json")
    support.put(before, "/requests/carried_out/individual", 9)
    support.put(before, "/requests/carried_out/total", 17)
    report.previous = support.report_of(before)
    assert [r.key for r in evaluate(report) if r.state == "broken"] == ["Y801/individual", "Y801/total"]
    assert culprits(report) == []


def test_exchanged_figures_are_named_only_where_nothing_else_fits() -> None:
    data = support.instance("good-2024.json")
    support.put(data, "/requests/outcome/granted/individual", 9)
    support.put(data, "/requests/outcome/granted/company", 38)
    (swap,) = swaps(support.report_of(data))
    assert (swap.first, swap.second) == (
        "/requests/outcome/granted/individual",
        "/requests/outcome/granted/company",
    )
    assert [r.key for r in swap.mends] == ["T202/individual", "T202/company"]
    assert culprits(support.report_of(data)) == []


def test_exchanged_rows_of_one_column_are_named() -> None:
    data = support.instance("good-2024.json")
    support.put(data, "/requests/outcome/granted/individual", 19)
    support.put(data, "/requests/outcome/unavailable/not_held/individual", 38)
    (swap,) = swaps(support.report_of(data))
    assert {swap.first, swap.second} == {
        "/requests/outcome/granted/individual",
        "/requests/outcome/unavailable/not_held/individual",
    }


def test_the_2020_seed_kind_of_report_with_blanks_accuses_nobody() -> None:
    """126 blank cells in one real report: its blank totals are no wrong sums."""
    data = support.instance("good-2020.json")
    for pointer in cells("2019", "/requests"):
        if pointer.endswith("/total") or support.get(data, pointer) < 3:
            support.put(data, pointer, None)
    report = support.report_of(data)
    assert culprits(report) == []
    assert not [r for r in evaluate(report) if r.state == "broken"]
