"""The records of an old workbook (.xls, .et) read for what the library that reads the values does not tell.

Only what may be said of a sheet beside its values is looked at (MS-XLS 2.4): hidden rows and columns,
error values, comments. What is damaged tells nothing here; whether it can be read is the library's to say.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from checker.loaders import ole
from checker.loaders.workbook.scan import Scan
from checker.loaders.workbook.values import column_name

_BOF, _EOF, _SHEET, _PASSWORD = 0x0809, 0x000A, 0x0085, 0x002F
_ROW, _COLUMNS, _ERROR, _FORMULA, _NOTE = 0x0208, 0x007D, 0x0205, 0x0006, 0x001C
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


def scan_old(data: bytes) -> dict[str, Scan]:
    """What the sheets of an .xls hold, by name; nothing of one that is damaged or has a password. Never raises."""
    try:
        stream = ole.stream(data, ("Workbook", "Book"))
        return {name: _sheet(stream, start) for name, start in _sheets(stream)}
    except (struct.error, IndexError, ValueError):
        return {}


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the stream, its end left out."""
    inside = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        inside += (kind == _BOF) - (kind == _EOF)  # a chart on a sheet is a part within it
        if not inside:
            return
        if inside == 1:
            yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _sheets(stream: bytes) -> list[tuple[str, int]]:
    """The names of the sheets, and where each begins."""
    found: list[tuple[str, int]] = []
    for kind, record in _records(stream, 0):
        if kind == _PASSWORD:
            return []
        if kind == _SHEET:
            start, _state, _type, count, wide = struct.unpack_from("<IBBBB", record)
            text = record[8 : 8 + count * (1 + (wide & 1))]
            found.append((text.decode("utf-16-le" if wide & 1 else "latin-1"), start))
    return found


def _sheet(stream: bytes, start: int) -> Scan:
    made = Scan()
    for kind, record in _records(stream, start):
        if kind == _ROW:
            if struct.unpack_from("<I", record, 12)[0] & 0x20:
                made.hidden_rows.add(struct.unpack_from("<H", record)[0])
        elif kind == _COLUMNS:
            first, last, _width, _look, flags = struct.unpack_from("<5H", record)
            if flags & 1:
                made.hidden_columns.append(range(first, last + 1))
        elif kind == _ERROR and record[7] == 1:
            made.errors[struct.unpack_from("<HH", record)] = _ERRORS.get(record[6], "#N/A")
        elif kind == _FORMULA and record[12:14] == b"\xff\xff" and record[6] == 2:
            made.errors[struct.unpack_from("<HH", record)] = _ERRORS.get(record[8], "#N/A")
        elif kind == _NOTE:
            row, column = struct.unpack_from("<HH", record)
            made.comments.append(f"{column_name(column)}{row + 1}")
    return made


__all__ = ["scan_old"]
