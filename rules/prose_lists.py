"""Totals and their parts in prose: 「612条，其中：网站427条，微信185条」.

A `Listing` is a total with the parts a word such as 其中 opens. Nested lists are counted once: in
「重点领域15条，包括社会救助14条和养老服务1条，意见征集17条」 the outer list goes on with 17.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import islice

from .outline import regex, words
from .prose_figures import Mark, Passage, Quantity, Token, unit_class

#: A total stands at most this far before the word that opens its parts, in characters.
REACH = 90
#: ... and the figure that a bracket explains this far before it.
BRACKET = 12
#: Figures and marks of one list that are looked at.
LONGEST_LIST = 200
#: Lists of one paragraph that are looked at.
MOST_LISTS = 40


@dataclass(slots=True)
class Listing:
    """A total and its parts. `kind`: "其中", "whole" (分别为), "some" (包括), "bare" (no word); `colon`: a colon opens the parts.

    `parts` are those of this level that a reader would count; `raw` all figures up to the end of the
    list, those of nested lists among them; `groups` the parts between semicolons. `total` is None
    where there is none to be found (P407). `cut` says that the list was ended by a word, not a mark.
    """

    passage: Passage
    mark: Mark
    kind: str
    total: Quantity | None
    colon: bool
    parts: list[Quantity] = field(default_factory=list)
    raw: list[Quantity] = field(default_factory=list)
    groups: list[list[Quantity]] = field(default_factory=list)
    others: list[Quantity] = field(default_factory=list)
    open_ended: bool = False
    cut: bool = False

    @property
    def sum(self) -> float:
        """What the parts come to."""
        return sum(part.value for part in self.parts)


@cache
def _kind(word: str) -> str:
    triggers = words("prose-figures")["triggers"]
    if word in triggers["of_them"]:
        return "其中"
    return "whole" if word in triggers["whole"] else "some"


def listings(passage: Passage) -> list[Listing]:
    """Every list of parts in a passage, in order."""
    if passage.lists is None:
        passage.lists = _listings(passage)
    return list(passage.lists)


def _listings(passage: Passage) -> list[Listing]:
    tokens = passage.tokens
    found = (
        _listing(passage, index, token) if token.kind == "list" else _bare(passage, index, token)
        for index, token in enumerate(tokens)
        if isinstance(token, Mark) and (token.kind in ("list", "open") or token.text in ":：")
    )
    return list(islice((listing for listing in found if listing is not None), MOST_LISTS))


def _bare(passage: Passage, index: int, mark: Mark) -> Listing | None:
    """A list without a word: 「388条（门户119条，专栏269条）」, 「388条：门户119条，专栏269条」."""
    tokens = passage.tokens
    total = tokens[index - 1] if index else None
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if not isinstance(total, Quantity) or total.end != mark.start or total.percent:
        return None
    if not isinstance(following, Quantity) or not following.label:
        return None
    listing = Listing(passage, mark, "bare", total, mark.kind == "sep")
    _collect(listing, tokens, index + 1)
    parts = listing.parts
    return listing if len(parts) > 1 and all(not _compared(p.label) for p in parts) else None


def _compared(label: str) -> bool:
    """Whether a figure in a list compares instead of counting a part, or has no name."""
    return (
        not label.strip("、和及")
        or regex(words("prose-readings")["scope"]["growth"]).search(label) is not None
    )


def _grows(label: str) -> bool:
    """Whether a figure tells by how much something grew or shrank."""
    return regex(words("prose-readings")["scope"]["growth"]).search(label) is not None


def _listing(passage: Passage, index: int, mark: Mark) -> Listing | None:
    tokens = passage.tokens
    # 「119条。其中：」 and 「612条，其中：」 and 「包括：」
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    colon = isinstance(following, Mark) and following.text in ":：" and following.start == mark.end
    totals = _totals(passage, index, mark)
    listing = Listing(
        passage, mark, _kind(mark.text), totals[0] if totals else None, colon, others=totals[1:]
    )
    _collect(listing, tokens, index + 1)
    if not listing.raw or any(_grows(part.label) for part in listing.parts):
        return None  # 「增加27条，其中政策类增加43条，动态类减少16条」
    return listing


def one_of_many(listing: Listing) -> bool:
    """Whether the total stands in a row of figures like itself: 「结果维持9件，尚未审结3件，其中……」. What the
    parts belong to is then anybody's guess."""
    total = listing.total
    if total is None:
        return False
    fellows = [
        t for t in listing.passage.tokens
        if isinstance(t, Quantity) and t.sentence == total.sentence and t.depth == total.depth
        and t.end <= total.start and unit_class(t.unit) == unit_class(total.unit) and not t.percent
    ]  # fmt: skip
    return bool(fellows) and total.start - fellows[-1].end <= 24


def _totals(passage: Passage, index: int, mark: Mark) -> list[Quantity]:
    """The figures that the total of a list may be, the likeliest first."""
    before = [t for t in passage.tokens[:index] if isinstance(t, Quantity) and not t.percent]
    near = [
        t for t in before
        if t.depth <= mark.depth and mark.start - t.end <= REACH and mark.sentence - t.sentence <= 1
    ]  # fmt: skip
    if passage.text[max(mark.start - 1, 0) : mark.start] == "(":
        # 「办结1191件（含上年结转189件）」: a bracket explains the figure it follows, no other.
        return [t for t in near[-1:] if t.depth < mark.depth and mark.start - t.end <= BRACKET]
    same = [t for t in near if t.sentence == mark.sentence]
    opens = passage.text[max(mark.start - 1, 0) : mark.start] in ("", "。", "\n", "！")
    if not same and not opens:
        near = []
    if not near:
        return []
    # 「受理309件，较去年增长9件，其中网络申请201件」: a growth has no parts, what grew has.
    first = next((t for t in reversed(near) if not _grows(t.label)), None)
    if first is None:
        return []
    return [first, *(t for t in reversed(before) if t is not first and mark.sentence - t.sentence <= 3)]


def _collect(listing: Listing, tokens: list[Token], begin: int) -> None:
    """Fill the parts of a list from the tokens behind its opening word."""
    mark, passage = listing.mark, listing.passage
    unit = unit_class(listing.total.unit) if listing.total else ""
    level: list[tuple[Quantity, list[Quantity]]] = []
    groups: list[list[Quantity]] = [[]]
    verbed: bool | None = None
    last_sep = ""
    i = begin
    while i < min(len(tokens), begin + LONGEST_LIST):
        token = tokens[i]
        if isinstance(token, Mark):
            if token.kind in ("end", "stop") or (token.kind == "close" and token.depth <= mark.depth):
                listing.cut = token.kind == "stop"
                break
            if token.kind == "open":
                # What stands in brackets explains a part and is none.
                i = _behind_bracket(tokens, i)
                continue
            if token.kind == "list" and token.depth == mark.depth:
                if not level:
                    i += 1
                    continue
                if _kind(token.text) != "其中" or i + 1 < len(tokens):
                    i = _nested(listing, level[-1][0], tokens, i, groups)
                    continue
            if token.kind == "sep":
                last_sep = token.text
                if token.text in ";；":
                    groups.append([])
            i += 1
            continue
        if token.percent or token.depth != mark.depth:
            i += 1
            continue
        if unit and unit_class(token.unit) != unit:
            i += 1
            continue
        unit = unit or unit_class(token.unit)
        is_verbed = _verbed(token.label)
        if verbed is None:
            verbed = is_verbed
        elif is_verbed and not verbed and last_sep != "、":
            listing.cut = True
            break
        if level and _sums_up(token.label):
            listing.cut = True
            break
        level.append((token, []))
        groups[-1].append(token)
        listing.raw.append(token)
        if regex(r"^等|等$").search(token.after) or token.label.endswith("等"):
            listing.open_ended = listing.open_ended or regex("^等").search(token.after) is not None
        i += 1
    listing.parts = [part for part, _ in level]
    listing.groups = [group for group in groups if group]
    if listing.parts:
        tail = passage.text[listing.parts[-1].end : listing.parts[-1].end + 1]
        listing.open_ended = listing.open_ended or tail == "等"


def _behind_bracket(tokens: list[Token], index: int) -> int:
    depth = tokens[index].depth
    for j in range(index + 1, len(tokens)):
        token = tokens[j]
        if isinstance(token, Mark) and (
            token.kind == "end" or (token.kind == "close" and token.depth == depth)
        ):
            return j if token.kind == "end" else j + 1
    return len(tokens)


def _nested(
    listing: Listing, total: Quantity, tokens: list[Token], index: int, groups: list[list[Quantity]]
) -> int:
    """The index behind a list inside a list: as far as its figures come to its own total."""
    depth = listing.mark.depth
    unit = unit_class(total.unit)
    run = 0.0
    fallback: int | None = None
    inner = False
    for j in range(index + 1, min(len(tokens), index + LONGEST_LIST)):
        token = tokens[j]
        if isinstance(token, Mark):
            if token.kind in ("end", "stop") or (token.kind == "close" and token.depth <= depth):
                return fallback if fallback is not None else j
            if token.kind == "sep" and inner:
                if token.text in ";；" and fallback is None:
                    fallback = j
                if token.text in "，," and fallback is None and "、" in _seps(tokens, index, j):
                    fallback = j
            continue
        if token.depth != depth or token.percent or unit_class(token.unit) != unit:
            continue
        inner = True
        listing.raw.append(token)
        run += token.value
        if abs(run - total.value) < 1e-9:
            return j + 1
    return fallback if fallback is not None else len(tokens)


def _seps(tokens: list[Token], begin: int, end: int) -> set[str]:
    return {t.text for t in tokens[begin:end] if isinstance(t, Mark) and t.kind == "sep"}


@cache
def _verbs() -> str:
    return "|".join(sorted(words("prose-figures")["stops"]["verbs"], key=len, reverse=True))


def _verbed(label: str) -> bool:
    """Whether a figure's label begins with a verb of its own: 「收到留言」 behind a list of columns."""
    return (
        regex(rf"^[和及与并]?(?:共|并|累计|全年|年内)?(?:{_verbs()})").match(label.lstrip("、")) is not None
    )


def _sums_up(label: str) -> bool:
    return label in words("prose-figures")["total"]["words"]
