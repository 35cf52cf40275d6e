"""`lint_text` and the L rules: pairs of texts before and after, what must never come of a text, places, masks."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import support
import yaml

from checker.api import Finding, lint_text
from checker.engine import UnknownRule

SHARED = support.ROOT.parent / "shared" / "typography"
OWN = yaml.safe_load((Path(__file__).parent / "typography_pairs.yaml").read_text(encoding="utf-8"))
#: Rules whose fixes change no meaning.
SAFE = {"L601", "L602", "L605", "L606", "L607", "L612", "L613", "L615"}


def found(text: str, *select: str) -> list[Finding]:
    return lint_text(text, select or ("L",))


def mended(text: str, findings: list[Finding], unsafe: bool = True) -> str:
    """The text with the fixes of the findings; edits must not overlap."""
    lines = text.split("\n")
    edits: dict[int, set[tuple[int, str, str]]] = {}
    for finding in findings:
        for edit in finding.fix.edits if finding.fix and (unsafe or finding.fix.safe) else ():
            place = edit.location
            assert place is not None and place.line and place.column
            edits.setdefault(place.line, set()).add((place.column - 1, edit.old, edit.new))
    for number, changes in edits.items():
        line, end = lines[number - 1], len(lines[number - 1])
        for start, old, new in sorted(changes, reverse=True):
            assert start + len(old) <= end, "edits overlap"
            assert line[start : start + len(old)] == old
            line, end = line[:start] + new + line[start + len(old) :], start
        lines[number - 1] = line
    return "\n".join(lines)


def rows(name: str) -> list[Any]:
    path = SHARED / name
    if not path.is_file():
        return [
            pytest.param(None, marks=pytest.mark.skip(reason="the shared typography data is not at hand"))
        ]
    lines = path.read_text(encoding="utf-8").splitlines()
    return [pytest.param(json.loads(line), id=f"{n}") for n, line in enumerate(lines, 1)]


@pytest.mark.parametrize("row", rows("pairs.jsonl"))
def test_what_other_tools_do_rightly(row: dict[str, str]) -> None:
    text, expected = row["input"], row["expected"]
    findings = found(text)
    if expected.startswith("[report"):
        assert findings
        place = expected[7:-1].lstrip("@")
        if place:
            assert int(place) + 1 in [f.location.column for f in findings]
        return
    assert mended(text, findings) == expected
    if text == expected:
        assert not findings
    assert not [f for f in found(expected) if f.fix]


@pytest.mark.parametrize("row", rows("never.jsonl"))
def test_what_other_tools_do_wrongly(row: dict[str, str]) -> None:
    findings = found(row["input"])
    assert mended(row["input"], findings) != row["expected"]
    assert mended(row["input"], findings, unsafe=False) != row["expected"]


@pytest.mark.parametrize(
    ("code", "before", "after"), [(code, *pair) for code, given in OWN.items() for pair in given["mend"]]
)
def test_own_pairs(code: str, before: str, after: str) -> None:
    findings = found(before, code)
    assert findings and all(f.fix and f.fix.safe == (code in SAFE) for f in findings)
    assert mended(before, findings) == after
    # Mended is mended, and by a mend nothing new comes up under any rule.
    assert not found(after, code)
    assert {f.code for f in found(after)} <= {f.code for f in found(before)} - {code}


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, given in OWN.items() for text in given["keep"]]
)
def test_own_texts_that_stay(code: str, text: str) -> None:
    assert not found(text, code)


def test_every_rule_with_a_mend_has_five_pairs_both_ways() -> None:
    assert {code for code, given in OWN.items() if len(given["mend"]) < 5 or len(given["keep"]) < 5} == set()
    without = {"L603", "L614", "L618", "L619", "L620", "L621"}  # by cases of whole reports, tests/rules
    assert set(OWN) == {c for c in support.registry().rules if c.startswith("L")} - without


def test_places_are_lines_and_columns() -> None:
    (first, second) = found("无事。\r\n　　公开,解读\n\n公开 解读", "L601", "L605")
    assert (first.code, first.location.line, first.location.column, first.pointer) == ("L601", 2, 5, "")
    assert (second.code, second.location.line, second.location.column) == ("L605", 4, 3)
    assert (first.location.quote, second.location.quote) == (",", " ")


def test_select_takes_codes_names_and_prefixes() -> None:
    text = "公开,解读 。"
    assert {f.code for f in lint_text(text, ("half-width-mark",))} == {"L601"}
    assert {f.code for f in lint_text(text, ("L60",))} == {"L601", "L605"}
    assert lint_text("", ("L",)) == []
    with pytest.raises(UnknownRule):
        lint_text(text, ("L999",))


def test_four_spaces_and_tabs_are_no_code() -> None:
    assert [f.code for f in found("    主动公开,解读。\n\t主动公开,解读。")] == ["L601", "L601"]


def test_invisible_characters_hide_nothing() -> None:
    findings = found("公开。\u200b。解读")
    assert {f.code for f in findings} == {"L607", "L615"}
    assert mended("公开。\u200b。解读", findings) == "公开。解读"


def test_unsure_where_the_spaces_are_the_layouts() -> None:
    text = "，".join(f"第 {n} 项公开 {n} 条" for n in range(9))
    (finding,) = found(text, "L606")
    assert finding.confidence.value == "unsure" and finding.fix is None and finding.values["count"] == 36


def test_a_text_all_in_half_width_marks_is_one_finding_that_mends_all() -> None:
    text = "\n".join("公开信息(含文件)12条,解读3次;回应关切2次." for _ in range(20))
    findings = found(text, "L601", "L602")
    assert [(f.code, f.values["count"], f.confidence.value) for f in findings] == [
        ("L602", 20, "likely"),
        ("L601", 60, "likely"),
    ]
    assert mended(text, findings) == "\n".join(
        "公开信息（含文件）12条，解读3次；回应关切2次。" for _ in range(20)
    )
    assert len(found(text.replace(",", "，").replace(";", "；"), "L601")) == 20


def test_mends_of_any_text_settle() -> None:
    """Whatever stands in a text: edits never overlap, and a second mend has nothing left to do but in
    a few heaps of marks that nobody writes."""
    rng = random.Random(3)
    parts = [
        *"公开信息年月条12４a",
        " ",
        "　",
        "\xa0",
        "\u200b",
        *",;:?!.，。、；：？！…—-～()（）“”\"'《》「」％%",
        "和",
        "1、",
        "[2021]5号",
    ]
    again = 0
    for _ in range(1500):
        text = "".join(
            rng.choice(parts if rng.random() < 0.4 else "公开信息") for _ in range(rng.randrange(3, 12))
        )
        once = mended(text, found(text, "L60", "L61", "L622", "L623"))
        later = [f for f in found(once, "L60", "L61", "L622", "L623") if f.fix]
        again += bool(later)
        assert not Counter(f.code for f in later)["L615"]
    assert again <= 15
