"""The zip a DOCX is: its parts, read within limits, and how they refer to each other."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from functools import cache
from typing import Any

from lxml import etree

from checker.loaders import sniff
from checker.loaders.limits import check_count
from checker.model import Unreadable

#: An element of lxml (whose types do not ship with it).
Element = Any

#: The largest part that is read, and all parts together, in bytes after inflation. Real reports
#: have some 250 KB; a file of 204 KB that inflated to 210 MB has been met.
MAX_PART = 32 << 20
MAX_TOTAL = 64 << 20
#: Members of the zip. A report with a scan on every page has a few hundred.
MAX_MEMBERS = 20_000
#: "<" and "=" in one part: what a tree costs is elements and attributes, not bytes.
MAX_MARKS = 1_000_000

PACKAGE_ROOT = ""

_SAVE_AGAIN = "请用 Word 或 WPS 打开它，另存为 docx 后再检查"
_FETCH_AGAIN = "请用 Word 或 WPS 修复后另存为 docx，或向提供文件的人重新要一份"
_NOT_A_REPORT = "正常的年度报告远没有这么多内容，请确认选对了文件"
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError,
    OverflowError, struct.error,
)  # fmt: skip


class Package:
    """The parts of one DOCX file. Every fault of the zip or its XML is an `Unreadable`."""

    def __init__(self, data: bytes) -> None:
        kind = sniff.binary_kind(data) if not data.startswith(b"PK") else ""
        if kind != "":
            raise sniff.refuse(kind or "broken-zip")
        check_count(data.count(b"PK\x01\x02"), MAX_MEMBERS, "文件内的部件数")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as fault:
            raise sniff.refuse("broken-zip") from fault
        # Names of parts do not heed case (ECMA-376-2, 9.1.1), and some writers use backslashes.
        self._members = {
            info.filename.replace("\\", "/").lstrip("/").lower(): info for info in self._zip.infolist()
        }
        self._left = MAX_TOTAL

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    def named(self, *beginnings: str) -> list[str]:
        """The XML parts whose names begin so, in order."""
        return sorted(name for name in self._members if name.startswith(beginnings) and name.endswith(".xml"))

    def read(self, name: str) -> bytes:
        """The bytes of a part; KeyError where there is no such part."""
        info = self._members[name.lower()]
        limit = min(MAX_PART, self._left)
        if info.file_size > limit:
            raise _too_big(name)
        if info.flag_bits & 1:
            raise sniff.refuse("encrypted")
        try:
            # The size a zip states may be a lie: never inflate more than the limit.
            with self._zip.open(info) as part:
                data = part.read(limit + 1)
        except _DAMAGE as fault:
            raise Unreadable("文件内部已损坏（{part}）", _FETCH_AGAIN, part=name) from fault
        if len(data) > limit:
            raise _too_big(name)
        self._left -= len(data)
        return data

    def parse(self, name: str, data: bytes | None = None) -> Element:
        """The root element of a part, without comments and processing instructions."""
        if data is None:
            data = self.read(name)
        # A document type is how entities come in; no office program writes one.
        if b"<!DOCTYPE" in data or (b"\0" in data[:4] and _wide_doctype(data)):
            raise _forbidden(name)
        if len(data) > MAX_MARKS and (data.count(b"<") > MAX_MARKS or data.count(b"=") > MAX_MARKS):
            raise Unreadable("文件内部的内容过多（{part}）", _NOT_A_REPORT, part=name)
        try:
            root = etree.fromstring(data, _parser())
        except etree.XMLSyntaxError as fault:
            if "depth" in str(fault):
                raise too_deep() from fault
            raise Unreadable("文件内部已损坏（{part}）", _FETCH_AGAIN, part=name) from fault
        if root.getroottree().docinfo.internalDTD is not None:
            raise _forbidden(name)
        return root

    def relations(self, name: str) -> dict[str, str]:
        """The parts a part refers to (`PACKAGE_ROOT`: those of the package): last word of the type -> name.

        Only the last word is compared, because the strict and the transitional form of the
        standard use different addresses. Where several have one type, the first counts.
        """
        folder, base = posixpath.split(name)
        listing = posixpath.join(folder, "_rels", base + ".rels")
        found: dict[str, str] = {}
        if listing not in self:
            return found
        for relation in self.parse(listing):
            kind, target = relation.get("Type"), relation.get("Target")
            if not kind or not target or relation.get("TargetMode") == "External":
                continue
            if "%" in target:
                from urllib.parse import unquote

                target = unquote(target)
            part = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")
            found.setdefault(kind.rsplit("/", 1)[-1], part)
        return found

    def properties(self, relations: dict[str, str]) -> dict[str, str]:
        """Title and names from the core properties, those that are filled in; `relations` are the package's."""
        part = relations.get("core-properties", "")
        if part not in self:
            return {}
        wanted = {"title": "title", "creator": "author", "lastModifiedBy": "last_modified_by"}
        found: dict[str, str] = {}
        for element in self.parse(part):
            name = wanted.get(element.tag.rpartition("}")[2])
            text = (element.text or "").strip()
            if name and text:
                found.setdefault(name, text[:500])
        return found

    def main_part(self, relations: dict[str, str]) -> str:
        """The name of the part that holds the text: by relation, else by content type, else by habit."""
        named = relations.get("officeDocument", "")
        if named in self:
            return named
        if "[Content_Types].xml" in self:
            for entry in self.parse("[Content_Types].xml"):
                kind, name = entry.get("ContentType") or "", (entry.get("PartName") or "").lstrip("/")
                if "wordprocessingml" in kind and kind.endswith("main+xml") and name in self:
                    return name
        if "word/document.xml" in self:
            return "word/document.xml"
        raise Unreadable("文件里没有 Word 正文，可能不是 docx，只是改了名字", _SAVE_AGAIN)


@cache
def _parser() -> Any:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True, collect_ids=False,
    )  # fmt: skip


def _wide_doctype(data: bytes) -> bool:
    return any("<!DOCTYPE".encode(encoding) in data for encoding in ("utf-16-le", "utf-16-be"))


def _too_big(name: str) -> Unreadable:
    return Unreadable(
        "文件内部的内容过大（{part} 展开后超过 {limit} MB）",
        _NOT_A_REPORT,
        part=name,
        limit=MAX_PART >> 20,
    )


def _forbidden(name: str) -> Unreadable:
    return Unreadable("文件内部有 Word 不会写入的声明（{part}），为安全起见没有读取", _SAVE_AGAIN, part=name)


def not_word() -> Unreadable:
    """For a package whose main part is no Word document."""
    return Unreadable("这不是 Word 文档，可能是表格或演示文稿改了名字", "请确认选对了文件")


def too_deep() -> Unreadable:
    """For contents nested deeper than any program nests them."""
    return Unreadable("文件内部层层套叠过深", _SAVE_AGAIN)
