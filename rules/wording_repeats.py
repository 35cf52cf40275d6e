"""W702: words that stand twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from checker.api import Confidence, Problem, Report, Severity, rule

from .outline import TABLES, regex, words
from .running import Running, running

# Repetitions of these make numbers, times and sayings: 一个一个, 二〇二〇, 越来越.
_NOT_IN_A_WORD = frozenset("一二三四五六七八九十百千万亿两零〇几每各某的了又边越着过吗呢吧么不是")
_LENGTHS = (2, 3, 4)
# So many characters on either side say whether a line is prose.
_NEAR = 60


def repetitions(text: str, lengths: Iterable[int] = _LENGTHS) -> Iterator[tuple[int, int]]:
    """Where characters stand twice in a row: (start, how many).

    The text is laid over itself, moved by so many characters: where it is the same, the
    difference is zero. Whole numbers do that for all characters at once, several times as fast
    as a pattern with a back-reference, which is tried at every character. The low byte of a
    character is enough to find candidates.
    """
    data = text.encode("utf-16-le", "surrogatepass")[::2]
    if len(data) != len(text):  # rare characters take two units there
        data = text.encode("utf-32-le", "surrogatepass")[::4]
    number = int.from_bytes(data, "little")
    for length in lengths:
        same = (number ^ (number >> (8 * length))).to_bytes(len(data), "little")
        zeros = bytes(length)
        at = same.find(zeros)
        while at >= 0:
            if text[at : at + length] == text[at + length : at + 2 * length]:
                yield at, length
                at = same.find(zeros, at + 2 * length)
            else:
                at = same.find(zeros, at + 1)


def _is_word(word: str) -> bool:
    """Whether these characters can be a word that somebody typed twice."""
    return all("一" <= c <= "龥" and c not in _NOT_IN_A_WORD for c in word) and len(set(word)) > 1


def _judged(prose: Running, start: int, word: str) -> Confidence | None:
    """How sure it is that a word stands twice by mistake; None where it need not be."""
    lists = words("wording-repeats")["kept"]
    end = start + 2 * len(word)
    if word * 2 in lists["words"] or not _is_word(word):
        return None
    rest = prose.text[end : end + 4]
    if any(rest.startswith(more) for more in lists["compounds"].get(word, ())):
        return None
    if word in lists["unsure"]:
        return Confidence.UNSURE
    if word in lists["sure"]:
        return Confidence.CERTAIN
    # Adjectives are doubled on purpose (碧蓝碧蓝), and of two characters the first or the last may
    # belong to a neighbour (天主教｜主教团).
    return Confidence.UNSURE if len(word) == _LENGTHS[0] else Confidence.LIKELY


@cache
def _doubles() -> dict[str, list[tuple[int, Any]]]:
    """The listed words (公开开) by their doubled character, with how much stands before that."""
    found: dict[str, list[tuple[int, Any]]] = {}
    for item in words("wording-repeats")["redundant"]["words"]:
        key = item["key"]
        at = next(i for i in range(len(key)) if key[i] == key[i + 1])
        found.setdefault(key[at], []).append((at, item))
    return found


def _redundant(text: str, double: int) -> Iterator[tuple[int, int, str]]:
    """The listed words whose doubled character stands at a place: (start, end, what is right)."""
    for before, item in _doubles().get(text[double], ()):
        start, key = double - before, item["key"]
        if start < 0 or not text.startswith(key, start):
            continue
        if "pattern" not in item or regex(item["pattern"]).match(text, start):
            yield start, start + len(key), item["right"]


def _is_torn(report: Report, prose: Running, at: int) -> bool:
    """Whether a line is a piece of a table that was torn in copying: the headings of its columns
    stand side by side (结果结果其他尚未) in a section of tables, without any mark, or more than once."""
    piece = prose.piece(at)[0]
    sections = [report.sections.get(ordinal) for ordinal in TABLES]
    if not any(i is not None and piece.pointer.startswith(f"/sections/{i}/") for i in sections):
        return False
    marks = "[。，；：,;:\n]"
    before = regex(marks).split(prose.text[max(0, at - _NEAR) : at])
    after = regex(marks).split(prose.text[at : at + _NEAR])
    clause = before[-1] + after[0]
    return len(before) == len(after) == 1 or len(regex(r"([一-龥]{2})\1").findall(clause)) > 1


@rule("W702", "repeated-word", Severity.WARNING, basis="已公布年报中的差错（收到收到、工作工作）")
def repeated_word(report: Report) -> Iterator[Problem]:
    """同一个词连写了两遍。

    「资金资金」「收到收到」「政府信息信息公开」，以及「专栏栏目」这类重叠。高高兴兴、研究研究、一个一个、人人、年年
    这些本来的说法不算；「党组织组织」「依申请申请人」这类前后各有所属的也不算；「公开公开」一类拿不准的请人看。
    标题和各部分标题整个由 N309、N303 核对，这里不重复。

    ## 为什么
    多是改稿时没有删净，机器一眼能看到，人读起来却容易略过。

    ## 错误
    全年收到收到政府信息公开申请4件，资金资金保障到位。

    ## 正确
    全年收到政府信息公开申请4件，资金保障到位。
    """
    prose = running(report)
    found = []
    doubles = _doubles()
    for start, length in repetitions(prose.text, (1, *_LENGTHS)):
        if length == 1:
            if prose.text[start] in doubles:
                found += [(*place, Confidence.LIKELY) for place in _redundant(prose.text, start)]
            continue
        word = prose.text[start : start + length]
        sure = _judged(prose, start, word)
        if sure is not None:
            found.append((start, start + 2 * length, word, sure))
    last = 0
    for start, end, word, sure in sorted(found, key=lambda f: (f[0], f[1])):
        if start < last or prose.is_heading(report, start) or _is_torn(report, prose, start):
            continue
        last = end
        stated = prose.text[start:end]
        yield Problem(
            prose.place(start, end),
            "「{stated}」里有重复的字词，应为「{expected}」，请核对",
            stated=stated,
            expected=word,
            confidence=sure,
            fix=prose.fix(f"「{stated}」改为「{word}」", start, end, word),
        )


RULES = [repeated_word]
