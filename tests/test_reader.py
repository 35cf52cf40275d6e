"""The reader: headings, front matter, tables, and what it must not guess."""

from __future__ import annotations

from typing import Any

import pytest

from checker.form import builtin
from checker.model import Anchor, Cell, Confidence, Document, Paragraph, Report, Table
from checker.reader import NotAReport, read
from checker.values import guess, parse

HEADINGS = [section.heading for section in builtin().of("2021").sections]


def paragraphs(*texts: str) -> list[Paragraph]:
    return [Paragraph(text, Anchor(paragraph=i)) for i, text in enumerate(texts, 1)]


def table(*rows: str) -> Table:
    """A table from lines of cells parted by 「|」."""
    return Table([[Cell(c.strip(), Anchor(table=1, row=r, cell=k)) for k, c in enumerate(row.split("|"), 1)]
                  for r, row in enumerate(rows, 1)])  # fmt: skip


def document(*blocks: Any) -> Document:
    return Document("报告.txt", "text", "", list(blocks))


TITLE = "临江县水务局2024年政府信息公开工作年度报告"
COLUMNS = "自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计"


@pytest.mark.parametrize(
    ("text", "data", "note"),
    [
        ("0", 0, ""), ("", None, ""), ("\u3000", None, ""), ("/", "/", ""), ("—", "—", ""), ("无", "无", ""),
        ("22（其中修订16件）", 22, "（其中修订16件）"), ("22\n（其中修订16件）", 22, "（其中修订16件）"),
        ("+5", 5, ""), ("增加5", 5, ""), ("-1", -1, ""), ("减少3", -3, ""), ("－2", -2, ""),
        ("251000元", 251000, "元"), ("59237.2449", 59237.2449, ""), ("１２", 12, ""), ("1,234", 1234, ""),
        ("1，234", 1234, ""), ("12件", 12, "件"), ("3.8万元", 3.8, "万元"), ("3.0", 3, ""),
        ("`56700", "`56700", ""), ("12 3", "12 3", ""), ("约5", "约5", ""), ("1,23", "1,23", ""),
        ("待定", "待定", ""),
        ("3万件", "3万件", ""),
        ("1.2万", "1.2万", ""),
        ("\x0412\x05", 12, ""), ("1\u00ad2", 12, ""), ("\x04 \x05", None, ""), ("\x04—\x05", "—", ""),
        ("12①", 12, "①"), ("12件①", 12, "件①"), ("①", "①", ""), ("12*", "12*", ""),
        ("12件（其中1件延期）", 12, "件（其中1件延期）"), ("12/3", "12/3", ""),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_it_stands(text: str, data: object, note: str) -> None:
    value = parse(text)
    assert (value.data, value.note) == (data, note)
    assert type(value.data) is type(data)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("`56700", 56700),
        ("O", 0),
        ("l2", 12),
        ("12 3", 123),
        ("待定", None),
        ("3..5", None),
        ("27,35", None),
        ("27。35", None),
        ("3/5", None),
        ("154+0", None),
        ("1e2", None),
        ("详见附件3第12页", None),
        ("2024年12件", None),
        ("5 ", 5),
        ("1,234`", 1234),
        ("12.50。", 12.5),
    ],
)
def test_a_broken_cell_is_guessed_only_where_one_number_is_meant(text: str, number: object) -> None:
    assert guess(text) == number


def test_headings_by_label_alias_and_number() -> None:
    report = read(document(*paragraphs(
        TITLE, "引言。", "一、政务公开工作完成情况及成效", "甲。", "二、行政机关主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况", "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "五、存在的主要问题及工作安排情况", "乙。", "六、其他需要报告的事项", "无。",
    )))  # fmt: skip
    assert report.sections == {1: 0, 2: 1, 3: 2, 4: 3, 5: 4, 6: 5}
    assert report.data["sections"][0] == {
        "number": "一",
        "title": "政务公开工作完成情况及成效",
        "paragraphs": ["甲。"],
    }
    assert report.data["preamble"] == "引言。"
    assert (report.organ, report.year, report.data["organ_type"]) == ("临江县水务局", 2024, "department")


def test_a_numbered_list_in_a_section_is_no_heading() -> None:
    body = ["一、加强学习。", "二、完善制度", "三、强化督查", "四、扩大宣传", "五、提高质量", "六、注重实效"]
    report = read(document(*paragraphs(TITLE, *HEADINGS[:5], *body, HEADINGS[5], "无。")))
    assert [s["title"] for s in report.data["sections"]] == [h[2:] for h in HEADINGS]
    assert report.data["sections"][4]["paragraphs"] == body


def test_a_table_of_contents_is_no_section() -> None:
    report = read(
        document(
            *paragraphs(TITLE, *HEADINGS, "引言在目录后。", *[t for h in HEADINGS for t in (h, "内容。")])
        )
    )
    assert [s["paragraphs"] for s in report.data["sections"]] == [["内容。"]] * 6


def test_a_heading_that_runs_into_its_paragraph_and_one_glued_to_the_end_of_another() -> None:
    report = read(document(*paragraphs(
        TITLE, "联系电话：0571-1234567）。一、总体情况", "甲。", "二、主动公开政府信息情况。全年公开5条。", HEADINGS[2],
    )))  # fmt: skip
    assert report.sections == {1: 0, 2: 1, 3: 2}
    assert report.data["sections"][1]["paragraphs"] == ["全年公开5条。"]


def test_subheadings_with_a_sections_label_do_not_open_it() -> None:
    report = read(document(*paragraphs(
        TITLE, HEADINGS[0], "（一）主动公开政府信息情况", "甲。", HEADINGS[1], "乙。", HEADINGS[2],
    )))  # fmt: skip
    assert report.sections == {1: 0, 2: 1, 3: 2}
    assert report.data["sections"][1]["paragraphs"] == ["乙。"]


def test_title_over_two_lines_and_a_publication_line() -> None:
    report = read(document(*paragraphs(
        "临江县水务局2024年", "政府信息公开工作年度报告", "发布日期：2025-01-16 来源：临江县水务局", "引言。", *HEADINGS,
    )))  # fmt: skip
    assert report.data["title"] == "临江县水务局2024年政府信息公开工作年度报告"
    assert report.blocks["/title"] == [0, 1]
    assert report.data["published"] == "2025-01-16"
    assert report.data["preamble"] == "引言。"


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("统计期限自2024年1月1日起至2024年12月31日止。", {"from": "2024-01-01", "to": "2024-12-31"}),
        ("统计周期为2024年1月1日到12月31日。", {"from": "2024-01-01", "to": "2024-12-31"}),
        ("统计期限自2024年1月1日起至2024年12月32日止。", None),
        ("数据截至年底。", None),
    ],
)
def test_the_period(sentence: str, period: object) -> None:
    assert read(document(*paragraphs(TITLE, sentence, *HEADINGS))).data["period"] == period


def test_rows_map_from_the_right_whatever_stands_on_the_left() -> None:
    header = "|申请人情况|", f"|||{COLUMNS}"
    report = read(document(*paragraphs(TITLE, *HEADINGS), table(
        *header,
        "一、本年新收政府信息公开申请数量|1|2|3|4|5|6|21",
        "二、上年结转政府信息公开申请数量|||1|0|0|0|0|0|1",
        "三、本年度办理结果|（三）不予公开|1.属于国家秘密|7||0|/|0|—|8",
    )))  # fmt: skip
    assert report.get("/requests/received/total") == 21
    assert report.get("/requests/carried_in") == {
        "individual": 1, "company": 0, "research": 0, "nonprofit": 0, "legal_service": 0, "other": 0, "total": 1,
    }  # fmt: skip
    secret = report.get("/requests/outcome/refused/state_secret")
    assert list(secret.values()) == [7, None, 0, "/", 0, "—", 8]
    assert str(report.origin["/requests/outcome/refused/state_secret/total"]) == "表1 第5行 第10列（总计）"


def test_padding_on_the_right_goes_where_the_header_shows_it() -> None:
    report = read(document(*paragraphs(TITLE, *HEADINGS), table(
        f"||{COLUMNS}|||", "一、本年新收政府信息公开申请数量|1|2|3|4|5|6||||", "四、结转下年度继续办理|1|0|0|0|0|0|1|||",
    )))  # fmt: skip
    assert list(report.get("/requests/received").values()) == [1, 2, 3, 4, 5, 6, None]
    assert report.get("/requests/carried_out/total") == 1


def test_a_row_with_too_few_cells_is_unread_and_not_guessed() -> None:
    report = read(document(*paragraphs(TITLE, *HEADINGS), table(
        f"|{COLUMNS}", "一、本年新收政府信息公开申请数量|1|2|3|4|5", "四、结转下年度继续办理|1|0|0|0|0|0|1",
    )))  # fmt: skip
    assert report.get("/requests/received") is None
    assert any(pointer == "/requests/received" for pointer, _ in report.unread)
    assert "/requests/received" not in report.missing


def test_a_misprinted_label_is_read_and_said() -> None:
    report = read(document(*paragraphs(TITLE, *HEADINGS), table(
        f"|{COLUMNS}", "1.属于国家秘密|0|0|0|0|0|0|0", "2.其他法律行政止公开|1|0|0|0|0|0|1",
    )))  # fmt: skip
    pointer = "/requests/outcome/refused/prohibited_by_law"
    assert report.get(pointer + "/total") == 1
    assert report.labels == [(pointer, "2.其他法律行政止公开", "2.其他法律行政法规禁止公开")]


def test_the_tables_decide_the_edition() -> None:
    old = table("信息内容|上一年项目数量|本年增/减|处理决定数量", "行政许可|7|-2|5")
    report = read(document(*paragraphs(TITLE, *HEADINGS), old))
    assert (report.edition, report.year) == ("2019", 2024)
    assert report.get("/disclosure/licensing") == {"previous": 7, "change": -2, "decisions": 5}


def test_the_single_row_of_2019_in_a_2021_table() -> None:
    report = read(document(
        *paragraphs(TITLE, *HEADINGS),
        table("信息内容|本年制发件数|本年废止件数|现行有效件数", "规章|0|0|0", "规范性文件|1|0|5"),
        table(f"|{COLUMNS}", "（六）其他处理|3|0|0|0|0|1|4", "（七）总计|3|0|0|0|0|1|4"),
    ))  # fmt: skip
    assert report.edition == "2021"
    assert report.get("/requests/outcome/other/other") == 1
    assert "/requests/outcome/other/fee_unpaid" in report.missing


def test_columns_follow_the_header_where_it_swaps_them() -> None:
    swapped = table("信息内容|本年废止件数|本年制发件数|现行有效件数", "规章|0|0|0", "行政规范性文件|1|2|9")
    report = read(document(*paragraphs(TITLE, *HEADINGS), swapped))
    assert report.get("/disclosure/normative_documents") == {"repealed": 1, "made": 2, "in_force": 9}


def test_table_four_has_fifteen_figures_side_by_side() -> None:
    report = read(document(*paragraphs(TITLE, *HEADINGS), table(
        "行政复议|行政诉讼", "结果维持|结果纠正|其他结果|尚未审结|总计|未经复议直接起诉|复议后起诉",
        "结果维持|结果纠正|其他结果|尚未审结|总计|结果维持|结果纠正|其他结果|尚未审结|总计",
        "1|2|3|4|10|5|0|0|0|5|0|0|0|1|1",
    )))  # fmt: skip
    assert report.get("/remedies/reconsideration/total") == 10
    assert report.get("/remedies/direct_litigation/upheld") == 5
    assert report.get("/remedies/litigation_after_reconsideration/pending") == 1


@pytest.mark.parametrize("top", ["行政诉讼|行政复议", "行政诉讼||||||||||行政复议||||"])
def test_table_four_with_the_groups_the_other_way_round(top: str) -> None:
    report = read(document(*paragraphs(TITLE, *HEADINGS), table(
        top, "未经复议直接起诉|复议后起诉|结果维持|结果纠正|其他结果|尚未审结|总计",
        "结果维持|结果纠正|其他结果|尚未审结|总计|结果维持|结果纠正|其他结果|尚未审结|总计",
        "5|0|0|0|5|0|0|0|1|1|1|2|3|4|10",
    )))  # fmt: skip
    assert report.get("/remedies/direct_litigation/upheld") == 5
    assert report.get("/remedies/litigation_after_reconsideration/pending") == 1
    assert report.get("/remedies/reconsideration") == {
        "upheld": 1, "corrected": 2, "other": 3, "pending": 4, "total": 10,
    }  # fmt: skip


def test_a_second_table_of_the_kind_is_not_read_over_the_first() -> None:
    first = table(f"|{COLUMNS}", "四、结转下年度继续办理|1|0|0|0|0|0|1")
    second = table(f"|{COLUMNS}", "四、结转下年度继续办理|9|0|0|0|0|0|9")
    report = read(document(*paragraphs(TITLE, *HEADINGS), first, second))
    assert report.get("/requests/carried_out/total") == 1
    assert any("不止一次" in why for _, why in report.unread)


@pytest.mark.parametrize(
    "texts",
    [
        ("关于召开会议的通知", "各单位：", "一、总体情况", "会议情况。"),
        ("临江县政府信息公开指南", "为了方便群众，编制本指南。", "一、信息分类"),
        (
            "2023年政府信息公开工作年度报告",
            "2022年政府信息公开工作年度报告",
            "2021年政府信息公开工作年度报告",
        ),
        (),
    ],
)
def test_other_documents_are_no_reports(texts: tuple[str, ...]) -> None:
    with pytest.raises(NotAReport):
        read(document(*paragraphs(*texts)))


def test_the_signature_is_not_the_last_section() -> None:
    report = read(document(*paragraphs(TITLE, *HEADINGS, "无。", "临江县水务局", "2025年1月17日")))
    assert report.data["sections"][5]["paragraphs"] == ["无。"]
    assert report.data["published"] == "2025-01-17"


def test_paragraphs_parted_by_soft_breaks_alone() -> None:
    report = read(
        document(*paragraphs("\n".join([TITLE, "引言。", HEADINGS[0], "甲。", HEADINGS[1], "乙。"])))
    )
    assert report.data["sections"][0] == {"number": "一", "title": "总体情况", "paragraphs": ["甲。"]}
    assert report.data["preamble"] == "引言。"
    assert report.pointer_of(3) == "/sections/0/paragraphs/0"


def test_an_automatic_table_of_contents_is_no_text() -> None:
    contents = [Paragraph(h, flags=frozenset({"contents"})) for h in HEADINGS]
    report = read(document(*paragraphs(TITLE), *contents, *paragraphs(HEADINGS[0], "甲。")))
    assert [s["paragraphs"] for s in report.data["sections"]] == [["甲。"]]


def test_what_the_loader_doubts_is_unsure() -> None:
    rows = table(f"|{COLUMNS}", "一、本年新收政府信息公开申请数量|1|2|3|4|5|6|21")
    doubtful = document(*paragraphs(TITLE, *HEADINGS), rows)
    doubtful.metadata["doubts"] = {len(doubtful.blocks) - 1: "分不清各行"}
    report = read(doubtful)
    assert report.sure_of("/requests/received/total") is Confidence.UNSURE
    assert report.sure_of("/sections/0/title") is Confidence.CERTAIN


@pytest.mark.parametrize(
    "style",
    ["（{}）{}", "{}、{}。", "【{}、{}】", "**{}、{}**", "第{}部分 {}", "（{}）{}：", "{}．{}", "{} {}"],
)
def test_headings_numbered_in_another_way(style: str) -> None:
    headings = [style.format(*h.split("、", 1)) for h in HEADINGS]
    report = read(document(*paragraphs(TITLE, *[t for h in headings for t in (h, "内容。")])))
    assert report.sections == {i: i - 1 for i in range(1, 7)}
    assert [s["paragraphs"] for s in report.data["sections"]] == [["内容。"]] * 6
    assert [s["number"] for s in report.data["sections"]] == list("一二三四五六")


def test_a_heading_may_run_into_a_short_text() -> None:
    report = read(document(*paragraphs(TITLE, *HEADINGS[:5], HEADINGS[5] + "：无")))
    assert report.data["sections"][5] == {"number": "六", "title": "其他需要报告的事项", "paragraphs": ["无"]}


def test_columns_of_table_three_follow_a_header_that_moves_them() -> None:
    report = read(document(*paragraphs(TITLE, *HEADINGS), table(
        "|申请人情况", "|总计|自然人|法人或其他组织", "|科研机构|商业企业|社会公益组织|法律服务机构|其他",
        "一、本年新收政府信息公开申请数量|21|1|3|2|4|5|6", "四、结转下年度继续办理|1|0|0|0|0|0|1",
    )))  # fmt: skip
    assert report.get("/requests/received") == {
        "total": 21, "individual": 1, "research": 3, "company": 2, "nonprofit": 4, "legal_service": 5, "other": 6,
    }  # fmt: skip
    assert not report.labels


ROW = {
    "individual": 1,
    "company": 2,
    "research": 3,
    "nonprofit": 4,
    "legal_service": 5,
    "other": 6,
    "total": 21,
}
UNDER = "商业企业|科研机构|社会公益组织|法律服务机构|其他"


def requests(*header: str, figures: str = "1|2|3|4|5|6|21") -> Report:
    """A report whose table three has this header and two rows of these figures."""
    rows = [f"{label}|{figures}" for label in ("一、本年新收政府信息公开申请数量", "四、结转下年度继续办理")]
    return read(document(*paragraphs(TITLE, *HEADINGS), table(*header, *rows)))


@pytest.mark.parametrize(
    "header",
    [
        ("|申请人情况", "|自然人|法人或其他组织", "|总计", f"|{UNDER}"),
        ("|申请人情况", "|总计", "|自然人|法人或其他组织", f"|{UNDER}"),
        ("|申请人情况", "|自然人|法人或其他组织", f"|{UNDER}", "|总计"),
        ("|自然人", "|总计", "|法人或其他组织", f"|{UNDER}"),
        ("|法人或其他组织", f"|自然人|{UNDER}|总计"),
        ("|自然人|法人或其他组织|总计", f"|自然人|{UNDER}|总计"),
        ("|自然人|法人或其他组织|总计", "|商业企业|科研机构", "|社会公益组织|法律服务机构|其他"),
    ],
)
def test_a_header_in_pieces_moves_no_column(header: tuple[str, ...]) -> None:
    report = requests(*header)
    assert report.get("/requests/received") == ROW
    assert report.sure_of("/requests/received/total") is Confidence.CERTAIN  # the rows add up


def test_a_header_in_pieces_is_doubted_where_no_row_adds_up() -> None:
    report = requests("|自然人|法人或其他组织", "|总计", f"|{UNDER}", figures="21|1|2|3|4|5|6")
    assert report.sure_of("/requests/received/total") is Confidence.UNSURE


def test_a_header_in_pieces_leaves_no_doubt_of_rows_of_zeros() -> None:
    report = requests("|自然人|法人或其他组织", "|总计", f"|{UNDER}", figures="0|0|0|0|0|0|0")
    assert report.sure_of("/requests/received/total") is Confidence.CERTAIN


@pytest.mark.parametrize(
    "header", [(), ("|申请人情况|",), ("|自然人|法人或其他组织|总计",), ("|自然人||||||总计",)]
)
def test_columns_that_nothing_names_are_not_sure(header: tuple[str, ...]) -> None:
    report = requests(*header)
    assert report.get("/requests/received/company") == 2
    assert report.sure_of("/requests/received/company") is Confidence.UNSURE
    assert [why for pointer, why in report.unread if pointer == "/requests/header"] == [
        "表三的列没有写全名称，各列是按格式的次序读的，需人工核对"
    ]


def test_a_table_that_goes_on_without_a_header_goes_on_under_the_first() -> None:
    swapped = "商业企业|自然人|科研机构|社会公益组织|法律服务机构|其他|总计"
    first = table(f"|{swapped}", "一、本年新收政府信息公开申请数量|2|1|3|4|5|6|21")
    second = table("四、结转下年度继续办理|2|1|3|4|5|6|21")
    report = read(document(*paragraphs(TITLE, *HEADINGS), first, second))
    assert report.get("/requests/carried_out/company") == 2
    assert report.sure_of("/requests/carried_out/company") is not Confidence.UNSURE
    assert not [p for p, _why in report.unread if p.endswith("/header")]


def test_a_header_that_does_not_fit_the_rows_is_doubted() -> None:
    """The office moved the columns of its figures and forgot the header, or the other way round."""
    report = requests("|自然人|总计|法人或其他组织", f"|{UNDER}", figures="1|2|3|4|5|21|6")
    assert report.sure_of("/requests/received/total") is Confidence.UNSURE


def test_a_moved_column_is_moved_back_where_the_sums_speak_against_it() -> None:
    report = requests(f"|总计|自然人|{UNDER}")
    assert report.get("/requests/received") == ROW
    assert report.sure_of("/requests/received/total") is Confidence.UNSURE
    assert report.origin["/requests/received/total"].label == "总计"
    assert (report.origin["/requests/received/total"].quote, report.origin["/requests/received/individual"].quote) == (
        "21", "1",
    )  # fmt: skip


def test_groups_of_table_four_in_an_order_the_sums_speak_against() -> None:
    report = read(document(*paragraphs(TITLE, *HEADINGS), table(
        "行政复议|行政诉讼", "结果维持|结果纠正|其他结果|尚未审结|未经复议直接起诉|复议后起诉",
        "总计|总计|结果维持|结果纠正|其他结果|尚未审结|结果维持|结果纠正|其他结果|尚未审结|总计",
        "1|2|3|4|10|5|1|1|1|8|2|2|2|1|7",
    )))  # fmt: skip
    assert report.get("/remedies/direct_litigation") == {
        "upheld": 5, "corrected": 1, "other": 1, "pending": 1, "total": 8,
    }  # fmt: skip
    assert report.sure_of("/remedies/direct_litigation/total") is Confidence.UNSURE


def test_a_column_of_remarks_that_the_rows_do_not_have() -> None:
    report = read(document(*paragraphs(TITLE, *HEADINGS), table(
        f"|||自然人|{UNDER}|总计|备注", "四、结转下年度继续办理||1|2|3|4|5|6|21",
    )))  # fmt: skip
    assert report.get("/requests/carried_out") == ROW


def test_a_merged_cell_that_was_taken_apart_and_filled() -> None:
    report = read(document(*paragraphs(TITLE, *HEADINGS), table(
        "信息内容|本年处理决定数量|本年处理决定数量|本年处理决定数量", "行政许可|286|286|286", "行政处罚|43|4|3",
    )))  # fmt: skip
    assert report.get("/disclosure/licensing/decisions") == 286
    assert [pointer for pointer, _why in report.unread if "penalties" in pointer] == ["/disclosure/penalties"]


def test_a_column_under_another_label_is_said() -> None:
    report = read(document(
        *paragraphs(TITLE, *HEADINGS),
        table(f"|{COLUMNS.replace('自然人', '个人').replace('其他', '其他单位')}", "四、结转下年度继续办理|1|0|0|0|0|0|1"),
        table("信息内容|本年收费金额（单位：元）", "行政事业性收费|2735"),
    ))  # fmt: skip
    assert report.get("/requests/carried_out/individual") == 1
    assert [(p.rpartition("/")[2], a, b) for p, a, b in report.labels] == [
        ("individual", "个人", "自然人"), ("other", "其他单位", "其他"),
        ("amount", "本年收费金额（单位：元）", "本年收费金额（单位：万元）"),
    ]  # fmt: skip


def test_a_running_number_before_and_a_remark_behind() -> None:
    report = read(document(*paragraphs(TITLE, *HEADINGS), table(
        f"序号|项目|{COLUMNS}|备注", "1|一、本年新收政府信息公开申请数量|1|2|3|4|5|6|21|含电话",
        "2|二、上年结转政府信息公开申请数量|1|0|0|0|0|0|1|",
    )))  # fmt: skip
    assert list(report.get("/requests/received").values()) == [1, 2, 3, 4, 5, 6, 21]
    assert report.get("/requests/carried_in/total") == 1
    assert [p for p, _ in report.unread if p.startswith("/requests/")] == []


def test_cells_left_over_at_the_right_are_padding() -> None:
    report = read(document(*paragraphs(TITLE, *HEADINGS), table(
        "第二十条第（六）项", "信息内容|本年处理决定数量", "行政处罚|很多||", "行政强制|3||",
    )))  # fmt: skip
    assert report.get("/disclosure/penalties/decisions") == "很多"
    assert report.get("/disclosure/compulsory_measures/decisions") == 3


def test_an_unknown_label_between_two_rows_is_the_row_between_them() -> None:
    report = read(document(*paragraphs(TITLE, *HEADINGS), table(
        f"|{COLUMNS}", "二、上年结转政府信息公开申请数量|1|0|0|0|0|0|1", "（一）公布予|2|0|0|0|0|0|2",
        "（二）部分公开|3|0|0|0|0|0|3",
    )))  # fmt: skip
    assert report.get("/requests/outcome/granted/total") == 2
    assert report.labels == [("/requests/outcome/granted", "（一）公布予", "（一）予以公开")]


def test_a_row_that_is_none_of_the_forms_is_said_and_the_table_is_read() -> None:
    report = read(document(*paragraphs(TITLE, *HEADINGS), table(
        f"|{COLUMNS}", "（七）总计|1|0|0|0|0|0|1", "四、结转下年度继续办理|1|0|0|0|0|0|1", "全年累计|2|0|0|0|0|0|2",
        "四、结转下年度继续办理|1|0|0|0|0|0|1",
    )))  # fmt: skip
    assert report.get("/requests/carried_out/total") == 1
    assert [p for p, _ in report.unread if p.startswith("/requests/")] == [
        "/requests/全年累计",
        "/requests/carried_out",
    ]


def test_table_four_with_running_numbers_other_labels_and_a_second_row() -> None:
    leaves = "结果维持|结果更正|其他结果|尚未审结|总计"
    numbers = "|".join(str(i) for i in range(1, 16))
    head = ["行政复议|行政诉讼", f"{leaves}|未经复议直接起诉|复议后起诉", f"{leaves}|{leaves}", numbers]
    row = "1|2|3|4|10|5|0|0|0|5|0|0|0|1|1"
    report = read(document(*paragraphs(TITLE, *HEADINGS), table(*head, row, numbers)))
    assert report.get("/remedies/reconsideration/total") == 10
    assert [(a, b) for _, a, b in report.labels] == [("结果更正", "结果纠正")]
    assert not [p for p, _ in report.unread if p.startswith("/remedies")]
    twice = read(document(*paragraphs(TITLE, *HEADINGS), table(*head, row, row)))
    assert [p for p, _ in twice.unread if p.startswith("/remedies")] == ["/remedies/repeated"]


def test_a_report_of_pictures_is_a_report() -> None:
    pictured = document(*paragraphs(TITLE, "图片"))
    pictured.metadata["pictures"] = 6
    assert read(pictured).organ == "临江县水务局"


def test_a_section_that_is_a_picture_is_unread() -> None:
    pictured = document(*paragraphs(TITLE, *HEADINGS[:4], HEADINGS[4], HEADINGS[5], "无。"))
    pictured.metadata |= {"pictures": 1, "picture_blocks": [6]}
    assert [p for p, _ in read(pictured).unread if p.startswith("/sections")] == ["/sections/4/pictures"]


def test_a_table_of_pictures_is_unread() -> None:
    blank = document(*paragraphs(TITLE, *HEADINGS), table(f"|{COLUMNS}", "四、结转下年度继续办理|||||||"))
    assert not [p for p, _ in read(blank).unread if p.startswith("/requests")]
    blank.metadata |= {"pictures": 7, "picture_blocks": [8] * 7, "embedded": 1}
    assert [p for p, _ in read(blank).unread if p.count("/") != 1] == ["/requests/pictures"]
    assert "/embedded" in [p for p, _ in read(blank).unread]


def test_one_figure_too_many_in_table_four_is_not_shifted_away() -> None:
    leaves = "结果维持|结果纠正|其他结果|尚未审结|总计"
    head = ["行政复议|行政诉讼", f"{leaves}|未经复议直接起诉|复议后起诉", f"{leaves}|{leaves}"]
    report = read(document(*paragraphs(TITLE, *HEADINGS), table(*head, "1|2|3|4|10|5|0|0|0|5|0|0|0|1|1|5")))
    assert "remedies" not in report.data
    assert any("16格" in why for _, why in report.unread)


def test_labels_are_the_forms_with_a_unit_or_a_colon_behind_them_and_with_digits_of_one_character() -> None:
    units = "|".join(f"{name}（件）" for name in COLUMNS.split("|"))
    report = read(document(*paragraphs(TITLE, *HEADINGS), table(
        f"申请人情况|{units}", "二、上年结转政府信息公开申请数量：|1|0|0|0|0|0|1", "⒉重复申请（单位：件）|2|0|0|0|0|0|2",
        "⑶要求提供公开出版物|9|0|0|0|0|0|9",
    )))  # fmt: skip
    assert report.get("/requests/carried_in/individual") == 1
    assert report.get("/requests/outcome/not_processed/duplicate/total") == 2
    assert not report.labels and not report.confidence


def test_a_unit_of_money_stays_a_difference() -> None:
    report = read(document(*paragraphs(TITLE, *HEADINGS), table(
        "信息内容|本年收费金额（元）", "行政事业性收费（元）|273500",
    )))  # fmt: skip
    assert ("/disclosure/fees", "行政事业性收费（元）", "行政事业性收费") in report.labels


def test_running_numbers_before_labels_that_lost_their_merged_cells() -> None:
    report = read(document(*paragraphs(TITLE, *HEADINGS), table(
        f"序号||申请人情况|{COLUMNS}", "1|三、本年度办理结果|（一）予以公开|1|0|0|0|0|0|1",
        "2|||", "3||2.重复申请|2|0|0|0|0|0|2",
    )))  # fmt: skip
    assert report.get("/requests/outcome/not_processed/duplicate/total") == 2
    assert not report.labels


def test_a_header_that_was_filled_throughout_is_one_label() -> None:
    report = read(document(*paragraphs(TITLE, *HEADINGS), table(
        "信息内容|本年处理决定数量|本年处理决定数量|本年处理决定数量", "行政许可|286|286|286",
    )))  # fmt: skip
    assert report.get("/disclosure/licensing/decisions") == 286
    assert not [p for p, _ in report.unread if p.endswith("/header")]


def test_figures_on_lines_of_their_own_in_one_cell_are_not_sure() -> None:
    report = read(document(*paragraphs(TITLE, *HEADINGS), Table([
        [Cell(text, Anchor(table=1)) for text in line]
        for line in (["信息内容", "本年处理决定数量"], ["行政许可", "28\n6"], ["行政处罚", "待\n定"], ["行政强制", "5\n（含1件）"])
    ])))  # fmt: skip
    assert report.sure_of("/disclosure/licensing/decisions") is Confidence.UNSURE
    assert report.sure_of("/disclosure/penalties/decisions") is Confidence.CERTAIN
    assert report.sure_of("/disclosure/compulsory_measures/decisions") is Confidence.CERTAIN


def test_controls_that_a_converter_left_behind_say_nothing() -> None:
    report = read(document(*paragraphs(TITLE, *(f"\x04{text}\x05" for text in HEADINGS)), table(
        "\x04信息内容\x05|本年处理决定数量", "\x04行政许可\x05|\x04286\x05",
    )))  # fmt: skip
    assert [section["title"] for section in report.data["sections"]] == [
        h.partition("、")[2] for h in HEADINGS
    ]
    assert report.get("/disclosure/licensing/decisions") == 286
    assert not report.labels


def test_what_is_missing_may_stand_beyond_the_papers_edge() -> None:
    over = document(*paragraphs(TITLE, *HEADINGS[:2], *HEADINGS[3:]))
    assert not read(over).partial
    over = document(*paragraphs(TITLE, *HEADINGS[:2], *HEADINGS[3:]))
    over.metadata["over_edge"] = {9: [1]}
    assert read(over).partial


def own_columns(*behind: str, before: tuple[str, ...] = (), rows: list[list[str]]) -> Report:
    """Table three under a header whose first line has columns of the office's own, merged down over it."""

    def line(texts: list[str], **down: int) -> list[Cell]:
        return [Cell(t, Anchor(table=1), down.get(t, 1), {"申请人情况": 7}.get(t, 1)) for t in texts]

    deep = dict.fromkeys(("项目", *before, *behind), 2)
    head = [line(["项目", *before, "申请人情况", *behind], **deep), line(COLUMNS.split("|"))]
    return read(document(*paragraphs(TITLE, *HEADINGS), Table([*head, *map(line, rows)])))


RECEIVED, CARRIED = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"
FIGURES = ["1", "2", "3", "4", "5", "6", "21"]


@pytest.mark.parametrize("remark", ["", "已核", "7", "12.5%"])
def test_a_column_of_the_offices_own_behind_the_figures_is_none_of_them(remark: str) -> None:
    report = own_columns("备注", rows=[[RECEIVED, *FIGURES, remark]])
    assert report.get("/requests/received") == ROW
    assert report.sure_of("/requests/received/total") is Confidence.CERTAIN


def test_a_column_of_the_offices_own_before_the_figures_is_none_of_them() -> None:
    report = own_columns(before=("行次",), rows=[[RECEIVED, "1", *FIGURES], [CARRIED, "2", *FIGURES]])
    assert report.get("/requests/received") == report.get("/requests/carried_in") == ROW
    report = own_columns("占比", before=("行次",), rows=[[RECEIVED, "1", *FIGURES, "12%"]])
    assert report.get("/requests/received") == ROW


def test_a_row_that_does_not_fit_the_columns_of_its_header_is_not_read() -> None:
    # A label cell of its own before the figures, and no remark: which is which, nothing says.
    report = own_columns("备注", rows=[[RECEIVED, "合计", *FIGURES]])
    assert report.get("/requests/received/total") is None
    assert "/requests/received" in [pointer for pointer, _why in report.unread]


def test_a_blank_first_figure_beside_a_column_of_the_offices_own_moves_no_column_for_sure() -> None:
    report = own_columns("行次", rows=[[RECEIVED, *FIGURES, "1"], [CARRIED, "", *FIGURES[1:], "2"]])
    assert report.sure_of("/requests/received/total") is Confidence.CERTAIN
    assert report.sure_of("/requests/carried_in/total") is Confidence.UNSURE


@pytest.mark.parametrize("row", [f"|{'|'.join(FIGURES[1:])}|2", f"2|{'|'.join(FIGURES[:-1])}|"])
def test_a_blank_in_rows_of_a_figure_too_many_may_be_a_figure(row: str) -> None:
    # The header does not say that there is one more column, before the figures or behind them.
    report = read(document(*paragraphs(TITLE, *HEADINGS), table(
        f"项目|{COLUMNS}", f"{RECEIVED}|{'|'.join(FIGURES)}|1", f"{CARRIED}|{row}",
    )))  # fmt: skip
    assert report.get("/requests/received/total") is None
    assert report.sure_of("/requests/carried_in/total") is Confidence.UNSURE
    # Where all rows fit that way, the blanks are spare cells.
    report = read(document(*paragraphs(TITLE, *HEADINGS), table(
        f"项目||{COLUMNS}", f"{RECEIVED}||{'|'.join(FIGURES)}", f"{CARRIED}||{'|'.join(FIGURES)}",
    )))  # fmt: skip
    assert report.sure_of("/requests/carried_in/total") is Confidence.CERTAIN


def test_columns_of_labels_under_headers_of_their_own_are_none_of_the_figures() -> None:
    head = [Cell(t, Anchor(table=1), 2, 1) for t in ("序号", "项目")]
    head += [Cell("申请人情况", Anchor(table=1), 1, 7), Cell("备注", Anchor(table=1), 2, 1)]
    lines = [
        [Cell(t, Anchor(table=1)) for t in line]
        for line in (COLUMNS.split("|"), ["1", RECEIVED, *FIGURES, "7"])
    ]
    report = read(document(*paragraphs(TITLE, *HEADINGS), Table([head, *lines])))
    assert report.get("/requests/received") == ROW


def test_with_columns_before_and_behind_a_row_of_one_cell_too_many_is_not_read() -> None:
    report = own_columns("备注", before=("行次",), rows=[[RECEIVED, "1", *FIGURES], [CARRIED, *FIGURES, "7"]])
    assert report.get("/requests/received/total") is report.get("/requests/carried_in/total") is None


def test_last_years_figure_is_not_this_years_that_is_blank() -> None:
    report = read(document(*paragraphs(TITLE, *HEADINGS), table(
        "信息内容|上年数量|本年处理决定数量", "行政许可|77|", "行政处罚|77|43",
    )))  # fmt: skip
    assert report.get("/disclosure/licensing/decisions") is None
    assert report.get("/disclosure/penalties/decisions") == 43


def test_table_four_with_a_blank_first_and_a_column_of_the_offices_own_is_not_sure() -> None:
    leaves = "结果维持|结果纠正|其他结果|尚未审结|总计"
    head = ["|行政复议|行政诉讼", f"|{leaves}|未经复议直接起诉|复议后起诉", f"|{leaves}|{leaves}"]
    row = "|0|0|0|1|1|5|0|0|0|5|0|0|0|1|{last}"
    plain = read(document(*paragraphs(TITLE, *HEADINGS), table(*head, row.format(last=1))))
    assert plain.sure_of("/remedies/reconsideration/total") is Confidence.CERTAIN
    head[0] += "|案件数"
    other = read(document(*paragraphs(TITLE, *HEADINGS), table(*head, row.format(last=8))))
    assert other.sure_of("/remedies/reconsideration/total") is Confidence.UNSURE
