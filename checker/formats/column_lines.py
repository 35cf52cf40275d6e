"""The columns of a catalogue as a table for people: oldest first, and how far over its period each one is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checker.catalog.freshness import Freshness, Judged, judge_all, oldest_first
from checker.catalog.periods import NONE, say_period
from checker.catalog.standards import kinds
from checker.formats.words import visible
from checker.i18n import N_, _
from checker.model import Result

#: So many periods are drawn: one within time and these over it; what is longer is cut, and shown to be.
PERIODS_OVER = 3

STATE_WORDS = {
    Freshness.FRESH: N_("按期"),
    Freshness.STALE: N_("超期 {n} 天"),
    Freshness.EMPTY: N_("空白栏目"),
    Freshness.UNDATED: N_("没有日期"),
    Freshness.FUTURE: N_("日期在后"),
    Freshness.LATER: N_("判定日后更新"),
    Freshness.OPEN: N_("不限期"),
    Freshness.UNREAD: N_("读不出来"),
}
#: How each state is coloured: a severity, or "" for nothing to say.
STATE_GROUPS = {
    Freshness.STALE: "warning",
    Freshness.EMPTY: "warning",
    Freshness.FUTURE: "warning",
    Freshness.UNDATED: "warning",
    Freshness.UNREAD: "error",
    Freshness.LATER: "info",
    Freshness.FRESH: "",
    Freshness.OPEN: "",
}
#: The kinds of the standards, for whoever translates: the table asks by their titles.
KINDS = (N_("动态要闻"), N_("通知公告"), N_("政策文件"), N_("人事规划"), N_("机构职能"), N_("其他"))
HEADS = (N_("栏目"), N_("类别"), N_("最近更新"), N_("周期"), N_("条数"), N_("距今"), N_("状态"))


@dataclass(slots=True, frozen=True)
class ColumnLine:
    """A line of the table. `within` and `over` are shares of the period (0 to 1, 0 to `PERIODS_OVER`)."""

    name: str
    kind: str
    inferred: bool
    last_updated: str
    period: str
    items: str
    days: str
    state: str
    group: str
    within: float
    over: float
    cut: bool
    unsure: bool
    url: str
    note: str
    judged: Judged

    def doubt(self, field: str) -> str:
        """The mark behind a field that whoever made the catalogue was unsure of, "" behind others."""
        unsure = self.judged.column.unsure
        return "?" if field in unsure or (field == "last_updated" and "column" in unsure) else ""


def lines(result: Result) -> list[ColumnLine]:
    """The lines of a result's catalogue, none without one."""
    if result.catalog is None or not result.as_of:
        return []
    return [_line(judged) for judged in oldest_first(judge_all(result.catalog, result.as_of))]


def _line(judged: Judged) -> ColumnLine:
    column = judged.column
    kind = _(kinds()[column.kind].title)
    share = judged.share
    over = max(0.0, share - 1) if judged.over else 0.0
    state = _(STATE_WORDS[judged.state]).format(n=judged.over)
    return ColumnLine(
        name=visible(column.full_name or _("（没有名称）"), 120),
        kind=kind,
        inferred=column.inferred and column.kind != "other",
        last_updated=str(column.last_updated or ("" if "last_updated" not in column.bad else "?")),
        period="" if judged.period == NONE and not column.period else say_period(judged.period),
        items="?" if "items" in column.bad else "" if column.items is None else str(column.items),
        days="" if judged.days is None else str(judged.days),
        state=state,
        group=STATE_GROUPS[judged.state],
        within=min(share, 1.0),
        over=min(over, float(PERIODS_OVER)),
        cut=over > PERIODS_OVER,
        unsure=bool(column.unsure),
        url=visible(column.url, 400),
        note=visible(column.note, 400),
        judged=judged,
    )


def counts(lines: Iterable[ColumnLine]) -> dict[Freshness, int]:
    """How many columns are in each state, none left out that occurs."""
    found: dict[Freshness, int] = {}
    for line in lines:
        found[line.judged.state] = found.get(line.judged.state, 0) + 1
    return found


def doubtful(lines: Iterable[ColumnLine]) -> int:
    """How many of the dates whoever made the catalogue was unsure of."""
    return sum(bool(line.last_updated and line.doubt("last_updated")) for line in lines)


#: What is said above the table, in this order.
_COUNTED = {
    Freshness.FRESH: N_("按期 {n} 个"),
    Freshness.STALE: N_("超期 {n} 个"),
    Freshness.EMPTY: N_("空白 {n} 个"),
    Freshness.UNDATED: N_("没有日期 {n} 个"),
    Freshness.FUTURE: N_("日期晚于判定日 {n} 个"),
    Freshness.LATER: N_("判定日后更新 {n} 个"),
    Freshness.UNREAD: N_("读不出来 {n} 个"),
    Freshness.OPEN: N_("不限期 {n} 个"),
}


def counts_in_words(found: dict[Freshness, int], unsure: int = 0) -> list[str]:
    """「按期 3 个」「超期 2 个」: what occurs, and how many of the dates they go by are doubtful."""
    said = [_(text).format(n=found[state]) for state, text in _COUNTED.items() if found.get(state)]
    return said + ([_("其中日期存疑 {n} 个").format(n=unsure)] if unsure else [])
