"""The text of one cell from the characters inside its box."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from checker.loaders.pdf.frame import Box
from checker.loaders.pdf.glyphs import Glyph
from checker.loaders.pdf.lines import PrintedLine, is_latin, set_lines

#: What the cell's own padding takes from its width, and the width of a figure (shares of the type's size).
_PADDING, _FIGURE = 0.8, 0.5


def cell_text(glyphs: Sequence[Glyph], box: Box) -> str:
    """The text of a cell: printed lines that only the cell's width broke are one line again.

    A line after which the next word would still have had room was ended by hand and stays one
    ("\\n"). Text set vertically is read downwards, its columns from right to left.
    """
    if not glyphs:
        return ""
    if len(glyphs) > 1:
        upright = _downwards(glyphs)
        if upright is not None:
            return upright
    lines = set_lines(glyphs)
    if not lines:
        return ""
    text = lines[0].text
    for before, after in pairwise(lines):
        text += _between(before, after, box) + after.text
    return text


def _between(before: PrintedLine, after: PrintedLine, box: Box) -> str:
    """What stands for the end of a printed line."""
    # The padding of a cell is not drawn; programs leave 0.2 to 0.6 of the type's size at either side.
    room = (box[2] - box[0]) - _PADDING * max(before.em, after.em)
    word = after.first
    if before.text[-1].isdigit() and after.text[0].isdigit():
        # Only a figure longer than the cell is wide is broken in itself: else these are two.
        word = _FIGURE * after.em
    if before.right - before.left + word <= room:
        return "\n"
    return " " if is_latin(before.text[-1]) and is_latin(after.text[0]) and _words(before, after) else ""


def _words(before: PrintedLine, after: PrintedLine) -> bool:
    """Whether a line end parts two words: a figure broken over two lines is one figure."""
    return before.text[-1].isalpha() and after.text[0].isalpha()


def _downwards(glyphs: Sequence[Glyph]) -> str | None:
    """The text of a label set vertically: its characters follow each other downwards (or upwards, turned)."""
    own = [g for g in glyphs if not g.text.isspace()]
    if any(g.text.isdecimal() for g in own):
        return None  # figures one below the other are figures, not a label
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
