"""Whether what a PDF has packed still unpacks.

PDFium draws a page of which the content is damaged as far as it goes, or blank, and says nothing: rows, sections
and whole tables would be missing that the report has. So what is packed is unpacked once, and not kept.
"""

from __future__ import annotations

import base64
import re
import zlib

from checker.loaders.pdf.weight import MAX_STREAM, streams

_FILTER = re.compile(rb"/Filter\s*(?:\[([^\]]*)\]|(/\w+))")
_STEP = 1 << 20


def is_damaged(data: bytes) -> bool:
    """Whether text, fonts or tables of the file's own do not unpack. Pictures are nobody's business here, and what
    is encrypted is PDFium's."""
    if b"/Encrypt" in data:
        return False
    for _number, head, start, end in streams(data):
        found = _FILTER.search(head)
        if found is None or b"/Image" in head:
            continue
        body = data[start:end]
        if not body.strip():
            continue
        filters = (found[1] or found[2]).split()
        if filters == [b"/ASCII85Decode", b"/FlateDecode"]:
            try:
                body = base64.a85decode(body.rstrip().removeprefix(b"<~").removesuffix(b"~>"))
            except ValueError:
                return True
        elif filters != [b"/FlateDecode"]:
            continue
        if not _unpacks(body):
            return True
    return False


def _unpacks(body: bytes) -> bool:
    """Whether a stream unpacks; one that only lacks its end does, as some programs write it so."""
    engine, length = zlib.decompressobj(), 0
    try:
        while body and length <= MAX_STREAM:
            length += len(engine.decompress(body, _STEP))
            body = engine.unconsumed_tail
    except zlib.error:
        return False
    return True
