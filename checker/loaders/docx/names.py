"""What each element of WordprocessingML means to the walk.

An element that is not listed is walked through: text only ever comes from the listed ones,
so a wrapper nobody has heard of cannot swallow a figure.
"""

from __future__ import annotations

from functools import cache

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#: ISO/IEC 29500 Strict, as Word writes it on request.
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MATH = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
_PICTURE = (
    "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "http://purl.oclc.org/ooxml/drawingml/picture",
)
_VML = "urn:schemas-microsoft-com:vml"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"

(
    THROUGH, SKIP, PARAGRAPH, TABLE, ROW, CELL, RUN, TEXT, PARAGRAPH_LOOK, RUN_LOOK, TAB, BREAK, HYPHEN,
    SYMBOL, FIELD_MARK, FIELD_CODE, GRAPHIC, TEXTBOX, PICTURE, FOOTNOTE, ENDNOTE, DELETED, INSERTED,
    ALTERNATE, CHOICE, FALLBACK, EMBEDDED, COMMENT,
) = range(28)  # fmt: skip

_WORD = {
    PARAGRAPH: "p",
    TABLE: "tbl",
    ROW: "tr",
    CELL: "tc",
    RUN: "r",
    TEXT: "t",
    PARAGRAPH_LOOK: "pPr",
    RUN_LOOK: "rPr",
    TAB: "tab ptab",
    BREAK: "br cr",
    HYPHEN: "noBreakHyphen",
    SYMBOL: "sym",
    FIELD_MARK: "fldChar",
    FIELD_CODE: "instrText",
    GRAPHIC: "drawing pict object",
    TEXTBOX: "txbxContent",
    FOOTNOTE: "footnoteReference",
    ENDNOTE: "endnoteReference",
    DELETED: "del moveFrom",
    INSERTED: "ins moveTo",
    EMBEDDED: "altChunk subDoc",
    COMMENT: "commentReference",
    # The pronunciation over a character (rt) is not the text; a soft hyphen shows only at a line's end.
    SKIP: "tcPr trPr tblGrid tblPr tblPrEx sectPr sdtPr sdtEndPr customXmlPr smartTagPr rubyPr rt"
    " delText delInstrText fldData proofErr bookmarkStart bookmarkEnd permStart permEnd"
    " commentRangeStart commentRangeEnd annotationRef footnoteRef endnoteRef"
    " separator continuationSeparator lastRenderedPageBreak softHyphen"
    " moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd",
}


@cache
def meanings(namespace: str) -> dict[str, int]:
    """Full tag -> meaning, for a document whose own namespace is `namespace`."""
    table = {f"{{{namespace}}}{name}": kind for kind, names in _WORD.items() for name in names.split()}
    table |= {f"{{{math}}}t": TEXT for math in _MATH}
    table |= {f"{{{picture}}}pic": PICTURE for picture in _PICTURE}
    table[f"{{{_VML}}}imagedata"] = PICTURE
    for name, kind in (("AlternateContent", ALTERNATE), ("Choice", CHOICE), ("Fallback", FALLBACK)):
        table[f"{{{_COMPATIBILITY}}}{name}"] = kind
    return table


def on(value: str | None) -> bool:
    """Whether a switch such as `w:vanish` is on, by its `w:val` (absent: on)."""
    return value not in ("0", "false", "off", "none")


def hexadecimal(value: str | None) -> int:
    """A code of up to six hexadecimal digits, -1 where it is none."""
    if not value or len(value) > 6 or not set(value) <= set("0123456789abcdefABCDEF"):
        return -1
    return int(value, 16)


def number(value: str | None, default: int, most: int) -> int:
    """A whole number of an attribute; `default` where it is none, or none of 0 to `most`."""
    # isdecimal alone would let other scripts' digits through, and int() underscores and signs.
    if value and value.isascii() and value.isdecimal() and len(value) < 10 and int(value) <= most:
        return int(value)
    return default
