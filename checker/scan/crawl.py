"""Follows the navigation of a site, breadth first, to a depth and a number of pages, and keeps a record of each."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit, urlunsplit

from checker.i18n import N_, _
from checker.model import Unreadable
from checker.scan.fetch import FetchError
from checker.scan.journal import Journal
from checker.scan.page import Record, is_file, read_page
from checker.scan.robots import Robots
from checker.scan.sources import Site
from checker.scan.texts import text_of
from checker.scan.vocabulary import regex, words

#: Pages of one list that are turned over to count it.
MOST_TURNS = 20
#: Pages that one leads on to by itself.
MOST_JUMPS = 3
#: What of a query is of a visit, not of a page.
_SESSION = re.compile(
    r"(?i)(?:jsessionid|phpsessid|aspsessionid\w*|session_?id|sid|_t|_|t|timestamp|rand(?:om)?)="
)


@dataclass(slots=True)
class Limits:
    """How far a scan goes: links from the start page, and pages in all."""

    depth: int = 3
    pages: int = 500


@dataclass(slots=True)
class Crawled:
    """What a crawl found: how each page is named and led to, what was left out for the cap on pages, and what links of the
    navigation lead to that is no page of the site (`away`, by key)."""

    names: dict[str, str] = field(default_factory=dict)
    above: dict[str, str] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    turned: set[str] = field(default_factory=set)
    left: list[str] = field(default_factory=list)
    away: dict[str, str] = field(default_factory=dict)


#: What a record has of its list, and pages that were never asked for.
_OF_A_LIST = (
    "groups", "total", "total_sure", "total_alone", "page_count", "page_number", "next_url", "last_url", "pager", "empty", "plain",
    "plain_mark", "scripted", "hollow",
)  # fmt: skip
_NOT_ASKED = ("robots", "unsaved")

#: Told of progress: pages done, pages known of, what is being read.
Tell = Callable[[int, int, str], None]


def key_of(url: str) -> str:
    """What two links to one page share: the URL without its index page, and with one spelling of scheme and host."""
    parts = urlsplit(url)
    path = re.sub(r"(?i);(?:jsessionid|phpsessid|sid)=[^/?;]*", "", parts.path)
    path = re.sub(r"/(?:index|default)\.(?:s?html?|jsp|php|aspx?)$", "/", path) or "/"
    host = re.sub(r":(?:80|443)$", "", parts.netloc.lower())
    query = "&".join(part for part in parts.query.split("&") if part and not _SESSION.match(part))
    return urlunsplit(("http", host, path, query, ""))


def is_more(name: str) -> bool:
    """Whether the name of a link is 「更多」, which names nothing."""
    return regex(words()["more"]).match(name) is not None


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
        if (
            name
            and (key not in found.names or is_more(found.names[key]))
            and not (is_more(name) and key in found.names)
        ):
            found.names[key] = name
        if key in found.above:
            return
        found.above[key] = above
        if is_file(url) or not self.site.holds(url):
            found.away[key] = url
        else:
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
                for name, target in [*record.links, *record.files]:
                    self._know(found, queue, name, target, key, depth + 1)
        tell(self.read, self.read, "")

    def _record(self, url: str, found: Crawled, *, of_list: bool = False) -> Record | None:
        """The record of a page, from the journal or the site; None where the cap on pages is reached.

        `of_list` says that it is a further page of a list: left out, it makes a count unsure, and nothing more.
        """
        key = key_of(url)
        record = self.journal.records.get(key)
        if record is None:
            if not self.robots.allows(url):
                record = Record(key, url, error=_("robots.txt 不许读取"), failed="robots")
            elif self.read >= self.limits.pages:
                if not of_list:
                    found.left.append(url)
                return None
            else:
                record = self._fetch(url, key)
            self.journal.add(record)
        if record.failed not in _NOT_ASKED:
            self.read += 1
        return record

    def _fetch(self, url: str, key: str) -> Record:
        try:
            record = self._page(url)
            for _jump in range(MOST_JUMPS):
                if not record.jump or not self.site.holds(record.jump) or key_of(record.jump) == key:
                    break
                record = self._page(record.jump)
            self._take_frames(record)
            if record.missing and not (record.groups or record.plain or record.total):
                raise FetchError("missing", N_("页面上写着「{text}」"), text=record.missing)
        except FetchError as error:
            return Record(key, url, error=error.text, failed=error.kind)
        except Unreadable as error:
            return Record(key, url, error=_(error.why).format(**error.values), failed="unreadable")
        record.url = key
        return record

    def _page(self, url: str) -> Record:
        if not self.robots.allows(url):
            raise FetchError("robots", N_("robots.txt 不许读取"))
        fetched = self.site.get(url)
        record = read_page(text_of(fetched), fetched.url, self.today)
        record.at = fetched.url
        return record

    def _take_frames(self, record: Record) -> None:
        """A page without a list of its own has that of the pages shown within it; a set of frames, their links too."""
        if record.groups or record.empty or record.total is not None:
            return
        for url in record.frames:
            if not self.site.holds(url) or key_of(url) == key_of(record.at):
                continue
            try:
                inner = self._page(url)
            except (FetchError, Unreadable):
                continue
            self.read += 1
            record.links = list(dict.fromkeys([*record.links, *inner.links]))
            record.files = list(dict.fromkeys([*record.files, *inner.files]))
            record.menus += inner.menus
            if inner.groups or inner.empty or inner.total is not None or inner.plain > record.plain:
                for name in _OF_A_LIST:
                    setattr(record, name, getattr(inner, name))
                record.updated = record.updated or inner.updated
            if record.groups:
                return

    def _turn(self, record: Record, found: Crawled, tell: Tell, waiting: int) -> None:
        """Turn the pages of a list that does not say how many items it has, or whose newest ones may stand anywhere."""
        if not record.groups or not record.next_url:
            return
        if record.total is not None and record.groups[0].newest_first:
            return
        if record.page_count and record.last_url:
            # All pages but the last are full: the last one alone tells how many there are.
            found.turned.add(key_of(record.last_url))
            self._record(record.last_url, found, of_list=True)
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
            following = self._record(url, found, of_list=True)
            if following is None or following.error or not following.groups:
                return
            page = following
