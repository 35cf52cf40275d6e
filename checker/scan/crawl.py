"""Follows the navigation of a site, breadth first, to a depth and a number of pages, and keeps a record of each."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit, urlunsplit

from checker.i18n import _
from checker.model import Unreadable
from checker.scan.fetch import Fetched, FetchError
from checker.scan.journal import Journal
from checker.scan.page import Record, read_page
from checker.scan.robots import Robots
from checker.scan.sources import Site

#: Pages of one list that are turned over to count it.
MOST_TURNS = 20


@dataclass(slots=True)
class Limits:
    """How far a scan goes: links from the start page, and pages in all."""

    depth: int = 3
    pages: int = 500


@dataclass(slots=True)
class Crawled:
    """What a crawl found: how each page is named and led to, and what was left out."""

    names: dict[str, str] = field(default_factory=dict)
    above: dict[str, str] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    turned: set[str] = field(default_factory=set)
    left: list[str] = field(default_factory=list)


#: Told of progress: pages done, pages known of, what is being read.
Tell = Callable[[int, int, str], None]


def key_of(url: str) -> str:
    """What two links to one page share: the URL without its index page, and with one spelling of scheme and host."""
    parts = urlsplit(url)
    path = re.sub(r"/index\.(?:s?html?|jsp|php|aspx?)$", "/", parts.path) or "/"
    host = re.sub(r":(?:80|443)$", "", parts.netloc.lower())
    return urlunsplit(("http", host, path, parts.query, ""))


class Crawl:
    """One scan of one site."""

    def __init__(self, site: Site, journal: Journal, robots: Robots, limits: Limits, today: date) -> None:
        self.site = site
        self.journal = journal
        self.robots = robots
        self.limits = limits
        self.today = today
        self.read = 0

    def run(self, tell: Tell, seeds: Iterable[tuple[str, str]] = ()) -> Crawled:
        """Read the start page and what its navigation leads to; then `seeds` as (name, URL), and the rest of the site."""
        found = Crawled()
        queue: deque[tuple[str, int]] = deque()
        self._know(found, queue, "", self.site.start, "", 0)
        for name, url in seeds:
            self._know(found, queue, name, url, "", 1)
        self._work(found, queue, tell)
        for url in self.site.rest():
            self._know(found, queue, "", url, "", self.limits.depth)
        self._work(found, queue, tell)
        return found

    def _know(
        self, found: Crawled, queue: deque[tuple[str, int]], name: str, url: str, above: str, depth: int
    ) -> None:
        key = key_of(url)
        if key in found.above or not self.site.holds(url):
            return
        found.above[key] = above
        if name:
            found.names[key] = name
        queue.append((url, depth))

    def _work(self, found: Crawled, queue: deque[tuple[str, int]], tell: Tell) -> None:
        while queue:
            url, depth = queue.popleft()
            key = key_of(url)
            if key in found.turned:
                continue
            tell(self.read, self.read + len(queue) + 1, url)
            record = self._record(url, found)
            if record is None:
                continue
            found.order.append(key)
            if record.error:
                continue
            self._turn(record, found, tell, len(queue))
            if depth < self.limits.depth:
                for name, target in record.links:
                    self._know(found, queue, name, target, key, depth + 1)
        tell(self.read, self.read, "")

    def _record(self, url: str, found: Crawled) -> Record | None:
        """The record of a page, from the journal or the site; None where the cap on pages is reached."""
        key = key_of(url)
        known = self.journal.records.get(key)
        if known is not None:
            self.read += 1
            return known
        if not self.robots.allows(url):
            record = Record(key, url, error=_("robots.txt 不许读取"), failed="robots")
        elif self.read >= self.limits.pages:
            found.left.append(url)
            return None
        else:
            record = self._fetch(url, key)
        self.read += 1
        self.journal.add(record)
        return record

    def _fetch(self, url: str, key: str) -> Record:
        try:
            fetched = self.site.get(url)
            record = read_page(text_of(fetched), fetched.url, self.today)
        except FetchError as error:
            return Record(key, url, error=error.text, failed=error.kind)
        except Unreadable as error:
            return Record(key, url, error=error.why.format(**error.values), failed="unreadable")
        record.url, record.at = key, fetched.url
        return record

    def _turn(self, record: Record, found: Crawled, tell: Tell, waiting: int) -> None:
        """Turn the pages of a list that does not say how many items it has."""
        if record.total is not None or not record.groups or not record.next_url:
            return
        if record.page_count and record.last_url:
            # All pages but the last are full: the last one alone tells how many there are.
            found.turned.add(key_of(record.last_url))
            self._record(record.last_url, found)
            return
        page = record
        for _turn in range(MOST_TURNS):
            url = page.next_url
            if (
                not url
                or not self.site.holds(url)
                or key_of(url) in found.turned
                or key_of(url) == record.url
            ):
                return
            tell(self.read, self.read + waiting + 1, url)
            found.turned.add(key_of(url))
            following = self._record(url, found)
            if following is None or following.error or not following.groups:
                return
            page = following


def text_of(fetched: Fetched) -> str:
    """The text of a page: by the charset its head names where that fits, else as the bytes tell."""
    import codecs

    from checker.loaders.encoding import decode

    if fetched.charset:
        try:
            name = {"gb2312": "gb18030", "gbk": "gb18030"}.get(fetched.charset, fetched.charset)
            if getattr(codecs.lookup(name), "_is_text_encoding", True):
                return fetched.data.decode(name)
        except (LookupError, UnicodeDecodeError):
            pass
    try:
        return decode(fetched.data)[0]
    except Unreadable:
        return fetched.data.decode("utf-8", "replace")
