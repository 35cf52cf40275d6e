"""A page of a government website: where it stands, its navigation, its lists of dated links, its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

from checker.scan import dates, pager
from checker.scan.lists import Group, dated_links, groups_of, one_line, words
from checker.scan.pager import regex
from checker.text import fold

#: Links of one page that are looked at.
MOST_LINKS = 3000
#: ... and of its navigation.
MOST_NAVIGATION = 500
#: A longer text is a sentence, no notice that a list is empty.
_SHORT = 24


@dataclass(slots=True)
class Record:
    """All that is kept of a page. `url` is its key, `at` where it was found; `error` says why it could not be read, `failed`
    is the kind of that (of `FetchError`); then the rest is empty.

    `links` are those of the navigation, as (text, url). `empty` says that the page itself says that
    it holds nothing. `pager` says that something leads to further pages. `updated` is a date that the page gives for itself, `more` how many links to more it has; `cut`
    says that it has more links than are looked at.
    """

    url: str
    at: str = ""
    error: str = ""
    failed: str = ""
    title: str = ""
    crumbs: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    total: int | None = None
    total_sure: bool = True
    page_count: int | None = None
    page_number: int = 1
    next_url: str = ""
    last_url: str = ""
    pager: bool = False
    empty: bool = False
    updated: str = ""
    more: int = 0
    cut: bool = False

    def as_json(self) -> dict[str, Any]:
        """The record as plain data."""
        return asdict(self)

    @classmethod
    def of_json(cls, data: dict[str, Any]) -> Record:
        """A record from plain data. Raises TypeError or ValueError where it is none."""
        found = cls(**data)
        found.groups = [Group(**group) for group in data.get("groups", ())]
        found.links = [(str(text), str(url)) for text, url in data.get("links", ())]
        return found


def read_page(html: str, url: str, today: date) -> Record:
    """A page read. Raises `Unreadable` for one nested too deeply."""
    from checker.loaders.html_tree import parse

    _tree, parser = parse(html)
    record = Record(url)
    root = parser.body
    if root is None:
        return record
    title = parser.css_first("title")
    record.title = one_line(title.text()) if title is not None else ""
    base = parser.css_first("base[href]")
    base_url = urljoin(url, (base.attributes.get("href") or "") if base is not None else "")
    scripts = []
    for node in parser.css("script, style, noscript, template"):
        if node.tag == "script":
            scripts.append(node.text() or "")
        node.decompose()
    anchors = list(_anchors(root, base_url))
    # One space for many: a pattern with room for spaces must not have thousands of them to try.
    record.cut = len(anchors) >= MOST_LINKS
    text = " ".join(root.text(separator=" ").split())[:400_000]
    record.crumbs = _crumbs(root)
    items, dated = dated_links(anchors, today)
    record.groups = groups_of(items)
    if kept := pager.stored(scripts):
        record.groups += _stored(kept, base_url, today)
    for node, label, target in anchors:
        if id(node) not in dated and _is_navigation(label, target):
            record.links.append((label, target))
    record.links = list(dict.fromkeys(record.links))[:MOST_NAVIGATION]
    _pages(record, pager.of_text(text), pager.of_scripts(scripts), base_url)
    for _node, label, target in anchors:
        _paging(record, label, target)
    record.pager = pager.has_signs(root)
    record.empty = _says_empty(root)
    record.updated = _updated(text, today)
    return record


def _stored(html: str, base: str, today: date) -> list[Group]:
    """The lists that stand in a script as data."""
    from checker.loaders.html_tree import parse

    _tree, parser = parse(f"<html><body><div>{html}</div></body></html>")
    return groups_of(dated_links(list(_anchors(parser.body, base)), today)[0])


def _anchors(root: Any, base: str) -> Iterator[tuple[Any, str, str]]:
    """The links of a page: node, text, absolute URL without fragment."""
    for node in root.css("a[href]")[:MOST_LINKS]:
        href = (node.attributes.get("href") or "").strip()
        if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
            continue
        try:
            target = urlsplit(urljoin(base, href))
        except ValueError:
            continue
        if target.scheme in ("http", "https") and target.hostname and len(href) < 2000:
            label = one_line(node.attributes.get("title") if not node.text().strip() else node.text())
            yield node, label, target._replace(fragment="").geturl()


def _is_navigation(label: str, target: str) -> bool:
    if label in words()["not_navigation"] or regex(words()["not_pages"]).search(urlsplit(target).path):
        return False
    if regex(words()["more"]).match(label):
        return True
    han = sum("一" <= c <= "龥" for c in label)
    return han >= 2 and len(label) <= 20 and not re.search(r"[。？！；]", label)


def _crumbs(root: Any) -> list[str]:
    """The path of a page, from 「当前位置」 or an element named for it, without the home page."""
    holder = None
    for node in root.css(
        "[class*=crumb], [class*=position], [class*=location], [class*=dqwz], [id*=position], [id*=crumb]"
    ):
        if 0 < len(one_line(node.text())) < 200:
            holder = node
            break
    if holder is None:
        holder = _here(root)
    if holder is None:
        return []
    text = regex(words()["here"]).sub("", one_line(holder.text(separator=" ")))
    parts = [part.strip(" :：") for part in re.split(words()["crumb_marks"], text)]
    return [
        p
        for p in parts
        if p and p not in ("首页", "网站首页", "主页", "正文", "内容", "详情") and len(p) <= 40
    ][:8]


def _here(root: Any) -> Any:
    """The element that holds 「当前位置：…」 and the path behind it, None where there is none."""
    here = regex(words()["here"])
    for node in root.traverse(include_text=True):
        if (
            node.tag != "-text"
            or "位置" not in (node.text_content or "")
            or not here.search(node.text_content[:60])
        ):
            continue
        holder = node.parent
        for _level in range(3):
            if holder is None or len(holder.css("a[href]")) > 0:
                break
            holder = holder.parent
        return holder if holder is not None and len(one_line(holder.text())) < 200 else None
    return None


def _paging(record: Record, label: str, target: str) -> None:
    if regex(words()["next"]).match(label) and not record.next_url and target != record.url:
        record.next_url = target
    elif regex(words()["last"]).match(label) and not record.last_url:
        record.last_url = target
    elif regex(words()["more"]).match(label):
        record.more += 1


def _pages(record: Record, said: pager.Pager, told: pager.Pager, base: str) -> None:
    """What is known of the pages of the list: `said` by the page in words, `told` by its scripts."""
    record.total, record.total_sure = said.total, True
    if said.total is None and told.total is not None:
        record.total, record.total_sure = told.total, told.sure
    record.page_count = said.count or told.count
    record.page_number = told.at
    if told.names is not None and told.count and told.at < told.count:
        record.next_url = told.url(base, told.at + 1)
        record.last_url = told.url(base, told.count)


def _says_empty(root: Any) -> bool:
    """Whether a text of its own says that there is nothing: in a sentence (「没有相关信息的，…」) it says something else."""
    empty = regex(words()["empty"])
    for node in root.traverse(include_text=True):
        text = (node.text_content or "").strip() if node.tag == "-text" else ""
        if 2 < len(text) <= _SHORT and empty.fullmatch(text.strip("【】[]()（）。.!！… ")):
            return True
    return False


def _updated(text: str, today: date) -> str:
    for pattern in words()["updated"]:
        match = regex(pattern.replace("DATE", dates.full_date())).search(text)
        if match:
            found = dates.find(match["date"], today)
            if found:
                return found[0].day.isoformat()
    return ""


def same_name(left: str, right: str) -> bool:
    """Whether two names of a column are one, whatever marks are between their characters."""
    return bool(left) and fold(left).lower() == fold(right).lower()
