"""`--output jsonl`: one report a line, each the object that `json` has under "reports"."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from checker.formats.jsonable import dumps, result_as_json

if TYPE_CHECKING:
    from checker.engine import Run

MACHINE = True


def render(run: Run, stream: TextIO) -> None:
    """Write one compact JSON object and a newline for every report."""
    for result in run.results:
        stream.write(dumps(result_as_json(result), indent=None) + "\n")
