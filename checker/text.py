"""Small things said of Chinese text: folding for comparison, Chinese numerals, and dates."""

from __future__ import annotations

import re
from functools import cache, lru_cache

#: What note marks set high are written in (`checker.loaders.raised`).
NOTE_MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁎"

#: Characters that show nothing: of no width, and the controls that converters leave behind (U+0004 and U+0005 round
#: the content controls of a file that LibreOffice saved as a page).
UNSEEN = "\u200b\u200c\u200d\u2060\u00ad\ufeff" + "".join(
    chr(i) for i in range(32) if chr(i) not in "\t\n\v\f\r"
)

# Marks that vary without changing what a label says (domain.md 1.5, matching advice).
_FOLD = str.maketrans(
    {
        "（": "(", "）": ")", "【": "(", "】": ")", "〔": "(", "〕": ")", "，": ",", "、": ",", "､": ",",
        "．": ".", "。": ".", "：": ":", "；": ";", "／": "/", "－": "-", "—": "-", "–": "-", "―": "-",
        "“": "", "”": "", "‘": "", "’": "", '"': "", "'": "", "＂": "", "「": "", "」": "", "`": "",
        **dict.fromkeys(UNSEEN, ""),
        # 「行政复议¹」 is 行政复议.
        **dict.fromkeys(NOTE_MARKS, ""),
        **{chr(0xFF10 + i): str(i) for i in range(10)},
        # ⒈ and ⑴ are one character each.
        **{chr(0x2488 + i): f"{i + 1}." for i in range(20)},
        **{chr(0x2474 + i): f"({i + 1})" for i in range(20)},
    }
)  # fmt: skip

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
NUMERALS = "一二三四五六七八九十"


@cache
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """`text` for comparison: without white space, quotes and invisible characters, with one width of marks."""
    return "".join(text.split()).translate(_FOLD)


@lru_cache(maxsize=4096)
def label_key(text: str) -> str:
    """A label of a table, folded, without what offices put behind it: a colon, the unit it is counted in. Units of
    money stay: whether 元 or 万元 is what a figure means."""
    return _pattern(r"(?:\((?:单位:?)?[件个条项次宗]\))?[:,;]*[①-⑳]?$").sub("", fold(text))


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """A folded label without its ordinal: 「1.属于国家秘密」 -> 「属于国家秘密」."""
    return _pattern(r"^(?:\(?[一二三四五六七八九十]{1,3}[)、,.:]{1,2}|\(?\d{1,2}[).,、:]{1,2})").sub(
        "", label_key(text)
    )


def cut(text: str, limit: int, mark: str = "") -> str:
    """`text` cut to `limit` characters, `mark` behind it where something is gone; never within a number:
    half of a person's would not be known for what it is, and shown."""
    if len(text) <= limit:
        return text
    number = _pattern(r"[0-9０-９ \-－\u00a0]*$").search(text, 0, limit)
    joined = number is not None and text[limit] in "0123456789０１２３４５６７８９ -－\u00a0XxＸｘ"
    return text[: number.start() if joined and number is not None else limit] + mark


def numeral(text: str) -> int | None:
    """The value of a Chinese or Arabic ordinal up to 9999 (「十二」 -> 12, 「三百零九」 -> 309), None for anything else."""
    text = text.strip()
    if text.isdecimal():
        return int(text)
    if not text or any(c not in _DIGITS and c not in _UNITS for c in text):
        return None
    total, digit = 0, -1
    for c in text:
        if c in _UNITS:
            total += (1 if digit < 0 else digit) * _UNITS[c]
            digit = -1
        elif digit > 0 or (digit == 0 and not total):  # 二〇二〇: a row of digits, not an ordinal
            return None
        else:
            digit = _DIGITS[c]
    return total + max(digit, 0)


def chinese(number: int) -> str:
    """The Chinese numeral of 1 to 99: 12 -> 「十二」."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("十" if tens == 1 else NUMERALS[tens - 1] + "十")
    return head + (NUMERALS[ones - 1] if ones else "")


def year_of(text: str) -> int | None:
    """A year written 「2024」, 「２０２４」, 「二〇二四」 or 「二○二四」, None where it is none."""
    digits = "".join(str(_DIGITS.get(c, c)) for c in text.translate(_FOLD))
    return int(digits) if len(digits) == 4 and digits.isascii() and digits.isdecimal() else None


YEAR = r"(?:[12１２][0-9０-９]{3}|二[〇○零О0O][一二三四五六七八九〇○零]{2})"
