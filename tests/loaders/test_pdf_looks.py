"""Note marks set high and strokes through figures, as they are printed."""

from __future__ import annotations

import pytest
from printing import Paper, Press, width

from checker.engine import Engine, Settings
from checker.loaders import load
from checker.model import Cell, Document, Paragraph, Table
from checker.registry import load as load_plugins

COLUMNS = (40, 200, 320)


def press_of_table() -> Press:
    """A row 「规章 21」, the figure at (240, 125) in type of 10 points: it ends at 251.1."""
    press = Press(Paper(width=440, height=300, numbers=False))
    for y in (100, 140):
        press.rule(COLUMNS[0], y, COLUMNS[-1], y)
    for x in COLUMNS:
        press.rule(x, 100, x, 140)
    press.text(60, 125, "规章", 10)
    press.text(240, 125, "21", 10)
    return press


def figure(press: Press) -> tuple[Cell, Document]:
    document = load(press.finish(), "a.pdf")
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert table.rows[0][0].text == "规章"
    return table.rows[0][1], document


@pytest.mark.parametrize(
    ("size", "rise", "mark", "text"),
    [
        (5.8, 3.3, "1", "21¹"), (8.3, 4.0, "1", "21¹"), (6.5, 3.3, "[1]", "21⁽¹⁾"), (6.5, 3.3, "12", "21¹²"),
        (10, 0, "1", "211"), (6.5, -1.5, "2", "21²"),
    ],
)  # fmt: skip
def test_a_small_figure_set_high_behind_another_is_a_note_mark(
    size: float, rise: float, mark: str, text: str
) -> None:
    press = press_of_table()
    press.text(240 + width("21", 10), 125 - rise, mark, size)
    cell, document = figure(press)
    assert (cell.text, cell.doubt) == (text, "")
    assert not document.metadata.get("doubts")


def test_digits_of_two_sizes_are_one_figure_for_nobody() -> None:
    press = press_of_table()
    press.text(60, 110, "规章", 10)  # drawn between: browsers draw what they moved last
    press.text(240 + width("21", 10), 122, "1", 5)
    document = load(press.finish(), "a.pdf")
    table = next(b for b in document.blocks if isinstance(b, Table))
    assert table.rows[0][1].doubt == "这一格的数字大小不一，可能有注号"
    assert "struck" not in document.metadata


def test_a_note_mark_in_a_line_makes_no_line_of_its_own() -> None:
    press = Press(Paper(width=440, height=300, numbers=False))
    press.text(60, 100, "收到申请21", 10)
    press.text(60 + width("收到申请21", 10), 96.7, "2", 6)
    press.text(60 + width("收到申请21", 10) + width("2", 6), 100, "件。", 10)
    document = load(press.finish(), "a.pdf")
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == ["收到申请21²件。"]


@pytest.mark.parametrize(("y", "crossed"), [(121.5, True), (126.6, False), (114, False)], ids=["through", "under", "over"])  # fmt: skip
def test_a_stroke_through_a_figure_leaves_a_doubt(y: float, crossed: bool) -> None:
    press = press_of_table()
    press.rule(240, y, 240 + width("21", 10), y)
    cell, document = figure(press)
    assert cell.text == "21"
    assert bool(cell.doubt) == crossed
    assert document.metadata.get("struck", 0) == crossed
    assert bool(document.metadata.get("marks")) == crossed


def test_the_report_says_where_the_figure_is_struck_out() -> None:
    press = press_of_table()
    press.rule(240, 121.5, 240 + width("21", 10), 121.5)
    press.text(60, 40, "临江县水务局2024年政府信息公开工作年度报告", 10)
    press.text(60, 80, "二、主动公开政府信息情况", 10)
    result = Engine(load_plugins(), Settings(select=("W701",))).check_bytes(press.finish(), "a.pdf")
    (finding,) = result.findings
    assert (finding.location.page, finding.location.table, finding.location.row, finding.location.cell) == (
        1,
        1,
        1,
        2,
    )
