"""Edits in a JSON instance: inside the string a paragraph came from, the layout of the file as it was."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from checker.fixes.cuts import Cut, Gap, Place, Refused, Source, Spot
from checker.fixes.encoded import Encoded, line_starts
from checker.model import Document, Paragraph

_LETTER = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\"\\]", re.S
)
_NUMBER = Gap("这是编号，不是标题里的字")
_LOST = "在文件中找不到这段文字的确切位置"


class JsonSource(Source):
    """An instance."""

    def __init__(self, data: bytes, document: Document) -> None:
        super().__init__()
        self.encoded = Encoded(data)
        self.document = document
        self.starts = line_starts(self.encoded.text)
        self.pointers: dict[int, str] = document.metadata.get("pointers", {})

    def find(self, block: int) -> Sequence[Place]:
        """See `cuts.Source`."""
        paragraph = self.document.blocks[block]
        pointer = self.pointers.get(block)
        if pointer is None or not isinstance(paragraph, Paragraph):
            raise Refused(_LOST)
        value, places = self._string(pointer)
        if pointer == "/preamble":
            # One string of several lines, each a paragraph; blank ones are none.
            ordinal = sum(1 for b, p in self.pointers.items() if p == pointer and b < block)
            lines = [line for line in re.finditer(r"[^\n]+", value) if line[0].strip()]
            if ordinal >= len(lines) or lines[ordinal][0] != paragraph.text:
                raise Refused(_LOST)
            return places[lines[ordinal].start() : lines[ordinal].end()]
        if not paragraph.text.endswith(value):
            raise Refused(_LOST)
        return [_NUMBER] * (len(paragraph.text) - len(value)) + places

    def _string(self, pointer: str) -> tuple[str, list[Place]]:
        """The string at a pointer, and where each of its characters stands."""
        anchor = self.document.places.get(pointer)
        if anchor is None or anchor.line is None or anchor.column is None:
            raise Refused(_LOST)
        text = self.encoded.text
        at = self.starts[anchor.line - 1] + anchor.column - 1
        if text[at : at + 1] != '"':
            raise Refused(_LOST)
        at += 1
        letters: list[str] = []
        places: list[Place] = []
        while letter := _LETTER.match(text, at):
            letters.append(json.loads(f'"{letter[0]}"') if letter[0][0] == "\\" else letter[0])
            places.append(Spot("", ((at, letter.end()),)))
            at = letter.end()
        return "".join(letters), places

    def quote(self, new: str) -> str:
        """See `cuts.Source`."""
        # A file that escapes all Chinese goes on doing so.
        return json.dumps(new, ensure_ascii=self.encoded.text.isascii())[1:-1]

    def write(self, cuts: Sequence[Cut]) -> bytes:
        """See `cuts.Source`."""
        return self.encoded.write(cuts)
