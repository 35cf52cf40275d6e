"""Ruling lines -> grids: which rectangles of a page are cells, with the rows and columns they span.

Lines that cross or touch form one table. Its bands are the places of its lines; two neighbouring
fields of the bands are one cell where no line parts them. A border the page does not draw (an open
side, the end of a page in the middle of a row) is the end of the lines that run up to it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from checker.loaders import limits
from checker.loaders.pdf.frame import Box
from checker.loaders.pdf.rulings import Drawn, Line, nearest, snapped

#: How far a line may end before the one it meets (points).
REACH = 3.0
#: A shorter line parts no cells: the dots of a dotted border, a mark in a box.
SHORTEST = 5.0
#: A band narrower than this holds no text: the two lines of a double border.
NARROWEST = 4.0
#: A single cell taller than this is a frame (points).
TALLEST = 60.0
#: Lines of one page that may form tables, and fields of one table.
MAX_LINES = 4000


@dataclass(slots=True)
class Field:
    """One cell of a grid: the rows [row, row_end) and columns [column, column_end) it spans, and its box."""

    row: int
    column: int
    row_end: int
    column_end: int
    box: Box
    #: Whether the lines left a shape that is no rectangle.
    ragged: bool = False


@dataclass(slots=True)
class Grid:
    """One table of a page: its cells in reading order, the places of its rows and columns."""

    fields: list[Field]
    rows: list[float]
    columns: list[float]
    #: The columns with no line below the last row: there it goes on over the page's end.
    open_below: frozenset[int] = frozenset()
    #: Whether its lines run out at the left and at the right with no line down to end them.
    open_sides: tuple[bool, bool] = (False, False)

    @property
    def box(self) -> Box:
        """The box round the whole table."""
        return self.columns[0], self.rows[0], self.columns[-1], self.rows[-1]


class _Sets:
    """Disjoint sets of the numbers below a count (union-find, paths halved)."""

    def __init__(self, count: int) -> None:
        self.parent = list(range(count))

    def root(self, i: int) -> int:
        parent = self.parent
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        self.parent[self.root(i)] = self.root(j)


def find_grids(drawn: Drawn) -> list[Grid]:
    """The tables of a page from top to bottom, single cells among them; a frame round some text is none."""
    across = [line for line in drawn.horizontal if line.end - line.start >= SHORTEST]
    down = [line for line in drawn.vertical if line.end - line.start >= SHORTEST]
    limits.check_count(len(across) + len(down), MAX_LINES, "一页上的表格线条数")
    groups = groups_of(across, down, REACH)
    lone = [group[1][0] for group in groups if not group[0] and len(group[1]) == 1]
    groups = [group for group in groups if len(group[0]) + len(group[1]) > 2 and group[1]]
    grids = [grid for h, v in groups if (grid := _grid(h, v + _sides(h, v, lone))) is not None]
    return sorted(grids, key=lambda grid: (grid.rows[0], grid.columns[0]))


def groups_of(across: list[Line], down: list[Line], reach: float) -> list[tuple[list[Line], list[Line]]]:
    """Lines in groups that hang together, where a line may end so far before the one it meets. Both kinds in order."""
    sets = _Sets(len(across) + len(down))
    places = [line.at for line in across]
    for j, line in enumerate(down, len(across)):
        first = bisect_left(places, line.start - reach)
        for i in range(first, bisect_right(places, line.end + reach)):
            if across[i].start - reach <= line.at <= across[i].end + reach:
                sets.join(i, j)
    groups: dict[int, tuple[list[Line], list[Line]]] = {}
    for i, line in enumerate([*across, *down]):
        groups.setdefault(sets.root(i), ([], []))[i >= len(across)].append(line)
    return list(groups.values())


def _sides(across: list[Line], down: list[Line], lone: list[Line]) -> list[Line]:
    """The lines beside a table that no line of it meets: the border of a merged cell as long as the page."""
    top = min([*(y.start for y in down), *(y.at for y in across)])
    bottom = max([*(y.end for y in down), *(y.at for y in across)])
    return [x for x in lone if abs(x.start - top) <= REACH and abs(x.end - bottom) <= REACH]


def _grid(across: list[Line], down: list[Line]) -> Grid | None:
    first, last = left, right = min(x.at for x in down), max(x.at for x in down)
    if across:
        left, right = min(left, min(x.start for x in across)), max(right, max(x.end for x in across))
    top, bottom = min(y.start for y in down), max(y.end for y in down)
    places = [y.at for y in across]
    top, bottom = min([top, *places]), max([bottom, *places])
    columns = _bands([*(x.at for x in down), left, right])
    rows = _bands([*places, top, bottom])
    width, height = len(columns) - 1, len(rows) - 1
    # One field is the row of a table that the page's end cut off; a tall one is a frame round some text.
    if width * height < 1 or (width * height == 1 and bottom - top > TALLEST):
        return None
    limits.check_count(width * height, limits.MAX_GRID, "表格单元格数")
    fields = _merge(across, down, rows, columns)
    fields, rows = _without_empty_rows(fields, rows)
    if len(fields) == 1 and bottom - top > TALLEST:
        return None
    closed = {band for place, band in _parted(across, rows, columns) if place == len(rows) - 1}
    sides = (left < first - NARROWEST, right > last + NARROWEST)
    return Grid(fields, rows, columns, frozenset(range(width)) - closed, sides)


def _bands(values: list[float]) -> list[float]:
    """The places of a table's lines: those too near to each other for text between them are one."""
    made: list[float] = []
    for place in snapped(values):
        if made and place - made[-1] < NARROWEST:
            continue
        made.append(place)
    return made


def _merge(across: list[Line], down: list[Line], rows: list[float], columns: list[float]) -> list[Field]:
    """The cells: fields of the bands, put together where no line parts them."""
    width, height = len(columns) - 1, len(rows) - 1
    below = _parted(across, rows, columns)
    beside = _parted(down, columns, rows)
    sets = _Sets(width * height)
    for r in range(height):
        for c in range(width):
            here = r * width + c
            if c + 1 < width and (c + 1, r) not in beside:
                sets.join(here + 1, here)
            if r + 1 < height and (r + 1, c) not in below:
                sets.join(here + width, here)
    extents: dict[int, list[int]] = {}
    for r in range(height):
        for c in range(width):
            extent = extents.setdefault(sets.root(r * width + c), [r, c, r + 1, c + 1, 0])
            extent[0], extent[1] = min(extent[0], r), min(extent[1], c)
            extent[2], extent[3] = max(extent[2], r + 1), max(extent[3], c + 1)
            extent[4] += 1
    fields = [
        Field(r, c, r_end, c_end, (columns[c], rows[r], columns[c_end], rows[r_end]),
              ragged=(r_end - r) * (c_end - c) != count)
        for r, c, r_end, c_end, count in extents.values()
    ]  # fmt: skip
    return sorted(fields, key=lambda f: (f.row, f.column))


def _parted(lines: list[Line], places: list[float], crossing: list[float]) -> set[tuple[int, int]]:
    """(place, band): where a line runs along the whole band at that place."""
    found: set[tuple[int, int]] = set()
    index = {place: i for i, place in enumerate(places)}
    for line in lines:
        at = index[nearest(places, line.at)]
        first = max(0, bisect_right(crossing, line.start) - 1)
        for band in range(first, len(crossing) - 1):
            begin, end = crossing[band], crossing[band + 1]
            if begin > line.end:
                break
            # Pieces of a border may end a little before the line they meet.
            covered = min(end, line.end) - max(begin, line.start)
            if covered >= (end - begin) - 2 * REACH and covered > 0.6 * (end - begin):
                found.add((at, band))
    return found


def _without_empty_rows(fields: list[Field], rows: list[float]) -> tuple[list[Field], list[float]]:
    """Take out the rows in which no cell begins: made by lines that do not quite meet."""
    begun = sorted({f.row for f in fields})
    if len(begun) == len(rows) - 1:
        return fields, rows
    number = {row: i for i, row in enumerate(begun)}
    for field in fields:
        last = bisect_left(begun, field.row_end)
        field.row, field.row_end = number[field.row], max(last, number[field.row] + 1)
    return fields, [*(rows[r] for r in begun), rows[-1]]
