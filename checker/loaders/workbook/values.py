"""What a cell of a spreadsheet shows, as text."""

from __future__ import annotations

import datetime
from typing import Any

from checker.values import in_digits

#: Whatever is as near as this to six decimals was meant to be them.
_NOISE = 1e-8


def shown(value: Any) -> str:
    """The value as a person reads it in its cell: 12.0 is 「12」, a date is 「2025年1月17日」.

    A spreadsheet keeps every number as a float and shows up to 15 digits of it. How many decimals
    a cell's format shows is not known here: what the cell holds is what is checked, but for what its
    reckoning left (12.0000000001): six decimals of 万元 are one 分.
    """
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip(" \t\n\u3000\xa0")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        near = round(value, 6)
        if abs(value - near) < _NOISE:
            value = near
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        return in_digits(value) if abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime) and value.time() != datetime.time():
        return f"{value.year}年{value.month}月{value.day}日 {value:%H:%M}"
    if isinstance(value, datetime.date):  # a datetime at midnight is one too
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)


def column_name(column: int) -> str:
    """The letters of a column counted from 0: 0 -> 「A」, 27 -> 「AB」."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name
