"""A zip with some members replaced: all others keep their very bytes, compressed as they were, with
their times and order."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from checker.fixes.cuts import Refused

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_ODD = "压缩方式特殊，改不了，请在 Word 中另存一份再改"
#: The sizes stand behind the data, because the writer did not know them before.
_SIZES_BEHIND = 0x8
_STORED, _DEFLATED = 0, 8


def signed(data: bytes) -> bool:
    """Whether a DOCX bears a digital signature, which any change would break."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(name.lower().startswith("_xmlsignatures/") for name in archive.namelist())


def replaced(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The zip with the members of these names (any case) holding new bytes. Raises `Refused`."""
    wanted = {name.lower(): content for name, content in changed.items()}
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or len(data) < end + _END.size:
        raise Refused(_ODD)
    _sig, disk, first, _here, count, size, start, _comment = _END.unpack_from(data, end)
    if disk or first or count == 0xFFFF or start == 0xFFFFFFFF or start + size > end:
        raise Refused(_ODD)
    entries = _entries(data, start, count)
    order = sorted(range(count), key=lambda n: entries[n][0])
    starts = [entries[n][0] for n in order] + [start]
    out = [data[: starts[0]]]
    length = starts[0]
    central: dict[int, bytes] = {}
    done: set[str] = set()
    for place, number in enumerate(order):
        offset, entry, name = entries[number]
        record = data[offset : starts[place + 1]]
        if name in wanted:
            done.add(name)
            record, entry = _rewritten(record, entry, wanted[name])
        central[number] = entry[:42] + struct.pack("<L", length) + entry[46:]
        out.append(record)
        length += len(record)
    if done != set(wanted):
        raise Refused(_ODD)
    directory = b"".join(central[number] for number in range(count))
    # What stands between the directory and its end record, and a comment, stay too.
    between = data[start + size : end]
    tail = bytearray(data[end:])
    struct.pack_into("<2L", tail, 12, len(directory), length)
    made = b"".join([*out, directory, between, bytes(tail)])
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        for info in archive.infolist():
            name = _named(info.orig_filename)
            if name in wanted and archive.read(info) != wanted[name]:
                raise Refused(_ODD)
    return made


def _named(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _entries(data: bytes, start: int, count: int) -> list[tuple[int, bytes, str]]:
    """The entries of the directory: where the member begins, the entry's bytes, the member's name."""
    found = []
    at = start
    for _ in range(count):
        if data[at : at + 4] != b"PK\x01\x02":
            raise Refused(_ODD)
        fields = _CENTRAL.unpack_from(data, at)
        flags, named, extra, comment, offset = fields[3], fields[10], fields[11], fields[12], fields[16]
        if 0xFFFFFFFF in (fields[8], fields[9], offset) or data[offset : offset + 4] != b"PK\x03\x04":
            raise Refused(_ODD)
        raw = data[at + _CENTRAL.size : at + _CENTRAL.size + named]
        name = _named(raw.decode("utf-8" if flags & 0x800 else "cp437", "replace"))
        length = _CENTRAL.size + named + extra + comment
        found.append((offset, data[at : at + length], name))
        at += length
    return found


def _rewritten(record: bytes, entry: bytes, content: bytes) -> tuple[bytes, bytes]:
    """The local record and the directory entry of a member that holds `content` now."""
    fields = list(_LOCAL.unpack_from(record))
    method = fields[3]
    if method not in (_STORED, _DEFLATED):
        raise Refused(_ODD)
    if method == _DEFLATED:
        packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -15)
        packed = packer.compress(content) + packer.flush()
    else:
        packed = content
    flags = fields[2] & ~_SIZES_BEHIND
    numbers = zlib.crc32(content), len(packed), len(content)
    head = _LOCAL.pack(*fields[:2], flags, *fields[3:6], *numbers, *fields[9:])
    names = record[_LOCAL.size : _LOCAL.size + fields[9] + fields[10]]
    own = bytearray(entry)
    struct.pack_into("<H", own, 8, flags)
    struct.pack_into("<3L", own, 16, *numbers)
    return head + names + packed, bytes(own)
