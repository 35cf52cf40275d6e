"""Personal data is shown masked, everywhere.

Masking each message, quote and page on its way out would forget one. So a rule that looks for
personal data (`@rule(..., masks=True)`) runs before all others, and what it found is masked in a
copy of the report: no other rule, place or format ever holds it. A mask is as long as what it
covers, so that every place in the text stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from checker.model import Anchor, Block, Finding, Paragraph, Report, Table

if TYPE_CHECKING:
    from checker.model.catalog import Catalog, CatalogColumn, Spot

#: What is hidden: text -> what is shown for it.
Hidden = Mapping[str, str]

#: Shorter texts (names) are hidden only beside a longer one of their group: a name beside a number
#: disappears with the number, and not out of every other sentence.
_ON_ITS_OWN = 5


class Mask:
    """Hides texts wherever they stand. A text of many secrets costs one look at each place one may begin."""

    def __init__(self, hidden: Iterable[Hidden]) -> None:
        """Raises ValueError for a mask that is not as long as what it hides."""
        #: Each group once, however often its number stands in the report.
        groups = {tuple(group.items()): group for group in hidden if group}
        self._owners: dict[str, list[Hidden]] = {}
        self._lengths: dict[str, set[int]] = {}
        for group in groups.values():
            for secret, shown in group.items():
                if len(secret) != len(shown):
                    raise ValueError("a mask must be as long as what it hides")
                if len(secret) >= _ON_ITS_OWN:
                    self._owners.setdefault(secret, []).append(group)
                    self._lengths.setdefault(secret[0], set()).add(len(secret))
        firsts = "".join(map(re.escape, self._lengths))
        self._firsts = re.compile(f"[{firsts}]" if firsts else "(?!)")

    def text(self, text: str) -> str:
        """`text` with what is to be hidden replaced, character for character."""
        found: dict[int, Hidden] = {}
        for match in self._firsts.finditer(text):
            at = match.start()
            for length in self._lengths[match[0]]:
                for group in self._owners.get(text[at : at + length], ()):
                    found[id(group)] = group
        for group in found.values():
            for secret, shown in group.items():
                text = text.replace(secret, shown)
        return text

    def report(self, report: Report) -> Report:
        """A copy of the report without what is to be hidden."""
        document = replace(
            report.document,
            blocks=[self._block(block) for block in report.document.blocks],
            metadata=self._value(report.document.metadata),
            instance=self._value(report.document.instance),
            # A pointer holds the keys of a report that came as data, and a key is a text like any other.
            places={self.text(p): self._anchor(a) for p, a in report.document.places.items()},
        )
        # What rules keep between them was made from the text as it was; the forms were not.
        kept = {key: value for key, value in report.cache.items() if key in ("form", "forms")}
        return replace(
            report,
            document=document,
            data=self._value(report.data),
            organ=self.text(report.organ),
            origin={self.text(p): self._anchor(a) for p, a in report.origin.items()},
            unread=[(self.text(pointer), self.text(why)) for pointer, why in report.unread],
            remarks=[self.text(remark) for remark in report.remarks],
            labels=[(pointer, self.text(printed), label) for pointer, printed, label in report.labels],
            confidence={self.text(p): sure for p, sure in report.confidence.items()},
            blocks={self.text(p): blocks for p, blocks in report.blocks.items()},
            cache=kept,
            catalog=report.catalog and self.catalog(report.catalog),
        )

    def finding(self, finding: Finding) -> Finding:
        """A finding without what is to be hidden: a message may write a figure that was read from a number, and a
        place may be one that the rule itself named."""
        fix = finding.fix and replace(
            finding.fix,
            title=self.text(finding.fix.title),
            edits=tuple(
                replace(
                    e,
                    old=self.text(e.old),
                    new=self.text(e.new),
                    location=e.location and self._anchor(e.location),
                )
                for e in finding.fix.edits
            ),
        )
        return replace(
            finding,
            message=self.text(finding.message),
            values={key: self._shown(value) for key, value in finding.values.items()},
            pointer=self.text(finding.pointer),
            location=self._anchor(finding.location),
            related=[
                replace(
                    r, pointer=self.text(r.pointer), location=self._anchor(r.location), note=self.text(r.note)
                )
                for r in finding.related
            ],
            fix=fix,
        )

    def catalog(self, catalog: Catalog) -> Catalog:
        """A copy of a catalogue without what is to be hidden."""
        return replace(
            catalog,
            data=self._value(catalog.data),
            columns=[self._column(column) for column in catalog.columns],
            faults=[replace(fault, values=self._value(dict(fault.values))) for fault in catalog.faults],
            headers=self._value(catalog.headers),
            unknown=self._value(catalog.unknown),
            spots=[{key: self._spot(spot) for key, spot in row.items()} for row in catalog.spots],
            heads={key: self._spot(spot) for key, spot in catalog.heads.items()},
            texts=self._value(catalog.texts),
        )

    def _column(self, column: CatalogColumn) -> CatalogColumn:
        name, parent = self.text(column.name), self.text(column.parent)
        url, note = self.text(column.url), self.text(column.note)
        if (name, parent, url, note) == (column.name, column.parent, column.url, column.note):
            return column  # nearly always: a copy of each would cost more than the look
        return replace(column, name=name, parent=parent, url=url, note=note)

    def _spot(self, spot: Spot) -> Spot:
        if not spot.quote and not spot.label:
            return spot
        return spot._replace(quote=self.text(spot.quote), label=self.text(spot.label))

    def _block(self, block: Block) -> Block:
        if isinstance(block, Paragraph):
            text, number = self.text(block.text), self.text(block.number)
            return replace(block, text=text, number=number, anchor=self._anchor(block.anchor))
        rows = [
            [
                replace(c, text=self.text(c.text), doubt=self.text(c.doubt), anchor=self._anchor(c.anchor))
                for c in row
            ]
            for row in block.rows
        ]
        return Table(rows, self._anchor(block.anchor))

    def _anchor(self, anchor: Anchor) -> Anchor:
        if not anchor.quote and not anchor.label and not anchor.sheet:
            return anchor
        quote, label, sheet = self.text(anchor.quote), self.text(anchor.label), self.text(anchor.sheet)
        return replace(anchor, quote=quote, label=label, sheet=sheet)

    def _shown(self, value: Any) -> Any:
        """A value of a message: there a figure is shown as well as a text."""
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            text = f"{value:.0f}"
            return self.text(text) if text in self._owners else value
        return self._value(value)

    def _value(self, value: Any) -> Any:
        """A JSON value with every text in it masked. A number is no text: a figure is never personal data."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {self.text(k) if isinstance(k, str) else k: self._value(v) for k, v in value.items()}
        if isinstance(value, (list, tuple)):
            return [self._value(item) for item in value]
        return value
