"""robots.txt, by protego: the standard library's parser knows no `*` and `$` in paths."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from checker.scan.fetch import Fetcher, FetchError

#: The name that robots.txt may call us by.
NAME = "gouji"
_MAX = 512 * 1024
#: A site may ask for a longer pause than ours, up to this many seconds.
LONGEST_DELAY = 30.0


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
        """The pause between two requests that the site asks for, in seconds."""
        asked = self.parsed.crawl_delay(NAME) if self.parsed is not None else None
        return min(float(asked or 0), LONGEST_DELAY)


def read_robots(fetcher: Fetcher, start: str) -> Robots:
    """What the site of `start` allows. A site without robots.txt allows all; one that cannot be asked, nothing (RFC 9309)."""
    try:
        found = fetcher.get(urljoin(start, "/robots.txt"), kinds=("",))
    except FetchError as error:
        missing = error.kind in ("status", "away") and error.values.get("status", 404) < 500
        return Robots(None, closed="" if missing else error.text)
    return Robots(found.data[:_MAX].decode("utf-8", "replace"))
