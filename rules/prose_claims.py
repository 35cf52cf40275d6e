"""P404: statements such as 未收到申请, 全部办结, 均获维持 against the tables and the same text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

from checker.api import Confidence, Note, Problem, Report, Severity, Unchecked, rule

from .outline import regex, words
from .prose_cells import evaluate
from .prose_figures import Passage, passages
from .prose_readings import stated
from .prose_remedies import MOST, contradiction, is_partial, remedy_claims
from .prose_scope import is_foreign


@cache
def _hint() -> re.Pattern[str]:
    return re.compile(
        "申请|复议|诉讼|办结|维持|胜诉|败诉|纠错|纠正|规范性文件|行政许可|行政处罚|行政强制|行政事业性收费"
    )


@rule(
    "P404",
    "claim-contradicts-table",
    Severity.ERROR,
    basis="国办公开办函〔2021〕30号（「数据准确、要素齐备」）",
)
def claim_contradicts_table(report: Report) -> Iterator[Problem | Unchecked]:
    """正文的说法与表格矛盾。

    「未收到申请」「全部办结」「均获维持」「零败诉」「未发生行政复议、行政诉讼」「未制发规范性文件」一类的说法，
    与表格里不为零的数对照；表格没有的，与正文别处写的数对照。只说某一渠道、本级、全市的不比较；
    「办结306件，均按期办结」说的是那306件，也不算矛盾。

    ## 为什么
    这类话多半沿用上年的文字，今年有了申请、有了纠正的案件却忘了改，公众一对照表格就看得出来。

    ## 错误
    本年度未收到政府信息公开申请。（表三「一、本年新收」总计为204）

    ## 正确
    本年度收到政府信息公开申请204件。
    """
    unread: list[str] = []
    for passage in passages(report):
        # Section 五 tells of last year's problems and of what is to be done.
        if passage.ordinal == 5 or not _hint().search(passage.text):
            continue
        for claim in words("prose-claims")["claims"]:
            if not any(word in passage.text for word in claim["words"].split("|")):
                continue
            for match in islice(regex(claim["pattern"]).finditer(passage.text), MOST):
                problem = _claim(report, passage, claim, match)
                if isinstance(problem, str):
                    unread.append(problem)
                elif problem is not None:
                    yield problem
        if "复议" in passage.text or "诉" in passage.text:
            yield from remedy_claims(report, passage, unread)
    if unread:
        yield Unchecked(
            "正文的说法（{claims}）要与表格对照，表格里没有读到相应的数，未核对",
            claims="、".join(dict.fromkeys(unread)),
        )


def _claim(
    report: Report, passage: Passage, claim: dict[str, Any], match: re.Match[str]
) -> Problem | str | None:
    """The contradiction of one statement, the statement where it could not be checked, None where it holds."""
    text = passage.text
    if regex(claim["not"]).search(match[0]) or regex(claim["not_behind"]).match(text, match.end()):
        return None
    begin, _ = passage.sentence(match.start())
    lead = text[begin : match.start()]
    if is_partial(lead):
        return None
    if "not_before" in claim and regex(claim["not_before"]).search(
        regex("[，,；;]").split(lead)[-1] + match[0]
    ):
        return None
    if claim.get("topic") and not _about_requests(passage, match.start()):
        return None
    if is_foreign(report, lead, match[0], words("prose-readings")):
        return None
    reading = evaluate(report, claim["rows"][0])
    quote = match[0]
    confidence = Confidence.CERTAIN if claim["sure"] else Confidence.LIKELY
    place = passage.place(match.start(), match.end())
    if reading is None:
        other = next(
            (
                s
                for s in stated(report)
                if s.measure["key"] in claim.get("stated", ())
                and s.value
                and not s.foreign
                and s.passage.ordinal != 5
            ),
            None,
        )
        if other is None:
            return quote
        figure = other.passage.text[other.quantity.start : other.quantity.end]
        return Problem(
            place, "正文说「{quote}」，别处却写{name} {figure}，前后矛盾，请核对",
            quote=quote, name=other.measure["name"], figure=figure,
            related=[Note(other.passage.place(other.quantity.start, other.quantity.end), "正文的另一处")],
            confidence=Confidence.LIKELY, key=claim["key"],
        )  # fmt: skip
    if 0 in reading.values:
        return None
    if claim.get("antecedent"):
        judged = _antecedent(report, passage, match.start())
        if judged is None:
            return None
        confidence = min(confidence, judged, key=lambda c: c.rank)
    return contradiction(report, place, quote, claim["key"], [reading], confidence)


def _about_requests(passage: Passage, start: int) -> bool:
    """Whether the words before a claim speak of requests, and of nothing else since."""
    topics = words("prose-readings")["topics"]
    lead = passage.text[max(0, start - 200) : start]
    last = {
        name: max((m.start() for m in regex(topics[name]).finditer(lead)), default=-1)
        for name in ("request", "other", "remedy")
    }
    if last["request"] < 0:
        return "申请" in passage.heading and last["other"] < 0 and last["remedy"] < 0
    return last["request"] > max(last["other"], last["remedy"])


def _antecedent(report: Report, passage: Passage, start: int) -> Confidence | None:
    """What 「均」 stands for: how sure it is that it means all requests, None where it does not."""
    before = [q for q in passage.quantities if q.end <= start and start - q.end <= 60 and not q.percent]
    if not before:
        return Confidence.LIKELY
    received, whole, due = (
        evaluate(report, e)
        for e in ("requests/received", "requests/outcome/total", "requests/received + requests/carried_in")
    )
    figure = before[-1].value
    if whole is not None and figure in whole.values:
        return None
    # All new requests may be concluded while older ones are carried on; and a figure of neither row is not theirs.
    if due is not None and figure in due.values:
        return Confidence.CERTAIN
    if received is not None and figure in received.values:
        return Confidence.CERTAIN if whole is not None and max(whole.values) < figure else Confidence.UNSURE
    return None


RULES = [claim_contradicts_table]
