"""The hooks. They register things and do nothing else: the engine runs the rules one by one,
because in pluggy one raising implementation throws away every other plugin's results."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    from checker.model import Document
    from checker.rule import Rule

PROJECT = "gouji"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def gouji_rules() -> Iterable[Rule]:  # type: ignore[empty-body]
    """The rules of this plugin."""


@hookspec
def gouji_loaders() -> Iterable[tuple[str, Callable[[bytes, str], Document]]]:  # type: ignore[empty-body]
    """Pairs of a format's suffix (".odt") and a function (bytes, path) -> Document."""


@hookspec
def gouji_formats() -> Iterable[tuple[str, Callable[..., Any]]]:  # type: ignore[empty-body]
    """Pairs of an output format's name and its `render(run, stream)`."""


@hookspec
def gouji_schemas() -> Iterable[Path]:  # type: ignore[empty-body]
    """Paths of report schemas (their equations stand beside them)."""
