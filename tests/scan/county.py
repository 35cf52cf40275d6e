"""A made-up county's website of some sixty columns, in the makes of four publishing systems, with what is broken on real ones.

`COLUMNS` says of each column how its page is made and what a scan must say of it; `pages()` gives path -> what
`served.serve` sends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

SITE = "云岭县人民政府"
NEWEST = date(2024, 12, 20)


@dataclass(frozen=True)
class Column:
    """A column: its section, name, path, how its page is made, and what is due: (last_updated, items, unsure)."""

    section: str
    name: str
    path: str
    make: str
    last: str | None
    items: int | None
    unsure: tuple[str, ...] = ()
    note: str = ""


BOTH = ("last_updated", "items")
_SPECS = """
新闻中心|政务要闻|news/yw/|trs 3|45|
新闻中心|部门动态|news/bm/|trs 1|12|
新闻中心|乡镇动态|news/xz/|said 132|132|
新闻中心|图片新闻|news/tp/|cards 2|14|
新闻中心|视频新闻|news/sp/|script|-|both|脚本
新闻中心|媒体关注|news/mt/|nodates 8|8|both|没有日期
新闻中心|公示公告|news/gg/|table 46|46|
政务公开|政府信息公开指南|zwgk/zn/|single|-||单个页面
政务公开|政府信息公开制度|zwgk/zd/|plain 5|5|
政务公开|政府信息公开年报|zwgk/nb/|nodates 6|6|both|没有日期
政务公开|县政府文件|zwgk/wj/|trs 2|30|
政务公开|政府办文件|zwgk/bwj/|commas 7 132|132|
政务公开|政策解读|zwgk/jd/|said 21|21|
政务公开|规划计划|zwgk/gh/|noyear 4|4|last|没有写年份
政务公开|统计信息|zwgk/tj/|script|-|both|脚本
政务公开|人事信息|zwgk/rs/|status 404|-|both|404
政务公开|财政信息|zwgk/cz/|status 500|-|both|500
政务公开|招标采购|zwgk/zb/|empty|0|
政务公开|应急管理|zwgk/yj/|zero|0|
政务公开|重点项目|zwgk/xm/|hollow|-|both|没有读到列表
政务公开|行政许可|zwgk/xk/|home|-|both|首页
政务公开|行政处罚|zwgk/cf/|away|-|both|站外
政务公开|机构职能|zwgk/jg/|text|-|both|单个页面
政务公开|权责清单|zwgk/qz/|frame 9|9|
政务公开|会议公开|zwgk/hy/|latin 6|6|
政务公开|建议提案|zwgk/ta/|pages 7|15|items|7 页
政务公开|目录[旧版]|zwgk/ml/|plain 3|3|
政务公开|双随机/一公开|zwgk/ss/|plain 4|4|
政务公开|社会救助|zwgk/jz/|refresh 5|5|
政务公开|乡村振兴|zwgk/xc/|store 20 88|88|
互动交流|民意征集|hd/zj/|plain 4|4|
互动交流|在线访谈|hd/ft/|more 10|10|items|加载更多
互动交流|热点回应|hd/hy/|slow|-|both|秒
互动交流|新闻发布会|hd/fb/|robots|-|both|robots.txt
专题专栏|主题教育|zt/zj/|plain 7|7|
专题专栏|优化营商环境|zt/ys/|cards 1|7|
专题专栏|安全生产|zt/aq/|table 5|5|
专题专栏|生态环保|zt/hb/|plain 6|6|
专题专栏|法治政府建设|zt/fz/|said 33|33|
专题专栏|扫黑除恶|zt/sh/|old 9|9|
专题专栏|疫情防控|zt/yq/|old 4|4|
专题专栏|创建文明城市|zt/wm/|hollow|-|both|没有读到列表
专题专栏|人口普查|zt/pc/|empty|0|
专题专栏|双拥工作|zt/sy/|status 403|-|both|403
专题专栏|国家安全|zt/ga/|plain 3|3|
专题专栏|诚信建设|zt/cx/|plain 8|8|
走进云岭|县情概况|zj/gk/|text|-|both|单个页面
走进云岭|历史沿革|zj/ls/|single|-||单个页面
走进云岭|乡镇概览|zj/xz/|plain 5|5|
走进云岭|旅游资源|zj/ly/|cards 1|7|
"""
OLD = date(2021, 5, 4)
PER_PAGE = 15


def _columns() -> list[Column]:
    found = []
    for line in _SPECS.strip().splitlines():
        section, name, path, make, items, unsure, *note = line.split("|")
        kind = make.split()[0]
        last: str | None = str(OLD if kind == "old" else NEWEST)
        if items == "-" or kind in ("nodates", "empty", "zero"):
            last = str(NEWEST) if kind == "single" else None
        fields = {"both": BOTH, "last": ("last_updated",), "items": ("items",), "": ()}[unsure]
        count = None if items == "-" else int(items)
        found.append(Column(section, name, path, make, last, count, fields, *note))
    return found


COLUMNS = _columns()
SECTIONS = {
    "新闻中心": "news/", "政务公开": "zwgk/", "互动交流": "hd/", "专题专栏": "zt/", "走进云岭": "zj/",
}  # fmt: skip
#: Links that are no columns: services, the foot, other hosts, leaders, single articles.
TOP = '<div class="topbar"><a href="/login">登录</a><a href="/wza">无障碍浏览</a><a href="/en/">English</a><a href="/mail">政务邮箱</a></div>'
FOOT = (
    '<div class="footer"><a href="/map.html">网站地图</a><a href="/about.html">关于我们</a><a href="/tj.html">访问统计</a>'
    '<a href="https://beian.example.invalid/">某ICP备00000000号</a><a href="http://www.shi.example.invalid/">市政府网站</a>'
    "<p>版权所有：云岭县人民政府　共132个单位主办</p></div>"
)
NO_COLUMNS = (
    "登录",
    "无障碍浏览",
    "政务邮箱",
    "网站地图",
    "关于我们",
    "访问统计",
    "市政府网站",
    "张云",
    "李岭",
    "县长信箱",
    "首页",
)


def _navigation() -> str:
    def inner(section: str) -> str:
        own = [c for c in COLUMNS if c.section == section]
        # Long sections show only some of their columns at the top.
        return "".join(f'<li><a href="/{c.path}">{c.name}</a></li>' for c in own[:8])

    items = "".join(
        f'<li><a href="/{path}">{name}</a><ul class="sub">{inner(name)}</ul></li>'
        for name, path in SECTIONS.items()
    )
    return f'<div class="nav"><ul><li><a href="/">首页</a></li>{items}<li><a href="https://zwfw.example.invalid/">办事服务</a></li></ul></div>'


def page(title: str, body: str, *, section: str = "", name: str = "", charset: str = "utf-8") -> str:
    left = ""
    crumbs = ""
    if section:
        own = [c for c in COLUMNS if c.section == section]
        left = (
            f'<div class="left"><h3>{section}</h3><ul>'
            + "".join(f'<li><a href="/{c.path}" title="{c.name}">{c.name}</a></li>' for c in own)
            + ('<li><a href="/hd/xx/">县长信箱</a></li>' if section == "互动交流" else "")
            + "</ul></div>"
        )
        crumbs = f'<div class="dqwz">您当前所在位置：<a href="/">首页</a> &gt; <a href="/{SECTIONS[section]}">{section}</a>'
        crumbs += f" &gt; {name}</div>" if name else "</div>"
    return (
        f'<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">'
        f"<title>{title}{'' if title == SITE else '_' + SITE}</title></head><body>{TOP}{_navigation()}{left}"
        f'<div class="main">{crumbs}{body}</div>{FOOT}</body></html>'
    )


def _days(count: int, newest: date = NEWEST) -> list[date]:
    return [newest - timedelta(days=3 * n) for n in range(count)]


def _list(count: int, first: int = 0, newest: date = NEWEST, form: str = "%Y-%m-%d") -> str:
    items = "".join(
        f'<li><a href="./202412/t20241220_{first + n}.html">关于云岭县第{first + n}项工作的情况</a><span>{(day - timedelta(days=first)).strftime(form)}</span></li>'
        for n, day in enumerate(_days(count, newest))
    )
    return f'<ul class="list">{items}</ul>'


def _table(count: int) -> str:
    rows = "".join(
        f'<tr><td>{n}</td><td><a href="info_{n}.html">关于公布第{n}批名单的公告</a></td><td>{day:%Y年%m月%d日}</td></tr>'
        for n, day in enumerate(_days(count), 1)
    )
    return f"<table>{rows}</table>"


def _cards(count: int, first: int = 0) -> str:
    return "".join(
        f'<div class="card"><a href="c{first + n}.html"><img src="x.jpg"></a><h4><a href="c{first + n}.html">云岭第{first + n}处景致入选名录</a></h4>'
        f"<p>摘要文字</p><em>{day - timedelta(days=first):%Y/%m/%d}</em></div>"
        for n, day in enumerate(_days(count))
    )


_PROSE = "本机关负责拟订全县有关工作的规划并组织实施，承办县政府交办的其他事项。" * 30


def _made(column: Column) -> dict[str, Any]:
    """path -> page of one column."""
    kind, *numbers = column.make.split()
    n = [int(number) for number in numbers]
    base = column.path
    index = f"{base}index.html"

    def own(body: str, **more: str) -> str:
        return page(column.name, body, section=column.section, name=column.name, **more)

    def script(at: int) -> str:
        return f'<script>createPageHTML({n[0]}, {at}, "index", "html");</script>'

    if kind == "trs":
        last = (column.items or 0) - PER_PAGE * (n[0] - 1)
        counts = [PER_PAGE] * (n[0] - 1) + [last]
        names = ["index.html", *(f"index_{k}.html" for k in range(1, n[0]))]
        return {
            base + name: own(_list(count, k * PER_PAGE) + script(k))
            for k, (name, count) in enumerate(zip(names, counts, strict=True))
        }
    if kind == "cards":
        made = {index: own(_cards(7) + ('<a href="list_2.html">下一页</a>' if n[0] > 1 else ""))}
        if n[0] > 1:
            made[f"{base}list_2.html"] = own(_cards(7, 7) + '<a href="index.html">上一页</a>')
        return made
    if kind == "frame":
        inner = f"<html><body>{_list(n[0])}</body></html>"
        return {index: own('<iframe src="list_in.html"></iframe>'), f"{base}list_in.html": inner}
    if kind == "latin":
        text = own(_list(n[0]), charset="gb2312").encode("gb18030")
        return {index: (200, {"Content-Type": "text/html;charset=ISO-8859-1"}, text)}
    if kind == "refresh":
        jump = (
            '<html><head><meta http-equiv="Refresh" content="0; URL=./real.html"></head><body></body></html>'
        )
        return {index: jump, f"{base}real.html": own(_list(n[0]))}
    if kind == "store":
        records = "".join(
            f"<record><![CDATA[{item}</li>]]></record>" for item in _list(n[0])[17:-5].split("</li>") if item
        )
        data = f"<datastore><totalrecord>{n[1]}</totalrecord><recordset>{records}</recordset></datastore>"
        return {index: own(f'<div id="list"><script type="text/xml">{data}</script></div>')}
    if kind == "status":
        return {index: n[0]}
    simple = {
        "plain": lambda: own(_list(n[0])),
        "old": lambda: own(_list(n[0], newest=OLD)),
        "said": lambda: own(_list(PER_PAGE) + f"<p>共 {n[0]} 条　第1/{-(-n[0] // PER_PAGE)}页</p>"),
        "commas": lambda: own(_list(20) + f"<p>共{n[1]}条，当前1/{n[0]}页</p>"),
        "pages": lambda: own(_list(15) + f"<p>第1页/共{n[0]}页 <a href='javascript:go(2)'>下一页</a></p>"),
        "table": lambda: own(_table(min(n[0], 20)) + (f"<p>总记录数：{n[0]}，每页显示20</p>" if n[0] > 20 else "")),
        "noyear": lambda: own(_list(n[0], form="[%m-%d]")),
        "more": lambda: own(_list(n[0]) + '<div class="btn">加载更多</div>'),
        "script": lambda: own('<ul id="list"></ul><script>$.ajax({url:"/api/list",success:function(d){}})</script>'),
        "nodates": lambda: own(
            "<ul>" + "".join(f'<li><a href="a{k}.html">云岭县第{k}号关于公开工作的材料</a></li>' for k in range(n[0])) + "</ul>"
        ),
        "hollow": lambda: own('<ul class="list"></ul>'),
        "empty": lambda: own('<div class="list">暂无内容</div>'),
        "zero": lambda: own('<ul class="list"></ul><p>共0条</p>'),
        "single": lambda: own(f"<h1>{column.name}</h1><p>发布时间：{NEWEST}</p><p>{_PROSE}</p>"),
        "text": lambda: own(f"<h1>{column.name}</h1><p>{_PROSE}</p>"),
        "home": lambda: (302, {"Location": "/"}, ""),
        "away": lambda: (302, {"Location": "https://other.example.invalid/"}, ""),
        "robots": lambda: own(_list(3)),
        "slow": lambda: own(_list(3)),
    }  # fmt: skip
    return {index: simple[kind]()}


ROBOTS = "User-agent: *\nDisallow: /hd/fb/\n"


def pages() -> dict[str, Any]:
    """path -> page of the whole site."""
    tabs = (
        '<div class="tabs"><div class="hd"><a href="/news/yw/">政务要闻</a><a href="/news/bm/">部门动态</a></div>'
        f'<div class="bd">{_list(5)}<a href="/news/yw/">更多&gt;&gt;</a></div></div>'
    )
    banner = '<div class="banner"><a href="/zt/zj/"><img src="b.jpg" alt="主题教育"></a></div>'
    leaders = '<div class="ld"><a href="/zwgk/ld/zy.html">张云</a><a href="/zwgk/ld/ll.html">李岭</a></div>'
    made: dict[str, Any] = {"index.html": page(SITE, tabs + banner)}
    for name, path in SECTIONS.items():
        lists = "".join(
            f'<div><h2>{c.name}<a href="/{c.path}">更多</a></h2>{_list(3, 10 * k)}</div>'
            for k, c in enumerate([c for c in COLUMNS if c.section == name][:3])
        )
        made[f"{path}index.html"] = page(name, lists if name == "新闻中心" else "<p>欢迎</p>", section=name)
    made["zwgk/index.html"] = page(
        "政务公开", f'<h2><a href="/zwgk/ld/">领导之窗</a></h2>{leaders}', section="政务公开"
    )
    made["zwgk/ld/index.html"] = page("领导之窗", leaders, section="政务公开", name="领导之窗")
    for file, name in (("zy", "张云"), ("ll", "李岭")):
        made[f"zwgk/ld/{file}.html"] = page(
            name, f"{leaders}<p>{name}，县委常委。</p>", section="政务公开", name="领导之窗"
        )
    for column in COLUMNS:
        made.update(_made(column))
        if column.make.startswith("nodates"):
            for k in range(column.items or 0):
                title = f"云岭县第{k}号关于公开工作的材料"
                text = page(
                    title,
                    f"<h1>{title}</h1><p>发布时间：2024-03-0{k + 1}</p>{_PROSE}",
                    section=column.section,
                    name=column.name,
                )
                made[f"{column.path}a{k}.html"] = text
    return made
