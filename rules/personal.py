"""D751, D752: personal data, and private mail addresses."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any

from checker.api import Confidence, Problem, Report, Severity, Span, Table, rule

from .outline import regex, words
from .running import running

LAW = "《中华人民共和国个人信息保护法》；《政府信息公开条例》第十五条（涉及个人隐私的政府信息不得公开）"

# 18 digits, the last may be X; 15 in old cards; accounts of 16 to 19 digits in groups of four; 11 of a mobile number.
# Full-width digits count, and the blanks and dashes people group digits by.
_NUMBER = r"[0-9０-９](?=[0-9０-９ \-－\u00a0]{10})(?<![0-9A-Za-z０-９].)(?:[ \-－\u00a0]?[0-9０-９]){10,18}[XxＸｘ]?(?![0-9A-Za-z０-９*＊])"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_WIDE = str.maketrans("０１２３４５６７８９Ｘｘx", "0123456789XXX")


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


def _masked(stated: str) -> str:
    """The number with all but its first three and last four digits hidden, each by one star."""
    places = [i for i, c in enumerate(stated) if c not in " -－\u00a0"]
    hidden = set(places[3:-4])
    return "".join("*" if i in hidden else c for i, c in enumerate(stated))


def secrets(text: str) -> Iterator[Secret]:
    """The numbers of persons in a text."""
    for match in regex(_NUMBER).finditer(text):
        start, end = match.span()
        stated = match[0]
        digits = regex(r"[ \-－\u00a0]").sub("", stated).translate(_WIDE)
        before = text[max(0, start - 30) : start].rpartition("\n")[2]
        found = _kind(digits, before, text[end : end + 1], stated)
        if found:
            yield Secret(start, end, found[0], found[1], _masked(stated))


def _kind(digits: str, before: str, after: str, stated: str) -> tuple[str, Confidence] | None:
    """What a number is, None where it is no person's."""
    labels = _lists()["labels"]
    near = before[-20:]
    if len(digits) == 18 and is_identity_number(digits):
        return "身份证号码", Confidence.CERTAIN
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
    if len(digits) == 11 and regex(r"1[3-9]\d{9}").fullmatch(digits) and after != "@":
        return _mobile(before, stated)
    return None


def _mobile(before: str, stated: str) -> tuple[str, Confidence] | None:
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


def _name(text: str, start: int) -> str:
    """The name of the person before a number: 「申请人张三，手机」, 「李某某（身份证号」."""
    sentence = regex("[。；;\n]").split(text[max(0, start - 40) : start])[-1]
    for pattern in _name_patterns():
        found = regex(pattern).findall(sentence)
        if found:
            return str(found[-1])
    return ""


@rule("D751", "personal-data", Severity.ERROR, basis=LAW, kinds=(), mandatory=True, masks=True)
def personal_data(report: Report) -> Iterator[Problem]:
    """写有个人的身份证号码、银行卡号、手机号码。

    身份证号码按校验码认定（15位的旧号请人核对），银行卡号按卡号段和校验位认定，手机号码不包括对外公布的联系电话、
    咨询电话、监督电话。号码旁边的姓名一并指出。给了栏目清单的，清单里的也查。所有输出里，号码只露前三位和后四位，姓名只露姓氏。

    ## 为什么
    年报面向全社会公开，公布个人号码会侵害他人权益，发布后很难收回。

    ## 错误
    申请人张某（身份证号加全部18位号码）对答复不服。

    ## 正确
    有1名申请人对答复不服。
    """
    prose = running(report)
    for secret in secrets(prose.text):
        stated = prose.text[secret.start : secret.end]
        name = _name(prose.text, secret.start)
        place = prose.place(secret.start, secret.end)
        hide = {stated: secret.shown}
        if isinstance(place, Span) and place.end - place.start < len(stated):
            # A number over two lines: each part is hidden.
            cut = place.end - place.start
            hide = {stated[:cut]: secret.shown[:cut], stated[cut:]: secret.shown[cut:]}
        yield _problem(place, secret, name, hide)
    for index, text in _cells(report):
        for secret in secrets(text):
            yield _problem(Span(index, 0, 0), secret, "", {text[secret.start : secret.end]: secret.shown})
    yield from _of_catalog(report)


#: Fields of a catalogue that the website itself shows, and addresses, whose numbers are those of pages.
_SHOWN = ("column", "parent")
_ADDRESSES = ("url", "last_updated_from", "items_from")


def _of_catalog(report: Report) -> Iterator[Problem]:
    """The numbers of persons in a catalogue of columns, each once a place."""
    if report.catalog is None:
        return
    places = [(pointer, text) for pointer, text in report.catalog.strings() if len(text) >= 11]
    starts = list(accumulate((len(text) + 1 for _pointer, text in places), initial=0))
    joined = "\n".join(text for _pointer, text in places)
    seen: set[tuple[str, str]] = set()
    for secret in secrets(joined):
        pointer = places[bisect_right(starts, secret.start) - 1][0]
        field, stated = pointer.rpartition("/")[2], joined[secret.start : secret.end]
        if field in _ADDRESSES and (len(stated) < 18 or secret.confidence is not Confidence.CERTAIN):
            continue
        # What is hidden is hidden everywhere; what is said of it is said once a cell.
        if (pointer, secret.shown) not in seen:
            seen.add((pointer, secret.shown))
            hide = {stated: secret.shown}
            yield _problem(
                pointer, secret, _name(joined, secret.start), hide, "shown" if field in _SHOWN else "file"
            )


def _cells(report: Report) -> Iterator[tuple[int, str]]:
    """The texts of cells long enough to hold a number of a person, with the block of their table."""
    for index, block in enumerate(report.document.blocks):
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    if len(cell.text) >= 11:
                        yield index, cell.text


#: Where a number stands: what is said of it, and how severe it is. A catalogue's own file is no publication.
_SAID = {
    "report": ("写有个人的{kind}{number}{person}，年报不应公开个人信息，请删去", None),
    "shown": ("栏目名称里写有个人的{kind}{number}{person}，网站不应公开个人信息，请改掉栏目名称", None),
    "file": ("栏目清单里写有个人的{kind}{number}{person}，清单外传以前请删去", Severity.WARNING),
}


def _problem(
    place: str | Span, secret: Secret, name: str, hide: dict[str, str], where: str = "report"
) -> Problem:
    shown = name[:1] + "*" * (len(name) - 1)
    if name:
        hide = {**hide, name: shown}
    message, severity = _SAID[where]
    return Problem(
        place,
        message,
        severity=severity,
        person=f"（{shown}）" if name else "",
        kind=secret.kind,
        number=secret.shown,
        confidence=secret.confidence,
        hide=hide,
        key=secret.shown,
        **({"name": shown} if name else {}),
    )


@rule("D752", "private-mailbox", Severity.INFO, basis="公务邮箱的管理惯例（没有查到明文）")
def private_mailbox(report: Report) -> Iterator[Problem]:
    """用公共邮箱作机关的联系邮箱。

    查 qq.com、163.com、126.com、sina.com、gmail.com 等公共邮件服务的地址。

    ## 为什么
    公共邮箱归个人注册，人员变动后无法交接，也不便管理；机关宜用政务邮箱。没有查到禁止的明文，所以只作提示。

    ## 错误
    电子邮箱：anlanshuiwu@163.com

    ## 正确
    电子邮箱：swj@anlan.gov.cn
    """
    prose = running(report)
    text = prose.text
    if "@" not in text:
        return
    hosts = "|".join(_lists()["mailboxes"]["hosts"]).replace(".", r"\.")
    seen: set[str] = set()
    pattern = (
        rf"(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]{{1,64}}@(?:vip\.)?(?i:{hosts})(?![A-Za-z0-9-]|\.[A-Za-z])"
    )
    for match in regex(pattern).finditer(text):
        if match[0].lower() not in seen:
            seen.add(match[0].lower())
            yield Problem(
                prose.place(*match.span()),
                "「{address}」是公共邮箱，机关的联系邮箱宜用政务邮箱",
                address=match[0],
                confidence=Confidence.LIKELY,
            )


RULES = [personal_data, private_mailbox]
