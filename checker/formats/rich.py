"""`--output rich`: the report a clerk reads at the terminal.

For each file: whose report it is, the findings with their places, which checks ran, which did
not and why, and the verdict; after several files a table, one line each.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TextIO

from rich.cells import cell_len

from checker.formats import page_finding
from checker.formats.page import STYLES, VERDICT_STYLES, Page
from checker.formats.words import (
    FAMILIES,
    GROUPS,
    clauses,
    codes_in_words,
    compare_words,
    counts_in_words,
    coverage_words,
    day_words,
    family_word,
    group_of,
    group_word,
    join,
    names_of,
    not_checked,
    own_day,
    skipped_words,
    title_of,
    unlisted_words,
    verdict_word,
    visible,
)
from checker.formats.wrap import clip, pad, wrap
from checker.i18n import _, language
from checker.model import Finding, Outcome, Result, State

if TYPE_CHECKING:
    from checker.engine import Run

MACHINE = False
#: So many findings of one rule are shown in full; the places of the others follow in one line.
_MOST_OF_A_KIND = 5
#: A hint is soon understood.
_MOST_HINTS = 1
#: A name in a narrower column of the table would be a column of syllables.
_NARROWEST_NAME = 12
#: So many codes with one reason are listed; more are counted.
_MOST_CODES = 40


def render(run: Run, stream: TextIO, *, width: int | None = None) -> None:
    """Write the whole run. `width` (in cells) is that of the terminal where it is not given."""
    page = Page(stream, width)
    for number, result in enumerate(run.results, 1):
        _header(page, run, result, number)
        _findings(page, run, result)
        if result.catalog is not None:
            from checker.formats import page_columns

            page_columns.write(page, result)
        _checks(page, result)
        _verdict(page, result)
        page.blank()
    if len(run.results) > 1:
        _table(page, run)
    _closing(page, run)


def _header(page: Page, run: Run, result: Result, number: int) -> None:
    of = len(run.results)
    page.rule()
    lead = f"({number}/{of}) " if of > 1 else ""
    page.say(visible(result.path), "bold", lead=lead, lead_style="dim")
    if title := title_of(result):
        page.say(title)
    for said in (own_day(run, result), *result.notes):
        if said:
            page.say(visible(said), "dim")
    page.blank()


def _findings(page: Page, run: Run, result: Result) -> None:
    standing = run.listed(result)
    for group in GROUPS:
        found = [f for f in standing if group_of(f) == group]
        if group == "review" and found:
            page.say(_("以下各处程序没有把握，请人工核对，不影响结论："), "italic")
            page.blank()
        for code, same in groupby(found, key=lambda f: f.code):
            _of_a_kind(page, group, code, list(same))
    if unlisted := unlisted_words(run, [result]):
        page.say(unlisted, "dim")
        page.blank()


def _of_a_kind(page: Page, group: str, code: str, findings: list[Finding]) -> None:
    if group == "info":
        shown = findings[:_MOST_HINTS]
    else:
        shown = findings if len(findings) <= _MOST_OF_A_KIND + 1 else findings[:_MOST_OF_A_KIND]
    for finding in shown:
        page_finding.write(page, finding)
        page.blank()
    if rest := findings[len(shown) :]:
        text = _("{code} 另有 {n} 处，在：{places}").format(
            code=visible(code, 12), n=len(rest), places=page_finding.places(rest)
        )
        page.say(text, indent=2, lead=group_word(group) + "  ", lead_style=STYLES[group])
        page.blank()


def _checks(page: Page, result: Result) -> None:
    """Which checks ran, which did not and why: silence must not look like a pass."""
    outcomes = {c: o for c, o in sorted(result.outcome.items()) if not c.startswith("E")}
    if words := coverage_words(result):
        whole = result.coverage is not None and result.coverage.certain == result.coverage.cells
        page.say(words, "" if whole else "yellow")
    says, command = compare_words(result)
    if command:
        page.say(says)
        page.say(command, indent=2)
    ran = [c for c, o in outcomes.items() if o.state in (State.OK, State.FINDINGS)]
    if ran:
        _ran(page, ran)
    for code in ran:
        if reason := outcomes[code].reason:
            lead = _("{code} 有一部分未核对：").format(code=code)
            page.say(visible(reason), lead=lead, lead_style="yellow")
    missed = not_checked(result)
    for number, (reason, codes) in enumerate(missed.items()):
        if number == 0:
            _missed(page, sum(map(len, missed.values())))
        lead = f"  {codes_in_words(codes)}  " if codes else "  "
        if cell_len(lead) > page.prose // 2:
            page.say(codes_in_words(codes), "yellow", indent=2)
            lead = "    "
        page.say(visible(reason) or _("原因不明"), lead=lead, lead_style="yellow")
    _silent(page, outcomes)
    if outcomes:
        page.blank()


def _ran(page: Page, codes: list[str]) -> None:
    families: dict[str, int] = {}
    for code in sorted(codes, key=_family_order):
        families[code[:1]] = families.get(code[:1], 0) + 1
    words = [f"{family_word(family)} {n}" for family, n in families.items()]
    page.pack(words, join(("", "")), lead=_("已核对 {n} 项：").format(n=len(codes)), lead_style="green")


def _missed(page: Page, rules: int) -> None:
    page.say(_("未核对 {n} 项：").format(n=rules) if rules else _("未能读到："), "yellow")


def _family_order(code: str) -> tuple[int, str]:
    order = "".join(FAMILIES)
    return (order.index(code[0]) if code[:1] in order else len(order), code)


def _silent(page: Page, outcomes: dict[str, Outcome]) -> None:
    """The rules that do not concern this report, and those nobody asked for."""
    reasons: dict[str, list[str]] = {}
    for code, outcome in outcomes.items():
        if outcome.state is State.NOT_APPLICABLE:
            reasons.setdefault(outcome.reason, []).append(code)
    if reasons:
        lead = _("不适用 {n} 项：").format(n=sum(map(len, reasons.values())))
        said = [
            visible(reason)
            if len(codes) > _MOST_CODES
            else f"{codes_in_words(codes)} {visible(reason)}".rstrip()
            for reason, codes in reasons.items()
        ]
        page.say(clauses(said), "dim", lead=lead, lead_style="dim")
    if off := sum(o.state is State.OFF for o in outcomes.values()):
        page.say(_("按要求未查 {n} 项").format(n=off), "dim")


def _verdict(page: Page, result: Result) -> None:
    from checker.engine import summary

    found = counts_in_words(summary([result])) or [_("没有发现问题")]
    lead = _("结论：{verdict}").format(verdict=verdict_word(result.verdict)) + "  "
    comma = "，" if language() == "zh" else ", "
    page.pack(found, comma, lead=lead, lead_style=VERDICT_STYLES[result.verdict.value])


_COLUMNS = (("error", "错误"), ("warning", "警告"), ("review", "需人工核对"), ("not_checked", "未核对"))


def _table(page: Page, run: Run) -> None:
    """One line a report: organ, year, day of judgement where they differ, errors, warnings, to review, not checked, verdict."""
    from checker.engine import summary

    results, several = run.results, len(run.days) > 1
    heads = [
        _("清单") if run.catalogs else _("机关"),
        _("年度"),
        *([_("判定日期")] if several else []),
        *(_(word) for _key, word in _COLUMNS),
        _("结论"),
    ]
    rows = []
    for result, name in zip(results, names_of(results), strict=True):
        found = summary([result])
        figures = [str(found[key]) for key, _word in _COLUMNS]
        day = [result.as_of] if several else []
        if result.kind == "catalog" and not run.catalogs:
            name = _("栏目清单 {name}").format(name=name)
        rows.append([name, str(result.year or ""), *day, *figures, verdict_word(result.verdict)])
    wide = [max(cell_len(row[i]) for row in (heads, *rows)) for i in range(len(heads))]
    room = page.prose - sum(wide[1:]) - 2 * (len(wide) - 1)
    # Too little room for names: each gets a line of its own above its figures.
    above = wide[0] > room < _NARROWEST_NAME
    wide[0] = max(cell_len(heads[0]), min(wide[0], room))
    page.rule()
    if above:
        page.line((heads[0], "bold"))
        wide[0], heads[0] = 0, ""
    page.line(("  ".join(_cells(heads, wide)).rstrip(), "bold"))
    for row, result in zip(rows, results, strict=True):
        # A name is never cut: what tells two files apart stands at its end.
        name, *more = wrap(row[0], wide[0] if cell_len(row[0]) <= wide[0] else wide[0] - 2) or [""]
        if above:
            page.say(row[0])
            name, more = "", []
        cells = _cells([name, *row[1:]], wide)
        style = VERDICT_STYLES[result.verdict.value]
        page.line(("  ".join(cells[:-1]) + "  ", ""), (cells[-1].rstrip(), style))
        for rest in more:
            page.line((f"  {rest}", ""))
    page.rule()


def _cells(row: list[str], wide: list[int]) -> list[str]:
    """The cells of a line at their widths: names and the verdict to the left, figures to the right."""
    first, last = 0, len(row) - 1
    return [
        pad(clip(text, w), w) if i in (first, last) else " " * (w - cell_len(text)) + text
        for i, (text, w) in enumerate(zip(row, wide, strict=True))
    ]


def _closing(page: Page, run: Run) -> None:
    from checker.formats.concise import summary_line

    if len(run.results) != 1:
        page.say(summary_line(run))
    elif run.skipped:
        page.say(skipped_words(run.skipped, run.skipped_paths, catalogs=run.catalogs))
    page.say(day_words(run), "dim")
