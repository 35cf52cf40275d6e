"""N308: the period of the figures is the year of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise

from checker.api import Confidence, Problem, Report, Severity, Span, numeral, rule

from .outline import Piece, half, joined, parts, pieces, prose, regex, title_place, words

#: Words for the period looked at in one paragraph.
MOST = 20
DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


@dataclass(slots=True)
class Stated:
    """A period as stated: where in its paragraph, and its two days (year None where it is not written)."""

    piece: Piece
    start: int
    end: int
    first: tuple[int | None, int, int] | None
    last: tuple[int | None, int, int] | None
    torn: bool = False
    strong: bool = True

    @property
    def ranged(self) -> bool:
        """Whether both days are stated."""
        return self.first is not None and self.last is not None

    @property
    def text(self) -> str:
        """The words of the period as printed, on one line."""
        return " ".join(self.piece.text[self.start : self.end].split())


@rule(
    "N308",
    "period-wrong",
    Severity.WARNING,
    basis="国办公开办函〔2021〕30号（数据统计截止到报告年度的12月31日）",
    needs=("/sections",),
)
def period_wrong(report: Report) -> Iterator[Problem]:
    """统计期限不是报告年度的1月1日至12月31日。

    统计期限、统计周期、统计时限，或者「数据……自……起至……止」，写在引言和写在正文里的都查。第二个日期省去年份的
    （2019年1月1日到12月31日）、只写截止日期的（所列数据截至2020年12月31日）、只写年份的都算对。一句话里写对了
    统计期限，同一句里别的日期（收费数据截至次年1月10日）不算统计期限。日期写坏了的（20251231日）也报。全文没有写统计期限的，只作提示。

    ## 为什么
    表格的数据是全年的数，期限写错一年，公众就无从知道这是哪一年的数据；这多半是沿用上年的文字忘了改。

    ## 错误
    2024 年的报告写：数据统计期限为2023年1月1日至2023年12月31日。

    ## 正确
    数据统计期限为2024年1月1日至2024年12月31日。
    """
    found = list(_stated(report))
    year = report.year
    period = report.get("/period")
    if isinstance(period, dict) and (not found or report.document.kind == "json"):
        # Words nobody foresaw, read by the reader; or an instance, which states its period itself.
        days = f"{period.get('from')}至{period.get('to')}"
        if year is not None and days != f"{year}-01-01至{year}-12-31" and all(_right(s, year) for s in found):
            yield _wrong("/period", days, year)
    elif not found:
        sections = parts(report)
        yield Problem(
            "/period",
            "没有写明统计期限，建议在引言里写明「所列数据的统计期限自{year}年1月1日起至{year}年12月31日止」",
            year=year or "××××",
            where=_front(report) or (title_place(report, sections[0]) if sections else None),
            severity=Severity.INFO,
            # On a page or a sheet that was not read it may stand, or over the ends of lines.
            confidence=Confidence.UNSURE if report.partial or report.torn else Confidence.CERTAIN,
            key="absent",
        )
    for stated in found:
        place = stated.piece.place(stated.start, stated.end)
        if stated.torn:
            yield Problem(
                place,
                "统计期限里的「{stated}」不是完整的日期，应为{year}年12月31日这样的写法，请改正",
                stated=stated.text,
                year=year or "××××",
                key=f"torn {stated.text}",
                explains=["P405@"],
            )
        elif year is not None and not _right(stated, year):
            problem = _wrong(place, stated.text, year)
            if report.torn and stated.end >= len(stated.piece.text.rstrip()) - 2:
                problem.confidence = Confidence.UNSURE  # its second day may stand on the next line
            yield problem


def _wrong(place: str | Span, stated: str, year: int) -> Problem:
    return Problem(
        place,
        "统计期限写的是「{stated}」，{year}年度的报告应为{year}年1月1日至{year}年12月31日，请核对后改正",
        stated=stated,
        year=year,
        key=stated,
        explains=["P405@"],
    )


def _front(report: Report) -> str | Span | None:
    for pointer in ("/preamble", "/title"):
        for piece in pieces(report, pointer):
            return piece.place(0, 0)
    return None


def _right(stated: Stated, year: int) -> bool:
    """Whether the days are those of the year; a year left out is that of the other day, or the report's."""
    years = {day[0] for day in (stated.first, stated.last) if day is not None and day[0] is not None}
    return (
        years <= {year}
        and (stated.first is None or stated.first[1:] == (1, 1))
        and (stated.last is None or stated.last[1:] == (12, 31))
    )


@cache
def _pattern(name: str) -> re.Pattern[str]:
    lists = words("sections-period")
    return re.compile(lists[name].replace("N", lists["numerals"]))


def _stated(report: Report) -> Iterator[Stated]:
    """Every statement of a period in the report; where a sentence states the right one, that one alone."""
    lists = words("sections-period")
    keywords = regex(f"(?P<strong>{lists['strong']})|{lists['weak']}")
    places = [(piece, True) for piece in joined(pieces(report, "/preamble"))]
    places += [(piece, False) for section in parts(report) for piece in prose(report, section)]
    for piece, front in places:
        if "统计" not in piece.text and "数据" not in piece.text and not front:
            continue
        text = half(piece.text)
        done = 0
        found: list[Stated] = []
        for match in islice(keywords.finditer(text), MOST):
            if match.start() < done:
                continue
            near = max(match.start() - 100, 0)
            sentence = text[max(text.rfind("。", near, match.start()), near) : match.start()]
            if not (match["strong"] or front or regex(lists["about"]).search(sentence)):
                continue
            stated = _days(piece, text, match)
            if stated is not None:
                done = stated.end
                stated.strong = match["strong"] is not None
                found.append(stated)
        yield from _sentences(text, found, report.year)
        stated = _range(piece, text, 0, len(text)) if front and not done else None
        # 「本报告反映2024年1月1日至2024年12月31日的情况」: a whole year named is a period stated.
        if (
            stated
            and stated.first
            and stated.last
            and (stated.first[1:], stated.last[1:]) == ((1, 1), (12, 31))
        ):
            yield stated


def _sentences(text: str, found: list[Stated], year: int | None) -> Iterator[Stated]:
    """The statements of one paragraph, without other dates in a sentence that states the right period."""
    if year is None or all(_right(stated, year) and not stated.torn for stated in found):
        yield from found
        return
    for begin, end in pairwise([-1, *(m.start() for m in regex("[。\n]").finditer(text)), len(text)]):
        here = [stated for stated in found if begin < stated.start <= end]
        right = [stated for stated in here if _right(stated, year) and not stated.torn]
        if any(stated.ranged for stated in right):
            yield from right
            continue
        # 「2024年1月1日至12月31日为统计期限，收费数据截至……」: the right days before the word for them.
        said = here and any(_right(stated, year) for stated in _ranges(here[0].piece, text, begin + 1, end))
        # A whole period behind its own word is no other date, whatever else is said.
        yield from [s for s in here if s in right or (s.ranged and s.strong)] if right or said else here


def _days(piece: Piece, text: str, match: re.Match[str]) -> Stated | None:
    """The days behind a word for the period, None where there are none, or they belong to something else."""
    lists = words("sections-period")
    begin = match.end()
    stop = regex("[。;\n]").search(text, begin, begin + lists["reach"])
    end = stop.start() if stop else min(len(text), begin + lists["reach"])
    if not match["strong"]:
        # 「统计数据显示,2024年1月至6月」 is no period of the report: the days follow without a comma.
        comma = text.find(",", begin, end)
        head = _pattern("date").search(text, begin, end) or _pattern("torn").search(text, begin, end)
        if comma >= 0 and (head is None or comma < head.start()):
            return None
    torn = _pattern("torn").search(text, begin, end)
    ranged = _range(piece, text, begin, end)
    if torn and not (ranged and ranged.end <= torn.start()):
        return Stated(piece, torn.start(), torn.end(), None, None, torn=True)
    if ranged is not None:
        return ranged
    day = _pattern("date").search(text, begin, end)
    if day is not None:
        cut_off = regex("截[至止]").search(text, match.start(), day.start())
        if match["strong"] or cut_off:
            return Stated(piece, day.start(), day.end(), None, _day(day))
        return None
    whole = _pattern("whole").search(text, begin, end) if match["strong"] else None
    if whole is not None:
        year = _number(whole["y"]) if whole["y"] else None
        return Stated(piece, whole.start(), whole.end(), (year, 1, 1), (year, 12, 31))
    return None


def _range(piece: Piece, text: str, begin: int, end: int) -> Stated | None:
    """The first range of days or of months in the text."""
    ranged = next(_ranges(piece, text, begin, end), None)
    if ranged is not None:
        return ranged
    months = _pattern("months").search(text, begin, end)
    if months is not None:
        year, other = (_number(months[name]) if months[name] else None for name in ("y", "y2"))
        first_month, last_month = _number(months["m"]) or 0, _number(months["m2"]) or 0
        # A range of months ends with its last day.
        last_day = 31 if last_month == 12 else 0
        return Stated(
            piece, months.start(), months.end(), (year, first_month, 1), (other or year, last_month, last_day)
        )
    return None


def _ranges(piece: Piece, text: str, begin: int, end: int) -> Iterator[Stated]:
    """The ranges of days in the text."""
    for first, last in pairwise(islice(_pattern("date").finditer(text, begin, end), MOST)):
        joint = _pattern("between").sub("", "".join(text[first.end() : last.start()].split()))
        # 「起至」 joins two days; anything longer between them is another matter.
        if len(joint) <= 3:
            yield Stated(piece, first.start(), last.end(), _day(first), _day(last))


def _day(match: re.Match[str]) -> tuple[int | None, int, int]:
    year, month, day = (match[a] or match[b] for a, b in (("y", "Y"), ("m", "M"), ("d", "D")))
    return (_number(year) if year else None, _number(month) or 0, _number(day) or 0)


def _number(text: str) -> int | None:
    """The value of Arabic digits, of a year in Chinese digits, or of a Chinese numeral."""
    if text.isdecimal():
        return int(text)
    return int(text.translate(DIGITS)) if len(text) == 4 and "十" not in text else numeral(text)


RULES = [period_wrong]
