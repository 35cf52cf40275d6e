"""A layout as a Word file: automatic numbering through styles, merged cells, fonts of an official text."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape
from pathlib import Path

from rendering.layout import Cell, Layout, covered
from rendering.plain import spoken_date

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS = Path(__file__).parent / "word_parts"
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

#: Widths of the columns in twentieths of a point: the text is 8844 wide (156 mm, GB/T 9704 5.2.1).
WIDTHS = {
    "disclosure": [2640, 2068, 2068, 2068],
    "requests": [620, 900, 2634, 670, 670, 670, 670, 670, 670, 670],
    "remedies": [589] * 9 + [590] * 6,
}


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{name}"/>'


def _run(text: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    parts = [f'<w:t xml:space="preserve">{escape(p, quote=False)}</w:t>' for p in text.split("\n")]
    return f"<w:r>{properties}{'<w:br/>'.join(parts)}</w:r>"


def _paragraph(text: str, style: str, look: str = "", extra: str = "") -> str:
    # Editing leaves one sentence in many runs: Word breaks them where figures were typed in later.
    runs = "".join(_run(part, look) for part in re.split(r"(\d+)", text) if part)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{runs}</w:p>'


def _cell(cell: Cell, width: int, merge: str) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if cell.across > 1:
        properties += f'<w:gridSpan w:val="{cell.across}"/>'
    properties += merge
    if cell.role == "band":
        properties += '<w:shd w:val="clear" w:color="auto" w:fill="C6D9F1"/>'
    properties += '<w:vAlign w:val="center"/>'
    text = "" if merge == "<w:vMerge/>" else cell.text
    centred = '<w:jc w:val="center"/>' if cell.role in ("head", "figure") else ""
    runs = _run(text) if text else ""
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="Cell"/>{centred}</w:pPr>{runs}</w:p>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph}</w:tc>"


def _table(rows: list[list[Cell]], widths: list[int]) -> str:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    out = [
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>"
    ]
    for row in covered(rows):
        line, at = [], 0
        for item in row:
            cell, merge = (item, "") if isinstance(item, Cell) else (item[0], "<w:vMerge/>")
            if not merge and cell.down > 1:
                merge = '<w:vMerge w:val="restart"/>'
            line.append(_cell(cell, sum(widths[at : at + cell.across]), merge))
            at += cell.across
        height = '<w:trPr><w:cantSplit/><w:trHeight w:val="340" w:hRule="atLeast"/></w:trPr>'
        out.append(f"<w:tr>{height}{''.join(line)}</w:tr>")
    return "".join(out) + "</w:tbl>"


def _body(layout: Layout) -> str:
    out: list[str] = []
    for block in layout.blocks:
        if block.kind == "title":
            out += [_paragraph(line, "Title") for line in layout.title_lines]
        elif block.kind == "published":
            out.append(_paragraph(f"发布日期：{spoken_date(block.text)}", "Date"))
        elif block.kind == "heading" and block.automatic:
            out.append(_paragraph(block.text, "Heading1"))
        elif block.kind == "heading":
            out.append(_paragraph(f"{block.number}、{block.text}", "Body", _fonts("黑体")))
        elif block.kind == "subheading" and block.automatic and _counts(layout):
            out.append(_paragraph(block.text, "Heading2"))
        elif block.kind == "subheading":
            out.append(_paragraph(f"（{block.number}）{block.text}", "Body", _fonts("楷体_GB2312")))
        elif block.kind == "table":
            out += [_table(block.rows, WIDTHS[block.name]), _paragraph("", "Body")]
        else:
            out.append(_paragraph(block.text, "Body"))
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"'
        ' w:header="851" w:footer="1400" w:gutter="0"/>'
        '<w:docGrid w:type="lines" w:linePitch="312"/></w:sectPr>'
    )
    opening = f'{HEADER}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>'
    return opening + "".join(out) + section + "</w:body></w:document>"


def _counts(layout: Layout) -> bool:
    """Whether the headings above are counted, so that （一） starts anew under each of them."""
    return all(block.automatic for block in layout.blocks if block.kind == "heading")


def _relations(items: list[tuple[str, str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in items
    )
    return f'{HEADER}<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def docx(layout: Layout) -> bytes:
    """The report as a .docx whose parts and their order are always the same."""
    parts = {"document": "document.main", "styles": "styles", "numbering": "numbering", "footer1": "footer"}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{WORD}.{kind}+xml"/>'
        for name, kind in parts.items()
    )
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    types = (
        f'{HEADER}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        f'<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>'
    )
    properties = (
        f'{HEADER}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(layout.data["title"])}</dc:title>'
        f"<dc:creator>{escape(layout.data['organ'])}</dc:creator></cp:coreProperties>"
    )
    files = {
        "[Content_Types].xml": types,
        "_rels/.rels": _relations([
            ("rId1", f"{R}/officeDocument", "word/document.xml"),
            ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ]),
        "docProps/core.xml": properties,
        "word/document.xml": _body(layout),
        "word/_rels/document.xml.rels": _relations([
            ("rId1", f"{R}/styles", "styles.xml"),
            ("rId2", f"{R}/numbering", "numbering.xml"),
            ("rId3", f"{R}/footer", "footer1.xml"),
        ]),
        
        
        
    }  # fmt: skip
    for name in ("styles", "numbering", "footer1"):
        files[f"word/{name}.xml"] = (PARTS / f"{name}.xml").read_bytes().decode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            # A fixed time, and a fixed "made on": the same instance gives the same file anywhere.
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            archive.writestr(info, content.encode(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
