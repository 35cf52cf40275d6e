"""A text file as bytes and as text, spliced in its own encoding: byte order mark, line ends and all
other bytes stay."""

from __future__ import annotations

import codecs
from collections.abc import Sequence

from checker.fixes.cuts import Cut, Refused, splice

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Encoded:
    """`text` is what the loaders see of the bytes; `codec` the encoding; `mark` the byte order mark."""

    def __init__(self, data: bytes) -> None:
        from checker.loaders.encoding import decode

        self.data = data
        self.text, self.codec = decode(data)
        self.mark = b""
        for mark, codec in _MARKS:
            if data.startswith(mark):
                self.mark, self.codec = mark, codec
                break

    def holds(self, text: str) -> bool:
        """Whether the encoding has all these characters."""
        try:
            text.encode(self.codec)
        except UnicodeEncodeError:
            return False
        return True

    def write(self, cuts: Sequence[Cut]) -> bytes:
        """The bytes with cuts, in order, made. Raises `Refused` for characters the encoding has not."""
        for cut in cuts:
            if not self.holds(cut.new):
                raise Refused("文件的编码（{codec}）写不出「{text}」", codec=self.codec, text=cut.new)
        body = self.data[len(self.mark) :]
        if self.text.encode(self.codec) == body:
            return self.mark + splice(self.text, cuts).encode(self.codec)
        # Some encodings have several codes for one character: then nothing may be encoded anew.
        at = _offsets(body, self.codec)
        if len(at) != len(self.text) + 1:
            raise Refused("文件的编码（{codec}）有多种写法，改不准确", codec=self.codec)
        parts: list[bytes] = []
        done = 0
        for cut in cuts:
            parts += [body[done : at[cut.start]], cut.new.encode(self.codec)]
            done = at[cut.end]
        return b"".join([self.mark, *parts, body[done:]])


def _offsets(data: bytes, codec: str) -> list[int]:
    """Where in the bytes each character begins, and where the last one ends."""
    decoder = codecs.getincrementaldecoder(codec)("strict")
    offsets = [0]
    for index in range(len(data)):
        offsets += [index + 1] * len(decoder.decode(data[index : index + 1]))
    return offsets


def line_starts(text: str) -> list[int]:
    """Where each line of a text begins, lines counted as the loaders do: "\\r\\n", "\\n" and "\\r" end one."""
    import re

    return [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text))]
