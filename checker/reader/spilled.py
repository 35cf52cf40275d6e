"""Tables whose lines the loader did not find, so that the text of their cells stands among the paragraphs, and
columns of text that it could not tell apart.

Such paragraphs are no sentences, and they spoil the measure by which the lines around them are put together:
nothing that is said of the words of the report is sure then.
"""

from __future__ import annotations

from checker.loaders.words import anchors, fold
from checker.model import Document

#: So many labels of the form's rows among the paragraphs are a table.
_MANY = 3


def has_spilled(document: Document) -> bool:
    """Whether a PDF's paragraphs hold rows of the form's tables, or lines of two columns."""
    if "pages" not in document.metadata:
        return False
    if document.metadata.get("unruled") or document.metadata.get("mingled_pages"):
        return True
    text = fold("".join(p.text for _, p in document.paragraphs()))
    return sum(label in text for label in _rows()) >= _MANY


def _rows() -> list[str]:
    """The labels no sentence and no heading holds: 「2.其他法律行政法规禁止公开」, but not 「（一）予以公开」."""
    return [
        label
        for label in (fold(phrase) for phrase in anchors()["labels"])
        if len(label) > 9 and label[0].isdigit()
    ]
