"""Columns in makes put together at random, whose newest date and count are known: what is certain is never wrong."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from served import serve
from test_scan import rows, scan

TODAY = date(2024, 12, 31)
PER_PAGE = 15
TITLES = (
    "关于安澜县第{0}项重点工作的通知", "2023年第{0}批拟入选企业名单公示", "关于2022年{1}月1日起调整公交的公告",
    "安澜县第{0}次常务会议召开",
)  # fmt: skip
SUMMARIES = (
    "今天上午，县委召开会议。",
    "2024年12月30日，我县召开会议。",
    "12月30日 县政府召开会议",
    "昨天 县里开会",
    "截至2024年12月30日",
)
WRAPS = {"row": "table", "signed": "table", "ending": "table", "card": "div", "top": "div", "pair": "dl"}
HEADS = {"signed": "标题|成文日期|发布日期", "ending": "标题|发布日期|截止日期"}
STYLES = ("item", "short", "row", "signed", "ending", "card", "top", "torn", "line", "yearless", "pair")


@dataclass
class Made:
    """A column: how it is made, what is true of it, and its pages (file -> what stands on it)."""

    how: tuple[Any, ...]
    newest: str
    count: int
    pages: dict[str, str] = field(default_factory=dict)


def link(chance: random.Random, number: int, prefix: str) -> str:
    return f'<a href="{prefix}{number}.html">{chance.choice(TITLES).format(number, number % 12 + 1)}</a>'


def item(chance: random.Random, style: str, number: int, day: date, prefix: str) -> str:
    own, other = link(chance, number, prefix), timedelta(days=chance.randint(1, 40))
    says = chance.choice(SUMMARIES)
    return {
        "item": f"<li>{own}<span>{day}</span></li>",
        "short": f"<li><span>[{day}]</span>{own}</li>",
        "row": f"<tr><td>{number}</td><td>{own}</td><td>{day:%Y/%m/%d}</td></tr>",
        "signed": f"<tr><td>{own}</td><td>{day - other}</td><td>{day}</td></tr>",
        "ending": f"<tr><td>{own}</td><td>{day}</td><td>{day + other}</td></tr>",
        "card": f"<div><h4>{own}</h4><p>{says}</p><em>{day}</em></div>",
        "top": f"<div><em>{day:%Y.%m.%d}</em><h4>{own}</h4><p>{says}</p></div>",
        "torn": f"<li><div><b>{day:%d}</b><i>{day:%Y-%m}</i></div>{own}</li>",
        "line": f"<li>{own}<p>来源：县政府办　发布时间：{day}　截止时间：{day + other}　浏览：{number}</p></li>",
        "yearless": f"<li>{own}<span>{day:%m-%d}</span></li>",
        "pair": f"<dt>{own}</dt><dd>{day}</dd>",
    }[style]


def days_of(chance: random.Random, order: str) -> list[date]:
    newest = TODAY - timedelta(days=chance.randint(0, 900))
    days = [
        newest - timedelta(days=3 * n + chance.randint(0, 2))
        for n in range(chance.choice((1, 2, 3, 8, 15, 31, 45)))
    ]
    days.sort(reverse=order != "oldest first")
    if order == "mixed":
        chance.shuffle(days)
    pinned = chance.random() < 0.3
    return [date(2019, 5, 1)] * pinned + days


def paging(pager: str, at: int, pages: int, count: int) -> str:
    return {
        "next": f'<a href="index_{at + 1}.html">下一页</a>' if at + 1 < pages else "",
        "script": f'<script>createPageHTML({pages}, {at}, "index", "html");</script>',
        "said": f"<p>共{count}条 第{at + 1}/{pages}页</p>",
        "dead": f'<p><a href="javascript:go(2)">下一页</a> 第{at + 1}/{pages}页</p>',
        "more": '<a href="javascript:void(0)">加载更多</a>' if pages > 1 else "",
    }[pager]


def column(chance: random.Random, at: int) -> Made:
    style, order = (
        chance.choice(STYLES),
        chance.choice(("newest first", "newest first", "oldest first", "mixed")),
    )
    pager, beside = (
        chance.choice(("next", "script", "said", "dead", "more")),
        chance.choice(("", "", "named", "unnamed", "headed")),
    )
    days = days_of(chance, order)
    prefix = chance.choice(("t", "./202412/t20241220_", f"/art/{at}/"))
    head = (
        "".join(f"<th>{name}</th>" for name in HEADS.get(style, "").split("|"))
        if chance.random() < 0.5
        else ""
    )
    blocks = chance.random() < 0.3
    others = "".join(
        f'<li><a href="/s/{at}_{n}.html">热点新闻题目第{n}条内容</a><span>{TODAY - timedelta(days=n % 3)}</span></li>'
        for n in range(chance.choice((3, 10)))
    )
    made = Made((style, order, pager, beside, prefix, len(days)), max(days).isoformat(), len(days))
    parts = [days[n : n + PER_PAGE] for n in range(0, len(days), PER_PAGE)]
    for number, part in enumerate(parts):
        items = [item(chance, style, number * PER_PAGE + n, day, prefix) for n, day in enumerate(part)]
        size, wrap = 5 if blocks else PER_PAGE, WRAPS.get(style, "ul")
        body = "".join(
            f"<{wrap}>{f'<tr>{head}</tr>' if head and not n else ''}{''.join(items[n : n + size])}</{wrap}>"
            for n in range(0, len(items), size)
        )
        body += paging(pager, number, len(parts), len(days))
        body = {
            "": body,
            "named": f'{body}<div class="sidebar"><ul>{others}</ul></div>',
            "unnamed": f"<div><ul>{others}</ul></div>{body}",
            "headed": f"{body}<div><h3>热点推荐</h3><ul>{others}</ul></div>",
        }[beside]
        made.pages[f"index{f'_{number}' if number else ''}.html"] = body
    return made


def site(columns: dict[str, Made]) -> dict[str, str]:
    menu = "".join(f'<li><a href="/c{n}/">{name}</a></li>' for n, name in enumerate(columns))

    def page(title: str, body: str) -> str:
        return f"<html><head><title>{title}</title></head><body><ul class=nav>{menu}</ul><div>{body}</div></body></html>"

    pages = {"index.html": page("安澜县人民政府", "")}
    for n, (name, made) in enumerate(columns.items()):
        path = f"<p class=position>当前位置：<a href=/>首页</a> &gt; {name}</p>"
        pages |= {f"c{n}/{file}": page(f"{name}_安澜县", path + body) for file, body in made.pages.items()}
    return pages


@pytest.mark.parametrize("seed", range(6))
def test_what_is_certain_is_true(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    names = [a + b for a in "甲乙丙丁戊己庚辛" for b in ("类公告", "类动态", "类文件", "类计划", "类信息")]
    columns = {name: column(chance, at) for at, name in enumerate(names)}
    with serve(made=site(columns), bare=True, robots=None) as served:
        assert scan(served.url, tmp_path / "a.csv") == 0
    found = rows(tmp_path / "a.csv")
    assert set(found) == set(columns)
    certain = 0
    for name, made in columns.items():
        row, unsure = found[name], set(found[name].get("unsure") or ())
        if not unsure & {"last_updated", "column"}:
            certain += 1
            assert row.get("last_updated") == made.newest, (name, made.how)
        if "items" not in unsure:
            assert row.get("items") == made.count, (name, made.how)
    assert certain > len(columns) * 0.4, "a scan that is sure of nothing is of no use"
