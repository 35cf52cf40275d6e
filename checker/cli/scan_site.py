"""What `gouji catalog scan` was asked for: a website, a sitemap, or a folder of saved pages."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checker.cli.check import need_extra
from checker.cli.options import UsageError
from checker.i18n import _

if TYPE_CHECKING:
    from checker.scan.robots import Robots
    from checker.scan.sources import Site


#: The shortest pause between two requests to a public address, in seconds.
SHORTEST_DELAY = 0.2


@dataclass(slots=True, frozen=True)
class ScanOptions:
    """The options of `gouji catalog scan`. `delay` and `timeout` are in seconds."""

    place: str
    file: str
    depth: int = 3
    pages: int = 500
    delay: float = 1.0
    timeout: float = 15.0
    allow_private: bool = False
    contact: str = ""
    as_of: str | None = None
    fresh: bool = False


def is_web(place: str) -> bool:
    """Whether a place is a URL."""
    return place.lower().startswith(("http://", "https://"))


def site_of(options: ScanOptions) -> tuple[Site, Robots, list[tuple[str, str]]]:
    """The site to scan, what it allows, and the pages a sitemap names. Raises `UsageError`, or `FetchError`."""
    from checker.scan.robots import Robots
    from checker.scan.sources import Folder

    place = options.place
    if is_web(place):
        return _web(options, place)
    if os.path.isdir(place):
        return Folder(place), Robots(None), []
    if os.path.isfile(place):
        return _local_sitemap(options, place)
    if "." in place and "/" not in place.strip("/").partition("/")[0] and not os.path.exists(place):
        raise UsageError(_("没有「{place}」这个文件夹。网址请写全，如 https://{place}").format(place=place))
    raise UsageError(_("没有「{place}」这个文件夹，也不是网址。").format(place=place))


def _fetcher(options: ScanOptions, start: str) -> Any:
    from checker import __version__
    from checker.scan.fetch import Fetcher

    for module in ("urllib3", "protego"):
        need_extra(module, "scan")
    contact = "".join(c for c in options.contact if c.isascii() and c.isprintable() and c not in "()")
    agent = f"gouji/{__version__} (checks how fresh the columns of government websites are{'; ' + contact if contact else ''})"
    # Nobody's site but one's own is asked without a pause.
    delay = options.delay if options.allow_private else max(options.delay, SHORTEST_DELAY)
    return Fetcher(
        start, agent=agent, delay=delay, timeout=options.timeout, allow_private=options.allow_private
    )


def _robots(fetcher: Any, start: str) -> Robots:
    """What the site allows. Raises `UsageError` where it cannot be asked. The pause it wishes for is kept."""
    from checker.scan.robots import LONGEST_DELAY, read_robots

    robots = read_robots(fetcher, start)
    if robots.closed:
        text = _("读不到这个网站的 robots.txt（{why}），不知道许不许扫描，所以没有扫描。请稍后再试。")
        raise UsageError(text.format(why=robots.closed))
    if robots.delay > LONGEST_DELAY:
        text = _("这个网站的 robots.txt 要求两次读取之间停 {n} 秒，太久了，没有扫描。")
        raise UsageError(text.format(n=f"{robots.delay:g}"))
    fetcher.delay = max(fetcher.delay, robots.delay)
    fetcher.allows = robots.allows
    return robots


def _web(options: ScanOptions, place: str) -> tuple[Site, Robots, list[tuple[str, str]]]:
    from urllib.parse import urljoin, urlsplit

    from checker.scan import sitemap
    from checker.scan.fetch import FetchError, same_site
    from checker.scan.sources import WebSite

    if not urlsplit(place).hostname:
        raise UsageError(_("「{place}」不是完整的网址。").format(place=place))
    fetcher = _fetcher(options, place)
    robots = _robots(fetcher, place)
    if not robots.allows(place):
        raise UsageError(_("这个网站的 robots.txt 不许读取「{place}」，没有扫描。").format(place=place))
    if not urlsplit(place).path.lower().endswith(".xml"):
        return WebSite(place, fetcher), robots, []

    def fetch(url: str) -> bytes:
        if not same_site(place, url) or not robots.allows(url):
            raise FetchError("away", "{url}", url=url)
        return bytes(fetcher.get(url).data)

    found = list(sitemap.pages(fetch(place), fetch))
    return WebSite(urljoin(place, "/"), fetcher), robots, [("", url) for url in found]


def _local_sitemap(options: ScanOptions, place: str) -> tuple[Site, Robots, list[tuple[str, str]]]:
    """A sitemap in a file: its pages are read from their own site."""
    from urllib.parse import urljoin

    from checker.scan import sitemap
    from checker.scan.sources import WebSite

    with open(place, "rb") as file:
        data = file.read(50 * 1024 * 1024)
    if not sitemap.is_sitemap(data):
        raise UsageError(
            _("「{place}」不是网站地图（sitemap）。存下来的网页请给出所在的文件夹。").format(place=place)
        )
    found = list(sitemap.pages(data, lambda url: b"<urlset/>"))
    if not found:
        raise UsageError(_("网站地图「{place}」里没有网页。").format(place=place))
    start = urljoin(found[0], "/")
    fetcher = _fetcher(options, start)
    robots = _robots(fetcher, start)
    return WebSite(start, fetcher), robots, [("", url) for url in found]
