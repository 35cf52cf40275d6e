"""Catalogues of the columns of a website (栏目清单): read from CSV, spreadsheets, JSON and YAML, and judged.

`read` turns a file into a `Catalog`; `freshness` says of each column whether it was updated in
time. Periods, limits and kinds are data (`schemas/catalog-standards.json`).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from checker.model import Unreadable

if TYPE_CHECKING:
    from checker.model.catalog import Catalog

#: The kind of a catalogue of columns that is checked without a report.
CATALOG = "catalog"
#: What a catalogue may be named; the content decides where it says otherwise.
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".et", ".json", ".yaml", ".yml")


def read(data: bytes, path: str) -> Catalog:
    """Read a catalogue. Raises `Unreadable`, which says what the file is instead.

    Cells that cannot be read are in `Catalog.faults`; no row is dropped but sums (合计).
    """
    from checker.loaders import limits

    limits.check_size(len(data))
    with _no_collector():
        return _read(data, path)


@contextmanager
def _no_collector() -> Iterator[None]:
    """All that reading makes of a row stays: the collector would walk over it again and again for nothing.

    Measured at ten thousand columns: 40 of 100 parts of the time.
    """
    import gc

    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


#: Kinds that hold reports and no catalogues, and what to say of them.
_REPORTS = {
    **dict.fromkeys(("docx", "doc", "rtf", "odt"), "这是 Word 文件，不是栏目清单"),
    "pdf": "这是 PDF 文件，不是栏目清单",
    "mht": "这是存下来的网页，不是栏目清单",
}


_SAVE = "请确认选对了文件；清单用 Excel 或 WPS 打开，另存为 xlsx 或 CSV UTF-8 后再检查"


def _read(data: bytes, path: str) -> Catalog:
    from checker.catalog.build import build
    from checker.loaders.sniff import binary_kind, refuse

    sha256 = hashlib.sha256(data).hexdigest()
    kind = binary_kind(data)
    suffix = os.path.splitext(path)[1].lower()
    try:
        if kind in ("xlsx", "xls", "ods") or (kind == "ole" and suffix not in (".doc", ".wps")):
            from checker.catalog import sheet_rows

            return build(sheet_rows.read(data), path, sha256, "sheet")
        if kind in _REPORTS:
            raise Unreadable(_REPORTS[kind], "请把清单放进 Excel 表格或 CSV 文件")
        if kind is not None:
            # What such a file is stays true; what to do with a report would not help.
            raise Unreadable(
                refuse(kind).why, "请确认选对了文件；清单应是 Excel 表格（xlsx）、CSV、JSON 或 YAML"
            )
        return _text(data, path, sha256, suffix)
    except (RecursionError, MemoryError) as error:
        raise Unreadable("文件嵌套太深或太大，无法读取", "请确认选对了文件") from error


def _text(data: bytes, path: str, sha256: str, suffix: str) -> Catalog:
    from checker.catalog import csv_rows, data_rows
    from checker.catalog.build import build
    from checker.catalog.raw import like_a_report
    from checker.loaders.encoding import decode

    try:
        text, _encoding = decode(data)
    except Unreadable as error:
        if b"\0" in data:
            raise Unreadable("这不是文字文件（内容是二进制数据），不是栏目清单", _SAVE) from None
        raise Unreadable(error.why, _SAVE, **error.values) from None
    if not text.strip():
        raise Unreadable("文件里没有内容", "请确认选对了文件")
    start = text.lstrip()
    if start.startswith("<"):
        raise Unreadable("这是网页，不是栏目清单", "用 gouji catalog scan 可以从网页生成清单")
    if (report := like_a_report(text)) is not None and suffix not in (".csv", ".tsv"):
        raise report
    if suffix == ".json" or (suffix not in (".csv", ".tsv", ".yaml", ".yml") and start[:1] in "[{"):
        return build(data_rows.read_json(text), path, sha256, "json")
    if suffix in (".yaml", ".yml"):
        return build(data_rows.read_yaml(text), path, sha256, "yaml")
    try:
        return build(csv_rows.read(text), path, sha256, "csv")
    except Unreadable as error:
        if suffix in (".csv", ".tsv"):
            raise
        # Standard input has no suffix: what is no table may be YAML.
        try:
            return build(data_rows.read_yaml(text), path, sha256, "yaml")
        except Unreadable:
            raise error from None


__all__ = ["CATALOG", "SUFFIXES", "read"]
