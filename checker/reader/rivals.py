"""Which of several tables that hold the same rows of the form is the report's own, and whether that can be told.

A report may print last year's table before its own, a subordinate's behind it, and a row that is called as
one of the form's in a table of another kind (fees by project). The first is not always the right one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from checker.form import Form, FormTable
from checker.model import Confidence, Document, Paragraph, Table
from checker.text import YEAR, year_of
from checker.values import is_number, parse

if TYPE_CHECKING:
    from checker.reader.headings import Outline
    from checker.reader.tables import Reading

#: (table of the form, block): what is not to be read there.
Foreign = frozenset[tuple[str, int]]
#: A longer line before a table is no caption.
_CAPTION = 45


@dataclass(slots=True)
class Again:
    """Rows of the form that came again in a table further on: where, and whether their figures are others."""

    block: int
    rows: set[str] = field(default_factory=set)
    other: set[str] = field(default_factory=set)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(rf"(?<!\d)({YEAR})\s*年"),
        re.compile(r"上一?年(?:度|同期|数据|情况|对照)|去年|往年|^\W*附[:：件表]|所属|下属|二级单位"),
    )


def foreign(document: Document, form: Form, outline: Outline, year: int | None, reading: Reading) -> Foreign:
    """The tables that hold rows of the report's own and are not it. Where that cannot be told, the figures that
    differ are UNSURE in `reading.confidence`; so are those of
    a few rows that stand before the section they belong to.
    """
    places = _Places(document, outline, year)
    found: set[tuple[str, int]] = set()
    for part in form.tables:
        homes = _homes(part, reading)
        for again in reading.again.get(part.pointer, {}).values():
            rivals = {homes[row] for row in again.rows if row in homes}
            losers = {_loser(part, home, places, homes, again, reading) for home in rivals}
            if None in losers:
                # What both hold alike is sure; a row that only one of them has may be the other office's.
                alone = {row for row, block in homes.items() if block in {*rivals, again.block}} - again.rows
                reading.confidence |= dict.fromkeys(again.other | alone, Confidence.UNSURE)
            elif losers == {again.block} and again.block in homes.values():
                # The first is the one, and the other must not fill in a row that it lacks.
                found.add((part.pointer, again.block))
            found |= {(part.pointer, block) for block in losers if block not in (None, again.block)}
        if part.section in outline.ordinals:
            # Tables may well stand behind the text they belong to, but not before it.
            strayed = [row for row, block in homes.items() if block < places.start(part.section)]
            if len(strayed) * 2 < len(part.rows):
                reading.confidence |= dict.fromkeys(strayed, Confidence.UNSURE)
    return frozenset(found)


def _homes(part: FormTable, reading: Reading) -> dict[str, int]:
    """The block each row of a table of the form was read from."""
    if part.across:
        block = reading.across.get(part.pointer)
        return {} if block is None else {row.pointer: block for row in part.rows}
    own = {row.pointer for row in part.rows}
    return {pointer: block for (block, _row), pointer in reading.rows.items() if pointer in own}


def _loser(
    part: FormTable, first: int, places: _Places, homes: dict[str, int], again: Again, reading: Reading
) -> int | None:
    """Which of two tables is not the report's own; None where that cannot be told."""
    second = again.block
    rows = [row for row, home in homes.items() if home == first]
    # A form that nobody filled in stands beside the one that is the report's.
    for test in (places.names_others, places.is_blank,
                 lambda block: places.section(block) != part.section):  # fmt: skip
        out = [block for block in (first, second) if test(block)]
        if len(out) == 1:
            return out[0]
    counts = {first: len(rows), second: len(again.rows)}
    for one, other in ((first, second), (second, first)):
        if counts[one] * 2 < counts[other]:
            return one
    return None


class _Places:
    """In which section a block stands, and what the lines over a table say of it."""

    def __init__(self, document: Document, outline: Outline, year: int | None) -> None:
        self._blocks = document.blocks
        self._year = year
        titles = (outline.blocks[f"/sections/{i}/title"][0] for i in range(len(outline.sections)))
        self._starts = list(zip(titles, outline.ordinals, strict=True))

    def section(self, block: int) -> int | None:
        """The section of the form a block stands in, None before the first and in one of the office's own."""
        return next((ordinal for start, ordinal in reversed(self._starts) if start <= block), None)

    def start(self, section: int) -> int:
        """The block of a section's heading, which must be there."""
        return next(start for start, ordinal in self._starts if ordinal == section)

    def is_blank(self, block: int) -> bool:
        """Whether a table has no figures, read or not; a column of running numbers is none."""
        table = self._blocks[block]
        rows = table.rows if isinstance(table, Table) else []
        return not any(is_number(parse(cell.text).data) for row in rows for cell in row[1:])

    def names_others(self, block: int) -> bool:
        """Whether the lines over a table, or its own first ones, say that it is of another year or office."""
        dates, words = _patterns()
        for text in self._over(block):
            years = {year_of(found) for found in dates.findall(text)}
            if self._year in years:
                return False
            if (years and self._year is not None) or words.search(text):
                return True
        return False

    def _over(self, block: int) -> list[str]:
        headings = {start for start, _ordinal in self._starts}
        texts: list[str] = []
        table = self._blocks[block]
        for cells in table.rows[:2] if isinstance(table, Table) else ():
            filled = [c.text for c in cells if c.text.strip()]
            texts += filled if len(filled) == 1 else []
        for index in range(block - 1, max(block - 3, -1), -1):
            before = self._blocks[index]
            if index in headings or not isinstance(before, Paragraph):
                break
            texts.append(before.text)
        return [text for text in texts if len(text) <= _CAPTION]
