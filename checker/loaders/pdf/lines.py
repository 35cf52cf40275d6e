"""Characters -> printed lines: which stand on one line, in what order, with what between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter, sub
from typing import NamedTuple

from checker.loaders.pdf.frame import Box, around
from checker.loaders.pdf.glyphs import Glyph

#: Baselines nearer than this share of the type's size are one line.
_SAME_LINE = 0.45
#: What is printed twice to make it bold stands nearer than this, up and down.
_TWICE = 0.2
#: A gap wider than this between two Latin words or figures is a space (shares of the type's size).
_WORD_GAP = 0.15
#: A gap wider than this parts two numbers whose own figures do not touch.
_FIGURE_GAP = 0.8
#: A gap wider than this between Han is a space where so many others on the line touch (shares of the type's size).
_HAN_GAP, _TOUCHING, _SOLID = 0.18, 0.06, 8
#: A line on which most gaps are wider than this was stretched.
_STRETCHED = 0.012
#: A gap wider than this parts two things set side by side.
_WIDE_GAP = 2.0
_LEFT, _BASE = attrgetter("left"), attrgetter("base")


class PrintedLine(NamedTuple):
    """One line as printed.

    `em` is the size of its type (of its Han characters where it has any: `han`), `first` the width of
    its first unbreakable word, `column` the column of the page it stands in (0: the page has none, below 0: a menu beside the text).
    """

    text: str
    box: Box
    base: float
    em: float
    han: bool
    first: float
    column: int = 0

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
    return [merged(pieces) for row in rows_of(glyphs) if (pieces := pieces_of(in_order(row)))]


def set_pieces(glyphs: Iterable[Glyph]) -> list[PrintedLine]:
    """The lines of some characters, those with a wide gap in them as their pieces."""
    return [piece for row in rows_of(glyphs) for piece in pieces_of(in_order(row))]


def merged(pieces: Sequence[PrintedLine], column: int = 0) -> PrintedLine:
    """Pieces of one line, from left to right, as one line."""
    if len(pieces) == 1:
        return pieces[0]._replace(column=column) if column else pieces[0]
    pieces = sorted(pieces, key=lambda piece: piece.left)
    main = max(pieces, key=lambda piece: (piece.han, len(piece.text)))
    box = around([piece.box for piece in pieces])
    text = pieces[0].text
    for before, piece in pairwise(pieces):
        gap = piece.left - before.right
        wide = gap > _WIDE_GAP * main.em
        wide = wide or (gap > _WORD_GAP * main.em and _unbroken(before.text[-1]) and _unbroken(piece.text[0]))
        text += " " + piece.text if wide else piece.text
    return PrintedLine(text, box, main.base, main.em, main.han, pieces[0].first, column)


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Characters whose baselines agree."""
    rows: list[list[Glyph]] = []
    row: list[Glyph] = []
    base = reach = 0.0
    for glyph in sorted(glyphs, key=_BASE):
        below = glyph.base - base
        if row and (below <= reach or below <= _SAME_LINE * glyph.em):
            row.append(glyph)
        else:
            row = [glyph]
            rows.append(row)
            base, reach = glyph.base, 0.6 * _SAME_LINE * glyph.em
    return rows


def in_order(row: list[Glyph]) -> list[Glyph]:
    """The characters of a row from left to right, each once."""
    return _once(sorted(row, key=_LEFT)) if len(row) > 1 else row


def pieces_of(row: list[Glyph]) -> list[PrintedLine]:
    """A row of characters, from left to right, cut at its wide gaps, white space at the ends left out."""
    pieces: list[PrintedLine] = []
    start = 0
    for at, (before, after) in enumerate(pairwise(row), 1):
        gap = after.left - before.right
        if gap > _WIDE_GAP * before.em and gap > _WIDE_GAP * after.em:
            pieces += _piece(row[start:at])
            start = at
    pieces += _piece(row[start:])
    return pieces


def _piece(row: list[Glyph]) -> list[PrintedLine]:
    """Characters as a piece of a line; none where all are white space."""
    while row and row[-1].text.isspace():
        row.pop()
    if not row:
        return []
    if row[0].text.isspace():
        row = row[next(i for i, g in enumerate(row) if not g.text.isspace()) :]
    texts, lefts, tops, rights, bottoms, _bases, ems = zip(*row, strict=True)
    box = (lefts[0], min(tops), max(rights), max(bottoms))
    # A font may tell less than the full width of a Han character, never more.
    sizes = [size for text, size in zip(texts, ems, strict=True) if text >= "\u2e80"]
    han = bool(sizes)
    em = max(sizes) if han else sorted(ems)[len(row) // 2]
    if max(map(sub, lefts[1:], rights), default=0.0) <= _WORD_GAP * em and sum(map(str.isspace, texts)) < 2:
        text = "".join(texts)  # most lines
    else:
        text = _text(row, em)
    return [PrintedLine(text, box, row[0].base, em, han, _first_word(row))]


def _once(row: list[Glyph]) -> list[Glyph]:
    """Each character once: bold type is made by some programs by printing it twice, a little apart."""
    if all([b.left - a.left >= 0.3 * (b.right - b.left) for a, b in pairwise(row)]):
        return row
    kept: list[Glyph] = []
    for glyph in row:
        near, level = 0.3 * (glyph.right - glyph.left), _TWICE * glyph.em
        # A figure of two equal digits that a narrow cell broke, its lines set close, is two characters.
        if not any(
            g.text == glyph.text and glyph.left - g.left < near and abs(glyph.base - g.base) < level
            for g in kept[-3:]
        ):
            kept.append(glyph)
    return kept


def _text(row: Sequence[Glyph], em: float) -> str:
    """The characters, with a space where a gap is one: between Latin ones, and between Han where all else
    is set solid, for some programs (browsers) draw no spaces. Beside Han it is the layout's otherwise."""
    spaced = _spaced(row, em)
    parts = [row[0].text]
    tight = _FIGURE_GAP
    if any(_figures(a, b) and b.left - a.right < 0.1 * em for a, b in pairwise(row)):
        tight = _WORD_GAP
    for before, after in pairwise(row):
        if before.text.isspace():
            if after.text.isspace():
                continue
        elif _unbroken(before.text) and _unbroken(after.text):
            # Figures all set apart alike are one number, spaced out.
            least = tight if _figures(before, after) else _WORD_GAP
            if after.left - before.right > least * em:
                parts.append(" ")
        elif spaced and id(after) in spaced:
            parts.append(" ")
        parts.append(after.text)
    return "".join(parts)


def _spaced(row: Sequence[Glyph], em: float) -> set[int]:
    """The Han characters (by id) before which a space was left: few, on a line whose others touch."""
    if len(row) <= _SOLID:
        return set()
    if all(after.left - before.right <= _HAN_GAP * em for before, after in pairwise(row)):
        return set()  # most lines
    wide: set[int] = set()
    solid = loose = stretched = 0
    for before, after in pairwise(row):
        if _is_han(before.text) and _is_han(after.text):
            gap = after.left - before.right
            if gap > _HAN_GAP * em:
                wide.add(id(after))
            elif gap > _TOUCHING * em:
                loose += 1
            else:
                solid += 1
                stretched += gap > _STRETCHED * em
    # Of a line stretched to its measure one gap may be wider than the others.
    return wide if wide and not loose and stretched * 2 < solid and solid >= _SOLID * len(wide) else set()


def _is_han(text: str) -> bool:
    return "\u4e00" <= text <= "\u9fff"


def _figures(one: Glyph, other: Glyph) -> bool:
    return one.text.isdecimal() and other.text.isdecimal()


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
