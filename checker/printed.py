"""The printed names of a report's places, as messages use them."""

from __future__ import annotations

from checker.form import form_of
from checker.model import Report


def label_of(report: Report, pointer: str) -> str:
    """The printed name of a place of the instance: 「表三「（三）1.属于国家秘密」行「总计」列」."""
    form = form_of(report)
    table = form.table_of(pointer)
    # The column 其他 of the single row （六）其他处理 and its third child row share a pointer.
    if pointer in form.labels and not isinstance(report.get(pointer), dict):
        return form.labels[pointer]
    if pointer in form.rows and table is not None:
        return f"{table.name}「{form.rows[pointer].name}」行"
    if table is not None:
        return table.name
    steps = pointer.split("/")[1:]
    if len(steps) >= 2 and steps[0] == "sections" and steps[1].isdigit():
        section = report.get(f"/sections/{steps[1]}") or {}
        name = f"「{section.get('number') or ''}{'、' if section.get('number') else ''}{section.get('title', '')}」"
        if len(steps) == 4:
            return f"{name}第{int(steps[3]) + 1}段"
        return f"{name}的标题" if steps[-1] == "title" else name
    return {"": "全文", "title": "标题", "preamble": "引言"}.get(steps[0] if steps else "", "")


def cell_text(report: Report, pointer: str) -> str:
    """What stands in a cell, as printed where the report was read from print: 「21(件)」, not 「21」 and 「件」."""
    origin, value = report.origin.get(pointer), report.get(pointer)
    if report.document.instance is None and origin is not None and origin.quote.strip():
        return " ".join(origin.quote.split())
    return f"{'' if value is None else value}{(report.get('/notes') or {}).get(pointer, '')}"


def row_name(report: Report, pointer: str) -> str:
    """The printed name of a row (or of the row of a cell) without its table."""
    form = form_of(report)
    row = form.rows.get(pointer) or form.rows.get(pointer.rpartition("/")[0])
    return row.name if row else ""


def column_title(report: Report, pointer: str) -> str:
    """The printed label of a cell's column."""
    base, _, key = pointer.rpartition("/")
    row = form_of(report).rows.get(base)
    return next((c.title for c in row.columns if c.key == key), "") if row else ""


def section_titles(report: Report) -> dict[int, tuple[str, ...]]:
    """By ordinal: the title the form prints, then the accepted ones."""
    return {s.ordinal: (s.title, *s.aliases) for s in form_of(report).sections}
