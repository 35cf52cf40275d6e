"""Figures in the prose: what stands there, its unit, what it counts, and the marks between figures.

A report's paragraphs become `Passage`s. A passage holds the text without white space (`text`), in
which every place of this family is counted, and its tokens in order: figures (`Quantity`), and the
marks and words between them (`Mark`) that make lists of them. `Passage.place` gives the place in
the file. Nothing here judges.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any

from checker.api import Report, Span, in_digits, numeral

from .outline import Piece, is_subheading, joined, parts, pieces, prose, regex, words

#: Longer paragraphs are read up to here: no paragraph of a report is longer, and a hostile one must end.
LONGEST = 20_000
#: ... and so many figures and marks of it: ten times what the fullest paragraph of a real report holds.
MOST_TOKENS = 1_000
#: What stands in place of a masked figure: nothing that a pattern of ours looks for.
FILLER = "□"
COMMAS = "，,、；;：:"
ENDS = "。！!？?\n"


@dataclass(slots=True)
class Quantity:
    """A figure with its unit: 「公开信息612条」 is 612, 「条」, label 「公开信息」.

    `label` is what stands before it up to a mark other than 、 (or the figure before), `after` what
    follows up to the next mark; `clause` both, with "#" for the figure. `rough` figures are not
    exact (近300个, 1.5万次), `written` ones stand in Chinese numerals. `depth` counts brackets.
    """

    start: int
    end: int
    value: float
    unit: str
    label: str
    after: str
    rough: bool
    written: bool
    depth: int
    sentence: int

    @property
    def clause(self) -> str:
        """What it counts, in words."""
        return f"{self.label}#{self.after}"

    @property
    def percent(self) -> bool:
        """Whether it is a share."""
        return self.unit == "%"


@dataclass(slots=True)
class Mark:
    """What stands between figures. `kind`: "sep", "end", "open", "close", "list" (其中), "stop"."""

    kind: str
    text: str
    start: int
    end: int
    depth: int
    sentence: int


Token = Quantity | Mark


@dataclass(slots=True)
class Passage:
    """A paragraph: `ordinal` is its section of the form (0: the front, None: a section of its own)."""

    piece: Piece
    ordinal: int | None
    text: str
    heading: str = ""
    gaps: tuple[list[int], list[int]] = field(default_factory=lambda: ([], []))
    tokens: list[Token] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    number: int = 0
    topics: list[tuple[int, str]] | None = None
    lists: list[Any] | None = None

    def at(self, offset: int) -> int:
        """The offset in the paragraph as printed of an offset in `text`."""
        index = bisect_right(self.gaps[0], offset)
        return offset + (self.gaps[1][index - 1] if index else 0)

    def place(self, start: int, end: int) -> str | Span:
        """The place of a stretch of `text`."""
        return self.piece.place(self.at(start), self.at(end - 1) + 1 if end > start else self.at(start))

    def sentence(self, offset: int) -> tuple[int, int]:
        """Where the sentence around an offset begins and ends in `text`."""
        begin = max(self.text.rfind(mark, 0, offset) for mark in "。！？\n") + 1
        ends = [at for mark in "。！？\n" if (at := self.text.find(mark, offset)) >= 0]
        return begin, min(ends, default=len(self.text))


def passages(report: Report) -> list[Passage]:
    """The prose of a report, read once."""
    found = report.cache.get("P.passages")
    if found is None:
        found = report.cache["P.passages"] = list(_passages(report))
    return list(found)


def _passages(report: Report) -> Iterator[Passage]:
    number = 0
    for piece in joined(pieces(report, "/preamble")):
        number += 1
        yield passage(piece, 0, "", number)
    for section in parts(report):
        heading = section.title
        for piece in prose(report, section):
            if is_subheading(piece.text):
                heading = piece.text
                continue
            if section.ordinal in (2, 3, 4) and _is_debris(piece.text):
                continue
            number += 1
            yield passage(piece, section.ordinal, heading, number)


def _is_debris(text: str) -> bool:
    """Whether a paragraph of a section of tables is what a copy made of a table's labels and cells."""
    return (
        "。" not in text
        or regex("结果结果|结果其他|信息内容|本列数据|处理决定数量|区分处理的").search(text) is not None
    )


def passage(piece: Piece, ordinal: int | None = None, heading: str = "", number: int = 0) -> Passage:
    """A paragraph read."""
    text, gaps = _dense(plain(piece.text[:LONGEST]))
    found = Passage(piece, ordinal, text, heading, gaps, number=number)
    if _has_figures().search(text):
        found.tokens = list(_tokens(text))
        found.quantities = [t for t in found.tokens if isinstance(t, Quantity)]
    return found


@cache
def _widths() -> dict[str, str]:
    pairs = {chr(0xFF10 + i): str(i) for i in range(10)}
    return {**pairs, "．": ".", "（": "(", "）": ")", "％": "%", "﹪": "%", "＜": "<", "＞": ">"}


def plain(text: str) -> str:
    """`text` with half-width digits, points, brackets and percent signs, character for character."""
    for wide, narrow in _widths().items():
        if wide in text:
            text = text.replace(wide, narrow)
    return text


def _dense(text: str) -> tuple[str, tuple[list[int], list[int]]]:
    """`text` without white space, and by offset how much was left out before it."""
    offsets: list[int] = []
    shifts: list[int] = []
    kept: list[str] = []
    last = size = lost = 0
    for match in regex(r"\s+").finditer(text):
        kept.append(text[last : match.start()])
        size += match.start() - last
        last = match.end()
        lost += last - match.start()
        offsets.append(size)
        shifts.append(lost)
    if not kept:
        return text, ([], [])
    kept.append(text[last:])
    return "".join(kept), (offsets, shifts)


@cache
def _has_figures() -> re.Pattern[str]:
    return re.compile(
        f"[0-9]|[两二三四五六七八九十一百零千](?:{'|'.join(words('prose-figures')['written']['units'])})"
    )


@cache
def _mask() -> re.Pattern[str]:
    patterns = "|".join(f"(?:{p})" for p in words("prose-figures")["mask"]["patterns"])
    # The first character decides at most places of a Chinese text.
    return re.compile(rf"(?=[《<〔\[(0-9A-Za-z第“\"'])(?:{patterns})")


@cache
def _units() -> str:
    return "|".join(words("prose-figures")["units"]["count"])


def _is_counted(masked: str, unit: str, end: int) -> bool:
    """Whether a measure word counts things here: 30个工作日, 5条例 and 一件事 count none."""
    other = words("prose-figures")["units"]["not"].get(unit)
    return other is None or regex(other).match(masked, end) is None


@cache
def _token() -> re.Pattern[str]:
    lists = words("prose-figures")
    triggers, written = lists["triggers"], lists["written"]
    opens = [
        w for w in (*triggers["of_them"], *triggers["whole"], *triggers["some"]) if w not in ("含", "由")
    ]
    hans = "|".join(written["units"])
    firsts = "".join(sorted({w[0] for w in (*opens, *lists["stops"]["words"])}))
    return re.compile(
        rf"(?=[0-9一二两三四五六七八九十()含{firsts}{COMMAS}{ENDS}])"
        rf"(?:(?<![0-9.A-Za-z□])(?P<figure>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])(?:\.[0-9]+)?|[0-9]{{1,15}}(?:\.[0-9]{{1,6}})?)"
        rf"(?P<scale>[余多来]?(?:[万亿千百](?!元))?[余多]?)(?P<unit>{_units()}|%)"
        rf"|(?<![{written['not_after']}])(?P<han>[一二两三四五六七八九十][一二三四五六七八九十百千零]{{0,7}})(?P<hunit>{hans})"
        rf"|(?P<list>{'|'.join(sorted(opens, key=len, reverse=True))}|(?<=[(，,])含)"
        rf"|(?P<stop>(?<=[，,；;。(])(?:{'|'.join(lists['stops']['words'])}))"
        rf"|(?P<end>[{ENDS}])|(?P<open>\()|(?P<close>\))|(?P<sep>[{COMMAS}]))"
    )


def _tokens(text: str) -> Iterator[Token]:
    """The figures and marks of a text, in order."""
    masked = _mask().sub(lambda m: FILLER * len(m[0]), text)
    lists = words("prose-figures")["approximate"]
    depth = sentence = 0
    found: list[Token] = []
    hard = soft = 0
    commas = False
    outside: list[tuple[int, int]] = []
    for match in islice(_token().finditer(masked), MOST_TOKENS):
        start, end = match.span()
        kind = match.lastgroup or ""
        if kind in ("unit", "hunit"):
            if not _is_counted(masked, match[kind], end):
                continue
            if kind == "hunit" and numeral(match["han"]) is None:
                continue
            commas = False
            written = kind == "hunit"
            rough = bool(
                regex(rf"(?:{lists['before']})了?$").search(masked, max(0, start - 5), start)
                or regex(lists["after"]).match(masked, end)
            )
            value = float(numeral(match["han"]) or 0) if written else float(match["figure"].replace(",", ""))
            scale = "" if written else match["scale"]
            for sign, times in (("万", 1e4), ("亿", 1e8), ("千", 1e3), ("百", 1e2)):
                if sign in scale:
                    value *= times
            rough = rough or bool(scale)
            unit = match["hunit"] if written else match["unit"]
            label = text[max(hard, soft) : start]
            if ")" in label:
                label = regex(r"^[^(]*\)|\([^()]*\)").sub("", label)
            found.append(Quantity(start, end, value, unit, label, "", rough, written, depth, sentence))
            soft = end
            continue
        if kind == "open":
            depth += 1
            outside.append((hard, soft))
        # Commas without a figure between them say no more than the first.
        if kind != "sep" or not commas or match[0] in ";；:：":
            found.append(Mark(kind, match[0], start, end, depth, sentence))
        commas = kind == "sep"
        if match[0] != "、":
            hard = end if kind != "stop" else start
        if kind == "close":
            depth = max(0, depth - 1)
            # What a bracket follows goes on behind it: 「收到申请（含网上申请）20件」.
            hard, soft = outside.pop() if outside else (hard, soft)
        elif kind == "end":
            sentence += 1
            depth = 0
            outside.clear()
    # What follows a figure reaches to the next mark or figure.
    for token, following in zip(found, [*found[1:], None], strict=False):
        if isinstance(token, Quantity) and not isinstance(following, Quantity):
            stop = following.start if following is not None else len(text)
            token.after = text[token.end : min(stop, token.end + 40)]
    yield from found


def shown(number: float) -> str:
    """A figure for a message: 612, not 612.0."""
    return in_digits(number)


@cache
def unit_class(unit: str) -> str:
    """The name of the units that count the same thing: 件 and 宗 are one."""
    same = words("prose-figures")["units"]["same"]
    return next((group[0] for group in same if unit in group), unit)
