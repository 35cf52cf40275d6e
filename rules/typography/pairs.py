"""Pairs: brackets, quotes and title marks that do not match, and straight or corner quotes (L602, L603, L604)."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from ..outline import regex
from .chars import AFTER, BEFORE, CLOSING, ODD_SPACES, SPACES, STOPS, is_han, left, right
from .hits import Hit
from .marks import chinese

PAIRS = {
    "（": "）",
    "“": "”",
    "‘": "’",
    "《": "》",
    "〈": "〉",
    "「": "」",
    "『": "』",
    "【": "】",
    "〔": "〕",
    "［": "］",
}
_ALL = "[\n()（）“”‘’《》〈〉「」『』【】〔〕［］]"
_OF = {closing: opening for opening, closing in PAIRS.items()} | {")": "（"}
_OPENS = {opening: opening for opening in PAIRS} | {"(": "（"}
QUOTES = (("「", "」"), ("『", "』"), ("“", "”"))
#: How many paragraphs on a quotation may end.
REACH = 3
#: 「1）公开」: the bracket of an ordinal has no partner.
ORDINAL = r"(?:^|[\n，。；：、\s])(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])$"


def pairs(t: str, out: list[Hit], claimed: set[int], masked: set[int]) -> None:
    """Every hit about pairs in the text."""
    left_over: list[tuple[int, int, bool]] = []
    suspect = _suspect(t)
    if suspect:
        # Where each paragraph begins: one more than the line ends before it.
        starts = list(accumulate([len(line) + 1 for line in t.split("\n")]))
        for line in suspect:
            _paragraph(t, starts[line - 1], starts[line] - 1, out, claimed, left_over)
        _unpaired(t, left_over, starts, out)


def _suspect(t: str) -> list[int]:
    """The lines whose marks do not cancel out, or have half-width brackets: most need no closer look."""
    lean = "".join(regex(_ALL).findall(t))
    before = -1
    while len(lean) != before:
        before = len(lean)
        for opening, closing in PAIRS.items():
            lean = lean.replace(opening + closing, "")
    # `lean` has the line ends of the text: a stretch between two of them belongs to one paragraph.
    return [number for number, rest in enumerate(lean.split("\n")) if rest]


def _paragraph(
    t: str,
    start: int,
    end: int,
    out: list[Hit],
    claimed: set[int],
    over: list[tuple[int, int, bool]],
) -> None:
    stack: list[int] = []
    dropped: list[int] = []
    for match in regex(_ALL).finditer(t, start, end):
        i, c = match.start(), match[0]
        if i in claimed:
            continue
        if c in _OPENS:
            stack.append(i)
            continue
        opening = _OF[c]
        if stack and _OPENS[t[stack[-1]]] == opening:
            a = stack.pop()
            if c == ")" or t[a] == "(":
                _matched(t, a, i, out, claimed)
            continue
        at = next((k for k in range(len(stack) - 1, -1, -1) if _OPENS[t[stack[k]]] == opening), None)
        if at is not None:
            dropped += stack[at + 1 :]
            _matched(t, stack[at], i, out, claimed)
            del stack[at:]
            continue
        if c == "’" and t[i - 1].isascii() and t[i - 1].isalnum():
            continue
        if opening == "（" and regex(ORDINAL).search(t, max(start - 1, i - 5), i):
            continue
        crossed = next((k for k in dropped if _OPENS[t[k]] == opening), None)
        if crossed is not None:
            dropped.remove(crossed)
            out.append((crossed, crossed + 1, "crossed", "", ()))
        elif c != ")" or _in_chinese(t, i):
            over.append((i, start, False))
    for i in sorted([*dropped, *stack]):
        if t[i] != "(" or _in_chinese(t, i):
            over.append((i, start, True))


def _in_chinese(t: str, i: int) -> bool:
    return is_han(t[left(t, i)]) or is_han(t[right(t, i)])


def _unpaired(t: str, over: list[tuple[int, int, bool]], lines: list[int], out: list[Hit]) -> None:
    """Report the marks without a partner; a pair may stand in neighbouring paragraphs (broken lines)."""
    over.sort()
    gone: set[int] = set()
    for k, (i, start, opens) in enumerate(over):
        if k in gone:
            continue
        opening = _OPENS.get(t[i]) or _OF[t[i]]
        for m in range(k + 1, len(over)):
            j, other, closes = over[m]
            if other != start and bisect_right(lines, j) - bisect_right(lines, i) > REACH:
                break
            if m in gone or (_OPENS.get(t[j]) or _OF[t[j]]) != opening:
                continue
            if opens and not closes and other != start:
                gone |= {k, m}
            elif t[i] == t[j] and other == start and opening in "“‘":
                # ”…” or “…“: one of the two is turned the wrong way.
                wrong, expected = (j, PAIRS[opening]) if opens else (i, opening)
                out.append((wrong, wrong + 1, "turned", expected, ((wrong, wrong + 1, expected),)))
                gone |= {k, m}
            break
        if k not in gone:
            expected = PAIRS[opening] if opens else opening
            out.append((i, i + 1, "unclosed" if opens else "unopened", expected, ()))


def _matched(t: str, a: int, b: int, out: list[Hit], claimed: set[int]) -> None:
    """A pair of brackets: half-width ones round Chinese, or one of each width."""
    if t[a] != "(" and t[b] != ")":
        return
    mixed = not (t[a] == "(" and t[b] == ")")
    p, n = t[left(t, a)], t[right(t, b)]
    if not mixed:
        inside = t[a + 1 : b]
        belongs = (
            any(map(is_han, inside)) or is_han(p) or p in BEFORE or is_han(n) or n in AFTER or n in STOPS
        )
        if not inside.strip() or not belongs:
            return
        if not any(map(is_han, inside)) and t[a - 1].isascii() and t[a - 1].isalnum():
            return  # minute(s)
    edits = (_edit(t, a, "（", claimed), _edit(t, b, "）", claimed))
    kind = "bracket-mixed" if mixed else "bracket"
    out.append((a, b + 1, kind, f"（{t[a + 1 : b]}）", edits))


def _edit(t: str, i: int, new: str, claimed: set[int]) -> tuple[int, int, str]:
    """A full-width bracket for the half-width one, without the spaces around it."""
    if t[i] == new:
        return i, i + 1, new
    a, b = i, i + 1
    while t[a - 1] in SPACES:
        a -= 1
    while t[b] in SPACES:
        b += 1
    # Others may have the space taken out already: an odd space, another half-width mark, a full-width one.
    if i - 1 in claimed or not ODD_SPACES.isdisjoint(t[a:i]) or _own(t[a - 1]):
        a = i
    if i + 1 in claimed or not ODD_SPACES.isdisjoint(t[i + 1 : b]) or _own(t[b]):
        b = i + 1
    claimed.update(range(a, b))
    return (i if t[a - 1] == "\n" else a), (i + 1 if t[b] == "\n" else b), new


def _own(c: str) -> bool:
    """Whether a space beside this mark is reported by itself (L605)."""
    return c in STOPS or c in CLOSING or c in AFTER or c == "…"


def quotes(t: str, out: list[Hit], claimed: set[int], masked: set[int]) -> None:
    """Straight quotes in Chinese text, and corner quotes."""
    if '"' in t:
        _straight(t, '"', "“", "”", out, claimed, masked)
    if "'" in t:
        _straight(t, "'", "‘", "’", out, claimed, masked)
    for opening, closing in (("「", "」"), ("『", "』")):
        if opening in t:
            _corner(t, opening, closing, out, claimed)


def _straight(
    t: str, sign: str, opening: str, closing: str, out: list[Hit], claimed: set[int], masked: set[int]
) -> None:
    line = -1
    found: list[int] = []
    places = [m.start() for m in regex(sign).finditer(t)]
    for i in [*places, -1]:
        end = t.find("\n", i) if i >= 0 else -1
        if end != line or i < 0:
            _straight_line(t, found, opening, closing, out, claimed)
            line, found = end, []
        if i >= 0 and i not in masked and not _apostrophe(t, i, len(found) % 2 == 1):
            found.append(i)


def _apostrophe(t: str, i: int, opened: bool) -> bool:
    p, n = t[i - 1], t[i + 1]
    latin = p.isascii() and p.isalnum()
    if t[i] == '"':
        return p.isdigit() and not opened  # inches
    return latin and ((n.isascii() and n.isalnum()) or not opened)


def _straight_line(
    t: str, found: list[int], opening: str, closing: str, out: list[Hit], claimed: set[int]
) -> None:
    """The quotes of one paragraph: first opens, second closes."""
    for a, b in zip(found[::2], found[1::2], strict=False):
        p, n = t[left(t, a)], t[right(t, b)]
        if any(map(is_han, t[a + 1 : b])) or _beside(p) or _beside(n):
            new = [(*_reach(t, a, claimed), opening), (*_reach(t, b, claimed), closing)]
            if t[b - 1] == "." and chinese(t[b - 2]):
                new[1] = (b - 1, new[1][1], "。" + closing)  # the stop belongs to what is quoted
            inside = t[a + 1 : b]
            shown = inside if len(inside) <= 20 else inside[:9] + "…" + inside[-9:]
            out.append((a, b + 1, "straight", f"{opening}{shown}{closing}", tuple(new)))
    if len(found) % 2:
        i = found[-1]
        if _in_chinese(t, i):
            out.append((i, i + 1, "straight-odd", "", ()))


def _beside(c: str) -> bool:
    return is_han(c) or c in STOPS or c in BEFORE or c in AFTER


def _reach(t: str, i: int, claimed: set[int]) -> tuple[int, int]:
    """A straight quote with the spaces that would be stray beside a curly one."""
    a, b = i, i + 1
    while t[a - 1] in SPACES:
        a -= 1
    while t[b] in SPACES:
        b += 1
    if i - 1 in claimed or not (is_han(t[a - 1]) and ODD_SPACES.isdisjoint(t[a:i])):
        a = i
    if i + 1 in claimed or not (is_han(t[b]) and ODD_SPACES.isdisjoint(t[i + 1 : b])):
        b = i + 1
    return a, b


def _corner(t: str, opening: str, closing: str, out: list[Hit], claimed: set[int]) -> None:
    """「」 and 『』 that match: “ ” outside, ‘ ’ inside another pair of quotes."""
    at = depth = 0
    for match in regex(f"{opening}[^{opening}{closing}\n]*{closing}").finditer(t):
        a, b = match.start(), match.end() - 1
        # Counted on from the last one: a text of nothing but quotes must not take for ever.
        line = t.rfind("\n", at, a)
        if line >= 0:
            at, depth = line, 0
        depth += sum(t.count(o, at, a) - t.count(c, at, a) for o, c in QUOTES)
        at = a
        new = ("‘", "’") if depth > 0 else ("“", "”")
        inside = t[a + 1 : b]
        shown = inside if len(inside) <= 20 else inside[:9] + "…" + inside[-9:]
        out.append((a, b + 1, "corner", f"{new[0]}{shown}{new[1]}", ((a, a + 1, new[0]), (b, b + 1, new[1]))))


__all__ = ["pairs", "quotes"]
