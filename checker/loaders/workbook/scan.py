"""The XML of an .xlsx read for what the library that reads the values does not tell.

Error values (#REF!) come from it as blanks, formulas that were never calculated too, and it makes
room for the whole rectangle up to the last cell: two cells in far corners would take all memory.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field

from checker.loaders.docx.package import PACKAGE_ROOT, Element, Package
from checker.loaders.limits import MAX_GRID, check_count
from checker.loaders.workbook.grid import Grid
from checker.loaders.workbook.looks import Looks, Rich
from checker.loaders.workbook.values import shown
from checker.model import Unreadable

_MAIN = "xl/workbook.xml"


@dataclass(slots=True)
class Scan:
    """What one sheet holds beside its values; rows and columns are counted from 0."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    open: list[tuple[int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)
    pictures: int = 0
    #: The cells that comments hang on, once for each comment, answers among them.
    comments: list[str] = field(default_factory=list)
    #: Texts whose looks change what they say, and the cells whose style strikes out all they hold.
    rich: dict[tuple[int, int], Rich] = field(default_factory=dict)
    struck: set[tuple[int, int]] = field(default_factory=set)

    def crossed(self, grid: Grid) -> list[tuple[int, int]]:
        """The cells that hold something struck out."""
        cells = {place for place, text in self.rich.items() if text.struck} | self.struck
        return sorted((r, c) for r, c in cells if r < len(grid.texts) and grid.holds(r, c))

    def write_into(self, texts: list[list[str]]) -> None:
        """Put the error values where they stand, and texts as their looks have them."""
        looks = {place: shown(text.text) for place, text in self.rich.items()}
        for (row, column), text in (self.errors | looks).items():
            while len(texts) <= row:
                texts.append([])
            texts[row].extend([""] * (column + 1 - len(texts[row])))
            texts[row][column] = text


def names_in(data: bytes) -> dict[str, str]:
    """Who wrote an .xlsx, as its properties say. The title in them is seldom the report's."""
    package = Package(data)
    properties = package.properties(package.relations(PACKAGE_ROOT))
    return {name: text for name, text in properties.items() if name != "title"}


def scan(data: bytes) -> dict[str, Scan]:
    """What the sheets of an .xlsx hold, by name. Raises `Unreadable` for what is damaged or too large."""
    package = Package(data)
    found: dict[str, Scan] = {}
    if _MAIN not in package:
        # The binary form (.xlsb) says nothing of its size that could be looked at first.
        raise Unreadable(
            "这个表格文件里没有 Excel 的工作簿，或者是二进制的（.xlsb）",
            "请用 Excel 或 WPS 打开，另存为 xlsx 后再检查",
        )
    targets: dict[str, str] = {}
    listing = "xl/_rels/workbook.xml.rels"
    for relation in package.parse(listing) if listing in package else ():
        target = (relation.get("Target") or "").replace("\\", "/")
        targets[relation.get("Id") or ""] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    main = package.parse(_MAIN)
    looks = Looks(package)
    # A program that writes formulas and does not reckon leaves 0 in them, and asks for it to be done on opening.
    awaited = any(_is(e, "calcPr") and e.get("fullCalcOnLoad") in ("1", "true") for e in main)
    for element in main.iter():
        if not _is(element, "sheet"):
            continue
        keys = [value for name, value in element.attrib.items() if name.endswith("}id")]
        part = targets.get(keys[0], "") if keys else ""
        if part in package:
            found[element.get("name") or ""] = _sheet(package, part, awaited, looks)
    return found


def _is(element: Element, name: str) -> bool:
    return isinstance(element.tag, str) and element.tag.rpartition("}")[2] == name


def _sheet(package: Package, part: str, awaited: bool, looks: Looks) -> Scan:
    """What one sheet holds; where its formulas' results are `awaited`, zeros in all of them are none."""
    made = Scan()
    zeros: list[tuple[int, int]] = []
    formulas = 0
    root = package.parse(part)
    deepest = widest = 0
    row_at = -1
    for row in root.iter():  # rows among other things
        if _is(row, "drawing"):
            made.pictures += _pictures(package, part)
        if _is(row, "col") and row.get("hidden") in ("1", "true"):
            made.hidden_columns.append(range(_number(row.get("min"), 1) - 1, _number(row.get("max"), 1)))
        if not _is(row, "row"):
            continue
        row_at = _number(row.get("r"), row_at + 2) - 1
        if row.get("hidden") in ("1", "true"):
            made.hidden_rows.add(row_at)
        at = -1
        for cell in row:
            at = _column(cell.get("r")) if cell.get("r") else at + 1
            parts = {child.tag.rpartition("}")[2]: child for child in cell if isinstance(child.tag, str)}
            if not parts:
                continue  # only a look
            deepest, widest = max(deepest, row_at + 1), max(widest, at + 1)
            value = (parts["v"].text or "") if "v" in parts else ""
            look, crossed = looks.of(cell, parts)
            if look is not None:
                made.rich[row_at, at] = look
            if crossed:
                made.struck.add((row_at, at))
            if cell.get("t") == "e" and value:
                made.errors[row_at, at] = value
            elif "f" in parts:
                formulas += 1
                if not value and cell.get("t") != "str" and "is" not in parts:
                    made.open.append((row_at, at))
                elif value == "0":
                    zeros.append((row_at, at))
    if awaited and len(zeros) + len(made.open) == formulas:
        made.open += zeros
    check_count(deepest * widest, MAX_GRID, "表格单元格数")
    made.comments = _comments(package, part)
    return made


def _comments(package: Package, part: str) -> list[str]:
    """The cells of a sheet's comments. A thread stands in a part of its own, and once more, for older programs,
    among the notes."""
    relations = package.relations(part)
    found: dict[str, list[str]] = {}
    for kind, name in (("comments", "comment"), ("threadedComment", "threadedComment")):
        if (listing := relations.get(kind, "")) in package:
            found[kind] = [e.get("ref") or "" for e in package.parse(listing).iter() if _is(e, name)]
    threads = found.get("threadedComment", [])
    return [ref for ref in found.get("comments", []) if ref not in threads] + threads


def _number(text: str | None, otherwise: int) -> int:
    """An ordinal as a sheet writes it, at most the last row a sheet can have."""
    return (
        int(text) if text and text.isascii() and text.isdecimal() and 0 < int(text) <= 1 << 20 else otherwise
    )


def _column(reference: str) -> int:
    """The column of 「AB12」, counted from 0."""
    column = 0
    for letter in re.match(r"[A-Za-z]{0,3}", reference)[0]:  # type: ignore[index]
        column = column * 26 + ord(letter.upper()) - 64
    return column - 1


def _pictures(package: Package, part: str) -> int:
    """The pictures on a sheet."""
    drawing = package.relations(part).get("drawing", "")
    if drawing not in package:
        return 0
    return sum(_is(element, "pic") for element in package.parse(drawing).iter())
