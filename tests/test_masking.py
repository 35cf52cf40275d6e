"""Personal data is masked in every output, whatever was asked for, and the places stay right."""

from __future__ import annotations

import io
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
