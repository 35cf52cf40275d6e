"""P401, P407: the parts named in a sentence come to the total it states."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.api import Confidence, Note, Problem, Report, Severity, rule

from .outline import regex, words
from .prose_cells import request_totals
from .prose_figures import Mark, Passage, Quantity, passages, shown, unit_class
from .prose_fits import end_inside, fits
from .prose_lists import Listing, listings, one_of_many

#: As many parts are shown in a message; all of them are related places up to the second figure.
IN_MESSAGE, RELATED = 15, 30
#: From here on a list that falls short is taken as meant to be complete.
NEARLY = 0.9


@rule(
    "P401",
    "parts-do-not-add-up",
    Severity.ERROR,
    basis="算术；国办公开办函〔2021〕30号（「数据准确、要素齐备」）",
)
def parts_do_not_add_up(report: Report) -> Iterator[Problem]:
    """分项相加不等于总数。

    正文里「……612条，其中：……427条，……185条」一类的话，把分项加起来与总数对照；「8件、5件，共13件」
    也查。分项里又带分项的（重点领域15条，包括社会救助14条和养老服务1条），里面一层只算一次。
    分项之和大于总数的是错误；「其中：」后面显然列全了而不足的也是错误，差一点儿的是警告；
    「包括」「等」列得不全的只作提示。约数、不同单位的不查。

    ## 为什么
    总数和分项对不上，必有一个数错了，公众无从知道是哪一个。这是年报正文里最常见的数字错误。

    ## 错误
    主动公开信息119条。其中：机构职能9条，政策文件16条，规划计划8条，财政信息12条，行政执法47条，重点领域35条。

    ## 正确
    主动公开信息127条。其中：机构职能9条，政策文件16条，规划计划8条，财政信息12条，行政执法47条，重点领域35条。
    """
    accepted = request_totals(report)
    for passage in passages(report):
        if len(passage.quantities) < 2:
            continue
        found = listings(passage)
        for n, listing in enumerate(found):
            for outer in found[:n]:
                end_inside(outer, listing)
            problem = _judge(listing, accepted if "申请" in passage.text else ())
            if problem is not None:
                yield problem
        yield from _summed_up(passage)


def _judge(listing: Listing, accepted: tuple[float, ...]) -> Problem | None:
    total, found = listing.total, listing.parts
    if total is None or not found or total.rough or any(q.rough for q in listing.raw):
        return None
    # 「行政许可、行政处罚分别为20件、30件」 parts no total.
    if listing.kind == "whole" and listing.passage.text[listing.mark.start - 1] not in "，,；;：:(。":
        return None
    if unit_class(total.unit) != unit_class(found[0].unit) or fits(listing, accepted):
        return None
    gap = listing.sum - total.value
    certain = not any(q.written for q in (total, *found))
    if gap > 0:
        if len(found) == 1 and listing.kind == "some" and listing.mark.text != "含":
            return None
        if _overlapping(listing) or _said_to_overlap(listing):
            return _problem(listing, Severity.ERROR, Confidence.UNSURE)
        sure = certain and listing.kind == "其中" and (listing.colon or len(found) > 2) and not listing.cut
        return _problem(listing, Severity.ERROR, Confidence.CERTAIN if sure else Confidence.LIKELY)
    verdict = _short(listing, listing.sum / total.value if total.value else 0)
    if verdict is None:
        return None
    severity, confidence = verdict
    return _problem(listing, severity, confidence if certain else Confidence.LIKELY)


def _overlapping(listing: Listing) -> bool:
    """Whether each part has a share of its own behind it, and a semicolon: they may be of two divisions,
    as in 「286件，其中网上办理271件，占94.8%；当场办结53件」."""
    first, last = listing.parts[0], listing.parts[-1]
    return len(listing.groups) == len(listing.parts) > 1 and any(
        q.percent and first.end <= q.start < last.start for q in listing.passage.quantities
    )


def _said_to_overlap(listing: Listing) -> bool:
    """Whether the paragraph says that what one part counts another may count too."""
    return regex(words("prose-figures")["overlap"]["pattern"]).search(listing.passage.text) is not None


def _short(listing: Listing, ratio: float) -> tuple[Severity, Confidence] | None:
    """How bad it is that the parts fall short, None where they may."""
    count = sum(1 for part in listing.parts if part.value)
    if count < 2 or listing.mark.text == "含" or listing.mark.text.startswith("主要"):
        return None
    if listing.open_ended or listing.kind == "some":
        return Severity.INFO, Confidence.LIKELY
    if listing.kind == "whole":
        return Severity.ERROR, Confidence.LIKELY
    if listing.kind == "bare":
        # Nothing says that the parts are all; a gap of a few does.
        return (Severity.WARNING, Confidence.LIKELY) if ratio >= NEARLY else None
    if any(regex("(?:、|和|及|以及)?其[他它余].{0,4}").fullmatch(part.label) for part in listing.parts):
        return Severity.ERROR, Confidence.CERTAIN
    if listing.colon:
        return (Severity.ERROR, Confidence.CERTAIN) if ratio >= 0.5 else (Severity.WARNING, Confidence.LIKELY)
    if ratio >= NEARLY:
        return Severity.WARNING, Confidence.LIKELY
    return (Severity.INFO, Confidence.UNSURE) if count > 2 and ratio >= 0.5 else None


def _problem(listing: Listing, severity: Severity, confidence: Confidence) -> Problem:
    if one_of_many(listing) and severity is not Severity.INFO:
        confidence = Confidence.UNSURE
    passage, total, found = listing.passage, listing.total, listing.parts
    assert total is not None
    gap = listing.sum - total.value
    listed = "＋".join(shown(part.value) for part in found[:IN_MESSAGE])
    if len(found) > IN_MESSAGE:
        listed += "＋…"
    unit = total.unit
    values: dict[str, Any] = {
        "what": what(passage, total), "stated": shown(total.value), "unit": unit, "word": listing.mark.text,
        "addends": listed, "computed": shown(round(listing.sum, 6)), "difference": shown(round(abs(gap), 6)),
    }  # fmt: skip
    if len(found) == 1:
        template = "「{what}」写 {stated} {unit}，「{word}」的一项却有 {computed} {unit}，比总数多 {difference} {unit}，请核对"
    elif gap > 0:
        template = "「{what}」写 {stated} {unit}，列出的各项相加是 {addends}＝{computed} {unit}，比总数多 {difference} {unit}，请核对总数和各项"
    elif severity is Severity.INFO:
        template = "「{what}」写 {stated} {unit}，列出的各项相加是 {addends}＝{computed} {unit}，还有 {difference} {unit}没有列出；若本应列全，请补上"
    else:
        template = "「{what}」写 {stated} {unit}，列出的各项相加是 {addends}＝{computed} {unit}，比总数少 {difference} {unit}，请核对总数和各项"
    return Problem(
        passage.place(total.start, total.end),
        template,
        related=[Note(passage.place(part.start, part.end), "其中的一项") for part in found[:RELATED]],
        severity=severity,
        confidence=confidence,
        key=f"{values['what']} {values['stated']}",
        **values,
    )


def what(passage: Passage, quantity: Quantity) -> str:
    """What a figure counts, in the words before it."""
    label = quantity.label.strip("、")
    label = regex(r"^.*(?:[0-9]年(?:度)?|[0-9]日)").sub("", label)
    return (
        label[-20:]
        or passage.text[max(quantity.start - 12, 0) : quantity.start].strip("，。；：,;:(")
        or "总数"
    )


def _summed_up(passage: Passage) -> Iterator[Problem]:
    """「8件、5件，共13件」: a figure that sums up those before it."""
    sums_up = regex(words("prose-figures")["total"]["pattern"]).fullmatch
    found = passage.quantities
    for n, total in enumerate(found):
        if not sums_up(total.label) or total.rough:
            continue
        before: list[Quantity] = []
        for q in reversed(found[max(0, n - 30) : n]):
            if q.sentence != total.sentence or sums_up(q.label) or q.depth < total.depth:
                break
            if q.depth == total.depth and unit_class(q.unit) == unit_class(total.unit):
                before.insert(0, q)
        # A word such as 其中 before it makes it part of a list, or the list's own sum.
        opened = any(
            isinstance(t, Mark) and t.kind == "list" and before and before[0].start < t.start < total.start
            for t in passage.tokens
        )
        # 「各设1处」 may be any number of them.
        if len(before) < 2 or opened or any(q.rough or "各" in q.label for q in before):
            continue
        values = [q.value for q in before]
        runs = {sum(values[i:j]) for i in range(len(values)) for j in range(i + 2, len(values) + 1)}
        ties = {a + b for i, a in enumerate(values) for b in values[i + 1 :]}
        if any(abs(total.value - value) < 1e-6 for value in runs | ties | set(values)):
            continue
        # Nothing but the two nearest figures is sure to be meant.
        addends = before if len(before) <= 4 else before[-2:]
        computed = sum(q.value for q in addends)
        yield Problem(
            passage.place(total.start, total.end),
            "写的是「{word} {stated} {unit}」，前面各项相加是 {addends}＝{computed} {unit}，相差 {difference} {unit}，请核对",
            word=total.label, stated=shown(total.value), unit=total.unit,
            addends="＋".join(shown(q.value) for q in addends), computed=shown(computed),
            difference=shown(round(abs(computed - total.value), 6)),
            related=[Note(passage.place(q.start, q.end), "其中的一项") for q in addends],
            confidence=Confidence.LIKELY,
            key=f"{total.label} {shown(total.value)}",
        )  # fmt: skip


@rule("P407", "parts-without-whole", Severity.INFO, basis="文字的通常用法（《现代汉语词典》「其中」）")
def parts_without_whole(report: Report) -> Iterator[Problem]:
    """「其中」前面没有总数。

    「其中」后面列了数，前面（本句，或者上一句）却没有总数的，作提示。

    ## 为什么
    没有总数，公众不知道这些数占多少，也无从核对；多半是删改时把总数漏掉了。

    ## 错误
    依托门户网站和微信公众号发布信息，其中，公众号132条。

    ## 正确
    依托门户网站和微信公众号发布信息486条，其中，公众号132条。
    """
    before: Passage | None = None
    for passage in passages(report):
        for listing in listings(passage):
            if listing.total is not None or listing.kind != "其中":
                continue
            first = listing.raw[0]
            if passage.text[max(listing.mark.start - 1, 0) : listing.mark.start] == "(":
                continue
            # Only what the word itself opens: 「其中」 in one clause and a figure far behind it are strangers.
            if first.start - listing.mark.end > 40 or _stated_otherwise(passage, listing, before):
                continue
            yield Problem(
                passage.place(listing.mark.start, listing.mark.end),
                "「其中」后面是「{part}」，前面却没有总数，请补上总数，或改掉「其中」",
                part=passage.text[listing.mark.end : first.end].strip("，,：:")[:40],
                related=[Note(passage.place(first.start, first.end), "其中的一项")],
                confidence=Confidence.LIKELY,
                key=passage.text[first.start : first.end],
            )
        before = passage


def _stated_otherwise(passage: Passage, listing: Listing, before: Passage | None) -> bool:
    """Whether a total stands in words (数百条), in an earlier sentence, or in the paragraph before."""
    start = listing.mark.start
    # 「公开信息  条，其中」: the number is missing, which P406 says.
    if regex("(?:件|条|次|份|个|项|期|场|篇)[，,。]?$").search(passage.text, max(start - 3, 0), start):
        return True
    begin, _ = passage.sentence(start)
    if begin == start:
        begin = passage.sentence(max(start - 2, 0))[0]
    if begin == start or not passage.text[:start].strip():
        return before is not None and bool(before.quantities)
    return (
        regex(
            "[0-9]|[数几若干多余两三四五六七八九十百千万][余多]?(?:件|条|次|份|个|项|期|场|篇|人|名)"
        ).search(passage.text, begin, start)
        is not None
    )


RULES = [parts_do_not_add_up, parts_without_whole]
