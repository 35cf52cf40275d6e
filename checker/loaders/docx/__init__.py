"""DOCX (and DOCM, DOTX, DOTM): a zip of XML parts, read by one direct walk.

`package` opens the zip within limits, `names` says what each element means to the walk,
`styles` and `numbering` resolve what the text does not say itself, `walk` and `table` turn
the XML into raw items, and `assemble` turns those into blocks with places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model import Document


def load(data: bytes, path: str) -> Document:
    """The document in the bytes of a DOCX file.

    `data` is the whole file, `path` its name for messages. The metadata holds counts:
    "tracked_changes" (insertions, deletions and moves not yet accepted), "format_changes",
    "comments", "hidden" (stretches of hidden text), "struck" (stretches struck through),
    "pictures", "textboxes", "footnotes", "embedded" (whole documents, and objects
    of other programs such as a pasted Excel table, embedded and not read);
    "picture_blocks" (for each picture the index of the block that holds it, or after which
    it stands, -1 at the very start); and, where the file has them, "running" (texts of heads and feet of pages), "title", "author" and
    "last_modified_by".

    Raises `Unreadable` for what is no DOCX, is damaged or encrypted, or exceeds a limit.
    """
    from checker.loaders.docx.assemble import read

    return read(data, path)
