"""Growth and decline recomputed: from the sentence itself, or from last year's report (P403)."""

from __future__ import annotations

import math
import re

from checker.api import Confidence, Note, Problem, Report, label_of

from .outline import regex
from .prose_figures import Passage, Quantity, shown, unit_class
from .prose_readings import Stated, readings_of

GROWTH = (
    r"(?:(?:同比|较|比|与)(?P<than>[^，,。；;]{0,12}?)|环比|年均)?(?:显著|大幅|明显|有所|小幅|同比|略有)?"
    r"(?:(?P<up>增长|增加|上升|提高|上涨|增幅|多)|(?P<down>减少|下降|回落|降低|下滑|降幅|少))(?:了|约|达|为|幅度为|幅度达|达到|近)?$"
)
YEARS = "上年|去年|上一年|上年度|同期|20[0-9]{2}年"
THIS = "今年|本年度?|当年"
CHANGED = "[^，。；]{0,4}(?:增加|增长|上升|提高|上涨|减少|下降|回落|降低)(?:到|至|为)"


def decimals_of(passage: Passage, quantity: Quantity) -> int:
    figure = regex("[0-9.]+").match(passage.text, quantity.start)
    return len(figure[0].partition(".")[2]) if figure else 0


def right(stated_share: float, exact: float, decimals: int) -> bool:
    """Whether a printed percentage is the exact one, rounded or cut."""
    step = 10.0**-decimals
    gap = exact - stated_share
    return -step / 2 - 1e-9 <= gap < step - 1e-9 or abs(gap) < 1e-9


def growth_before(passage: Passage, quantity: Quantity) -> re.Match[str] | None:
    """The words that make a figure a growth: 「较上年增长」. None where it is none."""
    match = regex(GROWTH).search(passage.text[max(0, quantity.start - 40) : quantity.start])
    return match if match is not None and match[0] else None


def _told(
    report: Report, passage: Passage, begin: int, counts: list[Quantity]
) -> tuple[Quantity, Quantity] | None:
    """This year's figure and last year's, where the sentence gives both and says which is which:
    「由上年的100件增加到120件」, 「今年120件，上年100件」. None where it does not."""
    if len(counts) < 2 or unit_class(counts[-2].unit) != unit_class(counts[-1].unit):
        return None
    first, second = counts[-2:]
    before = passage.text[max(begin, first.start - 20) : first.start]
    between = passage.text[first.end : second.start]
    if first.rough or second.rough:
        return None
    if regex(rf"[由从](?:{YEARS})[^，。；]{{0,6}}$").search(before) and regex(CHANGED).fullmatch(between):
        return second, first
    # 「427条，较上年的391条增加36条，增长9.2%」
    if regex(rf"[，,]?(?:较|比|与)(?:{YEARS})(?:度|同期)?的?").fullmatch(between):
        return first, second
    if report.year is None:
        return None
    years = {
        n: regex(f"(?:{words})").findall(text) for n, words, text in (
            (1, f"{THIS}|{report.year}年", before), (2, f"上年|去年|上一年|{report.year - 1}年", between),
            (3, f"上年|去年|上一年|{report.year - 1}年", before), (4, f"{THIS}|{report.year}年", between),
        )
    }  # fmt: skip
    # The second says no more than its year, or counts the same in the same words.
    named = regex(f"{YEARS}|{THIS}|度|[共为是有的，,而]")
    same = named.sub("", between) in ("", named.sub("", first.label))
    if not same or "。" in between or "；" in between:
        return None
    if years[1] and years[2] and not years[3]:
        return first, second
    return (second, first) if years[3] and years[4] and not years[1] else None


def _told_growth(
    passage: Passage, quantity: Quantity, grown: re.Match[str], top: Quantity, base: Quantity
) -> Problem | bool:
    """The judgement on a growth whose two figures stand beside it."""
    change = (1 if grown["up"] else -1) * (top.value - base.value)
    decimals = decimals_of(passage, quantity)
    if quantity.percent:
        if not base.value or right(quantity.value, change / base.value * 100, decimals):
            return True
        computed = f"{abs(change) / base.value * 100:.{max(decimals, 1)}f}%"
    else:
        if unit_class(quantity.unit) != unit_class(top.unit) or math.isclose(change, quantity.value):
            return True
        computed = f"{shown(abs(change))} {quantity.unit}"
    return Problem(
        passage.place(quantity.start, quantity.end),
        "写的是{word} {stated}，由 {before} 到 {current} 应为{direction} {computed}，请核对",
        word=grown["up"] or grown["down"], stated=passage.text[quantity.start : quantity.end],
        before=shown(base.value), current=shown(top.value),
        direction="增加" if top.value >= base.value else "减少", computed=computed,
        related=[
            Note(passage.place(top.start, top.end), "本年的数"),
            Note(passage.place(base.start, base.end), "上年的数"),
        ],
        confidence=Confidence.LIKELY,
        key=f"growth {shown(top.value)} {quantity.value}",
    )  # fmt: skip


def growth(
    report: Report, passage: Passage, n: int, grown: re.Match[str], items: dict[int, Stated]
) -> Problem | bool | None:
    """The judgement on 「较上年增长12.3%」: None where last year's report is needed, True where it holds or is not ours."""
    quantity = passage.quantities[n]
    if quantity.rough:
        return True
    begin, _ = passage.sentence(quantity.start)
    lead = passage.text[begin : quantity.start]
    if not regex(f"{YEARS}|同比").search(lead):
        return True
    # The figures before it that are no shares and no growth themselves: 「309件，增长8%，增加23件」.
    counts = [
        q for q in passage.quantities[max(0, n - 5) : n]
        if q.sentence == quantity.sentence and not q.percent
        and not regex(GROWTH).search(passage.text[max(begin, q.start - 40) : q.start])
    ]  # fmt: skip
    told = _told(report, passage, begin, counts)
    if told is not None:
        return _told_growth(passage, quantity, grown, *told)
    found = [(q, items.get(id(q))) for q in counts[-2:]]
    item = found[-1][1] if found else None
    other = regex("20[0-9]{2}年").findall(grown[0])
    if other and report.year is not None and int(other[-1][:4]) != report.year - 1:
        return True  # measured on a year whose report is not here
    if item is None or item.foreign:
        return True
    tops = {item.value} | {v for r in item.readings for v in r.values}
    previous = report.previous
    if previous is None or report.year is None or previous.year != report.year - 1:
        return None
    wholes, _lost = readings_of(previous, item.measure, item.columns)
    if not wholes:
        return True
    sign = 1 if grown["up"] else -1
    for reading in wholes:
        for before in reading.values:
            for top in tops:
                change = sign * (top - before)
                if quantity.percent:
                    if before and right(
                        quantity.value, change / before * 100, decimals_of(passage, quantity)
                    ):
                        return True
                elif math.isclose(change, quantity.value):
                    return True
    before = wholes[0].value
    change = item.value - before
    exact = (
        f"{abs(change) / before * 100:.{max(decimals_of(passage, quantity), 1)}f}%"
        if before
        else "（上年为 0）"
    )
    return Problem(
        passage.place(quantity.start, quantity.end),
        "写的是{word} {stated}，本年 {current}，上年「{name}」{before}，应为{direction} {computed}，请核对",
        word=grown["up"] or grown["down"], stated=passage.text[quantity.start : quantity.end],
        current=shown(item.value), name=wholes[0].name.strip("「」"), before=shown(before),
        direction="增加" if change >= 0 else "减少",
        computed=exact if quantity.percent else f"{shown(abs(change))} {quantity.unit}",
        related=[
            Note(passage.place(item.quantity.start, item.quantity.end), "本年的数"),
            *(Note(c, "{label}：上年报告为 {value}", {"label": label_of(report, c), "value": shown(before)}) for c in wholes[0].cells[:1]),
        ],
        confidence=Confidence.LIKELY,
        key=f"growth {shown(item.value)} {quantity.value}",
    )  # fmt: skip
