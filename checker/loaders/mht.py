"""A web page saved as one file (.mht, .mhtml): the HTML part of its MIME parts -> the HTML loader."""

from __future__ import annotations

import hashlib
import re

from checker.loaders.limits import check_count
from checker.model import Document, Unreadable

#: Parts of one archive: a page with all its pictures and styles has some hundreds.
MAX_PARTS = 5000
_SAVE = "请用浏览器重新打开这个网页，另存为「网页，仅 HTML」后再检查"


def load(data: bytes, path: str) -> Document:
    """Read the page in an archive. Raises `Unreadable` where there is none, or it is damaged."""
    import email
    import email.policy

    check_count(data.count(b"\n--"), MAX_PARTS * 4, "网页存档内的部件数")
    # The e-mail package keeps bytes that are no ASCII as they are.
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    pages: list[bytes] = []
    for parts, part in enumerate(message.walk()):
        check_count(parts, MAX_PARTS, "网页存档内的部件数")
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                pages.append(_with_charset(content, str(part.get_content_charset() or "")))
    if not pages:
        raise Unreadable("这个网页存档里没有网页正文，可能没有保存完整", _SAVE)
    from checker.loaders import encoding
    from checker.loaders.html import load_text

    # Frames and advertisements are pages too: the report is in the one that speaks of it most.
    texts = [encoding.decode(page)[0] for page in pages]
    best = max(texts, key=lambda text: sum(text.count(phrase) for phrase in encoding.PHRASES))
    document = load_text(best, path)
    document.kind = "mht"
    document.sha256 = hashlib.sha256(data).hexdigest()
    return document


def _with_charset(page: bytes, charset: str) -> bytes:
    """The page, with the charset its part names where it names none itself."""
    if not charset or re.search(rb"charset\s*=", page[:4096], re.IGNORECASE):
        return page
    return b'<meta charset="' + charset.encode("ascii", "replace") + b'">' + page
