"""A new scan over an old catalogue: what somebody wrote by hand is kept, and nothing of the old file is lost.

A value that the scan wrote says from which page (日期来源, 条数来源); one without is somebody's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from checker.catalog.headers import whole_fields
from checker.scan.crawl import key_of
from checker.scan.vocabulary import words
from checker.text import fold

_GONE = "这次扫描没有找到这个栏目"
_NAMED = "网站上的名称是「{name}」"
_KEPT = "{field}是原来清单里填的"
_INSTEAD = "原来填的{field}是 {value}"
_FIELDS = {"last_updated": "最近更新", "items": "条数"}

Row = dict[str, Any]


@dataclass(slots=True)
class Kept:
    """What of the old catalogue stands in the new one: rows that the scan did not find, and rows with something by hand."""

    rows: int = 0
    notes: int = 0


def merge(found: dict[str, Any], old: dict[str, Any] | None) -> tuple[dict[str, Any], Kept]:
    """The catalogue of a scan with what the old one has by hand, and how much that is."""
    kept = Kept()
    if old is None:
        return _ordered(found), kept
    rows = [dict(row) for row in found["columns"]]
    pairs = _pairs(rows, old["columns"])
    for at, was in pairs.items():
        if _take(rows[at], was):
            kept.notes += 1
    taken = {id(was) for was in pairs.values()}
    for was in old["columns"]:
        if id(was) not in taken:
            rows.append(_left(was))
            kept.rows += 1
    whole = {"site": old["site"]} if old.get("site") else {}
    # What kept an earlier scan from being whole is over; what somebody says of it is not.
    said = str(old.get("unread") or "")
    if said and not re.fullmatch(words()["scan_unread"], said):
        whole["unread"] = "；".join(filter(None, [said, found.get("unread")]))
    return _ordered({**found, **whole, "columns": rows}), kept


def _ordered(data: dict[str, Any]) -> dict[str, Any]:
    """What is said of the whole first, as a reader hands it over: a file that nobody touched is then written the same."""
    keys = ("kind", *(field.key for field in whole_fields()), "columns")
    return {key: data[key] for key in keys if data.get(key) is not None}


def _pairs(rows: list[Row], old: list[Row]) -> dict[int, Row]:
    """Which old row is of which new one: alike in all, else alone with its URL, else alone with its name."""
    found: dict[int, Row] = {}
    ways: tuple[Callable[[Row], Hashable], ...] = (
        lambda r: (_name(r), _key(r)) if r.get("url") else None,
        lambda r: _key(r) or None,
        lambda r: _name(r),
        lambda r: _name(r)[0],
    )
    for number, way in enumerate(ways):
        open_ = [at for at in range(len(rows)) if at not in found]
        taken = {id(was) for was in found.values()}
        # A name alone is no match where both rows have a URL of their own, and the URLs differ.
        waiting = [was for was in old if id(was) not in taken and (number < 2 or not was.get("url"))]
        news, olds = Counter(way(rows[at]) for at in open_), Counter(map(way, waiting))
        by_key = {way(was): was for was in waiting}
        for at in open_:
            key = way(rows[at])
            if key is not None and news[key] == olds[key] == 1:
                found[at] = by_key[key]
    return found


def _name(row: Row) -> tuple[str, str]:
    return fold(row.get("column") or ""), fold(row.get("parent") or "")


def _key(row: Row) -> str:
    try:
        return key_of(row.get("url") or "") if row.get("url") else ""
    except ValueError:
        return str(row["url"])


def _take(row: Row, was: Row) -> bool:
    """Put into a new row what is by hand in the old one; whether there was anything."""
    before = dict(row)
    notes = own_notes(was.get("note"))
    for field in ("kind", "period", "items_this_year"):
        if was.get(field) is not None:
            row[field] = was[field]
    if was.get("column") and was["column"] != row["column"]:
        _add_note(row, _NAMED.format(name=row["column"]))
        row["column"] = was["column"]
    if was.get("parent"):
        row["parent"] = was["parent"]
    for field, title in _FIELDS.items():
        value = was.get(field)
        if value is None or was.get(f"{field}_from") or value == row.get(field):
            continue
        if row.get(field) is None:
            row[field] = value
            row["unsure"] = list(dict.fromkeys([*row.get("unsure", ()), field]))
            _add_note(row, _KEPT.format(field=title))
        else:
            notes.append(_INSTEAD.format(field=title, value=value))
    if notes:
        row["note"] = "；".join(dict.fromkeys([*notes, *filter(None, [row.get("note")])]))
    return row != before


def _left(was: Row) -> Row:
    """An old row that the scan did not find: somebody's own stays as it is, one of an earlier scan says so."""
    row = {key: value for key, value in was.items() if value is not None}
    scanned = any(was.get(f"{field}_from") for field in _FIELDS)
    if scanned or (was.get("note") and was.get("unsure") and not own_notes(was["note"])):
        row["unsure"] = list(dict.fromkeys([*(was.get("unsure") or ()), *_FIELDS]))
        row["note"] = "；".join([*own_notes(was.get("note")), _GONE])
    return row


def _add_note(row: Row, note: str) -> None:
    row["note"] = "；".join(filter(None, [row.get("note"), note]))


def own_notes(note: str | None) -> list[str]:
    """The parts of a note that no scan wrote."""
    scans = re.compile(words()["scan_notes"])
    parts = (part.strip() for part in (note or "").split("；"))
    return [part for part in parts if part and not scans.fullmatch(part)]
