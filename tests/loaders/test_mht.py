"""A page saved as one file: the HTML among its parts, in whatever way it is written down."""

from __future__ import annotations

import base64
import quopri

import pytest
from support import EXAMPLES

from checker.loaders import load, sniff
from checker.model import Document, Paragraph, Unreadable

BODY = "<p>安澜县水务局2024年政府信息公开工作年度报告</p><p>全年公开信息１２条。</p>"
PAGE = f"<html><head><title>年报</title></head><body>{BODY}</body></html>"


def archive(*parts: bytes, kind: str = "multipart/related") -> bytes:
    head = (
        f'From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: {kind};\r\n\tboundary="x"\r\n\r\n'
    )
    return head.encode() + b"".join(b"--x\r\n" + part + b"\r\n" for part in parts) + b"--x--\r\n"


def part(content: bytes, kind: str = "text/html", charset: str = "", way: str = "8bit") -> bytes:
    written = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}.get(way, bytes)(content)
    named = f"; charset={charset}" if charset else ""
    return f"Content-Type: {kind}{named}\r\nContent-Transfer-Encoding: {way}\r\n\r\n".encode() + written


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("way", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("codec", ["utf-8", "gb2312", "gb18030"])
@pytest.mark.parametrize("where", ["in the part", "in the page", "nowhere"])
def test_the_page_is_read_however_it_is_written(way: str, codec: str, where: str) -> None:
    page = PAGE.replace("<head>", f'<head><meta charset="{codec}">') if where == "in the page" else PAGE
    data = archive(part(page.encode(codec), charset=codec if where == "in the part" else "", way=way))
    document = load(data, "年报.mht")
    assert document.kind == "mht"
    assert texts(document) == ["安澜县水务局2024年政府信息公开工作年度报告", "全年公开信息１２条。"]
    assert len(document.sha256) == 64


def test_the_report_is_found_among_frames_and_pictures() -> None:
    menu = part(b"<html><body><p>menu</p></body></html>")
    nested = archive(menu, part(PAGE.encode(), charset="utf-8", way="base64"))
    inner = (
        b'Content-Type: multipart/alternative;\r\n\tboundary="x"\r\n\r\n' + nested.partition(b"\r\n\r\n")[2]
    )
    data = archive(menu, part(b"GIF89a\0\xff", "image/gif", way="base64"), inner).replace(b'"x"', b'"x"')
    assert "年度报告" in texts(load(data, "a.mht"))[0]


def test_one_part_alone_is_a_page_too() -> None:
    data = b"MIME-Version: 1.0\n" + part(PAGE.encode(), charset="utf-8", way="base64")
    assert len(texts(load(data, "a.mhtml"))) == 2


def test_an_archive_under_another_name_is_known_by_its_head() -> None:
    data = (EXAMPLES / "bad-2024.mht").read_bytes()
    assert sniff.binary_kind(data) == "mht"
    assert load(data, "年报.doc").kind == "mht"
    assert sniff.binary_kind("标题：MIME-Version: 1.0\n政府信息公开".encode()) is None


@pytest.mark.parametrize(
    "data",
    [
        archive(),
        archive(part(b"", way="base64")),
        archive(part(b"GIF89a", "image/gif", way="base64")),
        archive(part(PAGE.encode()))[:120],
        archive(*[b"Content-Type: text/plain\r\n\r\nx"] * 6000),
        archive(part(PAGE.encode("utf-16-le"), charset="rot13", way="base64"))[:300] + b"\0" * 400,
    ],
)
def test_an_archive_without_a_page_says_so(data: bytes) -> None:
    with pytest.raises(Unreadable):
        load(data, "a.mht")
