"""The source of an XML part: where its elements of text stand in it, and where each letter of theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.fixes.cuts import Refused

LOST = "在文件中找不到这段文字的确切位置"
_TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[(?P<data>.*?)\]\]>|<\?.*?\?>"
    r"|<(?P<end>/?)(?P<name>[^\s/>!?]+)(?P<rest>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.S,
)
_LETTER = re.compile(
    r"&(?:#x(?P<hex>[0-9a-fA-F]{1,6})|#(?P<dec>\d{1,7})|(?P<name>amp|lt|gt|quot|apos));|\r\n?|.", re.S
)
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_PRESERVE = re.compile(r"""\sxml:space\s*=\s*["']preserve["']""")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(slots=True)
class TextElement:
    """An element that may hold text: where its name ends, whether it keeps white space at its edges,
    and its letters: (letter, start, end) in the source."""

    name_end: int
    preserves: bool
    letters: list[tuple[str, int, int]] = field(default_factory=list)


class XmlSource:
    """A part as text. `elements` maps the ordinal of an element in document order to what stands in it,
    for the elements called `t` alone; `count` is how many elements there are."""

    def __init__(self, data: bytes) -> None:
        self.text, self.codec, self.mark = _decoded(data)
        self.elements: dict[int, TextElement] = {}
        self.count = 0
        self._scan()

    def _scan(self) -> None:
        text = self.text
        current: TextElement | None = None
        done = 0
        for token in _TOKEN.finditer(text):
            if current is not None and token.start() > done:
                current.letters += _letters(text, done, token.start())
            done = token.end()
            if token["name"] is None:
                if current is not None and token["data"] is not None:
                    first = token.start("data")
                    current.letters += [(c, first + i, first + i + 1) for i, c in enumerate(token["data"])]
                continue
            # Text after an inner element is not the text of this one, as the reader sees it.
            current = None
            if token["end"]:
                continue
            name = token["name"]
            if name.rpartition(":")[2] == "t" and not token["rest"].endswith("/"):
                current = TextElement(token.end("name"), bool(_PRESERVE.search(token["rest"])))
                self.elements[self.count] = current
            self.count += 1

    def write(self, text: str) -> bytes:
        """The bytes of a new text of this part."""
        return self.mark + text.encode(self.codec)


def escaped(new: str) -> str:
    """New text as XML writes it. Raises `Refused` for characters XML cannot hold."""
    if _NOT_XML.search(new):
        raise Refused("修改里有 Word 存不了的字符")
    return new.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _decoded(data: bytes) -> tuple[str, str, bytes]:
    for mark, codec in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(codec), codec, mark
    named = re.match(rb"""<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._-]+)""", data)
    if named and named[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii"):
        raise Refused(LOST)
    try:
        return data.decode("utf-8"), "utf-8", b""
    except UnicodeDecodeError:
        raise Refused(LOST) from None


def _letters(text: str, start: int, end: int) -> Sequence[tuple[str, int, int]]:
    made = []
    for found in _LETTER.finditer(text, start, end):
        if found["hex"] or found["dec"]:
            letter = chr(int(found["hex"], 16) if found["hex"] else int(found["dec"]))
        else:
            letter = _NAMED.get(found["name"] or "", found[0])
        made.append(("\n" if found[0][0] == "\r" else letter, found.start(), found.end()))
    return made
