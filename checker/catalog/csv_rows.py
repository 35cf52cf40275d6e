"""A catalogue in CSV: comma, tab or semicolon between cells, any encoding a report may have."""

from __future__ import annotations

import csv
import io

from checker.catalog.grid import first_row, read_grid
from checker.catalog.raw import MAX_ROWS, RawCatalog, check_rows, no_catalog
from checker.model import Unreadable
from checker.model.catalog import Spot

_DELIMITERS = ",\t;，；|"


def read(text: str) -> RawCatalog:
    """The catalogue of a text. Raises `Unreadable`."""
    seen: list[str] = []
    for delimiter in _delimiters(text):
        rows, lines = _rows(text, delimiter)
        seen = seen or first_row(rows)

        def placing(row: int, cell: int, label: str, quote: str, lines: list[int] = lines) -> Spot:
            return Spot(lines[row - 1], None, row, cell or None, label, quote)

        found = read_grid(rows, placing)
        if found is not None:
            return found
    raise no_catalog(seen)


def _delimiters(text: str) -> list[str]:
    """The marks that may part the cells, the one the first lines hold most of first."""
    head = "\n".join(text.split("\n", 20)[:20])[:20_000]
    counts = {mark: head.count(mark) for mark in _DELIMITERS}
    return sorted((m for m, n in counts.items() if n), key=lambda m: -counts[m]) or [","]


def _rows(text: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    """The rows, and the line each begins in. A quoted cell may hold line breaks."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    start = 1
    try:
        for row in reader:
            rows.append(row)
            lines.append(start)
            start = reader.line_num + 1
            if len(rows) > MAX_ROWS:
                check_rows(len(rows))
    except csv.Error:
        raise Unreadable(
            "第 {line} 行起的引号不成对，或者一格太长，读不出各列",
            "请用 Excel 或 WPS 打开，另存为 xlsx 或 CSV UTF-8 后再检查",
            line=start,
        ) from None
    return rows, lines
