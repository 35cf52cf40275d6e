"""Headers of a catalogue: which column of the file holds which field. The schema names them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from checker.form import default_paths
from checker.text import fold

#: The fields of the file as a whole, beside the list of columns.
WHOLE = ("site", "url", "collected", "unread")


@dataclass(slots=True, frozen=True)
class Field:
    """A field of a row: its key, its printed header, the other spellings in order of preference."""

    key: str
    title: str
    aliases: tuple[str, ...]


@cache
def schema() -> dict[str, Any]:
    """`catalog.schema.json`."""
    import json

    path = default_paths()[0].parent / "catalog.schema.json"
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _fields(properties: dict[str, Any]) -> tuple[Field, ...]:
    return tuple(
        Field(key, node["title"], tuple(node.get("x-aliases", ())))
        for key, node in properties.items()
        if "title" in node
    )


@cache
def row_fields() -> tuple[Field, ...]:
    """The fields of a row."""
    return _fields(schema()["properties"]["columns"]["items"]["properties"])


@cache
def whole_fields() -> tuple[Field, ...]:
    """The fields of the whole file."""
    return _fields({key: schema()["properties"][key] for key in WHOLE})


@cache
def _ranks(fields: tuple[Field, ...]) -> dict[str, tuple[str, int]]:
    """Each folded spelling: the field it names, and how far down the list of its spellings it stands."""
    found: dict[str, tuple[str, int]] = {}
    for field in fields:
        for rank, word in enumerate((field.key, field.title, *field.aliases)):
            found.setdefault(_fold(word), (field.key, rank))
    return found


def _fold(text: str) -> str:
    word = re.sub(r"\([^()]*\)", "", fold(text)).lower()
    return word.replace("_", "").replace("-", "").strip("*:")


def title_of(key: str) -> str:
    """The printed header of a field."""
    return next((field.title for field in (*row_fields(), *whole_fields()) if field.key == key), key)


def assign(texts: list[str], fields: tuple[Field, ...] | None = None) -> dict[str, int]:
    """Which of a row of headers names which field. Where two name the same, the better spelling wins."""
    ranks = _ranks(fields or row_fields())
    best: dict[str, tuple[int, int]] = {}
    for place, text in enumerate(texts):
        key, rank = ranks.get(_fold(text), ("", 0)) if text else ("", 0)
        if key and (key not in best or rank < best[key][0]):
            best[key] = (rank, place)
    found = {key: place for key, (_rank, place) in best.items()}
    # A list of first-level columns only has 「一级栏目」 for the column itself.
    if fields is None and "column" not in found and "parent" in found:
        found["column"] = found.pop("parent")
    return dict(sorted(found.items(), key=lambda item: item[1]))


@cache
def _levels() -> dict[str, int]:
    names = schema()["properties"]["columns"]["items"]["properties"]["column"]["x-levels"]
    return {_fold(word): level for level, words in enumerate(names) for word in words}


def spread(cells: list[Any]) -> list[Any]:
    """Cells under one merged header: where it names the columns, the names of levels stand for it."""
    words = schema()["properties"]["columns"]["items"]["properties"]["column"]["x-levels"]
    plain = isinstance(cells[0], str) and assign([cells[0]], (row_fields()[0],)) == {"column": 0}
    if not plain or _fold(cells[0]) in _levels() or len(cells) > len(words):
        return cells
    return [names[0] for names in words[: len(cells)]]


def levels(texts: list[str], found: dict[str, int]) -> list[int]:
    """The places of 「一级栏目」「二级栏目」… from the highest, where these name the columns; else none."""
    known = {
        level: place for place, text in enumerate(texts) if (level := _levels().get(_fold(text))) is not None
    }
    places = [known[level] for level in sorted(known)]
    return places if len(places) > 1 and found.get("column") in places else []


def doubled(texts: list[str], found: dict[str, int]) -> dict[int, int]:
    """Headers that name a field which another one was taken for: its place -> the place of that one."""
    ranks = _ranks(row_fields())
    # 「一级栏目」 may have been taken for the column itself.
    fields = {place: key for key, place in found.items()}
    other: dict[int, int] = {}
    for place, text in enumerate(texts):
        key = ranks.get(_fold(text), ("", 0))[0] if text else ""
        if key in found and place not in fields:
            other[place] = found[key]
    return other


def is_header(found: dict[str, int]) -> bool:
    """Whether a row of headers is that of a catalogue: it names the columns and says something of them."""
    return "column" in found and len(found) > 1


def pairs(texts: list[str]) -> dict[str, tuple[str, int]]:
    """What a line above the table says of the file: 「采集日期：2025-01-10」, in one cell or in two."""
    known = _ranks(whole_fields())
    found: dict[str, tuple[str, int]] = {}
    for place, text in enumerate(texts):
        name, _mark, value = text.replace("：", ":").partition(":")
        key = known.get(_fold(name), ("", 0))[0]
        if not key:
            continue
        value = value.strip() or (texts[place + 1] if place + 1 < len(texts) else "")
        if value:
            found.setdefault(key, (value, place))
    return found
