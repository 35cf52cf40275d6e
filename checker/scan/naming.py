"""What a page is called and what it stands under: by the path it shows, the menu it stands in, the page that led to it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from checker.catalog.standards import infer_kind
from checker.scan.crawl import Crawled, is_more, key_of
from checker.scan.menus import Menu
from checker.scan.page import Record, same_name
from checker.scan.vocabulary import regex, words
from checker.text import fold

#: A longer name is the title of an article; in a menu whose names are longer than these, all are.
_LONGEST_NAME, _LONGEST_MIDDLE = 16, 9
#: A menu of the start page alone is believed with names no longer than these, and so many of them.
_SHORT_MIDDLE, _FEWEST = 6, 3


@dataclass(slots=True, frozen=True)
class Place:
    """A menu in which a page is named: the page it is on, and the keys of all its links."""

    page: str
    menu: Menu
    keys: frozenset[str]


class Names:
    """The names of all pages of a scan, and what their menus tell of them."""

    def __init__(self, records: dict[str, Record], crawled: Crawled, start: str) -> None:
        self.records, self.crawled, self.start = records, crawled, start
        home = records.get(start)
        self.site = home.title if home is not None else ""
        self.places: dict[str, list[Place]] = {}
        self.repeated: Counter[frozenset[str]] = Counter()
        self._heads: dict[str, str] = {}
        for page, record in records.items():
            for menu in record.menus:
                keys = frozenset(map(key_of, menu.urls))
                self.repeated[keys] += 1
                for key in keys:
                    self.places.setdefault(key, []).append(Place(page, menu, keys))

        for places in self.places.values():
            for place in places:
                self._take_head(place)

    def is_home(self, record: Record) -> bool:
        """Whether a page is the home page: sent on to it, or the same page under another URL."""
        home = self.records.get(self.start)
        if record.url == self.start or home is None:
            return False
        if key_of(record.at) == self.start:
            return True
        held = {group.mark for group in home.groups} | {home.plain_mark} - {""}
        own = {group.mark for group in record.groups} | {record.plain_mark} - {""}
        return bool(held) and own == held and record.title == home.title and not record.crumbs

    def _take_head(self, place: Place) -> None:
        """A menu stands below a link to a page of the site, not below one of its bars."""
        head = key_of(place.menu.head) if place.menu.head and not place.menu.aside else ""
        if not head or head == self.start or not self.linked(head):
            return
        aside = all(above.menu.aside for above in self.places.get(head, ()))
        if not aside and not regex(words()["not_column"]).search(self.linked(head)):
            for key in place.keys - {head}:
                self._heads.setdefault(key, head)

    def linked(self, key: str) -> str:
        """The name by which links lead to a page, "" where they only say 「更多」."""
        name = self.crawled.names.get(key, "")
        return "" if is_more(name) else bare(name)

    def of(self, record: Record) -> str:
        """The name of a page."""
        if linked := self.linked(record.url):
            return linked
        if record.crumbs:
            return record.crumbs[-1]
        title = record.title
        if self.site and title != self.site and title.endswith(self.site):
            return title.removesuffix(self.site).rstrip(" -_—|｜–")
        return re.split(r"[-_—|｜–]", title)[0].strip()

    def is_titled(self, record: Record) -> bool:
        """Whether the path of a page ends with the name it is linked by."""
        linked = self.linked(record.url)
        return bool(linked) and any(same_name(linked, text) for text in record.crumbs[-1:])

    def parent(self, record: Record) -> str:
        """The column above a page: by the path it shows, else by its menu or the page that led to it."""
        name, crumbs = self.of(record), record.crumbs
        for at in range(len(crumbs) - 1, -1, -1):
            if same_name(crumbs[at], name):
                return crumbs[at - 1] if at else ""
        if crumbs and infer_kind(crumbs[-1]) == infer_kind(name) and len(crumbs) > 1:
            return crumbs[-2]
        return self.parent_by_link(record.url)

    def parent_by_link(self, key: str, depth: int = 0) -> str:
        """The column above a page nothing is known of but the links to it."""
        if (head := self._heads.get(key)) is not None:
            return self._name(head)
        above = self.crawled.above.get(key, "")
        if not above or not self.crawled.above.get(above):
            return ""  # the start page led to it
        if depth < 5 and self.are_beside(key, above):
            return self.parent_by_link(above, depth + 1)
        return self._name(above)

    def are_beside(self, key: str, page: str) -> bool:
        """Whether the page that led to another one stands in one menu with it: they are brothers then."""
        return any(place.page == page and page in place.keys for place in self.places.get(key, ()))

    def heads(self, key: str) -> bool:
        """Whether menus stand below the link to a page: it is a section."""
        return key in self._heads.values()

    def _name(self, key: str) -> str:
        return self.linked(key) or (self.of(self.records[key]) if key in self.records else "")

    def is_article(self, key: str, record: Record | None = None) -> bool:
        """Whether a page is a text of a column, not a column: by its name, its URL, and the names beside it."""
        name = self.linked(key)
        if record is not None and (self.is_titled(record) or self._is_text_of_menu(name, key, record)):
            return False
        if len(name) > _LONGEST_NAME or regex(words()["article_name"]).search(name):
            return True
        if regex(words()["article_url"]).search(key):
            return True
        places = self.places.get(key, ())
        return bool(places) and all(place.menu.middle > _LONGEST_MIDDLE for place in places)

    def _is_text_of_menu(self, name: str, key: str, record: Record) -> bool:
        """Whether a menu that stands on several pages leads to a text that has its name (政府信息公开指南): a column,
        though its URL is that of an article."""
        if not name or fold(name) not in fold(record.title) or regex(words()["article_name"]).search(name):
            return False
        return any(
            not place.menu.aside
            and len(place.keys) > 1
            and place.menu.middle <= _LONGEST_MIDDLE
            and self.repeated[place.keys] > 1
            for place in self.places.get(key, ())
        )

    def is_service(self, key: str) -> bool:
        """Whether a link leads to a service of the site (login, search, its foot), not to a column."""
        name = self.linked(key)
        if regex(words()["not_column"]).search(name):
            return True
        if regex(words()["no_columns_under"]).search(self.parent_by_link(key)):
            return True
        places = self.places.get(key, ())
        return bool(places) and all(place.menu.aside for place in places)

    def in_menu(self, key: str, proven: set[str], *, repeated: bool = True) -> bool:
        """Whether a page stands in a menu of columns: one that holds a column that is proven, or (`repeated`) one that
        stands on several pages, or has the short names of one on the start page."""
        for place in self.places.get(key, ()):
            if place.menu.aside or len(place.keys) < 2 or place.menu.middle > _LONGEST_MIDDLE:
                continue
            if place.keys & proven - {key} or (repeated and self.repeated[place.keys] > 1):
                return True
            if (
                repeated
                and place.page == self.start
                and len(place.keys) >= _FEWEST
                and place.menu.middle <= _SHORT_MIDDLE
            ):
                return True
        return False


def bare(name: str) -> str:
    """A name without the marks of a list before it, the brackets around it and the number of its items behind it; brackets
    within it are its own."""
    name = name.strip(" ·•>»›◆■●▪")
    counted = re.sub(
        r"\s*[(（\[【]\s*(?!(?:19|20)\d\d\s*[)）\]】])\d{1,6}\s*(?:条|篇)?\s*[)）\]】]$", "", name
    )
    name = counted or name
    whole = re.fullmatch(r"\[([^\[\]]+)\]|【([^【】]+)】", name)
    return next(filter(None, whole.groups())).strip() if whole else name
