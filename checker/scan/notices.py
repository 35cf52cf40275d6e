"""What a page says of itself in a few words: that a list is empty, that there is no such page; and a list that is empty
without a word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.scan.vocabulary import regex, words

#: A longer text is a sentence, no notice that a list is empty.
_SHORT = 24
#: ... and one that there is no such page.
_NOTICE = 40


def _short_texts(root: Any, longest: int) -> Iterator[str]:
    """The texts of their own that a page shows, no longer than `longest` characters: a notice, no sentence."""
    for node in root.traverse(include_text=True):
        text = (node.text_content or "").strip() if node.tag == "-text" else ""
        if 2 < len(text) <= longest and not _is_hidden(node):
            yield text.strip("【】[]()（）。.!！… ")


def _is_hidden(node: Any) -> bool:
    """Whether an element above a text keeps it from being seen until a script wants it seen."""
    above = node.parent
    for _level in range(4):
        if above is None or above.tag in ("body", "html"):
            return False
        attributes = above.attributes
        if (
            "hidden" in attributes
            or regex(words()["hidden"]).search(attributes.get("style") or "")
            or regex(words()["hidden_class"]).search(attributes.get("class") or "")
        ):
            return True
        above = above.parent
    return False


def says_empty(root: Any) -> bool:
    """Whether a text of its own says that there is nothing: in a sentence (「没有相关信息的，…」) it says something else."""
    empty = regex(words()["empty"])
    return any(empty.fullmatch(text) for text in _short_texts(root, _SHORT))


def says_missing(root: Any, title: str) -> str:
    """What says that there is no such page, though the server says nothing of the kind; "" where nothing does."""
    missing = regex(words()["missing"])
    texts = [title, *_short_texts(root, _NOTICE)]
    return next((text for text in texts if missing.fullmatch(text.strip("！!。. "))), "")


def is_hollow(root: Any) -> bool:
    """Whether there is a list without an item, which a script may fill."""
    for node in root.css("ul, ol, tbody, [id*=list], [id*=List]"):
        names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
        if (
            not regex(words()["aside"]).search(names)
            and not node.text().strip()
            and node.css_first("img") is None
        ):
            return True
    return False
