"""How bad, how sure, and what became of it."""

from __future__ import annotations

from enum import Enum


class Severity(str, Enum):
    """How bad a finding is. Compare with `rank` (3 for an error, 1 for an info), never by the text."""

    rank: int
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Confidence(str, Enum):
    """How sure the tool is of a finding, `rank` 3 to 1. `unsure` asks a person and never fails a run."""

    rank: int
    CERTAIN = "certain"
    LIKELY = "likely"
    UNSURE = "unsure"


# Stored, and no property: each finding is asked for it several times.
for _rank, _severity in enumerate(reversed(list(Severity)), 1):
    _severity.rank = _rank
for _rank, _confidence in enumerate(reversed(list(Confidence)), 1):
    _confidence.rank = _rank


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
