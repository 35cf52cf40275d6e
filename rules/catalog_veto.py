"""C503: the counts of stale and empty columns that fail a whole website."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from checker import api
from checker.api import Confidence, Note, Problem, Report, Severity, Unchecked, fold, rule

from .catalog import BOTH, INDICATORS, MOST, sure

if TYPE_CHECKING:
    from checker.api import Judged

#: Columns named in the message; the others are among the related places.
NAMED = 10

#: A column that counts, the field that shows it, and whether it counts beyond doubt.
Counted = "tuple[CatalogColumn, str, bool]"


@rule("C503", "freshness-veto", Severity.ERROR, basis=INDICATORS, catalog=True, kinds=BOTH)
def freshness_veto(report: Report) -> Iterator[Problem | Unchecked]:
    """栏目不更新达到单项否决的数。

    三种情形，有一种就否决：① 动态、要闻类 2 周内没有更新的栏目，加上通知公告、政策文件类 6 个月内没有更新的一级栏目，
    合计 5 个及以上；② 应更新但长期未更新的栏目 10 个及以上；③ 空白栏目 5 个及以上。① 按检查指标的期限算，不看清单自己
    定的周期；有上级栏目的通知公告、政策文件算不算一级栏目，清单看不出来，靠它们才够数的列为需人工核对。② 指标没有写明
    多久算「长期」，这里把超过更新周期的都算上。空白栏目只计入 ③。

    ## 为什么
    单项否决就是整个网站不合格。凑够这个数的栏目一个一个列出来，好逐个去更新。

    ## 错误
    判定日期 2024-12-31，五个动态类栏目最近更新都在 2024-12-10 以前。

    ## 正确
    最多四个没有按期更新，并且正在补。
    """
    judged = api.judged_columns(report)
    veto = api.catalog_standards()["veto"]
    as_of = date.fromisoformat(report.as_of)
    conditions = (
        ("①", veto["kinds_together"], _together(judged, as_of, veto["kinds_together"])),
        ("②", veto["stale"], _stale(judged)),
        ("③", veto["empty"], _empty(judged)),
    )
    headers = report.catalog.headers if report.catalog is not None else {}
    for number, limit, counted in conditions:
        header, name = ("items", "条数") if number == "③" else ("last_updated", "最近更新")
        if header not in headers:
            yield Unchecked("清单没有「{header}」一列，单项否决{number}无法判断", header=name, number=number)
            continue
        yield from _condition(number, limit, counted)
    # Columns whose state on that day nobody knows may be the ones that make up the number.
    unknown = sum(
        j.state in (api.Freshness.UNDATED, api.Freshness.LATER)
        or (j.state is api.Freshness.FRESH and sure(j.column, "last_updated") is Confidence.UNSURE)
        for j in judged
    )
    if unknown and "last_updated" in headers:
        for number, limit, counted in conditions[:2]:
            if len(counted) < int(str(limit["limit"])) <= len(counted) + unknown:
                yield Unchecked(
                    "{count} 个栏目没有可用的更新日期，够不够单项否决{number}无法判断",
                    count=unknown,
                    number=number,
                )
    if unread := sum(j.state is api.Freshness.UNREAD or "items" in j.column.bad for j in judged):
        yield Unchecked("{count} 个栏目有读不出来的格，没有计入", count=unread)


def _condition(number: str, limit: dict[str, object], counted: list[Counted]) -> Iterator[Problem]:
    certain = [c for c in counted if c[2]]
    least = int(str(limit["limit"]))
    if len(counted) < least:
        return
    enough = len(certain) >= least
    columns = [c[0] for c in (certain if enough else counted)]
    names = "、".join(f"「{c.full_name}」" for c in columns[:NAMED]) + ("等" if len(columns) > NAMED else "")
    # What 「长期」 means, and what kind a name suggests, is a reading of ours.
    reading = number == "②" or (number == "①" and sum(not c.inferred for c in columns) < least)
    shown = (certain if enough else counted)[:MOST]
    yield Problem(
        "/columns",
        "达到单项否决{number}：{text}，现有 {count} 个：{names}。请先更新或撤并这些栏目"
        if enough
        else "可能达到单项否决{number}：{text}，现有 {count} 个，其中 {doubtful} 个算不算请核对：{names}",
        related=[
            Note(f"{column.pointer}/{field}", "{name}", {"name": column.full_name})
            for column, field, _sure in shown
        ],
        confidence=Confidence.UNSURE if not enough else Confidence.LIKELY if reading else Confidence.CERTAIN,
        key=number,
        number=number,
        text=str(limit["text"]),
        count=len(columns),
        doubtful=len(counted) - len(certain),
        names=names,
    )


def _together(judged: list[Judged], as_of: date, limit: dict[str, list[str]]) -> list[Counted]:
    """Columns of news, and first-level ones of notices and policy, over the official limit of their kind."""
    kinds = api.catalog_kinds()
    kind_of = {fold(j.column.name): j.column.kind for j in judged}
    found: list[Counted] = []
    for j in judged:
        column = j.column
        last = column.last_updated
        if j.state in (api.Freshness.EMPTY, api.Freshness.UNREAD) or last is None or column.kind not in kinds:
            continue
        if not api.overdue(last, kinds[column.kind].period, as_of):
            continue
        certain = sure(column, "last_updated", "kind") is not Confidence.UNSURE and not j.unseen
        if column.kind in limit["any_level"]:
            found.append((column, "last_updated", certain))
        elif column.kind in limit["first_level"]:
            if column.parent and kind_of.get(fold(column.parent)) == column.kind:
                continue  # a part of a column of its own kind
            found.append((column, "last_updated", certain and not column.parent))
    return found


def _stale(judged: list[Judged]) -> list[Counted]:
    """Columns that should have been updated: over their own period, or over their kind's where that is official.

    A kind whose period is only remembered [M] counts with a doubt.
    """
    found: list[Counted] = []
    for j in judged:
        if j.state is api.Freshness.STALE or j.official_over:
            fields = ("last_updated",) if j.own and not j.official_over else ("last_updated", "kind")
            certain = sure(j.column, *fields) is not Confidence.UNSURE and not j.unseen
            weak = api.catalog_kinds()[j.column.kind].severity == "info" and not j.own
            found.append((j.column, "last_updated", certain and not weak))
    return found


def _empty(judged: list[Judged]) -> list[Counted]:
    return [
        (
            j.column,
            "items",
            sure(j.column, "items") is not Confidence.UNSURE and j.column.last_updated is None,
        )
        for j in judged
        if j.state is api.Freshness.EMPTY
    ]


RULES = [freshness_veto]
