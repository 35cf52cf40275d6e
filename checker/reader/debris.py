"""Pieces of tables that became lines of text: what rules of running text would take for bad prose.

A copy or an extract leaves headers as 「自然人 法人或其他组织 总计」, labels cut where a cell broke its
line (「府信息公开」), rows of figures. Nobody wrote them so: they are marked, and no rule of
marks, spaces or words looks at them. That their figures were not read is said elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from checker.form import Forms
from checker.model import Block, Document, Paragraph
from checker.reader.labels import labels_of

#: The flag of such a paragraph.
FLAG = "cells"
#: A longer paragraph is none, nor is one with a longer row of digits (it may be a person's number).
LONGEST = 400
DIGITS = 9
#: So many lines in a row, or labels in one line, make sure that a table was here.
TOGETHER = 3


def mark(document: Document, forms: Forms, headings: set[int]) -> None:
    """Flag the paragraphs that hold nothing but labels of the form, parts of them, and figures.

    One alone proves nothing (「行政许可」 may head a paragraph): it takes a neighbour that is a table, several
    in a row, or several labels in one. `headings` are blocks that are none.
    """
    vocabulary = _vocabulary(forms)
    run: list[int] = []
    beside = False  # a table stands before the run, or in it
    for index, block in enumerate([*document.blocks, None]):
        if isinstance(block, Paragraph) and not block.text.strip():
            continue
        if isinstance(block, Paragraph) and index not in headings and _is_piece(block.text, vocabulary):
            run.append(index)
            continue
        is_table = block is not None and not isinstance(block, Paragraph)
        _flag(document.blocks, run, all_of=beside or is_table or len(run) >= TOGETHER)
        run, beside = [], is_table


def _flag(blocks: list[Block], run: list[int], all_of: bool) -> None:
    for index in run:
        block = blocks[index]
        if isinstance(block, Paragraph) and (all_of or len(_runs(block.text)) >= TOGETHER):
            blocks[index] = replace(block, flags=block.flags | {FLAG})


@cache
def _han() -> re.Pattern[str]:
    return re.compile("[\u4e00-\u9fff]+")


@cache
def _no_piece() -> re.Pattern[str]:
    return re.compile(rf"[。；！？A-Za-z]|\d{{{DIGITS},}}")


def _runs(text: str) -> list[str]:
    found: list[str] = _han().findall(text)
    return found


def _is_piece(text: str, vocabulary: str) -> bool:
    if len(text) > LONGEST or _no_piece().search(text):
        return False
    return all(_made_of(run, vocabulary) for run in _runs(text))


def _made_of(run: str, vocabulary: str) -> bool:
    """Whether a row of characters is parts of labels, of two characters at least, one behind the other."""
    if len(run) == 1 or run in vocabulary:
        return True
    reached = {0}
    for start in range(len(run) - 1):
        if start in reached:
            end = start + 2
            while end <= len(run) and run[start:end] in vocabulary:
                reached.add(end)
                end += 1
    return len(run) in reached


def _vocabulary(forms: Forms) -> str:
    return _joined(tuple(form.path for form in forms.all))


@cache
def _joined(paths: tuple[Path, ...]) -> str:
    labels: set[str] = set()
    for path in paths:
        own = labels_of(path)
        labels |= own.rows.keys() | own.groups | own.columns
    return "\n".join(sorted("".join(_runs(label)) for label in labels))


__all__ = ["FLAG", "mark"]
