"""Which figure of a row belongs to which column: what the header says of the order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile

from checker.form import Column, FormTable, Row
from checker.model import Cell
from checker.reader.labels import by_name
from checker.text import label_key


@dataclass(slots=True, frozen=True)
class Header:
    """What a header says of a row's columns.

    `order` is the order of the columns as printed, empty where the header does not tell (then the
    form's holds); `other` are columns under another label than the form's; `extra` is how many
    columns of the office's own stand at the right (备注), `left` how many columns of the grid those take that
    stand before the figures, where merged cells show it (the labels, 行次), and `before` says that some of them
    may be no label. `guessed` says that the header lies in
    pieces, and the place of a column was taken from the form, `unnamed` that there is none that
    names the columns, so that only the form says which is which.
    """

    order: tuple[Column, ...] = ()
    other: tuple[tuple[Column, str], ...] = ()
    extra: int = 0
    left: int = 0
    before: bool = False
    guessed: bool = False
    unnamed: bool = False


#: A label this unlike to the one the form has at its place does not confirm that it is that column.
_UNLIKE = 0.4
_UNNAMED = Header(unnamed=True)


class Headers:
    """The headers of a document: a piece of a table that has none goes on under that of the piece before."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, tuple[Column, ...]], Header] = {}

    def of(self, headers: list[list[Cell]], row: Row, part: FormTable, near: bool) -> Header:
        """See `header_of`."""
        found = header_of(headers, row, part, near)
        if len(row.columns) < 2:
            return replace(found, unnamed=False)
        key = (part.pointer, row.columns)
        if not found.unnamed:
            left, extra = _own_columns(headers, row, part)
            found = replace(found, left=left, extra=max(found.extra, extra))
        if not found.unnamed:
            self._known[key] = found
        elif not headers and key in self._known:
            # Its labels were said with the first piece.
            return replace(self._known[key], other=())
        return found


def header_of(headers: list[list[Cell]], row: Row, part: FormTable, near: bool) -> Header:
    """Read the header rows above a row. `near` says that the last of them stands right above it."""
    own = by_name(row.columns)
    # A header on one line names the group with each of its columns: 「法人或其他组织—商业企业」.
    own |= {label_key(c.group) + mark + label_key(c.title) + end: c
            for c in row.columns if c.group for mark, end in (("", ""), ("-", ""), ("(", ")"), (":", ""))}  # fmt: skip
    tokens, guessed = _tokens(headers, own)
    # A merged cell that was taken apart and filled throughout is one label.
    tokens = [t for i, t in enumerate(tokens) if not i or label_key(t) != label_key(tokens[i - 1])]
    known = [i for i, t in enumerate(tokens) if label_key(t) in own]
    count = len(row.columns)
    if not known:
        corner = label_key(part.corner)
        if near and len(tokens) == count + 1 and label_key(tokens[0]) == corner:
            unlike = any(_ratio(c.title, t) < _UNLIKE for c, t in zip(row.columns, tokens[1:], strict=True))
            return Header(other=tuple(zip(row.columns, tokens[1:], strict=True)), unnamed=unlike)
        return Header(unnamed=count > 1)
    first, last = known[0], known[-1] + 1
    missing = [c for c in row.columns if c not in {own[label_key(tokens[i])] for i in known}]
    # A first or last column under another label stands just outside the known ones.
    stop = {label_key(t) for t in (part.corner, *part.header)}
    while (
        last - first < count
        and missing
        and first
        and missing[0] is row.columns[0]
        and label_key(tokens[first - 1]) not in stop
    ):
        first -= 1
        missing = missing[1:]
    while last - first < count and missing and last < len(tokens) and missing[-1] is row.columns[-1]:
        last += 1
        missing = missing[:-1]
    taken = tokens[first:last]
    if len(taken) != count:
        return _UNNAMED
    left = [c for c in row.columns if c not in {own.get(label_key(t)) for t in taken}]
    order: list[Column] = []
    other: list[tuple[Column, str]] = []
    for text in taken:
        column = own.get(label_key(text))
        if column is None:
            if not left:
                return _UNNAMED
            column = left.pop(0)
            other.append((column, "".join(text.split())))
        order.append(column)
    if len(set(order)) != count:
        return _UNNAMED
    return Header(tuple(order), tuple(other), extra=len(tokens) - last, guessed=guessed,
                  before=any(label_key(t) not in stop for t in tokens[1:first]))  # fmt: skip


def _own_columns(headers: list[list[Cell]], row: Row, part: FormTable) -> tuple[int, int]:
    """How wide the columns are that a header has before the figures, where it has more than one; and how many of
    the office's own behind them: cells merged down over all its lines."""
    figures = by_name(row.columns).keys() | {label_key(c.group) for c in row.columns}
    form = figures | {label_key(t) for t in (part.corner, *part.header)}

    def deep(cell: Cell, line: int, known: set[str]) -> bool:
        over = cell.row_span > 1 and cell.row_span >= len(headers) - line
        return over and label_key(cell.text) not in known

    left = list(takewhile(lambda cell: deep(cell, 0, figures), headers[0] if headers else ()))
    behind = 0
    for line, cells in enumerate(headers):
        own = takewhile(lambda c: bool(c.text.strip()) and deep(c, line, form), reversed(cells[1:]))  # noqa: B023
        behind += sum(cell.col_span == 1 for cell in own)
    return sum(cell.col_span for cell in left) if len(left) > 1 else 0, behind


def without_repeats(cells: list[Cell], label: int, headers: list[list[Cell]], need: int) -> list[Cell]:
    """The figures of a row behind its label (cell `label`), `need` of them: of a merged cell that was taken
    apart one, where the header taken apart alike repeats its column, and the row its figure, or both leave
    the rest of it blank. In a header of several lines a blank says nothing: its name stands above."""
    values = cells[label + 1 :]
    if not headers or len(values) <= need or len(headers[-1]) != len(cells):
        return values
    left = _unrepeated(values, headers[-1][label + 1 :], blanks=len(headers) == 1)
    return left if len(left) == need else values


def overhangs(cells: list[Cell], headers: list[list[Cell]], order: tuple[Column, ...]) -> bool:
    """Whether a row of a plain grid ends before the last of its columns is named: a cell of it was lost."""
    lines = [*headers, cells]
    if not headers or any(c.col_span > 1 or c.row_span > 1 for line in lines for c in line):
        return False
    own = by_name(order)
    last = headers[-1]
    places = {own[label_key(c.text)]: i for i, c in enumerate(last) if label_key(c.text) in own}
    return len(places) == len(order) and max(places.values()) >= len(cells)


def below_names(cells: list[Cell], headers: list[list[Cell]], order: tuple[Column, ...]) -> list[int]:
    """Which cells of a row stand below the names of its columns, in a plain grid where each has one. Blanks at
    the end of some lines of the header may have been cut off."""
    lines = [*headers, cells]
    if (
        not headers
        or max(map(len, headers)) != len(cells)
        or any(c.col_span > 1 or c.row_span > 1 for line in lines for c in line)
    ):
        return []
    own = by_name(order)
    places = {
        i: own[label_key(c.text)] for line in headers for i, c in enumerate(line) if label_key(c.text) in own
    }
    # Where merged cells were lost the lines have moved, and name another order than that of the header.
    below = sorted(places)
    return below if tuple(places[i] for i in below) == order else []


def _unrepeated(cells: list[Cell], header: list[Cell], blanks: bool = False) -> list[Cell]:
    """The cells without those that repeat the one before under a header that does so too (or are blank under a blank)."""
    kept = cells[:1]
    for before, cell, above, head in zip(cells, cells[1:], header, header[1:], strict=False):
        name, text = label_key(head.text), label_key(cell.text)
        repeats = (
            name == label_key(above.text) and text == label_key(before.text) if name else blanks and not text
        )
        if not repeats:
            kept.append(cell)
    return kept


def _ratio(label: str, printed: str) -> float:
    """How like two labels are, 0 to 1."""
    from difflib import SequenceMatcher

    return SequenceMatcher(None, label_key(label), label_key(printed), autojunk=False).ratio()


def _tokens(headers: list[list[Cell]], own: dict[str, Column]) -> tuple[list[str], bool]:
    """The header as one line, and whether some column's place in it had to be guessed.

    A group (法人或其他组织) gives way to its own columns below it. Another column that stands on a row of
    its own, as 总计 does where merged cells were lost, has no place there: it keeps the form's.
    """
    lines = [[c.text for c in cells if c.text.strip()] for cells in headers]
    columns = dict.fromkeys(own.values())
    whole = [line for line in lines if not columns.keys() - {own.get(label_key(t)) for t in line}]
    named = [line for line in lines if any(label_key(t) in own for t in line)]
    groups = {label_key(c.group): c.group for c in columns if c.group}
    top = next((line for line in lines if any(label_key(t) in groups for t in line)), None)
    if whole or top is None or not named:
        return next(iter([*whole, *reversed(named), *reversed(lines)]), []), False
    group = next(groups[label_key(t)] for t in top if label_key(t) in groups)
    below = lines[lines.index(top) + 1 :]
    under = [line for line in below if any(_grouped(t, own) == group for t in line)]
    if not under:
        return top, False
    need = sum(c.group == group for c in columns)
    members: list[str] = []
    before: list[str] = []
    after: list[str] = []
    for line in under:
        start, end = _stretch(line, own, group, need if len(under) == 1 else 0)
        before, after = before + line[:start], after + line[end:]
        members += line[start:end]
    tokens: list[str] = []
    for text in top:
        tokens += [*before, *members, *after] if label_key(text) in groups else [text]
    placed = {own[label_key(t)] for t in tokens if label_key(t) in own}
    strayed = [t for line in named for t in line if label_key(t) in own and own[label_key(t)] not in placed]
    for text in strayed:
        _insert(tokens, text, own, list(columns))
    return tokens, bool(strayed) or len(under) > 1


def _grouped(text: str, own: dict[str, Column]) -> str:
    """The group a label's column stands under."""
    column = own.get(label_key(text))
    return column.group if column else ""


def _stretch(line: list[str], own: dict[str, Column], group: str, need: int) -> tuple[int, int]:
    """From where to where a line holds the columns of a group; labels that are not the form's next to them
    belong to it as far as it has room."""
    places = [i for i, text in enumerate(line) if _grouped(text, own) == group]
    start, end = places[0], places[-1] + 1
    while end < len(line) and end - start < need and label_key(line[end]) not in own:
        end += 1
    while start and end - start < need and label_key(line[start - 1]) not in own:
        start -= 1
    return start, end


def _insert(tokens: list[str], text: str, own: dict[str, Column], form: list[Column]) -> None:
    """Put a label where the form has its column: before the first that the form has behind it."""
    rank = form.index(own[label_key(text)])
    later = (i for i, t in enumerate(tokens) if label_key(t) in own and form.index(own[label_key(t)]) > rank)
    known = [i for i, t in enumerate(tokens) if label_key(t) in own]
    tokens.insert(next(later, known[-1] + 1 if known else len(tokens)), text)
