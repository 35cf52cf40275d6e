"""The ways in which a table is written as text, each read only where the lines give evidence of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from checker.loaders.blocks import Piece
from checker.loaders.pads import trim_pads
from checker.loaders.text_aligned import aligned_row, aligned_rows
from checker.loaders.text_lines import Found, Kind, Line, Result, is_table
from checker.loaders.words import (
    ENUMERATOR,
    fold,
    is_block_title,
    is_label,
    is_prose,
    is_section_heading,
    is_value,
)

Reader = Callable[[Sequence[Line], Sequence[Kind], int], Result]

_BORDER = re.compile(r"[\s+\-=|:─━═┄┅┈┉│┃║┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╞╪╡]+")
_NUMBER_TAB = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]{1,2}|[•·●○◆■➢-])\t+(?P<rest>[^\t]+)"
)
#: Labels that begin a table: prose may stand right before them.
_OPENERS = frozenset({"信息内容", "申请人情况", "行政复议"})


def kind(raw: str) -> Kind:
    """What the line looks like by itself."""
    if not raw or raw.isspace():
        return Kind.BLANK if "\t" not in raw else Kind.TAB_CELL if raw.count("\t") == 1 else Kind.TAB_ROW
    if "\t" in raw:
        numbered = _NUMBER_TAB.fullmatch(raw)
        if numbered and not is_value(numbered["rest"]):
            return Kind.PLAIN
        if raw[0] == "\t" and "\t" not in raw[1:]:
            return Kind.TAB_CELL
        if "\t" in raw.strip():
            return Kind.TAB_ROW
        # Only indented, or with TABs trailing: a row if a cell is merged away beside a label.
        return Kind.TAB_ROW if is_label(raw) else Kind.PLAIN
    if _BORDER.fullmatch(raw) and re.search(r"-{3}|[─━═]", raw):
        return Kind.BORDER
    if re.search(r"[|｜│┃║]", raw):
        return Kind.BARS
    if len(raw) < 40 and is_block_title(raw):
        return Kind.TITLE
    return Kind.ALIGNED if aligned_row(Line(0, 1, raw)) else Kind.PLAIN


# --- a cell a line behind a TAB ------------------------------------------------------------------


def tab_cells(lines: Sequence[Line], kinds: Sequence[Kind], at: int) -> Result:
    """Lines with one TAB before them: a blank line ends a row, a line without TAB continues a cell."""
    end, groups = _cell_groups(lines, kinds, at)
    found: list[Found] = []
    segment: list[list[list[Line]]] = []
    for group in groups:
        cells: list[list[Line]] = []
        for place, cell in enumerate(group):
            if _parts(group, place):
                if cells:
                    segment.append(cells)
                _close(found, segment)
                found.append(Found(cell))
                segment, cells = [], []
            else:
                cells.append(cell)
        if cells:
            segment.append(cells)
    _close(found, segment)
    return found, end


def _cell_groups(lines: Sequence[Line], kinds: Sequence[Kind], at: int) -> tuple[int, list[list[list[Line]]]]:
    """Where the run of such lines ends, and its groups of cells (a cell is one or more lines)."""
    groups: list[list[list[Line]]] = []
    fresh = True
    blanks = 0
    end = at
    while end < len(lines):
        line, this = lines[end], kinds[end]
        if this is Kind.BLANK:
            blanks += 1
            fresh = True
            if blanks > 1:
                break
        elif this is Kind.TAB_CELL:
            if fresh:
                groups.append([])
            groups[-1].append([line])
            fresh, blanks = False, 0
        elif this is Kind.PLAIN and not fresh and _continues(groups[-1][-1], line):
            groups[-1][-1].append(line)
        else:
            break
        end += 1
    return end, groups


def _continues(cell: list[Line], line: Line) -> bool:
    """Whether a line without TAB goes on with the cell above rather than beginning a paragraph."""
    text = line.text
    if len(text) > 40 or is_prose(text) or is_section_heading(text) or ENUMERATOR.match(text):
        return False
    if is_value(cell[0].text):
        return is_value(text) or text[0] in "（("
    return True


def _parts(group: list[list[Line]], place: int) -> bool:
    """Whether the cell at `place` is a paragraph that parts two tables or stands beside one."""
    text = _join(group[place])
    after = _join(group[place + 1]) if place + 1 < len(group) else None
    if is_section_heading(text):
        return True
    if after is not None and is_value(after):
        return False
    if is_prose(text):
        return True
    if place == 0 and text and ENUMERATOR.match(text) and not is_label(text):
        return after is None or is_block_title(after) or fold(after) in _OPENERS
    return False


def _close(found: list[Found], segment: list[list[list[Line]]]) -> None:
    """Add the groups of a segment to `found`: as a table with the prose before and after it, or as prose."""
    rows = [[_piece(cell) for cell in group] for group in segment]
    first, last = 0, len(rows)
    if is_table(rows):
        while not _speaks(rows[first]):
            first += 1
        while not _speaks(rows[last - 1]):
            last -= 1
    else:
        last = 0
    prose = [line for group in segment[:first] for cell in group for line in cell]
    if prose:
        found.append(Found(prose))
    if first < last:
        doubt = "行与行之间没有空行，分不清各行" if any(len(row) > 30 for row in rows) else ""
        found.append(Found([], rows[first:last], doubt))
    prose = [line for group in segment[last:] for cell in group for line in cell]
    if prose:
        found.append(Found(prose))


def _speaks(row: Sequence[Piece]) -> bool:
    return any(not piece.text or is_label(piece.text) or is_value(piece.text) for piece in row)


def _join(cell: Sequence[Line]) -> str:
    return cell[0].text if len(cell) == 1 else "\n".join(line.text for line in cell)


def _piece(cell: Sequence[Line]) -> Piece:
    return cell[0].piece()._replace(text=_join(cell))


# --- rows of cells with TABs between them --------------------------------------------------------


def tab_rows(lines: Sequence[Line], kinds: Sequence[Kind], at: int) -> Result:
    """Lines with TABs between cells; a title row of one cell may stand between them."""
    rows: list[list[Piece]] = []
    members: list[Line] = []
    end = at
    while end < len(lines):
        line, this = lines[end], kinds[end]
        if this is Kind.BLANK:
            if end + 1 >= len(lines) or kinds[end + 1] is Kind.BLANK:
                break
            end += 1
            continue
        if this is Kind.TAB_ROW or (this is Kind.TAB_CELL and rows):
            row, used = _tab_row(lines, end)
            texts = [piece.text for piece in row if piece.text]
            if len(texts) == 1 and (is_section_heading(texts[0]) or is_prose(texts[0])):
                break
        elif this is Kind.TITLE:
            row, used = [line.piece()], 1
        else:
            break
        rows.append(row)
        members.extend(lines[end : end + used])
        end += used
    if not rows:
        return [Found([lines[at]])], at + 1
    if not is_table(rows):
        return [Found(members)], end
    if all(not row[0].text for row in rows if len(row) > 1):
        rows = [row[1:] if len(row) > 1 else row for row in rows]
    return [Found([], trim_pads(rows))], end


def _tab_row(lines: Sequence[Line], at: int) -> tuple[list[Piece], int]:
    """The cells of a row, and how many lines it takes: a spreadsheet quotes a cell with a line break."""
    line, used, raw = lines[at], 1, lines[at].raw
    if re.search(r'(?:^|\t)"', raw) and raw.count('"') % 2:
        joined = raw
        for more in lines[at + 1 : at + 6]:
            used += 1
            joined += "\n" + more.raw
            if joined.count('"') % 2 == 0:
                raw = joined
                break
        else:
            used = 1
    row: list[Piece] = []
    column, number = line.column, line.number
    for cell in raw.split("\t"):
        text = cell.strip()
        lead = len(cell) - len(cell.lstrip()) if text else 0
        if used > 1 and len(text) > 1 and text[0] == text[-1] == '"':
            text = text[1:-1].replace('""', '"')
            lead += 1
        row.append(Piece("\n".join(part.strip() for part in text.split("\n")), number, column + lead))
        if "\n" in cell:
            number += cell.count("\n")
            column = len(cell) - cell.rfind("\n") + 1
        else:
            column += len(cell) + 1
    return row, used


def titled(lines: Sequence[Line], kinds: Sequence[Kind], at: int) -> Result:
    """A title row of table 二 without marks of its own: it belongs to the table that begins below it."""
    below = at + 1
    while below < len(lines) and kinds[below] is Kind.BLANK and below < at + 2:
        below += 1
    if below < len(lines):
        if kinds[below] in (Kind.TAB_ROW, Kind.BARS):
            return READERS[kinds[below]](lines, kinds, at)
        found, end = aligned_rows(lines, kinds, at)
        if any(is_value(piece.text) for row in found[0].rows or () for piece in row):
            return found, end
    return [Found([lines[at]])], at + 1


def _bars(lines: Sequence[Line], kinds: Sequence[Kind], at: int) -> Result:
    from checker.loaders import text_bars

    return text_bars.bars(lines, kinds, at)


READERS: dict[Kind, Reader] = {
    Kind.TAB_CELL: tab_cells,
    Kind.TAB_ROW: tab_rows,
    Kind.BARS: _bars,
    Kind.BORDER: _bars,
    Kind.ALIGNED: aligned_rows,
    Kind.TITLE: titled,
}
