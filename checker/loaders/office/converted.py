"""What a converter gives back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True, frozen=True)
class Converted:
    """A file as DOCX. `by` names the converter, `losses` are its own codes for what it could not carry over."""

    docx: bytes
    by: str
    losses: tuple[str, ...] = ()


@dataclass(slots=True, frozen=True)
class Failed:
    """A file that could not be converted: "encrypted", "too-large", or what the converter said."""

    why: str
