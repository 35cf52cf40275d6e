"""Many words looked for in one pass.

One `str.find` a word is quick, but there are hundreds of words. One pattern for all of them is skipped
over most characters by its first characters alone: so each word is looked for by its rarest character,
and what stands before that is compared afterwards. Patterns share beginnings (a trie).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

# The characters reports are full of, the most common first: counted over real reports and our examples.
_COMMON = (
    "，、。0123456789"
    "公政开信息府年情况件工条作的理和办行报告主请动申中一人度务要及《》“”（）：；发处事民规日共本进依其不计文例国体时据局到收统项定全法布期在总道等关"
    "月街结通网部复区二制市分华求新站下保提室议性他实问题以范对平管数众建为组门重会三予上按有成审台用社县我镇限化点诉至内程责服推改方大"
    "过与机根号完强障无合未是善监策现领确解查需海了转任所督权讼第员存态指四容科照群职户由续水列受各导编栏目专设能常展微均个高持金面接知"
)
_RARITY = {character: rank for rank, character in enumerate(_COMMON)}


def rarest(word: str) -> int:
    """The place in a word of the character that stands in reports least often; the first of several."""
    ranks = [_RARITY.get(character, len(_COMMON)) for character in word]
    return ranks.index(max(ranks))


#: A text up to this length, in characters, is searched faster than conditions are compiled.
SHORT = 50_000


class Finder:
    """Finds words wherever they stand, also within one another."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """`words`: what to look for, and what must hold behind it (a pattern that takes no characters, "" for
        none) for it to be worth telling; the conditions spare time in a long text and are left out in a short
        one, so whoever finds a word looks for himself. Compiles patterns: keep the finder."""
        self.words = sorted(words)
        self._conditions: dict[str, list[str]] = {}
        #: The words by the part that is looked for, each with how much of it stands before that part.
        self._parts: dict[str, list[tuple[int, str]]] = {}
        for word in self.words:
            at = rarest(word)
            before = f"(?<={re.escape(word)})" if at else ""
            self._conditions.setdefault(word[at:], []).append(before + words[word])
            self._parts.setdefault(word[at:], []).append((at, word))
        #: What may stand where the pattern found the shortest part.
        self._candidates: dict[str, list[tuple[int, str]]] = {}

    @cached_property
    def _lean(self) -> re.Pattern[str]:
        return re.compile(_trie([(part, "") for part in sorted(self._parts)]))

    @cached_property
    def _strict(self) -> re.Pattern[str]:
        conditions = self._conditions.items()
        return re.compile(
            _trie(sorted((p, "" if "" in found else f"(?:{'|'.join(found)})") for p, found in conditions))
        )

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """(where, word) for every word, in the order of their rarest characters, shorter words first."""
        search = (self._lean if len(text) <= SHORT else self._strict).search
        match = search(text)
        while match is not None:
            at, part = match.start(), match[0]
            candidates = self._candidates.get(part)
            if candidates is None:
                longer = (p for p in self._parts if p.startswith(part))
                candidates = sorted((w for p in longer for w in self._parts[p]), key=lambda w: len(w[1]))
                self._candidates[part] = candidates
            for before, word in candidates:
                if at >= before and text.startswith(word, at - before):
                    yield at - before, word
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
