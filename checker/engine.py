"""One report through all of the house: load, read, run the rules one by one, and say what was found."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from checker.catalog import CATALOG
from checker.coverage import coverage
from checker.explained import Explained
from checker.form import form_of
from checker.i18n import N_, _
from checker.locate import Locator
from checker.model import (
    Confidence,
    Document,
    Finding,
    Outcome,
    Paragraph,
    Problem,
    Report,
    Result,
    Span,
    State,
    Unchecked,
    Unreadable,
    Verdict,
)
from checker.own_findings import crash, fingerprint, own
from checker.registry import Registry
from checker.rule import Rule
from checker.run import Run, Settings, UnknownRule, choose, day_of, default_day, fails, summary
from checker.verdict import verdict

if TYPE_CHECKING:
    from checker.masking import Mask

#: Families that look at running text alone: of a report without any they have nothing to say.
_OF_PROSE = ("P", "L")
#: A shorter text holds nothing personal.
_SHORT = 10
#: States that say nothing of a report, not even that something could not be checked.
_SILENT = (State.OFF, State.NOT_APPLICABLE)
NOT_WITH_CATALOG = N_("单独核对栏目清单时不查")
CATALOG_APART = N_("几份年报共用一份栏目清单：清单本身只核对一次，结果另列")
NOTHING_CHECKED = N_("选中的规则没有一条适用于这个文件，什么也没有核对")


class Engine:
    """The rules of one run, ready for any number of reports."""

    def __init__(self, registry: Registry, settings: Settings | None = None) -> None:
        self.registry = registry
        self.settings = settings or Settings()
        selected = choose(registry, self.settings.select) if self.settings.select else set(registry.rules)
        selected -= choose(registry, self.settings.ignore)
        # The tool's own codes speak always, or a file nobody could read would look like a pass.
        self.selected = selected | {c for c in registry.rules if c.startswith("E")}
        self.rules = [r for r in registry.rules.values() if not r.code.startswith("E")]

    # -- ways in -------------------------------------------------------------------------------

    def read(self, data: bytes, path: str) -> Report:
        """Load and read a file. Raises `Unreadable` or `reader.NotAReport`."""
        from checker.loaders import load
        from checker.reader import read

        try:
            document = load(data, path, self.registry.loaders)
            return read(document, self.registry.forms)
        except (RecursionError, MemoryError) as error:
            raise Unreadable("文件嵌套太深或太大，无法读取", "请在 Word 或 WPS 中另存一份再检查") from error

    def check_bytes(self, data: bytes, path: str, previous: Report | None = None) -> Result:
        """Check a file's content. Never raises for a bad file: that is E001 or E003."""
        from checker.catalog.beside import what_else
        from checker.reader import NotAReport

        start = time.perf_counter()
        sha256 = hashlib.sha256(data).hexdigest()
        try:
            report = self.read(data, path)
        except Unreadable as error:
            return self.unreadable(path, sha256, error)
        except NotAReport:
            return self._tool_finding(path, sha256, "E003", _(what_else(data, path)), {})
        except Exception as error:  # a loader may meet what nobody foresaw; the other files go on
            detail = f"{type(error).__name__}: {error}"
            unread = Unreadable("读取时出错：{detail}", "请在 Word 或 WPS 中另存一份再检查", detail=detail)
            return self.unreadable(path, sha256, unread)
        result = self.check_report(report, previous)
        result.seconds = time.perf_counter() - start
        return result

    def unreadable(self, path: str, sha256: str, error: Unreadable, kind: str = "") -> Result:
        """The result of a file that could not be read. `kind` is CATALOG where it should have been one."""
        values = self._hidden(error.values)
        text = _(error.why).format(**values)
        if error.remedy:
            text = _("{why}。{remedy}").format(why=text.rstrip("。"), remedy=_(error.remedy).format(**values))
        result = self._tool_finding(path, sha256, "E001", text, values)
        if kind == CATALOG:
            result.kind = CATALOG
            for rule in self.rules:
                if CATALOG not in rule.kinds and rule.code in self.selected:
                    result.outcome[rule.code] = Outcome(State.NOT_APPLICABLE, _(NOT_WITH_CATALOG))
        return result

    def check_report(self, report: Report, previous: Report | None = None) -> Result:
        """Run every selected rule over a report."""
        before = previous or report.previous
        report.catalog = report.catalog or self.settings.catalog
        report.as_of = self.settings.as_of or report.as_of or default_day(report)
        early = {rule.code: self._run(rule, report) for rule in self.rules if rule.masks}
        mask = self._mask(report, early)
        report = mask.report(report) if mask else report
        hidden = before and self._mask(before)
        report.previous = hidden.report(before) if before and hidden else before
        document = report.document
        result = Result(document.path, document.sha256, report.organ, report.year, report.edition)
        result.coverage = coverage(report)
        result.notes += report.remarks
        if report.previous is not None or report.catalog is not None:
            from checker.offices import strangers

            result.notes += strangers(report)
        result.as_of = report.as_of
        faults = self._join_catalog(report, result)
        result.unread = list(report.unread)
        problems: list[tuple[Rule, Problem]] = []
        for rule in self.rules:
            outcome, found = early.get(rule.code) or self._run(rule, report)
            if found and report.catalog is not None and result.catalog is None:
                found = [p for p in found if isinstance(p.at, Span) or not report.catalog.holds(p.at)]
                outcome = outcome if found else Outcome(State.OK)
            if rule.code not in self.selected and outcome.state is not State.CRASHED:  # it only masked
                outcome, found = Outcome(State.OFF), []
            result.outcome[rule.code] = outcome
            problems += [(rule, problem) for problem in found]
        locator = Locator(report)
        explained = Explained(problem for _rule, problem in problems)
        seen: dict[str, int] = {}
        ordered: list[tuple[tuple[int, ...], Finding]] = []
        for rule, problem in problems:
            if explained.covers(rule.code, problem):
                continue
            finding = self._finding(rule, problem, report, locator, seen)
            for one in (mask, hidden):
                finding = one.finding(finding) if one else finding
            ordered.append((locator.order(finding.pointer, problem.at), finding))
        ordered.sort(key=lambda pair: pair[0])
        result.findings = [finding for _place, finding in ordered] + faults
        for code, outcome in result.outcome.items():
            if outcome.state is State.CRASHED:
                result.findings.append(crash(self.registry, code, outcome, report))
        if not any(o.state not in _SILENT for o in result.outcome.values()):
            result.unread.append(("", _(NOTHING_CHECKED)))
        result.verdict = verdict(result, report, self.settings)
        if self.settings.keep_report:
            result.report = report
        return result

    # -- with a catalogue ----------------------------------------------------------------------

    def check_catalog(self, data: bytes, path: str) -> Result:
        """Check a catalogue of columns that stands alone. Never raises for a bad file: that is E001."""
        from checker.catalog.beside import report_of

        start = time.perf_counter()
        try:
            report = report_of(data, path)
        except Unreadable as error:
            return self.unreadable(path, hashlib.sha256(data).hexdigest(), error, CATALOG)
        result = self.check_report(report)
        result.seconds = time.perf_counter() - start
        return result

    def check_joined(self, results: Iterable[Result]) -> list[Result]:
        """The catalogue that these reports share, checked by itself: once for each of their days of judgement."""
        from checker.catalog.beside import alone

        if self.settings.catalog is None:
            return []
        days = sorted({result.as_of for result in results if result.as_of})
        found = []
        for day in days or [day_of(self.settings, [])]:
            start = time.perf_counter()
            result = self.check_report(alone(self.settings.catalog, day))
            result.seconds = time.perf_counter() - start
            found.append(result)
        return found

    def _join_catalog(self, report: Report, result: Result) -> list[Finding]:
        """Give the result its catalogue, and what of that could not be read."""
        if report.document.kind == CATALOG:
            result.kind = CATALOG
        elif self.settings.catalog_apart:
            return []
        result.catalog = report.catalog
        if report.catalog is None:
            return []
        from checker.catalog.beside import findings, notes, unread

        result.notes += notes(report.catalog)
        report.unread = [*report.unread, *unread(report.catalog)]
        return findings(report.catalog, self.registry.rules["E001"])

    # -- one rule ------------------------------------------------------------------------------

    def _mask(
        self, report: Report, found: Mapping[str, tuple[Outcome, list[Problem]]] | None = None
    ) -> Mask | None:
        """What hides the personal data of a report, as the rules that look for it name it; None where there is none."""
        if found is None:
            found = {rule.code: self._run(rule, report) for rule in self.rules if rule.masks}
        hidden = [p.hide for _outcome, problems in found.values() for p in problems if p.hide]
        if not hidden:
            return None
        from checker.masking import Mask

        return Mask(hidden)

    def _hidden(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Values of a message about a file nobody could read, without the personal data in them."""
        texts = [value for value in values.values() if isinstance(value, str) and len(value) > _SHORT]
        if not texts:
            return dict(values)
        page = Report(Document("", "text", "", [Paragraph(text) for text in texts]), {})
        found = [rule.check(page) for rule in self.rules if rule.masks]
        hidden = [p.hide for problems in found for p in problems if isinstance(p, Problem) and p.hide]
        from checker.masking import Mask

        return {k: Mask(hidden).text(v) if isinstance(v, str) else v for k, v in values.items()}

    def _run(self, rule: Rule, report: Report) -> tuple[Outcome, list[Problem]]:
        """Run one rule, guarded: what it raises is its own outcome and nobody else's."""
        if rule.code not in self.selected and not rule.masks:
            return Outcome(State.OFF), []
        kind = CATALOG if report.document.kind == CATALOG else form_of(report).kind
        # What masks looks at everything, or a catalogue would show what a report may not.
        if kind == CATALOG and CATALOG not in rule.kinds and not rule.masks:
            return Outcome(State.NOT_APPLICABLE, _(NOT_WITH_CATALOG)), []
        if (rule.editions and report.edition not in rule.editions) or (rule.kinds and kind not in rule.kinds):
            return Outcome(State.NOT_APPLICABLE, _("不适用于这一版格式")), []
        if rule.previous and report.previous is None:
            return Outcome(State.NOT_CHECKED, _("没有给出上一年的报告（--previous）")), []
        if kind != CATALOG and self.settings.catalog_apart and rule.catalog and CATALOG in rule.kinds:
            return Outcome(State.NOT_APPLICABLE, _(CATALOG_APART)), []
        if rule.catalog and report.catalog is None:
            return Outcome(State.NOT_CHECKED, _("没有给出栏目清单（--catalog）")), []
        for need in (*rule.needs, *(("/sections",) if rule.code.startswith(_OF_PROSE) else ())):
            for pointer, why in report.unread:
                if pointer == need or need.startswith(pointer + "/"):
                    return Outcome(State.NOT_CHECKED, _(why)), []
        found: list[Problem] = []
        reasons: list[str] = []
        try:
            for item in rule.check(report):
                if isinstance(item, Unchecked):
                    reason = _(item.reason).format(**item.values)
                    if reason not in reasons:
                        reasons.append(reason)
                else:
                    item.message.format(**item.values)  # a template that lacks a value is the rule's crash
                    for note in item.related:
                        note.note.format(**note.values)
                    found.append(item)
        except (Exception, SystemExit) as error:  # any rule, any error, or one that tries to leave
            return Outcome(State.CRASHED, f"{type(error).__name__}: {error}"), []
        if found:
            return Outcome(State.FINDINGS, "；".join(reasons)), found
        if reasons:
            return Outcome(State.NOT_CHECKED, "；".join(reasons)), []
        return Outcome(State.OK), []

    def _finding(
        self, rule: Rule, problem: Problem, report: Report, locator: Locator, seen: dict[str, int]
    ) -> Finding:
        at = problem.at
        pointer, location = locator.place(at, problem.where)
        related = [locator.related(note) for note in problem.related]
        confidence = problem.confidence
        if report.confidence:
            # A finding is no surer than the least sure figure it rests on.
            sure = [report.sure_of(p) for p in (pointer, *(r.pointer for r in related))]
            confidence = min([confidence, *sure], key=lambda c: c.rank)
        if (rule.structural and report.torn) or (rule.absence and report.partial):
            confidence = Confidence.UNSURE  # what seems missing may have been lost on its way here
        message, key = problem.message, problem.key
        spanned = isinstance(at, Span)
        return Finding(
            rule.code,
            rule.name,
            self.settings.severity.get(rule.code) or problem.severity or rule.severity,
            _(message).format(**problem.values),
            problem.values,
            pointer,
            location,
            related,
            locator.fix(problem.fix, at, location),
            confidence,
            fingerprint(
                rule.code, report, locator.named(pointer), key or (location.quote if spanned else ""), seen
            ),
            None,
            report.document.around(at) if isinstance(at, Span) else None,
            confidence is Confidence.UNSURE and self.settings.unsure_counts,
        )

    # -- the tool's own ------------------------------------------------------------------------

    def _tool_finding(
        self, path: str, sha256: str, code: str, message: str, values: dict[str, Any]
    ) -> Result:
        result = Result(path, sha256, verdict=Verdict.INCOMPLETE)
        reason = _("文件没有读出来") if code == "E001" else _("文件里没有年度报告")
        print_ = hashlib.sha256("\n".join((code, path, message)).encode("utf-8", "surrogatepass")).hexdigest()
        result.findings = [own(self.registry.rules[code], message, values, print_)]
        result.outcome = {code: Outcome(State.FINDINGS)} | {
            r.code: Outcome(State.NOT_CHECKED, reason) if r.code in self.selected else Outcome(State.OFF)
            for r in self.rules
        }
        result.as_of = self.settings.as_of or ""
        return result


__all__ = ["Engine", "Run", "Settings", "UnknownRule", "choose", "day_of", "fails", "fingerprint", "summary"]
