"""Text in columns: read one after the other where they can be told apart, in doubt where not."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from printing import EXAMPLES, Cell, Layout, Paper, Press, broken, printed_report, printed_table

from checker.engine import Engine
from checker.loaders import load
from checker.model import Confidence, Document, Paragraph
from checker.reader import read
from checker.registry import load as load_plugins

NAMES = ("good-2020", "good-2023", "good-2024")


class Columns(Press):
    """A press that sets prose in columns of equal length, so far apart, each so much lower than the one before."""

    def __init__(self, paper: Paper, gap: float, count: int = 2, lower: float = 0.0) -> None:
        self.gap, self.count, self.lower = gap, count, lower
        super().__init__(paper)

    def flow(self, paragraphs: list[str], indent: float = 2.0) -> None:
        paper, size = self.paper, self.paper.size
        room = (paper.width - 2 * paper.margin - (self.count - 1) * self.gap) / self.count
        lines = [
            (line, indent * size if n == 0 else 0.0)
            for text in paragraphs
            for n, line in enumerate(broken(text, room, size, indent * size))
        ]
        while lines:
            fit = int((self.bottom - self.y) / paper.leading)
            if fit < 3:
                self.turn()
                continue
            length = min(fit, -(-len(lines) // self.count))
            for column in range(self.count):
                top = self.y + 0.8 * paper.leading + column * self.lower
                for n, (line, x) in enumerate(lines[:length]):
                    left = paper.margin + column * (room + self.gap) + x
                    self.text(left, top + n * paper.leading, line, size)
                lines = lines[length:]
            self.y += length * paper.leading + self.lower * (self.count - 1)


@cache
def instance(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def in_columns(name: str, paper: Paper, gap: float, count: int = 2, lower: float = 0.0) -> bytes:
    """An example with its title and tables over the whole width, its prose in columns."""
    press = Columns(paper, gap * paper.size, count, lower * paper.size)
    layout = Layout("", instance(name))
    waiting: list[str] = []
    for block in layout.blocks:
        if block.kind == "title":
            for line in layout.title_lines:
                press.paragraph(line, size=22, centred=True)
            press.y += paper.leading / 2
        elif block.kind == "published":
            press.paragraph(f"发布日期：{block.text}", centred=True)
        elif block.kind == "table":
            press.flow(waiting)
            waiting = []
            press.table(block.rows)
            press.y += paper.leading / 2
        else:
            marks = {"heading": f"{block.number}、", "subheading": f"（{block.number}）"}
            waiting.append(marks.get(block.kind, "") + block.text)
    press.flow(waiting)
    return press.finish()


def prose(data: dict[str, Any]) -> list[str]:
    return [data["preamble"], *(text for s in data["sections"] for text in [s["title"], *s["paragraphs"]])]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


@given(
    st.sampled_from(NAMES), st.sampled_from([9.0, 10.5, 12.0]), st.sampled_from([0.6, 0.8, 1.0, 1.5, 2.2, 3.0]),
    st.sampled_from([0.0, 0.2, 0.38, 0.5, 0.8]), st.sampled_from([1.4, 1.6, 2.0]),
)  # fmt: skip
@settings(max_examples=25, deadline=None)
def test_prose_in_two_columns_reads_as_it_was_set(
    name: str, size: float, gap: float, lower: float, leading: float
) -> None:
    paper = Paper(size=size, leading=size * leading, margin=60)
    document = load(in_columns(name, paper, gap, lower=lower), "a.pdf")
    report = read(document)
    assert prose(report.data) == prose(instance(name))
    for part in ("disclosure", "requests", "remedies"):
        assert report.data[part] == instance(name)[part]


@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_blamed_for_two_columns_set_close(name: str) -> None:
    engine = Engine(load_plugins())
    paper = Paper(size=10.5, leading=17, margin=60)
    single = {
        finding.code
        for finding in engine.check_bytes(printed_report(instance(name), Paper()), "a.pdf").findings
    }
    result = engine.check_bytes(in_columns(name, paper, 1.0), "a.pdf")
    certain = {finding.code for finding in result.findings if finding.confidence is Confidence.CERTAIN}
    assert certain <= single


def test_three_columns_are_read_from_left_to_right() -> None:
    paper = Paper(width=841.9, height=595.3, size=10.5, leading=17, margin=40)
    document = load(in_columns("good-2023", paper, 1.0, count=3), "a.pdf")
    assert prose(read(document).data) == prose(instance("good-2023"))
    assert "mingled_pages" not in document.metadata


LONG = (
    "全年主动公开政府信息六百余条，其中门户网站四百余条，政务新媒体近二百条，均在规定期限内公开，并由专人复核留痕。",
    "对涉及群众用水安全的水质监测结果，按月在公开栏和网站同时公布，方便查阅，接受监督，全年没有收到异议或者投诉。",
    "结合村务公开日，组织工作人员到村讲解用水政策，发放明白纸，收集意见建议，逐条答复，做到件件有回音、事事有着落。",
)


def test_a_paragraph_over_both_columns_ends_where_they_begin() -> None:
    press = Columns(Paper(size=12, leading=20, numbers=False), gap=12)
    press.paragraph(LONG[0] * 2 + "现将有关情况公布如下。")
    press.flow([LONG[1], LONG[2]])
    press.paragraph(LONG[2] + LONG[0])
    assert texts(load(press.finish(), "a.pdf")) == [
        LONG[0] * 2 + "现将有关情况公布如下。", LONG[1], LONG[2], LONG[2] + LONG[0],
    ]  # fmt: skip


def test_few_lines_keep_to_the_columns_of_the_page_before() -> None:
    press = Columns(Paper(size=12, leading=20, numbers=False), gap=12)
    press.flow(list(LONG))
    press.turn()
    last = "受理的申请由各科室会商后答复，疑难的请法律顾问把关，全部答复均未被上级机关纠正，群众对此表示满意，没有投诉。"
    press.flow([last])
    assert texts(load(press.finish(), "a.pdf")) == [*LONG, last]


def test_columns_of_which_too_little_is_there_leave_a_doubt() -> None:
    def page(press: Press) -> None:
        for n, (left, right) in enumerate(
            (("各科室按照职责分工抓好落实工作", "信息公开专栏由办公室负责日常维护"),
             ("重大事项报县政府批准后予以公开", "年内开展专题培训二次并通报结果了"))
        ):  # fmt: skip
            press.text(60, 100 + 20 * n, left, 12)
            press.text(60 + len(left) * 12 + 14, 100 + 20 * n, right, 12)

    press = Press(Paper(numbers=False))
    page(press)
    assert load(press.finish(), "a.pdf").metadata["mingled_pages"] == [1]


def test_a_doubt_of_columns_is_said_and_nothing_of_the_text_is_certain() -> None:
    paper = Paper(size=10.5, leading=17, margin=60)
    data = in_columns("good-2024", paper, 0.3)
    document = load(data, "a.pdf")
    assert document.metadata["mingled_pages"]
    report = read(document)
    assert report.sure_of("/sections/0/paragraphs/0") is Confidence.UNSURE
    assert any("分几栏" in why for _pointer, why in report.unread)
    findings = Engine(load_plugins()).check_bytes(data, "a.pdf").findings
    assert not [f.code for f in findings if f.confidence is Confidence.CERTAIN]


def test_lines_with_typed_spaces_and_tables_without_lines_are_no_columns() -> None:
    press = Press(Paper(size=12, leading=20, numbers=False))
    for n, (one, other) in enumerate(
        (("一", "甲"), ("二", "乙"), ("三", "丙"), ("四", "丁"), ("五", "戊"), ("六", "己"))
    ):
        press.text(
            74,
            100 + 20 * n,
            f"联系人：安澜县水务局办公室{one}某　　联系电话：安澜县水务局办公室{other}线",
            12,
        )
    document = load(press.finish(), "a.pdf")
    assert "mingled_pages" not in document.metadata
    assert "联系人：安澜县水务局办公室一某　联系电话：安澜县水务局办公室甲线" in "".join(texts(document))


def test_ordinary_reports_leave_no_doubt_of_columns() -> None:
    for name in NAMES:
        for size in (10.5, 16.0):
            document = load(printed_report(instance(name), Paper(size=size, leading=1.75 * size)), "a.pdf")
            assert "mingled_pages" not in document.metadata


def test_the_end_of_a_word_at_the_foot_of_two_pages_is_no_running_foot() -> None:
    press = Press(Paper(numbers=False))
    for number in range(2):
        press.text(74, 740, ("主动公开政府信息情", "受理和答复公开申请情")[number], 16)
        press.text(74, 768, "况", 16)
        if not number:
            press.turn()
    document = load(press.finish(), "a.pdf")
    assert "".join(texts(document)) == "主动公开政府信息情况受理和答复公开申请情况"


def test_a_table_ends_the_columns_above_it() -> None:
    rows = [
        [Cell("信息内容", role="head"), Cell("数量", role="head")],
        [Cell("行政许可", role="label"), Cell("286")],
    ]
    alone = load(printed_table(rows, Paper(size=12)), "a.pdf").blocks[-1]
    press = Columns(Paper(size=12, leading=20, numbers=False), gap=12)
    press.flow([LONG[0], LONG[1]])
    press.table(rows)
    press.y += 20
    press.flow([LONG[2], LONG[0]])
    document = load(press.finish(), "a.pdf")
    kinds = [
        block.text if isinstance(block, Paragraph) else [[c.text for c in row] for row in block.rows]
        for block in document.blocks
    ]
    assert kinds == [LONG[0], LONG[1], [[c.text for c in row] for row in alone.rows], LONG[2], LONG[0]]
