"""The press of the examples, for tests that print reports and tables in many ways and read them back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parents[2] / "examples"
if str(EXAMPLES) not in sys.path:
    sys.path.insert(0, str(EXAMPLES))

from rendering.layout import Cell, Layout  # noqa: E402
from rendering.press import Paper, Press, broken, print_layout, width  # noqa: E402


def printed_report(data: dict[str, Any], paper: Paper, name: str = "") -> bytes:
    """An instance as a PDF."""
    return print_layout(Layout(name, data), paper)


def printed_table(rows: list[list[Cell]], paper: Paper, *, before: str = "", after: str = "") -> bytes:
    """A table as a PDF, with a paragraph before and after it."""
    press = Press(paper)
    if before:
        press.paragraph(before)
    press.table(rows)
    if after:
        press.y += press.paper.leading
        press.paragraph(after)
    return press.finish()


__all__ = [
    "EXAMPLES",
    "Cell",
    "Layout",
    "Paper",
    "Press",
    "broken",
    "printed_report",
    "printed_table",
    "width",
]
