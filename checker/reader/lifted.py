"""Headings of sections that stand in tables: in the first row of one, or anywhere in its cells.

Who lays a report out as a spreadsheet puts 「三、收到和处理政府信息公开申请情况」 in a row of the table itself. The
heading is there; that it is missing would be nobody's fault but the reader's.
"""

from __future__ import annotations

from dataclasses import replace

from checker.form import Form
from checker.model import Block, Document, Paragraph, Table
from checker.reader.headings import Outline, heading_of
from checker.text import chinese

#: So many rows at the head of a table may come before its header: a title, a unit, the heading.
_ROWS = 3


def lift_headings(document: Document, form: Form, outline: Outline) -> bool:
    """Put the headings that `outline` lacks, and that fill a row at the head of a table, before it as paragraphs.
    Whether there were any."""
    missing = {section.ordinal for section in form.sections} - set(outline.known())
    blocks: list[Block] = []
    moved: dict[int, int] = {}
    for index, block in enumerate(document.blocks):
        for heading in _headings(block, form) if missing and isinstance(block, Table) else ():
            ordinal = heading_of(heading, form)
            if ordinal in missing:
                missing.discard(ordinal)
                blocks.append(heading)
        moved[index] = len(blocks)
        blocks.append(block)
    if len(blocks) == len(document.blocks):
        return False
    document.blocks = blocks
    metadata = document.metadata
    for name in ("doubts", "over_edge"):
        if name in metadata:
            metadata[name] = {moved[index]: said for index, said in metadata[name].items()}
    if "picture_blocks" in metadata:
        metadata["picture_blocks"] = [moved.get(index, len(blocks)) for index in metadata["picture_blocks"]]
    return True


def _headings(table: Table, form: Form) -> list[Paragraph]:
    """The rows at the head of a table that hold nothing but one text, up to the first that holds more."""
    found: list[Paragraph] = []
    for cells in table.rows[:_ROWS]:
        filled = [cell for cell in cells if cell.text.strip()]
        if len({cell.text for cell in filled}) > 1:
            break
        found += [Paragraph(cell.text.strip(), replace(cell.anchor)) for cell in filled[:1]]
    return found


def left_in_tables(document: Document, form: Form, outline: Outline) -> list[tuple[str, str]]:
    """Say which headings that are missing stand in cells: the text beside them was not read as prose."""
    missing = {section.ordinal for section in form.sections} - set(outline.known())
    there: set[int] = set()
    for block in document.blocks if missing else ():
        for cell in (c for row in block.rows for c in row) if isinstance(block, Table) else ():
            ordinal = (
                heading_of(Paragraph(cell.text.strip(), cell.anchor), form) if cell.text.strip() else None
            )
            there |= {ordinal} & missing if ordinal else set()
    if not there:
        return []
    names = "、".join(chinese(ordinal) for ordinal in sorted(there))
    why = f"第{names}部分的标题写在表格里，旁边的文字没有当作正文读，请人工核对，或者移到表格外面再检查"
    return [("/lost/headings", why)]
