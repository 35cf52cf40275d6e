"""One scan of a text for all of L: rare characters first, then what is anchored at each.

Most characters of a report lead nowhere. One class of rare trigger characters is searched for; the
character found says which of a few checks look around it. Marks one after another, pairs and
literal phrases have a pass each. (One big alternation was twenty times slower.)
"""

from __future__ import annotations

import gc
from bisect import bisect_right
from collections.abc import Callable

from ..outline import regex
from . import chars
from .hits import Hit
from .marks import adjacent, dots, foreign, mark, wide
from .pairs import pairs, quotes
from .phrases import phrases
from .signs import date, sign
from .spaces import space

Handler = Callable[[str, int, list[Hit], set[int], set[int]], None]
TRIGGER = r"[｡､ \t\u3000\xa0\u2000-\u2005\u2007\u202f\u205f,;:?!.\-–—－~～〜…/０-９Ａ-Ｚａ-ｚ\u2800\u3164\ue000-\uf8ff\ufffc\ufffd]"


def _dot(t: str, i: int, out: list[Hit], claimed: set[int], masked: set[int]) -> None:
    if t[i - 1].isdigit():
        if t[i + 1].isdigit():
            date(t, i, out, claimed, masked)
    else:
        mark(t, i, out, claimed, masked)


def _slash(t: str, i: int, out: list[Hit], claimed: set[int], masked: set[int]) -> None:
    if t[i - 1].isdigit() and t[i + 1].isdigit():
        date(t, i, out, claimed, masked)


def _other(t: str, i: int, out: list[Hit], claimed: set[int], masked: set[int]) -> None:
    """A full-width letter or digit, or a character nobody knows."""
    if "０" <= t[i] <= "ｚ":
        wide(t, i, out, claimed, masked)
        return
    match = regex(chars.UNKNOWN + "+").match(t, i)
    if match:
        claimed.update(range(*match.span()))
        out.append((i, match.end(), "unknown", _names(match[0]), ()))


def _narrow(t: str, i: int, out: list[Hit], claimed: set[int], masked: set[int]) -> None:
    """A Chinese mark of half the width, as old Japanese systems have it."""
    out.append((i, i + 1, "half", chars.FULL[t[i]], ((i, i + 1, chars.FULL[t[i]]),)))


HANDLERS: dict[str, Handler] = {
    **dict.fromkeys("｡､", _narrow),
    **dict.fromkeys(chars.SPACES, space),
    **dict.fromkeys(",;:?!", mark),
    ".": _dot,
    "/": _slash,
    **dict.fromkeys("-–—－~～〜", sign),
    "…": dots,
}


def scan(text: str) -> list[Hit]:
    """Every hit in a text that begins and ends with a line end, in order; a line is a paragraph.

    Looks at nothing but the text: what depends on the role of a paragraph is elsewhere.
    """
    collecting = gc.isenabled()
    # Hundreds of thousands of tuples and no cycle among them: the collector would look in vain, again and again.
    gc.disable()
    try:
        gone = [match.span() for match in regex(chars.GONE + chars.GONE + "*").finditer(text)]
        hits = _through_the_invisible(text, gone) if gone else _scan(text)
        hits.sort()
        return hits
    finally:
        if collecting:
            gc.enable()


def _through_the_invisible(text: str, runs: list[tuple[int, int]]) -> list[Hit]:
    """The hits of a text with invisible characters: those, and what is found as if they were gone already."""
    removed = [place for run in runs for place in range(*run)]
    # What stands at `i` in the shorter text has as many characters gone before it as keys are <= i.
    keys = [place - rank for rank, place in enumerate(removed)]
    kept = zip([0, *(end for _, end in runs)], [*(start for start, _ in runs), len(text)], strict=True)
    found = _scan("".join([text[start:end] for start, end in kept]))
    found.sort()
    made: list[Hit] = []
    covered: set[int] = set()
    k, count, due = 0, len(keys), keys[0]
    for hit in found:
        start, end, kind, shown, edits = hit
        while start >= due:
            k += 1
            due = keys[k] if k < count else len(text)
        if len(edits) == 1:
            a, b, new = edits[0]
            low, high = (a if a < start else start), (b if b > end else end)
        else:
            low, high = (min(start, edits[0][0]), max(end, edits[-1][1])) if edits else (start, end)
        if (not k or keys[k - 1] <= low) and due > high:
            if not k:
                made.append(hit)
            elif len(edits) == 1:
                made.append((start + k, end + k, kind, shown, ((a + k, b + k, new),)))
            else:
                moved = tuple([(a + k, b + k, new) for a, b, new in edits])
                made.append((start + k, end + k, kind, shown, moved))
            continue
        hit = _moved(hit, keys)
        made.append(hit)
        for a, b, _ in hit[4]:
            if b - a > 1:
                covered.update(range(a, b))
    for a, b in runs:
        # What another mend takes along needs none of its own.
        made.append((a, b, "gone", _names(text[a:b]), () if a in covered else ((a, b, ""),)))
    return made


def _moved(hit: Hit, keys: list[int]) -> Hit:
    def start(i: int) -> int:
        return i + bisect_right(keys, i)

    def end(a: int, b: int) -> int:
        return start(b - 1) + 1 if b > a else start(a)

    s, e, kind, expected, edits = hit
    return start(s), end(s, e), kind, expected, tuple((start(a), end(a, b), n) for a, b, n in edits)


def _names(run: str) -> str:
    return "、".join(dict.fromkeys(f"U+{ord(c):04X}" for c in run))


def _scan(t: str) -> list[Hit]:
    out: list[Hit] = []
    masked = chars.addresses(t)
    claimed = set(masked)
    phrases(t, out, claimed, masked)
    adjacent(t, out, claimed, masked)
    handler = HANDLERS.get
    for match in regex(TRIGGER).finditer(t):
        i = match.start()
        if i not in claimed:
            handler(t[i], _other)(t, i, out, claimed, masked)
    pairs(t, out, claimed, masked)
    quotes(t, out, claimed, masked)
    foreign(t, out)
    return out
