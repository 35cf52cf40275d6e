"""The container of old Office files (MS-CFB): which streams lie at its root, and so what the file is.

Only the directory is read, within limits: what an old .doc holds is the converters' business
(`checker.loaders.office`).
"""

from __future__ import annotations

import struct

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # this and above are no sectors (MS-CFB 2.1)
#: Sectors of the directory and entries at the root that are looked at. An old report has some ten entries.
_MOST_SECTORS = 4096
_MOST_ENTRIES = 4096


def root_names(data: bytes) -> frozenset[str]:
    """The names of what lies at the root of a compound file, empty for a damaged one. Never raises."""
    try:
        return _root_names(data)
    except (struct.error, IndexError, ValueError):
        return frozenset()


def _root_names(data: bytes) -> frozenset[str]:
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        return frozenset()
    size = 1 << shift
    directory = bytearray()
    sector, seen = struct.unpack_from("<I", data, 48)[0], 0
    while sector < _END and seen < _MOST_SECTORS:
        directory += data[(sector + 1) * size : (sector + 2) * size]
        sector, seen = _next(data, sector, size), seen + 1
    names: set[str] = set()
    waiting, visited = [struct.unpack_from("<I", directory, 76)[0]], set[int]()
    while waiting and len(visited) < _MOST_ENTRIES:
        entry = waiting.pop()
        if entry >= _END or entry in visited or (entry + 1) * 128 > len(directory):
            continue
        visited.add(entry)
        at = entry * 128
        length = struct.unpack_from("<H", directory, at + 64)[0]
        names.add(directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"))
        waiting += struct.unpack_from(
            "<II", directory, at + 68
        )  # its neighbours in the tree, not its children
    return frozenset(names)


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
