"""The pages of a made-up government website, as four makes of publishing systems would write them.

`pages()` gives path -> HTML. The day of judgement is 2024-12-31; what is wrong with each column is
planted here and told in README.md.
"""

from __future__ import annotations

from datetime import date, timedelta
from html import escape

SITE = "安澜县人民政府"
#: (name, path) of the navigation of every page.
NAVIGATION = (
    ("政务动态", "dynamic/index.html"),
    ("通知公告", "notice/index.html"),
    ("政策文件", "policy/index.html"),
    ("规划计划", "plan/index.html"),
    ("政府信息公开", "open/index.html"),
)
#: (name, path) of what stands under 政府信息公开. The yearly report is left out on purpose.
OPEN = (
    ("政府信息公开指南", "open/guide.html"),
    ("政府信息公开制度", "open/rules/index.html"),
    ("法定主动公开内容", "open/content/index.html"),
    ("基层政务公开", "open/grassroots/index.html"),
)


def _page(
    path: str, title: str, crumbs: list[tuple[str, str]], body: str, extra: tuple[tuple[str, str], ...]
) -> str:
    up = "../" * path.count("/")
    navigation = "".join(f'<li><a href="{up}{p}">{escape(n)}</a></li>' for n, p in (*NAVIGATION, *extra))
    here = " &gt; ".join(
        [f'<a href="{up}index.html">首页</a>', *(f'<a href="{up}{p}">{n}</a>' for n, p in crumbs)]
    )
    where = f'<div class="wz">当前位置：{here}</div>' if crumbs else ""
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>{escape(title)}{"-" + SITE if title != SITE else ""}</title></head>
<body>
<div class="top"><a href="{up}index.html">网站首页</a> <a href="#">无障碍浏览</a> <a href="#">登录</a></div>
<ul class="nav">{navigation}</ul>
{where}
{body}
<div class="foot">版权所有：{SITE}　© 2010-2024　<a href="https://beian.example.invalid/">某ICP备00000000号</a></div>
</body>
</html>
"""


def _days(newest: date, count: int, step: int) -> list[date]:
    return [newest - timedelta(days=step * n) for n in range(count)]


def _bullets(days: list[date], what: str, first: int) -> str:
    """Make 1: a list with the date in a span behind the title."""
    items = "".join(
        f'<li><a href="t{first + n}.html">{what}（{first + n}）</a><span>{day}</span></li>'
        for n, day in enumerate(days)
    )
    return f'<ul class="list">{items}</ul>'


def _script(pages: int, at: int) -> str:
    return f'<div class="page"><script>createPageHTML({pages}, {at}, "index", "html");</script></div>'


def _rows(days: list[date]) -> str:
    """Make 2: a table with number, title, document number and date."""
    rows = "".join(
        f'<tr><td>{n}</td><td><a href="n{n}.html">关于做好第{n}批材料报送工作的通知</a></td><td>安政办〔2024〕{n}号</td>'
        f"<td>{day.year}年{day.month}月{day.day}日</td></tr>"
        for n, day in enumerate(days, 1)
    )
    return f"<table><tr><th>序号</th><th>标题</th><th>文号</th><th>发布日期</th></tr>{rows}</table>"


def _cards(days: list[date], first: int) -> str:
    """Make 3: cards with day and month torn apart, and a summary below the title."""
    return "".join(
        f'<div class="card"><div class="time"><b>{day.day:02d}</b><em>{day:%Y-%m}</em></div>'
        f'<div class="txt"><a href="p{first + n}.html">安澜县{what}管理办法</a><p>为规范{what}工作，制定本办法。</p></div></div>'
        for n, (day, what) in enumerate(
            zip(days, ["供水", "节水", "防汛", "河道", "水库", "灌溉", "水土保持"], strict=False)
        )
    )


def _definitions(days: list[str], what: str) -> str:
    """Make 4: titles and dates in pairs of elements, the dates without a year, or in words."""
    pairs = "".join(
        f'<dt><a href="d{n}.html">{what}第{n}号</a></dt><dd>[{day}]</dd>' for n, day in enumerate(days, 1)
    )
    return f"<dl>{pairs}</dl>"


def pages(extra: tuple[tuple[str, str], ...] = ()) -> dict[str, str]:
    """All pages, by path. `extra` are further entries of the navigation, (name, path or URL)."""

    def page(path: str, title: str, crumbs: list[tuple[str, str]], body: str) -> None:
        made[path] = _page(path, title, crumbs, body, extra)

    made: dict[str, str] = {}
    news = _days(date(2024, 12, 10), 12, 3)
    block = _bullets(news[:4], "我县召开水务工作会议", 1).replace('href="', 'href="dynamic/')
    page("index.html", SITE, [], f'<h2>政务动态 <a href="dynamic/index.html">更多&gt;&gt;</a></h2>{block}')
    dynamic = ("政务动态", "dynamic/index.html")
    side = '<p><a href="pictures.html">图片新闻</a></p>'
    for at in range(3):
        name = "dynamic/index.html" if at == 0 else f"dynamic/index_{at}.html"
        days = news[at * 5 : at * 5 + 5]
        page(
            name,
            "政务动态",
            [dynamic],
            side + _bullets(days, "我县召开水务工作会议", at * 5 + 1) + _script(3, at),
        )
    pictures = _definitions(["3天前", "昨天", "1周前", "2024-12-01"], "我县水利工程建设图片新闻")
    page("dynamic/pictures.html", "图片新闻", [dynamic, ("图片新闻", "dynamic/pictures.html")], pictures)
    notice = _rows(_days(date(2024, 12, 20), 15, 6)) + "<p>共 46 条　第 1/4 页　下一页</p>"
    page("notice/index.html", "通知公告", [("通知公告", "notice/index.html")], notice)
    policy = _days(date(2024, 5, 8), 7, 20)
    crumbs = [("政策文件", "policy/index.html")]
    page(
        "policy/index.html",
        "政策文件",
        crumbs,
        _cards(policy[:5], 1) + '<p><a href="list2.html">下一页</a></p>',
    )
    page(
        "policy/list2.html",
        "政策文件",
        crumbs,
        _cards(policy[5:], 6) + '<p><a href="index.html">上一页</a></p>',
    )
    plan = _definitions(["03-12", "02-20", "01-15"], "安澜县水利发展专项规划公示稿")
    page("plan/index.html", "规划计划", [("规划计划", "plan/index.html")], plan)
    _open(page)
    return made


def _open(page: object) -> None:
    assert callable(page)
    top = ("政府信息公开", "open/index.html")
    entries = "".join(f'<li><a href="../{path}">{name}</a></li>' for name, path in OPEN)
    page("open/index.html", "政府信息公开", [top], f"<ul>{entries}</ul>")
    guide = "<h1>政府信息公开指南</h1><p>更新日期：2024年6月3日　来源：县政府办公室</p><p>本指南说明本县政府信息的分类和获取办法。</p>"
    page(OPEN[0][1], OPEN[0][0], [top, OPEN[0]], guide)
    rules = "".join(
        f'<p><a href="r{n}.html">安澜县政府信息公开工作制度之{n}（{day}）</a></p>'
        for n, day in enumerate(_days(date(2023, 3, 1), 3, 90), 1)
    )
    page(OPEN[1][1], OPEN[1][0], [top, OPEN[1]], f'<div class="all">{rules}</div>')
    listed = _bullets(_days(date(2024, 12, 27), 6, 5), "行政许可事项办理结果公开", 1) + "<p>共6条</p>"
    page(OPEN[2][1], OPEN[2][0], [top, OPEN[2]], listed)
    page(OPEN[3][1], OPEN[3][0], [top, OPEN[3]], '<div class="list">暂无相关内容</div>')
    detail = "<h1>安澜县政府信息公开工作制度之1</h1><p>发布日期：2023-03-01</p><p>第一条　为规范政府信息公开工作，制定本制度。</p>"
    page("open/rules/r1.html", "安澜县政府信息公开工作制度之1", [top, OPEN[1]], detail)
