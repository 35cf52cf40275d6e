"""What one cell of a catalogue holds: a date, a count, a kind, a period. What it cannot be is said."""

from __future__ import annotations

import datetime
import re
from functools import cache, lru_cache
from typing import Any

from checker.catalog.periods import parse_period
from checker.catalog.raw import Doubtful
from checker.catalog.standards import kind_of, kinds

#: Marks for "nothing to say here".
_BLANK = frozenset(
    ("", "/", "／", "\\", "-", "—", "——", "--", "－", "–", "无", "暂无", "null", "none", "n/a")
)
_WIDE = str.maketrans(
    {
        **{chr(0xFF10 + i): str(i) for i in range(10)},
        **dict.fromkeys("—–―−", "-"),
        "．": ".",
        "／": "/",
        "－": "-",
        "：": ":",
        "，": ",",
    }
)
_YEARS = range(1990, 2101)
#: What is no part of a cell's text, and what our own writer marks so that no spreadsheet computes it.
_EDGES = " \t\r\n\u3000\xa0\u200b\ufeff"
_FORMULA = ("=", "+", "-", "@")
#: A longer date than this is none.
_LONGEST = 60
_UNSURE = {
    "最近更新": "last_updated",
    "日期": "last_updated",
    "条数": "items",
    "类别": "kind",
    "栏目": "column",
}


class BadCell(ValueError):
    """What is wrong with a cell: a template in Chinese and its values."""

    def __init__(self, message: str, **values: Any) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


def text_of(raw: Any) -> str:
    """A cell as text on one line: whole decimals as integers, dates as 2024-12-20."""
    if type(raw) is str:  # nearly always: a catalogue of ten thousand columns has 70,000 of them
        text = raw.strip(_EDGES)
        return text[1:] if text[:1] == "'" and text[1:2] in _FORMULA else text
    if raw is None:
        return ""
    if isinstance(raw, Doubtful):
        return text_of(raw.value)
    if isinstance(raw, bool):
        return str(raw)
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    if isinstance(raw, datetime.datetime):
        return raw.date().isoformat() if raw.time() == datetime.time() else raw.isoformat(" ", "seconds")
    return str(raw).strip(_EDGES)


@cache
def _date() -> re.Pattern[str]:
    clock = r"(?:\s*[T ]?\s*(?:[上下]午)?\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?秒?)?分?\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
    return re.compile(
        rf"(?:(?P<y>\d{{4}})\s*[-/.年]\s*(?P<m>\d{{1,2}})\s*[-/.月]\s*(?P<d>\d{{1,2}})\s*[日号]?|(?P<y2>\d{{4}})(?P<m2>\d{{2}})(?P<d2>\d{{2}}))"
        rf"(?:\s*[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?)?{clock}"
    )


def parse_date(raw: Any) -> datetime.date | None:
    """The day a cell names, None for a blank one. Raises `BadCell`."""
    if isinstance(raw, datetime.datetime):
        return _bounded(raw.date(), str(raw.date()))
    if isinstance(raw, datetime.date):
        return _bounded(raw, str(raw))
    return _parse_date_text(text_of(raw))


@lru_cache(maxsize=8192)
def _parse_date_text(text: str) -> datetime.date | None:
    text = text.translate(_WIDE).strip("[]()（）【】' ")
    text = re.sub("(?<=[0-9日号])\\s*(?:更新|发布)$", "", text)
    if text.lower() in _BLANK:
        return None
    match = _date().fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        if re.fullmatch(r"[3-6]\d{4}(\.\d+)?", text):
            raise BadCell("像是 Excel 的日期序号，请把单元格改成日期格式，写成 2024-12-20 这样")
        if re.fullmatch(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*月?", text):
            raise BadCell("只有年月，请写到日，如 2024-12-20")
        if re.fullmatch(r"\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?", text):
            raise BadCell("没有写年份，请写成 2024-12-20 这样")
        raise BadCell("不是日期，请写成 2024-12-20 这样")
    year, month, day = (int(match[f"{part}"] or match[f"{part}2"]) for part in "ymd")
    if not 1 <= month <= 12:
        raise BadCell("没有第 {month} 月这样的日期", month=month)
    try:
        found = datetime.date(year, month, day)
    except ValueError:
        raise BadCell("{year} 年 {month} 月没有 {day} 日", year=year, month=month, day=day) from None
    return _bounded(found, text)


def _bounded(day: datetime.date, text: str) -> datetime.date:
    if day.year not in _YEARS:
        raise BadCell("年份不合情理（应在 {first} 至 {last} 之间）", first=_YEARS[0], last=_YEARS[-1])
    return day


def parse_count(raw: Any) -> int | None:
    """A number of items, None for a blank cell. Raises `BadCell`."""
    if isinstance(raw, bool):
        raise BadCell("不是数字，请填条数")
    text = text_of(raw)
    if text.isascii() and text.isdecimal() and len(text) < 9:
        return int(text)
    text = text.translate(_WIDE).replace(" ", "")
    if text.lower() in _BLANK - {"无", "暂无", "none"}:
        return None
    match = re.fullmatch(r"共?(?P<n>\d{1,3}(?:,\d{3})+|\d{1,12})(?:条|篇|件|个|则)?(?:信息)?", text)
    if match is None:
        if text in ("无", "暂无", "none"):
            raise BadCell("没有信息请填 0，不知道请留空")
        if re.fullmatch(r"-\d+(\.\d+)?", text):
            raise BadCell("条数不能是负数")
        if re.fullmatch(r"\d+\.\d+", text):
            raise BadCell("条数应为整数")
        raise BadCell("不是数字，请填条数")
    count = int(match["n"].replace(",", ""))
    if count > 100_000_000:
        raise BadCell("条数不合情理（上限 1 亿）")
    return count


def parse_kind(raw: Any) -> str | None:
    """The key of a kind, None for a blank cell. Raises `BadCell`."""
    return _parse_kind_text(text_of(raw))


@lru_cache(maxsize=1024)
def _parse_kind_text(text: str) -> str | None:
    if text.lower() in _BLANK - {"无"}:
        return None
    found = kind_of(text)
    if found is None:
        known = "、".join(kind.title for kind in kinds().values())
        raise BadCell("没有这种类别。可用的有：{known}；也可以留空，按栏目名推断", known=known)
    return found


def period_cell(raw: Any) -> str | None:
    """A period as ISO 8601, "none" for no fixed one, None for a blank cell. Raises `BadCell`."""
    text = text_of(raw)
    if not text:
        return None
    found = parse_period(text) if len(text) <= _LONGEST else None
    if found is None:
        raise BadCell("认不出的更新周期，请写成 30天、2周、6个月、每季度、P6M 或 不定期 这样")
    return found


def unsure_cell(raw: Any) -> list[str]:
    """The fields somebody was unsure of. Raises `BadCell`."""
    parts = raw if isinstance(raw, list) else re.split(r"[、,，;；\s]+", text_of(raw))
    found: list[str] = []
    for part in parts:
        word = str(part).strip()
        if not word or word.lower() in _BLANK or word in ("否",):
            continue
        key = _UNSURE.get(word, word if word in _UNSURE.values() else "")
        if not key:
            raise BadCell("存疑一列应写「最近更新」「条数」「类别」，可以写多个")
        if key not in found:
            found.append(key)
    return found


def name_cell(raw: Any) -> str | None:
    """The name of a column. Raises `BadCell` for a date or a number: the cells of the row have slipped."""
    found: str | None = plain_text(200)(raw)
    # 「12345」 is the name of a hot line.
    if found and re.fullmatch(r"\d{1,4}(?:\.\d+)?[条篇]?", found):
        raise BadCell("是数字，不是栏目的名称，各格可能错位")
    if found and len(found) <= _LONGEST and _date().fullmatch(found.translate(_WIDE)):
        raise BadCell("是日期，不是栏目的名称，各格可能错位")
    return found


def plain_text(limit: int) -> Any:
    """A reader of text cells of at most `limit` characters."""

    def read(raw: Any) -> str | None:
        text = text_of(raw)
        if " " in text or not text.isprintable():
            text = " ".join(text.split())
        if len(text) > limit:
            raise BadCell("太长（{size} 字，上限 {limit} 字）", size=len(text), limit=limit)
        return text or None

    return read
