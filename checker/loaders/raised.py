"""What the look of a text changes of what it says. Note marks set high: 「21¹」 is 21 with a note, never 211.

A loader that sees a stretch of text raised writes its digits as superscript characters, one for one, so that
no offset moves; `checker.values` and `checker.text` know those for marks.
"""

from __future__ import annotations

from checker.text import NOTE_MARKS

_HIGH = str.maketrans("0123456789()[]（）［］【】〔〕*＊※", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁽⁾⁽⁾⁽⁾⁽⁾⁽⁾⁎⁎⁎")
_LOW = str.maketrans(NOTE_MARKS, "0123456789()*")
#: Why a figure that is struck out whole is not sure.
STRUCK_OUT = "这一格的文字画了删除线"
#: A raised stretch that is longer is no note mark, but text that somebody set high by mistake.
_LONGEST = 8


def raised(text: str) -> str:
    """A raised stretch of text with its digits and brackets as superscript characters, as long as before."""
    # Private characters are put in to find a text again (`checker.fixes`), and are none of it.
    return text.translate(_HIGH) if sum(c < "\U000f0000" for c in text) <= _LONGEST else text


def set_low(before: str, text: str) -> str:
    """A stretch set low behind `before`: behind a digit its digits are a note mark, in H₂O they belong to the word."""
    return raised(text) if before[-1:].isdecimal() and text.strip().isdecimal() else text


def settled(text: str) -> str:
    """A whole text with its note marks; one that is nothing else is no mark but the text itself: 「²¹」 is 21."""
    return text if text.strip(NOTE_MARKS + " \n") else text.translate(_LOW)


__all__ = ["STRUCK_OUT", "raised", "set_low", "settled"]
