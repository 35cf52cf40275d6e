"""The built-in report schemas, registered as a plugin's would be."""

from __future__ import annotations

from pathlib import Path

from checker.hookspecs import hookimpl

FOLDER = Path(__file__).parent


@hookimpl
def gouji_schemas() -> list[Path]:
    """The two editions of the yearly report; their equations stand beside them."""
    return [FOLDER / "annual-report-2019.schema.json", FOLDER / "annual-report-2021.schema.json"]
