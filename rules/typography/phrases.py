"""What begins with a literal: ordinals, document numbers, 顿号, titles in titles, dates (L611, L612, L616, L617, L622, L623)."""

from __future__ import annotations

from ..outline import regex
from .chars import ODD_SPACES, SPACE, is_han, left
from .hits import Hit
from .marks import eaten

NUMERAL = "一二三四五六七八九十"
#: Ordinals at the start of a paragraph, with a mark that is not theirs.
ORDINAL = rf"\n{SPACE}*(?:(\d{{1,2}})、(?={SPACE}*(?:[^\W\x00-\x7f]|[《“]))|([（(](?:[{NUMERAL}]{{1,3}}|\d{{1,2}})[）)])[、，.．,](?!\d)|([{NUMERAL}]{{1,3}})[.．](?={SPACE}*[^\W\x00-\x7f]))"
FIRST = rf"第[{NUMERAL}]、(?=[^\W\x00-\x7f])(?!第|[{NUMERAL}])"
#: Looked for from the 号 backwards: brackets are everywhere.
DOCNUM = rf"([\[［【（(〔])((?:19|20|１９|２０)\d\d)([\]］】）)〕]){SPACE}*第?\d{{1,4}}号$"
#: A 、 between two quoted items, before a conjunction, or behind a number.
COMMA = (
    rf"、(?:{SPACE}*(以及|及(?![时早格第其])|和(?![平谐睦解气善美田政顺县畅合蔼好])|与(?![会时众日]))(?=(?:[^\W\x00-\x7f]|[“《A-Za-z0-9]))"
    rf"|({SPACE}*[“‘《「『〈\"])|(?<=\d、)(?={SPACE}*[^\W\x00-\x7f]))"
)
#: What stands before the number of an ordinal inside a paragraph.
INLINE = rf"[。；：;:]{SPACE}*(\d{{1,2}})$"
NESTED = (
    r"《[^《》〈<＜\n]{0,80}(?:(《)[^《》\n]{0,80}(》)|([<＜])[^<>＜＞《》\n]{1,80}([>＞]))[^《》\n]{0,80}》"
)
ZERO = r"[年月]0(?<=\d[年月]0)(?:(?<=年0)\d月(?:\d{1,2}日)?|(?<=月0)\d日)"
SHORT_YEAR = r"年(?<=[^\d〔\[]\d\d年)\d{1,2}月\d{1,2}日"
_CLOSES = {"“": "”", "‘": "’", "《": "》", "「": "」", "『": "』", "〈": "〉", '"': '"'}
CLOSERS = frozenset('”’》」』〉"')


def phrases(t: str, out: list[Hit], claimed: set[int], masked: set[int]) -> None:
    """Every hit that a literal leads to. `masked` holds the places inside addresses."""
    if "号" in t:
        _numbers(t, out, claimed)
    _ordinals(t, out, claimed)
    inline = regex(INLINE)
    for match in regex(COMMA).finditer(t):
        i = match.start()
        if i in claimed:
            continue
        if match[1]:
            if t[i - 1] != "\n":
                out.append((i, match.end(), "before-and", "", ((i, i + 1, ""),)))
        elif match[2]:
            first = left(t, i)
            if t[first] in CLOSERS:
                _between(t, first, match.end(), out)
        elif number := inline.search(t, max(i - 6, 0), i):
            s = number.start(1)
            out.append((s, i + 1, "ordinal", t[s:i] + ".", ((i, i + 1, "."),)))
    for match in regex(NESTED).finditer(t):
        _nested(t, match, out, claimed)
    for sign in ("年0", "月0"):
        i = t.find(sign)
        while i >= 0:
            _zeros(t, i, out, claimed)
            i = t.find(sign, i + 2)
    for match in regex(SHORT_YEAR).finditer(t):
        i, e = match.start() - 2, match.end()
        if "0" <= t[i] <= "2":
            out.append((i, e, "year", "20" + t[i:e], ()))


def _zeros(t: str, i: int, out: list[Hit], claimed: set[int]) -> None:
    """A date with zeros before its month or day, from the 年 or 月 at `i` on."""
    match = regex(ZERO).match(t, i)
    # 「年01月05日」 is one date: its 月0 is no second one.
    if match is None or i in claimed or (t[i] == "月" and t[i - 3 : i - 1] == "年0"):
        return
    e = match.end()
    found = regex("(?<=[年月])0(?=[1-9])").finditer(t, i, e)
    zeros = tuple([(zero.start(), zero.start() + 1, "") for zero in found])
    if zeros:
        out.append((i, e, "date", regex("(?<=[年月])0").sub("", match[0]), zeros))


def _numbers(t: str, out: list[Hit], claimed: set[int]) -> None:
    mark = t.find("号")
    while mark >= 0:
        match = regex(DOCNUM).search(t, max(t.rfind("\n", max(mark - 14, 0), mark), mark - 14, 0), mark + 1)
        mark = t.find("号", mark + 1)
        if match is None:
            continue
        opening, year, closing = match.groups()
        i, e = match.start(), match.end(3)
        before = t[i - 1]
        if opening + closing == "〔〕" or not (is_han(before) or before == " "):
            continue
        start, end = eaten(t, i, e)
        claimed.update(range(start, end))
        edits = ((start, i + 1, "〔"), (e - 1, end, "〕"))
        out.append((i, e, "docnum", f"〔{year}〕", edits))


def _ordinals(t: str, out: list[Hit], claimed: set[int]) -> None:
    for match in regex(ORDINAL).finditer(t):
        i = next(match.start(n) for n in (1, 2, 3) if match[n])
        e = match.end()
        digit, bracket, han = match.groups()
        expected = (
            f"{digit}." if digit else bracket.replace("(", "（").replace(")", "）") if bracket else f"{han}、"
        )
        claimed.add(e - 1)
        end = e
        if bracket and t[e - 1] in ",." and not ODD_SPACES & set(t[e : e + 2]):
            end = eaten(t, e - 1, e)[1]
            claimed.update(range(e - 1, end))
        new = "." if digit else "" if bracket else "、"
        out.append((i, e, "ordinal", expected, ((e - 1, end if bracket else e, new),)))
    for match in regex(FIRST).finditer(t):
        i, e = match.span()
        if t[i - 1] in "\n。；：:，" or t[i - 1] in " \u3000":
            out.append((i, e, "ordinal", t[i : e - 1] + "，", ((e - 1, e, "，"),)))


def _between(t: str, i: int, e: int, out: list[Hit]) -> None:
    mark = t.index("、", i)
    if (t[i] == '"') != (t[e - 1] == '"'):
        return
    # An item with a note beside it keeps its 顿号, and so do its neighbours (4.5.3.5).
    line, stop = t.rfind("\n", max(i - 60, 0), i) + 1, t.find("\n", e, e + 60)
    near = t[max(line, i - 60) : i] + "\n" + t[e : stop if stop >= 0 else e + 60]
    opening = t[e - 1]
    stop = t.find(_CLOSES.get(opening, "”"), e, e + 60)
    if stop >= 0 and t[stop + 1] in "（(":
        return
    if regex('[）)]、[“《"]').search(near) or regex('[”》"][（(][^（）()\n]*[）)][、和]').search(near):
        return
    out.append((i, e, "between", "", ((mark, mark + 1, ""),)))


def _nested(t: str, match: object, out: list[Hit], claimed: set[int]) -> None:
    group = match.start  # type: ignore[attr-defined]
    first, last = (1, 2) if group(1) >= 0 else (3, 4)
    a, b = group(first), group(last)
    if a in claimed:
        return
    out.append((a, b + 1, "nested", f"〈{t[a + 1 : b]}〉", ((a, a + 1, "〈"), (b, b + 1, "〉"))))


def percents(t: str, masked: set[int]) -> tuple[list[int], list[int]]:
    """The places of % and of ％ behind a digit."""
    if "％" not in t or "%" not in t:
        return [], []
    found = [m.start() + 1 for m in regex("[0-9０-９][%％]").finditer(t) if m.start() + 1 not in masked]
    return [i for i in found if t[i] == "%"], [i for i in found if t[i] == "％"]
