"""L602 to L604, L612, L616, L617, L622: brackets, quotes, title marks, and the 顿号 beside them."""

from __future__ import annotations

from collections.abc import Iterator

from checker.api import Problem, Report, Severity, rule

from .source import problems, throughout

MARKS = "GB/T 15834-2011《标点符号用法》"


@rule("L602", "bracket-width", Severity.WARNING, basis=f"{MARKS}4.9")
def bracket_width(report: Report) -> Iterator[Problem]:
    """中文里用了半角括号，或者一对括号一半全角一半半角。

    括号里有汉字，或者紧挨着汉字的，应为全角「（）」。纯英文里的括号、网址里的括号不算。整篇都用半角括号的，合成一处。

    ## 为什么
    全角半角混用，多是从别处粘贴来的；一对括号宽度不同，机器读取时会配不上。

    ## 错误
    公开指南(2024年版)

    ## 正确
    公开指南（2024年版）
    """
    message = "全文有{count}对半角括号，比全角的还多，像是输入法没有切换或者转换造成的，请统一改成全角"
    one = throughout(report, "L602", "（", message)
    yield from [one] if one else problems(report, "L602")


@rule("L603", "unpaired-mark", Severity.WARNING, basis=f"{MARKS}4.8、4.9、4.15", structural=True)
def unpaired_mark(report: Report) -> Iterator[Problem]:
    """括号、引号或书名号不成对，或者互相交叉。

    逐段配对。引文或括号跨到后面三段以内的也认；「1）」这样的序号、英文的省字号不算。

    ## 为什么
    漏了一半，读者就不知道括注、引文到哪里为止。

    ## 错误
    共公开179件（其中，市级文件65件，部门文件114件。

    ## 正确
    共公开179件（其中，市级文件65件，部门文件114件）。
    """
    yield from problems(report, "L603")


@rule("L604", "straight-quote", Severity.WARNING, basis=f"{MARKS}4.8")
def straight_quote(report: Report) -> Iterator[Problem]:
    """中文里用了直引号或者直角引号。

    引号用“ ”，引号里面再用引号时用‘ ’。英文里的省字号和引号、单位里的英寸号不算。

    ## 为什么
    直引号分不出前后，直角引号不是横排简体文件的用法。

    ## 错误
    通过"某某发布"公众号公开。

    ## 正确
    通过“某某发布”公众号公开。
    """
    yield from problems(report, "L604")


@rule("L612", "document-number-bracket", Severity.WARNING, basis="GB/T 9704-2012 7.2.5（发文字号）")
def document_number_bracket(report: Report) -> Iterator[Problem]:
    """发文字号的年份没有用六角括号。

    发文字号的年份用「〔〕」。查「[2021]30号」「（2021）30号」「【2021】30号」；法院案号的圆括号不算。

    ## 为什么
    发文字号的写法是规定的，写错了检索不到。

    ## 错误
    国办公开办函[2021]30号

    ## 正确
    国办公开办函〔2021〕30号
    """
    yield from problems(report, "L612")


@rule("L616", "mark-between-quoted", Severity.INFO, basis=f"{MARKS}4.5.3.5")
def mark_between_quoted(report: Report) -> Iterator[Problem]:
    """并列的引号、书名号之间用了顿号。

    标有引号的并列成分之间、标有书名号的并列成分之间通常不用顿号。其中有一项后面带括注的，宜用顿号，不报。

    ## 为什么
    引号和书名号已经把各项分开了。标准说的是「通常」，所以只作提示。

    ## 错误
    “组织机构”、“规划计划”两个栏目

    ## 正确
    “组织机构”“规划计划”两个栏目
    """
    yield from problems(report, "L616")


@rule("L617", "mark-before-and", Severity.INFO, basis=f"{MARKS}4.5")
def mark_before_and(report: Report) -> Iterator[Problem]:
    """「和」「及」「以及」「与」前面用了顿号。

    连词已经连起了前后两项，前面不再用顿号。「及时」「和谐」「与会」这样的词不算。

    ## 为什么
    顿号和连词作用相同，留一个就够。

    ## 错误
    网站、公众号、和公告栏

    ## 正确
    网站、公众号和公告栏
    """
    yield from problems(report, "L617")


@rule("L622", "title-mark-nesting", Severity.INFO, basis=f"{MARKS}4.15")
def title_mark_nesting(report: Report) -> Iterator[Problem]:
    """书名号里面的书名号没有用单书名号。

    书名号里面还有书名号的，外面用《 》，里面用〈 〉，不用《 》，也不用大于号、小于号。

    ## 为什么
    里外一样，读者和机器都分不清文件名到哪里为止。

    ## 错误
    《关于印发《公开办法》的通知》

    ## 正确
    《关于印发〈公开办法〉的通知》
    """
    yield from problems(report, "L622")


RULES = [
    bracket_width, unpaired_mark, straight_quote, document_number_bracket,
    mark_between_quoted, mark_before_and, title_mark_nesting,
]  # fmt: skip
