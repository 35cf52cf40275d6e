"""Counting as the lists of a Word file count: a number and the name of its format -> text.

Formats: ECMA-376-1, 17.18.59 (ST_NumberFormat). Word and WPS write 一、二、三 as
`chineseCounting`, `chineseCountingThousand` or `japaneseCounting`.
"""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_IN_BRACKETS = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_WITH_STOP = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def _counted(n: int, digits: str, units: str, *, first_one: bool = False, japanese: bool = False) -> str:
    """Counting by 十, 百, 千, 万, below 100,000.

    `first_one` writes 一十 for ten (the forms for amounts of money do); Japanese counting
    writes neither zeros nor the 一 of 一百 and 一千.
    """
    text, zero = "", False
    stated = str(n)
    for place, digit in zip(range(len(stated) - 1, -1, -1), stated, strict=True):
        if digit == "0":
            zero = True
            continue
        if zero and not japanese:
            text += digits[0]
        zero = False
        bare = digit == "1" and ((japanese and 0 < place < 4) or (place == 1 and not text and not first_one))
        text += ("" if bare else digits[int(digit)]) + (units[place - 1] if place else "")
    return text or digits[0]


def _thousand(n: int) -> str:
    return _counted(n, _DIGITS, "十百千万") if n < 100_000 else str(n)


def _each(n: int, zero: str) -> str:
    """Digit by digit: 一〇二."""
    return "".join((zero + _DIGITS[1:])[int(d)] for d in str(n))


def _counting(n: int) -> str:
    """一 to 九十九; from 100 on digit by digit (17.18.59, chineseCounting)."""
    return _thousand(n) if n < 100 else _each(n, "○")


def _japanese(n: int) -> str:
    return _counted(n, _DIGITS, "十百千万", japanese=True) if n < 100_000 else str(n)


def _legal(digits: str, units: str) -> Callable[[int], str]:
    return lambda n: _counted(n, digits, units, first_one=True) if n < 100_000 else str(n)


def _letters(n: int) -> str:
    """A to Z, then AA, BB (not AA, AB), up to 780 as Word does."""
    return chr(65 + (n - 1) % 26) * ((n - 1) // 26 + 1) if 1 <= n <= 780 else str(n)


def _roman(n: int) -> str:
    if not 1 <= n < 4000:
        return str(n)
    text = ""
    for value, letters in _ROMAN:
        count, n = divmod(n, value)
        text += letters * count
    return text


def _from(row: str) -> Callable[[int], str]:
    """One character a number, as far as the row goes."""
    return lambda n: row[n - 1] if 1 <= n <= len(row) else str(n)


def _sexagenary(n: int) -> str:
    return _STEMS[(n - 1) % 10] + _BRANCHES[(n - 1) % 12] if 1 <= n <= 60 else str(n)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "none": lambda n: "",
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": lambda n: str(n).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda n: str(n).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _from(_CIRCLED),
    "decimalEnclosedCircleChinese": _from(_CIRCLED),
    "decimalEnclosedParen": _from(_IN_BRACKETS),
    "decimalEnclosedFullstop": _from(_WITH_STOP),
    "ideographEnclosedCircle": _from("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "ideographTraditional": _from(_STEMS),
    "ideographZodiac": _from(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "ideographDigital": lambda n: _each(n, "〇"),
    "japaneseDigitalTenThousand": lambda n: _each(n, "〇"),
    "taiwaneseDigital": lambda n: _each(n, "○"),
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _thousand,
    "taiwaneseCountingThousand": _thousand,
    "japaneseCounting": _japanese,
    "chineseLegalSimplified": _legal(_LEGAL, "拾佰仟万"),
    "ideographLegalTraditional": _legal(_LEGAL_TRADITIONAL, "拾佰仟萬"),
    "upperLetter": _letters,
    "lowerLetter": lambda n: _letters(n).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "numberInDash": lambda n: f"- {n} -",
}  # fmt: skip


def numeral(n: int, fmt: str) -> str:
    """`n` (0 or more) as the format writes it; a format that is not known counts 1, 2, 3.

    "custom:001" is a custom format, given by its first numeral (Word 2010: "001, 002, 003, ...").
    """
    if fmt.startswith("custom:"):
        return str(n).zfill(min(len(fmt) - 7, 10))
    return _FORMATS.get(fmt, str)(n)
