"""P403: shares, growth and differences recomputed from what the report gives."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from checker.api import Confidence, Note, Problem, Report, Severity, Span, Unchecked, label_of, rule

from .outline import regex
from .prose_cells import Reading, evaluate
from .prose_figures import Passage, Quantity, passages, shown, unit_class
from .prose_readings import Stated, readings_of, stated

# What stands between a figure and its share: 「258件，占33.9%」, 「208件（17.46%」.
SHARE = r"[^，,。；;()0-9]{0,10}[，,(]?[^，,。；;()0-9]{0,12}(?:占|占比|比例|比重)[^，,。；;()0-9]{0,24}|\("
GROWTH = (
    r"(?:(?:同比|较|比|与)(?P<than>[^，,。；;]{0,12}?)|环比|年均)?(?:显著|大幅|明显|有所|小幅|同比|略有)?"
    r"(?:(?P<up>增长|增加|上升|提高|上涨|增幅|多)|(?P<down>减少|下降|回落|降低|下滑|降幅|少))(?:了|约|达|为|幅度为|幅度达|近|到)?$"
)
YEARS = "上年|去年|上一年|上年度|同期|20[0-9]{2}年"


@dataclass(slots=True)
class Base:
    """A figure that a share may be of, and where it stands."""

    value: float
    name: str
    at: str | Span | None = None


@rule("P403", "share-wrong", Severity.WARNING, basis="算术；四舍五入与截尾都算对")
def share_wrong(report: Report) -> Iterator[Problem | Unchecked]:
    """占比或增减幅算错。

    「258件，占33.9%」一类的话，用正文和表格里能作分母的数（办结、收到、同一段里的总数）逐个验算；
    「较上年增长12.3%」「比上年减少20件」用 --previous 给出的上年报告验算，没有给出的不核对。
    四舍五入和截去尾数都算对。没有分子、分母的比例（好评率、公开率）不查。

    ## 为什么
    数改了而比例没有跟着改，是常见的疏漏；比例错了，公众对办理情况的印象就错了。

    ## 错误
    答复申请805件。予以公开及部分公开258件，占33.9%。（258÷805＝32.0%）

    ## 正确
    答复申请805件。予以公开及部分公开258件，占32.0%。
    """
    items = {id(item.quantity): item for item in stated(report)}
    unchecked = False
    for passage in passages(report):
        for n, quantity in enumerate(passage.quantities):
            lead = passage.text[max(0, quantity.start - 40) : quantity.start]
            grown = regex(GROWTH).search(lead)
            if grown and grown[0]:
                found = _growth(report, passage, n, grown, items)
                if found is None:
                    unchecked = True
                elif isinstance(found, Problem):
                    yield found
            elif quantity.percent:
                problem = _share(report, passage, n, items)
                if problem is not None:
                    yield problem
    if unchecked:
        yield Unchecked("没有给出上一年的报告（--previous），正文里与上年相比的增减未核对")


def _decimals(passage: Passage, quantity: Quantity) -> int:
    figure = regex("[0-9.]+").match(passage.text, quantity.start)
    return len(figure[0].partition(".")[2]) if figure else 0


def right(stated_share: float, exact: float, decimals: int) -> bool:
    """Whether a printed percentage is the exact one, rounded or cut."""
    step = 10.0**-decimals
    gap = exact - stated_share
    return -step / 2 - 1e-9 <= gap < step - 1e-9 or abs(gap) < 1e-9


def _share(report: Report, passage: Passage, n: int, items: dict[int, Stated]) -> Problem | None:
    quantity = passage.quantities[n]
    numerator = next((q for q in reversed(passage.quantities[:n]) if not q.percent), None)
    if numerator is None or numerator.rough or quantity.rough or numerator.sentence != quantity.sentence:
        return None
    between = passage.text[numerator.end : quantity.start]
    if not regex(SHARE).fullmatch(between):
        return None
    item = items.get(id(numerator))
    if between == "(" and (item is None or not regex("[，,)]").match(passage.text, quantity.end)):
        return None
    if item is not None and item.foreign:
        item = None
    decimals = _decimals(passage, quantity)
    bases = _bases(report, passage, numerator, item, between)
    if not bases:
        return None
    tops = {numerator.value}
    if item is not None:
        tops |= {v for r in item.readings for v in r.values}
    # Any figure of the paragraph may be the whole, a smaller one not.
    offered = [b.value for b in bases] + [q.value for q in _same_unit(passage, numerator)]
    offered += _siblings(passage, numerator)
    if any(
        base and right(quantity.value, top / base * 100, decimals)
        for top in tops
        for base in offered
        if base >= top
    ):
        return None
    base = bases[0]
    if base.value <= 0:
        return None
    exact = numerator.value / base.value * 100
    computed = f"{exact:.{max(decimals, 1)}f}%"
    extra = ""
    if item is not None and not item.fits:
        value = item.readings[0].value
        extra = (
            f"；按表格的 {shown(value)} {numerator.unit}算是 {value / base.value * 100:.{max(decimals, 1)}f}%"
        )
    related = [
        Note(
            passage.place(numerator.start, numerator.end), "分子：{value}", {"value": shown(numerator.value)}
        )
    ]
    if base.at is not None:
        related.append(Note(base.at, "分母：{value}", {"value": shown(base.value)}))
    return Problem(
        passage.place(quantity.start, quantity.end),
        "写的是占 {stated}，{numerator}÷{base}（{name}）应为 {computed}{extra}，换正文和表格里的其他总数也得不出 {stated}，请核对",
        stated=passage.text[quantity.start : quantity.end], numerator=shown(numerator.value), base=shown(base.value),
        name=base.name, computed=computed, extra=extra,
        related=related,
        confidence=Confidence.CERTAIN if item is not None else Confidence.LIKELY,
        key=f"{shown(numerator.value)} {quantity.value}",
    )  # fmt: skip


def _same_unit(passage: Passage, numerator: Quantity) -> list[Quantity]:
    unit = unit_class(numerator.unit)
    return [
        q for q in passage.quantities if q is not numerator and not q.percent and unit_class(q.unit) == unit
    ]


def _siblings(passage: Passage, numerator: Quantity) -> list[float]:
    """The sums of the figures of the sentence: parts whose total is not written, with and without brackets."""
    same = [q for q in (*_same_unit(passage, numerator), numerator) if q.sentence == numerator.sentence]
    return [sum(q.value for q in same), sum(q.value for q in same if q.depth == numerator.depth)]


def _bases(
    report: Report, passage: Passage, numerator: Quantity, item: Stated | None, between: str
) -> list[Base]:
    """What the share is of, the likeliest first; empty where nothing says so."""
    found: list[Base] = []
    if item is not None and item.measure["topic"] == "request":
        order = ["requests/outcome/total", "requests/received", "requests/received + requests/carried_in"]
        if regex("收到|受理|新收|申请总").search(between):
            order = [order[1], order[2], order[0]]
        for expression in order:
            reading = evaluate(report, expression)
            if reading is not None:
                found += [
                    Base(v, reading.name, reading.cells[0]) for v in sorted(reading.values, reverse=True)
                ]
        for column in ("individual", "company"):
            whole = report.get(f"/requests/outcome/total/{column}")
            if isinstance(whole, (int, float)):
                found.append(Base(float(whole), "（七）总计", None))
    elif item is not None:
        for reading in (
            evaluate(report, e) for e in ("remedies/reconsideration", "remedies/direct_litigation")
        ):
            if reading is not None:
                found += [Base(v, reading.name, reading.cells[0]) for v in reading.values]
    before = [
        q for q in _same_unit(passage, numerator)
        if q.start < numerator.start and numerator.sentence - q.sentence <= 1 and q.value >= numerator.value and not q.rough
    ]  # fmt: skip
    stated_whole = [Base(q.value, q.label[-16:] or "总数", passage.place(q.start, q.end)) for q in before]
    if found:
        return found + stated_whole
    # Without the tables, only a total that the sentence opens a list with is sure to be the whole.
    opened = regex("其中|包括|分别").search(passage.text, before[0].end, numerator.start) if before else None
    return stated_whole[:1] + stated_whole[1:] if opened else []


def _growth(
    report: Report, passage: Passage, n: int, grown: object, items: dict[int, Stated]
) -> Problem | bool | None:
    """The judgement on 「较上年增长12.3%」: None where last year's report is needed, True where it holds or is not ours."""
    quantity = passage.quantities[n]
    match = regex(GROWTH).search(passage.text[max(0, quantity.start - 40) : quantity.start])
    if match is None or quantity.rough:
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
    found = [(q, items.get(id(q))) for q in counts[-2:]]
    item = found[-1][1] if found else None
    inline = (
        len(found) == 2
        and item is None
        and regex("[比较][^，。；]{0,13}$").search(
            passage.text, max(begin, found[1][0].start - 14), found[1][0].start
        )
        is not None
    )
    if inline:
        item = found[0][1]
    if item is None or item.foreign:
        return True
    tops = {item.value} | {v for r in item.readings for v in r.values}
    if inline:
        wholes = [Reading(frozenset([found[1][0].value]), (), "正文所说的数")]
    else:
        previous = report.previous
        if previous is None or report.year is None or previous.year != report.year - 1:
            return None
        wholes, _lost = readings_of(previous, item.measure, item.columns)
        if not wholes:
            return True
    sign = 1 if match["up"] else -1
    for reading in wholes:
        for before in reading.values:
            for top in tops:
                change = sign * (top - before)
                if quantity.percent:
                    if before and right(quantity.value, change / before * 100, _decimals(passage, quantity)):
                        return True
                elif math.isclose(change, quantity.value):
                    return True
    before = wholes[0].value
    change = item.value - before
    exact = (
        f"{abs(change) / before * 100:.{max(_decimals(passage, quantity), 1)}f}%"
        if before
        else "（上年为 0）"
    )
    return Problem(
        passage.place(quantity.start, quantity.end),
        "写的是{word} {stated}，本年 {current}，上年「{name}」{before}，应为{direction} {computed}，请核对",
        word=match["up"] or match["down"], stated=passage.text[quantity.start : quantity.end],
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


RULES = [share_wrong]
