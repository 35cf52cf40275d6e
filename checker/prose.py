"""Text alone, without a report round it, through the rules that look at prose."""

from __future__ import annotations

import gc
from functools import cache
from typing import TYPE_CHECKING

from checker.model import Anchor, Block, Document, Finding, Paragraph, Report

if TYPE_CHECKING:
    from checker.engine import Engine

#: What a line is stripped of: its indentation is in the column.
_BLANK = " \t\u3000\xa0"


def lint_text(text: str, select: tuple[str, ...] = ("L", "W")) -> list[Finding]:
    """The findings of some rules in a text, in order.

    Every line is a paragraph; there are no tables, no sections and no organ, so rules that need them
    find nothing. A finding's pointer is "", its location has the line and the column in characters,
    both from 1. `select` holds codes, names or prefixes; `ValueError` for one that fits no rule.
    """
    report = Report(_document(text), {"kind": "annual-report"})
    engine = _engine(tuple(select))
    collecting = gc.isenabled()
    gc.disable()  # a long text gives hundreds of thousands of small objects and no cycle among them
    try:
        return engine.check_report(report).findings
    finally:
        if collecting:
            gc.enable()


def _document(text: str) -> Document:
    blocks: list[Block] = []
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    add = blocks.append
    for number, line in enumerate(text.split("\n"), 1):
        words = line.strip(_BLANK)
        if words:
            column = 1 if words == line else len(line) - len(line.lstrip(_BLANK)) + 1
            ordinal = len(blocks) + 1
            anchor = Anchor(number, column, None, ordinal, None, None, None, None, words)
            add(Paragraph(words, anchor, None, "", ((0, number, column),)))
    return Document("", "text", "", blocks)


@cache
def _engine(select: tuple[str, ...]) -> Engine:
    from checker.engine import Engine, Settings
    from checker.registry import load

    return Engine(load(), Settings(select=select))
