"""Whether each column was updated in time: the facts that the rules and the tables share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from checker.catalog.periods import NONE, days_of, end_of
from checker.catalog.standards import kinds
from checker.model import Report
from checker.model.catalog import Catalog, CatalogColumn

#: More dates than this after the day of judgement, within so many days, are no slips of the pen.
_SLIPS, _YEAR = 2, 366


class Freshness(str, Enum):
    """What there is to say of a column on the day of judgement."""

    FRESH = "fresh"
    STALE = "stale"
    EMPTY = "empty"
    UNDATED = "undated"
    FUTURE = "future"
    LATER = "later"
    OPEN = "open"
    UNREAD = "unread"


@dataclass(slots=True, frozen=True)
class Judged:
    """A column on the day of judgement.

    `period` is the one that counts (its own, else its kind's), `own` that the catalogue gives it.
    `days` have passed since the last update, `over` of them beyond the period. `official_over` is
    how many days its kind's official limit is exceeded, where that is stricter than its own period.
    LATER is an update after the day of judgement, but not after the catalogue was made, as far as is known. `unseen` says that the
    column was in time when the catalogue was made: nobody looked since.
    """

    column: CatalogColumn
    state: Freshness
    period: str = NONE
    own: bool = False
    days: int | None = None
    over: int = 0
    official_over: int = 0
    unseen: bool = False

    @property
    def share(self) -> float:
        """How much of its period has passed: 1.0 is the last day in time; 0.0 where there is none."""
        whole = days_of(self.period)
        return self.days / whole if self.days is not None and whole else 0.0


def overdue(last: date, period: str, as_of: date) -> int:
    """The days by which a column last updated on `last` is over its period on `as_of`, 0 in time."""
    return 0 if period == NONE else max(0, (as_of - end_of(last, period)).days)


def judge(column: CatalogColumn, as_of: date, collected: date | None = None) -> Judged:
    """One column on one day."""
    kind = kinds()[column.kind]
    official = kind.period
    own = column.period is not None and column.period != official
    period = column.period or official
    last = column.last_updated
    if column.items == 0 and "column" not in column.bad:
        days = (as_of - last).days if last and last <= as_of else None
        return Judged(column, Freshness.EMPTY, period, own, days)
    # How many items there are says nothing of the date, unless there are none.
    if column.bad & {"column", "last_updated", "period", "kind"}:
        return Judged(column, Freshness.UNREAD, period, own)
    if last is None:
        return Judged(column, Freshness.UNDATED, period, own)
    if last > as_of:
        later = collected is not None and last <= collected
        return Judged(column, Freshness.LATER if later else Freshness.FUTURE, period, own)
    days, over = (as_of - last).days, overdue(last, period, as_of)
    # What is only remembered ([M], an info) is not held against a period of the site's own.
    known = official != NONE and kind.severity != "info"
    stricter = own and known and (period == NONE or days_of(official) < days_of(period))
    official_over = overdue(last, official, as_of) if stricter and not over else 0
    state = Freshness.STALE if over else Freshness.OPEN if period == NONE else Freshness.FRESH
    limit = period if over else official
    unseen = (
        (over > 0 or official_over > 0)
        and collected is not None
        and last <= collected < as_of
        and not overdue(last, limit, collected)
    )
    return Judged(column, state, period, own, days, over, official_over, unseen)


def judge_all(catalog: Catalog, as_of: str) -> list[Judged]:
    """Every column, in the order of the catalogue. `as_of` is YYYY-MM-DD."""
    day = date.fromisoformat(as_of)
    collected = catalog.collected or _made_later(catalog, day)
    return [judge(column, day, collected) for column in catalog.columns]


def _made_later(catalog: Catalog, as_of: date) -> date | None:
    """The day a catalogue that does not say so was made at the earliest, where that is after the day of judgement.

    One date after that day is a slip; several within a year of it say that the catalogue was made later.
    """
    dates = [column.last_updated for column in catalog.columns if column.last_updated is not None]
    later = [day for day in dates if 0 < (day - as_of).days <= _YEAR]
    return max(later) if len(later) > _SLIPS else None


def judged_columns(report: Report) -> list[Judged]:
    """Every column of the report's catalogue on the day of judgement, worked out once; none without one."""
    found = report.cache.get("C.judged")
    if found is None:
        catalog = report.catalog
        found = judge_all(catalog, report.as_of) if catalog is not None else []
        report.cache["C.judged"] = found
    return list(found)


#: How the states come in a table: what is worst first.
_ORDER = {
    Freshness.STALE: 0, Freshness.EMPTY: 1, Freshness.FUTURE: 2, Freshness.UNDATED: 3, Freshness.UNREAD: 4,
    Freshness.FRESH: 5, Freshness.OPEN: 6, Freshness.LATER: 7,
}  # fmt: skip


def oldest_first(judged: list[Judged]) -> list[Judged]:
    """The columns as a table shows them: those with a date, oldest first; then those without one."""
    return sorted(
        judged,
        key=lambda j: (
            j.column.last_updated is None,
            j.column.last_updated or date.max,
            _ORDER[j.state],
            j.column.index,
        ),
    )
