"""`fix` in plain text, Markdown and instances: the letters change, and no other byte."""

from __future__ import annotations

import codecs
import json

import pytest
from making import COMMA, TWICE, lines, mend, proposing, replacing, whys

from checker.api import Edit, Fix
from checker.fixes.cuts import Cut, Refused
from checker.fixes.encoded import Encoded

GAP = replacing("X605", r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_stay(end: str) -> None:
    data = end.join(lines("甲,乙", "", "　　丙工作工作丁,戊 ")).encode()
    fixed = mend(data, "a.txt", COMMA, TWICE)
    assert fixed.after == data.replace("甲,乙".encode(), "甲，乙".encode()).replace(
        "丙工作工作丁,戊".encode(), "丙工作丁，戊".encode()
    )
    assert sorted(f.code for f in fixed.applied) == ["X601", "X601", "X702"]


def test_mixed_line_ends_stay() -> None:
    head, *rest = lines("甲,乙", "丙,丁", "戊")
    data = (head + "\r\n" + "\r".join(rest[:2]) + "\n\r\n" + "\n".join(rest[2:])).encode()
    fixed = mend(data, "a.txt", COMMA)
    assert fixed.after.decode() == data.decode().replace("甲,乙", "甲，乙").replace("丙,丁", "丙，丁")
    assert len(fixed.applied) == 2


@pytest.mark.parametrize(
    ("codec", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("gb18030", b""),
    ],
)
@pytest.mark.parametrize("path", ["a.txt", "a.md"])
def test_encodings_and_marks_stay(codec: str, mark: bytes, path: str) -> None:
    text = "\n\n".join(lines("政府信息公开甲,乙", "1 2"))
    data = mark + text.encode(codec)
    fixed = mend(data, path, COMMA)
    assert fixed.after == mark + text.replace("甲,乙", "甲，乙").encode(codec)
    assert fixed.changed


def big5(prose: bytes) -> bytes:
    """A text that is taken for Big5, with these bytes in it."""
    return "政府信息公開工作年度報告，主動公開。".encode("big5") * 5 + prose


def test_what_the_encoding_has_not_is_refused() -> None:
    source = Encoded(big5("甲".encode("big5")))
    assert source.codec == "big5"
    at = source.text.index("甲")
    with pytest.raises(Refused, match="𠮷"):
        source.write([Cut("", at, at + 1, "𠮷")])
    assert source.write([Cut("", at, at + 1, "乙")]) == big5("乙".encode("big5"))


def test_codes_that_do_not_come_back_are_not_written_anew() -> None:
    # Big5 has 十 twice; the code at A2CC would come back as A451.
    assert b"\xa2\xcc".decode("big5").encode("big5") == b"\xa4\x51"
    source = Encoded(big5(b"\xa2\xcc,\xa2\xcc"))
    at = source.text.index(",")
    assert source.write([Cut("", at, at + 1, "，")]) == big5(b"\xa2\xcc\xa1\x41\xa2\xcc")


def test_markdown_marks_and_escapes_stay() -> None:
    prose = "**甲,乙**和[丙,丁](http://a.cn/b,c)及\\*戊,己\\*，`庚,辛`&amp;壬<!-- 一,二 -->癸,子"
    data = "\n\n".join(lines(prose)).encode()
    fixed = mend(data, "a.md", COMMA)
    assert fixed.after.decode() == data.decode().replace(
        prose,
        "**甲，乙**和[丙，丁](http://a.cn/b,c)及\\*戊，己\\*，`庚，辛`&amp;壬<!-- 一,二 -->癸，子",
    )


def test_an_escape_goes_with_its_mark() -> None:
    data = "\n\n".join(lines("甲\\*乙")).encode()
    fixed = mend(data, "a.md", replacing("X001", r"\*", "号"))
    assert fixed.after.decode() == data.decode().replace("甲\\*乙", "甲号乙")


def test_new_text_is_escaped_in_markdown() -> None:
    data = "\n\n".join(lines("甲某乙某丙")).encode()
    fixed = mend(data, "a.md", replacing("X001", "某", "*"))
    assert fixed.after.decode() == data.decode().replace("甲某乙某丙", "甲\\*乙\\*丙")


def test_an_edit_over_wrapped_lines_of_markdown() -> None:
    data = "\n\n".join(lines("甲乙丙丁工作\n工作戊己庚辛")).encode()
    fixed = mend(data, "a.md", TWICE)
    assert fixed.after.decode() in (
        data.decode().replace("工作\n工作", "工作\n"),
        data.decode().replace("工作\n工作", "\n工作"),
    )


def test_the_instance_keeps_its_layout() -> None:
    text = (
        '{"kind" : "annual-report",\r\n\t"edition":"2021","year":2024, "title": "甲,乙",'
        ' "preamble":"子,丑\\n\\n寅\\u002c卯","sections":[{"number":"一","title":"总\\t甲,乙",'
        '"paragraphs":["丙\\"工作工作\\"丁", "戊"]}],\n"disclosure":{}}\n'
    )
    fixed = mend(text.encode(), "a.json", COMMA, TWICE)
    assert fixed.after.decode() == (
        text.replace("甲,乙", "甲，乙")
        .replace("子,丑", "子，丑")
        .replace("寅\\u002c卯", "寅，卯")
        .replace("工作工作", "工作")
    )
    json.loads(fixed.after)


def test_an_instance_in_ascii_stays_ascii() -> None:
    data = json.dumps({"title": "甲,乙", "sections": [], "disclosure": {}}).encode()
    fixed = mend(data, "a.json", COMMA)
    assert fixed.after.isascii()
    assert json.loads(fixed.after)["title"] == "甲，乙"


def test_figures_are_only_proposed() -> None:
    data = "\n".join(lines("收到申请301件")).encode()
    fixed = mend(data, "a.txt", replacing("P402", "301", "302"), unsafe=True)
    assert not fixed.changed
    assert whys(fixed) == ["涉及数字，只提建议，请核对后自己修改"]


def test_the_width_of_a_figure_is_no_figure() -> None:
    data = "\n".join(lines("收到申请１２件")).encode()
    fixed = mend(data, "a.txt", replacing("X613", "１２", "12"))
    assert "申请12件".encode() in fixed.after


def test_a_table_cell_is_only_proposed() -> None:
    rule = proposing("T299", lambda report: [Fix("改", (Edit("/requests/received/total", "", "3"),), True)])
    data = "\n".join(lines("甲")).encode()
    fixed = mend(data, "a.txt", rule)
    assert not fixed.changed
    assert whys(fixed) == ["涉及数字，只提建议，请核对后自己修改"]


def test_a_pointer_names_the_one_place_of_the_old_text() -> None:
    rule = proposing(
        "X001",
        lambda report: (
            [
                Fix("改", (Edit("/sections/0/paragraphs/0", "乙", "丙"),), True),
                Fix("改", (Edit("/sections/0/paragraphs/1", "乙", "丙"),), True),
            ]
            if "甲乙甲" in report.data["sections"][0]["paragraphs"]
            else []
        ),
    )
    data = "\n".join(lines("甲乙甲", "乙乙")).encode()
    fixed = mend(data, "a.txt", rule)
    assert fixed.after.decode() == data.decode().replace("甲乙甲", "甲丙甲")


def test_old_text_that_stands_not_there_is_refused() -> None:
    from checker.api import Span

    rule = proposing("X001", lambda report: [Fix("改", (Edit(Span(2, 0, 1), "丁", "丙"),), True)])
    fixed = mend("\n".join(lines("甲乙")).encode(), "a.txt", rule)
    assert not fixed.changed
    assert whys(fixed) == ["文件里的文字与建议修改的不一致"]


@pytest.mark.parametrize("path", ["a.txt", "a.md"])
def test_spaces_between_letters_go(path: str) -> None:
    data = "\n\n".join(lines("甲 乙 丙")).encode()
    fixed = mend(data, path, GAP)
    assert fixed.after.decode() == data.decode().replace("甲 乙 丙", "甲乙丙")
