"""Many words looked for in one pass.

One `str.find` a word is quick, but there are hundreds of words. A pattern that shares the
beginnings of words (a trie) is skipped over most characters by its first characters alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

# The characters reports are full of.
_COMMON = frozenset(
    "的政府信息公开工作行一不年国民人务主动申请情况大有在中上对和分区市县要部网站度法为报告及以发进新实制机建"
)


def skipped(word: str) -> int:
    """How many characters of a word to leave out so that it begins with one that is not everywhere."""
    return next((i for i, c in enumerate(word) if c not in _COMMON), 0)


class Finder:
    """Finds words wherever they begin, also within one another."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """`words`: what to look for, and what must hold behind it (a pattern that takes no characters,
        "" for none). Compiles a pattern: keep the finder."""
        self.words = sorted(words)
        self._pattern = re.compile(_trie([(word, words[word]) for word in self.words]))
        #: What may stand where the pattern found its shortest word.
        self._longer: dict[str, list[str]] = {}

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """(where, word) for every word, by place, shorter words first."""
        search = self._pattern.search
        match = search(text)
        while match is not None:
            at, short = match.start(), match[0]
            yield at, short
            longer = self._longer.get(short)
            if longer is None:
                longer = [w for w in self.words if w.startswith(short) and w != short]
                self._longer[short] = longer
            for word in longer:
                if text.startswith(word, at):
                    yield at, word
            match = search(text, at + 1)


def _trie(words: list[tuple[str, str]]) -> str:
    """A pattern that matches the shortest of the words that stands at a place."""
    heads: dict[str, list[tuple[str, str]]] = {}
    for word, condition in words:
        heads.setdefault(word[0], []).append((word[1:], condition))
    branches = []
    for head, rests in heads.items():
        if len(rests) == 1:
            branches.append(re.escape(head + rests[0][0]) + rests[0][1])
        elif not rests[0][0]:  # sorted: the shortest comes first
            longer = f"|{_trie(rests[1:])}" if rests[0][1] else ""
            branches.append(f"{re.escape(head)}(?:{rests[0][1]}{longer})")
        else:
            branches.append(f"{re.escape(head)}(?:{_trie(rests)})")
    return "|".join(branches)
