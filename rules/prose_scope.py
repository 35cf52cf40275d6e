"""What a figure of the prose is about, and whether its scope is that of the tables (P402, P404).

Words and patterns are in `data/prose-readings.json`.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from checker.api import Report

from .outline import regex, words
from .prose_figures import Passage, Quantity


def topic_of(passage: Passage, quantity: Quantity) -> str:
    """What the words before a figure are about: the nearest of "request", "remedy" and "other"."""
    topics = words("prose-readings")["topics"]
    clause = quantity.clause
    if regex(topics["remedy"]).search(clause):
        return "remedy"
    if regex(topics["form"]).search(clause):
        return "request"
    if regex(topics["other"]).search(clause):
        return "other"
    if regex(topics["request"]).search(clause):
        return "request"
    marks = passage.topics
    if marks is None:
        found = (
            (m.start(), name)
            for name, pattern in topics.items()
            if name != "form"
            for m in regex(pattern).finditer(passage.text)
        )
        # Where two begin at one place, the one listed first counts.
        marks = passage.topics = sorted(found, key=lambda pair: pair[0])
    index = bisect_left(marks, (quantity.start, ""))
    best = marks[index - 1][1] if index and marks[index - 1][0] >= quantity.start - 400 else ""
    if best:
        return best
    return "request" if regex("依申请|申请").search(passage.heading) else ""


def is_foreign(
    report: Report, lead: str, clause: str, lists: dict[str, Any], *, carried: bool | None = None
) -> bool:
    """Whether a figure is of another scope, channel, time or subject than the tables. `carried`: whether it
    counts what was carried over, and another year beside it is right; None where the words decide."""
    scope = lists["scope"]
    if carried is None:
        carried = regex("结转|转入|下").search(clause) is not None
    tail = lead[-80:]
    organ = report.organ
    if report.year is not None:
        years = [int(y) for y in regex("(20[0-9]{2})年").findall(lead)]
        # 「12件已于2025年1月10日前办结」
        years += [int(y) for y in regex("(20[0-9]{2})年").findall(clause.partition("#")[2])]
        if years and years[-1] != report.year and not carried:
            return True
    if regex(scope["since"]).search(lead):
        return True
    if regex(scope["yearless"]).search(clause) and not regex("结转|转入|遗留|未办结").search(clause):
        return True
    for pattern in scope["patterns"]:
        match = regex(pattern).search(tail) or regex(pattern).search(clause)
        # 「我区」 is a government's own name for itself.
        if match and match[0].startswith("我") and report.get("/organ_type") == "government":
            continue
        if match and match[0] not in organ:
            # 「全区」 in the report of a government is what its tables count, or not: never compare.
            return True
    office = regex(scope["office"]).search(tail)
    if office and not regex(scope["office_organ"]).search(organ):
        return True
    return bool(
        regex(scope["channels"]).search(clause) or regex(scope["partial"]).search(clause.split("#")[0])
    )


def of_another_matter(passage: Passage, quantity: Quantity) -> bool:
    """Whether a sentence speaks of decisions and of no request: 「行政处罚43件中，7件不予公开」."""
    matter = words("prose-readings")["others_matter"]
    begin, _ = passage.sentence(quantity.start)
    lead = passage.text[begin : quantity.start]
    return regex(matter["words"]).search(lead) is not None and matter["unless"] not in lead


def as_reviewer(passage: Passage, quantity: Quantity) -> bool:
    """Whether a sentence tells of cases that the organ itself decides: 「受理行政复议申请35件，审结30件」."""
    lists = words("prose-readings")
    begin, end = passage.sentence(quantity.start)
    return (
        regex(lists["reviewer"]).search(passage.text, begin, end) is not None
        and regex(lists["against_us"]).search(passage.text, begin, end) is None
    )
