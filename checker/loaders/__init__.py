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
    ".json", ".pdf",
})  # fmt: skip
#: Suffixes of files that may be a report and cannot be read yet. Some hold DOCX or HTML all the same.
UNREAD_SUFFIXES = frozenset({
    ".doc", ".wps", ".rtf", ".odt", ".ofd", ".mht", ".mhtml", ".xls", ".xlsx", ".et", ".ods",
})  # fmt: skip
#: What a walk through a folder picks up: a report handed in as PDF must be named, not passed over.
WALKED_SUFFIXES = SUFFIXES | UNREAD_SUFFIXES
#: The suffix a plugin registers to read a kind that was found by content.
_SUFFIX_OF = MappingProxyType({
    "docx": ".docx", "html": ".html", "markdown": ".md", "json": ".json", "text": ".txt", "pdf": ".pdf",
    "ole": ".doc", "rtf": ".rtf", "odt": ".odt", "ods": ".ods", "xlsx": ".xlsx", "ofd": ".ofd", "mht": ".mht",
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
        if kind == "docx":
            from checker.loaders import docx

            return docx.load(data, path)
        if kind == "pdf":
            from checker.loaders import pdf

            return pdf.load(data, path)
        raise sniff.refuse(kind)
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
    if kind in sniff.REFUSED:
        raise sniff.refuse(kind)
    document = _load_text(kind, text, path)
    document.sha256 = _sha256(data)
    document.metadata["encoding"] = name
    return document


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


__all__ = ["SUFFIXES", "UNREAD_SUFFIXES", "WALKED_SUFFIXES", "Loader", "load"]
