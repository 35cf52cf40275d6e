"""C501, C502, C504: columns that are stale, empty, without a date, or that the platform must have and has not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checker import api
from checker.api import Confidence, Note, Problem, Report, Severity, Unchecked, fold, rule

if TYPE_CHECKING:
    from checker.api import Catalog, CatalogColumn, Judged

INDICATORS = "国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》"
BOTH = ("annual-report", "catalog")
#: Second places named in one finding.
MOST = 60


def sure(column: CatalogColumn, *fields: str) -> Confidence:
    """How sure the fields of a column are: whoever made the catalogue says what he was unsure of."""
    if column.unsure & {*fields, "column"}:
        return Confidence.UNSURE
    return Confidence.LIKELY if "kind" in fields and column.inferred else Confidence.CERTAIN


def inferred(column: CatalogColumn) -> str:
    """What a message says of a kind that was not in the file."""
    return "（类别按栏目名推断）" if column.inferred else ""


@rule("C501", "column-stale", Severity.WARNING, basis=INDICATORS, catalog=True, kinds=BOTH)
def column_stale(report: Report) -> Iterator[Problem | Unchecked]:
    """栏目没有按期更新。

    按栏目清单里的最近更新日期算到判定日期（--as-of）。动态要闻类 2 周，通知公告、政策文件类 6 个月；人事规划类 1 年
    （未见正式文本，只作提示）；清单自己写了更新周期的，按清单，比检查指标宽的另作提示。机构职能等没有规定期限的不判。
    月按日历月算，到期当天不算超期。类别没有写的按栏目名推断，消息里会说明。没有写日期、日期晚于判定日期的，也在这里报；
    晚于判定日期、但不晚于清单的采集日期的，合并成一处提示；清单没有写采集日期、三个以上栏目晚于判定日期（不超过一年）的，
    也看作清单是后来做的。

    ## 为什么
    检查指标规定了这些期限，栏目不更新的个数多了就是单项否决（C503）。日期晚于判定日期的，不是写错就是伪造发稿日期，
    后者本身就是单项否决的情形。

    ## 错误
    动态要闻，最近更新 2024-11-20，判定日期 2024-12-31：超期 27 天。

    ## 正确
    动态要闻，最近更新 2024-12-28。
    """
    catalog = report.catalog
    assert catalog is not None
    if "last_updated" not in catalog.headers:
        yield _no_header(catalog, "最近更新", "无法判断是否按期更新")
        return
    judged = api.judged_columns(report)
    for j in judged:
        if j.official_over or j.state in (api.Freshness.STALE, api.Freshness.FUTURE, api.Freshness.UNDATED):
            yield from _of_one(report, j)
    later = [j.column for j in judged if j.state is api.Freshness.LATER]
    if later:
        yield Problem(
            f"{later[0].pointer}/last_updated",
            "{count} 个栏目在判定日期 {as_of} 之后更新过，判定日期那天是不是按期，从清单看不出来。"
            "按采集那天判断请用 --as-of {collected}"
            if catalog.collected
            else "{count} 个栏目的最近更新日期晚于判定日期 {as_of}，清单没有写「采集日期」，看不出是判定日期之后更新的，"
            "还是写错了。请在清单里写上采集日期；按做清单的那天判断请用 --as-of 那一天",
            related=[
                Note(f"{c.pointer}/last_updated", "{name}", {"name": c.full_name}) for c in later[1:MOST]
            ],
            severity=Severity.INFO,
            confidence=Confidence.UNSURE,
            key="later",
            count=len(later),
            as_of=report.as_of,
            collected=str(catalog.collected),
        )
    if unread := sum(j.state is api.Freshness.UNREAD for j in judged):
        yield Unchecked("{count} 个栏目有读不出来的格，没有判断", count=unread)


def _no_header(catalog: Catalog, header: str, so: str) -> Unchecked:
    """What is said where a whole column of the file is missing, with the headers that may have meant it."""
    unknown = "、".join(f"「{name[:20]}」" for name in catalog.unknown[:5])
    hint = f"（没有认出的表头：{unknown}）" if unknown else ""
    return Unchecked("清单没有「{header}」一列{hint}，{so}", header=header, hint=hint, so=so)


def _of_one(report: Report, j: Judged) -> Iterator[Problem]:
    column = j.column
    at, as_of = f"{column.pointer}/last_updated", report.as_of
    kind = api.catalog_kinds()[column.kind]
    severity = Severity(kind.severity) if not j.own else Severity.WARNING
    if j.unseen:
        # The catalogue is older than the day of judgement, and the column was in time when it was made.
        yield Problem(
            at,
            "栏目「{name}」最近更新于 {date}，清单是 {collected} 采集的，那天还没有超期；到 {as_of} 有没有再更新，从清单看不出来，请核对",
            confidence=Confidence.UNSURE, severity=severity, key="unseen",
            name=column.full_name, date=str(column.last_updated), as_of=as_of,
            collected=str(report.catalog.collected if report.catalog else ""),
        )  # fmt: skip
        return
    values = {
        "name": column.full_name, "date": str(column.last_updated), "as_of": as_of, "kind": kind.title,
        "period": api.say_period(j.period), "over": j.over, "inferred": inferred(column),
    }  # fmt: skip
    if j.state is api.Freshness.STALE and j.own:
        message = (
            "栏目「{name}」最近更新于 {date}，清单定的更新周期是{period}，到 {as_of} 已超期 {over} 天，请更新"
        )
        yield Problem(
            at, message, confidence=sure(column, "last_updated"), severity=severity, key="stale", **values
        )
    elif j.state is api.Freshness.STALE:
        message = "栏目「{name}」最近更新于 {date}，{kind}类{inferred}应在{period}内更新，到 {as_of} 已超期 {over} 天，请更新"
        confidence = sure(column, "last_updated", "kind")
        yield Problem(at, message, confidence=confidence, severity=severity, key="stale", **values)
    elif j.official_over:
        message = (
            "栏目「{name}」最近更新于 {date}。按清单定的更新周期（{period}）没有超期，按检查指标对{kind}类{inferred}的"
            "{official}已超期 {over} 天，请核对更新周期"
        )
        values |= {"over": j.official_over, "official": api.say_period(kind.period)}
        confidence = sure(column, "last_updated", "kind")
        yield Problem(at, message, confidence=confidence, severity=Severity.INFO, key="official", **values)
    elif j.state is api.Freshness.FUTURE:
        message = "栏目「{name}」的最近更新日期 {date} 晚于判定日期 {as_of}，请核对日期"
        yield Problem(at, message, confidence=sure(column, "last_updated"), key="future", **values)
    elif j.state is api.Freshness.UNDATED:
        due = j.period != "none" or kind.period != "none"
        yield Problem(
            at,
            "栏目「{name}」没有最近更新日期{note}，无法判断是否按期更新，请补上",
            severity=severity if due else Severity.INFO,
            confidence=sure(column, "last_updated"),
            key="undated",
            note=f"（{column.note[:120]}）" if column.note else "",
            **values,
        )


@rule("C502", "column-empty", Severity.WARNING, basis=INDICATORS, catalog=True, kinds=BOTH)
def column_empty(report: Report) -> Iterator[Problem | Unchecked]:
    """空白栏目。

    栏目清单里条数为 0 的栏目。条数留空是不知道，不算空白。条数为 0 却写有更新日期的，两处总有一处不对，也报。

    ## 为什么
    检查指标：空白栏目 5 个及以上，网站单项否决（C503）。没有内容的栏目应当补上内容或者撤下。

    ## 错误
    基层政务公开标准化规范化，条数 0。

    ## 正确
    基层政务公开标准化规范化，条数 12，最近更新 2024-11-02。
    """
    catalog = report.catalog
    assert catalog is not None
    if "items" not in catalog.headers:
        yield _no_header(catalog, "条数", "无法判断有没有空白栏目")
        return
    if unread := sum("items" in column.bad for column in catalog.columns):
        yield Unchecked("{count} 个栏目的条数读不出来，没有判断是不是空白", count=unread)
    for j in api.judged_columns(report):
        if j.state is not api.Freshness.EMPTY:
            continue
        column = j.column
        dated = column.last_updated is not None
        yield Problem(
            f"{column.pointer}/items",
            "栏目「{name}」条数为 0，却写有最近更新日期 {date}，请核对是不是空白栏目"
            if dated
            else "栏目「{name}」是空白栏目（条数为 0），请补充内容，或撤下栏目",
            confidence=Confidence.LIKELY if dated and not column.unsure else sure(column, "items"),
            key="empty",
            name=column.full_name,
            date=str(column.last_updated or ""),
        )


@rule("C504", "column-missing", Severity.WARNING, basis="国办公开办函〔2019〕61号", catalog=True, kinds=BOTH)
def column_missing(report: Report) -> Iterator[Problem]:
    """政府信息公开平台缺少必备的栏目。

    平台必须有四个部分：政府信息公开指南、政府信息公开制度、法定主动公开内容、政府信息公开工作年度报告。按清单里
    栏目和上级栏目的名称判断，常见的简称也认。四个部分一个都没有，多半是清单没有收平台的栏目，合并成一处。
    平台本身的名称应是「政府信息公开」，上级栏目写成别的名称的，也报。清单没有收全，或者公开一类的栏目做清单时没有读到
    （在别的网站上、打不开）的，缺的部分也许就在那里，列为需人工核对。

    ## 为什么
    国办公开办函〔2019〕61号规定了平台的名称和四个部分。

    ## 错误
    清单里有政府信息公开指南、制度和法定主动公开内容，没有年度报告。

    ## 正确
    四个部分各有一行。
    """
    catalog = report.catalog
    assert catalog is not None
    platform = api.catalog_standards()["platform"]
    names: dict[str, CatalogColumn] = {}
    for column in catalog.columns:
        for text in (column.name, column.parent):
            names.setdefault(_plain(text), column)
    present = {
        p["title"]: next((names[n] for n in p["names"] if n in names), None) for p in platform["parts"]
    }
    missing = [title for title, column in present.items() if column is None]
    where = f"/columns/{len(catalog.columns) - 1}"
    # A part may stand below what whoever made the catalogue did not get to see.
    confidence = Confidence.UNSURE if _is_unseen(catalog) else Confidence.CERTAIN
    if len(missing) == len(present):
        yield Problem(
            "/columns",
            "清单里没有政府信息公开平台的四个部分：{missing}。平台有这些栏目的，请在清单里补上；没有的，请建起来",
            confidence=confidence,
            missing="、".join(missing),
            key="all",
        )
        return
    for title in missing:
        yield Problem(
            "/columns",
            "政府信息公开平台缺少「{missing}」，请补上这个栏目",
            confidence=confidence,
            where=where,
            missing=title,
            key=title,
        )
    own = {_plain(name) for part in platform["parts"] for name in part["names"]}
    parts = [c for c in present.values() if c is not None and _plain(c.name) in own]
    yield from _platform_name(catalog, platform["name"], parts)


def _is_unseen(catalog: Catalog) -> bool:
    """Whether a part of the catalogue that may hold the parts of the platform was not seen: some of the site, or a column
    of disclosure without a date and a count."""
    if catalog.data.get("unread"):
        return True
    return any(
        "公开" in column.full_name
        and {"last_updated", "items"} <= column.unsure
        and column.last_updated is None
        and column.items is None
        for column in catalog.columns
    )


def _plain(text: str) -> str:
    return fold(text).removesuffix("栏目").removesuffix("专栏")


def _platform_name(catalog: Catalog, name: str, parts: list[CatalogColumn]) -> Iterator[Problem]:
    """Nothing is said where the catalogue does not tell what the parts stand under."""
    above = {_plain(column.name): column for column in catalog.columns}
    for column in parts:
        parent = column.parent
        for _step in range(5):
            if not parent or name in _plain(parent):
                break
            parent = above[_plain(parent)].parent if _plain(parent) in above else "?"
        if parent == "?":
            yield Problem(
                f"{column.pointer}/parent",
                "「{part}」在「{parent}」下面，平台的名称应统一为「{name}」，请核对",
                severity=Severity.INFO,
                part=column.name,
                parent=column.parent,
                name=name,
                key="name",
            )
            return


RULES = [column_stale, column_empty, column_missing]
