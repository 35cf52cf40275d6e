"""Prints a table: heights of rows, page ends, borders and text of every piece of a cell."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.layout import Cell
from rendering.press import Press, broken, width


@dataclass
class Slice:
    """A row, or the piece of a row, on one page: from `top` to `bottom`. A head printed again is `again`."""

    row: int
    page: int
    top: float
    bottom: float
    again: bool = False


def print_table(press: Press, rows: list[list[Cell]]) -> None:
    """Print it from where the press stands."""
    edges = press.columns(rows)
    cells = list(_placed(rows))
    heights = _heights(press, rows, cells, edges)
    # Which slices stand on which page must be known before a page is drawn.
    pages: list[list[Slice]] = [[]]
    y = press.y
    for row, height in enumerate(heights):
        left = height
        while left > 0:
            room = press.bottom - y
            if left <= room + 0.01:
                pages[-1].append(Slice(row, len(pages), y, y + left))
                y += left
                break
            least = 1.3 * press.paper.cell_size + 2 * press.paper.padding
            if press.paper.cut and room >= least and left - room >= least:
                pages[-1].append(Slice(row, len(pages), y, press.bottom))
                left -= room
            pages.append([])
            y = press.paper.head
            repeated = _head(rows) if press.paper.repeated else 0
            if repeated and row >= repeated and sum(heights[:repeated]) < (press.bottom - y) / 3:
                for again in range(repeated):
                    pages[-1].append(Slice(again, len(pages), y, y + heights[again], True))
                    y += heights[again]
    rest: dict[int, list[str]] = {}
    for number, slices in enumerate(pages):
        if number:
            press.turn()
        for index, (row, column, cell) in enumerate(cells):
            for again in (True, False):
                own = [s for s in slices if row <= s.row < row + cell.down and s.again is again]
                if own:
                    lines = None if again else rest
                    _piece(
                        press, index, cell, edges, column, own, lines, last=_last(pages, number, row, cell)
                    )
    press.y = y


def _head(rows: list[list[Cell]]) -> int:
    """How many rows at the top hold no figures and no cell that reaches below them."""
    count = 0
    while count < len(rows) and all(cell.role in ("head", "band") or cell.down > 1 for cell in rows[count]):
        count += 1
    while count and any(r + cell.down > count for r in range(count) for cell in rows[r]):
        count -= 1
    return count


def _last(pages: list[list[Slice]], number: int, row: int, cell: Cell) -> bool:
    """Whether no later page holds a piece of the cell."""
    return not any(
        row <= s.row < row + cell.down and not s.again for slices in pages[number + 1 :] for s in slices
    )


def _placed(rows: list[list[Cell]]) -> list[tuple[int, int, Cell]]:
    """Each cell with its row and its first column."""
    count = sum(cell.across for cell in rows[0])
    taken = [[False] * count for _ in rows]
    placed = []
    for r, row in enumerate(rows):
        for cell in row:
            c = taken[r].index(False)
            placed.append((r, c, cell))
            for below in range(r, r + cell.down):
                taken[below][c : c + cell.across] = [True] * cell.across
    return placed


def _lines(press: Press, cell: Cell, edges: list[float], column: int) -> list[str]:
    room = edges[column + cell.across] - edges[column] - 2 * press.paper.padding
    return broken(cell.text, room, press.paper.cell_size) if cell.text else []


def _heights(
    press: Press, rows: list[list[Cell]], cells: list[tuple[int, int, Cell]], edges: list[float]
) -> list[float]:
    paper = press.paper
    heights = [paper.row] * len(rows)
    for row, column, cell in sorted(cells, key=lambda item: item[2].down):
        need = len(_lines(press, cell, edges, column)) * 1.3 * paper.cell_size + 2 * paper.padding
        have = sum(heights[row : row + cell.down])
        if need > have:
            heights[row + cell.down - 1] += need - have
    return heights


def _piece(
    press: Press, index: int, cell: Cell, edges: list[float], column: int, own: list[Slice],
    rest: dict[int, list[str]] | None, *, last: bool,
) -> None:  # fmt: skip
    """One piece of a cell on one page: its border, and of its text as much as has room."""
    paper = press.paper
    left, right = edges[column], edges[column + cell.across]
    top, bottom = own[0].top, own[-1].bottom
    press.box(left, top, right, bottom)
    step = 1.3 * paper.cell_size
    lines = _lines(press, cell, edges, column)
    if rest is not None:
        lines = rest.get(index, lines)
        room = len(lines) if last else int((bottom - top - 2 * paper.padding + 0.01) / step)
        rest[index] = lines[room:]
        lines = lines[:room]
    y = top + (bottom - top - len(lines) * step) / 2
    for line in lines:
        line = line.rstrip(" ")
        x = left + paper.padding
        if cell.role != "label":
            x = left + (right - left - width(line, paper.cell_size)) / 2
        press.text(x, y + 0.95 * paper.cell_size, line, paper.cell_size)
        y += step
