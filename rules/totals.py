"""T201 to T205: do the totals add up. The equations are data beside the schema."""

from __future__ import annotations

from collections.abc import Iterator

from checker.api import Problem, Report, Severity, Unchecked, rule

from .sums import broken

BASIS = "国办公开办函〔2019〕60号；国办公开办函〔2021〕30号"
DERIVED = BASIS + "（由表式推得）"


@rule("T201", "intake-unbalanced", Severity.ERROR, basis=BASIS, needs=("/requests",))
def intake_unbalanced(report: Report) -> Iterator[Problem | Unchecked]:
    """新收加结转不等于办结加结转下年。

    表三每一列：第一项（本年新收）加第二项（上年结转），等于第三项（七）总计加第四项（结转下年度）。

    ## 为什么

    这是表三左上角印着的勾稽关系：收到的申请，不是已经办结，就是结转下一年。

    ## 错误

    自然人一列：新收 12、结转 3，共 15；办结 10、结转下年度 4，共 14。

    ## 正确

    查对台账后改正其中一项，例如结转下年度改为 5。
    """
    yield from broken(report, "T201", Severity.ERROR)


@rule("T202", "outcome-sum-wrong", Severity.ERROR, basis=DERIVED, needs=("/requests",))
def outcome_sum_wrong(report: Report) -> Iterator[Problem | Unchecked]:
    """办理结果的总计不等于各行之和。

    表三每一列：（七）总计等于（一）至（六）各行之和。

    ## 为什么

    每件办结的申请只计入一种结果，总计就是各种结果之和。区分处理的只计“部分公开”。

    ## 错误

    自然人一列：予以公开 5、部分公开 2，其余为 0，（七）总计填 8。

    ## 正确

    （七）总计填 7，或者补上漏填的一件。
    """
    yield from broken(report, "T202", Severity.ERROR)


@rule("T203", "applicant-sum-wrong", Severity.ERROR, basis=DERIVED, needs=("/requests",))
def applicant_sum_wrong(report: Report) -> Iterator[Problem | Unchecked]:
    """一行的总计不等于各类申请人之和。

    表三每一行：总计等于自然人，加商业企业、科研机构、社会公益组织、法律服务机构和其他五类组织。

    ## 为什么

    每件申请只有一类申请人，总计就是六列之和。

    ## 错误

    「一、本年新收」一行：自然人 8、商业企业 2，其余为 0，总计填 8。

    ## 正确

    总计填 10。
    """
    yield from broken(report, "T203", Severity.ERROR)


@rule("T204", "remedy-sum-wrong", Severity.ERROR, basis=DERIVED, needs=("/remedies",))
def remedy_sum_wrong(report: Report) -> Iterator[Problem | Unchecked]:
    """复议、诉讼的总计不等于前四项之和。

    表四三组（行政复议、未经复议直接起诉、复议后起诉）：总计等于结果维持、结果纠正、其他结果、尚未审结之和。

    ## 为什么

    每件案件只有一种结果，尚未审结的也计在内。

    ## 错误

    行政复议：结果维持 10、尚未审结 1，总计填 0。

    ## 正确

    总计填 11。
    """
    yield from broken(report, "T204", Severity.ERROR)


@rule(
    "T205",
    "stock-impossible",
    Severity.WARNING,
    basis="国办公开办函〔2019〕60号（由表二推得）",
    editions=("2019",),
    needs=("/disclosure",),
)
def stock_impossible(report: Report) -> Iterator[Problem | Unchecked]:
    """表二的存量不可能是这样。

    2019 年版表二：上一年项目数量加本年增/减不能小于 0；对外公开总数量不能小于本年新公开数量。

    ## 为什么

    减少的项目不会多于原有的项目；对外公开总数量是历年累计，包括本年新公开的。

    ## 错误

    行政许可：上一年项目数量 3，本年增/减 -5。

    ## 正确

    核对两个数，例如上一年项目数量 13，本年增/减 -5。
    """
    yield from broken(report, "T205", Severity.WARNING)


RULES = [intake_unbalanced, outcome_sum_wrong, applicant_sum_wrong, remedy_sum_wrong, stock_impossible]
