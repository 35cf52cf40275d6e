"""Which row of a table is which row of the form: by label, by likeness, by position."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from checker.form import Column, Form, FormTable, Row, load
from checker.model import Cell, Table
from checker.text import bare, label_key
from checker.values import is_blank, is_number, parse

#: A label this like to one of the form is taken for it, and said (S103).
ALIKE = 0.72


@dataclass(slots=True)
class Labels:
    """The labels of a form, folded: rows with and without their ordinals, groups, columns."""

    rows: dict[str, Row]
    bare_rows: dict[str, Row]
    groups: frozenset[str]
    columns: frozenset[str]

    def is_header(self, cells: list[Cell]) -> bool:
        """Whether a row names columns and holds no figure, or but a stray one among many names."""
        names = sum(label_key(c.text) in self.columns for c in cells)
        return names > 0 and (names > 2 or not any(_figure(c) for c in cells))


@dataclass(slots=True, frozen=True)
class Match:
    """What row `index` of a table is: a header, a row of the form (its label in cell `label`, `alike` only),
    or a row of figures of `table` that the form does not have (`printed` is its label)."""

    index: int
    header: bool = False
    row: Row | None = None
    label: int = 0
    alike: bool = False
    printed: str = ""
    table: FormTable | None = None


def by_name(columns: Iterable[Column]) -> dict[str, Column]:
    """Columns by each of their names, as names are compared."""
    return {label_key(title): column for column in columns for title in (column.title, *column.aliases)}


def columns_of(part: FormTable) -> dict[str, Column]:
    """The columns of a table by their names; of those that share one (结果维持) any."""
    return by_name(column for row in part.rows for column in row.columns)


@cache
def labels_of(path: Path) -> Labels:
    """The labels of the form whose schema stands at `path`."""
    rows: dict[str, Row] = {}
    bares: dict[str, Row] = {}
    groups: set[str] = set()
    columns: set[str] = set()
    for table in load(path).tables:
        columns |= {label_key(t) for t in (table.corner, *table.header) if t}
        for row in table.rows:
            columns |= by_name(row.columns).keys()
            if table.across:
                columns |= {label_key(t) for t in (row.title, *row.aliases)}
            groups |= {label_key(g) for g in row.groups} | {bare(g) for g in row.groups}
            if row.block:
                groups.add(label_key(row.block))
            if not table.across:
                for text in (row.title, *row.aliases):
                    rows.setdefault(label_key(text), row)
                    bares.setdefault(bare(text), row)
    return Labels(rows, bares, frozenset(groups), frozenset(columns))


def match_rows(table: Table, form: Form, labels: Labels, taken: Callable[[str], bool]) -> list[Match]:
    """What each row of a table is; rows that are nothing of the form are left out."""
    found: list[Match] = []
    here: set[str] = set()
    for index, cells in enumerate(table.rows):
        match = _by_label(index, cells, labels)
        if match is None and labels.is_header(cells):
            match = Match(index, header=True)
        if match is None:
            match = _stranger(index, cells, labels)
        if match is not None:
            if match.row is not None:
                here.add(match.row.pointer)
            found.append(match)
    found = [m for m in found if not (m.row and m.row.single and _has_children(m.row, here))]
    found = [_by_likeness(m, table, labels, here, taken) for m in found]
    return _by_position(found, form)


def _has_children(row: Row, here: set[str]) -> bool:
    """Whether the rows that a single one may stand for are there themselves: it is their title then, or their sum."""
    return any(pointer.startswith(f"{row.pointer}/") for pointer in here)


def _figure(cell: Cell) -> bool:
    return is_number(parse(cell.text).data)


def _is_word(cell: Cell) -> bool:
    """Whether a cell holds a text that is neither a figure nor stands for one."""
    return bool(cell.text.strip()) and not _figure(cell) and not is_blank(parse(cell.text).data)


def _by_label(index: int, cells: list[Cell], labels: Labels) -> Match | None:
    """The row of the form whose label stands in the row, the innermost where groups stand before it."""
    best: Match | None = None
    for at, cell in enumerate(cells[:6]):
        text = label_key(cell.text)
        if not text:
            continue
        if text[0].isdecimal() and _figure(cell):
            behind = next((c for c in cells[at + 1 : 6] if c.text.strip()), None)
            if behind is not None and _is_word(behind):
                continue  # a column of running numbers before the labels, or the office's own between them
            break
        row = labels.rows.get(text) or labels.bare_rows.get(bare(cell.text))
        after = cells[at + 1 :]
        figures = best is not None and any(map(_figure, cells[best.label : at]))
        if row and figures and best and best.row and not row.pointer.startswith(f"{best.row.pointer}/"):
            break  # two rows in one
        if best is not None and best.row is not None and not best.row.single:
            continue  # 「合计」 behind the label of a row is no row of its own
        if row is not None and (len(after) >= len(row.columns) or any(_figure(c) for c in after)):
            best = Match(index, row=row, label=at)
    if best is not None and best.row is not None and best.row.single:
        last = max((i for i, c in enumerate(cells) if _figure(c)), default=len(cells))
        if any(_is_word(cell) for cell in cells[best.label + 1 : last]):
            return None  # the label of one of its own rows, which is none of the form's as it stands
    behind_it = cells[best.label + 1 :] if best is not None else []
    if any(label_key(c.text) in labels.columns for c in behind_it) and not any(map(_figure, behind_it)):
        return None  # a header: 「总计」 is a column here
    return best


def _stranger(index: int, cells: list[Cell], labels: Labels) -> Match | None:
    """A row of figures behind a label that is none of the form's."""
    last = max((i for i, c in enumerate(cells[:6]) if c.text.strip() and not is_blank(parse(c.text).data)
                and not _figure(c)), default=None)  # fmt: skip
    if last is None:
        return None
    text, after = label_key(cells[last].text), cells[last + 1 :]
    if text in labels.groups or text in labels.columns or not any(_figure(c) for c in after):
        return None
    if not all(_figure(c) or is_blank(parse(c.text).data) for c in after):
        return None
    return Match(index, label=last, printed=" ".join(cells[last].text.split()))


def _by_likeness(
    match: Match, table: Table, labels: Labels, here: set[str], taken: Callable[[str], bool]
) -> Match:
    """A stranger whose label is clearly most like that of one row not yet read."""
    if match.row is not None or match.header:
        return match
    from difflib import SequenceMatcher

    stem, count = bare(match.printed), len(table.rows[match.index]) - match.label - 1
    best: dict[str, tuple[float, Row]] = {}
    for label, row in labels.bare_rows.items():
        if len(row.columns) <= count and row.pointer not in here and not taken(row.pointer):
            ratio = SequenceMatcher(None, stem, label, autojunk=False).ratio()
            if ratio > best.get(row.pointer, (0.0, row))[0]:
                best[row.pointer] = (ratio, row)
    ranked = sorted(best.values(), key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] < ALIKE or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] <= 0.05):
        return match
    here.add(ranked[0][1].pointer)
    return replace(match, row=ranked[0][1], alike=True)


def _by_position(found: list[Match], form: Form) -> list[Match]:
    """Strangers between two rows of one table of the form, where just as many rows are missing, are those rows;
    a stranger that is not belongs to the table around it."""
    result = list(found)
    rows = {t.pointer: [r for r in t.rows if not r.single] for t in form.tables}
    start = 0
    while start < len(result):
        if result[start].row is not None or result[start].header:
            start += 1
            continue
        end = start
        while end < len(result) and result[end].row is None and not result[end].header:
            end += 1
        before = result[start - 1].row if start else None
        after = result[end].row if end < len(result) else None
        known = before or after
        part = form.table_of(known.pointer) if known else None
        if part is not None and known is not None:
            gap = _gap(rows[part.pointer], before, after)
            fits = gap and len(gap) == end - start and all(len(r.columns) == len(known.columns) for r in gap)
            for at in range(start, end):
                row = gap[at - start] if fits else None
                result[at] = replace(result[at], row=row, alike=row is not None, table=part)
        start = end
    return result


def _gap(rows: list[Row], before: Row | None, after: Row | None) -> list[Row]:
    """The rows of the form between two of them; nothing where either end is open."""
    if before not in rows or after not in rows:
        return []
    return rows[rows.index(before) + 1 : rows.index(after)]
