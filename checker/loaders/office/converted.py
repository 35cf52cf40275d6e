"""What a converter gives back, and what becomes of a batch when one of its files holds it up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar


@dataclass(slots=True, frozen=True)
class Converted:
    """A file as DOCX. `by` names the converter, `losses` are its own codes for what it could not carry over."""

    docx: bytes
    by: str
    losses: tuple[str, ...] = ()


@dataclass(slots=True, frozen=True)
class Failed:
    """A file that could not be converted: "encrypted", "too-large", "too-slow", or what the converter said."""

    why: str


Answers = dict[str, Converted | Failed]
_File = TypeVar("_File")


def in_turns(
    files: Mapping[str, _File], convert: Callable[[Mapping[str, _File]], tuple[Answers, bool]]
) -> Answers:
    """Convert files in one call, and in one more after each that held the others up.

    `convert` gives the answers it got, in the order of the files, and whether it came to an end by
    itself. Where it had to be stopped, the first file without an answer is the culprit: it is too
    slow, and the rest are tried again without it.
    """
    answers: Answers = {}
    left = dict(files)
    while left:
        made, ended = convert(left)
        answers |= made
        left = {key: file for key, file in left.items() if key not in made}
        if ended or not left:
            break
        culprit = next(iter(left))
        answers[culprit] = Failed("too-slow")
        del left[culprit]
    return answers
