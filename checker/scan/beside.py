"""Which of the dates that stand beside a link is the day on which it was published, and what makes that doubtful.

An item of a list holds other days too: the day a document was signed, the end of a poll, 「今天上午」 in a summary. A day
that is named (发布日期) is what it is named; one that stands alone is believed; one within a sentence never is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from checker.scan import dates
from checker.scan.dates import Found
from checker.scan.vocabulary import one_line, regex, words

#: Parts texts that no mark of a date may reach across: cells of a table, and the link itself.
_WALL = "‖"
#: What is in doubt of a date: another day stands beside it, it is named as another day, it is part of a sentence or of
#: the title.
TWO, NAMED, PROSE, TITLE = "two", "named", "prose", "title"
#: Characters before a date in which its name stands.
_NAME = 14


@dataclass(slots=True, frozen=True)
class Piece:
    """A text within an item: where it begins and ends in the text of the whole, and the header of its cell."""

    start: int
    end: int
    header: str = ""


@dataclass(slots=True, frozen=True)
class Texts:
    """The texts of an item on one line, and where each of them stands."""

    line: str
    pieces: list[Piece]


def texts_of(holder: Any, without: Any = None) -> Texts:
    """The texts of an element, those of the link `without` left out."""
    line, pieces, before = "", [], None
    for node, cell in _nodes(holder, without):
        text = one_line(node.text_content) if node is not None else ""
        if node is None or (cell is not None and before is not None and cell.mem_id != before.mem_id):
            line += f" {_WALL}"
        before = cell if node is not None else before
        if text:
            line += " " if line else ""
            pieces.append(Piece(len(line), len(line) + len(text), _header(cell) if cell is not None else ""))
            line += text
    return Texts(line, pieces)


def _nodes(holder: Any, without: Any) -> Iterator[tuple[Any, Any]]:
    """The nodes of text, each with the cell of a table it stands in; None for the link that is left out."""
    hidden = without.mem_id if without is not None else None
    waiting: list[tuple[Any, Any]] = [(holder, None)]
    while waiting:
        node, cell = waiting.pop()
        if node.mem_id == hidden:
            yield None, None
        elif node.tag == "-text":
            yield node, cell
        else:
            cell = node if node.tag in ("td", "th") else cell
            below, child = [], node.child
            while child is not None:
                below.append((child, cell))
                child = child.next
            waiting += reversed(below)


def _header(cell: Any) -> str:
    """The name of a column of a table, where its first row has as many cells and none of them a link."""
    row = cell.parent
    table = row
    while table is not None and table.tag not in ("table", "body", "html"):
        table = table.parent
    if row is None or row.tag != "tr" or table is None or table.tag != "table":
        return ""
    first = table.css_first("tr")
    if first is None or first.mem_id == row.mem_id or first.css_first("a[href]") is not None:
        return ""
    heads, cells = _cells(first), _cells(row)
    if len(heads) != len(cells):
        return ""
    at = next((n for n, own in enumerate(cells) if own.mem_id == cell.mem_id), None)
    return re.sub(r"\s", "", heads[at].text())[:20] if at is not None else ""


def _cells(row: Any) -> list[Any]:
    found, child = [], row.child
    while child is not None:
        if child.tag in ("td", "th"):
            found.append(child)
        child = child.next
    return found


def published(texts: Texts, today: date) -> Found | None:
    """The day of publication among the dates of an item, None where there is none."""
    named: list[Found] = []
    alone: list[Found] = []
    other: list[Found] = []
    prose: list[Found] = []
    all_ = dates.find(texts.line, today)
    for found in all_:
        kind = _standing(texts, found, all_)
        {"published": named, "alone": alone, "other": other, "prose": prose}[kind].append(found)
    if named:
        return max(named, key=lambda f: f.day)
    if alone:
        return _alone(texts, alone)
    if other:
        return replace(max(other, key=lambda f: f.day), doubt=NAMED)
    told = [found for found in prose if not found.counted]
    return replace(told[-1], doubt=PROSE) if told else None


def _alone(texts: Texts, alone: list[Found]) -> Found:
    """The one of the dates without a name that counts: of two days, none is certain."""
    sure = [found for found in alone if not found.doubt] or alone[:1]
    if len({found.day for found in sure}) == 1:
        return sure[0]
    first, second = sure[:2]
    spanned = regex(words()["span"]).fullmatch(texts.line[first.end : second.start].strip())
    # A span begins with the publication; else it stands last, behind a day of the document's own.
    return replace(first if spanned else sure[-1], doubt=TWO)


def _standing(texts: Texts, found: Found, others: list[Found]) -> str:
    """What a date is: the day of publication by its name, another day by its name, alone, or part of a sentence."""
    own = [piece for piece in texts.pieces if piece.start < found.end and piece.end > found.start]
    before = texts.line[max(0, found.start - _NAME) : found.start].rpartition(_WALL)[2]
    name = re.search(r"([一-龥]{2,8})\s*[:：]?\s*[\[(（【]?\s*$", before)
    for label in filter(None, (name[1] if name else "", own[0].header if own else "")):
        if regex(words()["date_other"]).search(label):
            return "other"
        if regex(words()["date_published"]).search(label):
            return "published"
    # What stands beyond a neighbouring date is that one's: 「2024-10-20 至 2025-01-20」 are two that stand alone.
    begin = max([own[0].start if own else found.start, *(f.end for f in others if f.end <= found.start)])
    end = min([own[-1].end if own else found.end, *(f.start for f in others if f.start >= found.end)])
    lead, tail = texts.line[begin : found.start], texts.line[found.end : end]
    return "alone" if _is_alone(lead, tail, counted=found.counted) else "prose"


def _is_alone(lead: str, tail: str, *, counted: bool) -> bool:
    """Whether a date is no part of a sentence, by what stands before and behind it in its own element."""
    tail = regex(words()["clock"]).sub("", tail, count=1)
    marks = " \t[](){}（）【】〔〕:：|｜/·-—~至到起"
    if not lead.strip(marks) and not tail.strip(marks):
        return True
    if re.search(r"[，。；！？、“”《》]", lead + tail) or len(lead) + len(tail) > 60:
        return False
    if regex(words()["beside_date"]).search(lead + tail):
        return True
    # 「三天前的会议」 and 「2023年5月4日召开会议」 are sentences without a mark.
    touches = bool(re.search(r"[一-龥]$", lead) or re.match(r"[一-龥]", tail))
    return not counted and not touches


def within(node: Any, label: str, today: date) -> Found | None:
    """The day that a link holds itself: in an element of its own, or at the end of the title, which is not certain."""
    texts = texts_of(node)
    if len(texts.pieces) > 1:
        found = published(texts, today)
        if found is not None and found.doubt != PROSE:
            return found
    told = [found for found in dates.find(label, today) if not found.counted]
    # 「标题（2024-12-20）」, not a day that the title speaks of.
    if told and len(label.rstrip(" ])）】")) - told[-1].end <= 1:
        return replace(told[-1], doubt=told[-1].doubt or TITLE)
    return None
