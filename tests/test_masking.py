"""Personal data is masked in every output, whatever was asked for, and the places stay right."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any

import pytest
import support

from checker import formats
from checker.engine import Engine, Run, Settings
from checker.masking import Mask
from checker.model import Result

# The sample number of GB 11643-1999, and numbers no operator has given out.
IDENTITY, MOBILE, NAME = "11010519491231002X", "13800000000", "李小红"
SENTENCE = f"投诉联系人{NAME}，手机{MOBILE},身份证号{IDENTITY} 。。"
PLACE = "/sections/0/paragraphs/2"
SUFFIXES = ("json", "txt", "md", "html", "docx")
OUTPUTS = ("rich", "concise", "json", "jsonl", "html")


def engine(*select: str) -> Engine:
    return Engine(support.registry(), Settings(select=select, keep_report=True))


def rendered(output: str, *results: Result) -> str:
    stream = io.StringIO()
    rules = list(support.registry().rules.values())
    formats.load(output).render(Run(list(results), "2024-12-31", rules), stream)
    return stream.getvalue()


def with_sentence(**more: Any) -> dict[str, Any]:
    return dict(support.change(support.instance("good-2024.json"), {"set": {PLACE: SENTENCE, **more}}))


@pytest.mark.parametrize("select", [(), ("D",), ("L", "W"), ("N", "P", "S", "T")], ids="-".join)
@pytest.mark.parametrize("output", OUTPUTS)
def test_no_output_shows_a_number_or_the_name_beside_it(output: str, select: tuple[str, ...]) -> None:
    report = support.report_of(with_sentence())
    text = rendered(output, engine(*select).check_report(report))
    assert text
    for secret in (IDENTITY, MOBILE, NAME):
        assert secret not in text
    if not select or "D" in select or output == "html":
        assert "110***********002X" in text and "138****0000" in text


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_example_is_masked_in_every_format_it_comes_in(suffix: str) -> None:
    path = support.EXAMPLES / f"bad-2024.{suffix}"
    result = engine().check_bytes(path.read_bytes(), path.name)
    assert {f.pointer for f in result.findings if f.code == "D751"} == {"/sections/0/paragraphs/8"}
    for output in OUTPUTS:
        text = rendered(output, result)
        for secret in ("11010519491231002X", "13800000000", "张三"):
            assert secret not in text, output


def test_a_mask_keeps_every_place() -> None:
    report = support.report_of(with_sentence())
    result = engine("D", "L").check_report(report)
    found = {f.code: f for f in result.findings}
    assert found["D751"].around is not None and "**" in found["D751"].around[0]
    before, after = found["L607"].around or ("", "")
    assert before + found["L607"].location.quote + after == SENTENCE.replace(
        IDENTITY, "110***********002X"
    ).replace(MOBILE, "138****0000").replace(NAME, "李**")


def test_the_report_itself_is_left_as_it_is() -> None:
    report = support.report_of(with_sentence())
    first = engine("D").check_report(report)
    assert report.get(PLACE) == SENTENCE
    assert len(engine("D").check_report(report).findings) == len(first.findings) == 2


def test_last_years_report_is_masked_too() -> None:
    before = support.report_of(with_sentence(**{"/year": 2023}))
    report = support.report_of(support.instance("good-2024.json"))
    result = engine().check_report(report, before)
    assert result.report is not None and result.report.previous is not None
    assert MOBILE not in str(result.report.previous.data) and "138****0000" in str(
        result.report.previous.data
    )


def test_a_number_over_two_lines_is_hidden_in_both() -> None:
    text = f"""安澜县水务局2024年政府信息公开工作年度报告
统计期限自2024年1月1日起至2024年12月31日止。
一、总体情况
全年共有一名申请人对答复有不同意见，我局已经当面作了说明，此人的身份证号是{IDENTITY[:9]}
{IDENTITY[9:]}，问题已经解决。
五、存在的主要问题及改进情况
更新不够及时，已安排专人负责。
六、其他需要报告的事项
无。
"""
    result = engine().check_report(support.report_of(text))
    assert [f.code for f in result.findings if f.code == "D751"] == ["D751"]
    for output in OUTPUTS:
        shown = rendered(output, result)
        assert IDENTITY[:9] not in shown and IDENTITY[9:] not in shown, output


def test_a_number_in_a_table_is_found_and_hidden() -> None:
    table = f"\n\n| 申请人 | 联系方式 |\n| --- | --- |\n| 某人 | {MOBILE} |\n"
    path = support.EXAMPLES / "good-2024.md"
    text = path.read_text(encoding="utf-8") + table
    result = engine("D").check_bytes(text.encode(), "report.md")
    assert [f.code for f in result.findings] == ["D751"]
    assert MOBILE not in rendered("html", result) and "138****0000" in rendered("html", result)


def everywhere(result: Result) -> str:
    """All outputs of a result, in one line: what groups digits, or breaks a line, hides nothing."""
    shown = "".join(rendered(output, result) for output in OUTPUTS)
    stream = io.BytesIO()
    run = Run([result], "2024-12-31", list(support.registry().rules.values()))
    formats.load("xlsx").render(run, stream)
    with zipfile.ZipFile(stream) as book:
        shown += book.read("xl/sharedStrings.xml").decode()
    return re.sub(r"<U\+[0-9A-F]+>|\\\\n|[\\s\u3000\u200b—-]", "", shown)


@pytest.mark.parametrize(
    "written",
    [
        IDENTITY,
        f"{IDENTITY[:6]}<br>{IDENTITY[6:]}",
        f"{IDENTITY[:6]} {IDENTITY[6:14]} {IDENTITY[14:]}",
        f"{IDENTITY[:6]}\u200b{IDENTITY[6:]}",
        f"7 {IDENTITY}",
        f"ID{IDENTITY}",
    ],
)
@pytest.mark.parametrize("old", ["| 286 |", "| 行政许可 |", "| 信息内容 |"])
def test_a_number_in_a_cell_of_the_form_is_hidden_however_it_is_written(old: str, written: str) -> None:
    text = (support.EXAMPLES / "good-2024.md").read_text(encoding="utf-8")
    named = f"| {old.strip('| ')} {written} |" if "2" not in old else f"| {written} |"
    result = engine().check_bytes(text.replace(old, named, 1).encode(), "report.md")
    assert "D751" in {f.code for f in result.findings}
    assert IDENTITY not in everywhere(result)


def test_a_number_broken_in_a_narrow_cell_is_hidden() -> None:
    table = f"\n\n| 手机 |\n| --- |\n| {MOBILE[:3]}<br>{MOBILE[3:]} |\n| 152<br>49<br>24<br>25<br>38 |\n"
    text = (support.EXAMPLES / "good-2024.md").read_text(encoding="utf-8") + table
    result = engine().check_bytes(text.encode(), "report.md")
    found = [f for f in result.findings if f.code == "D751"]
    assert [(f.confidence.value, f.values["number"]) for f in found] == [("unsure", "138\n****0000")]
    assert MOBILE not in everywhere(result)


def test_a_figure_that_is_a_mobile_number_is_hidden_in_what_is_said_of_it() -> None:
    text = (support.EXAMPLES / "good-2024.md").read_text(encoding="utf-8")
    assert "| 17 | 309 |" in text
    result = engine().check_bytes(text.replace("| 17 | 309 |", f"| 17 | {MOBILE} |", 1).encode(), "report.md")
    assert {"D751"} < {f.code for f in result.findings}
    assert MOBILE not in everywhere(result)


def test_a_number_in_a_title_or_a_table_of_contents_is_hidden() -> None:
    text = (support.EXAMPLES / "good-2024.md").read_text(encoding="utf-8")
    contents = f"目录\n\n一、总体情况 {MOBILE} ........ 1\n\n二、主动公开政府信息情况 ........ 2\n\n"
    title = text.replace("水务局2024", f"水务局{IDENTITY} 2024", 1)
    for made in (contents + text, title):
        result = engine().check_bytes(made.encode(), "report.md")
        assert "D751" in {f.code for f in result.findings}
        assert not [secret for secret in (MOBILE, IDENTITY) if secret in everywhere(result)]


def test_a_key_of_a_report_that_is_data_is_hidden() -> None:
    data = support.instance("good-2024.json")
    data["disclosure"][IDENTITY] = 5
    data["disclosure"]["licensing"] = {"decisions": f"{MOBILE[:3]} {MOBILE[3:7]} {MOBILE[7:]}"}
    result = engine().check_bytes(json.dumps(data, ensure_ascii=False).encode(), "report.json")
    assert {"D751", "S101"} <= {f.code for f in result.findings}
    assert not [secret for secret in (MOBILE, IDENTITY) if secret in everywhere(result)]


def test_a_name_in_the_cell_of_a_number_is_hidden_with_it() -> None:
    table = f"\n\n| 申请人 |\n| --- |\n| {NAME}，手机{MOBILE} |\n"
    text = (support.EXAMPLES / "good-2024.md").read_text(encoding="utf-8") + table
    result = engine("D").check_bytes(text.encode(), "report.md")
    assert [f.values.get("name") for f in result.findings] == ["李**"]
    assert NAME not in everywhere(result) and MOBILE not in everywhere(result)


def test_a_name_is_hidden_beside_its_number_alone() -> None:
    mask = Mask([{"13800000000": "138****0000", "高峰": "高*"}])
    assert mask.text("高峰，手机13800000000") == "高*，手机138****0000"
    assert mask.text("高峰期接到来电") == "高峰期接到来电"
    with pytest.raises(ValueError, match="long"):
        Mask([{"123456": "*"}])


def test_many_numbers_are_all_hidden() -> None:
    numbers = [f"138{n:08d}" for n in range(5000)]
    mask = Mask({n: n[:3] + "****" + n[-4:]} for n in numbers)
    texts = [mask.text(f"电话{n}，其余无关的文字。" * 4) for n in numbers]
    assert not any(n in text for n, text in zip(numbers, texts, strict=True))


CATALOG = (
    "网站,安澜县人民政府\n"
    f"栏目,类别,最近更新,条数,网址,备注,{MOBILE}的列\n"
    f"关于{MOBILE}的答复,其他,2024-12-01,5,https://a.gov.cn/{MOBILE}/,,甲\n"
    f"政务动态,news,2024-01-01,5,,联系人{NAME}，手机{MOBILE},乙\n"
    f"通知公告,news,{IDENTITY},{MOBILE},,{'长' * 55}{IDENTITY},丙\n"
    f"统计信息,{'类' * 50}{IDENTITY},2024-12-01,5,,,丁\n"
    f"空栏目,其他,,0,,身份证{IDENTITY},戊,{'多' * 52}{IDENTITY}\n"
)
SHOWN = ("110***********002X", "138****0000")


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("select", [(), ("C",)], ids="-".join)
def test_a_catalogue_is_masked_too(output: str, select: tuple[str, ...]) -> None:
    text = CATALOG.replace(f"https://a.gov.cn/{MOBILE}/", "")
    alone = support.engine(select, "2024-12-31").check_catalog(text.encode(), "栏目.csv")
    beside = support.check(support.instance("good-2024.json"), *select, catalog=text)
    for result in (alone, beside):
        shown = rendered(output, result)
        for secret in (IDENTITY, MOBILE, NAME, IDENTITY[:10], MOBILE[:8]):
            assert secret not in shown, secret
        assert any(mask in shown for mask in SHOWN)


def test_what_a_catalogue_holds_of_persons_is_found_where_it_stands() -> None:
    result = support.engine(("D751",), "2024-12-31").check_catalog(CATALOG.encode(), "栏目.csv")
    found = [(f.pointer, f.severity.value) for f in support.found(result, "D751")]
    assert found == [
        ("/columns", "warning"),
        ("/columns/0/column", "error"),
        ("/columns/1/note", "warning"),
        ("/columns/2/last_updated", "warning"),
        ("/columns/2/items", "warning"),
        ("/columns/2/note", "warning"),
        ("/columns/3/kind", "warning"),
        ("/columns/4/note", "warning"),
        ("/columns/4", "warning"),
    ]
    assert "网站不应公开个人信息" in support.found(result, "D751")[1].message


@pytest.mark.parametrize("suffix", ["xlsx", "json", "yaml"])
def test_in_every_format_of_a_catalogue(suffix: str) -> None:
    from checker.catalog.writing import written

    row = {
        "column": "政务动态",
        "last_updated": "2024-01-01",
        "items": 1,
        "note": f"联系人{NAME}，手机{MOBILE}",
    }
    data = written({"kind": "catalog", "site": f"手机{MOBILE}", "columns": [row]}, f"a.{suffix}")
    result = support.engine((), "2024-12-31").check_catalog(data, f"a.{suffix}")
    assert "/columns/0/note" in [f.pointer for f in support.found(result, "D751")]
    for output in OUTPUTS:
        assert MOBILE not in rendered(output, result) and NAME not in rendered(output, result)


def test_a_file_that_is_no_catalogue_is_not_quoted_with_a_number() -> None:
    result = support.engine().check_catalog(f"李小红,{MOBILE},{IDENTITY}\n1,2,3\n".encode(), "a.csv")
    assert [f.code for f in result.findings] == ["E001"]
    for output in OUTPUTS:
        shown = rendered(output, result)
        assert MOBILE not in shown and IDENTITY not in shown and "没有栏目清单" in shown


def test_shared_by_several_reports_it_is_masked_in_each() -> None:
    from checker.catalog import read

    settings = Settings(catalog=read(CATALOG.encode(), "栏目.csv"), catalog_apart=True, keep_report=True)
    shared = Engine(support.registry(), settings)
    data = (support.EXAMPLES / "good-2024.json").read_bytes()
    results = [shared.check_bytes(data, "a.json"), shared.check_bytes(data, "b.json")]
    results += shared.check_joined(results)
    assert [len(support.found(r, "D751")) for r in results] == [0, 0, 9]
    for output in OUTPUTS:
        assert MOBILE not in rendered(output, *results).replace(f"a.gov.cn/{MOBILE}/", "")
