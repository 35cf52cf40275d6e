"""What the titles over the tables of a workbook, and the names of its sheets, say of year and organ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from checker.model import Document, Table
from checker.reader.front import TITLE_LINE, Front, organ_type
from checker.text import YEAR, year_of

#: What makes a year that of a form, or the first of several.
_OTHERWISE = r"\s*(?:新?版|格式|样式|式样|修订|起|以来|至今|\]|〕)"


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(
        {
            # A year, and no day, range, form or document: 「2024年」, 「（2024）」, but not 「2025年1月10日」,
            # 「2021年版」, 「[2021]30号」.
            "year": rf"(?<![\d.\-/])(?P<year>{YEAR})\s*(?:年(?!度?(?:\s*\d{{1,2}}\s*月|{_OTHERWISE}))|(?=[)）\]】](?!\s*\d)))",
            # A sheet's name need not say 年; 「2025.1.10」 is the day it was filled in.
            "name": rf"(?<![\d.\-/])(?P<year>{YEAR})(?!\d|\s*年?\s*[\-.—~至到]?\s*\d|\s*年?度?{_OTHERWISE})",
            "span": rf"{YEAR}\s*年?度?\s*[-—–~～至到、和与及]\s*{YEAR}",
            "end": rf"(?P<year>{YEAR})\s*年\s*12\s*月\s*31\s*日",
            "note": r"\s*[（(]?(?:备?注|说明|填表|填报说明|勾稽|本列|审核)|。",
            "unit": r"(?:填报|填表|报送|编制|公开|填写)?(?:单位|机关|部门|机构)(?:名称|（盖章）|\(盖章\))*[:：](?P<organ>\S{3,40})",
            "before": rf"(?:关于)?《?(?:{YEAR}年?度?)?(?P<organ>\S{{2,30}}?)(?:{YEAR})?年?度?(?:政府信息|政务|信息|主动公开|收到|行政复议|依申请)",
            "place": r"\S{2,}[省市县区旗盟州]",
            "all": "[全本各]",
        }[name]
    )  # fmt: skip


def years_in(text: str, name: bool = False) -> set[int]:
    """The years a title speaks of as its own, or a sheet's `name`; days, ranges of years and notes name none."""
    if not name and (len(text) > TITLE_LINE or _pattern("note").search(text)):
        return set()
    if _pattern("span").search(text):
        return set()
    found = (year_of(match["year"]) for match in _pattern("name" if name else "year").finditer(text))
    return {year for year in found if year is not None and 2000 <= year <= 2100}


def sheet_front(front: Front, document: Document) -> bool:
    """Fill in organ and year of a workbook of tables alone, from what stands over them and the names of its
    sheets: 「某局2024年政府信息公开情况统计表」, 「填报单位：某局」. Titles of several years tell none.

    Whether the year is that of one table alone, which need not be the report's.
    """
    lines = [p.text for _i, p in document.paragraphs()]
    tables = {block.anchor.sheet for block in document.blocks if isinstance(block, Table)}
    cover = _years([p.text for _i, p in document.paragraphs() if p.anchor.sheet not in tables])
    years = _years(lines).union(*(years_in(name, name=True) for name in tables))
    ends = {year_of(m["year"]) for text in lines for m in _pattern("end").finditer(text)}
    # A title over a table may be last year's; one on a sheet of its own is the whole file's.
    sure = next((found for found in (cover, years, ends) if found), set())
    front.year = next(iter(sure)) if len(sure) == 1 else None
    if not front.organ or not front.title:
        front.organ = next(_organs(lines), "")
    return not cover


def _years(lines: list[str]) -> set[int]:
    return set().union(*map(years_in, lines))


def _organs(lines: list[str]) -> Iterator[str]:
    for name in ("unit", "before"):
        for text in lines:
            plain = "".join(text.split())
            match = _pattern(name).match(plain) if len(plain) <= TITLE_LINE else None
            organ = (
                re.split(rf"[（(，,；;]|{YEAR}|单位", match["organ"])[0].strip("《》“”的年度")
                if match
                else ""
            )
            if _is_organ(organ):
                yield organ


def _is_organ(name: str) -> bool:
    """Whether a text is an office's name: 「收到和处理」 and 「全县」, which stand before 政府信息公开 too, are none."""
    known = organ_type(name) is not None or _pattern("place").fullmatch(name) is not None
    return len(name) > 2 and known and _pattern("all").match(name) is None


__all__ = ["sheet_front", "years_in"]
