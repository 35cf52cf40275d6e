"""What holds for all tests."""

from __future__ import annotations

import os

from hypothesis import settings

from checker.loaders.pdf.standin import prepared

# pdfplumber, the oracle of some tests, would bring PDFium along first, and PDFs were read by the fonts of this machine.
prepared()

# Chance finds new faults at a developer's desk. A change must land or not land by what it holds.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
