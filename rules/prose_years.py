"""P405: years and dates in the text that this report cannot mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from checker.api import Confidence, Problem, Report, Severity, rule

from .outline import regex, words
from .prose_figures import FILLER, Passage, passages

DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
#: Words that allow another year are looked for in this stretch behind it, in characters.
NEAR = 60


@cache
def _pattern(name: str) -> re.Pattern[str]:
    lists = words("prose-years")
    return re.compile(lists[name].replace("Y", lists["year"]))


@cache
def _patterns(name: str, key: str = "patterns") -> tuple[re.Pattern[str], ...]:
    lists = words("prose-years")
    return tuple(re.compile(p.replace("Y", lists["year"])) for p in lists[name][key])


@cache
def _opening() -> re.Pattern[str]:
    lists = words("prose-years")
    return re.compile(
        f"{lists['opening']['before']}(?P<y>{lists['year']})年(?:{lists['opening']['subject']})"
    )


@cache
def _any() -> re.Pattern[str]:
    return re.compile(f"(?P<y>{words('prose-years')['year']})(?=年|[0-9]{{4}}日)")


def _year(text: str) -> int:
    return int(text.translate(DIGITS))


@rule(
    "P405",
    "wrong-year",
    Severity.WARNING,
    basis="国办公开办函〔2021〕30号（数据统计截止到报告年度的12月31日）",
)
def wrong_year(report: Report) -> Iterator[Problem]:
    """正文里的年份或日期不可能是这份报告的。

    查：句首「2022年，我局……」的年份与报告年度不同；「完成了2023年政务公开工作」；统计期限和截至日期的年份；
    报告在年度结束之前就已公布；不存在的日期（2月30日）和写坏的日期（20251231日）；远在以后的年份。
    法规名称、文号、上年的问题和决算、与上年的比较、下一年的打算、规划期限里的年份都不算错。

    ## 为什么
    沿用上年的文字，漏改了年份，是公开点名过的差错；公众会以为数据是上一年的。

    ## 错误
    2023 年的报告写：2022年，我局组织人员学习答复规范。

    ## 正确
    2023年，我局组织人员学习答复规范。
    """
    year = report.year
    published = _published(report)
    if year is not None and published is not None and published <= date(year, 12, 30):
        yield Problem(
            "/published",
            "发布日期是 {stated}，{year} 年度还没有结束，请核对发布日期或报告年度",
            stated=published.isoformat(), year=year, confidence=Confidence.LIKELY, key="published",
        )  # fmt: skip
    for passage in passages(report):
        if not _any().search(passage.text):
            continue
        text = _masked(passage.text)
        taken: list[tuple[int, int]] = []
        for start, end, problem in _found(report, passage, text, year, published):
            # One date is one finding.
            if not any(start < e and s < end for s, e in taken):
                taken.append((start, end))
                yield problem


def _published(report: Report) -> date | None:
    stated = report.get("/published")
    try:
        return date.fromisoformat(stated) if isinstance(stated, str) else None
    except ValueError:
        return None


def _masked(text: str) -> str:
    for pattern in _patterns("skip"):
        text = pattern.sub(lambda m: FILLER * len(m[0]), text)
    return text


Found = Iterator[tuple[int, int, Problem]]


def _found(report: Report, passage: Passage, text: str, year: int | None, published: date | None) -> Found:
    yield from _torn(passage, text, year)
    if year is None:
        return
    yield from _periods(passage, text, year)
    yield from _publication(passage, text, year)
    for match in _pattern("cut_off").finditer(text):
        given = _year(match["y"])
        until = text[match.end() : passage.sentence(match.end())[1]]
        # 「截至2023年12月31日尚未办结的14件，2024年全部办结」
        if given == year - 1 and regex(f"{year}年|今年|本年").search(until):
            continue
        if given < year or given > year + 1:
            yield _one(
                passage, match.start("y"), match.end(), "截至日期写的是「{stated}」，{year} 年度报告的数据应截至{year}年12月31日，请核对年份",
                year, Confidence.LIKELY if passage.ordinal == 5 else Confidence.CERTAIN,
            )  # fmt: skip
    yield from _openings(passage, text, year)
    if passage.ordinal in (0, 1):
        # In the front a report speaks of itself; behind it, it may tell that last year's was published.
        for pattern in (*_patterns("work"), *(_patterns("work", "front") if passage.ordinal == 0 else ())):
            for match in pattern.finditer(text):
                around = text[max(match.start() - 16, 0) : match.end() + 12]
                if _year(match["y"]) != year and not regex(words("prose-years")["work_excuse"]).search(
                    around
                ):
                    yield _one(
                        passage, match.start("y"), match.end("y") + 1, OPENING, year, Confidence.LIKELY
                    )
    yield from _later(passage, text, year, published)
    if passage.ordinal == 5:
        for match in _pattern("plan").finditer(text):
            if _year(match["y"]) <= year:
                yield _one(
                    passage, match.start("y"), match.end("y") + 1,
                    "打算写的是「{stated}」，本报告是 {year} 年度的，说的应是以后的工作，请核对年份",
                    year, Confidence.LIKELY,
                )  # fmt: skip


OPENING = "这里写的是「{stated}」，本报告是 {year} 年度的，请核对年份"


def _one(
    passage: Passage, start: int, end: int, template: str, year: int, confidence: Confidence, **values: Any
) -> tuple[int, int, Problem]:
    stated = passage.text[start:end]
    problem = Problem(
        passage.place(start, end),
        template,
        stated=stated,
        year=year,
        confidence=confidence,
        key=stated,
        **values,
    )
    return start, end, problem


def _torn(passage: Passage, text: str, year: int | None) -> Found:
    """Dates that are none: 20251231日, 2月30日."""
    for match in _pattern("malformed").finditer(text):
        name = "bad" if match["bad"] is not None else "bad2"
        yield _one(
            passage, match.start(name), match.end(name), "「{stated}」不是完整的年份或月份，请核对",
            year or 0, Confidence.LIKELY,
        )  # fmt: skip
    for match in _pattern("torn").finditer(text):
        solid = match["y"] is not None
        y, m, d = (int(match[n] or match[n + "2"]) for n in ("y", "m", "d"))
        try:
            date(y, m, d)
        except ValueError:
            yield _one(
                passage,
                match.start(),
                match.end(),
                "没有「{stated}」这个日期，请核对",
                year or 0,
                Confidence.CERTAIN,
            )
            continue
        if solid:
            yield _one(
                passage, match.start(), match.end(), "「{stated}」不是完整的日期，应写作「{date}」，请改正", year or 0, Confidence.CERTAIN,
                date=f"{y}年{m}月{d}日",
            )  # fmt: skip


def _periods(passage: Passage, text: str, year: int) -> Found:
    """The period of the figures, one finding for both its days."""
    for match in _pattern("period").finditer(text):
        first = _year(match["y"])
        last = _year(match["y2"]) if match["y2"] else first
        # A period of some months of another year is not the report's own.
        if {first, last} == {year} or (int(match["m2"]), int(match["d2"])) != (12, 31):
            continue
        yield _one(
            passage, match.start(), match.end(), "期限写的是「{stated}」，{year} 年度的报告应为{year}年1月1日至{year}年12月31日，请核对年份",
            year, Confidence.CERTAIN if passage.ordinal in (0, 1) else Confidence.LIKELY,
        )  # fmt: skip


def _publication(passage: Passage, text: str, year: int) -> Found:
    """A report that was published before its year ended."""
    for match in _pattern("published").finditer(text):
        y, m, d = _year(match["y"]), int(match["m"]), int(match["d"])
        if (
            y != year
            or (m, d) > (12, 30)
            or regex(f"{year - 1}年|上年|上一年|去年").search(
                text, match.start() - 20 if match.start() > 20 else 0, match.start("y")
            )
        ):
            continue
        yield _one(
            passage, match.start("y"), text.index("日", match.start("d")) + 1,
            "写的是报告于「{stated}」公布，{year} 年度那时还没有结束，应为 {next} 年，请核对年份",
            year, Confidence.LIKELY, next=year + 1,
        )  # fmt: skip


def _excused(passage: Passage, text: str, begin: int, start: int, stop: int) -> bool:
    """Whether words around a year allow it to be another than the report's."""
    other = regex(words("prose-years")["other_years"]["words"])
    return (
        other.search(text, max(begin - 16, 0), stop) is not None or other.search(passage.heading) is not None
    )


def _openings(passage: Passage, text: str, year: int) -> Found:
    """A year that opens a sentence."""
    if passage.ordinal not in (0, 1, 3, 4, 6):
        return
    for match in _opening().finditer(text):
        given = _year(match["y"])
        if given == year:
            continue
        stop = text.find("。", match.end())
        stop = min(stop if stop >= 0 else len(text), match.end() + NEAR)
        if given < year:
            allowed = _excused(passage, text, match.start("y"), match.start("y"), stop)
            # A sentence that tells of the years one after another is history.
            years_after = (f"{given + 1}年", f"{year}年")
            allowed = allowed or given < year - 2 or any(y in text[match.end() : stop] for y in years_after)
        else:
            allowed = regex(words("prose-years")["plans"]).search(text, match.end("y"), stop) is not None
        if not allowed:
            yield _one(passage, match.start("y"), match.end("y") + 1, OPENING, year, Confidence.LIKELY)


def _later(passage: Passage, text: str, year: int, published: date | None) -> Found:
    """Years that no report of this year can tell of."""
    far = words("prose-years")["far"]
    for match in _any().finditer(text):
        given = _year(match["y"])
        if given <= year + 1:
            continue
        around = text[max(0, match.start() - 20) : match.end() + 20]
        if not regex(far["plans"]).search(around):
            yield _one(passage, match.start(), match.end() + 1, OPENING, year, Confidence.LIKELY)


RULES = [wrong_year]
