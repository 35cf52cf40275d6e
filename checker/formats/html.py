"""`--output html`: one page that needs nothing else, for the clerk who would rather look.

The report is drawn as it stands, wrong cells and stretches marked, with the findings beside it.
No script, no resource from anywhere; text of the report is escaped by the template engine.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from checker.formats.html_view import view
from checker.formats.words import (
    GROUPS,
    clauses,
    codes_in_words,
    counts_in_words,
    coverage_words,
    day_words,
    family_word,
    group_word,
    names_of,
    not_checked,
    own_day,
    skipped_words,
    title_of,
    unlisted_words,
    verdict_word,
    visible,
)
from checker.i18n import _, language
from checker.model import Result, State, Verdict

if TYPE_CHECKING:
    from jinja2 import Template

    from checker.engine import Run

NEEDS_REPORT = True
MACHINE = True
_VERDICT_CLASSES = {Verdict.PASSED: "passed", Verdict.FAILED: "failed", Verdict.INCOMPLETE: "incomplete"}


def render(run: Run, stream: TextIO) -> None:
    """Write the page. It is written in parts, so that a thousand reports need not be held as text."""
    from checker import __version__
    from checker.engine import summary

    titles = {rule.code: visible(rule.title) for rule in run.rules}
    reports = [{"id": f"r{n}", **_head(result)} for n, result in enumerate(run.results, 1)]
    for head, name in zip(reports, names_of(run.results), strict=True):
        head["name"] = name
    page = template("report.html.j2").stream(
        lang="zh-CN" if language() == "zh" else "en",
        version=__version__, day=day_words(run), several_days=len(run.days) > 1, heads=reports,
        skipped=skipped_words(run.skipped, run.skipped_paths, catalogs=run.catalogs),
        catalogs=run.catalogs,
        heading=_("栏目更新核对结果") if run.catalogs else _("政府信息公开年报核对结果"),
        first_head=_("清单") if run.catalogs else _("机关"),
        reports=(_report(run, result, f"r{n}", titles) for n, result in enumerate(run.results, 1)),
        found=counts_in_words(summary(run.results)), group_words={g: group_word(g) for g in GROUPS},
    )  # fmt: skip
    page.enable_buffering(50)
    for part in page:
        stream.write(part)


@cache
def template(name: str) -> Template:
    """A template of this package, everything it prints escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.globals["_"] = _
    return environment.get_template(name)


def _head(result: Result) -> dict[str, Any]:
    """What the list of reports says of one."""
    from checker.engine import summary

    return {
        "path": visible(result.path),
        "name": visible(result.organ or result.path.replace("\\", "/").rpartition("/")[2], 80),
        "title": title_of(result),
        "year": result.year,
        "day": result.as_of,
        "catalog": result.kind == "catalog",
        "verdict": verdict_word(result.verdict),
        "verdict_class": _VERDICT_CLASSES[result.verdict],
        "counts": summary([result]),
        "found": counts_in_words(summary([result])),
    }


def _report(run: Run, result: Result, report_id: str, titles: dict[str, str]) -> dict[str, Any]:
    """Everything the page shows of one report."""
    outcomes = {c: o for c, o in sorted(result.outcome.items()) if not c.startswith("E")}
    families: dict[str, list[dict[str, str]]] = {}
    for code, outcome in outcomes.items():
        if outcome.state in (State.OK, State.FINDINGS):
            item = {"code": code, "title": titles.get(code, ""), "reason": visible(outcome.reason)}
            families.setdefault(family_word(code[:1]), []).append(item)
    return {
        "id": report_id,
        **_head(result),
        "view": view(result, report_id, run.listed(result)),
        "unlisted": unlisted_words(run, [result]),
        "coverage": coverage_words(result),
        "columns": _columns(result),
        "day_words": own_day(run, result),
        "notes": [visible(note) for note in result.notes],
        "titles": titles,
        "ran": families,
        "ran_count": sum(map(len, families.values())),
        "missed": [(codes_in_words(codes), visible(reason)) for reason, codes in not_checked(result).items()],
        "silent": _silent(result),
        "off": codes_in_words([c for c, o in outcomes.items() if o.state is State.OFF]),
    }


def _silent(result: Result) -> str:
    """The rules that do not concern a report, and why."""
    reasons: dict[str, list[str]] = {}
    for code, outcome in sorted(result.outcome.items()):
        if outcome.state is State.NOT_APPLICABLE:
            reasons.setdefault(outcome.reason, []).append(code)
    return clauses(f"{codes_in_words(codes)} {visible(reason)}".rstrip() for reason, codes in reasons.items())


#: More columns than this make a page that helps nobody; what is left out is said.
_MOST_COLUMNS = 20_000


def _columns(result: Result) -> dict[str, Any] | None:
    """The table of the catalogue's columns, None without a catalogue."""
    if result.catalog is None:
        return None
    from checker.formats import column_lines

    table = column_lines.lines(result)
    return {
        "title": _("栏目更新情况（到 {day}，最久没有更新的在前）").format(day=result.as_of),
        "total": _("共 {n} 个栏目：").format(n=len(table)),
        "counts": column_lines.counts_in_words(column_lines.counts(table), column_lines.doubtful(table)),
        "heads": [_(head) for head in column_lines.HEADS],
        "lines": table[:_MOST_COLUMNS],
        "left_out": max(0, len(table) - _MOST_COLUMNS),
        "legend": _(
            "绿色为一个周期之内，红色为超出的部分，画到超出 {n} 个周期为止。* 类别按栏目名推断，? 做清单时没有把握。"
        ).format(n=column_lines.PERIODS_OVER),
    }
