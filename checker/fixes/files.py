"""A file of any format opened for editing, and its text as blocks, to be compared before and after."""

from __future__ import annotations

from collections.abc import Sequence

from checker.fixes.cuts import Refused, Source
from checker.i18n import N_, _
from checker.model import Document, Paragraph

#: Kinds a fix can be put back into.
EDITABLE = frozenset(("text", "markdown", "html", "docx", "json"))
_MEND_WORD = N_("请用 Word 或 WPS 另存为 docx 再自动修改，或者在原文件里手工改")
#: Kinds it cannot, and what to do instead; any other: `_MEND_BY_HAND`.
_INSTEAD = {
    "doc": _MEND_WORD,
    "rtf": _MEND_WORD,
    "odt": _MEND_WORD,
    "wordxml": _MEND_WORD,
    "pdf": N_("请在生成它的 Word 文件里改，再重新导出 PDF"),
    "mht": N_("请存成普通网页（.html）再自动修改，或者在原网页里手工改"),
}
_MEND_BY_HAND = N_("请在原文件里手工改")


def instead(kind: str) -> str:
    """What to do with findings in a file whose kind cannot be edited, "" where it can."""
    return "" if kind in EDITABLE else _(_INSTEAD.get(kind, _MEND_BY_HAND))


def open_source(data: bytes, document: Document) -> Source:
    """The file, ready to be edited. Raises `Refused` for a format that cannot be."""
    kind = document.kind
    if kind in ("text", "markdown"):
        from checker.fixes.text import TextSource

        return TextSource(data, document)
    if kind == "html":
        from checker.fixes.html import HtmlSource

        return HtmlSource(data, document)
    if kind == "docx":
        from checker.fixes.docx import DocxSource

        return DocxSource(data, document)
    if kind == "json":
        from checker.fixes.json_instance import JsonSource

        return JsonSource(data, document)
    raise Refused("这种格式的文件还不能自动修改")


def text_of(document: Document, block: int) -> str:
    """The text of a paragraph, "" of a table."""
    found = document.blocks[block]
    return found.text if isinstance(found, Paragraph) else ""


def texts_of(document: Document) -> list[str | list[list[str]]]:
    """Every block as text: a paragraph's, and the cells of a table."""
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
    ]


def reads_alike(wanted: Sequence[object], found: Sequence[object], kind: str) -> bool:
    """Whether a document reads as it should; white space at edges is the loader's, a blank paragraph is none.

    A line end in the source of a page is a space or nothing, as the characters around it are
    Chinese or not: so where one of these was changed, its space may be gone.
    """

    def fold(block: object) -> object:
        return " ".join(block.split()) if isinstance(block, str) else block

    one = [block for block in map(fold, wanted) if block != ""]
    two = [block for block in map(fold, found) if block != ""]
    if one == two or kind not in ("html", "markdown") or len(one) != len(two):
        return one == two
    return all(a == b or _lost_spaces(a, b) for a, b in zip(one, two, strict=True))


def _lost_spaces(wanted: object, found: object) -> bool:
    """Whether a text is another one without some of its spaces."""
    if not isinstance(wanted, str) or not isinstance(found, str):
        return False
    at = 0
    for character in wanted:
        if at < len(found) and found[at] == character:
            at += 1
        elif character != " ":
            return False
    return at == len(found)
