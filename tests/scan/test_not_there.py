"""Pages that answer and say nothing: not found in words, empty until a script runs, the home page, dates of something else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from test_beside import DAYS, NAMES, OLD, listed, page, scanned

from checker.scan.page import read_page
from checker.scan.updated import updated_of

TODAY = date(2024, 12, 31)
AJAX = '<script>$.ajax({url:"/api/list"})</script>'
BOTH = ("last_updated", "items")


@pytest.mark.parametrize(
    "text",
    [
        "404",
        "404 Not Found",
        "您访问的页面不存在",
        "您访问的页面不存在或已被删除！",
        "抱歉，没有找到相关页面",
        "对不起，您所访问的网页找不到了",
        "该页面已被删除",
        "页面不存在",
        "系统错误",
        "您的访问请求已被拦截",
    ],
)
def test_a_page_that_says_it_is_not_there(text: str) -> None:
    record = read_page(f"<html><body><h2>{text}</h2></body></html>", "http://h/a/", TODAY)
    assert record.missing and not record.empty


@pytest.mark.parametrize(
    "text", ["共404条", "关于页面不存在问题的处理办法", "暂无相关信息", "没有找到相关信息", "系统管理"]
)
def test_what_does_not_say_so(text: str) -> None:
    assert not read_page(f"<html><body><h2>{text}</h2></body></html>", "http://h/a/", TODAY).missing


def test_no_column_is_called_empty_that_was_not_seen(tmp_path: Path) -> None:
    missing, hidden, shown, counted, said = scanned(
        tmp_path,
        "<h2>抱歉，没有找到相关页面</h2>",
        f'<ul id="list"></ul><div style="display: none">暂无数据</div>{AJAX}',
        f'<ul id="list"></ul><div>暂无数据</div>{AJAX}',
        f'<ul id="list"></ul><p>共<i>0</i>条</p>{AJAX}',
        "<div>暂无数据</div>",
    )
    assert missing[:3] == (None, None, BOTH) and "没有读到：页面上写着「抱歉，没有找到相关页面" in missing[3]
    assert hidden[:3] == (None, None, BOTH) and "脚本" in hidden[3]
    for found in (shown, counted):
        assert found[:3] == (None, 0, ("items",)) and "也可能是用脚本" in found[3]
    assert said == (None, 0, (), "")


def test_the_home_page_under_the_name_of_a_column(tmp_path: Path) -> None:
    home = page(listed(DAYS, "/h/"))
    (found, _other) = scanned(tmp_path, "", listed(DAYS), more={"index.html": home, "c0/index.html": home})
    assert found == (None, None, BOTH, "打开的是网站首页，不是栏目的页面")


def test_a_list_beside_one_that_a_script_fills(tmp_path: Path) -> None:
    side, hot = scanned(
        tmp_path,
        f'<ul id="list"></ul>{AJAX}{listed(DAYS, "/art/2024/a")}',
        f'<div class="hot-news">{listed(DAYS, "/art/2024/b")}</div>',
    )
    assert set(side[2]) == set(BOTH) and "用脚本显示" in side[3]
    assert set(hot[2]) == set(BOTH) and "侧栏" in hot[3]


FOOT = "主办：某县人民政府办公室 更新时间：2024-12-30"
UPDATED = {
    "发布时间：2024-05-06 来源：政府办": ("2024-05-06", ""),
    "生成日期：2020-01-01 发布日期：2024-05-06": ("2024-05-06", ""),
    "成文日期：2020-01-01": ("2020-01-01", "otherwise"),
    "施行时间：2019-05-15": ("", ""),
    "现在时间：2024-12-31 星期二": ("", ""),
    "报名截止日期：2024-12-30": ("", ""),
    "本站最后更新时间：2024-12-30": ("", ""),
    "网站更新：2024-12-30": ("", ""),
    "日期：2024-05-06": ("2024-05-06", ""),
    "发布时间：2034-05-06": ("", ""),
    "热点一条 发布时间：2024-12-20": ("2024-12-20", "link"),
    "热点一条 发布时间：2024-12-20 更新时间：2024-06-01": ("2024-06-01", ""),
    f"机构职能 {FOOT}": ("", ""),
}


@pytest.mark.parametrize("text", UPDATED)
def test_the_day_a_page_gives_for_itself(text: str) -> None:
    assert updated_of(text, FOOT, [date(2024, 12, 20)], TODAY) == UPDATED[text]


def test_one_date_on_all_pages_is_none_of_theirs(tmp_path: Path) -> None:
    prose = "本机关负责拟订全县有关工作的规划并组织实施，承办县政府交办的其他事项。" * 30
    same = [f"<h1>{name}</h1><p>最后更新：2024-12-30</p><p>{prose}</p>" for name in NAMES[:3]]
    own = [
        f"<h1>{name}</h1><p>发布时间：2024-0{n}-06</p><p>{prose}</p>" for n, name in enumerate(NAMES[:3], 1)
    ]
    for found in scanned(tmp_path, *same):
        assert found[:3] == ("2024-12-30", None, ("last_updated",)) and "同一个日期" in found[3]
    (tmp_path / "a.csv").unlink()
    assert [found[0] for found in scanned(tmp_path, *own)] == ["2024-01-06", "2024-02-06", "2024-03-06"]


def test_the_statistics_of_a_site_are_no_count_of_a_list(tmp_path: Path) -> None:
    stated, plain = scanned(
        tmp_path, listed(OLD[:5]) + "<p>信息总数：5321</p>", listed(OLD[:5]) + "<p>共5条</p>"
    )
    assert stated[:3] == ("2022-03-20", 5, ("items",)) and "5321" in stated[3]
    assert plain == ("2022-03-20", 5, (), "")
