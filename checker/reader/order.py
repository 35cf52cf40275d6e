"""Whether the columns were read in the right order, where the header left a doubt: the sums of the rows tell.

A header that names another order than the form's is believed unless more rows add up in the form's
order; a header in pieces is believed where more rows add up than not. The equations are those of
`schemas/equations-*.json`, of which only those within one row can tell columns apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from checker.form import Form
from checker.model import Confidence, Report

if TYPE_CHECKING:
    from checker.reader.tables import Reading


@dataclass(slots=True, frozen=True)
class Printed:
    """A row of figures read by its header: the pointers in the order of the cells, and in the form's.

    `guessed` says that the header did not tell all of that order; `alone` that the row was read in another way
    than those around it, so that its own sum has to hold.
    """

    read: tuple[str, ...]
    form: tuple[str, ...]
    guessed: bool = False
    alone: bool = False


def settle(report: Report, reading: Reading, form: Form) -> None:
    """Look at the rows whose order is in doubt, table by table; change the order where the sums want it so.

    Rows read in an order that the sums speak against, or that nothing confirms, are UNSURE in
    `report.confidence`.
    """
    for part in form.tables:
        rows = [row for row in reading.printed if row.form[0].startswith(f"{part.pointer}/")]
        if not rows:
            continue
        held, broken = _tally(report, rows)
        moved = [row for row in rows if row.read != row.form]
        # Where most rows do not add up in the order the header gives, it may be the header that is wrong.
        doubtful = held <= broken and (broken > 0 or any(row.guessed for row in rows))
        if moved and broken:
            for row in moved:
                _put(report, form, row.read, row.form)
            better = _tally(report, rows)
            doubtful = doubtful or better[1] < broken
            if better[1] >= broken:
                for row in moved:
                    _put(report, form, row.form, row.read)
        for row in (row for row in rows if row.alone and not _alike(report, row)):
            held, broken = _tally(report, [row], sums=True)
            if not held or broken:
                report.confidence[row.form[0].rpartition("/")[0]] = Confidence.UNSURE
        if doubtful:
            # A row of like figures (all 0) reads the same in any order.
            unlike = [row for row in rows if not _alike(report, row)]
            pointers = [pointer.rpartition("/")[0] for row in unlike for pointer in row.form]
            report.confidence |= dict.fromkeys(pointers, Confidence.UNSURE)


def _alike(report: Report, row: Printed) -> bool:
    """Whether all figures of a row are one and the same, so that their order says nothing."""
    return len({repr(report.get(pointer)) for pointer in row.form}) == 1


def _tally(report: Report, rows: list[Printed], sums: bool = False) -> tuple[int, int]:
    """How many equations within one of the rows hold, and how many do not; where all is 0, nothing is told.
    `sums`: that one figure is no smaller than another proves little, and does not count."""
    from checker.equations import evaluate

    home = {pointer: i for i, row in enumerate(rows) for pointer in row.form}
    report.cache.pop("equations", None)
    states = [
        result.state
        for result in evaluate(report)
        if len({home.get(term.pointer) for term in result.terms} | {None}) == 2
        and all(term.pointer in home for term in result.terms)
        and any(result.values)
        and not (sums and result.equation.relation != "=")
    ]
    return states.count("holds"), states.count("broken")


def _put(report: Report, form: Form, source: tuple[str, ...], target: tuple[str, ...]) -> None:
    """Give the figure read under each pointer of `source` to the one at the same place of `target`."""
    notes = report.data["notes"]
    figures = [_node(report, pointer)[pointer.rpartition("/")[2]] for pointer in source]
    places = [report.origin.get(pointer) for pointer in source]
    said = [notes.pop(pointer, None) for pointer in source]
    for pointer, figure, place, note in zip(target, figures, places, said, strict=True):
        _node(report, pointer)[pointer.rpartition("/")[2]] = figure
        if place is not None:
            table, row = form.table_of(pointer), form.rows[pointer.rpartition("/")[0]]
            title = next(c.title for c in row.columns if pointer.endswith(f"/{c.key}"))
            label = f"{row.title}·{title}" if table and table.across else title
            report.origin[pointer] = replace(place, label=label)
        if note is not None:
            notes[pointer] = note
    report.cache.pop("equations", None)


def _node(report: Report, pointer: str) -> dict[str, Any]:
    """The row a cell stands in."""
    node: Any = report.data
    for step in pointer.split("/")[1:-1]:
        node = node[step]
    found: dict[str, Any] = node
    return found
