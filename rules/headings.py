"""N302, N303: the sections stand in the order of the form, rightly numbered, under its titles."""

from __future__ import annotations

from collections.abc import Iterator

from checker.api import (
    Confidence,
    Edit,
    Fix,
    Note,
    Problem,
    Report,
    Severity,
    Span,
    chinese,
    fold,
    rule,
    section_titles,
)

from .outline import Part, parts, title_place

FORM = "《政府信息公开条例》第五十条；国办公开办函〔2019〕60号、国办公开办函〔2021〕30号"

#: Marks that may stand behind a title.
MARKS = "。：；，、.:;, \u3000"


@rule(
    "N302", "section-order", Severity.WARNING, basis=FORM, needs=("/sections",), structural=True, absence=True
)
def section_order(report: Report) -> Iterator[Problem]:
    """各部分的次序或编号不对。

    六个部分应按格式的次序排列，依次编为一至六。次序颠倒、编号重复、跳号、漏编号，各报一处；由此连带的
    其他不符不再重复报告。因缺少一个部分而顺延或空出的编号不另报（见 N301）。

    ## 为什么
    各级主管部门按部分的序号汇总和查阅年报，编号错了，后面各部分都会对不上。

    ## 错误
    四、政府信息公开行政复议、行政诉讼情况 …… 四、存在的主要问题及改进情况 …… 六、其他需要报告的事项

    ## 正确
    四、政府信息公开行政复议、行政诉讼情况 …… 五、存在的主要问题及改进情况 …… 六、其他需要报告的事项
    """
    found = parts(report)
    known = [p for p in found if p.ordinal is not None]
    moved = _moved(known)
    if moved:
        for p in moved:
            same = next((q for q in known if q is not p and q.ordinal == p.ordinal), None)
            template = (
                "「{title}」出现了两次，请删去或改正其中一处"
                if same
                else "「{title}」排在第{stands}位，应是第{ordinal}部分，请按格式的次序移到它的位置"
            )
            yield Problem(
                title_place(report, p),
                template,
                title=p.title,
                ordinal=chinese(p.ordinal or 0),
                stands=chinese(found.index(p) + 1),
                related=[Note(title_place(report, same), "另一处")] if same else [],
                key=str(p.ordinal),
            )
        return
    for run in _misnumbered(found):
        first, expected = run[0]
        numbers = [p.number or "（无）" for p in found]
        if len(run) == len(known) > 1 and not any(p.number for p, _ in run):
            yield Problem(
                title_place(report, first),
                "各部分的标题都没有编号，应依次编为一至六",
                key="none",
                # Numbers made by a style sheet or a list do not always reach the text.
                confidence=Confidence.UNSURE,
            )
            continue
        if first.ordinal is None:
            template = (
                "「{title}」不是格式规定的部分，却编为「{stated}」。各部分现编为{numbers}，请并入六个部分"
            )
        elif first.number:
            template = "「{title}」的编号是「{stated}」，应为「{expected}」。各部分现编为{numbers}，请改正"
        else:
            template = "「{title}」没有编号，应为「{expected}」。各部分现编为{numbers}，请补上"
        yield Problem(
            title_place(report, first),
            template,
            title=first.title,
            stated=first.number,
            expected=chinese(expected),
            numbers="、".join(numbers),
            related=[
                Note(title_place(report, p), "这里应为「{expected}」", {"expected": chinese(n)})
                for p, n in run[1:]
                if p.ordinal is not None
            ],
            key=str(expected),
        )


def _moved(known: list[Part]) -> list[Part]:
    """The fewest sections to move (or drop) so that the rest stand in the order of the form."""
    best: list[list[Part]] = []
    for p in known:
        fits = [chain for chain in best if (chain[-1].ordinal or 0) < (p.ordinal or 0)]
        best.append([*max(fits, key=len, default=[]), p])
    longest = max(best, key=len, default=[])
    return [p for p in known if p not in longest]


def _misnumbered(found: list[Part]) -> list[list[tuple[Part, int]]]:
    """Runs of neighbours whose number is not the form's; where sections are missing, it may be the next."""
    by_form = [p.ordinal if p.ordinal is not None else 0 for p in found]
    in_turn = list(range(1, len(found) + 1))
    complete = {1, 2, 3, 4, 5, 6} <= set(by_form)
    if not complete and all(p.value == n for p, n in zip(found, in_turn, strict=True)):
        return []
    used = {n for n in by_form if n}
    runs: list[list[tuple[Part, int]]] = []
    broken = False
    for i, p in enumerate(found):
        expected = by_form[i]
        if not expected:
            # A section beyond the form is wrongly numbered only where it takes a number of the form's.
            wrong = p.value in used and not (i and by_form[i - 1] == 6)
            expected = in_turn[i]
        else:
            wrong = p.value != expected
        if wrong and broken:
            runs[-1].append((p, expected))
        elif wrong:
            runs.append([(p, expected)])
        broken = wrong
    return runs


@rule(
    "N303", "section-title", Severity.WARNING, basis=FORM, needs=("/sections",), structural=True, absence=True
)
def section_title(report: Report) -> Iterator[Problem]:
    """部分的标题与格式不一致。

    六个部分的标题应照格式写。条例原文的说法和几种通行的写法也算对；只差空格、引号、标点全角半角，
    或者只在末尾多了标点的不报。

    ## 为什么
    标题由国务院办公厅统一规定，公众和主管部门靠它找内容，改了标题等于换了栏目。

    ## 错误
    一、政务公开工作完成情况及成效

    ## 正确
    一、总体情况
    """
    titles = section_titles(report)
    for p in parts(report):
        if p.ordinal is None or not p.title or p.ordinal not in titles:
            continue
        accepted = titles[p.ordinal]
        if _bare(p.title) in {_bare(title) for title in accepted}:
            continue
        expected = accepted[0]
        place = title_place(report, p)
        lost, extra = _difference(p.title.rstrip(MARKS), expected)
        if lost and not extra:
            template = (
                "第{ordinal}部分的标题是「{stated}」，格式规定的是「{expected}」（少了「{lost}」），请改正"
            )
        elif extra and not lost:
            template = (
                "第{ordinal}部分的标题是「{stated}」，格式规定的是「{expected}」（多了「{extra}」），请改正"
            )
        else:
            template = "第{ordinal}部分的标题是「{stated}」，格式规定的是「{expected}」，请改正"
        edits = (Edit(place, p.title, expected),) if isinstance(place, Span) else ()
        yield Problem(
            place,
            template,
            ordinal=chinese(p.ordinal),
            stated=p.title,
            expected=expected,
            lost=lost,
            extra=extra,
            fix=Fix("改为格式规定的标题", edits) if edits else None,
            key=str(p.ordinal),
        )


def _bare(title: str) -> str:
    """A title for comparison; a mark behind it makes no other title."""
    return fold(title).rstrip(MARKS)


def _difference(stated: str, expected: str) -> tuple[str, str]:
    """What `stated` lacks or has too much, where that is one piece and not both."""
    head = 0
    while head < min(len(stated), len(expected)) and stated[head] == expected[head]:
        head += 1
    tail = 0
    while tail < min(len(stated), len(expected)) - head and stated[-1 - tail] == expected[-1 - tail]:
        tail += 1
    lost, extra = expected[head : len(expected) - tail], stated[head : len(stated) - tail]
    return ("", "") if lost and extra else (lost, extra)


RULES = [section_order, section_title]
