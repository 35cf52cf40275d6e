"""What a page carries beside the text: running heads, footers, page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from checker.loaders.pdf.lines import PrintedLine
from checker.loaders.pdf.parts import Page

#: The part of the page's height, at its top and at its bottom, where running heads stand, and the least (points).
_MARGIN, _LEAST = 0.14, 72.0
#: How many lines at either end of a page may be running heads.
_DEEP = 3
#: How far one may move from page to page (points).
_DRIFT = 4.0
_NUMBER = re.compile(
    r"[\s—–－\-·~〜～_|\[(（]*(?:第\s*)?(\d{1,4})\s*(?:页)?(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,4}\s*(?:页)?)?[\s—–－\-·~〜～_|\])）]*"
)

#: What a browser prints in the margins: day and time with the page's title, the address with the page's number.
_BROWSER = re.compile(
    r"(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}[,，]?(?:上午|下午)?\d{1,2}:\d\d(?:[AaPp][Mm])?\D.*|(?:https?|file)://[!-~]+(?:\d+/\d+)?)"
)


def is_browsers(text: str) -> bool:
    """Whether a line is what a browser prints in the margins of the paper."""
    return _BROWSER.fullmatch("".join(text.split())) is not None


def drop_running(pages: Sequence[Page]) -> list[str]:
    """Take running heads, footers and page numbers out of the pages' lines; what was taken out."""
    found: list[tuple[int, int]] = []
    numbers: dict[tuple[int, int], int] = {}
    alike: dict[str, list[tuple[int, int]]] = defaultdict(list)
    lines = [page.lines() for page in pages]
    for p, page in enumerate(pages):
        for i in _edges(page, lines[p]):
            text = "".join(lines[p][i].text.split())
            match = _NUMBER.fullmatch(text)
            if match:
                numbers[p, i] = int(match[1])
            elif is_browsers(text):
                found.append((p, i))
            elif len(text) > 1:
                # A lone character at the foot of two pages is the end of a word.
                alike[re.sub(r"\d+", "#", text)].append((p, i))
        for i in _outermost(lines[p]):
            text = "".join(lines[p][i].text.split())
            match = _NUMBER.fullmatch(text)
            if match and not text.isdecimal():
                numbers[p, i] = int(match[1])  # 「— 3 —」 is no figure of the text wherever the margin ends
    found += _numbered(pages, lines, numbers)
    for places in alike.values():
        found += _repeated(lines, places)
    taken = [(p, lines[p][i]) for p, i in sorted(set(found))]
    for p, line in taken:
        pages[p].parts.remove(line)
    return [line.text for _, line in taken]


def _edges(page: Page, lines: Sequence[PrintedLine]) -> list[int]:
    """The uppermost and lowest lines of a page that stand in its margins."""
    height = page.size[1]
    margin = max(_MARGIN * height, min(_LEAST, height / 4))
    order = sorted(range(len(lines)), key=lambda i: lines[i].base)
    ends = dict.fromkeys([*order[:_DEEP], *order[-_DEEP:]])
    return [i for i in ends if lines[i].box[3] < margin or lines[i].box[1] > height - margin]


def _outermost(lines: Sequence[PrintedLine]) -> list[int]:
    """The first and the last line of a page."""
    order = sorted(range(len(lines)), key=lambda i: lines[i].base)
    return [order[0], order[-1]] if order else []


def _numbered(
    pages: Sequence[Page], lines: Sequence[Sequence[PrintedLine]], numbers: dict[tuple[int, int], int]
) -> list[tuple[int, int]]:
    """Page numbers: they grow with the pages; a lone one is its page's."""
    steps = Counter(n - pages[p].number for (p, _i), n in numbers.items())
    found = []
    for (p, i), n in numbers.items():
        step = n - pages[p].number
        if steps[step] > 1 or (step == 0 and _apart(lines[p], i)):
            found.append((p, i))
    return found


def _apart(lines: Sequence[PrintedLine], i: int) -> bool:
    """Whether a line stands well apart from its neighbours."""
    return all(
        abs(lines[i].base - other.base) > 1.8 * lines[i].em for other in lines if other is not lines[i]
    )


def _repeated(lines: Sequence[Sequence[PrintedLine]], places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Lines that stand alike at the same height of several pages."""
    kept = []
    for p, i in places:
        base = lines[p][i].base
        here = {q for q, j in places if abs(lines[q][j].base - base) <= _DRIFT}
        if len(here) > 1 and len(here) * 3 >= len(lines):
            kept.append((p, i))
    return kept
