"""What a page carries beside the text: running heads, footers, page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from checker.loaders.pdf.lines import PrintedLine
from checker.loaders.pdf.page import Page

#: The part of the page's height, at its top and at its bottom, where running heads stand.
_MARGIN = 0.14
#: How many lines at either end of a page may be running heads.
_DEEP = 3
#: How far one may move from page to page (points).
_DRIFT = 4.0
_NUMBER = re.compile(
    r"[\s—–－\-·~〜～_|\[(（]*(?:第\s*)?(\d{1,4})\s*(?:页)?(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,4}\s*(?:页)?)?[\s—–－\-·~〜～_|\])）]*"
)


def drop_running(pages: Sequence[Page]) -> list[str]:
    """Take running heads, footers and page numbers out of the pages' lines; what was taken out."""
    found: list[tuple[int, int]] = []
    numbers: dict[tuple[int, int], int] = {}
    alike: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for p, page in enumerate(pages):
        for i in _edges(page):
            text = "".join(page.lines[i].text.split())
            match = _NUMBER.fullmatch(text)
            if match:
                numbers[p, i] = int(match[1])
            else:
                alike[re.sub(r"\d+", "#", text)].append((p, i))
    found += _numbered(pages, numbers)
    for places in alike.values():
        found += _repeated(pages, places)
    taken: list[str] = []
    for p, i in sorted(set(found), reverse=True):
        taken.append(pages[p].lines.pop(i).text)
    return taken[::-1]


def _edges(page: Page) -> list[int]:
    """The first and last lines of a page that stand in its margins, no table beyond them."""
    height = page.frame.turned(page.turns).size[1]
    count = len(page.lines)
    ends = {*range(min(_DEEP, count)), *range(max(0, count - _DEEP), count)}
    return [
        i
        for i in sorted(ends)
        if page.lines[i].box[3] < _MARGIN * height or page.lines[i].box[1] > (1 - _MARGIN) * height
    ]


def _numbered(pages: Sequence[Page], numbers: dict[tuple[int, int], int]) -> list[tuple[int, int]]:
    """Page numbers: they grow with the pages; a lone one is its page's."""
    steps = Counter(n - pages[p].number for (p, _i), n in numbers.items())
    found = []
    for (p, i), n in numbers.items():
        step = n - pages[p].number
        if steps[step] > 1 or (step == 0 and _apart(pages[p].lines, i)):
            found.append((p, i))
    return found


def _apart(lines: Sequence[PrintedLine], i: int) -> bool:
    """Whether a line stands well apart from its neighbours."""
    return all(
        abs(lines[i].base - lines[j].base) > 1.8 * lines[i].em for j in (i - 1, i + 1) if 0 <= j < len(lines)
    )


def _repeated(pages: Sequence[Page], places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Lines that stand alike at the same height of several pages."""
    kept = []
    for p, i in places:
        base = pages[p].lines[i].base
        here = {q for q, j in places if abs(pages[q].lines[j].base - base) <= _DRIFT}
        if len(here) > 1 and len(here) * 3 >= len(pages):
            kept.append((p, i))
    return kept
