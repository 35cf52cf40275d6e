"""The walk: from the XML of a story (body, footnote, text box) to raw paragraphs and tables."""

from __future__ import annotations

from checker.loaders.docx import names as n
from checker.loaders.docx.fields import Fields
from checker.loaders.docx.line import MAX_DEPTH, Line, LineReader
from checker.loaders.docx.package import Element, too_deep
from checker.loaders.docx.raw import CONTENTS, RawItem, RawParagraph, RawTable
from checker.loaders.docx.table import TableReader
from checker.loaders.limits import check_count
from checker.loaders.raised import settled

MAX_PARAGRAPHS = 100_000

#: Changes to the mark at the end of a paragraph: whether they take it away.
_MARK_GONE = {"ins": False, "moveTo": False, "del": True, "moveFrom": True}


class Walk(LineReader):
    """Walks the stories of one document, which share its lists and counts."""

    _paragraphs = 0

    def story(self, parent: Element, flags: int = 0, depth: int = 0) -> list[RawItem]:
        """The paragraphs and tables of a story, each paragraph with these flags."""
        outer = self.flags, self.fields
        self.flags |= flags
        self.fields = Fields()
        items: list[RawItem] = []
        self.items(parent, items, depth)
        self.fields.close()
        self.flags, self.fields = outer
        return items

    def items(self, parent: Element, out: list[RawItem], depth: int) -> None:
        """Add the paragraphs and tables in a container to `out`, in order."""
        if depth > MAX_DEPTH:
            raise too_deep()
        kind_of = self.kinds.get
        carried: Line | None = None
        for element in parent:
            kind = kind_of(element.tag, n.THROUGH)
            if kind == n.PARAGRAPH:
                carried = self._paragraph(element, carried, out, depth)
                continue
            if kind == n.SKIP:
                continue
            if carried is not None:
                out.append(self._finish(carried, "", None))
                carried = None
            if kind == n.TABLE:
                out.append(self.table(element, depth + 1))
            elif kind == n.DELETED:
                self.counts["tracked_changes"] += 1
            elif kind == n.EMBEDDED:
                self.counts["embedded"] += 1
            else:
                if kind == n.INSERTED:
                    self.counts["tracked_changes"] += 1
                inner = self.choice(element) if kind == n.ALTERNATE else element
                if inner is not None:
                    self.items(inner, out, depth + 1)
        if carried is not None:
            out.append(self._finish(carried, "", None))

    def table(self, element: Element, depth: int) -> RawTable:
        """The rows of a `w:tbl`; a row that is deleted is left out."""
        return TableReader(self, element, depth).read()

    def _paragraph(
        self, element: Element, carried: Line | None, out: list[RawItem], depth: int
    ) -> Line | None:
        """Read a paragraph into `out`; where its mark is deleted, give back its line for the next one."""
        self._paragraphs += 1
        if self._paragraphs > MAX_PARAGRAPHS:
            check_count(self._paragraphs, MAX_PARAGRAPHS, "段落数")
        line = Line() if carried is None else carried
        line.properties = None
        self.read(element, line, depth)
        if self.fields.open:
            line.contents = self.fields.end_paragraph() or line.contents
        number, heading = "", None
        if line.properties is not None or self.styles is not None:
            number, heading, gone = self._properties(line)
            if gone:
                return line
        out.append(self._finish(line, number, heading))
        return None

    def _properties(self, line: Line) -> tuple[str, int | None, bool]:
        """The automatic number and heading level of a paragraph, and whether its mark is deleted."""
        style = listed = outline = heading = list_id = level = None
        gone = False
        for name, element in line.properties or ():
            if name == "pStyle":
                style = element.get(self.val)
            elif name == "numPr":
                listed = element
            elif name == "outlineLvl":
                outline = n.number(element.get(self.val), 9, 9)
            elif name in _MARK_GONE:
                self.counts["tracked_changes"] += 1
                line.marks.add("tracked_changes")
                gone = gone or _MARK_GONE[name]
        if gone:
            return "", None, True
        if self.styles is not None:
            given = self.styles.paragraph(style)
            heading, list_id, level = given.heading, given.list_id, given.level
            if self.numbering is not None and list_id is not None and level is None:
                level = self.numbering.level_of_style(list_id, given.id)
        if outline is not None:
            heading = outline + 1 if outline < 9 else None
        if self.numbering is None:
            return "", heading, False
        for element in () if listed is None else listed:
            name = element.tag.rpartition("}")[2]
            if name == "numId":
                list_id = element.get(self.val)
            elif name == "ilvl":
                level = n.number(element.get(self.val), 0, 8)
        if list_id is None or list_id == "0":
            return "", heading, False
        number, suffix = self.numbering.next(list_id, level or 0)
        first = next((part[0] for part in line.parts if part), "")
        # The tab or space after 一、 is layout, but 1 and 2024 must not become 12024, nor 1. and 5 1.5.
        if number and suffix != "nothing" and first.isascii() and first.isalnum():
            last = number[-1]
            if last.isascii() and (last.isalnum() or (last in ".," and first.isdigit())):
                line.parts.insert(0, " ")
                line.unshown = [at + 1 for at in line.unshown]
        return number, heading, False

    def _finish(self, line: Line, number: str, heading: int | None) -> RawParagraph:
        flags = self.flags
        if line.common and any(not part.isspace() for part in line.parts):
            flags |= line.common
        elif line.unshown:
            # What is hidden or struck out among other text is not what the text says.
            for at in line.unshown:
                line.parts[at] = ""
        own = "".join(line.parts)
        text = number + settled(own)
        # A break at the edge (a page break before a heading) belongs to the layout.
        if text[:1] == "\n" or text[-1:] == "\n":
            text = text.strip("\n")
        paragraph = RawParagraph(text, number, heading, flags, line.pictures, line.aside, line.marks or None)
        if line.contents:
            paragraph.flags |= CONTENTS
            self.fields.lines.append(paragraph)
        return paragraph
