"""A report's prose as one text, scanned once for all rules, and what was found as problems."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

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
UNSEEN = frozenset({"hidden", "struck"})
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
    inside = range(min(own), max(own) + 1) if own else None
    for index, paragraph in report.document.paragraphs():
        if (inside is None or index in inside) and not (paragraph.flags and paragraph.flags & UNSEEN):
            yield index, paragraph


def _read(report: Report) -> Prose:
    blocks: list[int] = []
    starts: list[int] = []
    texts: list[str] = []
    at = 1
    for index, paragraph in paragraphs(report):
        blocks.append(index)
        starts.append(at)
        texts.append(paragraph.text)
        at += len(paragraph.text) + 1
    prose = Prose("\n" + "\n".join(texts) + "\n", blocks, starts)
    hits: defaultdict[str, list[tuple[int, Hit]]] = defaultdict(list)
    titles = {i for i in report.blocks.get("/title", ())}
    row, last = 0, len(starts) - 1
    for hit in scan(prose.text):
        while row < last and starts[row + 1] <= hit[0]:
            row += 1
        code = _CODES[hit[2]]
        if code in ("L605", "L606") and blocks[row] in titles:
            continue  # a title is set with spaces to balance its lines
        hits[code].append((row, hit))
    prose.hits = dict(hits)
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
    fix = None
    if edits:
        changes = tuple([Edit(Span(block, a - at, b - at), text[a:b], new) for a, b, new in edits])
        fix = Fix(kind.title, changes, kind.safe)
    values: dict[str, Any]
    if kind.code in ("L605", "L606"):
        values = {"before": text[start - 1], "after": text[end]}
    elif kind.code == "L615":
        new = edits[0][2] if edits else ""
        values = {"stated": expected, "advice": "应改成普通空格" if new else "请删去"}
    else:
        values = {"stated": _short(text[start:end]), "expected": _short(expected)}
    return Problem(
        Span(block, start - at, end - at), kind.message, fix=fix,
        confidence=kind.confidence, severity=kind.severity, **values,
    )  # fmt: skip


def _short(text: str) -> str:
    half = LONGEST // 2
    return text if len(text) <= LONGEST else f"{text[:half]}…{text[-half:]}"


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
