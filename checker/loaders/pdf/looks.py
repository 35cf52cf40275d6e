"""Characters that do not say what they would say alone: note marks set high, and what is struck out.

A note mark becomes superscript characters on the line it belongs to (`checker.loaders.raised`). What a line
runs through is kept: only the page shows whether it is meant, and a cell that holds it is not sure.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from checker.loaders.pdf.glyphs import Glyph
from checker.loaders.pdf.rulings import Line
from checker.loaders.raised import raised

_NOTES = frozenset("0123456789()[]（）［］【】〔〕")
#: A note mark is so much smaller than what it stands behind, so far above its baseline, and so near to it
#: (shares of the size of the type it stands behind).
_SMALLER, _HIGHER, _HIGHEST, _NEAR = 0.88, 0.15, 0.8, 0.35
#: What is set low sinks less than a raised one rises (share of the type's size).
_LOWER = 0.05
#: Digits so much smaller than others of their cell are no digits of the same figure.
_UNEVEN = 0.75
#: As many characters make the longest note mark.
_LONGEST = 5
#: A stroke through a character runs in this part of its height, from the top; rules of a table run at its edges.
_THROUGH = (0.3, 0.75)
#: It runs over so much of the character's width.
_OVER = 0.8


def with_notes(glyphs: list[Glyph]) -> list[Glyph]:
    """The characters in the order they are drawn, note marks as superscript characters on the line they belong to."""
    made: list[Glyph] | None = None
    at = 1
    while at < len(glyphs):
        before, glyph = glyphs[at - 1], glyphs[at]
        end = at
        if glyph.text in _NOTES and glyph.em <= _SMALLER * before.em and _is_high(before, glyph):
            end += 1
            while end < len(glyphs) and glyphs[end].text in _NOTES and _beside(glyphs[end - 1], glyphs[end]):
                end += 1
        if end == at or end - at > _LONGEST:
            at = max(end, at + 1)
            continue
        made = made or [*glyphs]
        for i in range(at, end):
            made[i] = glyphs[i]._replace(text=raised(glyphs[i].text), base=before.base)
        at = end
    return made or glyphs


def _is_high(before: Glyph, glyph: Glyph) -> bool:
    """Whether a smaller character stands right behind another, above its baseline, and begins no line of its own."""
    rise, gap = before.base - glyph.base, glyph.left - before.right
    high = _HIGHER * before.em <= rise <= _HIGHEST * before.em
    # Set low behind a figure it is none of its digits either; in H₂O it belongs to the word.
    low = (
        before.text.isdecimal() and _HIGHER * before.em <= -rise + _LOWER * before.em <= _HIGHEST * before.em
    )
    return (
        (high or low)
        and -0.1 * before.em <= gap <= _NEAR * before.em
        and glyph.bottom > before.top
        and not before.text.isspace()
    )


def _beside(before: Glyph, glyph: Glyph) -> bool:
    """Whether a note mark goes on."""
    return (
        abs(before.base - glyph.base) < 0.1 * before.em
        and abs(before.em - glyph.em) < 0.2 * before.em
        and abs(glyph.left - before.right) < _NEAR * before.em
    )


def uneven(glyphs: Iterable[Glyph]) -> bool:
    """Whether digits are of clearly different sizes: a note mark that was drawn apart from its figure."""
    sizes = [glyph.em for glyph in glyphs if glyph.text.isdecimal()]
    return bool(sizes) and min(sizes) < _UNEVEN * max(sizes)


def struck(glyphs: Iterable[Glyph], lines: Sequence[Line]) -> set[int]:
    """Which characters (by id) a line runs through. `lines` are the horizontal ones of the page."""
    ordered = sorted(lines)
    places = [line.at for line in ordered]
    found: set[int] = set()
    if not ordered:
        return found
    upper, lower = _THROUGH
    for glyph in glyphs:
        height = glyph.bottom - glyph.top
        first = bisect_left(places, glyph.top + upper * height)
        for line in ordered[first : bisect_right(places, glyph.top + lower * height)]:
            over = min(line.end, glyph.right) - max(line.start, glyph.left)
            if over >= _OVER * (glyph.right - glyph.left) > 0:
                found.add(id(glyph))
                break
    return found
