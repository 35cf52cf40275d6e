"""Figures in the prose: how they are read, that hostile text ends, and what real reports show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import support

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
PROSE = ("P",)
real = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real reports is not at hand")


def prose(text: str) -> dict[str, Any]:
    data = support.instance("good-2024.json")
    data["sections"][0]["paragraphs"][2] = text
    return data


def figures(text: str) -> list[tuple[float, str, str]]:
    from checker_rules.outline import Piece
    from checker_rules.prose_figures import passage

    return [(q.value, q.unit, q.label) for q in passage(Piece(text, None, "")).quantities]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公开信息1,234条，阅读1.5万次", [(1234, "条", "公开信息"), (15000, "次", "阅读")]),
        ("召开 会议 ３ 次", [(3, "次", "召开会议")]),
        ("收到两件申请", [(2, "件", "收到")]),
        ("占27.1％", [(27.1, "%", "占")]),
        ("收费27.35万元", [(27.35, "万元", "收费")]),
        ("依据第二十条、第3条和国办发〔2024〕12号，30个工作日内办理一件事，电话0571-12345678", []),
        ("2024年1月15日，《2023年公报》第5期，12345热线，“3·15”活动", []),
    ],
)
def test_figures_are_read_with_their_units(text: str, expected: list[tuple[float, str, str]]) -> None:
    assert figures(text) == expected


def test_a_figure_is_found_across_broken_lines_at_its_line() -> None:
    text = """安澜县水务局2024年政府信息公开工作年度报告
统计期限自2024年1月1日起至2024年12月31日止。
一、总体情况
全年通过门户网站和政务新媒体等多种渠道主动公开各类政府信息 612
条，其中：门户网站公开 427 条，政务新媒体公开 175
条。未收到申请，制度健全，专人负责，平台运行正常，监督到位。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
问题是解读偏少，已增加图解。
六、其他需要报告的事项
本年度未收取信息处理费。
"""
    (finding,) = support.found(support.check(text, "P401"), "P401")
    assert finding.values["computed"] == "602"
    assert (finding.location.line, finding.location.quote) == (4, "612")


@pytest.mark.parametrize(
    "unit", ["其中1件，", "9条，包括1条、", "1", "信息 条，", "未发生复议", "1件占1%，", "《", "（", "均已", "共计件，", "_", "2023年，"]
)  # fmt: skip
def test_hostile_prose_ends(unit: str) -> None:
    data = prose(unit * (40_000 // len(unit)))
    report = support.report_of(data)
    result = support.engine(PROSE).check_report(report)
    assert not support.found(result, "E002") and len(result.findings) < 300


def corpus(name: str) -> list[tuple[str, str, str]]:
    data = (CORPUS / name).read_bytes()
    result = support.engine(PROSE).check_bytes(data, Path(name).name)
    return [(f.code, f.severity.value, f.location.quote) for f in result.findings]


@real
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("xiacheng_civil_affairs_2020.txt", [("P401", "error", "119条")]),
        (
            "shanghai_office_2019.html",
            [
                ("P402", "error", "258件"),
                ("P403", "warning", "33.9%"),
                ("P402", "error", "265件"),
                ("P404", "error", "均获维持"),
            ],
        ),
        ("shanghai_office_2025.extract.md", []),
        ("excerpts/haicheng_xisi_2025.txt", [("P406", "error", "现行有效的规范性文件")]),
        ("excerpts/pishan_statistics_2023.txt", [("P405", "warning", "2022年")]),
        ("excerpts/changchun_changtong_2024.txt", [("P405", "warning", "2024年1月15日")]),
        ("excerpts/dongchang_jinchang_2025.txt", [("P405", "warning", "20251231日")]),
        ("excerpts/qingshan_statistics_2023.txt", []),
        ("excerpts/hukou_industry_2023.txt", []),
        ("excerpts/xingqing_qianjinjie_2024.txt", []),
        ("excerpts/wendeng_housing_2019.txt", []),
        ("excerpts/county_civil_affairs_2023_oldform.mirror.txt", []),
        ("excerpts/daye_dongfenglu_2024.txt", []),
        ("excerpts/longgang_district_dept_2024.txt", []),
        ("excerpts/shanghai_css_2022.txt", []),
        ("excerpts/tongzhou_zhongcang_2025.txt", []),
    ],
)
def test_real_prose(name: str, expected: list[tuple[str, str, str]]) -> None:
    assert corpus(name) == expected


@real
def test_an_excerpt_of_one_sentence_holds() -> None:
    text = (CORPUS / "excerpts" / "qiyang_2024.txt").read_text(encoding="utf-8")
    assert support.check(prose(text), "P401").findings == []


@real
def test_the_seed_shows_its_addends_at_its_line() -> None:
    path = CORPUS / "xiacheng_civil_affairs_2020.txt"
    (finding,) = support.found(support.engine(PROSE).check_bytes(path.read_bytes(), path.name), "P401")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "119条" in lines[(finding.location.line or 0) - 1]
    assert "9＋6＋8＋6＋6＋51＋9＋15＋17＝127" in finding.message
    assert [r.location.quote for r in finding.related][-2:] == ["15条", "17条"]


#: Right sentences that a reviewer found to be called wrong, put into a report whose tables say other figures.
RIGHT = """\
受理申请309件，较去年增长9件，其中网络申请201件。
行政复议案件21件，较上年减少3件，其中结果维持9件、结果纠正7件。
主动公开政府信息612条（网站427条、新媒体185条），同比增加27条，增幅4.6%，其中政策解读类43条。
较去年增加27条，其中政策类增加43条，动态类减少16条。
网站群共有子站24个：部门子站16个、乡镇子站8个；其中达标23个。
行政复议案件21件，已审结18件，尚未审结3件，其中维持9件。
全县主动公开行政许可信息1286条、行政处罚信息843条、行政强制信息112条，其中本局行政许可286条。
收文1,286件，发文126件（含党组发文23件），其中主动公开118件，不予公开45件的均注明理由。
全年发文86件，主动公开62件、依申请公开12件、不予公开12件。
全年起草文件86件，经审查主动公开62件，依申请公开12件，不予公开12件。
局属水文站收到申请12件，水库管理所收到申请6件。
收到申请309件，其中县水文站收到12件，局机关收到297件。
水政科收到申请112件，规划科收到申请63件。
1名申请人全年提交申请46件
3名申请人合计提交申请98件
制发行政规范性文件4件，其中联合制发行政规范性文件1件。
以县政府名义制发规范性文件2件、以局名义制发规范性文件2件。
行政诉讼方面，一审维持6件、二审维持1件。
未发生因信息公开引发的集体诉讼。
""".splitlines()


@pytest.mark.parametrize("sentence", RIGHT)
def test_a_right_sentence_of_another_whole_or_scope_is_left_alone(sentence: str) -> None:
    base = (support.EXAMPLES / "good-2024.txt").read_text(encoding="utf-8")
    at = base.index("\n", base.index("一、总体情况")) + 1
    result = support.engine(("P",)).check_bytes(
        (base[:at] + sentence + "\n" + base[at:]).encode(), "report.txt"
    )
    loud = [f for f in result.findings if f.severity.rank > 1 and f.confidence.rank > 1]
    assert [(f.code, f.message) for f in loud] == []
