"""Records of pages as a catalogue of columns: name, parent, newest date, count, and what is unsure of them."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any

from checker.catalog.standards import infer_kind
from checker.scan.counting import count_of
from checker.scan.crawl import Crawled, key_of
from checker.scan.lists import words
from checker.scan.page import Record, same_name
from checker.scan.sources import Site
from checker.text import fold

#: A list that stands alike on so many pages belongs to none of them: 「最新信息」 beside every page.
_SHARED = 3


def assemble(site: Site, records: dict[str, Record], crawled: Crawled, today: date) -> dict[str, Any]:
    """The instance of `catalog.schema.json`."""
    shared = _shared(records)
    start = key_of(site.start)
    home = records.get(start)
    columns: dict[tuple[str, str, str], dict[str, Any]] = {}
    named: set[tuple[str, str]] = set()
    for key in crawled.order:
        record = records[key]
        if key in crawled.turned or record.page_number > 1:
            continue
        row = _row(site, records, crawled, record, shared, is_start=key == start)
        if row is None:
            continue
        name = (fold(row["column"]), fold(row.get("parent") or ""))
        if not crawled.names.get(key) and name in named:
            continue  # a further page of a list that a link leads to
        named.add(name)
        columns.setdefault((*name, row["url"]), row)
    found: dict[str, Any] = {
        "kind": "catalog",
        "collected": today.isoformat(),
        "columns": list(columns.values()),
    }
    if home is not None and home.title:
        found["site"] = home.title[:200]
    if not site.shown(site.start).startswith(("index", "/")) and "://" in site.shown(site.start):
        found["url"] = site.shown(site.start)
    return found


def _shared(records: dict[str, Record]) -> set[str]:
    seen = Counter(group.mark for record in records.values() for group in record.groups)
    return {mark for mark, count in seen.items() if count >= _SHARED}


def _row(
    site: Site,
    records: dict[str, Record],
    crawled: Crawled,
    record: Record,
    shared: set[str],
    *,
    is_start: bool,
) -> dict[str, Any] | None:
    name = _name(record, crawled)
    url = site.shown(record.at)
    if record.error:
        # A page nobody can read is still a column that somebody must look at.
        if not crawled.names.get(record.url):
            return None
        parent = _parent_by_link(records, crawled, record)
        return _filled(name, parent, url, unsure=["last_updated", "items"], note=record.error)
    groups = [group for group in record.groups if group.mark not in shared]
    paged = bool(record.total is not None or record.page_count or record.next_url)
    if is_start and not paged:
        return None
    borrowed = not groups and bool(record.groups) and not record.updated and not record.empty
    if borrowed:
        groups = record.groups  # a short list may stand on the front pages too, and be the column's own
    # A page with a date of its own is a text, whatever an empty list beside it says.
    if not groups and record.total is None and (not record.empty or record.updated):
        return _single(site, records, crawled, record, name)
    if len(groups) > 1 and not paged and record.more > 1:
        return None  # the front page of a section: its lists are columns of their own
    main = groups[0] if groups else None
    row = _filled(name, _parent(records, crawled, record), url)
    unsure: list[str] = []
    notes: list[str] = []
    count, doubt = count_of(records, record, main)
    if count is not None:
        row["items"], row["items_from"] = count, url
        if doubt:
            unsure.append("items")
            notes.append(doubt)
    if main is not None:
        row["last_updated"], row["last_updated_from"] = main.newest, url
        if record.updated and record.updated > main.newest:
            notes.append(f"页面上写的更新日期是 {record.updated}，列表里最新的是 {main.newest}")
        if main.unsure:
            unsure.append("last_updated")
            notes.append("列表里的日期没有写年份，或是「几周前」这样的说法")
        if record.empty:
            unsure += ["last_updated", "items"]
            notes.append("页面上有列表，又写着没有内容")
        if borrowed:
            unsure += ["last_updated", "items"]
            notes.append("几个页面上都有这个列表，不一定是这个栏目的")
        if main.count == 1 and not paged:
            unsure += ["last_updated", "items"]
            notes.append("只有一条带日期的链接，可能不是列表")
    elif record.updated and count != 0:
        row["last_updated"], row["last_updated_from"] = record.updated, url
    elif count != 0:
        notes.append("列表里没有日期")
    if not row["column"]:
        row["column"] = record.title or url
        unsure.append("column")
    if unsure:
        row["unsure"] = list(dict.fromkeys(unsure))
    if notes:
        row["note"] = "；".join(notes)
    return row


def _filled(name: str, parent: str, url: str, **more: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"column": name[:200], "url": url}
    if parent and not same_name(parent, name):
        row["parent"] = parent[:200]
    return row | more


def _single(
    site: Site, records: dict[str, Record], crawled: Crawled, record: Record, name: str
) -> dict[str, Any] | None:
    """A page that stands for itself (机构职能, 公开指南): one whose title or path is the name it is linked by."""
    linked = crawled.names.get(record.url, "")
    own = [*record.crumbs[-1:], record.title]
    if not record.updated or not name:
        titled = linked and any(same_name(linked, text) for text in record.crumbs[-1:])
        if not titled or _has_children(records, crawled, record):
            return None
    if linked and not any(fold(linked) in fold(text) for text in own if text):
        return None
    if not linked and not (record.crumbs and fold(record.crumbs[-1]) in fold(record.title)):
        return None
    url = site.shown(record.at)
    row = _filled(name, _parent(records, crawled, record), url)
    if record.updated:
        row["last_updated"], row["last_updated_from"] = record.updated, url
    row["note"] = "单个页面，不是列表"
    return row


def _has_children(records: dict[str, Record], crawled: Crawled, record: Record) -> bool:
    """Whether the crawl came to other pages from this one first."""
    return any(above == record.url for above in crawled.above.values())


def _name(record: Record, crawled: Crawled) -> str:
    linked = crawled.names.get(record.url, "")
    if linked and not re.match(words()["more"], linked, re.I):
        return linked.strip("·•>»[]【】 ")
    if record.crumbs:
        return record.crumbs[-1]
    return re.split(r"[-_—|｜–]", record.title)[0].strip()


def _parent(records: dict[str, Record], crawled: Crawled, record: Record) -> str:
    """The column above: by the path the page shows, else by the page that led to it."""
    name = _name(record, crawled)
    crumbs = record.crumbs
    for at in range(len(crumbs) - 1, -1, -1):
        if same_name(crumbs[at], name):
            return crumbs[at - 1] if at else ""
    if crumbs and infer_kind(crumbs[-1]) == infer_kind(name) and len(crumbs) > 1:
        return crumbs[-2]
    return _parent_by_link(records, crawled, record)


def _parent_by_link(records: dict[str, Record], crawled: Crawled, record: Record) -> str:
    above = crawled.above.get(record.url, "")
    if not above or not crawled.above.get(above):
        return ""  # the start page led to it
    return _name(records[above], crawled) if above in records else ""
