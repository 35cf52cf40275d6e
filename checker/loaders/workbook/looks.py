"""How the text of an .xlsx looks where that changes what it says: note marks set high, and what is struck out.

The library that reads the values gives the letters of a text and not their looks: 「21」 with a raised 1 is 211
to it. A part of a cell has looks of its own in a rich text, a whole cell by its style.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checker.loaders.docx.names import on
from checker.loaders.docx.package import Element, Package
from checker.loaders.raised import raised, settled


@dataclass(slots=True, frozen=True)
class Rich:
    """A text as it is to be read, how many stretches of it are struck out (and left out), and whether all is."""

    text: str
    struck: int = 0
    all_struck: bool = False


class Looks:
    """The looks of a workbook's cells."""

    def __init__(self, package: Package) -> None:
        self._texts = shared(package)
        self._styles = struck_styles(package)

    def of(self, cell: Element, parts: Mapping[str, Element]) -> tuple[Rich | None, bool]:
        """The text of a cell where its looks matter, and whether all it holds is struck out. `parts` are the
        cell's elements by name."""
        look = None
        if cell.get("t") == "s" and "v" in parts:
            look = self._texts.get(parts["v"].text or "")
        elif "is" in parts:
            look = rich(parts["is"])
        return look, cell.get("s") in self._styles or (look is not None and look.all_struck)


def name_of(element: Element) -> str:
    """The name of an element without its namespace, "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def shared(package: Package, part: str = "xl/sharedStrings.xml") -> dict[str, Rich]:
    """The shared texts whose looks matter, by their number as cells write it."""
    data = package.read(part) if part in package else b""  # within the limits, or it raises
    if b"vertAlign" not in data and b"strike" not in data:
        return {}
    items = [element for element in package.parse(part, data) if name_of(element) == "si"]
    found = {str(n): rich(item) for n, item in enumerate(items)}
    return {n: text for n, text in found.items() if text is not None}


def rich(item: Element) -> Rich | None:
    """A text in runs (of `si` or `is`); None where its looks change nothing."""
    parts: list[str] = []
    out: list[str] = []
    struck, high, before = 0, False, False
    for run in item:
        if name_of(run) != "r":
            continue
        looks = {name_of(e): e.get("val") for e in run.iter()}
        text = "".join(e.text or "" for e in run if name_of(e) == "t")
        gone = "strike" in looks and on(looks["strike"])
        if gone:
            struck += not before
            out.append(text)
        elif looks.get("vertAlign") == "superscript":
            high = True
            parts.append(raised(text))
        else:
            parts.append(text)
        before = gone
    if not struck and not high:
        return None
    if not "".join(parts).strip():
        return Rich("".join(out), struck, all_struck=True)
    return Rich(settled("".join(parts)), struck)


def struck_styles(package: Package, part: str = "xl/styles.xml") -> frozenset[str]:
    """The styles of cells that strike out all they hold, by their number as cells write it."""
    data = package.read(part) if part in package else b""
    if b"strike" not in data:
        return frozenset()
    root = package.parse(part, data)
    fonts = [_strikes(font) for font in _children(root, "fonts")]
    styles = _children(root, "cellXfs")
    return frozenset(str(n) for n, style in enumerate(styles) if _font(style, len(fonts)) in _true(fonts))


def _children(root: Element, name: str) -> list[Element]:
    return [e for group in root if name_of(group) == name for e in group if name_of(e)]


def _strikes(font: Element) -> bool:
    return any(name_of(e) == "strike" and on(e.get("val")) for e in font)


def _font(style: Element, count: int) -> int:
    text = style.get("fontId") or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 and int(text) < count else -1


def _true(values: Iterable[bool]) -> set[int]:
    return {n for n, value in enumerate(values) if value}


__all__ = ["Looks", "Rich"]
