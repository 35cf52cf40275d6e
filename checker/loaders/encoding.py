"""Bytes of a text file -> text, and the name of the encoding that was chosen.

The order was right on six real files of six: byte order mark, strict UTF-8, the charset an
HTML page names, GB18030, then Big5 and UTF-16 when the phrase every report holds is absent.
Guessing by letter statistics took GB2312 pages for Russian, so nothing is guessed that way.
"""

from __future__ import annotations

import codecs
import re

from checker.model import Unreadable

#: A report holds one of these; a wrong decoding holds none.
PHRASES = ("政府信息公开", "政府信息公開", "信息公开", "年度报告", "第二十条")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
)
#: Names that pages use for a subset of what they really send.
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
}
_REMEDY = "请用记事本、Word 或 WPS 打开，另存为 UTF-8 编码的文本或 docx 后再检查"


def decode(data: bytes) -> tuple[str, str]:
    """The text of `data` without its byte order mark, and the encoding it was read with.

    Raises `Unreadable` for binary data, and for text no known encoding fits as a whole:
    a character that cannot be read could be a figure.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _must(data, codec), name
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _other(data, error.start)
    if "\0" in text:
        return _other(data, data.index(0))
    _refuse_binary(text)
    return text, "utf-8"


def _other(data: bytes, bad: int) -> tuple[str, str]:
    """The text of data that is no UTF-8; `bad` is the offset of the first byte that says so."""
    named = _named(data)
    candidates = [named] if named else []
    candidates += [name for name in ("gb18030", "big5", "utf-16-le", "utf-16-be") if name != named]
    readings: list[tuple[str, str]] = []
    for name in candidates:
        text = _try(data, name)
        if text is None:
            continue
        if any(phrase in text for phrase in PHRASES):
            return text, name
        readings.append((text, name))
    if any(phrase in data.decode("utf-8", "ignore") for phrase in PHRASES):
        raise Unreadable(
            "第 {line} 行有无法识别的字节，文件可能已损坏或被截断",
            _REMEDY,
            line=data.count(b"\n", 0, bad) + 1,
        )
    # A page that names its charset and decodes by it is taken at its word.
    if readings and readings[0][1] == named:
        return readings[0]
    for text, name in readings:
        if _plausible(text):
            return text, name
    if data.count(0) > len(data) // 1000:
        raise Unreadable("这不是文字文件（内容是二进制数据）", "请确认选对了文件")
    raise Unreadable("认不出文件的文字编码", _REMEDY)


def _try(data: bytes, name: str) -> str | None:
    if name.startswith("utf-16") and (len(data) % 2 or data.count(0) * 50 < len(data)):
        # Even a Chinese text has line ends and digits, whose upper byte is 0.
        return None
    try:
        text = data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None
    return None if "\0" in text else text


def _must(data: bytes, codec: str) -> str:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable("第 {line} 行有无法识别的字节，文件可能已损坏或被截断", _REMEDY, line=line) from None
    _refuse_binary(text)
    return text


def _named(data: bytes) -> str | None:
    """The charset an HTML or XML head names, widened, None where none or an unknown one is named."""
    found = re.search(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", data[:4096])
    if not found or b"<" not in data[:4096]:
        return None
    name = found[1].decode("ascii").lower()
    name = _WIDER.get(name, name)
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return None
    # rot13, base64 and the like are codecs too, but not of text.
    return name if getattr(codec, "_is_text_encoding", True) else None


def _plausible(text: str) -> bool:
    """Whether the text looks like Chinese or plain ASCII: most other characters are of GB2312 or Big5."""
    wide = [c for c in text[:20000] if c > "\x7f"]
    if not wide:
        return True
    known = 0
    for codec in ("gb2312", "big5"):
        known = max(known, sum(1 for c in wide if _holds(codec, c)))
    return known * 10 >= len(wide) * 9


def _holds(codec: str, character: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def _refuse_binary(text: str) -> None:
    """Raise `Unreadable` for a text full of control characters: a few are typing faults a rule reports."""
    head = text[:100_000]
    if len(re.findall("[\0-\x08\x0e-\x19\x1b-\x1f]", head)) * 50 > len(head):
        raise Unreadable("这不是文字文件（内容是二进制数据）", "请确认选对了文件")
