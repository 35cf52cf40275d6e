"""Columns whose pages say nothing, and links that are no columns; pages as odd as real ones."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from served import serve
from test_scan import rows, scan

from checker.scan.crawl import key_of
from checker.scan.fetch import Fetched
from checker.scan.naming import bare
from checker.scan.page import Record, read_page
from checker.scan.texts import text_of

TODAY = date(2025, 1, 10)
NAMES = ("通知公告", "政务动态", "政策文件", "规划计划", "统计数据", "人事任免")


def items(count: int, prefix: str = "t", month: str = "2024-12") -> str:
    return "<ul>" + "".join(
        f'<li><a href="{prefix}{n}.html">关于做好第{n}项工作的情况</a><span>{month}-{n:02d}</span></li>' for n in range(1, count + 1)
    ) + "</ul>"  # fmt: skip


def page(body: str, head: str = "", names: tuple[str, ...] = NAMES) -> str:
    menu = "".join(f'<li><a href="/c{n}/">{name}</a></li>' for n, name in enumerate(names))
    return f"<html><head><title>某县</title>{head}</head><body><ul class=nav>{menu}</ul><div>{body}</div></body></html>"


def scanned(tmp_path: Path, made: dict[str, Any], *more: str) -> dict[str, dict[str, Any]]:
    with serve(made={"index.html": page(items(3)), **made}, bare=True, robots=None) as served:
        assert scan(served.url, tmp_path / "a.csv", *more) == 0
    return rows(tmp_path / "a.csv")


def fate(row: dict[str, Any]) -> tuple[Any, ...]:
    return row.get("last_updated"), row.get("items"), bool(row.get("unsure")), row.get("note") or ""


def test_odd_pages(tmp_path: Path) -> None:
    bomb = (200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(20 << 20)))
    days = "".join(f'<a href="/c4/?d={n}">12月{n}日</a>' for n in range(1, 31))
    calendar = page(f'{days}<a href="/c4/?m=2024-11">上个月</a><a href="/c4/?m=2025-01">下个月</a>')
    made = {
        "c0/index.html": page("<table><tr><td><b><i>" + items(5).replace("</li>", "")),
        "c1/index.html": '<html><frameset cols="1,2"><frame src="/menu.html"><frame src="list.html"></frameset></html>',
        "menu.html": page(""),
        "c1/list.html": f"<html><body>{items(6)}</body></html>",
        "c2/index.html": page(items(4) + '<a href="p2.html">下一页</a>', '<base href="/other/">'),
        "other/p2.html": page(items(4, "u", "2024-11")),
        "c3/index.html": bomb,
        "c4/index.html": calendar,
        "c4/?d=3": 404,
        "c5/index.html": page('<a href="../../c5/../c5/list.html#top">人事任免</a>'),
        "c5/list.html": page(items(3)),
    }
    found = scanned(tmp_path, made)
    assert fate(found["通知公告"])[:3] == ("2024-12-05", 5, False)
    assert fate(found["政务动态"])[:3] == ("2024-12-06", 6, False)
    assert fate(found["政策文件"])[:3] == ("2024-12-04", 8, False)
    assert "太大" in fate(found["规划计划"])[3]
    assert fate(found["统计数据"])[:3] == (None, None, True)
    assert fate(found["人事任免"])[:3] == ("2024-12-03", 3, False) and found["人事任免"]["url"].endswith(
        "/c5/list.html"
    )
    assert set(found) == set(NAMES)


def test_a_wall_of_cookies_and_a_page_that_jumps(tmp_path: Path) -> None:
    made = {
        "c0/index.html": (302, {"Location": "/c0/", "Set-Cookie": "seen=1"}, ""),
        "c1/index.html": "<html><head><script>window.location.href='./real/';</script></head><body></body></html>",
        "c1/real/index.html": page(items(4)),
        "c2/index.html": '<html><head><meta http-equiv="refresh" content="0;url=/c2/"></head><body></body></html>',
        "c3/index.html": '<html><head><meta http-equiv="refresh" content="0;url=http://elsewhere.invalid/"></head></html>',
        "c4/index.html": (200, {"Content-Type": "application/json"}, "{}"),
        "c5/index.html": "",
    }
    found = scanned(tmp_path, made)
    assert "跳转" in fate(found["通知公告"])[3]
    assert fate(found["政务动态"])[:3] == ("2024-12-04", 4, False)
    for name in ("政策文件", "规划计划", "统计数据", "人事任免"):
        assert fate(found[name])[:3] == (None, None, True) and fate(found[name])[3], name


def test_what_is_no_column_has_no_row(tmp_path: Path) -> None:
    foot = '<div class="footer"><a href="/x1">访问统计</a><a href="/x2">意见征求</a><a href="http://other.invalid/">省政府</a></div>'
    services = "".join(
        f'<a href="/s{n}">{name}</a>'
        for n, name in enumerate(
            ("用户登录", "无障碍浏览", "联系我们", "县长信箱", "我要咨询", "智能问答", "网站地图")
        )
    )
    # Titles without dates lead to texts, not to columns, whether they can be read or not.
    titles = "".join(f'<li><a href="/a/{n}.html">关于印发第{n}号工作方案的通知</a></li>' for n in range(6))
    text = page("<h1>关于印发第1号工作方案的通知</h1><p>发布日期：2024-05-06</p><p>正文。</p>" + foot)
    made = {f"c{n}/index.html": page(items(n + 2, f"c{n}t") + foot + services) for n in range(1, 6)}
    made |= {
        "c0/index.html": page(f"<ul>{titles}</ul>{foot}"),
        "a/1.html": text,
        "s0": page("登录"),
        "x2": page("x"),
    }
    found = scanned(tmp_path, made)
    assert set(found) == set(NAMES), set(found) - set(NAMES)
    assert fate(found["通知公告"]) == (None, 6, True, "列表里没有日期")


def test_a_left_column_menu_makes_brothers_not_children(tmp_path: Path) -> None:
    """The first of a menu leads to the others: none of them stands below it, and it is no mere section."""
    left = (
        '<div class="left"><ul>'
        + "".join(
            f'<li><a href="/l{n}/">{name}</a></li>'
            for n, name in enumerate(("组织机构", "工作制度", "年度计划", "财务公开"))
        )
        + "</ul></div>"
    )
    made = {f"l{n}/index.html": page(left + (items(3, f"l{n}") if n else "")) for n in range(4)}
    made["c0/index.html"] = page('<a href="/l0/">组织机构</a>')
    made |= {f"c{n}/index.html": page(items(n + 2, f"c{n}t")) for n in range(1, 6)}
    found = scanned(tmp_path, made)
    assert fate(found["组织机构"])[:3] == (None, None, True)
    assert {found[name].get("parent") for name in ("工作制度", "年度计划", "财务公开")} == {"通知公告"}
    assert "通知公告" not in found, "it leads to them"


def test_pages_that_were_not_saved_have_rows_too(tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    menu = "".join(f'<li><a href="{n}.html">{name}</a></li>' for n, name in enumerate(NAMES))
    absolute = '<li><a href="http://www.mou.gov.invalid/yj/">应急管理</a></li><li><a href="http://www.other.invalid/">省政府网站</a></li>'
    whole = f"<html><body><ul>{menu}{absolute}</ul>{{}}</body></html>"
    folder.mkdir()
    (folder / "index.html").write_text(
        "<!-- saved from url=(0030)http://www.mou.gov.invalid/ -->\n" + whole.format(""), encoding="utf-8"
    )
    (folder / "0.html").write_text(whole.format(items(3)), encoding="utf-8")
    assert scan(str(folder), tmp_path / "a.csv") == 0
    found = rows(tmp_path / "a.csv")
    assert fate(found["通知公告"])[:3] == ("2024-12-03", 3, False)
    for name in (*NAMES[1:], "应急管理"):
        assert fate(found[name]) == (None, None, True, "没有读到：没有存下这个网页"), name
    assert not any(title.startswith("关于") for title in found) and "省政府网站" not in found


def test_a_folder_named_for_its_host_holds_that_host(tmp_path: Path) -> None:
    folder = tmp_path / "www.mou.gov.cn"
    folder.mkdir()
    menu = "".join(
        f'<li><a href="http://www.mou.gov.cn/{n}/">{name}</a></li>' for n, name in enumerate(NAMES)
    )
    (folder / "index.html").write_text(
        f"<html><body><ul>{menu}</ul>{items(2)}共2条</body></html>", encoding="utf-8"
    )
    assert scan(str(folder), tmp_path / "a.csv") == 0
    assert set(NAMES) <= set(rows(tmp_path / "a.csv"))


GB = "<html><head><meta charset=gb2312></head><body>某县政务公开，通知</body></html>"
CHARSETS = [
    ("iso-8859-1", GB.encode("gbk")),
    ("ISO-8859-1", GB.encode()),
    ("gb2312", GB.encode()),
    ("utf-8", GB.encode("gbk")),
    ("", GB.encode("gbk")),
    ("windows-1252", GB.replace(" charset=gb2312", "").encode("gbk")),
    ("no-such-charset", GB.encode("gbk")),
    ("rot13", GB.encode("gbk")),
    (
        "big5",
        GB.replace("gb2312", "big5")
        .replace("务", "府")
        .replace("开", "告")
        .replace("县", "市")
        .encode("big5", "replace"),
    ),
    ("iso-8859-1", GB.encode("gbk") + b"\xff\x81 \xff"),
]


@pytest.mark.parametrize(("charset", "data"), CHARSETS, ids=lambda value: str(value)[:14])
def test_the_page_knows_its_charset_better_than_the_server(charset: str, data: bytes) -> None:
    text = text_of(Fetched("http://h/", data, charset))
    assert "公" in text and "通知" in text


NAMED = [
    ("公开目录[旧版]", "公开目录[旧版]"),
    ("[通知公告]", "通知公告"),
    ("【通知公告】", "通知公告"),
    ("·通知公告", "通知公告"),
    ("[甲]乙[丙]", "[甲]乙[丙]"),
    ("规划（2021-2025）", "规划（2021-2025）"),
    ("通知公告(12)", "通知公告"),
    ("通知公告【3条】", "通知公告"),
    ("年度报告（2024）", "年度报告（2024）"),
    ("(12)", "(12)"),
]


@pytest.mark.parametrize(("written", "name"), NAMED)
def test_brackets_within_a_name_are_its_own(written: str, name: str) -> None:
    assert bare(written) == name


def at(body: str) -> Record:
    return read_page(f"<html><body>{body}</body></html>", "http://h/a/", TODAY)


CRUMBS = [
    ("<div class=crumb>当前位置：<a href=/>首页</a> &gt; <a href=/x/>公开/目录|旧</a> &gt; 双随机/一公开</div>", ["公开/目录|旧", "双随机/一公开"]),
    ("<div class=crumb>当前位置：<a href=/>首页</a> / <a href=/x/>政务公开</a> / 机关党建/群团</div>", ["政务公开", "机关党建/群团"]),
    ("<div class=crumb>当前位置：<a href=/>首页</a>/<a href=/x/>政务公开</a>/机关党建</div>", ["政务公开", "机关党建"]),
    ("<p>您的位置：首页|政务|通知公告</p>", ["政务", "通知公告"]),
    ("<p>当前位置：首页 &gt; 公开目录[旧版]</p>", ["公开目录[旧版]"]),
    ("<p>当前位置：<span>首页</span><span>></span><span>政务公开</span></p>", ["政务公开"]),
    ("<p>当前位置：<a href=/>首页</a>»<a href=/x/>政务公开</a>»<b>科技·人才</b></p>", ["政务公开", "科技·人才"]),
]  # fmt: skip


@pytest.mark.parametrize(("html", "names"), CRUMBS)
def test_the_path_is_parted_where_its_marks_are(html: str, names: list[str]) -> None:
    assert at(html).crumbs == names


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("http://h/a/index.html;jsessionid=AB1", "http://h/a/"),
        ("https://h/a/?sid=9&id=3", "http://h/a/?id=3"),
        ("http://h:80/default.aspx", "https://h/"),
    ],
)
def test_a_visit_is_no_part_of_a_page(left: str, right: str) -> None:
    assert key_of(left) == key_of(right)


def test_links_that_only_a_script_or_a_picture_names() -> None:
    record = at("""<a href="javascript:window.open('/a1/')">通知公告</a><a href="#" onclick="location.href='a2.html'">政务动态</a>
        <a href="/a3/"><img src=x alt="政策文件"></a><a href="http://h:bad/">坏的端口</a><a href="http://[::1">坏的地址</a>
        <a href="../../../up/">规划计划</a><a href="http://h/../../dots/./x">人事任免</a>""")
    assert record.links == [
        ("通知公告", "http://h/a1/"), ("政务动态", "http://h/a/a2.html"), ("政策文件", "http://h/a3/"),
        ("坏的端口", "http://h:bad/"), ("规划计划", "http://h/up/"), ("人事任免", "http://h/dots/x"),
    ]  # fmt: skip


def test_columns_that_lead_to_files_and_other_sites_have_rows(tmp_path: Path) -> None:
    menu = "".join(
        f'<li><a href="{url}">{name}</a></li>'
        for url, name in (
            ("/c0/", "通知公告"),
            ("http://zwgk.other.invalid/", "政府信息公开"),
            ("/files/jg.pdf", "机构职能"),
            ("http://www.sheng.other.invalid/", "省人民政府"),
        )
    )
    friends = '<div class="links"><a href="http://a.invalid/">县教育局</a><a href="http://b.invalid/">县财政局</a></div>'
    annex = '<p><a href="/f/1.docx">申请表格下载</a><a href="/f/2.docx">填写说明文件</a></p>'
    whole = f"<html><head><title>某县</title></head><body><ul>{menu}</ul>{{}}{friends}</body></html>"
    made = {"index.html": whole.format(""), "c0/index.html": whole.format(items(3) + annex)}
    with serve(made=made, bare=True, robots=None) as served:
        assert scan(served.url, tmp_path / "a.csv") == 0
    assert served.asked == ["robots.txt", "index.html", "c0/index.html"]
    found = rows(tmp_path / "a.csv")
    assert set(found) == {"通知公告", "政府信息公开", "机构职能"}
    assert fate(found["政府信息公开"]) == (None, None, True, "栏目在别的网站上（zwgk.other.invalid），没有读")
    assert fate(found["机构职能"]) == (None, None, True, "栏目链接到一个文件，不是网页，没有读")


def test_a_text_that_a_menu_leads_to_is_a_column_whatever_its_url(tmp_path: Path) -> None:
    names = ("通知公告", "公开指南")
    text = f"<h1>某县政府信息公开指南</h1><p>发布时间：2023-05-04</p><p>{'本机关依法公开政府信息。' * 60}</p>"

    def own(body: str, title: str = "某县") -> str:
        return (
            page(body, names=names)
            .replace('"/c1/"', '"/zn/t20230504_12.html"')
            .replace("某县<", f"{title}<", 1)
        )

    made = {
        "index.html": own(""),
        "c0/index.html": own(items(3)),
        "zn/t20230504_12.html": own(text, "某县政府信息公开指南"),
    }
    with serve(made=made, bare=True, robots=None) as served:
        assert scan(served.url, tmp_path / "a.csv") == 0
    assert fate(rows(tmp_path / "a.csv")["公开指南"])[:3] == ("2023-05-04", None, False)


def test_one_list_under_two_urls_is_one_column_and_under_two_names_a_doubtful_one(tmp_path: Path) -> None:
    names = ("通知公告", "通知公告", "政务动态", "政务要闻", "规划计划(12)")
    made: dict[str, Any] = {"index.html": page("", names=names)}
    for n, prefix in enumerate(("/a/a", "/a/a", "/a/b", "/a/b", "/a/c")):
        made[f"c{n}/index.html"] = page(items(4, prefix), names=names)
    with serve(made=made, bare=True, robots=None) as served:
        assert scan(served.url, tmp_path / "a.csv") == 0
    from checker.catalog import read

    written = read((tmp_path / "a.csv").read_bytes(), "a.csv").data["columns"]
    assert [row["column"] for row in written] == ["通知公告", "政务动态", "政务要闻", "规划计划"]
    found = rows(tmp_path / "a.csv")
    assert (
        found["政务要闻"]["unsure"] == ["column"]
        and "和「政务动态」是同一个列表" in found["政务要闻"]["note"]
    )
