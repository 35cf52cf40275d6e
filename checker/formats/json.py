"""`--output json`: the whole run as one JSON object (schema: schemas/result.schema.json)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from checker.formats.jsonable import dumps, run_as_json

if TYPE_CHECKING:
    from checker.engine import Run

MACHINE = True


def render(run: Run, stream: TextIO) -> None:
    """Write the run, indented, keys in a fixed order, one newline at the end."""
    stream.write(dumps(run_as_json(run)) + "\n")
