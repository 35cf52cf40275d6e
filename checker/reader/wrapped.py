"""Text whose lines were broken at a width (copied out of a PDF, sent as mail) -> its paragraphs.

A line that is as long as lines get there, and ends in the middle of a sentence, goes on in the next.
A text of paragraphs has no such width: its lines are of all lengths.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from checker.form import Forms
from checker.model import Block, Document, Paragraph
from checker.reader.toc import heading_ordinals
from checker.text import fold

#: Widths at which programs break lines, in characters.
NARROWEST, WIDEST = 12, 80
#: A line may be this much shorter than the longest: a mark may not begin a line, a year is not cut.
RAGGED = 4
#: So many lines must break in the middle of a sentence, and such a share of all that are as long.
FEWEST, SHARE = 4, 0.4
_ENDS = "。！？：!?:"
_Measure = Callable[[str], float]


def unwrap(document: Document, forms: Forms) -> None:
    """Join the lines of a plain text that were broken at a width; places in it stay what they were."""
    if document.kind != "text":
        return
    lines = [p for _index, p in document.paragraphs()]
    if not lines or max(len(p.text) for p in lines) > 2 * WIDEST:
        return
    pairs = list(_neighbours(document))
    # Programs count characters, or their width in print.
    limits = [limit for measure in (len, _width) if (limit := _limit(measure, lines, pairs))]
    if not limits:
        return
    headings = heading_ordinals(forms)  # a line that is one ends there, however long it is
    left = min((p.anchor.column or 1 for _index, p in document.paragraphs()), default=1)
    indents = any((two.anchor.column or 1) > left for _one, two in pairs)

    def goes_on(one: Paragraph, two: Paragraph) -> bool:
        if (
            not any(_length(one, measure) >= least for measure, least in limits)
            or fold(one.text).rstrip(".,:;") in headings
            or one.text.endswith("年度报告")
        ):
            return False
        if (two.anchor.column or 1) > left or _begins(two.text, one.text):
            return False
        return indents or one.text[-1] not in _ENDS

    _join(document, goes_on)


def _neighbours(document: Document) -> Iterator[tuple[Paragraph, Paragraph]]:
    """Paragraphs of one line each, one right below the other in the file."""
    for one, two in pairwise(document.blocks):
        if isinstance(one, Paragraph) and isinstance(two, Paragraph) and _touch(one, two):
            yield one, two


def _touch(one: Paragraph, two: Paragraph) -> bool:
    line = one.lines[-1][1] if one.lines else one.anchor.line
    return line is not None and two.anchor.line == line + 1


def _width(text: str) -> float:
    """How wide a text is in print, in Chinese characters."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


def _limit(
    measure: _Measure, lines: list[Paragraph], pairs: list[tuple[Paragraph, Paragraph]]
) -> tuple[_Measure, float] | None:
    """From which length on a line is a full one, where `measure` finds a width at which sentences break."""
    longest = max(_length(line, measure) for line in lines)
    least = longest - RAGGED
    full = [one.text for one, _two in pairs if _length(one, measure) >= least]
    cut = [text for text in full if text[-1] not in _ENDS]
    fits = NARROWEST <= longest <= WIDEST and len(cut) >= max(FEWEST, SHARE * len(full))
    return (measure, least) if fits else None


@cache
def _new() -> re.Pattern[str]:
    return re.compile(
        r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d)|[①-⑳]|第[一二三四五六]部分)"
    )


def _begins(text: str, before: str) -> bool:
    """Whether a line begins with a number of its own, and not with the rest of 「第（一）项」."""
    return _new().match(text) is not None and not before.endswith(("第", "（", "《", "条", "款"))


def _length(paragraph: Paragraph, measure: _Measure) -> float:
    """How long the last line of a paragraph is in the file, with the spaces it begins with."""
    start, _line, column = paragraph.lines[-1] if paragraph.lines else (0, 0, paragraph.anchor.column)
    return measure(paragraph.text[start:]) + (column or 1) - 1


def _join(document: Document, goes_on: Callable[[Paragraph, Paragraph], bool]) -> None:
    blocks: list[Block] = []
    moved: dict[int, int] = {}
    for index, block in enumerate(document.blocks):
        last = blocks[-1] if blocks else None
        if (
            isinstance(block, Paragraph)
            and isinstance(last, Paragraph)
            and _touch(last, block)
            and goes_on(last, block)
        ):
            blocks[-1] = _joined(last, block)
        else:
            blocks.append(block)
        moved[index] = len(blocks) - 1
    document.blocks = blocks
    if doubts := document.metadata.get("doubts"):
        document.metadata["doubts"] = {moved[index]: why for index, why in doubts.items()}


def _joined(one: Paragraph, two: Paragraph) -> Paragraph:
    space = " " if one.text[-1:].isascii() and two.text[:1].isascii() and two.text[0].isalnum() else ""
    shift = len(one.text) + len(space)
    lines = one.lines or ((0, one.anchor.line or 1, one.anchor.column or 1),)
    more = two.lines or ((0, two.anchor.line or 1, two.anchor.column or 1),)
    return replace(
        one,
        text=one.text + space + two.text,
        lines=(*lines, *((offset + shift, line, column) for offset, line, column in more)),
    )
