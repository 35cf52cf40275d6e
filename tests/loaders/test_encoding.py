"""Which encoding a file is read with, and what is said when none fits."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.loaders.encoding import decode
from checker.model import Unreadable

REPORT = "某县民政局2024年政府信息公开工作年度报告\n一、总体情况\n规章\t0\t0\t0\n"


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-32", "utf-32"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("gb2312", "gb18030"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_each_encoding_is_found_by_itself(codec: str, name: str) -> None:
    assert decode(REPORT.encode(codec)) == (REPORT, name)


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    text, _ = decode(codecs.BOM_UTF8 + b"abc")
    assert text == "abc"


def test_big5_is_taken_when_gb18030_gives_no_phrase_of_a_report() -> None:
    text = "某縣2024年政府信息公開工作年度報告\n一、總體情況\n"
    assert decode(text.encode("big5")) == (text, "big5")


def test_a_page_is_believed_about_its_charset() -> None:
    page = '<html><head><meta charset="{}"></head><body>政府資訊公開，第一頁</body></html>'
    assert decode(page.format("big5").encode("big5"))[1] == "big5"
    chinese = page.format("gb2312").replace("資訊", "信息").replace("開", "开").replace("頁", "页")
    assert decode(chinese.encode("gb2312"))[1] == "gb18030"


def test_a_page_that_lies_about_its_charset_is_read_all_the_same() -> None:
    page = '<html><head><meta charset="gb2312"></head><body>政府信息公开工作年度报告</body></html>'
    assert decode(page.encode("utf-8"))[1] == "utf-8"
    assert decode(page.replace("gb2312", "utf-8").encode("gbk")) == (
        page.replace("gb2312", "utf-8"),
        "gb18030",
    )
    assert decode(page.replace("gb2312", "no-such").encode("gbk"))[1] == "gb18030"


def test_chinese_text_that_is_no_report_is_still_read() -> None:
    text = "关于召开会议的通知：请各科室负责人参加。\n"
    assert decode(text.encode("gbk")) == (text, "gb18030")


def test_a_damaged_utf8_file_is_refused_with_the_line() -> None:
    data = REPORT.encode() + b"\n\xff\xfe\xe6\n"
    with pytest.raises(Unreadable, match="第 5 行") as caught:
        decode(data)
    assert caught.value.values == {"line": 5}
    assert "UTF-8" in caught.value.remedy


@pytest.mark.parametrize("data", [b"\0\1\2\3" * 400, bytes(range(256)) * 8, b"\x01\x02\x03abc" * 50])
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(data)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_a_reason(data: bytes) -> None:
    try:
        text, name = decode(data)
    except Unreadable as error:
        assert error.why
    else:
        assert "\0" not in text or name.startswith("utf-")
        assert name


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9F00), max_size=40),
    st.sampled_from(["utf-8", "gb18030", "utf-16"]),
)
def test_whatever_a_report_says_comes_back_as_written(words: str, codec: str) -> None:
    text = REPORT + words
    assert decode(text.encode(codec))[0] == text
