"""HTML -> `Document`: the report in a page, whatever stands around it."""

from __future__ import annotations

from typing import Any, Protocol

from checker.loaders import html_around
from checker.loaders.blocks import Blocks
from checker.loaders.html_article import Page, find_article
from checker.loaders.html_blocks import Walker, squeeze
from checker.loaders.html_tree import HIDDEN, STRUCK, Tree, parse
from checker.model import Document, Paragraph

#: How many lines before, in and after the report are asked for a date.
_NEAR = 30


class Trace(Protocol):
    """Follows a reading to keep where each text came from."""

    def prepare(self, tree: Tree) -> None:
        """May put texts that know their places into the tree."""

    def walker(self, page: Page, blocks: Blocks) -> Walker:
        """The walker to use."""


def load(data: bytes, path: str) -> Document:
    """Read the bytes of a page. Raises `Unreadable`."""
    from checker.loaders.encoding import decode

    return load_text(decode(data)[0], path)


def load_text(text: str, path: str) -> Document:
    """Read a page.

    `metadata`: "title" (of the page), "published" (ISO date, where the page names one),
    "pictures", "picture_blocks" (the index of the block after each picture), "hidden", "struck", "marks".
    """
    return load_traced(text, path)


def load_traced(text: str, path: str, trace: Trace | None = None) -> Document:
    """Read a page as `load_text` does, followed by a `Trace`."""
    tree, parser = parse(text)
    if trace is not None:
        trace.prepare(tree)
    page = Page(tree)
    document = Document(path, "html", "")
    if not tree.tags:
        return document
    article = find_article(page)
    blocks = Blocks()
    before = html_around.lines(page, max(0, article - 3000), article)
    after_from = tree.ends[article] + 1
    title = None if html_around.has_title(page, article) else html_around.title_before(page, article, before)
    if title is not None:
        blocks.paragraph(title.text, heading=title.heading or 1)
    walker = Walker(page, blocks) if trace is None else trace.walker(page, blocks)
    walker.walk(article, after_from)
    document.blocks = blocks.blocks
    own = [block for block in blocks.blocks[:_NEAR] if isinstance(block, Paragraph)]
    after = html_around.lines(page, after_from, min(len(tree.tags), after_from + 300))
    near = (
        [line.text for line in before[-_NEAR:]]
        + [p.text for p in own]
        + [line.text for line in after[:_NEAR]]
    )
    head = parser.css_first("title")
    lines = [line.text for line in before[-_NEAR:]] + [line.text for line in after[:_NEAR]]
    lines += [block.text for block in blocks.blocks if isinstance(block, Paragraph)]
    metadata: dict[str, Any] = {
        "elsewhere": html_around.elsewhere(text, lines),
        "title": squeeze(head.text()) if head else "",
        "published": html_around.published(near, parser),
        "pictures": len(walker.picture_blocks),
        "picture_blocks": walker.picture_blocks,
        "hidden": walker.counts[HIDDEN],
        "struck": walker.counts[STRUCK] or int(tree.crossed),
        "marks": walker.marks,
    }
    document.metadata = {name: value for name, value in metadata.items() if value}
    return document


def fragment(html: str) -> Document:
    """A piece of HTML, such as a table inside a Markdown file."""
    tree, _ = parse(html)
    blocks = Blocks()
    document = Document("", "html", "", blocks.blocks)
    if tree.tags:
        walker = Walker(Page(tree), blocks)
        walker.walk(0, len(tree.tags))
        document.metadata = {"struck": walker.counts[STRUCK], "hidden": walker.counts[HIDDEN]}
    return document


__all__ = ["Trace", "fragment", "load", "load_text", "load_traced"]
