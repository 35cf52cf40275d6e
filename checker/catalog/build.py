"""A raw catalogue understood: the instance of the schema, its columns, and what is wrong with its cells."""

from __future__ import annotations

import re
from typing import Any

from checker.catalog import cells, headers
from checker.catalog.raw import Doubtful, OpenFormula, RawCatalog, RawRow
from checker.catalog.standards import infer_kind
from checker.model import Unreadable
from checker.model.catalog import Catalog, CatalogColumn, Fault
from checker.text import cut, fold

_SUMS = frozenset(("合计", "总计", "小计", "共计"))
#: What of a row is not judged where its cells may have slipped.
_SLIPPED = frozenset(("column", "last_updated", "items", "period", "kind", "items_this_year"))
#: What stands below a table and is no column: 「注：…」, 「填表人：张三」.
_REMARK = re.compile(
    r"(?:备?注|说明|填表说明|注意|填[表报写]人|填报单位|填[表报写](?:日期|时间)|制表人?|审核人?|负责人|联系人|联系电话|统计(?:日期|时间|截止日期)|报送(?:日期|时间))\s*[:：]"
)
#: How the cells of each field are read.
READERS = {
    "column": cells.name_cell,
    "parent": cells.name_cell,
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
    if isinstance(value, Doubtful):
        if fault := _doubted(value, pointer, header):
            return cells.text_of(value), fault
        value = value.value
    if isinstance(value, (dict, list)) and read is not cells.unsure_cell:
        return cut(str(value), 200), Fault(pointer, "「{header}」应是一个值，不能是一组", {"header": header})
    try:
        return read(value), None
    except cells.BadCell as error:
        text = cells.text_of(value)
        values = {"header": header, "stated": cut(text, 60, "…"), **error.values}
        return text, Fault(pointer, "「{header}」填的是“{stated}”，{wrong}", values, error.message)


def _doubted(cell: Doubtful, pointer: str, header: str) -> Fault | None:
    """What is wrong with a cell that is not what it seems, None where that does not matter to its field."""
    field, values = pointer.rpartition("/")[2], {"header": header, "stated": cells.text_of(cell)}
    if cell.why == "monthly" and field in ("last_updated", "collected"):
        values["stated"] = values["stated"][:7]
        return Fault(
            pointer, "「{header}」填的是“{stated}”，{wrong}", values, "只有年月，请写到日，如 2024-12-20"
        )
    if cell.why == "volatile" and field in ("last_updated", "collected"):
        message = "「{header}」是 TODAY、NOW 一类的公式，每天都会变，请改填实际的日期"
        return Fault(pointer, message, {"header": header})
    if cell.why == "shared" and field in ("items", "items_this_year") and values["stated"] != "0":
        message = "「{header}」是几行合并的一格（{stated}），看不出每个栏目各有多少，请分开填写"
        return Fault(pointer, message, values)
    return None


def _row(
    found: Catalog, row: RawRow, rows: list[dict[str, Any]], seen: dict[tuple[str, str, str], int]
) -> None:
    index = len(rows)
    pointer = f"/columns/{index}"
    name = cells.text_of(row.cells.get("column", ("", None))[0])
    if _REMARK.match(name):
        found.remarks.append(found.placed(row.spot))
        return
    if fold(name).strip(":：") in _SUMS and not cells.text_of(row.cells.get("last_updated", ("", None))[0]):
        found.ignored.append(found.placed(row.spot))
        return
    data: dict[str, Any] = {}
    spots = {"": row.spot}
    bad: set[str] = set()
    values: dict[str, Any] = {}
    shared: list[str] = []
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
            if key == "last_updated" and got and isinstance(value, Doubtful) and value.why == "shared":
                shared.append(key)
            data[key] = got.isoformat() if key == "last_updated" and got else got
    if shared:
        # One date for several columns is perhaps that of one of them.
        values["unsure"] = data["unsure"] = list(dict.fromkeys([*(values.get("unsure") or ()), *shared]))
    if {"column", "parent"} & bad:
        bad |= _SLIPPED
    if row.excess:
        found.faults.append(
            Fault(
                pointer,
                "这一行比表头多出内容“{stated}”，各格可能错位",
                {"stated": cut("、".join(row.excess), 60, "…")},
            )
        )
        # Nothing of a row whose cells may have slipped is judged.
        bad |= _SLIPPED
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
