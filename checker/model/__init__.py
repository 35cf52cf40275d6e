"""The data types everything else speaks in. Imports nothing of ours but its own parts.

A file becomes a `Document` (blocks with places), a document becomes a `Report` (an instance of
the schema, and where each value was read), rules turn a report into `Problem`s, and the engine
turns those into `Finding`s.
"""

from __future__ import annotations

from checker.model.document import (
    NOWHERE,
    Anchor,
    Block,
    Cell,
    Document,
    Json,
    Paragraph,
    Span,
    Table,
    Unreadable,
)
from checker.model.finding import Edit, Finding, Fix, Note, Outcome, Problem, RelatedPlace, Result, Unchecked
from checker.model.levels import Confidence, Severity, State, Verdict
from checker.model.report import Report

__all__ = [
    "NOWHERE",
    "Anchor",
    "Block",
    "Cell",
    "Confidence",
    "Document",
    "Edit",
    "Finding",
    "Fix",
    "Json",
    "Note",
    "Outcome",
    "Paragraph",
    "Problem",
    "RelatedPlace",
    "Report",
    "Result",
    "Severity",
    "Span",
    "State",
    "Table",
    "Unchecked",
    "Unreadable",
    "Verdict",
]
