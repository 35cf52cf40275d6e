"""From the space a PDF draws in to the page as it is shown.

PDF user space has its origin at the bottom left of the media box, whatever the crop box and /Rotate
make of it. Everything here is measured on the page as a person sees it: points, origin at the top
left of the visible page, y downwards. A page whose text runs sideways (a landscape table printed on
a portrait page) is read in a frame turned upright; its boxes are turned back for the anchors.
"""

from __future__ import annotations

from typing import NamedTuple

#: (left, top, right, bottom) in points.
Box = tuple[float, float, float, float]
#: An affine map (a, b, c, d, e, f): x' = a x + c y + e, y' = b x + d y + f.
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """The map that applies `first` and then `then`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


class Frame(NamedTuple):
    """The visible box of a page in user space, and by how many quarter turns clockwise it is shown."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turns % 2 else (width, height)

    @property
    def matrix(self) -> Matrix:
        """The map from user space to the page as shown."""
        left, bottom, right, top, turns = self
        return (
            (1.0, 0.0, 0.0, -1.0, -left, top),
            (0.0, 1.0, 1.0, 0.0, -bottom, -left),
            (-1.0, 0.0, 0.0, 1.0, right, -bottom),
            (0.0, -1.0, -1.0, 0.0, top, right),
        )[turns % 4]

    def turned(self, quarters: int) -> Frame:
        """The same page turned further."""
        return self._replace(turns=(self.turns + quarters) % 4)

    def back(self, box: Box, quarters: int) -> Box:
        """A box of the frame `turned(quarters)`, in this frame."""
        left, top, right, bottom = box
        width, height = self.size
        return (
            box,
            (top, height - right, bottom, height - left),
            (width - right, height - bottom, width - left, height - top),
            (width - bottom, left, width - top, right),
        )[quarters % 4]


def turn_of(dx: float, dy: float) -> int:
    """The quarter turns clockwise that make a text upright that runs along (dx, dy) on the page as shown."""
    if abs(dx) >= abs(dy):
        return 0 if dx >= 0 else 2
    return 3 if dy > 0 else 1


def around(boxes: list[Box]) -> Box:
    """The smallest box that holds them all."""
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
