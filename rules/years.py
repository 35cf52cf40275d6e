"""Y801, Y802: do this year's tables follow from last year's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.api import EquationResult, Note, Problem, Report, Severity, Unchecked, equations, rule

from .sums import broken, each_name, number, unchecked, values_of

BASIS = "国办公开办函〔2019〕60号；国办公开办函〔2021〕30号（由两年的表格推得）"


def _other_year(report: Report) -> Iterator[Unchecked]:
    """Says so where the report given for comparison is not last year's."""
    previous = report.previous
    if previous is None:
        return
    if report.year is None or previous.year is None:
        which = "本报告" if report.year is None else "给出的上年报告"
        yield Unchecked("{which}读不出是哪一年度的，无法与上年对照", which=which)
    elif previous.year != report.year - 1:
        yield Unchecked(
            "给出的对照报告是 {given} 年度的，应为 {wanted} 年度的",
            given=previous.year,
            wanted=report.year - 1,
        )


@rule("Y801", "carry-over-broken", Severity.WARNING, basis=BASIS, needs=("/requests",), previous=True)
def carry_over_broken(report: Report) -> Iterator[Problem | Unchecked]:
    """上年结转与上一年报告的结转下年度对不上。

    本年表三「二、上年结转」各列，应与上一年报告表三「四、结转下年度继续办理」相同。按列报告；
    总计一列的差额全由别的列带来时不另报；各列都不同时合为一条。

    ## 为什么

    去年没有办完的申请就是今年结转来的，两年的数应当衔接。机构合并、职能划转会造成差额，应在报告中说明。

    ## 错误

    2023 年报告结转下年度 14 件，2024 年报告上年结转填 12 件。

    ## 正确

    2024 年报告上年结转填 14 件。
    """
    if wrong := list(_other_year(report)):
        yield from wrong
        return
    results = equations(report, "Y801")
    checked = [r for r in results if r.state != "unchecked"]
    differing = [r for r in checked if r.state == "broken"]
    if len(differing) == len(checked) and len(differing) > 1:
        yield _all_columns(report, differing)
    else:
        totals = {r.key for r in differing if r.each == "total"}
        others = [r for r in differing if r.each != "total"]
        follows = bool(others) and sum(r.gap for r in differing if r.each == "total") == sum(
            r.gap for r in others
        )
        for result in differing:
            if not (follows and result.key in totals):
                yield _column(report, result, [r for r in differing if follows and r.key in totals])
    yield from unchecked(report, results)


def _column(report: Report, result: EquationResult, totals: Iterable[EquationResult]) -> Problem:
    related = [
        Note(r.at, "总计一列因此也对不上：本年 {left}，上年 {right}", values_of(report, r)) for r in totals
    ]
    return Problem(
        result.at, result.equation.message, related=related, key=result.key, **values_of(report, result)
    )


def _all_columns(report: Report, results: list[EquationResult]) -> Problem:
    columns = [
        {"column": each_name(report, r), "stated": number(r.left), "previous": number(r.right)}
        for r in results
    ]
    return Problem(
        results[-1].at,
        "表三「二、上年结转」各列都与上年报告的「四、结转下年度继续办理」不同：{listed}。"
        "请核对给出的是不是本机关的上年报告，机构有无调整",
        related=[Note(r.at, "本年 {left}，上年 {right}", values_of(report, r)) for r in results[:-1]],
        key="Y801",
        columns=columns,
        listed="；".join(f"{c['column']}本年 {c['stated']}、上年 {c['previous']}" for c in columns),
    )


@rule("Y802", "stock-flow-broken", Severity.INFO, basis=BASIS, needs=("/disclosure",), previous=True)
def stock_flow_broken(report: Report) -> Iterator[Problem | Unchecked]:
    """表二的存量与上一年报告接不上。

    2021 年版：现行有效件数，应为上年现行有效件数加本年制发、减本年废止。
    2019 年版：上一年项目数量，应为上年报告的上一年项目数量加本年增/减。

    ## 为什么

    存量由上一年的存量和本年的增减而来。文件修订、到期失效、职能划转也会造成差额，所以只作提示。

    ## 错误

    上年现行有效 18 件，本年制发 4 件、废止 2 件，现行有效填 22 件。

    ## 正确

    现行有效填 20 件，或者在报告中说明差额的原因。
    """
    if wrong := list(_other_year(report)):
        yield from wrong
        return
    yield from broken(report, "Y802", Severity.INFO)


RULES = [carry_over_broken, stock_flow_broken]
