"""The characters of a page, each with its box, as PDFium places them.

PDFium puts spaces and line ends of its own between characters that stand apart. Those are left out
(they have no extent): what a gap means is decided from the boxes, and a space of the text is one
that was really set.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from checker.loaders.pdf.data import radicals
from checker.loaders.pdf.frame import Frame, turn_of
from checker.loaders.pdf.unchecked import Filled, unchecked

#: How many characters are asked for the direction they run in.
_SAMPLE = 48
#: A taller box is looked at twice (points).
_LARGE = 36.0
#: A character no font says the meaning of.
UNKNOWN = "\ufffd"
#: Makes a glyph from its parts at half the cost of its constructor.
_made = tuple.__new__


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
    box_of, origin_of = unchecked("FPDFText_GetLooseCharBox"), unchecked("FPDFText_GetCharOrigin")
    corners, origin = Filled("4f"), Filled("2d")
    into, read = corners.whole, corners.values
    a, b, c, d, e, f = frame.matrix
    width, height = frame.size
    glyphs: list[Glyph] = []
    beside: list[Glyph] = []
    above = below = base = math.nan
    for index, code in enumerate(_codes(textpage, count)):
        if code in (13, 10):
            continue
        box_of(textpage, index, into)
        x0, y1, x1, y0 = read()
        if x0 == x1 and y0 == y1:
            continue  # made by PDFium, or nothing to be seen
        if y1 - y0 > _LARGE:
            ink = _large(textpage, index, y1 - y0)
            if ink is None:
                continue
            x0, y0, x1, y1 = ink or (x0, y0, x1, y1)
        left, right = a * x0 + c * y0 + e, a * x1 + c * y1 + e
        top, bottom = b * x0 + d * y0 + f, b * x1 + d * y1 + f
        if left > right:
            left, right = right, left
        if top > bottom:
            top, bottom = bottom, top
        if top != above or bottom != below:
            # Boxes that agree to the last digit are of one line of one font, and of one baseline.
            origin_of(textpage, index, *origin.parts)
            x, y = origin.values()
            above, below, base = top, bottom, b * x + d * y + f
        em = right - left
        text = character(code)
        if text < "\u2e80" or em <= 0.6 * (bottom - top):
            em = 0.8 * (bottom - top)
        glyph = _made(Glyph, (text, left, top, right, bottom, base, em))
        glyphs.append(glyph)
        if bottom < 0 or top > height or right < 0 or left > width:
            beside.append(glyph)
    return glyphs, beside


def _codes(textpage: Any, count: int) -> Sequence[int]:
    """The code points of a page's characters."""
    import pypdfium2.raw as pdfium

    text = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(textpage, 0, count, text) == count + 1:
        codes = text[:count]
        # The text has a mark where a hyphen ends a line, and two numbers for a rare character (others it leaves out).
        if not any(0xD800 <= code <= 0xDFFF or code >= 0xFFFE for code in set(codes)):
            return codes
    return [pdfium.FPDFText_GetUnicode(textpage, index) for index in range(count)]


def _large(textpage: Any, index: int, tall: float) -> tuple[float, ...] | None:
    """The box of a very large character where that of its font is wrong; None for one of a watermark across the page."""
    import pypdfium2.raw as pdfium

    if _is_slanted(pdfium.FPDFText_GetCharAngle(textpage, index)):
        return None
    tight = [ctypes.c_double() for _ in range(4)]
    if not pdfium.FPDFText_GetCharBox(textpage, index, *tight):
        return ()
    # In fonts set vertically PDFium forgets the scale of this box; that of the ink is right.
    left, right, bottom, top = (edge.value for edge in tight)
    return (left, bottom, right, top) if max(right - left, top - bottom) < 0.4 * tall else ()


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
