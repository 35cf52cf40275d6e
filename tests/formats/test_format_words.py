"""Breaking lines, naming places, and making text harmless."""

from __future__ import annotations

import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from checker.formats.addends import groups, short_names
from checker.formats.words import codes_in_words, not_checked, place, visible
from checker.formats.wrap import clip, wrap
from checker.i18n import set_language
from checker.model import Anchor, RelatedPlace


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("普通文字，。「」“”——……ABC 12%", "普通文字，。「」“”——……ABC 12%"),
        ("a\nb\tc\r", "a b c "),
        ("\x1b[31m", "<U+001B>[31m"),
        ("\x9b31m", "<U+009B>31m"),
        ("甲\u202e乙\u2066丙", "甲<U+202E>乙<U+2066>丙"),
        ("零\u200b宽\ufeff", "零<U+200B>宽<U+FEFF>"),
        ("不换行\xa0空格", "不换行<U+00A0>空格"),
        ("私用\ue000", "私用<U+E000>"),
        ("半个\ud800", "半个<U+D800>"),
        ("全角\u3000空格", "全角\u3000空格"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_visible_cuts_what_is_endless() -> None:
    assert visible("长" * 5000, 10) == "长" * 10 + "…"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("一二三四五六", 8, ["一二三四", "五六"]),
        ("一二三四，五六", 8, ["一二三", "四，五六"]),
        ("一二三（四五）", 8, ["一二三", "（四五）"]),
        ("总计填 18，合计 16", 10, ["总计填", "18，合计", "16"]),
        ("see applicant-sum-wrong", 12, ["see", "applicant-su", "m-wrong"]),
        ("", 20, [""]),
    ],
)
def test_wrap(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


@given(st.text(alphabet="汉字，。（）“”ab1 -《》", max_size=80), st.integers(8, 40))
def test_wrap_loses_nothing_and_keeps_the_width(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(st.text(alphabet="汉字ab，", max_size=40), st.integers(3, 30))
def test_clip_keeps_the_width(text: str, width: int) -> None:
    assert cell_len(clip(text, width)) <= width


@pytest.mark.parametrize(
    ("anchor", "chinese", "english"),
    [
        (
            Anchor(table=3, row=5, cell=7, label="总计"),
            "表3 第5行 第7列（总计）",
            "table 3, row 5, column 7 (总计)",
        ),
        (Anchor(line=8, column=1), "第8行", "line 8"),
        (Anchor(line=8, column=4), "第8行 第4字", "line 8, character 4"),
        (Anchor(page=2, paragraph=12), "第2页 第12段", "page 2, paragraph 12"),
        (Anchor(), "", ""),
    ],
)
def test_places_in_both_languages(anchor: Anchor, chinese: str, english: str) -> None:
    assert place(anchor) == chinese
    set_language("en")
    try:
        assert place(anchor) == english
    finally:
        set_language("zh")


def test_running_codes_become_a_range() -> None:
    assert codes_in_words(["S101", "S102", "S103", "T203", "T204", "Y801"]) == "S101～S103、T203、T204、Y801"


def test_equal_reasons_are_merged_and_what_is_unread_comes_first() -> None:
    reasons = not_checked(sample.bad())
    assert list(reasons) == ["表四没有读到：只有一张图片", "没有给出上一年度的年报"]
    assert reasons["没有给出上一年度的年报"] == ["Y801", "Y802", "Y803"]


def test_names_of_cells_lose_what_they_share() -> None:
    assert short_names(["表四「甲·维持」", "表四「甲·纠正」"]) == ["维持", "纠正"]
    assert short_names(["表四「甲」", "表三「乙」"]) == ["表四「甲」", "表三「乙」"]
    assert short_names(["表四「甲」"]) == ["表四「甲」"]


def test_cells_of_a_column_and_of_a_row_stand_apart() -> None:
    def related(row: str, column: str, figure: str) -> RelatedPlace:
        at = Anchor(table=2, row=1, cell=1, quote=figure)
        return RelatedPlace("/requests/x", at, f"表三「{row}」行「{column}」列：{figure}")

    found = groups([
        related("（一）", "自然人", "3"), related("（二）", "自然人", "4"),
        related("总计", "总计", "9"), related("总计", "商业企业", "1"),
    ])  # fmt: skip
    assert [(g.shared, [name for name, _r in g.cells]) for g in found] == [
        ("「自然人」列", ["（一）", "（二）"]),
        ("「总计」行", ["总计", "商业企业"]),
    ]
