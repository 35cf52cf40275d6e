"""N304, N310: the sections of prose have content, and the fifth names improvements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from checker.api import Note, Problem, Report, Severity, Span, Table, Unchecked, chinese, fold, rule

from .outline import (
    Part,
    Piece,
    block_range,
    half,
    has_picture,
    is_subheading,
    part,
    pictured,
    prose,
    regex,
    title_place,
    without_titles,
    words,
)

LAW = "《政府信息公开条例》第五十条；国办公开办函〔2021〕30号"
#: From here on empty sections are one finding: nobody has filled in the form yet.
MANY = 3


@cache
def _any(listed: str, key: str) -> str:
    """The patterns of a list of the data file as one."""
    return "|".join(f"(?:{pattern})" for pattern in words("sections-words")[listed][key])


def _says_nothing(text: str) -> bool:
    """Whether a paragraph is 「无」 in one of its forms, or a hint printed on the blank form."""
    folded = fold(text).rstrip(".,;:")
    if len(folded) > 60:
        return False
    patterns = (_any("nothing", "patterns"), _any("template", "patterns"))
    return not folded or any(regex(pattern).fullmatch(folded) for pattern in patterns)


def is_empty(report: Report, section: Part) -> list[Piece] | None:
    """None where the section has content, else the paragraphs that stand in its place."""
    found = prose(report, section)
    if not all(_says_nothing(piece.text) or is_subheading(piece.text) for piece in found):
        return None
    blocks = report.document.blocks
    if has_picture(report, section) or any(
        isinstance(blocks[i], Table) for i in block_range(report, section)
    ):
        return None
    return found


@rule(
    "N304", "empty-section", Severity.WARNING, basis=LAW, needs=("/sections",), structural=True, absence=True
)
def empty_section(report: Report) -> Iterator[Problem | Unchecked]:
    """该写内容的部分是空的。

    第一、第五、第六部分只有标题，或者只写「无」「（文字描述）」之类。2019 年版的第六部分可以只写「无」；
    2021 年版要在第六部分报告信息处理费的收取情况，只写「无」不够。第二至四部分看表格（见 N307）。
    三个部分都空的，合成一处。

    ## 为什么
    格式要求「不能遗漏」。2021 年版空白格式在第六部分印有「收取信息处理费情况在此处报告」。

    ## 错误
    六、其他需要报告的事项：无。

    ## 正确
    六、其他需要报告的事项：本年度本机关未发出信息处理费收费通知，未收取信息处理费。
    """
    empty: list[tuple[Part, list[Piece]]] = []
    for ordinal in (1, 5, 6):
        section = part(report, ordinal)
        if section is not None and pictured(report, section):
            yield Unchecked("「{title}」这一部分是图片，有没有内容未核对", title=section.title)
            continue
        found = is_empty(report, section) if section else None
        if section is None or found is None:
            continue
        if ordinal == 6 and report.edition == "2019" and any(not is_subheading(p.text) for p in found):
            continue
        empty.append((section, found))
    if len(empty) >= MANY:
        yield Problem(
            f"{empty[0][0].pointer}/title",
            "第{ordinals}部分都还没有填写内容，请逐一填写",
            ordinals="、".join(chinese(section.ordinal or 0) for section, _ in empty),
            related=[Note(_place(report, section, found), "这里没有内容") for section, found in empty],
            explains=["N305:aspects", "N305:governments", "W701@"],
            key="all",
        )
        return
    for section, found in empty:
        ordinal = section.ordinal or 0
        due = {
            1: "应概述主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障五个方面",
            5: "应写明存在的主要问题和改进情况",
            6: "应写明收取信息处理费的情况" if report.edition != "2019" else "没有其他事项的，写「无」",
        }[ordinal]
        yield Problem(
            _place(report, section, found),
            "第{ordinal}部分「{title}」只写了「{stated}」，{due}"
            if found
            else "第{ordinal}部分「{title}」只有标题，没有内容，{due}",
            ordinal=chinese(ordinal),
            title=section.title,
            stated="".join(piece.text.strip() for piece in found)[:40],
            due=due,
            explains=["W701@", *(["N305:aspects", "N305:governments"] if ordinal == 1 else [])],
            key=str(ordinal),
        )


def _place(report: Report, section: Part, found: list[Piece]) -> str | Span:
    if found:
        text = found[0].text
        return found[0].place(len(text) - len(text.lstrip()), len(text.rstrip()))
    return title_place(report, section)


@rule(
    "N310",
    "no-improvements",
    Severity.WARNING,
    basis="《政府信息公开条例》第五十条第（四）项",
    needs=("/sections",),
    structural=True,
    absence=True,
)
def no_improvements(report: Report) -> Iterator[Problem | Unchecked]:
    """只写问题，没有写改进。

    第五部分写了问题，却没有一句写改进情况、改进措施或下一步安排的，报一处。按词语判断；
    「有待加强」「仍需提高」算问题，不算改进；「拟采取以下办法」「力争」算改进。写明没有问题的（本年度不存在
    问题）无从改进，这里不报，整个第五部分只有这一句的见 N304。

    ## 为什么
    《政府信息公开条例》第五十条第（四）项要求写「存在的主要问题及改进情况」，两样都要有。

    ## 错误
    一是解读形式单一；二是更新不够及时。

    ## 正确
    一是解读形式单一；二是更新不够及时。针对这些问题，每件文件都配发图文解读，并按月检查栏目更新。
    """
    section = part(report, 5)
    if section is None:
        yield Unchecked("没有第五部分，有没有写改进情况未核对")
        return
    if pictured(report, section):
        yield Unchecked("第五部分是图片，有没有写改进情况未核对")
        return
    found = prose(report, section)
    problem = regex(_any("problems", "words"))
    none = regex(_any("no_problems", "patterns"))
    whole = half("\n".join(piece.text for piece in found))
    if not problem.search(none.sub("", without_titles(report, whole))):
        return
    texts = [none.sub("", half(piece.text)) for piece in found]
    if _improves(texts):
        return
    last = found[-1]
    yield Problem(
        section.pointer,
        "第五部分只写了问题，没有写改进情况或下一步措施，请补写",
        where=last.place(0, 0),
        key="improvements",
    )


@cache
def _pattern_of(kind: str) -> re.Pattern[str]:
    """The words for an improvement of a kind, not behind 「有待」 and the like, nor before 「不够」."""
    lists = words("sections-words")["improvements"]
    behind = "".join(f"(?<!{word})" for word in lists["not_after"])
    ahead = "" if kind == "plans" else f"(?!{lists['not_before']})"
    return re.compile(f"{behind}(?:{'|'.join(lists[kind])}){ahead}")


@cache
def _verb() -> re.Pattern[str]:
    """A clause that begins with a verb of mending, perhaps behind an ordinal."""
    verbs = "|".join(words("sections-words")["improvements"]["verbs"])
    ordinal = r"(?:[一二三四五六七八九]是|第[一二三四五],|\([一二三四五六七]\)|[0-9][.、])?"
    return re.compile(f"{ordinal}(?:{verbs})")


def _improves(texts: list[str]) -> bool:
    """Whether a section names an improvement: plainly anywhere, or in what follows the first problem."""
    problem = regex(_any("problems", "words"))
    echo = regex("(?:存在的?)?(?:主要|突出)?(?:问题|不足)(?:及|和|与|、)?(?:其?改进|整改)(?:情况|措施|工作)?")
    after_problem = promised = False
    for text in texts:
        if is_subheading(text):
            # A heading promises improvements only when something stands below it.
            promised = bool(
                regex("改进|整改|措施|安排|打算|计划|下一步|举措|方向|办法|对策").search(echo.sub("", text))
            )
            after_problem = after_problem or bool(problem.search(text))
            continue
        if promised or _pattern_of("plans").search(text) or _pattern_of("words").search(echo.sub("", text)):
            return True
        clauses = regex("[,。;:、\n]").split(text)
        if not after_problem:
            first = next((n for n, clause in enumerate(clauses) if problem.search(clause)), len(clauses))
            after_problem, clauses = first < len(clauses), clauses[first + 1 :]
        for clause in clauses:
            if not problem.search(clause) and (
                _verb().match(clause.strip()) or _pattern_of("later").search(clause)
            ):
                return True
    return False


RULES = [empty_section, no_improvements]
