"""JSON: an instance itself, with the line and column of every value."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.loaders import limits, load
from checker.loaders.json_instance import load_text
from checker.loaders.json_scan import scan
from checker.model import Anchor, Unreadable

REPORT = """\ufeff{
  "title": "某局2024年政府信息公开工作年度报告",
  "preamble": "第一行\\n\\n第二行",
  "sections": [
    {"number": "一", "title": "总体情况", "paragraphs": ["公开10条。", ""]},
\t{"number": null, "title": "附则", "paragraphs": ["无。"]},
    "乱"
  ],
  "requests": {"received": {"individual": 3.0, "total": null, "a/b~c": "\\u65e0"}}
}
"""
LINES = REPORT[1:].split("\n")


def test_every_value_has_its_line_and_column() -> None:
    document = load_text(REPORT[1:], "a.json")
    assert document.kind == "json"
    places = {pointer: (a.line, a.column, a.quote) for pointer, a in document.places.items()}
    assert places[""] == (1, 1, "")
    assert places["/title"] == (2, 12, "某局2024年政府信息公开工作年度报告")
    assert places["/sections/1"] == (6, 2, "")
    assert places["/sections/1/number"] == (6, 13, "null")
    assert places["/sections/0/paragraphs/0"] == (5, 1 + LINES[4].index('"公开'), "公开10条。")
    assert places["/requests/received/individual"] == (9, 1 + LINES[8].index("3.0"), "3.0")
    assert places["/requests/received/a~1b~0c"] == (9, 1 + LINES[8].index('"\\u65e0'), "无")


def test_a_whole_float_is_an_integer() -> None:
    document = load_text(REPORT[1:], "a.json")
    assert document.instance is not None
    value = document.instance["requests"]["received"]["individual"]
    assert value == 3 and isinstance(value, int)
    assert [type(v) for v in scan("[1, 1.5, 2.0, -0.0, 1e3, true]").value] == [
        int,
        float,
        int,
        int,
        int,
        bool,
    ]


def test_prose_becomes_blocks_that_know_their_pointers() -> None:
    document = load_text(REPORT[1:], "a.json")
    pointers = document.metadata["pointers"]
    assert [(pointers[i], p.text, p.heading, p.anchor.line, p.lines) for i, p in document.paragraphs()] == [
        ("/title", "某局2024年政府信息公开工作年度报告", 1, 2, ()),
        ("/preamble", "第一行", None, 3, ()),
        ("/preamble", "第二行", None, 3, ()),
        ("/sections/0/title", "一、总体情况", 2, 5, ()),
        ("/sections/0/paragraphs/0", "公开10条。", None, 5, ()),
        ("/sections/1/title", "附则", 2, 6, ()),
        ("/sections/1/paragraphs/0", "无。", None, 6, ()),
    ]


def test_a_byte_order_mark_shifts_nothing() -> None:
    assert load(REPORT.encode(), "a.json").places["/title"].column == 12


@pytest.mark.parametrize("text", ["{}", '{"title": "别的"}', "[1, 2]", '"文字"', "3"])
def test_what_is_no_instance_says_so(text: str) -> None:
    document = load_text(text, "a.json")
    assert document.metadata["not_a_report"] is True
    assert document.blocks == []
    assert document.instance == (json.loads(text) if text[0] == "{" else None)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"a": 1,\n "b": 2,\n "a": 3}', "「a」出现了两次：第 1 行和第 3 行"),
        ('{"a": 1,\n}', "第 2 行第 1 字处多了一个逗号"),
        ("[1,]", "第 1 行第 4 字处多了一个逗号"),
        ('{"a": NaN}', "NaN 不是数字"),
        ('{"a": -Infinity}', "-Infinity 不是数字"),
        ('{"a": 1e999}', "第 1 行第 7 字处的数字太大"),
        ('{"a": ' + "9" * 100 + "}", "超过 40 位"),
        ('{"a": 01}', "应当是数字"),
        ('{"a" 1}', "名称后面缺少冒号"),
        ('{"a": "x}', "引号没有结束"),
        ('{"a": "x\ny"}', "没有在本行结束"),
        ('{"a": "\\x"}', "反斜杠"),
        ("{“a”: 1}", "第 1 行第 2 字处应当是带英文双引号的名称"),
        ('{"a": 1 "b": 2}', "缺少逗号或右括号"),
        ('{"a": [1, 2}', "缺少逗号或右括号"),
        ('{"a": [1, 2', "第 1 行开始的括号没有用 ] 结束"),
        ('{"a": ', "突然结束"),
        ('{"a": 1} 2', "多余的内容"),
        ("[" * 10_000, "嵌套超过 64 层"),
        ("{'a': 1}", "应当是带英文双引号的名称"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(text: str, says: str) -> None:
    with pytest.raises(Unreadable) as caught:
        load_text(text, "a.json")
    assert says in str(caught.value)
    assert caught.value.remedy
    assert "JSON" not in str(caught.value)


def test_the_depth_limit_is_the_stated_one() -> None:
    deep = "[" * limits.MAX_JSON_DEPTH + "]" * limits.MAX_JSON_DEPTH
    assert scan(deep).value == json.loads(deep)
    with pytest.raises(Unreadable):
        scan("[" + deep + "]")


def test_half_a_surrogate_pair_does_not_get_in() -> None:
    assert scan('"\\ud83d\\ude00 \\ud800"').value == "😀 \ufffd"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.floats(-1e6, 1e6) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


def _walk(node: Any, pointer: str = "") -> list[tuple[str, Any]]:
    found = [(pointer, node)]
    if isinstance(node, dict):
        for key, value in node.items():
            found += _walk(value, f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            found += _walk(value, f"{pointer}/{index}")
    return found


def _offset(text: str, anchor: Anchor) -> int:
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: (anchor.line or 0) - 1]) + (anchor.column or 0) - 1


@settings(max_examples=120, deadline=None)
@given(VALUES, st.sampled_from([None, 0, 2]), st.booleans())
def test_any_value_is_read_as_json_reads_it_and_every_place_is_right(
    value: Any, indent: int | None, ascii_only: bool
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    scanned = scan(text)
    assert scanned.value == json.loads(text)
    assert scanned.places.keys() == {pointer for pointer, _ in _walk(value)}
    decoder = json.JSONDecoder()
    for pointer, node in _walk(value):
        assert decoder.raw_decode(text, _offset(text, scanned.places[pointer]))[0] == node


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from('{}[]:," \n01.eE-+trufalsn\\'), max_size=30))
def test_any_text_is_refused_or_read_as_json_reads_it(text: str) -> None:
    try:
        expected = json.loads(text)
    except ValueError:
        with pytest.raises(Unreadable):
            scan(text)
        return
    try:
        assert scan(text).value == expected
    except Unreadable as error:
        assert "出现了两次" in str(error) or "太大" in str(error)
