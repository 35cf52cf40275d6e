"""Fetching pages politely: one at a time, with a pause, limits of time and size, and never off the host.

urllib3 does the speaking (measured against httpx: 84 ms to import instead of 141, no further
packages, and a connection class in which the address that was judged is the one that is used).
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from checker.i18n import N_, _
from checker.scan.address import PrivateAddress
from checker.scan.bounded import Deadline, pool_classes, secure_context

#: Bytes of one page, and redirects that are followed.
MAX_PAGE = 5 * 1024 * 1024
MAX_REDIRECTS = 5
#: A server may ask for a pause of this many seconds at most.
_LONGEST_PAUSE = 60.0


class FetchError(Exception):
    """A page that could not be had: `why` is a template in Chinese. `kind` tells the cases apart."""

    def __init__(self, kind: str, why: str, /, **values: Any) -> None:
        super().__init__(why)
        self.kind = kind
        self.why = why
        self.values = values

    @property
    def text(self) -> str:
        """What is wrong, in words."""
        return _(self.why).format(**self.values)


@dataclass(slots=True, frozen=True)
class Fetched:
    """A page: the URL it was found at in the end, its bytes, and the charset its head names."""

    url: str
    data: bytes
    charset: str = ""


def origin(url: str) -> tuple[str, int]:
    """The host and port of a URL; ("", 0) for one that has none, or one that cannot be."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").lower(), parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return "", 0


def same_site(left: str, right: str) -> bool:
    """Whether two URLs are of one host. The usual ports of http and https are one."""
    (a, port_a), (b, port_b) = origin(left), origin(right)
    return a == b and (port_a == port_b or {port_a, port_b} == {80, 443})


class Fetcher:
    """Fetches pages of one site.

    `delay` and `timeout` are in seconds: the pause between two requests, and the longest a page may take from the first
    byte sent to the last one read, redirects included. `allows` says whether a URL may be asked for.
    """

    def __init__(
        self, site: str, *, agent: str, delay: float = 1.0, timeout: float = 15.0, allow_private: bool = False
    ) -> None:
        import urllib3

        self.site = site
        self.delay = delay
        self.timeout = timeout
        self.allows: Callable[[str], bool] = lambda url: True
        self._last = 0.0
        self._deadline = Deadline()
        self._pools = urllib3.PoolManager(
            headers={
                "User-Agent": agent,
                "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.1",
                "Accept-Encoding": "gzip, deflate",
            },
            retries=False,
            timeout=urllib3.Timeout(connect=timeout, read=timeout),
            maxsize=1,
            ssl_context=secure_context(self._deadline),
        )
        plain, secure = pool_classes(self._deadline, allow_private=allow_private)
        self._pools.pool_classes_by_scheme = {"http": plain, "https": secure}

    def get(self, url: str, *, kinds: tuple[str, ...] = ("html", "xml", "text")) -> Fetched:
        """A page. Raises `FetchError`, or `PrivateAddress`."""
        self._deadline.begin(self.timeout)
        for _step in range(MAX_REDIRECTS + 1):
            if not same_site(self.site, url):
                raise FetchError("away", N_("转到站外：{url}，没有读"), url=url)
            # A page that may be read can lead to one that may not.
            if not self.allows(url):
                raise FetchError("robots", N_("robots.txt 不许读取"))
            response, moved = self._once(url, kinds)
            if response is not None:
                return response
            url = moved
        raise FetchError("redirects", N_("跳转次数太多"))

    def _once(self, url: str, kinds: tuple[str, ...], again: bool = True) -> tuple[Fetched | None, str]:
        import urllib3

        self._wait()
        try:
            response = self._pools.request("GET", url, redirect=False, preload_content=False)
        except PrivateAddress:
            raise
        except (urllib3.exceptions.TimeoutError, TimeoutError) as error:
            raise FetchError("timeout", N_("超过 {n} 秒没有打开"), n=f"{self.timeout:g}") from error
        except urllib3.exceptions.SSLError as error:
            raise FetchError("tls", N_("网站的安全证书有问题")) from error
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            if again and not isinstance(error, (urllib3.exceptions.NewConnectionError, socket.gaierror)):
                return self._once(url, kinds, again=False)
            raise FetchError("connection", N_("连接不上")) from error
        try:
            status = response.status
            if status in (301, 302, 303, 307, 308) and response.headers.get("Location"):
                return None, _moved(url, response.headers["Location"].strip())
            if status in (429, 503) and again and (pause := _pause(response.headers.get("Retry-After"))):
                self._pause(pause)
                return self._once(url, kinds, again=False)
            if status != 200:
                raise FetchError("status", N_("打不开（HTTP {status}）"), status=status)
            kind = response.headers.get("Content-Type", "text/html").lower()
            if not any(word in kind for word in kinds):
                raise FetchError("kind", N_("不是网页（{kind}）"), kind=kind.partition(";")[0][:60])
            charset = kind.partition("charset=")[2].strip(" \"';").partition(";")[0]
            found = Fetched(url, self._body(response), charset)
            response.release_conn()
            return found, ""
        finally:
            # Nothing is kept of a connection whose answer was not read to its end.
            response.close()

    def _body(self, response: Any) -> bytes:
        import urllib3

        parts: list[bytes] = []
        size = 0
        try:
            for part in response.stream(65536, decode_content=True):
                size += len(part)
                parts.append(part)
                if size > MAX_PAGE:
                    raise FetchError("size", N_("网页太大（超过 {n} MB）"), n=MAX_PAGE // 1024 // 1024)
        except (urllib3.exceptions.TimeoutError, TimeoutError) as error:
            raise FetchError("timeout", N_("超过 {n} 秒没有读完"), n=f"{self.timeout:g}") from error
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise FetchError("connection", N_("读到一半断开了")) from error
        return b"".join(parts)

    def _wait(self) -> None:
        """Keep the pause between two requests."""
        self._pause(self._last + self.delay - time.monotonic())
        self._last = time.monotonic()

    def _pause(self, seconds: float) -> None:
        """Sleep; a pause of ours is none of the page's time."""
        if seconds > 0:
            time.sleep(seconds)
            self._deadline.extend(seconds)


def _moved(url: str, to: str) -> str:
    try:
        return urljoin(url, to)
    except ValueError:
        return to  # no URL at all: off the site


def _pause(text: str | None) -> float:
    return min(float(text), _LONGEST_PAUSE) if text and text.strip().isdecimal() else 0.0
