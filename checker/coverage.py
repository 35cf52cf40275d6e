"""How much of the form was read: the cells of its tables, by how sure the reader was of them."""

from __future__ import annotations

from collections.abc import Container

from checker.form import Form, form_of
from checker.model import Confidence, Coverage, Report


def coverage(report: Report) -> Coverage:
    """Count the cells that the report's tables should hold.

    A row that a whole table surely lacks is the report's fault (S103), not the reader's, and is no
    cell that could be read. Everything else is certain, doubtful (read, and perhaps wrong) or unread.
    """
    form = form_of(report)
    unread = {pointer for pointer, _why in report.unread}
    certain = doubtful = missed = 0
    for pointer in _cells(form, report):
        sure = report.sure_of(pointer) is Confidence.CERTAIN and not _below(pointer, unread)
        if not _holds(report, pointer):
            missed += not sure
        elif sure:
            certain += 1
        else:
            doubtful += 1
    return Coverage(certain + doubtful + missed, certain, doubtful, missed)


def in_doubt(report: Report) -> bool:
    """Whether a cell of the form was read (or missed) so that nobody can be sure of it."""
    if Confidence.UNSURE not in report.confidence.values():
        return False
    return any(report.sure_of(cell) is Confidence.UNSURE for cell in _cells(form_of(report), report))


def _cells(form: Form, report: Report) -> list[str]:
    """The cells of the form, in the shape the report has: one row that stands for three, or the three."""
    cells: list[str] = []
    for table in form.tables:
        singles = [row.pointer for row in table.rows if row.single]
        alone = {p for p in singles if _filled(report.get(p))}
        for row in table.rows:
            parent = row.pointer.rpartition("/")[0]
            if parent in alone or (row.single and row.pointer not in alone):
                continue
            cells += [f"{row.pointer}/{column.key}" for column in row.columns]
    return cells


def _filled(node: object) -> bool:
    """Whether a row that may stand for its children holds figures itself."""
    return isinstance(node, dict) and any(not isinstance(value, dict) for value in node.values())


def _holds(report: Report, pointer: str) -> bool:
    row, _, key = pointer.rpartition("/")
    node = report.get(row)
    return isinstance(node, dict) and key in node


def _below(pointer: str, others: Container[str]) -> bool:
    """Whether a pointer is one of the others, or below one."""
    while pointer:
        if pointer in others:
            return True
        pointer = pointer.rpartition("/")[0]
    return False
