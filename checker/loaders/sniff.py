"""What a file is, by its content: a .doc may hold DOCX or HTML, a .txt may hold a web page."""

from __future__ import annotations

import re

from checker.loaders import ole
from checker.model import Unreadable

_SAVE_DOCX = "请用 Word 或 WPS 打开，另存为 docx 或网页后再检查"
#: kind -> what it is and what to do. Kinds that are known and not read.
REFUSED = {
    "ole": ("这是旧版 Office 或 WPS 文件，里面找不到 Word 正文或表格，可能没有下载完整，或者已损坏", _SAVE_DOCX),
    "encrypted": ("文件加了打开密码，无法读取", "请用 Word 或 WPS 打开，取消密码后另存为 docx 再检查"),
    "ods": ("这是 OpenDocument 表格（.ods），还不能读取", "请用 LibreOffice 或 WPS 打开，另存为 xlsx 后再检查"),
    "pptx": ("这是演示文稿，不是年度报告", "请选择报告的 Word 文件或网页"),
    "ofd": ("这是 OFD 版式文件，目前还不能读取", "请检查生成它的 Word 文件，存为 docx 后再检查"),
    "zip": ("这是压缩包", "请先解压，再检查里面的文件"),
    "archive": ("这是压缩包", "请先解压，再检查里面的文件"),
    "image": ("这是图片，读不出文字", "请使用报告的 Word 文件或网页；扫描件和截图无法检查"),
    "binary": ("这不是文字文件（内容是二进制数据）", "请确认选对了文件"),
    "broken-zip": ("文件已损坏，打不开", "请用 Word 或 WPS 修复后另存为 docx，或重新下载"),
}  # fmt: skip
_OTHER = ("文件的内容是另一种格式，与要读的不同", _SAVE_DOCX)
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "bitmap"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"MZ", "program"),
    (b"\x7fELF", "binary"),
)
#: Stream at the root of an old Office file -> kind.
_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "pptx"),
)
_MIME = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
}


def refuse(kind: str) -> Unreadable:
    """The exception that says what a file of that kind is and what to do with it."""
    return Unreadable(*REFUSED.get(kind, _OTHER))


def binary_kind(data: bytes) -> str | None:
    """The kind of a file that is no text: "docx", "doc", "rtf", "odt", "xlsx", "xls", "mht" or a key of
    `REFUSED`; None for (what may be) text."""
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _zip_kind(data)
    if data.startswith(ole.MAGIC):
        return _ole_kind(data)
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            # Two letters may also begin a text.
            if kind in ("bitmap", "program"):
                if b"\0" not in data[:64]:
                    continue
                return "image" if kind == "bitmap" else "binary"
            return kind
    if _is_page_archive(head):
        return "mht"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image"
    return None


def _is_page_archive(head: bytes) -> bool:
    """Whether a file begins with the header of an e-mail that holds a page: how a browser saves one as .mht."""
    fields = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0].lower()
    if re.match(rb"[a-z][a-z0-9-]*:", fields) is None or b"mime-version:" not in fields:
        return False
    return re.search(rb"content-type:\s*(?:multipart/|text/html)", fields) is not None


def _ole_kind(data: bytes) -> str:
    # A file whose directory cannot be read is damaged; what it was is said all the same.
    names = ole.root_names(data) or {name for name, _kind in _STREAMS if name.encode("utf-16-le") in data}
    for name, kind in _STREAMS:
        if name in names:
            return kind
    return "ole"


def _zip_kind(data: bytes) -> str:
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mime = ""
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mime = archive.read("mimetype").decode("ascii", "replace").strip()
    except Exception:  # a hostile zip may raise anything
        return "broken-zip"
    if any(name.startswith("word/") and name.endswith(".xml") for name in names):
        return "docx"
    if mime in _MIME:
        return _MIME[mime]
    for start, kind in (("xl/", "xlsx"), ("ppt/", "pptx"), ("OFD.xml", "ofd")):
        if any(name.startswith(start) for name in names):
            return kind
    return "zip"


_TAGS = r"html|head|body|meta|title|table|tbody|tr|td|div|p|span|h[1-6]|br|font|center|style|script|article|section|ul|ol"


def text_kind(text: str, suffix: str) -> str:
    """The kind of a text: "html", "markdown", "json", "text", "wordxml", or a key of `REFUSED`.

    `suffix` (".txt", "" where there is none) only decides where the content leaves a doubt.
    """
    head = text[:4096].lstrip("\ufeff \t\r\n\u3000")
    if suffix == ".json" or re.match(r'\{\s*(?:"|\})', head):
        return "json"
    if re.search(r"<\?mso-application|<w:wordDocument|<pkg:package", head):
        return "wordxml"
    if _is_html(text, head, suffix):
        return "html"
    return "markdown" if _is_markdown(text, suffix) else "text"


def _is_html(text: str, head: str, suffix: str) -> bool:
    while head.startswith(("<!--", "<?xml")):
        # A loop, because a pattern that repeats comments takes for ever on a head made of them.
        _, closed, head = head.partition("-->" if head.startswith("<!--") else ">")
        head = head.lstrip()
        if not closed:
            return True
    if re.match(r"(?i)<(?:!doctype\s+html|html)\b", head):
        return True
    if suffix in (".md", ".markdown"):
        return False
    if re.match(rf"(?i)<(?:{_TAGS})\b[^<]*>", head):
        return True
    # A fragment that opens with words: several closing tags settle it.
    closing = re.finditer(rf"(?i)</(?:{_TAGS})\s*>", text[:200_000])
    return sum(1 for _ in zip(range(5), closing, strict=False)) == 5


def _is_markdown(text: str, suffix: str) -> bool:
    if suffix in (".md", ".markdown"):
        # A table of one cell a line behind a TAB is no Markdown, whatever the file is called.
        cells = len(re.findall(r"(?m)^\t[^\t\n]*$", text))
        return cells < 8 or cells * 3 < text.count("\n") or "|" in text
    delimiter = False
    if "---" in text and "|" in text:
        from checker.loaders.markdown_lines import is_delimiter

        delimiter = any(is_delimiter(line.strip()) for line in text.split("\n") if "---" in line)
    headings = sum(1 for _ in zip(range(2), re.finditer(r"(?m)^#{1,6}[ \t]+\S", text), strict=False))
    if suffix == ".txt":
        return delimiter and headings > 0
    return delimiter or headings > 1
