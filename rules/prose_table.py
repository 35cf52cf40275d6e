"""P402: a figure in the prose is one the tables give."""

from __future__ import annotations

from collections.abc import Iterator

from checker.api import Confidence, Note, Problem, Report, Severity, Unchecked, label_of, rule

from .outline import regex, words
from .prose_cells import REMEDIES, Reading, row
from .prose_figures import shown
from .prose_readings import Stated, stated

#: Readings named in a message.
NAMED = 3
#: A smaller figure is some single cell's by chance.
LEAST_HINT = 5


@rule(
    "P402",
    "prose-differs-from-table",
    Severity.ERROR,
    basis="国办公开办函〔2021〕30号（「数据准确、要素齐备」）；表三的勾稽关系",
)
def prose_differs_from_table(report: Report) -> Iterator[Problem | Unchecked]:
    """正文里的数与表格不符。

    正文说到的新收、结转、办结、答复、予以公开、部分公开、不予公开、无法提供、不予处理、其他处理、行政复议、
    行政诉讼、规章、规范性文件、行政许可、处罚、强制、收费等数，与表二、表三、表四对照。「收到」「受理」可以是
    新收，也可以是新收加上年结转；「办结」「答复」可以含或不含上年结转；复议、诉讼可以含或不含尚未审结的。
    哪一种理解都对不上的才报。全市、本级、区政府办、备案、某一渠道、别的年份的数口径不同，不比较。

    ## 为什么
    正文和表格说的是同一件事，数不一样，必有一处填错；公众和上级机关最先看到的就是这种矛盾。

    ## 错误
    全年新收政府信息公开申请301件。（表三「一、本年新收」总计为309）

    ## 正确
    全年新收政府信息公开申请309件。
    """
    unread = False
    items = stated(report)
    for item in items:
        if item.foreign or item.fits:
            continue
        # 「收到申请309件，实际受理301件」: the whole is named beside it.
        if any(
            i.passage is item.passage and i.measure is item.measure and i.fits and i.value > item.value
            for i in items
        ):
            item.doubts.add("part")
        if item.unread or not item.readings:
            unread = True
            continue
        if not item.near and not _anchored(item):
            continue  # a part of the year, of the organ or of the matter
        yield _problem(report, item)
    if unread:
        yield Unchecked("正文里有的数在表格里没有对应的数可比（表格没有读到，或者是空格），未核对")


def _problem(report: Report, item: Stated) -> Problem:
    quantity, passage = item.quantity, item.passage
    nearest = item.readings[0]
    value = nearest.value
    # Where several readings are accepted, the message gives the others too.
    others = [r for r in item.readings[1:NAMED] if r.value != value]
    hint = _hint(report, item)
    # What the table counts are cases, whatever the prose calls them.
    due = "件" if item.measure["topic"] else quantity.unit
    if item.measure.get("units") == "money":
        return _amount(item, nearest)
    related = [
        Note(
            cell,
            "{label}：{value}",
            {"label": label_of(report, cell), "value": shown(float(report.get(cell) or 0))},
        )
        for cell in dict.fromkeys(cell for r in (nearest, *others) for cell in r.cells)
    ]
    return Problem(
        passage.place(quantity.start, quantity.end),
        "正文写{what} {stated} {unit}，{table}{name}为 {expected} {due}，相差 {difference} {due}{others}{hint}，请核对改正",
        what=f"「{item.measure['name']}」", stated=shown(item.value), unit=quantity.unit,
        table=_table(nearest), name=_named(nearest), expected=shown(value), difference=shown(round(abs(item.value - value), 6)),
        due=due,
        others=f"；换别的算法是 {'、'.join(shown(r.value) for r in others)} {due}" if others else "",
        hint=hint,
        related=related[:12],
        confidence=_confidence(item),
        key=f"{item.measure['key']} {shown(item.value)}",
    )  # fmt: skip


def _amount(item: Stated, nearest: Reading) -> Problem:
    """A sum of money: the table's is in 万元."""
    quantity, passage = item.quantity, item.passage
    same = quantity.unit == "元" and abs(quantity.value - nearest.value) < 1e-6
    return Problem(
        passage.place(quantity.start, quantity.end),
        "正文写{what} {stated} {unit}，{table}{name}为 {expected} 万元，{advice}",
        what=f"「{item.measure['name']}」", stated=shown(quantity.value), unit=quantity.unit,
        table=_table(nearest), name=_named(nearest), expected=shown(nearest.value),
        advice="单位像是应为万元，请核对" if same else "请核对金额和单位",
        related=[Note(cell, "表二的金额") for cell in nearest.cells],
        confidence=_confidence(item),
        key=f"{item.measure['key']} {shown(item.value)}",
    )  # fmt: skip


def _anchored(item: Stated) -> bool:
    """Whether the clause says that it speaks of the whole: 全年, 共."""
    quantity = item.quantity
    if item.measure["topic"] == "":
        return True  # decisions and documents are counted as a whole
    begin = max(item.passage.text.rfind(mark, 0, quantity.start) for mark in "。；;") + 1
    return (
        regex(words("prose-readings")["scope"]["anchored"]).search(item.passage.text, begin, quantity.start)
        is not None
    )


def _table(reading: Reading) -> str:
    first = reading.cells[0] if reading.cells else ""
    return {"disclosure": "表二", "requests": "表三", "remedies": "表四"}.get(
        first.split("/")[1] if first else "", ""
    )


def _named(reading: Reading) -> str:
    return reading.name if reading.name.startswith("「") else f"「{reading.name}」"


def _hint(report: Report, item: Stated) -> str:
    """Says which single row or column the figure is, where it is one of the reading's own."""
    if item.value < LEAST_HINT:
        return ""
    for cell in item.readings[0].cells:
        if "/requests/" in cell and len(item.readings[0].cells) > 1:
            base = cell.rpartition("/")[0]
            found = row(report, base.lstrip("/"))
            if found is not None and item.value and item.value in found.values:
                return f"（{shown(item.value)} 只是「{found.name}」一行的数）"
            if item.value and report.get(f"{base}/individual") == item.value:
                return f"（{shown(item.value)} 只是「{found.name if found else ''}」自然人一列的数）"
    return ""


def _confidence(item: Stated) -> Confidence:
    if item.doubts or item.measure.get("at_most") or not item.near:
        return Confidence.UNSURE
    if item.measure["topic"] == "remedy" and item.value < min(r.value for r in item.readings):
        # Table four may count cases carried over from earlier years; prose on new ones is then less.
        return Confidence.LIKELY if len(item.readings) < len(REMEDIES) * 2 else Confidence.UNSURE
    if item.measure["plain"] and not item.columns and not item.quantity.written:
        return Confidence.CERTAIN
    return Confidence.LIKELY


RULES = [prose_differs_from_table]
