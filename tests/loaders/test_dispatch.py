"""Which loader a file goes to: its content says, not its name."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import pytest

from checker import loaders
from checker.loaders import limits, load, sniff
from checker.model import Document, Unreadable

PAGE = (
    "<!DOCTYPE html><html><head><title>年报</title></head><body><p>政府信息公开工作年度报告</p></body></html>"
)
TEXT = "某局2024年政府信息公开工作年度报告\n一、总体情况\n全年公开信息10条。\n"
MARKDOWN = "# 某局2024年政府信息公开工作年度报告\n\n| 规章 | 0 |\n|---|---|\n| 规范性文件 | 2 |\n"


def archive(*names: str, mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        if mimetype:
            made.writestr("mimetype", mimetype)
        for name in names:
            made.writestr(name, "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("path", "content", "kind"),
    [
        ("a.html", PAGE, "html"),
        ("a.doc", PAGE, "html"),
        ("a.txt", PAGE, "html"),
        ("-", PAGE, "html"),
        ("a.md", PAGE, "html"),
        ("a.txt", TEXT, "text"),
        ("a.htm", TEXT, "text"),
        ("-", TEXT, "text"),
        ("没有后缀", TEXT, "text"),
        ("a.md", TEXT, "markdown"),
        ("a.md", MARKDOWN, "markdown"),
        ("-", MARKDOWN, "markdown"),
        ("a.txt", MARKDOWN, "markdown"),
        ("a.txt", "规章 | 0 | 0 | 0 |\n规范性文件 | 1 | 2 | 3 |\n", "text"),
        ("a.txt", '{"title": "年报"}', "json"),
        ("a.JSON", '{"sections": []}', "json"),
        ("-", '\ufeff {"sections": []}', "json"),
        ("a.txt", "[bookmark: _GoBack]局领导班子带头。\n", "text"),
        ("a.txt", "<p>政府信息公开</p>\n<table><tr><td>规章</td><td>0</td></tr></table>", "html"),
        ("a.txt", "年报\n<div><p>一</p><p>二</p><p>三</p><p>四</p><p>五</p></div>", "html"),
        ("a.txt", "公开率 < 5% 且 a<b，政府信息公开。\n", "text"),
        ("a.md", "\t规章\n\t0\n\n\t其他\n\t0\n\n" * 8, "text"),
    ],
)
def test_content_decides(path: str, content: str, kind: str) -> None:
    document = load(content.encode(), path)
    assert document.kind == kind
    assert document.path == path
    assert document.metadata["encoding"] == "utf-8"
    assert len(document.sha256) == 64


def test_a_gb2312_page_is_read() -> None:
    data = PAGE.replace("<head>", '<head><meta charset="gb2312">').encode("gb2312")
    document = load(data, "a.htm")
    assert document.metadata == {"title": "年报", "encoding": "gb18030"}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n...", "PDF 文件已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (archive("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"), "ods"),
        (archive("xl/workbook.xml"), "表格"),
        (archive("OFD.xml"), "OFD"),
        (archive("2024/年报.docx"), "压缩包"),
        (b"PK\x03\x04 broken", "损坏"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\xff\xd8\xff\xe0....", "图片"),
        (b"Rar!\x1a\x07", "压缩包"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>", "网页存档"),
        (b"\0\1\2" * 1000, "二进制"),
        (b"", "空"),
        (b" \r\n\t ", "没有文字"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable) as caught:
        load(data, "年报.doc")
    assert says in str(caught.value)
    assert caught.value.remedy


def test_every_refusal_is_chinese_and_complete() -> None:
    for kind, (why, remedy) in sniff.REFUSED.items():
        assert sniff.refuse(kind).why == why
        assert any("\u4e00" <= c <= "\u9fff" for c in why)
        assert any("\u4e00" <= c <= "\u9fff" for c in remedy)


def test_a_file_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 1024)
    with pytest.raises(Unreadable, match="太大"):
        load(b"a" * 1025, "a.txt")


def _plugin(data: bytes, path: str) -> Document:
    return Document(path, "plugin", "")


@pytest.mark.parametrize(
    ("suffix", "path", "data", "kind"),
    [
        (
            ".odt",
            "a.odt",
            archive("content.xml", mimetype="application/vnd.oasis.opendocument.text"),
            "plugin",
        ),
        (
            ".odt",
            "a.dat",
            archive("content.xml", mimetype="application/vnd.oasis.opendocument.text"),
            "plugin",
        ),
        (".xyz", "a.XYZ", b"\0\1\2 any bytes", "plugin"),
        (".xyz", "a.xyz", TEXT.encode(), "plugin"),
        (".csv", "a.csv", TEXT.encode(), "plugin"),
        (".txt", "a.txt", TEXT.encode(), "plugin"),
        (".doc", "a.doc", PAGE.encode(), "html"),
        (".doc", "a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "plugin"),
        (".odt", "a.txt", TEXT.encode(), "text"),
    ],
)
def test_a_plugin_reads_its_own_format(suffix: str, path: str, data: bytes, kind: str) -> None:
    assert load(data, path, {suffix: _plugin}).kind == kind


def test_a_plugin_gets_no_empty_file() -> None:
    with pytest.raises(Unreadable, match="空"):
        load(b"", "a.odt", {".odt": _plugin})


def test_only_the_loader_needed_is_imported() -> None:
    code = (
        "import sys; from checker.loaders import load; load('年度报告'.encode(), 'a.txt');"
        "print([m for m in ('selectolax', 'lxml', 'checker.loaders.markdown', 'checker.loaders.html', 'zipfile')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_suffixes_of_the_walk_are_lower_case_and_apart() -> None:
    assert all(suffix == suffix.lower() and suffix[0] == "." for suffix in loaders.SUFFIXES)
    assert not loaders.SUFFIXES & loaders.UNREAD_SUFFIXES
