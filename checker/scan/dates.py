"""Dates beside the links of a list page: whole ones, without a year, torn into day and month, and 「3天前」.

Measured against libraries on such texts: dateparser, set to Chinese, takes 「12-20」 for the year
2012 and 「5」 for a day in May, and knows no 「12月20日」; htmldate gives one date a page, and took the copyright year of
the footer for it. Both are wrong where a column would then pass; these rules say nothing instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

#: Years of dates that are believed.
_YEARS = range(1995, 2101)
_FULL = r"(?<![\d.])(?P<y>(?:19|20)\d{2})\s*[-/.年]\s*(?P<m>1[0-2]|0?[1-9])\s*[-/.月]\s*(?P<d>3[01]|[12]\d|0?[1-9])(?![\d.])\s*日?"
_TORN = r"(?<!\d)(?P<td>3[01]|[12]\d|0?[1-9])\s*日?\s+(?P<ty>20\d{2})\s*[-/.年]\s*(?P<tm>1[0-2]|0?[1-9])(?!\d)(?!\s*[-/.月]\s*\d)\s*月?"
# 「12-20 2022」 and 「2022 12-20」: day and year in elements of their own.
_PARTED = r"(?:(?<=[\[(（【\s])|^)(?P<pm>1[0-2]|0?[1-9])\s*[-/月]\s*(?P<pd>3[01]|[12]\d|0?[1-9])\s*日?\s+(?P<py>20\d{2})(?=[\])）】\s]|$)"
_LED = r"(?:(?<=[\[(（【\s])|^)(?P<ly>20\d{2})\s*年?\s+(?P<lm>1[0-2]|0?[1-9])\s*[-/月]\s*(?P<ld>3[01]|[12]\d|0?[1-9])\s*日?(?=[\])）】\s]|$)"
_SHORT = r"(?:(?<=[\[(（【\s])|^)(?P<sm>1[0-2]|0?[1-9])\s*[-/月]\s*(?P<sd>3[01]|[12]\d|0?[1-9])\s*日?(?=[\])）】\s]|$)"
_AGO = r"(?P<n>\d{1,3}|[一二两三四五六七八九十半])\s*(?:个)?(?P<unit>分钟|小时|天|日|周|星期|月|年)(?:以)?前"
_WORDS = {"刚刚": 0, "今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2, "前日": 2}
#: What may be in doubt of a date by itself: its year was added, or the span is a round one.
YEAR, SPAN = "year", "span"
_HAN = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2, "半": 0.5}
_DAYS = {"分钟": 0, "小时": 1 / 24, "天": 1, "日": 1, "周": 7, "星期": 7, "月": 30, "年": 365}


@dataclass(slots=True, frozen=True)
class Found:
    """A date that was read. `doubt` says what was added to what stands there (a year, a rounded span) or what else makes
    it none that is certain, "" for nothing; `counted` that it counts from the day of reading (昨天)."""

    day: date
    doubt: str
    start: int
    end: int
    counted: bool = False

    @property
    def unsure(self) -> bool:
        """Whether anything is in doubt."""
        return bool(self.doubt)


@cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(_WORDS)
    return re.compile(f"{_FULL}|{_TORN}|{_PARTED}|{_LED}|(?P<ago>{_AGO})|(?P<word>{words})|{_SHORT}")


def full_date() -> str:
    """The pattern of a whole date, without names, to be put into others."""
    return re.sub(r"\?P<\w+>", "?:", _FULL)


def find(text: str, today: date) -> list[Found]:
    """The dates of a short text, in order; words such as 「昨天」 count from `today`."""
    found = []
    for match in _pattern().finditer(text[:2000]):
        day, doubt = _day(match, today)
        if day is not None and day.year in _YEARS:
            counted = bool(match["ago"] or match["word"])
            found.append(Found(day, doubt, match.start(), match.end(), counted))
    return found


def _day(match: re.Match[str], today: date) -> tuple[date | None, str]:
    try:
        for part in ("", "t", "p", "l"):
            if match[f"{part}y"]:
                return date(*(int(match[f"{part}{unit}"]) for unit in "ymd")), ""
        if match["sm"]:
            return _without_year(int(match["sm"]), int(match["sd"]), today), YEAR
    except ValueError:
        return None, ""
    if match["word"]:
        return today - timedelta(days=_WORDS[match["word"]]), ""
    count = int(match["n"]) if match["n"].isdecimal() else _HAN[match["n"]]
    unit = _DAYS[match["unit"]]
    rounded = unit > 1 or match["unit"] == "小时" or match["n"] == "半"
    return today - timedelta(days=int(count * unit)), SPAN if rounded else ""


def _without_year(month: int, day: int, today: date) -> date:
    """The latest such day that is not after today (29 February in the last leap year)."""
    for year in range(today.year, today.year - 9, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    raise ValueError
