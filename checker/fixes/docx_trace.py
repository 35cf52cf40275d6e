"""Reads a DOCX as the loader does, and keeps for each paragraph which elements its text came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from checker.loaders.docx import assemble
from checker.loaders.docx.line import Line
from checker.loaders.docx.package import Element, Package
from checker.loaders.docx.raw import RawParagraph
from checker.loaders.docx.walk import Walk
from checker.model import Document, Paragraph

FIELD = "这是 Word 自动生成的文字（域），改了也会变回去"
MOVED = "这是修订中移动的文字，请先接受或拒绝修订"
BOX = "这是文本框里的文字，文件里存了两份，请在 Word 中修改"
BOUND = "这是与文档属性相连的内容控件，请在 Word 中修改"
SIGN = "这里是制表符、换行或特殊符号，请在 Word 中修改"
NUMBER = "这是 Word 自动编的号，要在 Word 的编号设置里改"


class PlacedText(str):
    """A piece of a line's text, and the element it is the text of; `why` says why it is not to be edited."""

    element: Element
    why: str


@dataclass(slots=True)
class Traced:
    """A paragraph as read: the pieces of its text in order; plain strings stand in no element."""

    number: str
    parts: list[str]


class Trace:
    """One reading. `document` is what the loader reads, `paragraphs` has the pieces by block, `parts` the
    XML of each part read: (its bytes, its root element)."""

    def __init__(self, data: bytes, path: str) -> None:
        self.parts: dict[str, tuple[bytes, Element]] = {}
        self.paragraphs: dict[int, Traced] = {}
        self._lines: dict[int, tuple[RawParagraph, Traced]] = {}
        trace = self

        class TracingPackage(Package):
            def parse(self, name: str, data: bytes | None = None) -> Element:
                if data is not None:
                    return super().parse(name, data)
                data = self.read(name)
                root = super().parse(name, data)
                trace.parts[name] = data, root
                return root

        class TracingWalk(Walk):
            def _text(self, element: Element, line: Line) -> None:
                before = len(line.parts)
                super()._text(element, line)
                if len(line.parts) > before:
                    placed = PlacedText(line.parts[-1])
                    placed.element = element
                    placed.why = FIELD if self.fields.open else _held(element)
                    line.parts[-1] = placed

            def _finish(self, line: Line, number: str, heading: int | None) -> RawParagraph:
                raw = super()._finish(line, number, heading)
                # The paragraph is kept too, so that no other one can get its id.
                trace._lines[id(raw)] = raw, Traced(number, list(line.parts))
                return raw

        class TracingAssembler(assemble.Assembler):
            def _paragraph(self, raw: RawParagraph) -> None:
                at = len(self.blocks)
                super()._paragraph(raw)
                if at < len(self.blocks) and at not in trace.paragraphs:
                    block = self.blocks[at]
                    # A blank paragraph adds none; the first one may then be of a text box in it.
                    if isinstance(block, Paragraph) and block.text is raw.text and id(raw) in trace._lines:
                        trace.paragraphs[at] = trace._lines[id(raw)][1]

        makers = assemble.Makers(TracingPackage, TracingWalk, TracingAssembler)
        self.document: Document = assemble.read(data, path, makers)


def _held(element: Any) -> str:
    """Why the text of an element is not to be edited, "" where it is."""
    for ancestor in element.iterancestors():
        name = ancestor.tag.rpartition("}")[2]
        if name == "fldSimple":
            return FIELD
        if name == "moveTo":
            return MOVED
        if name == "AlternateContent":
            return BOX
        if name == "sdt":
            for properties in ancestor:
                if properties.tag.endswith("}sdtPr") and any(
                    p.tag.endswith("}dataBinding") for p in properties
                ):
                    return BOUND
    return ""
