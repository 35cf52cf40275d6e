"""D751, D752: personal data, and private mail addresses."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from checker.api import Anchor, Confidence, Paragraph, Problem, Report, Severity, Span, Table, rule

from .outline import regex, words
from .personal_numbers import Secret, digits_of, name_before, secrets, written
from .running import running

LAW = "《中华人民共和国个人信息保护法》；《政府信息公开条例》第十五条（涉及个人隐私的政府信息不得公开）"


@rule("D751", "personal-data", Severity.ERROR, basis=LAW, kinds=(), mandatory=True, masks=True)
def personal_data(report: Report) -> Iterator[Problem]:
    """写有个人的身份证号码、银行卡号、手机号码。

    身份证号码按校验码认定（15位的旧号请人核对），银行卡号按卡号段和校验位认定，手机号码不包括对外公布的联系电话、
    咨询电话、监督电话。号码旁边的姓名一并指出。表格、目录、页眉页脚、文件属性、工作表名称里的也查；给了栏目清单的，清单里的也查。所有输出里，号码只露前三位和后四位，姓名只露姓氏。

    ## 为什么
    年报面向全社会公开，公布个人号码会侵害他人权益，发布后很难收回。

    ## 错误
    申请人张某（身份证号加全部18位号码）对答复不服。

    ## 正确
    有1名申请人对答复不服。
    """
    found = [*_of_prose(report), *_of_cells(report), *_of_the_rest(report)]
    known = {digits: problem for digits, problem in reversed(found)}
    # What the reader says of the file repeats what stands there, perhaps written otherwise.
    for text in _said(report):
        for secret in secrets(text):
            stated = text[secret.start : secret.end]
            problem = known.get(digits_of(stated))
            if problem is None:
                problem = _problem("", secret, "", {}, "beside")
                known[digits_of(stated)] = problem
                found.append((digits_of(stated), problem))
            problem.hide = {**problem.hide, **written(stated)}
    for _digits, problem in found:
        yield problem
    yield from _of_catalog(report)


def _of_prose(report: Report) -> Iterator[tuple[str, Problem]]:
    """The numbers in the running text, each with its digits."""
    prose = running(report)
    for secret in secrets(prose.text):
        stated = prose.text[secret.start : secret.end]
        name = name_before(prose.text, secret.start)
        place = prose.place(secret.start, secret.end)
        hide = written(stated)
        if isinstance(place, Span) and place.end - place.start < len(stated):
            # A number over two lines: each part is hidden.
            cut = place.end - place.start
            parts = (stated[:cut], secret.shown[:cut]), (stated[cut:], secret.shown[cut:])
            hide |= {part.strip("\n"): shown.strip("\n") for part, shown in parts}
        yield digits_of(stated), _problem(place, secret, name, hide)


def _of_cells(report: Report) -> Iterator[tuple[str, Problem]]:
    """The numbers in the cells of tables."""
    for index, block in enumerate(report.document.blocks):
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    # A shorter text holds no number of a person.
                    for secret in secrets(cell.text) if len(cell.text) >= 11 else ():
                        stated = cell.text[secret.start : secret.end]
                        at = Span(index, 0, 0)
                        name = name_before(cell.text, secret.start)
                        problem = _problem(at, secret, name, written(stated), where=cell.anchor)
                        yield digits_of(stated), problem


def _of_the_rest(report: Report) -> Iterator[tuple[str, Problem]]:
    """The numbers where the rules of running text do not look: lines left of a table, a table of contents, what
    the website adds; names of sheets; and a report that came as data alone."""
    sheets: set[str] = set()
    for index, block in enumerate(report.document.blocks):
        if isinstance(block, Paragraph) and not block.flags.isdisjoint(("cells", "contents")):
            for secret in secrets(block.text):
                stated = block.text[secret.start : secret.end]
                place = Span(index, secret.start, secret.end)
                name = name_before(block.text, secret.start)
                yield digits_of(stated), _problem(place, secret, name, written(stated))
        sheet = block.anchor.sheet
        if sheet and sheet not in sheets:
            sheets.add(sheet)
            for secret in secrets(sheet):
                stated = sheet[secret.start : secret.end]
                name = name_before(sheet, secret.start)
                problem = _problem("", secret, name, written(stated), "sheet", Anchor(sheet=sheet))
                yield digits_of(stated), problem
    if report.document.instance is not None:
        seen = {str(report.get(pointer)) for pointer in report.blocks}
        for pointer, text in _strings(report.document.instance):
            if text not in seen:
                for secret in secrets(text):
                    stated = text[secret.start : secret.end]
                    name = name_before(text, secret.start)
                    yield digits_of(stated), _problem(pointer, secret, name, written(stated))


def _said(report: Report) -> Iterator[str]:
    """What an output may say of the file besides its text: how it was read, its title and organ, its properties."""
    yield from (why for _pointer, why in report.unread)
    yield from report.remarks
    yield from (printed for _pointer, printed, _label in report.labels)
    yield report.organ
    yield from (text for _pointer, text in _strings([report.data.get("title"), report.document.metadata]))


def _strings(value: object, pointer: str = "") -> Iterator[tuple[str, str]]:
    """The texts of a JSON value, its keys among them, with their pointers."""
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, dict):
        for key, item in value.items():
            if isinstance(key, str):
                yield f"{pointer}/{key}", key
            yield from _strings(item, f"{pointer}/{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _strings(item, f"{pointer}/{index}")


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
            hide = written(stated)
            yield _problem(
                pointer,
                secret,
                name_before(joined, secret.start),
                hide,
                "shown" if field in _SHOWN else "file",
            )


#: Where a number stands: what is said of it, and how severe it is. A catalogue's own file is no publication.
_SAID = {
    "report": ("写有个人的{kind}{number}{person}，年报不应公开个人信息，请删去", None),
    "sheet": ("工作表名称里写有个人的{kind}{number}{person}，年报不应公开个人信息，请改掉工作表名称", None),
    "beside": (
        "正文和表格以外（如标题、页眉页脚、文件属性、隐藏的工作表）写有个人的{kind}{number}{person}，发布以前请删去",
        None,
    ),
    "shown": ("栏目名称里写有个人的{kind}{number}{person}，网站不应公开个人信息，请改掉栏目名称", None),
    "file": ("栏目清单里写有个人的{kind}{number}{person}，清单外传以前请删去", Severity.WARNING),
}


def _problem(
    place: str | Span,
    secret: Secret,
    name: str,
    hide: dict[str, str],
    said: str = "report",
    where: Anchor | None = None,
) -> Problem:
    shown = name[:1] + "*" * (len(name) - 1)
    if name:
        hide = {**hide, name: shown}
    message, severity = _SAID[said]
    return Problem(
        place,
        message,
        severity=severity,
        where=where,
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
    hosts = "|".join(words("personal")["mailboxes"]["hosts"]).replace(".", r"\.")
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
