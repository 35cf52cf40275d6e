"""The rule: section 一 states how often the organ's website was visited."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.api import Problem, Report, Severity, rule


@rule(
    "X901",
    "website-visits-missing",
    Severity.WARNING,
    basis="某省政务公开主管部门关于年度报告的补充要求（示例，非真实文件）",
    needs=("/sections",),
)
def website_visits_missing(report: Report, *, word: str = "访问量") -> Iterator[Problem]:
    """第一部分没有写明政府网站访问量。

    「总体情况」中应有一句写明本年度政府网站的访问量，并且带有数字。选项 `word` 是要找的词。

    ## 为什么
    某省要求各机关在年度报告第一部分公布政府网站访问量，便于社会了解公开平台的使用情况。

    ## 错误
    全年更新网站信息612条。

    ## 正确
    全年更新网站信息612条，网站访问量为4.6万次。
    """
    index = report.sections.get(1)
    if index is None:
        return  # 缺少第一部分由 N301 报告，不重复报。
    section = f"/sections/{index}"
    for number, paragraph in enumerate(report.get(f"{section}/paragraphs", [])):
        at = paragraph.find(word)
        if at < 0:
            continue
        sentence = re.split(r"[。；]", paragraph[at:])[0]
        if not re.search(r"\d", sentence):
            yield Problem(
                f"{section}/paragraphs/{number}",
                "提到了「{word}」，但没有写出数字，请补上全年的次数",
                word=word,
                key="number",
            )
        return
    yield Problem(
        f"{section}/paragraphs",
        "「{title}」没有写明政府网站{word}，请补写一句，如「全年网站{word}为3.2万次」",
        title=report.get(f"{section}/title"),
        word=word,
        where=f"{section}/title",
        key="sentence",
    )


RULES = [website_visits_missing]
