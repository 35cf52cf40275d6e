"""A catalogue as its file has it, before any cell is understood: the same for every format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from checker.model import Unreadable
from checker.model.catalog import CellPlaces, Spot
from checker.text import cut

#: Rows of one catalogue.
MAX_ROWS = 200_000
#: Lines above the header that may say something of the file.
ABOVE = 20

#: What the values of the finding say of a file that can be read and is no catalogue.
NOT_A_CATALOG = "not-a-catalog"
NO_CATALOG = "里面没有栏目清单：没有找到写着「栏目」和「最近更新」（或「条数」等）的表头"
NO_CATALOG_REMEDY = (
    "请在第一行写上表头，至少有「栏目」和「最近更新」，一行一个栏目；样例见 examples/catalog-good.csv"
)


class OpenFormula(str):
    """The value of a cell whose formula was never calculated: nobody knows what it says."""

    __slots__ = ()


@dataclass(slots=True, frozen=True)
class Doubtful:
    """The value of a cell that is not what it seems: `why` is "shared" for one cell merged over several rows, "monthly" for
    a date shown without its day, "volatile" for a formula that says another thing each day."""

    value: Any
    why: str


@dataclass(slots=True)
class RawRow:
    """A row: its place, and the value of each of its fields with its place; in a grid the place is None,
    and `texts` are the row's own cells. `excess` are cells beyond the header."""

    spot: Spot
    cells: dict[str, tuple[Any, Spot | None]]
    excess: tuple[str, ...] = ()
    texts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class RawCatalog:
    """All rows, the headers as printed by field, headers nobody knows, and what stands of the whole file."""

    rows: list[RawRow]
    headers: dict[str, str]
    unknown: list[str] = field(default_factory=list)
    whole: dict[str, tuple[Any, Spot]] = field(default_factory=dict)
    head: Spot = field(default_factory=Spot)
    sheet: int | None = None
    sheet_name: str = ""
    #: Headers that name a field which another header names better, with that one.
    doubled: list[tuple[str, str]] = field(default_factory=list)
    #: Further sheets that hold a catalogue.
    others: list[str] = field(default_factory=list)
    #: Where the cells of a text stand in it.
    text: CellPlaces | None = None
    ordinals: dict[str, int] = field(default_factory=dict)


#: Words that only a report has.
_OF_A_REPORT = ("政府信息公开工作年度报告", "总体情况", "annual-report")


def like_a_report(text: str) -> Unreadable | None:
    """What is said of an annual report that was taken for a catalogue, None where it is none."""
    if any(word in text for word in _OF_A_REPORT[:1]) and any(word in text for word in _OF_A_REPORT[1:]):
        return Unreadable("这像是年度报告，不是栏目清单", "核对年度报告请用 gouji check", what=NOT_A_CATALOG)
    return None


def no_catalog(seen: Sequence[str] = ()) -> Unreadable:
    """What is said of a file that is no catalogue; `seen` is the row that may have been meant as its header."""
    if not seen:
        return Unreadable(NO_CATALOG, NO_CATALOG_REMEDY, what=NOT_A_CATALOG)
    names = "、".join(cut(name, 20) for name in seen[:6])
    return Unreadable(NO_CATALOG + "（第一行是：{seen}）", NO_CATALOG_REMEDY, what=NOT_A_CATALOG, seen=names)


def check_rows(count: int) -> None:
    """Raise `Unreadable` for more rows than a catalogue can have."""
    if count > MAX_ROWS:
        raise Unreadable("内容过多：行数超过 {limit}", "请确认选对了文件；清单一行一个栏目", limit=MAX_ROWS)
