"""What the styles of a DOCX say that the text does not: list, outline level, hidden, struck."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.loaders.docx.names import number, on
from checker.loaders.docx.package import Element
from checker.loaders.docx.raw import LOOKS, RAISED

#: The built-in heading styles, as Word (any language) and WPS name them.
_HEADING_NAME = re.compile(r"\s*(?:heading|标题|標題)\s*([1-9])\s*", re.IGNORECASE)


@dataclass(slots=True)
class Style:
    """What a style adds up to, its ancestors included. `list_id` and `heading` are None where nothing says.

    `level` is the list level the style names itself, None where it leaves that to the list.
    `set_looks` are the looks it switches, `looks` those it switches on.
    """

    id: str = ""
    list_id: str | None = None
    level: int | None = None
    heading: int | None = None
    looks: int = 0
    set_looks: int = 0


_PLAIN = Style()


_STYLE = re.compile(rb"<(?:\w+:)?style\s[^<>]*>")
_ID = re.compile(rb"""styleId=["']([^"']*)""")
_BASED_ON = re.compile(rb"""<(?:\w+:)?basedOn\s[^<>]*?val=["']([^"']*)""")
_ALWAYS = re.compile(rb"""default=["'](?:1|true|on)|type=["']numbering""")
#: A styles part below this many bytes is parsed whole.
_SMALL = 64 << 10


def excerpt(xml: bytes, used: set[str]) -> bytes:
    """The styles part cut down to the styles in use, their ancestors, and those in use without being named.

    Parsing all of a styles part of 350 KB costs as much as the rest of a report. Anything out
    of the ordinary is left whole.
    """
    head = xml[:200].lower()
    if (
        len(xml) < _SMALL
        or b"utf-8" not in head
        or b"<!" in xml
        or any(set(name) & set("&<>\"'") for name in used)
    ):
        return xml
    found = list(_STYLE.finditer(xml))
    if not found:
        return xml
    ends = [match.start() for match in found[1:]] + [xml.rindex(b"</")]
    pieces: dict[bytes, bytes] = {}
    wanted = {name.encode() for name in used}
    for match, end in zip(found, ends, strict=True):
        named = _ID.search(match[0])
        name = named[1] if named else b""
        pieces.setdefault(name, xml[match.start() : end])
        if _ALWAYS.search(match[0]):
            wanted.add(name)
    kept: dict[bytes, bytes] = {}
    while wanted:
        name = wanted.pop()
        if name in pieces and name not in kept:
            kept[name] = pieces[name]
            ancestor = _BASED_ON.search(pieces[name])
            if ancestor:
                wanted.add(ancestor[1])
    return xml[: found[0].start()] + b"".join(kept.values()) + xml[ends[-1] :]


class Styles:
    """The styles part, each style resolved when it is first asked for."""

    def __init__(self, root: Element | None, namespace: str) -> None:
        self._w = w = f"{{{namespace}}}"
        self._elements: dict[str, Element] = {}
        self._resolved: dict[str, Style] = {}
        self._default = ""
        if root is None:
            return
        for element in root.iterchildren(w + "style"):
            name = element.get(w + "styleId")
            if name is None:
                continue
            self._elements[name] = element
            default = element.get(w + "default")
            if default is not None and on(default) and element.get(w + "type") == "paragraph":
                self._default = name

    def paragraph(self, name: str | None) -> Style:
        """The style of a paragraph, by its id; None or an unknown id is the default style."""
        return self.resolve(name if name in self._elements else self._default)

    def resolve(self, name: str | None) -> Style:
        """The style with this id, of any type."""
        if name is None:
            return _PLAIN
        found = self._resolved.get(name)
        if found is None:
            # From the root of the basedOn chain down; a chain that bites its tail ends there.
            chain: list[str] = []
            at: str | None = name
            while at is not None and at in self._elements and at not in chain and len(chain) < 50:
                chain.append(at)
                at = self._of(self._elements[at], "basedOn")
            found = Style(id=name)
            for step in reversed(chain):
                self._add(found, self._elements[step])
            self._resolved[name] = found
        return found

    def _of(self, parent: Element, name: str) -> str | None:
        child = next(parent.iterchildren(self._w + name), None)
        value: str | None = None if child is None else child.get(self._w + "val")
        return value

    def _add(self, style: Style, element: Element) -> None:
        """Put what one style of the chain says on top of what its ancestors said."""
        w = self._w
        named = _HEADING_NAME.fullmatch(self._of(element, "name") or "")
        if named:
            style.heading = int(named[1])
        for block in element.iterchildren(w + "pPr"):
            outline = self._of(block, "outlineLvl")
            if outline is not None:
                level = number(outline, 9, 9)
                style.heading = level + 1 if level < 9 else None
            for listed in block.iterchildren(w + "numPr"):
                list_id, at = self._of(listed, "numId"), self._of(listed, "ilvl")
                if list_id is not None:
                    style.list_id = list_id
                if at is not None:
                    style.level = number(at, 0, 8)
        for block in element.iterchildren(w + "rPr"):
            for switch in block.iterchildren(*(w + look for look in LOOKS)):
                bit = LOOKS[switch.tag.rpartition("}")[2]]
                style.set_looks |= bit
                style.looks = style.looks | bit if on(switch.get(w + "val")) else style.looks & ~bit
            height = self._of(block, "vertAlign")
            if height is not None:
                style.set_looks |= RAISED
                style.looks = style.looks | RAISED if height == "superscript" else style.looks & ~RAISED
