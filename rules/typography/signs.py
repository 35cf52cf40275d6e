"""Dashes, ranges and dates written with signs (L609, L610, L623)."""

from __future__ import annotations

from ..outline import regex
from .chars import is_han, left, right
from .hits import Hit
from .marks import eaten

SIGN = "[-–—－~～〜]"
#: A number, its sign, a number and what is counted.
NUMBERS = (
    rf"(?<![\d.,:/~～\-–—－〔\[A-Za-z])(\d+(?:\.\d+)?)([%％]?)((?:[万亿][条件元人次户]?)?)({SIGN}{{1,2}})(\d+(?:\.\d+)?)"
    r"(?:[%％]|[万亿千百]?(?:条|件|项|次|份|篇|个|人|名|家|户|元|天|岁|倍|期|场|度|公里|小时|分钟))"
)
DAYS = rf"(?:(\d{{4}})年)?(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?({SIGN}{{1,2}})(?:\d{{4}}年)?(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?"
PHONE = r"(?<!\d)0\d{2,3}([—–－]{1,2})\d{7,8}(?!\d)"
DATE = r"(?<![\d./\-A-Za-z_v〔])((?:19|20)\d\d)([.\-/．])(\d{1,2})\2(\d{1,2})(?![\d./\-A-Za-z_])"
#: Data of a web page above its text, in the page's own form.
STAMP = r"(?:日期|时间|发布|发文|成文|更新)[：:]?\s*$"


def sign(t: str, i: int, out: list[Hit], claimed: set[int], masked: set[int]) -> None:
    """A dash, hyphen or tilde that begins at `i`."""
    c, p = t[i], t[i - 1]
    if p == c or (p in "—–－-" and c in "—–－-"):
        return
    e = i + 1
    while t[e] == c:
        e += 1
    n = t[e]
    if p.isdigit() and n.isdigit():
        if _phone(t, i, e, out) or (c == "-" and date(t, i, out, claimed, masked)):
            return
        _range(t, i, e, out)
    elif p in "年月日%％万亿条件元人次" and n.isdigit():
        _range(t, i, e, out)
    if (
        e - i == 1
        and c in "—–"
        and t[e] in " \u3000"
        and t[right(t, e - 1)] == c
        and t[right(t, e - 1) + 1] != c
    ):
        _broken(t, i, right(t, e - 1) + 1, out, claimed)
    elif (c == "-" and e - i in (2, 3)) or (c == "—" and e - i > 2) or (c in "–－" and e - i == 2):
        a, b = left(t, i), right(t, e - 1)
        if (
            not (p.isdigit() and n.isdigit())
            and t[a] != "\n"
            and t[b] != "\n"
            and (_chinese(t[a]) or _chinese(t[b]))
        ):
            _broken(t, i, e, out, claimed)


def _chinese(c: str) -> bool:
    return is_han(c) or c in "《》（）〈〉，。；："


def _broken(t: str, i: int, e: int, out: list[Hit], claimed: set[int]) -> None:
    if (
        t[left(t, i)] == "\n"
        or t[right(t, e - 1)] == "\n"
        or not (_chinese(t[left(t, i)]) or _chinese(t[right(t, e - 1)]))
    ):
        return
    start, end = eaten(t, i, e)
    claimed.update(range(start, end))
    while out and out[-1][0] >= start:
        out.pop()  # the space before it, which goes with it
    out.append((i, e, "dash", "——", ((start, end, "——"),)))


def _phone(t: str, i: int, e: int, out: list[Hit]) -> bool:
    match = regex(PHONE).match(t, max(i - 4, 0)) or regex(PHONE).match(t, max(i - 3, 0))
    if match is None or match.start(1) != i:
        return False
    out.append((i, e, "phone", "-", ((i, e, "-"),)))
    return True


def _range(t: str, i: int, e: int, out: list[Hit]) -> None:
    """A range of numbers or dates whose sign stands at [i, e)."""
    line = max(t.rfind("\n", 0, i) + 1, i - 16)
    for start in range(line, i):
        match = regex(DAYS).match(t, start)
        if match and match.start(2) == i and _is_date(t[start:i], t[match.end(2) : match.end()]):
            if t[start - 1].isdigit() or t[i:e] in ("—", "–"):
                return
            out.append((i, e, "range-date", "至", ((i, e, "至"),)))
            return
    for start in range(line, i):
        match = regex(NUMBERS).match(t, start)
        if match and match.start(4) == i:
            if t[i:e] in ("—", "～", "–") or float(match[1]) >= float(match[5]):
                return
            out.append((i, e, "range", "～", ((i, e, "～"),)))
            return


def _is_date(first: str, last: str) -> bool:
    """Whether both sides of a sign are dates or parts of one: 「2020年1月」-「12月」."""
    return bool(last) and last[-1] in "年月日" and (first[-1:] in "年月日" and bool(first))


def date(t: str, i: int, out: list[Hit], claimed: set[int], masked: set[int]) -> bool:
    """A date with points or hyphens whose first sign stands at `i`: 2024.1.5, 2024-01-05."""
    match = regex(DATE).match(t, i - 4) if i >= 4 else None
    if match is None or not (1 <= int(match[3]) <= 12 and 1 <= int(match[4]) <= 31):
        return False
    s, e = match.span()
    claimed.update(range(s, e))
    if regex(STAMP).search(t[max(t.rfind("\n", 0, s), s - 12, 0) : s]) is None and t[e] != "号":
        whole = f"{int(match[1])}年{int(match[3])}月{int(match[4])}日"
        out.append((s, e, "date", whole, ((s, e, whole),)))
    return True
