"""The lines of a docstring as whole paragraphs."""

from __future__ import annotations

import pytest

from checker.formats.prose import unfolded


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("甲乙，\n丙丁。\n戊。", ["甲乙，丙丁。戊。"]),
        ("used as\na word", ["used as a word"]),
        ("用 limit\n另设", ["用 limit另设"]),
        ("甲。\n\n## 为什么\n乙\n丙", ["甲。", "", "## 为什么", "乙丙"]),
        ("- 甲\n乙\n- 丙", ["- 甲乙", "- 丙"]),
        ("甲\n1. 乙\n10. 丙", ["甲", "1. 乙", "10. 丙"]),
        ("| 甲 |\n| - |\n乙", ["| 甲 |", "| - |", "乙"]),
        ("甲\n    乙\n    丙\n丁", ["甲", "    乙", "    丙", "丁"]),
        ("```\n甲\n乙\n```\n丙", ["```", "甲", "乙", "```", "丙"]),
        ("", [""]),
    ],
)
def test_lines_of_a_paragraph_are_joined(text: str, lines: list[str]) -> None:
    assert unfolded(text) == lines
