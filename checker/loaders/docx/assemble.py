"""From the parts of a DOCX to a `Document`: which parts are read, and where each block stands."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import NamedTuple

from checker.loaders.docx import names as n
from checker.loaders.docx.package import PACKAGE_ROOT, Element, Package, not_word
from checker.loaders.docx.raw import (
    FOOTNOTE,
    HIDDEN,
    STRUCK,
    RawCell,
    RawItem,
    RawParagraph,
    RawTable,
    flag_names,
)
from checker.loaders.docx.survey import Survey
from checker.loaders.docx.walk import Walk
from checker.loaders.raised import STRUCK_OUT
from checker.model import Anchor, Cell, Document, Paragraph, Table, Unreadable

_flags = cache(flag_names)
_STYLE_WORDS = (b"outlineLvl", b"numPr", b"vanish", b"trike", b'val="heading ',
                b'val="Heading ', 'val="标题'.encode())  # fmt: skip
_NOTE_PARTS = ("footnotes", "endnotes")


class Makers(NamedTuple):
    """What a reading is made with; one that keeps where everything came from puts its own here."""

    package: type[Package] = Package
    walk: type[Walk] = Walk
    assembler: Callable[[], Assembler] | None = None


def read(data: bytes, path: str, makers: Makers = Makers()) -> Document:  # noqa: B008 -- immutable
    """See `checker.loaders.docx.load`."""
    package = makers.package(data)
    roots = package.relations(PACKAGE_ROOT)
    main = package.main_part(roots)
    root = package.parse(main)
    namespace, _, name = root.tag[1:].partition("}")
    if namespace not in (n.TRANSITIONAL, n.STRICT) or name != "document":
        raise not_word()
    parts = package.relations(main)
    survey = Survey()
    survey.add(root, f"{{{namespace}}}")
    notes = _notes(package, parts, survey, namespace) if survey.notes else {}
    walk = _walk(package, parts, survey, namespace, makers.walk)
    blocks = (makers.assembler or Assembler)()
    body = next(root.iterchildren(f"{{{namespace}}}body"), None)
    if body is not None:
        blocks.add(walk.story(body))
    # In the order they are referred to; there are no notes within notes.
    for key in dict.fromkeys(walk.notes):
        if key in notes:
            blocks.add(walk.story(notes[key], FOOTNOTE))
    document = Document(path=path, kind="docx", sha256=hashlib.sha256(data).hexdigest(), blocks=blocks.blocks)
    document.metadata = {
        **walk.counts,
        "picture_blocks": blocks.pictures,
        "footnotes": len(walk.notes),
        "format_changes": survey.format_changes,
        "comments": _comments(package, parts),
        "embedded": walk.counts["embedded"] + survey.objects,
        **package.properties(roots),
    }
    if running := _running(package, f"{{{namespace}}}"):
        document.metadata["running"] = running
    if blocks.marks:
        document.metadata["marks"] = blocks.marks
    return document


def _walk(package: Package, parts: dict[str, str], survey: Survey, namespace: str, make: type[Walk]) -> Walk:
    """A walk that knows the document's styles and lists, as far as it needs to."""
    xml = package.read(parts["styles"]) if parts.get("styles", "") in package else b""
    styles = numbering = None
    # A styles part that mentions nothing that matters is not parsed. A heading style may say
    # nothing but its name: its level is built in.
    matters = any(word in xml for word in _STYLE_WORDS) or (survey.run_styles and b"vertAlign" in xml)
    if matters or b"\0" in xml[:4]:
        from checker.loaders.docx.styles import Styles, excerpt

        styles = Styles(package.parse(parts["styles"], excerpt(xml, survey.styles)), namespace)
    if (survey.lists or b"numPr" in xml) and parts.get("numbering", "") in package:
        from checker.loaders.docx.numbering import Numbering

        numbering = Numbering(package.parse(parts["numbering"]), namespace, styles)
    return make(namespace, survey, styles, numbering)


def _notes(
    package: Package, parts: dict[str, str], survey: Survey, namespace: str
) -> dict[tuple[bool, str], Element]:
    """Footnotes and endnotes: (is an endnote, id) -> element. What is in them is surveyed too."""
    w = f"{{{namespace}}}"
    notes: dict[tuple[bool, str], Element] = {}
    for end, kind in enumerate(_NOTE_PARTS):
        if parts.get(kind, "") in package:
            root = package.parse(parts[kind])
            survey.add(root, w)
            for note in root:
                notes.setdefault((bool(end), note.get(w + "id") or ""), note)
    return notes


def _running(package: Package, w: str) -> list[str]:
    """The texts of the heads and feet of pages. They are no text of the report, but what stands there is published."""
    texts: dict[str, None] = {}
    for part in package.named("word/header", "word/footer"):
        # One that is damaged or too large is no reason to refuse the report, which is read.
        with suppress(Unreadable):
            for paragraph in package.parse(part).iter(w + "p"):
                texts["".join(piece.text or "" for piece in paragraph.iter(w + "t"))] = None
    return [text for text in texts if text.strip()]


def _comments(package: Package, parts: dict[str, str]) -> int:
    part = parts.get("comments", "")
    return sum(e.tag.endswith("}comment") for e in package.parse(part)) if part in package else 0


class Assembler:
    """Gives raw items their places.

    Paragraphs are those outside tables that have text; tables those that are tables to the
    eye: a frame of one cell, or of one column round other tables, is only layout, and its
    contents stand as if it were not there.
    """

    def __init__(self) -> None:
        self.blocks: list[Paragraph | Table] = []
        self.pictures: list[int] = []
        #: Where the first leftover of each kind stands.
        self.marks: dict[str, Anchor] = {}
        self._paragraphs = self._tables = 0

    def add(self, items: list[RawItem]) -> None:
        for item in items:
            if isinstance(item, RawParagraph):
                self._paragraph(item)
            else:
                self._table(item)

    def _paragraph(self, raw: RawParagraph) -> None:
        # Where a picture stands: the block that holds it, else the one it comes before.
        here = len(self.blocks)
        # A bullet alone is no text; a number alone is, and shows that something is missing.
        if raw.text.strip() and not (raw.text == raw.number and not any(c.isalnum() for c in raw.number)):
            self._paragraphs += 1
            anchor = Anchor(paragraph=self._paragraphs, quote=raw.text)
            self.blocks.append(Paragraph(raw.text, anchor, raw.heading, raw.number, (), _flags(raw.flags)))
        if raw.marks and self._paragraphs:
            self._mark(raw.marks, Anchor(paragraph=self._paragraphs))
        if raw.pictures:
            self.pictures += [here] * raw.pictures
        if raw.aside:
            self.add(raw.aside)

    def _table(self, raw: RawTable) -> None:
        if not raw.rows:
            return
        if raw.frame:
            for row in raw.rows:
                for cell in row:
                    self.add(cell.items)
            return
        self._tables += 1
        number = self._tables
        after: list[RawItem] = []
        pictures = 0
        rows: list[list[Cell]] = []
        for r, own in enumerate(raw.rows, 1):
            cells: list[Cell] = []
            ordinal = 0
            for cell in own:
                if cell.filler:
                    cells.append(Cell("", Anchor(table=number, row=r), 1, cell.col_span))
                    continue
                ordinal += 1
                content = _Content(after)
                content.add(cell)
                pictures += content.pictures
                # Struck out whole, a figure may be meant or not.
                texts = content.texts or content.struck
                text = texts[0] if len(texts) == 1 else "\n".join(texts)
                anchor = Anchor(table=number, row=r, cell=ordinal, quote=text)
                doubt = STRUCK_OUT if texts and not content.texts else ""
                if content.pictures and not texts:
                    doubt = "这一格里是图片"
                cells.append(Cell(text, anchor, cell.row_span, cell.col_span, doubt))
                if content.marks:
                    self._mark(content.marks, Anchor(table=number, row=r, cell=ordinal))
            rows.append(cells)
        self.blocks.append(Table(rows, Anchor(table=number)))
        self.pictures += [len(self.blocks) - 1] * pictures
        self.add(after)

    def _mark(self, kinds: set[str], anchor: Anchor) -> None:
        for kind in kinds:
            self.marks.setdefault(kind, anchor)


class _Content:
    """What stands in a cell: the texts shown, those struck out whole, and in `after` what is not its text."""

    def __init__(self, after: list[RawItem]) -> None:
        self.texts: list[str] = []
        self.struck: list[str] = []
        self.marks: set[str] = set()
        self.pictures = 0
        self._after = after

    def add(self, cell: RawCell) -> None:
        for item in cell.items:
            if isinstance(item, RawParagraph):
                if item.text.strip() and not item.flags & HIDDEN:
                    (self.struck if item.flags & STRUCK else self.texts).append(item.text)
                self.pictures += item.pictures
                if item.aside:
                    self._after += item.aside
                if item.marks:
                    self.marks |= item.marks
            elif item.frame:
                # A frame inside a cell: its text is the cell's, the tables in it are not.
                for row in item.rows:
                    for inner in row:
                        self.add(inner)
            else:
                self._after.append(item)
