"""What stands around the report in a page and belongs to it: its title and the date of its publication."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from checker.loaders.html_article import Page
from checker.loaders.html_blocks import BLOCK, squeeze
from checker.loaders.html_tree import CLOSE, TEXT
from checker.loaders.words import anchors

#: A line that leads to the rest of a text: a pager, or a link that unfolds it.
_MORE = re.compile(
    r".{0,60}(?:下一?页|余下全文|(?:展开|查看|阅读)(?:全文|更多|剩余))[>»›\d\])】]*.{0,30}|.{0,20}共(?!1页)\d{1,3}页.{0,60}"
)
#: How many lines before the report are asked for a title.
_NEAR = 30


class Near(NamedTuple):
    """A line of the page: its text, the level of the heading it is (or None), and whether it is a link or in a list."""

    text: str
    heading: int | None = None
    linked: bool = False


def lines(page: Page, start: int, stop: int) -> list[Near]:
    """The lines of the events [start, stop), whose elements need not be whole."""
    tags, data = page.tree.tags, page.tree.data
    found: list[Near] = []
    parts: list[str] = []
    heading: int | None = None
    links, linked = 0, False
    for at in range(start, stop):
        tag = tags[at]
        if tag == TEXT:
            parts.append(data[at])
            linked = linked or links > 0
            continue
        name = tags[data[at]] if tag == CLOSE else tag
        if name in BLOCK:
            text = squeeze("".join(parts))
            if text:
                found.append(Near(text, heading, linked))
            parts, linked = [], False
            if name[0] == "h" and name[1:].isdigit():
                heading = int(name[1]) if tag != CLOSE else None
        if name in ("a", "li"):
            links = max(links - 1, 0) if tag == CLOSE else links + 1
    text = squeeze("".join(parts))
    return [*found, Near(text, heading, linked)] if text else found


def has_title(page: Page, article: int) -> bool:
    """Whether the report itself opens with a line that names it."""
    start, stop = page.within(article)
    opening = page.text[start : min(stop, start + 120)]
    end = re.search(r"[。；]|一、|根据|按照|依据|本报告|本机关|为贯彻", opening)
    return any(word in opening[: end.start() if end else None] for word in anchors()["title"])


def title_before(page: Page, article: int, before: Sequence[Near]) -> Near | None:
    """The line above the report that names it: no link, no trail of links, and of the report's own year."""
    words, trail = anchors()["title"], anchors()["trail"]
    start, stop = page.within(article)
    years = Counter(re.findall(r"20\d\d", page.text[start:stop]))
    year = max(years, key=lambda y: (years[y], y)) if years else ""
    named = [
        line
        for line in before[-_NEAR:]
        if not line.linked
        and len(line.text) <= 60
        and any(word in line.text for word in words)
        and not any(mark in line.text for mark in trail)
    ]
    headings = [
        line for line in named if line.heading and not re.search(r"20\d\d", line.text.replace(year, ""))
    ]
    dated = [line for line in named if year and year in line.text]
    wanted = headings or dated
    return wanted[-1] if wanted else None


_DATE = r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})"


def elsewhere(source: str, lines: Sequence[str]) -> list[str]:
    """Why a part of the report may stand where the page does not show it: on its next page, behind a link that
    unfolds it, or after the point where the page was cut off."""
    found: list[str] = []
    if any(_MORE.fullmatch("".join(line.split())) for line in lines if len(line) < 200):
        found.append("网页上有翻页或展开全文的链接，这里只有其中一页，请把各页都保存下来合在一起再检查")
    low = source.lower()
    if ("<html" in low or "<body" in low) and "</body" not in low and "</html" not in low:
        found.append("网页没有结尾，可能没有下载完整，请重新下载再检查")
    return found


def published(near: Sequence[str], parser: Any) -> str:
    """The date of publication as 2025-01-15, "" where none is named.

    It stands after a label such as 「发布日期：」, in the same line or the next; a label that
    says more counts before one that says less. Failing that, the head of the page may hold it.
    """
    labels: list[str] = anchors()["published"]
    # 「时间」 and 「日期」 end other words too: 「统计时间」 is not when the page was published.
    names = "|".join(("(?<![\u4e00-\u9fff])" if len(label) == 2 else "") + label for label in labels)
    pattern = re.compile(rf"({names})[】\])）]?[:：]?[\[【]?(?:{_DATE}|$)")
    best, date = len(labels), ""
    texts = ["".join(text.split()) for text in near if len(text) <= 300]
    for text, following in pairwise([*texts, ""]):
        for found in pattern.finditer(text):
            rank = labels.index(found[1])
            iso = _iso(found, 2) if found[2] else _iso(re.match(_DATE, following))
            if iso and rank < best:
                best, date = rank, iso
    if date:
        return date
    for name in anchors()["published_meta"]:
        for attribute in ("name", "property"):
            node = parser.css_first(f'meta[{attribute}="{name}"]')
            date = _iso(re.search(_DATE, node.attributes.get("content") or "")) if node else ""
            if date:
                return date
    return ""


def _iso(found: re.Match[str] | None, first: int = 1) -> str:
    """The date whose year, month and day are the groups from `first` on; "" for none and for no real date."""
    try:
        return datetime.date(*(int(found[first + i]) for i in range(3))).isoformat() if found else ""
    except ValueError:
        return ""
