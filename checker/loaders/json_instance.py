"""JSON -> `Document`: the file is an instance already; its prose becomes blocks, so that rules find spans."""

from __future__ import annotations

from checker.loaders.json_scan import scan
from checker.model import NOWHERE, Anchor, Block, Document, Json, Paragraph

#: An object with none of these is no report.
_OURS = frozenset({"sections", "disclosure", "requests", "remedies"})


def load(data: bytes, path: str) -> Document:
    """Read the bytes of a JSON file. Raises `Unreadable`."""
    from checker.loaders.encoding import decode

    return load_text(decode(data)[0], path)


def load_text(text: str, path: str) -> Document:
    """Read a JSON text.

    `instance` is its object, `places` the line and column of every value. Title, preamble lines,
    section headings and paragraphs are blocks; `metadata["pointers"]` maps a block's index to
    its pointer. An object that is no instance, or no object, has `metadata["not_a_report"]`.
    """
    value, places = scan(text)
    document = Document(path, "json", "", places=places)
    if isinstance(value, dict):
        document.instance = value
    if not isinstance(value, dict) or _OURS.isdisjoint(value):
        document.metadata["not_a_report"] = True
        return document
    pointers: dict[int, str] = {}
    for pointer, words, heading in _prose(value):
        place = places.get(pointer) or places.get(pointer.rpartition("/")[0]) or NOWHERE
        pointers[len(document.blocks)] = pointer
        document.blocks.append(_paragraph(words, place, heading, len(document.blocks) + 1))
    document.metadata["pointers"] = pointers
    return document


def _paragraph(words: str, place: Anchor, heading: int | None, ordinal: int) -> Block:
    anchor = Anchor(line=place.line, column=place.column, paragraph=ordinal, quote=words)
    return Paragraph(words, anchor, heading)


def _prose(value: dict[str, Json]) -> list[tuple[str, str, int | None]]:
    """Every paragraph of the instance in reading order: its pointer, its text, its heading level."""
    found: list[tuple[str, str, int | None]] = []
    title, preamble, sections = value.get("title"), value.get("preamble"), value.get("sections")
    if isinstance(title, str) and title.strip():
        found.append(("/title", title, 1))
    if isinstance(preamble, str):
        found += [("/preamble", line, None) for line in preamble.split("\n") if line.strip()]
    for s, section in enumerate(sections if isinstance(sections, list) else []):
        if not isinstance(section, dict):
            continue
        number, name = section.get("number"), section.get("title")
        if isinstance(name, str) and name.strip():
            shown = f"{number}、{name}" if isinstance(number, str) and number else name
            found.append((f"/sections/{s}/title", shown, 2))
        paragraphs = section.get("paragraphs")
        for p, words in enumerate(paragraphs if isinstance(paragraphs, list) else []):
            if isinstance(words, str) and words.strip():
                found.append((f"/sections/{s}/paragraphs/{p}", words, None))
    return found
