"""Sitemaps: the pages a site names itself, as seeds of a scan."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from checker.i18n import N_
from checker.scan.fetch import FetchError

#: Pages taken from sitemaps, and sitemaps that one names.
MOST_PAGES = 5000
MOST_MAPS = 20


def is_sitemap(data: bytes) -> bool:
    """Whether bytes look like a sitemap."""
    head = data[:2000].lower()
    return b"<urlset" in head or b"<sitemapindex" in head


def pages(data: bytes, fetch: Callable[[str], bytes], depth: int = 0) -> Iterator[str]:
    """The pages of a sitemap, those of the sitemaps it names included. Raises `FetchError` for what is none."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise FetchError("sitemap", N_("网站地图不合 XML 的写法")) from error
    found = [str(node.text or "").strip() for node in root.iter("{*}loc")]
    if etree.QName(root).localname == "sitemapindex":
        if depth:
            return
        for url in found[:MOST_MAPS]:
            yield from pages(fetch(url), fetch, depth + 1)
        return
    yield from [url for url in found if url.startswith(("http://", "https://"))][:MOST_PAGES]
