"""W703: fixed terms that are one slip away from what they should be."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from checker.api import Confidence, Problem, Report, Severity, rule

from .near_miss import Miss, Misses, Term
from .outline import half, regex, words
from .running import BREAK, Running, lexicon, running

BASIS = "年报格式（国办公开办函〔2019〕60号、国办公开办函〔2021〕30号）与《政府信息公开条例》的用语"

_KINDS = {
    "lost": "「{stated}」少了「{due}」字，应为「{expected}」",
    "added": "「{stated}」多了「{got}」字，应为「{expected}」",
    "swapped": "「{stated}」字序颠倒，应为「{expected}」",
    "sound": "「{stated}」的「{got}」应为「{due}」（音同致误），应为「{expected}」",
    "shape": "「{stated}」的「{got}」应为「{due}」（形近致误），应为「{expected}」",
}
_LONGEST_HALF = 4


@cache
def terms() -> Misses:
    """What finds the near misses of the fixed terms."""
    found = []
    for item in words("wording-terms")["terms"]["words"]:
        text = item["text"]
        middle = len(text) // 2
        head = item.get("head") or text[: min(middle, _LONGEST_HALF)]
        tail = item.get("tail") or text[max(middle, len(text) - _LONGEST_HALF) :]
        found.append(Term(text, head, tail, frozenset(item.get("but", ())), item.get("insert", False)))
    return Misses(found)


@rule("W703", "near-miss-term", Severity.WARNING, basis=BASIS)
def near_miss_term(report: Report) -> Iterator[Problem]:
    """固定用语错了一个字。

    格式里的标题和栏目、法规和文件的名称、文号、常用的固定说法，漏了一个字（政府息公开、及改情况）、多了一个字（其进他）、
    前后颠倒（转结）、写成同音或形近的字（国办公开办涵、公布予）。也查印发年报格式的文号。本来就有的相近说法
    （政务信息公开、政府信息公布、规范文件）不算。标题和各部分标题整个由 N309、N303 核对，这里不重复。

    ## 为什么
    名称和文号错一个字，检索不到，也显得不严肃。

    ## 错误
    根据国办公开办涵〔2021〕30号文件，公布2024年度政府息公开工作情况。

    ## 正确
    根据国办公开办函〔2021〕30号文件，公布2024年度政府信息公开工作情况。
    """
    prose = running(report)
    found = sorted(
        (*_near(prose, report.torn), *_listed(prose), *_numbers(prose)), key=lambda f: (f[0], -f[1])
    )
    last = 0
    for start, end, problem in found:
        if start >= last and not prose.is_heading(report, start):
            last = end
            yield problem


def miss_problem(prose: Running, miss: Miss, expected: str) -> Problem:
    """The problem a near miss makes."""
    stated = prose.text[miss.start : miss.end]
    return Problem(
        prose.place(miss.start, miss.end),
        _KINDS[miss.kind],
        stated=stated,
        expected=expected,
        due=miss.due,
        got=miss.got,
        confidence=Confidence.LIKELY if miss.kind == "shape" else Confidence.CERTAIN,
        fix=prose.fix(f"「{stated}」改为「{expected}」", miss.start, miss.end, expected),
    )


def _near(prose: Running, torn: bool) -> Iterator[tuple[int, int, Problem]]:
    for miss, term in terms().find(prose.text):
        if _over_lines(prose.text, miss):
            continue
        problem = miss_problem(prose, miss, term.text)
        at_edge = BREAK in (prose.text[miss.start - 1 : miss.start], prose.text[miss.end : miss.end + 1])
        if torn and at_edge:
            problem.confidence = Confidence.UNSURE  # the rest of a line may stand anywhere
        yield miss.start, miss.end, problem


def _over_lines(text: str, miss: Miss) -> bool:
    """Whether the character that a term lacks stands beyond the line break beside it: 「工作年度报」, 「告……」."""
    if miss.kind != "lost":
        return False
    behind, before = text[miss.end : miss.end + 8], text[max(0, miss.start - 8) : miss.start]
    return (behind.startswith(BREAK) and behind.strip().startswith(miss.due)) or (
        before.endswith(BREAK) and before.strip().endswith(miss.due)
    )


def _listed(prose: Running) -> Iterator[tuple[int, int, Problem]]:
    for start, end, entry in lexicon(prose.text, "wording-terms", "pairs"):
        stated = prose.text[start:end]
        problem = Problem(
            prose.place(start, end),
            "「{stated}」应为「{expected}」（{why}）" if entry.why else "「{stated}」应为「{expected}」",
            stated=stated,
            expected=entry.right,
            confidence=Confidence(entry.confidence or "certain"),
            fix=prose.fix(f"「{stated}」改为「{entry.right}」", start, end, entry.right),
            **({"why": entry.why} if entry.why else {}),
        )
        yield start, end, problem


def _numbers(prose: Running) -> Iterator[tuple[int, int, Problem]]:
    """The number of the notice that issued the form, where the text says it is that."""
    lists = words("wording-terms")["numbers"]
    at = prose.text.find("国办公开办")
    while at >= 0:
        end = at + 5
        if lists["after"] in prose.text[max(0, at - 20) : at]:
            match = regex(r"国办公开办.\s*[〔\[(【〈](\d{4})[〕\])】〉]\s*(\d{1,3})号").match(
                half(prose.text[at : at + 24])
            )
            end = at + match.end() if match else end
            if match and f"{match[1]}-{match[2]}" not in lists["known"]:
                problem = Problem(
                    prose.place(at, end),
                    "印发年度报告格式的文号没有「{stated}」，应为国办公开办函〔2021〕30号（2021年版）或国办公开办函〔2019〕60号（2019年版），请核对",
                    stated=prose.text[at:end],
                    confidence=Confidence.LIKELY,
                )
                yield at, end, problem
        at = prose.text.find("国办公开办", end)


RULES = [near_miss_term]
