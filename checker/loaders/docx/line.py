"""What stands in a line of a DOCX: runs of text, breaks, fields, drawings, changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.loaders.docx import names as n
from checker.loaders.docx.fields import Fields
from checker.loaders.docx.package import Element, too_deep
from checker.loaders.docx.raw import HIDDEN, LOOKS, LOWERED, RAISED, STRUCK, TEXTBOX, RawItem, RawTable
from checker.loaders.docx.symbols import readable
from checker.loaders.raised import raised, set_low

if TYPE_CHECKING:
    from checker.loaders.docx.numbering import Numbering
    from checker.loaders.docx.styles import Styles
    from checker.loaders.docx.survey import Survey

#: Containers within containers. Programs nest a dozen at most; the parser stops at 256 elements.
MAX_DEPTH = 64

#: Text raised by so much (half points) stands above the others, whatever its size.
_HIGH = 6
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_EDGE = " \t\r\n"
_FOLD = str.maketrans("\t\n\r", "   ")


class Line:
    """A paragraph in the making."""

    __slots__ = (
        "aside", "base", "before", "common", "contents", "look", "marks", "parts", "pictures", "properties", "unshown",
    )  # fmt: skip

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.properties: list[tuple[str, Element]] | None = None
        self.aside: list[RawItem] | None = None
        self.pictures = 0
        self.contents = False
        #: Looks the style gives, looks of the run being read, and looks all text so far has.
        self.base = self.look = 0
        self.common = HIDDEN | STRUCK
        #: Kinds of leftovers in it, which parts are hidden or struck, and the look of the text just read.
        self.marks: set[str] = set()
        self.before = 0
        self.unshown: list[int] = []


class LineReader:
    """Reads what stands in lines; knows the state that goes from line to line.

    `styles` and `numbering` are None where the document has none that matter. `survey` holds
    the properties of what is read.
    """

    def __init__(
        self, namespace: str, survey: Survey, styles: Styles | None, numbering: Numbering | None
    ) -> None:
        self.w = w = f"{{{namespace}}}"
        self.kinds = n.meanings(namespace)
        self.found = survey.found
        self.styles, self.numbering = styles, numbering
        self.flags = 0
        #: Places in the grids of all tables so far.
        self.places = 0
        self.counts = dict.fromkeys(
            ("tracked_changes", "hidden", "struck", "pictures", "textboxes", "embedded"), 0
        )
        #: (is an endnote, id) of the notes referred to, in order.
        self.notes: list[tuple[bool, str]] = []
        self.fields = Fields()
        self.val = w + "val"

    def story(self, parent: Element, flags: int = 0, depth: int = 0) -> list[RawItem]:
        """The items of a story within a line (a text box): `Walk` knows."""
        raise NotImplementedError

    def table(self, element: Element, depth: int) -> RawTable:
        """A table: `Walk` knows."""
        raise NotImplementedError

    def choice(self, alternate: Element) -> Element | None:
        """The branch of an AlternateContent that is read: its first choice, else its fallback."""
        fallback = None
        for branch in alternate:
            kind = self.kinds.get(branch.tag)
            if kind == n.CHOICE:
                return branch
            if kind == n.FALLBACK and fallback is None:
                fallback = branch
        return fallback

    def read(self, parent: Element, line: Line, depth: int) -> None:
        """Add what stands in a paragraph, or in a wrapper inside one, to its line."""
        kind_of = self.kinds.get
        for element in parent:
            kind = kind_of(element.tag, n.THROUGH)
            if kind == n.RUN:
                line.look = line.base
                for child in element:
                    kind = kind_of(child.tag, n.THROUGH)
                    if kind == n.TEXT:
                        self._text(child, line)
                    elif kind == n.RUN_LOOK:
                        if child in self.found:
                            line.look = self._look(child, line.base)
                    elif kind != n.SKIP:
                        self._other(child, kind, line, depth)
            elif kind == n.PARAGRAPH_LOOK:
                properties = line.properties = self.found.get(element)
                if properties is not None and self.styles is not None:
                    style = next((e for name, e in properties if name == "pStyle"), None)
                    line.base = self.styles.paragraph(None if style is None else style.get(self.val)).looks
            elif kind != n.SKIP:
                self._other(element, kind, line, depth)

    def _look(self, element: Element, base: int) -> int:
        """The look of a run by its `w:rPr`: the paragraph's, its own style's, its own switches."""
        looks = base
        for name, child in self.found[element]:
            value = child.get(self.val)
            if name in LOOKS:
                looks = looks | LOOKS[name] if n.on(value) else looks & ~LOOKS[name]
            elif name == "vertAlign":
                looks &= ~(RAISED | LOWERED)
                looks |= {"superscript": RAISED, "subscript": LOWERED}.get(value or "", 0)
            elif name == "position" and n.number(value, 0, 100) >= _HIGH:
                looks |= RAISED
            elif name == "rStyle" and self.styles is not None:
                given = self.styles.resolve(value)
                looks = looks & ~given.set_looks | given.looks
        return looks

    def _text(self, element: Element, line: Line) -> None:
        text: str | None = element.text
        if not text:
            return
        if text[0] in _EDGE or text[-1] in _EDGE:
            # As Word does: white space at the edges counts only where the file asks for it.
            if element.get(_XML_SPACE) != "preserve" and not self._preserved(element):
                text = text.strip(_EDGE)
            text = text.translate(_FOLD)
        elif "\n" in text:
            text = text.translate(_FOLD)
        self._say(text, line)

    @staticmethod
    def _preserved(element: Element) -> bool:
        """Whether an element further up asks to keep white space (and none nearer asks not to)."""
        asked = (ancestor.get(_XML_SPACE) for ancestor in element.iterancestors())
        return next(filter(None, asked), "") == "preserve"

    def _say(self, text: str, line: Line) -> None:
        if self.fields.muted:
            return
        look = line.look
        if look or line.common or line.before:
            if look & RAISED:
                text = raised(text)
            elif look & LOWERED:
                text = set_low(line.parts[-1] if line.parts else "", text)
            if not text.isspace():
                line.common &= look
                for bit, kind in ((HIDDEN, "hidden"), (STRUCK, "struck")):
                    if look & bit:
                        # Programs cut a stretch into many runs: to the eye it is one.
                        self.counts[kind] += not line.before & bit
                        line.marks.add(kind)
                line.before = look
            if look & (HIDDEN | STRUCK):
                line.unshown.append(len(line.parts))
        line.parts.append(text)

    def _other(self, element: Element, kind: int, line: Line, depth: int) -> None:
        """Everything in a line that is neither a run nor plain text."""
        if depth > MAX_DEPTH:
            raise too_deep()
        if kind == n.BREAK:
            self._say("\n", line)
        elif kind == n.TEXT:
            self._text(element, line)
        elif kind == n.TAB:
            self._say("\t", line)
        elif kind == n.FIELD_MARK:
            if self.fields.mark(element.get(self.w + "fldCharType")) and line.parts:
                line.contents = True
        elif kind == n.FIELD_CODE:
            self.fields.code(element.text or "")
        elif kind in (n.GRAPHIC, n.PICTURE, n.TEXTBOX):
            self._graphic(element, line, depth)
        elif kind == n.DELETED:
            self.counts["tracked_changes"] += 1
            line.marks.add("tracked_changes")
        elif kind == n.COMMENT:
            line.marks.add("comments")
        elif kind == n.HYPHEN:
            self._say("-", line)
        elif kind == n.SYMBOL:
            code = n.hexadecimal(element.get(self.w + "char"))
            self._say(readable(element.get(self.w + "font"), code), line)
        elif kind in (n.FOOTNOTE, n.ENDNOTE):
            self.notes.append((kind == n.ENDNOTE, element.get(self.w + "id") or ""))
        elif kind == n.TABLE:
            # Not allowed here, but a table found is not thrown away.
            self._put_aside(line, [self.table(element, depth + 1)])
        elif kind not in (n.RUN_LOOK, n.PARAGRAPH_LOOK):
            if kind == n.PARAGRAPH:
                self._say("\n", line)
            elif kind == n.INSERTED:
                self.counts["tracked_changes"] += 1
                line.marks.add("tracked_changes")
            inner = self.choice(element) if kind == n.ALTERNATE else element
            if inner is not None:
                self.read(inner, line, depth + 1)

    def _graphic(self, element: Element, line: Line, depth: int) -> None:
        """Count the pictures in a drawing, and read its text boxes, each once."""
        pending = [element]
        while pending:
            node = pending.pop()
            kind = self.kinds.get(node.tag, n.THROUGH)
            if kind == n.TEXTBOX:
                self.counts["textboxes"] += 1
                self._put_aside(line, self.story(node, TEXTBOX, depth + 1))
            elif kind == n.ALTERNATE:
                branch = self.choice(node)
                if branch is not None:
                    pending.append(branch)
            else:
                if kind == n.PICTURE:
                    self.counts["pictures"] += 1
                    line.pictures += 1
                pending.extend(reversed(node))

    @staticmethod
    def _put_aside(line: Line, items: list[RawItem]) -> None:
        if line.aside is None:
            line.aside = items
        else:
            line.aside.extend(items)
