"""Half-width marks, repeated marks, ellipses (L601, L607, L608) and full-width digits (L613)."""

from __future__ import annotations

from ..outline import regex
from .chars import (
    AFTER,
    ASCII_MARKS,
    BEFORE,
    CURLY,
    FULL,
    ODD_SPACES,
    SPACE,
    SPACES,
    WIDE,
    is_han,
    is_latin,
    left,
    right,
)
from .hits import Hit

#: Two marks or more one after another, spaces between them or not.
ADJACENT = rf"[，。、；：！？,;:?!.]{SPACE}*[，。、；：！？,;:?!.](?:{SPACE}*[，。、；：！？,;:?!.])*"
#: Which of several clashing marks stays.
STRENGTH = "，、；：。！？"
_SIMPLE = {a + b: max(a, b, key=STRENGTH.index) for a in "，。、；：" for b in "，。、；："}
#: Full-width letters and digits; a point, a colon, or a comma before three digits is half-width with them.
WIDE_RUN = "[０-９Ａ-Ｚａ-ｚ]+(?:[．：／][０-９Ａ-Ｚａ-ｚ]+|，[０-９]{3}(?![０-９]))*"


def chinese(c: str) -> bool:
    """Whether a mark behind this character belongs to Chinese text."""
    return is_han(c) or c in BEFORE


def behind_chinese(t: str, i: int) -> bool:
    """Whether what stands before `i`, spaces aside, is Chinese; a straight quote is as its content is."""
    last = left(t, i)
    return chinese(t[last]) or (t[last] in "\"')" and is_han(t[last - 1]))


def eaten(t: str, i: int, e: int) -> tuple[int, int]:
    """The stretch [i, e) with the plain spaces around it: a full-width mark has its own."""
    a, b = i, e
    while t[a - 1] in SPACES:
        a -= 1
    while t[b] in SPACES:
        b += 1
    # A space at a full-width mark is reported by itself (L605).
    if t[a - 1] == "\n" or t[a - 1] in WIDE or not ODD_SPACES.isdisjoint(t[a:i]):
        a = i
    if not ODD_SPACES.isdisjoint(t[e:b]):
        b = e
    return a, b


def mark(t: str, i: int, out: list[Hit], claimed: set[int], masked: set[int]) -> None:
    """A half-width , ; : ? ! or . at `i`."""
    c, a, b = t[i], t[i - 1], t[i + 1]
    if "\u4e00" <= a <= "\u9fff" and "\u4e00" <= b <= "\u9fff":  # nearly all of them
        if not _opens(t, i):
            claimed.add(i)
            out.append((i, i + 1, "half", FULL[c], ((i, i + 1, FULL[c]),)))
        return
    if c == ".":
        if a in ODD_SPACES:
            a = t[left(t, i)]
        # After a digit it is an ordinal or a decimal, before a letter a file name.
        if not (chinese(a) or (a == ")" and is_han(t[i - 2]))) or (a in "”’" and t[i - 2].isascii()):
            return
        if b != "\n" and b not in SPACES and not is_han(b) and b not in AFTER and b not in BEFORE:
            return
    elif c in "?!":
        if is_latin(b) or b in "=&/_" or not behind_chinese(t, i):
            return
    else:
        if a.isdigit() and b.isdigit():
            return
        p, n = t[left(t, i)], t[right(t, i)]
        if p == "\n" or not (behind_chinese(t, i) or is_han(n) or n in AFTER):
            return
    if t[left(t, i)] == "\n" or _opens(t, i):
        return
    start, end = eaten(t, i, i + 1)
    claimed.update(range(start, end))
    out.append((i, i + 1, "half", FULL[c], ((start, end, FULL[c]),)))


def _opens(t: str, i: int) -> bool:
    """Whether the mark belongs to an ordinal at the start of a paragraph: 「一.」「（一）.」 (L611)."""
    line = t.rfind("\n", max(i - 8, 0), i)
    return (
        line >= 0 and regex(r"\s*[（(]?[一二三四五六七八九十\d]{1,3}[）)]?").fullmatch(t, line, i) is not None
    )


def adjacent(t: str, out: list[Hit], claimed: set[int], masked: set[int]) -> None:
    """Every run of marks one after another; claims its places."""
    simple = _SIMPLE.get
    for match in regex(ADJACENT).finditer(t):
        i, e = match.span()
        kept = simple(match[0])
        if kept and t[i - 1] != "\n":  # no trigger in it: nothing to claim
            out.append((i, e, "repeat", kept, ((i, e, kept),)))
            continue
        if masked and (i in masked or e - 1 in masked):
            continue
        if t[e - 1] == "." and is_latin(t[e]):
            e = i + len(t[i : e - 1].rstrip())
            if e - i < 2:
                continue
        _run(t, i, e, out, claimed)


def _run(t: str, i: int, e: int, out: list[Hit], claimed: set[int]) -> None:
    raw = t[i:e]
    p, n = t[left(t, i)], t[right(t, e - 1)]
    run = raw if SPACES.isdisjoint(raw) else "".join([c for c in raw if c not in SPACES])
    if ASCII_MARKS.issuperset(run) and not (is_han(p) or is_han(n) or behind_chinese(t, i)):
        return
    if p == "\n" or (run[0] == "." and p.isascii() and p.isalnum()):
        return
    if len(raw) >= 3 and raw[0] in "。." and raw == raw[0] * len(raw):
        while t[i - 1] == "…":
            i -= 1
        while t[e] == "…":
            e += 1
        start, end = eaten(t, i, e) if raw[0] == "." and chinese(p) else (i, e)
        claimed.update(range(i, end))
        if not _and_so_on(t, i, e, out):
            out.append((i, e, "ellipsis", "……", ((start, end, "……"),)))
        return
    full = [FULL.get(c, c) for c in run]
    start, end = i, e
    if raw[0] in ASCII_MARKS:
        start = eaten(t, i, e)[0]
    if raw[-1] in ASCII_MARKS:
        end = eaten(t, i, e)[1]
    claimed.update(range(start, end))
    if len(set(full[:2])) == 2 and set(full) <= {"？", "！"}:
        second = i + raw.index(run[1], 1) + 1 if run != raw else i + 2
        stop = end if len(run) == 2 else second
        out.append((i, second, "two-tones", "？", ((start, stop, "？"),)))
        if len(run) > 2:
            out.append((second, e, "surplus", "", ((second, end, ""),)))
        return
    kept = max(full, key=STRENGTH.index)
    out.append((i, e, "repeat", kept, ((start, end, kept),)))


def dots(t: str, i: int, out: list[Hit], claimed: set[int], masked: set[int]) -> None:
    """A run of … that begins at `i`."""
    if t[i - 1] == "…":
        return
    e = i + 1
    while t[e] == "…":
        e += 1
    p, n = t[left(t, i)], t[right(t, e - 1)]
    around = WIDE | CURLY
    if e - i > 4 and n.isdigit():
        return  # the leaders of a table of contents
    if e - i != 2:
        half = n in ",;:" and is_han(t[right(t, right(t, e - 1))])
        chinese_around = half or is_han(p) or is_han(n) or p in around or n in around
        if chinese_around and not _and_so_on(t, i, e, out):
            out.append((i, e, "ellipsis", "……", ((i, e, "……"),)))
    elif is_han(p):
        _and_so_on(t, i, e, out)


def _and_so_on(t: str, i: int, e: int, out: list[Hit]) -> bool:
    """Dots at [i, e) with 「等」 behind them: one of the two goes."""
    if t[e] != "等" or t[e + 1] in "于待级":
        return False
    out.append((i, e + 1, "ellipsis-and", "等", ((i, e, ""),)))
    return True


def wide(t: str, i: int, out: list[Hit], claimed: set[int], masked: set[int]) -> None:
    """A run of full-width letters and digits that begins at `i`."""
    match = regex(WIDE_RUN).match(t, i)
    if match is None:
        return
    e = match.end()
    narrow = "".join(chr(ord(c) - 0xFEE0) for c in match[0])
    claimed.update(range(i, e))
    out.append((i, e, "wide", narrow, ((i, e, narrow),)))


def foreign(t: str, out: list[Hit]) -> None:
    """A full-width mark between two Latin words."""
    # The comma stands for all of them: it is the one that happens, and every pass costs.
    for match in regex("，(?<=[A-Za-z]，)(?=[ ]?[A-Za-z])").finditer(t):
        i = match.start()
        line = t[t.rfind("\n", 0, i) : t.find("\n", i)]
        if len(line) < 2000 and not any(is_han(c) for c in line):
            out.append((i, i + 1, "wide-mark", "", ()))
