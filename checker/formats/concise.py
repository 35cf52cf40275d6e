"""`--output concise`: one line a finding, for pipes, hooks and grep; a summary as the last line.

    报告.txt:31:7: E T203 第…行总计填 9，… [applicant-sum-wrong]
    报告.docx: 表3 第5行 第7列（总计）: E T203 …

E is an error, W a warning, I a hint, R a finding a person has to look at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from checker.formats.words import (
    clauses,
    codes_in_words,
    counts_in_words,
    coverage_words,
    day_words,
    group_of,
    not_checked,
    own_day,
    place,
    sentences,
    skipped_words,
    unlisted_words,
    verdict_word,
    visible,
)
from checker.i18n import _, language
from checker.model import Finding, Result, Verdict

if TYPE_CHECKING:
    from checker.engine import Run
    from checker.model.catalog import Catalog

MACHINE = False
_LETTERS = {"error": "E", "warning": "W", "info": "I", "review": "R"}


def render(run: Run, stream: TextIO) -> None:
    """Write the findings of every report in the order of the reports, then the summary."""
    for result in run.results:
        path = visible(result.path)
        for finding in run.listed(result):
            stream.write(f"{_where(path, finding)}: {_what(finding, result.catalog)}\n")
        if result.coverage is not None and result.coverage.certain < result.coverage.cells:
            stream.write(f"{path}: {coverage_words(result)}\n")
        for said in (own_day(run, result), *result.notes):
            if said:
                stream.write(f"{path}: {visible(said)}\n")
        if result.verdict is Verdict.INCOMPLETE:
            stream.write(f"{path}: {verdict_word(result.verdict)}: {_reasons(result)}\n")
    stream.write(summary_line(run) + "\n")
    stream.write(day_words(run) + "\n")


def _where(path: str, finding: Finding) -> str:
    anchor = finding.location
    path = visible(anchor.path) if anchor.path else path
    if anchor.line is not None:
        return f"{path}:{anchor.line}:{anchor.column or 1}"
    words = visible(place(anchor))
    return f"{path}: {words}" if words else path


def _what(finding: Finding, catalog: Catalog | None) -> str:
    letter = _LETTERS[group_of(finding)]
    message, anchor = finding.message, finding.location
    if catalog is not None and anchor.line is not None and anchor.label and catalog.holds(finding.pointer):
        # The place is a line and a character there: which cell that is, is said in words.
        message = _("{label}：{message}").format(label=anchor.label, message=message)
    return f"{letter} {finding.code} {visible(message)} [{finding.name}]"


def _reasons(result: Result) -> str:
    reasons = [
        f"{codes_in_words(codes)} {visible(reason)}" if codes else visible(reason)
        for reason, codes in not_checked(result).items()
    ]
    return clauses(reasons or [coverage_words(result)])


def summary_line(run: Run) -> str:
    """「共 3 份报告：通过 1 份，未通过 2 份；错误 2 处。」 Says so when nothing was read at all."""
    from checker.engine import summary

    skipped = skipped_words(run.skipped, run.skipped_paths, catalogs=run.catalogs)
    if not run.results:
        nothing = _("没有可核对的栏目清单。") if run.catalogs else _("没有可核对的年度报告。")
        return sentences([nothing, skipped])
    verdicts = [
        _("{verdict} {n} 份").format(verdict=verdict_word(verdict), n=n)
        for verdict in Verdict
        if (n := sum(r.verdict is verdict for r in run.results))
    ]
    found = counts_in_words(summary(run.results)) or [_("没有发现问题")]
    comma = "，" if language() == "zh" else ", "
    catalogs = 0 if run.catalogs else sum(r.kind == "catalog" for r in run.results)
    if catalogs:
        template = _("共 {n} 份报告，清单核对 {catalogs} 次：{verdicts}；{found}。")
    elif run.catalogs:
        template = _("共 {n} 份清单：{verdicts}；{found}。")
    else:
        template = _("共 {n} 份报告：{verdicts}；{found}。")
    text = template.format(
        n=len(run.results) - catalogs,
        catalogs=catalogs,
        verdicts=comma.join(verdicts),
        found=comma.join(found),
    )
    unlisted = unlisted_words(run, run.results)
    return sentences([text, _("{statement}。").format(statement=unlisted) if unlisted else "", skipped])
