"""A page of terminal text: lines of styled pieces, already broken, never read as markup."""

from __future__ import annotations

import os
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from checker.formats.wrap import wrap

#: Without a terminal to ask.
DEFAULT_WIDTH = 80
_NARROWEST = 60
#: Prose wider than this is hard to read; tables and rules may be wider.
PROSE_WIDTH = 110

STYLES = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan", "review": "bold magenta"}
VERDICT_STYLES = {"通过": "bold green", "未通过": "bold red", "未能全部核对": "bold yellow"}


def width_of(stream: TextIO) -> int:
    """The columns of the terminal behind a stream; COLUMNS, else 80, where there is none."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return max(_NARROWEST, int(columns))
    try:
        return max(_NARROWEST, os.get_terminal_size(stream.fileno()).columns)
    except (OSError, ValueError, AttributeError):
        return DEFAULT_WIDTH


class Page:
    """Writes lines to a stream as soon as they are said."""

    def __init__(self, stream: TextIO, width: int | None = None) -> None:
        """`width` is in cells; the stream's own terminal decides where it is not given."""
        self.width = width or width_of(stream)
        self.prose = min(self.width, PROSE_WIDTH) - 1
        self.console = Console(
            file=stream, width=self.width, highlight=False, markup=False, emoji=False, soft_wrap=True
        )
        encoding = (getattr(stream, "encoding", None) or "utf-8").lower().replace("-", "")
        # Chinese consoles of old draw these lines two cells wide.
        self.bar, self.dash = ("│", "─") if encoding == "utf8" and os.name != "nt" else ("|", "-")

    def line(self, *pieces: tuple[str, str]) -> None:
        """One line made of (text, style) pieces."""
        self.console.print(Text.assemble(*pieces), end="\n")

    def blank(self) -> None:
        """An empty line."""
        self.line(("", ""))

    def rule(self, style: str = "dim") -> None:
        """A line across the page."""
        self.line((self.dash * min(self.width - 1, PROSE_WIDTH), style))

    def say(
        self, text: str, style: str = "", *, indent: int = 0, lead: str = "", lead_style: str = ""
    ) -> None:
        """A paragraph, broken into lines. `lead` stands before its first line, the others hang below it."""
        hang = indent + cell_len(lead)
        for number, part in enumerate(wrap(text, self.prose - hang)):
            if number == 0:
                self.line((" " * indent, ""), (lead, lead_style), (part, style))
            else:
                self.line((" " * hang, ""), (part, style))

    def pack(self, items: list[str], mark: str, *, lead: str, lead_style: str = "", style: str = "") -> None:
        """Short items in a row after `lead`, each kept whole, `mark` between them."""
        lines, used = [""], 0
        hang = cell_len(lead)
        for number, item in enumerate(items):
            piece = item + (mark if number < len(items) - 1 else "")
            if used and used + cell_len(piece.rstrip()) > self.prose - hang:
                lines.append("")
                used = 0
            lines[-1] += piece
            used += cell_len(piece)
        for number, text in enumerate(lines):
            start = (lead, lead_style) if number == 0 else (" " * hang, "")
            self.line(start, (text.rstrip(), style))

    def ends(self, left: list[tuple[str, str]], right: tuple[str, str]) -> None:
        """A line with `right` at the right margin, or on a line of its own where both do not fit."""
        used = sum(cell_len(text) for text, _style in left)
        gap = self.prose - used - cell_len(right[0])
        if gap >= 2:
            self.line(*left, (" " * gap, ""), right)
        else:
            self.line(*left)
            self.line((" " * max(0, self.prose - cell_len(right[0])), ""), right)
