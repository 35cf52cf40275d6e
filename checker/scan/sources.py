"""Where pages come from: a website, or a folder of saved pages that stands in for one."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, unquote, urlsplit

from checker.i18n import N_
from checker.scan.fetch import MAX_PAGE, Fetched, Fetcher, FetchError, origin, same_site

#: The host that pages of a folder have among themselves.
HOST = "http://saved.invalid/"
_HOST_NAME = re.compile(r"(?:[\w-]+\.)+(?:cn|com|org|net|gov|invalid|test|[a-z]{2})(?::\d+)?")
_SUFFIXES = (".html", ".htm", ".shtml", ".xhtml")
#: Files of a folder that are looked at.
MOST_FILES = 20_000


class Site(Protocol):
    """What a crawl asks of a site."""

    start: str

    def get(self, url: str) -> Fetched:
        """A page. Raises `FetchError`."""

    def holds(self, url: str) -> bool:
        """Whether a URL belongs to the site."""

    def shown(self, url: str) -> str:
        """A URL as it is written into the catalogue."""

    def rest(self) -> list[str]:
        """Pages that are there whether a link leads to them or not."""


class WebSite:
    """A website, through a `Fetcher`."""

    def __init__(self, start: str, fetcher: Fetcher) -> None:
        self.start = start
        self.fetcher = fetcher

    def get(self, url: str) -> Fetched:
        """A page. Raises `FetchError`."""
        return self.fetcher.get(url)

    def holds(self, url: str) -> bool:
        """Whether a URL is on the host."""
        return same_site(self.start, url)

    def shown(self, url: str) -> str:
        """The URL itself."""
        return url

    def rest(self) -> list[str]:
        """None: a website is known by its links."""
        return []


class Folder:
    """A folder of saved pages. A page that says where it was saved from has that URL."""

    def __init__(self, path: str) -> None:
        """Raises `FetchError` where there is no page in it."""
        self.root = Path(path).resolve()
        self.files: dict[str, Path] = {}
        self.real: dict[str, str] = {}
        self.known: dict[str, str] = {}
        for file in self._walk():
            url = HOST + quote(file.relative_to(self.root).as_posix())
            self.files[url] = file
            real = _saved_from(file)
            if real:
                self.real[url] = real
                self.known.setdefault(_key(real), url)
        self.hosts = {_host(url) for url in self.real.values()} | self._named_hosts()
        if not self.files:
            raise FetchError("empty", N_("文件夹里没有网页（.html、.htm、.shtml）"))
        names = [n for n in ("index.html", "index.htm", "index.shtml") if HOST + n in self.files]
        self.start = HOST + names[0] if names else min(self.files, key=lambda u: (u.count("/"), u))

    def _walk(self) -> list[Path]:
        found = []
        for folder, names, files in os.walk(self.root):
            names.sort()
            for name in sorted(files):
                path = Path(folder, name)
                if name.lower().endswith(_SUFFIXES) and path.resolve().is_relative_to(self.root):
                    found.append(path)
            if len(found) > MOST_FILES:
                raise FetchError("size", N_("文件夹里的网页太多（上限 {n} 个）"), n=MOST_FILES)
        return found

    def _named_hosts(self) -> set[str]:
        """The hosts that the folder, or folders in it, are named for: wget and HTTrack save a site below its name."""
        parents = {file.relative_to(self.root).parts[0] for file in self.files.values()}
        return {n.lower() for n in (self.root.name, *parents) if _HOST_NAME.fullmatch(n.lower())}

    def _url(self, url: str) -> str | None:
        """The page of the folder that a URL leads to."""
        if url.startswith(HOST):
            plain = HOST + quote(unquote(urlsplit(url).path.lstrip("/")))
            for candidate in (
                plain,
                plain.rstrip("/") + "/index.html",
                plain.rstrip("/") + "/index.htm",
                HOST + "index.html" if plain == HOST else "",
            ):
                if candidate in self.files:
                    return candidate
            return None
        known = self.known.get(_key(url))
        if known is None and (host := _host(url)) in self.hosts:
            # A page that names its URL may lead by short links to files that stand beside it and name none.
            path = urlsplit(url).path
            known = self._url(HOST + path.lstrip("/")) or self._url(f"{HOST}{host}{path}")
        return known

    def get(self, url: str) -> Fetched:
        """A page. Raises `FetchError` for one that was not saved."""
        own = self._url(url)
        if own is None:
            raise FetchError("unsaved", N_("没有存下这个网页"))
        try:
            with open(self.files[own], "rb") as file:
                data = file.read(MAX_PAGE + 1)
        except OSError as error:
            raise FetchError("connection", N_("文件读不出来")) from error
        if len(data) > MAX_PAGE:
            raise FetchError("size", N_("网页太大（超过 {n} MB）"), n=MAX_PAGE // 1024 // 1024)
        # A page that was saved from the web has links that lead on from there.
        return Fetched(self.real.get(own, own), data)

    def holds(self, url: str) -> bool:
        """Whether the page is of the site, saved or not: a column that was not saved must not be passed over."""
        return url.startswith(HOST) or self._url(url) is not None or _host(url) in self.hosts

    def shown(self, url: str) -> str:
        """Where the page was saved from, else its path in the folder."""
        own = self._url(url) or url
        return self.real.get(own) or unquote(own.removeprefix(HOST))

    def rest(self) -> list[str]:
        """All pages of the folder."""
        return list(self.files)


def _host(url: str) -> str:
    return origin(url)[0]


def _key(url: str) -> str:
    parts = urlsplit(url)
    path = re.sub(r"/index\.\w+$", "/", parts.path) or "/"
    return f"{(parts.hostname or '').lower()}{path}?{parts.query}"


def _saved_from(file: Path) -> str:
    """The URL a page was saved from: what browsers write above it, or its canonical link."""
    try:
        with open(file, "rb") as stream:
            head = stream.read(65536).decode("utf-8", "replace")
    except OSError:
        return ""
    match = re.search(r"<!--\s*saved from url=(?:\(\d+\))?(https?://\S+?)\s*-->", head)
    match = match or re.search(
        r"""<link\b[^>]*\brel=["']?canonical["']?[^>]*\bhref=["'](https?://[^"']+)""", head, re.I
    )
    return match[1] if match else ""
