"""Edits in plain text and Markdown: the places of characters are the lines and columns the loader keeps."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from checker.fixes.cuts import Cut, Gap, Place, Refused, Source, Spot
from checker.fixes.encoded import Encoded, line_starts
from checker.model import Document, Paragraph

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPABLE = re.compile(r"[!-/:-@\[-`{-~]")
#: What Markdown would take for a mark of its own.
_MARKS = re.compile(r"[\\`*_~<&\[\]|]")
_JOINED = Gap("这里是换行处，不是文件里的字")
_ELSEWHERE = Gap("在文件中找不到这段文字的确切位置")


class TextSource(Source):
    """A text or Markdown file."""

    def __init__(self, data: bytes, document: Document) -> None:
        super().__init__()
        self.encoded = Encoded(data)
        self.document = document
        self.markdown = document.kind == "markdown"
        self.starts = line_starts(self.encoded.text)

    def find(self, block: int) -> Sequence[Place]:
        """See `cuts.Source`."""
        paragraph = self.document.blocks[block]
        if not isinstance(paragraph, Paragraph) or not paragraph.lines:
            raise Refused(_ELSEWHERE.why)
        places: list[Place] = []
        lines = paragraph.lines
        piece, before = 0, -1
        for offset, shown in enumerate(paragraph.text):
            while piece + 1 < len(lines) and lines[piece + 1][0] <= offset:
                piece += 1
            first, line, column = lines[piece]
            at = self.starts[line - 1] + column - 1 + offset - first
            place = self._place(at, shown, before)
            if isinstance(place, Spot):
                before = place.ranges[0][1]
            places.append(place)
        return places

    def _place(self, at: int, shown: str, before: int) -> Place:
        """The place of a character shown, said to stand at `at`; the one before it ends at `before`."""
        text = self.encoded.text
        if self.markdown and text[at : at + 1] == "&":
            entity = _ENTITY.match(text, at)
            if entity and html.unescape(entity[0]) == shown:
                return Spot("", ((at, entity.end()),))
        if text[at : at + 1] != shown:
            return _JOINED if shown == " " else _ELSEWHERE
        # The backslash that keeps a mark from being one goes where the mark goes.
        escaped = self.markdown and at - 1 >= before and text[at - 1 : at] == "\\" and _ESCAPABLE.match(shown)
        return Spot("", ((at - bool(escaped), at + 1),))

    def quote(self, new: str) -> str:
        """See `cuts.Source`."""
        if any(c in "\n\r\x00" for c in new):
            raise Refused("修改不能带换行")
        return _MARKS.sub(r"\\\g<0>", new) if self.markdown else new

    def write(self, cuts: Sequence[Cut]) -> bytes:
        """See `cuts.Source`."""
        return self.encoded.write(cuts)
