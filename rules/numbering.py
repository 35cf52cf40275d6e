"""N306: lists are numbered without gaps and repetitions, and as many parts are named as are stated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from checker.api import Confidence, Note, Problem, Report, Severity, chinese, numeral, rule, section_titles

from .outline import TABLES, Part, Piece, half, joined, part, parts, pieces, prose, regex, words

#: How far back a mark that opens an item, and a list of parts, are looked for, in characters.
LOOK_BACK = 12
LONGEST_LIST = 400
#: Statements of a number of parts looked at in one paragraph.
MOST = 5
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(slots=True)
class Item:
    """A number that opens an item of a list. A weak one follows a Han character: 「其中一是」, 「周三是」.

    An unsure one may be the first of a list in mid-sentence: nothing is reported of its list.
    """

    system: dict[str, Any]
    value: int
    piece: Piece
    row: int
    start: int
    end: int
    weak: bool
    opens_paragraph: bool = True
    unsure: bool = False

    @property
    def stated(self) -> str:
        """The number as printed."""
        return self.piece.text[self.start : self.end].strip(" 　,，、")


@dataclass(slots=True)
class Run:
    """A list as read so far: its last item, what may follow, and the list it stands in."""

    last: Item
    allowed: set[int]
    outer: Run | None = None
    headless: bool = False
    items: list[Item] = field(default_factory=list)


@rule(
    "N306",
    "numbering-broken",
    Severity.WARNING,
    basis="GB/T 9704-2012 7.3.3（层次序号）",
    needs=("/sections",),
    structural=True,
    absence=True,
)
def numbering_broken(report: Report) -> Iterator[Problem]:
    """序号缺漏、重复，或者说的部分数与列出的不符。

    查第一、五、六部分里的（一）（二）、1. 2.、（1）（2）、①②、「一是、二是」「第一，第二，」，以及
    引言里「由……六部分组成」列出的名称是不是六个。每一列序号从一重新数起；条款项（第（五）项）、日期、
    小数不算序号。段首的和段中的分作两列：（五）这一段里的「包括（一）……；（二）……」另数。「二要」「三则」也算
    第二、第三。第二至四部分只查「一是、二是」。

    ## 为什么
    序号断了，多半是删改时漏了一项，或者多删了一段。

    ## 错误
    一是解读形式单一；三是更新不够及时。

    ## 正确
    一是解读形式单一；二是更新不够及时。
    """
    for section in parts(report):
        found = prose(report, section)
        yield from _broken(_items(section, found), [section.title, *(piece.text for piece in found)])
    yield from _parts_named(report)


def _items(section: Part, found: list[Piece]) -> list[Item]:
    """The numbers of a section in reading order."""
    items: list[Item] = []
    systems = words("sections-numbering")["systems"]
    for row, piece in enumerate(found):
        text = half(piece.text)
        for system in systems:
            if system["sign"] not in text or (section.ordinal in TABLES and not system.get("anywhere")):
                continue
            for match in regex(system["pattern"]).finditer(text):
                start, mark = match.start(), match[1]
                value = CIRCLED.index(mark) + 1 if mark in CIRCLED else numeral(mark)
                sure: bool | None = _may_open(system, text, start) or None
                if not sure and value == 1 and system.get("side"):
                    sure = _may_lead(system, text, start)
                if value and sure is not None:
                    last = text[start - 1] if start else ""
                    weak = system["name"] == "一是" and "一" <= last <= "龥"
                    opens = not text[:start].strip()
                    items.append(Item(system, value, piece, row, start, match.end(), weak, opens, not sure))
    items.sort(key=lambda item: (item.row, item.start))
    return items


def _may_open(system: dict[str, Any], text: str, start: int) -> bool:
    """Whether what stands before a number lets it open an item."""
    before = text[max(start - LOOK_BACK, 0) : start]
    if not system.get("opens"):
        return not before or before[-1] not in system.get("not_after", "")
    before = before.rstrip()
    return before[-1] in "。;:" if before else start < LOOK_BACK


def _may_lead(system: dict[str, Any], text: str, start: int) -> bool | None:
    """Whether a one in mid-sentence begins a list: for sure (「包括（一）」), perhaps (False), or not (None)."""
    before = text[max(start - LOOK_BACK, 0) : start].rstrip()
    if regex(words("sections-numbering")["lead"]["pattern"]).search(before):
        return True
    return False if "not_after" in system and before[-1:] not in system["not_after"] else None


def _broken(items: list[Item], texts: list[str]) -> Iterator[Problem]:
    """The breaks in the lists of one section; `texts` are its title and its paragraphs."""
    runs: dict[tuple[str, bool], Run] = {}
    for item in items:
        name, level = item.system["name"], item.system["level"]
        side = _is_aside(item, runs)
        deeper = [key for key, run in runs.items() if run.last.system["level"] > level]
        for key in deeper:
            # A list within a paragraph leaves those of the paragraphs alone.
            if key[1] or not side or not runs[key].last.system.get("side"):
                del runs[key]
        if not side and item.opens_paragraph:
            # What a paragraph numbers within itself ends with it.
            runs.pop((name, True), None)
        run = runs.get((name, side))
        if run is None:
            if item.value == 1 or not item.weak:
                runs[name, side] = Run(item, {item.value + 1}, headless=item.value > 1, items=[item])
            continue
        if item.value in run.allowed:
            if run.headless and len(run.items) == 1 and not _has_first(run.last, texts):
                yield _headless(run.last)
            run.last, run.allowed = item, {item.value + 1}
            run.items.append(item)
        elif item.value == 1:
            outer = run if _inside(run.last, item) else None
            runs[name, side] = Run(item, {2}, outer, items=[item])
        elif run.outer is not None and item.value in run.outer.allowed:
            runs[name, side] = run.outer
            run.outer.last, run.outer.allowed = item, {item.value + 1}
        elif not item.weak and not run.last.weak and abs(item.value - run.last.value) <= item.system["gap"]:
            expected = min(run.allowed)
            if not run.headless and not run.items[0].unsure and not _in_other_words(run.last, item, texts):
                yield _break(run.last, item, expected)
            # After a slip both ways of counting on are right: one slip is one finding.
            run.last, run.allowed = item, {item.value + 1, expected + 1}


def _is_aside(item: Item, runs: dict[tuple[str, bool], Run]) -> bool:
    """Whether an item belongs to a list within a paragraph, beside that of the paragraphs themselves."""
    if not item.system.get("side"):
        return False
    name = item.system["name"]
    main, aside = runs.get((name, False)), runs.get((name, True))
    if item.opens_paragraph:
        # A list may begin in mid-paragraph (「问题有：（一）……」) and go on in paragraphs of its own.
        if aside and item.value > 1 and (main is None or _goes_on(aside, main, item.value)):
            runs[name, False] = runs.pop((name, True))
        return False
    if item.value == 1 or (aside and item.value in aside.allowed):
        return True
    if main and item.value in main.allowed:
        # The paragraphs' own list, run together.
        return False
    if aside:
        return aside.last.piece is item.piece or main is None
    # A gap in a list run together in one paragraph; a lower number is another list, opened in other words.
    inside = main is not None and main.last.piece is item.piece
    return not (main and inside and (item.value >= main.last.value or not main.last.opens_paragraph))


def _goes_on(aside: Run, main: Run, value: int) -> bool:
    """Whether a list begun in mid-paragraph goes on in paragraphs, rather than the paragraphs' own list."""
    if value not in aside.allowed or value in main.allowed:
        return False
    return value <= main.last.value or not aside.last.piece.text.rstrip().endswith("。")


def _inside(last: Item, item: Item) -> bool:
    """Whether a list that begins at `item` stands in the item `last`: no sentence ends between them."""
    return last.piece is item.piece and "。" not in last.piece.text[last.end : item.start]


def _has_first(first: Item, texts: list[str]) -> bool:
    """Whether something before the item may be the first of its list in other words."""
    before = half("\n".join([*texts[: first.row + 1], first.piece.text[: first.start]]))
    lists = words("sections-numbering")
    return any(word in before for word in lists["firsts"]["words"]) or _counts(first.system, 1, before)


def _in_other_words(last: Item, item: Item, texts: list[str]) -> bool:
    """Whether all items between two stand there in other words: 「一是……，二要……，三是……」."""
    if last.row == item.row:
        between = last.piece.text[last.end : item.start]
    else:
        # The title is the first of the texts.
        lines = texts[last.row + 2 : item.row + 1]
        between = "\n".join([last.piece.text[last.end :], *lines, item.piece.text[: item.start]])
    missing = range(last.value + 1, item.value)
    return bool(missing) and all(_counts(item.system, value, half(between)) for value in missing)


def _counts(system: dict[str, Any], value: int, text: str) -> bool:
    """Whether a clause of the text begins with that number, whatever word follows."""
    others = words("sections-numbering")["others"]
    if system["name"] not in others["systems"]:
        return False
    return regex(others["pattern"].replace("NUMBER", chinese(value))).search(text) is not None


def _printed(system: dict[str, Any], value: int) -> str:
    circled = CIRCLED[value - 1] if value <= len(CIRCLED) else str(value)
    return str(system["print"]).format(chinese=chinese(value), number=value, circled=circled)


def _headless(item: Item) -> Problem:
    return Problem(
        item.piece.place(item.start, item.end),
        "这一列序号从「{stated}」开始，前面没有「{expected}」，请核对编号，或补上漏写的内容",
        stated=item.stated,
        expected=_printed(item.system, 1),
        confidence=Confidence.LIKELY,
        key=f"first {item.stated}",
    )


def _break(last: Item, item: Item, expected: int) -> Problem:
    if item.value == last.value:
        template = "「{stated}」出现了两次，这里应为「{expected}」，请核对编号"
    elif item.value > expected:
        template = "「{last}」之后是「{stated}」，缺少「{expected}」，请核对编号，或补上漏写的内容"
    else:
        template = "「{last}」之后是「{stated}」，应为「{expected}」，请核对编号"
    return Problem(
        item.piece.place(item.start, item.end),
        template,
        stated=item.stated,
        last=last.stated,
        expected=_printed(item.system, expected),
        related=[Note(last.piece.place(last.start, last.end), "前一个序号")],
        key=f"{last.stated} {item.stated}",
    )


def _parts_named(report: Report) -> Iterator[Problem]:
    """「由……六部分组成」 with another number of names."""
    lists = words("sections-numbering")["parts"]
    first = part(report, 1)
    for piece in [*joined(pieces(report, "/preamble")), *(prose(report, first) if first else ())]:
        if "部分" not in piece.text:
            continue
        text = half(piece.text)
        for match in islice(regex(lists["stated"]).finditer(text), MOST):
            stated = numeral(match[1])
            topics = _topics(text, match.start(), match.end())
            if stated is None or topics is None or len(topics) == stated:
                continue
            titles = section_titles(report)
            lost = [titles[n][0] for n in sorted(set(titles) - topics)]
            yield Problem(
                piece.place(match.start(), match.end()),
                "写的是「{stated}」，列出的是{count}个，少了{lost}，请核对"
                if stated == len(titles) and lost
                else "写的是「{stated}」，列出的是{count}个，请核对",
                stated=piece.text[match.start() : match.end()],
                count=len(topics),
                lost="".join(f"「{title}」" for title in lost),
                key="parts",
            )


def _topics(text: str, start: int, end: int) -> set[int] | None:
    """The sections named before (「由……六部分」) or behind the statement; None where the list is not sure."""
    lists = words("sections-numbering")["parts"]
    near, far = max(start - LONGEST_LIST, 0), min(end + LONGEST_LIST, len(text))
    sentence = max(text.rfind("。", near, start) + 1, text.rfind("\n", near, start) + 1, near)
    stop = text.find("。", end, far)
    openings = [m.end() for m in regex(lists["opening"]).finditer(text, sentence, start)]
    candidates = [text[opening:start] for opening in reversed(openings)]
    candidates.append(text[end : stop if stop >= 0 else far].lstrip(":,是为即包括含"))
    for candidate in candidates:
        names = [n for n in regex(lists["between"]).split(candidate) if len(n.strip(" 等共和及的")) >= 2]
        found = [next((t for t, pattern in lists["topics"] if regex(pattern).search(n)), None) for n in names]
        topics = {t for t in found if t is not None}
        if len(topics) >= 3:
            return topics if None not in found else None
    return None


RULES = [numbering_broken]
