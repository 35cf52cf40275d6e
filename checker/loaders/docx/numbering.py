"""The automatic numbers of a DOCX: 一、 and （一） that stand in no text (ECMA-376-1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.loaders.docx.names import number, on
from checker.loaders.docx.numerals import numeral
from checker.loaders.docx.package import Element
from checker.loaders.docx.symbols import BULLET, bullet

if TYPE_CHECKING:
    from checker.loaders.docx.styles import Styles

LEVELS = 9
_MOST = 32_767
#: A number is a few characters; a pattern longer than this is no number.
_MOST_TEXT = 50
_PLACE = re.compile(r"%([1-9])")


@dataclass(slots=True)
class Level:
    """One level of a list: where it starts, how it counts, what stands round the number."""

    start: int = 0
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class _List:
    """One `w:num`: an instance of an abstract list, with levels and starts of its own."""

    abstract: str
    levels: list[Level]
    starts: dict[int, int]


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, root: Element | None, namespace: str, styles: Styles | None) -> None:
        self._w = w = f"{{{namespace}}}"
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._instances: dict[str, Element] = {}
        self._levels: dict[str, list[Level]] = {}
        self._lists: dict[str, _List | None] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        for element in () if root is None else root:
            if element.tag == w + "abstractNum":
                self._abstract.setdefault(element.get(w + "abstractNumId", ""), element)
            elif element.tag == w + "num":
                self._instances.setdefault(element.get(w + "numId", ""), element)

    def level_of_style(self, list_id: str, style: str) -> int:
        """The level of a list that is tied to a paragraph style, 0 where none is."""
        found = self._list(list_id)
        for at, level in enumerate(found.levels if found else ()):
            if level.style == style:
                return at
        return 0

    def next(self, list_id: str, at: int) -> tuple[str, str]:
        """Count one paragraph at a level (0 to 8) of a list: its number, and what follows it.

        The number is "" where the list shows none; what follows is "tab", "space" or "nothing".
        """
        found = self._list(list_id)
        if found is None or at >= len(found.levels):
            return "", "nothing"
        counters = self._counters.setdefault(found.abstract, [None] * LEVELS)
        level, now = found.levels[at], counters[at]
        # Lists made from one abstract list go on counting where the other stopped, save that
        # the first paragraph of a list with a start of its own begins there.
        if at in found.starts and (list_id, at) not in self._begun:
            self._begun.add((list_id, at))
            now = None
        counters[at] = self._start(found, at) if now is None else min(now + 1, _MOST)
        for below in range(at + 1, len(found.levels)):
            restart = found.levels[below].restart
            if at < (below if restart is None else restart):
                counters[below] = None
        if level.format == "bullet":
            return level.text, level.suffix

        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            if place >= len(found.levels):
                return ""
            value = counters[place] if place <= at else None
            if value is None:
                value = self._start(found, place)
            fmt = found.levels[place].format
            if fmt in ("none", "bullet"):
                return ""
            return numeral(value, "decimal" if level.legal else fmt)

        return _PLACE.sub(shown, level.text), level.suffix

    @staticmethod
    def _start(found: _List, at: int) -> int:
        return found.starts.get(at, found.levels[at].start)

    def _list(self, list_id: str) -> _List | None:
        if list_id not in self._lists:
            self._lists[list_id] = self._read(list_id)
        return self._lists[list_id]

    def _read(self, list_id: str) -> _List | None:
        w = self._w
        instance = self._instances.get(list_id)
        if instance is None:
            return None
        name = self._of(instance, "abstractNumId") or ""
        abstract = self._abstract.get(name)
        seen = {name}
        # An abstract list may only point at a numbering style, which points at another list.
        while abstract is not None and (link := self._of(abstract, "numStyleLink")) is not None:
            style = self._styles.resolve(link) if self._styles is not None else None
            linked = self._instances.get((style.list_id if style is not None else None) or "")
            name = (self._of(linked, "abstractNumId") or "") if linked is not None else ""
            if name in seen:
                break
            seen.add(name)
            abstract = self._abstract.get(name, abstract)
        if abstract is None:
            return None
        if name not in self._levels:
            plain = self._levels[name] = [Level() for _ in range(LEVELS)]
            for element in abstract.iterchildren(w + "lvl"):
                self._place(plain, element)
        levels = self._levels[name].copy()
        starts: dict[int, int] = {}
        for override in instance.iterchildren(w + "lvlOverride"):
            for element in override.iterchildren(w + "lvl"):
                self._place(levels, element)
            start = self._of(override, "startOverride")
            if start is not None:
                starts[number(override.get(w + "ilvl"), 0, LEVELS - 1)] = number(start, 1, _MOST)
        return _List(name, levels, starts)

    def _place(self, levels: list[Level], element: Element) -> None:
        at = number(element.get(self._w + "ilvl"), LEVELS, LEVELS)
        if at < LEVELS:
            levels[at] = self._level(element)

    def _level(self, element: Element) -> Level:
        w = self._w
        level = Level()
        text, font, picture = "", None, False
        # A custom format stands in AlternateContent, before its fallback: the first one counts.
        fmt = ""
        for child in element.iter():
            name, value = child.tag.rpartition("}")[2], child.get(w + "val")
            if name == "numFmt" and not fmt:
                custom = (child.get(w + "format") or "").partition(",")[0].strip()
                fmt = f"custom:{custom}" if value == "custom" and custom.isdecimal() else (value or "")
                fmt = "" if fmt == "custom" else fmt
            elif name == "start":
                level.start = number(value, 0, _MOST)
            elif name == "lvlText":
                text = "".join(c for c in (value or "")[:_MOST_TEXT] if c >= " ")
            elif name == "suff":
                level.suffix = value or "tab"
            elif name == "lvlRestart":
                level.restart = number(value, 0, LEVELS)
            elif name == "isLgl":
                level.legal = on(value)
            elif name == "pStyle":
                level.style = value
            elif name == "rFonts":
                font = child.get(w + "ascii") or child.get(w + "hAnsi")
            elif name == "lvlPicBulletId":
                picture = True
        level.format = fmt or "decimal"
        if level.format == "bullet":
            text = BULLET if picture else bullet(text, font)
        level.text = text
        return level

    def _of(self, parent: Element, name: str) -> str | None:
        child = next(parent.iterchildren(self._w + name), None)
        value: str | None = None if child is None else child.get(self._w + "val")
        return value
