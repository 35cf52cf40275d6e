"""The installed entry points of our group.

`importlib.metadata` brings the whole `email` package with it, a tenth of what a commit hook waits
for. Nearly everywhere the built-in packs are all there is, and that one look at the folders of
`sys.path` can tell; wherever there is anything else, `importlib.metadata` has the word.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import Any

#: The distribution the built-in packs come with.
OURS = "gouji-"


class EntryPoint:
    """An entry point of our own distribution, as `importlib.metadata` would give it."""

    __slots__ = ("name", "value")

    def __init__(self, name: str, value: str) -> None:
        self.name = name
        self.value = value

    @property
    def dist(self) -> Any:
        """The distribution; asked for only when somebody wants to know its name or version."""
        from importlib.metadata import distribution

        return distribution("gouji")

    def load(self) -> Any:
        """Import what it names."""
        from importlib import import_module

        module, _, name = self.value.partition(":")
        loaded = import_module(module.strip())
        return getattr(loaded, name.strip()) if name else loaded


def installed(group: str) -> Iterable[Any]:
    """The entry points of a group, of every distribution on the path."""
    files = _files(group)
    if (
        files is not None
        and len(files) == 1
        and os.path.basename(os.path.dirname(files[0][0])).startswith(OURS)
    ):
        return _parse(files[0][1], group)
    from importlib.metadata import entry_points

    return entry_points(group=group)


def _files(group: str) -> list[tuple[str, str]] | None:
    """The entry point files that name the group, with their texts; None where folders do not tell all."""
    standard = ("BuiltinImporter", "FrozenImporter", "PathFinder")
    for finder in sys.meta_path:
        name = getattr(finder, "__name__", type(finder).__name__)
        if name not in standard and hasattr(finder, "find_distributions"):
            return None
    found: dict[str, str] = {}
    for folder in dict.fromkeys(os.path.realpath(entry or os.curdir) for entry in sys.path):
        if os.path.isfile(folder):  # a zip archive may hold distributions
            return None
        try:
            names = [
                e.name for e in os.scandir(folder) if e.name.endswith((".dist-info", ".egg-info", ".egg"))
            ]
        except OSError:
            continue
        for name in names:
            if name.endswith(".egg"):
                return None
            path = os.path.join(folder, name, "entry_points.txt")
            try:
                with open(path, encoding="utf-8") as file:
                    text = file.read()
            except (OSError, UnicodeDecodeError):
                continue
            if f"[{group}]" in text:
                found[path] = text
    return list(found.items())


def _parse(text: str, group: str) -> list[EntryPoint]:
    """The lines 「name = value」 below 「[group]」."""
    found: list[EntryPoint] = []
    inside = False
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            inside = line == f"[{group}]"
        elif inside and "=" in line and not line.startswith(("#", ";")):
            name, _, value = line.partition("=")
            found.append(EntryPoint(name.strip(), value.strip()))
    return found
