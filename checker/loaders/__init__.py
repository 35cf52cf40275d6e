"""One module a file format: bytes -> `Document`. Only the module a file needs is imported."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from types import MappingProxyType

from checker.loaders import limits
from checker.model import Document, Unreadable

#: What reads one format: (bytes, path as shown) -> Document; raises `Unreadable`.
Loader = Callable[[bytes, str], Document]

#: Suffixes of files that may hold a report we can read.
SUFFIXES = frozenset({
    ".docx", ".docm", ".dotx", ".html", ".htm", ".shtml", ".xhtml", ".aspx", ".jsp", ".txt", ".md", ".markdown",
    ".json", ".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".mht", ".mhtml", ".xlsx", ".xlsm", ".xls", ".et", ".pdf",
})  # fmt: skip
#: Suffixes of files that another program turns into DOCX first (`office`), where the name tells the truth.
CONVERTED_SUFFIXES = frozenset({".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt"})
#: Suffixes of files that may be a report and cannot be read yet. Some hold DOCX or HTML all the same.
UNREAD_SUFFIXES = frozenset({".ofd", ".ods"})
#: What a walk through a folder picks up: a report handed in as PDF must be named, not passed over.
WALKED_SUFFIXES = SUFFIXES | UNREAD_SUFFIXES
#: The suffix a plugin registers to read a kind that was found by content.
_SUFFIX_OF = MappingProxyType({
    "docx": ".docx", "html": ".html", "markdown": ".md", "json": ".json", "text": ".txt", "pdf": ".pdf",
    "doc": ".doc", "ole": ".doc", "rtf": ".rtf", "odt": ".odt", "ods": ".ods", "xlsx": ".xlsx", "xls": ".xls", "ofd": ".ofd", "mht": ".mht",
    "zip": ".zip", "image": ".png", "pptx": ".pptx",
})  # fmt: skip
_NO_LOADERS: Mapping[str, Loader] = MappingProxyType({})


def load(data: bytes, path: str, extra: Mapping[str, Loader] = _NO_LOADERS) -> Document:
    """Read a file by what it holds.

    `path` is only shown, and its suffix asked where the content leaves a doubt. `extra` maps
    suffixes (".odt") to the loaders of plugins: one is taken for its kind found by content,
    and for its suffix unless the content is plainly DOCX or HTML. Raises `Unreadable` for an
    empty, too large, binary or unknown file, with what it is and what to do.
    """
    from checker.loaders import sniff

    limits.check_size(len(data))
    plugins = {suffix.lower(): loader for suffix, loader in extra.items()}
    suffix = os.path.splitext(path)[1].lower()
    kind = sniff.binary_kind(data)
    if kind is not None:
        plugin = plugins.get(_SUFFIX_OF.get(kind, "")) or (plugins.get(suffix) if kind != "docx" else None)
        if plugin is not None:
            return plugin(data, path)
        return _load_binary(kind, data, path)
    if suffix in plugins and suffix not in SUFFIXES | UNREAD_SUFFIXES:
        # A format only the plugin knows may be binary: do not decode it.
        return plugins[suffix](data, path)

    from checker.loaders import encoding

    text, name = encoding.decode(data)
    if not text.strip():
        raise Unreadable("文件里没有文字", "请重新导出或重新下载这个文件")
    kind = sniff.text_kind(text, suffix)
    plugin = plugins.get(_SUFFIX_OF.get(kind, "")) or (plugins.get(suffix) if kind != "html" else None)
    if plugin is not None:
        return plugin(data, path)
    if kind == "wordxml":
        return _load_binary(kind, data, path)
    document = _load_text(kind, text, path)
    document.sha256 = _sha256(data)
    document.metadata["encoding"] = name
    return document


def _load_binary(kind: str, data: bytes, path: str) -> Document:
    from checker.loaders import sniff

    if kind == "docx":
        from checker.loaders import docx

        return docx.load(data, path)
    if kind == "pdf":
        from checker.loaders import pdf

        return pdf.load(data, path)
    if kind in ("doc", "rtf", "odt", "wordxml"):
        from checker.loaders import office

        return office.load(data, path, kind)
    if kind in ("xlsx", "xls"):
        from checker.loaders import workbook

        return workbook.load(data, path, kind)
    if kind == "mht":
        from checker.loaders import mht

        return mht.load(data, path)
    raise sniff.refuse(kind)


def _load_text(kind: str, text: str, path: str) -> Document:
    if kind == "html":
        from checker.loaders.html import load_text
    elif kind == "markdown":
        from checker.loaders.markdown import load_text
    elif kind == "json":
        from checker.loaders.json_instance import load_text
    else:
        from checker.loaders.text import load_text
    return load_text(text, path)


def _sha256(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()


__all__ = ["CONVERTED_SUFFIXES", "SUFFIXES", "UNREAD_SUFFIXES", "WALKED_SUFFIXES", "Loader", "load"]
