"""Characters of symbol fonts (`w:sym`, bullets of lists) as characters anybody can read.

Sources: the code charts of Symbol, Wingdings and Wingdings 2 against Unicode (Unicode's own
mapping file for Symbol; L2/11-052 for Wingdings).
"""

from __future__ import annotations

#: Stands for a symbol nobody mapped: something is printed there, and it is not text.
UNKNOWN = "□"
BULLET = "•"

_SYMBOL = {0xB7: "•", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠",
           0xAE: "→", 0xDE: "⇒", 0x2D: "−", 0xD7: "⋅", 0xBB: "≈", 0xE5: "∑", 0xD6: "√"}  # fmt: skip
_WINGDINGS = {0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9F: "•",
              0xA7: "▪", 0xA8: "□", 0xA1: "○", 0xD8: "➢", 0xE0: "→", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓",
              0xFD: "☒", 0xFE: "☑", 0x4A: "☺", 0x28: "☎", 0x2A: "✉"}  # fmt: skip
#: Wingdings has ⓪ to ⑩ and ⓿ to ❿ at 0x80 and 0x8B.
_WINGDINGS |= {0x80 + n: c for n, c in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")}
_WINGDINGS_2 = {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x53: "☒", 0xA3: "□", 0x97: "●", 0x98: "●", 0xA2: "■"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def readable(font: str | None, code: int, otherwise: str = UNKNOWN) -> str:
    """The character for a code in a font. Symbol fonts put theirs at 0xF000 and up (private use)."""
    private = 0xF000 <= code <= 0xF0FF
    table = _FONTS.get((font or "").strip().lower())
    low = code - 0xF000 if private else code
    if table is not None and low in table:
        return table[low]
    if table is _SYMBOL and (0x30 <= low <= 0x3B or low in b"%()+,./[]"):
        return chr(low)
    # A control character, half a surrogate pair or a code past the end is no character at all.
    if private or code < 0x20 or 0xD800 <= code <= 0xF8FF or code > 0x10FFFF or table is not None:
        return otherwise
    return chr(code)


def bullet(text: str, font: str | None) -> str:
    """The text of a list's bullet, with private-use characters made readable."""
    return "".join(
        readable(font, ord(c), BULLET) if 0xE000 <= ord(c) <= 0xF8FF else c for c in text if ord(c) >= 0x20
    )
