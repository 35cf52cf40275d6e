"""`--output xlsx:FILE`: a workbook for those who sort and filter: reports, findings, and columns.

Text is written as text, never as a formula, and what would become one when somebody edits the cell
is marked as quoted. The same run gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import TYPE_CHECKING, Any, BinaryIO

from rich.cells import cell_len

from checker.formats.column_lines import HEADS, PERIODS_OVER, ColumnLine, lines
from checker.formats.words import (
    clauses,
    codes_in_words,
    coverage_words,
    day_words,
    group_of,
    group_word,
    not_checked,
    spot,
    verdict_word,
    visible,
)
from checker.i18n import N_, _
from checker.model import Confidence, Finding, Result

if TYPE_CHECKING:
    from checker.engine import Run

MACHINE = True
BINARY = True
REQUIRES = ("xlsxwriter", "xlsx")
#: A cell of a workbook holds this many characters at most.
_LONGEST = 32_000
#: Rows of one sheet of a workbook, less its head and the line that says what is left out.
_MOST_ROWS = 1_048_000
#: What a program could take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLOURS = {"error": "#B3261E", "warning": "#8A5A00", "info": "#1F5F8B", "review": "#7A2E8E"}
_CONFIDENCE = {
    Confidence.CERTAIN: N_("确定"),
    Confidence.LIKELY: N_("很可能"),
    Confidence.UNSURE: N_("需人工核对"),
}
Cell = str | int | float | None


def render(run: Run, stream: BinaryIO) -> None:
    """Write the workbook."""
    import datetime
    import io

    import xlsxwriter

    # A stream that fails (a full disk) would leave the writer's archive to complain once more when it is dropped.
    made = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(made, options)
    day = datetime.date.fromisoformat(run.days[-1])
    book.set_properties(
        {
            "title": _("核对结果"),
            "comments": day_words(run),
            "created": datetime.datetime(day.year, day.month, day.day),
        }
    )
    writer = _Workbook(book)
    _reports(writer, run)
    _findings(writer, run)
    if any(result.catalog is not None for result in run.results):
        _columns(writer, run)
    book.close()
    stream.write(made.getbuffer())


class _Workbook:
    """A workbook with the few formats that its sheets share."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.widths: dict[str, list[float]] = {}
        plain = {"valign": "top", "font_name": "Microsoft YaHei", "font_size": 10}
        # Text keeps away from the figure to the left of it.
        base = {**plain, "align": "left", "indent": 1}
        self.head = book.add_format(
            {**base, "bold": True, "bg_color": "#E8EEF4", "bottom": 1, "text_wrap": True}
        )
        self.plain = book.add_format(plain)
        self.wrapped = book.add_format({**base, "text_wrap": True})
        self.quoted = book.add_format({**base, "text_wrap": True, "quote_prefix": True})
        self.share = book.add_format({**plain, "num_format": "0%"})
        self.groups = {
            g: book.add_format({**base, "bold": True, "font_color": c}) for g, c in _COLOURS.items()
        }

    def sheet(self, name: str, heads: Sequence[str], widths: Sequence[float]) -> Any:
        """A sheet with its head row, ready to be filtered and printed across one page."""
        sheet = self.book.add_worksheet(name)
        for at, (head, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, head, self.head)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        self.widths[sheet.name] = list(widths)
        return sheet

    def row(self, sheet: Any, at: int, cells: Iterable[Cell], formats: dict[int, Any] | None = None) -> None:
        """One row: numbers as numbers, everything else as text."""
        tall = 1
        for column, value in enumerate(cells):
            form = (formats or {}).get(column)
            if value is None or value == "":
                continue
            if isinstance(value, (int, float)):
                sheet.write_number(at, column, value, form or self.plain)
            else:
                text = visible(value, _LONGEST)
                tall = max(tall, ceil(cell_len(text) / (self.widths[sheet.name][column] - 1)))
                risky = text.lstrip(" \u3000").startswith(_FORMULA)
                sheet.write_string(at, column, text, self.quoted if risky else form or self.wrapped)
        if tall > 1:  # not every program finds the height of wrapped text by itself
            sheet.set_row(at, min(400, 15 * tall))


def _reports(writer: _Workbook, run: Run) -> None:
    """One line a report."""
    from checker.engine import summary

    name = _("清单") if run.catalogs else _("报告")
    heads = [
        _("文件"),
        _("机关"),
        _("年度"),
        _("判定日期"),
        _("结论"),
        _("错误"),
        _("警告"),
        _("提示"),
        _("需人工核对"),
        _("未核对"),
        _("未核对的原因"),
        _("说明"),
    ]
    sheet = writer.sheet(name, heads, [40, 24, 8, 12, 14, 8, 8, 8, 12, 8, 60, 40])
    for at, result in enumerate(run.results, 1):
        found = summary([result])
        reasons = [
            f"{codes_in_words(codes)} {reason}".strip() for reason, codes in not_checked(result).items()
        ]
        if result.coverage is not None and result.coverage.certain < result.coverage.cells:
            reasons.insert(0, coverage_words(result))  # no report passes with a figure in doubt
        group = {"通过": "", "未通过": "error"}.get(result.verdict.value, "warning")
        writer.row(
            sheet, at,
            [result.path, result.organ, result.year, result.as_of, verdict_word(result.verdict), *(found[k] for k in ("error", "warning", "info", "review", "not_checked")), clauses(reasons), clauses(result.notes)],
            {4: writer.groups[group]} if group else None,
        )  # fmt: skip
    sheet.autofilter(0, 0, max(1, len(run.results)), len(heads) - 1)
    last = len(run.results) + 2
    writer.row(sheet, last, [day_words(run)])


def _findings(writer: _Workbook, run: Run) -> None:
    heads = [
        _("文件"),
        _("机关"),
        _("年度"),
        _("级别"),
        _("代码"),
        _("名称"),
        _("位置"),
        _("问题"),
        _("原文"),
        _("改法"),
        _("把握"),
    ]
    sheet = writer.sheet(_("问题"), heads, [28, 20, 8, 12, 8, 22, 24, 80, 28, 28, 12])
    at = 0
    for result in run.results:
        for finding in result.findings:
            if finding.suppressed:
                continue
            at += 1
            if at > _MOST_ROWS:
                writer.row(sheet, at, [_("问题太多，其余没有写进这张表，请用 json 格式")])
                return
            group = group_of(finding)
            writer.row(sheet, at, _finding(result, finding, group), {3: writer.groups[group]})
    sheet.autofilter(0, 0, max(1, at), len(heads) - 1)


def _finding(result: Result, finding: Finding, group: str) -> list[Cell]:
    return [
        result.path, result.organ, result.year, group_word(group), finding.code, finding.name,
        spot(finding.location) or _("整份文件"), finding.message, finding.location.quote,
        finding.fix.title if finding.fix else "", _(_CONFIDENCE[finding.confidence]),
    ]  # fmt: skip


def _columns(writer: _Workbook, run: Run) -> None:
    """The same table as on the terminal, oldest first, with bars for how far over its period each one is."""
    heads = [_("清单文件"), *(_(head) for head in HEADS), _("超期天数"), _("已过周期"), _("网址"), _("备注")]
    heads.append(_("判定日期"))
    sheet = writer.sheet(_("栏目"), heads, [24, 32, 14, 12, 10, 9, 8, 16, 10, 22, 40, 40, 12])
    sheet.freeze_panes(1, 2)  # the name stays when one looks for what stands to the right
    at = 0
    for result in run.results:
        for line in lines(result):
            at += 1
            form = {7: writer.groups[line.group]} if line.group else {}
            writer.row(sheet, at, _column(result, line), {**form, 9: writer.share})
    sheet.autofilter(0, 0, max(1, at), len(heads) - 1)
    if at:
        bar = {
            "type": "data_bar", "data_bar_2010": True, "bar_solid": True, "min_type": "num", "min_value": 0,
            "max_type": "num", "max_value": 1 + PERIODS_OVER,
        }  # fmt: skip
        over = {
            "type": "formula",
            "criteria": "=$J2>1",
            "format": writer.book.add_format({"font_color": _COLOURS["error"], "bold": True}),
        }
        sheet.conditional_format(1, 9, at, 9, {**bar, "bar_color": "#E9A29D"})
        sheet.conditional_format(1, 9, at, 9, over)


def _column(result: Result, line: ColumnLine) -> list[Cell]:
    judged = line.judged
    kind = _("{kind}（推断）").format(kind=line.kind) if line.inferred else line.kind
    named = {"last_updated": _("最近更新"), "items": _("条数"), "kind": _("类别"), "column": _("栏目")}
    unsure = "、".join(title for field, title in named.items() if field in judged.column.unsure)
    doubt = _("做清单时没有把握的项：{fields}").format(fields=unsure) if unsure else ""
    note = clauses([part for part in (line.note, doubt) if part])
    return [
        result.catalog.path if result.catalog else result.path, line.name, kind, line.last_updated, line.period,
        judged.column.items, judged.days, line.state, judged.over or None,
        round(judged.share, 4) if judged.share else None, line.url, note, result.as_of,
    ]  # fmt: skip
