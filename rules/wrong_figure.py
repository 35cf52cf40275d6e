"""T200: the one figure behind several broken equations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.api import (
    Confidence,
    Culprit,
    Note,
    Problem,
    Report,
    Severity,
    Suspect,
    culprits,
    label_of,
    rule,
)

from .sums import notes, number, sentence

BASIS = "国办公开办函〔2019〕60号；国办公开办函〔2021〕30号（由表式推得）"
#: So many ways out are told in a message; all suspects stand in its values.
NAMED = 4
TEXT = "{cell}填 {stated}，可能应为 {should_be}"


@rule("T200", "wrong-figure", Severity.ERROR, basis=BASIS, needs=("/requests",))
def wrong_figure(report: Report) -> Iterator[Problem]:
    """一个数填错，使几条算式同时不成立。

    表三的每一格既在一行里相加，又在一列里相加。只改某一格就能使两条以上的算式成立、又不破坏别的算式时，
    只报这一格，并给出应填的数；有几格都说得通时，一并列出，请人核对。给了上一年的报告时，上年结转也作佐证。

    ## 为什么

    一格填错会连带行总计、列总计和勾稽关系出错。只报根源，免得逐条去找。

    ## 错误

    「（一）予以公开」一行自然人填 39，而这一行的总计 58 和自然人一列的总计 152 都表明应为 38。

    ## 正确

    自然人改为 38，行、列两条算式都成立。
    """
    for culprit in culprits(report):
        yield _one(report, culprit) if len(culprit.suspects) == 1 else _several(report, culprit)


def _explains(culprit: Culprit) -> list[str]:
    return [f"{r.equation.code}:{r.key}" for r in culprit.results]


def _apart(suspect: Suspect) -> int | float:
    """By how much the figure is wrong: of the decimals as they were written, or the reckoning would show."""
    from fractions import Fraction

    return number(abs(Fraction(str(suspect.should_be)) - Fraction(str(suspect.stated))))


def _one(report: Report, culprit: Culprit) -> Problem:
    (suspect,) = culprit.suspects
    stated, should_be = number(suspect.stated), number(suspect.should_be)
    lines = [sentence(report, r) for r in culprit.results]
    return Problem(
        suspect.pointer,
        "{cell}填 {stated}，应为 {should_be}，相差 {difference}，请核对这一格。"
        "改后，现在不成立的 {count} 条算式都成立：{evidence}",
        related=notes(report, culprit.results, but=(suspect.pointer,)),
        explains=[*_explains(culprit), f"S101:{suspect.pointer}"],
        confidence=Confidence.CERTAIN if culprit.certain else Confidence.LIKELY,
        cell=label_of(report, suspect.pointer),
        stated=stated,
        should_be=should_be,
        difference=_apart(suspect),
        count=len(lines),
        equations=lines,
        evidence="；".join(lines),
        candidates=[],
    )


def _several(report: Report, culprit: Culprit) -> Problem:
    lines = [sentence(report, r) for r in culprit.results]
    candidates = [_candidate(report, s) for s in culprit.suspects]
    # Where no set of suspects explains everything, each is named for itself.
    ways = culprit.choices or [(s,) for s in culprit.suspects]
    texts = ["，并且".join(TEXT.format(**_candidate(report, s)) for s in way) for way in ways[:NAMED]]
    texts += [f"还有另外 {len(ways) - NAMED} 种"] if len(ways) > NAMED else []
    first = candidates[0]
    return Problem(
        first["pointer"],
        "有 {count} 条算式不成立，填错的可能是下列格子，改法不止一种，仅凭算式不能断定，请逐一核对：{suspects}。"
        "不成立的算式：{evidence}",
        related=[
            *(Note(c["pointer"], "可能填错的一格：填 {stated}，可能应为 {should_be}", c) for c in candidates),
            *notes(report, culprit.results, but=[c["pointer"] for c in candidates]),
        ],
        explains=_explains(culprit),
        confidence=Confidence.LIKELY,
        count=len(lines),
        stated=first["stated"],
        should_be=first["should_be"],
        difference=_apart(culprit.suspects[0]),
        equations=lines,
        evidence="；".join(lines),
        candidates=candidates,
        suspects="；".join(f"（{i}）{text}" for i, text in enumerate(texts, 1)),
    )


def _candidate(report: Report, suspect: Suspect) -> dict[str, Any]:
    return {
        "cell": label_of(report, suspect.pointer),
        "pointer": suspect.pointer,
        "stated": number(suspect.stated),
        "should_be": number(suspect.should_be),
    }


RULES = [wrong_figure]
