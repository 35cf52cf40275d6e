"""N305, N311: the first section covers its five aspects, in a thousand characters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from checker.api import Problem, Report, Severity, Unchecked, rule

from .outline import half, part, pictured, prose, regex, text_of, title_place, without_titles, words

LAW = "《政府信息公开条例》第五十条；国办公开办函〔2021〕30号"


@rule(
    "N305",
    "overview-incomplete",
    Severity.WARNING,
    basis=LAW,
    editions=("2021",),
    needs=("/sections",),
    structural=True,
    absence=True,
)
def overview_incomplete(report: Report) -> Iterator[Problem | Unchecked]:
    """总体情况没有写全五个方面。

    第一部分应概述主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障。按内容里的词语判断，
    不看有没有小标题；有一个相关的词语就算写到，宁可放过。各级人民政府（含乡镇）还要写工作考核、社会评议和
    责任追究结果，缺少的只作提示。五个方面是 2021 年版的要求，2019 年版有无此要求未能查实，所以不查。

    ## 为什么
    国办公开办函〔2021〕30号规定了这五个方面；政府的三项结果出自《政府信息公开条例》第五十条第（四）项。

    ## 错误
    总体情况只写了主动公开和依申请公开。

    ## 正确
    （一）主动公开……（二）依申请公开……（三）政府信息管理……（四）政府信息公开平台建设……（五）监督保障……
    """
    section = part(report, 1)
    if section is None:
        yield Unchecked("没有第一部分，五个方面未核对")
        return
    if pictured(report, section):
        yield Unchecked("第一部分是图片，五个方面未核对")
        return
    text = half(without_titles(report, text_of(report, section)))
    missing = [
        aspect
        for aspect in words("sections-words")["aspects"]["words"]
        if not regex(_aspect(aspect)).search(text)
    ]
    if missing:
        yield Problem(
            section.pointer,
            "总体情况没有写到{missing}，格式要求概述五个方面，请补写",
            missing="".join(f"「{aspect}」" for aspect in missing),
            where=title_place(report, section),
            # The three results belong to the fifth aspect: where all of it is missing, once is enough.
            explains=["N305:governments"] if "监督保障" in missing else [],
            key="aspects",
        )
    if report.get("/organ_type") in ("government", "town"):
        more = [s for n in (5, 6) if (s := part(report, n))]
        whole = "\n".join([text, *(text_of(report, s) for s in more)])
        topics = words("sections-words")["governments"]["words"]
        lacking = [topic for topic, listed in topics.items() if not any(word in whole for word in listed)]
        if lacking:
            yield Problem(
                section.pointer,
                "各级人民政府的年报还应写明工作考核、社会评议和责任追究结果，没有写到{missing}，请补写",
                missing="".join(f"「{topic}」" for topic in lacking),
                where=title_place(report, section),
                severity=Severity.INFO,
                key="governments",
            )


@cache
def _aspect(aspect: str) -> str:
    return "|".join(words("sections-words")["aspects"]["words"][aspect])


@rule(
    "N311",
    "overview-too-long",
    Severity.INFO,
    basis="国办公开办函〔2021〕30号",
    editions=("2021",),
    needs=("/sections",),
)
def overview_too_long(report: Report, *, limit: int = 1000) -> Iterator[Problem | Unchecked]:
    """总体情况超过一千字。

    数的是第一部分的标题和正文，标点计入，空格和换行不计，就是在 Word 里选中这一部分、「字数统计」里的
    「字符数（不计空格）」。上限可以用 limit 另设。

    ## 为什么
    国办公开办函〔2021〕30号：总体情况「篇幅原则上不超过一千字」。「原则上」三字留有余地，所以只作提示。

    ## 错误
    总体情况写了 1400 字，大半是与信息公开无关的工作成绩。

    ## 正确
    五个方面各写一段，合计不超过 1000 字。
    """
    section = part(report, 1)
    if section is None:
        yield Unchecked("没有第一部分，字数未核对")
        return
    heading = f"{section.number}、{section.title}" if section.number else section.title
    count = sum(len("".join(text.split())) for text in (heading, *(p.text for p in prose(report, section))))
    if count > limit:
        yield Problem(
            f"{section.pointer}/title",
            "第一部分连标题共 {count} 字，超出 {excess} 字。格式要求原则上不超过 {limit} 字，请精简",
            count=count,
            excess=count - limit,
            limit=limit,
            key="length",
        )


RULES = [overview_incomplete, overview_too_long]
