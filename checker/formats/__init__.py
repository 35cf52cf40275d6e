"""One module an output format: `render(run, stream)` writes a run to a text stream.

A module may say `NEEDS_REPORT = True` (it draws the report itself, not only the findings) and
`MACHINE = True` (its bytes are UTF-8 with "\\n" on every system, whatever the console speaks), or
`BINARY = True` (its stream takes bytes, and must be a file). `REQUIRES` names a module that may be
absent, and the extra that brings it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checker.engine import Run

Render = Callable[["Run", Any], Any]

#: The formats of the core, by name. A module is imported when its format is asked for.
BUILTIN = ("rich", "concise", "json", "jsonl", "html", "xlsx")


@dataclass(slots=True, frozen=True)
class Format:
    """An output format ready for use."""

    name: str
    render: Render
    needs_report: bool = False
    machine: bool = False
    binary: bool = False
    requires: tuple[str, str] | None = None


def load(name: str) -> Format:
    """The built-in format of that name. Raises KeyError where there is none."""
    if name not in BUILTIN:
        raise KeyError(name)
    return as_format(name, import_module(f"checker.formats.{name}"))


def as_format(name: str, source: Any) -> Format:
    """A format from a module with `render`, or from a plugin's render function itself."""
    render = getattr(source, "render", source)
    module = source if hasattr(source, "render") else import_module(render.__module__)
    return Format(
        name,
        render,
        bool(getattr(source, "NEEDS_REPORT", getattr(module, "NEEDS_REPORT", False))),
        bool(getattr(source, "MACHINE", getattr(module, "MACHINE", True))),
        bool(getattr(module, "BINARY", False)),
        getattr(module, "REQUIRES", None),
    )
