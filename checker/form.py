"""A report schema read as the printed form: sections, tables, rows, columns, and their labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from checker.model import Report
from checker.text import bare, chinese, fold


@dataclass(slots=True, frozen=True)
class Column:
    """A column of figures: its key in the instance, its printed label, and the label printed above it."""

    key: str
    title: str
    aliases: tuple[str, ...] = ()
    group: str = ""


@dataclass(slots=True, frozen=True)
class Row:
    """A row of figures. `groups` are the labels above it (「三、本年度办理结果」, 「（三）不予公开」).

    `single` marks the row that may stand for its children (2021 tables filed with the one
    row 其他处理 of 2019); `block` is the title printed above the row's part of the table, `over` the label
    above a group that stands beside others (行政诉讼 over 复议后起诉).
    """

    pointer: str
    title: str
    columns: tuple[Column, ...]
    aliases: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    block: str = ""
    single: bool = False
    over: str = ""

    @property
    def name(self) -> str:
        """The row as a person names it: 「（三）1.属于国家秘密」."""
        if not self.groups or self.title.startswith("（"):
            return self.title.partition("（区分")[0]
        group = self.groups[-1]
        ordinal = group[: group.find("）") + 1] if group.startswith("（") else ""
        return f"{ordinal}{self.title}"


@dataclass(slots=True, frozen=True)
class FormTable:
    """One table of the form. `across`: one row of figures, its groups side by side (table 四)."""

    pointer: str
    number: str
    title: str
    section: int
    rows: tuple[Row, ...]
    across: bool = False
    corner: str = ""
    header: tuple[str, ...] = ()

    @property
    def pieces(self) -> int:
        """Into how many tables of a file it may well be cut: one a block, and one more for a page end."""
        return len({row.block for row in self.rows}) + 1

    @property
    def name(self) -> str:
        """「表三」."""
        return f"表{self.number}"


@dataclass(slots=True, frozen=True)
class Section:
    """A section of the form: its ordinal (1 to 6), title, and accepted titles."""

    ordinal: int
    title: str
    aliases: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """「一、总体情况」."""
        return f"{chinese(self.ordinal)}、{self.title}"


@dataclass(slots=True)
class Form:
    """A whole form. `schema` is the JSON Schema with its local references written out."""

    path: Path
    kind: str
    edition: str
    title: str
    basis: str
    first_year: int
    last_year: int | None
    sections: tuple[Section, ...]
    tables: tuple[FormTable, ...]
    anchors: tuple[str, ...]
    equations: tuple[Path, ...]
    schema: dict[str, Any]
    rows: dict[str, Row] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    ranks: dict[str, int] = field(default_factory=dict)

    def table_of(self, pointer: str) -> FormTable | None:
        """The table a pointer lies in."""
        for table in self.tables:
            if pointer == table.pointer or pointer.startswith(table.pointer + "/"):
                return table
        return None

    def covers(self, year: int) -> bool:
        """Whether reports of that year follow this edition."""
        return self.first_year <= year <= (self.last_year or 9999)


def _inline(node: Any, definitions: dict[str, Any]) -> Any:
    """`node` with `$ref: #/$defs/x` written out: references are slow in the validator's hot places."""
    if isinstance(node, list):
        return [_inline(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    merged: dict[str, Any] = {}
    reference = node.get("$ref")
    if isinstance(reference, str) and reference.startswith("#/$defs/"):
        merged.update(_inline(definitions[reference[len("#/$defs/") :]], definitions))
    merged.update({k: _inline(v, definitions) for k, v in node.items() if k not in {"$ref", "$defs"}})
    return merged


def _columns(node: dict[str, Any]) -> tuple[Column, ...]:
    """The figures directly below a node, none for a node that holds rows."""
    columns = tuple(
        Column(key, sub["title"], tuple(sub.get("x-aliases", ())), sub.get("x-group", ""))
        for key, sub in node.get("properties", {}).items()
        if sub.get("type") in ("integer", "number")
    )
    return columns if len(columns) == len(node.get("properties", {})) else ()


def _rows(pointer: str, node: dict[str, Any], groups: tuple[str, ...]) -> Iterator[Row]:
    columns = _columns(node)
    title, aliases = str(node["title"]), tuple(node.get("x-aliases", ()))
    if columns:
        yield Row(
            pointer, title, columns, aliases, groups, node.get("x-block", ""), over=node.get("x-group", "")
        )
        return
    single, nested = node.get("then"), node.get("else", node)
    if single is not None and _columns(single):
        yield Row(pointer, title, _columns(single), aliases, groups, single=True)
    for key, sub in nested.get("properties", {}).items():
        yield from _rows(f"{pointer}/{key}", sub, (*groups, title))


def _table(pointer: str, node: dict[str, Any]) -> FormTable:
    rows = tuple(r for k, sub in node["properties"].items() for r in _rows(f"{pointer}/{k}", sub, ()))
    return FormTable(
        pointer, node["x-table"], node["title"], node["x-section"], rows,
        node.get("x-layout") == "across", node.get("x-corner", ""), tuple(node.get("x-header", ())),
    )  # fmt: skip


@cache
def load(path: Path) -> Form:
    """The form of a report schema. Raises OSError or ValueError where the file is none."""
    import json

    raw = json.loads(path.read_text(encoding="utf-8"))
    schema = _inline(raw, raw.get("$defs", {}))
    properties = schema["properties"]
    sections = tuple(
        Section(i, s["title"], tuple(s.get("x-aliases", ())))
        for i, s in enumerate(properties["sections"]["prefixItems"], 1)
    )
    tables = tuple(_table(f"/{key}", node) for key, node in properties.items() if "x-table" in node)
    years = schema.get("x-years", {})
    form = Form(
        path, schema["x-kind"], schema["x-edition"], schema["title"], schema.get("x-basis", ""),
        years.get("from", 0), years.get("to"), sections, tables, tuple(schema.get("x-anchors", ())),
        tuple(path.parent / name for name in schema.get("x-equations", ())), schema,
    )  # fmt: skip
    form.rows = {row.pointer: row for table in tables for row in table.rows}
    for table in tables:
        for row in table.rows:
            for column in row.columns:
                text = (
                    f"「{row.name}·{column.title}」"
                    if table.across
                    else f"「{row.name}」行「{column.title}」列"
                )
                form.labels[f"{row.pointer}/{column.key}"] = f"{table.name}{text}"
    order = [
        p
        for row in form.rows.values()
        for p in (row.pointer, *(f"{row.pointer}/{c.key}" for c in row.columns))
    ]
    form.ranks = {pointer: rank for rank, pointer in reversed(list(enumerate(order)))}
    return form


class Forms:
    """The forms at hand, oldest edition first."""

    def __init__(self, paths: list[Path] | tuple[Path, ...]) -> None:
        self.all = sorted((load(path) for path in paths), key=lambda f: (f.kind, f.first_year))

    def of(self, edition: str) -> Form:
        """The form of an edition, the newest where there is none of that name."""
        return next((f for f in self.all if f.edition == edition), self.all[-1])

    def for_year(self, year: int | None) -> Form:
        """The form reports of that year follow, the newest where the year is unknown."""
        return next((f for f in self.all if year is not None and f.covers(year)), self.all[-1])

    def vocabulary(self, form: Form) -> frozenset[str]:
        """The folded labels of the tables that only this edition has."""
        return _only(form.path, tuple(f.path for f in self.all if f is not form))


@cache
def _only(path: Path, others: tuple[Path, ...]) -> frozenset[str]:
    return _vocabulary(path).difference(*(_vocabulary(other) for other in others))


@cache
def _vocabulary(path: Path) -> frozenset[str]:
    labels: set[str] = set()
    for row in load(path).rows.values():
        labels |= {bare(text) for text in (row.title, *row.aliases)}
        labels |= {fold(text) for c in row.columns for text in (c.title, *c.aliases)}
    return frozenset(labels)


def default_paths() -> list[Path]:
    """The built-in schemas, for use without a registry."""
    import importlib.util

    spec = importlib.util.find_spec("checker_schemas")
    folder = Path(spec.origin).parent if spec and spec.origin else Path(__file__).parent.parent / "schemas"
    return sorted(folder.glob("annual-report-*.schema.json"))


@cache
def builtin() -> Forms:
    """The built-in forms."""
    return Forms(default_paths())


def form_of(report: Report) -> Form:
    """The form a report was read by."""
    form = report.cache.get("form")
    return form if isinstance(form, Form) else builtin().of(report.edition)


def due_form(report: Report) -> Form | None:
    """The form that reports of this report's year follow; None where the year was not read, or had none."""
    forms = report.cache.get("forms")
    known = forms if isinstance(forms, Forms) else builtin()
    if report.year is None or report.year < known.all[0].first_year:
        return None
    return known.for_year(report.year)


def missing_rows(form: Form, data: dict[str, Any]) -> list[str]:
    """Pointers of the rows and cells that the form has and the tables in `data` have not.

    Nothing is said of a table that is absent as a whole. A single row that stands for its
    children makes the children missing, not itself.
    """
    missing: list[str] = []
    for table in form.tables:
        if not isinstance(data.get(table.pointer[1:]), dict):
            continue
        singles = {r.pointer for r in table.rows if r.single}
        for row in table.rows:
            node: Any = data
            for step in row.pointer.split("/")[1:]:
                node = node.get(step) if isinstance(node, dict) else None
            if row.single:
                continue
            parent = row.pointer.rpartition("/")[0]
            if not isinstance(node, dict) or (parent in singles and not isinstance(node, dict)):
                missing.append(row.pointer)
            else:
                missing += [f"{row.pointer}/{c.key}" for c in row.columns if c.key not in node]
    return missing
