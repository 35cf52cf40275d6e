"""What rules yield, and what the engine makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.model.document import Anchor, Json, Span
from checker.model.levels import Confidence, Severity, State, Verdict
from checker.model.report import Report

if TYPE_CHECKING:
    from checker.model.catalog import Catalog


@dataclass(slots=True, unsafe_hash=True)
class Edit:
    """Replace `old` at `at` by `new`. The engine fills `location`, so that it can be printed later."""

    at: str | Span
    old: str
    new: str
    location: Anchor | None = None


@dataclass(slots=True, unsafe_hash=True)
class Fix:
    """A mend: `title` says what it does; `safe` edits change no meaning."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


@dataclass(slots=True, frozen=True)
class Note:
    """A second place that belongs to a problem, and what it has to do with it."""

    at: str | Span
    note: str
    values: Mapping[str, Json] = field(default_factory=dict)


class Problem:
    """What a rule yields.

    `at` is a JSON pointer or a `Span`; `message` is a template in Chinese whose `{names}`
    are filled from `values`; `related` are second places. `key` tells two problems of one
    rule at one place apart. `severity` is only given where it differs from the rule's.
    `explains` names the problems of other rules that this one makes superfluous, as
    "CODE:key" (T200 explains the broken equations; a misnumbering its consequences), or "CODE@"
    for those of a rule within this problem's own stretches of text.
    `where` is a pointer (or the place itself) to stand in for the place of something that is missing, or
    that is in the file and not in the report.
    `hide` is personal data and what is shown for it, as long as it is (see `checker.masking`).
    """

    __slots__ = (
        "at", "confidence", "explains", "fix", "hide", "key", "message",
        "related", "severity", "values", "where",
    )  # fmt: skip

    def __init__(
        self,
        at: str | Span,
        message: str,
        *,
        related: tuple[Note, ...] | list[Note] = (),
        fix: Fix | None = None,
        confidence: Confidence = Confidence.CERTAIN,
        key: str = "",
        severity: Severity | None = None,
        explains: tuple[str, ...] | list[str] = (),
        where: str | Span | Anchor | None = None,
        hide: Mapping[str, str] | None = None,
        **values: Json,
    ) -> None:
        self.at = at
        self.message = message
        self.values = values
        self.related = tuple(related)
        self.fix = fix
        self.confidence = confidence
        self.key = key
        self.severity = severity
        self.explains = tuple(explains)
        self.where = where
        self.hide = hide or {}

    def __repr__(self) -> str:
        return f"Problem({self.at!r}, {self.message!r}, {self.values!r})"


class Unchecked:
    """What a rule yields for a part it could not check: a reason (template) and its values."""

    __slots__ = ("reason", "values")

    def __init__(self, reason: str, **values: Json) -> None:
        self.reason = reason
        self.values = values

    def __repr__(self) -> str:
        return f"Unchecked({self.reason!r}, {self.values!r})"


@dataclass(slots=True)
class RelatedPlace:
    """A second place of a finding, located."""

    pointer: str
    location: Anchor
    note: str


@dataclass(slots=True)
class Finding:
    """A problem of one report: named, located, translated, and with a fingerprint.

    `around` is what stands before and after the quote in its paragraph (`Document.around`), for
    formats that show the line it stands in; None where the place is no stretch of prose. `counted`
    says that it counts like any other although it is unsure (profile strict).
    """

    code: str
    name: str
    severity: Severity
    message: str
    values: dict[str, Json]
    pointer: str
    location: Anchor
    related: list[RelatedPlace]
    fix: Fix | None
    confidence: Confidence
    fingerprint: str
    suppressed: str | None = None
    around: tuple[str, str] | None = None
    counted: bool = False

    @property
    def for_review(self) -> bool:
        """Whether a person has to look at it before it counts for anything."""
        return self.confidence is Confidence.UNSURE and not self.counted


@dataclass(slots=True, frozen=True)
class Coverage:
    """How much of the form's tables was read, in cells: all there should be, and of these the ones read
    with certainty, read in doubt, and not read."""

    cells: int
    certain: int
    doubtful: int
    unread: int


@dataclass(slots=True)
class Outcome:
    """What became of one rule: its state, and why where the state needs a reason."""

    state: State
    reason: str = ""


@dataclass(slots=True)
class Result:
    """Everything the tool has to say of one report, or of one catalogue of columns.

    `as_of` is the day it was judged on, "" where it could not be read; `kind` is "report" or "catalog". `notes` say how it was checked where that
    may surprise: they are no findings, and every format prints them.
    """

    path: str
    sha256: str
    organ: str = ""
    year: int | None = None
    edition: str = ""
    verdict: Verdict = Verdict.PASSED
    outcome: dict[str, Outcome] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)
    coverage: Coverage | None = None
    seconds: float = 0.0
    as_of: str = ""
    report: Report | None = None
    catalog: Catalog | None = None
    kind: str = "report"
    notes: list[str] = field(default_factory=list)
