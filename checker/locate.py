"""Turns the places rules name (pointers, spans) into places of the file."""

from __future__ import annotations

from checker.form import form_of
from checker.model import NOWHERE, Anchor, Edit, Fix, Note, RelatedPlace, Report, Span


class Locator:
    """The places of one report."""

    def __init__(self, report: Report) -> None:
        self.report = report
        form = form_of(report)
        self.tables = {t.pointer: t.section for t in form.tables}
        # Rows and cells in the order of the form, the same in every format.
        self.ranks = form.ranks

    def place(self, at: str | Span, where: str | Span | Anchor | None = None) -> tuple[str, Anchor]:
        """The pointer and the place of a problem; `where` stands in for the place of a missing thing."""
        if isinstance(where, Anchor):
            return (self.report.pointer_of(at.block) if isinstance(at, Span) else at), where
        if isinstance(at, Span):
            return self.report.pointer_of(at.block), self.report.document.locate(at)
        catalog = self.report.catalog
        if catalog is not None and catalog.holds(at):
            return at, catalog.anchor(where if isinstance(where, str) else at)
        if where is not None:
            # Something missing: the next section may stand at this very pointer.
            anchor = self.place(where)[1]
            if anchor != NOWHERE:
                return at, anchor
        if at in self.report.origin:
            return at, self.report.origin[at]
        parent = at
        while parent:
            parent = parent.rpartition("/")[0]
            if parent in self.report.origin:
                return at, self.report.origin[parent]
        return at, NOWHERE

    def related(self, note: Note) -> RelatedPlace:
        """A second place, located, with its note filled in."""
        from checker.i18n import _

        pointer, anchor = self.place(note.at)
        return RelatedPlace(pointer, anchor, _(note.note).format(**note.values) if note.note else "")

    def fix(self, fix: Fix | None, at: str | Span, location: Anchor) -> Fix | None:
        """A fix whose edits know their places in the file; `at` and `location` are those of the finding."""
        if fix is None:
            return None
        # Most edits are at the very place of the finding.
        edits = [Edit(e.at, e.old, e.new, location if e.at is at else self.place(e.at)[1]) for e in fix.edits]
        return Fix(fix.title, tuple(edits), fix.safe)

    def named(self, pointer: str) -> str:
        """A pointer with list steps by name where there is one: a section by its title, a column of a
        website by its name, so that a finding keeps its fingerprint when another is added before it."""
        if not pointer.startswith(("/sections/", "/columns/")):
            return pointer
        steps = pointer.split("/")
        if len(steps) > 2 and steps[2].isdigit():
            section = self.report.get(f"/sections/{steps[2]}")
            if isinstance(section, dict) and section.get("title"):
                steps[2] = str(section["title"])
        catalog = self.report.catalog
        if catalog is not None and len(steps) > 2 and steps[1] == "columns" and steps[2].isdigit():
            steps[2] = catalog.columns[int(steps[2])].full_name.replace("/", "～")
        return "/".join(steps)

    def order(self, pointer: str, at: str | Span) -> tuple[int, ...]:
        """Where a place comes in the report: title, preamble, sections, each table with its section;
        the same in every format, so that the same report gives its findings in the same order."""
        within = (at.block, at.start) if isinstance(at, Span) else (-1, -1)
        if not pointer:
            return (0, 0, 0, 0, *within)
        steps = pointer.split("/")[1:]
        head = steps[0]
        if head == "sections" and len(steps) > 1:
            index = int(steps[1]) if steps[1].isdigit() else 0
            part = int(steps[3]) if len(steps) > 3 and steps[3].isdigit() else len(steps) - 4
            return (2, index, 0, part, *within)
        if self.report.catalog is not None and self.report.catalog.holds(pointer):
            return (3, int(steps[1]) if len(steps) > 1 and steps[1].isdigit() else -1, 0, 0, *within)
        table = "/" + head
        if table in self.tables:
            section = self.report.sections.get(self.tables[table], self.tables[table] - 1)
            return (2, section, 1, self.ranks.get(pointer, -1), *within)
        return ({"title": 0, "period": 1, "preamble": 1}.get(head, 0), 0, 0, 0, *within)
