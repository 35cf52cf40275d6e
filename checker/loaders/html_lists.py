"""Numbers a browser shows before list items and the source does not hold: 1. 2. 一、 a. iv."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.loaders.html_tree import Tree
from checker.loaders.words import ENUMERATOR

_HAN = "零一二三四五六七八九"
_CHINESE = frozenset({
    "cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "simp-chinese-formal", "trad-chinese-formal",
    "japanese-informal",
})  # fmt: skip
_TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "1": "decimal"}


@dataclass(slots=True)
class List:
    """An ordered list: how its items are numbered, the number of the next and the step to the one after."""

    style: str
    count: int = 1
    step: int = 1

    @classmethod
    def of(cls, tree: Tree, at: int) -> List:
        """The list at an opening event."""
        style = tree.attribute(at, "style").lower()
        named = re.search(r"list-style(?:-type)?\s*:([^;]*)", style)
        words = set(re.findall(r"[a-z-]+", named[1])) if named else set()
        kind = _TYPES.get(tree.attribute(at, "type").strip(), "decimal")
        for word in words:
            if word == "none" or word in _CHINESE or word.startswith(("decimal", "cjk", "lower", "upper")):
                kind = word
        first = re.match(r"\s*(-?\d{1,6})", tree.attribute(at, "start"))
        node = tree.data[at]
        if node is not None and "reversed" in node.attributes:
            items = sum(1 for child in tree.children(at) if tree.tags[child] == "li")
            return cls(kind, int(first[1]) if first else items, -1)
        return cls(kind, int(first[1]) if first else 1)

    def next(self, tree: Tree, at: int) -> str:
        """The number of the item at an opening event, with its mark; "" where none is shown."""
        value = re.match(r"\s*(-?\d{1,6})", tree.attribute(at, "value"))
        if value:
            self.count = int(value[1])
        count, self.count = self.count, self.count + self.step
        own = re.search(r"list-style(?:-type)?\s*:\s*none", tree.attribute(at, "style").lower())
        return "" if own else number(self.style, count)


def number(style: str, count: int) -> str:
    """The number `count` in a list style, with the mark a browser puts behind it."""
    if style == "none" or style in ("disc", "circle", "square"):
        return ""
    if style in _CHINESE and 0 < count < 100:
        return han(count) + "、"
    if style.endswith(("alpha", "latin")) and 0 < count < 27:
        return chr((65 if style.startswith("upper") else 97) + count - 1) + "."
    if style.endswith("roman") and 0 < count < 40:
        tens, ones = divmod(count, 10)
        roman = "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
        return (roman.upper() if style.startswith("upper") else roman) + "."
    if style == "decimal-leading-zero":
        return f"{count:02d}."
    return f"{count}."


def han(count: int) -> str:
    """1 to 99 in Chinese numerals: 一, 十, 十二, 二十."""
    tens, ones = divmod(count, 10)
    return ("" if not tens else "十" if tens == 1 else _HAN[tens] + "十") + (_HAN[ones] if ones else "")


def number_before(number: str, text: str) -> str:
    """The number to show before an item: none where the text carries its own (the page's style hides the other)."""
    return "" if not number or ENUMERATOR.match(text) else number
