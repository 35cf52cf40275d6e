"""The words of `words.json`, as patterns, and text on one line, as they are looked for in."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any


@cache
def words() -> dict[str, Any]:
    """The word lists of `words.json`."""
    import json

    return dict(json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8")))


@cache
def regex(pattern: str) -> re.Pattern[str]:
    """A pattern of `words.json`, whatever the case of its letters."""
    return re.compile(pattern, re.I)


def one_line(text: str | None) -> str:
    """Text on one line, cut where it is too long for anything shown."""
    return " ".join((text or "").split())[:300]
