"""Lists of dated links, whatever make: items of a list, rows of a table, cards, pairs of elements."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from checker.scan import dates

#: What a container of one item of a list may hold, and what is too short for a title.
_ITEM_TEXT = 600
_MOST_TEXT = 2000
_TITLE = 4


@cache
def words() -> dict[str, Any]:
    """The word lists of `words.json`."""
    import json

    return dict(json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8")))


def one_line(text: str | None) -> str:
    """Text on one line, cut where it is too long for anything shown."""
    return " ".join((text or "").split())[:300]


@dataclass(slots=True)
class Group:
    """A list of dated links: how many, the newest date, whether it was unsure, and what tells it from others."""

    count: int
    newest: str
    unsure: bool
    mark: str
    first: str


@dataclass(slots=True)
class Item:
    """A link with a date beside it, and the list it stands in."""

    title: str
    url: str
    found: dates.Found
    holder: int


def dated_links(anchors: list[tuple[Any, str, str]], today: date) -> tuple[list[Item], set[int]]:
    """The links that have a date beside them, and the nodes of those links."""
    items: list[Item] = []
    dated: set[int] = set()
    around = _Around(today)
    for node, label, target in anchors:
        # A day of a calendar is no title, though it is a date.
        if len(label) < _TITLE or re.match(f"{words()['next']}|{words()['not_link_names']}", label, re.I):
            continue
        beside = around.date_beside(node, label)
        if beside is not None:
            found, holder = beside
            items.append(Item(label, target, found, holder))
            dated.add(id(node))
    return items, dated


class _Around:
    """What stands around links. Elements are asked once: three thousand links may share one list."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._texts: dict[int, str] = {}
        self._titles: dict[int, int] = {}

    def date_beside(self, node: Any, label: str) -> tuple[dates.Found, int] | None:
        """The date that belongs to a link, and its list: of the smallest item around the link that has one."""
        item = node
        for _level in range(4):
            parent = item.parent
            if parent is None or parent.tag in ("body", "html"):
                break
            text = self._text(parent)
            if len(text) > _ITEM_TEXT + len(label) or self._count(parent) > 1:
                return self._in_next(item, parent) or self._in_label(node, label)
            # Two spaces where the link was: what stands on its two sides is not one word.
            found = dates.find(one_line(text.replace(node.text(separator=" "), "  ", 1)), self.today)
            if found:
                # An item may give a day of its own before the day of publication, which stands last.
                return found[-1] if not found[-1].unsure else found[0], self._holder(parent)
            item = parent
        return self._in_label(node, label)

    def _in_next(self, item: Any, parent: Any) -> tuple[dates.Found, int] | None:
        """In a list of pairs, what belongs to a link stands in the next element (dt, dd)."""
        after = item.next
        while after is not None and after.tag == "-text":
            after = after.next
        if after is None or after.tag != "dd" or after.css_first("a[href]") is not None:
            return None
        found = dates.find(one_line(after.text(separator=" ")), self.today)
        return (found[0], int(parent.mem_id)) if found else None

    def _in_label(self, node: Any, label: str) -> tuple[dates.Found, int] | None:
        """「标题（2024-12-20）」: at the end of the link itself, not a day that the title speaks of."""
        found = dates.find(label, self.today)
        if found and len(label.rstrip(" ])）】")) - found[-1].end <= 1:
            return found[-1], self._holder(node)
        return None

    def _text(self, node: Any) -> str:
        key = int(node.mem_id)
        if key not in self._texts:
            # Longer texts are no item of a list; how much longer does not matter.
            self._texts[key] = node.text(separator=" ")[:_MOST_TEXT]
        return self._texts[key]

    def _count(self, node: Any) -> int:
        """How many links with titles an element holds."""
        key = int(node.mem_id)
        if key not in self._titles:
            self._titles[key] = sum(len(one_line(a.text())) >= _TITLE for a in node.css("a[href]"))
        return self._titles[key]

    def _holder(self, item: Any) -> int:
        """What the items of one list have in common: the smallest element that holds more than this one."""
        parent = item.parent
        while parent is not None and parent.tag not in ("body", "html") and self._count(parent) < 2:
            parent = parent.parent
        return int(parent.mem_id) if parent is not None else 0


def mark_of(urls: Iterable[str]) -> str:
    """What tells a list from others: the same links give the same mark."""
    return hashlib.sha256("\n".join(sorted(urls)).encode("utf-8", "replace")).hexdigest()[:16]


def groups_of(items: list[Item]) -> list[Group]:
    """The lists of a page, the longest first. Items of one list stand in one element."""
    held: dict[int, dict[str, Item]] = {}
    for item in items:
        known = held.setdefault(item.holder, {})
        # One item may have a picture and a title that lead to the same page.
        known.setdefault(item.url, item)
    groups = []
    for by_url in held.values():
        own = list(by_url.values())
        newest = max(own, key=lambda item: item.found.day)
        groups.append(
            Group(
                len(own),
                newest.found.day.isoformat(),
                newest.found.unsure,
                mark_of(by_url),
                own[0].title[:80],
            )
        )
    return sorted(groups, key=lambda group: -group.count)[:20]
