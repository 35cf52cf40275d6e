"""The table of a catalogue's columns on the terminal, with a bar for how far over its period each one is."""

from __future__ import annotations

from math import ceil

from rich.cells import cell_len

from checker.formats.column_lines import (
    HEADS,
    PERIODS_OVER,
    ColumnLine,
    counts,
    counts_in_words,
    doubtful,
    lines,
)
from checker.formats.page import STYLES, Page
from checker.formats.words import clauses, join, visible
from checker.formats.wrap import clip, pad
from checker.i18n import _
from checker.model import Result

#: So many lines are shown; the whole table is in html and xlsx.
_MOST = 60
#: A terminal of that many columns has room for all columns of the table and a longer bar.
_WIDE = 110
#: The cells of the bar that stand for one period: narrow, wide.
_PERIOD_CELLS = (2, 6)
_NAME = (14, 44)
#: The columns of the table: index into `HEADS`, and whether it stands to the left.
_ALL = ((0, True), (1, True), (2, True), (3, True), (4, False), (5, False), (6, True))
_FEW = tuple(column for column in _ALL if column[0] not in (4, 5))


def write(page: Page, result: Result) -> None:
    """Write the table of a result's catalogue; nothing without one."""
    table = lines(result)
    if not table:
        return
    title = _("栏目更新情况（到 {day}，最久没有更新的在前）").format(day=result.as_of)
    page.say(title, "bold")
    total = _("共 {n} 个栏目：").format(n=len(table))
    page.pack(counts_in_words(counts(table), doubtful(table)), join(("", "")), lead=total)
    shown = table[:_MOST]
    roomy = page.width >= _WIDE
    columns, unit = (_ALL, _PERIOD_CELLS[1]) if roomy else (_FEW, _PERIOD_CELLS[0])
    rows = [_texts(line, columns) for line in shown]
    heads = [_(HEADS[index]) for index, _left in columns]
    wide = [max(cell_len(row[i]) for row in (heads, *rows)) for i in range(len(columns))]
    fixed = sum(wide[1:]) + 2 * len(wide) + unit * (1 + PERIODS_OVER) + 1
    wide[0] = max(_NAME[0], min(wide[0], _NAME[1], page.width - 1 - fixed))
    page.line(("  ".join(_cells(heads, wide, columns)).rstrip(), "dim"))
    for row, line in zip(rows, shown, strict=True):
        if cell_len(row[0]) > wide[0]:  # its own name says more than the beginning of its parent's
            row[0] = visible(line.judged.column.name, 120)
        _row(page, _cells(row, wide, columns), line, unit)
    if rest := len(table) - len(shown):
        more = _("其余 {n} 个栏目没有列出，用 --output html:文件 或 xlsx:文件 可看全部").format(n=rest)
        page.say(more, "dim")
    _legend(page, shown, unit)
    page.blank()


def _texts(line: ColumnLine, columns: tuple[tuple[int, bool], ...]) -> list[str]:
    everything = [
        line.name,
        line.kind + ("*" if line.inferred else "") + line.doubt("kind"),
        line.last_updated + line.doubt("last_updated"),
        line.period,
        line.items + line.doubt("items"),
        line.days,
        line.state,
    ]
    return [everything[index] for index, _left in columns]


def _cells(row: list[str], wide: list[int], columns: tuple[tuple[int, bool], ...]) -> list[str]:
    return [
        pad(clip(text, w), w) if left else " " * (w - cell_len(clip(text, w))) + clip(text, w)
        for text, w, (_index, left) in zip(row, wide, columns, strict=True)
    ]


def _row(page: Page, cells: list[str], line: ColumnLine, unit: int) -> None:
    within, over = _bar(page, line, unit)
    state = cells[-1] + "  " if within or over else cells[-1].rstrip()
    page.line(
        ("  ".join(cells[:-1]) + "  ", ""),
        (state, STYLES.get(line.group, "")),
        (within, "green"),
        (over, "bold red"),
    )


def _signs(page: Page) -> tuple[str, str, str]:
    """Within the period, over it, and farther over than is drawn; consoles of old know no blocks."""
    return ("=", "#", ">") if page.bar == "|" else ("━", "█", "▶")


def _bar(page: Page, line: ColumnLine, unit: int) -> tuple[str, str]:
    """The part within the period, and the part over it; what is begun counts as one cell."""
    light, heavy, more = _signs(page)
    return light * ceil(line.within * unit), heavy * ceil(line.over * unit) + (more if line.cut else "")


def _legend(page: Page, shown: list[ColumnLine], unit: int) -> None:
    light, heavy, more = _signs(page)
    parts = []
    if any(line.within for line in shown):
        text = _("{within} 一个周期，{over} 超出一个周期，{more} 超出 {n} 个周期以上")
        parts.append(text.format(within=light * unit, over=heavy * unit, more=more, n=PERIODS_OVER))
    if any(line.inferred for line in shown):
        parts.append(_("* 类别按栏目名推断"))
    if any(line.unsure for line in shown):
        parts.append(_("? 做清单时没有把握"))
    if parts:
        page.say(clauses(parts), "dim")
