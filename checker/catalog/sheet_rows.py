"""A catalogue in a spreadsheet (.xlsx, .xls, .ods), read with python-calamine (extra `xlsx`)."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from checker.catalog.grid import first_row, read_grid
from checker.catalog.headers import spread
from checker.catalog.raw import ABOVE, Doubtful, OpenFormula, RawCatalog, no_catalog
from checker.loaders.limits import MAX_BYTES
from checker.model import Unreadable
from checker.model.catalog import Spot

if TYPE_CHECKING:
    from checker.loaders.workbook.scan import Scan

#: What the parts of a spreadsheet may come to when inflated, and the cells of one sheet's rectangle.
_MAX_INFLATED = 4 * MAX_BYTES
_MAX_AREA = 4_000_000
_MAX_SHEETS = 50
_SAVE = "请用 Excel 或 WPS 打开，另存为 xlsx（不加密码）后再检查"


def read(data: bytes) -> RawCatalog:
    """The catalogue in the first sheet that holds one; it names the others. Raises `Unreadable`."""
    try:
        from python_calamine import CalamineWorkbook
    except ImportError:
        raise Unreadable(
            "读取电子表格需要 python-calamine，还没有安装",
            '请在 gouji 的源码目录执行 pip install ".[xlsx]"，或把清单另存为 CSV 后再检查',
        ) from None
    if data[:2] == b"PK":
        _check_size(data)
    beside = _beside(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names[:_MAX_SHEETS]
        seen: list[str] = []
        first: RawCatalog | None = None
        for number, name in enumerate(names, 1):
            sheet = book.get_sheet_by_name(name)
            # Rows that stand empty at the top are kept, so that places are those a person sees.
            rows = sheet.to_python(skip_empty_area=False)
            if name in beside:
                _write_beside(rows, beside[name])
            seen = seen or first_row(rows)
            found = read_grid(_filled(rows, getattr(sheet, "merged_cell_ranges", None)), _placing)
            if found is None or (first is not None and not found.rows):
                continue
            if first is None or not first.rows:
                found.sheet, found.sheet_name = number, name
                first = found
            else:
                first.others.append(name)
    except Unreadable:
        raise
    except Exception as error:  # the library has an exception of its own for each format
        detail = type(error).__name__
        if "Password" in detail:
            raise Unreadable("文件加了打开密码，无法读取", _SAVE) from None
        raise Unreadable("电子表格已损坏或不是电子表格，打不开", _SAVE) from None
    if first is None:
        raise no_catalog(seen)
    return first


def _beside(data: bytes) -> dict[str, Scan]:
    """What the library does not tell of the sheets of an .xlsx: it gives errors and open formulas as blanks."""
    from checker.loaders.workbook.scan import scan

    try:
        return scan(data) if data[:2] == b"PK" else {}
    except Unreadable:  # no .xlsx, or damaged: the library says so where it cannot read it either
        return {}


def _write_beside(rows: list[list[Any]], what: Scan) -> None:
    """Put error values and formulas without a result where they stand."""
    values: dict[tuple[int, int], Any] = {**what.errors, **dict.fromkeys(what.open, OpenFormula("="))}
    for (row, cell), value in values.items():
        if row < len(rows):
            rows[row].extend([""] * (cell + 1 - len(rows[row])))
            rows[row][cell] = value
    for why, cells in (("monthly", what.monthly), ("volatile", what.volatile)):
        for row, cell in cells:
            if row < len(rows) and cell < len(rows[row]) and rows[row][cell] not in ("", None):
                rows[row][cell] = Doubtful(rows[row][cell], why)


def _placing(row: int, cell: int, label: str, quote: str) -> Spot:
    return Spot(row=row, cell=cell or None, label=label if cell else "", quote=quote)


def _filled(rows: list[list[Any]], merged: Any) -> list[list[Any]]:
    """The rows with the value of a merged cell in all of its rows: one parent may stand for many columns."""
    for (top, left), (bottom, right) in merged or ():
        if right > left and top < min(ABOVE, len(rows)) and left < len(rows[top]):
            # One header over several columns of names: they are the levels.
            rows[top][left : right + 1] = spread(rows[top][left : right + 1])
        if bottom - top > len(rows) or top >= len(rows) or left >= len(rows[top]):
            continue
        value = rows[top][left]
        if bottom > top and _is_figure(value):
            value = rows[top][left] = Doubtful(value, "shared")
        for row in range(top + 1, min(bottom + 1, len(rows))):
            if left < len(rows[row]) and rows[row][left] in ("", None):
                rows[row][left] = value
    return rows


def _is_figure(value: Any) -> bool:
    """Whether a cell holds a number or a date, which one cell for several rows does not say of each of them."""
    return not isinstance(value, (str, Doubtful)) or (
        isinstance(value, str) and value.strip()[:1].isdecimal()
    )


def _check_size(data: bytes) -> None:
    """Raise `Unreadable` for a file that inflates to more than it may, or whose cells lie too far apart.

    The library makes a rectangle of all cells up to the last one: a single cell in XFD1048576
    would be 17 thousand million of them.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > 2000 or sum(part.file_size for part in parts) > _MAX_INFLATED:
                raise Unreadable(
                    "展开后太大（上限 {limit} MB）", "请确认选对了文件", limit=_MAX_INFLATED // 1024 // 1024
                )
            for part in parts:
                if re.fullmatch(r"(?i)xl/worksheets/[^/]+\.xml", part.filename):
                    _check_area(archive.read(part))
                elif part.filename == "content.xml":
                    _check_repeats(archive.read(part))
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
        raise Unreadable("电子表格已损坏或加了密码，打不开", _SAVE) from None


def _check_area(xml: bytes) -> None:
    bottom = right = 0
    for match in re.finditer(rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]{1,4})(\d{1,8})[\"']", xml):
        column = 0
        for letter in match[1]:
            column = column * 26 + letter - 64
        right, bottom = max(right, column), max(bottom, int(match[2]))
    if right * bottom > _MAX_AREA:
        raise Unreadable(
            "表格太大：最后一格在第 {row} 行第 {cell} 列", "请删去清单以外的内容（包括很远处的格子）后再检查",
            row=bottom, cell=right,
        )  # fmt: skip


def _check_repeats(xml: bytes) -> None:
    rows = re.findall(rb"number-rows-repeated=[\"'](\d{1,9})[\"']", xml)
    cells = re.findall(rb"number-columns-repeated=[\"'](\d{1,9})[\"']", xml)
    # Empty cells to the end of the sheet are usual (16384 columns); together with many rows of text they are not.
    if max(map(int, cells), default=1) > 20_000 or sum(map(int, rows)) > 3_000_000:
        raise Unreadable("表格太大", "请删去清单以外的内容后再检查")
