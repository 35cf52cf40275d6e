"""What holds for all tests."""

from __future__ import annotations

import os

from hypothesis import settings

# Chance finds new faults at a developer's desk. A change must land or not land by what it holds.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
