"""L605, L606, L613 to L615, L623: spaces, widths, percent signs, invisible characters, dates."""

from __future__ import annotations

from collections.abc import Iterator

from checker.api import Edit, Fix, Note, Problem, Report, Severity, label_of, rule

from ..outline import regex
from .chars import GONE, UNKNOWN
from .source import made_by_layout, one_for_all, percent_signs, problems

MARKS = "GB/T 15834-2011《标点符号用法》"
TABLES = ("/disclosure/", "/requests/", "/remedies/")
#: So many cells of a table with the same fault are findings of their own; more are one (as in S101).
APART = 5


@rule("L605", "stray-space", Severity.WARNING, basis=f"{MARKS}5.1；GB/T 9704-2012 5.2.3", structural=True)
def stray_space(report: Report) -> Iterator[Problem]:
    """汉字之间、全角标点旁边有多余的空格。

    标题、四个字以内撑开排的词（「总 计」）、成片的留白（落款、并排的联系方式）不算；像是漏填数字的空白
    （「信息  条」）留着给人看。空格是排版或者文字转换造成的，全文只提示一处。

    ## 为什么
    公文逐字相连，标点自己占位置。多余的空格多是粘贴时带来的。

    ## 错误
    主动公开 政府信息， 方便群众

    ## 正确
    主动公开政府信息，方便群众
    """
    if made_by_layout(report, "L605"):
        if report.document.kind == "pdf":
            yield one_for_all(
                report, "L605", "全文有{count}处多余的空格，像是排版或转换造成的，请对照原文核对"
            )
        return
    yield from problems(report, "L605")


@rule("L606", "space-by-digit", Severity.INFO, basis="GB/T 15835-2011；GB/T 9704-2012 5.2.3", structural=True)
def space_by_digit(report: Report) -> Iterator[Problem]:
    """汉字与数字、字母之间有空格。

    汉字与阿拉伯数字、字母之间不空格，数字与百分号之间也不空格。网址旁边的空格、表格里的不查。全文多数
    地方都空的，像是排版或者文字转换造成的，只提示一处，请人核对。

    ## 为什么
    同一份报告里「2020 年」和「2020年」并存，是几个人的稿子拼起来的样子。

    ## 错误
    2020 年公开 388 条

    ## 正确
    2020年公开388条
    """
    if made_by_layout(report, "L606"):
        yield one_for_all(
            report, "L606", "全文汉字与数字、字母之间有{count}处空格，像是排版或转换造成的，请对照原文核对"
        )
        return
    yield from problems(report, "L606")


@rule("L613", "full-width-alphanumeric", Severity.WARNING, basis="GB/T 15835-2011")
def full_width_alphanumeric(report: Report) -> Iterator[Problem]:
    """数字或字母是全角的。

    数字和字母用半角。表格里的数字也查，一张表合成一处：查到的请人核对后重新输入。纯英文里的全角标点只提示。

    ## 为什么
    全角数字在电子表格里不是数字，没法计算和查找。

    ## 错误
    公开政府信息４５条

    ## 正确
    公开政府信息45条
    """
    yield from problems(report, "L613")
    tables: dict[str, list[tuple[str, str]]] = {}
    for pointer, text in _cells(report, "[０-９Ａ-Ｚａ-ｚ]"):
        tables.setdefault(pointer.split("/")[1], []).append((pointer, text))
    for found in tables.values():
        # Who types one figure so types them all: one finding a table.
        pointer, text = found[0]
        one = "表格里的「{stated}」是全角的数字或字母，应为半角，请核对后重新输入"
        many = "表格里的「{stated}」等{count}格是全角的数字或字母，应为半角，请核对后重新输入"
        yield Problem(
            pointer,
            one if len(found) == 1 else many,
            stated=text[:24],
            count=len(found),
            related=[Note(at, "这一格也是全角") for at, _text in found[1:]],
        )


@rule("L614", "percent-mixed", Severity.INFO, basis="GB/T 15835-2011（同类事项写法一致）")
def percent_mixed(report: Report) -> Iterator[Problem]:
    """百分号有全角有半角。

    「％」和「%」都可以，一份报告里只用一种。全文只报一处，放在较少的那一种第一次出现的地方。

    ## 为什么
    同一样东西在一份文件里写法应当一致。

    ## 错误
    占总数的27.1%，同比增长3％

    ## 正确
    占总数的27.1%，同比增长3%
    """
    half, full = percent_signs(report)
    if not half or not full:
        return
    few, sign, other = (full, "％", "%") if len(full) <= len(half) else (half, "%", "％")
    yield Problem(
        few[0],
        "全文的百分号「{stated}」有{count}处，「{expected}」有{others}处，请统一成一种",
        stated=sign,
        expected=other,
        count=len(few),
        others=max(len(half), len(full)),
        related=[Note(span, "也写作「{sign}」", {"sign": sign}) for span in few[1:9]],
        fix=Fix("统一百分号", tuple(Edit(span, sign, other) for span in few)),
        key="percent",
    )


@rule("L615", "invisible-character", Severity.WARNING, basis="GB 18030-2022；公文用字通行做法")
def invisible_character(report: Report) -> Iterator[Problem]:
    """有看不见的字符。

    查零宽字符、不换行空格、控制字符、文字方向符，以及只有某一种字体才显示得出来的字符。表格里的也查，一张表超过 5 格的合成一条。

    ## 为什么
    看不见的字符会让查找、计数和比对落空，多是从网页或聊天软件粘贴来的。

    ## 错误
    「政府信息」四个字中间夹着一个零宽空格

    ## 正确
    政府信息
    """
    yield from problems(report, "L615")
    tables: dict[str, list[tuple[str, dict[str, None]]]] = {}
    for pointer, text in _cells(report, f"{GONE}|{UNKNOWN}"):
        codes = dict.fromkeys(f"U+{ord(m[0]):04X}" for m in regex(f"{GONE}|{UNKNOWN}").finditer(text))
        tables.setdefault("/" + pointer.split("/")[1], []).append((pointer, codes))
    for table, cells in tables.items():
        if len(cells) > APART:
            # A table that was pasted from a page has them in every cell.
            (first, codes), *others = cells
            stated = "、".join(dict.fromkeys(code for _pointer, codes in cells for code in codes))
            yield Problem(
                first, "{table}有 {count} 个格子里有看不见的字符（{stated}），请重新输入这些格",
                related=[Note(pointer, "有看不见的字符") for pointer, _codes in others],
                key=table, table=label_of(report, table), count=len(cells), stated=stated, cells=[p for p, _codes in cells],
            )  # fmt: skip
            continue
        for pointer, codes in cells:
            yield Problem(
                pointer, "表格里有看不见的字符（{stated}），请重新输入这一格", stated="、".join(codes)
            )


def _cells(report: Report, pattern: str) -> Iterator[tuple[str, str]]:
    """The cells of the form's tables whose printed text has such a character."""
    printed = [(p, a.quote) for p, a in report.origin.items() if p.startswith(TABLES)]
    if regex(pattern).search("\n".join(text for _, text in printed)):
        for pointer, text in printed:
            if regex(pattern).search(text):
                yield pointer, text


@rule("L623", "date-form", Severity.INFO, basis="GB/T 9704-2012 7.3.5.4；GB/T 15835-2011 5.1.4")
def date_form(report: Report) -> Iterator[Problem]:
    """日期的写法不合规定。

    年份写全四位，月、日不编虚位（1月不写01月），不用点、横线或斜线隔开。网页自己印的「发布日期：2025-01-15」
    这类信息行不算。

    ## 为什么
    公文的成文日期用阿拉伯数字标全年、月、日，不编虚位。

    ## 错误
    截至2024年01月05日；2024.1.5；24年1月5日

    ## 正确
    截至2024年1月5日
    """
    yield from problems(report, "L623")


RULES = [
    stray_space, space_by_digit, full_width_alphanumeric, percent_mixed, invisible_character, date_form,
]  # fmt: skip
