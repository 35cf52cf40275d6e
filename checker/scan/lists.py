"""Lists of dated links, whatever make: items of a list, rows of a table, cards, pairs of elements."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from checker.scan import beside, dates
from checker.scan.vocabulary import one_line, regex, words

#: What a container of one item of a list may hold, and what is too short for a title.
_ITEM_TEXT = 600
_MOST_TEXT = 2000
_TITLE = 4
#: Days beyond which a day of a list is none of publication.
LATER = "later"
#: One neighbour in so many may stand against the order of a list, and so many first ones may be pinned to the top.
_SLIPS, _PINNED = 5, 3
#: A heading of a list is no longer.
_HEADING = 16


@dataclass(slots=True)
class Group:
    """A list of dated links: how many, the newest date, what is in doubt of it ("" for nothing), and what tells it from others.

    `counted` says that the newest date counts from the day of reading (昨天); `newer` and `older` how many links are
    newer or older than the one before, `own` how many lead to pages
    below that of the list. `beside` says that it stands beside what the page is about (热点, 相关信息).
    """

    count: int
    newest: str
    doubt: str
    mark: str
    first: str
    counted: bool = False
    newer: int = 0
    older: int = 0
    own: int = 0
    beside: bool = False

    @property
    def newest_first(self) -> bool:
        """Whether the list goes from new to old, but for what is pinned to its top."""
        return self.newer <= max(_PINNED if self.older > _PINNED else 0, self.older // _SLIPS)

    @property
    def oldest_first(self) -> bool:
        """Whether the list goes from old to new."""
        return self.newer > 0 and self.older <= self.newer // _SLIPS


@dataclass(slots=True)
class Item:
    """A link with a date beside it, the list it stands in, and what that stands in, as (element, tag and class)."""

    title: str
    url: str
    found: dates.Found
    holder: int
    above: tuple[int, str] = (0, "")
    beside: bool = False


def dated_links(anchors: list[tuple[Any, str, str]], today: date) -> tuple[list[Item], set[int]]:
    """The links that have a date beside them, and the nodes of those links."""
    items: list[Item] = []
    dated: set[int] = set()
    around = _Around(today)
    for node, label, target in anchors:
        # A day of a calendar is no title, though it is a date.
        if len(label) < _TITLE or re.match(f"{words()['next']}|{words()['not_link_names']}", label, re.I):
            continue
        found = around.date_beside(node, label)
        if found is not None:
            day, holder = found
            items.append(Item(label, target, day, *_place(holder), beside=around.is_beside(holder)))
            dated.add(id(node))
    return items, dated


def _place(holder: Any) -> tuple[int, tuple[int, str]]:
    """A list, and what tells that another one goes on with it: an element of the same make in the same place."""
    if holder is None:
        return 0, (0, "")
    above = holder.parent
    make = f"{holder.tag} {holder.attributes.get('class') or ''}"
    return int(holder.mem_id), (int(above.mem_id) if above is not None else 0, make)


class _Around:
    """What stands around links. Elements are asked once: three thousand links may share one list."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._texts: dict[int, int] = {}
        self._titles: dict[int, int] = {}
        self._beside: dict[int, bool] = {}

    def date_beside(self, node: Any, label: str) -> tuple[dates.Found, Any] | None:
        """The date that belongs to a link, and its list: of the smallest item around the link that has one."""
        item, told = node, None
        for _level in range(4):
            parent = item.parent
            if parent is None or parent.tag in ("body", "html"):
                break
            if self._length(parent) > _ITEM_TEXT + len(label) or self._count(parent) > 1:
                return self._in_next(item, parent) or self._in_label(node, label) or told
            found = beside.published(beside.texts_of(parent, node), self.today)
            if found is not None and found.doubt != beside.PROSE:
                return found, self._holder(parent)
            if found is not None and told is None:
                told = found, self._holder(parent)
            item = parent
        return self._in_label(node, label) or told

    def _in_next(self, item: Any, parent: Any) -> tuple[dates.Found, Any] | None:
        """In a list of pairs, what belongs to a link stands in the next element (dt, dd)."""
        after = item.next
        while after is not None and after.tag == "-text":
            after = after.next
        if after is None or after.tag != "dd" or after.css_first("a[href]") is not None:
            return None
        found = beside.published(beside.texts_of(after), self.today)
        return (found, parent) if found is not None else None

    def _in_label(self, node: Any, label: str) -> tuple[dates.Found, Any] | None:
        found = beside.within(node, label, self.today)
        return (found, self._holder(node)) if found is not None else None

    def _length(self, node: Any) -> int:
        key = int(node.mem_id)
        if key not in self._texts:
            # Longer texts are no item of a list; how much longer does not matter.
            self._texts[key] = len(node.text(separator=" ")[:_MOST_TEXT])
        return self._texts[key]

    def _count(self, node: Any) -> int:
        """How many pages with titles an element leads to: a picture, a date or 「查看详情」 may lead to the same one."""
        key = int(node.mem_id)
        if key not in self._titles:
            days = regex(words()["not_link_names"])
            named = ((a.attributes.get("href") or "", one_line(a.text())) for a in node.css("a[href]"))
            titles = [(to, text) for to, text in named if len(text) >= _TITLE and not days.match(text)]
            blank = [to for to, _text in titles if not to or to.startswith(("#", "javascript:"))]
            self._titles[key] = len({to for to, _text in titles} - set(blank)) + len(blank)
        return self._titles[key]

    def is_beside(self, holder: Any) -> bool:
        """Whether a list stands beside what the page is about: by the names of what it is in, or by its heading."""
        if holder is None:
            return False
        key = int(holder.mem_id)
        if key not in self._beside:
            self._beside[key] = _has_name_of_side(holder) or _has_heading_of_side(holder)
        return self._beside[key]

    def _holder(self, item: Any) -> Any:
        """What the items of one list have in common: the smallest element that holds more than this one."""
        parent = item.parent
        while parent is not None and parent.tag not in ("body", "html") and self._count(parent) < 2:
            parent = parent.parent
        return parent


def _has_name_of_side(holder: Any) -> bool:
    above = holder
    for _level in range(5):
        if above is None or above.tag in ("body", "html"):
            return False
        names = (above.attributes.get("class") or "", above.attributes.get("id") or "")
        if above.tag == "aside" or any(regex(words()["beside_class"]).search(name) for name in names):
            return True
        above = above.parent
    return False


def _has_heading_of_side(holder: Any) -> bool:
    above = holder
    for _level in range(2):
        before = above.prev
        while before is not None and before.tag.startswith("-"):
            before = before.prev
        if before is not None:
            text = one_line(before.text())
            return len(text) <= _HEADING and regex(words()["beside_heading"]).search(text) is not None
        above = above.parent
        if above is None or above.tag in ("body", "html"):
            return False
    return False


def mark_of(urls: Iterable[str]) -> str:
    """What tells a list from others: the same links give the same mark."""
    return hashlib.sha256("\n".join(sorted(urls)).encode("utf-8", "replace")).hexdigest()[:16]


def groups_of(items: list[Item], today: date, below: str = "") -> list[Group]:
    """The lists of a page, the longest first. Items of one list stand in one element; `below` is where the page's own
    items lead to."""
    held: dict[int, dict[str, Item]] = {}
    for item in items:
        known = held.setdefault(item.holder, {})
        # One item may have a picture and a title that lead to the same page.
        known.setdefault(item.url, item)
    groups = [_group(own, today, below) for own in _joined(list(held.values()))]
    return sorted(groups, key=lambda group: -group.count)[:20]


def _joined(lists: list[dict[str, Item]]) -> list[dict[str, Item]]:
    """A list that is drawn in blocks of five items is one, where each block begins no newer than the one before ends."""
    found: list[dict[str, Item]] = []
    for own in lists:
        first = next(iter(own.values()))
        last = list(found[-1].values())[-1] if found else None
        if last is not None and last.above == first.above and first.above[0]:
            begins, ends = first.found.day, last.found.day
            if begins <= ends and len(found[-1]) > 1:
                found[-1] = {**found[-1], **own}
                continue
        found.append(own)
    return found


def _group(by_url: dict[str, Item], today: date, below: str) -> Group:
    own = list(by_url.values())
    # Of two that are as new the surer one counts.
    newest = max((item.found for item in own), key=lambda found: (found.day, not found.doubt))
    if newest.day > today and not newest.doubt:
        newest = replace(newest, doubt=LATER)
    days = [item.found.day for item in own]
    pairs = list(pairwise(days))
    return Group(
        len(own),
        newest.day.isoformat(),
        newest.doubt,
        mark_of(by_url),
        own[0].title[:80],
        newest.counted,
        newer=sum(after > before for before, after in pairs),
        older=sum(after < before for before, after in pairs),
        own=sum(bool(below) and item.url.startswith(below) for item in own),
        beside=own[0].beside,
    )
