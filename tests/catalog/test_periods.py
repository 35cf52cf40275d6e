"""Periods: how they are written, and the day they end."""

from __future__ import annotations

from datetime import date

import pytest

from checker.catalog.freshness import Freshness, judge
from checker.catalog.periods import end_of, parse_period, say_period
from checker.model.catalog import CatalogColumn

WRITTEN = {
    "P1D": ["每日", "每天", "1天"],
    "P3D": ["每个工作日", "3天"],
    "P7D": ["7天", "7日", "5个工作日"],
    "P1W": ["每周", "每周更新", "1周", "一周", "每星期", "p1w"],
    "P2W": ["2周", "两周", "双周", "每2周", "2个星期", "P2W", "２周"],
    "P15D": ["半个月", "半月", "15天", "十五天"],
    "P28D": ["20个工作日", "20工作日"],
    "P30D": ["30天", "30日", "P30D", "30天内"],
    "P1M": ["每月", "一个月", "1个月", "每月至少更新一次", "按月", "不少于每月一次"],
    "P3M": ["每季度", "季度", "3个月", "三个月", "一个季度", "每季度更新"],
    "P6M": ["半年", "6个月", "每半年", "P6M", "六个月", "半年（含）", "2个季度"],
    "P1Y": ["每年", "1年", "一年", "年度", "P1Y"],
    "P1Y6M": ["P1Y6M"],
    "none": ["不定期", "不定期更新", "及时更新", "实时", "长期", "动态", "有变化时更新", "无", "—", "none"],
}


@pytest.mark.parametrize(("text", "iso"), [(text, iso) for iso, texts in WRITTEN.items() for text in texts])
def test_spellings(text: str, iso: str) -> None:
    assert parse_period(text) == iso


@pytest.mark.parametrize(
    "text", ["", "逢年过节", "0天", "P", "P0D", "12", "一年半", "3个工作周", "99999年", "每"]
)
def test_what_is_no_period(text: str) -> None:
    assert parse_period(text) is None


ENDS = [
    ("2024-12-17", "P2W", "2024-12-31"),
    ("2024-08-31", "P6M", "2025-02-28"),
    ("2023-08-31", "P6M", "2024-02-29"),
    ("2024-02-29", "P1Y", "2025-02-28"),
    ("2024-11-30", "P3M", "2025-02-28"),
    ("2024-12-01", "P30D", "2024-12-31"),
    ("2023-06-15", "P1Y6M", "2024-12-15"),
]


@pytest.mark.parametrize(("start", "period", "end"), ENDS)
def test_the_last_day_in_time(start: str, period: str, end: str) -> None:
    assert end_of(date.fromisoformat(start), period).isoformat() == end
    column = CatalogColumn(0, "甲", last_updated=date.fromisoformat(start), period=period)
    last = date.fromisoformat(end)
    assert judge(column, last).state is Freshness.FRESH
    after = judge(column, date.fromordinal(last.toordinal() + 1))
    assert (after.state, after.over) == (Freshness.STALE, 1)


def test_a_period_is_said_in_words() -> None:
    assert [say_period(p) for p in ("P2W", "P6M", "P1Y6M", "P30D", "none")] == [
        "2周",
        "6个月",
        "1年6个月",
        "30天",
        "不定期",
    ]
