"""A table of contents typed as text is neither headings nor prose."""

from __future__ import annotations

import re

import pytest
from support import EXAMPLES, engine

TEXT = (EXAMPLES / "good-2024.txt").read_text(encoding="utf-8")
LINES = TEXT.split("\n")
FIRST = next(i for i, line in enumerate(LINES) if line.startswith("一、"))
HEADINGS = [line for line in LINES if re.match(r"[一二三四五六]、", line)]
LEADERS = {"dots": "……………{}", "points": " ........ {}", "tab": "\t{}", "space": "  {}", "none": ""}


def contents(leaders: str, parts: bool, title: bool) -> list[str]:
    made = ["目  录"] if title else []
    for page, heading in enumerate(HEADINGS, 1):
        made.append(heading + LEADERS[leaders].format(page))
        if parts and page in (1, 5):
            made += [
                f"（{n}）{name}{LEADERS[leaders].format(page)}"
                for n, name in zip("一二", ("主动公开情况", "改进情况"), strict=True)
            ]
    return [*made, ""]


@pytest.mark.parametrize("leaders", LEADERS)
@pytest.mark.parametrize("parts", [False, True])
@pytest.mark.parametrize("at", [0, FIRST], ids=["before the title", "before the first section"])
@pytest.mark.parametrize("title", [False, True])
def test_it_changes_nothing(leaders: str, parts: bool, at: int, title: bool) -> None:
    text = "\n".join([*LINES[:at], *contents(leaders, parts, title), *LINES[at:]])
    plain, found = (engine().check_bytes(t.encode(), "年报.txt") for t in (TEXT, text))
    assert [(f.code, f.message) for f in found.findings] == [(f.code, f.message) for f in plain.findings]
    one, two = (engine().read(t.encode(), "年报.txt") for t in (TEXT, text))
    assert one.data == two.data


def test_headings_that_come_once_are_headings() -> None:
    """A form somebody has only begun to fill in: headings one below the other, and nothing repeated."""
    text = "\n".join(["安澜县水务局2024年政府信息公开工作年度报告", "", *HEADINGS])
    assert len(engine().read(text.encode(), "年报.txt").data["sections"]) == 6
