"""What a fix changes, as a unified diff: lines of a text file, paragraphs of a page or a Word file.

Nothing of a report reaches the terminal as it stands: control and invisible characters are written
out, and personal data is masked as in every other output.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher, unified_diff
from typing import Any, TextIO

from checker.fixes.cuts import ends
from checker.fixes.rounds import Fixed
from checker.formats.words import visible
from checker.i18n import _
from checker.model import Document, Paragraph, Report, Result, Span

#: Lines of the file shown around a change.
_AROUND = 1
_LONGEST = 20_000
#: Longer lines are not compared letter by letter.
_LONG = 1500
_LINED = ("text", "markdown", "json")
Pieces = list[tuple[str, str]]


def print_diff(fixed: Fixed, stream: TextIO, *, colour: bool) -> None:
    """Write the diff of a file; nothing for one that does not change."""
    if not fixed.changed or fixed.read is None or fixed.now is None:
        return
    before = _lines(fixed.before, fixed.read, fixed.first)
    after = _lines(fixed.after, fixed.now, fixed.last)
    name = visible(fixed.path)
    lines = list(unified_diff(before, after, name, name, n=_AROUND, lineterm=""))
    if not colour:
        stream.writelines(line + "\n" for line in lines)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(
        file=stream,
        force_terminal=True,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=True,
        width=10_000,
    )
    for pieces in _coloured(lines):
        console.print(Text.assemble(*pieces), end="\n")


def wants_colour(stream: Any) -> bool:
    """Whether a stream takes colour: a terminal, unless NO_COLOR is set (https://no-color.org)."""
    try:
        return bool(stream.isatty()) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    except (AttributeError, ValueError):
        return False


def _coloured(lines: Sequence[str]) -> Iterator[Pieces]:
    """The lines with styles; of a line taken out and the one put in its place, what differs stands out."""
    at = 0
    while at < len(lines):
        if at < 2:
            yield [(lines[at], "bold")]
            at += 1
            continue
        gone = _run(lines, at, "-")
        new = _run(lines, at + len(gone), "+")
        if not gone and not new:
            yield [(lines[at], "cyan" if lines[at].startswith("@@") else "")]
            at += 1
            continue
        olds, news = [[(line, "red")] for line in gone], [[(line, "green")] for line in new]
        if len(gone) == len(new):
            pairs = [_pair(one, two) for one, two in zip(gone, new, strict=True)]
            olds, news = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        yield from olds
        yield from news
        at += len(gone) + len(new)


def _run(lines: Sequence[str], at: int, mark: str) -> list[str]:
    end = at
    while end < len(lines) and lines[end].startswith(mark):
        end += 1
    return list(lines[at:end])


def _pair(old: str, new: str) -> tuple[Pieces, Pieces]:
    one: Pieces = [("-", "red")]
    two: Pieces = [("+", "green")]
    for kind, a, b, c, d in _opcodes(old[1:], new[1:]):
        strong = "" if kind == "equal" else "bold reverse "
        if b > a:
            one.append((old[1 + a : 1 + b], strong + "red"))
        if d > c:
            two.append((new[1 + c : 1 + d], strong + "green"))
    return one, two


def _opcodes(old: str, new: str) -> list[tuple[str, int, int, int, int]]:
    """What differs; of long texts only the ends are compared, because letter by letter is quadratic."""
    if max(len(old), len(new)) <= _LONG:
        return list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())
    head, tail = ends(old, new)
    a, b = len(old) - tail, len(new) - tail
    return [
        ("equal", 0, head, 0, head),
        ("replace", head, a, head, b),
        ("equal", a, len(old), b, len(new)),
    ]


def _lines(data: bytes, report: Report, result: Result) -> list[str]:
    """The lines to compare, harmless to print."""
    shown = (result.report or report).document
    if report.document.kind not in _LINED:
        return [visible(b.text, _LONGEST) for b in shown.blocks if isinstance(b, Paragraph)]
    from checker.loaders.encoding import decode

    text = decode(data)[0]
    lines = re.split(r"\r\n|\n|\r", text)
    for number, secrets in _secrets(report.document, shown).items():
        if 0 < number <= len(lines):
            lines[number - 1] = _masked(lines[number - 1], secrets)
    return [visible(line, _LONGEST) for line in lines]


def _masked(line: str, secrets: Sequence[tuple[str, str]]) -> str:
    for secret, mask in secrets:
        if secret not in line:
            # Marks of the file stand in the midst of it: rather nothing than a leak.
            return _("（这一行有个人信息，不显示）")
        line = line.replace(secret, mask)
    return line


def _secrets(read: Document, shown: Document) -> dict[int, list[tuple[str, str]]]:
    """The personal data of a document, by line: the word it is in, and that word masked."""
    found: dict[int, list[tuple[str, str]]] = {}
    if read is shown:
        return found
    for index, (one, two) in enumerate(zip(read.blocks, shown.blocks, strict=True)):
        if isinstance(one, Paragraph) and isinstance(two, Paragraph):
            for start, end in _differing(one.text, two.text):
                line = read.locate(Span(index, start, end)).line or 0
                found.setdefault(line, []).append((one.text[start:end], two.text[start:end]))
        elif not isinstance(one, Paragraph) and not isinstance(two, Paragraph):
            cells = zip((c for r in one.rows for c in r), (c for r in two.rows for c in r), strict=True)
            for a, b in cells:
                if a.text != b.text:
                    found.setdefault(a.anchor.line or 0, []).append((a.text, b.text))
    return found


def _differing(one: str, two: str) -> Iterator[tuple[int, int]]:
    """The words, as wide as letters and digits go, in which two texts of one length differ."""
    if one == two:
        return
    for word in re.finditer(r"\w+", one):
        if two[word.start() : word.end()] != word[0]:
            yield word.start(), word.end()
