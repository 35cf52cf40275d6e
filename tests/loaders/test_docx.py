"""The DOCX loader, on files built from raw XML, by python-docx, and by WPS (the blank form)."""

from __future__ import annotations

import hashlib
import io
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.loaders import docx as loader
from checker.loaders.docx import numerals, package, styles
from checker.model import Anchor, Document, Paragraph, Table, Unreadable

sys.path.insert(0, str(Path(__file__).parent))
import docx_builder as b
from docx_builder import docx, p, r, sdt, tbl, tc, tr

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


def read(*body: str, **parts: object) -> Document:
    return loader.load(docx(*body, **parts), "报告.docx")  # type: ignore[arg-type]


def texts(document: Document) -> list[str]:
    return [paragraph.text for _, paragraph in document.paragraphs()]


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def only(document: Document) -> Paragraph:
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    return block


# -- text


def test_blocks_are_counted_as_a_person_does() -> None:
    data = docx(p("标题"), p(), p(" "), tbl(tr("甲", "1"), tr("乙", "")), p("后文"), tbl(tr("丙", "2")))
    document = loader.load(data, "报告.docx")
    assert (document.path, document.kind) == ("报告.docx", "docx")
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Table", "Paragraph", "Table"]
    assert [block.anchor.paragraph for _, block in document.paragraphs()] == [1, 2]
    anchor = tables(document)[1].rows[0][1].anchor
    assert (anchor.table, anchor.row, anchor.cell, anchor.quote) == (2, 1, 2, "2")
    assert str(tables(document)[0].rows[1][0].anchor) == "表1 第2行 第1列"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (r("共119条") + r("，其中"), "共119条，其中"),
        (r(b.t("上") + "<w:br/>" + b.t("中") + "<w:cr/>" + b.t("下")), "上\n中\n下"),
        (r('<w:br w:type="page"/>') + r("一、总体情况"), "一、总体情况"),
        (r(b.t("甲") + "<w:tab/>" + b.t("乙")), "甲\t乙"),
        (r(b.t("0571") + "<w:noBreakHyphen/>" + b.t("1234")), "0571-1234"),
        (r(b.t("公") + "<w:softHyphen/>" + b.t("开")), "公开"),
        (r(b.t("是") + '<w:sym w:font="Wingdings" w:char="F0FE"/>'), "是☑"),
        (r('<w:sym w:font="Symbol" w:char="F035"/>') + r("件"), "5件"),
        (r('<w:sym w:font="甲" w:char="F0FE"/><w:sym w:font="乙" w:char="zz"/>') + r("件"), "□□件"),
        ("<w:r><w:t> 甲 </w:t></w:r>", "甲"),
        ('<w:r><w:t xml:space="preserve">甲 \n</w:t></w:r>' + r("乙"), "甲  乙"),
        ('<w:hyperlink w:anchor="x">' + r("链接") + "</w:hyperlink>", "链接"),
        (
            '<w:smartTag w:element="date">'
            + r("2024")
            + "<w:smartTag>"
            + r("年")
            + "</w:smartTag></w:smartTag>",
            "2024年",
        ),
        (sdt(r("控件")) + "<w:customXml>" + r("内") + "</w:customXml>", "控件内"),
        ('<w:fldSimple w:instr="DOCPROPERTY x">' + r("119") + "</w:fldSimple>", "119"),
        (r("共") + b.field(" = 1+2 ", "3") + r("件"), "共3件"),
        (
            r(
                "<w:ruby><w:rt><w:r><w:t>gōng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>公</w:t></w:r></w:rubyBase></w:ruby>"
            )
            + r("开"),
            "公开",
        ),
        ('<w:bookmarkStart w:id="0" w:name="_GoBack"/>' + r("甲") + '<w:bookmarkEnd w:id="0"/>', "甲"),
        ("<m:oMath><m:r><w:rPr/><m:t>3+5</m:t></m:r></m:oMath>", "3+5"),
        ('<w:dir w:val="ltr">' + r("甲") + "</w:dir><w:unheardOf>" + r("乙") + "</w:unheardOf>", "甲乙"),
        (r("22") + r('<w:footnoteReference w:id="9"/>') + r("件"), "22件"),
    ],
)
def test_what_a_reader_sees_in_a_line(content: str, text: str) -> None:
    assert only(read(p(content))).text == text


def test_nested_fields_show_the_outer_result_once() -> None:
    inner = b.field(" PAGE ", "7")
    outer = (
        r('<w:fldChar w:fldCharType="begin"/>') + r("<w:instrText> IF </w:instrText>") + inner
        + r("<w:instrText> = 1 </w:instrText>") + r('<w:fldChar w:fldCharType="separate"/>')
        + r("共") + b.field(" SEQ ", "9") + r('<w:fldChar w:fldCharType="end"/>')
    )  # fmt: skip
    assert only(read(p(outer, r("条")))).text == "共9条"


def test_a_field_without_an_end_does_not_swallow_the_report() -> None:
    broken = r('<w:fldChar w:fldCharType="begin"/>') + r("代码里的字")
    assert texts(read(p("前"), p(broken), p(r('<w:fldChar w:fldCharType="end"/>'), "后"))) == ["前", "后"]


def test_a_table_of_contents_is_flagged_and_what_follows_is_not() -> None:
    begin = r('<w:fldChar w:fldCharType="begin"/>') + r('<w:instrText> TOC \\o "1-3" </w:instrText>')
    begin += r('<w:fldChar w:fldCharType="separate"/>')
    entry = '<w:hyperlink w:anchor="a">' + r("一、总体情况") + b.field(" PAGEREF a ", "1") + "</w:hyperlink>"
    end = r('<w:fldChar w:fldCharType="end"/>')
    document = read(p(begin, entry), p(entry), p(end), p("一、总体情况"))
    assert [set(x.flags) for _, x in document.paragraphs()] == [{"contents"}, {"contents"}, set()]
    unended = read(p(begin, entry), p("一、总体情况"), p("正文"))
    assert [set(x.flags) for _, x in unended.paragraphs()] == [set(), set(), set()]


def test_text_boxes_are_read_once_after_their_paragraph() -> None:
    box = b.textbox(p("框中") + tbl(tr("甲", "5")) + p(b.textbox(p("框中框"))))
    document = read(p("前", box, "接"), p("后"))
    assert texts(document) == ["前接", "框中", "框中框", "后"]
    assert [set(x.flags) for _, x in document.paragraphs()] == [set(), {"textbox"}, {"textbox"}, set()]
    assert rows(tables(document)[0]) == [["甲", "5"]]
    assert document.metadata["textboxes"] == 2


def test_the_fallback_is_read_only_where_there_is_no_choice() -> None:
    old = r("<mc:AlternateContent><mc:Fallback><w:pict><v:textbox><w:txbxContent>" + p("旧") +
            "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent>")  # fmt: skip
    block = (
        "<mc:AlternateContent><mc:Choice Requires='w14'>" + p("新") + "</mc:Choice><mc:Fallback>" + p("旧二")
    )
    assert texts(read(p(old), block + "</mc:Fallback></mc:AlternateContent>")) == ["旧", "新"]


def test_a_text_box_in_a_cell_stands_after_the_table_and_not_in_the_figure() -> None:
    document = read(tbl(tr("甲", tc(p("5", b.textbox(p("注")))))))
    assert rows(tables(document)[0]) == [["甲", "5"]]
    assert texts(document) == ["注"]


def test_footnotes_stand_at_the_end_in_the_order_they_are_referred_to() -> None:
    notes = '<w:footnote w:type="separator" w:id="-1">' + p("线") + "</w:footnote>"
    for ident, text in ((1, "未引用"), (2, "注二"), (3, "注三")):
        notes += f'<w:footnote w:id="{ident}">' + p(r("<w:footnoteRef/>"), text) + "</w:footnote>"
    ends = '<w:endnote w:id="2">' + p("尾注") + "</w:endnote>"
    first = p("甲", r('<w:footnoteReference w:id="3"/>'), r('<w:endnoteReference w:id="2"/>'))
    document = read(first, p("乙", r('<w:footnoteReference w:id="2"/>')), footnotes=notes, endnotes=ends)
    assert texts(document) == ["甲", "乙", "注三", "尾注", "注二"]
    assert [x.anchor.paragraph for _, x in document.paragraphs()] == [1, 2, 3, 4, 5]
    assert ["footnote" in x.flags for _, x in document.paragraphs()] == [False, False, True, True, True]


# -- tracked changes, hidden and struck text


def test_insertions_are_read_and_deletions_are_not() -> None:
    line = p(
        r("共"), "<w:del w:id='1'>" + r("<w:delText>118</w:delText>") + "</w:del>", "<w:ins w:id='2'>" + r("119") + "</w:ins>",
        "<w:moveFrom w:id='3'>" + r("旧处") + "</w:moveFrom>", "<w:moveTo w:id='4'>" + r("条") + "</w:moveTo>",
    )  # fmt: skip
    document = read(line)
    assert only(document).text == "共119条"
    assert document.metadata["tracked_changes"] == 4


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    document = read(
        p("主动公开", num=(1, 0), mark="<w:del w:id='1'/>"), p("情况", num=(1, 0)), p("甲", mark="<w:del w:id='2'/>"),
        tbl(tr("一", "二")), p("乙", mark="<w:ins w:id='3'/>"), p("丙", mark="<w:moveFrom w:id='4'/>"),
        numbering=b.abstract(1, b.lvl(0, "decimal", "%1、")) + b.num(1, 1),
    )  # fmt: skip
    assert texts(document) == ["1、主动公开情况", "甲", "乙", "丙"]
    assert document.metadata["tracked_changes"] == 4


def test_deleted_rows_and_cells_are_left_out() -> None:
    document = read(
        tbl(
            tr("旧", "1", look="<w:del w:id='1'/>"),
            tr("新", "2", look="<w:ins w:id='2'/>"),
            tr("留", tc("9", look="<w:cellDel w:id='3'/>"), tc("3", look="<w:cellIns w:id='4'/>")),
        ),
        tbl(tr("全删", "0", look="<w:del w:id='5'/>")),
    )
    assert [rows(table) for table in tables(document)] == [[["新", "2"], ["留", "3"]]]
    assert [cell.anchor.row for cell in tables(document)[0].rows[1]] == [2, 2]
    assert document.metadata["tracked_changes"] == 5


def test_changes_of_format_and_comments_are_counted() -> None:
    changed = r("甲", look="<w:b/><w:rPrChange w:id='1'><w:rPr/></w:rPrChange>")
    document = read(
        p(changed), comments="<w:comment w:id='0'>" + p("批") + "</w:comment><w:comment w:id='1'/>"
    )
    assert texts(document) == ["甲"]
    assert (document.metadata["format_changes"], document.metadata["comments"]) == (1, 2)
    assert document.metadata["tracked_changes"] == 0


def test_hidden_and_struck_text_is_kept_flagged_and_counted() -> None:
    document = read(
        p(r("全藏", look="<w:vanish/>"), r("了", look='<w:vanish w:val="1"/>')),
        p(r("藏", look="<w:vanish/>"), "半"),
        p(r("不藏", look='<w:vanish w:val="0"/>')),
        p(r("划去", look="<w:strike/>"), r(" "), r("两道", look="<w:dstrike/>")),
        p("平", mark="<w:vanish/>"),
    )
    flags = [set(x.flags) for _, x in document.paragraphs()]
    assert flags == [{"hidden"}, set(), set(), {"struck"}, set()]
    # Runs that touch are one stretch to the eye.
    assert (document.metadata["hidden"], document.metadata["struck"]) == (2, 1)
    assert document.metadata["marks"] == {"hidden": Anchor(paragraph=1), "struck": Anchor(paragraph=4)}


def test_hidden_by_style() -> None:
    made = b.style("a", inside="<w:rPr><w:vanish/></w:rPr>") + b.style("b", based="a")
    made += b.style("c", kind="character", inside="<w:rPr><w:vanish w:val='0'/></w:rPr>")
    document = read(
        p("藏", style="b"), p(r("显", look='<w:rStyle w:val="c"/>'), style="b"), p("平"), styles=made
    )
    assert [set(x.flags) for _, x in document.paragraphs()] == [{"hidden"}, set(), set()]


# -- automatic numbers

OUTLINE = b.abstract(
    1, b.lvl(0, "chineseCounting", "%1、"), b.lvl(1, "japaneseCounting", "（%2）", suffix="nothing"),
    b.lvl(2, "decimal", "%3.", suffix="space"), b.lvl(3, "decimal", "%3.%4"),
)  # fmt: skip


def numbers(*body: str, **parts: str) -> list[str]:
    document = read(*body, **parts)
    assert all(x.text.startswith(x.number) for _, x in document.paragraphs())
    return [x.number for _, x in document.paragraphs()]


def test_the_number_is_part_of_the_text_without_a_gap() -> None:
    document = read(
        p("总体情况", num=(1, 0)), p("概述", num=(1, 1)), p("正文"), numbering=OUTLINE + b.num(1, 1)
    )
    assert texts(document) == ["一、总体情况", "（一）概述", "正文"]
    assert [x.number for _, x in document.paragraphs()] == ["一、", "（一）", ""]


def test_a_number_never_melts_into_a_figure() -> None:
    lists = b.abstract(1, b.lvl(0, "decimal", "%1"), b.lvl(1, "decimal", "%2.")) + b.num(1, 1)
    assert texts(read(p("2024年", num=(1, 0)), p("5万元", num=(1, 1)), p("总计", num=(1, 1)), numbering=lists)) == [
        "1 2024年", "1. 5万元", "2.总计",
    ]  # fmt: skip


def test_levels_count_and_start_over() -> None:
    levels = [0, 1, 1, 2, 3, 3, 0, 1, 2, 3]
    assert numbers(*(p("x", num=(1, at)) for at in levels), numbering=OUTLINE + b.num(1, 1)) == [
        "一、", "（一）", "（二）", "1.", "1.1", "1.2", "二、", "（一）", "1.", "1.1",
    ]  # fmt: skip


def test_instances_of_one_list_go_on_unless_they_start_over() -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride>'
    lists = OUTLINE + b.num(1, 1) + b.num(2, 1) + b.num(3, 1, start)
    used = [1, 1, 2, 3, 3, 2]
    assert numbers(*(p("x", num=(i, 0)) for i in used), numbering=lists) == [
        "一、",
        "二、",
        "三、",
        "三、",
        "四、",
        "五、",
    ]


def test_an_instance_may_replace_a_level() -> None:
    override = '<w:lvlOverride w:ilvl="0">' + b.lvl(0, "upperLetter", "%1)", start=2) + "</w:lvlOverride>"
    assert numbers(p("x", num=(1, 0)), p("x", num=(1, 0)), numbering=OUTLINE + b.num(1, 1, override)) == [
        "B)",
        "C)",
    ]


def test_a_level_may_never_start_over_or_count_in_digits() -> None:
    lists = b.abstract(
        1, b.lvl(0, "chineseCounting", "%1、"), b.lvl(1, "decimal", "%2.", restart=0),
        b.lvl(2, "lowerRoman", "%1-%2-%3", restart=1, more="<w:isLgl/>"),
    ) + b.num(1, 1)  # fmt: skip
    levels = [0, 1, 2, 1, 2, 0, 1, 2]
    assert numbers(*(p("x", num=(1, at)) for at in levels), numbering=lists) == [
        "一、", "1.", "1-1-1", "2.", "1-2-2", "二、", "3.", "2-3-1",
    ]  # fmt: skip


def test_numbers_come_through_styles() -> None:
    lists = b.abstract(
        1, b.lvl(0, "chineseCounting", "%1、"), b.lvl(1, "chineseCounting", "（%2）", more='<w:pStyle w:val="h2"/>')
    ) + b.num(1, 1)  # fmt: skip
    listed = "<w:pPr><w:numPr>{}<w:numId w:val='1'/></w:numPr></w:pPr>"
    styles = b.style("h1", inside=listed.format("<w:ilvl w:val='0'/>")) + b.style("h1a", based="h1")
    styles += b.style("h2", inside=listed.format("")) + b.style("bare", based="h1", inside="<w:pPr/>")
    body = [p("甲", style="h1a"), p("乙", style="h2"), p("丙", style="bare"), p("丁", style="h1", num=(0, 0)),
            p("戊", style="nobody"), p("己", look="<w:numPr><w:ilvl w:val='1'/></w:numPr>", style="h1")]  # fmt: skip
    assert numbers(*body, numbering=lists, styles=styles) == ["一、", "（一）", "二、", "", "", "（一）"]


def test_of_a_large_styles_part_only_what_is_used_is_parsed() -> None:
    looks = "<w:rPr><w:rFonts w:ascii='宋体'/><w:sz w:val='21'/></w:rPr>"
    listed = "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr><w:outlineLvl w:val='0'/></w:pPr>"
    fat = "".join(b.style(f"z{i}", based="root", inside=looks) for i in range(800))
    fat += b.style("标题一", based="z5") + b.style("root", based="zz") + b.style("zz", inside=listed)
    cut = styles.excerpt(_members(docx(styles=fat))["word/styles.xml"], {"标题一"})
    assert len(cut) < 4000
    assert cut.count(b"<w:style ") == 4
    document = read(p("甲", style="标题一"), p("乙"), styles=fat, numbering=OUTLINE + b.num(1, 1))
    assert [(x.text, x.heading) for _, x in document.paragraphs()] == [("一、甲", 1), ("乙", None)]
    # With a comment somewhere the cut might lie: the part is taken whole.
    odd = fat.replace("<w:style ", "<!-- --><w:style ", 1)
    assert texts(read(p("甲", style="标题一"), styles=odd, numbering=OUTLINE + b.num(1, 1))) == ["一、甲"]


def test_styles_that_bite_their_tail_are_endured() -> None:
    styles = b.style("a", based="b") + b.style(
        "b", based="a", inside="<w:pPr><w:outlineLvl w:val='1'/></w:pPr>"
    )
    assert only(read(p("甲", style="a"), styles=styles)).heading == 2


def test_a_list_may_be_a_link_to_a_numbering_style() -> None:
    lists = '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="S"/></w:abstractNum>' + OUTLINE
    styles = b.style("S", kind="numbering", inside="<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>")
    assert numbers(p("x", num=(2, 0)), numbering=lists + b.num(1, 1) + b.num(2, 7), styles=styles) == ["一、"]


def test_numbers_in_cells() -> None:
    lists = (
        b.abstract(1, b.lvl(0, "decimal", "%1"))
        + b.abstract(2, b.lvl(0, "decimal", "%1."))
        + b.num(1, 1)
        + b.num(2, 2)
    )
    body = tbl(
        tr(tc(p(num=(1, 0))), tc(p("属于国家秘密", num=(2, 0)))), tr(tc(p(num=(1, 0))), tc(p("重复申请", num=(2, 0)))),
        tr(tc(p(num=(1, 0)), merge="restart"), tc()), tr(tc(p(num=(1, 0)), merge="continue"), tc()), tr(tc(p(num=(1, 0))), tc()),
    )  # fmt: skip
    assert rows(tables(read(body, numbering=lists))[0]) == [
        ["1", "1.属于国家秘密"], ["2", "2.重复申请"], ["3", ""], [""], ["4", ""],
    ]  # fmt: skip


def test_bullets_are_readable_and_alone_are_no_text() -> None:
    bullet = b.lvl(0, "bullet", "\uf0b7", more='<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>')
    arrow = b.lvl(1, "bullet", "\uf0d8", more='<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>')
    strange = b.lvl(2, "bullet", "\ue123")
    lists = b.abstract(1, bullet, arrow, strange) + b.num(1, 1)
    body = [p("甲", num=(1, 0)), p("乙", num=(1, 1)), p("丙", num=(1, 2)), p(num=(1, 0))]
    assert texts(read(*body, numbering=lists)) == ["•甲", "➢乙", "•丙"]


def test_odd_lists_are_endured() -> None:
    odd = (
        b.abstract(1, b.lvl(0, "decimal", "%9%1" + "长" * 500), b.lvl(99, "decimal", "x"))
        + b.num(1, 1)
        + b.num(2, 99)
    )
    document = read(
        p("甲", num=(1, 0)), p("乙", num=(2, 0)), p("丙", num=(3, 8)), p("丁", num=(1, 8)), numbering=odd
    )
    assert texts(document)[1:] == ["乙", "丙", "丁"]
    assert len(only(read(p("甲", num=(1, 0)), numbering=odd)).text) < 120


def test_a_custom_format_pads_with_zeros() -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom"'
    level += (
        ' w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback>'
    )
    level += '</mc:AlternateContent><w:lvlText w:val="%1、"/></w:lvl>'
    assert numbers(p("甲", num=(1, 0)), numbering=b.abstract(1, level) + b.num(1, 1)) == ["007、"]


@pytest.mark.parametrize(
    ("fmt", "expected"),
    [
        ("decimal", {1: "1", 10: "10", 2024: "2024"}),
        ("decimalZero", {1: "01", 12: "12"}),
        ("decimalFullWidth", {10: "１０"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 101: "一○一"}),
        ("chineseCountingThousand", {10: "十", 19: "十九", 100: "一百", 101: "一百零一", 110: "一百一十", 1001: "一千零一",
                                     1010: "一千零一十", 12345: "一万二千三百四十五", 20008: "二万零八"}),
        ("japaneseCounting", {1: "一", 10: "十", 21: "二十一", 111: "百十一", 10000: "一万"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("ideographZodiacTraditional", {1: "甲子", 60: "癸亥"}),
        ("ideographDigital", {10: "一〇", 21: "二一"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 25: "贰拾伍", 101: "壹佰零壹"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 50: "㊿", 51: "51"}),
        ("decimalEnclosedCircleChinese", {3: "③"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA", 28: "BB", 781: "781"}),
        ("lowerLetter", {2: "b"}),
        ("upperRoman", {4: "IV", 1999: "MCMXCIX", 4000: "4000"}),
        ("lowerRoman", {9: "ix"}),
        ("none", {5: ""}),
        ("nobody knows", {5: "5"}),
    ],
)  # fmt: skip
def test_numerals(fmt: str, expected: dict[int, str]) -> None:
    assert {n: numerals.numeral(n, fmt) for n in expected} == expected


# -- headings


@pytest.mark.parametrize(
    ("paragraph", "level"),
    [
        (p("甲", look='<w:outlineLvl w:val="0"/>'), 1),
        (p("甲", look='<w:outlineLvl w:val="9"/>', style="h2"), None),
        (p("甲", style="h2"), 2),
        (p("甲", style="child"), 2),
        (p("甲", style="outlined"), 3),
        (p("甲", style="wps"), 1),
        (p("甲", style="body"), None),
        (p("甲"), None),
    ],
)
def test_heading_levels(paragraph: str, level: int | None) -> None:
    styles = b.style("h2", name="heading 2") + b.style("child", based="h2") + b.style("wps", name="标题 1")
    styles += b.style("outlined", inside='<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
    styles += b.style("body", based="h2", inside='<w:pPr><w:outlineLvl w:val="9"/></w:pPr>')
    assert only(read(paragraph, styles=styles)).heading == level


# -- tables


def test_spans_of_the_form() -> None:
    document = read(
        tbl(
            tr(tc("注", span=3, merge="restart"), tc("申请人情况", span=3)),
            tr(tc(span=3, merge="continue"), tc("自然人", merge="restart"), tc("法人", span=2)),
            tr(tc(span=3, merge="continue"), tc(merge="continue"), "商业", "科研"),
            tr(tc("办理结果", merge="restart"), tc("予以公开", span=2), "1", "2", "3"),
            tr(tc(merge="continue"), tc("不予公开", merge="restart"), "国家秘密", "4", "5", "6"),
        )
    )
    (table,) = tables(document)
    assert rows(table) == [
        ["注", "申请人情况"], ["自然人", "法人"], ["商业", "科研"], ["办理结果", "予以公开", "1", "2", "3"],
        ["不予公开", "国家秘密", "4", "5", "6"],
    ]  # fmt: skip
    assert [(c.row_span, c.col_span) for c in table.rows[0]] == [(3, 3), (1, 3)]
    assert table.rows[3][0].row_span == 2
    assert [[cell.text for cell in row if cell] for row in table.grid()] == [
        ["注"] * 3 + ["申请人情况"] * 3, ["注"] * 3 + ["自然人", "法人", "法人"], ["注"] * 3 + ["自然人", "商业", "科研"],
        ["办理结果", "予以公开", "予以公开", "1", "2", "3"], ["办理结果", "不予公开", "国家秘密", "4", "5", "6"],
    ]  # fmt: skip
    assert [cell.anchor.cell for cell in table.rows[4]] == [1, 2, 3, 4, 5]


def test_paragraphs_and_breaks_of_a_cell() -> None:
    cell = tc(p("本年新", r("<w:br/>"), "制作数量") + p() + p("（件）"))
    assert rows(tables(read(tbl(tr(cell, "1"))))[0]) == [["本年新\n制作数量\n（件）", "1"]]


def test_rows_and_cells_in_content_controls() -> None:
    body = tbl(sdt(tr("甲", sdt(tc("1")))) + "<w:customXml>" + tr("<w:customXml>" + tc("乙") + "</w:customXml>", "2") +
               "</w:customXml>" + tr(tc(sdt(p("丙"))), tc(sdt(sdt(p("3"))))))  # fmt: skip
    assert rows(tables(read(sdt(body)))[0]) == [["甲", "1"], ["乙", "2"], ["丙", "3"]]


def test_a_row_that_begins_further_right_keeps_its_place() -> None:
    body = tbl(
        tr("甲", "乙", "丙"), tr("1", "2", look='<w:gridBefore w:val="1"/>'), widths=(2000, 2000, 2000)
    )
    (table,) = tables(read(body))
    assert [[cell.text if cell else None for cell in row] for row in table.grid()] == [
        ["甲", "乙", "丙"],
        ["", "1", "2"],
    ]
    # What stands in for the free place is no cell: the row's own cells count from 1.
    assert [cell.anchor.cell for cell in table.rows[1]] == [None, 1, 2]


def test_columns_of_almost_no_width_do_not_make_cells() -> None:
    body = tbl(
        tr(tc("办理结果", span=2, merge="restart"), "甲", "1"),
        tr(tc(merge="continue"), "乙", "2", look='<w:gridBefore w:val="1"/>'),
        tr(tc(merge="continue", span=2), "丙", "3"),
        widths=(12, 2000, 2000, 2000),
    )
    (table,) = tables(read(body))
    assert rows(table) == [["办理结果", "甲", "1"], ["乙", "2"], ["丙", "3"]]
    assert table.rows[0][0].row_span == 3


def test_merges_that_do_not_fit_stay_cells() -> None:
    body = tbl(
        tr(tc("甲", merge="continue"), "1"), tr(tc("乙", span=2, merge="continue")), widths=(2000, 2000)
    )
    assert rows(tables(read(body))[0]) == [["甲", "1"], ["乙"]]


def test_the_older_way_to_merge_across() -> None:
    start, go_on = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    body = tbl(
        tr(tc("行政复议", look=start, merge="restart"), tc("藏着的", look=go_on, merge="restart"), "1"),
        tr(tc(look=start, merge="continue"), tc(look=go_on, merge="continue"), "2"),
    )
    document = read(body)
    (table,) = tables(document)
    assert rows(table) == [["行政复议", "1"], ["2"]]
    assert (table.rows[0][0].col_span, table.rows[0][0].row_span) == (2, 2)
    assert document.metadata["hidden"] == 1


def test_a_frame_yields_the_table_in_it() -> None:
    inner = tbl(tr("甲", "5"), tr("乙", "6"))
    framed = tbl(tr(tc(p("一、总体情况") + p("正文") + inner + p("后"))))
    document = read(framed)
    assert texts(document) == ["一、总体情况", "正文", "后"]
    assert [rows(table) for table in tables(document)] == [[["甲", "5"], ["乙", "6"]]]
    assert tables(document)[0].rows[1][1].anchor.table == 1
    # Also with margins of empty cells, rows above and below, and a frame in a frame.
    page = tbl(tr(tc("页眉")), tr(tc(), tc(framed), tc()), tr(tc()))
    assert [rows(table) for table in tables(read(page))] == [[["甲", "5"], ["乙", "6"]]]
    assert texts(read(page)) == ["页眉", "一、总体情况", "正文", "后"]


def test_a_table_in_a_cell_stands_after_the_table_around_it() -> None:
    inner = tbl(tr("内", "7"), tr("内二", "8"))
    document = read(tbl(tr("外", tc(p("1") + inner + p()), "2"), tr("外二", "3", "4")), p("后"))
    assert [rows(table) for table in tables(document)] == [
        [["外", "1", "2"], ["外二", "3", "4"]],
        [["内", "7"], ["内二", "8"]],
    ]
    assert [type(block).__name__ for block in document.blocks] == ["Table", "Table", "Paragraph"]


def test_a_frame_in_a_cell_is_the_text_of_the_cell() -> None:
    document = read(tbl(tr("甲", tc(tbl(tr("5")) + p())), tr("乙", "6")))
    assert [rows(table) for table in tables(document)] == [[["甲", "5"], ["乙", "6"]]]


@st.composite
def grids(draw: st.DrawFn) -> tuple[int, int, dict[tuple[int, int], tuple[int, int]]]:
    """A grid cut at random into cells: height, width, {(row, column): (rows, columns)}."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(2, 6))
    taken: set[tuple[int, int]] = set()
    cells: dict[tuple[int, int], tuple[int, int]] = {}
    for r0 in range(height):
        for c0 in range(width):
            if (r0, c0) in taken:
                continue
            right = next((c for c in range(c0, width) if (r0, c) in taken), width)
            rows_, columns = draw(st.integers(1, height - r0)), draw(st.integers(1, right - c0))
            taken |= {(y, x) for y in range(r0, r0 + rows_) for x in range(c0, c0 + columns)}
            cells[r0, c0] = (rows_, columns)
    return height, width, cells


@settings(max_examples=60, deadline=None)
@given(grids())
def test_any_merged_grid_is_read_as_meant(
    grid: tuple[int, int, dict[tuple[int, int], tuple[int, int]]],
) -> None:
    height, width, cells = grid
    meant = [[""] * width for _ in range(height)]
    made: list[str] = []
    for row in range(height):
        line: list[str] = []
        for (r0, c0), (down, across) in sorted(cells.items(), key=lambda item: item[0][1]):
            if r0 <= row < r0 + down:
                merge = ("restart" if row == r0 else "continue") if down > 1 else ""
                line.append(tc(f"{r0}-{c0}" if row == r0 else "", span=across, merge=merge))
                meant[row][c0 : c0 + across] = [f"{r0}-{c0}"] * across
        made.append(tr(*line))
    # A paragraph beside it keeps a table of one cell from being taken for a frame only.
    document = read(tbl(*made, tr(*("末" * width)), widths=(1000,) * width))
    (table,) = tables(document)
    assert [[cell.text for cell in row if cell] for row in table.grid()[:-1]] == meant
    own = [[f"{r0}-{c0}" for r0, c0 in sorted(cells) if r0 == row] for row in range(height)]
    assert rows(table)[:-1] == own
    assert [[cell.anchor.cell for cell in row] for row in table.rows[:-1]] == [
        [*range(1, len(row) + 1)] for row in own
    ]


# -- pictures, properties, other parts


def test_pictures_know_the_block_they_stand_in_or_before() -> None:
    document = read(p(b.PICTURE), p("甲"), p("乙", b.PICTURE), p(b.PICTURE), tbl(tr("丙", tc(p(b.PICTURE)))))
    assert document.metadata["pictures"] == 4
    assert document.metadata["picture_blocks"] == [0, 1, 2, 2]


def test_an_old_picture_counts_once() -> None:
    old = r('<w:pict><v:shape><v:imagedata r:id="x" xmlns:r="y"/></v:shape></w:pict>')
    both = r(f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><pic:pic/></w:drawing></mc:Choice><mc:Fallback>{old}"
             "</mc:Fallback></mc:AlternateContent>")  # fmt: skip
    assert read(p(old), p(both)).metadata["pictures"] == 2


def test_properties_of_the_file() -> None:
    core = (
        "<dc:title>年度报告</dc:title><dc:creator> 某人 </dc:creator><cp:lastModifiedBy></cp:lastModifiedBy>"
    )
    metadata = read(p("甲"), core=core).metadata
    assert (metadata["title"], metadata["author"]) == ("年度报告", "某人")
    assert "last_modified_by" not in metadata
    assert "title" not in read(p("甲")).metadata


@pytest.mark.parametrize(
    ("program", "count"),
    [
        ("Excel.Sheet.12", 1),
        ("Word.Document.8", 1),
        ("ET.Sheet.6", 1),
        ("Package", 1),
        ("", 1),
        ("Equation.3", 0),
    ],
)
def test_a_pasted_table_of_another_program_is_counted(program: str, count: int) -> None:
    found = f'<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="{program}"/>'
    document = read(p("甲", f"<w:r><w:object><v:shape/>{found}</w:object></w:r>"))
    assert document.metadata["embedded"] == count


def test_embedded_documents_are_counted() -> None:
    assert read('<w:altChunk r:id="x" xmlns:r="y"/>', p("甲")).metadata["embedded"] == 1


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("main", ["word/document.xml", "word/document2.xml", "main.xml", "a/b/report.xml"])
def test_the_main_part_is_found_wherever_it_is(main: str, strict: bool) -> None:
    lists = OUTLINE + b.num(1, 1)
    notes = '<w:footnote w:id="1">' + p("注") + "</w:footnote>"
    line = p("总体情况", r('<w:footnoteReference w:id="1"/>'), num=(1, 0))
    document = read(line, tbl(tr("甲", "1")), numbering=lists, footnotes=notes, main=main, strict=strict)
    assert texts(document) == ["一、总体情况", "注"]
    assert rows(tables(document)[0]) == [["甲", "1"]]


def test_the_main_part_is_found_by_its_type_without_relations() -> None:
    members = _members(docx(p("甲"), main="word/other.xml"))
    del members["_rels/.rels"]
    assert texts(loader.load(b.pack(members), "x")) == ["甲"]
    del members["[Content_Types].xml"]
    with pytest.raises(Unreadable, match="没有 Word 正文"):
        loader.load(b.pack(members), "x")


def test_names_of_parts_do_not_heed_case_or_slashes() -> None:
    members = _members(docx(p("甲", num=(1, 0)), numbering=OUTLINE + b.num(1, 1)))
    members = {
        name.replace("word/numbering.xml", "Word\\Numbering.xml"): part for name, part in members.items()
    }
    assert texts(loader.load(b.pack(members), "x")) == ["一、甲"]


def test_text_in_utf_16() -> None:
    xml = _members(docx(p(r("藏", look="<w:vanish/>"))))["word/document.xml"].decode()
    data = docx(document=xml.replace("UTF-8", "UTF-16").encode("utf-16"))
    assert only(loader.load(data, "x")).flags == {"hidden"}


def _members(data: bytes) -> dict[str, bytes]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# -- hostile and broken files


def refused(data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        loader.load(data, "x.docx")
    fault = caught.value
    assert fault.why.format(**fault.values)
    assert fault.remedy.format(**fault.values)
    return fault


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "_rels/.rels"])
def test_a_part_that_inflates_too_far_is_refused(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_PART", 20_000)
    data = docx(p("甲"), styles=b.style("a"))
    assert texts(loader.load(data, "x")) == ["甲"]
    members = _members(data)
    members[part] = members[part] + b" " * 30_000
    assert "过大" in str(refused(b.pack(members)))


def test_a_zip_that_lies_about_its_size_is_refused() -> None:
    data = docx(p("甲" * 5000))
    size = len(_members(data)["word/document.xml"]).to_bytes(4, "little")
    assert data.count(size) == 2
    refused(data.replace(size, (300).to_bytes(4, "little")))


def test_all_parts_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    data = docx(p("甲"), styles=b.style("a") * 50, numbering=OUTLINE)
    total = sum(map(len, _members(data).values()))
    monkeypatch.setattr(package, "MAX_TOTAL", total)
    assert texts(loader.load(data, "x")) == ["甲"]
    monkeypatch.setattr(package, "MAX_TOTAL", total // 2)
    assert "过大" in str(refused(data))


def test_too_many_elements_are_refused_before_they_become_a_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_MARKS", 5000)
    assert "过多" in str(refused(docx(p("甲") * 2000)))


ENTITY = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "yyyyyyyyyy">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "docProps/core.xml", "_rels/.rels"])
def test_entities_are_refused(part: str, encoding: str) -> None:
    members = _members(
        docx(p("甲"), styles=b.style("a", inside="<w:outlineLvl/>"), core="<dc:title>t</dc:title>")
    )
    xml = members[part].decode().partition("?>\n")
    inside = (xml[2] or xml[0]).replace("甲", "&x;&y;")
    members[part] = f'<?xml version="1.0" encoding="{encoding}"?>{ENTITY}{inside}'.encode(encoding)
    assert "声明" in str(refused(b.pack(members)))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"),
            "另一种格式",
        ),
        (b"", "损坏"),
        (b"PK\x03\x04 and nothing more", "损坏"),
        (docx(p("甲"))[:-40], "损坏"),
        (b.pack({"a.txt": "x"}), "没有 Word 正文"),
        (docx(document="<w:document"), "损坏"),
        (docx(document=""), "损坏"),
        (docx(document=b"\xff\xfe\x00"), "损坏"),
        (
            docx(document='<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'),
            "不是 Word",
        ),
    ],
)
def test_what_is_no_docx_is_said_to_be_none(data: bytes, word: str) -> None:
    assert word in str(refused(data))


def test_a_damaged_stream_is_refused() -> None:
    data = bytearray(docx(p("甲乙丙丁" * 200)))
    at = data.index(b"word/document.xml") + 60
    data[at : at + 20] = bytes(20)
    assert "损坏" in str(refused(bytes(data)))


def test_every_cut_and_every_flipped_byte_is_read_or_refused() -> None:
    whole = docx(p("甲", num=(1, 0)), tbl(tr("乙", "1")), numbering=OUTLINE + b.num(1, 1))
    for at in range(0, len(whole), 97):
        flipped = bytearray(whole)
        flipped[at] ^= 0xFF
        for data in (whole[:at], bytes(flipped)):
            try:
                loader.load(data, "x")
            except Unreadable as fault:
                assert fault.remedy


def _nest(opening: str, inside: str, closing: str, depth: int) -> str:
    return opening * depth + inside + closing * depth


@pytest.mark.parametrize("depth", [12, 40, 70, 84, 120, 5000])
@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"),
        ("<w:p><w:smartTag>", "</w:smartTag></w:p>"),
        (
            "<w:tbl><w:customXml><w:tr><w:customXml><w:tc>",
            "</w:tc></w:customXml></w:tr></w:customXml></w:tbl>",
        ),
    ],
)
def test_deep_nesting_is_read_or_refused_and_never_overflows(opening: str, closing: str, depth: int) -> None:
    data = docx(_nest(opening, p("甲"), closing, depth))
    if depth == 12:
        assert "甲" in "".join(texts(loader.load(data, "x")))
    else:
        try:
            assert "甲" in "".join(texts(loader.load(data, "x")))
        except Unreadable as fault:
            assert "过深" in fault.why
            assert depth > 12


def test_nested_frames_take_no_more_time_than_they_have_cells() -> None:
    # Asking each frame anew what it holds would double the work with every level.
    data = docx(
        _nest(
            "<w:tbl><w:tr>" + tc() + "<w:tc>",
            p("甲") + tbl(tr("乙", "1")),
            "<w:p/></w:tc></w:tr></w:tbl>",
            60,
        )
    )
    document = loader.load(data, "x")
    assert texts(document) == ["甲"]
    assert [rows(table) for table in tables(document)] == [[["乙", "1"]]]


def test_too_many_paragraphs_and_cells_are_refused() -> None:
    assert "段落数" in str(refused(docx("<w:p/>" * 100_001)))
    row = "<w:tr>" + '<w:tc><w:tcPr><w:gridSpan w:val="100"/></w:tcPr></w:tc>' * 60 + "</w:tr>"
    assert "单元格" in str(refused(docx(tbl(row * 90))))


@pytest.mark.parametrize("value", ["-1", "1e9", "999999999999", "１", "", "x", "1_0"])
def test_odd_numbers_in_attributes_are_endured(value: str) -> None:
    body = tbl(
        tr(
            f'<w:tc><w:tcPr><w:gridSpan w:val="{value}"/></w:tcPr>' + p("甲") + "</w:tc>",
            "1",
            look=f'<w:gridBefore w:val="{value}"/>',
        ),
    )
    lists = f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="{value}"/>' + b.lvl(
        0, "decimal", "%1、", start=1
    )
    numbered = p(
        "乙",
        look=f'<w:outlineLvl w:val="{value}"/><w:numPr><w:ilvl w:val="{value}"/><w:numId w:val="1"/></w:numPr>',
    )
    document = read(body, numbered, numbering=lists + "</w:abstractNum>" + b.num(1, 1))
    (table,) = tables(document)
    assert rows(table) == [["甲", "1"]]
    assert sum(len(row) for row in table.grid()) <= 4
    assert only_last(document).text in ("1、乙", "乙")


def only_last(document: Document) -> Paragraph:
    block = document.blocks[-1]
    assert isinstance(block, Paragraph)
    return block


# -- files of real programs


def test_a_file_of_python_docx() -> None:
    made = pytest.importorskip("docx").Document()
    made.core_properties.title = "年度报告"
    made.add_heading("总体情况", 1)
    made.add_paragraph("列表", style="List Number")
    made.add_paragraph("列表二", style="List Number")
    made.add_paragraph("点", style="List Bullet")
    table = made.add_table(3, 4)
    for y, row in enumerate(table.rows):
        for x, cell in enumerate(row.cells):
            cell.text = f"{y}{x}"
    merged = table.cell(0, 0).merge(table.cell(1, 1))
    merged.text = "合并"
    stream = io.BytesIO()
    made.save(stream)
    document = loader.load(stream.getvalue(), "x.docx")
    assert texts(document) == ["总体情况", "1.列表", "2.列表二", "•点"]
    assert document.blocks[0].heading == 1  # type: ignore[union-attr]
    assert rows(tables(document)[0]) == [["合并", "02", "03"], ["12", "13"], ["20", "21", "22", "23"]]
    assert (tables(document)[0].rows[0][0].row_span, tables(document)[0].rows[0][0].col_span) == (2, 2)
    assert document.metadata["title"] == "年度报告"


def test_the_blank_form_made_in_wps() -> None:
    path = CORPUS / "blank_form_2021.docx"
    if not path.exists():
        pytest.skip("the corpus of real reports is not here")
    document = loader.load(path.read_bytes(), path.name)
    assert len(texts(document)) == 10
    assert texts(document)[1] == "一、总体情况"
    disclosure, requests, remedies = tables(document)
    # Own cells by row, as LibreOffice counts them in the page it makes of the file.
    assert [len(row) for row in disclosure.rows] == [1, 4, 4, 4, 1, 2, 2, 1, 2, 2, 2, 1, 2, 2]
    assert [len(row) for row in requests.rows] == [
        2,
        3,
        5,
        8,
        8,
        9,
        8,
        9,
        *[8] * 7,
        9,
        8,
        8,
        9,
        *[8] * 4,
        9,
        8,
        8,
        8,
        8,
    ]
    assert [len(row) for row in remedies.rows] == [2, 7, 10, 15]
    assert {len(row) for row in requests.grid()} == {10}
    assert {len(row) for row in remedies.grid()} == {15}
    corner = requests.rows[0][0]
    assert (corner.row_span, corner.col_span) == (3, 3)
    assert requests.rows[5][0].row_span == 22
    assert requests.rows[2][0].text == "商业\n企业"
    assert all(cell.text == "" for cell in requests.rows[3][1:])
    counted = {name: n for name, n in document.metadata.items() if n}
    assert counted == {}


def test_heads_and_feet_of_pages_are_no_text_and_are_searched_for_numbers_of_persons() -> None:
    from support import engine

    def part(text: str) -> bytes:
        return f'<w:hdr xmlns:w="{b.W}"><w:p>{r(b.t(text[:6]))}{r(b.t(text[6:]))}</w:p></w:hdr>'.encode()

    extra = {
        "word/header1.xml": part("经办人手机13800000000"),
        "word/header2.xml": b"<w:hdr",
        "word/footer3.xml": part("咨询电话：13900000000"),
    }
    data = docx(p("安澜县水务局2024年政府信息公开工作年度报告"), p("一、总体情况"), p("无。"), extra=extra)
    document = loader.load(data, "a.docx")
    assert document.metadata["running"] == ["咨询电话：13900000000", "经办人手机13800000000"]
    assert texts(document) == ["安澜县水务局2024年政府信息公开工作年度报告", "一、总体情况", "无。"]
    found = [f for f in engine(("D751",)).check_bytes(data, "a.docx").findings if f.code == "D751"]
    assert [f.values["number"] for f in found] == ["138****0000"]
