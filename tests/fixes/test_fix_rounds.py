"""What is applied, in which order, until when; and what is not."""

from __future__ import annotations

import re

from making import COMMA, lines, mend, proposing, replacing, whys

from checker.api import Edit, Fix, Report, Span


def body(*prose: str) -> bytes:
    return "\n".join(lines(*prose)).encode()


def test_nothing_to_do_changes_nothing() -> None:
    fixed = mend(body("甲，乙"), "a.txt", COMMA)
    assert not fixed.changed and not fixed.applied and not fixed.refused and fixed.stable


def test_unsafe_fixes_wait_for_their_option() -> None:
    rule = replacing("X001", "甲", "乙", safe=False)
    fixed = mend(body("甲"), "a.txt", rule)
    assert not fixed.changed and fixed.unsafe == 1
    fixed = mend(body("甲"), "a.txt", rule, unsafe=True)
    assert fixed.changed and fixed.unsafe == 0


def test_only_the_rules_asked_for() -> None:
    other = replacing("X002", "丙", "丁")
    fixed = mend(body("甲,乙", "丙"), "a.txt", COMMA, other, codes={"X002"})
    assert fixed.after == body("甲,乙", "丁")


def test_of_overlapping_fixes_the_first_wins_and_the_other_comes_next() -> None:
    first, second = replacing("X001", "甲乙", "乙"), replacing("X002", "乙丙", "丙")
    fixed = mend(body("甲乙丙"), "a.txt", first, second)
    assert fixed.after == body("丙")
    assert [f.code for f in fixed.applied] == ["X001", "X002"]


def test_a_second_run_changes_nothing() -> None:
    rules = COMMA, replacing("X607", "。。", "。"), replacing("X605", "甲 ", "甲")
    once = mend(body("甲  ,乙。。。。丙,丁"), "a.txt", *rules)
    assert once.changed and once.stable
    twice = mend(once.after, "a.txt", *rules)
    assert twice.after == once.after and not twice.applied


def test_rules_that_undo_each_other_do_nothing() -> None:
    there, back = replacing("X001", "甲", "乙"), replacing("X002", "乙", "甲")
    fixed = mend(body("甲"), "a.txt", there, back)
    assert fixed.after == body("甲")
    assert whys(fixed) == ["改后会多出新的问题（X002），请手工修改"]


def test_a_fix_that_makes_a_finding_is_refused_and_the_others_are_made() -> None:
    bad = replacing("X001", "丙", "戊,己")
    fixed = mend(body("甲,乙", "丙", "丁,丁"), "a.txt", bad, COMMA)
    assert fixed.after == body("甲，乙", "丙", "丁，丁")
    assert [r.finding.code for r in fixed.refused] == ["X001"]
    assert "X601" in whys(fixed)[0]


def test_a_fix_of_several_edits_is_made_whole_or_not_at_all() -> None:
    def fixes(report: Report) -> list[Fix]:
        text = report.document.blocks[2].text
        at = [m.start() for m in re.finditer('"', text)]
        if len(at) < 2:
            return []
        edits = [Edit(Span(2, at[0], at[0] + 1), '"', "“"), Edit(Span(2, at[1], at[1] + 1), "'", "”")]
        return [Fix("配对", tuple(edits), True)]

    fixed = mend(body('甲"乙"丙'), "a.txt", proposing("X604", fixes))
    assert not fixed.changed and len(fixed.refused) == 1


def test_edits_of_one_fix_that_overlap_are_refused() -> None:
    edits = Edit(Span(2, 0, 2), "甲乙", "丙"), Edit(Span(2, 1, 3), "乙丙", "丁")
    fixed = mend(body("甲乙丙"), "a.txt", proposing("X001", lambda report: [Fix("改", edits, True)]))
    assert not fixed.changed and whys(fixed) == ["同一处有两种改法，请手工修改"]


def test_a_fix_that_would_never_end_is_stopped() -> None:
    # Each round makes the text longer, and one finding for one: nothing looks worse.
    fixed = mend(body("甲"), "a.txt", replacing("X001", "甲$", "乙甲"))
    assert not fixed.stable
    assert len(fixed.applied) == 10


def test_what_would_make_two_paragraphs_is_refused() -> None:
    fixed = mend(body("甲乙"), "a.txt", replacing("X001", "(?<=甲)(?=乙)", "\n"))
    assert not fixed.changed and whys(fixed) == ["修改不能带换行"]
    fixed = mend(body("甲乙"), "a.txt", replacing("X001", "(?<=甲)(?=乙)", "\u2028"))
    assert not fixed.changed and "与预期不符" in whys(fixed)[0]


def test_a_file_that_cannot_be_read_is_left_alone() -> None:
    for data, code in ((b"%PDF-1.4 x", "E001"), (b"", "E001"), ("没有报告".encode(), "E003")):
        fixed = mend(data, "a.txt", COMMA)
        assert fixed.after == data and fixed.read is None
        assert [f.code for f in fixed.first.findings] == [code]
