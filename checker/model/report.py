"""A document read as a report: the instance, and where each of its values was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from checker.model.document import Anchor, Document, Json
from checker.model.levels import Confidence

if TYPE_CHECKING:
    from checker.model.catalog import Catalog


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
    `missing` the pointers of rows and columns the form has and the report has not. `torn`
    says that the text lay in pieces (an extract, OCR): what seems to be missing or out of place
    may have been lost on its way here. `catalog` is the catalogue of columns it is
    checked with, and `as_of` the day of judgement (YYYY-MM-DD). `remarks` say in words how it was read
    where that may surprise.
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
    torn: bool = False
    previous: Report | None = None
    catalog: Catalog | None = None
    as_of: str = ""
    remarks: list[str] = field(default_factory=list)
    cache: dict[str, Any] = field(default_factory=dict)

    @property
    def partial(self) -> bool:
        """Whether a part of the file was not read that may hold prose: a hidden sheet, a page or a section
        that is a picture, an embedded document, what is printed beyond the paper's edge. What seems to be missing may stand there."""
        return bool(self.document.metadata.get("over_edge")) or any(
            pointer.startswith(("/lost/", "/pages/", "/embedded"))
            or (pointer.startswith("/sections/") and pointer.endswith("/pictures"))
            for pointer, _why in self.unread
        )

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
