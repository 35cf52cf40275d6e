"""Pages of a PDF as pictures, for a person to compare with what was read."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from checker.loaders.pdf.opening import opened

#: Pixels across a page, and pixels of one page: a page of any size stays a picture of some hundred KB.
WIDTH, MAX_PIXELS = 1100, 3_000_000


class Picture(NamedTuple):
    """A page as a PNG file, and the page's width and height in points."""

    page: int
    png: bytes
    width: float
    height: float


def pictures(data: bytes, pages: set[int]) -> Iterator[Picture]:
    """The pictures of some pages, in their order, one at a time."""
    import pypdfium2.raw as pdfium

    with opened(data, drawing=True) as handle:
        for number in sorted(pages):
            page = pdfium.FPDF_LoadPage(handle, number - 1)
            if not page:
                continue
            try:
                width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
                scale = min(WIDTH / max(width, 1.0), (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
                across, down = max(1, round(width * scale)), max(1, round(height * scale))
                yield Picture(number, _png(page, across, down), width, height)
            finally:
                pdfium.FPDF_ClosePage(page)


def _png(page: object, width: int, height: int) -> bytes:
    import ctypes

    import pypdfium2.raw as pdfium

    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        flags = pdfium.FPDF_ANNOT | pdfium.FPDF_GRAYSCALE
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        buffer = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    rows = b"".join(b"\0" + buffer[y * stride : y * stride + width] for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )
