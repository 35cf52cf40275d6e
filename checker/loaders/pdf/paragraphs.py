"""Printed lines -> paragraphs: where a line ended because the paragraph did, and where only the page was full.

A Chinese report wraps its lines in the middle of a word and indents each paragraph by two
characters. So a line belongs to the paragraph before it unless it is indented, the line before
ended although the next word would still have fitted, the type changes, or space was left between.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from checker.loaders.pdf.lines import PrintedLine, is_latin
from checker.loaders.words import is_section_heading

#: Shares of the type's size: what is an indent, what an end of a line may leave free, one size of type.
_INDENT, _SLACK, _SIZE = 0.8, 0.4, 0.12
#: A margin is kept by so many lines, as a share of those that keep to the place most lines keep to.
_MANY = 0.2
#: More than this many times the usual distance of lines is a space left between paragraphs.
_SPACED = 1.4


class Measure(NamedTuple):
    """Where the running text of pages of one size begins and ends, and how far apart its lines are."""

    left: float
    right: float
    leading: float


@dataclass(slots=True)
class Flow:
    """The lines of one paragraph, with the index of the page each stands on."""

    lines: list[tuple[int, PrintedLine]] = field(default_factory=list)


def measure_of(pages: Iterable[Sequence[PrintedLine]]) -> Measure:
    """The measure of some pages of one size, from all their lines.

    The left margin is where most lines begin that follow a full one, and their distance is the leading:
    first lines, headings and the lines of a page's head do not count.
    """
    pages = [page for page in pages if page]
    lines = [line for page in pages for line in page]
    if not lines:
        return Measure(0.0, 0.0, 0.0)
    em = median(line.em for line in lines)
    right = _right([line.right for line in lines], em)
    wrapped = [
        (line.left, line.base - before.base)
        for page in pages
        for before, line in pairwise(page)
        if before.right >= right - 1.5 * em and 0 < line.base - before.base < 4 * em
    ]
    left = _usual([place for place, _ in wrapped] or [line.left for line in lines], em)
    steps = [step for place, step in wrapped if abs(place - left) <= 0.6 * em]
    return Measure(left, right, median(steps) if steps else 2.0 * em)


def _right(values: Sequence[float], em: float) -> float:
    """The outermost place that many lines end at; the outermost of all where no two agree."""
    ordered = sorted(values)
    counts = _neighbours(ordered, em)
    need = max(2.0, _MANY * max(counts))
    kept = [value for value, count in zip(ordered, counts, strict=True) if count >= need] or ordered
    return max(value for value in ordered if value <= kept[-1] + 0.6 * em)


def _usual(values: Sequence[float], em: float) -> float:
    """The place most of the values keep to, the first of equals."""
    ordered = sorted(values)
    counts = _neighbours(ordered, em)
    return ordered[counts.index(max(counts))]


def _neighbours(ordered: Sequence[float], em: float) -> list[int]:
    """For each of some sorted values, how many lie at it or a little beyond."""
    return [bisect_right(ordered, value + 0.6 * em) - bisect_left(ordered, value) for value in ordered]


def starts_anew(
    before: PrintedLine,
    line: PrintedLine,
    measures: tuple[Measure, Measure],
    *,
    same_page: bool,
    inside: Sequence[PrintedLine],
) -> bool:
    """Whether a line begins a paragraph. `measures` are those of the line before and of the line, `inside`
    the lines the paragraph before it has so far."""
    ended, measure = measures
    em = max(before.em, line.em)
    if same_page and before.column != line.column:
        # From the end of a column the text goes on at the head of the next.
        if before.column <= 0 or line.column <= before.column or line.base > before.base + em:
            return True
        same_page = False
    if _is_heading(line.text):
        return True
    if len(inside) == 1 and _is_heading(before.text) and not _is_heading(before.text + line.text):
        return True
    if before.han and line.han and abs(before.em - line.em) > _SIZE * em:
        return True
    if same_page and line.base - before.base > max(_SPACED * measure.leading, 1.2 * em):
        return True
    if before.right + line.first + _SLACK * em <= ended.right:
        return True
    if line.left > measure.left + _INDENT * em:
        # A block set in from the margin as a whole goes on as it began.
        block = len(inside) > 1 and abs(inside[1].left - line.left) <= 0.3 * em
        return not block
    return False


def _is_heading(text: str) -> bool:
    """Whether a line is a numbered heading of a section: its label alone may be the end of a sentence."""
    return text[0] in "一二三四五六" and is_section_heading(text)


def joined_text(lines: Sequence[PrintedLine], right: float) -> str:
    """The text of a paragraph: Chinese lines run on without a space, Latin words are parted by one."""
    text = lines[0].text
    for before, line in pairwise(lines):
        if text and line.text and is_latin(text[-1]) and is_latin(line.text[0]):
            digits = text[-1].isdecimal() and line.text[0].isdecimal()
            if not (digits and right - before.right < 0.4 * before.em):
                text += " "
        text += line.text
    return text
