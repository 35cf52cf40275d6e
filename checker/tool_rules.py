"""The E codes: what the tool itself has to say. They have no check of their own and cannot be switched off."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model import Problem, Report, Severity
from checker.rule import rule

BASIS = "本工具"


@rule("E001", "unreadable", Severity.ERROR, basis=BASIS, mandatory=True)
def unreadable(report: Report) -> Iterator[Problem]:
    """文件读不出来。

    说明是哪个文件、为什么读不出来、怎么办。其余文件照常检查。栏目清单里读不出来的格子也在这里报，一格一处。

    ## 为什么

    读不出来的文件一项也没有核对，不能当作通过。

    ## 错误

    文件损坏、加了密码，或者是扫描图片；一个文件里有两份年报。

    ## 正确

    在 Word 或 WPS 中打开原件，另存为 docx，再检查；两份年报分成两个文件。
    """
    yield from ()


@rule("E002", "rule-crashed", Severity.ERROR, basis=BASIS, mandatory=True)
def rule_crashed(report: Report) -> Iterator[Problem]:
    """一条规则运行出错。

    该规则没有查完，其余规则照常运行，退出码为 2。

    ## 为什么

    出错的规则没有结论，不能当作通过。这是程序（或插件）的毛病，不是报告的毛病。

    ## 错误

    插件中的规则遇到没有料到的内容而中断。

    ## 正确

    把提示的内容发给规则的作者；急用时可以用 --ignore 跳过该规则。
    """
    yield from ()


@rule("E003", "not-a-report", Severity.ERROR, basis=BASIS, mandatory=True)
def not_a_report(report: Report) -> Iterator[Problem]:
    """读得出来，但不是年度报告。

    文件里找不到年报的标题、六个部分和三张表。检查文件夹时遇到的这类文件只计数，不报错。

    ## 为什么

    多半是给错了文件，例如把通知、指南当成了年报。

    ## 错误

    gouji check 政府信息公开指南.docx

    ## 正确

    gouji check 2024年政府信息公开工作年度报告.docx
    """
    yield from ()


TOOL_RULES = [unreadable, rule_crashed, not_a_report]
