"""What one cell of a table holds: a number, a blank, a mark, or a text that is none of these."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from checker.text import NOTE_MARKS, UNSEEN

#: Marks that stand where a number belongs and are kept as printed.
MARKS = {"/": "/", "／": "/", "\\": "/", "—": "—", "－": "—", "-": "—", "–": "—", "——": "—", "--": "—", "―": "—",
         "─": "—", "无": "无", "无。": "无"}  # fmt: skip

_WIDE = str.maketrans(
    {
        **{chr(0xFF10 + i): str(i) for i in range(10)},
        "．": ".", "，": ",", "＋": "+", "－": "-", "−": "-", "–": "-", "（": "(", "）": ")",
        **dict.fromkeys(UNSEEN, ""), "\xa0": " ", "\u3000": " ",
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
        # 「3万件」 is not 3: only money is counted in larger units here.
        # A note mark that stands high (`checker.loaders.raised`) belongs to no figure.
        rf"(?P<note>[{NOTE_MARKS}①-⑳]*(?:(?:亿|万|千|百)?元|[件条项个宗次份起人])?(?:\([^()]*\)|\[[^\[\]]*\])?"
        rf"[{NOTE_MARKS}①-⑳]*)",
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
    plain = text.strip().strip(f" \t\n\u3000\xa0{UNSEEN}").strip()
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


#: What slips into a cell beside its figure and says nothing.
_NOISE = " \t\n`'\"·*#^~_|。.、,;；:：… 　"


def guess(text: str) -> int | float | None:
    """The number a broken cell surely means (「`56700」 -> 56700, 「O」 -> 0), None where there is doubt.

    Only stray marks round a figure, spaces inside it, and letters for the digits they look like are
    mended; what stands between digits may be a decimal, a range or a sum, and is no business of ours.
    """
    plain = text.translate(_WIDE).strip(_NOISE)
    if plain in {"O", "o", "〇", "○", "零", "Ｏ"}:
        return 0
    plain = re.sub(r"(?<=\d) +(?=\d)", "", plain)
    if re.search(r"\d", plain) and re.fullmatch(r"[\dOolI|]+", plain):
        plain = plain.translate(str.maketrans("OolI|", "00111"))
    if re.fullmatch(r"-?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,6})?", plain) is None:
        return None
    value = float(plain.replace(",", ""))
    return int(value) if value.is_integer() else value


def in_digits(number: float) -> str:
    """A number as a person writes it, to 15 digits: 「612」, not 612.0; 「0.0000001」, not 1e-07."""
    if isinstance(number, int):
        return str(number)
    text = f"{number:.15g}"
    if "e" not in text:
        return text
    from decimal import Decimal

    return f"{Decimal(text):f}"


class Figure(float):
    """A float that a message prints plainly; asked for a format of its own it is like any other."""

    def __format__(self, spec: str) -> str:
        return super().__format__(spec) if spec else in_digits(self)


def is_blank(data: object) -> bool:
    """Whether a cell's datum is a blank or a mark standing for one."""
    return data is None or (isinstance(data, str) and data in {"/", "—", "无", ""})


def is_number(data: object) -> bool:
    """Whether a cell's datum is a number (a bool is none)."""
    return isinstance(data, (int, float)) and not isinstance(data, bool)
