"""The menus of a page: which links of its navigation stand together, below which link, and which are mere service links.

A link to a page that yields nothing names a column where it stands in a menu of columns. Where it stands in the foot
of the page, or among the titles of articles, it does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from checker.scan.vocabulary import one_line, regex, words

#: How far above a link its menu may be, and what a menu stands in.
_LEVELS = 8
_ITEMS = ("li", "dt", "h1", "h2", "h3", "h4", "h5", "span", "b", "strong", "p")
#: Links of a list of titles have at least so many characters on average, and there are so many of them.
_TITLES = 9
_FEWEST = 2


@dataclass(slots=True)
class Menu:
    """Links that stand together: their URLs, the URL of the link they stand below ("" for none), whether they are
    aside (in the foot, in a bar of services), and the middle length of their names."""

    urls: list[str]
    head: str
    aside: bool
    middle: int


class _Tree:
    """The elements above the links of a page, each asked once."""

    def __init__(self, nodes: list[Any]) -> None:
        self.held: dict[int, int] = {}
        self.above: dict[int, list[Any]] = {}
        self._aside: dict[int, bool] = {}
        for node in nodes:
            path: list[Any] = []
            parent = node.parent
            while parent is not None and parent.tag not in ("body", "html") and len(path) < _LEVELS * 2:
                path.append(parent)
                self.held[parent.mem_id] = self.held.get(parent.mem_id, 0) + 1
                parent = parent.parent
            self.above[node.mem_id] = path

    def holder(self, node: Any) -> Any:
        """The smallest element that holds this link and another one; an item of a list is none. None where nothing does."""
        path = self.above[node.mem_id][:_LEVELS]
        for parent in path:
            if self.held[parent.mem_id] > 1 and parent.tag not in _ITEMS:
                return parent
        return path[-1] if path else None

    def wider(self, element: Any) -> Any:
        """The next element above that holds more links; None where there is none near."""
        parent = element.parent
        for _level in range(3):
            if parent is None or parent.tag in ("body", "html"):
                return None
            if self.held.get(parent.mem_id, 0) > self.held.get(element.mem_id, 0):
                return parent
            parent = parent.parent
        return None

    def is_aside(self, node: Any) -> bool:
        """Whether a link stands in the foot of the page, or in a bar of services."""
        return any(self._marked(parent) for parent in self.above[node.mem_id])

    def _marked(self, element: Any) -> bool:
        key = int(element.mem_id)
        if key not in self._aside:
            attributes = element.attributes
            names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
            self._aside[key] = element.tag == "footer" or regex(words()["aside"]).search(names) is not None
        return self._aside[key]


def menus_of(links: list[tuple[Any, str, str]]) -> list[Menu]:
    """The menus of a page, of its navigation links as (node, name, URL)."""
    tree = _Tree([node for node, _label, _url in links])
    held: dict[tuple[int, bool], tuple[Any, list[tuple[Any, str, str]]]] = {}
    for link in links:
        holder = tree.holder(link[0])
        if holder is not None:
            held.setdefault((holder.mem_id, tree.is_aside(link[0])), (holder, []))[1].append(link)
    # The link of a section beside its sub-menu stands alone: its menu is that of the other sections.
    for key, (holder, own) in list(held.items()):
        if len(own) == 1 and (wider := tree.wider(holder)) is not None:
            del held[key]
            held.setdefault((wider.mem_id, key[1]), (wider, []))[1].extend(own)
    urls = {node.mem_id: url for node, _label, url in links}
    names = {node.mem_id: label for node, label, _url in links}
    found = []
    for (_key, aside), (holder, own) in held.items():
        lengths = sorted(len(label) for _node, label, _url in own)
        head = _head(holder, urls, names)
        found.append(
            Menu(
                list(dict.fromkeys(url for _node, _label, url in own)),
                head,
                aside,
                lengths[len(lengths) // 2],
            )
        )
    return found


def _head(holder: Any, urls: dict[int, str], names: dict[int, str]) -> str:
    """The URL of the link that a menu stands below: 政务公开 above 政策文件, 规划计划."""
    element = holder
    for _level in range(3):
        before = element.prev
        while before is not None and before.tag.startswith("-"):
            before = before.prev
        if before is not None:
            inside = {before.mem_id, *(node.mem_id for node in before.css("a"))}
            known = [key for key in inside if key in urls]
            if len(known) == 1 and not regex(words()["more"]).match(names[known[0]]):
                return urls[known[0]]
            return ""
        element = element.parent
        if element is None or element.tag in ("body", "html", "nav"):
            return ""
    return ""


def plain_list(links: list[tuple[Any, str, str]]) -> tuple[int, list[str]]:
    """The longest list of titles without dates: how many there are, and their URLs."""
    tree = _Tree([node for node, _label, _url in links])
    held: dict[int, dict[str, int]] = {}
    for node, label, url in links:
        holder = tree.holder(node)
        if holder is not None and not tree.is_aside(node):
            held.setdefault(holder.mem_id, {})[url] = len(one_line(label))
    lists = [own for own in held.values() if len(own) >= _FEWEST and sum(own.values()) >= _TITLES * len(own)]
    longest = max(lists, key=len, default={})
    return len(longest), list(longest)
