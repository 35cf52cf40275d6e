"""What a paragraph is, for the rules that depend on it: heading, running text, or neither."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from checker.api import Report, Table

from ..outline import is_subheading, regex
from .chars import is_han
from .source import made_by_layout, paragraphs

#: A paragraph this long, with a mark of a sentence in it, is running text.
RUNNING = 24
#: How a finished paragraph ends.
ENDS = frozenset("。！？；：…”’）》!?;:)】")
NUMBERED = r"\s*(?:[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．]|[①-⑳]|第[一二三四五六七八九十]+[，、,]|[一二三四五六七八九]是)"
#: Lines of an address or a colophon end without a mark.
CONTACT = r"电话|地址|邮编|邮政编码|邮箱|传真|网址|https?:|www\.|[一-龥]局$|20\d\d年\d{1,2}月\d{1,2}日$"


@dataclass(slots=True)
class Row:
    """A paragraph: its block, its text, and what it is."""

    block: int
    text: str
    heading: bool
    running: bool
    #: What comes next in the document: a "table", the "end", or nothing of these.
    before: str = ""


def rows(report: Report) -> list[Row]:
    """The paragraphs of the report in order; once a report."""
    found = report.cache.get("L.rows")
    if found is None:
        found = report.cache["L.rows"] = list(_rows(report))
    return list(found)


def _rows(report: Report) -> Iterator[Row]:
    titles = {i for p, blocks in report.blocks.items() if p.endswith("/title") for i in blocks}
    blocks = report.document.blocks
    last = len(blocks) - 1
    for index, paragraph in paragraphs(report):
        text = paragraph.text.strip()
        # Most paragraphs are long, and then nothing of this needs a closer look.
        heading = len(text) <= 45 and (
            index in titles or paragraph.heading is not None or is_subheading(text)
        )
        running = not heading and len(text) >= RUNNING and ("，" in text or "。" in text or "；" in text)
        before = "end" if index == last else "table" if isinstance(blocks[index + 1], Table) else ""
        yield Row(index, text, heading, running, before)


def broken_lines(report: Report, found: list[Row]) -> bool:
    """Whether the text was broken at a fixed width (copied out of a PDF): its lines are no paragraphs."""
    if made_by_layout(report, "L606"):
        return True
    running = [row for row in found if row.running]
    unfinished = sum(1 for row in running if row.text[-1] not in ENDS)
    return not running or unfinished > max(2, 0.25 * len(running))


def indents(report: Report, found: list[Row]) -> list[tuple[Row, int]]:
    """The running paragraphs with their indents, in characters; empty where the file does not say."""
    if report.document.kind != "text":
        return []
    made: list[tuple[Row, int]] = []
    blocks = report.document.blocks
    for row in found:
        lines = getattr(blocks[row.block], "lines", ())
        if row.running and lines and not regex(NUMBERED).match(row.text):
            made.append((row, lines[0][2] - 1))
    return made


def usual(counts: Counter[int]) -> int:
    """The indent most paragraphs have; of two equals the deeper one."""
    return max(counts, key=lambda width: (counts[width], width))


def closes_line(text: str) -> str:
    """The mark at the start of a paragraph that cannot stand there, "" where there is none."""
    first = text[:1]
    if first in "，。、；：！？”’）》〉」』】":
        return first
    if first in ",;:)" and any(is_han(c) for c in text[1:8]):
        return first
    return ""
