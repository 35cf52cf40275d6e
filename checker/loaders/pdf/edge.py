"""What runs over the edge of the paper: a table wider than the page, a line that goes on beyond it.

What stands outside the page is not printed, and is left out: notes of the printing shop, the next page of
a sheet. But a table or a line that begins on the page is one with what goes on beyond it, and read whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from checker.loaders.pdf.frame import Box
from checker.loaders.pdf.glyphs import Glyph
from checker.loaders.pdf.lattice import Grid
from checker.loaders.pdf.lines import rows_of

#: So far beyond the edge (points) a border may be drawn, and so near to it is one that was cut there.
_OVER, _AT = 1.5, 2.0
#: So much of a character beyond the edge is not printed (points).
_BY = 1.0
#: A gap no wider than this goes on a line (shares of the type's size).
_GAP = 1.0


def on_page(grid: Grid, size: tuple[float, float]) -> bool:
    """Whether any part of a table stands on the page."""
    left, top, right, bottom = grid.box
    return left < size[0] and right > 0 and top < size[1] and bottom > 0


def is_over(grid: Grid, size: tuple[float, float]) -> bool:
    """Whether a table goes beyond the edge of the page, or as far as it: some programs end its borders there,
    others draw one along the edge, and the text goes on."""
    left, top, right, bottom = grid.box
    if left < -_OVER or top < -_OVER or right > size[0] + _OVER or bottom > size[1] + _OVER:
        return True
    return right > size[0] - _AT or left < _AT


def reach(grid: Grid, size: tuple[float, float], *, over: bool) -> Box:
    """The box whose characters are a table's: one that the edge cuts has all that stands beyond it at its sides."""
    left, top, right, bottom = grid.box
    if not over:
        return grid.box
    return (left if left >= _AT else -inf), top, (right if right <= size[0] - _AT else inf), bottom


def loses(grid: Grid, own: Sequence[Glyph], size: tuple[float, float]) -> bool:
    """Whether of a table that goes beyond the edge something is not on paper: a text, a cell, or what was cut."""
    left, _top, right, _bottom = grid.box
    if any(grid.open_sides) and (right > size[0] - _AT or left < _AT):
        return True
    if any(g.left < -_BY or g.right > size[0] + _BY or g.top < -_BY or g.bottom > size[1] + _BY for g in own):
        return True
    cells = [((f.box[0] + f.box[2]) / 2, (f.box[1] + f.box[3]) / 2) for f in grid.fields]
    return any(not (0 <= x <= size[0] and 0 <= y <= size[1]) for x, y in cells)


def is_cut(grid: Grid, own: Sequence[Glyph]) -> bool:
    """Whether a column at the side of a table is not there though its lines begin: a browser leaves out what does
    not fit between the margins of the paper. The lines run out with none down to end them, and nothing stands there."""
    if len(grid.columns) < 4:
        return False
    inner, outer = grid.columns[1:3], grid.columns[-3:-1]
    middles = [g.middle[0] for g in own if not g.text.isspace()]
    left, right = grid.open_sides
    # A blank form is blank in the next column, too.
    return (left and min(middles, default=inner[1]) >= inner[0] and any(x < inner[1] for x in middles)) or (
        right and max(middles, default=outer[0]) <= outer[1] and any(x > outer[0] for x in middles)
    )


def printed(glyphs: Sequence[Glyph], beside: Sequence[Glyph], over: Sequence[Box]) -> list[Glyph]:
    """Of all characters those on the page, and those beside it that belong to a line on it or to a table (`over`:
    how far those reach that go beyond the edge)."""
    outer = set(map(id, beside))
    kept = set(map(id, _going_on([g for g in glyphs if id(g) not in outer], beside, over)))
    return [g for g in glyphs if id(g) not in outer or id(g) in kept]


def _going_on(inside: Sequence[Glyph], beside: Sequence[Glyph], over: Sequence[Box]) -> list[Glyph]:
    found: list[Glyph] = []
    rest: list[Glyph] = []
    for glyph in beside:
        x, y = glyph.middle
        held = any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in over)
        (found if held else rest).append(glyph)
    outer = set(map(id, rest))
    for row in rows_of([*inside, *rest]) if rest else ():
        for run in _runs(sorted(row, key=lambda g: g.left)):
            out = [g for g in run if id(g) in outer]
            found += out if len(out) < len(run) else []
    return found


def _runs(row: Sequence[Glyph]) -> list[list[Glyph]]:
    """A line cut at its gaps."""
    runs: list[list[Glyph]] = []
    for glyph in row:
        if runs and glyph.left - runs[-1][-1].right <= _GAP * max(runs[-1][-1].em, glyph.em):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs
