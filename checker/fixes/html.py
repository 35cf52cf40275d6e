"""Edits in a web page: only the letters change, every tag, attribute, script and comment stays."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.fixes.cuts import Cut, Gap, Place, Refused, Source, Spot
from checker.fixes.encoded import Encoded
from checker.fixes.html_source import LOST, PlacedText, place_texts
from checker.loaders.blocks import Blocks
from checker.loaders.html_article import Page
from checker.loaders.html_blocks import Walker, squeeze
from checker.loaders.html_tree import Tree
from checker.model import Document, Paragraph

_BREAK = "\x00"
_BLANK = " \t\r\n\f\xa0"
_NUMBER = Gap("这是网页自动编的号，不是文件里的字")
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)


class HtmlSource(Source):
    """A page."""

    def __init__(self, data: bytes, document: Document) -> None:
        super().__init__()
        from checker.loaders.html import load_traced

        self.encoded = Encoded(data)
        self.document = document
        trace = _Trace(self.encoded.text)
        read = load_traced(self.encoded.text, document.path, trace)
        self.traced = trace.traced
        self.same = [getattr(b, "text", "") for b in read.blocks] == [
            getattr(b, "text", "") for b in document.blocks
        ]
        named = _DECLARED.search(data[:4096])
        self.declared = named[1].decode("ascii").lower() if named else ""

    def find(self, block: int) -> Sequence[Place]:
        """See `cuts.Source`."""
        if not self.same or block not in self.traced:
            raise Refused(LOST.why)
        return self.traced[block]

    def quote(self, new: str) -> str:
        """See `cuts.Source`. What the page's encoding has not is written as a number."""
        if any(ord(c) < 32 for c in new):
            raise Refused("修改不能带换行")
        made = new.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return "".join(c if self._holds(c) else f"&#{ord(c)};" for c in made)

    def _holds(self, character: str) -> bool:
        if self.encoded.codec != "gb18030" or "18030" in self.declared:
            return self.encoded.holds(character)
        # What says GB2312 or GBK is read as GB18030, and must not be made to need it.
        try:
            code = character.encode("gbk")
        except UnicodeEncodeError:
            return False
        return len(code) == 1 or "2312" not in self.declared or min(code) >= 0xA1

    def write(self, cuts: Sequence[Cut]) -> bytes:
        """See `cuts.Source`."""
        return self.encoded.write(cuts)


class _Trace:
    def __init__(self, source: str) -> None:
        self.source = source
        self.traced: dict[int, list[Place]] = {}

    def prepare(self, tree: Tree) -> None:
        place_texts(self.source, tree)

    def walker(self, page: Page, blocks: Blocks) -> Walker:
        return _TracingWalker(page, blocks, self.traced)


class _TracingWalker(Walker):
    """The loader's walker, which keeps where the letters of each paragraph stand."""

    def __init__(self, page: Page, blocks: Blocks, traced: dict[int, list[Place]]) -> None:
        super().__init__(page, blocks)
        self.traced = traced

    def _flush(self) -> None:
        parts = self._parts
        block = len(self.blocks.blocks)
        super()._flush()
        letters: list[tuple[str, Place]] = []
        for part in parts:
            places = part.places if isinstance(part, PlacedText) else [LOST] * len(part)
            letters += zip(part, places, strict=True)
        line: list[tuple[str, Place]] = []
        for letter in [*letters, (_BREAK, LOST)]:
            if letter[0] != _BREAK:
                line.append(letter)
                continue
            shown = squeeze("".join(character for character, _place in line))
            if shown:
                paragraph = self.blocks.blocks[block]
                if isinstance(paragraph, Paragraph):
                    number = [_NUMBER] * len(paragraph.number)
                    self.traced[block] = [*number, *_shown_places(shown, line)]
                block += 1
            line = []


def _shown_places(shown: str, line: list[tuple[str, Place]]) -> list[Place]:
    """Where the letters of a line stand once its white space is squeezed."""
    places: list[Place] = []
    at = 0
    for character in shown:
        while (
            at < len(line) and line[at][0] != character and not (character == " " and line[at][0] in _BLANK)
        ):
            at += 1
        start = at
        at += 1
        if character == " ":
            while at < len(line) and line[at][0] in _BLANK:
                at += 1
        spots = [place for _letter, place in line[start:at]]
        if not spots or not all(isinstance(spot, Spot) for spot in spots):
            places.append(LOST)
        else:
            ranges = [r for spot in spots if isinstance(spot, Spot) for r in spot.ranges]
            places.append(Spot("", tuple(dict.fromkeys(ranges))))
    return places
