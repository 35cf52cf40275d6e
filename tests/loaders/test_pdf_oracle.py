"""The tables of every sample PDF, cell by cell, against pdfplumber: slower, older, and read by other code."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from checker.loaders import pdf as loader
from checker.loaders.pdf.glyphs import character
from checker.loaders.pdf.opening import opened
from checker.loaders.pdf.parts import PageTable
from checker.loaders.words import is_label, is_value

pdfplumber = pytest.importorskip("pdfplumber", reason="pdfplumber, the oracle, is in the extra test")

ROOT = Path(__file__).parents[2]
SAMPLES = [
    *sorted((ROOT / "examples").glob("*.pdf")),
    *sorted((ROOT / "tests" / "loaders" / "pdf").glob("*.pdf")),
    *sorted((ROOT.parent / "shared" / "corpus").glob("*.pdf")),
]
#: A cell with its page and its box, rounded so that half a line's width does not matter.
Found = tuple[int, str, tuple[int, ...]]


def ours(data: bytes) -> list[Found]:
    with opened(data) as handle:
        pages = loader.read_pages(handle)
    return [
        (cell.page, "".join(cell.text.split()), cell.box)
        for page in pages
        for part in page.parts
        if isinstance(part, PageTable) and len(part.columns) > 2
        for row in part.rows
        for cell in row
    ]


def theirs(data: bytes) -> list[Found]:
    found: list[Any] = []
    with pdfplumber.open(io.BytesIO(data)) as document:
        for number, page in enumerate(document.pages, 1):
            # It takes the edges of shaded areas for rules: leave those out.
            ruled = page.filter(
                lambda thing: thing["object_type"] != "rect" or thing["stroke"] or _thin(thing)
            )
            for table in ruled.find_tables({"snap_tolerance": 3, "join_tolerance": 4}):
                for row, texts in zip(table.rows, table.extract(), strict=True):
                    found += [
                        (number, _plain(text), box) for box, text in zip(row.cells, texts, strict=True) if box
                    ]
    return found


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_cells_are_those_pdfplumber_finds(path: Path) -> None:
    data = path.read_bytes()
    mine, oracle = ours(data), theirs(data)
    missing = [
        cell for cell in oracle if _of_the_form(cell) and not any(_same(cell, other) for other in mine)
    ]
    added = [cell for cell in mine if _of_the_form(cell) and not any(_same(cell, other) for other in oracle)]
    assert missing == []
    # The oracle leaves out cells at the side of a table that no border closes.
    sides = {
        (page, side, choose(cell[2][side] for cell in mine if cell[0] == page))
        for page in {cell[0] for cell in mine}
        for side, choose in ((0, min), (1, min), (2, max), (3, max))
    }
    inner = [cell for cell in added if not any((cell[0], n, cell[2][n]) in sides for n in range(4))]
    assert inner == []
    assert sum(1 for cell in mine if is_value(cell[1])) > 150


def _thin(rectangle: Any) -> bool:
    return bool(min(rectangle["width"], rectangle["height"]) <= 3)


def _of_the_form(cell: Found) -> bool:
    """Whether a cell holds a figure or a label of the form."""
    return is_value(cell[1]) or is_label(cell[1])


def _plain(text: str | None) -> str:
    """The text without white space; radicals as the characters they stand for, which the oracle leaves."""
    return "".join(character(ord(c)) for c in "".join((text or "").split()))


def _same(one: Any, other: Any) -> bool:
    """The same text on the same page, in boxes that overlap by more than half."""
    if one[0] != other[0] or one[1] != other[1]:
        return False
    (a, b, c, d), (e, f, g, h) = one[2], other[2]
    shared = max(0, min(c, g) - max(a, e)) * max(0, min(d, h) - max(b, f))
    return bool(shared > 0.5 * min((c - a) * (d - b), (g - e) * (h - f)))
