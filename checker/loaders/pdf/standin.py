"""A font that stands in for those a file names and does not hold.

PDFium asks the system for another font then, and how far a character reaches depends on that one, too. What is read
would differ from machine to machine; where no font has the character PDFium drops it (「自然人」 is 「自然」 on a
machine without Chinese fonts); and 26 MB of font are read for every file. So, while a file is read, PDFium
gets this font of a few boxes. Pages drawn for a person are drawn in the system's fonts.
"""

from __future__ import annotations

import atexit
import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from struct import pack
from typing import Any

#: What PDFium has fonts of its own for, with the true widths of their Latin characters.
_BUILT_IN = (b"Helvetica", b"Arial", b"Times", b"Courier", b"Symbol", b"ZapfDingbats")
#: The numbers of the East Asian character sets, in the interface's numbering: Chinese, Japanese, Korean.
_GB2312, _EAST_ASIAN = 134, (128, 129, 130, 134, 136)


@cache
def prepared() -> Fonts | None:
    """PDFium's way to the fonts of the system, taken over once a process; None where another part of this program
    uses PDFium already: it may have drawn with fonts of the system, and could not any more."""
    if "pypdfium2" in sys.modules:
        return None
    try:
        return Fonts()
    except (ImportError, AttributeError, ValueError):
        return None  # no PDFium, or one without this interface


#: The boxes of the font's glyphs (left, bottom, right, top in thousandths of the type's size) and their widths:
#: none, a space, a Latin character, a wide space, a Han character. None is wider than the file can say its character is.
_GLYPHS = (
    (None, 1000), (None, 500), ((20, 0, 180, 700), 500), (None, 1000), ((20, -80, 980, 840), 1000),
)  # fmt: skip
#: Which characters have which glyph: from, to, number.
_CHARACTERS = (
    (0x20, 0x20, 1),
    (0x21, 0x24F, 2),
    (0x250, 0x2FFF, 4),
    (0x3000, 0x3000, 3),
    (0x3001, 0x10FFFF, 4),
)


def font() -> bytes:
    """The font: a TrueType file of the tables PDFium needs."""
    outlines = [b"" if box is None else _outline(*box) for box, _advance in _GLYPHS]
    places = [sum(map(len, outlines[:n])) for n in range(len(outlines) + 1)]
    groups = b"".join(pack(">3I", *group) for group in _CHARACTERS)
    tables = {
        # Format 13 gives all characters of a range one glyph.
        b"cmap": pack(">HHHHI HHIII", 0, 1, 3, 10, 12, 13, 0, 16 + len(groups), 0, len(_CHARACTERS)) + groups,
        b"glyf": b"".join(outlines),
        b"head": pack(
            ">IIIIHHqqhhhhHHhhh",
            0x10000,
            0x10000,
            0,
            0x5F0F3CF5,
            0,
            1000,
            0,
            0,
            0,
            -80,
            1000,
            840,
            0,
            8,
            2,
            1,
            0,
        ),
        b"hhea": pack(">IhhhHhhhhhh8xhH", 0x10000, 840, -80, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, len(_GLYPHS)),
        b"hmtx": b"".join(pack(">Hh", advance, box[0] if box else 0) for box, advance in _GLYPHS),
        b"loca": pack(f">{len(places)}I", *places),
        b"maxp": pack(">I14H", 0x10000, len(_GLYPHS), 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    at = 12 + 16 * len(tables)
    head, body = pack(">IHHHH", 0x10000, len(tables), 64, 2, 16 * len(tables) - 64), b""
    for name, table in tables.items():
        head += name + pack(">III", 0, at + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return head + body


def _outline(left: int, bottom: int, right: int, top: int) -> bytes:
    """The glyph that is a box."""
    across, down = right - left, top - bottom
    box = pack(">5h", 1, left, bottom, right, top)
    # One contour that ends at the fourth point, no instructions, four points on the curve.
    return box + pack(">HH4B 4h4h 2x", 3, 0, 1, 1, 1, 1, left, across, 0, -across, bottom, 0, down, 0)


class Fonts:
    """Answers PDFium when it asks the system for a font."""

    def __init__(self) -> None:
        import pypdfium2.raw as pdfium

        self.reading = False
        self._font = ctypes.create_string_buffer(font())
        self._handle = ctypes.addressof(self._font)
        #: Where the system's fonts are to be listed, as long as nobody needed that.
        self._unlisted: Any = None
        self._system = pdfium.FPDF_GetDefaultSystemFontInfo().contents
        self._info = pdfium.FPDF_SYSFONTINFO(version=1)
        types = dict(self._info._fields_)
        for name in (
            "Release", "EnumFonts", "MapFont", "GetFont", "GetFontData", "GetFaceName", "GetFontCharset", "DeleteFont",
        ):  # fmt: skip
            setattr(self._info, name, types[name](getattr(self, f"_{name}")))
        pdfium.FPDF_SetSystemFontInfo(self._info)
        atexit.register(self._close)

    @contextmanager
    def standing_in(self) -> Iterator[None]:
        """While a file is read."""
        before, self.reading = self.reading, True
        try:
            yield
        finally:
            self.reading = before

    def list_system(self) -> None:
        """Let PDFium know the system's fonts: some hundred files are looked at, which reading can do without."""
        if self._unlisted is not None:
            mapper, self._unlisted = self._unlisted, None
            self._system.EnumFonts(self._system, mapper)

    def _close(self) -> None:
        import pypdfium2.raw as pdfium

        pdfium.FPDF_SetSystemFontInfo(None)
        pdfium.FPDF_FreeDefaultSystemFontInfo(self._system)

    def _Release(self, _info: Any) -> None:
        pass

    def _EnumFonts(self, _info: Any, mapper: Any) -> None:
        self._unlisted = mapper
        if not self.reading:
            self.list_system()

    def _MapFont(
        self, _info: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any
    ) -> Any:
        if self.reading:
            name = ctypes.cast(face, ctypes.c_char_p).value or b""
            latin = charset not in _EAST_ASIAN and b"Unicode" not in name
            return None if latin and name.startswith(_BUILT_IN) else self._handle
        self.list_system()
        return self._system.MapFont(self._system, weight, italic, charset, pitch, face, exact)

    def _GetFont(self, _info: Any, face: Any) -> Any:
        return None if self.reading else self._system.GetFont(self._system, face)

    def _GetFontData(self, _info: Any, handle: int, table: int, buffer: Any, size: int) -> Any:
        if handle != self._handle:
            return self._system.GetFontData(self._system, handle, table, buffer, size)
        if table:
            return 0
        length = len(self._font) - 1
        if size >= length:
            ctypes.memmove(buffer, self._font, length)
        return length

    def _GetFaceName(self, _info: Any, handle: int, buffer: Any, size: int) -> Any:
        return 0 if handle == self._handle else self._system.GetFaceName(self._system, handle, buffer, size)

    def _GetFontCharset(self, _info: Any, handle: int) -> Any:
        return _GB2312 if handle == self._handle else self._system.GetFontCharset(self._system, handle)

    def _DeleteFont(self, _info: Any, handle: int) -> None:
        if handle != self._handle:
            self._system.DeleteFont(self._system, handle)
