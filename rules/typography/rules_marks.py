"""L601, L607 to L611: marks, one by one."""

from __future__ import annotations

from collections.abc import Iterator

from checker.api import Problem, Report, Severity, rule

from .source import problems, throughout

MARKS = "GB/T 15834-2011《标点符号用法》"


@rule("L601", "half-width-mark", Severity.WARNING, basis=f"{MARKS}5.1")
def half_width_mark(report: Report) -> Iterator[Problem]:
    """中文里用了半角标点。

    查汉字旁边的半角逗号、分号、冒号、问号、叹号和句点。小数、千位分隔、时间、网址、邮箱、文件名、
    「1.」这样的序号，以及纯英文里的标点不算。整篇都用半角标点的，合成一处。

    ## 为什么
    中文标点占一个字的位置；半角标点多是输入法没有切换，或者从别处粘贴来的。

    ## 错误
    全年受理申请12件,办结12件.

    ## 正确
    全年受理申请12件，办结12件。
    """
    message = "全文有{count}处用了半角标点，比全角的还多，像是输入法没有切换或者转换造成的，请统一改成全角"
    one = throughout(report, "L601", "，；：？！。", message)
    yield from [one] if one else problems(report, "L601")


@rule("L607", "repeated-mark", Severity.WARNING, basis=f"{MARKS}4")
def repeated_mark(report: Report) -> Iterator[Problem]:
    """标点重复或者冲突。

    查挨在一起的两个点号，如「。。」「，。」「、，」，中间隔着空格的也算。叠用的「！！」「？！」文学作品里
    可以有，年报里没有用处，也报出来。

    ## 为什么
    多是修改时漏删了原来的标点。

    ## 错误
    信息更新还不够及时，。

    ## 正确
    信息更新还不够及时。
    """
    yield from problems(report, "L607")


@rule("L608", "ellipsis-form", Severity.INFO, basis=f"{MARKS}4.11")
def ellipsis_form(report: Report) -> Iterator[Problem]:
    """省略号不是「……」。

    省略号是占两个字的六个点。三个句点、三个句号、一个或三个「…」都不对；省略号后面不再写「等」。

    ## 为什么
    省略号和「等」意思相同，留一个就够。

    ## 错误
    设有公开指南、公开目录...等栏目。

    ## 正确
    设有公开指南、公开目录等栏目。
    """
    yield from problems(report, "L608")


@rule("L609", "dash-form", Severity.INFO, basis=f"{MARKS}4.10、4.13")
def dash_form(report: Report) -> Iterator[Problem]:
    """破折号不是「——」，或者电话号码里用了长横线。

    破折号占两个字，中间不断开。连接地名、型号的单个「—」和「-」不算；区号后面的横线用「-」。

    ## 为什么
    用两三个减号拼成的破折号，换了字体就断开。

    ## 错误
    办好一件事--让群众少跑腿。电话：0571—85000000

    ## 正确
    办好一件事——让群众少跑腿。电话：0571-85000000
    """
    yield from problems(report, "L609")


@rule("L610", "range-form", Severity.INFO, basis=f"{MARKS}4.13；GB/T 15835-2011 5.1.3")
def range_form(report: Report) -> Iterator[Problem]:
    """起止之间的连接号不合规定。

    两个数值之间用「～」或「—」，两个日期之间用「至」或「—」。只查后面跟着计量单位、前小后大的数值，
    和带年、月、日的日期；电话、编号、比分不算。

    ## 为什么
    减号容易看成负号，日期之间的「～」不合连接号的用法。

    ## 错误
    每月公开10-20条；1月1日~12月31日。

    ## 正确
    每月公开10～20条；1月1日至12月31日。
    """
    yield from problems(report, "L610")


@rule("L611", "ordinal-form", Severity.INFO, basis="GB/T 9704-2012 7.3.3（层次序号）")
def ordinal_form(report: Report) -> Iterator[Problem]:
    """序号后面的标点不对。

    层次序号依次是「一、」「（一）」「1.」「（1）」：带括号的后面没有标点，阿拉伯数字后面用「.」不用「、」，
    「第一」后面用逗号。列举条款项的「第（一）、（五）项」不算。

    ## 为什么
    公文的层次序号有固定写法。

    ## 错误
    1、加强培训。第一、更新不够及时。

    ## 正确
    1.加强培训。第一，更新不够及时。
    """
    yield from problems(report, "L611")


RULES = [half_width_mark, repeated_mark, ellipsis_form, dash_form, range_form, ordinal_form]
