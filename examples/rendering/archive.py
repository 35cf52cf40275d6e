"""A page as one file (.mht), as browsers save it: parts of MIME, the page quoted-printable, a picture beside it."""

from __future__ import annotations

import base64
import quopri

from rendering.layout import Layout
from rendering.web import html

#: A picture of one grey point.
_POINT = base64.b64decode("R0lGODlhAQABAIAAAMzMzAAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==")
_LINE = "----MultipartBoundary--a7c1e4f2----"


def mht(layout: Layout) -> bytes:
    """The report's page with what belongs to it."""
    encoding = layout.printed.get("html_encoding", "utf-8")
    subject = base64.b64encode(layout.data["title"].encode()).decode()
    page = quopri.encodestring(html(layout)).decode("ascii")
    head = [
        "From: <Saved by a browser>",
        "Snapshot-Content-Location: https://www.example.invalid/zwgk/ndbg/index.html",
        f"Subject: =?utf-8?B?{subject}?=",
        "Date: Fri, 17 Jan 2025 09:00:00 -0000",
        "MIME-Version: 1.0",
        "Content-Type: multipart/related;",
        '\ttype="text/html";',
        f'\tboundary="{_LINE}"',
        "",
        "",
        f"--{_LINE}",
        f"Content-Type: text/html; charset={encoding}",
        "Content-Transfer-Encoding: quoted-printable",
        "Content-Location: https://www.example.invalid/zwgk/ndbg/index.html",
        "",
        page,
        f"--{_LINE}",
        "Content-Type: image/gif",
        "Content-Transfer-Encoding: base64",
        "Content-Location: https://www.example.invalid/images/point.gif",
        "",
        base64.b64encode(_POINT).decode(),
        f"--{_LINE}--",
        "",
    ]
    return "\r\n".join(part.replace("\r\n", "\n").replace("\n", "\r\n") for part in head).encode("ascii")
