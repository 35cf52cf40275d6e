"""robots.txt, by protego: the standard library's parser knows no `*` and `$` in paths."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from checker.scan.fetch import Fetcher, FetchError

#: The name that robots.txt may call us by.
NAME = "gouji"
_MAX = 512 * 1024
_TOO_MANY = 429
#: A site may ask for a longer pause than ours; one that asks for more seconds than these does not want to be scanned.
LONGEST_DELAY = 3600.0


class Robots:
    """What a site allows: `parsed` is None where it says nothing; `closed` says why it could not be asked."""

    def __init__(self, text: str | None, *, closed: str = "") -> None:
        self.closed = closed
        self.parsed: Any = None
        if text is not None:
            from protego import Protego

            self.parsed = Protego.parse(text)

    def allows(self, url: str) -> bool:
        """Whether a page may be fetched."""
        if self.closed:
            return False
        return self.parsed is None or bool(self.parsed.can_fetch(url, NAME))

    @property
    def delay(self) -> float:
        """The pause between two requests that the site asks for, in seconds; 0 where it asks for none."""
        asked = self.parsed.crawl_delay(NAME) if self.parsed is not None else None
        seconds = float(asked or 0)
        return seconds if seconds > 0 else 0.0


def read_robots(fetcher: Fetcher, start: str) -> Robots:
    """What the site of `start` allows (RFC 9309): a site that answers that it has no robots.txt allows all.

    One that cannot be asked (no answer, a broken server, too many requests, a redirect off the host or without end)
    allows nothing.
    """
    try:
        found = fetcher.get(urljoin(start, "/robots.txt"), kinds=("",))
    except FetchError as error:
        status = error.values.get("status", 0) if error.kind == "status" else 0
        missing = 400 <= status < 500 and status != _TOO_MANY
        return Robots(None, closed="" if missing else error.text)
    return Robots(found.data[:_MAX].decode("utf-8-sig", "replace"))
