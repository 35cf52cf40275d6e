"""One pass over a part for what is rare: properties that change the text, found by C, grouped by owner.

Nine tenths of a Word file are borders and fonts. Asking each `w:tcPr` and `w:rPr` for the two
or three things that matter costs more than the walk itself; the parser's own search does not.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from checker.loaders.docx.package import Element

_OF_PARAGRAPHS = ("pStyle", "numPr", "outlineLvl")
_OF_RUNS = ("rStyle", "vanish", "strike", "dstrike", "vertAlign", "position")
_OF_TABLES = ("gridSpan", "vMerge", "hMerge", "cellIns", "cellDel", "cellMerge", "gridBefore", "hidden")
_CHANGES = ("ins", "del", "moveFrom", "moveTo")
_FORMAT_CHANGES = (
    "pPrChange", "rPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange", "tcPrChange",
    "sectPrChange", "numberingChange",
)  # fmt: skip
_STYLES = ("pStyle", "rStyle")
_NOTES = ("footnoteReference", "endnoteReference")
#: An object of another program (a pasted Excel table) shows a picture of itself; these hold no text or figures.
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_ONLY_LOOKS = ("equation", "paint.picture", "pbrush", "msphotoed", "visio", "mspaint")
_NAMES = _NOTES + _OF_PARAGRAPHS + _OF_RUNS + _OF_TABLES + _CHANGES + _FORMAT_CHANGES


@dataclass(slots=True)
class Survey:
    """What was found: owner (`w:pPr`, `w:rPr`, `w:trPr`, `w:tcPr`) -> [(name, element)], in order.

    Changes to the mark of a paragraph stand under its `w:pPr`. `styles` are the ids of the
    styles in use, `lists`, `notes` and `run_styles` say whether a list, a note or a style of characters is
    referred to; `objects` counts objects of other programs that may hold figures (equations and drawings do not).
    """

    found: dict[Element, list[tuple[str, Element]]] = field(default_factory=dict)
    format_changes: int = 0
    styles: set[str] = field(default_factory=set)
    lists: bool = False
    notes: bool = False
    run_styles: bool = False
    objects: int = 0

    def add(self, root: Element, w: str) -> None:
        """Survey a part whose names begin with `w` ("{namespace}")."""
        names = {w + name: name for name in _NAMES}
        names[_OLE] = "OLEObject"
        found, run_look, val = self.found, w + "rPr", w + "val"
        for element in root.iter(*names):
            name = names[element.tag]
            if name in _FORMAT_CHANGES:
                self.format_changes += 1
                continue
            if name == "OLEObject":
                self.objects += not (element.get("ProgID") or "").lower().startswith(_ONLY_LOOKS)
                continue
            if name in _STYLES:
                self.styles.add(element.get(val) or "")
                self.run_styles = self.run_styles or name == "rStyle"
            elif name == "numPr":
                self.lists = True
            elif name in _NOTES:
                self.notes = True
                continue
            owner = element.getparent()
            if name in _CHANGES and owner.tag == run_look:
                owner = owner.getparent()
            if owner in found:
                found[owner].append((name, element))
            else:
                found[owner] = [(name, element)]
