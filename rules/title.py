"""N309: the title, and what the report calls itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from checker.api import Confidence, Problem, Report, Severity, Span, rule

from .outline import half, joined, parts, pieces, regex, title_place, words

#: A letter that sends a report round has another title; no title of a report can be made of it.
LETTER = "标题「{stated}」里有「{opening}」，是公文标题的写法，不是年报标题的写法，请核对"


@cache
def _pattern(name: str) -> re.Pattern[str]:
    lists = words("sections-title")
    year = f"(?:{lists['year']})"
    if name == "form":
        # The year may stand before the organ as well.
        return re.compile(
            rf"(?P<organ>.+?)(?P<year>{year})年{lists['name']}|{year}年(?P<organ2>.+?){lists['name']}"
        )
    if name == "self":
        return re.compile(lists["self"].replace("YEAR", lists["year"]) + f"(?!{lists['skip']})")
    return re.compile(year)


@rule(
    "N309",
    "title-off-form",
    Severity.INFO,
    basis="国办公开办函〔2021〕30号（标题写法，未见原文）",
    needs=("/sections",),
)
def title_off_form(report: Report) -> Iterator[Problem]:
    """标题或者引言里的自称不合格式。

    标题应为「机关名称＋年份＋政府信息公开工作年度报告」，年份写在机关名称前面也算对。常见的毛病：少了「工作」、
    「年度」写两次（2023年度……年度报告）、写成「政务公开」、没有机关名称或年份。一份报告只报一处，标题合格的
    再看引言。格式原文的这一句没有查到，所以只作提示。

    ## 为什么
    标题统一，公众和主管部门才能按机关和年度检索到年报。

    ## 错误
    ××县水务局2024年度政府信息公开年度报告

    ## 正确
    ××县水务局2024年政府信息公开工作年度报告
    """
    raw = report.get("/title")
    title = _bare(raw) if isinstance(raw, str) else ""
    sections = parts(report)
    where = next((piece.place(0, 0) for piece in pieces(report, "/preamble")), None)
    where = where or (title_place(report, sections[0]) if sections else None)
    if not title:
        yield Problem(
            "/title",
            "没有找到标题，应为「{expected}」，请核对",
            expected=_expected("", report, False),
            where=where,
            # A page's title often stands outside the text that was copied.
            confidence=Confidence.UNSURE,
            key="title",
        )
    elif not _on_form(title):
        found = list(pieces(report, "/title"))
        text = found[0].text if len(found) == 1 else ""
        place: str | Span = found[0].place(0, len(text)) if text else "/title"
        letter = regex(words("sections-title")["letter"]).match(title)
        values = {"opening": letter[1]} if letter else {"expected": _expected(title, report, True)}
        yield Problem(
            place,
            LETTER if letter else _template("标题", title),
            stated=" ".join(str(raw).split()),
            **values,
            # A title known from the page's head alone stands nowhere in the text.
            where=where,
            key="title",
        )
    else:
        yield from _self_reference(report)


def _self_reference(report: Report) -> Iterator[Problem]:
    """The first name off the form that the report gives itself in the preamble."""
    for piece in joined(pieces(report, "/preamble")):
        for match in _pattern("self").finditer(half(piece.text)):
            stated = _bare(piece.text[match.start() : match.end()])
            same_year = (
                report.year is None or match["year"] == str(report.year) or not match["year"].isascii()
            )
            name = words("sections-title")["name"]
            if not same_year or re.fullmatch(rf".{{4}}年(?!度).*{name}", half(stated)):
                continue
            yield Problem(
                piece.place(match.start(), match.end()),
                _template("引言里的自称", stated),
                stated=stated,
                expected=_expected(stated, report, True),
                key="self",
            )
            return


def _bare(title: str) -> str:
    return "".join(title.split()).strip('《》“”"')


def _on_form(title: str) -> bool:
    match = _pattern("form").fullmatch(half(title))
    if match is None or title.startswith(("关于", "转发", "印发")):
        return False
    organ = match["organ"] or match["organ2"]
    # 「2023年度……」: the organ of the second reading would begin with 度.
    return not organ.startswith("度") and organ.count("年度") == 0


def _template(what: str, title: str) -> str:
    """The sentence for what is wrong with a title; the general one where it is several things."""
    name = words("sections-title")["name"]
    stem = title.removesuffix(name)
    if stem != title:
        if title.count("年度") > 1:
            return what + "「{stated}」里「年度」写了两次，应为「{expected}」"
        if not _pattern("year").search(stem):
            return what + "「{stated}」没有年份，应为「{expected}」"
        if re.fullmatch(r".{4}年", stem):
            return what + "「{stated}」没有机关名称，应为「{expected}」"
    elif title.count("年度") == 1 and title.endswith("政府信息公开年度报告"):
        return what + "「{stated}」少了「工作」，应为「{expected}」"
    elif "政务公开" in title and "政府信息公开" not in title:
        return what + "「{stated}」写的是「政务公开」，应为「{expected}」"
    return what + "「{stated}」不合格式，应为「{expected}」"


def _expected(title: str, report: Report, keep_order: bool) -> str:
    """The title of the form for this organ and year; the year stays first where it stands first."""
    lists = words("sections-title")
    year = f"{report.year}年" if report.year else "××××年"
    found = re.match(
        rf"(?P<before>.*?)(?:{lists['year']})年(?:度)?(?P<after>.*?)(?:政府信息|政务|信息)公开", title
    )
    before = found["before"] if found else ""
    after = found["after"] if found else ""
    organ = before or after or report.organ or "××（机关）"
    first = keep_order and not before and bool(after)
    return f"{year}{organ}{lists['name']}" if first else f"{organ}{year}{lists['name']}"


RULES = [title_off_form]
