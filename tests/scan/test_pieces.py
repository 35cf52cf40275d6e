"""The pieces of a scan: dates in lists, addresses, robots.txt, pages of different makes."""

from __future__ import annotations

from datetime import date

import pytest

from checker.scan.address import is_public
from checker.scan.dates import find
from checker.scan.fetch import same_site
from checker.scan.page import read_page

TODAY = date(2025, 1, 10)
DATES = [
    ("2024-12-20", "2024-12-20", False),
    ("2024年12月20日", "2024-12-20", False),
    ("2024/1/5", "2024-01-05", False),
    ("2024.12.20 10:22", "2024-12-20", False),
    ("20 2024-12", "2024-12-20", False),
    ("[12-20]", "2024-12-20", True),
    ("01-05", "2025-01-05", True),
    ("12月20日", "2024-12-20", True),
    ("3 2024年12月20日", "2024-12-20", False),  # a number of the row, and a whole date
    ("3 2024-12-20", "2024-12-20", False),
    ("03 2024.12", "2024-12-03", False),
    ("02-29", "2024-02-29", True),
    ("刚刚", "2025-01-10", False),
    ("昨天", "2025-01-09", False),
    ("前天", "2025-01-08", False),
    ("3天前", "2025-01-07", False),
    ("三天前", "2025-01-07", False),
    ("2小时前", "2025-01-10", True),  # yesterday, for who reads at one in the morning
    ("50小时前", "2025-01-08", True),
    ("半年前", "2024-07-12", True),
    ("12-20 2022", "2022-12-20", False),  # the year in an element of its own
    ("2022 12-20", "2022-12-20", False),
    ("1周前", "2025-01-03", True),
    ("2个月前", "2024-11-11", True),
]


@pytest.mark.parametrize(("text", "day", "unsure"), DATES)
def test_dates_beside_links(text: str, day: str, unsure: bool) -> None:
    found = find(text, TODAY)
    assert [(f.day.isoformat(), f.unsure) for f in found] == [(day, unsure)]


@pytest.mark.parametrize(
    "text",
    [
        "第3期",
        "5",
        "2024",
        "2024-12",
        "安政办〔2024〕12号",
        "2024-13-45",
        "13-45",
        "1-200",
        "电话 010-12-345",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert find(text, TODAY) == []


ADDRESSES = {
    True: ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"],
    False: [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "::", "x",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("address", "public"), [(a, p) for p, listed in ADDRESSES.items() for a in listed])
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_the_address_that_was_judged_is_the_one_that_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads to a public address first and to a private one next reaches neither."""
    import socket

    from checker.scan import address

    asked: list[str] = []

    def resolve(host: str, port: int, *_rest: object) -> list[tuple[object, ...]]:
        asked.append(host)
        found = "8.8.8.8" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (found, port))]

    reached: list[object] = []
    monkeypatch.setattr(address.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket.socket, "connect", lambda self, to: reached.append(to))
    address.connect("rebind.example", 80, lambda: 1.0, allow_private=False).close()
    assert asked == ["rebind.example"] and reached == [("8.8.8.8", 80)]
    with pytest.raises(address.PrivateAddress):
        address.connect("rebind.example", 80, lambda: 1.0, allow_private=False)
    assert len(reached) == 1


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    from checker.scan import address

    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, 80)) for a in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(address.socket, "getaddrinfo", lambda *_rest: both)
    with pytest.raises(address.PrivateAddress):
        address.connect("both.example", 80, lambda: 1.0, allow_private=False)


def test_one_site() -> None:
    assert same_site("http://www.x.cn/", "https://www.x.cn/a") and same_site(
        "http://WWW.x.cn:80/", "http://www.x.cn/"
    )
    assert not same_site("http://www.x.cn/", "http://x.cn/") and not same_site("http://h:8080/", "http://h/")


def test_robots_with_wildcards() -> None:
    from checker.scan.robots import Robots

    pytest.importorskip("protego")
    robots = Robots("User-agent: *\nDisallow: /*.do$\nDisallow: /search*\nCrawl-delay: 900\n")
    assert not robots.allows("http://h/a/b.do") and not robots.allows("http://h/searching")
    assert robots.allows("http://h/a/b.html") and robots.delay == 900
    assert Robots(None).allows("http://h/") and not Robots(None, closed="连接不上").allows("http://h/")


LISTS = {
    "list": "".join(f'<li><a href="a{n}.html">关于第{n}件事的通知</a><span>2024-12-{n:02d}</span></li>' for n in (3, 9, 5)),
    "table": "<table>" + "".join(f'<tr><td>{n}</td><td><a href="a{n}.html">关于第{n}件事的通知</a></td><td>安政〔2024〕{n}号</td><td>2024/12/{n}</td></tr>' for n in (3, 9, 5)) + "</table>",
    "cards": "".join(f'<div class="c"><div><b>{n:02d}</b> <i>2024-12</i></div><a href="a{n}.html">关于第{n}件事的通知</a><p>摘要</p></div>' for n in (3, 9, 5)),
    "definitions": "<dl>" + "".join(f'<dt><a href="a{n}.html">关于第{n}件事的通知</a></dt><dd>2024年12月{n}日</dd>' for n in (3, 9, 5)) + "</dl>",
    "behind": "".join(f'<p><a href="a{n}.html">关于第{n}件事的通知（2024-12-{n}）</a></p>' for n in (3, 9, 5)),
    "within": "".join(f'<li><a href="a{n}.html">2024-12-{n:02d} <span>关于2023年1月1日第{n}件事的通知</span></a> <em>2024-12-{n:02d}</em></li>' for n in (3, 9, 5)),
}  # fmt: skip


@pytest.mark.parametrize("make", LISTS)
def test_makes_of_lists(make: str) -> None:
    page = f"<html><body><div class=main>{LISTS[make]}</div><p>版权所有 2010-2025 某ICP备2025010101号</p></body></html>"
    record = read_page(page, "http://h/list/", TODAY)
    doubt = "title" if make == "behind" else ""
    assert [(g.count, g.newest, g.doubt) for g in record.groups] == [(3, "2024-12-09", doubt)]
    assert record.links == []


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("暂无相关信息", True),
        ("暂无数据", True),
        ("栏目建设中", True),
        ("欢迎来到本站", False),
        ("本机关没有相关信息的，应当告知申请人", False),
        ("申请人要求的内容没有相关信息", False),
        ("（暂无内容）", True),
        ("对不起，没有找到相关信息！", True),
    ],
)
def test_what_an_empty_page_says(text: str, empty: bool) -> None:
    assert read_page(f"<html><body><div>{text}</div></body></html>", "http://h/", TODAY).empty is empty


def test_where_a_page_stands_and_where_it_leads() -> None:
    page = """<html><head><title>通知公告-某县</title></head><body>
    <a href="/">首页</a> <a href="#">登录</a> <a href="/a.pdf">通知附件</a> <a href="javascript:void(0)">政务公开</a>
    <a href="/open/">政务公开</a><a href="http://other/">省政府网站</a>
    <div>您当前的位置：<a href="/">首页</a> &gt; <a href="/open/">政务公开</a> &gt; 通知公告</div>
    <a href="list2.html">下一页</a><a href="list9.html">尾页</a></body></html>"""
    record = read_page(page, "http://h/open/notice/", TODAY)
    assert record.crumbs == ["政务公开", "通知公告"]
    assert record.links == [("政务公开", "http://h/open/"), ("省政府网站", "http://other/")]
    assert (record.next_url, record.last_url) == (
        "http://h/open/notice/list2.html",
        "http://h/open/notice/list9.html",
    )


def test_a_page_with_too_many_links_says_so() -> None:
    items = "".join(f'<li><a href="{n}">关于第{n}件事的通知</a><b>2024-12-01</b></li>' for n in range(3001))
    record = read_page(f"<html><body><ul>{items}</ul></body></html>", "http://h/", TODAY)
    assert record.cut and record.groups[0].count == 3000


def test_a_script_of_the_publishing_system_gives_the_pages() -> None:
    page = '<html><body><script>createPageHTML(5, 0, "index", "html");</script></body></html>'
    record = read_page(page, "http://h/a/index.html", TODAY)
    assert (record.page_count, record.next_url, record.last_url) == (
        5,
        "http://h/a/index_1.html",
        "http://h/a/index_4.html",
    )


def test_a_public_site_is_never_asked_without_a_pause() -> None:
    pytest.importorskip("urllib3")
    from checker.cli.scan_site import SHORTEST_DELAY, ScanOptions, _fetcher

    for private, delay in ((False, SHORTEST_DELAY), (True, 0.0)):
        options = ScanOptions("https://h/", "a.csv", delay=0.0, allow_private=private)
        assert _fetcher(options, "https://h/").delay == delay
