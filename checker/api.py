"""All that a rule author imports."""

from __future__ import annotations

from checker.catalog.freshness import Freshness, Judged, judged_columns, overdue
from checker.catalog.periods import say_period
from checker.catalog.standards import infer_kind
from checker.catalog.standards import kinds as catalog_kinds
from checker.catalog.standards import standards as catalog_standards
from checker.culprit import Culprit, Suspect, Swap, culprits, swaps
from checker.equations import EquationResult, equations
from checker.form import due_form, form_of
from checker.hookspecs import hookimpl
from checker.model import (
    Anchor,
    Catalog,
    CatalogColumn,
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
from checker.printed import column_title, label_of, row_name, section_titles
from checker.prose import lint_text
from checker.rule import Rule, rule
from checker.schema import Violation
from checker.schema import violations as schema_problems
from checker.text import chinese, fold, numeral
from checker.values import guess, is_blank, is_number

__all__ = [
    "Anchor", "Catalog", "CatalogColumn", "Confidence", "Culprit", "Document", "Edit", "EquationResult", "Finding",
    "Fix", "Freshness", "Judged", "Note", "Paragraph", "Problem", "Report", "Rule", "Severity", "Span", "Suspect",
    "Swap", "Table", "Unchecked", "Violation", "catalog_kinds", "catalog_standards", "chinese", "column_title", "culprits", "due_form", "equations", "fold", "form_of",
    "guess", "hookimpl", "infer_kind", "is_blank", "is_number", "judged_columns", "label_of", "lint_text", "numeral", "overdue",
    "row_name", "rule", "say_period", "schema_problems", "section_titles", "swaps",
]  # fmt: skip
