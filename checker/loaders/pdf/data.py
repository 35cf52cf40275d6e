"""The data files of this package."""

from __future__ import annotations

import json
import os
from functools import cache


@cache
def radicals() -> dict[str, str]:
    """Radicals and the Han character each stands for."""
    with open(os.path.join(os.path.dirname(__file__), "radicals.json"), encoding="utf-8") as file:
        loaded: dict[str, str] = json.load(file)["radicals"]
    return loaded
