"""Finds the report in a whole government page: the deepest element that still holds every phrase of
the form found on the page. Menus, side bars and footers name other reports, so a title settles nothing."""

from __future__ import annotations

import re
from bisect import bisect_left

from checker.loaders.html_tree import TEXT, Tree
from checker.loaders.words import anchors

#: A report names at least this many phrases of the form; fewer may be a page about reports.
_ENOUGH = 3
#: Copies of one report share at least so much of their figures.
_ALIKE = 0.8
_FIGURES = re.compile(r"\d{2,}")
#: Elements that hold a line or a part of a table, never a report.
_TOO_SMALL = frozenset({
    "p", "span", "a", "b", "strong", "i", "em", "u", "font", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "tbody",
    "thead", "tfoot", "ul", "ol", "dl", "dd", "dt", "table", "label", "small", "big", "sub", "sup",
})  # fmt: skip


class Page:
    """A page's text without white space, and where in it each event begins."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.starts: list[int] = []
        parts: list[str] = []
        length = 0
        for tag, datum in zip(tree.tags, tree.data, strict=True):
            self.starts.append(length)
            if tag == TEXT:
                squeezed = "".join(datum.split())
                parts.append(squeezed)
                length += len(squeezed)
        self.text = "".join(parts)

    def within(self, at: int) -> tuple[int, int]:
        """Where in `text` the text of the element at `at` begins and ends."""
        return self.starts[at], self.starts[self.tree.ends[at]]

    def text_of(self, at: int) -> str:
        """The text of the element at `at`, without white space."""
        start, stop = self.within(at)
        return self.text[start:stop]


def find_article(page: Page) -> int:
    """The opening event of the element that holds the report: the body where nothing tells more."""
    places = _places(page.text, [*anchors()["headings"], *anchors()["article"]])
    if len(places) < _ENOUGH:
        return _by_container(page)
    path = [0]
    while True:
        holding = [child for child in page.tree.children(path[-1]) if _holds(page, child, places)]
        if not holding:
            break
        if _are_several(page, holding):
            break  # two reports on one page: neither alone is what the page holds
        # A copy for telephones, or a table of contents: the longest is the report.
        path.append(max(holding, key=lambda child: page.within(child)[1] - page.within(child)[0]))
    while len(path) > 1 and page.tree.tags[path[-1]] in _TOO_SMALL and not _is_layout(page, path[-1]):
        path.pop()
    return _with_opening(page, path)


def _are_several(page: Page, holding: list[int]) -> bool:
    """Whether two of some elements are reports of their own: as long as a report, and with other figures."""
    texts = [page.text_of(at) for at in holding] if len(holding) > 1 else []
    longest = max(map(len, texts), default=0)
    figures = [set(_FIGURES.findall(text)) for text in texts if len(text) * 3 > longest]
    return any(
        len(one & other) < _ALIKE * len(one | other) for i, one in enumerate(figures) for other in figures[:i]
    )


def _places(text: str, phrases: list[str]) -> list[list[int]]:
    """For each phrase that occurs, where (at most 50 places), as flat lists of starts; last the length."""
    found: list[list[int]] = []
    for phrase in phrases:
        starts: list[int] = []
        at = text.find(phrase)
        while at >= 0 and len(starts) < 50:
            starts.append(at)
            at = text.find(phrase, at + 1)
        if starts:
            found.append([*starts, len(phrase)])
    return found


def _holds(page: Page, at: int, places: list[list[int]]) -> bool:
    start, stop = page.within(at)
    for *starts, length in places:
        first = bisect_left(starts, start)
        if first == len(starts) or starts[first] + length > stop:
            return False
    return True


def _is_layout(page: Page, at: int) -> bool:
    """Whether the element is a table that holds tables, so that it frames the report."""
    tags = page.tree.tags
    return tags[at] == "table" and "table" in tags[at + 1 : page.tree.ends[at]]


def _with_opening(page: Page, path: list[int]) -> int:
    """Climb to an element around the article if it adds the report's opening and little else."""
    article = path[-1]
    start, stop = page.within(article)
    for around in reversed(path[-4:-1]):
        first, last = page.within(around)
        before = page.text[first:start]
        if (first - start) + (last - stop) > max(1500, (stop - start) // 3) or len(before) > 3000:
            break
        if any(phrase in before for phrase in anchors()["opening"]) and not any(
            phrase in page.text[start:stop] for phrase in anchors()["opening"]
        ):
            return around
    return article


def _by_container(page: Page) -> int:
    """The element that publishing systems name as the text's, if exactly one has a third of the page's text."""
    wanted_ids = {name[1:] for name in anchors()["containers"] if name[0] == "#"}
    wanted_classes = {name[1:] for name in anchors()["containers"] if name[0] == "."}
    wanted_tags = {name for name in anchors()["containers"] if name[0] not in "#."}
    best, length = 0, len(page.text) // 3
    for at, tag in enumerate(page.tree.tags):
        node = page.tree.data[at]
        if tag in ("", "/") or node is None:
            continue
        attributes = node.attributes
        classes = (attributes.get("class") or "").split()
        if tag in wanted_tags or attributes.get("id") in wanted_ids or wanted_classes.intersection(classes):
            start, stop = page.within(at)
            if stop - start > length:
                best, length = at, stop - start
    return best
