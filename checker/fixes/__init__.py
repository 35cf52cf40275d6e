"""Puts the edits of findings back into the file they came from, and leaves every other byte alone.

`cuts` says what an edit means at places of a source, `encoded` splices a text file in its own
encoding; one module a format knows where each character of a paragraph stands (`text` for
plain text and Markdown, `html`, `docx`, `json_instance`); `rounds` applies, checks again and
repeats until nothing is left to mend; `diff` and `writing` show and write the outcome.
"""

from __future__ import annotations

from checker.fixes.cuts import Refused
from checker.fixes.rounds import Fixed, fix_bytes

__all__ = ["Fixed", "Refused", "fix_bytes"]
