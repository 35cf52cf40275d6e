"""Several reports in one file: the form's headings begin again.

Figures of one report held against the text of another give errors that are nobody's, so such a file is
refused with the places where its reports begin. Only a whole report counts: tables of subordinate units,
the title of another report, a table of contents or a heading printed twice make no second one.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.loaders.words import is_label, is_prose
from checker.model import Anchor, Document, Paragraph, Table, Unreadable
from checker.reader.front import is_title
from checker.reader.headings import Candidate, Outline
from checker.reader.unseen import PROSE

#: So many headings of the form make a report, and come again where another begins.
_HEADINGS = 3
#: A table of the form shows so many of its labels; a report without any has so many paragraphs of prose.
_LABELS, _PROSE = 3, 3


def refuse_several(document: Document, outline: Outline) -> None:
    """Raise `Unreadable` where the document holds more than one report."""
    headings = outline.labelled
    if document.metadata.get("sheets"):
        # Its tables come twice for many a reason, headings and all: `copies` looks at that.
        headings = [heading for heading in headings if heading.ordinal in PROSE]
    runs = _runs(headings)
    starts = _starts(document, runs) if len(runs) > 1 else []
    if len(starts) > 1:
        raise Unreadable(
            "文件里像是有 {count} 份年报（分别从{places}开始）",
            "请拆开后分别核对",
            count=len(starts),
            places="、".join(_place(anchor) for anchor in starts),
        )


def _runs(headings: Sequence[Candidate]) -> list[list[Candidate]]:
    """Headings cut where the form begins again: at one of its first two, most of what follows having been there."""
    runs: list[list[Candidate]] = []
    for at, heading in enumerate(headings):
        ordinal = heading.ordinal or 0
        seen = {c.ordinal for c in runs[-1]} if runs else set()
        if not runs or (
            ordinal <= 2
            and runs[-1][-1].ordinal is not None
            and ordinal < runs[-1][-1].ordinal
            and len(_ascending(headings[at:]) & seen) >= _HEADINGS
        ):
            runs.append([])
        runs[-1].append(heading)
    return runs


def _ascending(headings: Sequence[Candidate]) -> set[int | None]:
    """The ordinals of the headings from the first on, as long as they ascend."""
    found: set[int | None] = set()
    last = 0
    for heading in headings:
        if (heading.ordinal or 0) <= last:
            break
        last = heading.ordinal or 0
        found.add(last)
    return found


def _starts(document: Document, runs: Sequence[Sequence[Candidate]]) -> list[Anchor]:
    """Where each report begins: at its title, else at its first heading."""
    found: list[Anchor] = []
    ends = [run[0].block for run in runs[1:]] + [len(document.blocks)]
    before = 0
    for run, end in zip(runs, ends, strict=True):
        first = run[0].block
        title = next((a for b in range(first - 1, before - 1, -1) if (a := _title(document, b))), None)
        tables, prose = _substance(document, first, end)
        if tables or (prose >= _PROSE and (title is not None or not found)):
            found.append(title or document.blocks[first].anchor)
        before = run[-1].block + 1
    return found


def _title(document: Document, block: int) -> Anchor | None:
    thing = document.blocks[block]
    return thing.anchor if isinstance(thing, Paragraph) and is_title(thing.text) else None


def _substance(document: Document, start: int, end: int) -> tuple[int, int]:
    """How many tables of the form, and paragraphs of prose, stand in some blocks."""
    tables = prose = 0
    for block in document.blocks[start:end]:
        if isinstance(block, Table):
            labels = {cell.text for row in block.rows for cell in row if is_label(cell.text)}
            tables += len(labels) >= _LABELS
        else:
            prose += is_prose(block.text)
    return tables, prose


def _place(anchor: Anchor) -> str:
    """A place as short as it can be found by: the page, else the line or the paragraph."""
    if anchor.page is not None:
        return f"第{anchor.page}页"
    return str(Anchor(line=anchor.line, paragraph=anchor.paragraph, sheet=anchor.sheet, ref=anchor.ref))
