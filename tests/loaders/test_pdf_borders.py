"""Borders as browsers draw them, and tables whose borders are not there: nothing wrong is read, nobody blamed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from printing import Paper, Press

from checker.engine import Engine, Settings
from checker.loaders import load
from checker.model import Confidence, Document, Paragraph, Table
from checker.registry import load as load_plugins

ROWS = (("规章", "4", "2", "20"), ("行政许可", "286", "7", "9"))
COLUMNS = (40, 160, 240, 320, 400)


def ruled(line: Callable[[Press, float, float, float, float], None], skip: tuple[int, ...] = ()) -> Document:
    """A table of two rows; in the first of them the lines down numbered in `skip` are missing."""
    press = Press(Paper(width=440, height=300, numbers=False))
    for y in (100, 140, 180):
        line(press, COLUMNS[0], y, COLUMNS[-1], y)
    for n, x in enumerate(COLUMNS):
        line(press, x, 140 if n in skip else 100, x, 180)
    for y, row in zip((100, 140), ROWS, strict=True):
        for x, text in zip(COLUMNS, row, strict=False):
            press.text(x + 30, y + 25, text, 10)
    return load(press.finish(), "a.pdf")


def cells(document: Document) -> list[list[str]]:
    assert not document.metadata.get("doubts")  # read by its lines, not by the places of its texts
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return [[cell.text for cell in row] for row in table.rows]


@pytest.mark.parametrize(("across", "down"), [(0.7225, 0.7231), (0.7231, 0.7225), (0.7225, 0.7225)])
def test_a_border_of_dots_is_a_border_whatever_their_shape(across: float, down: float) -> None:
    def dots(press: Press, x0: float, y0: float, x1: float, y1: float) -> None:
        for n in range(round(max(x1 - x0, y1 - y0) / 1.445)):
            x, y = (x0 + n * 1.445, y0) if y0 == y1 else (x0, y0 + n * 1.445)
            press.canvas.rect(x, 300 - y, across, down, 0, 1)

    assert cells(ruled(dots)) == [list(row) for row in ROWS]


@pytest.mark.parametrize("thick", [0.5, 3.0, 4.5])
def test_a_border_may_be_thick(thick: float) -> None:
    def bar(press: Press, x0: float, y0: float, x1: float, y1: float) -> None:
        half = thick / 2
        press.canvas.rect(x0 - half, 300 - y1 - half, x1 - x0 + thick, y1 - y0 + thick, 0, 1)

    assert cells(ruled(bar)) == [list(row) for row in ROWS]


def test_figures_side_by_side_in_a_merged_cell_leave_a_doubt() -> None:
    whole = ruled(lambda press, *ends: press.rule(*ends))
    assert not whole.metadata.get("doubts")
    merged = ruled(lambda press, *ends: press.rule(*ends), skip=(1, 2, 3))
    assert list(merged.metadata["doubts"].values()) == ["第1页表格的线条不完整，单元格分不清"]


def test_of_a_report_whose_tables_spill_into_its_text_no_finding_is_sure() -> None:
    press = Press(Paper(numbers=False))
    for line in (
        "某县水务局2024年政府信息公开工作年度报告", "一、总体情况", "全年主动公开政府信息10条，，均已按时公开。",
        "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
    ):  # fmt: skip
        press.paragraph(line, size=10)
    labels = ("1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益")
    for n, label in enumerate(labels):
        press.text(80, 300 + 30 * n, label, 8)
        press.text(240, 300 + 30 * n, "见  附 表,说明", 8)
    result = Engine(load_plugins(), Settings(keep_report=True)).check_bytes(press.finish(), "a.pdf")
    assert result.findings and all(f.confidence is Confidence.UNSURE for f in result.findings)


def test_the_head_of_a_menu_is_no_part_of_the_title() -> None:
    from checker.reader import read

    texts = ("政府信息公开", "依申请公开", "某县水务局2024年", "政府信息公开工作年度报告", "一、总体情况", "全年公开10条。",
             "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况")  # fmt: skip
    blocks = [Paragraph(t, flags=frozenset({"contents"} if n == 1 else ())) for n, t in enumerate(texts)]
    report = read(Document("a.pdf", "pdf", "", list(blocks)))
    assert report.data["title"] == "某县水务局2024年政府信息公开工作年度报告"


def test_a_report_that_lists_its_answers_under_their_names_is_sure() -> None:
    from checker.reader import read

    texts = ["某县水务局2024年政府信息公开工作年度报告", "一、总体情况", "（一）予以公开", "58件。", "（二）部分公开", "25件。",
             "（三）不予公开", "（四）无法提供", "3件。", "二、主动公开政府信息情况",
             "三、收到和处理政府信息公开申请情况"]  # fmt: skip
    report = read(Document("a.pdf", "pdf", "", [Paragraph(t) for t in texts], {"pages": 1}))
    assert report.sure_of("/sections/0/paragraphs/1") is Confidence.CERTAIN
