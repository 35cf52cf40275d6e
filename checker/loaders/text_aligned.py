"""Rows aligned by spaces, read where each begins with a label of the form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.loaders.blocks import Piece
from checker.loaders.text_lines import Found, Kind, Line, Result
from checker.loaders.words import is_label, is_value


def aligned_row(line: Line) -> list[Piece]:
    """The cells of a line that begins with labels of the form and goes on with figures only, else nothing.

    Labels of the form make it certain: a blank figure leaves no trace in such a line, so the
    reader counts the figures it finds.
    """
    if not re.search(r"[\s\u3000][\d０-９/—\-无][^\s\u3000]*[\s\u3000]*$", line.raw):
        return []
    row = [
        Piece(match[0], line.number, line.column + match.start()) for match in re.finditer(r"\S+", line.raw)
    ]
    labels = 0
    while labels < len(row) and not is_value(row[labels].text):
        labels += 1
    if not 0 < labels < min(len(row), 4) or not all(is_value(piece.text) for piece in row[labels:]):
        return []
    return row if all(is_label(piece.text) for piece in row[:labels]) else []


def aligned_rows(lines: Sequence[Line], kinds: Sequence[Kind], at: int) -> Result:
    """Rows aligned by spaces, with the title and header rows of the form between them."""
    rows: list[list[Piece]] = []
    end = at
    while end < len(lines):
        if kinds[end] is Kind.BLANK:
            if end + 1 >= len(lines) or kinds[end + 1] is Kind.BLANK:
                break
            end += 1
            continue
        row = aligned_row(lines[end])
        if not row:
            words = re.finditer(r"\S+", lines[end].raw)
            row = [Piece(m[0], lines[end].number, lines[end].column + m.start()) for m in words]
            if not all(is_label(piece.text) for piece in row):
                break
        rows.append(row)
        end += 1
    return [Found([], rows)], end
