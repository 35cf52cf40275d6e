"""Complex fields (ECMA-376-1, 17.16): the code of a field is not text, its result is."""

from __future__ import annotations

from checker.loaders.docx.raw import CONTENTS, RawParagraph


class Fields:
    """The fields open at a place of a story.

    `open` says for each, innermost last, whether its code is still being read; `muted`
    counts those. `lines` are the paragraphs so far of a table of contents.
    """

    __slots__ = ("_table", "lines", "muted", "open")

    def __init__(self) -> None:
        self.open: list[bool] = []
        self.muted = 0
        # How many fields are open in a table of contents, itself included; 0 outside.
        self._table = 0
        self.lines: list[RawParagraph] = []

    def mark(self, kind: str | None) -> bool:
        """Take a `w:fldChar`; True where it ends a table of contents."""
        if kind == "begin":
            self.open.append(True)
            self.muted += 1
        elif kind == "separate":
            if self.open and self.open[-1]:
                self.open[-1] = False
                self.muted -= 1
        elif kind == "end" and self.open:
            if self.open.pop():
                self.muted -= 1
            if self._table > len(self.open):
                self._table = 0
                self.lines = []
                return True
        return False

    def code(self, text: str) -> None:
        """Take a piece of a field's code."""
        if not self._table and self.open and text.split()[:1] == ["TOC"]:
            self._table = len(self.open)

    def end_paragraph(self) -> bool:
        """Whether the paragraph that ends here belongs to a table of contents.

        A field's code ends with its paragraph: one without an end must not swallow the report.
        """
        if self.muted:
            self.open = [False] * len(self.open)
            self.muted = 0
        return self._table > 0

    def close(self) -> None:
        """End the story. A table of contents without an end is none: all after it would count as contents."""
        if self._table:
            for paragraph in self.lines:
                paragraph.flags &= ~CONTENTS
