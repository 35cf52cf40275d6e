"""Which figure of a row belongs to which column: what the header says of the order."""

from __future__ import annotations

from dataclasses import dataclass

from checker.form import Column, FormTable, Row
from checker.model import Cell
from checker.text import fold


@dataclass(slots=True, frozen=True)
class Header:
    """What a header says of a row's columns.

    `order` is the order of the columns as printed, empty where the header does not tell (then the
    form's holds); `other` are columns under another label than the form's; `extra` is how many
    columns of the office's own stand at the right (备注).
    """

    order: tuple[Column, ...] = ()
    other: tuple[tuple[Column, str], ...] = ()
    extra: int = 0


def header_of(headers: list[list[Cell]], row: Row, part: FormTable, near: bool) -> Header:
    """Read the header rows above a row. `near` says that the last of them stands right above it."""
    own = {fold(t): c for c in row.columns for t in (c.title, *c.aliases)}
    tokens = _tokens(headers, own, part)
    known = [i for i, t in enumerate(tokens) if fold(t) in own]
    count = len(row.columns)
    if not known:
        corner = fold(part.corner)
        if near and len(tokens) == count + 1 and fold(tokens[0]) == corner:
            return Header(other=tuple(zip(row.columns, tokens[1:], strict=True)))
        return Header()
    first, last = known[0], known[-1] + 1
    missing = [c for c in row.columns if c not in {own[fold(tokens[i])] for i in known}]
    # A first or last column under another label stands just outside the known ones.
    stop = {fold(t) for t in (part.corner, *part.header)}
    while (
        last - first < count
        and missing
        and first
        and missing[0] is row.columns[0]
        and fold(tokens[first - 1]) not in stop
    ):
        first -= 1
        missing = missing[1:]
    while last - first < count and missing and last < len(tokens) and missing[-1] is row.columns[-1]:
        last += 1
        missing = missing[:-1]
    taken = tokens[first:last]
    if len(taken) != count:
        return Header()
    left = [c for c in row.columns if c not in {own.get(fold(t)) for t in taken}]
    order: list[Column] = []
    other: list[tuple[Column, str]] = []
    for text in taken:
        column = own.get(fold(text))
        if column is None:
            if not left:
                return Header()
            column = left.pop(0)
            other.append((column, "".join(text.split())))
        order.append(column)
    if len(set(order)) != count:
        return Header()
    return Header(tuple(order), tuple(other), len(tokens) - last)


def _tokens(headers: list[list[Cell]], own: dict[str, Column], part: FormTable) -> list[str]:
    """The header as one line: a group (法人或其他组织) gives way to the labels below it."""
    lines = [[c.text for c in cells if c.text.strip()] for cells in headers]
    named = [i for i, line in enumerate(lines) if any(fold(t) in own for t in line)]
    if not named:
        return lines[-1] if lines else []
    groups = {fold(g) for g in part.header}
    top, below = lines[named[0]], [t for i in named[1:] for t in lines[i]]
    if not below:
        return top
    tokens: list[str] = []
    for text in top:
        tokens += below if fold(text) in groups else [text]
    return tokens if any(fold(t) in groups for t in top) else lines[named[-1]]
