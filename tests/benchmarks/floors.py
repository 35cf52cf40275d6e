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


FLOORS: dict[str, tuple[str, Callable[[bytes], object]]] = {
    "docx": ("inflate + parse the XML", docx),
    "xlsx": ("inflate + parse the XML", xlsx),
    "doc": ("convert with msdoc2docx", doc),
    "html": ("parse with selectolax", html),
    "txt": ("read the text once", text),
    "md": ("read the text once", text),
    "json": ("parse the JSON", instance),
}


def row_cells(data: bytes) -> object:
    """Read every cell as a reader built on python-docx would."""
    from docx import Document

    return [cell.text for t in Document(io.BytesIO(data)).tables for row in t.rows for cell in row.cells]
