"""One cause, one finding: which problems others make superfluous."""

from __future__ import annotations

from collections.abc import Iterable

from checker.model import Problem, Span


class Explained:
    """What the problems of a report make superfluous: "CODE:key" names one problem, "CODE@" those of a
    rule within the problem's own stretches of text."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.keys: set[str] = set()
        self.spans: dict[str, list[Span]] = {}
        for problem in problems:
            for word in problem.explains:
                if word.endswith("@"):
                    places = [problem.at, *(note.at for note in problem.related)]
                    self.spans.setdefault(word[:-1], []).extend(p for p in places if isinstance(p, Span))
                else:
                    self.keys.add(word)

    def covers(self, code: str, problem: Problem) -> bool:
        """Whether another problem explains this one."""
        if problem.key and f"{code}:{problem.key}" in self.keys:
            return True
        spans, at = self.spans.get(code), problem.at
        if not spans or not isinstance(at, Span):
            return False
        return any(s.block == at.block and s.start <= at.start and at.end <= s.end for s in spans)
