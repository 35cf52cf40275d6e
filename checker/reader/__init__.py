"""Document + forms -> Report: finds sections and tables by their labels, fills `data` and `origin`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from checker.form import Form, Forms, builtin, missing_rows
from checker.model import Anchor, Block, Confidence, Document, Paragraph, Report, Unreadable
from checker.reader import debris
from checker.reader.copies import choose, without
from checker.reader.front import Front, read_front
from checker.reader.headings import Outline, roles, split_sections
from checker.reader.lifted import left_in_tables, lift_headings
from checker.reader.rivals import Foreign
from checker.reader.rivals import foreign as foreign_tables
from checker.reader.several import refuse_several
from checker.reader.sheets import sheet_front
from checker.reader.site import flag_site
from checker.reader.tables import Reading, read_tables
from checker.reader.toc import flag_contents
from checker.reader.unseen import doubt_what_is_missing, flag_unshown, tables_alone, unseen
from checker.reader.wrapped import unwrap
from checker.text import fold
from checker.values import is_number

#: So often the tables are read again without those that are not the report's.
_ROUNDS = 8


class NotAReport(Exception):
    """The document is readable, but there is no annual report in it."""


def read(document: Document, forms: Forms | None = None) -> Report:
    """Read a document as a report.

    `forms` are the editions at hand (default: the built-in ones). Raises `NotAReport`
    where neither the title nor the form's headings and tables are found, `Unreadable` where the
    file holds more than one report.
    """
    forms = forms or builtin()
    if document.instance is not None:
        return _from_instance(document, forms)
    _split_lines(document)
    flag_unshown(document)
    unwrap(document, forms)
    flag_contents(document, forms)
    flag_site(document)
    form = _edition(document, forms)
    report = Report(document, {})
    outline = split_sections(document, form)
    if len(outline.known()) < len(form.sections) and lift_headings(document, form, outline):
        outline = split_sections(document, form)
    front = read_front(document, outline, form)
    over_tables = tables_alone(document, outline) and sheet_front(front, document)
    choice = choose(document, form, front.year)
    if choice.gone and form is not (other := _edition(without(document, choice.gone), forms)):
        # What is not read has no say in what edition the rest is.
        form, choice = other, choose(document, other, front.year)
    if over_tables and choice.doubts:
        front.year = None  # it may be that of the other table
    chosen = without(document, choice.gone)
    tables = _own_tables(chosen, form, outline, front.year)
    if not _is_report(form, front, len(outline.known()), tables.found, document.metadata.get("pictures", 0)):
        raise NotAReport(document.path)
    refuse_several(document, outline)

    headings = [b for part in (front, outline) for p, b in part.blocks.items() if p.endswith("/title")]
    debris.mark(document, forms, {index for blocks in headings for index in blocks})
    chosen = without(document, choice.gone)
    # Without tables 二 and 三 to tell the edition, the year does.
    if not tables.found and front.year is not None:
        form = forms.for_year(front.year)
        tables = _own_tables(chosen, form, outline, front.year)
    lacking = _lacking(form, outline, tables) or _many_spaces(chosen)
    if lacking:
        from checker.reader import lone, torn  # a report that lacks nothing need not pay for it

        torn.mend(chosen, form, tables)
        tables.unread += lone.left_alone(chosen, form, tables)
        report.torn = torn.is_torn(chosen, form, tables)
        if report.torn:
            torn.doubt_blanks(form, tables)
        if report.torn and torn.is_spaced(chosen):
            # What sets characters apart has guessed at each of them: no figure and no word is sure.
            tables.confidence[""] = Confidence.UNSURE
    tables.unread += [(pointer, why) for _table, pointer, why in choice.doubts]
    tables.confidence |= {table: Confidence.UNSURE for table, _pointer, _why in choice.doubts}
    report.remarks = choice.notes + tables.remarks
    data: dict[str, Any] = {"kind": form.kind, "edition": form.edition}
    data |= front.data()
    data["sections"] = outline.sections
    report.unread = [
        *tables.unread,
        *unseen(document, form, outline, tables),
        *left_in_tables(document, form, outline),
    ]
    data["notes"] = tables.notes | _remarks(tables, report.unread)
    data |= tables.data
    report.data = data
    report.origin = {**front.origin, **outline.origin, **tables.origin}
    report.blocks = {**front.blocks, **outline.blocks}
    report.labels = tables.labels
    report.confidence = tables.confidence
    _finish(report, form, forms)
    if tables.printed:
        from checker.reader.order import settle

        settle(report, tables, form)
    # Rows missing from a table that lies in many pieces were more probably torn off than left out.
    for pointer in report.missing:
        table = form.table_of(pointer)
        if table is not None and tables.pieces.get(table.pointer, 0) > table.pieces:
            report.confidence[pointer] = Confidence.UNSURE
    if tables.mended:
        from checker.reader import torn

        torn.agree(report, tables.mended)
    if report.torn:
        data["notes"]["/torn"] = "文字残缺，标题和行列可能有误"
    doubt_what_is_missing(report, form)
    data["notes"] |= {f"{pointer}/confidence": level.value for pointer, level in report.confidence.items()}
    return report


def _own_tables(document: Document, form: Form, outline: Outline, year: int | None) -> Reading:
    """Read the tables that are the report's own, where others hold the same rows."""
    foreign: Foreign = frozenset()
    for _ in range(_ROUNDS):
        tables = read_tables(document, form, foreign, year)
        found = foreign_tables(document, form, outline, year, tables)
        if found <= foreign:
            return tables
        foreign |= found
    # So many tables of one kind are no report's.
    tables.confidence[""] = Confidence.UNSURE
    return tables


def _lacking(form: Form, outline: Outline, tables: Reading) -> bool:
    """Whether something seems to be missing, or is not as the form has it: only then is it worth asking why."""
    if len(outline.known()) < len(form.sections) or tables.unread or tables.labels:
        return True
    if any(tables.pieces.get(part.pointer, 0) > part.pieces for part in form.tables):
        return True
    cells = [f"{row.pointer}/{c.key}" for row in form.rows.values() if not row.single for c in row.columns]
    return any(not is_number(tables.get(pointer)) for pointer in cells)


def _many_spaces(document: Document) -> bool:
    """Whether so many characters are spaces that the text may be set apart throughout."""
    texts = [p.text for _, p in document.paragraphs()]
    return sum(text.count(" ") for text in texts) * 20 > sum(map(len, texts))


def _finish(report: Report, form: Form, forms: Forms) -> Report:
    """What is the same for a report that was read and for an instance."""
    report.edition = form.edition
    report.cache["form"] = form
    report.cache["forms"] = forms
    year = report.data.get("year")
    # Any other year is a slip (the schema says so): nothing can be reckoned with it.
    report.year = year if isinstance(year, int) and 1900 <= year <= 2100 else None
    report.organ = str(report.data.get("organ") or "")
    sections = report.data.get("sections")
    report.sections = roles(sections, form) if isinstance(sections, list) else {}
    unread = {pointer for pointer, _why in report.unread}
    report.missing = [
        p for p in missing_rows(form, report.data) if unread.isdisjoint((p, f"/{p.split('/')[1]}"))
    ]
    for table in form.tables:
        if table.pointer[1:] not in report.data and table.pointer not in unread:
            report.unread.append((table.pointer, f"没有读到{table.name}（{table.title}）"))
    return report


def _from_instance(document: Document, forms: Forms) -> Report:
    """An instance is the report already; only its places and blocks are to be filled in."""
    instance = document.instance
    assert instance is not None
    if document.metadata.get("not_a_report") or not isinstance(instance.get("sections", []), list):
        raise NotAReport(document.path)
    _check_shape(instance)
    edition = instance.get("edition")
    form = forms.of(edition) if isinstance(edition, str) else forms.for_year(instance.get("year"))
    report = Report(document, instance)
    report.origin = dict(document.places)
    for pointer, anchor in document.places.items():
        label = form.labels.get(pointer)
        if label:
            report.origin[pointer] = Anchor(
                line=anchor.line, column=anchor.column, quote=anchor.quote, label=label
            )
    for block, pointer in document.metadata.get("pointers", {}).items():
        report.blocks.setdefault(pointer, []).append(block)
    _recall(report, form)
    return _finish(report, form, forms)


def _check_shape(instance: dict[str, Any]) -> None:
    """Refuse an instance whose frame is broken: rules may rely on texts being texts. Cells are the schema's."""
    texts = (str, type(None))
    wrong = [n for n in ("title", "preamble", "organ", "published") if not isinstance(instance.get(n), texts)]
    wrong += [n for n in ("period",) if not isinstance(instance.get(n), (dict, type(None)))]
    wrong += [n for n in ("year",) if not isinstance(instance.get(n), (int, type(None)))]
    notes = instance.get("notes", {})
    if not isinstance(notes, dict) or not all(isinstance(note, str) for note in notes.values()):
        wrong.append("notes")
    for number, section in enumerate(instance.get("sections", ()), 1):
        fine = isinstance(section, dict) and isinstance(section.get("title"), str)
        fine = fine and isinstance(section.get("number"), texts) and len(section.get("number") or "") < 20
        paragraphs = section.get("paragraphs", []) if fine else None
        if not isinstance(paragraphs, list) or not all(isinstance(text, str) for text in paragraphs):
            wrong.append(f"sections[{number}]")
    if wrong:
        raise Unreadable(
            "这份 JSON 数据的 {names} 不是年报数据应有的样子",
            "请用 gouji extract 重新导出，或者按 gouji schema annual-report-2021 的格式改正",
            names="、".join(wrong[:5]),
        )


def _remarks(tables: Reading, unread: list[tuple[str, str]]) -> dict[str, str]:
    """What the reader had to say of labels and rows, as notes, so that an extracted instance says it too:
    the printed label at 「…/title」, why a row was not read at 「…/unread」."""
    remarks = {f"{pointer}/title": printed for pointer, printed, _label in tables.labels}
    return remarks | {f"{pointer}/unread": why for pointer, why in unread}


def _recall(report: Report, form: Form) -> None:
    """Take the remarks of an extracted instance back in: how sure the reader was, and what it did not read."""
    notes = report.data.get("notes")
    for key, text in notes.items() if isinstance(notes, dict) else ():
        pointer, _, kind = key.rpartition("/")
        row = form.rows.get(pointer) or form.rows.get(pointer.rpartition("/")[0])
        if key == "/torn":
            report.torn = True
        elif kind == "confidence" and text in {level.value for level in Confidence}:
            report.confidence[pointer] = Confidence(text)
        elif kind == "unread" and isinstance(text, str):
            report.unread.append((pointer, text))
        elif kind == "title" and row is not None:
            titles = [c.title for c in row.columns if f"{row.pointer}/{c.key}" == pointer]
            report.labels.append((pointer, str(text), titles[0] if titles else row.title))


def _split_lines(document: Document) -> None:
    """Make a paragraph of every line: some offices part their paragraphs by soft line breaks alone."""
    if not any("\n" in p.text for _, p in document.paragraphs()):
        return
    blocks: list[Block] = []
    moved: dict[int, int] = {}
    for index, block in enumerate(document.blocks):
        moved[index] = len(blocks)
        if isinstance(block, Paragraph) and "\n" in block.text and not block.lines:
            lines = [line.strip() for line in block.text.split("\n")]
            blocks += [replace(block, text=line, number="" if i else block.number)
                       for i, line in enumerate(lines) if line]  # fmt: skip
        else:
            blocks.append(block)
    document.blocks = blocks
    for name in ("doubts", "over_edge"):
        if name in document.metadata:
            document.metadata[name] = {moved[b]: said for b, said in document.metadata[name].items()}
    if "picture_blocks" in document.metadata:
        document.metadata["picture_blocks"] = [
            moved.get(b, len(blocks)) for b in document.metadata["picture_blocks"]
        ]


def _edition(document: Document, forms: Forms) -> Form:
    """The edition whose own labels stand in the tables (table 二 decides, then （六）), else the year's."""
    cells = {
        fold(cell.text) for _, table in _tables(document) for row in table.rows for cell in row if cell.text
    }
    cells |= {text.partition(".")[2] for text in cells if "." in text}
    scores = [(len(cells & forms.vocabulary(form)), form) for form in forms.all]
    best = max((score for score, _ in scores), default=0)
    leaders = [form for score, form in scores if score == best]
    if best and len(leaders) == 1:
        return leaders[0]
    from checker.reader.front import guess_year

    text = "\n".join(p.text for _, p in document.paragraphs())[:3000]
    return forms.for_year(guess_year(text, str(document.metadata.get("title", ""))))


def _tables(document: Document) -> list[tuple[int, Any]]:
    return [(i, b) for i, b in enumerate(document.blocks) if not isinstance(b, Paragraph)]


def _is_report(form: Form, front: Front, known: int, tables: int, pictures: int) -> bool:
    """Whether there is a report here. A title alone proves nothing (a list of links has many), nor does one
    heading; a title or a preamble that speaks of the report, with a heading or table of the form, does."""
    title, preamble = fold(front.title), fold(front.preamble)
    named = "信息公开" in title or any(fold(anchor) in preamble for anchor in form.anchors)
    # A report put on the page as pictures is a report all the same: what is missing is then said.
    pictured = bool(front.organ and front.year and "信息公开" in title and pictures)
    lists = sum(fold(section.title) in preamble for section in form.sections) >= 3
    speaks = "报告" in preamble and ("信息公开条例" in preamble or lists)
    return pictured or ((named or speaks) and (known >= 1 or tables >= 1)) or known >= 3 or tables >= 2


__all__ = ["NotAReport", "read"]
