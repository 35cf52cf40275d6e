"""The figures of one row of the form: which of its cells they are, of which columns, and what leaves a doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.form import Column, FormTable, Row
from checker.model import Cell, Confidence
from checker.reader.aligned import Spans, strays, under
from checker.reader.columns import Header, below_names, overhangs, without_repeats
from checker.reader.fitting import adds_up, fit, is_open
from checker.reader.labels import Match
from checker.text import label_key

if TYPE_CHECKING:
    from checker.reader.tables import Reading


@dataclass(slots=True, frozen=True)
class Taking:
    """What is known of a row's table: its header read and as it stands, how many cells stand before the
    figures that are none, how many pad a row, at which edges a
    blank may be a lost cell, whether it is shorter than most, in rows of which sizes (figures due, cells) figures stand
    where others are blank, whether something was cut off beside it, and in a sheet where its cells stand."""

    part: FormTable
    header: Header
    heads: list[list[Cell]]
    lead: int
    spare: int
    edges: tuple[int, ...]
    short: bool
    filled: set[tuple[int, int]]
    cut: bool
    at: Spans


def _may_have_moved(
    cells: list[Cell], values: list[Cell], order: tuple[Column, ...], kept: list[Cell], of: Taking
) -> bool:
    """Whether a figure may be lost, and what stands in a column of the office's own, or its blank, moved up to it:
    the row is shorter than others or than its header, or blank where they are not, and its sum does not hold."""
    if len(kept) < 2 or adds_up(order, kept):
        return False
    width, extra = (len(order), len(values)), len(values) - len(order)
    if extra > 0 and width in of.filled and not any(c.text.strip() for c in values[:extra]):
        return True
    if of.header.extra and extra > 0 and kept[0] is not values[0] and not values[0].text.strip():
        # The blank may be a label cell, or the first figure before a column of the office's own.
        return True
    edge = of.header.extra > 0 or not kept[0].text.strip() or not kept[-1].text.strip()
    return (of.short and edge) or is_open(values, len(order)) or overhangs(cells, of.heads, order)


def take(cells: list[Cell], match: Match, row: Row, of: Taking, reading: Reading) -> bool | None:
    """Store the figures of one row of the form; a blank at one of the `edges` is no sure blank.

    Whether the row has as many cells as figures; False where blanks were left out, None where it was not read.
    """
    order = of.header.order or row.columns
    places = below_names(cells, of.heads, order)
    named = bool(places) and places[0] > match.label
    values = (
        [cells[i] for i in places]
        if named
        else without_repeats(cells, match.label, of.heads, len(row.columns))
    )
    reading.origin[row.pointer] = cells[match.label].anchor
    kept = values if named else fit(values, len(row.columns), of.spare, of.header, of.lead)
    if kept and label_key(kept[0].text) and label_key(kept[0].text) == label_key(cells[match.label].text):
        kept = None  # the label once more, in a figure's place: one was lost
    # Where something was cut off beside a row that has a sum, or a label is another, that has to confirm it.
    doubt = (of.cut or bool(of.header.other)) and any(column.key == "total" for column in row.columns)
    # So has where a column of the office's own stands between them.
    alone = named and places[-1] - places[0] >= len(places)
    if of.at and (kept is None or strays(order, kept, of.heads, of.at)):
        below = under(row.columns, values, of.heads, of.at)
        if below is not None:
            kept, order, alone = below, row.columns, True
        elif kept is not None:
            reading.confidence[row.pointer] = Confidence.UNSURE
    if kept is None:
        need = len(row.columns)
        why = f"{of.part.name}「{row.name}」一行有{len(values)}格，应有{need}格，无法确定各格属于哪一列"
        reading.unread.append((row.pointer, why))
        return None
    if match.alike:
        reading.add_label(row.pointer, match.printed, row.title)
    for column, printed in of.header.other:
        reading.add_label(f"{row.pointer}/{column.key}", printed, column.title)
        if set(label_key(printed)).isdisjoint(label_key(column.title)):
            # 「上年」 where 「总计」 is due is perhaps no other label, but another column.
            reading.confidence[f"{row.pointer}/{column.key}"] = Confidence.UNSURE
    if len(kept) > 1 and any(not kept[edge].text.strip() for edge in of.edges):
        # Perhaps no figure is blank here: a cell was lost, and the rest of the label stands in its place.
        reading.confidence[row.pointer] = Confidence.UNSURE
    # In a spreadsheet the columns themselves say where each figure stands.
    if not of.at and _may_have_moved(cells, values, order, kept, of):
        reading.confidence[row.pointer] = Confidence.UNSURE
    if of.header.unnamed and not alone and not named:
        reading.unnamed[of.part.pointer] = of.part
        # A row of like figures (all 0) reads the same in any order.
        if len({c.text.strip() for c in kept}) > 1:
            reading.confidence[row.pointer] = Confidence.UNSURE
    for column, cell in zip(order, kept, strict=True):
        reading.put(f"{row.pointer}/{column.key}", cell, column.title)
    if of.cut and not all(cell.text.strip() for cell in kept):
        alone = True  # perhaps the figures moved, and the last of them was cut off
    reading.note_order([(row, order)], [(row, row.columns)], of.header.guessed or doubt or alone, alone)
    return len(values) == len(kept)
