"""What a rule is: one function, and what its decorator says of it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from checker.model import Problem, Report, Severity, Unchecked

RuleFunction = Callable[..., Iterable[Problem | Unchecked]]


@dataclass(slots=True, frozen=True)
class Rule:
    """A rule as the registry knows it.

    `needs` are pointers that must have been read, else the rule is not-checked;
    `previous` says that it needs last year's report, `catalog` a catalogue of columns; `editions`
    and `kinds` are where it applies (empty: everywhere; "catalog" is a catalogue alone); a `mandatory` rule ignores baselines and waivers. A rule that
    `masks` finds what no output may show (`Problem.hide`): it runs before all others, selected or not.
    A `structural` rule speaks of what is missing or out of place (a space, half a pair too): where a text lies in pieces
    (`Report.torn`) its findings are unsure. Those of a rule of `absence` are unsure too where a part
    of the file was not read (`Report.partial`): what it misses may stand there.
    """

    code: str
    name: str
    severity: Severity
    check: RuleFunction
    basis: str
    editions: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ("annual-report",)
    needs: tuple[str, ...] = ()
    previous: bool = False
    catalog: bool = False
    mandatory: bool = False
    masks: bool = False
    structural: bool = False
    absence: bool = False
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def family(self) -> str:
        """The letter of the code."""
        return self.code[:1]

    @property
    def documentation(self) -> str:
        """The docstring of the function, as Markdown."""
        return inspect.getdoc(self.check) or ""

    @property
    def title(self) -> str:
        """The first line of the documentation, without its full stop."""
        return self.documentation.partition("\n")[0].rstrip("。")


def rule(
    code: str,
    name: str,
    severity: Severity,
    *,
    basis: str,
    editions: tuple[str, ...] = (),
    kinds: tuple[str, ...] = ("annual-report",),
    needs: tuple[str, ...] = (),
    previous: bool = False,
    catalog: bool = False,
    mandatory: bool = False,
    masks: bool = False,
    structural: bool = False,
    absence: bool = False,
) -> Callable[[RuleFunction], Rule]:
    """Declare a rule. The decorated function takes a `Report` and yields `Problem`s.

    Its keyword-only parameters are its options with their defaults; its docstring is its
    documentation: a title line, then 「## 为什么」「## 错误」「## 正确」 sections.
    """

    def declare(check: RuleFunction) -> Rule:
        options = {
            p.name: p.default
            for p in inspect.signature(check).parameters.values()
            if p.kind is inspect.Parameter.KEYWORD_ONLY
        }
        return Rule(
            code=code, name=name, severity=severity, check=check, basis=basis,
            editions=editions, kinds=kinds, needs=needs, previous=previous,
            catalog=catalog, mandatory=mandatory, masks=masks, structural=structural, absence=absence, options=options,
        )  # fmt: skip

    return declare


__all__ = ["Report", "Rule", "RuleFunction", "rule"]
