"""The phrases of the form a loader may know (`anchors.json`), and small questions about a cell's text."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from typing import Any

from checker.text import NOTE_MARKS

_FOLD = {
    ord(a): b
    for a, b in zip("（）【】“”„‟＂‘’＇．，、：；｜／－—–", '()[]"""""\'\'\'.,,:;|/---', strict=True)
}


@cache
def anchors() -> dict[str, Any]:
    """The data file as it stands."""
    with open(os.path.join(os.path.dirname(__file__), "anchors.json"), encoding="utf-8") as file:
        loaded: dict[str, Any] = json.load(file)
    return loaded


def fold(text: str) -> str:
    """The text without white space and with the punctuation unified that copies of the form vary."""
    return "".join(text.split()).translate(_FOLD)


@cache
def _folded(key: str) -> frozenset[str]:
    return frozenset(fold(phrase) for phrase in anchors()[key])


def is_label(text: str) -> bool:
    """Whether the text is a label of the form's tables."""
    folded = fold(text)
    return folded in _folded("labels") or folded in _folded("blocks")


def is_block_title(text: str) -> bool:
    """Whether the text is a title row inside table 二: 「第二十条第（一）项」."""
    return fold(text) in _folded("blocks")


@cache
def _tables() -> dict[str, str]:
    tables: dict[str, list[str]] = anchors()["tables"]
    return {fold(phrase): table for table, phrases in tables.items() for phrase in phrases}


def table_of(text: str) -> str:
    """The table of the form a label belongs to, 「二」, 「三」 or 「四」; "" for one of several, and for any other text."""
    if is_block_title(text):
        return "二"
    return _tables().get(fold(text), "三") if is_label(text) else ""


def is_section_heading(text: str) -> bool:
    """Whether the text is a heading of one of the six sections, numbered or not."""
    if not 3 < len(text) <= 60:
        return False
    folded = re.sub(r"^[一二三四五六七八九十]{1,2}[,.]", "", fold(text)).rstrip("。:.")
    return folded in _folded("sections")


#: 一、 （一） 1. 1、 (1) 第一部分, at the start of a line.
ENUMERATOR = re.compile(
    r"[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}(?:[.．](?!\d)|、)|[（(]\d{1,2}[)）]"
    r"|第[一二三四五六七八九十]{1,2}(?:部分|章|节)|[①-⑳]"
)
_MARK = frozenset({"/", "—", "-", "－", "–", "——", "--", "无", "／", "\\", "○", "〇", "*"})
_NUMBER = re.compile(
    r"[`'‘’\"“”]?(?:增加|减少|增|减|约|￥|¥)?[+\-−－＋±﹢﹣]?[\d０-９][\d０-９,，.．]*"
    rf"(?:万元|元|万|件|条|项|个|次|%|％|宗|份)?[`'‘’\"“”{NOTE_MARKS}]*(?:[（(].{{0,40}}[)）])?"
)


def is_value(text: str) -> bool:
    """Whether a cell's text stands where a figure does: a number with its note or unit, or /, —, 无."""
    text = "".join(text.split())
    return bool(text) and (text in _MARK or _NUMBER.fullmatch(text) is not None)


def is_prose(text: str) -> bool:
    """Whether the text is a sentence rather than a cell."""
    text = text.strip()
    if is_label(text):
        return False
    return (
        text.endswith(("。", "；", "！", "？", ";"))
        or len(text) > 60
        or text.count("，") + text.count(",") > 2
    )


#: A page number on a line of its own: 「— 3 —」, as text exported from a paginated file has it.
PAGE_NUMBER = re.compile(r"[\s\u3000]*[—–－-]\s?\d{1,3}\s?[—–－-][\s\u3000]*")
