"""A rule pack for the tests of `fix`: faults of any kind can be asked for, whatever the real rules say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from checker.api import Edit, Fix, Problem, Report, Severity, Span, rule
from checker.engine import Engine, Settings
from checker.fixes import Fixed, fix_bytes
from checker.model import Paragraph
from checker.registry import Plugin, Registry
from checker.rule import Rule

#: What makes a text of a few lines a report.
HEAD = "临江县水务局2024年政府信息公开工作年度报告"
SECTIONS = ("一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况")


def lines(*prose: str) -> list[str]:
    """The paragraphs of a small report with this prose in its first section."""
    return [HEAD, SECTIONS[0], *prose, *SECTIONS[1:]]


def replacing(
    code: str, pattern: str, new: str | Callable[[re.Match[str]], str], *, safe: bool = True, **more: Any
) -> Rule:
    """A rule that finds a pattern in every paragraph and would have it replaced."""

    @rule(code, f"test-{code.lower()}", Severity.WARNING, basis="test", **more)
    def found(report: Report) -> Iterator[Problem]:
        """测试用的规则。"""
        for index, paragraph in report.document.paragraphs():
            for match in re.finditer(pattern, paragraph.text):
                place = Span(index, match.start(), match.end())
                text = new if isinstance(new, str) else new(match)
                edits = (Edit(place, match[0], text),)
                yield Problem(place, "有「{old}」", old=match[0], fix=Fix("换掉", edits, safe))

    return found


def proposing(code: str, fixes: Callable[[Report], Sequence[Fix]]) -> Rule:
    """A rule with one finding for each fix that `fixes` makes for the report."""

    @rule(code, f"test-{code.lower()}", Severity.WARNING, basis="test")
    def found(report: Report) -> Iterator[Problem]:
        """测试用的规则。"""
        for number, fix in enumerate(fixes(report)):
            yield Problem(fix.edits[0].at, "有错", fix=fix, key=str(number))

    return found


def engine_of(*rules: Rule) -> Engine:
    """An engine with these rules and the tool's own alone."""
    from checker.tool_rules import TOOL_RULES

    registry = Registry()
    for each in (*TOOL_RULES, *rules):
        registry.add_rule(each, Plugin("test"))
    assert not registry.problems
    return Engine(registry, Settings(keep_report=True))


def mend(data: bytes, path: str, *rules: Rule, **options: Any) -> Fixed:
    """A file mended by these rules."""
    return fix_bytes(engine_of(*rules), data, path, **options)


def texts(data: bytes, path: str) -> list[str]:
    """The paragraphs of a file, as the reader has them."""
    document = engine_of().read(data, path).document
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def whys(fixed: Fixed) -> list[str]:
    """Why fixes were refused."""
    return [refusal.why for refusal in fixed.refused]


#: A half-width comma for a full-width one, as L601 has it.
COMMA = replacing("X601", r"(?<=[\u4e00-\u9fff]),(?=[\u4e00-\u9fff])", "，")
#: A doubled word.
TWICE = replacing("X702", r"(工作)\1", "工作")
