"""How bad, how sure, and what became of it."""

from __future__ import annotations

from enum import Enum


class Severity(str, Enum):
    """How bad a finding is. Compare with `rank`, never by the text."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """3 for an error, 2 for a warning, 1 for an info."""
        return {"error": 3, "warning": 2, "info": 1}[self.value]


class Confidence(str, Enum):
    """How sure the tool is of a finding. `unsure` asks a person and never fails a run."""

    CERTAIN = "certain"
    LIKELY = "likely"
    UNSURE = "unsure"

    @property
    def rank(self) -> int:
        """3 for certain, 2 for likely, 1 for unsure."""
        return {"certain": 3, "likely": 2, "unsure": 1}[self.value]


class State(str, Enum):
    """What became of one rule on one report."""

    OK = "ok"
    FINDINGS = "findings"
    NOT_CHECKED = "not-checked"
    NOT_APPLICABLE = "not-applicable"
    OFF = "off"
    CRASHED = "crashed"


class Verdict(str, Enum):
    """The one line a supervising office sorts by."""

    PASSED = "通过"
    FAILED = "未通过"
    INCOMPLETE = "未能全部核对"
