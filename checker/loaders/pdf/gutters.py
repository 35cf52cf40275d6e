"""The white stripes between columns of text, however narrow: where line after line ends before one and begins after it.

Between the characters of a line set solid there is no gap, so a stripe of half a character that no line crosses,
with full lines on its left and a common margin on its right, parts two columns. It reaches as far as nothing
crosses it. Where lines have such a gap in common, but too few to know, the order of the text is in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

from checker.loaders.pdf.frame import Box
from checker.loaders.pdf.glyphs import Glyph
from checker.loaders.pdf.stretches import Part, Row, are_stacked, around_all, is_text, level, lines_of

#: A gutter is so wide (shares of the type's size); what is wider is seen by `columns` alone.
_LEAST, _MOST = 0.5, 4.0
#: A narrower one leaves a doubt, where lines have no more parts than this on average.
_NARROW, _SOLID = 0.2, 2.5
#: Lines of one margin begin so near to each other, and full ones end so near to the widest.
_SAME, _FULL = 0.35, 1.2
#: How far a paragraph's first line is set in.
_INDENT = 2.0
#: A column is at least so wide, and so many of its lines begin or end at the gutter.
_WIDTH, _LINES = 8.0, 4
#: Where fewer do, the columns are likely and not sure, unless so many lines all keep to the right one's margin.
_FEW, _ALL = 2, 6
#: So many lines with a gap in common leave a doubt.
_DOUBTFUL = 2
#: So much of the distance of two lines a column may begin below the other.
_BELOW = 0.9
#: No page of a report has more lines; so many margins and gaps are looked at.
_MOST_LINES, _TRIED = 400, 24


class Gutter(NamedTuple):
    """A white stripe between two columns, from where to where the columns stand, where the left one starts, and
    whether it can be nothing else."""

    left: float
    right: float
    top: float
    bottom: float
    start: float
    sure: bool = False

    @property
    def middle(self) -> float:
        """Where a line is cut that runs over it."""
        return (self.left + self.right) / 2


class Gutters(NamedTuple):
    """The gutters of a page, and whether there may be more."""

    found: list[Gutter]
    doubtful: bool


def find_gutters(
    rows: Sequence[Sequence[Glyph]], tables: Sequence[Box], known: Sequence[Gutter] = ()
) -> Gutters:
    """The gutters among lines of characters, each line from left to right. Tables end them where they reach over.
    `known` are those of pages before."""
    sizes = sorted([g.em for row in rows for g in row])
    if not sizes:
        return Gutters([], doubtful=False)
    em = sizes[len(sizes) // 2]
    levels = level(rows)
    if not known and are_stacked(levels, em) and not any(row.widest > _LEAST * em for row in levels):
        loose = sum(row.widest > _NARROW * em for row in levels) >= _LINES
        return Gutters([], doubtful=loose and _is_narrow(levels, tables, [], em))  # most pages
    lines = lines_of(levels, _LEAST * em)
    found: list[Gutter] = []
    unsure = False
    if len(lines) > _MOST_LINES:
        return Gutters(found, doubtful=False)
    for old in known:
        # Few lines are enough where they keep to the columns of a page before.
        for run in _runs(lines, old.right, tables, em):
            gutter = _gutter(run, old.right, em, 0) or _left_alone(run, old, em)
            if gutter and gutter.left <= old.left + _FULL * em:
                found.append(gutter._replace(left=max(gutter.left, old.left), start=old.start))
    margins, indents = _margins(lines, em)
    tries = [(least, margin) for least in (_LINES, _FEW) for margin in margins]
    for least, margin in [*tries, *((_LINES, indent) for indent in indents)]:
        runs = _runs(lines, margin, tables, em)
        gutters = [gutter for run in runs if (gutter := _gutter(run, margin, em, least))]
        if gutters and not any(_near(one, other, em) for one in gutters for other in found):
            # What holds over many lines tells of the few in a row elsewhere, too.
            unsure = unsure or not any(gutter.sure for gutter in gutters)
            left, start = max(gutter.left for gutter in gutters), min(gutter.start for gutter in gutters)
            whole = gutters[0]._replace(left=left, start=start)
            few = [g for run in runs if (g := _gutter(run, margin, em, 0) or _left_alone(run, whole, em))]
            found += [gutter._replace(left=max(gutter.left, left), start=start) for gutter in few]
    unsure = unsure or _is_doubtful(lines, found, em) or _is_narrow(levels, tables, found, em)
    return Gutters(found, doubtful=unsure)


def sides(rows: Sequence[Sequence[Glyph]], gutters: Sequence[Gutter]) -> list[list[Glyph]]:
    """The characters of some lines, those between the same gutters together: the lines of two columns need not be level."""
    made: dict[tuple[bool, ...], list[Glyph]] = {}
    middles = [gutter.middle for gutter in gutters]
    for row in rows:
        middle = (row[0].top + row[0].bottom) / 2
        apart = [
            g.top <= middle <= g.bottom and not any(one.left < g.middle < one.right for one in row)
            for g in gutters
        ]
        for glyph in row:
            side = tuple(cut and glyph.left > at for cut, at in zip(apart, middles, strict=True))
            made.setdefault(side, []).append(glyph)
    return list(made.values())


def _margins(lines: Sequence[Sequence[Part]], em: float) -> tuple[list[float], list[float]]:
    """Where many parts begin, set in by an indent or not, with others left of them: those of most parts first; and
    which places are likely the indents of such margins."""
    starts = sorted(part.left for parts in lines for part in parts)
    groups: list[list[float]] = []
    for start in starts:
        if groups and start - groups[-1][0] <= 2 * _SAME * em:
            groups[-1].append(start)
        else:
            groups.append([start])
    counts = {group[len(group) // 2]: len(group) for group in groups}
    within = {
        margin: sum(n for m, n in counts.items() if abs(m - margin - _INDENT * em) <= 2 * _SAME * em)
        for margin, count in counts.items()
        if count >= _FEW and margin - starts[0] >= _WIDTH * em
    }
    made = sorted(
        (m for m in within if counts[m] + within[m] >= _LINES), key=lambda m: -counts[m] - within[m]
    )
    indents = [
        m
        for m in made
        if any(abs(m - o - _INDENT * em) <= 2 * _SAME * em and counts[o] * 4 >= counts[m] for o in made)
    ]
    return [m for m in made if m not in indents][:_TRIED], indents[:_TRIED]


class _Run(NamedTuple):
    """Lines that follow each other with nothing between them over the stripe before a margin; what is above them."""

    lines: list[Sequence[Part]]
    top: float


def _runs(
    lines: Sequence[Sequence[Part]], margin: float, tables: Sequence[Box], em: float, least: float = _LEAST
) -> list[_Run]:
    edge = margin - least * em
    bars = sorted((box[1], box[3]) for box in tables if box[0] < margin and box[2] > edge)
    runs = [_Run([], -inf)]
    for parts in lines:
        top = min(part.top for part in parts)
        while bars and bars[0][0] < top:
            runs.append(_Run([], bars.pop(0)[1]))
        if any(part.left < margin - _SAME * em and part.right > edge for part in parts):
            # Below its middle, so that it stands above the stripe itself.
            runs.append(_Run([], 0.4 * top + 0.6 * max(part.bottom for part in parts)))
        else:
            runs[-1].lines.append(parts)
    return [run for run in runs if run.lines]


def _gutter(run: _Run, margin: float, em: float, lines: int) -> Gutter | None:
    """The gutter before a margin in a run of lines, if at least so many of them begin and so many end at it."""
    before = [own for parts in run.lines if (own := [part for part in parts if part.right < margin])]
    after = [own for parts in run.lines if (own := [part for part in parts if part.right >= margin])]
    if not before or not after:
        return None
    ends = [own[-1].right for own in before]
    edge = max(ends)
    full = sum(end >= edge - _FULL * em for end in ends)
    starts = sum(abs(own[0].left - margin) <= _SAME * em for own in after)
    indented = sum(abs(own[0].left - margin - _INDENT * em) <= _SAME * em for own in after)
    left, right = around_all(before), around_all(after)
    shared = min(left[3], right[3]) - max(left[1], right[1])
    if shared <= 0 or not starts + indented:
        return None
    if lines and (
        margin - edge > _MOST * em
        or min(full, starts) < lines
        or starts + indented < _LINES
        or (lines == _LINES and full * 5 < len(ends) * 2)
        or (starts + indented) * 5 < len(after) * 3
        or min(edge - left[0], right[2] - margin) < _WIDTH * em
        or shared < lines * em
        or not (is_text(before) and is_text(after))
    ):
        return None
    # The end of a paragraph over both columns, just above them, is none of theirs.
    tops = sorted({own[0].top for own in (before if len(before) > 1 else after)})
    leading = min((b - a for a, b in pairwise(tops) if b - a > 0.5 * em), default=em)
    top = max(left[1], right[1]) - _BELOW * leading + 0.5 * em
    # Where paragraphs are short few lines are full, but all begin at the margin or at its indent.
    sure = min(full, starts) >= _LINES or starts + indented == len(after) >= _ALL
    return Gutter(edge, margin, max(top, run.top), max(left[3], right[3]), left[0], sure)


def _left_alone(run: _Run, known: Gutter, em: float) -> Gutter | None:
    """The stripe beside a few lines that keep to the left of two columns known, with nothing in the right one: one of them
    goes on in the next although the paper does not end there."""
    lines = [parts for parts in run.lines if parts[-1].right < known.right]
    if len(lines) < len(run.lines):
        return None
    if any(
        before[-1].right >= known.left - _SAME * em and abs(after[0].left - known.start) <= _SAME * em
        for before, after in pairwise(lines)
    ):
        left, top, _right, bottom = around_all(lines)
        return known._replace(top=max(top, run.top), bottom=bottom) if left >= known.start - em else None
    return None


def _near(one: Gutter, other: Gutter, em: float) -> bool:
    """Whether two gutters beside each other leave no room for a column between them."""
    beside = one.top < other.bottom and other.top < one.bottom
    return beside and abs(one.middle - other.middle) < _WIDTH * em


def _is_doubtful(lines: Sequence[Sequence[Part]], found: Sequence[Gutter], em: float) -> bool:
    """Whether some lines of text have a gap in common that is no gutter known."""
    gaps: list[tuple[float, float]] = []
    for parts in lines:
        own: list[tuple[float, float]] = []
        for before, after in pairwise(parts):
            known = any(
                g.top <= before.bottom and before.top <= g.bottom and before.right <= g.middle <= after.left
                for g in found
            )
            wide = min(before.right - parts[0].left, parts[-1].right - after.left) >= _WIDTH * em
            if wide and not known and after.left - before.right <= _MOST * em and is_text([parts]):
                own.append((before.right, after.left))
        gaps += own[:_TRIED]
    for n, (left, right) in enumerate(gaps):
        others = gaps[n + 1 :]
        alike = sum(min(right, end) - max(left, start) > _LEAST * em for start, end in others)
        if alike + 1 >= _DOUBTFUL:
            return True
    return False


def _is_narrow(rows: Sequence[Row], tables: Sequence[Box], found: Sequence[Gutter], em: float) -> bool:
    """Whether lines set solid have a gap in common that is too narrow to be taken for a gutter."""
    lines = lines_of(rows, _NARROW * em)
    if len(lines) < _LINES or sum(map(len, lines)) > _SOLID * len(lines):
        return False  # nothing, or a text whose characters all stand apart
    for margin in _margins(lines, em)[0]:
        for run in _runs(lines, margin, tables, em, _NARROW):
            one = _gutter(run, margin, em, _LINES)
            if one and not any(
                abs(g.right - one.right) <= em and g.top <= one.top + em and one.bottom <= g.bottom + em
                for g in found
            ):
                return True
    return False
