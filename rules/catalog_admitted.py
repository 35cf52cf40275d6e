"""C506: the report itself admits that a column is empty or stale."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from checker import api
from checker.api import Confidence, Note, Problem, Report, Severity, fold, rule

from .catalog import INDICATORS
from .outline import regex, words
from .prose_figures import Passage, passages

if TYPE_CHECKING:
    from checker.api import CatalogColumn

#: Admissions of one paragraph that are reported.
MOST = 10
#: Every admission holds one of these: a cold start pays for each pattern that is compiled in vain.
_HINTS = (
    "更新",
    "空白",
    "空置",
    "无内容",
    "有内容",
    "乏内容",
    "内容为空",
    "内容空",
    "内容仍",
    "内容还",
    "内容尚",
    "内容是空",
)
_CLAUSE = "。！？；;\n"


@rule("C506", "admitted-stale", Severity.INFO, basis=INDICATORS)
def admitted_stale(report: Report) -> Iterator[Problem]:
    """年报自己承认栏目空白或不更新。

    「“××”暂无内容更新」「个别栏目更新不够及时」「其他栏目更新发布频率较低」一类的话，连同它点名的栏目，对照检查指标的
    期限和个数。一般地说信息更新不及时、没有说到栏目的，说已经改好的，要求、督促、通报别的单位的，说没有空白栏目的，
    都不算。给了栏目清单（--catalog）的，一并指出点名的栏目在清单里的情况。说法由已公布的年报归纳，难免有遗漏。

    ## 为什么
    写进年报就是公开承认，检查的人会照着去看：动态要闻类 2 周、通知公告和政策文件类 6 个月不更新，合计 5 个及以上，
    或者空白栏目 5 个及以上，就是单项否决。年报公布以前应当先把点名的栏目补上。

    ## 错误
    政务专题栏目中的“惠民政策”暂无内容更新。

    ## 正确
    补上“惠民政策”栏目的内容，把这句话改成补了什么、什么时候补的。
    """
    for passage in passages(report):
        if not any(word in passage.text for word in _HINTS):
            continue
        listed = words("catalog-admitted")
        last = -1
        for state, start, end in islice(_triggers(passage.text), MOST * 4):
            begin, stop = _sentence(passage.text, start)
            if begin == last or not _admits(passage.text, listed, start, end, begin, stop):
                continue
            last = begin
            yield _problem(report, passage, state, (start, end), (begin, stop))


def _triggers(text: str) -> Iterator[tuple[str, int, int]]:
    listed = words("catalog-admitted")
    found = [
        (match.start(), match.end(), state)
        for state, pattern in listed["trigger"].items()
        for match in islice(regex(pattern).finditer(text), MOST * 2)
        if not regex(listed["not_trigger"]).search(match[0])
    ]
    for start, end, state in sorted(found):
        yield state, start, end


def _sentence(text: str, at: int) -> tuple[int, int]:
    """The sentence, or the part of it between semicolons, around an offset."""
    begin = max(text.rfind(mark, 0, at) for mark in _CLAUSE) + 1
    ends = [found for mark in _CLAUSE if (found := text.find(mark, at)) >= 0]
    return begin, min(ends, default=len(text))


def _admits(
    text: str, listed: dict[str, dict[str, str]], start: int, end: int, begin: int, stop: int
) -> bool:
    """Whether the sentence speaks of a column, and of a fault that stands."""
    sentence, before, after = text[begin:stop], text[begin:start], text[end:stop]
    about = regex(str(listed["about"])).search(sentence) is not None
    if not about:
        site = regex(str(listed["about_site"])).search(sentence)
        about = bool(site and regex(str(listed["site_trigger"])).search(text[start:end]))
    exempt = listed["exempt"]
    return about and not (
        regex(exempt["sentence"]).search(sentence)
        or any(m.start() <= start - begin < m.end() for m in regex(exempt["around"]).finditer(sentence))
        or regex(exempt["earlier"]).search(text[:start])
        or regex(exempt["before"]).search(before)
        or regex(exempt["close"]).search(before)
        or regex(exempt["after"]).search(after)
    )


def _named(text: str) -> list[str]:
    """The columns a sentence names before the fault: in quotation marks, or before 「栏目」; none of 「除…外」."""
    listed = words("catalog-admitted")
    text = regex("除[^，。；,;]{1,60}?(?:以外|之外|外)").sub("", text)
    found = regex('[“「"]([^“”「」"]{2,20})[”」"]').findall(text)
    for name in regex("([一-龥]{2,12}?)(?:子栏目|栏目|专栏|板块|版块)").findall(text):
        name = regex("^.*(?:是|的|中|和|及|等|、|存在|部分|个别|有的)").sub("", name)
        if len(name) >= 2 and not regex(listed["generic"]).match(name):
            found.append(name)
    return list(dict.fromkeys(found))


def _problem(
    report: Report, passage: Passage, state: str, span: tuple[int, int], sentence: tuple[int, int]
) -> Problem:
    text = passage.text
    names = _named(text[sentence[0] : span[1]])
    related = [note for name in names for note in _in_catalog(report, name)]
    message = (
        "年报承认{named}「{quote}」。{threshold}。请在公布前更新或补上内容，再写明补的情况"
        if state == "empty"
        else "年报承认{named}「{quote}」。{threshold}。请在公布前补上更新"
    )
    return Problem(
        passage.place(*span),
        message,
        related=related,
        confidence=Confidence.CERTAIN if names else Confidence.LIKELY,
        key=f"{state}:{'、'.join(names)}:{text[span[0] : span[1]]}",
        named="栏目" + "".join(f"“{name}”" for name in names) if names else "有栏目",
        quote=text[span[0] : span[1]],
        threshold=_threshold(state, names),
        columns=names,
        state=state,
    )


def _threshold(state: str, names: list[str]) -> str:
    """What the official indicator says of such columns."""
    veto = api.catalog_standards()["veto"]
    if state == "empty":
        return f"检查指标：空白栏目 {veto['empty']['limit']} 个及以上，网站单项否决"
    kinds = dict.fromkeys(api.infer_kind(name) for name in names)
    limits = [
        f"{kind.title}类应在{api.say_period(kind.period)}内更新"
        for key in kinds
        if (kind := api.catalog_kinds()[key]).period != "none" and kind.severity != "info"
    ]
    if not limits:
        limits = [
            f"{kind.title}类应在{api.say_period(kind.period)}内更新"
            for kind in api.catalog_kinds().values()
            if kind.period != "none" and kind.severity != "info"
        ]
    return (
        "检查指标："
        + "，".join(limits)
        + f"；应更新但长期未更新的栏目 {veto['stale']['limit']} 个及以上，网站单项否决"
    )


def _in_catalog(report: Report, name: str) -> Iterator[Note]:
    catalog = report.catalog
    wanted = fold(name)
    columns: list[CatalogColumn] = catalog.columns if catalog is not None else []
    for column in columns:
        if fold(column.name) == wanted:
            yield Note(
                f"{column.pointer}/last_updated",
                "清单里「{name}」最近更新 {date}，条数 {items}",
                {
                    "name": column.full_name,
                    "date": str(column.last_updated or "没有写"),
                    "items": "没有写" if column.items is None else column.items,
                },
            )


RULES = [admitted_stale]
