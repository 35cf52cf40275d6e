"""The container of old Office files (MS-CFB): which streams lie at its root, and so what the file is.

What is read is read within limits: what an old .doc holds is the converters' business
(`checker.loaders.office`), of an old workbook its records are looked at (`checker.loaders.workbook.biff`).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # this and above are no sectors (MS-CFB 2.1)
#: Sectors of the directory and entries at the root that are looked at. An old report has some ten entries.
_MOST_SECTORS = 4096
_MOST_ENTRIES = 4096
#: A smaller stream shares its sectors with others (MS-CFB 2.2).
_SMALL = 4096


def root_names(data: bytes) -> frozenset[str]:
    """The names of what lies at the root of a compound file, empty for a damaged one. Never raises."""
    try:
        return _root_names(data)
    except (struct.error, IndexError, ValueError):
        return frozenset()


def stream(data: bytes, names: Sequence[str]) -> bytes:
    """The content of the first of these streams at the root; empty where there is none, where it is too small to
    lie in sectors of its own, or where the file is damaged. Never raises."""
    try:
        directory, size = _directory(data)
        for entry in _entries(directory):
            name, start, length = entry
            if name in names and length >= _SMALL:
                return _chain(data, start, size, -(-length // size))[:length]
    except (struct.error, IndexError, ValueError):
        pass
    return b""


def _root_names(data: bytes) -> frozenset[str]:
    return frozenset(name for name, _start, _length in _entries(_directory(data)[0]))


def _directory(data: bytes) -> tuple[bytes, int]:
    """The directory, and the size of a sector."""
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        return b"", 0
    size = 1 << shift
    return _chain(data, struct.unpack_from("<I", data, 48)[0], size, _MOST_SECTORS), size


def _chain(data: bytes, sector: int, size: int, most: int) -> bytes:
    """The sectors that follow each other, at most so many."""
    found = bytearray()
    while sector < _END and most:
        found += data[(sector + 1) * size : (sector + 2) * size]
        sector, most = _next(data, sector, size), most - 1
    return bytes(found)


def _entries(directory: bytes) -> Iterator[tuple[str, int, int]]:
    """What lies at the root: names, first sectors, lengths."""
    if not directory:
        return
    waiting, visited = [struct.unpack_from("<I", directory, 76)[0]], set[int]()
    while waiting and len(visited) < _MOST_ENTRIES:
        entry = waiting.pop()
        if entry >= _END or entry in visited or (entry + 1) * 128 > len(directory):
            continue
        visited.add(entry)
        at = entry * 128
        name = struct.unpack_from("<H", directory, at + 64)[0]
        start, length = struct.unpack_from("<II", directory, at + 116)
        yield directory[at : at + max(0, min(name, 64) - 2)].decode("utf-16-le", "replace"), start, length
        # Its neighbours in the tree, not its children.
        waiting += struct.unpack_from("<II", directory, at + 68)


def _next(data: bytes, sector: int, size: int) -> int:
    """The sector that follows in a chain. The table of sectors is found through the 109 places in the header;
    files over 7 MB may keep the rest elsewhere, and their directory is taken to end there."""
    place, within = divmod(sector, size // 4)
    if place >= 109:
        return _END
    table = struct.unpack_from("<I", data, 76 + 4 * place)[0]
    if table >= _END:
        return _END
    return int(struct.unpack_from("<I", data, (table + 1) * size + 4 * within)[0])
