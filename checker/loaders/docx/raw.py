"""What the walk makes of the XML: paragraphs and tables without places yet."""

from __future__ import annotations

from dataclasses import dataclass, field

#: Flags of a paragraph, as bits. The first two are also looks of a stretch of text, the last two only that.
HIDDEN, STRUCK, TEXTBOX, FOOTNOTE, CONTENTS, RAISED, LOWERED = 1, 2, 4, 8, 16, 32, 64
_NAMES = {HIDDEN: "hidden", STRUCK: "struck", TEXTBOX: "textbox", FOOTNOTE: "footnote", CONTENTS: "contents"}
#: The switches of a `w:rPr` that make a look.
LOOKS = {"vanish": HIDDEN, "strike": STRUCK, "dstrike": STRUCK}


@dataclass(slots=True)
class RawParagraph:
    """A paragraph: its text (number included), and what stands beside it.

    `pictures` counts those in its line, `aside` holds the items of its text boxes. `marks` are the kinds
    of leftovers in it (hidden, struck, changed, commented text), as in the loader's counts.
    """

    text: str
    number: str = ""
    heading: int | None = None
    flags: int = 0
    pictures: int = 0
    aside: list[RawParagraph | RawTable] | None = None
    marks: set[str] | None = None


@dataclass(slots=True)
class RawCell:
    """An own cell. A `filler` is no cell: it keeps the place a row leaves free at its start."""

    items: list[RawParagraph | RawTable]
    col_span: int = 1
    row_span: int = 1
    filler: bool = False

    def is_filled(self) -> bool:
        """Whether anything but white space stands in it."""
        return any(isinstance(item, RawTable) or bool(item.text.strip()) for item in self.items)


@dataclass(slots=True)
class RawTable:
    """A table as rows of own cells.

    A `frame` is only layout: one cell, or tables in it and at most one filled cell a row.
    `holds_table` says that a table which is more than a frame stands in it, at any depth.
    """

    rows: list[list[RawCell]] = field(default_factory=list)
    frame: bool = False
    holds_table: bool = False

    def settle(self) -> None:
        """Say what the table is, once its rows (and the tables in them) are read."""
        cells = [cell for row in self.rows for cell in row if not cell.filler]
        inner = [item for cell in cells for item in cell.items if isinstance(item, RawTable)]
        self.holds_table = any(table.holds_table or not table.frame for table in inner)
        self.frame = len(cells) == 1 or (
            self.holds_table and all(sum(map(RawCell.is_filled, row)) <= 1 for row in self.rows)
        )


RawItem = RawParagraph | RawTable


def flag_names(flags: int) -> frozenset[str]:
    """The names of flags given as bits."""
    return frozenset(name for bit, name in _NAMES.items() if flags & bit)
