"""W705, W706: words taken for each other, and short names that are given and never used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.api import Confidence, Problem, Report, Severity, fold, rule

from .outline import regex
from .running import lexicon, running

_OPEN, _CLOSE = "《", "》"


@rule(
    "W705",
    "misused-word",
    Severity.WARNING,
    basis="《现代汉语词典》（第7版）；公文常见差错的归纳（二手资料）",
)
def misused_word(report: Report) -> Iterator[Problem]:
    """用错了词或写了别字。

    「截止2020年12月31日」应为「截至」（「截止日期」「截止到」不算）；「制定专人」应为「指定」；其它、帐户、部份、
    布署、做为、权利清单等。每处都写明理由。书名号里的文件名称照原样，不查。「涉及到」只是累赘，作为提示。

    ## 为什么
    这些词读音相同或相近，输入时容易选错；年报是正式文件，不宜有别字。

    ## 错误
    截止2020年12月31日，局里制定专人负责，公布银行帐户。

    ## 正确
    截至2020年12月31日，局里指定专人负责，公布银行账户。
    """
    prose = running(report)
    found = sorted(lexicon(prose.text, "wording-usage", "misused"), key=lambda item: item[:2])
    for start, end, entry in found:
        if _in_a_title(prose.text, start):
            continue
        stated = prose.text[start:end]
        yield Problem(
            prose.place(start, end),
            "「{stated}」应为「{expected}」：{why}" if entry.why else "「{stated}」应为「{expected}」",
            stated=stated,
            expected=entry.right,
            severity=Severity(entry.severity) if entry.severity else None,
            confidence=Confidence(entry.confidence or "certain"),
            fix=prose.fix(f"「{stated}」改为「{entry.right}」", start, end, entry.right),
            **({"why": entry.why} if entry.why else {}),
        )


def _in_a_title(text: str, at: int) -> bool:
    """Whether a place lies within 《》: the name of a document is written as it was issued."""
    opened = text.rfind(_OPEN, max(0, at - 60), at)
    return opened >= 0 and text.find(_CLOSE, opened, at) < 0 and text.find("\n", opened, at) < 0


# More short names than this are no report.
_MOST_DEFINED = 50

# （以下简称《条例》）（下称“区局”）
_DEFINED = r"[简下]称(?:为|：|:)?\s*(?:《(?P<title>[^《》\n]{1,20})》|[“\"「](?P<name>[^”\"」\n]{1,16})[”\"」]|(?P<bare>[^，。；、《》“”（）()\n]{2,10}))\s*[）)]"


@rule("W706", "defined-term-unused", Severity.INFO, basis="已公布年报中的差错（《条例》有简称而未用）")
def defined_term_unused(report: Report) -> Iterator[Problem]:
    """写了简称，后面没有用过。

    查「（以下简称《条例》）」「（下称“市局”）」这类括注，后文一次也没有出现的。后文不带书名号直接写「条例」也算用过。

    ## 为什么
    用不到的简称是多余的字，多是从别的文稿抄来的。

    ## 错误
    根据《中华人民共和国政府信息公开条例》（以下简称《条例》）编制本报告。（全文再没有《条例》）

    ## 正确
    根据《中华人民共和国政府信息公开条例》编制本报告。
    """
    prose = running(report)
    text = prose.text
    last: dict[tuple[str, bool], tuple[int, int]] = {}
    for at in sorted((*_places(text, "简称"), *_places(text, "下称"))):
        match = regex(_DEFINED).match(text, at)
        before = text[max(0, at - 10) : at]
        lead = regex(r"[（(][^（()）\n]{0,8}$").search(before)
        if match and lead:
            short = match["title"] or match["name"] or match["bare"] or ""
            # Given twice, the last time counts.
            last[short, bool(match["title"])] = (at - len(before) + lead.start(), match.end())
    for (short, is_title), (start, end) in list(last.items())[:_MOST_DEFINED]:
        if not _used(text, end, short, is_title):
            yield Problem(
                prose.place(start, end),
                "写了简称「{short}」，后文没有用过，请删去这个括注，或在后文使用简称",
                short=f"《{short}》" if is_title else short,
                confidence=Confidence.LIKELY,
                key=short,
            )


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def _used(text: str, after: int, short: str, is_title: bool) -> bool:
    """Whether a short name stands in the text behind its definition, spaces aside."""
    if not is_title:
        return text.find(short, after) >= 0 or fold(short) in fold(text[after:])
    if any(text.find(mark + short, after) >= 0 for mark in ("《", "〈", "<")):
        return True
    word = re.escape(short)
    loose = rf"(?<![一-龥《]){word}|(?:新|修订后的|该|依照|按照|根据|依据|贯彻|落实){word}"
    return re.compile(loose).search(text, after) is not None


RULES = [misused_word, defined_term_unused]
