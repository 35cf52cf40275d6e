"""The standards of `schemas/catalog-standards.json`: kinds, periods, limits, the platform's parts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from checker.form import default_paths
from checker.text import fold


@dataclass(slots=True, frozen=True)
class Kind:
    """A kind of column: how often it must be updated, who says so, and how severe it is."""

    key: str
    title: str
    period: str
    severity: str
    source: str


@cache
def standards() -> dict[str, Any]:
    """The whole file."""
    import json

    path = default_paths()[0].parent / "catalog-standards.json"
    return dict(json.loads(path.read_text(encoding="utf-8")))


@cache
def kinds() -> dict[str, Kind]:
    """The kinds by key, in the order of the file."""
    return {
        key: Kind(key, k["title"], k["period"], k["severity"], k["source"])
        for key, k in standards()["kinds"].items()
    }


@cache
def _spellings() -> dict[str, str]:
    found: dict[str, str] = {}
    for key, kind in standards()["kinds"].items():
        for word in (key, kind["title"], *kind["aliases"]):
            found.setdefault(fold(word).lower(), key)
    return found


def kind_of(text: str) -> str | None:
    """The kind a cell names (「动态要闻」, "news"), None where it names none."""
    word = fold(text).lower().replace("-", "_").replace("organization", "organisation")
    found = _spellings()
    return found.get(word) or found.get(word.removesuffix("类")) or found.get(word.removesuffix("栏目"))


@cache
def infer_kind(name: str) -> str:
    """The kind a column's name suggests, "other" where it suggests none: the longest word it holds decides."""
    folded = fold(name)
    best, longest = "other", 0
    for key, kind in standards()["kinds"].items():
        if any(word in folded for word in kind["not"]):
            continue
        for word in kind["names"]:
            if word in folded and len(word) > longest:
                best, longest = key, len(word)
    return best
