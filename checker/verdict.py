"""What a report comes to: passed, failed, or not fully checked."""

from __future__ import annotations

from checker.catalog import CATALOG
from checker.coverage import in_doubt
from checker.model import Report, Result, Severity, State, Verdict
from checker.run import Settings, fails

#: Families whose silence must not look like a pass (DESIGN, Confidence).
DECISIVE = ("S", "T", "N")


def verdict(result: Result, report: Report, settings: Settings) -> Verdict:
    """Nothing passes that was not read, or of which nothing was checked."""
    states = {code: outcome.state for code, outcome in result.outcome.items()}
    decisive = "C" if report.document.kind == CATALOG else DECISIVE
    unchecked = any(
        state is State.CRASHED or (state is State.NOT_CHECKED and code.startswith(decisive))
        for code, state in states.items()
    )
    checked = any(state in (State.OK, State.FINDINGS) for state in states.values())
    # Prose that is not there counts where a rule asked for it, and is then not checked.
    unread = any(pointer != "/sections" for pointer, _why in report.unread)
    if unread or unchecked or not checked:
        return Verdict.INCOMPLETE
    # `--fail-on never` is about the exit code; a report with errors has not passed.
    if fails(result, settings.fail_on or Severity.ERROR):
        return Verdict.FAILED
    # Sums over figures that are perhaps others prove nothing.
    return Verdict.INCOMPLETE if in_doubt(report) else Verdict.PASSED
