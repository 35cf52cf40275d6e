"""Files only another program can read: old Word (.doc), WPS (.wps), RTF, ODT, Word's XML -> DOCX -> `Document`.

What is read is the converted file, so tables, rows, cells and paragraphs are counted in it as in a
DOCX; conversion keeps their order and number. The original is never touched.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from checker.loaders.office import libreoffice, msdoc
from checker.loaders.office.converted import Converted, Failed
from checker.model import Document, Paragraph, Unreadable

#: kind found by content -> the suffix LibreOffice knows it by, and what it is called.
KINDS: Mapping[str, tuple[str, str]] = {
    "doc": (".doc", "旧版 Word 文件（.doc、.wps）"),
    "rtf": (".rtf", "RTF 文件"),
    "odt": (".odt", "OpenDocument 文件（.odt）"),
    "wordxml": (".xml", "XML 格式的 Word 文件"),
}
_SAVE_DOCX = "用 Word 或 WPS 打开，另存为 docx 后再检查"
_SLOW = "这是{what}，转换用时太长，没有等它转换完"
INSTALL_DOC = 'pip install "gouji[doc]"'


class File(NamedTuple):
    """One file to convert: its kind (a key of `KINDS`) and its bytes."""

    kind: str
    data: bytes


#: What the last `prepare` converted ahead, by kind and sha256.
_ready: dict[str, Converted | Unreadable] = {}


def load(data: bytes, path: str, kind: str) -> Document:
    """Read a file of one of `KINDS`. Raises `Unreadable`: no converter installed, none can read it, or too slow."""
    _refuse_bombs(kind, data)
    file = File(kind, data)
    key = _key(file)
    answer = _ready.get(key) or _convert({key: file})[key]
    if isinstance(answer, Unreadable):
        raise answer
    from checker.loaders import docx

    try:
        document = docx.load(answer.docx, path)
    except Unreadable as error:
        raise Unreadable(
            "{what}转换以后读不出来：{reason}", f"请{_SAVE_DOCX}", what=KINDS[kind][1], reason=str(error)
        ) from error
    document.kind = kind
    document.sha256 = hashlib.sha256(data).hexdigest()
    document.metadata["converted_by"] = answer.by
    _remember_losses(document, answer.losses)
    return document


def prepare(files: Iterable[bytes]) -> None:
    """Convert those of several files that need it in as few calls as possible; `load` then finds them done."""
    from checker.loaders import sniff

    _ready.clear()
    wanted: dict[str, File] = {}
    for data in files:
        kind = sniff.binary_kind(data)
        if kind is not None and kind in KINDS:
            try:
                _refuse_bombs(kind, data)
            except Unreadable:
                continue  # said when its turn comes
            file = File(kind, data)
            wanted[_key(file)] = file
    if len(wanted) > 1:
        # What got no answer, perhaps because of another file of the batch, is tried again by itself.
        for key, answer in _convert(wanted).items():
            if isinstance(answer, Converted) or answer.why == _SLOW:
                _ready[key] = answer


def _refuse_bombs(kind: str, data: bytes) -> None:
    """Raise `Unreadable` for a file that would take all memory of the program it is given to."""
    if kind == "odt":
        from checker.loaders.docx.package import Package

        package = Package(data)
        for part in ("content.xml", "styles.xml"):
            if part in package:
                package.parse(part)
    elif kind == "wordxml" and b"<!DOCTYPE" in data:
        raise Unreadable("文件里有 Word 不会写入的声明，为安全起见没有读取", f"请{_SAVE_DOCX}")


def _key(file: File) -> str:
    return f"{file.kind} {hashlib.sha256(file.data).hexdigest()}"


def _convert(files: Mapping[str, File]) -> dict[str, Converted | Unreadable]:
    """An answer for each of the files."""
    answers: dict[str, Converted | Failed] = {}
    old = {key: file.data for key, file in files.items() if file.kind == "doc"}
    if old and msdoc.available():
        answers.update(msdoc.convert(old))
    left = {
        key: (KINDS[file.kind][0], file.data)
        for key, file in files.items()
        if not _good(answers.get(key)) and answers.get(key) != Failed("encrypted")
    }
    # Where the first converter lost something, the second may not; else the first's is better than nothing.
    for key, answer in libreoffice.convert(left).items():
        if isinstance(answer, Converted) or not isinstance(answers.get(key), Converted):
            answers[key] = answer
    return {key: _answer(file, answers.get(key)) for key, file in files.items()}


def _good(answer: Converted | Failed | None) -> bool:
    return isinstance(answer, Converted) and not any(
        kind in ("tables", "text", "numbering", "embedded") for kind in _losses(answer.losses)
    )


def _answer(file: File, answer: Converted | Failed | None) -> Converted | Unreadable:
    """The conversion, or in words why there is none."""
    if isinstance(answer, Converted):
        return answer
    what = KINDS[file.kind][1]
    what = f" {what}" if what[0].isascii() else what  # 「这是 RTF 文件」 as against 「这是旧版 Word 文件」
    if answer == Failed("encrypted"):
        from checker.loaders import sniff

        return sniff.refuse("encrypted")
    if answer == Failed("too-slow"):
        return Unreadable(_SLOW, "请" + _SAVE_DOCX, what=what)
    office = libreoffice.program() is not None
    if file.kind == "doc" and not office and not msdoc.available():
        return Unreadable(
            "这是{what}，要装了转换程序才能读",
            "请运行 {command}（或者安装 LibreOffice），再检查一次；也可以" + _SAVE_DOCX,
            what=what,
            command=INSTALL_DOC,
        )
    if file.kind != "doc" and not office:
        return Unreadable(
            "这是{what}，要装了 LibreOffice 才能读",
            "请安装 LibreOffice，再检查一次；也可以" + _SAVE_DOCX,
            what=what,
        )
    if not office:
        reason = "内容太大或套叠太深" if answer == Failed("too-large") else "文件可能已损坏"
        return Unreadable(
            "这是{what}，没能转换：{reason}",
            "请" + _SAVE_DOCX + "；装了 LibreOffice 的话，程序会再用它试一次",
            what=what,
            reason=reason,
        )
    return Unreadable("这是{what}，没能转换：文件可能已损坏", "请" + _SAVE_DOCX, what=what)


@cache
def _known_losses() -> dict[str, tuple[str, str]]:
    """code -> (what is lost, what is said of it)."""
    import json
    from pathlib import Path

    raw: dict[str, Any] = json.loads(Path(__file__).with_name("losses.json").read_text(encoding="utf-8"))
    return {
        code: (what, entry["says"])
        for what, entry in raw.items()
        if isinstance(entry, dict)
        for code in entry["codes"]
    }


def _losses(codes: Iterable[str]) -> dict[str, str]:
    """What is lost ("tables", "text" …) -> what is said of it."""
    known = _known_losses()
    return dict(known[code] for code in codes if code in known)


def _remember_losses(document: Document, codes: Iterable[str]) -> None:
    """Let the reader know: a table is doubtful, a text is missing, numbers may be wrong."""
    losses = _losses(codes)
    if "tables" in losses:
        document.metadata["doubts"] = {
            index: losses["tables"]
            for index, block in enumerate(document.blocks)
            if not isinstance(block, Paragraph)
        }
    if says := [text for what, text in losses.items() if what != "pictures"]:
        document.metadata["lost"] = says
    if "pictures" in losses:
        document.metadata["pictures"] = document.metadata.get("pictures", 0) + 1


__all__ = ["KINDS", "load", "prepare"]
