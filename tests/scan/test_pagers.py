"""Pagers of many makes: how many items, how many pages, and what is certain of it."""

from __future__ import annotations

from datetime import date

import pytest

from checker.scan.counting import count_of
from checker.scan.page import Record, read_page

TODAY = date(2025, 1, 10)
ITEMS = "".join(
    f'<li><a href="a{n}.html">关于第{n}件事的通知</a><span>2024-12-{n:02d}</span></li>' for n in range(1, 21)
)
LIST = f"<ul>{ITEMS}</ul>"


def page(body: str, script: str = "", url: str = "http://h/a/index.html") -> Record:
    return read_page(f"<html><body><div>{body}</div><script>{script}</script></body></html>", url, TODAY)


SAID = [
    ("共 46 条 第1/4页", 46, 4),
    ("共46条记录", 46, None),
    ("总记录数：1,234", 1234, None),
    ("共 3 页", None, 3),
    ("页次：1/7", None, 7),
    ("首页 上一页 下一页 共 46 条 到第 页", 46, None),
    ("共132条，当前1/7页", 132, 7),
    ("共 132 条记录，每页20条", 132, None),
    ("总记录数：132，每页显示20", 132, None),
    ("第1页/共7页", None, 7),
    ("第 1 页，共 7 页", None, 7),
    ("上一页 1/7 下一页", None, 7),
    ("1/7 下一页 尾页", None, 7),
    ("共7页 132条", 132, 7),
    ("共 7 页，132 条", 132, 7),
    ("132条 共7页", 132, 7),
    ("每页20条，共132条", 132, None),
    ("每页 20 条记录 总共 132 条记录", 132, None),
    ("显示第 1 到第 20 条记录，总共 132 条记录", 132, None),
    ("1-20条，共132条", 132, None),
    ("共有132条信息，分7页显示", 132, 7),
    ("首页|上一页|下一页|尾页，页次：1/7页，共132条信息", 132, 7),
    ("总数：132　页数：1/7", 132, 7),
    ("记录总数：132，总页数：7，当前页：1", 132, 7),
    ("共１３２条，第１／７页", 132, 7),
    ("共<b>132</b>条<i>，</i>当前第<em>1</em>/<em>7</em>页", 132, 7),
    ("合计132条", 132, None),
    ("20条/页 共132条", 132, None),
    ("共0条", 0, None),
    ("共1页，共3条", 3, 1),
    ("总页数：7", None, 7),
    ("当前第1页 共7页 跳转到第 页", None, 7),
]


@pytest.mark.parametrize(("text", "total", "pages"), SAID)
def test_what_a_page_says_of_its_list(text: str, total: int | None, pages: int | None) -> None:
    record = page(f"<p>{text}</p>")
    assert (record.total, record.page_count) == (total, pages)


@pytest.mark.parametrize(
    "text",
    [
        "共收到意见建议",
        "全年共132条信息，其中本级100条。全文共3页。",
        "今年，共办理建议12件，提案30件。",
        "开放时间 1/7 至 2/7",
        "每页20条",
        "总计 1,234.50 元",
        "总计：35人",
        "服务电话 010/12345",
        "第3条记录在案",
        "共132个单位主办",
        "共132条政策已经上线",
        "<div class=footer>网站群共132条记录</div>",
        "2024/12",
    ],
)
def test_what_is_said_of_no_list(text: str) -> None:
    record = page(f"<p>{text}</p>")
    assert (record.total, record.page_count) == (None, None)


SCRIPTS = [
    ('createPageHTML(7, 0, "index", "html");', None, True, 7, "index_1.html", "index_6.html"),
    ("createPageHTML(7,0,'list','shtml')", None, True, 7, "list_1.shtml", "list_6.shtml"),
    ('createPageHTML(7, 0, "index", "html", 132);', 132, True, 7, "index_1.html", "index_6.html"),
    ("createPageHTML('page_div',7, 1,'fragment','shtml',132);", 132, True, 7, "fragment_2.shtml", "fragment_7.shtml"),
    ('createPageHTML(1, 0, "index", "html");', None, True, 1, "", ""),
    (
        'var currentPage = 0; var countPage = 7//共多少页\ndocument.write("<a href=\\"index"+"_"+nextPage+"."+"html\\">下一页</a>");',
        None, True, 7, "index_1.html", "index_6.html",
    ),
    ("var countPage = 7;", None, True, 7, "", ""),
    ("var pageCount = 7, recordCount = '132';", 132, False, 7, "", ""),
    ('var m_nRecordCount = "132"; var m_nPageSize = 20;', 132, False, None, "", ""),
    ("laypage({totalPages: 7, totalCount: 132})", 132, False, 7, "", ""),
    ("var totalRecord = 0; var pageCount = 0;", None, True, None, "", ""),
    ("function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt) {}", None, True, None, "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("script", "total", "sure", "pages", "second", "last"), SCRIPTS)
def test_what_a_script_says(
    script: str, total: int | None, sure: bool, pages: int | None, second: str, last: str
) -> None:
    record = page(LIST, script)
    assert (record.total, record.total_sure, record.page_count) == (total, sure, pages)
    assert [u.removeprefix("http://h/a/") for u in (record.next_url, record.last_url)] == [second, last]


COUNTS = [
    ("", "", 20, True),
    ("共132条，当前1/7页", "", 132, True),
    ("第1页/共1页", "", 20, True),
    ("共20条", "", 20, True),
    # Pages are known, items are not.
    ("第1页/共7页", "", 20, False),
    ("上一页 1/7 下一页", "", 20, False),
    ("", "var countPage = 7;", 20, False),
    ("", "var pageCount = 7, recordCount = 132;", 132, False),
    # Something leads on, and nobody says how far.
    ("<a href='javascript:next()'>下一页</a>", "", 20, False),
    ("<span>加载更多</span>", "", 20, False),
    ("<input type=button value='下一页'>", "", 20, False),
    # What contradicts itself is no number.
    ("共2条", "", 20, False),
    ("共132条，共200页", "", 132, False),
]


@pytest.mark.parametrize(("text", "script", "count", "certain"), COUNTS)
def test_how_certain_a_count_is(text: str, script: str, count: int, certain: bool) -> None:
    record = page(f"{LIST}<p>{text}</p>", script)
    found, doubt = count_of({}, record, record.groups[0])
    assert (found, not doubt) == (count, certain), doubt


def test_a_list_that_a_script_holds_as_data_is_read() -> None:
    data = "".join(
        f"<record><![CDATA[{item}]]></record>" for item in ITEMS.replace("</li>", "</li>\n").splitlines()
    )
    store = f"<script type='text/xml'><datastore><nextgroup></nextgroup><totalrecord>132</totalrecord><recordset>{data}</recordset></datastore></script>"
    record = read_page(f"<html><body><div id=x>{store}</div></body></html>", "http://h/col/", TODAY)
    assert [(g.count, g.newest) for g in record.groups] == [(20, "2024-12-20")]
    assert count_of({}, record, record.groups[0]) == (132, "")


def test_the_pages_turned_are_those_that_were_announced() -> None:
    first = page(f"{LIST}<p>共3页 <a href='p2.html'>下一页</a></p>")
    first.url = "http://h/a/"
    second = page(LIST.replace('href="a', 'href="b'), url="http://h/a/p2.html")
    second.url = "http://h/a/p2.html"
    count, doubt = count_of({first.url: first, second.url: second}, first, first.groups[0])
    assert count == 40 and "3 页" in doubt
