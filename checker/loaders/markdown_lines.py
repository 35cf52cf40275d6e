"""The lines of a Markdown file, and which of them go on with the paragraph above."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.loaders.markdown_inline import GONE, Spot
from checker.loaders.words import ENUMERATOR, is_section_heading

_SENTENCE_END = "。；！？：.;!?:”’）)》】"


def without_comments(text: str) -> str:
    """The text with each HTML comment overwritten, so that every other character keeps its place."""
    text = text.replace(GONE, "\ufffd")
    parts: list[str] = []
    done = 0
    while True:
        start = text.find("<!--", done)
        end = text.find("-->", start + 4) + 3
        # One that is never closed hides nothing: the rest of a report must not vanish.
        if start < 0 or end < 3:
            return "".join([*parts, text[done:]])
        parts += [text[done:start], re.sub(r"[^\r\n]", GONE, text[start:end])]
        done = end


_DELIMITER = re.compile(r"\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*")


def is_delimiter(text: str) -> bool:
    """Whether the line is the one under a table's header: 「|---|:--:|」."""
    # Longer ones are no table's, and would keep the pattern busy.
    return len(text) < 500 and "|" in text and "--" in text and _DELIMITER.fullmatch(text) is not None


def width(text: str) -> int:
    """How many columns of a fixed-width font the text takes: a Chinese character takes two."""
    return len(text.encode("gbk", "replace"))


def parts(spots: Sequence[Spot]) -> list[list[Spot]]:
    """The lines between two blank lines as paragraphs.

    Markdown joins such lines. Reports turned into Markdown leave out blank lines around
    headings, so a line that is plainly a heading, or too short to have been wrapped, ends a
    paragraph all the same, and a numbered line after a finished sentence begins one.
    """
    widest = max((width(spot.text) for spot in spots), default=0)
    made: list[list[Spot]] = []
    for spot in spots:
        if not made or _begins(spot.text, made[-1][-1].text, widest) or _is_title(made[-1]):
            made.append([spot])
        else:
            made[-1].append(spot)
    return made


def _begins(text: str, above: str, widest: int) -> bool:
    if above.endswith((GONE, "<br>", "<br/>", "<br />")) and above.rstrip(GONE).endswith(">"):
        return True
    if _is_heading(text) or _is_heading(above):
        return True
    numbered = ENUMERATOR.match(text)
    if numbered and above[-1] in _SENTENCE_END:
        return True
    # A wrapped line is full: one of less than half the width was ended by its author.
    short = widest >= 40 and width(above) * 2 < widest
    return short and above[-1] not in "，、,（(《“"


def _is_title(spots: Sequence[Spot]) -> bool:
    """Whether the lines so far are the title of a report, which may be printed over two lines."""
    text = "".join(spot.text for spot in spots)
    return len(text) <= 60 and text.endswith("报告") and not re.search(r"[，。；：《,;:]", text)


def _is_heading(text: str) -> bool:
    """Whether the line is a heading of the form (its number may be lost), or a numbered one: short, and no
    mark of a sentence in it."""
    if is_section_heading(text):
        return True
    number = ENUMERATOR.match(text)
    if not number or len(text) > 40 or re.search(r"[，。；：！？,;:!?|]", text[number.end() :]):
        return False
    # （一） and 一、 head a section; 1. and （1） may as well begin an item.
    return number[0][0] in "（(一二三四五六七八九十第" and len(text) > number.end() + 1
