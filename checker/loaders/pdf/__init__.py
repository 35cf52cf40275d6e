"""PDF -> Document, by PDFium: text in reading order, tables from their ruling lines.

Pages are read one after the other and dropped; what is kept of each is its printed lines and cells.
PDFium is not thread-safe: gouji reads in one thread a process.
"""

from __future__ import annotations

import hashlib
from typing import Any

from checker.loaders import limits
from checker.loaders.pdf.assemble import assemble
from checker.loaders.pdf.damage import is_damaged
from checker.loaders.pdf.opening import (
    damaged,
    empty,
    garbled,
    no_pages,
    opened,
    outlined,
    scanned,
    too_heavy,
)
from checker.loaders.pdf.page import read_page
from checker.loaders.pdf.parts import Page
from checker.loaders.pdf.weight import is_heavy
from checker.model import Document

#: Pages of one file, and characters of all of them.
MAX_PAGES = 2000
MAX_CHARACTERS = 3_000_000
#: A page of which pictures cover this share, with hardly a character on it, is a picture of a page.
_COVERED, _FEW = 0.3, 20


def load(data: bytes, path: str) -> Document:
    """Read a PDF. Raises `Unreadable` for a scan, an encrypted or a damaged file, and beyond the limits."""
    if is_heavy(data):
        raise too_heavy()
    with opened(data) as handle:
        pages = read_pages(handle)
    pictured = [p.number for p in pages if p.pictured >= _COVERED and p.characters < _FEW]
    if is_damaged(data):
        raise damaged()
    characters = sum(p.characters for p in pages)
    if not characters or len(pictured) == len(pages):
        if pictured:
            raise scanned(len(pages))
        raise outlined() if any(p.shapes > 50 for p in pages) else empty()
    if sum(p.unknown for p in pages) * 3 > characters:
        raise garbled()
    document = Document(path, "pdf", hashlib.sha256(data).hexdigest())
    assemble(pages, pictured, document)
    return document


def read_pages(handle: Any) -> list[Page]:
    """What each page of a PDFium document (raw handle) holds. Raises `Unreadable` beyond the limits."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDF_GetPageCount(handle)
    if count <= 0:
        raise no_pages()
    limits.check_count(count, MAX_PAGES, "页数")
    pages: list[Page] = []
    characters = 0
    for index in range(count):
        page = pdfium.FPDF_LoadPage(handle, index)
        if not page:
            raise no_pages()
        try:
            pages.append(read_page(page, index + 1, pages[-1] if pages else None))
        finally:
            pdfium.FPDF_ClosePage(page)
        characters += pages[-1].characters
        limits.check_count(characters, MAX_CHARACTERS, "字数")
    return pages
