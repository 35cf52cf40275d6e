"""W704: the names of the report's own organ, the same throughout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.api import Confidence, Note, Problem, Report, Severity, rule

from .near_miss import Miss, Misses, Term, alike
from .outline import regex, words
from .running import Running, running
from .wording_terms import miss_problem

_LEVELS = "省市县区旗州盟镇乡"
_LEAST_OFFICE = 3
_LEAST_WHOLE = 5


@dataclass(slots=True, frozen=True)
class Name:
    """An organ's name in parts: 「安澜县」 (`place`), 「水务局」 (`office`, may be empty)."""

    whole: str
    place: str
    office: str


def name_of(organ: str) -> Name:
    """The parts of a name: behind the last level of administration the office begins."""
    kept = words("wording-names")["not_levels"]["words"]
    for at in range(len(organ) - 1, 0, -1):
        if organ[at] in _LEVELS and not any(w in (organ[at - 1 : at + 1], organ[at : at + 2]) for w in kept):
            return Name(organ, organ[: at + 1], organ[at + 1 :])
    return Name(organ, "", organ)


@rule(
    "W704",
    "organ-name-varies",
    Severity.WARNING,
    basis="已公布年报中的差错（涉及线民政局）；机关名称应当前后一致",
)
def organ_name_varies(report: Report) -> Iterator[Problem]:
    """本机关的名称写错了。

    以标题中的机关名称为准，在正文里找漏字、颠倒、同音或形近的写法：「安澜县水务局」写成「安蓝县水务局」，
    「县民政局」写成「线民政局」。本局、我局、县水务局、安澜水务局这些简称都可以；名称不同的其他机关（县税务局）不算。
    乡镇、街道和县级机关写「组织推动全省政府信息公开工作」一类超出自己范围的话，也在这里提出，请人核对。
    正文里错的写法反而更多时，只报一处，请核对标题。

    ## 为什么
    机关名称写错，多是输入法选错了字，也可能是从别人的报告抄来的。

    ## 错误
    涉及线民政局的政务舆情信息，及时回应。

    ## 正确
    涉及县民政局的政务舆情信息，及时回应。
    """
    prose = running(report)
    name = name_of(report.organ)
    if name.whole:
        yield from _varied(report, prose, name)
    yield from _scope(prose, str(report.get("/organ_type") or ""))


def _varied(report: Report, prose: Running, name: Name) -> Iterator[Problem]:
    found = sorted((*_names(prose, name), *_levels(prose, name)), key=lambda f: (f[0].start, -f[0].end))
    variants: dict[str, list[tuple[Miss, str]]] = {}
    last = 0
    for miss, expected in found:
        if miss.start >= last and not prose.is_heading(report, miss.start):
            last = miss.end
            variants.setdefault(prose.text[miss.start : miss.end], []).append((miss, expected))
    for variant, places in variants.items():
        expected = places[0][1]
        if len(places) > prose.text.count(expected) and len(places) > 1:
            yield Problem(
                "/title",
                "标题里的机关名称写作「{expected}」，正文里有{count}处写作「{variant}」，只差一个字，请核对哪个是对的",
                expected=expected,
                variant=variant,
                count=len(places),
                confidence=Confidence.LIKELY,
                related=[Note(prose.place(m.start, m.end), "正文的写法") for m, _e in places[:5]],
                key=variant,
            )
            continue
        for miss, due in places:
            yield _problem(prose, name, miss, due)


def _problem(prose: Running, name: Name, miss: Miss, due: str) -> Problem:
    problem = miss_problem(prose, miss, due)
    problem.confidence = Confidence.LIKELY
    if due in name.whole:
        problem.message = "本机关名称前后不一：" + problem.message
    else:
        # 线民政局 in the report of a 区民政局: what was meant is not the organ's own name either.
        problem.fix = None
        problem.values["own"] = name.whole
        problem.message = "「{stated}」疑为「{expected}」之误（音同），而本机关是「{own}」，请核对名称"
    return problem


def _names(prose: Running, name: Name) -> Iterator[tuple[Miss, str]]:
    """Near misses of the whole name, of the name behind its level (县水务局), and of the place."""
    offices = words("wording-names")["offices"]["words"]
    whole, short, terms = name.whole, name.place[-1:] + name.office, []
    if len(whole) >= _LEAST_WHOLE:
        shorter = {whole[:i] + whole[i + 1 :] for i, c in enumerate(whole) if c in _LEVELS}
        terms.append(_term(whole, frozenset(shorter | {whole[1:], whole[:-1]})))
    if name.place and len(name.office) >= _LEAST_OFFICE and short != whole:
        terms.append(_term(short))
    for miss, term in Misses(terms).find(prose.text) if terms else ():
        found = prose.text[miss.start : miss.end]
        if term.text == whole:
            # 「人力资源社会保障局」: the short form leaves out 和.
            official = miss.kind == "lost" and miss.due in ("和", "与")
            if not official and not _other_office(found, name, offices):
                yield miss, whole
        # The level itself is looked at with more care (`_levels`).
        elif miss.kind in ("sound", "shape") and found[0] == short[0] and found[1:] not in offices:
            yield miss, short
    place = regex(f".*?([^{_LEVELS}]{{2,4}}[{_LEVELS}])").fullmatch(name.place)
    if place and name.office:
        own = place[1]
        for i, due in enumerate(own[:-1]):
            # Looked for by the longer side of the gap.
            for at, got in _gaps(prose.text, own[:i], own[i + 1 :]):
                kind = alike(due, got) if got != due else ""
                if kind:
                    yield Miss(at, at + len(own), kind, due, got), own


def _gaps(text: str, left: str, right: str) -> Iterator[tuple[int, str]]:
    """Where one character stands between two stretches: (start of the left one, the character)."""
    part, shift = (right, len(left) + 1) if len(right) >= len(left) else (left, 0)
    found = text.find(part)
    while found >= 0:
        at = found - shift
        if at >= 0 and text.startswith(left, at) and text.startswith(right, at + len(left) + 1):
            yield at, text[at + len(left) : at + len(left) + 1]
        found = text.find(part, found + 1)


def _term(text: str, but: frozenset[str] = frozenset()) -> Term:
    middle = len(text) // 2
    return Term(text, text[:middle][:4], text[middle:][-4:], but, name=True)


def _other_office(found: str, name: Name, offices: list[str]) -> bool:
    """Whether a name like the organ's is that of another organ of the same place: 县税务局 beside 县水务局."""
    return found.startswith(name.place) and found[len(name.place) :] in offices


def _levels(prose: Running, name: Name) -> Iterator[tuple[Miss, str]]:
    """A word that sounds like a level of administration, before the name of the office: 线民政局."""
    if len(name.office) < _LEAST_OFFICE:
        return
    slips = words("wording-names")["levels"]["words"]
    at = prose.text.find(name.office)
    while at >= 0:
        got = prose.text[at - 1 : at] if at else ""
        slip = slips.get(got)
        if slip and prose.text[max(0, at - 2) : at - 1] not in slip["not_after"]:
            due = slip["level"]
            yield Miss(at - 1, at + len(name.office), "sound", due, got), due + name.office
        at = prose.text.find(name.office, at + 1)


def _scope(prose: Running, organ_type: str) -> Iterator[Problem]:
    """A town that speaks of what only a province can do."""
    scope = words("wording-names")["scope"]["types"].get(organ_type)
    if not scope:
        return
    for word in scope:
        at = prose.text.find(word)
        while at >= 0:
            before, after = prose.text[max(0, at - 6) : at], prose.text[at + len(word) : at + len(word) + 6]
            own = regex(r"(?<![协配])(?:组织推动|组织推进|统筹推进|统筹推动|推动|组织|统筹|指导)$").search(
                before
            )
            if (
                own
                and not regex("协助|配合|参与|根据|按照|落实").search(before)
                and regex("政府信息公开|政务公开").match(after)
            ):
                end = at + len(word)
                yield Problem(
                    prose.place(at, end),
                    "本机关不能{doing}「{stated}」的政府信息公开工作，这句话像是从别处抄来的，请核对",
                    doing=own[0],
                    stated=word,
                    confidence=Confidence.LIKELY,
                    key=f"scope:{word}",
                )
            at = prose.text.find(word, at + 1)


RULES = [organ_name_varies]
