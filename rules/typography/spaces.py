"""Spaces: between Han, at full-width marks, by digits (L605, L606), and spaces that are none (L615)."""

from __future__ import annotations

from ..outline import regex
from .chars import (
    ASCII_MARKS,
    BEFORE,
    CURLY,
    MEASURES,
    ODD_SPACES,
    SPACES,
    UNIT_SIGNS,
    WIDE,
    is_han,
    is_latin,
    left,
)
from .hits import Hit

#: From this width on a gap is layout (a signature, two columns of contact data), not a slip.
LAYOUT = 4
#: 「总 计」「电　话：」: a word of two to four characters spread out, alone between marks.
SPREAD = r"[\n，。；：（、](?:[一-龥]{S}{1,6}){1,3}[一-龥](?=[\n，。；：:（(、])"


def stray(before: str, after: str) -> str:
    """The kind of the space between two characters: "space", "space-digit", or "" where it may stand."""
    han, then = is_han(before), is_han(after)
    if (han and then) or before in WIDE or after in WIDE:
        return "space"
    if before in CURLY or after in CURLY:
        # The curly quotes belong to English as well.
        return "space" if han or then or (before in CURLY and after in CURLY) else ""
    if han:
        return "space-digit" if is_latin(after) or after == "`" else ""
    if then:
        return "space-digit" if is_latin(before) or before == "`" or before in UNIT_SIGNS else ""
    return "space-digit" if after in UNIT_SIGNS and before.isdigit() else ""


def space(t: str, i: int, out: list[Hit], claimed: set[int], masked: set[int]) -> None:
    """A run of spaces that begins at `i`."""
    p = t[i - 1]
    if p in SPACES or p == "\n":
        return
    e = i + 1
    while t[e] in SPACES:
        e += 1
    n = t[e]
    if n == "\n":
        return
    kind = _by_dash(t, i - 1, e) if n == "—" or p == "—" else stray(p, n)
    run = t[i:e]
    if not ODD_SPACES.isdisjoint(run):
        _odd(t, i, e, kind, out)
        return
    if not kind or (masked and (i - 1 in masked or e in masked)):
        return
    if e - i > 1 and (len(run) + run.count("\u3000") >= LAYOUT or _blank(t, e)):
        return
    if e - i == 1 and n in MEASURES and _blank(t, e):
        return
    if kind == "space" and is_han(p) and is_han(n) and _spread(t, i):
        return
    out.append((i, e, kind, "", ((i, e, ""),)))


def _by_dash(t: str, last: int, first: int) -> str:
    """The kind of a space beside a dash: stray at a whole ——; two halves of one are the dash's own affair."""
    before, after = t[last] == "—", t[first] == "—"
    whole = (before and t[last - 1] == "—") or (after and t[first + 1] == "—")
    return "space" if whole and before != after else ""


def _odd(t: str, i: int, e: int, kind: str, out: list[Hit]) -> None:
    p, n = t[i - 1], t[e]
    odd = next(c for c in t[i:e] if c in ODD_SPACES)
    drop = kind or is_han(p) or is_han(n) or p in BEFORE or n in ASCII_MARKS
    drop = drop or (p in ASCII_MARKS and is_han(t[i - 2]))
    out.append((i, e, "odd-space", f"U+{ord(odd):04X}", ((i, e, "" if drop else " "),)))


def _blank(t: str, e: int) -> bool:
    """Whether the gap is a number left out (「信息  条」): closing it would hide that (P406)."""
    before = t[left(t, e)]
    return t[e] in MEASURES and not is_han(t[e + 1]) and not before.isdigit()


def _spread(t: str, i: int) -> bool:
    """Whether the space stands inside a spread label."""
    if not ((t[i - 2] in SPACES or not is_han(t[i - 2])) and is_han(t[i - 1])):
        return False
    lowest = t.rfind("\n", max(i - 16, 0), i)
    pattern = regex(SPREAD.replace("{S}", "[ \\t\\u3000]"))
    for start in range(i - 2, max(i - 16, lowest, 0) - 1, -1):
        match = pattern.match(t, start)
        if match and match.end() > i:
            return True
    return False
