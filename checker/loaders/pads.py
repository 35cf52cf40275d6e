"""Takes out the blank cells that converters put at the end of a row to make all rows equally wide.

A converter that flattens merged cells writes the row 「行政事业性收费 | 0 | 0 | |」 of a
four-column table although the row has three cells of its own. Such a blank and a figure left
blank look the same, so a cell is only dropped where the header or the form's number of
columns says that it is not one of the row's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from checker.loaders.blocks import Piece
from checker.loaders.words import anchors, fold, is_block_title, is_value

#: The first cell of a header that names the columns one by one.
_HEADER = "信息内容"


def trim_pads(rows: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """The rows without padding at their ends; rows that leave a doubt are given back as they are."""
    made = [list(row) for row in rows]
    widths = Counter(len(row) for row in made)
    if not widths:
        return made
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    if width < 3 or count * 3 < len(made) * 2 or not any(_pads(row) for row in made if len(row) == width):
        return made
    header = 0
    group: list[int] = []
    for index, row in enumerate(made):
        if len(row) != width:
            continue
        own = row[: width - _pads(row)]
        if any(is_value(piece.text) for piece in own) or (len(own) == 1 and not is_block_title(own[0].text)):
            group.append(index)
            continue
        _trim_group(made, group, header)
        group = []
        header = len(own) if own and fold(own[0].text) == _HEADER else 0
        made[index] = own or row
    _trim_group(made, group, header)
    return made


def _trim_group(rows: list[list[Piece]], group: list[int], header: int) -> None:
    """Trim the data rows under one header of `header` cells (0: one that does not count the columns)."""
    if not group:
        return
    found = max(len(rows[i]) - _pads(rows[i]) - _labels(rows[i]) for i in group)
    values = max(found, header - 1)
    if values != header - 1:
        # The form's own number of columns counts if some row fills them all: a blank beside a label
        # may be a figure left blank or the rest of a wide label.
        full = any(all(p.text for p in rows[i][_labels(rows[i]) :][:values]) for i in group)
        if values not in anchors()["columns"] or not full:
            return
    for i in group:
        labels = _labels(rows[i])
        if labels:
            rows[i] = rows[i][: max(labels + values, len(rows[i]) - _pads(rows[i]))]


def _pads(row: Sequence[Piece]) -> int:
    """How many blank cells end the row."""
    count = 0
    for piece in reversed(row):
        if piece.text:
            break
        count += 1
    return count


def _labels(row: Sequence[Piece]) -> int:
    """How many cells with words begin the row."""
    count = 0
    for piece in row:
        if not piece.text or is_value(piece.text):
            break
        count += 1
    return count
