"""Writes a catalogue: CSV that Excel opens, a spreadsheet, JSON or YAML. What is written reads back the same."""

from __future__ import annotations

import io
import json
import os
from typing import Any

from checker.catalog.cells import _UNSURE
from checker.catalog.headers import row_fields, whole_fields
from checker.catalog.standards import kinds

#: What a catalogue can be written as.
WRITABLE = (".csv", ".xlsx", ".json", ".yaml", ".yml")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: Fields that nobody misses where no column has them.
_OPTIONAL = ("items_this_year", "last_updated_from", "items_from", "unsure", "note")


def written(data: dict[str, Any], path: str) -> bytes:
    """The bytes of a catalogue (an instance of the schema) in the format of its suffix. Raises KeyError for another."""
    suffix = os.path.splitext(path)[1].lower()
    if suffix == ".json":
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")
    if suffix in (".yaml", ".yml"):
        import yaml

        return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000).encode(
            "utf-8", "backslashreplace"
        )
    if suffix == ".xlsx":
        return _sheet(data)
    if suffix == ".csv":
        return _csv(data)
    raise KeyError(suffix)


def _table(data: dict[str, Any]) -> tuple[list[tuple[str, str]], list[str], list[list[str]]]:
    """What stands above the table, its headers, and its rows, all as text."""
    rows = data["columns"]
    keys = [f.key for f in row_fields() if f.key not in _OPTIONAL or any(row.get(f.key) for row in rows)]
    titles = {f.key: f.title for f in row_fields()}
    above = [(f.title, str(data[f.key])) for f in whole_fields() if data.get(f.key)]
    return above, [titles[key] for key in keys], [[_cell(key, row.get(key)) for key in keys] for row in rows]


def _cell(key: str, value: Any) -> str:
    if value is None:
        return ""
    if key == "kind":
        return kinds()[value].title
    if key == "period":
        return "不定期" if value == "none" else str(value)
    if key == "unsure":
        names: dict[str, str] = {}
        for name, field in _UNSURE.items():
            names.setdefault(field, name)
        return "、".join(names[field] for field in value)
    return str(value)


def _safe(text: str) -> str:
    """Text that a spreadsheet does not take for a formula; the reader takes the mark off again."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _csv(data: dict[str, Any]) -> bytes:
    import csv

    above, heads, rows = _table(data)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for name, value in above:
        writer.writerow([name, _safe(value)])
    writer.writerow(heads)
    writer.writerows([_safe(text) for text in row] for row in rows)
    return out.getvalue().encode("utf-8-sig", "backslashreplace")


def _sheet(data: dict[str, Any]) -> bytes:
    import datetime

    import xlsxwriter

    above, heads, rows = _table(data)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime.datetime(2000, 1, 1)})
    bold = book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1})
    quoted = book.add_format({"quote_prefix": True})
    sheet = book.add_worksheet("栏目清单")
    at = 0
    for name, value in above:
        sheet.write_string(at, 0, name)
        sheet.write_string(at, 1, value, quoted if value.startswith(_FORMULA) else None)
        at += 1
    for column, head in enumerate(heads):
        sheet.write_string(at, column, head, bold)
        sheet.set_column(column, column, {"栏目": 28, "上级栏目": 20, "网址": 44, "备注": 40}.get(head, 14))
    sheet.freeze_panes(at + 1, 1)
    counts = {heads.index(h) for h in ("条数", "本年条数") if h in heads}
    for row in rows:
        at += 1
        for column, text in enumerate(row):
            if text and column in counts and text.isdecimal():
                sheet.write_number(at, column, int(text))
            elif text:
                sheet.write_string(at, column, text[:32_000], quoted if text.startswith(_FORMULA) else None)
    book.close()
    return out.getvalue()
