"""Rates and percentage points recomputed from the sentence they stand in (P403)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.api import Confidence, Note, Problem, Report

from .outline import regex, words
from .prose_figures import Passage, Quantity, shown, unit_class
from .prose_growth import YEARS, decimals_of, right

#: 「由上年的51.2%提高到54.6%，上升3.4个百分点」
POINTS = (
    rf"[由从](?:{YEARS})?[^，。；0-9]{{0,6}}(?P<a>[0-9.]{{1,6}})%(?:提高|上升|增加|增长|下降|降低|减少|回落)(?:到|至|为)(?P<b>[0-9.]{{1,6}})%"
    r"[，,](?:同比)?(?P<word>提高|上升|增加|增长|下降|降低|减少|回落)了?(?P<points>(?P<c>[0-9.]{1,6})个百分点)"
)
UP = ("提高", "上升", "增加", "增长")


def rates(report: Report, passage: Passage) -> Iterator[Problem]:
    """The rates and differences of shares of a passage that its own figures contradict."""
    if "%" not in passage.text:
        return
    yield from _points(passage)
    for n, quantity in enumerate(passage.quantities):
        if quantity.percent and not quantity.rough:
            yield from _rate(report, passage, n, quantity)


def _points(passage: Passage) -> Iterator[Problem]:
    for match in regex(POINTS).finditer(passage.text):
        try:
            first, last, stated = (float(match[name]) for name in "abc")
        except ValueError:
            continue
        change = (last - first) * (1 if match["word"] in UP else -1)
        # Each share may be rounded in its last place.
        if abs(change - stated) > 0.11:
            yield Problem(
                passage.place(*match.span("points")),
                "写的是{word} {stated} 个百分点，由 {before}% 到 {current}% 应为{direction} {computed} 个百分点，请核对",
                word=match["word"], stated=match["c"], before=match["a"], current=match["b"],
                direction="上升" if last >= first else "下降", computed=shown(round(abs(last - first), 2)),
                confidence=Confidence.LIKELY,
                key=f"points {match['c']}",
            )  # fmt: skip


def _rate(report: Report, passage: Passage, n: int, quantity: Quantity) -> Iterator[Problem]:
    lists: dict[str, Any] = words("prose-figures")["rates"]
    name = regex(f"({'|'.join(lists['of'])})率(?:为|达到?|是|均为)?$").search(quantity.label)
    if name is None:
        return
    stated = passage.text[quantity.start : quantity.end]
    if quantity.value > 100 and name[1] not in lists["may_exceed"]:
        yield Problem(
            passage.place(quantity.start, quantity.end),
            "{name}率写的是 {stated}，不会超过 100%，请核对",
            name=name[1], stated=stated, confidence=Confidence.LIKELY, key=f"rate {stated}",
        )  # fmt: skip
        return
    before = [q for q in passage.quantities[:n] if q.sentence == quantity.sentence and not q.percent]
    counts = "|".join(lists["of"][name[1]])
    done = next(
        (q for q in reversed(before) if regex(f"(?:{counts})[^，。；率]{{0,6}}$").search(q.label)), None
    )
    if done is None or done.rough or quantity.value == 100:
        return  # 100% is of what was due, and that is seldom said
    wholes = [
        q for q in before if q is not done and unit_class(q.unit) == unit_class(done.unit) and not q.rough
    ]
    wholes = [q for q in wholes if q.value >= done.value > 0]
    decimals = decimals_of(passage, quantity)
    if not wholes or any(right(quantity.value, done.value / q.value * 100, decimals) for q in wholes):
        return
    due = [report.get(f"/requests/{row}/total") for row in ("received", "carried_in")]
    if (
        done.value == report.get("/requests/outcome/total/total")
        and isinstance(due[0], int)
        and isinstance(due[1], int)
        and due[0] + due[1] > 0
        and right(quantity.value, done.value / (due[0] + due[1]) * 100, decimals)
    ):
        return  # of all that was to be handled, last year's rest among it: table three says how many that is
    base = wholes[-1]
    yield Problem(
        passage.place(quantity.start, quantity.end),
        "{name}率写的是 {stated}，{numerator}÷{base}应为 {computed}，请核对",
        name=name[1], stated=stated, numerator=shown(done.value), base=shown(base.value),
        computed=f"{done.value / base.value * 100:.{max(decimals, 1)}f}%",
        related=[
            Note(passage.place(done.start, done.end), "分子：{value}", {"value": shown(done.value)}),
            Note(passage.place(base.start, base.end), "分母：{value}", {"value": shown(base.value)}),
        ],
        confidence=Confidence.LIKELY,
        key=f"rate {stated}",
    )  # fmt: skip
