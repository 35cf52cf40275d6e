"""From the edits a rule proposes to changes of paragraphs; figures are only ever proposed."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from checker.fixes.cuts import Change, Refused
from checker.form import form_of
from checker.model import Edit, Fix, Paragraph, Report, Span

_FIGURE = "涉及数字，只提建议，请核对后自己修改"


def changes_of(fix: Fix, report: Report) -> list[Change]:
    """The changes of a fix, in order. Raises `Refused`, for all of it, where one of them cannot be made."""
    made = {_change(edit, report) for edit in fix.edits}
    changes = sorted(change for change in made if change is not None)
    for one, two in pairwise(changes):
        if one.block == two.block and two.start < one.end:
            raise Refused("同一处有两种改法，请手工修改")
    return changes


def _change(edit: Edit, report: Report) -> Change | None:
    if edit.old == edit.new:
        return None
    span = edit.at if isinstance(edit.at, Span) else _span(edit.at, edit.old, report)
    blocks = report.document.blocks
    block = blocks[span.block] if 0 <= span.block < len(blocks) else None
    if not isinstance(block, Paragraph) or block.text[span.start : span.end] != edit.old:
        raise Refused("文件里的文字与建议修改的不一致")
    if figures(edit.old) != figures(edit.new):
        raise Refused(_FIGURE)
    return Change(span.block, span.start, span.end, edit.new)


def _span(pointer: str, old: str, report: Report) -> Span:
    """The one place of `old` in the prose a pointer names."""
    tables = tuple(table.pointer for table in form_of(report).tables)
    if pointer.startswith(tables):
        raise Refused(_FIGURE)
    places = [
        Span(block, match.start(), match.end())
        for block in report.blocks.get(pointer, [])
        for match in re.finditer(re.escape(old), getattr(report.document.blocks[block], "text", ""))
        if old
    ]
    if len(places) != 1:
        raise Refused("在文件中找不到这段文字的确切位置")
    return places[0]


def figures(text: str) -> list[int]:
    """The numbers in a text, whatever the width of their digits and leading zeros."""
    # Invisible characters inside a number are not seen as parting it.
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return [
        int(digits)
        for digits in re.findall(r"\d+", unicodedata.normalize("NFKC", text))[:1000]
        if len(digits) < 400
    ]
