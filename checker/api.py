"""All that a rule author imports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.culprit import Culprit, Suspect, Swap, culprits, swaps
from checker.equations import EquationResult, equations
from checker.form import due_form, form_of
from checker.hookspecs import hookimpl
from checker.model import (
    Anchor,
    Confidence,
    Document,
    Edit,
    Finding,
    Fix,
    Note,
    Paragraph,
    Problem,
    Report,
    Severity,
    Span,
    Table,
    Unchecked,
)
from checker.printed import cell_text, column_title, label_of, row_name, section_titles
from checker.prose import lint_text
from checker.rule import Rule, rule
from checker.schema import Violation
from checker.schema import violations as schema_problems
from checker.text import NOTE_MARKS, UNSEEN, chinese, fold, numeral
from checker.values import Figure, guess, in_digits, is_blank, is_number

if TYPE_CHECKING:
    from checker.catalog.freshness import Freshness, Judged, judged_columns, overdue
    from checker.catalog.periods import period_in_chinese as say_period
    from checker.catalog.standards import infer_kind
    from checker.catalog.standards import kinds as catalog_kinds
    from checker.catalog.standards import standards as catalog_standards
    from checker.model.catalog import Catalog, CatalogColumn

#: What only rules over a catalogue of columns need is imported when they ask for it: a report comes
#: without one nearly always. Such rules write `from checker import api` and `api.judged_columns(report)`.
_LATE = {
    "Catalog": ("checker.model.catalog", "Catalog"),
    "CatalogColumn": ("checker.model.catalog", "CatalogColumn"),
    "Freshness": ("checker.catalog.freshness", "Freshness"),
    "Judged": ("checker.catalog.freshness", "Judged"),
    "catalog_kinds": ("checker.catalog.standards", "kinds"),
    "catalog_standards": ("checker.catalog.standards", "standards"),
    "infer_kind": ("checker.catalog.standards", "infer_kind"),
    "judged_columns": ("checker.catalog.freshness", "judged_columns"),
    "overdue": ("checker.catalog.freshness", "overdue"),
    "say_period": ("checker.catalog.periods", "period_in_chinese"),
}


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(name)
    from importlib import import_module

    module, attribute = _LATE[name]
    # Kept, so that it is looked for once: a rule asks for these at every column.
    found = globals()[name] = getattr(import_module(module), attribute)
    return found


__all__ = [
    "NOTE_MARKS", "UNSEEN", "Anchor", "Catalog", "CatalogColumn", "Confidence", "Culprit", "Document", "Edit", "EquationResult",
    "Figure", "Finding", "Fix", "Freshness", "Judged", "Note", "Paragraph", "Problem", "Report", "Rule", "Severity",
    "Span", "Suspect", "Swap", "Table", "Unchecked", "Violation", "catalog_kinds", "catalog_standards", "cell_text",
    "chinese", "column_title", "culprits", "due_form", "equations", "fold", "form_of", "guess", "hookimpl", "in_digits",
    "infer_kind", "is_blank", "is_number", "judged_columns", "label_of", "lint_text", "numeral", "overdue",
    "row_name", "rule", "say_period", "schema_problems", "section_titles", "swaps",
]  # fmt: skip
