"""A catalogue in CSV: comma, tab or semicolon between cells, any encoding a report may have."""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect_right
from dataclasses import dataclass, field

from checker.catalog.grid import first_row, read_grid
from checker.catalog.raw import MAX_ROWS, RawCatalog, check_rows, no_catalog
from checker.model import Unreadable
from checker.model.catalog import Spot

#: Where lines end, as the module csv counts them.
_ENDS = re.compile(r"\r\n|\r|\n")
_DELIMITERS = ",\t;，；|"


@dataclass(slots=True)
class CsvText:
    """The text a catalogue was read from: says where in it a cell begins. Nothing is worked out before it is asked."""

    text: str
    delimiter: str
    starts: list[int] = field(default_factory=list)

    def place(self, line: int, cell: int) -> tuple[int, int]:
        """Line and column (in characters, from 1) of a cell of the row that begins in `line`.

        A row with fewer cells ends where the cell would be.
        """
        text = self.text
        self.starts = self.starts or [0, *(match.end() for match in _ENDS.finditer(text))]
        at = self.starts[line - 1]
        for _number in range(cell - 1):
            if text[at : at + 1] == '"':
                at += 1
                while (quote := text.find('"', at)) >= 0 and text[quote + 1 : quote + 2] == '"':
                    at = quote + 2
                at = quote + 1 if quote >= 0 else len(text)
            end = _ENDS.search(text, at)
            stop = end.start() if end else len(text)
            comma = text.find(self.delimiter, at, stop)
            at = comma + 1 if comma >= 0 else stop
        found = bisect_right(self.starts, at)
        return found, at - self.starts[found - 1] + 1


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
            found.text = CsvText(text, delimiter)
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
