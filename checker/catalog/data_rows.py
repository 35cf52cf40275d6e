"""A catalogue in JSON or YAML: a list of rows, or an object with `columns` (栏目) and what is said of the whole."""

from __future__ import annotations

from typing import Any

from checker.catalog import headers
from checker.catalog.raw import RawCatalog, RawRow, check_rows, no_catalog
from checker.loaders.limits import MAX_JSON_DEPTH
from checker.model import Unreadable
from checker.model.catalog import Spot
from checker.text import cut

_LISTS = ("columns", "栏目", "栏目清单", "清单", "catalog")
_REMEDY = "请检查缩进和冒号；也可以改用 CSV 或 xlsx"
#: Where each pointer stands: (line, column), counted from 1.
Places = dict[str, tuple[int | None, int | None]]


def read_json(text: str) -> RawCatalog:
    """The catalogue of a JSON text. Raises `Unreadable`."""
    from checker.loaders.json_scan import scan

    value, anchors = scan(text)
    return _assemble(value, {pointer: (a.line, a.column) for pointer, a in anchors.items()})


def read_yaml(text: str) -> RawCatalog:
    """The catalogue of a YAML text. Values are taken as written: 2024-13-45 is a text that names no day.

    Raises `Unreadable`; aliases (`*name`) are refused, because a few of them make a file of any size.
    """
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    places: Places = {}
    try:
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.AliasEvent):
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise Unreadable("第 {line} 行用了引用（*），这里不接受", "请把内容直接写出来", line=line)
        node = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Unreadable("第 {line} 行不合 YAML 的写法", _REMEDY, line=mark.line + 1 if mark else 1) from None
    except yaml.YAMLError:
        raise Unreadable("不合 YAML 的写法，或有不能出现的字符", _REMEDY) from None
    if node is None:
        raise no_catalog()
    return _assemble(_value(node, "", places, 0), places)


def _value(node: Any, pointer: str, places: Places, depth: int) -> Any:
    """The value of a YAML node, scalars as text (blank ones as None), and the places of all below it."""
    if depth > MAX_JSON_DEPTH:
        raise Unreadable("嵌套超过 {limit} 层", "请确认选对了文件", limit=MAX_JSON_DEPTH)
    places[pointer] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if node.id == "sequence":
        return [_value(item, f"{pointer}/{i}", places, depth + 1) for i, item in enumerate(node.value)]
    if node.id == "mapping":
        found: dict[str, Any] = {}
        for key, item in node.value:
            name = str(key.value) if key.id == "scalar" else "?"
            if name in found:
                raise Unreadable(
                    "第 {line} 行的「{name}」写了两次",
                    "请只留一个",
                    line=key.start_mark.line + 1,
                    name=name[:40],
                )
            found[name] = _value(item, f"{pointer}/{_escaped(name)}", places, depth + 1)
        return found
    if node.tag == "tag:yaml.org,2002:null":
        return None
    return node.value


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _assemble(value: Any, places: Places) -> RawCatalog:
    """The catalogue of plain data."""
    base, rows, whole = "", value, {}
    if isinstance(value, dict):
        name = next((key for key in value if str(key).strip().lower() in _LISTS), None)
        if name is None:
            raise no_catalog()
        base, rows = f"/{_escaped(str(name))}", value[name]
        names = [str(key) for key in value]
        for key, place in headers.assign(names, headers.whole_fields()).items():
            whole[key] = (
                value[names[place]],
                _spot(places, f"/{_escaped(names[place])}", names[place], value[names[place]]),
            )
    if not isinstance(rows, list) or not rows:
        raise no_catalog()
    check_rows(len(rows))
    out: list[RawRow] = []
    printed: dict[str, str] = {}
    unknown: dict[str, None] = {}
    for index, row in enumerate(rows):
        pointer = f"{base}/{index}"
        spot = _spot(places, pointer, "", "")
        if not isinstance(row, dict):
            out.append(RawRow(spot, {}, (cut(str(row), 60),)))
            continue
        names = [str(key) for key in row]
        found = headers.assign(names)
        cells: dict[str, tuple[Any, Spot | None]] = {}
        for key, place in found.items():
            name = names[place]
            printed.setdefault(key, name)
            cells[key] = (row[name], _spot(places, f"{pointer}/{_escaped(name)}", name, row[name]))
        unknown.update(dict.fromkeys(n for i, n in enumerate(names) if i not in found.values()))
        out.append(RawRow(spot, cells))
    if not headers.is_header(dict.fromkeys(printed, 0)):
        raise no_catalog()
    return RawCatalog(out, printed, list(unknown), whole, _spot(places, base, "", ""))


def _spot(places: Places, pointer: str, label: str, value: Any) -> Spot:
    line, column = places.get(pointer, (None, None))
    quote = "" if isinstance(value, (dict, list)) or value is None else str(value)
    return Spot(line=line, column=column, label=label, quote=cut(quote, 200))
