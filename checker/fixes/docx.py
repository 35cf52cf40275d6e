"""Edits in a DOCX: only the letters inside `w:t` change. Runs keep their formats, and every other byte of
the part and every other part of the file stays."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from checker.fixes.cuts import Cut, Gap, Place, Refused, Source, Spot, splice
from checker.fixes.docx_trace import NUMBER, SIGN, PlacedText, Trace, Traced
from checker.fixes.xml_source import LOST, XmlSource, escaped
from checker.model import Document, Paragraph

_EDGE = " \t\r\n"


class DocxSource(Source):
    """A Word file."""

    def __init__(self, data: bytes, document: Document) -> None:
        super().__init__()
        from checker.fixes.members import signed

        if signed(data):
            raise Refused("文件有数字签名，一改签名就失效，请在 Word 中修改")
        self.data = data
        self.document = document
        self.trace = Trace(data, document.path)
        self._sources: dict[str, XmlSource] = {}
        self._homes: dict[object, tuple[str, int]] = {}
        self._blocks = self._lines()

    def _lines(self) -> list[tuple[int, int, int]]:
        """For each block of the report the block of the file it came from, and [start, end) of its text there.

        The reader makes a paragraph of every line where a file parts its paragraphs by soft line breaks.
        """
        read = self.trace.document.blocks
        lines = any(isinstance(b, Paragraph) and "\n" in b.text for b in read)
        made: list[tuple[int, int, int]] = []
        for index, block in enumerate(read):
            if not isinstance(block, Paragraph) or not (lines and "\n" in block.text):
                made.append((index, 0, len(getattr(block, "text", ""))))
                continue
            at = 0
            for line in block.text.split("\n"):
                if line.strip():
                    start = at + len(line) - len(line.lstrip())
                    made.append((index, start, start + len(line.strip())))
                at += len(line) + 1
        return made

    def find(self, block: int) -> Sequence[Place]:
        """See `cuts.Source`."""
        own = self.document.blocks[block]
        if len(self._blocks) != len(self.document.blocks) or not isinstance(own, Paragraph):
            raise Refused(LOST)
        index, start, end = self._blocks[block]
        read = self.trace.document.blocks[index]
        traced = self.trace.paragraphs.get(index)
        if traced is None or not isinstance(read, Paragraph) or read.text[start:end] != own.text:
            raise Refused(LOST)
        return self._places(traced, read.text)[start:end]

    def _places(self, traced: Traced, text: str) -> list[Place]:
        places: list[Place] = [Gap(NUMBER)] * len(traced.number)
        whole = traced.number + "".join(traced.parts)
        for part in traced.parts:
            if not isinstance(part, PlacedText):
                places += [Gap(SIGN)] * len(part)
            elif part.why:
                places += [Gap(part.why)] * len(part)
            else:
                places += self._letters(part)
        # Line breaks at the edge of a paragraph are layout, and left out.
        lead = len(whole) - len(whole.lstrip("\n")) if text != whole else 0
        if whole[lead : lead + len(text)] != text:
            raise Refused(LOST)
        return places[lead : lead + len(text)]

    def _letters(self, part: PlacedText) -> Sequence[Place]:
        name, ordinal = self._home(part.element)
        element = self._sources[name].elements.get(ordinal)
        raw = part.element.text or ""
        if element is None or "".join(letter[0] for letter in element.letters) != raw:
            return [Gap(LOST)] * len(part)
        lead = 0 if len(part) == len(raw) else len(raw) - len(raw.lstrip(_EDGE))
        return [Spot(name, ((start, end),)) for _c, start, end in element.letters[lead : lead + len(part)]]

    def _home(self, element: object) -> tuple[str, int]:
        """The part an element is in, and its ordinal there."""
        if not self._homes:
            for name, (data, root) in self.trace.parts.items():
                if not name.endswith(".xml") or not root.tag.endswith(
                    ("}document", "}footnotes", "}endnotes")
                ):
                    continue
                elements = list(root.iter())
                source = XmlSource(data)
                if source.count != len(elements):
                    raise Refused(LOST)
                self._sources[name] = source
                self._homes.update((e, (name, n)) for n, e in enumerate(elements))
        home = self._homes.get(element)
        if home is None:
            raise Refused(LOST)
        return home

    def quote(self, new: str) -> str:
        """See `cuts.Source`."""
        if any(c in "\n\r\t" for c in new):
            raise Refused("修改不能带换行")
        return escaped(new)

    def write(self, cuts: Sequence[Cut]) -> bytes:
        """See `cuts.Source`."""
        from checker.fixes.members import replaced

        changed: dict[str, bytes] = {}
        for name, group in groupby(cuts, key=lambda cut: cut.part):
            source = self._sources[name]
            own = list(group)
            own = sorted([*own, *_keeping_space(source, own)], key=lambda cut: (cut.start, cut.end))
            changed[name] = source.write(splice(source.text, own))
        return replaced(self.data, changed)


def _keeping_space(source: XmlSource, cuts: Sequence[Cut]) -> list[Cut]:
    """Cuts that ask to keep the white space that others bring to the edge of an element."""
    made: list[Cut] = []
    for element in source.elements.values():
        if element.preserves:
            continue
        # White space at the edges is not shown; once the element is asked to keep some, it would be.
        shown = [i for i, letter in enumerate(element.letters) if letter[0] not in _EDGE]
        if not shown:
            continue
        (_a, first, _b), (_c, _d, last) = element.letters[shown[0]], element.letters[shown[-1]]
        inside = [cut for cut in cuts if first <= cut.start and cut.end <= last]
        moved = [Cut("", cut.start - first, cut.end - first, cut.new) for cut in inside]
        text = splice(source.text[first:last], moved)
        if inside and text != text.strip(_EDGE):
            part = inside[0].part
            made.append(Cut(part, element.name_end, element.name_end, ' xml:space="preserve"'))
            made += [Cut(part, start, end, "") for _letter, start, end in element.letters[: shown[0]]]
            made += [Cut(part, start, end, "") for _letter, start, end in element.letters[shown[-1] + 1 :]]
    return made
