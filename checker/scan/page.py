"""A page of a government website: where it stands, its navigation, its lists of dated links, its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

from checker.scan import pager
from checker.scan.crumbs import crumbs_of
from checker.scan.lists import Group, dated_links, groups_of, mark_of
from checker.scan.menus import Menu, menus_of, plain_list
from checker.scan.notices import is_hollow, says_empty, says_missing
from checker.scan.updated import updated_of
from checker.scan.vocabulary import one_line, regex, words
from checker.text import fold

#: Links of one page that are looked at.
MOST_LINKS = 3000
#: ... and of its navigation.
MOST_NAVIGATION = 500
#: Frames of one page that are looked at.
MOST_FRAMES = 4


@dataclass(slots=True)
class Record:
    """All that is kept of a page. `url` is its key, `at` where it was found; `error` says why it could not be read, `failed`
    is the kind of that (of `FetchError`); then the rest is empty.

    `links` are those of the navigation, as (text, url), `files` those of them that lead to no page. `empty` says that the page itself says that
    it holds nothing. `total_alone` says that the total stands apart from what turns pages. `pager` says that something leads to further pages. `updated` is a date that the page gives for itself (`updated_doubt` as in `updated_of`), `more` how many links to more it has; `cut`
    says that it has more links than are looked at. `menus` are its navigation by the places of its links, `plain`
    counts the titles of a list without dates, which `plain_mark` tells from others. `scripted` says that a script may
    write a list, `text` how many characters of text the page has, `frames` are pages shown within it, `jump` is the
    page that it leads on to by itself. `hollow` says that there is a list without an item, `missing` is what the page
    says where it says that it is not there.
    """

    url: str
    at: str = ""
    error: str = ""
    failed: str = ""
    title: str = ""
    crumbs: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    files: list[tuple[str, str]] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    total: int | None = None
    total_sure: bool = True
    total_alone: bool = False
    page_count: int | None = None
    page_number: int = 1
    next_url: str = ""
    last_url: str = ""
    pager: bool = False
    empty: bool = False
    updated: str = ""
    updated_doubt: str = ""
    more: int = 0
    cut: bool = False
    menus: list[Menu] = field(default_factory=list)
    plain: int = 0
    plain_mark: str = ""
    scripted: bool = False
    text: int = 0
    frames: list[str] = field(default_factory=list)
    jump: str = ""
    hollow: bool = False
    missing: str = ""

    def as_json(self) -> dict[str, Any]:
        """The record as plain data."""
        return asdict(self)

    @classmethod
    def of_json(cls, data: dict[str, Any]) -> Record:
        """A record from plain data. Raises TypeError or ValueError where it is none."""
        found = cls(**data)
        found.groups = [Group(**group) for group in data.get("groups", ())]
        found.menus = [Menu(**menu) for menu in data.get("menus", ())]
        found.links = [(str(text), str(url)) for text, url in data.get("links", ())]
        found.files = [(str(text), str(url)) for text, url in data.get("files", ())]
        return found


def read_page(html: str, url: str, today: date) -> Record:
    """A page read. Raises `Unreadable` for one nested too deeply."""
    from checker.loaders.html_tree import parse

    _tree, parser = parse(html)
    record = Record(url)
    root = parser.body or parser.css_first("frameset") or parser.root
    if root is None:
        return record
    title = parser.css_first("title")
    record.title = one_line(title.text()) if title is not None else ""
    base = parser.css_first("base[href]")
    base_url = _joined(url, (base.attributes.get("href") or "") if base is not None else "") or url
    record.frames = _frames(parser, base_url)
    scripts = []
    for node in parser.css("script, style, noscript, template"):
        if node.tag == "script":
            scripts.append(node.text() or "")
        node.decompose()
    anchors = list(_anchors(root, base_url))
    # One space for many: a pattern with room for spaces must not have thousands of them to try.
    record.cut = len(anchors) >= MOST_LINKS
    text = " ".join(root.text(separator=" ").split())[:400_000]
    record.text = len(text)
    record.crumbs = crumbs_of(root)
    items, dated = dated_links(anchors, today)
    below = _below(url)
    record.groups = groups_of(items, today, below)
    if kept := pager.stored(scripts):
        # What a script holds as data is the page's own list, whatever stands beside it.
        record.groups = [
            replace(group, own=group.count) for group in _stored(kept, base_url, today)
        ] + record.groups
    undated = [anchor for anchor in anchors if id(anchor[0]) not in dated]
    navigation = [(node, label, to) for node, label, to in undated if _is_navigation(label)]
    navigation = navigation[:MOST_NAVIGATION]
    named = list(dict.fromkeys((label, target) for _node, label, target in navigation))
    record.links = [link for link in named if not is_file(link[1])]
    record.files = [link for link in named if is_file(link[1])]
    record.menus = menus_of(navigation)
    record.plain, titles = plain_list([link for link in undated if len(link[1]) > 3])
    record.plain_mark = mark_of(titles)
    foot = _foot(root)
    _pages(record, pager.of_text(text, foot), pager.of_scripts(scripts), base_url)
    for _node, label, target in anchors:
        _paging(record, label, target)
    record.pager = pager.has_signs(root)
    record.empty = says_empty(root)
    days = (item.found.day for item in items)
    record.updated, record.updated_doubt = updated_of(text, foot, days, today)
    record.hollow = is_hollow(root)
    record.missing = says_missing(root, record.title)
    record.scripted = any(regex(words()["script_list"]).search(script[:200_000]) for script in scripts)
    record.jump = _jump(parser, scripts, base_url) if not record.links and not record.groups else ""
    return record


def _foot(root: Any) -> str:
    """The text of the foot of the page: what is counted there is of the whole site."""
    found = root.css("footer, [class*=footer], [id*=footer], [class*=copyright], [id*=copyright]")
    return " ".join(" ".join(node.text(separator=" ").split()) for node in found[-3:])


def _joined(base: str, href: str) -> str:
    """A URL made whole, without its fragment; "" for what is none."""
    try:
        target = urlsplit(urljoin(base, href.strip()))
        if target.scheme in ("http", "https") and target.hostname:
            target = target._replace(fragment="")
            if "/." in target.path:  # urljoin leaves ../ in what is whole already; no browser does
                target = urlsplit(
                    urljoin(target._replace(path="/", query="").geturl(), target.path or "/")
                )._replace(query=target.query)
            return target.geturl()
    except ValueError:
        pass
    return ""


def _frames(parser: Any, base: str) -> list[str]:
    """The pages shown within this one."""
    found = [
        _joined(base, node.attributes.get("src") or "") for node in parser.css("frame[src], iframe[src]")
    ]
    return [url for url in dict.fromkeys(found) if url][:MOST_FRAMES]


def _jump(parser: Any, scripts: list[str], base: str) -> str:
    """Where a page without links leads on to by itself: a refresh in its head, or a line of script."""
    for node in parser.css("meta[http-equiv]"):
        if (node.attributes.get("http-equiv") or "").lower() == "refresh":
            match = re.search(r"url\s*=\s*[\"']?([^\"'\s>]+)", node.attributes.get("content") or "", re.I)
            if match and (url := _joined(base, match[1])):
                return url
    for script in scripts:
        if len(script) < 2000 and (url := _named_by_script(script, base)):
            return url
    return ""


def _named_by_script(script: str, base: str) -> str:
    match = regex(words()["jump"]).search(script)
    return _joined(base, next(filter(None, match.groups()))) if match else ""


def _stored(html: str, base: str, today: date) -> list[Group]:
    """The lists that stand in a script as data."""
    from checker.loaders.html_tree import parse

    _tree, parser = parse(f"<html><body><div>{html}</div></body></html>")
    return groups_of(dated_links(list(_anchors(parser.body, base)), today)[0], today)


def _below(url: str) -> str:
    """Where a page's own items lead to: below its folder; "" at the top of a site, where everything is."""
    folder = urljoin(url, ".")
    return folder if urlsplit(folder).path.strip("/") else ""


def _anchors(root: Any, base: str) -> Iterator[tuple[Any, str, str]]:
    """The links of a page: node, text, absolute URL without fragment."""
    for node in root.css("a[href], a[onclick], area[href]")[:MOST_LINKS]:
        attributes = node.attributes
        href = (attributes.get("href") or "").strip()
        if href.lower().startswith(("mailto:", "tel:", "data:")):
            continue
        if not href or href.startswith("#") or href.lower().startswith("javascript:"):
            target = _named_by_script(f"{href} {attributes.get('onclick') or ''}", base)
        else:
            target = _joined(base, href) if len(href) < 2000 else ""
        if target:
            yield node, _label(node), target


def _label(node: Any) -> str:
    """The name of a link: its text, else its title, else that of its picture."""
    text = one_line(node.text())
    if text:
        return text
    picture = node.css_first("img[alt]")
    return one_line(node.attributes.get("title") or node.attributes.get("alt")) or (
        one_line(picture.attributes.get("alt")) if picture is not None else ""
    )


def is_file(url: str) -> bool:
    """Whether a URL leads to a file that is no page (.pdf, .docx)."""
    return regex(words()["not_pages"]).search(urlsplit(url).path) is not None


def _is_navigation(label: str) -> bool:
    if label in words()["not_navigation"] or regex(words()["not_link_names"]).match(label):
        return False
    if regex(words()["more"]).match(label):
        return True
    han = sum("一" <= c <= "龥" for c in label)
    return han >= 2 and len(label) <= 20 and not re.search(r"[。？！；]", label)


def _paging(record: Record, label: str, target: str) -> None:
    if regex(words()["next"]).match(label) and not record.next_url and target != record.url:
        record.next_url = target
    elif regex(words()["last"]).match(label) and not record.last_url:
        record.last_url = target
    elif regex(words()["more"]).match(label):
        record.more += 1


def _pages(record: Record, said: pager.Pager, told: pager.Pager, base: str) -> None:
    """What is known of the pages of the list: `said` by the page in words, `told` by its scripts."""
    record.total, record.total_sure, record.total_alone = said.total, True, said.alone
    if said.total is None and told.total is not None:
        record.total, record.total_sure = told.total, told.sure
    record.page_count = said.count or told.count
    record.page_number = told.at
    if told.names is not None and told.count and told.at < told.count:
        record.next_url = told.url(base, told.at + 1)
        record.last_url = told.url(base, told.count)


def same_name(left: str, right: str) -> bool:
    """Whether two names of a column are one, whatever marks are between their characters."""
    return bool(left) and fold(left).lower() == fold(right).lower()
