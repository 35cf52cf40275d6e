"""Who asks: what a run shows and what fails it. The profiles are data (`profiles.json`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from checker.model import Finding, Severity

DEFAULT = "publish"


@dataclass(slots=True, frozen=True)
class Profile:
    """How findings are treated for one kind of user.

    Findings below the severity `least` are counted, not listed. `unsure` says what becomes of those
    the reader was not sure of: "listed" apart, only "counted", or "equal" to all others. `fail_on`
    is the severity that fails a run where the command line does not say.
    """

    name: str = DEFAULT
    title: str = ""
    least: Severity = Severity.INFO
    unsure: str = "listed"
    fail_on: Severity = Severity.ERROR

    def lists(self, finding: Finding) -> bool:
        """Whether a finding is listed for a person; one that is not is counted all the same."""
        if finding.for_review:
            return self.unsure == "listed"
        return finding.severity.rank >= self.least.rank


@cache
def profiles() -> dict[str, Profile]:
    """The profiles by name, in the order they are told of."""
    import json

    raw = json.loads(Path(__file__).with_name("profiles.json").read_text(encoding="utf-8"))
    return {
        name: Profile(
            name, entry["title"], Severity(entry["least"]), entry["unsure"], Severity(entry["fail_on"])
        )
        for name, entry in raw.items()
        if name[0] != "$"
    }
