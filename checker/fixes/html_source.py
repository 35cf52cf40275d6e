"""The source of a page as stretches of text between its tags, and where in it each text of the parsed
page stands.

The parser keeps no positions. So the page is parsed a second time with a number, written in
characters no page uses, put before each stretch: whatever the parser moves or drops, the
numbers go along.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from checker.fixes.cuts import Gap, Place, Refused, Spot
from checker.loaders.html_tree import TEXT, Tree, parse

_SPACE = " \t\n\r\f"
#: What is no text although it stands between tags.
_RAW = frozenset(
    {"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext"}
)
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"""[\s/]*(?:[^\s/>][^\s/>=]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"'][^\s>]*)?)?)?""")
_OTHER = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))|<[!?/][^>]*(?:>|\Z)", re.S)
_REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[A-Za-z][A-Za-z0-9]{1,31};?)")
#: Two private characters are one number: the first has the high half, the second the low.
_HIGH, _LOW, _HALF = 0xF0000, 0x100000, 0xF000
_NUMBER = re.compile("([\U000f0000-\U000fefff])([\U00100000-\U0010efff])")
LOST = Gap("在网页源文件中找不到这段文字的确切位置")


class Stretch(NamedTuple):
    """Text between two tags: [start, end) of the source."""

    start: int
    end: int


def stretches(source: str) -> list[Stretch]:
    """The stretches of text of a page, comments, tags, scripts and the like left out."""
    found: list[Stretch] = []
    start = at = 0
    while True:
        at = source.find("<", at)
        end = _markup_end(source, at) if at >= 0 else len(source)
        if end == at:
            # A lone < is text.
            at += 1
            continue
        stop = at if at >= 0 else len(source)
        if stop > start:
            found.append(Stretch(start, stop))
        if at < 0:
            return found
        start = at = end


def _markup_end(source: str, at: int) -> int:
    """Where the markup that begins at `at` ends; `at` itself where none begins."""
    tag = _TAG.match(source, at)
    if tag is None:
        other = _OTHER.match(source, at)
        return other.end() if other else at
    end = tag.end()
    while end < len(source) and source[end] != ">":
        found = _ATTRIBUTE.match(source, end)
        end = found.end() if found and found.end() > end else end + 1
    end = min(end + 1, len(source))
    name = tag[2].lower()
    if tag[1] or name not in _RAW:
        return end
    if name == "plaintext":
        return len(source)
    closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(source, end)
    return closing.start() if closing else len(source)


def letters(source: str, stretch: Stretch) -> list[tuple[str, int, int]]:
    """The characters a stretch shows, references read, each with where it stands."""
    made: list[tuple[str, int, int]] = []
    at = stretch.start
    while at < stretch.end:
        if source.startswith("\r\n", at):
            made.append(("\n", at, at + 2))
            at += 2
            continue
        reference = _REFERENCE.match(source, at, stretch.end) if source[at] == "&" else None
        shown, end = _read(reference[0]) if reference else ("", 0)
        if end:
            made += [(character, at, at + end) for character in shown]
            at += end
        else:
            made.append(("\n" if source[at] == "\r" else source[at], at, at + 1))
            at += 1
    return made


def _read(reference: str) -> tuple[str, int]:
    """What a reference stands for and how much of it does: 「&ltx」 is < and an x. None: ("", 0)."""
    if reference[1] == "#" or reference.endswith(";"):
        shown = html.unescape(reference)
        if shown != reference and not (shown.endswith(";") and reference[1] != "#"):
            return shown, len(reference)
    from html.entities import html5

    for end in range(len(reference), 2, -1):
        shown = html5.get(reference[1:end], "")
        if shown:
            return shown, end
    return "", 0


class PlacedText(str):
    """A text of the page that knows where each of its characters stands."""

    places: list[Place]

    def replace(self, old: str, new: str, count: object = -1, /) -> PlacedText:
        """As of str, for texts of one character each, which is all the walker asks for."""
        made = PlacedText(str.replace(self, old, new))
        made.places = self.places
        return made


def place_texts(source: str, tree: Tree) -> None:
    """Put texts that know their places into the tree of a page. Raises `Refused` where that cannot be done."""
    if _NUMBER.search(source):
        raise Refused(LOST.why)
    found = stretches(source)
    parts: list[str] = []
    done = 0
    for number, stretch in enumerate(found):
        text = source[stretch.start : stretch.end]
        bare = text.lstrip(_SPACE)
        if not bare:
            # White space alone must stay so: before a row of a table, text would be moved.
            continue
        at = stretch.end - len(bare)
        high, low = divmod(number, _HALF)
        parts += [source[done:at], chr(_HIGH + high), chr(_LOW + low)]
        done = at
    numbered, _parser = parse("".join([*parts, source[done:]]))
    if numbered.tags != tree.tags or numbered.ends != tree.ends:
        raise Refused(LOST.why)
    before = -1
    blanks: list[PlacedText] = []
    for at, tag in enumerate(tree.tags):
        if tag != TEXT:
            continue
        placed = PlacedText(tree.data[at])
        placed.places = _places(source, found, tree.data[at], numbered.data[at])
        tree.data[at] = placed
        numbers = _NUMBER.findall(numbered.data[at])
        if not numbers:
            blanks.append(placed)
            continue
        _place_blanks(source, found[before + 1 : _value(*numbers[0])], blanks)
        before, blanks = _value(*numbers[-1]), []


def _value(high: str, low: str) -> int:
    return (ord(high) - _HIGH) * _HALF + ord(low) - _LOW


def _place_blanks(source: str, between: list[Stretch], blanks: list[PlacedText]) -> None:
    """Give texts of white space their places: they have no numbers, but those before and after them have.

    Only where the source has the very same between the two.
    """
    own = [letters(source, stretch) for stretch in between]
    if [str(blank) for blank in blanks] == ["".join(letter[0] for letter in each) for each in own]:
        for blank, each in zip(blanks, own, strict=True):
            blank.places = [Spot("", ((start, end),)) for _letter, start, end in each]


def _places(source: str, found: list[Stretch], text: str, numbered: str) -> list[Place]:
    """Where the characters of a text stand, by the numbers in its other copy."""
    places: list[Place] = [LOST] * len(text)
    pieces = _NUMBER.split(numbered)
    lead = len(pieces[0])
    if _NUMBER.sub("", numbered) != text:
        return places
    at = lead
    for high, low, piece in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        own = letters(source, found[_value(high, low)])
        blank = next((i for i, letter in enumerate(own) if letter[0] not in _SPACE), len(own))
        shown = "".join(letter[0] for letter in own[blank:])
        # White space that follows may belong to a stretch without a number; nothing else may.
        if piece.startswith(shown) and not piece[len(shown) :].strip(_SPACE):
            for i, (_letter, start, end) in enumerate(own[blank:]):
                places[at + i] = Spot("", ((start, end),))
            for i, (letter, start, end) in enumerate(reversed(own[:blank]), 1):
                if at - i < 0 or places[at - i] is not LOST or text[at - i] != letter:
                    break
                places[at - i] = Spot("", ((start, end),))
        at += len(piece)
    return places
