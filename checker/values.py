"""What one cell of a table holds: a number, a blank, a mark, or a text that is none of these."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

#: Marks that stand where a number belongs and are kept as printed.
MARKS = {"/": "/", "／": "/", "\\": "/", "—": "—", "－": "—", "-": "—", "–": "—", "——": "—", "--": "—", "―": "—",
         "─": "—", "无": "无", "无。": "无"}  # fmt: skip

_WIDE = str.maketrans(
    {
        **{chr(0xFF10 + i): str(i) for i in range(10)},
        "．": ".", "，": ",", "＋": "+", "－": "-", "−": "-", "–": "-", "（": "(", "）": ")",
        "\u200b": "", "\ufeff": "", "\xa0": " ", "\u3000": " ",
    }
)  # fmt: skip


@dataclass(slots=True, frozen=True)
class Value:
    """`data` is what the instance holds (number, None for a blank, else text), `note` what
    stood beside the number (a unit, a remark in brackets), as printed."""

    data: int | float | str | None
    note: str = ""


BLANK = Value(None)


@cache
def _number() -> re.Pattern[str]:
    # A word or sign of direction, the figure, then a unit or a remark in brackets.
    return re.compile(
        r"(?P<sign>[+-]|增加?(?:了)?|减少?(?:了)?|新增|[↑↓])?\s*"
        r"(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*"
        r"(?P<note>(?:(?:亿|万|千)?(?:元|件|条|项|个|宗|次|份|起|人)|万|\([^()]*\)|\[[^\[\]]*\]|"
        r"(?:万元|元|件)\([^()]*\))?)",
        re.S,
    )


@lru_cache(maxsize=4096)
def parse(text: str) -> Value:
    """Read a cell. Nothing is dropped and nothing invented.

    「22（其中修订16件）」 is 22 with a note, 「增加5」 is 5, 「减少5」 is -5, 「251000元」 is
    251000 with the note 「元」; 「/」, 「—」, 「无」 stay as marks; 「`56700」 stays a text.
    """
    if text.isascii() and text.isdecimal():
        return Value(int(text)) if len(text) < 16 else Value(text)
    plain = text.strip().strip("\u3000\xa0\u200b\ufeff").strip()
    if not plain:
        return BLANK
    if plain in MARKS:
        return Value(MARKS[plain])
    wide = plain.translate(_WIDE).strip()
    match = _number().fullmatch(wide)
    if match is None or len(match["figure"]) > 20:
        return Value(plain)
    figure = match["figure"].replace(",", "")
    number: int | float = float(figure) if "." in figure else int(figure)
    if isinstance(number, float) and number.is_integer():
        number = int(number)
    if (match["sign"] or "").startswith(("-", "减", "↓")):
        number = -number
    # The note is quoted as printed: full-width brackets stay full-width.
    note = plain[match.start("note") :] if match["note"] and len(plain) == len(wide) else match["note"]
    return Value(number, note.strip())


def guess(text: str) -> int | float | None:
    """The number a broken cell probably means (「`56700」 -> 56700, 「O」 -> 0), None where there is none."""
    plain = text.translate(_WIDE).strip().replace(",", "")
    if plain in {"O", "o", "〇", "○", "零", "Ｏ"}:
        return 0
    swapped = plain.translate(str.maketrans("OolIｌ", "00111")) if re.search(r"\d", plain) else plain
    digits = re.sub(r"[^\d.\-]", "", swapped).strip(".")
    if re.fullmatch(r"-?\d{1,15}", digits):
        return int(digits)
    return float(digits) if re.fullmatch(r"-?\d{1,15}\.\d{1,6}", digits) else None


def is_blank(data: object) -> bool:
    """Whether a cell's datum is a blank or a mark standing for one."""
    return data is None or (isinstance(data, str) and data in {"/", "—", "无", ""})


def is_number(data: object) -> bool:
    """Whether a cell's datum is a number (a bool is none)."""
    return isinstance(data, (int, float)) and not isinstance(data, bool)
