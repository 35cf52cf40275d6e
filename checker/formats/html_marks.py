"""Marking stretches of a paragraph: where they begin, and the paragraph cut into pieces."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.formats.words import visible
from checker.model import Anchor, Paragraph

if TYPE_CHECKING:
    from checker.formats.html_view import Card

#: A stretch that begins at, ends at, belongs to a card, and is only evidence for it.
Mark = tuple[int, int, "Card", bool]
_ENOUGH = 40


@dataclass(slots=True)
class Piece:
    """A stretch of text with the cards that mark it (`evidence`: as a second place only)."""

    text: str
    cards: list[Card] = field(default_factory=list)
    evidence: list[Card] = field(default_factory=list)
    last: list[Card] = field(default_factory=list)


def offset_of(block: Paragraph, anchor: Anchor, around: tuple[str, str] | None) -> int | None:
    """Where in a paragraph a quote stands: by its surroundings, its line, else the first."""
    if around is not None:
        before, after = around[0][-_ENOUGH:], around[1][:_ENOUGH]
        found = block.text.find(before + anchor.quote + after)
        if found >= 0:
            return found + len(before)
    if anchor.line is not None and anchor.column is not None:
        for offset, line, column in reversed(block.lines):
            if line == anchor.line and column <= anchor.column:
                start = offset + anchor.column - column
                if block.text.startswith(anchor.quote, start):
                    return start
    found = block.text.find(anchor.quote)
    return found if found >= 0 else None


def cut_text(text: str, marks: list[Mark]) -> list[Piece]:
    """The text in pieces, so that overlapping marks each keep their stretch."""
    edges = sorted({0, len(text), *(e for m in marks for e in m[:2] if 0 <= e <= len(text))})
    pieces = []
    for start, end in pairwise(edges):
        piece = Piece("\n".join(visible(line, len(text)) for line in text[start:end].split("\n")))
        for mark_start, mark_end, card, evidence in marks:
            if mark_start <= start and end <= mark_end:
                where = piece.evidence if evidence else piece.cards
                if card not in where:
                    where.append(card)
                if not evidence and mark_end == end:
                    piece.last.append(card)
        pieces.append(piece)
    return pieces
