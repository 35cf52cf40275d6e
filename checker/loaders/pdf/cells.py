"""The text of one cell from the characters inside its box."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from checker.loaders.pdf.frame import Box
from checker.loaders.pdf.glyphs import Glyph
from checker.loaders.pdf.lines import PrintedLine, is_latin, set_lines

#: What the cell's own padding takes from its width, both sides together: what most programs leave, and
#: the most one may (shares of the type's size).
_PADDING, _MOST_PADDING = 1.1, 1.6
_FIGURES = frozenset("0123456789.,")
#: The width of a figure (share of the type's size).
_FIGURE = 0.5


def cell_text(glyphs: Sequence[Glyph], box: Box) -> tuple[str, bool]:
    """The text of a cell, and whether it is sure.

    Printed lines that only the cell's width broke are one line again. A line after which the next
    word would still have had room was ended by hand and stays one ("\n"). Text set vertically is
    read downwards, its columns from right to left.
    """
    if not glyphs:
        return "", True
    if len(glyphs) == 1:
        return glyphs[0].text.strip(), True
    upright = _downwards(glyphs)
    if upright is not None:
        return upright, True
    lines = set_lines(glyphs)
    if not lines:
        return "", True
    text, sure = lines[0].text, True
    for before, after in pairwise(lines):
        between, known = _between(before, after, box)
        text += between + after.text
        sure = sure and known
    return text, sure


def _between(before: PrintedLine, after: PrintedLine, box: Box) -> tuple[str, bool]:
    """What stands for the end of a printed line, and whether that is sure."""
    size, width = max(before.em, after.em), box[2] - box[0]
    taken = before.right - before.left
    if before.text[-1] in _FIGURES and after.text[0] in _FIGURES:
        # Only a figure longer than the cell is wide is broken in itself: else these are two.
        size = max(size, taken / len(before.text) / _FIGURE)
        left = width - taken - _FIGURE * after.em
        return ("\n" if left >= _MOST_PADDING * size else ""), not (
            _PADDING * size <= left < _MOST_PADDING * size
        )
    if taken + after.first <= width - _PADDING * size:
        return "\n", True
    words = before.text[-1].isalpha() and after.text[0].isalpha()
    return (" " if words and is_latin(before.text[-1]) and is_latin(after.text[0]) else ""), True


def _downwards(glyphs: Sequence[Glyph]) -> str | None:
    """The text of a label set vertically: its characters follow each other downwards (or upwards, turned)."""
    if any([g.text.isdecimal() for g in glyphs]):
        return None  # figures one below the other are figures, not a label
    own = [g for g in glyphs if not g.text.isspace()]
    if len({(g.top, g.bottom) for g in own}) < 2:
        return None  # all on one line
    down = up = right = 0
    for before, after in pairwise(own):
        (x0, y0), (x1, y1) = before.middle, after.middle
        em = max(before.em, after.em)
        if abs(x1 - x0) < 0.6 * em:
            if 0 < y1 - y0 < 3 * em:
                down += 1
            elif 0 < y0 - y1 < 3 * em:
                up += 1
        elif x1 > x0 and abs(y1 - y0) < 0.6 * em:
            right += 1
    if max(down, up) <= right or max(down, up) * 2 < len(own) - 1:
        return None
    em = sorted(g.em for g in own)[len(own) // 2]
    columns: list[list[Glyph]] = []
    for glyph in sorted(own, key=lambda g: g.middle[0], reverse=down >= up):
        if columns and abs(columns[-1][0].middle[0] - glyph.middle[0]) < 0.6 * em:
            columns[-1].append(glyph)
        else:
            columns.append([glyph])
    return "".join(
        g.text for column in columns for g in sorted(column, key=lambda g: g.middle[1], reverse=up > down)
    )
