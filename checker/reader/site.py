"""What belongs to the website and not to the report: the footer of a page that was printed or copied whole.

Its lines stand after the last section and would be taken for its text: a section six that says nothing
would pass for one that says who runs the website. They are flagged, and the reader passes them over.
"""

from __future__ import annotations

from dataclasses import replace

from checker.loaders.words import anchors, is_prose, is_section_heading
from checker.model import Document, Paragraph

#: A line of a website is no longer than this, its footer has no more lines than that, and a report opens within so many.
_LONGEST, _FOOTER, _OPENING = 160, 25, 40
#: How the reader knows what it passes over.
FLAG = "contents"


def flag_site(document: Document) -> None:
    """Flag the paragraphs of the website: its footer after the report, its tools above it."""
    for index in [*_footer(document), *_banner(document)]:
        block = document.blocks[index]
        if isinstance(block, Paragraph):
            document.blocks[index] = replace(block, flags=block.flags | {FLAG})


def _footer(document: Document) -> range:
    """The blocks from the first line of the footer to the end: short lines all, and no sentence."""
    blocks = document.blocks
    first = end = len(blocks)
    for index in range(end - 1, max(-1, end - 1 - _FOOTER), -1):
        block = blocks[index]
        if not isinstance(block, Paragraph) or len(block.text) > _LONGEST or is_section_heading(block.text):
            break
        if _names(block.text, "trailer"):
            first = index
        elif is_prose(block.text):
            break
    return range(first, end)


def _banner(document: Document) -> list[int]:
    """The lines before the first section that hold the page's tools. One with a date of publication is
    read by whoever looks for that."""
    found: list[int] = []
    for index, block in enumerate(document.blocks[:_OPENING]):
        if not isinstance(block, Paragraph) or is_section_heading(block.text):
            break
        if (
            len(block.text) <= _LONGEST
            and not block.text.endswith("。")
            and _names(block.text, "banner")
            and not any(label in block.text for label in anchors()["published"] if len(label) > 2)
        ):
            found.append(index)
    return found


def _names(text: str, key: str) -> bool:
    squeezed = "".join(text.split()).replace(":", "：")
    return any(word in squeezed for word in anchors()[key])
