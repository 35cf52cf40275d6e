"""A report's prose as one text, scanned once for all rules, and what was found as problems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from checker.api import Confidence, Edit, Fix, Paragraph, Problem, Report, Span

from ..outline import regex
from .hits import KINDS, Hit
from .phrases import percents
from .scan import scan

#: From this many spaces by digits on, and from this share of all places, they are the layout's and not the writer's.
MANY, SHARE = 10, 0.5
#: From this many on, a text in which the slip is the rule gets one finding.
WHOLE = 20
#: So much of a long text shows how it is spaced.
SAMPLE = 50_000
UNSEEN = frozenset({"hidden", "struck", "cells", "contents"})
_CODES = {name: kind.code for name, kind in KINDS.items()}
#: What a message quotes at most.
LONGEST = 24


@dataclass(slots=True)
class Prose:
    """The paragraphs that are looked at, and the hits by rule: (index in `blocks`, hit with offsets in the text)."""

    text: str
    blocks: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    hits: dict[str, list[tuple[int, Hit]]] = field(default_factory=dict)


def prose_of(report: Report) -> Prose:
    """The prose of a report, scanned; once a report."""
    found = report.cache.get("L.prose")
    if not isinstance(found, Prose):
        found = report.cache["L.prose"] = _read(report)
    return found


def paragraphs(report: Report) -> Iterator[tuple[int, Paragraph]]:
    """The paragraphs of the report itself: what a page prints around it (menus, footers) is left out."""
    own = [i for blocks in report.blocks.values() for i in blocks]
    blocks = report.document.blocks
    for index in range(min(own), max(own) + 1) if own else range(len(blocks)):
        block = blocks[index]
        if isinstance(block, Paragraph) and not (block.flags and block.flags & UNSEEN):
            yield index, block


def _read(report: Report) -> Prose:
    found = list(paragraphs(report))
    blocks = [index for index, _ in found]
    texts = [paragraph.text for _, paragraph in found]
    starts = list(accumulate([len(text) + 1 for text in texts], initial=1))
    prose = Prose("\n" + "\n".join(texts) + "\n", blocks, starts[:-1])
    hits: dict[str, list[tuple[int, Hit]]] = {code: [] for code in _CODES.values()}
    lists = {name: hits[code] for name, code in _CODES.items()}
    # A title is set with spaces to balance its lines.
    titles = {i for i in report.blocks.get("/title", ())}
    row, following = 0, starts[1] if blocks else 0
    for hit in scan(prose.text):
        at, _, name, _, _ = hit
        while following <= at:
            row += 1
            following = starts[row + 1]
        if titles and blocks[row] in titles and _CODES[name] in ("L605", "L606"):
            continue
        lists[name].append((row, hit))
    prose.hits = {code: found for code, found in hits.items() if found}
    return prose


def problems(report: Report, code: str) -> Iterator[Problem]:
    """The problems of one rule that the scan found."""
    prose = prose_of(report)
    found = prose.hits.get(code, ())
    unsure = code == "L603" and bool(found) and made_by_layout(report, "L606")
    for row, hit in found:
        made = problem(prose, row, hit)
        if unsure:
            made.confidence = Confidence.UNSURE  # the other half may have been lost with the layout
        yield made


def problem(prose: Prose, row: int, hit: Hit) -> Problem:
    """A hit as a problem: its message filled, its fix with places."""
    start, end, name, expected, edits = hit
    kind, block, at, text = KINDS[name], prose.blocks[row], prose.starts[row], prose.text
    where = Span(block, start - at, end - at)
    fix = None
    if len(edits) == 1:
        a, b, new = edits[0]
        # Nearly always the stretch that is wrong is the stretch that changes.
        stretch = where if a == start and b == end else Span(block, a - at, b - at)
        fix = Fix(kind.title, (Edit(stretch, text[a:b], new),), kind.safe)
    elif edits:
        changes = tuple([Edit(Span(block, a - at, b - at), text[a:b], new) for a, b, new in edits])
        fix = Fix(kind.title, changes, kind.safe)
    code = kind.code
    if code == "L605" or code == "L606":
        made = Problem(where, kind.message, fix=fix, before=text[start - 1], after=text[end])
    elif code == "L615":
        advice = "应改成普通空格" if edits and edits[0][2] else "请删去"
        made = Problem(where, kind.message, fix=fix, stated=expected, advice=advice)
    else:
        stated = text[start:end] if end - start <= LONGEST else _short(text[start:end])
        shown = expected if len(expected) <= LONGEST else _short(expected)
        made = Problem(where, kind.message, fix=fix, stated=stated, expected=shown)
    made.confidence, made.severity = kind.confidence, kind.severity
    return made


def _short(text: str) -> str:
    half = LONGEST // 2
    return f"{text[:half]}…{text[-half:]}"


def made_by_layout(report: Report, code: str) -> bool:
    """Whether the spaces of a rule were made by layout or by getting the text out of a PDF elsewhere: so
    many and so regular that nobody typed them. (Our own reading of a PDF makes none: see its loader.)"""
    prose = prose_of(report)
    if "L.layout" not in report.cache:
        spaced = sum(1 for _, hit in prose.hits.get("L606", ()) if hit[0] < SAMPLE)
        closed = (
            len(regex("[一-龥][0-9]|[0-9][一-龥]").findall(prose.text, 0, SAMPLE)) if spaced >= MANY else 0
        )
        report.cache["L.layout"] = spaced >= MANY and spaced >= SHARE * (spaced + closed)
    return bool(report.cache["L.layout"])


def one_for_all(report: Report, code: str, message: str) -> Problem:
    """The single unsure problem that stands for all spaces of a rule."""
    prose = prose_of(report)
    row, hit = prose.hits[code][0]
    made = problem(prose, row, hit)
    return Problem(
        made.at,
        message,
        confidence=Confidence.UNSURE,
        key="layout",
        count=len(prose.hits[code]),
        **made.values,
    )


def throughout(report: Report, code: str, full: str, message: str) -> Problem | None:
    """One problem with one fix for all hits of a rule, where the whole text is written so: many, and more
    than there are full-width marks (`full`). None where they are slips."""
    prose = prose_of(report)
    found = prose.hits.get(code, [])
    if len(found) < WHOLE or len(found) < sum(prose.text.count(c) for c in full):
        return None
    made = [problem(prose, row, hit) for row, hit in found]
    edits = tuple(edit for one in made if one.fix for edit in one.fix.edits)
    fix = Fix(made[0].fix.title if made[0].fix else "", edits, True)
    return Problem(
        made[0].at, message, fix=fix, confidence=Confidence.LIKELY, key="throughout", count=len(found)
    )


def percent_signs(report: Report) -> tuple[list[Span], list[Span]]:
    """The places of % and ％ behind a figure, in the report's prose."""
    from bisect import bisect_right

    from .chars import addresses

    prose = prose_of(report)
    if "％" not in prose.text or "%" not in prose.text:
        return [], []

    def span(i: int) -> Span:
        row = bisect_right(prose.starts, i) - 1
        return Span(prose.blocks[row], i - prose.starts[row], i + 1 - prose.starts[row])

    half, full = percents(prose.text, addresses(prose.text))
    return [span(i) for i in half], [span(i) for i in full]
