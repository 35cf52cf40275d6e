"""Markdown -> `Document`: what a reader of the rendered page sees, at its place in the file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.loaders.blocks import Blocks, Piece
from checker.loaders.markdown_inline import GONE, MARKED, Spot, show
from checker.loaders.markdown_lines import is_delimiter, parts, without_comments
from checker.loaders.pads import trim_pads
from checker.loaders.raised import STRUCK_OUT
from checker.loaders.text_lines import Line, split_lines
from checker.loaders.words import PAGE_NUMBER
from checker.model import Anchor, Document, Table

STRUCK = frozenset({"struck"})
_BLANK = GONE + " \t\u3000\xa0"
# Writers of Chinese leave out the space after #.
_ATX = re.compile(r"(#{1,6})(?:[ \t]+|(?=[^\s#\d!-/])|$)")
_SETEXT = re.compile(r"(=+|-{2,})[ \t]*$")
_RULE = re.compile(r"(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_BULLET = re.compile(r"[-*+][ \t]+(?=\S)")
_ORDERED = re.compile(r"\d{1,9}[.)][ \t]+\S")
_BAR = re.compile(r"(?<!\\)\|")
_HTML_BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)


def load(data: bytes, path: str) -> Document:
    """Read the bytes of a Markdown file. Raises `Unreadable`."""
    from checker.loaders.encoding import decode

    return load_text(decode(data)[0], path)


def load_text(text: str, path: str) -> Document:
    """Read a Markdown text. Places are lines and columns of the file; tables have no merged cells."""
    reader = _Reader(split_lines(without_comments(text)))
    reader.read()
    document = Document(path, "markdown", "", reader.blocks.blocks)
    if reader.title:
        document.metadata["title"] = reader.title
    if reader.pictures:
        document.metadata["pictures"] = len(reader.pictures)
        document.metadata["picture_blocks"] = reader.pictures
    if reader.struck:
        document.metadata["struck"] = reader.struck
        document.metadata["marks"] = reader.marks
    return document


class _Reader:
    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.blocks = Blocks()
        self.pictures: list[int] = []
        self.struck = 0
        self.marks: dict[str, Anchor] = {}
        self.title = ""
        self._paragraph: list[Spot] = []

    def read(self) -> None:
        at = self._front_matter()
        while at < len(self.lines):
            at = self._line(at)
        self._flush()

    def _front_matter(self) -> int:
        """Skip a head of settings between two --- lines; its title is the document's."""
        if not self.lines or self.lines[0].raw.rstrip() != "---":
            return 0
        for at, line in enumerate(self.lines[1:60], 1):
            if line.raw.rstrip() in ("---", "..."):
                return at + 1
            if not re.match(r"\s|#|-|[\w-]+\s*:|$", line.raw):
                return 0
            if line.raw.startswith("title:"):
                self.title = line.raw[6:].strip(" \t\"'")
        self.title = ""
        return 0

    def _spot(self, line: Line) -> Spot:
        """The line without its indent, and without the marks of a quotation."""
        raw = line.raw
        start = len(raw) - len(raw.lstrip(_BLANK))
        quoted = _QUOTE.match(raw, start)
        if quoted:
            start = quoted.end()
            start += len(raw) - start - len(raw[start:].lstrip(_BLANK))
        return Spot(raw[start:].rstrip(_BLANK), line.number, line.column + start)

    def _line(self, at: int) -> int:
        line = self.lines[at]
        spot = self._spot(line)
        text = spot.text
        if not text:
            # A comment alone on its line is no blank line.
            if GONE not in line.raw:
                self._flush()
            return at + 1
        fence = _FENCE.match(text)
        if fence:
            return self._fenced(at, fence[1])
        if re.match(r"<table\b", text, re.IGNORECASE):
            return self._html_table(at)
        rows = self._table_at(at)
        if rows:
            self._flush()
            self._table(rows)
            return at + len(rows)
        if self._heading(spot) or PAGE_NUMBER.fullmatch(text):
            return at + 1
        if _RULE.match(text):
            self._flush()
            return at + 1
        bullet = _BULLET.match(text)
        if bullet:
            self._flush()
            spot = Spot(text[bullet.end() :], spot.line, spot.column + bullet.end())
        elif _ORDERED.match(text):
            self._flush()
        words, hard = _without_break(spot.text, line.raw)
        if words:
            self._paragraph.append(spot._replace(text=words))
        if hard:
            self._flush()
        return at + 1

    # --- paragraphs ------------------------------------------------------------------------------

    def _flush(self) -> None:
        spots, self._paragraph = self._paragraph, []
        for part in parts(spots):
            self._add(part)

    def _add(self, spots: Sequence[Spot], heading: int | None = None) -> None:
        shown = show(spots)
        lead = len(shown.text) - len(shown.text.lstrip(" \u3000\t\xa0"))
        text = shown.text.strip(" \u3000\t\xa0")
        self.pictures.extend([len(self.blocks.blocks)] * shown.pictures)
        self._strike(shown.struck, spots[0].line)
        if not text:
            return
        lines = tuple(
            (max(offset - lead, 0), line, column + max(lead - offset, 0))
            for offset, line, column in shown.lines
        )
        # Of the places before the first character shown only the last counts.
        first = max(i for i, (offset, _, _) in enumerate(lines) if offset == 0)
        lines = tuple(place for place in lines[first:] if place[0] < len(text))
        self.blocks.paragraph(
            text, line=lines[0][1], column=lines[0][2], heading=heading, lines=lines,
            flags=STRUCK if shown.taken_back else frozenset(),
        )  # fmt: skip

    def _heading(self, spot: Spot) -> bool:
        found = _ATX.match(spot.text)
        if found:
            self._flush()
            words = spot.text[found.end() :]
            bare = words.rstrip("#")
            if bare != words and (not bare or bare[-1] in " \t"):
                words = bare.rstrip()
            if words:
                self._add([Spot(words, spot.line, spot.column + found.end())], len(found[1]))
            return True
        under = _SETEXT.match(spot.text)
        if under and self._paragraph and self._paragraph[-1].line == spot.line - 1:
            spots, self._paragraph = self._paragraph, []
            words = "".join(s.text for s in spots)
            # A rule under a whole paragraph was meant as a rule.
            if len(words) > 60 or words.endswith(("。", "；")):
                self._paragraph = spots
                self._flush()
            else:
                self._add(spots, 1 if under[1][0] == "=" else 2)
            return True
        return False

    def _fenced(self, at: int, fence: str) -> int:
        """Lines between fences, each a paragraph as it stands: nothing of a report is dropped."""
        self._flush()
        at += 1
        while at < len(self.lines):
            line = self.lines[at]
            text = line.text.strip(_BLANK)
            at += 1
            if text.startswith(fence) and not text.strip(fence[0]):
                break
            if text:
                self.blocks.paragraph(
                    text, line=line.number, column=line.start, lines=((0, line.number, line.start),)
                )
        return at

    # --- tables ----------------------------------------------------------------------------------

    def _table_at(self, at: int) -> list[Spot]:
        """The lines of a pipe table that begins here: a delimiter row under the first, or bars at both ends."""
        first = self._spot(self.lines[at])
        if not _BAR.search(first.text):
            return []
        below = self._spot(self.lines[at + 1]).text if at + 1 < len(self.lines) else ""
        delimited = is_delimiter(below) and not is_delimiter(first.text)
        framed = (
            first.text.startswith("|")
            and bool(_BAR.match(first.text[-1]))
            and len(_BAR.findall(first.text)) > 2
        )
        if not delimited and not framed:
            return []
        rows: list[Spot] = []
        for line in self.lines[at:]:
            spot = self._spot(line)
            if not spot.text or not _BAR.search(spot.text):
                break
            if not spot.text.startswith("|") and not delimited:
                break
            rows.append(spot)
        return rows

    def _table(self, spots: Sequence[Spot]) -> None:
        """Add the rows. A converter that lost blank lines writes a delimiter row under each table's first row."""
        tables: list[list[list[Piece]]] = [[]]
        for spot in spots:
            if not is_delimiter(spot.text):
                tables[-1].append(self._row(spot))
            elif len(tables[-1]) > 1:
                tables.append([tables[-1].pop()])
        self.blocks.table([row for rows in tables for row in trim_pads(rows)])

    def _row(self, spot: Spot) -> list[Piece]:
        text = spot.text
        stops = [match.start() for match in _BAR.finditer(text)]
        start = 0
        if stops and stops[0] == 0:
            start, stops = 1, stops[1:]
        if not stops or text[stops[-1] + 1 :].strip(_BLANK):
            stops.append(len(text))
        row: list[Piece] = []
        for stop in stops:
            cell = text[start:stop]
            lead = len(cell) - len(cell.lstrip(_BLANK))
            column = spot.column + start + (lead if lead < len(cell) else 0)
            row.append(self._cell(Spot(cell.strip(_BLANK), spot.line, column)))
            start = stop + 1
        return row

    def _cell(self, spot: Spot) -> Piece:
        if not MARKED.search(spot.text):
            return Piece(spot.text, spot.line, spot.column)
        lines: list[str] = []
        line, column, doubt = spot.line, spot.column, ""
        for part in _HTML_BREAK.split(spot.text):
            shown = show([spot._replace(text=part.strip(_BLANK))])
            if shown.text and not any(lines):
                _, line, column = shown.lines[0]
            lines.append(shown.text.strip(" \u3000\xa0"))
            self.pictures.extend([len(self.blocks.blocks)] * shown.pictures)
            self._strike(shown.struck, line, column)
            doubt = doubt or (STRUCK_OUT if shown.taken_back else "")
        return Piece("\n".join(text for text in lines if text), line, column, doubt=doubt)

    def _strike(self, count: int, line: int, column: int | None = None) -> None:
        """Note text that is struck out."""
        if count:
            self.struck += count
            self.marks.setdefault("struck", Anchor(line=line, column=column))

    def _html_table(self, at: int) -> int:
        """A table in HTML: read as a page's, its cells placed where their tags stand."""
        from checker.loaders.html import fragment

        self._flush()
        depth, end, source = 0, at, []
        while end < len(self.lines):
            raw = self.lines[end].raw
            source.append(raw)
            depth += len(re.findall(r"<table\b", raw, re.IGNORECASE)) - len(
                re.findall(r"</table", raw, re.IGNORECASE)
            )
            end += 1
            if depth <= 0:
                break
        places = [
            (self.lines[at + offset].number, self.lines[at + offset].column + match.end())
            for offset, raw in enumerate(source)
            for match in re.finditer(r"<t[dh]\b[^>]*>", raw, re.IGNORECASE)
        ]
        inside = fragment("\n".join(source).replace(GONE, ""))
        self._strike(inside.metadata.get("struck", 0), self.lines[at].number)
        for block in inside.blocks:
            if not isinstance(block, Table):
                self.blocks.paragraph(block.text, line=self.lines[at].number, heading=block.heading)
                continue
            cells = sum(len(row) for row in block.rows)
            here = iter(places if len(places) == cells else [(self.lines[at].number, None)] * cells)
            self.blocks.table([
                [Piece(cell.text, *next(here), cell.row_span, cell.col_span, cell.doubt) for cell in row]
                for row in block.rows
            ])  # fmt: skip
        return end


def _without_break(text: str, raw: str) -> tuple[str, bool]:
    """A line without the mark of a hard break at its end (two spaces, a backslash, <br>), and whether it had one."""
    if text.endswith("\\") and not text.endswith("\\\\"):
        return text[:-1].rstrip(), True
    tag = _HTML_BREAK.search(text, max(0, len(text) - 8))
    if tag and tag.end() == len(text):
        return text[: tag.start()].rstrip(), True
    return text, raw[len(raw.rstrip(" ")) :].count(" ") > 1
