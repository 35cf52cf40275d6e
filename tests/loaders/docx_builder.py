"""Builds the bytes of DOCX files from raw XML, rich or hostile, without any office program.

Functions return XML text; `docx` puts it into a zip. `w:` is WordprocessingML throughout.
"""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMESPACES = (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def t(text: str) -> str:
    """A `w:t` that keeps its white space."""
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def r(content: str, look: str = "") -> str:
    """A run: of text, or of XML where the content begins with "<"; `look` is the inside of its rPr."""
    inner = content if content.startswith("<") else t(content)
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{inner}</w:r>"


def p(
    *content: str, style: str = "", num: tuple[int, int] | None = None, look: str = "", mark: str = ""
) -> str:
    """A paragraph of texts or XML; `num` is (numId, ilvl), `look` more of its pPr, `mark` its pPr/rPr."""
    properties = f"<w:pStyle w:val={quoteattr(style)}/>" if style else ""
    if num is not None:
        properties += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    properties += look + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    runs = "".join(c if c.startswith("<") else r(c) for c in content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def tc(content: str = "", span: int = 1, merge: str = "", look: str = "") -> str:
    """A cell: text or XML; `merge` is "restart" or "continue", `look` more of its tcPr."""
    inner = content if content.startswith("<") else p(content) if content else p()
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    if merge:
        properties += '<w:vMerge w:val="restart"/>' if merge == "restart" else "<w:vMerge/>"
    properties += look
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{inner}</w:tc>"


def tr(*cells: str, look: str = "") -> str:
    """A row of cells (a plain text is a cell of that text); `look` is the inside of its trPr."""
    made = "".join(c if c.startswith("<") else tc(c) for c in cells)
    return f"<w:tr>{f'<w:trPr>{look}</w:trPr>' if look else ''}{made}</w:tr>"


def tbl(*rows: str, widths: tuple[int, ...] = ()) -> str:
    """A table of rows, with a grid where widths are given."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def sdt(content: str) -> str:
    """A content control round anything."""
    return f'<w:sdt><w:sdtPr><w:tag w:val="x"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def field(code: str, *result: str) -> str:
    """A complex field in runs of its own."""
    return (
        r('<w:fldChar w:fldCharType="begin"/>') + r(f"<w:instrText>{code}</w:instrText>")
        + r('<w:fldChar w:fldCharType="separate"/>') + "".join(r(x) for x in result)
        + r('<w:fldChar w:fldCharType="end"/>')
    )  # fmt: skip


def textbox(content: str, fallback: str | None = None) -> str:
    """A run with a text box as Word writes it: once as a drawing, once more for old programs."""
    box = f"<w:txbxContent>{content}</w:txbxContent>"
    old = f"<w:txbxContent>{content if fallback is None else fallback}</w:txbxContent>"
    return r(
        "<mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{old}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )


PICTURE = r("<w:drawing><a:graphic><a:graphicData><pic:pic/></a:graphicData></a:graphic></w:drawing>")


def lvl(
    at: int,
    fmt: str,
    text: str,
    *,
    start: int = 1,
    suffix: str = "",
    restart: int | None = None,
    more: str = "",
) -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>'
        + (f'<w:lvlRestart w:val="{restart}"/>' if restart is not None else "")
        + more
        + (f'<w:suff w:val="{suffix}"/>' if suffix else "")
        + f"<w:lvlText w:val={quoteattr(text)}/></w:lvl>"
    )


def abstract(ident: int, *levels: str) -> str:
    """An abstract list."""
    return f'<w:abstractNum w:abstractNumId="{ident}">{"".join(levels)}</w:abstractNum>'


def num(ident: int, abstract_id: int, overrides: str = "") -> str:
    """An instance of an abstract list."""
    return f'<w:num w:numId="{ident}"><w:abstractNumId w:val="{abstract_id}"/>{overrides}</w:num>'


def style(ident: str, *, kind: str = "paragraph", name: str = "", based: str = "", inside: str = "") -> str:
    """A style; `inside` is its pPr and rPr."""
    return (
        f'<w:style w:type="{kind}" w:styleId={quoteattr(ident)}><w:name w:val={quoteattr(name or ident)}/>'
        + (f"<w:basedOn w:val={quoteattr(based)}/>" if based else "")
        + f"{inside}</w:style>"
    )


def docx(
    *body: str,
    numbering: str = "",
    styles: str = "",
    footnotes: str = "",
    endnotes: str = "",
    comments: str = "",
    core: str = "",
    main: str = "word/document.xml",
    strict: bool = False,
    document: str | bytes | None = None,
    extra: dict[str, bytes] | None = None,
    attributes: str = "",
) -> bytes:
    """A whole file. Parts are given by their contents; `document` replaces the main part as a whole."""
    w, rels = (W_STRICT, RELS_STRICT) if strict else (W, RELS)
    folder, _, base = main.rpartition("/")
    opening = f'xmlns:w="{w}"{NAMESPACES}{attributes}'

    def part(root: str, inside: str) -> str:
        return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{root} {opening}>{inside}</w:{root}>'

    def relations(targets: dict[str, str]) -> str:
        listed = "".join(
            f'<Relationship Id="rId{i}" Type="{rels}/{kind}" Target="{target}"/>'
            for i, (kind, target) in enumerate(targets.items(), 1)
        )
        return f'<Relationships xmlns="{PACKAGE_RELS}">{listed}</Relationships>'

    parts = {
        "numbering": numbering, "styles": styles, "footnotes": footnotes, "endnotes": endnotes,
        "comments": comments,
    }  # fmt: skip
    parts = {name: inside for name, inside in parts.items() if inside}
    prefix = f"{folder}/" if folder else ""
    roots = {"officeDocument": main}
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{main}" ContentType="{MAIN_TYPE}"/></Types>',
        main: document if document is not None else part("document", f"<w:body>{''.join(body)}</w:body>"),
    }
    if core:
        roots["metadata/core-properties"] = "docProps/core.xml"
        members["docProps/core.xml"] = (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
            f' xmlns:dc="http://purl.org/dc/elements/1.1/">{core}</cp:coreProperties>'
        )
    members["_rels/.rels"] = relations(roots)
    members[f"{prefix}_rels/{base}.rels"] = relations({name: f"{name}.xml" for name in parts})
    members |= {f"{prefix}{name}.xml": part(name, inside) for name, inside in parts.items()}
    members |= extra or {}
    return pack(members)


def pack(members: dict[str, str | bytes]) -> bytes:
    """A zip of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()
