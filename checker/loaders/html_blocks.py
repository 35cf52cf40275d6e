"""Events of an HTML page -> blocks: paragraphs as a reader sees them, and tables of own cells."""

from __future__ import annotations

import re
from functools import cache

from checker.loaders import html_lists
from checker.loaders.blocks import Blocks, Piece
from checker.loaders.html_article import Page
from checker.loaders.html_tree import CLOSE, ENTERED, HIDDEN, STRUCK, TEXT
from checker.loaders.limits import MAX_SPAN
from checker.loaders.raised import STRUCK_OUT, settled
from checker.loaders.words import anchors
from checker.model import Anchor

#: Elements that begin and end a line of their own.
BLOCK = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "br",
})  # fmt: skip
#: Parts of a page that are about the page.
_FURNITURE = frozenset({"nav", "footer", "aside"})
_BREAK = "\x00"
#: A cell with more text than this frames a text; the longest label of the form has 40 characters.
_LONG_CELL = 600


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    # A line end of the source between two Chinese characters is no space (CSS Text 3, segment breaks).
    wide = "[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
    return (
        re.compile(rf"(?<={wide})[ \t]*[\r\n]\s*(?={wide})"),
        re.compile(r"[ \t\r\n\f\xa0]+"),
    )


def squeeze(text: str) -> str:
    """The text with white space as a browser shows it, without an indent; blank gives ""."""
    if text.isalnum():
        return text
    joints, blanks = _patterns()
    if "\n" in text or "\r" in text:
        text = joints.sub("", text)
    text = blanks.sub(" ", text).strip(" \u3000\u2002\u2003")
    # A cell that holds nothing but invisible characters is blank.
    return "" if not text.strip("\u200b\u200c\u200d\ufeff\u2060 \u3000") else text


class Walker:
    """Walks over events [start, stop) and fills `blocks`; counts hidden and struck texts and pictures on the way.

    `marks` says where the first hidden and the first struck text stands.
    """

    def __init__(self, page: Page, blocks: Blocks) -> None:
        self.page = page
        self.tree = page.tree
        self.blocks = blocks
        self.counts = {HIDDEN: 0, STRUCK: 0}
        self.marks: dict[str, Anchor] = {}
        self._unplaced: set[str] = set()
        self.picture_blocks: list[int] = []
        self._parts: list[str] = []
        self._heading: int | None = None
        self._number = ""

    def walk(self, start: int, stop: int) -> None:
        """Add the blocks of the events [start, stop), which must hold whole elements."""
        tags, ends = self.tree.tags, self.tree.ends
        lists: list[html_lists.List | None] = []
        preformatted = 0
        at = start
        while at < stop:
            tag = tags[at]
            if tag == TEXT:
                text = self.tree.data[at]
                self._parts.append(text.replace("\n", _BREAK) if preformatted else text)
            elif tag == CLOSE:
                opened = tags[self.tree.data[at]]
                if opened in BLOCK:
                    self._flush()
                    if opened in ("ol", "ul") and lists:
                        lists.pop()
                    elif opened == "li":
                        self._number = ""
                    elif opened == "pre":
                        preformatted -= 1
                    elif opened[0] == "h" and opened[1:].isdigit():
                        self._heading = None
            elif tag in (HIDDEN, STRUCK):
                self.counts[tag] += 1
                self._unplaced.add(tag)
            elif tag == "img":
                pending = bool(squeeze("".join(self._parts)))
                self.picture_blocks.append(len(self.blocks.blocks) + pending)
            elif tag in _FURNITURE:
                self._flush()
                at = ends[at]
            elif tag == "table" and not self._frames(at):
                self._flush()
                self._table(at)
                at = ends[at]
            elif tag in BLOCK:
                self._flush()
                if tag in ("ol", "ul"):
                    lists.append(html_lists.List.of(self.tree, at) if tag == "ol" else None)
                elif tag == "li":
                    current = lists[-1] if lists else None
                    self._number = current.next(self.tree, at) if current else ""
                elif tag == "pre":
                    preformatted += 1
                elif tag[0] == "h" and tag[1:].isdigit():
                    self._heading = int(tag[1])
            at += 1
        self._flush()

    def _flush(self) -> None:
        """End the paragraph that is being collected."""
        if not self._parts:
            return
        text = "".join(self._parts)
        self._parts = []
        for line in text.split(_BREAK):
            shown = squeeze(line)
            if not shown:
                continue
            number, self._number = html_lists.number_before(self._number, shown), ""
            if self.tree.raised:
                shown = settled(shown)
            self.blocks.paragraph(number + shown, heading=self._heading, number=number)
            if self._unplaced:
                self._mark(self._unplaced, self.blocks.blocks[-1].anchor)
                self._unplaced = set()

    def _mark(self, kinds: set[str], at: Anchor) -> None:
        for kind in kinds:
            # Without the quote: what is hidden may be what nobody should read.
            place = Anchor(paragraph=at.paragraph, table=at.table, row=at.row, cell=at.cell)
            self.marks.setdefault(kind[1:], place)

    # --- tables ----------------------------------------------------------------------------------

    def _frames(self, at: int) -> bool:
        """Whether the table only lays out the page: it holds tables, headings, sections or long texts."""
        tags, end = self.tree.tags, self.tree.ends[at]
        inside = tags[at + 1 : end]
        rows = [row for group in self._groups(at) for row in group]
        if sum(len(row) for row in rows) < 2:
            return True
        if "table" in inside:
            # A form with a small table in one of its cells is still the form.
            return sum(1 for row in rows if len(row) > 2) < 5
        if not {"h1", "h2", "h3", "h4", "h5", "h6"}.isdisjoint(inside):
            return True
        return any(self._is_long(cell) for row in rows for cell in row)

    def _is_long(self, cell: int) -> bool:
        start, stop = self.page.within(cell)
        if stop - start < 40:
            return False
        if stop - start > _LONG_CELL:
            return True
        text = self.page.text[start:stop]
        return sum(1 for phrase in anchors()["headings"] if phrase in text) > 1

    def _groups(self, at: int) -> list[list[list[int]]]:
        """The row groups of a table in the order a browser shows them, each a list of rows of cells' events."""
        tags = self.tree.tags
        heads: list[list[list[int]]] = []
        bodies: list[list[list[int]]] = []
        feet: list[list[list[int]]] = []
        for group in self.tree.children(at):
            place = {"thead": heads, "tbody": bodies, "tfoot": feet}.get(tags[group])
            if place is None:
                continue
            place.append([
                [cell for cell in self.tree.children(row) if tags[cell] in ("td", "th")]
                for row in self.tree.children(group)
                if tags[row] == "tr"
            ])  # fmt: skip
        return heads + bodies + feet

    def _table(self, at: int) -> None:
        inside = self.tree.tags[at : self.tree.ends[at]]
        for kind in self.counts:
            self.counts[kind] += inside.count(kind)
        for child in self.tree.children(at):
            if self.tree.tags[child] == "caption":
                self.walk(child, self.tree.ends[child] + 1)
        rows: list[list[Piece]] = []
        for group in self._groups(at):
            for index, cells in enumerate(group):
                rows.append([self._cell(cell, len(group) - index) for cell in cells])
        if any(piece.text for row in rows for piece in row):
            self.blocks.table(rows)
            if HIDDEN in inside or STRUCK in inside:
                self._mark_cells(at)

    def _mark_cells(self, table: int) -> None:
        """Note the cells of the table just added that hold hidden or struck text."""
        tags, ends = self.tree.tags, self.tree.ends
        ordinal = self.blocks.blocks[-1].anchor.table
        rows = [row for group in self._groups(table) for row in group]
        for r, row in enumerate(rows, 1):
            for c, cell in enumerate(row, 1):
                kinds = {HIDDEN, STRUCK} & set(tags[cell : ends[cell]])
                if kinds:
                    self._mark(kinds, Anchor(table=ordinal, row=r, cell=c))

    def _cell(self, at: int, rows_left: int) -> Piece:
        node = self.tree.data[at]
        attributes = node.attributes
        row_span = _span(attributes.get("rowspan"), rows_left)
        col_span = _span(attributes.get("colspan"), MAX_SPAN)
        text = self._cell_text(at)
        doubt = ""
        inside = () if text else self.tree.tags[at + 1 : self.tree.ends[at]]
        if "img" in inside:
            doubt = "这一格里是图片"
        elif STRUCK in inside:
            # Struck out whole, a figure may be meant or not.
            text = squeeze(self.tree.struck[at + 1 + inside.index(STRUCK)])
            doubt = STRUCK_OUT
        if self.tree.raised:
            text = settled(text)
        return Piece(text, None, None, row_span, col_span or 1, doubt)

    def _cell_text(self, cell: int) -> str:
        """The text of a cell, a line for each line a browser shows; counts its pictures."""
        tags, data = self.tree.tags, self.tree.data
        inside = tags[cell + 1 : self.tree.ends[cell]]
        plain = not {"img", HIDDEN, STRUCK, ENTERED}.intersection(inside)
        if len(inside) < 4 and plain and inside.count(TEXT) < 2:
            # Nearly every cell: a text, or a paragraph with one.
            return squeeze(data[cell + 1 + inside.index(TEXT)]) if TEXT in inside else ""
        parts: list[str] = []
        for at in range(cell + 1, self.tree.ends[cell]):
            tag = tags[at]
            if tag == TEXT:
                parts.append(data[at])
            elif tag == ENTERED:
                parts.append(self.tree.entered[at])
            elif tag == CLOSE:
                if tags[data[at]] in BLOCK:
                    parts.append(_BREAK)
            elif tag in BLOCK:
                parts.append(_BREAK)
            elif tag == "img":
                self.picture_blocks.append(len(self.blocks.blocks))
        return "\n".join(line for line in map(squeeze, "".join(parts).split(_BREAK)) if line)


def _span(value: str | None, most: int) -> int:
    """A span attribute as a number from 1 to `most`; 0 means to the end of the row group."""
    digits = re.match(r"\s*\+?(\d{1,9})", value) if value else None
    if not digits:
        return 1
    count = int(digits[1])
    return most if count == 0 or count > most else count
