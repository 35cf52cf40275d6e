"""Applies the fixes of one report, checks it again with the same rules, and repeats until nothing changes.

What a fix does is never taken on trust: after each round the file is read anew, and every block must
read as it did, but for the edits. A fix that does anything else, or that makes a finding which was
not there before, is refused.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from checker.engine import Engine
from checker.fixes.cuts import Change, Cut, Refused, Source, cuts_of, ordered
from checker.fixes.files import instead, open_source, reads_alike, text_of, texts_of
from checker.fixes.resolve import changes_of
from checker.model import Confidence, Finding, Report, Result

#: Rounds after which a file that still changes is left as it is then.
MOST_ROUNDS = 10
#: Checks in one round to find out which of the fixes cannot be made.
_MOST_CHECKS = 100
_TOO_MANY = "这份文件要改的太多，没有逐一试完，请手工修改"
_OTHERWISE = "改后再读，文件与预期不符，请手工修改"


@dataclass(slots=True)
class Refusal:
    """A fix that was not made, and why (already in words of the language in force)."""

    finding: Finding
    why: str


@dataclass(slots=True)
class Fixed:
    """What became of one file.

    `after` equals `before` where nothing was done. `first` and `last` are the checks before and after,
    `read` and `now` the reports as read then, personal data included (None where the file cannot be
    read). `unsafe` counts findings left that only `--unsafe` would mend; `stable` says that a further
    run would change nothing. `closed` is "" or, for a format that cannot be edited, what to do instead;
    `waiting` then counts what could be mended elsewhere.
    """

    path: str
    before: bytes
    after: bytes
    first: Result
    last: Result
    read: Report | None = None
    now: Report | None = None
    applied: list[Finding] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    unsafe: int = 0
    stable: bool = True
    closed: str = ""
    waiting: int = 0

    @property
    def changed(self) -> bool:
        """Whether anything was done."""
        return self.after != self.before


@dataclass(slots=True)
class _Trial:
    """A file with fixes made: its bytes, their check, and the report read from them."""

    after: bytes
    result: Result
    report: Report


@dataclass(slots=True)
class _Candidate:
    finding: Finding
    changes: list[Change]
    cuts: list[Cut]


def fix_bytes(
    engine: Engine, data: bytes, path: str, *, unsafe: bool = False, codes: Collection[str] | None = None
) -> Fixed:
    """Mend a file's content; never raises for a bad file.

    `engine` must keep its reports. Only safe fixes are made, and of findings the tool is not unsure
    of, unless `unsafe`; `codes` limits them to these rules.
    """
    try:
        report = engine.read(data, path)
    except Exception:  # whatever it is, the engine has words for it
        result = engine.check_bytes(data, path)
        return Fixed(path, data, data, result, result)
    result = engine.check_report(report)
    fixed = Fixed(path, data, data, result, result, report, report)
    if closed := instead(report.document.kind):
        fixed.closed, fixed.waiting = closed, sum(1 for _finding in _fixable(result, codes))
        return fixed
    given_up: dict[str, Refusal] = {}
    seen = {data}
    for number in range(MOST_ROUNDS + 1):
        candidates, source = _candidates(fixed, unsafe, codes, given_up)
        if not candidates or source is None:
            break
        if number == MOST_ROUNDS:
            fixed.stable = False
            break
        trial, done = _round(engine, fixed, source, candidates, given_up)
        if not done:
            continue
        if trial.after in seen:
            # Two rules that undo each other: neither is right.
            fixed.stable = False
            break
        seen.add(trial.after)
        fixed.after, fixed.last, fixed.now = trial.after, trial.result, trial.report
        fixed.applied += done
    here = {f.fingerprint for f in fixed.last.findings}
    fixed.refused = [r for key, r in given_up.items() if key in here]
    fixed.unsafe = sum(
        1
        for f in _fixable(fixed.last, codes)
        if not unsafe and not _is_safe(f) and f.fingerprint not in given_up
    )
    return fixed


def _fixable(result: Result, codes: Collection[str] | None) -> Iterable[Finding]:
    return (f for f in result.findings if f.fix and not f.suppressed and (codes is None or f.code in codes))


def _is_safe(finding: Finding) -> bool:
    # What the tool is unsure of is for a person to decide, whatever the fix.
    return finding.fix is not None and finding.fix.safe and finding.confidence is not Confidence.UNSURE


def _candidates(
    fixed: Fixed, unsafe: bool, codes: Collection[str] | None, given_up: dict[str, Refusal]
) -> tuple[list[_Candidate], Source | None]:
    """The fixes to try in this round, and the file they are for.

    Of those that overlap it is the first; the others come in the next round.
    """
    report = fixed.now
    wanted = [
        f for f in _fixable(fixed.last, codes) if (unsafe or _is_safe(f)) and f.fingerprint not in given_up
    ]
    source: Source | None = None
    found: list[_Candidate] = []
    if report is None:
        return found, source
    taken: dict[int, list[Change]] = {}
    for finding in wanted:
        try:
            source = source or open_source(fixed.after, report.document)
            candidate = _candidate(finding, report, source)
        except Refused as refused:
            given_up[finding.fingerprint] = _refusal(finding, refused)
            continue
        if candidate.changes and all(_free(change, taken) for change in candidate.changes):
            for change in candidate.changes:
                insort(taken.setdefault(change.block, []), change)
            found.append(candidate)
    return found, source


def _candidate(finding: Finding, report: Report, source: Source) -> _Candidate:
    assert finding.fix is not None
    changes = changes_of(finding.fix, report)
    cuts: list[Cut] = []
    for change in changes:
        cuts += cuts_of(source, text_of(report.document, change.block), change)
    ordered(cuts)
    return _Candidate(finding, changes, cuts)


def _refusal(finding: Finding, refused: Refused) -> Refusal:
    from checker.i18n import _

    return Refusal(finding, _(refused.why).format(**refused.values))


def _free(change: Change, taken: dict[int, list[Change]]) -> bool:
    """Whether a change touches none of those taken, which are in order and do not overlap either."""
    others = taken.get(change.block, [])
    at = bisect_left(others, change)
    return not any(_overlap(change, other) for other in others[max(at - 1, 0) : at + 2])


def _overlap(one: Change, two: Change) -> bool:
    # Two that only touch would be one place if either has no width.
    if one.start == one.end or two.start == two.end:
        return one.start <= two.end and two.start <= one.end
    return one.start < two.end and two.start < one.end


def _round(
    engine: Engine,
    fixed: Fixed,
    source: Source,
    candidates: Sequence[_Candidate],
    given_up: dict[str, Refusal],
) -> tuple[_Trial, list[Finding]]:
    """Make as many of the candidates as can be made together: what comes of it, and whose were made."""
    accepted: list[_Candidate] = []
    assert fixed.now is not None
    best = _Trial(fixed.after, fixed.last, fixed.now)

    checks = 0

    def attempt(group: Sequence[_Candidate]) -> None:
        nonlocal best, checks
        trial = [*accepted, *group]
        checks += 1
        try:
            if checks > _MOST_CHECKS:
                raise Refused(_TOO_MANY)
            best = _made(engine, fixed, source, trial)
        except Refused as refused:
            if len(group) == 1:
                given_up[group[0].finding.fingerprint] = _refusal(group[0].finding, refused)
                return
            half = len(group) // 2
            attempt(group[:half])
            attempt(group[half:])
        else:
            accepted.extend(group)

    attempt(candidates)
    return best, [c.finding for c in accepted]


def _made(engine: Engine, fixed: Fixed, source: Source, candidates: Sequence[_Candidate]) -> _Trial:
    """The file with all these fixes made, checked. Raises `Refused` where it is not what was wanted."""
    assert fixed.now is not None
    after = source.write(ordered(cut for c in candidates for cut in c.cuts))
    wanted = texts_of(fixed.now.document)
    for change in sorted(
        (x for c in candidates for x in c.changes), key=lambda x: (x.block, x.start), reverse=True
    ):
        text = wanted[change.block]
        assert isinstance(text, str)
        wanted[change.block] = text[: change.start] + change.new + text[change.end :]
    try:
        report = engine.read(after, fixed.path)
    except Exception:
        raise Refused(_OTHERWISE) from None
    if not reads_alike(wanted, texts_of(report.document), report.document.kind):
        raise Refused(_OTHERWISE)
    result = engine.check_report(report)
    applied = Counter(c.finding.code for c in candidates)
    worse = _new_codes(fixed.last, result, applied)
    if worse:
        raise Refused("改后会多出新的问题（{codes}），请手工修改", codes="、".join(worse))
    return _Trial(after, result, report)


def _new_codes(before: Result, after: Result, applied: Counter[str]) -> list[str]:
    """The codes of findings that a fix made. One that only moved or is worded anew is not new."""
    had = Counter(f.code for f in before.findings)
    known = {f.fingerprint for f in before.findings}
    has = Counter(f.code for f in after.findings)
    fresh = {f.code for f in after.findings if f.fingerprint not in known}
    return sorted(code for code in fresh if has[code] > max(had[code] - applied[code], 0))
