"""How much work a PDF may be: what its content streams inflate to, and how often they are drawn.

A stream of a kilobyte can inflate to a gigabyte, and forms that draw forms multiply like the names of
a "billion laughs" file; PDFium stops neither and cannot be interrupted. So the streams are inflated
first, up to a limit and without being kept. A page of a report holds some 20 to 500 KB of content.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

#: Content of one stream, of one page counted as often as it may be drawn, and of all pages (bytes).
MAX_STREAM = 16 * 1024 * 1024
MAX_DRAWN = 32 * 1024 * 1024
MAX_ALL = 256 * 1024 * 1024
#: What drawing a form costs beside its content (bytes of content that take as long).
_FORM = 2000
#: Forms of one file that draw others; deeper than this PDFium itself stops.
MAX_FORMS, MAX_DEPTH = 5000, 40
#: Nothing smaller can inflate to more than `MAX_STREAM`: deflate gains at most 1032 times.
_SMALL = MAX_STREAM // 1040
_STREAM = re.compile(rb"stream\r?\n")
_DRAW = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")
_NAMED = re.compile(rb"/([^\s/<>\[\]()]+)\s+(\d{1,9})\s+\d{1,5}\s+R\b")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,9})\s+\d{1,5}\s+obj\b")
_NUMBERS = re.compile(rb"(?<!\d)(\d{1,9})\s+\d{1,5}\s+\Z")
#: The same object named so often in a row: an array of contents that repeats one stream.
_REPEATED = re.compile(rb"(\b\d{1,9} \d{1,5} R\b)(?:\s+\1){3,}")
#: What marks a stream that is no content: fonts, tables of the file itself.
_OTHERS = re.compile(rb"/Length1|Type1C|CIDFontType0C|/OpenType|/XRef")
_NO_DRAWS: Counter[bytes] = Counter()


@dataclass(slots=True)
class _Form:
    """A form: the size of its content, the names it draws, the objects its dictionary names."""

    size: int
    draws: Counter[bytes]
    names: dict[bytes, int]


@dataclass(slots=True)
class _Survey:
    drawn: int = 0
    largest: int = 0
    repeats: int = 1
    page_draws: int = 0
    forms: dict[int, _Form] = field(default_factory=dict)
    #: Dictionaries by object number, looked for only where forms draw forms.
    loose: dict[int, bytes] = field(default_factory=dict)


def is_heavy(data: bytes) -> bool:
    """Whether drawing the file may take more than any report does."""
    survey = _Survey()
    last = 0
    for number, head, start, end in streams(data):
        if data.count(b" R", last, start) > 3:
            survey.repeats = max(survey.repeats, _repeats(data[last:start]))
        last = end
        if not _weigh(survey, number, head, data, start, end):
            return True
    survey.repeats = max(survey.repeats, _repeats(data[last:]))
    if survey.largest * survey.repeats > MAX_DRAWN or len(survey.forms) > MAX_FORMS:
        return True
    if not any(form.draws for form in survey.forms.values()):
        return False
    for match in _OBJECT.finditer(data):
        # A dictionary of resources may stand by itself; one that is a stream's own is known already.
        survey.loose.setdefault(int(match[1]), data[match.end() : match.end() + 4000].partition(b"endobj")[0])
    return _heaviest(survey) * max(1, survey.page_draws) > MAX_DRAWN


def _weigh(survey: _Survey, number: int, head: bytes, data: bytes, start: int, end: int) -> bool:
    """Take one stream into account; False where it alone is too much."""
    if b"/Image" in head:
        return True  # decoded by nobody here
    if head.count(b"/FlateDecode") > 1 or b"/LZWDecode" in head or b"/RunLengthDecode" in head:
        # What such a stream unpacks to is not known; a small one is harmless.
        return end - start <= _SMALL // 16
    other = _OTHERS.search(head) is not None
    if other and end - start <= _SMALL:
        return True
    body = _inflate(data, start, end) if b"/Fl" in head else data[start:end]
    if body is None:
        return False
    if other:
        return True
    if b"/ObjStm" in head:
        survey.repeats = max(survey.repeats, _repeats(body))
        _unpack(survey, head, body)
        return True
    survey.drawn += len(body)
    survey.largest = max(survey.largest, len(body))
    draws = Counter(_DRAW.findall(body)) if b"Do" in body else _NO_DRAWS
    if b"/Form" in head:
        survey.forms[number] = _Form(len(body), draws, _named(head))
        if b"/Resources" in head:
            survey.loose[number] = head
    elif draws:
        survey.page_draws = max(survey.page_draws, sum(draws.values()))
    return survey.drawn <= MAX_ALL


def _unpack(survey: _Survey, head: bytes, body: bytes) -> None:
    """The dictionaries inside a stream of objects."""
    match = re.search(rb"/First\s+(\d{1,9})", head)
    first = int(match[1]) if match else 0
    pairs = [int(word) for word in body[:first].split() if word.isdigit() and len(word) < 10]
    offsets = [*pairs[1::2], len(body) - first]
    for number, at, until in zip(pairs[::2], offsets, offsets[1:], strict=False):
        survey.loose.setdefault(number, body[first + at : first + min(until, at + 4000)])


def _heaviest(survey: _Survey) -> int:
    """The most that drawing one form once may come to, with all the forms it draws."""
    costs: dict[int, int] = {}

    def cost(number: int, depth: int) -> int:
        if number in costs:
            return costs[number]
        form = survey.forms[number]
        costs[number] = form.size + _FORM  # what a circle of forms comes back to is not drawn again
        if depth < MAX_DEPTH:
            names = _names_of(survey, form, number)
            for name, count in form.draws.items():
                target = names.get(name, 0)
                if target in survey.forms:
                    costs[number] += count * cost(target, depth + 1)
        return costs[number]

    return max(cost(number, 0) for number in list(survey.forms))


def _names_of(survey: _Survey, form: _Form, number: int) -> dict[bytes, int]:
    """What the names a form draws stand for: in its dictionary, or in those that names by reference."""
    names = dict(form.names)
    for _ in range(2):
        for key in (b"Resources", b"XObject"):
            text = survey.loose.get(names.get(key, -1))
            if text:
                names = _named(text) | names
    return names


def _named(text: bytes) -> dict[bytes, int]:
    return {name: int(number) for name, number in _NAMED.findall(text)}


def streams(data: bytes) -> Iterator[tuple[int, bytes, int, int]]:
    """Each stream's object number and dictionary, and where its bytes begin and end."""
    at = 0
    while match := _STREAM.search(data, at):
        start = match.end()
        head = data[max(at, match.start() - 4000) : match.start()]
        if not head.rstrip().endswith(b">>"):
            at = start  # "endstream", or the word in some text
            continue
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        number, begin = _last_object(head)
        yield number, head[begin:], start, end
        at = end + len(b"endstream")


def _last_object(head: bytes) -> tuple[int, int]:
    """The number of the last object that begins in some bytes, and where its own begin; (0, 0) for none."""
    at = head.rfind(b"obj")
    near = _NUMBERS.search(head[max(0, at - 24) : at]) if at > 0 else None
    if near is not None and not head[at + 3 : at + 4].isalnum():
        return int(near[1]), at + 3
    number = begin = 0
    for found in _OBJECT.finditer(head):
        number, begin = int(found[1]), found.end()
    return number, begin


def _inflate(data: bytes, start: int, end: int) -> bytes | None:
    """A stream inflated; None where that is too much. What is damaged counts as nothing."""
    engine = zlib.decompressobj()
    try:
        body = engine.decompress(memoryview(data)[start:end], MAX_STREAM + 1)
    except zlib.error:
        return b""
    return None if len(body) > MAX_STREAM else body


def _repeats(data: bytes) -> int:
    """How often, at most, one object is named in a row."""
    return max((len(m[0].split()) // 3 for m in _REPEATED.finditer(data)), default=1)
