"""What a run was asked for, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from checker.model import Finding, Report, Result, Severity, State
from checker.profile import Profile
from checker.registry import Registry
from checker.rule import Rule

if TYPE_CHECKING:
    from checker.model.catalog import Catalog


@dataclass(slots=True)
class Settings:
    """What a run was asked for. `select` and `ignore` hold codes, names, or prefixes."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    fail_on: Severity | None = Severity.ERROR
    as_of: str | None = None
    keep_report: bool = False
    #: Whether findings the tool is unsure of count like the others (profile strict).
    unsure_counts: bool = False
    catalog: Catalog | None = None
    #: Whether the catalogue has a result of its own (`Engine.check_joined`), so that what concerns it
    #: alone is not said again with every report.
    catalog_apart: bool = False


@dataclass(slots=True)
class Run:
    """The results of one command, as the output formats get them.

    `as_of` is the day of judgement given, or the latest one: each result has its own, and `days` are all of
    them; `catalogs` says that the files are catalogues of columns, not
    reports; `skipped` counts files met while walking that are no
    reports; `crashed` says that a rule or a worker did.
    """

    results: list[Result]
    as_of: str
    rules: list[Rule]
    fail_on: Severity | None = Severity.ERROR
    crashed: bool = False
    skipped: int = 0
    skipped_paths: list[str] = field(default_factory=list)
    seconds: float = 0.0
    catalogs: bool = False
    profile: Profile = field(default_factory=Profile)

    @property
    def days(self) -> list[str]:
        """The days of judgement of all results, each once, in order; never empty."""
        return sorted({r.as_of for r in self.results if r.as_of}) or [self.as_of]

    def listed(self, result: Result) -> list[Finding]:
        """The findings of a report that are listed for a person, in their order."""
        return [f for f in result.findings if not f.suppressed and self.profile.lists(f)]


class UnknownRule(ValueError):
    """A selector that fits no rule."""

    def __init__(self, word: str, nearest: str = "") -> None:
        super().__init__(word)
        self.word = word
        self.nearest = nearest


def choose(registry: Registry, words: Iterable[str]) -> set[str]:
    """The codes that selectors (codes, names, prefixes such as "T" or "T2") fit.

    Raises `UnknownRule` for a word that fits none.
    """
    chosen: set[str] = set()
    for word in words:
        upper = word.upper()
        codes = {
            c for c, r in registry.rules.items() if r.name == word.lower() or (upper and c.startswith(upper))
        }
        if not codes:
            from difflib import get_close_matches

            known = [*registry.rules, *(r.name for r in registry.rules.values())]
            raise UnknownRule(word, next(iter(get_close_matches(word, known, 1, 0.6)), ""))
        chosen |= codes
    return chosen


def fails(result: Result, fail_on: Severity | None) -> bool:
    """Whether a finding at or above `fail_on` stands that is neither for review nor suppressed."""
    return fail_on is not None and any(
        f.severity.rank >= fail_on.rank and not f.for_review and not f.suppressed for f in result.findings
    )


def summary(results: Iterable[Result]) -> dict[str, int]:
    """The counts of `--output json`: by severity, for review (unsure), suppressed, rules not checked."""
    counts = {"error": 0, "warning": 0, "info": 0, "review": 0, "suppressed": 0, "not_checked": 0}
    for result in results:
        for finding in result.findings:
            if finding.suppressed:
                counts["suppressed"] += 1
            elif finding.for_review:
                counts["review"] += 1
            else:
                counts[finding.severity.value] += 1
        counts["not_checked"] += sum(o.state is State.NOT_CHECKED for o in result.outcome.values())
    return counts


def day_of(settings: Settings, results: list[Result]) -> str:
    """The day of judgement that is printed: the one given, else the latest period end, else today."""
    if settings.as_of:
        return settings.as_of
    return max((r.as_of for r in results if r.as_of), default="") or date.today().isoformat()


def default_day(report: Report) -> str:
    """The day a report is judged on where none is given: the end of its period, of its year, else today."""
    stated = str(report.get("/period/to") or "")
    if is_day(stated):
        return stated
    return f"{report.year}-12-31" if report.year else date.today().isoformat()


def is_day(text: str) -> bool:
    """Whether a text is a date (YYYY-MM-DD)."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
