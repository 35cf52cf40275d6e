"""S: does the report hold what the form asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.api import (
    Confidence,
    Note,
    Problem,
    Report,
    Severity,
    Unchecked,
    Violation,
    cell_text,
    due_form,
    form_of,
    guess,
    in_digits,
    is_number,
    label_of,
    rule,
    schema_problems,
)

#: So many missing rows are named in a message; all stand in its values.
NAMED = 6
#: So many cells of a table with the same fault are findings of their own; more are one.
APART = 5
BASIS = "国办公开办函〔2019〕60号、国办公开办函〔2021〕30号（年度报告格式）"


@rule("S101", "invalid-value", Severity.ERROR, basis=BASIS, structural=True)
def invalid_value(report: Report) -> Iterator[Problem]:
    """格子里填的不是格式要求的数。

    三张表的格子只能填数字：件数是不小于 0 的整数，金额可以带小数，2019 年版“本年增/减”可以是负数。
    空白和“/”“—”“无”由 S102 报告，带单位的数字由 T208 报告；数字后面括号里的说明（22（其中修订16件））、注释的
    序号不算。同一张表里同样的问题超过 5 处的合成一条。

    ## 为什么

    夹了别的字符的数字，汇总系统读不出来，也无法核对勾稽关系。

    ## 错误

    采购总金额填“`56700`”。

    ## 正确

    采购总金额填“56700”。
    """
    form = form_of(report)
    groups: dict[tuple[str, str, str], list[Problem]] = {}
    for found in schema_problems(report):
        if found.kind == "blank":
            continue
        problem = _invalid(report, found)
        table = form.table_of(found.pointer)
        group = (table.pointer, found.kind, problem.message) if table else (found.pointer, "", "")
        groups.setdefault(group, []).append(problem)
    for (pointer, kind, _message), problems in groups.items():
        if len(problems) <= APART:
            yield from problems
            continue
        first, *others = problems
        values = dict.fromkeys(p.values["stated"] for p in problems)
        shown = "”“".join(list(values)[:NAMED])
        yield Problem(
            first.at,
            "{table}有 {count} 个格子填的不是格式允许的数：“{shown}”" + ("等" if len(values) > NAMED else "") + "。请逐格改为纯数字",
            related=[Note(p.at, "填的不是格式允许的数") for p in others],
            key=f"{pointer} {kind}", table=label_of(report, pointer), count=len(problems), shown=shown,
            cells=[p.at for p in problems],
        )  # fmt: skip


def _invalid(report: Report, found: Violation) -> Problem:
    """What is wrong with one cell; the key lets T200 answer for a cell that it names itself."""
    label = label_of(report, found.pointer) or found.pointer.rpartition("/")[2]
    values = {"label": label, "stated": _stated(found.value), "key": found.pointer}
    if found.kind == "unknown":
        return Problem(found.pointer, "多出了格式里没有的内容：{label}", **values)
    if found.kind == "negative":
        return Problem(found.pointer, "{label}填的是 {stated}，这里不能是负数，请核对后改正", **values)
    if found.kind == "fraction":
        return Problem(found.pointer, "{label}填的是 {stated}，件数应为整数，请核对后改正", **values)
    if found.kind != "text":
        return Problem(found.pointer, "{label}填的是“{stated}”，不是格式允许的内容", **values)
    probable = guess(values["stated"])
    if probable is None:
        return Problem(found.pointer, "{label}填的是“{stated}”，应填数字，请改正", **values)
    if str(probable) == found.value:
        # Only an instance in JSON can hold a number as a text.
        return Problem(found.pointer, "{label}填的是加了引号的“{stated}”，请去掉引号，改为数字", **values)
    text = "{label}填的是“{stated}”，不是数字，很可能是 {probable}，请核对后改为纯数字"
    return Problem(found.pointer, text, probable=probable, **values)


def _stated(value: object) -> str:
    """A cell's datum as a message shows it: as JSON would where it is no text and no number."""
    if isinstance(value, (dict, list)):
        return "…"
    if is_number(value):
        return in_digits(value)
    return (
        {None: "null", True: "true", False: "false"}[value]
        if value is None or isinstance(value, bool)
        else str(value)
    )


@rule(
    "S102",
    "missing-value",
    Severity.WARNING,
    basis=BASIS + "；“没有的填 0、不留空白”是通行做法，未见明文",
    structural=True,
)
def missing_value(report: Report) -> Iterator[Problem]:
    """应填数字的格子空着，或者填了“/”“—”“无”。

    一张表只报一条，列出是哪些格子。没有发生的，填 0。

    ## 为什么

    空白和斜线分不清是“没有”还是“漏填”，也无法核对总计。

    ## 错误

    “商业企业”一列整列空白。

    ## 正确

    “商业企业”一列逐格填 0。
    """
    cells: dict[str, list[str]] = {}
    form = form_of(report)
    marks: set[str] = set()
    for found in schema_problems(report):
        table = form.table_of(found.pointer)
        if found.kind == "blank" and table is not None and found.pointer in form.labels:
            cells.setdefault(table.pointer, []).append(found.pointer)
            if isinstance(found.value, str):
                marks.add(cell_text(report, found.pointer))
    for pointer, blanks in cells.items():
        table = form.table_of(pointer)
        assert table is not None
        first = "、".join(dict.fromkeys(label_of(report, b).removeprefix(table.name) for b in blanks[:3]))
        text = (
            "{table}有 {count} 个格子没有填数字：{first}"
            + ("等" if len(blanks) > 3 else "")
            + ("（有的填了“{marks}”）" if marks else "")
            + "。没有发生的请填 0"
        )
        yield Problem(
            pointer, text, related=[Note(b, "没有填数字") for b in blanks],
            table=table.name, count=len(blanks), first=first, marks="”“".join(sorted(marks)), cells=blanks,
        )  # fmt: skip


@rule("S103", "missing-row", Severity.WARNING, basis=BASIS, structural=True)
def missing_row(report: Report) -> Iterator[Problem]:
    """表格缺行、缺列，或者行列的名称与格式不同。

    同一张表缺的行合成一条。名称不同的，程序按最接近的一行读数，同时把两个名称都列出来。
    “规范性文件”“其它”这类通行写法不算不同。

    ## 为什么

    行列名称是格式规定的，改动以后无法与其他机关汇总比较。

    ## 错误

    “2.其他法律行政止公开”；“（六）其他处理”只有一行，没有 1、2、3 三小行。

    ## 正确

    “2.其他法律行政法规禁止公开”；“（六）其他处理”下分三小行。
    """
    form = form_of(report)
    for table in form.tables:
        absent = [p for p in report.missing if form.table_of(p) is table]
        rows = [form.rows[p] for p in absent if p in form.rows and p not in _columns(report, absent)]
        if rows:
            singles = [r for r in table.rows if r.single and isinstance(report.get(r.pointer), dict)]
            children = [r for r in rows if singles and r.pointer.startswith(singles[0].pointer + "/")]
            others = [r for r in rows if r not in children]
            if children:
                yield Problem(
                    children[0].pointer,
                    "{table}「{row}」只有一行，缺少 {count} 小行：{names}。请按现行格式分列",
                    where=singles[0].pointer, key=singles[0].pointer, table=table.name,
                    row=singles[0].name, count=len(children), names="、".join(r.title for r in children),
                )  # fmt: skip
            if others:
                yield Problem(
                    others[0].pointer,
                    "{table}缺少 {count} 行：{names}。请补上，没有的填 0",
                    where=table.pointer, key=table.pointer, table=table.name, count=len(others),
                    names="、".join(r.name for r in others[:NAMED]) + ("等" if len(others) > NAMED else ""),
                    rows=[r.pointer for r in others],
                )  # fmt: skip
        columns = _columns(report, absent)
        if columns:
            names = list(dict.fromkeys(columns.values()))
            yield Problem(
                table.pointer, "{table}缺少 {count} 列：{names}。请补上，没有的填 0",
                key=f"{table.pointer} columns", confidence=_least_sure(report, columns), table=table.name, count=len(names), names="、".join(names),
            )  # fmt: skip
        yield from _nameless(report, table.pointer)
    for pointer, printed, label in report.labels:
        yield Problem(
            pointer, "{table}的「{printed}」与格式不同，应为「{label}」，请改正",
            key=printed, table=(form.table_of(pointer) or form.tables[0]).name, printed=printed, label=label,
        )  # fmt: skip


def _nameless(report: Report, pointer: str) -> Iterator[Problem]:
    """The columns of a table that nothing names. Where more of it was not read, their names may stand there."""
    header, table = f"{pointer}/header", form_of(report).table_of(pointer)
    unread = {pointer for pointer, _why in report.unread}
    if header not in unread or table is None or report.torn:
        return  # a text in pieces has lost its headers on the way here
    lost = any(p.startswith(f"{pointer}/") or p == pointer for p in unread - {header})
    doubtful = [r for r in table.rows if r.pointer in report.confidence] or table.rows
    yield Problem(
        pointer, "{table}的列没有写全名称，请按格式补上：{names}",
        key=f"{pointer} header", table=table.name,
        confidence=Confidence.UNSURE if lost or report.partial else Confidence.CERTAIN,
        names="、".join(dict.fromkeys(c.title for row in doubtful for c in row.columns)),
    )  # fmt: skip


def _least_sure(report: Report, pointers: Iterable[str]) -> Confidence:
    """How sure the reader is of the least sure of these pointers."""
    return min((report.sure_of(pointer) for pointer in pointers), key=lambda sure: sure.rank)


def _columns(report: Report, absent: list[str]) -> dict[str, str]:
    """The missing cells among `absent`, each with its column's label."""
    form = form_of(report)
    found: dict[str, str] = {}
    for pointer in absent:
        base, _, key = pointer.rpartition("/")
        row = form.rows.get(base)
        if row is not None and isinstance(report.get(base), dict) and not row.single:
            found[pointer] = next((c.title for c in row.columns if c.key == key), key)
    return found


@rule("S104", "wrong-edition", Severity.ERROR, basis=BASIS, structural=True)
def wrong_edition(report: Report) -> Iterator[Problem | Unchecked]:
    """表格用的不是这一年度应该用的格式。

    2019、2020 年度用 2019 年试行格式，2021 年度起用 2021 年修订的格式。先看表二的行列名称，再看表三“（六）”。

    ## 为什么

    两版表二的统计口径不同（试行格式统计项目数，现行格式统计件数和处理决定数），用错就填错了数。

    ## 错误

    2023 年度的报告，表二还是“上一年项目数量”“本年增/减”。

    ## 正确

    2023 年度的报告，表二用“本年制发件数”“本年废止件数”“现行有效件数”。
    """
    form = form_of(report)
    if not any(t.pointer[1:] in report.data for t in form.tables):
        return
    due = due_form(report)
    if due is None and report.year is not None:
        yield Unchecked("{year} 年度还没有统一的格式，无法核对用的是哪一版", year=report.year)
    elif due is None:
        yield Unchecked("没有读到报告年度，无法判断应该用哪一版格式")
    elif due is not form:
        yield Problem(
            "/disclosure", "{year} 年度的报告应使用 {right} 年版格式，表格用的却是 {used} 年版，请换用正确的格式重新填报",
            where="/requests", key="edition",
            # The labels of table 二 tell the editions apart; without it 三（六） alone does, which many kept as it was.
            confidence=Confidence.UNSURE if report.partial and "disclosure" not in report.data else Confidence.CERTAIN, year=report.year, right=due.edition, used=form.edition,
        )  # fmt: skip


RULES = [invalid_value, missing_value, missing_row, wrong_edition]
