"""`extract --output html`: where each figure was read, for a person who wants to compare with the original.

A PDF shows its pages with a box round every place that was read and what was read beside it; other
formats have no pages, so their tables are drawn again with the same marks. No script, nothing
fetched; text of the report is escaped by the template engine.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TextIO

from checker.formats.words import spot, visible
from checker.i18n import _
from checker.model import Anchor, Confidence, Document, Report, Table

if TYPE_CHECKING:
    from checker.loaders.pdf.render import Picture

#: Pages shown as pictures.
MOST_PAGES = 60
LONGEST = 200


@dataclass(slots=True)
class Mark:
    """One place that was read: its pointer, printed name, value, place in words, and how sure it is."""

    pointer: str
    name: str
    value: str
    place: str
    unsure: bool = False
    figure: bool = False
    #: Left, top, width and height on the page, in percent.
    box: tuple[float, float, float, float] | None = None

    @property
    def title(self) -> str:
        """What is shown when the mouse rests on it."""
        parts = [self.name, self.value, self.pointer, _("需人工核对") if self.unsure else ""]
        return "\n".join(part for part in parts if part)


@dataclass(slots=True)
class Sheet:
    """One page or one table with its marks. `rows` are those of a table drawn again: (text, spans, mark)."""

    heading: str
    marks: list[Mark]
    picture: str = ""
    width: int = 0
    height: int = 0
    rows: list[list[tuple[str, int, int, Mark | None]]] = field(default_factory=list)


def render_places(report: Report, data: bytes, stream: TextIO) -> None:
    """Write the page. `data` are the bytes the report was read from."""
    from checker import __version__
    from checker.formats.html import template
    from checker.i18n import language

    document = report.document
    page = template("places.html.j2").stream(
        lang="zh-CN" if language() == "zh" else "en",
        version=__version__,
        path=visible(document.path),
        title=visible(str(report.data.get("title") or "")),
        unread=[visible(_(why), LONGEST) for _pointer, why in report.unread],
        sheets=_sheets(report, data),
        left_out=max(0, int(document.metadata.get("pages", 0)) - MOST_PAGES),
    )
    for part in page:
        stream.write(part)


def _sheets(report: Report, data: bytes) -> Iterator[Sheet]:
    marks = [(anchor, _mark(report, pointer, anchor)) for pointer, anchor in report.origin.items()]
    if report.document.kind == "pdf":
        from checker.loaders.pdf.render import pictures

        pages = set(range(1, min(MOST_PAGES, int(report.document.metadata.get("pages", 0))) + 1))
        for picture in pictures(data, pages):
            yield _page(picture, [(a, m) for a, m in marks if a.page == picture.page and a.bbox])
        return
    yield from _tables(report.document, marks)


def _mark(report: Report, pointer: str, anchor: Anchor) -> Mark:
    from checker.printed import label_of

    value = report.get(pointer)
    figure = anchor.cell is not None and not isinstance(value, dict)
    # What was read, not what stands there: that is what a person compares with the page.
    shown = str(value) if isinstance(value, (str, int, float)) else ""
    return Mark(
        pointer,
        visible(label_of(report, pointer), LONGEST),
        visible(shown, LONGEST),
        visible(spot(anchor)),
        report.sure_of(pointer) is not Confidence.CERTAIN,
        figure,
    )


def _page(picture: Picture, marks: list[tuple[Anchor, Mark]]) -> Sheet:
    """A page with boxes; the place of a group or table is that of its rows, so it gets no box of its own."""
    for anchor, mark in marks:
        left, top, right, bottom = anchor.bbox or (0.0, 0.0, 0.0, 0.0)
        mark.box = (
            round(100 * left / picture.width, 3),
            round(100 * top / picture.height, 3),
            round(100 * (right - left) / picture.width, 3),
            round(100 * (bottom - top) / picture.height, 3),
        )
    shown = [mark for anchor, mark in marks if mark.figure or anchor.table is None]
    return Sheet(
        _("第{n}页").format(n=picture.page),
        _alone(shown),
        "data:image/png;base64," + base64.b64encode(picture.png).decode("ascii"),
        round(picture.width),
        round(picture.height),
    )


def _alone(marks: list[Mark]) -> list[Mark]:
    """One mark a place: a section stands where its title does."""
    kept: dict[Any, Mark] = {}
    for mark in marks:
        known = kept.get(mark.box)
        if known is None or (len(mark.value), mark.figure) > (len(known.value), known.figure):
            kept[mark.box] = mark
    return list(kept.values())


def _tables(document: Document, marks: list[tuple[Anchor, Mark]]) -> Iterator[Sheet]:
    """The tables that hold figures, drawn again."""
    at: dict[tuple[int | None, ...], Mark] = {
        (a.table, a.row, a.cell): mark for a, mark in marks if mark.figure and a.table is not None
    }
    drawn: set[str] = set()
    for block in document.blocks:
        if not isinstance(block, Table):
            continue
        rows = [
            [
                (
                    visible(c.text, LONGEST),
                    c.row_span,
                    c.col_span,
                    at.get((c.anchor.table, c.anchor.row, c.anchor.cell)),
                )
                for c in row
            ]
            for row in block.rows
        ]
        own = [mark for row in rows for *_rest, mark in row if mark is not None]
        if own:
            drawn |= {mark.pointer for mark in own}
            yield Sheet(_("第{n}张表").format(n=block.anchor.table), own, rows=rows)
    rest = [mark for _anchor, mark in marks if mark.value and mark.pointer not in drawn]
    if rest:
        yield Sheet(_("其他内容"), rest)
