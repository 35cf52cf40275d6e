"""An HTML page as a flat list of events, so that no nesting, however deep, needs a call stack.

Each element is an opening event, the events of what it holds, and a closing event; a text is
one event. Scripts, styles and hidden elements are left out here, once, for everyone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from checker.loaders.limits import MAX_DEPTH, MAX_NODES, SPLIT, check_count
from checker.loaders.raised import raised, set_low
from checker.loaders.words import anchors
from checker.model import Unreadable

#: Tags of the two events that are no element.
TEXT, CLOSE = "", "/"
#: What hidden and struck elements leave behind, so that they can be counted where they stand.
HIDDEN, STRUCK = "#hidden", "#struck"
#: A form's field in a table, filled with a figure: the browser shows it as any other text of the cell.
ENTERED = "#entered"
_RAISED, _LOWERED = "#raised", "#lowered"
_LEFT_OUT = frozenset({
    "-comment", "_comment", "-doctype", "!doctype", "script", "style", "noscript", "template", "head", "title",
    "meta", "link", "select", "option", "datalist", "textarea", "button", "input", "svg", "math", "audio", "video",
    "map", "noframes", "rt", "rp",
})  # fmt: skip
#: Elements that show what the page does not hold: to its reader they are pictures.
_WINDOWS = frozenset({"object", "canvas", "iframe", "embed"})
#: What may hold a cell's figure beside its text; only the first is read.
_FIELDS = frozenset({"input", "select", "textarea", "button", "svg"})
#: Elements whose end tag is often left out and which the parser closes by itself.
_SELF_CLOSING = frozenset({
    "p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "dd", "dt", "option", "optgroup", "colgroup", "html",
    "head", "body", "br", "img", "hr", "input", "meta", "link", "col", "area", "base", "wbr", "source", "param",
    "embed", "track", "o", "v", "w", "st1",
})  # fmt: skip
#: Elements past whose edge an end tag does not reach.
_BARRIERS = frozenset({"object", "applet", "marquee", "template", "svg", "math", "button"})
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_STRIKING = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_RAISING = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_VANISHING = re.compile(
    r"(?<![-\w])(?:(?:font-size|opacity)\s*:\s*0(?![.\d])|color\s*:\s*transparent|left\s*:\s*-\d{3})",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"position\s*:\s*relative", re.IGNORECASE)
_LIFTED = re.compile(r"(?<![-\w])top\s*:\s*-", re.IGNORECASE)
_LOWERING = re.compile(r"vertical-align\s*:\s*sub\b", re.IGNORECASE)
_FIGURE = re.compile(r"[-－+]?[0-9０-９][0-9０-９,，.．]{0,14}|[/—－-]")
_STRIKERS = frozenset({"s", "strike", "del"})
#: What an editor's bookmark holds: nothing that anybody sees.
_INVISIBLE = " \t\r\n\xa0\u3000\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_STYLED = (
    "hidden",
    "none",
    "mso-hide",
    "line-through",
    "super",
    "relative",
    ":sub",
    ": sub",
    "font-size:0",
    "font-size: 0",
    "opacity",
    "transparent",
    "left:-",
    "left: -",
)


class Tree:
    """The events of a page: `tags[i]`, `data[i]` (a text, or the node of an element), `ends[i]` (its close).

    `struck` has the text of the struck ones, `entered` the figures in fields of forms, `hidden` the texts left out, `crossed` says that nearly all of it is. `raised` says that some text is set high, its digits superscript characters (`checker.loaders.raised`).
    """

    __slots__ = ("crossed", "data", "ends", "entered", "hidden", "raised", "struck", "tags")

    def __init__(self) -> None:
        self.tags: list[str] = []
        self.data: list[Any] = []
        self.ends: list[int] = []
        self.struck: dict[int, str] = {}
        self.entered: dict[int, str] = {}
        self.hidden: list[str] = []
        self.crossed = False
        self.raised = False

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
        styled = any(word in low for word in _STYLED)
        _flatten(tree, body, styled)
        if tree.hidden and _holds_report(tree):
            # Panes that a script shows one at a time: all of them are the page.
            tree = Tree()
            _flatten(tree, body, styled, hiding=False)
        if sum(map(len, tree.struck.values())) > sum(
            len(text) for tag, text in zip(tree.tags, tree.data, strict=True) if tag == TEXT
        ):
            # An end tag was forgotten: a report struck out whole is still the report.
            tree = Tree()
            tree.crossed = True
            _flatten(tree, body, styled, striking=False)
    return tree, parser


def _flatten(tree: Tree, root: Any, styled: bool, striking: bool = True, hiding: bool = True) -> None:
    tags, data, ends = tree.tags, tree.data, tree.ends
    opened: list[tuple[int, Any]] = []
    left_out = {HIDDEN if hiding else "", STRUCK if striking else ""} - {""}
    raisers: list[int] = []  # elements round this one whose text is set high
    node = root
    while True:
        tag = node.tag
        below = None
        if tag == "-text":
            tags.append(TEXT)
            data.append(raised(node.text_content) if raisers else node.text_content)
            ends.append(len(ends))
        elif tag in _WINDOWS:
            if not (styled and _look(node, tag, styled) == HIDDEN):
                tags.append("img")
                data.append(node)
                ends.append(len(ends))
        elif tag in _LEFT_OUT:
            in_cell = tag in _FIELDS and any(n.tag in ("td", "th") for _at, n in opened)
            if in_cell and tag == "input" and (figure := _entered(node)):
                tree.entered[len(tags)] = figure
                tags.append(ENTERED)
                data.append(None)
                ends.append(len(ends))
            elif in_cell and tag != "input" and node.text().strip():
                tags.append("img")
                data.append(node)
                ends.append(len(ends))
        elif opened and (look := _look(node, tag, styled)) in left_out:
            text = node.text().strip(_INVISIBLE)
            if text:
                if look == STRUCK:
                    tree.struck[len(tags)] = text
                else:
                    tree.hidden.append(text)
                tags.append(look)
                data.append(None)
                ends.append(len(ends))
        else:
            at = len(tags)
            if opened and look == _LOWERED and _is_mark(tree, node):
                look = _RAISED
            if opened and look == _RAISED:
                tree.raised = True
                raisers.append(at)
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
            if raisers and raisers[-1] == at:
                raisers.pop()
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


def _look(node: Any, tag: str, styled: bool) -> str:
    """How an element shows its text: `HIDDEN`, `STRUCK`, raised, lowered, or as any other."""
    if styled:
        attributes = node.attributes
        style = attributes.get("style") or ""
        if "hidden" in attributes or (style and _HIDING.search(style)):
            return HIDDEN
        if style and _STRIKING.search(style):
            return STRUCK
        if style and _RAISING.search(style):
            return _RAISED
        if style and _LOWERING.search(style):
            return _LOWERED
        # Round other elements these set a layout, not a text.
        if style and _is_leaf(node):
            if _VANISHING.search(style):
                return HIDDEN
            if _RELATIVE.search(style) and _LIFTED.search(style):
                return _RAISED
    if tag in _STRIKERS:
        return STRUCK
    return {"sup": _RAISED, "sub": _LOWERED}.get(tag, "")


def _holds_report(tree: Tree) -> bool:
    """Whether much of what makes a report stands in hidden elements alone."""
    shown, hidden = (
        "".join("".join(texts).split())
        for texts in ((d for t, d in zip(tree.tags, tree.data, strict=True) if t == TEXT), tree.hidden)
    )
    wanted = [*anchors()["headings"], *anchors()["article"]]
    return sum(phrase in hidden and phrase not in shown for phrase in wanted) * 3 > len(wanted)


def _entered(node: Any) -> str:
    """The figure a field of a form is filled with, "" where it holds none (a box to search in)."""
    attributes = node.attributes
    value = (attributes.get("value") or "").strip()
    shown = (attributes.get("type") or "text").lower() in ("text", "number", "tel")
    return value if shown and _FIGURE.fullmatch(value) else ""


def _is_leaf(node: Any) -> bool:
    """Whether an element holds a text and nothing else."""
    child = node.first_child
    return child is not None and child.tag == "-text" and child.next is None


def _is_mark(tree: Tree, node: Any) -> bool:
    """Whether what is set low belongs to the figure before it as a note mark, and not to a word as in H₂O."""
    near = range(len(tree.tags) - 1, max(len(tree.tags) - 4, -1), -1)
    before = next((tree.data[i] for i in near if tree.tags[i] == TEXT), "")
    return bool(set_low(before, node.text()) != node.text())


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
