"""Which date beside a link counts, and of which list: never another day's as certain."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from served import serve
from test_scan import rows, scan

from checker.scan.lists import Group
from checker.scan.page import read_page

TODAY = date(2024, 12, 31)
DAYS = [f"2024-12-{day:02d}" for day in range(20, 5, -1)]
OLD = [f"2022-03-{day:02d}" for day in range(20, 5, -1)]


def groups(html: str, url: str = "http://h/zwgk/tz/") -> list[Group]:
    return read_page(f"<html><body><div class=main>{html}</div></body></html>", url, TODAY).groups


def listed(days: list[str], prefix: str = "t") -> str:
    items = "".join(
        f'<li><a href="{prefix}{n}.html">关于第{n}项重点工作的情况</a><span>{day}</span></li>'
        for n, day in enumerate(days)
    )
    return f"<ul>{items}</ul>"


def cells(*texts: str, head: str = "") -> str:
    """A table of three rows: the title, and cells in which N is the number of the row."""
    body = "".join(
        f'<tr><td><a href="a{n}.html">关于第{n}项征集意见的公告</a></td>'
        + "".join(f"<td>{text.replace('N', str(n))}</td>" for text in texts)
        + "</tr>"
        for n in (7, 6, 5)
    )
    top = "".join(f"<th>{name}</th>" for name in head.split("|")) if head else ""
    return f"<table>{f'<tr>{top}</tr>' if top else ''}{body}</table>"


def cards(behind: str, before: str = "") -> str:
    return "".join(
        f'<div class=card>{before.replace("N", str(n))}<h4><a href="n{n}.html">云岭第{n}处景致入选名录</a></h4>'
        f"{behind.replace('N', str(n))}</div>"
        for n in (7, 6, 5)
    )


BESIDE = {
    "headers name the days": (cells("2024-12-0N", "2024-11-0N", head="标题|发布日期|成文日期"), "2024-12-07", ""),
    "other order": (cells("2024-11-0N", "2024-12-0N", head="标题|成文日期|发布日期"), "2024-12-07", ""),
    "only the day it was signed": (cells("2024-11-0N", head="标题|成文日期"), "2024-11-07", "named"),
    "nobody names two days": (cells("2024-12-0N", "2024-11-0N"), "2024-11-07", "two"),
    "headers of another width name nothing": (cells("2024-12-0N", "2024-11-0N", head="标题|发布日期"), "2024-11-07", "two"),
    "a span": (cells("2024-10-0N 至 2025-01-0N"), "2024-10-07", "two"),
    "a span with names": (cards("<p>开始时间：2024-10-0N</p><p>截止时间：2024-12-1N</p>"), "2024-12-17", "named"),
    "published and ending": (cards("<p>发布时间：2024-10-0N</p><p>截止时间：2024-12-1N</p>"), "2024-10-07", ""),
    "name in an element of its own": (cards("<label>成文日期：</label><i>2024-09-0N</i><label>发布日期：</label><i>2024-10-0N</i>"), "2024-10-07", ""),
    "today in a summary": (cards("<em>2024-03-0N</em><p>今天上午，县委召开第N次会议。</p>"), "2024-03-07", ""),
    "today in a summary without marks": (cards("<em>2024-03-0N</em><p>今天召开第N次会议</p>"), "2024-03-07", ""),
    "a day in a summary": (cards("<em>2024-03-0N</em><p>2024年5月N日，县委召开会议。</p>"), "2024-03-07", ""),
    "a day in a summary before": (cards("<em>2024-03-0N</em>", "<p>2024年5月N日召开会议</p>"), "2024-03-07", ""),
    "nothing but a day in a summary": (cards("<p>2024年5月N日，县委召开会议。</p>"), "2024-05-07", "prose"),
    "a line of particulars": (cards("<p>来源：县政府办 2024-03-0N 09:30 浏览：12次</p>"), "2024-03-07", ""),
    "a document's number": (cards("<p>安政发〔2024〕N号 2024-03-0N</p>"), "2024-03-07", ""),
    "at the end of the title": ("".join(f'<li><a href="a{n}.html">食品抽检信息公告（2024年12月{n}日）</a></li>' for n in (7, 6, 5)), "2024-12-07", "title"),
    "in the link, in an element of its own": ("".join(f'<li><a href="a{n}.html"><i>2024-12-0{n}</i><b>食品抽检信息公告</b></a></li>' for n in (7, 6, 5)), "2024-12-07", ""),
    "the date is a link too": ("".join(f'<li><a href="a{n}.html">食品抽检信息公告</a><a href="a{n}.html">2024-12-0{n}</a></li>' for n in (7, 6, 5)), "2024-12-07", ""),
    "a link to the text besides": (cards('<em>2024-12-0N</em><a href="nN.html">查看详情</a>'), "2024-12-07", ""),
    "day and month, and a year": (cards("", "<b>12-0N</b><i>2022</i>"), "2022-12-07", ""),
    "a year too late": (cards("<em>2034-12-0N</em>"), "2034-12-07", "later"),
}  # fmt: skip


@pytest.mark.parametrize("make", BESIDE)
def test_which_day_beside_a_link_counts(make: str) -> None:
    html, newest, doubt = BESIDE[make]
    assert [(g.count, g.newest, g.doubt) for g in groups(html)] == [(3, newest, doubt)]


def test_the_number_of_a_row_is_no_day_of_the_month_behind_the_title() -> None:
    row = '<tr><td>{0}</td><td><a href="n{0}.html">县人民政府公报第{0}期目录</a></td><td>2024-0{0}</td></tr>'
    assert groups(f"<table>{''.join(row.format(n) for n in (5, 4, 3))}</table>") == []


@pytest.mark.parametrize("name", ["云岭今日", "今日安澜", "三天前的故事"])
def test_a_word_in_a_name_is_no_date(name: str) -> None:
    record = read_page(
        f'<html><body><ul><li><a href="/x/">{name}</a></li></ul></body></html>', "http://h/", TODAY
    )
    assert record.groups == [] and record.links == [(name, "http://h/x/")]


def test_a_list_in_blocks_is_one_and_tabs_are_several() -> None:
    blocks = "".join(listed(DAYS[at : at + 5], f"b{at}") for at in (0, 5, 10))
    assert [(g.count, g.newest) for g in groups(blocks)] == [(15, "2024-12-20")]
    tabs = listed(DAYS[:5], "x") + listed(DAYS[:4], "y")
    assert [g.count for g in groups(tabs)] == [5, 4]


NAMES = ("通知公告", "政务动态", "政策文件", "规划计划", "统计数据", "人事任免")


def page(body: str, name: str = "安澜县人民政府") -> str:
    menu = "".join(f'<li><a href="/c{n}/">{title}</a></li>' for n, title in enumerate(NAMES))
    return f"<html><head><title>{name}</title></head><body><ul class=nav>{menu}</ul><div>{body}</div></body></html>"


def scanned(
    tmp_path: Path, *bodies: str | dict[str, str], more: dict[str, Any] | None = None
) -> list[tuple[Any, ...]]:
    """What a scan says of the first columns: (last_updated, items, unsure, note)."""
    made: dict[str, Any] = {"index.html": page("")}
    for n, body in enumerate(bodies):
        files = {"index.html": body} if isinstance(body, str) else body
        made |= {f"c{n}/{file}": page(html, NAMES[n]) for file, html in files.items()}
    with serve(made={**made, **(more or {})}, bare=True, robots=None) as served:
        assert scan(served.url, tmp_path / "a.csv") == 0
    found = rows(tmp_path / "a.csv")
    return [
        (r.get("last_updated"), r.get("items"), tuple(r.get("unsure") or ()), r.get("note") or "")
        for r in (found[name] for name in NAMES[: len(bodies)])
    ]


def test_the_newest_date_may_stand_on_another_page(tmp_path: Path) -> None:
    rising, more = OLD[::-1], DAYS[::-1]
    script = '<script>createPageHTML(2, {}, "index", "html");</script>'
    pinned, said, turned, scripted, unsorted, falling = scanned(
        tmp_path,
        listed(["2019-03-01", *DAYS]),
        listed(rising) + "<p>共46条 第1/4页</p>",
        {
            "index.html": listed(rising) + '<a href="index_1.html">下一页</a>',
            "index_1.html": listed(more, "u"),
        },
        {
            "index.html": listed(rising) + script.format(0),
            "index_1.html": listed(more, "u") + script.format(1),
        },
        listed([OLD[n * 7 % 15] for n in range(15)]) + "<p>共46条 第1/4页</p>",
        listed(DAYS) + "<p>共46条 第1/4页</p>",
    )
    assert pinned == ("2024-12-20", 16, (), "")
    assert said[:3] == ("2022-03-20", 46, ("last_updated",)) and "不是新的在前" in said[3]
    assert turned == ("2024-12-20", 30, (), "")
    assert scripted == ("2024-12-20", 30, (), "")
    assert unsorted[2] == ("last_updated",) and falling == ("2024-12-20", 46, (), "")


def test_the_list_beside_is_not_the_column_s(tmp_path: Path) -> None:
    beside = f"<div class=side>{listed(DAYS[:10], '/side/s')}</div>"
    own, unknown, second = scanned(
        tmp_path,
        listed(OLD[:5]) + beside,
        listed(OLD[:5], "/art/2022/a") + listed(DAYS[:10], "/art/2024/b"),
        {
            "index.html": listed(DAYS) + '<a href="p2.html">下一页</a>',
            "p2.html": listed(OLD[:2], "v") + beside,
        },
    )
    assert own == ("2022-03-20", 5, (), "")
    assert set(unknown[2]) == {"last_updated", "items"} and "几个列表" in unknown[3]
    assert second == ("2024-12-20", 17, (), "")


def test_a_server_that_knows_no_second_page_does_not_double_the_count(tmp_path: Path) -> None:
    first = listed(DAYS) + '<a href="?page=2">下一页</a>'
    (found,) = scanned(tmp_path, first, more={"c0/?page=2": page(first)})
    assert found[:2] == ("2024-12-20", 15) and "items" in found[2]


def test_yesterday_counts_from_a_day_nobody_knows_in_saved_pages(tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "index.html").write_text(
        page(listed(["昨天", "3天前"])).replace("/c0/", "c0.html"), encoding="utf-8"
    )
    (folder / "c0.html").write_text(page(listed(["昨天", "3天前"], "x")), encoding="utf-8")
    assert scan(str(folder), tmp_path / "a.csv") == 0
    told = rows(tmp_path / "a.csv")["通知公告"]
    assert told["last_updated"] == "2024-12-30" and "last_updated" not in (told.get("unsure") or ())
    from checker.cli import run

    assert run(["catalog", "scan", str(folder), "-o", str(tmp_path / "b.csv")]) == 0
    untold = rows(tmp_path / "b.csv")["通知公告"]
    assert "last_updated" in untold["unsure"] and "不一定是那天的" in untold["note"]
