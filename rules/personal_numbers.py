"""Numbers of persons in a text: identity cards, bank cards, mobile telephones, and the name beside one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from checker.api import UNSEEN, Confidence

from .outline import regex, words

# What people and programs group digits by: one blank of any width, a dash, a character nobody sees.
_GAP = f" \t\u00a0\u2002-\u200a\u202f\u3000\\-－‐-—{UNSEEN}"
# A run of digits, in groups or not, broken over lines or not: an identity number has 18, of which the last may be X,
# or 15 in old cards; an account 16 to 19; a mobile number 11. Full-width digits count.
_RUN = rf"[0-9０-９](?=[0-9０-９\n{_GAP}]{{10}})(?:[\n{_GAP}]?[0-9０-９]){{10,}}[XxＸｘ]?"
_GROUP = "[0-9０-９XxＸｘ]+"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_WIDE = str.maketrans("０１２３４５６７８９Ｘｘx", "0123456789XXX")
_SHORTEST, _LONGEST = 11, 19
#: How people group the digits of a mobile number, an account, and an identity number.
_GROUPED = (
    (3, 4, 4), (3, 8), (7, 4), (4, 4, 4, 4), (4, 4, 4, 4, 1), (4, 4, 4, 4, 2), (4, 4, 4, 4, 3), (6, 13),
    (6, 8, 4), (6, 4, 4, 4), (6, 9), (6, 6, 3), (1,) * 18,
)  # fmt: skip
_MOBILE = r"(0{0,2}86)?1[3-9]\d{9}"
#: The words that say that a number is a person's.
_NAMING = ("person", "mobile", "identity", "account")
# A short word may stand before a number without a blank (「No」, 「Tel」); longer ones are names of files and codes.
_WORD = r"(?:^|[^0-9A-Za-z/._=&?#%-])[A-Za-z]{1,6}$"


@dataclass(slots=True, frozen=True)
class Secret:
    """A number of a person: where it stands, what it is, how sure that is, and how it is shown."""

    start: int
    end: int
    kind: str
    confidence: Confidence
    shown: str


@cache
def _lists() -> Any:
    return words("personal")


def is_identity_number(digits: str) -> bool:
    """Whether 18 characters are an identity number: place, day of birth and check character (GB 11643-1999)."""
    if not regex(r"[1-9]\d{16}[\dX]").fullmatch(digits) or digits[:2] not in _lists()["provinces"]["codes"]:
        return False
    if not regex(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])").fullmatch(digits[6:14]):
        return False
    total = sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == digits[17]


def is_luhn(digits: str) -> bool:
    """Whether the last digit checks the others by the formula of Luhn (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_card_number(digits: str) -> bool:
    """Whether digits are the number of a bank card: a known beginning, its length, and its check digit."""
    prefixes = _lists()["cards"]["prefixes"]
    known = any(digits.startswith(p) and len(digits) in sizes for p, sizes in prefixes.items())
    return known and is_luhn(digits)


def masked(stated: str) -> str:
    """The number with all but its first three and last four digits hidden, each by one star."""
    places = [match.start() for match in regex(_GROUP[:-1]).finditer(stated)]
    hidden = set(places[3:-4])
    return "".join("*" if i in hidden else c for i, c in enumerate(stated))


def digits_of(stated: str) -> str:
    """The digits of a number, however it is written."""
    return "".join(regex(_GROUP).findall(stated)).translate(_WIDE)


def written(stated: str) -> dict[str, str]:
    """The ways a number as stated may be written where the report is read or a message made: without what
    groups its digits, on one line. Each with what is shown for it."""
    joined = "".join(regex(_GROUP).findall(stated))
    ways = (stated, stated.replace("\n", " "), stated.replace("\n", ""), joined, joined.translate(_WIDE))
    return {way: masked(way) for way in ways}


def secrets(text: str) -> Iterator[Secret]:
    """The numbers of persons in a text."""
    for run in regex(_RUN).finditer(text):
        groups = [match.span() for match in regex(_GROUP).finditer(text, *run.span())]
        at = 0
        while at < len(groups):
            found = _first(text, groups, at)
            if found is None:
                at += 1
                continue
            end, kind, confidence = found
            start, stop = groups[at][0], groups[end][1]
            yield Secret(start, stop, kind, confidence, masked(text[start:stop]))
            at = end + 1


def _first(text: str, groups: list[tuple[int, int]], at: int) -> tuple[int, str, Confidence] | None:
    """The number that begins with the group `at`: its last group, what it is, and how sure that is."""
    digits = ""
    ends: list[tuple[int, str]] = []
    for end in range(at, len(groups)):
        digits += text[slice(*groups[end])].translate(_WIDE)
        if len(digits) > _LONGEST:
            break
        if len(digits) >= _SHORTEST:
            ends.append((end, digits))
    for end, number in reversed(ends):
        if not _may_be(number):
            continue
        start, stop = groups[at][0], groups[end][1]
        before = text[max(0, start - 30) : start].rpartition("\n")[2]
        after = text[stop : stop + 1]
        sizes = _sizes(text, groups[at : end + 1])
        # Figures that stand in a row are numbers of their own, unless a word says what they are.
        named = any(word in before for kind in _NAMING for word in _lists()["labels"][kind])
        if (
            len(number) == 18
            and is_identity_number(number)
            and (named or len(sizes) < 3 or sizes in _GROUPED)
        ):
            return end, "身份证号码", Confidence.CERTAIN
        if regex(r"[0-9A-Za-z*＊]").match(after) or (
            regex("[A-Za-z]$").search(before) and not regex(_WORD).search(before)
        ):
            continue  # a part of a code, or masked already
        alone = (at == 0 or text[start - 1] == "\n") and (end == len(groups) - 1 or after == "\n")
        broken = "\n" in text[start:stop]
        # In a narrow cell that holds nothing else a number goes on in the next line.
        whole = broken and len(sizes) == 2 and not (text[:start] + text[stop:]).strip()
        if not named and not whole and (broken or (len(sizes) > 1 and not (alone and sizes in _GROUPED))):
            continue
        found = _kind(number, before, after)
        if found:
            return end, found[0], found[1] if named or not broken else Confidence.UNSURE
    return None


def _may_be(digits: str) -> bool:
    """A quick look at whether digits can be a number of a person at all: a page of figures asks that often."""
    if len(digits) in (15, 18):
        return True
    return digits[0] in "456" if len(digits) > 15 else regex(_MOBILE).fullmatch(digits) is not None


def _sizes(text: str, groups: list[tuple[int, int]]) -> tuple[int, ...]:
    """How many digits each group has; one that only characters nobody sees divide is one."""
    sizes = [0]
    last = groups[0][0]
    for start, end in groups:
        if text[last:start].strip(UNSEEN):
            sizes.append(0)
        sizes[-1] += end - start
        last = end
    return tuple(sizes)


def _kind(digits: str, before: str, after: str) -> tuple[str, Confidence] | None:
    """What a number is, None where it is no person's."""
    labels = _lists()["labels"]
    near = before[-20:]
    if not digits.isdigit():
        return None
    named_identity = any(word in near for word in labels["identity"])
    if len(digits) == 18 and named_identity:
        return "身份证号码", Confidence.LIKELY
    if len(digits) == 15 and digits[:2] in _lists()["provinces"]["codes"]:
        born = regex(r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])").fullmatch(digits[6:12])
        return ("身份证号码（15位）", Confidence.UNSURE) if born and named_identity else None
    if is_card_number(digits):
        if any(word in before for word in labels["public_account"]):
            return None
        named = any(word in near for word in labels["account"])
        return "银行卡号", Confidence.CERTAIN if named else Confidence.UNSURE
    # Its country's number may stand before it.
    found = regex(_MOBILE).fullmatch(digits)
    if found and after != "@":
        said = _mobile(before)
        if said and found[1] == "86" and not before.endswith(("+", "＋")):
            return said[0], Confidence.UNSURE  # any number of 13 digits may begin so
        return said
    return None


def _mobile(before: str) -> tuple[str, Confidence] | None:
    """A mobile number: an office may publish one to be called at, nobody else's belongs into a report."""
    labels = _lists()["labels"]
    person = any(word in before for word in labels["person"])
    private = any(word in before[-8:] for word in labels["mobile"])
    public = any(word in before[-12:] for word in labels["public"])
    if public and not person:
        return None
    if person or private:
        return "手机号码", Confidence.CERTAIN
    return "手机号码", Confidence.LIKELY


@cache
def _name_patterns() -> tuple[str, str]:
    """A name behind a word that announces one, and a name right before the number."""
    surnames, labels = _lists()["surnames"], _lists()["labels"]
    # 申 is a surname, 申请人 is nobody's name.
    one = rf"(?!申请)(?:{'|'.join(surnames['double'])}|[{surnames['single']}])[一-龥]{{1,2}}?"
    announced = "|".join(labels["before_name"])
    ends = r"[，,、（(：:；\s]|同志|先生|女士|的?(?:手机|身份证|电话|联系)"
    bare_end = r"(?:的?(?:手机|身份证|公民身份|银行卡|联系电话|电话)[^，,。]{0,6})?$"
    return (
        rf"(?:{announced})[:：]?\s*({one})(?={ends})",
        rf"(?<![一-龥])({one})(?:同志|先生|女士)?[，,、（(：:\s]{{0,2}}{bare_end}",
    )


def name_before(text: str, start: int) -> str:
    """The name of the person before a number: 「申请人张三，手机」, 「李某某（身份证号」."""
    sentence = regex("[。；;\n]").split(text[max(0, start - 40) : start])[-1]
    for pattern in _name_patterns():
        found = regex(pattern).findall(sentence)
        if found:
            return str(found[-1])
    return ""


__all__ = [
    "Secret",
    "digits_of",
    "is_card_number",
    "is_identity_number",
    "masked",
    "name_before",
    "secrets",
    "written",
]
