"""Breaking Chinese text into lines. rich breaks at spaces alone, which Chinese text has none of."""

from __future__ import annotations

from rich.cells import cell_len

# Marks that begin no line and end no line (GB/T 15834 5.1).
_NOT_FIRST = frozenset("。，、；：？！”’）》〉】〕」』％%…—·.,;:?!)]}")
_NOT_LAST = frozenset("“‘（《〈【〔「『([{")


def _joined(left: str, right: str) -> bool:
    """Whether a line must not break between two characters."""
    if right in _NOT_FIRST or left in _NOT_LAST:
        return True
    return left.isascii() and right.isascii() and left not in " " and right not in " "


def _units(text: str) -> list[str]:
    """The pieces between which a line may break. A space stays at the end of its piece."""
    units: list[str] = []
    start = 0
    for at in range(1, len(text)):
        left, right = text[at - 1], text[at]
        if right == " " or _joined(left, right):
            continue
        units.append(text[start:at])
        start = at
    if text:
        units.append(text[start:])
    return units


def cut(text: str, width: int) -> tuple[str, str]:
    """`text` parted after as many characters as fit into `width` cells (at least one)."""
    used = 0
    for at, char in enumerate(text):
        used += cell_len(char)
        if used > width and at:
            return text[:at], text[at:]
    return text, ""


def clip(text: str, width: int) -> str:
    """`text` in at most `width` cells, with 「…」 at the end where something was cut off."""
    if cell_len(text) <= width:
        return text
    return cut(text, max(1, width - 1))[0] + "…"


def wrap(text: str, width: int) -> list[str]:
    """The lines of a paragraph, each at most `width` cells wide. At least one line."""
    width = max(width, 8)
    lines: list[str] = []
    line, used = "", 0
    for unit in _units(text):
        wide = cell_len(unit)
        if line and used + cell_len(unit.rstrip()) > width:
            lines.append(line.rstrip())
            line, used = "", 0
        while cell_len(unit.rstrip()) > width:
            head, unit = cut(unit, width)
            lines.append(head)
        if unit:
            wide = cell_len(unit)
            line, used = line + unit, used + wide
    if line or not lines:
        lines.append(line.rstrip())
    return lines


def pad(text: str, width: int) -> str:
    """`text` with spaces after it up to `width` cells."""
    return text + " " * (width - cell_len(text))
