"""A table of contents written as text: its lines repeat the headings, and are neither headings nor prose."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from checker.form import Forms
from checker.model import Document, Paragraph
from checker.text import fold

#: So many headings of the form in it must come again after it.
FEWEST = 3
#: No line of it is longer, its leaders and its page number left out.
LONGEST = 45
FLAG = "contents"


def flag_contents(document: Document, forms: Forms) -> None:
    """Flag the lines of a table of contents, sub-headings and all: the form's headings in their order, nothing
    but short lines between them, and the same headings again below."""
    for index, paragraph in document.paragraphs():
        if re.fullmatch(r"目\s*[录次]", paragraph.text.strip()):
            document.blocks[index] = replace(paragraph, flags=paragraph.flags | {FLAG})
    labels = heading_ordinals(forms)
    lines = [(i, p) for i, p in document.paragraphs() if p.text.strip() and FLAG not in p.flags]
    known = [labels.get(fold(_bare(p.text))) for _i, p in lines]
    at = 0
    while at < len(lines):
        end = _end(document, lines, known, at) if known[at] else at
        inside = {ordinal for ordinal in known[at:end] if ordinal}
        if len(inside & {ordinal for ordinal in known[end:] if ordinal}) >= FEWEST:
            for index, paragraph in lines[at:end]:
                document.blocks[index] = replace(paragraph, flags=paragraph.flags | {FLAG})
        at = max(end, at + 1)


def _end(document: Document, lines: list[tuple[int, Paragraph]], known: list[int | None], start: int) -> int:
    """Where a table of contents that begins at `start` would end: at a table, a sentence, a long line, or where the
    headings begin again; lines behind its last heading count only where they look like the others."""
    last, end = 0, start
    for at in range(start, len(lines)):
        text = lines[at][1].text
        if at > start and any(
            not isinstance(block, Paragraph) for block in document.blocks[lines[at - 1][0] : lines[at][0]]
        ):
            break
        ordinal = known[at]
        if ordinal:
            if ordinal <= last:
                break
            last, end = ordinal, at + 1
        elif len(_bare(text)) > LONGEST or _sentence().search(text):
            break
        elif _bare(text) != text.strip():
            end = at + 1  # with leaders or a page number: still a line of it
    return end


@cache
def _sentence() -> re.Pattern[str]:
    return re.compile(r"[。；！？]")


@cache
def _leaders() -> re.Pattern[str]:
    return re.compile(r"(?:[\s.．·•…‥。_—-]{2,}|\t|\s)[（(-]?\s*\d{1,3}\s*[）)-]?$|[.．·•…‥_]{3,}$")


def _bare(text: str) -> str:
    """A line without its leaders and its page number."""
    return _leaders().sub("", text.strip()).strip()


def heading_ordinals(forms: Forms) -> dict[str, int]:
    """The headings of the forms, folded, with and without their number -> ordinal."""
    return _ordinals(tuple(form.path for form in forms.all), forms)


@cache
def _ordinals(_paths: tuple[object, ...], forms: Forms) -> dict[str, int]:
    found: dict[str, int] = {}
    for form in forms.all:
        for section in form.sections:
            for title in (section.title, *section.aliases):
                found[fold(title)] = section.ordinal
                found[fold(section.heading.replace(section.title, title))] = section.ordinal
    return found
