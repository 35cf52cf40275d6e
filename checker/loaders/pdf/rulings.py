"""The ruling lines of a page: strokes, thin filled rectangles, borders drawn in dashes or in pieces.

Every path of the page is looked at, those inside form XObjects through the matrices of their forms.
A line is kept as where it lies and from where to where it runs; what is slanted, curved, white or
thick is no ruling line.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

from checker.loaders import limits
from checker.loaders.pdf.frame import IDENTITY, Box, Frame, Matrix, multiply
from checker.loaders.pdf.unchecked import Filled, unchecked

#: A filled shape no thicker than this is a line, and so is a stroke no wider (points).
THIN = 5.0
#: Lines nearer to each other than this are one: a double border, or the edges of two cells.
SNAP = 2.5
#: Gaps in a dotted or segmented border that still make one line.
GAP = 4.0
#: A picture over this share of a page may be a scan; of its text so many pieces are looked at.
_COVERED, _SAMPLE = 0.5, 200
#: Forms inside forms: PDFium itself stops near this depth.
MAX_DEPTH = 16
#: Objects and path segments of one page that are looked at.
MAX_OBJECTS = 60_000
MAX_SEGMENTS = 200_000


class Line(NamedTuple):
    """A horizontal or vertical line: where it lies, from where to where."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Drawn:
    """What is drawn on a page beside its text."""

    horizontal: list[Line] = field(default_factory=list)
    vertical: list[Line] = field(default_factory=list)
    #: The share of the visible page that pictures cover (overlaps counted twice, 1 at most).
    pictured: float = 0.0
    #: Paths that are no lines: drawings, or text turned into shapes.
    shapes: int = 0
    #: Whether the text over a picture is not to be seen: what a machine made of a scan.
    recognised: bool = False


def read_rulings(page: Any, frame: Frame) -> Drawn:
    """The ruling lines of a page, in the frame given, near ones made one."""
    reader = _Reader(frame)
    reader.page(page)
    drawn = reader.drawn
    drawn.recognised = drawn.pictured > _COVERED and reader.is_invisible(page)
    drawn.horizontal = joined(drawn.horizontal)
    drawn.vertical = joined(drawn.vertical)
    return drawn


class _Reader:
    def __init__(self, frame: Frame) -> None:
        import pypdfium2.raw as pdfium

        self.pdfium = pdfium
        self.frame = frame
        self.drawn = Drawn()
        self.objects = 0
        self.segments = 0
        #: The boxes of the lines found.
        self.lines: set[Box] = set()
        self.kind_of = unchecked("FPDFPageObj_GetType")
        self.bounds_of, self.edges = unchecked("FPDFPageObj_GetBounds"), Filled("4f")
        self.mode_of, self.mode = unchecked("FPDFPath_GetDrawMode"), Filled("2i")
        self.stroke_of, self.fill_of = (
            unchecked("FPDFPageObj_GetStrokeColor"),
            unchecked("FPDFPageObj_GetFillColor"),
        )
        self.colour = Filled("4I")
        self.matrix = pdfium.FS_MATRIX()

    def page(self, page: Any) -> None:
        count = self.pdfium.FPDFPage_CountObjects(page)
        self._each(partial(unchecked("FPDFPage_GetObject"), page), count, self.frame.matrix, 0)

    def is_invisible(self, page: Any) -> bool:
        """Whether most of the text of a page is drawn without showing it."""
        pdfium = self.pdfium
        seen = hidden = 0
        for i in range(pdfium.FPDFPage_CountObjects(page)):
            thing = pdfium.FPDFPage_GetObject(page, i)
            if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_TEXT:
                mode = pdfium.FPDFTextObj_GetTextRenderMode(thing)
                hidden += mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
                seen += 1
                if seen > _SAMPLE:
                    break
        return hidden * 2 > seen

    def _each(self, get: Callable[[int], Any], count: int, matrix: Matrix, depth: int) -> None:
        pdfium, kind_of = self.pdfium, self.kind_of
        path, image, form = pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM
        self.objects += max(count, 0)
        limits.check_count(self.objects, MAX_OBJECTS, "一页上的图形和文字对象数")
        for index in range(count):
            thing = get(index)
            kind = kind_of(thing)
            if kind == path:
                self._path(thing, matrix)
            elif kind == image:
                self._picture(thing, matrix)
            elif kind == form and depth < MAX_DEPTH:
                inner = multiply(self._matrix_of(thing), matrix)
                within = pdfium.FPDFFormObj_CountObjects(thing)
                self._each(partial(pdfium.FPDFFormObj_GetObject, thing), within, inner, depth + 1)

    def _matrix_of(self, thing: Any) -> Matrix:
        m = self.matrix
        if not self.pdfium.FPDFPageObj_GetMatrix(thing, m):
            return IDENTITY
        return (m.a, m.b, m.c, m.d, m.e, m.f)

    def _bounds(self, thing: Any, matrix: Matrix) -> Box | None:
        edges = self.edges
        if not self.bounds_of(thing, *edges.parts):
            return None
        return _box(matrix, *edges.values())

    def _picture(self, thing: Any, matrix: Matrix) -> None:
        box = self._bounds(thing, matrix)
        width, height = self.frame.size
        if box is not None and width * height > 0:
            across = min(box[2], width) - max(box[0], 0)
            down = min(box[3], height) - max(box[1], 0)
            if across > 0 and down > 0:
                self.drawn.pictured = min(1.0, self.drawn.pictured + across * down / (width * height))

    def _path(self, path: Any, matrix: Matrix) -> None:
        if not self.bounds_of(path, *self.edges.parts):
            return
        box = _box(matrix, *self.edges.values())
        if box in self.lines:
            return  # the border of two cells, drawn for each
        self.mode_of(path, *self.mode.parts)
        filled, stroked = self.mode.values()
        if not (filled or stroked) or self._unseen(path, bool(stroked)):
            return
        # A stroked box is reported with the width of its stroke round it.
        if box[3] - box[1] <= THIN or box[2] - box[0] <= THIN:
            self.lines.add(box)
            self._line(*box)
        else:
            self._shape(path, multiply(self._matrix_of(path), matrix), bool(stroked))

    def _line(self, left: float, top: float, right: float, bottom: float) -> None:
        """A thin box as a line; a dot may be part of a dotted line of either direction."""
        width, height = right - left, bottom - top
        dot = width <= THIN and height <= THIN
        if width >= height or dot:
            self.drawn.horizontal.append(Line((top + bottom) / 2, left, right))
        if height >= width or dot:
            self.drawn.vertical.append(Line((left + right) / 2, top, bottom))

    def _unseen(self, path: Any, stroked: bool) -> bool:
        """Whether a path is drawn in white or fully transparent: no line that anybody sees."""
        ask = self.stroke_of if stroked else self.fill_of
        if not ask(path, *self.colour.parts):
            return False
        red, green, blue, alpha = self.colour.values()
        return bool(alpha == 0 or red == green == blue == 255)

    def _shape(self, path: Any, matrix: Matrix, stroked: bool) -> None:
        """The lines of a path of several segments: the strokes along the page, the thin ones of its filled parts."""
        found = 0
        for points, closed in self._subpaths(path, matrix):
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
            if bottom - top <= THIN or right - left <= THIN:
                self._line(left, top, right, bottom)
                found += 1
            elif stroked:
                ring = [*points, points[0]] if closed else points
                for (x0, y0), (x1, y1) in pairwise(ring):
                    if abs(y1 - y0) <= 0.5 < abs(x1 - x0):
                        self.drawn.horizontal.append(Line((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
                        found += 1
                    elif abs(x1 - x0) <= 0.5 < abs(y1 - y0):
                        self.drawn.vertical.append(Line((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
                        found += 1
        if not found:
            self.drawn.shapes += 1

    def _subpaths(self, path: Any, matrix: Matrix) -> Iterator[tuple[list[tuple[float, float]], bool]]:
        """The straight-lined parts of a path as corner points on the page, and whether each is closed."""
        pdfium, x, y = self.pdfium, ctypes.c_float(), ctypes.c_float()
        a, b, c, d, e, f = matrix
        count = pdfium.FPDFPath_CountSegments(path)
        self.segments += max(count, 0)
        limits.check_count(self.segments, MAX_SEGMENTS, "一页上的线段数")
        points: list[tuple[float, float]] = []
        closed = curved = False
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(path, index)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                if len(points) > 1 and not curved:
                    yield points, closed
                points, closed, curved = [], False, False
            curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
            points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
            closed = closed or bool(pdfium.FPDFPathSegment_GetClose(segment))
        if len(points) > 1 and not curved:
            yield points, closed


def _box(matrix: Matrix, x0: float, y0: float, x1: float, y1: float) -> Box:
    a, b, c, d, e, f = matrix
    if not b and not c:
        x0, x1, y0, y1 = a * x0 + e, a * x1 + e, d * y0 + f, d * y1 + f
        if x0 > x1:
            x0, x1 = x1, x0
        return (x0, y0, x1, y1) if y0 <= y1 else (x0, y1, x1, y0)
    xs = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
    ys = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
    return min(xs), min(ys), max(xs), max(ys)


def joined(lines: list[Line]) -> list[Line]:
    """Lines that lie on each other, overlap or nearly touch, as one; sorted by place and start."""
    if not lines:
        return []
    places = snapped([line.at for line in lines])
    rows: dict[float, list[Line]] = {}
    for line in lines:
        rows.setdefault(nearest(places, line.at), []).append(line)
    made: list[Line] = []
    for at in sorted(rows):
        start = end = None
        for line in sorted(rows[at], key=lambda line: line.start):
            if start is None or end is None or line.start > end + GAP:
                if start is not None and end is not None:
                    made.append(Line(at, start, end))
                start, end = line.start, line.end
            else:
                end = max(end, line.end)
        if start is not None and end is not None:
            made.append(Line(at, start, end))
    return made


def snapped(values: list[float]) -> list[float]:
    """The distinct places among values: those within `SNAP` of the first of their group are one, its middle."""
    places: list[float] = []
    group: list[float] = []
    for value in sorted(values):
        if group and value - group[0] > SNAP:
            places.append((group[0] + group[-1]) / 2)
            group = []
        group.append(value)
    if group:
        places.append((group[0] + group[-1]) / 2)
    return places


def nearest(places: list[float], value: float) -> float:
    """The place of a sorted list that is nearest to a value."""
    at = bisect_left(places, value)
    if at == 0:
        return places[0]
    if at == len(places) or value - places[at - 1] <= places[at] - value:
        return places[at - 1]
    return places[at]
