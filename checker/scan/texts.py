"""The bytes of a page as text: what the bytes say of themselves goes before what a server says of them."""

from __future__ import annotations

import codecs
import re

from checker.model import Unreadable
from checker.scan.fetch import Fetched

#: What servers say of every page without knowing: no Chinese page is in one of these.
_LATIN = frozenset(("iso8859-1", "cp1252", "ascii", "iso8859-15"))
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030"}


def text_of(fetched: Fetched) -> str:
    """The text of a page.

    Bytes that are UTF-8 are no other encoding. Then come the charset of the head of the answer (unless it is a Western
    one: servers say that of every page), that of the page itself, and what fits; a few broken bytes cost their
    characters, not the page.
    """
    from checker.loaders.encoding import decode

    data = fetched.data
    named = [name for name in (_codec(fetched.charset), _codec(_meta(data))) if name]
    if not _is_utf8(data):
        for name in named:
            try:
                return data.decode(name)
            except UnicodeDecodeError:
                continue
    try:
        return decode(data)[0]
    except Unreadable:
        readings = [data.decode(name, "replace") for name in (*named, "utf-8", "gb18030")]
        return min(readings, key=lambda text: text.count("\ufffd"))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _codec(charset: str) -> str:
    """The codec of a charset, "" for one that is unknown or Western."""
    try:
        found = codecs.lookup(charset.strip() or "?")
    except (LookupError, ValueError):
        return ""
    if found.name in _LATIN or not getattr(found, "_is_text_encoding", True):
        return ""
    return _WIDER.get(found.name, found.name)


def _meta(data: bytes) -> str:
    found = re.search(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", data[:8192], re.I)
    return found[1].decode("ascii") if found else ""
