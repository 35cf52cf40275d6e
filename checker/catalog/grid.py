"""A grid of cells (CSV, a spreadsheet) as a raw catalogue: finds the header, names every cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from checker.catalog import headers
from checker.catalog.cells import text_of
from checker.catalog.raw import ABOVE, RawCatalog, RawRow, check_rows
from checker.i18n import _
from checker.model.catalog import Spot

_NAMES = ("column", "parent")
#: Makes the place of a cell: (row, cell, header, text), all counted from 1; cell 0 is the row itself.
Placing = Callable[[int, int, str, str], Spot]


def read_grid(rows: Sequence[Sequence[Any]], placing: Placing) -> RawCatalog | None:
    """The catalogue of a grid, None where there is no header that makes it one."""
    check_rows(len(rows))
    whole: dict[str, tuple[Any, Spot]] = {}
    for number, row in enumerate(rows[:ABOVE]):
        texts = [" ".join(text_of(cell).split()) for cell in row]
        found = headers.assign(texts)
        if headers.is_header(found):
            return _below(rows, number, texts, found, whole, placing)
        for key, (value, place) in headers.pairs(texts).items():
            whole.setdefault(key, (value, placing(number + 1, place + 1, headers.title_of(key), value)))
    return None


def _below(
    rows: Sequence[Sequence[Any]],
    number: int,
    texts: list[str],
    found: dict[str, int],
    whole: dict[str, tuple[Any, Spot]],
    placing: Placing,
) -> RawCatalog:
    """The rows below the header `texts`, which stands in row `number` (from 0)."""
    width = len(texts)
    levels = headers.levels(texts, found)
    above = [""] * len(levels)
    taken = {*found.values(), *levels}
    out: list[RawRow] = []
    for index in range(number + 1, len(rows)):
        row = rows[index]
        line = [text_of(cell) for cell in row]
        if not any(line) or _is_ruling(line):
            continue
        cells: dict[str, tuple[Any, Spot | None]] = {
            key: (row[place], None)
            for key, place in found.items()
            if place < len(row) and not (levels and key in _NAMES)
        }
        if levels:
            for key, place in _named(line, levels, above).items():
                text = line[place] if place < len(line) else ""
                value = text if key == "column" else text or above[levels.index(place)]
                cells[key] = (value, placing(index + 1, place + 1, texts[place], text))
        quote = next((text for text in line if text), "")
        excess = tuple(text for text in line[width:] if text)
        out.append(RawRow(placing(index + 1, 0, "", quote), cells, excess, line))
    doubled = {o: used for o, used in headers.doubled(texts, found).items() if o not in levels}
    unknown = [
        text for place, text in enumerate(texts) if text and place not in taken and place not in doubled
    ]
    # What stands under no header may be anything: it is not read, and said.
    bare = sorted({at for row in out for at, text in enumerate(row.texts[:width]) if text and not texts[at]})
    unknown += [_("第 {n} 列（没有表头）").format(n=at + 1) for at in bare]
    head = placing(number + 1, 0, "", next((text for text in texts if text), ""))
    ordinals = {key: place + 1 for key, place in found.items()}
    named = {key: texts[place] for key, place in found.items()}
    twice = [(texts[place], texts[used]) for place, used in doubled.items()]
    return RawCatalog(out, named, unknown, whole, head, ordinals=ordinals, doubled=twice)


def _named(line: list[str], levels: list[int], above: list[str]) -> dict[str, int]:
    """Where a row of a list by levels says its column and the one above it; `above` are the names that go on.

    The deepest name is the column. A blank above it says that the name of the rows before goes on: so lists are
    printed, and so merged cells come out of a spreadsheet.
    """
    names = [line[place] if place < len(line) else "" for place in levels]
    deepest = max((level for level, name in enumerate(names) if name), default=0)
    for level in range(deepest + 1):
        if names[level]:
            above[level:] = [names[level]] + [""] * (len(levels) - level - 1)
    upper = max((level for level in range(deepest) if above[level]), default=None)
    return {"column": levels[deepest]} | ({"parent": levels[upper]} if upper is not None else {})


def _is_ruling(line: list[str]) -> bool:
    """Whether a row is the line 「| --- | :-- |」 under the header of a table in Markdown."""
    said = [text for text in line if text]
    return said[0].strip("-:") == "" and all(len(text) > 2 and not text.strip("-:") for text in said)


def first_row(rows: Sequence[Sequence[Any]]) -> list[str]:
    """The texts of the first row that has any."""
    texts = ([text for cell in row if (text := text_of(cell))] for row in rows[:ABOVE])
    return next((row for row in texts if row), [])
