"""The characters of a page, each with its box, as PDFium places them.

PDFium puts spaces and line ends of its own between characters that stand apart. Those are left out
(they have no extent): what a gap means is decided from the boxes, and a space of the text is one
that was really set.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from functools import cache
from typing import Any, NamedTuple

from checker.loaders.pdf.data import radicals
from checker.loaders.pdf.frame import Frame, turn_of

#: How many characters are asked for the direction they run in.
_SAMPLE = 48
#: A taller box is looked at twice (points).
_LARGE = 36.0
#: A character no font says the meaning of.
UNKNOWN = "\ufffd"


class Glyph(NamedTuple):
    """One character: its box in the frame the page is read in, its baseline (y), and the size of its type.

    The size is as near as a box tells: the width of a Han character, else four fifths of the height.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    em: float

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of its box."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def direction(textpage: Any, count: int, frame: Frame) -> int:
    """The quarter turns that make most of a page's text upright: 0 unless the page lies on its side."""
    import pypdfium2.raw as pdfium

    matrix, votes = pdfium.FS_MATRIX(), [0, 0, 0, 0]
    a, b, c, d, _e, _f = frame.matrix
    for index in range(0, count, max(1, count // _SAMPLE)):
        if pdfium.FPDFText_IsGenerated(textpage, index) == 0 and pdfium.FPDFText_GetMatrix(
            textpage, index, matrix
        ):
            dx, dy = matrix.a * a + matrix.b * c, matrix.a * b + matrix.b * d
            if dx or dy:
                votes[turn_of(dx, dy)] += 1
    best = max(range(4), key=lambda turns: votes[turns])
    return best if votes[best] * 3 > sum(votes) * 2 else 0


def read_glyphs(textpage: Any, count: int, frame: Frame) -> tuple[list[Glyph], list[Glyph]]:
    """The characters of a file's page in the order they are drawn, in the frame given; which of them stand
    beside what is shown of it."""
    import pypdfium2.raw as pdfium

    unicode_of, box_of, origin_of = (
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_GetLooseCharBox,
        pdfium.FPDFText_GetCharOrigin,
    )
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    tight = [ctypes.c_double() for _ in range(4)]
    a, b, c, d, e, f = frame.matrix
    width, height = frame.size
    glyphs: list[Glyph] = []
    beside: list[Glyph] = []
    add = glyphs.append
    for index in range(count):
        code = unicode_of(textpage, index)
        if code in (13, 10):
            continue
        box_of(textpage, index, rect)
        x0, y0, x1, y1 = rect.left, rect.bottom, rect.right, rect.top
        if x0 == x1 and y0 == y1:
            continue  # made by PDFium, or nothing to be seen
        if y1 - y0 > _LARGE and _is_slanted(pdfium.FPDFText_GetCharAngle(textpage, index)):
            continue  # a watermark across the page
        if y1 - y0 > _LARGE and pdfium.FPDFText_GetCharBox(textpage, index, *tight):
            # In fonts set vertically PDFium forgets the scale of this box; that of the ink is right.
            ink = (tight[0].value, tight[2].value, tight[1].value, tight[3].value)
            if max(ink[2] - ink[0], ink[3] - ink[1]) < 0.4 * (y1 - y0):
                x0, y0, x1, y1 = ink
        origin_of(textpage, index, x, y)
        left, right = a * x0 + c * y0 + e, a * x1 + c * y1 + e
        top, bottom = b * x0 + d * y0 + f, b * x1 + d * y1 + f
        if left > right:
            left, right = right, left
        if top > bottom:
            top, bottom = bottom, top
        text, em = character(code), right - left
        if text < "\u2e80" or em <= 0.6 * (bottom - top):
            em = 0.8 * (bottom - top)
        add(Glyph(text, left, top, right, bottom, b * x.value + d * y.value + f, em))
        if bottom < 0 or top > height or right < 0 or left > width:
            beside.append(glyphs[-1])
    return glyphs, beside


def _is_slanted(angle: float) -> bool:
    """Whether text at an angle (radians) runs neither along nor across the page."""
    return 0.1 < angle % (math.pi / 2) < math.pi / 2 - 0.1


@cache
def character(code: int) -> str:
    """A code point as the character it stands for."""
    if code in (0, 0xFFFE, 0xFFFF):
        return UNKNOWN
    if code == 2:
        return "-"  # PDFium's mark for a hyphen at the end of a line
    if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return UNKNOWN
    text = chr(code)
    if 0x2E80 <= code <= 0x2FDF:
        # A font whose glyph for 一 serves the radical ⼀ too is often written out as the radical.
        return radicals().get(text) or unicodedata.normalize("NFKC", text)
    if 0xF900 <= code <= 0xFAFF:
        return unicodedata.normalize("NFKC", text)
    if text in "\t\u00a0\u2002\u2003\u2009":
        return " "
    return text
