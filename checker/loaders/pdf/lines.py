"""Characters -> printed lines: which stand on one line, in what order, with what between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from checker.loaders.pdf.frame import Box
from checker.loaders.pdf.glyphs import Glyph

#: Baselines nearer than this share of the type's size are one line.
_SAME_LINE = 0.45
#: A gap wider than this between two Latin words or figures is a space (shares of the type's size).
_WORD_GAP = 0.22
#: A gap wider than this parts two things set side by side.
_WIDE_GAP = 2.0


class PrintedLine(NamedTuple):
    """One line as printed. `em` is the size of its type, `first` the width of its first unbreakable word."""

    text: str
    box: Box
    base: float
    em: float
    first: float

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.box[0]

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.box[2]


def set_lines(glyphs: Iterable[Glyph]) -> list[PrintedLine]:
    """The lines of some characters, from top to bottom. Lines of white space alone are none."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.base):
        row = rows[-1] if rows else None
        if row is not None and glyph.base - row[0].base <= _SAME_LINE * max(glyph.em, row[0].em * 0.6):
            row.append(glyph)
        else:
            rows.append([glyph])
    made = [line for row in rows if (line := _line(row)) is not None]
    return made


def _line(row: list[Glyph]) -> PrintedLine | None:
    row = _once(sorted(row, key=lambda g: g.left))
    while row and row[0].text.isspace():
        row.pop(0)
    while row and row[-1].text.isspace():
        row.pop()
    if not row:
        return None
    box = (row[0].left, min(g.top for g in row), max(g.right for g in row), max(g.bottom for g in row))
    em = sorted(g.em for g in row)[len(row) // 2]
    return PrintedLine(_text(row, em), box, row[0].base, em, _first_word(row))


def _once(row: list[Glyph]) -> list[Glyph]:
    """Each character once: bold type is made by some programs by printing it twice, a little apart."""
    kept: list[Glyph] = []
    for glyph in row:
        twin = next(
            (
                g
                for g in kept[-3:]
                if g.text == glyph.text and glyph.left - g.left < 0.3 * (glyph.right - glyph.left)
            ),
            None,
        )
        if twin is None:
            kept.append(glyph)
    return kept


def _text(row: Sequence[Glyph], em: float) -> str:
    parts = [row[0].text]
    for before, after in pairwise(row):
        gap = after.left - before.right
        if before.text.isspace() and after.text.isspace():
            continue
        if not (before.text.isspace() or after.text.isspace()) and (
            gap > _WIDE_GAP * em or (gap > _WORD_GAP * em and is_latin(before.text) and is_latin(after.text))
        ):
            parts.append(" ")
        parts.append(after.text)
    return "".join(parts)


def is_latin(text: str) -> bool:
    """Whether a character is a letter or digit of the Latin kind."""
    return text < "\u0250" and text.isalnum()


#: What may not begin a line, and so holds on to the character before it.
_CLOSING = frozenset("，。、；：？！）》”’】〉…—％%,.;:?!)]")
_OPENING = frozenset("（《“‘【〈([")


def _first_word(row: Sequence[Glyph]) -> float:
    """The width of what could not have been parted from the first character."""
    end = 0
    while end + 1 < len(row):
        here, after = row[end].text, row[end + 1].text
        joins = here in _OPENING or after in _CLOSING
        if not joins and not (_unbroken(here) and _unbroken(after)):
            break
        end += 1
    return row[end].right - row[0].left


def _unbroken(text: str) -> bool:
    return "!" <= text <= "~"
