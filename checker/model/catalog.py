"""A catalogue of the columns of a website (栏目清单): what it says, and where each cell stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol

from checker.model.document import NOWHERE, Anchor, Json


class Spot(NamedTuple):
    """Where a row or a cell of a catalogue stands; None for what its format has not."""

    line: int | None = None
    column: int | None = None
    row: int | None = None
    cell: int | None = None
    label: str = ""
    quote: str = ""


class CellPlaces(Protocol):
    """Knows where in a text the cells of a row begin."""

    def place(self, line: int, cell: int) -> tuple[int, int]:
        """Line and column (in characters, from 1) of a cell of the row that begins in `line`."""
        ...


def letters(cell: int) -> str:
    """The letters of a spreadsheet's column: 1 -> A, 27 -> AA."""
    name = ""
    while cell:
        cell, rest = divmod(cell - 1, 26)
        name = chr(65 + rest) + name
    return name


@dataclass(slots=True, frozen=True)
class Fault:
    """A cell, or a row, that does not hold what the schema asks for: `message` is a template in Chinese, and
    `wrong` the one that fills its {wrong}."""

    pointer: str
    message: str
    values: Mapping[str, Json] = field(default_factory=dict)
    wrong: str = ""


@dataclass(slots=True, frozen=True)
class CatalogColumn:
    """One column of the website as the catalogue tells of it.

    `kind` is a key of the standards; `inferred` says that it was taken from the name. `period` is
    an ISO 8601 duration, "none" for no fixed period, None where the catalogue says nothing.
    `unsure` names the fields whoever made the catalogue was unsure of, `bad` those that hold
    something that cannot be read (they are None here).
    """

    index: int
    name: str
    parent: str = ""
    kind: str = "other"
    inferred: bool = False
    last_updated: date | None = None
    items: int | None = None
    items_this_year: int | None = None
    period: str | None = None
    url: str = ""
    note: str = ""
    unsure: frozenset[str] = frozenset()
    bad: frozenset[str] = frozenset()

    @property
    def pointer(self) -> str:
        """Its place in the instance."""
        return f"/columns/{self.index}"

    @property
    def full_name(self) -> str:
        """「政务公开 › 通知公告」, or the name alone."""
        return f"{self.parent} › {self.name}" if self.parent else self.name


@dataclass(slots=True)
class Catalog:
    """A catalogue that was read.

    `data` is the instance of `catalog.schema.json`; a cell that could not be read keeps its text
    there and has a `Fault`. `headers` maps each field the file has to the header as printed,
    `unknown` lists headers nobody knows. `spots` holds the places of each row by field ("" for the
    row itself); in a grid only the rows have spots, and a cell is found by the ordinal of its field
    (`ordinals`) among the `texts` of its row: a spot a cell would double what reading costs. `sheet` and `sheet_name`
    are there for spreadsheets, `text` for CSV. `ignored` are the places of rows of sums, `remarks` those of
    remarks below the table, `doubled` headers that name a field another header
    names better (and that one), `others` the names of further sheets that hold a catalogue, which was not read.
    `elsewhere` says that its places are told together with those of another file, a report.
    """

    path: str
    sha256: str
    format: str
    data: dict[str, Json]
    columns: list[CatalogColumn] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    spots: list[dict[str, Spot]] = field(default_factory=list)
    heads: dict[str, Spot] = field(default_factory=dict)
    ordinals: dict[str, int] = field(default_factory=dict)
    texts: list[list[str]] = field(default_factory=list)
    sheet: int | None = None
    sheet_name: str = ""
    text: CellPlaces | None = None
    ignored: list[Anchor] = field(default_factory=list)
    remarks: list[Anchor] = field(default_factory=list)
    doubled: list[tuple[str, str]] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    elsewhere: bool = True

    @property
    def collected(self) -> date | None:
        """The day the catalogue was made, None where it does not say."""
        text = self.data.get("collected")
        try:
            return date.fromisoformat(text) if isinstance(text, str) else None
        except ValueError:
            return None

    def anchor(self, pointer: str) -> Anchor:
        """The place of a pointer of the instance: its cell, else its row, else the header, else nowhere."""
        steps = pointer.split("/")[1:]
        spot: Spot | None = None
        if (
            len(steps) > 1
            and steps[0] == "columns"
            and steps[1].isdigit()
            and int(steps[1]) < len(self.spots)
        ):
            row = self.spots[int(steps[1])]
            spot = row.get(steps[2]) or self._cell(int(steps[1]), steps[2]) if len(steps) > 2 else None
            spot = spot or row.get("")
        elif steps:
            spot = self.heads.get(steps[0])
        path = self.path if self.elsewhere else ""
        if spot is None:
            return Anchor(path=path) if path else NOWHERE
        return self.placed(spot, path)

    def placed(self, spot: Spot, path: str = "") -> Anchor:
        """A spot of this file as a place."""
        line, column, ref = spot.line, spot.column, ""
        if self.text is not None and line is not None:
            line, column = self.text.place(line, spot.cell or 1)
        if self.sheet is not None and spot.row is not None:
            # What concerns a whole row is shown where the row begins.
            ref = f"{letters(spot.cell or 1)}{spot.row}"
        return Anchor(
            line=line, column=column, table=self.sheet, row=spot.row, cell=spot.cell, quote=spot.quote,
            label=spot.label, sheet=self.sheet_name, ref=ref, path=path,
        )  # fmt: skip

    def _cell(self, index: int, key: str) -> Spot | None:
        """The place of a cell of a grid."""
        row, ordinal = self.spots[index].get(""), self.ordinals.get(key)
        if row is None or ordinal is None:
            return None
        label = self.headers.get(key, "")
        texts = self.texts[index]
        quote = texts[ordinal - 1] if ordinal <= len(texts) else ""
        return row._replace(cell=ordinal, label=label, quote=quote)

    def strings(self) -> Iterator[tuple[str, str]]:
        """Every text of the file that an output may show, with the pointer of what it belongs to."""
        for key, value in self.data.items():
            if isinstance(value, str):
                yield f"/{key}", value
        for text in (*self.headers.values(), *self.unknown):
            yield "/columns", text
        keys = {ordinal: key for key, ordinal in self.ordinals.items()}
        for index, row in enumerate(self.data["columns"]):
            pointer = f"/columns/{index}"
            said = set()
            for key, value in row.items():
                if isinstance(value, str):
                    said.add(value)
                    yield f"{pointer}/{key}", value
            for ordinal, text in enumerate(self.texts[index], 1):
                if text not in said:
                    yield (f"{pointer}/{keys[ordinal]}" if ordinal in keys else pointer), text
        for spot in self.heads.values():
            yield "/columns", spot.quote
        for fault in self.faults:
            for value in fault.values.values():
                if isinstance(value, str):
                    yield fault.pointer, value

    def holds(self, pointer: str) -> bool:
        """Whether a pointer is one of this instance, rather than of a report."""
        return (
            pointer == "/columns"
            or pointer.startswith("/columns/")
            or pointer in ("/collected", "/site", "/url")
        )


__all__ = ["Catalog", "CatalogColumn", "Fault", "Spot", "letters"]
