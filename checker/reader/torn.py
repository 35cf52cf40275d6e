"""Text that lies in pieces: extracts and OCR whose rows are split, headings lost, figures set apart.

What was torn on the way here is no fault of the organ. `mend` reads what position leaves no choice
about; `is_torn` says whether a text shows it lies in pieces. Everything mended is unsure until the
sums of its table agree (`agree`), and then likely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from checker.form import Form, FormTable, Row
from checker.model import Cell, Confidence, Document, Paragraph, Report, Table
from checker.reader.debris import FLAG
from checker.reader.labels import Labels, labels_of
from checker.reader.lone import lines_of, pairs
from checker.reader.tables import Reading
from checker.text import bare, fold
from checker.values import is_number, parse

#: Signs of tearing that make a text a torn one: formats that only draw their tables, and those that hold them.
SIGNS = {"text": 2, "markdown": 2}
SIGNS_ELSEWHERE = 4
#: A text is set apart where one place in so many has a space between two Chinese characters.
SPACED = 20
#: A workbook with no more text than this has only titles and notes.
SHORT = 300


@dataclass(slots=True)
class _Torn:
    """A row of figures that was taken for none of the form's, and where it stands: (block, row)."""

    place: tuple[int, int]
    cells: list[Cell]


def mend(document: Document, form: Form, reading: Reading) -> None:
    """Fill rows of the form that `read_tables` did not find from rows whose label was torn off.

    Only in formats that draw their tables: in one that holds them a row without its label was
    written so, and that is for S103 to say.
    """
    if document.kind not in SIGNS:
        return
    labels = labels_of(form.path)
    for part in form.tables:
        if part.across:
            _mend_across(document, part, reading)
        else:
            _mend_gaps(document, form, part, reading)
    _mend_lines(document, form, labels, reading)
    for row, label, figures in pairs(document, form, reading):
        reading.origin[row.pointer] = label.anchor
        for column, cell in zip(row.columns, figures, strict=True):
            _put(reading, row, column.key, column.title, cell)


def _figures(cells: list[Cell]) -> list[Cell]:
    """The cells of a row that are figures, where nothing else stands between or behind them."""
    start = next((i for i, c in enumerate(cells) if is_number(parse(c.text).data)), len(cells))
    found = cells[start:]
    while found and not found[-1].text.strip():
        found = found[:-1]
    return found if all(is_number(parse(c.text).data) for c in found) else []


def _is_count(cells: list[Cell]) -> bool:
    """Whether a row only counts the columns: 1, 2, 3 …"""
    return [c.text.strip() for c in cells] == [str(i) for i in range(1, len(cells) + 1)]


def _mend_across(document: Document, part: FormTable, reading: Reading) -> None:
    """Table 四 from the one row that has just its number of figures, where no header told it."""
    need = sum(len(row.columns) for row in part.rows)
    if reading.has(part.pointer):
        return
    rows = [
        (index, cells)
        for index, block in enumerate(document.blocks)
        if isinstance(block, Table)
        for cells in block.rows
        if len(_figures(cells)) == need == len([c for c in cells if c.text.strip()]) and not _is_count(cells)
    ]
    if len(rows) != 1:
        return
    index, cells = rows[0]
    kept = _figures(cells)
    reading.unread = [entry for entry in reading.unread if entry[0] != part.pointer]
    reading.origin.setdefault(part.pointer, document.blocks[index].anchor)
    for row in part.rows:
        for column in row.columns:
            _put(reading, row, column.key, f"{row.title}·{column.title}", kept.pop(0))


def _put(reading: Reading, row: Row, key: str, label: str, cell: Cell) -> None:
    reading.origin.setdefault(row.pointer, cell.anchor)
    reading.put(f"{row.pointer}/{key}", cell, label)
    reading.confidence[row.pointer] = Confidence.UNSURE
    reading.mended.append(row.pointer)


def _mend_gaps(document: Document, form: Form, part: FormTable, reading: Reading) -> None:
    """Rows of figures between two rows of the form, where just as many rows are missing, are those rows."""
    rows = [r for r in part.rows if not r.single]
    order = {row.pointer: at for at, row in enumerate(rows)}
    last: int | None = None
    waiting: list[_Torn] = []
    for item in _sequence(document, form, part, reading):
        if isinstance(item, _Torn):
            waiting.append(item)
            continue
        here = order.get(item)
        if here is None:
            last, waiting = None, []
            continue
        gap = rows[last + 1 : here] if last is not None and here > last else []
        if gap and len(gap) == len(waiting) and not any(reading.has(row.pointer) for row in gap):
            for row, torn in zip(gap, waiting, strict=True):
                if len(torn.cells) != len(row.columns):
                    continue
                for column, cell in zip(row.columns, torn.cells, strict=True):
                    _put(reading, row, column.key, column.title, cell)
                said = reading.strangers.get(torn.place)
                reading.unread = [entry for entry in reading.unread if entry[0] != said]
        last, waiting = here, []


def _sequence(document: Document, form: Form, part: FormTable, reading: Reading) -> Iterator[str | _Torn]:
    """The rows of one table of the form in the order of the file, by pointer, and rows of as many figures
    that were taken for none."""
    counts = {len(row.columns) for row in part.rows}
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Table):
            continue
        for at, cells in enumerate(block.rows):
            pointer = reading.rows.get((index, at))
            if pointer is not None:
                if form.table_of(pointer) is part:
                    yield pointer
                continue
            figures = _figures(cells)
            if len(figures) in counts and len(figures) > 1 and not _is_count(figures):
                yield _Torn((index, at), figures)


def _lines(document: Document) -> Iterator[tuple[str, Paragraph]]:
    """The lines of the file that are no rows of tables, where a loader made paragraphs of several too."""
    for _index, paragraph in document.paragraphs():
        for text in lines_of(paragraph):
            yield text, paragraph


def _mend_lines(document: Document, form: Form, labels: Labels, reading: Reading) -> None:
    """Rows of one figure that stand as a line of text: 「行政许可 0」."""
    for text, paragraph in _lines(document):
        label, _, figure = text.rpartition(" ")
        if not label or len(text) > 60 or not is_number(parse(figure).data):
            continue
        row = labels.rows.get(fold(label)) or labels.bare_rows.get(bare(label))
        if row is None or len(row.columns) != 1 or reading.has(row.pointer):
            continue
        part = form.table_of(row.pointer)
        if part is not None:
            reading.origin.setdefault(part.pointer, paragraph.anchor)
            _put(reading, row, row.columns[0].key, row.columns[0].title, Cell(figure, paragraph.anchor))
            reading.confidence[row.pointer] = Confidence.LIKELY  # its own label stands beside it


def doubt_blanks(form: Form, reading: Reading) -> None:
    """In a torn text a row with a blank may have lost a figure, and the others have moved up: none of it is sure.
    Nor is a row that stands for others: the first of them may have lost its label."""
    for row in form.rows.values():
        figures = reading.get(row.pointer)
        if not isinstance(figures, dict) or any(isinstance(value, dict) for value in figures.values()):
            continue  # not read, or its children were
        if None in figures.values() or row.single:
            reading.confidence[row.pointer] = Confidence.UNSURE


# --- does it lie in pieces? -----------------------------------------------------------------------


def is_torn(document: Document, form: Form, reading: Reading) -> bool:
    """Whether the text shows that it was torn on its way here.

    Signs are: a table in more pieces than a page end makes, rows of figures without a label, figures
    and labels of the form that stand as lines of text, characters set apart by spaces.
    """
    need = SIGNS.get(document.kind, SIGNS_ELSEWHERE)
    signs = 0
    for sign in _signs(document, form, reading):
        signs += sign
        if signs >= need:
            return True
    return False


def _signs(document: Document, form: Form, reading: Reading) -> Iterator[int]:
    labels = labels_of(form.path)
    if reading.mended or is_spaced(document) or _cut_label(document, labels):
        yield SIGNS_ELSEWHERE
    for part in form.tables:
        if reading.pieces.get(part.pointer, 0) > part.pieces:
            yield SIGNS_ELSEWHERE
    across = {sum(len(row.columns) for row in part.rows) for part in form.tables if part.across}
    known = frozenset(labels.rows) | labels.groups | labels.columns
    # 「单位：件」 and 「2024年度」 stand in cells of their own on a sheet.
    sheets = bool(document.metadata.get("sheets"))
    for text, paragraph in _lines(document):
        if (FLAG in paragraph.flags and not sheets) or (
            len(text) < 60 and (is_number(parse(text).data) or fold(text) in known)
        ):
            yield 1
    for cells in _rows(document):
        said = [c for c in cells if c.text.strip()]
        bare_figures = bool(said) and all(is_number(parse(c.text).data) for c in said)
        if bare_figures and not across & {len(said), len(cells)} and not _is_count(said):
            yield 1


def _rows(document: Document) -> Iterator[list[Cell]]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield from block.rows


def _cut_label(document: Document, labels: Labels) -> bool:
    """Whether a label of the form goes on in the row below, which holds nothing else."""
    for above, row in pairwise(_rows(document)):
        said = [c for c in row if c.text.strip()]
        if (
            len(said) == 1
            and not is_number(parse(said[0].text).data)
            and fold(said[0].text) not in labels.rows
        ):
            rest = said[0].text
            if any(c.text and bare(c.text + rest) in labels.bare_rows for c in above):
                return True
    return False


@cache
def _apart() -> re.Pattern[str]:
    return re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")


def is_spaced(document: Document) -> bool:
    """Whether single spaces set Chinese characters apart throughout, as OCR does: one in twenty places."""
    texts = [p.text for _index, p in document.paragraphs()]
    if not document.metadata.get("sheets"):  # whose cells are cells, however their labels are set
        texts += [c.text for row in _rows(document) for c in row]
    text = "\n".join(texts)
    if document.metadata.get("sheets") and len(text) < SHORT:
        return False  # 「附表 主动公开情况」 over a table
    return len(_apart().findall(text)) * SPACED > len(text)


def agree(report: Report, mended: list[str]) -> None:
    """What was mended is likely where every sum of its table agrees with it, and none is left open."""
    from checker.equations import evaluate

    form = report.cache["form"]
    results = [r for r in evaluate(report) if not r.line.previous]
    for part in form.tables:
        own = [pointer for pointer in mended if form.table_of(pointer) is part]
        sums = [r for r in results if any(t.pointer.startswith(part.pointer + "/") for t in r.terms)]
        if own and sums and all(r.state == "holds" for r in sums):
            report.confidence.update(dict.fromkeys(own, Confidence.LIKELY))
