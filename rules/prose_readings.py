"""What a figure in the prose may mean in the tables, by the readings of `data/prose-readings.json`.

`stated(report)` gives every figure of the prose that speaks of a row of a table, as a `Stated`: its
measure, the accepted readings with their values, and whether its scope is that of the tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from checker.api import Report

from .outline import regex, words
from .prose_cells import MOST, REMEDIES, Reading, cases, evaluate, request_totals
from .prose_figures import Passage, Quantity, passages, unit_class
from .prose_lists import listings
from .prose_scope import as_reviewer, is_foreign, of_another_matter, topic_of


@dataclass(slots=True)
class Stated:
    """A figure of the prose that speaks of the tables."""

    passage: Passage
    quantity: Quantity
    measure: dict[str, Any]
    readings: list[Reading]
    foreign: bool
    columns: tuple[str, ...] = ()
    unread: bool = False
    doubts: set[str] = field(default_factory=set)
    beside: tuple[float, ...] = ()

    @property
    def value(self) -> float:
        """The figure, in the unit of the table."""
        amount = self.quantity.value
        return (
            amount / 10_000 if self.measure.get("units") == "money" and self.quantity.unit == "元" else amount
        )

    @property
    def fits(self) -> bool:
        """Whether some accepted reading gives this figure, by itself or with a figure beside it: 「新收申请
        答复292件，结转申请答复14件」."""
        values = [v for r in self.readings for v in r.values]
        if self.measure.get("at_most"):
            return any(self.value <= v for v in values)
        return any(abs(self.value + more - v) < 1e-6 for v in values for more in (0.0, *self.beside))

    @property
    def near(self) -> bool:
        """Whether the figure could be a slip for one of the readings: of its size, or of its digits."""
        return any(_slip(self.value, v) for r in self.readings for v in r.values)


def _slip(stated: float, due: float) -> bool:
    """Whether a writer could have meant `due`: less than twice or more than half of it, its digits in another
    order, or one digit lost or added."""
    if due == 0 or due / 2 <= stated <= due * 2:
        return True
    a, b = (f"{number:g}".replace(".", "") for number in (stated, due))
    if sorted(a) == sorted(b):
        return True
    short, long = sorted((a, b), key=len)
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


@cache
def _measures(topic: str, tables: bool) -> list[dict[str, Any]]:
    """The measures of a topic, those of table 二 with them where their words stand near."""
    measures = words("prose-readings")["measures"]
    return [m for m in measures if (tables if not m["topic"] else m["topic"] == topic)]


@cache
def _hint() -> re.Pattern[str]:
    return re.compile("申请|复议|诉讼|规章|规范性文件|行政许可|行政处罚|行政强制|行政事业性收费")


def stated(report: Report) -> list[Stated]:
    """Every figure of the prose that speaks of the tables, in order."""
    found = report.cache.get("P.stated")
    if found is None:
        found = report.cache["P.stated"] = [s for p in passages(report) for s in _stated(report, p)]
    return list(found)


def _stated(report: Report, passage: Passage) -> list[Stated]:
    # Section 五 speaks of last year and of next; sections of tables hold the debris of tables.
    if not passage.quantities or not _hint().search(passage.heading + passage.text):
        return []
    lists = words("prose-readings")
    found: dict[int, Stated] = {}
    totals = {id(part): listing.total for listing in listings(passage) for part in listing.parts}
    inherited = False
    before: Quantity | None = None
    for quantity in passage.quantities:
        last, before = before, quantity
        if quantity.percent or quantity.rough:
            continue
        measure = _measure(passage, quantity)
        # 「由286件增至309件」: what it was before.
        if measure is None or regex(lists["scope"]["level"]).match(passage.text, quantity.end):
            continue
        begin, _ = passage.sentence(quantity.start)
        lead = passage.text[begin : quantity.start]
        clause = quantity.clause
        # 「收到申请2件（县政府转办）」
        bracket = regex(r"\([^()]{0,20}\)").match(passage.text, quantity.end + len(quantity.after))
        foreign = is_foreign(report, lead, clause, lists, carried="carried" in measure["key"]) or (
            bracket is not None and regex("转办|转交|代理?").search(bracket[0]) is not None
        )
        # 「2024年9月，收到申请46件」
        foreign = (
            foreign
            or regex(lists["scope"]["month"]).search(lead[: len(lead) - len(quantity.label)]) is not None
        )
        # 「收到申请309件，其中县水文站收到12件」: a part of a whole is not the whole.
        foreign = foreign or (measure["key"] in lists["scope"]["wholes"] and "其中" in lead[-40:])
        foreign = foreign or _part_of_another(report, measure, totals.get(id(quantity)), found)
        own = regex(lists["scope"]["own"]).search(lead) is not None
        # 「区政府办受理17件。其中，予以公开……」: the scope goes on.
        if inherited and not own and not foreign:
            foreign = True
        if foreign and not own and last is not quantity:
            inherited = True
        elif own:
            inherited = False
        item = _read(report, passage, quantity, measure, foreign)
        if passage.ordinal == 5:
            item.doubts.add("section")
        if regex(lists["new_cases"]).search(clause) and measure["topic"] == "remedy":
            item.doubts.add("new")
        found[id(quantity)] = item
    _pair(passage, found)
    return list(found.values())


def _read(
    report: Report, passage: Passage, quantity: Quantity, measure: dict[str, Any], foreign: bool
) -> Stated:
    """A figure with what it may be in the tables."""
    lists, clause = words("prose-readings"), quantity.clause
    columns = _columns(clause, lists) if measure["key"] != "carried_out" else ()
    readings, unread = readings_of(report, measure, columns, clause, quantity.value)
    companies = lists["companies"]
    if len(columns) > 1 and regex(companies["pattern"]).search(clause):
        readings += readings_of(report, measure, tuple(companies["columns"]), clause, quantity.value)[0]
    return Stated(passage, quantity, measure, readings, foreign, columns, unread)


def _part_of_another(
    report: Report, measure: dict[str, Any], total: Quantity | None, found: dict[int, Stated]
) -> bool:
    """Whether a figure is part of a total other than its table's: 「上年结转14件，其中予以公开5件」."""
    if total is None or measure["topic"] != "request":
        return False
    whole = found.get(id(total))
    if whole is None:
        accepted = request_totals(report)
        return bool(accepted) and total.value not in accepted and not total.rough
    if whole.foreign or whole.measure["topic"] != "request":
        return whole.foreign
    if whole.measure["key"] in ("received", "received_new", "concluded", "answered", "due", "applicants"):
        return False
    # Of a single row only its own rows can be parts.
    mine, its = (m["readings"][0].split(" ")[0] for m in (measure, whole.measure))
    return not mine.startswith(f"{its}/") and mine != its


def _pair(passage: Passage, found: dict[int, Stated]) -> None:
    """Give each figure those of its sentence that may make up one with it: of no row themselves."""
    for item in found.values():
        if item.foreign or item.fits:
            continue
        mine = item.quantity
        item.beside = tuple(
            q.value for q in passage.quantities
            if q is not mine and q.sentence == mine.sentence and unit_class(q.unit) == unit_class(mine.unit)
            and not q.rough and not _is_of_another_row(found.get(id(q)), item)
        )[:8]  # fmt: skip


def _measure(passage: Passage, quantity: Quantity) -> dict[str, Any] | None:
    """What a figure counts, None for anything that is in no table."""
    lists = words("prose-readings")
    clause = quantity.clause
    if regex(lists["scope"]["growth"]).search(clause):
        return None
    topic = topic_of(passage, quantity)
    tables = regex(lists["disclosure"]).search(passage.text, max(0, quantity.start - 60), quantity.end + 12)
    if topic in ("", "other") and not tables:
        return None
    for measure in _measures(topic, tables is not None):
        units = lists["units"].get(measure.get("units") or measure["topic"])
        if measure.get("units") == "money":
            if quantity.unit not in ("万元", "元"):
                continue
        elif quantity.unit not in (units or ()) or (
            measure.get("only") and quantity.unit not in measure["only"].split("|")
        ):
            continue
        # Compiled as they are tried: a report needs few of them, and compiling all costs more than the search.
        if not regex(measure["pattern"]).search(clause):
            continue
        if measure.get("not") and regex(measure["not"]).search(clause):
            continue
        if measure["topic"] and regex(lists["files"]).search(
            passage.text, passage.sentence(quantity.start)[0], quantity.start
        ):
            continue
        if measure["topic"] == "request" and of_another_matter(passage, quantity):
            continue
        if measure["topic"] == "remedy" and as_reviewer(passage, quantity):
            continue
        if (
            measure.get("own")
            and passage.ordinal != 4
            and not regex("公开|申请|被|因|我|本").search(passage.text, *passage.sentence(quantity.start))
        ):
            continue
        if (
            measure.get("near")
            and measure["near"]
            not in passage.text[
                min(passage.sentence(quantity.start)[0], max(0, quantity.start - 60)) : quantity.end + 20
            ]
        ):
            continue
        return measure
    return None


def _is_of_another_row(other: Stated | None, item: Stated) -> bool:
    """Whether a figure is what another row of the tables says."""
    return other is not None and other.measure is not item.measure and other.fits


def _columns(clause: str, lists: dict[str, Any]) -> tuple[str, ...]:
    if regex(lists["everyone"]).search(clause):
        return ()
    return next((tuple(c) for p, c in lists["columns"].items() if regex(p).search(clause)), ())


def readings_of(
    report: Report,
    measure: dict[str, Any],
    columns: tuple[str, ...],
    clause: str = "",
    value: float | None = None,
) -> tuple[list[Reading], bool]:
    """The accepted readings of a measure up to the one that gives `value`, and whether the first was lost."""
    if measure["topic"] != "remedy":
        if measure["topic"] != "request":
            columns = ()
        known: list[Reading] = []
        for expression in measure["readings"]:
            found = evaluate(report, expression, columns)
            if found is not None:
                known.append(found)
                if value in found.values:
                    break
        # Other readings do not make up for the first: what was not read may have been the figure.
        return known, evaluate(report, measure["readings"][0], columns) is None
    rows = measure.get("rows") or REMEDIES
    if measure.get("kinds") and ("复议" in clause) != ("诉" in clause):
        rows = REMEDIES[:1] if "复议" in clause else REMEDIES[1:]
    groups: list[tuple[str, ...]] = [(r,) for r in rows]
    if len(rows) > 1:
        groups = ([*groups] if measure.get("kinds") or measure.get("apart") else []) + [
            tuple(rows),
            tuple(rows[1:]),
            tuple(rows[:2]),
        ]
    readings: list[Reading] = []
    lost = False
    for group in dict.fromkeys(groups):
        for expression in measure["readings"]:
            values: set[float] = {0.0}
            cells: list[str] = []
            names: list[str] = []
            for kind in group:
                reading = cases(report, expression.replace("*", kind))
                if reading is None:
                    continue
                values = {a + b for a in values for b in reading.values}
                cells += reading.cells
                names.append(reading.name)
            if cells:
                readings.append(
                    Reading(frozenset(sorted(values)[:MOST]), tuple(dict.fromkeys(cells)), "＋".join(names))
                )
            else:
                lost = True
    return readings, lost and not readings
