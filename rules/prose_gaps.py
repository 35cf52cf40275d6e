"""P406: a number that was left out of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain, islice

from checker.api import Confidence, Problem, Report, Severity, Span, rule

from .outline import Piece, regex, words
from .prose_figures import Passage, passages, plain

#: Gaps of one paragraph that are reported.
MOST = 20
#: Words looked at before a gap, in characters.
NOUN = 24
SURE = ("spaced", "counted", "percent", "date")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    lists = words("prose-gaps")
    source = lists["patterns"][name]
    for sign, text in (("G", lists["gap"]), ("U", lists["units"]), ("E", lists["ends"])):
        source = source.replace(sign, text)
    return re.compile(source)


@rule("P406", "number-missing", Severity.ERROR, basis="国办公开办函〔2021〕30号（「要素齐备」）")
def number_missing(report: Report) -> Iterator[Problem]:
    """该写数字的地方没有数字。

    「主动公开信息  条」「共 件」「占 %」「2024年 月 日」，以及并列的几句都写了数、只有一句没有写的
    （制定规范性文件0件，废止规范性文件0件，现行有效的规范性文件）。没有的写 0，不要空着。

    ## 为什么
    留空的数字多半是模板里忘了填的，句子读不通，公开的信息也就缺了。

    ## 错误
    2024年主动公开政府信息  条。

    ## 正确
    2024年主动公开政府信息612条。
    """
    for passage in passages(report):
        taken: list[int] = []
        for start, _end, noun, sure, place in islice(
            chain(_gaps(passage), _siblings(passage), _clauses(passage)), MOST
        ):
            if any(abs(start - t) < 3 for t in taken):
                continue
            taken.append(start)
            yield Problem(
                place,
                "「{noun}」这里没有数字，请补上；没有的写 0",
                noun=" ".join(noun.split()),
                confidence=Confidence.CERTAIN if sure else Confidence.LIKELY,
                key=noun[:20],
            )


def _pieces(piece: Piece) -> Iterator[Piece]:
    """The lines of a paragraph: a line's end is no gap."""
    if not piece.rest:
        yield piece
        return
    yield Piece(piece.text[: piece.rest[0][0]], piece.block, piece.pointer, piece.offset)
    for _at, line in piece.rest:
        yield line


Gap = tuple[int, int, str, bool, "str | Span"]


def _gaps(passage: Passage) -> Iterator[Gap]:
    lists = words("prose-gaps")
    never = regex(f"(?:{lists['never']})$")
    for piece in _pieces(passage.piece):
        text = plain(piece.text)
        blank = regex(r"[ \t\u00a0\u2002\u2003\u3000_＿]|[(（][)）]").search(text) is not None
        for name in lists["patterns"]:
            if name in ("spaced", "date") and not blank and "年月" not in text:
                continue
            if not any(sign in text for sign in lists["signs"][name].split("|")):
                continue
            for match in _pattern(name).finditer(text):
                start, end = match.span("at2" if name == "date" and match["at"] is None else "at")
                before = text[max(0, start - NOUN) : start]
                at = text[start:end]
                gap = len(at) - len(at.lstrip(" \t\u00a0\u2002\u2003\u3000_＿()（）"))
                # 「上 述 事 项」: letters set apart leave no gap.
                if name == "spaced" and regex(r"[一-龥]\s+[一-龥]$").search(before):
                    continue
                if (
                    name in ("spaced", "counted", "bare")
                    and (
                        before[-1:] in lists["behind_not"]
                        or (not gap and never.search(before + at))
                        # Without a gap, a unit is one only where a verb asks for a number.
                        or (
                            name == "bare"
                            and not regex(f"(?:{lists['verbs']})[^，。；、,;：:0-9]*$").search(before)
                        )
                        or (name == "counted" and not gap and not regex("[共总合累]").search(before[-2:]))
                    )
                ):
                    continue
                words_before = regex("[^，。；：、,;:()（）]*$").search(before)
                noun = words_before[0] if words_before else before
                yield start, end, noun[-12:] + at, name in SURE, piece.place(start - min(len(noun), 6), end)


def _siblings(passage: Passage) -> Iterator[Gap]:
    """A clause that ends with a noun the clauses before it count."""
    text = passage.text
    if len(passage.quantities) < 2:
        return
    nouns, before = (words("prose-gaps")["sibling"][key] for key in ("nouns", "before"))
    for match in regex(rf"[，,；;]、?(?P<clause>(?:{before}){{0,2}}(?P<noun>{nouns}))(?=[。；;]|$)").finditer(
        text
    ):
        begin, _ = passage.sentence(match.start())
        counted = regex(rf"{match['noun']}[0-9]+(?:件|条|份|个|项|宗)").findall(text, begin, match.start())
        clause_before = [q for q in passage.quantities if begin <= q.start < match.start()]
        # Both clauses before it end with the noun and a figure, and nothing but a comma stands between.
        if len(counted) < 2 or not clause_before or match.start() - clause_before[-1].end > 0:
            continue
        yield (
            match.start("noun"),
            match.end("noun"),
            match["clause"],
            False,
            passage.place(match.start("clause"), match.end("clause")),
        )


def _clauses(passage: Passage) -> Iterator[Gap]:
    """A clause that is nothing but a verb and a unit: 「办结件」 beside 「新收309件」, 「共培训人次」."""
    text = passage.text
    for name, pattern in words("prose-gaps")["clauses"]["patterns"].items():
        for match in regex(pattern).finditer(text):
            begin, end = passage.sentence(match.start("at"))
            same = [q for q in passage.quantities if begin <= q.start < end and q.unit == match["at"]]
            # A unit that is a word of its own (办结件) is missing its figure only beside the same with one.
            if name == "beside" and not same:
                continue
            yield (
                match.start("at"), match.end("at"), match["clause"], name != "beside",
                passage.place(match.start("clause"), match.end("at")),
            )  # fmt: skip


RULES = [number_missing]
