"""The cells an equation is made of, named so that a sum can be followed with a finger."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from checker.formats.words import spot, visible
from checker.i18n import _
from checker.model import Anchor, RelatedPlace

#: An addend that is none of these explains something.
_NOTHING = frozenset(("", "0", "/", "—", "无", "null"))
#: What of an instance is no table.
_PROSE = ("/sections", "/title", "/preamble", "/period", "/published", "/organ", "/year")


@dataclass(slots=True)
class Group:
    """Cells of one row or one column: what they share, and each with the name it has besides."""

    shared: str
    cells: list[tuple[str, RelatedPlace]] = field(default_factory=list)


@cache
def _cell() -> re.Pattern[str]:
    return re.compile(r"表.「(?P<row>.+)」行「(?P<column>[^「」]+)」列")


def is_cell(related: RelatedPlace) -> bool:
    """Whether a second place is a cell of a table; in a file of data there are no tables, only pointers."""
    if related.pointer.startswith("/columns/"):
        return False  # a column of a catalogue, no addend
    if related.location.table is not None:
        return related.location.row is not None
    return bool(related.pointer) and not is_prose(related.pointer)


def is_prose(pointer: str) -> bool:
    """Whether a pointer lies outside the tables of figures."""
    return not pointer or pointer.startswith(_PROSE)


def is_nothing(related: RelatedPlace) -> bool:
    """Whether a cell holds 0 or nothing at all."""
    return related.location.quote.strip() in _NOTHING


def telling(cells: list[RelatedPlace]) -> tuple[list[RelatedPlace], int]:
    """The cells worth showing, and how many that hold nothing are left out; none is where all do."""
    shown = [cell for cell in cells if not is_nothing(cell)]
    return (shown, len(cells) - len(shown)) if shown else (cells, 0)


def beside(related: RelatedPlace, at: Anchor) -> str:
    """The place of a cell, without what its name and the place of the finding say already."""
    anchor = related.location
    words = spot(replace(anchor, label="" if anchor.label in related.note else anchor.label))
    if anchor.table == at.table and anchor.page == at.page:
        words = words.removeprefix(spot(Anchor(page=at.page, table=at.table, sheet=at.sheet))).lstrip(" ,")
    return visible(words, 40)


def name_of(related: RelatedPlace) -> str:
    """What a cell is called, without the figure, which is shown by itself."""
    note, figure = related.note, related.location.quote.strip()
    if figure and note.endswith(figure):
        note = note[: -len(figure)].rstrip("：:＝= ")
    return note or related.location.label


def groups(related: list[RelatedPlace]) -> list[Group]:
    """The cells in their order, those of one column (or one row) in a run together."""
    found: list[Group] = []
    left = [(name_of(r), r) for r in related]
    if not any(_cell().fullmatch(name) for name, _related in left):
        names = short_names([name for name, _related in left])
        return [Group("", list(zip(names, related, strict=True)))] if left else []
    while left:
        by_column, by_row = _run(left, "column"), _run(left, "row")
        size = max(by_column, by_row, 1)
        here, left = left[:size], left[size:]
        match = _cell().fullmatch(here[0][0])
        if match is None or size == 1:
            found.append(Group("", [(name, r) for name, r in here]))
        elif by_column >= by_row:
            found.append(
                Group(_("「{name}」列").format(name=match["column"]), [(_part(n, "row"), r) for n, r in here])
            )
        else:
            found.append(
                Group(_("「{name}」行").format(name=match["row"]), [(_part(n, "column"), r) for n, r in here])
            )
    if len(found) == 1:
        found[0].shared = ""  # the message names the row or column already
    return found


def _run(cells: list[tuple[str, RelatedPlace]], part: str) -> int:
    """How many cells from the first on share their row or column."""
    first = _part(cells[0][0], part)
    count = 0
    for name, _related in cells:
        if _cell().fullmatch(name) is None or _part(name, part) != first:
            break
        count += 1
    return count


def _part(name: str, part: str) -> str:
    match = _cell().fullmatch(name)
    return match[part] if match else name


def short_names(names: list[str]) -> list[str]:
    """Names without what all of them share: 「表四「甲·维持」」, 「表四「甲·纠正」」 -> 「维持」, 「纠正」."""
    if len(names) < 2:
        return names
    head = _shared(names)
    head = head[: max(head.rfind(mark) for mark in "「·") + 1]
    tail = _shared([name[::-1] for name in names])[::-1]
    tail = tail[tail.find("」") :] if "」" in tail else ""
    if not head or not tail:
        return names
    short = [name[len(head) : len(name) - len(tail)] for name in names]
    return short if all(name and not set(name) & set("「」") for name in short) else names


def _shared(names: list[str]) -> str:
    """What all names begin with."""
    low, high = min(names), max(names)
    for at, char in enumerate(low):
        if high[at : at + 1] != char:
            return low[:at]
    return low
