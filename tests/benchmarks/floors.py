"""What reading a report cannot do without, by format: the floor a cost is measured against."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

#: The parts of a .docx that hold text and numbering.
PARTS = ("word/document.xml", "word/styles.xml", "word/numbering.xml")


def docx(data: bytes) -> object:
    """Inflate and parse the XML."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [etree.fromstring(archive.read(part)) for part in PARTS]


def xlsx(data: bytes) -> object:
    """Inflate and parse the XML of the sheets and their texts."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [n for n in archive.namelist() if n.startswith("xl/") and n.endswith(".xml")]
        return [etree.fromstring(archive.read(part)) for part in parts]


def doc(data: bytes) -> object:
    """Convert with msdoc2docx, in this process and with nothing to stop it."""
    import doc2docx

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "a.doc"
        source.write_bytes(data)
        return doc2docx.convert(source).output_path.read_bytes()


def html(data: bytes) -> object:
    """Parse the page."""
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(data.decode("gb18030" if b'charset="gb2312' in data else "utf-8"))


def text(data: bytes) -> object:
    """Read the text once, line by line."""
    return [line.strip() for line in data.decode("utf-8").splitlines()]


def instance(data: bytes) -> object:
    """Parse the JSON."""
    return json.loads(data)


def bare_text(data: bytes) -> object:
    """The text of a PDF as PDFium gives it, without places, lines or tables."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(data)
    texts = []
    for page in document:
        text = page.get_textpage()
        texts.append(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return texts


FLOORS: dict[str, tuple[str, Callable[[bytes], object]]] = {
    "docx": ("inflate + parse the XML", docx),
    "xlsx": ("inflate + parse the XML", xlsx),
    "doc": ("convert with msdoc2docx", doc),
    "html": ("parse with selectolax", html),
    "txt": ("read the text once", text),
    "md": ("read the text once", text),
    "json": ("parse the JSON", instance),
    "pdf": ("pypdfium2, text alone", bare_text),
}


def row_cells(data: bytes) -> object:
    """Read every cell as a reader built on python-docx would."""
    from docx import Document

    return [cell.text for t in Document(io.BytesIO(data)).tables for row in t.rows for cell in row.cells]


def plumbed(data: bytes) -> object:
    """The tables and the text of a PDF as pdfplumber reads them."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        return [(page.extract_tables(), page.extract_text()) for page in document.pages]


def page_count(data: bytes) -> int:
    """The pages of a PDF."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(data)
    count = len(document)
    document.close()
    return count
