"""P403: shares, growth and differences recomputed from what the report gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.api import Confidence, Note, Problem, Report, Severity, Span, Unchecked, rule

from .outline import regex
from .prose_cells import REMEDIES, cases, evaluate
from .prose_figures import Passage, Quantity, passages, shown, unit_class
from .prose_growth import decimals_of, growth, growth_before, right
from .prose_rates import rates
from .prose_readings import Stated, stated

# What stands between a figure and its share: 「258件，占33.9%」, 「208件（17.46%」.
SHARE = r"[^，,。；;()0-9]{0,10}[，,(]?[^，,。；;()0-9]{0,12}(?:占|占比|比例|比重)[^，,。；;()0-9]{0,24}|\("


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
            grown = growth_before(passage, quantity)
            if grown is not None:
                found = growth(report, passage, n, grown, items)
                if found is None:
                    unchecked = True
                elif isinstance(found, Problem):
                    yield found
            elif quantity.percent:
                problem = _share(report, passage, n, items)
                if problem is not None:
                    yield problem
        yield from rates(report, passage)
    if unchecked:
        yield Unchecked("没有给出上一年的报告（--previous），正文里与上年相比的增减未核对")


def _share(report: Report, passage: Passage, n: int, items: dict[int, Stated]) -> Problem | None:
    quantity = passage.quantities[n]
    numerator = next((q for q in reversed(passage.quantities[:n]) if not q.percent), None)
    if numerator is None or numerator.rough or quantity.rough or numerator.sentence != quantity.sentence:
        return None
    between = passage.text[numerator.end : quantity.start]
    # 「58件、25件，占比分别为18.95%、8.17%」: which belongs to which is another matter.
    if not regex(SHARE).fullmatch(between) or regex("分别|其中").search(between):
        return None
    item = items.get(id(numerator))
    if between == "(" and (item is None or not regex("[，,)]").match(passage.text, quantity.end)):
        return None
    if item is not None and item.foreign:
        item = None
    decimals = decimals_of(passage, quantity)
    bases = _bases(report, passage, numerator, item, between)
    if not bases:
        return None
    tops = {numerator.value}
    if item is not None:
        tops |= {v for r in item.readings for v in r.values}
    # Any figure of the paragraph may be the whole, a smaller one not.
    offered = [b.value for b in bases] + [q.value for q in _same_unit(passage, numerator)]
    offered += [*_siblings(passage, numerator), *_groups(report)]
    if regex("加上|连同|合并|一并").search(numerator.label):
        tops |= set(_siblings(passage, numerator))
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


def _groups(report: Report) -> list[float]:
    """Sums of the tables that a share may be of: requests of organisations, a group of outcomes, cases decided."""
    organisations = ("company", "research", "nonprofit", "legal_service", "other")
    readings = [
        *(evaluate(report, row, organisations) for row in ("requests/received", "requests/outcome/total")),
        *(evaluate(report, f"requests/outcome/{group}") for group in ("refused", "unavailable", "not_processed", "other")),
        *(cases(report, f"remedies/{kind}/total - remedies/{kind}/pending") for kind in REMEDIES),
    ]  # fmt: skip
    return [value for reading in readings if reading is not None for value in reading.values]


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
    opened = (
        regex("其中|包括|分别|中[，,]").search(passage.text, before[0].end, numerator.start)
        if before
        else None
    )
    return stated_whole[:1] + stated_whole[1:] if opened else []


RULES = [share_wrong]
