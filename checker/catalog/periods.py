"""Periods of update: how they are written, how they are said, and the day one ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, lru_cache

from checker.catalog.standards import standards
from checker.i18n import N_, _, language
from checker.text import fold, numeral

#: No fixed period: nothing is ever overdue.
NONE = "none"
_ISO = r"P(?:(?P<years>\d{1,4})Y)?(?:(?P<months>\d{1,4})M)?(?:(?P<weeks>\d{1,4})W)?(?:(?P<days>\d{1,5})D)?"
_UNITS = {
    "天": "D", "日": "D", "周": "W", "星期": "W", "礼拜": "W", "月": "M", "季": "Q", "季度": "Q", "年": "Y", "年度": "Y",
    "d": "D", "day": "D", "days": "D", "w": "W", "week": "W", "weeks": "W", "m": "M", "month": "M", "months": "M",
    "y": "Y", "year": "Y", "years": "Y",
}  # fmt: skip
_LONGEST_DAYS = 100 * 366


@cache
def _iso() -> re.Pattern[str]:
    return re.compile(_ISO)


@cache
def _written() -> re.Pattern[str]:
    units = "|".join(sorted(_UNITS, key=len, reverse=True))
    return re.compile(
        rf"每?(?P<count>[0-9]{{1,5}}|[一二两三四五六七八九十]{{1,3}})\s*个?(?P<work>工作)?(?P<unit>{units})(?P<half>半)?"
    )


@cache
def _words() -> dict[str, str]:
    return {fold(w).lower(): iso for iso, words in standards()["periods"]["words"].items() for w in words}


@lru_cache(maxsize=1024)
def parse_period(text: str) -> str | None:
    """The ISO 8601 duration of a written period, "none" for no fixed one, None for what is no period.

    「30天」「2周」「半年」「6个月」「每季度」「20个工作日」「P6M」「不定期」. Working days count as 7/5
    calendar days, rounded up: holidays are not known here.
    """
    word = fold(text).lower()
    word = re.sub(r"\([^()]*\)", "", word)
    known = _words()
    if word in known:
        return known[word]
    match = _iso().fullmatch(word.upper())
    if match and any(match.groups()):
        return word.upper() if 0 < days_of(word.upper()) <= _LONGEST_DAYS else None
    trimmed = word
    for part in standards()["periods"]["trim"]:
        trimmed = trimmed.replace(part, "")
    if trimmed in known and trimmed:
        return known[trimmed]
    match = _written().fullmatch(trimmed)
    if match is None:
        return None
    count, unit = numeral(match["count"]), _UNITS[match["unit"]]
    if not count or match["half"]:
        return None
    if match["work"]:
        count, unit = (-(-count * 7 // 5), "D") if unit == "D" else (0, "")
    if unit == "Q":
        count, unit = count * 3, "M"
    iso = f"P{count}{unit}"
    return iso if count and 0 < days_of(iso) <= _LONGEST_DAYS else None


def days_of(period: str) -> int:
    """About how many days a period takes (a month 30, a year 365), for comparing periods."""
    match = _iso().fullmatch(period)
    if match is None:
        return 0
    parts = {name: int(value or 0) for name, value in match.groupdict().items()}
    return parts["years"] * 365 + parts["months"] * 30 + parts["weeks"] * 7 + parts["days"]


def end_of(start: date, period: str) -> date:
    """The last day on which something updated on `start` is still within its period.

    Months are calendar months: six months from 31 August end on the last of February.
    """
    from calendar import monthrange

    match = _iso().fullmatch(period)
    if match is None:
        return date.max
    parts = {name: int(value or 0) for name, value in match.groupdict().items()}
    months = start.year * 12 + start.month - 1 + parts["years"] * 12 + parts["months"]
    year, month = divmod(months, 12)
    if year > 9990:
        return date.max
    day = min(start.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day) + timedelta(days=parts["weeks"] * 7 + parts["days"])


def say_period(period: str) -> str:
    """A period in the words of the language in force: 「2周」, 「6个月」, 「不定期」, "6 mo"."""
    return _said(period, _, "" if language() == "zh" else " ")


@lru_cache(maxsize=256)
def period_in_chinese(period: str) -> str:
    """A period for the message of a rule: those are Chinese whatever the language in force."""
    return _said(period, N_, "")


def _said(period: str, word: Callable[[str], str], between: str) -> str:
    if period == NONE:
        return word("不定期")
    match = _iso().fullmatch(period)
    if match is None:
        return period
    words = {
        "years": N_("{n}年"),
        "months": N_("{n}个月"),
        "weeks": N_("{n}周"),
        "days": N_("{n}天"),
    }
    said = [word(words[name]).format(n=int(value)) for name, value in match.groupdict().items() if value]
    return between.join(said)
