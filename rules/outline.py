"""The sections of a report as rules read them: which is which, their prose, and places in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from checker.api import Paragraph, Report, Span, chinese, fold, numeral, section_titles

TABLES = {2: "disclosure", 3: "requests", 4: "remedies"}
TABLE_NAMES = {2: "表二", 3: "表三", 4: "表四"}

# 「（一）主动公开情况」
SUBHEADING = (
    r"\s*(?:[(（][一二三四五六七八九十]{1,2}[)）]|[0-9]{1,2}[.．、])[^，。；：,;:0-9]{2,24}[。：:]?\s*"
)

# How a line broken in mid-sentence ends, and how an item of a list begins.
ITEM = r"\s*(?:[(（]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[)）、.．]|[①-⑳]|第[一二三四五六七八九十]+[，、,条])"

# One width of marks and digits, one character for one, so that places stay where they are.
_HALF = {
    "（": "(", "）": ")", "，": ",", "．": ".", "：": ":", "；": ";", "－": "-", "～": "~", "／": "/",
    **{chr(0xFF10 + i): str(i) for i in range(10)},
}  # fmt: skip


@cache
def words(name: str) -> Any:
    """The word lists of `data/<name>.json`."""
    import json

    return json.loads((Path(__file__).parent / "data" / f"{name}.json").read_text(encoding="utf-8"))


@cache
def regex(pattern: str) -> re.Pattern[str]:
    """A pattern, compiled when it is first used."""
    return re.compile(pattern)


def _open_ended(char: str) -> bool:
    """Whether a line that ends so goes on in the next: a Han character, a digit, a mark that closes nothing."""
    return "一" <= char <= "龥" or char in "0123456789，、（《“,"


def half(text: str) -> str:
    """`text` with half-width marks and digits, character for character."""
    # Ten times as fast as str.translate on Chinese text.
    for wide, narrow in _HALF.items():
        if wide in text:
            text = text.replace(wide, narrow)
    return text


def value_of(number: str) -> int | None:
    """What a printed number counts: 「三」, 「（三）」, 「3」, 「第三部分」 -> 3, None for anything else."""
    return numeral(number.strip("第部分（）()、.． "))


@dataclass(slots=True)
class Part:
    """A section as it stands: its index in the instance, its ordinal in the form (None: not of the form)."""

    index: int
    ordinal: int | None
    number: str
    title: str
    paragraphs: list[Any]

    @property
    def pointer(self) -> str:
        """Its place in the instance."""
        return f"/sections/{self.index}"

    @property
    def value(self) -> int | None:
        """What the printed number counts."""
        return value_of(self.number)


@dataclass(slots=True)
class Piece:
    """A paragraph of prose: its text, its block if it has one, and where in the block it begins.

    `rest` are the lines joined to it, each with the offset in `text` where it begins.
    """

    text: str
    block: int | None
    pointer: str
    offset: int = 0
    rest: tuple[tuple[int, Piece], ...] = ()

    def place(self, start: int, end: int) -> str | Span:
        """The place of a stretch of the text: a span, or the pointer where there is no block."""
        for at, piece in reversed(self.rest):
            if start >= at:
                return piece.place(start - at, min(end - at, len(piece.text)))
        if self.block is None:
            return self.pointer
        end = min(end, self.rest[0][0]) if self.rest else end
        return Span(self.block, self.offset + start, self.offset + end)


def label(report: Report, ordinal: int) -> str:
    """The heading of the form: 「六、其他需要报告的事项」."""
    return f"{chinese(ordinal)}、{section_titles(report)[ordinal][0]}"


def parts(report: Report) -> list[Part]:
    """The sections in the order of the file."""
    found = report.cache.get("N.parts")
    if found is None:
        found = report.cache["N.parts"] = _parts(report)
    return list(found)


def part(report: Report, ordinal: int) -> Part | None:
    """The form's section of that ordinal, None where the report has none."""
    return next((p for p in parts(report) if p.ordinal == ordinal), None)


def _parts(report: Report) -> list[Part]:
    exact = {fold(title): n for n, titles in section_titles(report).items() for title in titles}
    by_reader = {index: n for n, index in report.sections.items()}
    found: list[Part] = []
    sections = report.get("/sections")
    for i, section in enumerate(sections if isinstance(sections, list) else []):
        if not isinstance(section, dict):
            continue
        title, number, paragraphs = (section.get(key) for key in ("title", "number", "paragraphs"))
        title = title if isinstance(title, str) else ""
        # A title of the form says more than the number before it, which may be the mistake.
        ordinal = exact.get(fold(title)) or by_reader.get(i)
        number = "" if number is None else str(number).strip("、. ")
        found.append(Part(i, ordinal, number, title, paragraphs if isinstance(paragraphs, list) else []))
    _fill_gaps(found)
    return found


def _fill_gaps(found: list[Part]) -> None:
    """Name the sections without a known title that stand exactly where the form's missing ones would.

    Without this, 「四、问题与打算」 after 「四、…行政诉讼情况」 would be three findings: a missing
    section, a strange one, and a wrong number.
    """
    i = 0
    while i < len(found):
        j = i
        while j < len(found) and found[j].ordinal is None:
            j += 1
        before = found[i - 1].ordinal if i else 0
        after = found[j].ordinal if j < len(found) else 7
        # More than two strange sections in a row are another form, not slips of the pen.
        if before is not None and after is not None and after - before - 1 == j - i <= 2:
            for step, unknown in enumerate(found[i:j], 1):
                # A number of its own that follows no mistake belongs to a section of its own.
                if unknown.value in (None, before + step, before + step - 1):
                    unknown.ordinal = before + step
        i = max(j, i + 1)


def pieces(report: Report, pointer: str) -> Iterator[Piece]:
    """The paragraphs behind a pointer of prose."""
    text = report.get(pointer)
    if not isinstance(text, str) or not text:
        return
    blocks = report.blocks.get(pointer, ())
    paragraphs = [(i, b) for i in blocks if isinstance(b := report.document.blocks[i], Paragraph)]
    if not paragraphs:
        yield Piece(text, None, pointer)
    elif len(paragraphs) == 1 and (offset := paragraphs[0][1].text.find(text)) >= 0:
        # A heading may stand in the same paragraph as the text that runs on from it.
        yield Piece(text, paragraphs[0][0], pointer, offset)
    else:
        for index, paragraph in paragraphs:
            yield Piece(paragraph.text, index, pointer)


def prose(report: Report, section: Part) -> list[Piece]:
    """The paragraphs of a section, blank ones left out, lines broken in mid-sentence joined."""
    key = f"N.prose{section.index}"
    if key not in report.cache:
        report.cache[key] = joined(
            piece
            for i in range(len(section.paragraphs))
            for piece in pieces(report, f"{section.pointer}/paragraphs/{i}")
        )
    return list(report.cache[key])


def joined(found: Iterable[Piece]) -> list[Piece]:
    """Join the lines of a text that was broken at a fixed width (copied out of a PDF).

    A long line that ends in a Han character or a comma goes on in the next one, unless that
    begins an item of a list.
    """
    groups: list[list[Piece]] = []
    open_ended = False
    for piece in found:
        text = piece.text.rstrip()
        if not text:
            continue
        goes_on = open_ended and not regex(ITEM).match(text)
        line = text.lstrip()
        open_ended = len(line) >= 20 and _open_ended(line[-1])
        if goes_on:
            lead = len(text) - len(line)
            groups[-1].append(Piece(line, piece.block, piece.pointer, piece.offset + lead))
        elif text == piece.text and not piece.rest:
            groups.append([piece])
        else:
            groups.append([Piece(text, piece.block, piece.pointer, piece.offset)])
    return [lines[0] if len(lines) == 1 else _glue(lines) for lines in groups]


def _glue(lines: list[Piece]) -> Piece:
    first = lines[0]
    starts = accumulate(len(line.text) for line in lines)
    text = "".join(line.text for line in lines)
    rest = tuple(zip(starts, lines[1:], strict=False))
    return Piece(text, first.block, first.pointer, first.offset, rest)


def text_of(report: Report, section: Part) -> str:
    """The prose of a section, a line a paragraph."""
    return "\n".join(piece.text for piece in prose(report, section))


def without_titles(report: Report, text: str) -> str:
    """`text` without the titles of the form: to list the sections is not to speak of their topics."""
    titles = (title for titles in section_titles(report).values() for title in titles)
    for title in sorted(titles, key=len, reverse=True):
        text = text.replace(title, "")
    return text


def is_subheading(text: str) -> bool:
    """Whether a paragraph is a heading inside a section, alone on its line."""
    return len(text) < 40 and regex(SUBHEADING).fullmatch(text) is not None


def title_place(report: Report, section: Part) -> str | Span:
    """The place of a section's title without its number."""
    pointer = f"{section.pointer}/title"
    for piece in pieces(report, pointer):
        start = piece.text.find(section.title)
        if section.title and start >= 0:
            return piece.place(start, start + len(section.title))
    return pointer


def heading_block(report: Report, section: Part) -> int | None:
    """The block of a section's heading."""
    blocks = report.blocks.get(f"{section.pointer}/title")
    return blocks[0] if blocks else None


def block_range(report: Report, section: Part) -> range:
    """The blocks of a section, from behind its heading to the next one; empty where they are not known."""
    start = heading_block(report, section)
    if start is None:
        return range(0)
    ends = [b for p in parts(report) if (b := heading_block(report, p)) is not None and b > start]
    return range(start + 1, min(ends, default=len(report.document.blocks)))


def has_picture(report: Report, section: Part) -> bool:
    """Whether a picture stands in the section: the loader names the block behind each."""
    inside = block_range(report, section)
    behind = report.document.metadata.get("picture_blocks") or ()
    return inside.start > 0 and any(inside.start <= index <= inside.stop for index in behind)


def pictured(report: Report, section: Part) -> bool:
    """Whether the reader found nothing but a picture in the section."""
    return any(pointer == f"{section.pointer}/pictures" for pointer, _why in report.unread)


def place_before(report: Report, following: Part | None, previous: Part | None) -> str | Span | None:
    """The place that stands in for something missing: the block before it."""
    end = heading_block(report, following) if following else None
    if following is None and previous is not None and (inside := block_range(report, previous)):
        end = inside.stop
    for index in range((end or 0) - 1, -1, -1):
        block = report.document.blocks[index]
        if not isinstance(block, Paragraph) or block.text.strip():
            return Span(index, 0, 0)
    if previous is not None:
        count = len(previous.paragraphs)
        return f"{previous.pointer}/paragraphs/{count - 1}" if count else f"{previous.pointer}/title"
    return None
