"""A layout as a PDF of A4 pages, as an office prints its report."""

from __future__ import annotations

from rendering.layout import Layout
from rendering.press import Paper, print_layout


def pdf(layout: Layout) -> bytes:
    """The report on paper: lines of 28 characters, page numbers below, tables that run over the pages' ends."""
    return print_layout(layout, Paper())
