"""A raw catalogue understood: the instance of the schema, its columns, and what is wrong with its cells."""

from __future__ import annotations

from typing import Any

from checker.catalog import cells, headers
from checker.catalog.raw import OpenFormula, RawCatalog, RawRow
from checker.catalog.standards import infer_kind
from checker.model import Unreadable
from checker.model.catalog import Catalog, CatalogColumn, Fault
from checker.text import cut, fold

_SUMS = frozenset(("合计", "总计", "小计", "共计"))
#: How the cells of each field are read.
READERS = {
    "column": cells.plain_text(200),
    "parent": cells.plain_text(200),
    "kind": cells.parse_kind,
    "last_updated": cells.parse_date,
    "items": cells.parse_count,
    "items_this_year": cells.parse_count,
    "url": cells.plain_text(4000),
    "period": cells.period_cell,
    "last_updated_from": cells.plain_text(4000),
    "items_from": cells.plain_text(4000),
    "unsure": cells.unsure_cell,
    "note": cells.plain_text(2000),
}


def build(raw: RawCatalog, path: str, sha256: str, form: str) -> Catalog:
    """The catalogue of its raw rows."""
    found = Catalog(path, sha256, form, {"kind": "catalog"}, headers=raw.headers, unknown=raw.unknown)
    found.sheet, found.sheet_name, found.ordinals = raw.sheet, raw.sheet_name, raw.ordinals
    found.text, found.doubled, found.others = raw.text, raw.doubled, raw.others
    found.heads = {"columns": raw.head}
    for key, (value, spot) in raw.whole.items():
        found.heads[key] = spot
        read = cells.parse_date if key == "collected" else cells.plain_text(4000)
        got, fault = _read(read, value, f"/{key}", headers.title_of(key))
        if fault:
            found.faults.append(fault)
        found.data[key] = got if not hasattr(got, "isoformat") else got.isoformat()
    rows: list[dict[str, Any]] = []
    found.data["columns"] = rows
    seen: dict[tuple[str, str, str], int] = {}
    for row in raw.rows:
        _row(found, row, rows, seen)
    if not rows:
        raise Unreadable("清单里一个栏目也没有", "请核对是不是选错了文件，或者清单还没有填")
    return found


def _read(read: Any, value: Any, pointer: str, header: str) -> tuple[Any, Fault | None]:
    """What a cell holds; a cell that cannot be read keeps its text and brings a fault."""
    if type(value) is OpenFormula:
        message = "「{header}」是公式，没有存下计算结果，请用 Excel 或 WPS 打开，保存一次后再检查"
        return "", Fault(pointer, message, {"header": header})
    if isinstance(value, (dict, list)) and read is not cells.unsure_cell:
        return cut(str(value), 200), Fault(pointer, "「{header}」应是一个值，不能是一组", {"header": header})
    try:
        return read(value), None
    except cells.BadCell as error:
        text = cells.text_of(value)
        values = {"header": header, "stated": cut(text, 60, "…"), **error.values}
        return text, Fault(pointer, "「{header}」填的是“{stated}”，{wrong}", values, error.message)


def _row(
    found: Catalog, row: RawRow, rows: list[dict[str, Any]], seen: dict[tuple[str, str, str], int]
) -> None:
    index = len(rows)
    pointer = f"/columns/{index}"
    name = cells.text_of(row.cells.get("column", ("", None))[0])
    if fold(name) in _SUMS and not cells.text_of(row.cells.get("last_updated", ("", None))[0]):
        found.ignored.append(found.placed(row.spot))
        return
    data: dict[str, Any] = {}
    spots = {"": row.spot}
    bad: set[str] = set()
    values: dict[str, Any] = {}
    for key, (value, spot) in row.cells.items():
        if spot is not None:
            spots[key] = spot
        got, fault = _read(READERS[key], value, f"{pointer}/{key}", found.headers.get(key, key))
        if fault:
            found.faults.append(fault)
            bad.add(key)
            data[key] = got
        else:
            values[key] = got
            data[key] = got.isoformat() if key == "last_updated" and got else got
    if row.excess:
        found.faults.append(
            Fault(
                pointer,
                "这一行比表头多出内容“{stated}”，各格可能错位",
                {"stated": cut("、".join(row.excess), 60, "…")},
            )
        )
        # Nothing of a row whose cells may have slipped is judged.
        bad |= {"column", "last_updated", "items", "period", "kind", "items_this_year"}
    if not values.get("column"):
        if "column" not in bad:
            found.faults.append(
                Fault(f"{pointer}/column" if "column" in row.cells else pointer, "没有写栏目的名称")
            )
        bad.add("column")
        data.setdefault("column", "")
    elif not row.excess:
        key_ = (fold(values["column"]), fold(values.get("parent") or ""), values.get("url") or "")
        if key_ in seen:
            message = "栏目「{name}」已经写过一次（{place}），同一栏目请只写一行"
            place = str(found.anchor(f"/columns/{seen[key_]}"))
            found.faults.append(
                Fault(f"{pointer}/column", message, {"name": values["column"], "place": place})
            )
            bad.add("column")
        else:
            seen[key_] = index
    rows.append(data)
    found.spots.append(spots)
    found.texts.append(row.texts)
    found.columns.append(_column(index, values, bad, data))


def _column(index: int, values: dict[str, Any], bad: set[str], data: dict[str, Any]) -> CatalogColumn:
    name = values.get("column") or str(data.get("column") or "")
    kind = values.get("kind")
    inferred = kind is None and "kind" not in bad
    return CatalogColumn(
        index=index,
        name=name,
        parent=values.get("parent") or "",
        kind=kind or (infer_kind(name) if inferred else "other"),
        inferred=inferred,
        last_updated=values.get("last_updated"),
        items=values.get("items"),
        items_this_year=values.get("items_this_year"),
        period=values.get("period"),
        url=values.get("url") or "",
        note=values.get("note") or "",
        unsure=frozenset(values.get("unsure") or ()),
        bad=frozenset(bad),
    )
