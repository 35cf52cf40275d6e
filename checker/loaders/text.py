"""Plain text -> `Document`: a paragraph a line, and the ways in which a table is written as text.

Four ways are read: a cell a line behind a TAB with blank lines between rows (how a Word file
becomes text), rows of cells with TABs between them (pasted from a spreadsheet), cells with
upright bars, and rows aligned by spaces where each begins with a label of the form. What looks
like a table and gives no evidence of being one stays prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from checker.loaders.blocks import Blocks
from checker.loaders.text_lines import Found, Line, split_lines
from checker.loaders.text_tables import READERS, kind
from checker.loaders.words import PAGE_NUMBER
from checker.model import Document


def load(data: bytes, path: str) -> Document:
    """Read the bytes of a text file. Raises `Unreadable`."""
    from checker.loaders.encoding import decode

    return load_text(decode(data)[0], path)


def load_text(text: str, path: str) -> Document:
    """Read a text. Places are lines (as an editor counts them) and columns, in characters."""
    lines = split_lines(text)
    kinds = [kind(line.raw) for line in lines]
    blocks = Blocks()
    dropped = 0
    at = 0
    while at < len(lines):
        reader = READERS.get(kinds[at])
        if reader is not None:
            found, at = reader(lines, kinds, at)
        else:
            found, at = [Found([lines[at]])], at + 1
        for item in found:
            if item.rows is not None:
                blocks.table(item.rows, item.doubt)
            else:
                dropped += _paragraphs(blocks, item.lines)
    document = Document(path, "text", "", blocks.blocks)
    if dropped:
        document.metadata["page_numbers"] = dropped
    if blocks.doubts:
        document.metadata["doubts"] = blocks.doubts
    return document


#: Word writes an automatic number, a TAB and the text: 「一、<TAB>总体情况」.
_NUMBERED = re.compile(r"(\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]{1,2}|[•·●○◆■➢-]))\t+(?=\S)")


def _paragraphs(blocks: Blocks, lines: Iterable[Line]) -> int:
    """Add each line as a paragraph; gives the number of page numbers left out."""
    dropped = 0
    for line in lines:
        text = line.text
        if not text:
            continue
        if PAGE_NUMBER.fullmatch(text):
            dropped += 1
            continue
        places = [(0, line.number, line.start)]
        numbered = _NUMBERED.match(line.raw)
        if numbered:
            number = numbered[1].lstrip()
            rest = line.raw[numbered.end() :].rstrip()
            text = number + rest
            places.append((len(number), line.number, line.column + numbered.end()))
        blocks.paragraph(text, line=line.number, column=line.start, lines=tuple(places))
    return dropped
