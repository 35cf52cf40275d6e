"""Whether two names may be one office's: of a report and of last year's, of a report and of a website."""

from __future__ import annotations

import re
from functools import cache

from checker.catalog import CATALOG
from checker.i18n import _
from checker.model import Report
from checker.text import fold

#: The marks of places of one level, from the highest.
_LEVELS = (("省", "自治区"), ("市", "自治州", "盟"), ("县", "自治县", "区", "旗"), ("镇", "乡", "街道"))


def may_be_one(site: str, organ: str) -> bool:
    """Whether a website or office may be that of another name, or its government's; where nothing tells, it may.

    `site` is what a catalogue calls its website, or an office; `organ` an office; both as written.
    """
    return _may_be_one(_owner(site), fold(organ))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    import json
    from pathlib import Path

    return re.compile(json.loads(Path(__file__).with_name("offices.json").read_text(encoding="utf-8"))[name])


def _owner(site: str) -> str:
    """Whose site it is: 「安澜县人民政府」 of 「安澜县人民政府门户网站」."""
    return _pattern("website").sub("", fold(site))


def _may_be_one(owner: str, organ: str) -> bool:
    """Whether a site's owner and an office may belong together; where nothing tells, they may."""
    if not owner or owner in organ or organ in owner:
        return True
    theirs, ours = _places(owner), _places(organ)
    # A county and a city may be one in the other: only places of one level tell something.
    level = next((level for level in reversed(_LEVELS) if level in theirs and level in ours), None)
    if level is None:
        return True
    # What stands before a place is not told from it (「税务总局淮安市」): its last two characters are compared.
    if theirs[level] not in organ and ours[level] not in owner:
        return False
    # The place is one: another office's own site is what is left.
    return _pattern("office").search(owner) is None


def _places(name: str) -> dict[tuple[str, ...], str]:
    """The places in a name by their level, the last two characters before 「市」, 「县」... of each."""
    found: dict[tuple[str, ...], str] = {}
    for match in _pattern("place").finditer(name):
        level = next(level for level in _LEVELS if match["level"] in level)
        found[level] = match["name"][-2:]
    return found


def strangers(report: Report) -> list[str]:
    """What a report was given with and seems to be another office's: last year's report, the catalogue. In words."""
    if not report.organ:
        return []
    found = []
    if (
        report.previous is not None
        and report.previous.organ
        and not may_be_one(report.previous.organ, report.organ)
    ):
        text = _("这份年报是「{organ}」的，上一年的是「{other}」的，请核对是不是给错了文件")
        found.append(text.format(organ=report.organ, other=report.previous.organ))
    site = str(report.catalog.data.get("site") or "") if report.catalog is not None else ""
    if site and report.document.kind != CATALOG and not may_be_one(site, report.organ):
        text = _("年报是「{organ}」的，栏目清单是「{site}」的，请核对是不是配错了清单")
        found.append(text.format(organ=report.organ, site=site))
    return found


__all__ = ["may_be_one", "strangers"]
