"""Statements on reviews and suits against table 四: 均获维持, 零败诉, 未发生行政诉讼 (P404)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from checker.api import Confidence, Note, Problem, Report, label_of

from .outline import regex, words
from .prose_cells import REMEDIES, Reading, row
from .prose_figures import Passage, shown
from .prose_scope import is_foreign

SUITS = REMEDIES[1:]
#: Statements of one kind in one paragraph that are looked at.
MOST = 10


def is_partial(lead: str) -> bool:
    """Whether the words before a statement keep it to a part of the year, of the organ or of the cases."""
    clause = regex("[。；;]").split(lead)[-1][-40:]
    return regex(words("prose-claims")["part"]["before"]).search(clause) is not None


def remedy_claims(report: Report, passage: Passage, unread: list[str]) -> Iterator[Problem]:
    """The three kinds of statement on reviews and suits."""
    lists = words("prose-claims")
    text = passage.text
    judges = {
        "upheld": _upheld, "not_corrected": _not_corrected, "all_settled": _all_settled, "no_cases": _no_cases,
    }  # fmt: skip
    for name, judge in judges.items():
        for match in islice(regex(lists[name]["pattern"]).finditer(text), MOST):
            if "not" in lists[name] and regex(lists[name]["not"]).search(match[0]):
                continue
            if "not_behind" in lists[name] and regex(lists[name]["not_behind"]).match(text, match.end()):
                continue
            begin, _ = passage.sentence(match.start())
            if is_partial(text[begin : match.start()]):
                continue
            if is_foreign(report, text[begin : match.start()], "", words("prose-readings")):
                continue
            kinds = _kinds(
                text[begin : match.end()] if name in ("upheld", "all_settled") else match[0]
            ) or _kinds(text[begin : match.end()])
            if not kinds:
                continue
            if all(row(report, f"remedies/{kind}") is None for kind in kinds):
                unread.append(match[0])
                continue
            problem = judge(report, passage, match, kinds)
            if problem is not None:
                yield problem


def _kinds(text: str) -> tuple[str, ...]:
    """The kinds of cases a text names."""
    text = text.replace("未经复议", "").replace("复议后起诉", "诉讼")
    suits = "诉讼" in text or "败诉" in text or "起诉" in text
    return (*(REMEDIES[:1] if "复议" in text else ()), *(SUITS if suits else ()))


def _cells(report: Report, kinds: tuple[str, ...], *cases: str) -> list[Reading]:
    """The cells of those kinds and cases that are not 0."""
    found = [row(report, f"remedies/{kind}/{case}") for kind in kinds for case in cases]
    return [r for r in found if r is not None and 0 not in r.values]


def _upheld(report: Report, passage: Passage, match: re.Match[str], kinds: tuple[str, ...]) -> Problem | None:
    begin, _ = passage.sentence(match.start())
    lead = passage.text[begin : match.start()]
    firm, pending = _cells(report, kinds, "corrected", "other"), _cells(report, kinds, "pending")
    figures = [q.value for q in passage.quantities if begin <= q.start < match.start() and not q.percent]
    if not firm and not pending:
        return None
    upheld = sum(r.value for r in _cells(report, kinds, "upheld"))
    # 「维持的4件」, or the sum of them: the sentence speaks of those alone.
    if figures and upheld in (figures[-1], sum(figures)):
        return None
    if not firm and regex(words("prose-claims")["upheld"]["concluded"]).search(lead):
        return None
    totals = {v for kind in kinds if (r := row(report, f"remedies/{kind}")) is not None for v in r.values}
    corrected = _cells(report, kinds, "corrected")
    certain = bool(corrected) or bool(figures and figures[-1] in totals)
    return contradiction(
        report, passage.place(match.start(), match.end()), match[0], f"upheld {kinds[0]}", [*firm, *pending],
        Confidence.CERTAIN if certain else Confidence.LIKELY,
    )  # fmt: skip


def _not_corrected(
    report: Report, passage: Passage, match: re.Match[str], kinds: tuple[str, ...]
) -> Problem | None:
    return _denied(report, passage, match, f"corrected {kinds[0]}", _cells(report, kinds, "corrected"))


def _all_settled(
    report: Report, passage: Passage, match: re.Match[str], kinds: tuple[str, ...]
) -> Problem | None:
    begin, _ = passage.sentence(match.start())
    lead = passage.text[begin : match.start()]
    # With a figure before it, or requests, the statement is of those.
    if any(c.isdigit() for c in lead) or regex("申请(?!人)").search(lead):
        return None
    return _denied(report, passage, match, f"settled {kinds[0]}", _cells(report, kinds, "pending"))


def _no_cases(
    report: Report, passage: Passage, match: re.Match[str], kinds: tuple[str, ...]
) -> Problem | None:
    found = [row(report, f"remedies/{kind}") for kind in kinds]
    cells = [r for r in found if r is not None and any(r.values)]
    return _denied(report, passage, match, f"cases {kinds[0]}", cells)


def _denied(
    report: Report, passage: Passage, match: re.Match[str], key: str, cells: list[Reading]
) -> Problem | None:
    """The contradiction between a statement that there are none and the cells that are not 0, if any."""
    if not cells:
        return None
    place = passage.place(match.start(), match.end())
    return contradiction(report, place, match[0], key, cells, Confidence.LIKELY)


def contradiction(
    report: Report, place: Any, quote: str, key: str, cells: list[Reading], confidence: Confidence
) -> Problem:
    return Problem(
        place,
        "正文说「{quote}」，表格里{cells}，两处矛盾，请核对改正",
        quote=quote,
        cells="、".join(
            f"{r.name if r.name.startswith('「') else f'「{r.name}」'}为 {shown(r.value)}" for r in cells
        ),
        related=[
            Note(
                cell,
                "{label}：{value}",
                {"label": label_of(report, cell), "value": shown(float(report.get(cell) or 0))},
            )
            for r in cells
            for cell in r.cells
        ],
        confidence=confidence,
        key=key,
    )
