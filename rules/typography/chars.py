"""What the characters of Chinese text are to typography, and what must not be looked into (addresses)."""

from __future__ import annotations

from ..outline import regex

#: White space inside a line: what people type, and what programs put in its place.
ODD_SPACES = frozenset("\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2007\u202f\u205f")
SPACES = frozenset(" \t\u3000") | ODD_SPACES
# Any white space of a line; naming the odd ones in a class costs ten times as much to compile.
SPACE = r"[^\S\n]"
#: Full-width marks that end or part, open, and close.
STOPS = frozenset("，。、；：！？")
OPENING = frozenset("（《〈「『【〔［")
CLOSING = frozenset("）》〉」』】〕］")
WIDE = STOPS | OPENING | CLOSING | {"…"}
CURLY = frozenset("“”‘’")
ASCII_MARKS = frozenset(",;:?!.")
FULL = {
    "｡": "。",
    "､": "、",
    ",": "，",
    ";": "；",
    ":": "：",
    "?": "？",
    "!": "！",
    ".": "。",
    "(": "（",
    ")": "）",
}
#: What may stand before or behind a half-width mark that belongs to Chinese text.
BEFORE = CLOSING | {"”", "’", "％"}
AFTER = OPENING | {"“", "‘"}
MEASURES = frozenset("条件份次项个篇期场元名页人")
UNIT_SIGNS = frozenset("%％℃‰")


def is_han(c: str) -> bool:
    """Whether a character is a Chinese one."""
    return "\u4e00" <= c <= "\u9fff" or c == "〇" or "\u3400" <= c <= "\u4dbf"


def is_latin(c: str) -> bool:
    """Whether a character is a digit or a Latin letter of either width."""
    return c.isalnum() and (c < "\u0250" or "\uff10" <= c <= "\uff5a")


def left(t: str, i: int) -> int:
    """The place of the last character before `i` that is no space; the text begins with a line end."""
    i -= 1
    while t[i] in SPACES:
        i -= 1
    return i


def right(t: str, i: int) -> int:
    """The place of the first character behind `i` that is no space; the text ends with a line end."""
    i += 1
    while t[i] in SPACES:
        i += 1
    return i


#: An address ends in a letter, a digit or a sign of its own: the mark behind it is the sentence's.
_ADDRESSES = (
    ("://", r"[A-Za-z][A-Za-z0-9+.-]{1,12}://[!-~]*[A-Za-z0-9/=&#_-]"),
    ("www.", r"www\.[!-~]*[A-Za-z0-9/=&#_-]"),
    ("@", r"[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}"),
    ("&", r"&(?:[A-Za-z]{2,8}|#[0-9]{1,6});"),
)


def addresses(t: str) -> set[int]:
    """The places inside URLs, mail addresses and HTML entities: no mark in them is one of the sentence."""
    inside: set[int] = set()
    for sign, pattern in _ADDRESSES:
        if sign in t:
            for match in regex(pattern).finditer(t):
                inside.update(range(match.start(), match.end()))
    return inside


#: Characters nobody sees, that mend by being taken out: zero-width, thin spaces, marks of direction, control.
GONE = (
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\xad\\u061c\\u180e\\u2006\\u2008-\\u200f\\u2028-\\u202e"
    "\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb]"
)
#: Characters of a private font, or what is left of one that was lost: only a person knows what they were.
#: (Nothing above U+FFFF: a class with such a range is searched several times as slowly.)
UNKNOWN = "[\\u2800\\u3164\\ue000-\\uf8ff\\ufffc\\ufffd]"
