"""The lines of a text file, what each looks like, and what the readers of tables give back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from checker.loaders.blocks import Piece
from checker.loaders.limits import MAX_LINES, check_count
from checker.loaders.words import is_label, is_prose, is_value


class Line(NamedTuple):
    """A line of the file, or a part of one: its number, the column of its first character, and its text."""

    number: int
    column: int
    raw: str

    @property
    def text(self) -> str:
        """The line without the white space around it."""
        return self.raw.strip()

    @property
    def start(self) -> int:
        """The column of the first character that is not blank."""
        return self.column + len(self.raw) - len(self.raw.lstrip())

    def piece(self) -> Piece:
        """The line as one cell; a blank cell stands where the line begins."""
        return Piece(self.text, self.number, self.start if self.text else self.column)


class Found(NamedTuple):
    """A table found among the lines, or the lines that turned out to be paragraphs."""

    lines: list[Line]
    rows: list[list[Piece]] | None = None
    doubt: str = ""


class Kind(Enum):
    """What a line looks like."""

    BLANK = 0
    PLAIN = 1
    TAB_CELL = 2
    TAB_ROW = 3
    BARS = 4
    BORDER = 5
    ALIGNED = 6
    TITLE = 7


#: What was found from a line on, and the line after it.
Result = tuple[list[Found], int]


def split_lines(text: str) -> list[Line]:
    """The lines of a text; a form feed or a Unicode line separator parts a line without counting as one."""
    check_count(text.count("\n") + text.count("\r"), MAX_LINES, "行数")
    lines: list[Line] = []
    for number, physical in enumerate(re.split(r"\r\n|\n|\r", text.rstrip("\x1a")), 1):
        start = 0
        for match in re.finditer(r"[\f\v\x1c-\x1e\x85\u2028\u2029]", physical):
            lines.append(Line(number, start + 1, physical[start : match.start()]))
            start = match.end()
        lines.append(Line(number, start + 1, physical[start:]))
    return lines


def is_table(rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether the rows give evidence of a table: figures beside words, or labels of the form."""
    labels = sum(1 for row in rows for piece in row if is_label(piece.text))
    if labels > 1:
        return True
    for row in rows:
        texts = [piece.text for piece in row if piece.text]
        if len(texts) < 2 or any(is_prose(text) for text in texts):
            continue
        if any(is_value(text) for text in texts) and (labels or len(rows) > 1 or len(texts) > 2):
            return True
    return False
