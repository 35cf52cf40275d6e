"""A workbook that holds a table of the form more than once: an empty template, last year's figures, a copy.

Which of them is the report's is decided where it is sure: an empty one is not, nor is one whose title or
sheet names another year than the report's. Equal ones are one. Where figures differ nobody knows, and
what is read is unsure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from checker.form import Form, FormTable
from checker.i18n import _
from checker.model import Block, Document, Paragraph, Table
from checker.reader.across import header_of_groups
from checker.reader.labels import labels_of, match_rows
from checker.reader.margin import trim
from checker.reader.sheets import years_in
from checker.reader.tables import Reading, read_tables
from checker.values import is_blank, is_number, parse

#: So many places are named in a message.
NAMED = 5


@dataclass(slots=True)
class Choice:
    """What to read: all but the blocks that are `gone`.

    `notes` say in words what was passed over; `doubts` are (pointer of a table, pointer it is unread under, why).
    """

    gone: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    doubts: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Copy:
    """One table of the form as it stands somewhere: its blocks, the rows of the form in it, its figures."""

    blocks: list[int]
    rows: set[str]
    sheets: list[str]
    place: str = ""
    years: set[int] = field(default_factory=set)
    figures: dict[str, Any] = field(default_factory=dict)
    inherited: bool = False  # the years are those of the title over the whole sheet
    unread: bool = False  # it holds figures that could not be read

    @property
    def empty(self) -> bool:
        """Whether nothing was filled in; a sum that a formula makes of nothing is 0."""
        said = [value for value in self.figures.values() if not is_blank(value)]
        return not self.unread and not any(said) and len(said) * 2 < max(len(self.figures), 1)


def choose(document: Document, form: Form, year: int | None) -> Choice:
    """Which of a workbook's tables to read; of any other document all are."""
    choice = Choice()
    if not document.metadata.get("sheets"):
        return choice
    document, _cut = trim(document, form)
    keep: set[int] = set()
    drop: set[int] = set()
    for part in form.tables:
        copies = _copies(document, form, part)
        chosen = _choose(choice, document, form, part, copies, year)
        keep.update(chosen.blocks if chosen else ())
        drop.update(index for copy in copies if copy is not chosen for index in copy.blocks)
    choice.gone = drop - keep
    return choice


def without(document: Document, gone: Collection[int]) -> Document:
    """The document with some of its tables emptied: every block stays where it is."""
    if not gone:
        return document
    blocks: list[Block] = list(document.blocks)
    for index in gone:
        blocks[index] = Table([], blocks[index].anchor)
    return replace(document, blocks=blocks)


def _copies(document: Document, form: Form, part: FormTable) -> list[_Copy]:
    """The tables of one kind, in the order of the file: another begins where a row comes again."""
    found: list[_Copy] = []
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Table):
            continue
        rows = _rows(block, form, part)
        if not rows:
            continue
        sheet = block.anchor.sheet
        if not found or not found[-1].rows.isdisjoint(rows):
            found.append(_Copy([], set(), []))
        found[-1].blocks.append(index)
        found[-1].rows |= rows
        if sheet not in found[-1].sheets:
            found[-1].sheets.append(sheet)
    for number, copy in enumerate(found):
        sheets = "、".join(f"「{sheet}」" for sheet in copy.sheets)
        copy.place = f"工作表{sheets}"
        copy.years, copy.inherited = _years(document, copy.blocks[0])
        if copy.inherited and any(copy.sheets[0] in other.sheets for other in found[:number]):
            copy.years = set()  # the title of a whole sheet is not that of each of several
    if len({copy.place for copy in found}) < len(found):
        for copy in found:
            copy.place += f" {document.blocks[copy.blocks[0]].anchor.ref}"
    return found


def _rows(table: Table, form: Form, part: FormTable) -> set[str]:
    """The rows of one table of the form that another holds."""
    if part.across:
        end, _texts = header_of_groups(table, part)
        return set() if end is None else {row.pointer for row in part.rows}
    matches = match_rows(table, form, labels_of(form.path), lambda _pointer: False)
    own = {row.pointer for row in part.rows}
    return {match.row.pointer for match in matches if match.row is not None} & own


def _years(document: Document, block: int) -> tuple[set[int], bool]:
    """The years that the title right above a table, and its sheet's name, speak of; where neither does, those of the
    title of the whole sheet, and that it was so."""
    sheet = document.blocks[block].anchor.sheet
    own: set[int] = set()
    top: set[int] = set()
    for above in document.blocks[:block]:
        if above.anchor.sheet != sheet:
            continue
        if isinstance(above, Paragraph):
            own |= years_in(above.text)
        else:
            top, own = top or own, set()
    named = own | years_in(sheet, name=True)
    return (named, False) if named else (top, bool(top))


def _choose(
    choice: Choice, document: Document, form: Form, part: FormTable, copies: list[_Copy], year: int | None
) -> _Copy | None:
    """The copy to read, None where there is none; what has to be said of the others is added to `choice`."""
    if not copies:
        return None
    if len(copies) > 1:
        for copy in copies:
            _read(document, form, part, copy)
        copies = _without_lists(choice, part, copies)
        copies = _without_other_years(choice, part, copies, year)
        copies = _without_empty(choice, part, copies)
    # The latest is the best guess.
    chosen = max(copies, key=lambda copy: max(copy.years, default=0))
    if len(copies) > 1 and any(copy.unread or copy.figures != chosen.figures for copy in copies):
        places = "、".join(copy.place for copy in copies[:NAMED])
        places += f"等 {len(copies)} 处" if len(copies) > NAMED else ""
        why = f"{places}都有{part.name}，数字不同，分不清哪一张是这份年报的；先读了{chosen.place}的，需人工核对，请只留一张后再检查"
        choice.doubts.append((part.pointer, f"{part.pointer}/repeated", why))
    elif len(chosen.sheets) > 1:
        why = (
            f"{part.name}的各行分在{chosen.place}里，不一定是同一张表，需人工核对，请放到一张工作表里后再检查"
        )
        choice.doubts.append((part.pointer, f"{part.pointer}/repeated", why))
    elif _is_of_another(chosen, year):
        other = "、".join(map(str, sorted(chosen.years)))
        why = f"{chosen.place}里的{part.name}写的是 {other} 年，年报是 {year} 年的，请核对是不是放错了表"
        choice.doubts.append((part.pointer, f"{part.pointer}/year", why))
    return chosen


def _read(document: Document, form: Form, part: FormTable, copy: _Copy) -> None:
    """Read one copy by itself."""
    others = [i for i, b in enumerate(document.blocks) if isinstance(b, Table) and i not in copy.blocks]
    reading = read_tables(without(document, others), form)
    found = dict(_flat(reading, part))
    copy.figures = {pointer: None if is_blank(value) else value for pointer, value in found.items()}
    tables = [block for index in copy.blocks if isinstance(block := document.blocks[index], Table)]
    filled = any(is_number(parse(cell.text).data) for t in tables for row in t.rows for cell in row)
    copy.unread = not found and filled


def _flat(reading: Reading, part: FormTable) -> Iterator[tuple[str, Any]]:
    for row in part.rows:
        for column in row.columns:
            pointer = f"{row.pointer}/{column.key}"
            value = reading.get(pointer)
            # A row that may stand for others has a column of one's name: 其他.
            if reading.has(pointer) and not isinstance(value, dict):
                yield pointer, value


def _without_lists(choice: Choice, part: FormTable, copies: list[_Copy]) -> list[_Copy]:
    """The copies that are a table of the form, where there is one: a few rows of the name elsewhere (「行政许可」
    in a list of the office's own) are none."""
    rows = sum(not row.single for row in part.rows)
    cells = max(len(copy.figures) for copy in copies)
    kept = [copy for copy in copies if len(copy.rows) * 2 > rows or len(copy.figures) * 2 > cells]
    if not any(len(copy.rows) * 2 > rows for copy in kept):
        return copies
    for copy in copies:
        if copy not in kept:
            text = _("{place}里有几行与{table}的同名，没有当作{table}读")
            choice.notes.append(text.format(place=copy.place, table=part.name))
    return kept


def _is_of_another(copy: _Copy, year: int | None) -> bool:
    """Whether a copy names another year than the report's."""
    return year is not None and bool(copy.years) and year not in copy.years


def _without_other_years(
    choice: Choice, part: FormTable, copies: list[_Copy], year: int | None
) -> list[_Copy]:
    """The copies that may be of the report's year; all where none may be."""
    kept = [copy for copy in copies if not _is_of_another(copy, year)]
    if all(copy.empty for copy in kept):
        # Over one table of several a title may be that of the first.
        kept = [copy for copy in copies if copy in kept or copy.inherited]
    if not kept:
        return copies
    for copy in copies:
        if copy not in kept:
            years = "、".join(map(str, sorted(copy.years)))
            text = _("{place}里的{table}写的是 {years} 年，年报是 {year} 年的，这张表没有读")
            choice.notes.append(text.format(place=copy.place, table=part.name, years=years, year=year))
    return kept


def _without_empty(choice: Choice, part: FormTable, copies: list[_Copy]) -> list[_Copy]:
    """The copies that were filled in; one of the empty ones where none was."""
    kept = [copy for copy in copies if not copy.empty]
    if not kept:
        return copies[:1]
    for copy in copies:
        if copy.empty:
            text = _("{place}里的{table}是空的，没有读；读的是{other}里的")
            others = "、".join(other.place for other in kept)
            choice.notes.append(text.format(place=copy.place, table=part.name, other=others))
    return kept


__all__ = ["Choice", "choose", "without"]
