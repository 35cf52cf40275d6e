"""What the wording rules are built of: words found in one pass, near misses, repetitions, numbers of persons."""

from __future__ import annotations

from itertools import pairwise

import pytest
import support
from checker_rules.finder import SHORT, Finder
from checker_rules.near_miss import Misses, Term, alike
from checker_rules.outline import words
from checker_rules.personal_numbers import is_card_number, is_identity_number
from checker_rules.wording_names import name_of
from checker_rules.wording_repeats import repetitions

from checker.model import Finding


def test_words_are_found_within_one_another() -> None:
    finder = Finder({"公开": "", "公开办": "", "开办函": ""})
    assert list(finder.find("国办公开办函")) == [(2, "公开"), (2, "公开办"), (3, "开办函")]


def test_a_long_text_spares_words_whose_condition_fails() -> None:
    finder = Finder({"政府": "(?!网)"})
    text = "政府网，政府"
    assert list(finder.find(text)) == [(0, "政府"), (4, "政府")]
    assert list(finder.find("。" * SHORT + text)) == [(SHORT + 4, "政府")]


TERM = Term("政府信息公开", "政府信", "息公开")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("推进政府息公开工作", ("政府息公开", "lost")),
        ("推进政府信息公", ("政府信息公", "lost")),
        ("推进政府信公息开", ("政府信公息开", "swapped")),
        ("推进政府心息公开", ("政府心息公开", "sound")),
        ("推进证府信息公开", ("证府信息公开", "sound")),
        ("推进政府信息公开", None),
        ("推进政府信息公布", None),
        ("推进政府信息的公开", None),
        ("推进行政信息公开", None),
        ("政府信息\n公开", None),
    ],
)
def test_one_slip_away(text: str, found: tuple[str, str] | None) -> None:
    misses = [(text[m.start : m.end], m.kind) for m, _term in Misses([TERM]).find(text)]
    assert misses == ([found] if found else [])


@pytest.mark.parametrize(("a", "b", "why"), [("函", "涵", "sound"), ("止", "上", "shape"), ("政", "水", "")])
def test_why_characters_are_taken_for_each_other(a: str, b: str, why: str) -> None:
    assert alike(a, b) == why


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("资金资金保障", [(0, 2)]),
        ("政务公开政务公开", [(0, 4)]),
        ("办公室办公室", [(0, 3)]),
        # Characters whose low byte alone is the same are no repetition.
        ("一丁丨七一丁", []),
        ("\U00020000资金资金", [(1, 2)]),
        ("", []),
        ("资", []),
    ],
)
def test_repetitions(text: str, found: list[tuple[int, int]]) -> None:
    assert list(repetitions(text)) == found


def test_identity_numbers_and_cards_are_known_by_their_check_digits() -> None:
    # The sample of GB 11643-1999, with its check character and with others.
    assert is_identity_number("11010519491231002X")
    assert not is_identity_number("110105194912310021")
    assert not is_identity_number("11010519491331002X")  # a thirteenth month
    assert not is_identity_number("99010519491231002X")  # no such province
    assert is_card_number("6222021234567890128") and not is_card_number("6222021234567890127")
    assert not is_card_number("1222021234567890128")


@pytest.mark.parametrize(
    ("organ", "place", "office"),
    [
        ("安澜县水务局", "安澜县", "水务局"),
        ("江州市临江区城市管理局", "江州市临江区", "城市管理局"),
        ("安澜县住房和城乡建设局", "安澜县", "住房和城乡建设局"),
        ("柳溪镇人民政府", "柳溪镇", "人民政府"),
        ("水利部", "", "水利部"),
    ],
)
def test_the_parts_of_a_name(organ: str, place: str, office: str) -> None:
    name = name_of(organ)
    assert (name.place, name.office) == (place, office)


def residue(**metadata: object) -> list[Finding]:
    report = support.report_of(support.instance("good-2024.json"))
    report.document.metadata.update(metadata)
    return support.engine(("W701",)).check_report(report).findings


@pytest.mark.parametrize("key", ["tracked_changes", "comments", "hidden", "struck"])
def test_what_the_file_holds_beside_its_text_is_one_finding(key: str) -> None:
    (finding,) = residue(**{key: 3})
    assert (finding.pointer, finding.severity.value) == ("", "error")
    assert "3" in finding.message


def test_changes_of_format_alone_are_a_hint_and_go_with_the_others() -> None:
    (finding,) = residue(format_changes=2)
    assert finding.severity.value == "info" and "2处格式修订" in finding.message
    assert len(residue(format_changes=2, tracked_changes=1)) == 1


def test_a_person_in_the_properties_is_a_hint_that_does_not_name_them() -> None:
    (finding,) = residue(author="李小红", last_modified_by="zhangsan")
    assert finding.severity.value == "info"
    assert "作者、最后修改者" in finding.message
    assert "李小红" not in str(finding) and "zhangsan" not in str(finding)


@pytest.mark.parametrize(
    "name", ["安澜县水务局", "Administrator", "Windows 用户", "微软用户", "WPS_1669", "", "办公室"]
)
def test_offices_and_programs_in_the_properties_are_nobody(name: str) -> None:
    assert residue(author=name) == []


def test_a_paragraph_full_of_faults_gives_each_of_them() -> None:
    """No time is held here: the benchmark `faults` states what it costs."""
    text = "资金资金，截止2024年，政府息公开" * 4000
    report = support.report_of(
        support.change(support.instance("good-2024.json"), {"set": {"/sections/0/paragraphs/2": text}})
    )
    found = [f for code in ("W702", "W703", "W705") for f in support.registry().rules[code].check(report)]
    assert len(found) == 3 * 4000


def test_every_redundant_word_has_a_doubled_character() -> None:
    # They are looked for by it (`_doubles`).
    keys = [item["key"] for item in words("wording-repeats")["redundant"]["words"]]
    assert keys
    assert [key for key in keys if not any(a == b for a, b in pairwise(key))] == []


def test_words_are_found_by_their_rarest_character_wherever_they_stand() -> None:
    words = {"公开帐户": "", "帐户信息": "", "帐": ""}
    text = "公开帐户信息"
    expected = [(0, "公开帐户"), (2, "帐"), (2, "帐户信息")]
    assert sorted(Finder(words).find(text)) == expected
    assert sorted(Finder(words).find(text + "。" * SHORT)) == expected


def test_the_parts_of_a_term_are_its_beginning_and_its_end() -> None:
    for item in words("wording-terms")["terms"]["words"]:
        text = item["text"]
        assert text.startswith(item.get("head", "")) and text.endswith(item.get("tail", "")), text
