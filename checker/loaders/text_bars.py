"""Tables written with upright bars: a row a line, a cell a line, or drawn with box characters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from checker.loaders.blocks import Piece
from checker.loaders.pads import trim_pads
from checker.loaders.text_lines import Found, Kind, Line, Result, is_table
from checker.loaders.words import is_label, is_value

BAR = re.compile(r"(?<!\\)[|｜│┃║]")
_ONLY_BARS = re.compile(r"[\s|｜│┃║]+")


def bars(lines: Sequence[Line], kinds: Sequence[Kind], at: int) -> Result:
    """A run of lines with bars. Single blank lines belong to it, two end it."""
    end = at
    members: list[Line] = []
    while end < len(lines):
        if kinds[end] in (Kind.BARS, Kind.BORDER, Kind.TITLE):
            members.append(lines[end])
        elif kinds[end] is not Kind.BLANK or end + 1 >= len(lines) or kinds[end + 1] is Kind.BLANK:
            break
        end += 1
    with_cells = [line for line in members if kind_of(line) == "cells"]
    only_bars = [line for line in members if kind_of(line) == "bars"]
    doubt = ""
    if only_bars and sum(1 for line in with_cells if _single(line)) * 10 >= len(with_cells) * 6:
        rows = _cell_a_line(members)
        if _broken(rows):
            doubt = "有的行可能因为空格子被断成两行"
    else:
        rows = _row_a_line(members, with_cells)
    drawn = len(with_cells) > 1 and all(BAR.match(line.text) for line in with_cells)
    if not rows or not (is_table(rows) or (drawn and any(len(row) > 1 for row in rows))):
        return [Found(members)], end
    return [Found([], rows, doubt)], end


def kind_of(line: Line) -> str:
    """ "bars" for a line of nothing but bars, "border" for a drawn line, else "cells"."""
    if _ONLY_BARS.fullmatch(line.raw):
        return "bars"
    return "border" if not re.search(r"[^\s+\-=|:─━═┄┅┈┉│┃║┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╞╪╡]", line.raw) else "cells"


def split(line: Line) -> list[Piece]:
    """What stands before, between and after the bars of a line, blank pieces included."""
    pieces: list[Piece] = []
    start = 0
    for stop in [match.start() for match in BAR.finditer(line.raw)] + [len(line.raw)]:
        cell = line.raw[start:stop]
        text = cell.strip()
        lead = len(cell) - len(cell.lstrip()) if text else 0
        pieces.append(Piece(text.replace("\\|", "|"), line.number, line.column + start + lead))
        start = stop + 1
    return pieces


def _single(line: Line) -> bool:
    """Whether the line is one cell and its closing bar: 「规章 |」."""
    return len(BAR.findall(line.raw)) == 1 and bool(re.search(r"[|｜│┃║]\s*$", line.raw))


def _cell_a_line(members: Sequence[Line]) -> list[list[Piece]]:
    """A cell a line; a line of nothing but bars ends the row (they stand for cells merged away)."""
    rows: list[list[Piece]] = [[]]
    for line in members:
        what = kind_of(line)
        if what == "bars":
            rows.append([])
        elif what == "cells":
            pieces = split(line)
            rows[-1].extend(pieces[:-1] if not pieces[-1].text else pieces)
    return [row for row in rows if row]


def _broken(rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether a row may have been cut at a blank figure: figures without a label under a short row."""
    return any(
        is_value(row[0].text) and is_label(above[0].text) and any(is_value(piece.text) for piece in above)
        for above, row in pairwise(rows)
    )


def _row_a_line(members: Sequence[Line], with_cells: Sequence[Line]) -> list[list[Piece]]:
    """A row a line, with or without bars at its ends; lines of a drawn box may share a row."""
    leading = sum(1 for line in with_cells if BAR.match(line.text)) * 2 > len(with_cells)
    trailing = sum(1 for line in with_cells if BAR.match(line.text[-1])) * 2 > len(with_cells)
    box = any(re.search(r"[─━═┼+]", line.raw) for line in members if kind_of(line) == "border")
    rows: list[list[Piece]] = []
    fresh = True
    for line in members:
        what = kind_of(line)
        if what == "border":
            fresh = True
            continue
        row = split(line)
        if leading and not row[0].text and len(row) > 1:
            row = row[1:]
        if (trailing or what == "bars") and not row[-1].text and len(row) > 1:
            row = row[:-1]
        if box and not fresh and not row[0].text and rows and not any(is_value(p.text) for p in row):
            rows[-1] = _merged(rows[-1], row)
        else:
            rows.append(row)
        fresh = False
    return trim_pads(rows)


def _merged(above: list[Piece], row: list[Piece]) -> list[Piece]:
    """A row whose cells go on in the next line of a drawn box."""
    row = row + [Piece("")] * (len(above) - len(row))
    return [
        piece._replace(text=f"{piece.text}\n{more.text}".strip("\n"))
        for piece, more in zip(above, row, strict=False)
    ]
