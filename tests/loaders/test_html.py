"""HTML: the report in a page, as a reader sees it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import engine, found

from checker.form import builtin
from checker.loaders import limits
from checker.loaders.html import load, load_text
from checker.loaders.words import anchors
from checker.model import Confidence, Document, Paragraph, Table, Unreadable, Verdict

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"

#: A report of our own making, as a publishing system would hold it.
ARTICLE = """
<p>本机关根据《中华人民共和国政府信息公开条例》编制本报告，数据的统计期限为2024年1月1日至12月31日。</p>
<p>一、总体情况</p><p>全年公开信息10条。</p>
<p>二、主动公开政府信息情况</p>
<table><tr><td colspan="2">第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年制发件数</td></tr>
<tr><td>规章</td><td>&nbsp;</td></tr></table>
<p>三、收到和处理政府信息公开申请情况</p>
<table><tr><td>一、本年新收政府信息公开申请数量</td><td>1</td></tr><tr><td>四、结转下年度继续办理</td><td>0</td></tr></table>
<p>四、政府信息公开行政复议、行政诉讼情况</p><p>无。</p>
<p>五、存在的主要问题及改进情况</p><p>略。</p>
<p>六、其他需要报告的事项</p><p>无。</p>
"""
FIRST = "本机关根据《中华人民共和国政府信息公开条例》编制本报告，数据的统计期限为2024年1月1日至12月31日。"


def read(html: str) -> Document:
    return load_text(html, "a.html")


def texts(html: str) -> list[str]:
    return [p.text for _, p in read(html).paragraphs()]


def table(html: str) -> Table:
    (block,) = (block for block in read(html).blocks if isinstance(block, Table))
    return block


def cells(html: str) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table(html).rows]


def page(article: str = ARTICLE, before: str = "", after: str = "", head: str = "") -> str:
    menu = "".join(
        f"<li><a href=#>{year}年某局政府信息公开工作年度报告</a></li>" for year in range(2015, 2024)
    )
    return (
        f"<!DOCTYPE html><html><head><title>某局年报_某县人民政府</title>{head}</head><body>"
        "<div class=top><ul><li>首页</li><li>政府信息公开</li><li>政府信息公开年报</li></ul></div>"
        f"<div class=main><div class=left><ul>{menu}</ul></div>"
        f"<div class=right><div class=crumb>首页 &gt; 政府信息公开 &gt; 政府信息公开年报</div>{before}"
        f"<div class=text>{article}</div>{after}</div></div>"
        "<footer>主办：某县人民政府办公室　备案号：00000001</footer></body></html>"
    )


# --- the article ---------------------------------------------------------------------------------


def test_menus_side_bars_and_footers_stay_out() -> None:
    shown = texts(page())
    assert shown[0] == FIRST
    assert shown[-2:] == ["六、其他需要报告的事项", "无。"]
    assert not any("备案号" in text or "2015年" in text or "首页" in text for text in shown)


def test_a_heading_outside_the_article_is_its_title() -> None:
    document = read(
        page(
            before="<h1>某局2024年政府信息公开工作年度报告</h1><div>来源：某局 发布时间：2025-01-15 09:30</div>"
        )
    )
    first = document.blocks[0]
    assert isinstance(first, Paragraph)
    assert (first.text, first.heading, first.anchor.paragraph) == ("某局2024年政府信息公开工作年度报告", 1, 1)
    assert document.metadata["published"] == "2025-01-15"
    assert document.metadata["title"] == "某局年报_某县人民政府"


def test_a_title_of_another_year_is_not_this_report_s() -> None:
    before = "<p>某局2023年政府信息公开工作年度报告</p><p>某局2024年政府信息公开工作年度报告</p><p>某局2022年年报</p>"
    assert texts(page(before=before))[:2] == ["某局2024年政府信息公开工作年度报告", FIRST]
    assert texts(page(before="<h2>某局2023年年报</h2>"))[0] == FIRST


def test_a_title_inside_the_article_is_not_doubled() -> None:
    title = "<p>某局2024年政府信息公开工作年度报告</p>"
    shown = texts(page(title + ARTICLE, before="<h1>某局2024年政府信息公开工作年度报告</h1>"))
    assert shown[:2] == ["某局2024年政府信息公开工作年度报告", FIRST]


@pytest.mark.parametrize(
    ("before", "after", "head", "published"),
    [
        ("<span>发布日期：</span><span>2025-01-15</span>", "", "", "2025-01-15"),
        ("", "<p>发布日期: 2025/1/5 来源：某局</p>", "", "2025-01-05"),
        ("<div>日期：2025年01月15日&nbsp;浏览次数：8</div>", "", "", "2025-01-15"),
        ("<table><tr><td>发布日期：</td><td>2025-01-15</td></tr></table>", "", "", "2025-01-15"),
        ("<ul><li>【发布时间】2025.1.15</li></ul>", "", "", "2025-01-15"),
        ("", "", '<meta name="PubDate" content="2025-01-16 10:00">', "2025-01-16"),
        ("<p>发布日期：2025-13-45</p>", "", "", None),
        ("<p>统计时间：2024年1月1日起</p>", "", "", None),
        ("", "", "", None),
    ],
)
def test_the_date_of_publication(before: str, after: str, head: str, published: str | None) -> None:
    assert read(page(before=before, after=after, head=head)).metadata.get("published") == published


def test_an_opening_outside_the_sections_element_belongs_to_the_article() -> None:
    opening, sections = ARTICLE.split("<p>一、", 1)
    shown = texts(page(f"{opening}<div class=inner><p>一、{sections}</div>"))
    assert shown[:2] == [FIRST, "一、总体情况"]


def test_a_table_of_contents_is_not_the_article() -> None:
    names = [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "六、其他需要报告的事项",
    ]
    toc = "<ul>" + "".join(f"<li>{name}</li>" for name in names) + "</ul>"
    prose = "".join(f"<p>{name}</p><p>这一部分的内容，写得足够长。</p>" for name in names)
    shown = texts(page(f"<div>{prose}</div>", before=toc))
    assert shown[:2] == ["一、总体情况", "这一部分的内容，写得足够长。"]
    assert len(shown) == 8


def test_a_page_laid_out_by_tables() -> None:
    html = (
        "<table><tr><td>首页</td></tr><tr><td><table><tr><td>往年年报：某局2020年政府信息公开工作年度报告</td>"
        f"<td>{ARTICLE}</td></tr></table></td></tr><tr><td>版权所有</td></tr></table>"
    )
    document = read(html)
    assert sum(isinstance(block, Table) for block in document.blocks) == 2
    shown = [p.text for _, p in document.paragraphs()]
    assert shown[0] == FIRST
    assert "版权所有" not in shown and not any("往年" in text for text in shown)


def test_a_table_that_frames_whole_sections_is_walked() -> None:
    html = (
        "<table><tr><td>一、总体情况<br>"
        + "全年公开。" * 150
        + "</td></tr><tr><td>二、主动公开</td></tr></table>"
    )
    assert texts(html) == ["一、总体情况", "全年公开。" * 150, "二、主动公开"]


def test_a_page_that_is_no_report_is_read_whole() -> None:
    assert texts("<nav>菜单</nav><p>通知</p><aside>旁栏</aside><p>正文</p>") == ["通知", "正文"]


def test_the_container_a_publishing_system_names() -> None:
    html = f"<div>菜单</div><div class='a TRS_Editor'><p>{'通知的内容。' * 20}</p></div><div>页脚</div>"
    assert texts(html) == ["通知的内容。" * 20]


# --- paragraphs ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>一段<br><br>　　二段<br/>三段</p>", ["一段", "二段", "三段"]),
        ("<div>甲<div>乙</div>丙</div>丁", ["甲", "乙", "丙", "丁"]),
        ("<p>共<font>1</font><span>2</span><b>3</b>件</p>", ["共123件"]),
        ("<p>&nbsp;&nbsp;&emsp;公开&nbsp;&nbsp; 信息&lt;&amp;&#65;</p>", ["公开 信息<&A"]),
        ("<p>全年\n   公开\n信息 12\n件 a\nb</p>", ["全年公开信息 12 件 a b"]),
        ("<p> \u3000&nbsp; </p><p>\u200b</p><p>有</p>", ["有"]),
        ("<pre>第一行\n第二行</pre>", ["第一行", "第二行"]),
        ("<p>甲<script>var x='乙'</script><style>丙{}</style><!--丁--><noscript>戊</noscript></p>", ["甲"]),
        ("<template><p>甲</p></template><select><option>乙</select><textarea>丙</textarea><p>丁", ["丁"]),
        ("<p>甲<p>乙<p>丙", ["甲", "乙", "丙"]),
        ("<p>甲<table><tr><td>1<td>2</table>乙", ["甲", "乙"]),
        ("<dl><dt>甲<dd>乙</dl><blockquote>丙</blockquote>", ["甲", "乙", "丙"]),
        ("<p>《条例》\u3000第五十条</p>", ["《条例》\u3000第五十条"]),
    ],
)
def test_paragraphs_are_what_a_reader_sees(html: str, shown: list[str]) -> None:
    assert texts(html) == shown


def test_headings_have_their_level_and_paragraphs_their_ordinal() -> None:
    document = read("<h1>年报</h1><table><tr><td>1<td>2</table><h3><span>一、</span>总体情况</h3><p>文</p>")
    assert [(p.text, p.heading, p.anchor.paragraph) for _, p in document.paragraphs()] == [
        ("年报", 1, 1),
        ("一、总体情况", 3, 2),
        ("文", None, 3),
    ]


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<ol style='list-style-type:cjk-ideographic'><li>总体</li><li><p>公开</p><p>续</p></li></ol>", ["一、总体", "二、公开", "续"]),
        ("<ol style='list-style:decimal inside'><li>甲<ol type=a><li>乙</ol><li value=5>丙<li>丁</ol>", ["1.甲", "a.乙", "5.丙", "6.丁"]),
        ("<ol start=11 style='list-style-type:simp-chinese-informal'><li>甲</ol>", ["十一、甲"]),
        ("<ol style='list-style:none'><li>甲</ol><ul><li>乙</ul>", ["甲", "乙"]),
        ("<ol><li>1.甲</li><li>（二）乙</li></ol>", ["1.甲", "（二）乙"]),
        ("<ol reversed><li>甲<li>乙</ol><ol type=I start=4><li>丙</ol>", ["2.甲", "1.乙", "IV.丙"]),
    ],
)  # fmt: skip
def test_numbers_of_lists(html: str, shown: list[str]) -> None:
    assert texts(html) == shown
    for _, paragraph in read(html).paragraphs():
        assert paragraph.text.startswith(paragraph.number)


def test_hidden_text_is_left_out_and_counted() -> None:
    html = (
        "<p>甲<span style='display: none'>乙</span></p><div hidden>丙</div><p style='DISPLAY:NONE'></p>"
        "<table><tr><td>规章<td style='visibility:hidden'>9<td>1</table>"
    )
    document = read(html)
    assert document.metadata["hidden"] == 3
    assert [p.text for _, p in document.paragraphs()] == ["甲"]
    assert cells(html) == [["规章", "1"]]


def test_pictures_are_counted_with_the_block_that_follows() -> None:
    document = read("<p>甲</p><p><img src=a><img src=b></p><p>乙</p><p>丙<img src=c>丁</p><img src=d>")
    assert document.metadata["pictures"] == 4
    assert document.metadata["picture_blocks"] == [1, 1, 3, 3]


# --- tables --------------------------------------------------------------------------------------


def test_own_cells_with_spans_and_places() -> None:
    html = (
        "<table><tr><td rowspan=2>甲<td colspan='2'>乙<tr><td>1<td>2</table><p>x</p>"
        "<table><tr><td>丙<td><p>3</p><p>（含1件）</p></table>"
    )
    first, second = (block for block in read(html).blocks if isinstance(block, Table))
    assert [[(c.text, c.row_span, c.col_span) for c in row] for row in first.rows] == [
        [("甲", 2, 1), ("乙", 1, 2)],
        [("1", 1, 1), ("2", 1, 1)],
    ]
    cell = second.rows[0][1]
    assert cell.text == "3\n（含1件）"
    assert (cell.anchor.table, cell.anchor.row, cell.anchor.cell, cell.anchor.quote) == (
        2,
        1,
        2,
        "3\n（含1件）",
    )
    assert [[c.text if c else None for c in row] for row in first.grid()] == [
        ["甲", "乙", "乙"],
        ["甲", "1", "2"],
    ]


@pytest.mark.parametrize(
    ("html", "spans"),
    [
        ("<table><tr><td rowspan=99>甲<td>1<tr><td>2</table>", (2, 1)),
        ("<table><tr><td rowspan=0>甲<td>1<tr><td>2<tr><td>3</table>", (3, 1)),
        ("<table><tr><td colspan=9999999999999999>甲<td>1<tr><td>2</table>", (1, limits.MAX_SPAN)),
        ("<table><tr><td colspan=-3 rowspan=abc>甲<td>1<tr><td>2</table>", (1, 1)),
        ("<table><thead><tr><td rowspan=5>甲<td>1</thead><tr><td>2</table>", (1, 1)),
    ],
)
def test_spans_are_clamped(html: str, spans: tuple[int, int]) -> None:
    cell = table(html).rows[0][0]
    assert (cell.row_span, cell.col_span) == spans


@pytest.mark.parametrize(
    ("html", "rows"),
    [
        ("<table><tfoot><tr><td>尾<td>9</tfoot><tbody><tr><td>身<td>1</tbody><thead><tr><th>头<th>0</thead></table>",
         [["头", "0"], ["身", "1"], ["尾", "9"]]),
        ("<table><tr><td>本年新<br />制作数量<td>&nbsp;<td> \n1 2\n</table>", [["本年新\n制作数量", "", "1 2"]]),
        ("<table><td>甲<td>1</td></tr><tr><td>乙<td>2</table>", [["甲", "1"], ["乙", "2"]]),
        ("<table><tr><td>甲</td><td>1</td><tr></tr><tr><td>乙</td><td>2</td></tr>", [["甲", "1"], [], ["乙", "2"]]),
        ("<table><tr><td><p><span>5</span><span>6</span></p></td><td><ul><li>7</li></ul></td></tr></table>", [["56", "7"]]),
        ("<table><tr><td>甲<td><s>3</s><script>4</script></table>", [["甲", "3"]]),
    ],
)  # fmt: skip
def test_rows_of_tables(html: str, rows: list[list[str]]) -> None:
    assert cells(html) == rows


def test_a_caption_stands_before_its_table() -> None:
    html = "<table><caption>表一</caption><tr><td>甲<td>1</table>"
    assert texts(html) == ["表一"]
    assert isinstance(read(html).blocks[1], Table)


def test_a_small_table_in_a_cell_of_the_form_stays_in_its_cell() -> None:
    row = "<tr><td>规章<td>1<td>2</tr>"
    html = f"<table>{row * 6}<tr><td>合计<td><table><tr><td>7</table><td>8</table>"
    assert cells(html)[-1] == ["合计", "7", "8"]


def test_an_empty_table_is_no_table() -> None:
    assert read("<table><tr><td>&nbsp;<td><img src=a></table><p>后</p>").metadata["picture_blocks"] == [0]
    assert texts("<table><tr><td>&nbsp;<td> </table><p>后</p>") == ["后"]


# --- hostile and malformed -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    ["<div>" * 100_000, "<ul><li>" * 50_000, "<table><tr><td>" * 50_000, "<a href=x><div>" * 50_000,
     "<div><object></div></object>" * 30_000, "".join(f"<p><font color={i}>" for i in range(5_000))],
)  # fmt: skip
def test_a_page_nested_too_deeply_is_refused(html: str) -> None:
    with pytest.raises(Unreadable, match="嵌套"):
        read(html + "文")


def test_nesting_below_the_limit_is_read() -> None:
    depth = limits.MAX_DEPTH - 10
    assert texts("<div>" * depth + "文" + "</div>" * depth) == ["文"]
    assert texts("<p>甲" * 5_000) == ["甲"] * 5_000


def test_a_table_whose_spans_explode_is_refused() -> None:
    row = "<tr>" + "<td rowspan=9999 colspan=100>1" * 20 + "</tr>"
    with pytest.raises(Unreadable, match="单元格"):
        read(f"<table>{row * 300}</table>")


@pytest.mark.parametrize(
    "html", ["<html>", "<frameset><frame src=a></frameset>", "<", "<!--", "</p>", "<table>", "<td>"]
)
def test_pages_with_nothing_in_them(html: str) -> None:
    assert not [block for block in read(html).blocks if isinstance(block, Table)]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div>",
                "</div>",
                "<table>",
                "<tr>",
                "<td>",
                "</table>",
                "<br>",
                "文",
                "<ol>",
                "<li>",
                "</ol>",
                "<h2>",
                "</h2>",
                "<b>",
                "</b>",
                "1",
                " ",
                "<img>",
            ]
        ),
        max_size=30,
    )
)
def test_no_text_of_any_soup_is_lost(parts: list[str]) -> None:
    document = read("".join(parts))
    shown = "".join(
        "".join(c.text for row in b.rows for c in row) if isinstance(b, Table) else b.text[len(b.number) :]
        for b in document.blocks
    )
    assert sorted("".join(shown.split())) == sorted(c for c in parts if c in ("文", "1"))


CELL = st.sampled_from(["0", "12", "", "/", "规章", "a<b", "&nbsp;", "22（其中修订16件）", "`5"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=5).filter(
        lambda r: any(map(any, r))
    )
)
def test_any_table_comes_back(rows: list[list[str]]) -> None:
    def cell(text: str) -> str:
        return f"<td><p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p></td>"

    html = "<table>" + "".join("<tr>" + "".join(map(cell, row)) + "</tr>" for row in rows) + "</table>"
    assert cells(html) == rows


# --- a real report -------------------------------------------------------------------------------


def _numbers(node: Any) -> list[str]:
    if isinstance(node, dict):
        return [n for key, value in node.items() if key not in ("organ", "year") for n in _numbers(value)]
    return ["" if node is None else str(node)]


def test_every_figure_of_a_real_page_is_in_its_cell() -> None:
    path = CORPUS / "shanghai_office_2019.html"
    if not path.exists():
        pytest.skip("the shared corpus is not here")
    document = load(path.read_bytes(), str(path))
    truth = json.loads((CORPUS / "truth" / "shanghai_office_2019.json").read_text("utf-8"))
    tables = [block for block in document.blocks if isinstance(block, Table)]
    data = [row for row in tables[0].rows if row[-1].text.rstrip("元").isdigit()]
    assert [cell.text.rstrip("元") for row in data for cell in row[1:]] == _numbers(truth["disclosure"])
    assert [cell.text for row in tables[1].rows[3:] for cell in row[-7:]] == _numbers(truth["requests"])
    assert [cell.text for cell in tables[2].rows[3]] == _numbers(truth["remedies"])
    assert document.metadata["published"] == "2020-01-31"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("<input type='text' value='21' readonly>", "21"),
        ("<p><input value=' -3 '></p>", "-3"),
        ("<input type='number' value='2,310'>件", "2,310件"),
        ("<input type='hidden' value='8'>21", "21"),
        ("<input type='checkbox' value='1'>21", "21"),
        ("<input value='请输入关键字'>", ""),
        ("<input>", ""),
    ],
)
def test_a_figure_in_a_field_of_a_form_is_the_cells(field: str, text: str) -> None:
    page = f"<table><tr><td>行政许可<td>{field}</table>"
    (table,) = load(page.encode(), "x.html").blocks
    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[0]] == ["行政许可", text]


def _report(*parts: str, end: str = "</body></html>") -> bytes:
    return (
        "<html><body><div><h1>临江县水务局2024年政府信息公开工作年度报告</h1>" + "".join(parts) + end
    ).encode()


def _section(number: int) -> str:
    heading = builtin().of("2021").sections[number - 1].heading
    return f"<p>{heading}</p><p>全年工作平稳有序。</p>"


@pytest.mark.parametrize(
    ("page", "sure"),
    [
        (_report(*map(_section, (1, 2, 3)), "</div><p>上一篇：无　下一篇：无</p>"), True),
        (_report(*map(_section, (1, 2, 3)), "<p>共1页</p></div>"), True),
        (_report(*map(_section, (1, 2, 3)), "<p>共2页 <b>1</b> <a>2</a> <a>下一页</a></p></div>"), False),
        (_report(*map(_section, (1, 2, 3)), "</div><div><a>展开全文</a></div>"), False),
        (_report(*map(_section, (1, 2, 3)), end=""), False),
        (_report(*map(_section, (1, 2, 3)), "<p><img src='4.jpg'></p></div>"), False),
        (_report("<p><img src='0.jpg'></p>", *map(_section, (1, 2, 3))), True),
        (_report(*map(_section, (1, 2, 3)), "<iframe src='4.html'></iframe></div>"), False),
        (_report("<object data='a.pdf'></object></div>"), False),
    ],
)
def test_what_the_page_lacks_may_stand_where_it_does_not_show_it(page: bytes, sure: bool) -> None:
    result = engine(("N301",)).check_bytes(page, "x.html")
    assert [f.confidence for f in found(result, "N301")] == [
        Confidence.CERTAIN if sure else Confidence.UNSURE
    ]
    assert result.verdict is Verdict.INCOMPLETE


def test_panes_that_a_script_shows_one_at_a_time_are_the_page() -> None:
    panes = "".join(f"<div style='display:none'>{_section(n)}</div>" for n in range(2, 7))
    table = "<div style='display:none'><table><tr><td>一、本年新收政府信息公开申请数量<td>5</table></div>"
    words = "".join(f"<p style='display:none'>{phrase}</p>" for phrase in anchors()["article"])
    shown = load(_report(_section(1), panes, table, words), "x.html")
    assert [b.text for b in shown.blocks if isinstance(b, Paragraph) and b.text.startswith("六、")]
    assert any(isinstance(b, Table) for b in shown.blocks)
    # A hidden copy of what is shown stays hidden.
    copy = "".join(map(_section, range(1, 7)))
    once = load(_report(copy, f"<div style='display:none'>{copy}</div>"), "x.html")
    assert once.metadata["hidden"] == 1


@pytest.mark.parametrize(
    "cell", ["<img src='2.gif'>", "<textarea>21</textarea>", "<button>21</button>", "<svg><text>21</text></svg>",
             "<select><option>21</select>"],
)  # fmt: skip
def test_a_cell_whose_figure_is_not_read_is_no_sure_blank(cell: str) -> None:
    (table,) = load(f"<table><tr><td>行政许可<td>{cell}</table>".encode(), "x.html").blocks
    assert isinstance(table, Table)
    assert table.rows[0][1].doubt == "这一格里是图片"
