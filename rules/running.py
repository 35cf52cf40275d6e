"""The prose of a report as one running text, so that a word is looked for once and not in each paragraph."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate

from checker.api import Edit, Fix, Report, Span

from .finder import Finder
from .outline import Piece, joined, regex, words

#: Between two paragraphs. No word goes over it.
BREAK = "\n"

#: Formats in which a line may end in the middle of a sentence.
_LINES = ("text", "markdown", "pdf")

# The longest number before a heading: 「第六部分、」.
_NUMBER = 6


@dataclass(slots=True)
class Running:
    """The paragraphs outside tables, joined by `BREAK`; `starts` are the offsets where they begin."""

    text: str
    starts: list[int]
    pieces: list[Piece]
    #: Where the heading begins in the paragraphs that have more than it.
    headings: dict[int, int] = field(default_factory=dict)

    def piece(self, at: int) -> tuple[Piece, int]:
        """The paragraph an offset lies in, and where that begins."""
        index = bisect_right(self.starts, at) - 1
        return self.pieces[index], self.starts[index]

    def place(self, start: int, end: int) -> str | Span:
        """The place of a stretch within one paragraph."""
        piece, offset = self.piece(start)
        return piece.place(start - offset, end - offset)

    def is_heading(self, report: Report, at: int) -> bool:
        """Whether a place lies in the title or in the heading of a section, which N303 and N309 judge whole."""
        piece, offset = self.piece(at)
        if piece.pointer != "/title" and not piece.pointer.endswith("/title"):
            return False
        title = report.get(piece.pointer)
        if not isinstance(title, str) or len(piece.text) <= len(title) + _NUMBER:
            return True
        # A heading that text runs on from, or that stands at the end of a paragraph.
        if offset not in self.headings:
            self.headings[offset] = piece.text.find(title)
        start = self.headings[offset]
        return start <= at - offset < start + len(title)

    def fix(self, title: str, start: int, end: int, new: str) -> Fix | None:
        """A mend of a stretch that asks a person; None where a line break lies in it."""
        place = self.place(start, end)
        if not isinstance(place, Span) or place.end - place.start != end - start:
            return None
        return Fix(title, (Edit(place, self.text[start:end], new),))


def running(report: Report) -> Running:
    """The running text of a report."""
    found = report.cache.get("W.running")
    if found is None:
        pieces = [
            Piece(paragraph.text, index, report.pointer_of(index))
            for index, paragraph in report.document.paragraphs()
            if paragraph.flags.isdisjoint(("cells", "contents"))
        ]
        if report.document.kind in _LINES:
            pieces = joined(pieces)
        # Each begins behind the one before it and the break between them.
        lengths = [len(piece.text) + len(BREAK) for piece in pieces]
        starts = list(accumulate(lengths, initial=0))[:-1]
        text = BREAK.join([piece.text for piece in pieces])
        found = report.cache["W.running"] = Running(text, starts, pieces)
    assert isinstance(found, Running)
    return found


@dataclass(slots=True, frozen=True)
class Entry:
    """A word of a list: `key` is literal, `pattern` a regular expression that begins where the key does."""

    key: str
    pattern: str
    right: str
    why: str
    severity: str
    confidence: str
    what: str


@cache
def _entries(file: str, listed: str) -> tuple[Finder, dict[str, list[Entry]]]:
    """The words of a list under their keys, and what finds them."""
    found: dict[str, list[Entry]] = {}
    for item in words(file)[listed]["words"]:
        key = item["key"]
        entry = Entry(
            key, item.get("pattern", ""), item.get("right", ""), item.get("why", ""),
            item.get("severity", ""), item.get("confidence", ""), item.get("what", ""),
        )  # fmt: skip
        found.setdefault(key, []).append(entry)
    return Finder(dict.fromkeys(found, "")), found


def lexicon(text: str, file: str, listed: str) -> Iterator[tuple[int, int, Entry]]:
    """Where words of a list stand: (start, end, entry), in the order of the text, none over another."""
    finder, entries = _entries(file, listed)
    last = 0
    for at, key in sorted(finder.find(text), key=lambda found: (found[0], len(found[1]))):
        for entry in entries[key]:
            if at < last:
                continue
            match = regex(entry.pattern).match(text, at) if entry.pattern else None
            if entry.pattern and match is None:
                continue
            last = match.end() if match else at + len(entry.key)
            yield at, last, entry
