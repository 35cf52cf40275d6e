"""Borders that nobody drew: the ground of a table showing between its lighter cells (`cellspacing` over `bgcolor`)."""

from __future__ import annotations

from dataclasses import dataclass, field

from checker.loaders.pdf.frame import Box

#: Colours further apart than this are seen as two (0 to 255).
_SEEN = 40.0
#: So many cells on a ground, and so much of it covered, are a table.
_CELLS, _COVERED = 4, 0.6
#: Grounds of one page that are looked at, the last first, and how far a cell may reach over one (points).
_MOST, _OVER = 12, 1.0


@dataclass(slots=True)
class _Ground:
    box: Box
    light: float
    cells: list[Box] = field(default_factory=list)


class Grounds:
    """The filled rectangles of a page, in the order they are drawn."""

    def __init__(self) -> None:
        self._grounds: list[_Ground] = []

    def add(self, box: Box, colour: tuple[int, ...]) -> None:
        """A filled rectangle: on the ground that was drawn last below it, or a ground itself."""
        light = 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]
        for ground in reversed(self._grounds[-_MOST:]):
            left, top, right, bottom = ground.box
            if (
                left - _OVER <= box[0] and top - _OVER <= box[1] and box[2] <= right + _OVER and box[3] <= bottom + _OVER
            ):  # fmt: skip
                if light - ground.light > _SEEN:
                    ground.cells.append(box)
                    return
                break
        self._grounds.append(_Ground(box, light))

    def cells(self) -> list[Box]:
        """The boxes of the cells of tables that are drawn so."""
        return [
            box
            for ground in self._grounds
            if len(ground.cells) >= _CELLS and sum(map(_area, ground.cells)) >= _COVERED * _area(ground.box)
            for box in ground.cells
        ]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
