"""How text is shown: note marks set high, hidden and struck text are no part of a figure, in any format."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx_builder import PICTURE, docx, p, r, style, tbl, tc, tr
from support import engine

from checker.loaders import load
from checker.model import Cell, Confidence, Document, Paragraph, Severity, Table

HIGH = '<w:vertAlign w:val="superscript"/>'
LOW, LIFTED = '<w:vertAlign w:val="subscript"/>', '<w:position w:val="6"/>'
HIDDEN, STRUCK = "<w:vanish/>", "<w:strike/>"


def cell_of(document: Document) -> Cell:
    """The only cell of a figure: the last one of the first row."""
    return next(b for b in document.blocks if isinstance(b, Table)).rows[0][-1]


def word(*runs: str) -> Document:
    return load(docx(tbl(tr(tc("规章"), tc(p(*runs))))), "x.docx")


def page(cell: str) -> Document:
    return load(f"<table><tr><td>规章<td>{cell}</table>".encode(), "x.html")


def markdown(cell: str) -> Document:
    return load(f"| 规章 | {cell} |\n| --- | --- |\n".encode(), "x.md")


@pytest.mark.parametrize(
    ("document", "text"),
    [
        (word(r("21"), r("1", look=HIGH)), "21¹"),
        (word(r("21"), r("[", look=HIGH), r("1]", look=HIGH)), "21⁽¹⁾"),
        (word(r("21", look=HIGH)), "21"),
        (word(r("21"), r("1", look='<w:vertAlign w:val="baseline"/>')), "211"),
        (word(r("21"), r("2", look=LOW)), "21²"),
        (word(r("H"), r("2", look=LOW), r("O")), "H2O"),
        (word(r("21"), r("1", look=LIFTED)), "21¹"),
        (word(r("21"), r("1", look='<w:position w:val="2"/>')), "211"),
        (word(r("21"), r("*", look=HIGH)), "21⁎"),
        (word(r("*", look=HIGH)), "*"),
        (page("21<sup>1</sup>"), "21¹"),
        (page("21<sub>2</sub>"), "21²"),
        (page("<span>21</span><span style='vertical-align: sub'>2</span>"), "21²"),
        (page("H<sub>2</sub>O"), "H2O"),
        (page("21<span style='position:relative; top:-5px; font-size:8px'>1</span>"), "21¹"),
        (page("<div style='position:relative; top:-5px'><b>12</b>件</div>"), "12件"),
        (page("21<span style='vertical-align:super'>[1]</span>"), "21⁽¹⁾"),
        (page("<sup>21</sup>"), "21"),
        (page("<p><sup><b>2</b>1</sup></p>"), "21"),
        (markdown("21<sup>1</sup>"), "21¹"),
        (markdown("21^1^"), "21¹"),
        (markdown("21^a^"), "21^a^"),
    ],
)
def test_a_note_mark_is_no_digit(document: Document, text: str) -> None:
    assert (cell_of(document).text, cell_of(document).doubt) == (text, "")


def test_a_note_mark_by_a_style_of_characters() -> None:
    sheet = style("注", kind="character", inside=f"<w:rPr>{HIGH}</w:rPr>")
    table = tbl(tr(tc("规章"), tc(p(r("21"), r("1", look='<w:rStyle w:val="注"/>')))))
    assert cell_of(load(docx(table, styles=sheet), "x.docx")).text == "21¹"


@pytest.mark.parametrize(
    ("document", "text", "counts"),
    [
        (word(r("24", look=STRUCK), r("21")), "21", {"struck": 1}),
        (word(r("2", look=HIDDEN), r("4", look=STRUCK), r("21")), "21", {"struck": 1, "hidden": 1}),
        (word(r("21"), r("8", look=HIDDEN)), "21", {"hidden": 1}),
        (word(r("8", look=HIDDEN)), "", {"hidden": 1}),
        (page("<s>24</s>21"), "21", {"struck": 1}),
        (page("<del>24</del><ins>21</ins>"), "21", {"struck": 1}),
        (page("21<span style='opacity: 0'>8</span>"), "21", {"hidden": 1}),
        (page("21<span style='opacity:0.8'>8</span>"), "218", {}),
        (page("21<i style='position:absolute;left:-999px'>8</i>"), "21", {"hidden": 1}),
        (page("<ruby>21<rp>(</rp><rt>8</rt></ruby>"), "21", {}),
        (page("<span style='text-decoration: line-through'>24</span>21"), "21", {"struck": 1}),
        (page("21<span style='display:none'>8</span>"), "21", {"hidden": 1}),
        (page("21<span style='font-size:0'>8</span>"), "21", {"hidden": 1}),
        (page("<div style='font-size:0'><b style='font-size:14px'>21</b></div>"), "21", {}),
        (page("21<span style='font-size:0.9em'>8</span>"), "218", {}),
        (page("21<span id='_baidu_bookmark_start_0' style='display:none'>\u200d</span>"), "21", {}),
        (markdown("~~24~~21"), "21", {"struck": 1}),
        (markdown("<del>24</del>21"), "21", {"struck": 1}),
    ],
)
def test_what_is_hidden_or_struck_is_no_part_of_the_figure(
    document: Document, text: str, counts: dict[str, int]
) -> None:
    cell = cell_of(document)
    assert (cell.text, cell.doubt) == (text, "")
    seen = {k: document.metadata[k] for k in ("hidden", "struck") if document.metadata.get(k)}
    assert seen == counts
    marks = document.metadata.get("marks") or {}
    assert set(marks) == set(counts)
    for mark in marks.values():
        at = cell.anchor
        assert (mark.line, mark.column) == (at.line, at.column)
        assert document.kind == "markdown" or (mark.table, mark.row, mark.cell) == (1, 1, 2)


@pytest.mark.parametrize(
    "document",
    [word(r("21", look=STRUCK)), page("<s>21</s>"), markdown("~~21~~")],
    ids=["docx", "html", "md"],
)
def test_a_figure_struck_out_whole_is_kept_and_not_sure(document: Document) -> None:
    assert cell_of(document).text == "21"
    assert cell_of(document).doubt


def test_a_paragraph_in_part() -> None:
    document = load(docx(p("收到", r("30", look=STRUCK), "21", r("2", look=HIGH), "件。")), "x.docx")
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == ["收到21²件。"]
    html = load("<p>收到<s>30</s>21<sup>2</sup>件。</p>".encode(), "x.html")
    assert [b.text for b in html.blocks if isinstance(b, Paragraph)] == ["收到21²件。"]
    assert html.metadata["marks"]["struck"].paragraph == 1


def test_a_page_struck_out_by_a_forgotten_end_tag_is_read() -> None:
    source = Path(__file__).resolve().parents[2] / "examples" / "good-2024.html"
    text = source.read_text(encoding="utf-8")
    plain = load(text.encode(), "x.html")
    crossed = load(text.replace("<body>", "<body><s>", 1).encode(), "x.html")
    assert crossed.blocks == plain.blocks
    assert crossed.metadata["struck"] == 1


def test_a_picture_in_a_cell_is_no_sure_blank() -> None:
    assert cell_of(word(PICTURE)).doubt == "这一格里是图片"
    assert cell_of(word(PICTURE, r("21"))).doubt == ""


def test_what_a_page_hides_is_perhaps_the_site_s_own() -> None:
    """A tooltip or a copy for another screen is nothing that drafting left; hidden text of a Word file is."""
    source = Path(__file__).resolve().parents[2] / "examples" / "good-2024.html"
    text = source.read_text(encoding="utf-8").replace(
        "</table>", "</table><p style='display:none'>提示</p>", 1
    )
    (finding,) = engine(select=("W701",)).check_bytes(text.encode(), "a.html").findings
    assert (finding.severity, finding.confidence) == (Severity.WARNING, Confidence.LIKELY)
