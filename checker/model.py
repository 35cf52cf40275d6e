"""The data types everything else speaks in. Imports nothing of ours.

A file becomes a `Document` (blocks with places), a document becomes a
`Report` (an instance of the schema, and where each value was read), rules
turn a report into `Problem`s, and the engine turns those into `Finding`s.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

#: A value of the instance: what JSON can hold.
Json = Any


class Severity(str, Enum):
    """How bad a finding is. Compare with `rank`, never by the text."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """3 for an error, 2 for a warning, 1 for an info."""
        return {"error": 3, "warning": 2, "info": 1}[self.value]


class Confidence(str, Enum):
    """How sure the tool is of a finding. `unsure` asks a person and never fails a run."""

    CERTAIN = "certain"
    LIKELY = "likely"
    UNSURE = "unsure"

    @property
    def rank(self) -> int:
        """3 for certain, 2 for likely, 1 for unsure."""
        return {"certain": 3, "likely": 2, "unsure": 1}[self.value]


class State(str, Enum):
    """What became of one rule on one report."""

    OK = "ok"
    FINDINGS = "findings"
    NOT_CHECKED = "not-checked"
    NOT_APPLICABLE = "not-applicable"
    OFF = "off"
    CRASHED = "crashed"


class Verdict(str, Enum):
    """The one line a supervising office sorts by."""

    PASSED = "通过"
    FAILED = "未通过"
    INCOMPLETE = "未能全部核对"


@dataclass(slots=True, frozen=True)
class Anchor:
    """Where a thing stands in its file. Every ordinal is counted from 1, None is unknown.

    `line` and `column` are those of a text file (column in characters), `paragraph` the
    ordinal of the paragraph among those outside tables, `table`, `row` and `cell` ordinals
    in that file (`cell` counts the row's own cells, as a person does). `bbox` is
    (left, top, right, bottom) in PDF points. `label` is the printed name of the cell's
    column (or row), `quote` the text as it stands.
    """

    line: int | None = None
    column: int | None = None
    page: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    cell: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    quote: str = ""
    label: str = ""

    def __str__(self) -> str:
        """The place in words: 「表3 第5行 第7列（总计）」, 「第12段」, 「第8行」."""
        parts: list[str] = []
        if self.page is not None:
            parts.append(f"第{self.page}页")
        if self.table is not None:
            parts.append(f"表{self.table}")
            if self.row is not None:
                parts.append(f"第{self.row}行")
            if self.cell is not None:
                parts.append(f"第{self.cell}列")
            words = " ".join(parts)
            return f"{words}（{self.label}）" if self.label else words
        if self.line is not None:
            parts.append(f"第{self.line}行")
            if self.column is not None and self.column > 1:
                parts.append(f"第{self.column}字")
        elif self.paragraph is not None:
            parts.append(f"第{self.paragraph}段")
        return " ".join(parts)


NOWHERE = Anchor()


@dataclass(slots=True)
class Paragraph:
    """A paragraph outside tables.

    `text` is what a reader sees, an automatic number included (`number` holds that part
    alone, so `text.startswith(number)`). `heading` is the outline level the file itself
    gives (1 is highest), None where it gives none. `lines` maps offsets in `text` to the
    file: (offset, line, column), ascending, for text formats only. `flags` names what the
    loader saw and a rule may ask about: "hidden", "struck", "footnote", "textbox".
    """

    text: str
    anchor: Anchor = NOWHERE
    heading: int | None = None
    number: str = ""
    lines: tuple[tuple[int, int, int], ...] = ()
    flags: frozenset[str] = frozenset()


@dataclass(slots=True)
class Cell:
    """One own cell of a row. `text` has the hard breaks of the file as "\\n"."""

    text: str
    anchor: Anchor = NOWHERE
    row_span: int = 1
    col_span: int = 1


@dataclass(slots=True)
class Table:
    """A table as rows of own cells: a cell merged away by a span is not in its row."""

    rows: list[list[Cell]]
    anchor: Anchor = NOWHERE

    def grid(self) -> list[list[Cell | None]]:
        """The rows with spans expanded: one cell may stand in several places, None is a hole."""
        grid: list[list[Cell | None]] = [[] for _ in self.rows]
        for r, row in enumerate(self.rows):
            c = 0
            for cell in row:
                while c < len(grid[r]) and grid[r][c] is not None:
                    c += 1
                for below in range(r, min(r + cell.row_span, len(grid))):
                    line = grid[below]
                    line.extend([None] * (c + cell.col_span - len(line)))
                    line[c : c + cell.col_span] = [cell] * cell.col_span
                c += cell.col_span
        return grid


Block = Paragraph | Table


@dataclass(slots=True, frozen=True)
class Span:
    """The stretch [start, end) of the text of the paragraph `block` (index into `Document.blocks`)."""

    block: int
    start: int
    end: int


@dataclass(slots=True)
class Document:
    """A file as blocks in reading order.

    `kind` is the format ("docx", "html", "text", "markdown", "json"). `metadata` holds what
    the loader saw beside the text: "tracked_changes" (count), "comments" (count),
    "hidden" (count), "pictures" (count), "title" (the HTML or office title), "author"...
    `instance` is set by the JSON loader alone: the report is then already an instance, and
    `places` holds the place of each of its pointers.
    """

    path: str
    kind: str
    sha256: str
    blocks: list[Block] = field(default_factory=list)
    metadata: dict[str, Any] = field(default_factory=dict)
    instance: dict[str, Json] | None = None
    places: dict[str, Anchor] = field(default_factory=dict)

    def paragraphs(self) -> Iterator[tuple[int, Paragraph]]:
        """Every paragraph with its block index."""
        for index, block in enumerate(self.blocks):
            if isinstance(block, Paragraph):
                yield index, block

    def locate(self, span: Span) -> Anchor:
        """The exact place of a span: its line and column in a text file, else its paragraph."""
        block = self.blocks[span.block]
        if not isinstance(block, Paragraph):
            return block.anchor
        anchor, quote = block.anchor, block.text[span.start : span.end]
        line, column = anchor.line, None
        for offset, at_line, at_column in block.lines:
            if offset > span.start:
                break
            line, column = at_line, at_column + span.start - offset
        return Anchor(
            line=line,
            column=column,
            page=anchor.page,
            paragraph=anchor.paragraph,
            bbox=anchor.bbox,
            quote=quote,
        )

    def around(self, span: Span, width: int = 120) -> tuple[str, str]:
        """What stands before and after a span in its paragraph, at most `width` characters each."""
        block = self.blocks[span.block]
        if not isinstance(block, Paragraph):
            return "", ""
        return block.text[max(0, span.start - width) : span.start], block.text[span.end : span.end + width]


@dataclass(slots=True)
class Report:
    """A document read as a report.

    `data` is an instance of the schema of `edition`; `origin` says where each pointer was
    read; `unread` names what could not be read: (pointer, why). `confidence` holds the
    pointers the reader was less than certain of (a level counts for all below it).
    `blocks` maps a pointer of prose ("/sections/0/title", "/sections/0/paragraphs/3",
    "/preamble", "/title") to the indexes of its paragraphs in `document.blocks`.
    `sections` maps the ordinal of a section of the form (1 to 6) to its index in
    `data["sections"]`; a section the form does not know is in no entry. `labels` holds
    what the reader had to accept: (pointer, printed label, label of the form), and
    `missing` the pointers of rows and columns the form has and the report has not.
    """

    document: Document
    data: dict[str, Json]
    origin: dict[str, Anchor] = field(default_factory=dict)
    unread: list[tuple[str, str]] = field(default_factory=list)
    edition: str = ""
    year: int | None = None
    organ: str = ""
    confidence: dict[str, Confidence] = field(default_factory=dict)
    blocks: dict[str, list[int]] = field(default_factory=dict)
    sections: dict[int, int] = field(default_factory=dict)
    labels: list[tuple[str, str, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    previous: Report | None = None
    cache: dict[str, Any] = field(default_factory=dict)

    def get(self, pointer: str, default: Json = None) -> Json:
        """The value at a JSON pointer, or `default` where there is none."""
        node: Json = self.data
        for step in pointer.split("/")[1:]:
            if isinstance(node, dict):
                if step not in node:
                    return default
                node = node[step]
            elif isinstance(node, list):
                if not step.isdigit() or int(step) >= len(node):
                    return default
                node = node[int(step)]
            else:
                return default
        return node

    def sure_of(self, pointer: str) -> Confidence:
        """The confidence of the nearest pointer at or above this one that has a level."""
        while True:
            if pointer in self.confidence:
                return self.confidence[pointer]
            if not pointer:
                return Confidence.CERTAIN
            pointer = pointer.rpartition("/")[0]

    def pointer_of(self, block: int) -> str:
        """The smallest instance node a paragraph belongs to, "" where it belongs to none."""
        index = self.cache.get("pointer_of")
        if index is None:
            index = {b: p for p, blocks in self.blocks.items() for b in blocks}
            self.cache["pointer_of"] = index
        return str(index.get(block, ""))


@dataclass(slots=True, frozen=True)
class Edit:
    """Replace `old` at `at` by `new`. The engine fills `location`, so that it can be printed later."""

    at: str | Span
    old: str
    new: str
    location: Anchor | None = None


@dataclass(slots=True, frozen=True)
class Fix:
    """A mend: `title` says what it does; `safe` edits change no meaning."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


@dataclass(slots=True, frozen=True)
class Note:
    """A second place that belongs to a problem, and what it has to do with it."""

    at: str | Span
    note: str
    values: Mapping[str, Json] = field(default_factory=dict)


class Problem:
    """What a rule yields.

    `at` is a JSON pointer or a `Span`; `message` is a template in Chinese whose `{names}`
    are filled from `values`; `related` are second places. `key` tells two problems of one
    rule at one place apart. `severity` is only given where it differs from the rule's.
    `explains` names the problems of other rules that this one makes superfluous, as
    "CODE:key" (T200 explains the broken equations; a misnumbering its consequences).
    `where` is a pointer to stand in for the place of something that is missing.
    """

    __slots__ = (
        "at", "confidence", "explains", "fix", "key", "message",
        "related", "severity", "values", "where",
    )  # fmt: skip

    def __init__(
        self,
        at: str | Span,
        message: str,
        *,
        related: tuple[Note, ...] | list[Note] = (),
        fix: Fix | None = None,
        confidence: Confidence = Confidence.CERTAIN,
        key: str = "",
        severity: Severity | None = None,
        explains: tuple[str, ...] | list[str] = (),
        where: str | Span | None = None,
        **values: Json,
    ) -> None:
        self.at = at
        self.message = message
        self.values = values
        self.related = tuple(related)
        self.fix = fix
        self.confidence = confidence
        self.key = key
        self.severity = severity
        self.explains = tuple(explains)
        self.where = where

    def __repr__(self) -> str:
        return f"Problem({self.at!r}, {self.message!r}, {self.values!r})"


class Unchecked:
    """What a rule yields for a part it could not check: a reason (template) and its values."""

    __slots__ = ("reason", "values")

    def __init__(self, reason: str, **values: Json) -> None:
        self.reason = reason
        self.values = values

    def __repr__(self) -> str:
        return f"Unchecked({self.reason!r}, {self.values!r})"


@dataclass(slots=True)
class RelatedPlace:
    """A second place of a finding, located."""

    pointer: str
    location: Anchor
    note: str


@dataclass(slots=True)
class Finding:
    """A problem of one report: named, located, translated, and with a fingerprint.

    `around` is what stands before and after the quote in its paragraph (`Document.around`), for
    formats that show the line it stands in; None where the place is no stretch of prose.
    """

    code: str
    name: str
    severity: Severity
    message: str
    values: dict[str, Json]
    pointer: str
    location: Anchor
    related: list[RelatedPlace]
    fix: Fix | None
    confidence: Confidence
    fingerprint: str
    suppressed: str | None = None
    around: tuple[str, str] | None = None


@dataclass(slots=True)
class Outcome:
    """What became of one rule: its state, and why where the state needs a reason."""

    state: State
    reason: str = ""


@dataclass(slots=True)
class Result:
    """Everything the tool has to say of one report."""

    path: str
    sha256: str
    organ: str = ""
    year: int | None = None
    edition: str = ""
    verdict: Verdict = Verdict.PASSED
    outcome: dict[str, Outcome] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)
    seconds: float = 0.0
    as_of: str = ""
    report: Report | None = None


class Unreadable(Exception):
    """A file that cannot be read. `why` says what is wrong, `remedy` what to do (templates in Chinese)."""

    def __init__(self, why: str, remedy: str = "", **values: Json) -> None:
        super().__init__(why.format(**values) if values else why)
        self.why = why
        self.remedy = remedy
        self.values = values
