"""An HTML page as a flat list of events, so that no nesting, however deep, needs a call stack.

Each element is an opening event, the events of what it holds, and a closing event; a text is
one event. Scripts, styles and hidden elements are left out here, once, for everyone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from checker.loaders.limits import MAX_DEPTH, MAX_NODES, SPLIT, check_count
from checker.model import Unreadable

#: Tags of the two events that are no element.
TEXT, CLOSE = "", "/"
#: What a hidden element leaves behind, so that it can be counted where it stands.
HIDDEN = "#hidden"
_LEFT_OUT = frozenset({
    "-comment", "_comment", "-doctype", "!doctype", "script", "style", "noscript", "template", "head", "title",
    "meta", "link", "select", "option", "datalist", "textarea", "button", "input", "svg", "math", "audio", "video",
    "object", "canvas", "map", "iframe", "embed", "noframes",
})  # fmt: skip
#: Elements whose end tag is often left out and which the parser closes by itself.
_SELF_CLOSING = frozenset({
    "p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "dd", "dt", "option", "optgroup", "colgroup", "html",
    "head", "body", "br", "img", "hr", "input", "meta", "link", "col", "area", "base", "wbr", "source", "param",
    "embed", "track", "o", "v", "w", "st1",
})  # fmt: skip
#: Elements past whose edge an end tag does not reach.
_BARRIERS = frozenset({"object", "applet", "marquee", "template", "svg", "math", "button"})
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)


class Tree:
    """The events of a page: `tags[i]`, `data[i]` (a text, or the node of an element), `ends[i]` (its close)."""

    __slots__ = ("data", "ends", "tags")

    def __init__(self) -> None:
        self.tags: list[str] = []
        self.data: list[Any] = []
        self.ends: list[int] = []

    def children(self, at: int) -> Iterator[int]:
        """The opening events right inside the element at `at`."""
        tags, ends = self.tags, self.ends
        child, stop = at + 1, ends[at]
        while child < stop:
            if tags[child] != TEXT:
                yield child
            child = ends[child] + 1

    def attribute(self, at: int, name: str) -> str:
        """An attribute of the element at `at`, "" where it has none."""
        node = self.data[at]
        return "" if node is None else node.attributes.get(name) or ""


def parse(html: str) -> tuple[Tree, Any]:
    """The events of a page's body, and the parser (for what stands in its head).

    Raises `Unreadable` for a page nested deeper than a browser would show.
    """
    _check_depth(html)
    from selectolax.lexbor import LexborHTMLParser

    parser = LexborHTMLParser(html)
    tree = Tree()
    body = parser.body
    if body is not None:
        low = html.lower()
        # Asking every element for its attributes costs as much as parsing the page.
        _flatten(tree, body, any(word in low for word in ("hidden", "none", "mso-hide")))
    return tree, parser


def _flatten(tree: Tree, root: Any, may_hide: bool) -> None:
    tags, data, ends = tree.tags, tree.data, tree.ends
    opened: list[tuple[int, Any]] = []
    node = root
    while True:
        tag = node.tag
        below = None
        if tag == "-text":
            tags.append(TEXT)
            data.append(node.text_content)
            ends.append(len(ends))
        elif tag in _LEFT_OUT:
            pass
        elif may_hide and opened and _is_hidden(node):
            if node.text().strip():
                tags.append(HIDDEN)
                data.append(None)
                ends.append(len(ends))
        else:
            at = len(tags)
            tags.append(tag)
            data.append(node)
            ends.append(at)
            opened.append((at, node))
            below = node.first_child
        if below is not None:
            node = below
            continue
        if not (below is None and opened and opened[-1][1] is node):
            after = node.next
            if after is not None:
                node = after
                continue
        while opened:
            at, node = opened.pop()
            ends[at] = len(tags)
            tags.append(CLOSE)
            data.append(at)
            ends.append(len(ends))
            if not opened:
                break
            after = node.next
            if after is not None:
                node = after
                break
        if not opened:
            break
        check_count(len(tags), MAX_NODES, "网页元素数")


def _is_hidden(node: Any) -> bool:
    attributes = node.attributes
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return bool(style and _HIDING.search(style))


def _check_depth(html: str) -> None:
    """Refuse a page nested too deeply before it is parsed: the parser's time is quadratic in the depth."""
    tags = re.findall(r"<(/?)([A-Za-z][A-Za-z0-9]*)", html)
    if len(tags) < MAX_DEPTH:
        return
    open_now: dict[str, int] = {}
    depth = barriers = 0
    for end, name in tags:
        name = name.lower()
        if name in _SELF_CLOSING:
            continue
        if name in _BARRIERS:
            barriers += 1
        if not end:
            open_now[name] = open_now.get(name, 0) + 1
            depth += 1
        elif open_now.get(name):
            open_now[name] -= 1
            depth -= 1
        if depth > MAX_DEPTH or barriers > 20 * MAX_DEPTH:
            raise Unreadable("网页嵌套超过 {limit} 层，无法读取", SPLIT, limit=MAX_DEPTH)
