"""Finds the sections of the form by label, accepted label, or number in position."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from checker.form import Form, Section
from checker.model import Anchor, Document, Paragraph
from checker.text import UNSEEN, fold, numeral

#: A heading longer than this is a sentence.
LONGEST = 45


@cache
def _heading() -> re.Pattern[str]:
    return re.compile(
        rf"[{re.escape(UNSEEN)}]*(?:第?(?P<number>[一二三四五六七八九十]{{1,3}})(?:部分)?\s*[、，,.．:：\s]|(?P<digit>\d{{1,2}})\s*[、.．])"
        r"\s*(?P<title>\S.*)",
        re.S,
    )


@cache
def _glued(sections: tuple[Section, ...]) -> re.Pattern[str]:
    """A heading stuck to the end of the paragraph before it (a lost line break)."""
    labels = "|".join(re.escape(t) for s in sections for t in (s.title, *s.aliases))
    return re.compile(rf"(?<=[。）)；;])\s*(?P<number>[一二三四五六])、(?P<title>(?:{labels}))\s*$")


@dataclass(slots=True)
class Candidate:
    """A paragraph (or the tail or head of one) that looks like a section heading."""

    block: int
    start: int
    end: int
    number: str
    title: str
    ordinal: int | None
    rest: str = ""


@dataclass(slots=True)
class Outline:
    """The sections as the instance holds them, and where their text stands."""

    sections: list[dict[str, Any]] = field(default_factory=list)
    origin: dict[str, Anchor] = field(default_factory=dict)
    blocks: dict[str, list[int]] = field(default_factory=dict)
    ordinals: list[int | None] = field(default_factory=list)
    first_block: int = 0
    #: What stands before the first heading in its own paragraph (a lost line break).
    lead: str = ""
    #: Every heading that has a label of the form, those not chosen among them; no table of contents.
    labelled: list[Candidate] = field(default_factory=list)

    def known(self) -> list[int]:
        """The ordinals of the form's sections that were found."""
        return [o for o in self.ordinals if o is not None]


def _stripped(title: str) -> str:
    return fold(title).strip(".,:;!?-")


@lru_cache(maxsize=1024)
def _ordinal(title: str, sections: tuple[Section, ...]) -> int | None:
    """The section a title is the label of, or nearly so."""
    folded = _stripped(title)
    if not folded or len(folded) > LONGEST:
        return None
    for section in sections:
        if folded in {_stripped(t) for t in (section.title, *section.aliases)}:
            return section.ordinal
    from difflib import SequenceMatcher

    best, second, found = 0.0, 0.0, None
    for section in sections:
        ratio = max(
            SequenceMatcher(None, folded, _stripped(t), autojunk=False).ratio()
            for t in (section.title, *section.aliases)
        )
        if ratio > best:
            best, second, found = ratio, best, section.ordinal
        elif ratio > second:
            second = ratio
    return found if best >= 0.75 and best - second > 0.1 else None


def _candidate(block: int, paragraph: Paragraph, form: Form) -> Candidate | None:
    text = paragraph.text
    if not text or not paragraph.flags.isdisjoint(("footnote", "contents")):
        return None
    match = _heading().match(text)
    if match is None:
        # A lost number: the label alone on its line.
        if len(text) <= LONGEST and text[0] not in "（(" and _exact(text, form.sections):
            return Candidate(block, 0, len(text), "", text.strip(), _exact(text, form.sections))
        return None
    title = match["title"].strip().strip(UNSEEN)
    start = match.start("title")
    number = match["number"] or match["digit"]
    # The heading may run into its paragraph: 「一、总体情况。2024年……」, 「六、其他需要报告的事项：无」
    head = re.split(r"[。：:\s]", title, maxsplit=1)[0]
    runs_in = len(head) < len(title) and len(head) <= LONGEST and _exact(head, form.sections) is not None
    if not runs_in and (len(title) > LONGEST or "。" in title[:-1]):
        glued = _label_at_start(title, number, form.sections)
        head, runs_in = glued or head, bool(glued)
    end = start + len(head)
    rest = text[end:].lstrip("。：: \u3000") if runs_in else ""
    if rest:
        return Candidate(block, 0, end, number, head, _exact(head, form.sections), rest)
    if len(title) > LONGEST or "。" in title[:-1]:
        return None
    ordinal = _ordinal(title, form.sections)
    if match["digit"] and ordinal is None:
        return None
    return Candidate(block, 0, len(text), number, title, ordinal)


def heading_of(paragraph: Paragraph, form: Form) -> int | None:
    """The section of the form that a line is the heading of, and nothing but its heading; None for any other."""
    found = _candidate(0, paragraph, form)
    return found.ordinal if found is not None and not found.rest else None


def _label_at_start(title: str, number: str, sections: tuple[Section, ...]) -> str:
    """The very label of the form, with its own number before it, that text runs on from where a line break was
    lost: 「五、存在的主要问题及改进情况主要问题有两个：……」; "" where there is none."""
    for section in sections:
        if numeral(number) == section.ordinal:
            labels = [t for t in (section.title, *section.aliases) if title.startswith(t)]
            found = max(labels, key=len, default="")
            # 「一、总体情况及成效……」 is another title.
            return found if found and title[len(found)] not in "及和与的、，" else ""
    return ""


@cache
def _loose() -> re.Pattern[str]:
    return re.compile(
        r"[\s*#【〖\[（(]*第?(?P<number>[一二三四五六壹贰叁肆伍陆ⅠⅡⅢⅣⅤⅥ1-6])(?:部分)?[)）】〗\]、，,.．:：\s]*"
        r"(?P<title>\S.*?)[】〗\]*\s]*"
    )


def _loosely(document: Document, form: Form) -> list[Candidate]:
    """Headings numbered in another way, 「（一）总体情况」 「壹、总体情况」 「【一、总体情况】」: only the form's
    very labels, in order, and at least three of them; a lone one is a subheading of the same name."""
    named: list[Candidate] = []
    for block, paragraph in document.paragraphs():
        if len(paragraph.text) > LONGEST or "contents" in paragraph.flags:
            continue
        match = _loose().fullmatch(paragraph.text)
        ordinal = _exact(match["title"], form.sections) if match else None
        if match is not None and ordinal is not None:
            number = match["number"].translate(_NUMERALS)
            named.append(Candidate(block, 0, len(paragraph.text), number, match["title"], ordinal))
    found: list[Candidate] = []
    for candidate in _without_contents(named):
        if not found or (candidate.ordinal or 0) > (found[-1].ordinal or 0):
            found.append(candidate)
    return found if len(found) >= 3 else []


_NUMERALS = str.maketrans("壹贰叁肆伍陆ⅠⅡⅢⅣⅤⅥ", "一二三四五六一二三四五六")


def _exact(title: str, sections: tuple[Section, ...]) -> int | None:
    folded = _stripped(title)
    for section in sections:
        if folded in {_stripped(t) for t in (section.title, *section.aliases)}:
            return section.ordinal
    return None


def _without_contents(candidates: list[Candidate]) -> list[Candidate]:
    """Drop a table of contents: three or more headings in adjacent blocks whose labels come again."""
    kept: list[Candidate] = []
    run: list[Candidate] = []
    for index, candidate in enumerate([*candidates, None]):
        if candidate is not None and (not run or candidate.block == run[-1].block + 1):
            run.append(candidate)
            continue
        later = {c.ordinal for c in candidates[index:] if c.ordinal}
        if len(run) >= 3 and sum(c.ordinal in later for c in run) >= 3:
            run = []
        kept += run
        run = [candidate] if candidate is not None else []
    return kept


def _choose(candidates: list[Candidate]) -> list[Candidate]:
    """The candidates that are section headings: those with a label of the form, and those whose
    number stands in the one position no label claims."""
    claimed = {c.ordinal for c in candidates if c.ordinal}
    chosen: list[Candidate] = []
    seen: set[int] = set()
    last, listed = 0, 0
    for candidate in candidates:
        value = numeral(candidate.number) if candidate.number else None
        if candidate.ordinal is not None and candidate.ordinal not in seen:
            if not candidate.number and candidate.ordinal <= last:
                continue  # the label as an unnumbered subheading of an earlier section
            seen.add(candidate.ordinal)
            chosen.append(candidate)
            last, listed = candidate.ordinal, 0
        elif (
            value is not None
            and value == last + 1
            and (not listed or value != listed + 1)
            and value not in claimed
            and len(candidate.title) <= 30
            and not re.search(r"[，。；！？]", candidate.title)
        ):
            chosen.append(candidate)
            last = value
        elif value is not None:
            # 「一、……」「二、……」 as a list inside a section: the number after its last one is no heading either.
            listed = value
    return chosen


def roles(sections: list[Any], form: Form) -> dict[int, int]:
    """By ordinal of the form: the index of the section that holds it, by title, else by number."""
    found: dict[int, int] = {}
    left: list[int] = []
    for index, section in enumerate(sections):
        title = section.get("title") if isinstance(section, dict) else None
        ordinal = _ordinal(title, form.sections) if isinstance(title, str) and title else None
        if ordinal is not None and ordinal not in found:
            found[ordinal] = index
        else:
            left.append(index)
    for index in left:
        section = sections[index]
        value = numeral(str(section.get("number") or "")) if isinstance(section, dict) else None
        if value is not None and value not in found and 1 <= value <= len(form.sections):
            found[value] = index
    return dict(sorted(found.items()))


def split_sections(document: Document, form: Form) -> Outline:
    """Cut the document's paragraphs into sections. What stands before the first is the front's."""
    candidates: list[Candidate] = []
    titles = [t for section in form.sections for t in (section.title, *section.aliases)]
    for block, paragraph in document.paragraphs():
        candidate = _candidate(block, paragraph, form)
        if candidate is None and any(paragraph.text.rstrip().endswith(t) for t in titles):
            match = _glued(form.sections).search(paragraph.text)
            if match is None:
                continue
            candidate = Candidate(
                block, match.start("number"), match.end(), match["number"], match["title"],
                _exact(match["title"], form.sections),
            )  # fmt: skip
        if candidate is not None:
            candidates.append(candidate)
    headings = _without_contents(candidates)
    chosen = _choose(headings)
    if len(chosen) < 3:
        chosen = _loosely(document, form) or chosen
    outline = Outline(first_block=chosen[0].block if chosen else len(document.blocks))
    outline.labelled = [c for c in headings if c.ordinal is not None]
    starts = {c.block: c for c in chosen}
    paragraphs: list[str] = []
    for block, paragraph in document.paragraphs():
        here = starts.get(block)
        if here is None and (
            not outline.sections or not paragraph.text.strip() or "contents" in paragraph.flags
        ):
            continue
        index = len(outline.sections)
        if here is None:
            pointer = f"/sections/{index - 1}/paragraphs/{len(paragraphs)}"
            paragraphs.append(paragraph.text)
            outline.blocks[pointer] = [block]
            outline.origin[pointer] = paragraph.anchor
            continue
        lead = paragraph.text[: here.start].strip()
        if lead and outline.sections:
            paragraphs.append(lead)
            outline.blocks[f"/sections/{index - 1}/paragraphs/{len(paragraphs) - 1}"] = [block]
        elif lead:
            outline.lead = lead
        paragraphs = [here.rest] if here.rest else []
        section = {"number": here.number or None, "title": here.title, "paragraphs": paragraphs}
        outline.sections.append(section)
        outline.ordinals.append(here.ordinal)
        for pointer in (f"/sections/{index}", f"/sections/{index}/title", f"/sections/{index}/number"):
            outline.origin[pointer] = paragraph.anchor
        outline.blocks[f"/sections/{index}/title"] = [block]
        if here.rest:
            outline.blocks[f"/sections/{index}/paragraphs/0"] = [block]
            outline.origin[f"/sections/{index}/paragraphs/0"] = paragraph.anchor
    return outline
