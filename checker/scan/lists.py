"""Lists of dated links, whatever make: items of a list, rows of a table, cards, pairs of elements."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from checker.scan import dates

#: What a container of one item of a list may hold, and what is too short for a title.
_ITEM_TEXT = 600
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
    for node, label, target in anchors:
        if len(label) < _TITLE or re.match(words()["next"], label, re.I):
            continue
        beside = _date_beside(node, label, today)
        if beside is not None:
            found, holder = beside
            items.append(Item(label, target, found, holder))
            dated.add(id(node))
    return items, dated


def _date_beside(node: Any, label: str, today: date) -> tuple[dates.Found, int] | None:
    """The date that belongs to a link, and the list it is in: of the smallest item around it that has one."""
    item = node
    for _level in range(4):
        parent = item.parent
        if parent is None or parent.tag in ("body", "html"):
            break
        text = parent.text(separator=" ")
        if len(text) > _ITEM_TEXT + len(label) or _titles(parent) > 1:
            # A list of its own: what belongs to this link may stand in the next element (dt, dd).
            after = _next_element(item)
            if after is not None and after.tag == "dd" and not after.css("a[href]"):
                found = dates.find(one_line(after.text(separator=" ")), today)
                if found:
                    return found[0], int(parent.mem_id)
            break
        rest = one_line(text.replace(node.text(separator=" "), "  ", 1))
        found = dates.find(rest, today)
        if found:
            # An item may give a day of its own before the day of publication, which stands last.
            return found[-1] if not found[-1].unsure else found[0], _holder(parent)
        item = parent
    # 「标题（2024-12-20）」: at the end of the link itself, not a day that the title speaks of.
    found = dates.find(label, today)
    if found and len(label.rstrip(" ])）】")) - found[-1].end <= 1:
        return found[-1], _holder(node)
    return None


def _titles(node: Any) -> int:
    """How many links with titles an element holds."""
    return sum(len(one_line(a.text())) >= _TITLE for a in node.css("a[href]"))


def _next_element(node: Any) -> Any:
    after = node.next
    while after is not None and after.tag == "-text":
        after = after.next
    return after


def _holder(item: Any) -> int:
    """What the items of one list have in common: the smallest element that holds more than this one."""
    parent = item.parent
    while parent is not None and parent.tag not in ("body", "html") and _titles(parent) < 2:
        parent = parent.parent
    return int(parent.mem_id) if parent is not None else 0


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
        mark = hashlib.sha256("\n".join(sorted(by_url)).encode("utf-8", "replace")).hexdigest()[:16]
        groups.append(
            Group(len(own), newest.found.day.isoformat(), newest.found.unsure, mark, own[0].title[:80])
        )
    return sorted(groups, key=lambda group: -group.count)[:20]
