"""Tables of a DOCX: which cells a row has of its own, and how far they reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.loaders.docx import names as n
from checker.loaders.docx.package import Element, too_deep
from checker.loaders.docx.raw import RawCell, RawTable
from checker.loaders.limits import MAX_GRID, MAX_SPAN, check_count

if TYPE_CHECKING:
    from checker.loaders.docx.walk import Walk

#: Edges nearer than this (twentieths of a point; 2 mm) are one edge to the eye. WPS and programs
#: that convert tables round widths into columns of almost no width.
HAIR = 115


class _Edges:
    """The left edges of the columns of a table's grid, in twentieths of a point."""

    def __init__(self, table: Element, w: str) -> None:
        self._edges = [0]
        grid = next(table.iterchildren(w + "tblGrid"), None)
        for column in () if grid is None else grid.iterchildren(w + "gridCol"):
            width = column.get(w + "w") or ""
            # Without a width a column is as good as any other.
            self._edges.append(self._edges[-1] + n.number(width.partition(".")[0], 1000, 100_000))
            if len(self._edges) > 2 * MAX_SPAN:
                break

    def near(self, a: int, b: int) -> bool:
        """Whether the edges before columns `a` and `b` are one edge to the eye."""
        last = len(self._edges) - 1
        return a == b or (max(a, b) <= last and abs(self._edges[a] - self._edges[b]) < HAIR)


class TableReader:
    """Reads one `w:tbl`."""

    def __init__(self, walk: Walk, element: Element, depth: int) -> None:
        self.walk, self.element, self.depth = walk, element, depth
        self.kinds, self.w = walk.kinds, walk.w
        self.table = RawTable()
        self._edges: _Edges | None = None
        #: Cells that may go on below: first column -> (column after, cell).
        self._open: dict[int, tuple[int, RawCell]] = {}

    def read(self) -> RawTable:
        """The table; a row that is deleted is left out, and with every row deleted it has none."""
        for row in self.members(self.element, n.ROW, 0):
            self.row(row)
        self.table.settle()
        return self.table

    @property
    def edges(self) -> _Edges:
        if self._edges is None:
            self._edges = _Edges(self.element, self.w)
        return self._edges

    def members(self, parent: Element, wanted: int, depth: int) -> list[Element]:
        """The rows of a table, or the cells of a row, content controls and the like looked through."""
        if depth > 20:
            raise too_deep()
        found: list[Element] = []
        for element in parent:
            kind = self.kinds.get(element.tag, n.THROUGH)
            if kind == wanted:
                found.append(element)
            elif kind == n.ALTERNATE:
                branch = self.walk.choice(element)
                if branch is not None:
                    found += self.members(branch, wanted, depth + 1)
            elif kind == n.DELETED:
                self.walk.counts["tracked_changes"] += 1
            elif kind == n.THROUGH or kind == n.INSERTED:
                found += self.members(element, wanted, depth + 1)
        return found

    def row(self, element: Element) -> None:
        """Read one row and add it to the table, unless it is deleted."""
        w = self.w
        before = 0
        look = next(element.iterchildren(w + "trPr"), None)
        for name, item in self.walk.found.get(look, ()):
            if name == "gridBefore":
                before = n.number(item.get(w + "val"), 0, MAX_SPAN)
            elif name == "hidden":
                self.walk.counts["hidden"] += n.on(item.get(w + "val"))
            elif name in ("ins", "del"):
                self.walk.counts["tracked_changes"] += 1
                if name == "del":
                    return
        self.take(before + 1)
        row: list[RawCell] = []
        column = widen = 0
        if before and self.edges.near(0, before):
            widen = before
        elif before:
            row.append(RawCell([], col_span=before, filler=True))
            column = before
        above, self._open = self._open, {}
        for cell, span, down in self.own_cells(element):
            after = column + span + widen
            widen = 0
            upper = self.upper(above, column, after) if down == "continue" else None
            if upper is not None:
                self.conceal(cell)
                upper.row_span += 1
                self._open[column] = (after, upper)
            else:
                own = RawCell([], after - column)
                self.walk.items(cell, own.items, self.depth)
                row.append(own)
                if down is not None:
                    self._open[column] = (after, own)
            column = after
        self.table.rows.append(row)

    def own_cells(self, row: Element) -> list[tuple[Element, int, str | None]]:
        """The cells of a row that are not merged into their left neighbour: (cell, columns, `w:vMerge`)."""
        cells: list[tuple[Element, int, str | None]] = []
        for cell in self.members(row, n.CELL, 0):
            span, down, across, gone = self.spans(cell)
            self.take(span)
            if gone:
                continue
            if across and cells:
                # The older way to merge; what such a cell holds is not shown.
                self.conceal(cell)
                first, width, first_down = cells[-1]
                cells[-1] = (first, min(width + span, MAX_SPAN), first_down)
            else:
                cells.append((cell, span, down))
        return cells

    def take(self, places: int) -> None:
        """Count places of the expanded grid against the limit."""
        self.walk.places += places
        if self.walk.places > MAX_GRID:
            check_count(self.walk.places, MAX_GRID, "表格单元格数")

    def spans(self, cell: Element) -> tuple[int, str | None, bool, bool]:
        """What a cell's properties say: (columns it takes, `w:vMerge`, goes on from its left, deleted)."""
        span, down, across, gone = 1, None, False, False
        look = next(iter(cell), None)
        for name, item in self.walk.found.get(look, ()):
            if name == "gridSpan":
                span = max(1, n.number(item.get(self.walk.val), 1, MAX_SPAN))
            elif name == "vMerge":
                down = item.get(self.walk.val) or "continue"
            elif name == "hMerge":
                across = (item.get(self.walk.val) or "continue") == "continue"
            elif name in ("cellIns", "cellDel", "cellMerge"):
                self.walk.counts["tracked_changes"] += 1
                gone = gone or name == "cellDel"
                if name == "cellMerge" and down is None and item.get(self.w + "vMerge") == "cont":
                    down = "continue"
        return span, down, across, gone

    def upper(self, above: dict[int, tuple[int, RawCell]], column: int, after: int) -> RawCell | None:
        """The cell of the row above that goes on in these columns, None where none does."""
        if column in above and above[column][0] == after:
            return above[column][1]
        # No row Word writes has more cells; a longer one is not searched cell by cell.
        for start, (end, cell) in above.items() if len(above) <= MAX_SPAN else ():
            if self.edges.near(start, column) and self.edges.near(end, after):
                return cell
        return None

    def conceal(self, cell: Element) -> None:
        """Count what a merged-away cell holds as hidden: Word does not show it."""
        if any(text.text and text.text.strip() for text in cell.iter(self.w + "t")):
            self.walk.counts["hidden"] += 1
