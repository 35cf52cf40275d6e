"""Records of pages as a catalogue of columns: name, parent, newest date, count, and what is unsure of them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from checker.scan.counting import count_of
from checker.scan.crawl import Crawled, key_of
from checker.scan.lists import Group
from checker.scan.naming import Names
from checker.scan.newest import newest_of
from checker.scan.page import Record, same_name
from checker.scan.silent import Silent, unknown
from checker.scan.sources import Site
from checker.text import fold

#: A list that stands alike on so many pages belongs to none of them: 「最新信息」 beside every page.
_SHARED = 3
_SINGLE = "单个页面，不是列表"
_UNDATED = "列表里没有日期"
_BESIDE = "列表在页面的侧栏里，不一定是这个栏目的"
_SCRIPT = "列表可能是用脚本显示的，读到的不一定是这个栏目的"
_TWIN = "和「{name}」是同一个列表，算不算两个栏目请核对"
_SAME = "几个页面上写着同一个日期，不一定是这个栏目的"
_UPDATED = {
    "otherwise": "页面上的日期不是发布日期（是成文一类的日期）",
    "link": "页面上的日期是旁边一条信息的",
}
_SEVERAL = "页面上有几个列表，看不出哪个是这个栏目的"


def assemble(
    site: Site, records: dict[str, Record], crawled: Crawled, today: date, *, made_then: bool = True
) -> dict[str, Any]:
    """The instance of `catalog.schema.json`. `made_then` says that the pages were made on the day `today`, from which
    「昨天」 was counted."""
    return _Assembly(site, records, crawled, "" if made_then else today.isoformat()).instance(today)


class _Assembly:
    """One catalogue in the making."""

    def __init__(self, site: Site, records: dict[str, Record], crawled: Crawled, counted_from: str) -> None:
        self.site, self.records, self.crawled = site, records, crawled
        self.counted_from = counted_from
        self.start = key_of(site.start)
        self.names = Names(records, crawled, self.start)
        seen = Counter(mark for r in records.values() for mark in [r.plain_mark, *(g.mark for g in r.groups)])
        self.shared = {mark for mark, count in seen.items() if count >= _SHARED}
        self.updated = Counter(r.updated for r in records.values() if r.updated)
        self.rows: dict[str, dict[str, Any]] = {}
        #: The first row of each list, and pages of which another one has the row.
        self.lists: dict[str, dict[str, Any]] = {}
        self.twins: set[str] = set()

    def instance(self, today: date) -> dict[str, Any]:
        """The catalogue: first what pages tell, then what they ought to have told."""
        named: set[tuple[str, str]] = set()
        for key in self.crawled.order:
            record = self.records[key]
            if key in self.crawled.turned or record.page_number > 1 or record.error:
                continue
            if self.names.is_home(record):
                continue  # a column that leads to the home page has not its lists
            row = self._of_list(record) or self._single(record)
            if row is None:
                continue
            if self._is_twin(key, row):
                self.twins.add(key)
                continue
            name = (fold(row["column"]), fold(row.get("parent") or ""))
            if (
                self.names.linked(key) or name not in named
            ):  # else a further page of a list that a link leads to
                self.rows[key] = row
            named.add(name)
        self._add_silent()
        found: dict[str, Any] = {
            "kind": "catalog",
            "collected": today.isoformat(),
            "columns": self._columns(),
        }
        if self.crawled.left:
            found["unread"] = f"扫描到了页数的上限，还有 {len(self.crawled.left)} 页没有读"
        if self.names.site:
            found["site"] = self.names.site[:200]
        shown = self.site.shown(self.site.start)
        if not shown.startswith(("index", "/")) and "://" in shown:
            found["url"] = shown
        return found

    def _columns(self) -> list[dict[str, Any]]:
        """The rows in the order in which their pages were found, each once."""
        once: dict[tuple[str, str, str], dict[str, Any]] = {}
        for key in [*self.crawled.order, *self.rows]:
            if (row := self.rows.get(key)) is not None:
                once.setdefault((fold(row["column"]), fold(row.get("parent") or ""), row["url"]), row)
        return list(once.values())

    def _add_silent(self) -> None:
        silent = Silent(self.names, [row.get("parent") or "" for row in self.rows.values()], set(self.rows))
        left = dict.fromkeys(map(key_of, self.crawled.left))
        urls = {key_of(url): url for url in self.crawled.left}
        for key in [*self.crawled.order, *left]:
            record = self.records.get(key)
            if (
                key in self.rows
                or key in self.twins
                or key in self.crawled.turned
                or (record is not None and record.page_number > 1)
            ):
                continue
            if note := silent.why(key, record):
                url = self.site.shown(record.at or key if record is not None else urls[key])
                readable = record is not None and not record.error
                parent = (
                    self.names.parent(record)
                    if record is not None and readable
                    else self.names.parent_by_link(key)
                )
                self.rows[key] = _filled(self.names.linked(key), parent, url, **unknown(note))
        for key, url in self.crawled.away.items():
            if note := silent.why_away(key, url):
                self.rows[key] = _filled(
                    self.names.linked(key), self.names.parent_by_link(key), url, **unknown(note)
                )

    def _of_list(self, record: Record) -> dict[str, Any] | None:
        """The row of a page with a list, or one that says that it has none; None for others."""
        groups = [group for group in record.groups if group.mark not in self.shared]
        paged = bool(record.total is not None or record.page_count or record.next_url)
        if record.url == self.start and not paged:
            return None
        if record.updated and self.names.linked(record.url) and self.names.is_article(record.url, record):
            return None  # a text, and what is related to it
        borrowed = not groups and bool(record.groups) and not record.updated and not record.empty
        if borrowed:
            groups = record.groups  # a short list may stand on the front pages too, and be the column's own
        # A page with a date of its own is a text, whatever an empty list beside it says.
        if not groups and record.total is None and (not record.empty or record.updated):
            return self._undated(record)
        if len(groups) > 1 and not paged and record.more > 1:
            return None  # the front page of a section: its lists are columns of their own
        main, several = _main(groups)
        url = self.site.shown(record.at)
        row = _filled(self.names.of(record), self.names.parent(record), url)
        unsure: list[str] = []
        notes: list[str] = []
        count, doubt = count_of(self.records, record, main)
        if count is not None:
            row["items"], row["items_from"] = count, url
            if doubt:
                unsure.append("items")
                notes.append(doubt)
        if main is not None:
            newest = newest_of(self.records, record, main, self.counted_from)
            row["last_updated"], row["last_updated_from"] = newest.day, self.site.shown(newest.at)
            if record.updated and record.updated > newest.day:
                notes.append(f"页面上写的更新日期是 {record.updated}，列表里最新的是 {newest.day}")
            if newest.doubts:
                unsure.append("last_updated")
                notes += newest.doubts
            doubt = _SEVERAL if several else _BESIDE if main.beside and not main.own else ""
            if not doubt and not main.own and record.hollow and record.scripted:
                doubt = _SCRIPT
            if doubt:
                unsure += ["last_updated", "items"]
                notes.append(doubt)
            if record.empty:
                unsure += ["last_updated", "items"]
                notes.append("页面上有列表，又写着没有内容")
            if borrowed:
                unsure += ["last_updated", "items"]
                notes.append("几个页面上都有这个列表，不一定是这个栏目的")
            if main.count == 1 and not paged:
                unsure += ["last_updated", "items"]
                notes.append("只有一条带日期的链接，可能不是列表")
        elif count and record.updated:
            row["last_updated"], row["last_updated_from"] = record.updated, url
            if doubt := self._of_updated(record):
                unsure.append("last_updated")
                notes.append(doubt)
        elif count:
            unsure.append("last_updated")
            notes.append(_UNDATED)
        if not row["column"]:
            row["column"] = record.title or url
            unsure.append("column")
        return _doubted(row, unsure, notes)

    def _is_twin(self, key: str, row: dict[str, Any]) -> bool:
        """Whether a row is that of a list which has one already, under another URL; under another name it is doubtful."""
        groups = [g for g in self.records[key].groups if g.mark not in self.shared]
        main, _several = _main(groups)
        if main is None:
            return False
        other = self.lists.setdefault(main.mark, row)
        if other is row:
            return False
        if same_name(other["column"], row["column"]):
            return True
        _doubted(row, [*row.get("unsure", ()), "column"], [*_notes(row), _TWIN.format(name=other["column"])])
        return False

    def _undated(self, record: Record) -> dict[str, Any] | None:
        """The row of a page whose list has no dates: how many titles there are is known, more or less."""
        names = self.names
        if not record.plain or record.plain_mark in self.shared or record.updated or record.url == self.start:
            return None
        if not names.is_titled(record) and (
            not names.linked(record.url)
            or names.is_service(record.url)
            or names.is_article(record.url, record)
        ):
            return None
        url = self.site.shown(record.at)
        row = _filled(names.of(record), names.parent(record), url, items=record.plain, items_from=url)
        return _doubted(row, ["last_updated", "items"], [_UNDATED])

    def _single(self, record: Record) -> dict[str, Any] | None:
        """A page that stands for itself (机构职能, 公开指南): one with a date, whose title or path is the name it is linked by."""
        name, linked = self.names.of(record), self.names.linked(record.url)
        if not record.updated or not name or record.url == self.start:
            return None
        if linked and (self.names.is_service(record.url) or self.names.is_article(record.url, record)):
            return None
        own = [*record.crumbs[-1:], record.title]
        if linked and not any(fold(linked) in fold(text) for text in own if text):
            return None
        if not linked and not (record.crumbs and fold(record.crumbs[-1]) in fold(record.title)):
            return None
        url = self.site.shown(record.at)
        row = _filled(
            name, self.names.parent(record), url, last_updated=record.updated, last_updated_from=url
        )
        doubt = self._of_updated(record)
        return _doubted(row, ["last_updated"] if doubt else [], [_SINGLE, *filter(None, [doubt])])

    def _of_updated(self, record: Record) -> str:
        """What is in doubt of the day a page gives for itself, "" for nothing."""
        if record.updated_doubt:
            return _UPDATED[record.updated_doubt]
        if (
            self.updated[record.updated] >= _SHARED
            and self.updated[record.updated] * 2 > self.updated.total()
        ):
            return _SAME
        if record.scripted and record.hollow:
            return _SCRIPT
        return ""


def _main(groups: list[Group]) -> tuple[Group | None, bool]:
    """The column's own list, and whether another one may be it: that of pages below the column's, else the longest."""
    own = [group for group in groups if group.own * 2 > group.count]
    if len(own) == 1:
        return own[0], False
    rest = own or [group for group in groups if not group.beside] or groups
    main = next(iter(rest), None)
    others = [group for group in rest[1:] if group.count > 1 and main and group.newest != main.newest]
    return main, bool(others)


def _filled(name: str, parent: str, url: str, **more: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"column": name[:200], "url": url}
    if parent and not same_name(parent, name):
        row["parent"] = parent[:200]
    return row | more


def _notes(row: dict[str, Any]) -> list[str]:
    return [row["note"]] if row.get("note") else []


def _doubted(row: dict[str, Any], unsure: list[str], notes: list[str]) -> dict[str, Any]:
    if unsure:
        row["unsure"] = list(dict.fromkeys(unsure))
    if notes:
        row["note"] = "；".join(notes)
    return row
