"""A column of the office's own, or a note, right of a table of the form: passed over, and said."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from support import engine, registry
from workbooks import GOOD, TABLES, book, figures, layout, placed, put, wrong

from checker import formats
from checker.engine import Run
from checker.loaders import load
from checker.model import Confidence, Report
from checker.reader import read

#: The first row of figures, and the first column behind the table.
WHERE = {"disclosure": (2, 4), "requests": (3, 10), "remedies": (3, 15)}


def beside(name: str, fill: Callable[[Any, list[Any]], None], example: str = "good-2024") -> bytes:
    """The three tables on three sheets; `fill` writes to that of one, and may change its rows first."""

    def made(out: Any) -> None:
        for block in layout(example).blocks:
            if block.kind == "table":
                page = out.add_worksheet(block.name)
                if block.name == name:
                    fill(page, block.rows)
                put(page, block.rows, 0)

    return book(made)


def reads(data: bytes) -> Report:
    return read(load(data, "a.xlsx"))


def column(
    name: str, title: str, values: Callable[[int], Any], *, merged: bool = True, gap: int = 0
) -> bytes:
    def fill(page: Any, rows: list[Any]) -> None:
        top, left = WHERE[name]
        if merged:
            page.merge_range(0, left + gap, top - 1, left + gap, title)
        else:
            page.write(top - 1, left + gap, title)
        for row in range(top, len(rows)):
            page.write(row, left + gap, values(row))

    return beside(name, fill)


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("title", ["校验", "合计核对", ""])
@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize("gap", [0, 1])
@pytest.mark.parametrize(
    "values", [lambda row: 0, lambda row: "正确", lambda row: row * 7, lambda row: True], ids=range(4)
)
def test_a_column_that_checks_is_outside(
    name: str, title: str, merged: bool, gap: int, values: Callable[[int], Any]
) -> None:
    report = reads(column(name, title, values, merged=merged, gap=gap))
    assert figures(report) == {n: GOOD[n] for n in TABLES}
    assert [p for p, _why in report.unread] == ["/sections"]
    assert not report.confidence
    assert len(report.remarks) == 1 and "不是格式里的，没有核对" in report.remarks[0]


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("row", [0, 1, 3, 5])
def test_a_note_at_the_side_is_outside(name: str, row: int) -> None:
    def fill(page: Any, rows: list[Any]) -> None:
        page.write(min(row, len(rows) - 1), WHERE[name][1] + 1, "注：含下属单位数据")

    report = reads(beside(name, fill))
    assert figures(report) == {n: GOOD[n] for n in TABLES}
    assert not report.confidence


def test_what_is_personal_in_a_note_is_not_repeated() -> None:
    def fill(page: Any, rows: list[Any]) -> None:
        page.write(4, 12, "联系人手机13812345678")

    found = engine().check_bytes(beside("requests", fill), "a.xlsx")
    assert any("不是格式里的" in note for note in found.notes)
    assert not any("13812345678" in note or "1381234" in note for note in found.notes)


def test_what_is_personal_in_a_note_is_not_repeated_without_its_blanks() -> None:
    def fill(page: Any, rows: list[Any]) -> None:
        page.write(4, 12, "联系人手机138 1234 5678")

    found = engine().check_bytes(beside("requests", fill), "a.xlsx")
    assert any("不是格式里的" in note for note in found.notes)
    assert not any("13812345678" in note for note in found.notes)


def test_what_is_personal_in_the_name_of_a_sheet_is_found_and_not_repeated() -> None:
    mobile, identity = "13812345678", "11010519491231002X"

    def fill(made: Any) -> None:
        names = {"disclosure": f"表二{mobile}", "requests": f"表三{identity[:6]} {identity[6:]}"}
        for block in layout().blocks:
            if block.kind == "table":
                page = made.add_worksheet(names.get(block.name, "表四"))
                put(page, block.rows, 0)
                if block.name == "requests":
                    page.write(3, 3, 155)
        hidden = made.add_worksheet("隐藏13812345679")
        put(hidden, next(b for b in layout().blocks if b.kind == "table").rows, 0)
        hidden.hide()

    result = engine().check_bytes(book(fill), "a.xlsx")
    found = [f for f in result.findings if f.code == "D751"]
    assert [f.location.sheet for f in found] == ["表二138****5678", "表三110*** ********002X", ""]
    assert any(f.location.sheet.startswith("表三110***") and f.code != "D751" for f in result.findings)
    for output in ("json", "rich", "html"):
        stream = io.StringIO()
        formats.load(output).render(Run([result], "2024-12-31", list(registry().rules.values())), stream)
        shown = stream.getvalue().replace(" ", "")
        assert not [s for s in (mobile, identity, "13812345679") if s in shown], output


def test_a_blank_first_figure_does_not_move_the_others() -> None:
    def fill(page: Any, rows: list[Any]) -> None:
        page.write(0, 10, "备注")
        rows[3][1].text = ""

    report = reads(beside("requests", fill))
    assert report.get("/requests/received/individual") is None
    assert report.get("/requests/received/company") == GOOD["requests"]["received"]["company"]


@pytest.mark.parametrize("last", ["合计", "小计", "总 数"])
def test_a_last_column_under_another_name_is_not_cut_off(last: str) -> None:
    def fill(page: Any, rows: list[Any]) -> None:
        for row in rows[:3]:
            for cell in row:
                if cell.text == "总计":
                    cell.text = last

    report = reads(beside("requests", fill))
    assert report.get("/requests/received/total") == GOOD["requests"]["received"]["total"]
    assert not wrong(report)


def test_a_column_in_the_middle_is_not_outside() -> None:
    def made(out: Any) -> None:
        for block in layout().blocks:
            if block.kind == "table":
                page = out.add_worksheet(block.name)
                rows = block.rows
                if block.name == "requests":
                    # 「小计」 between 其他 and 总计.
                    for row in rows:
                        new = type(row[0])(
                            "小计" if row is rows[1] else "5", 1, 2 if row is rows[1] else 1, "figure"
                        )
                        if row is rows[1] or row[-1].role == "figure":
                            row.insert(-1, new)
                put(page, rows, 0)

    report = reads(book(made))
    assert not wrong(report)
    assert not [
        f for f in engine(select=("T",)).check_report(report).findings if f.confidence is Confidence.CERTAIN
    ]


def test_sums_that_do_not_hold_make_it_unsure() -> None:
    def fill(page: Any, rows: list[Any]) -> None:
        # The headings stand a column too far to the right: the check column seems to be 总计.
        page.write(0, 11, "校验")
        for row in range(3, len(rows)):
            page.write(row, 11, 1)
            # Every figure but the total is another's.
            for cell in rows[row][-4:-1]:
                cell.text = str(int(cell.text) + 1)

    found = engine(select=("T",)).check_bytes(beside("requests", fill), "a.xlsx")
    assert found.findings and {f.confidence for f in found.findings} == {Confidence.UNSURE}


def test_a_wrong_total_beside_a_check_is_a_wrong_total() -> None:
    def fill(page: Any, rows: list[Any]) -> None:
        page.merge_range(0, 10, 2, 10, "校验")
        for row in range(3, len(rows)):
            page.write(row, 10, 0)
        rows[3][-1].text = "310"

    found = engine(select=("T",)).check_bytes(beside("requests", fill), "a.xlsx")
    assert [(f.code, f.confidence) for f in found.findings] == [("T200", Confidence.CERTAIN)]


# --- columns by their place -------------------------------------------------------------------------


def shifted(name: str, change: Callable[[int, list[Any]], list[Any]]) -> bytes:
    """The three tables without merged cells, the rows of one changed: (row, its cells by column) -> cells."""

    def made(out: Any) -> None:
        for block in layout().blocks:
            if block.kind != "table":
                continue
            page = out.add_worksheet(block.name)
            grid: list[list[Any]] = [[""] * 20 for _row in block.rows]
            for r, c, cell in placed(block.rows):
                grid[r][c] = int(cell.text) if cell.text.isdecimal() else cell.text
            for r, cells in enumerate(grid):
                for c, value in enumerate(change(r, cells) if block.name == name else cells):
                    if value != "":
                        page.write(r, c, value)

    return book(made)


def test_a_column_between_the_forms_is_passed_over_by_its_place() -> None:
    data = shifted(
        "requests", lambda r, cells: [*cells[:9], "小计" if r == 1 else r if r > 2 else "", *cells[9:]]
    )
    report = reads(data)
    assert figures(report) == {n: GOOD[n] for n in TABLES}
    assert not report.confidence and [p for p, _why in report.unread] == ["/sections"]


def test_a_row_beside_such_a_column_whose_sum_fails_is_unsure() -> None:
    def change(r: int, cells: list[Any]) -> list[Any]:
        total = 999 if r == 4 else cells[9]
        return [*cells[:9], "小计" if r == 1 else 5 if r > 2 else "", total, *cells[10:]]

    report = reads(shifted("requests", change))
    assert report.sure_of("/requests/carried_in/total") is Confidence.UNSURE
    assert report.sure_of("/requests/received/total") is Confidence.CERTAIN


@pytest.mark.parametrize("name", ["disclosure", "requests", "remedies"])
def test_figures_that_stand_beside_their_labels_are_unsure(name: str) -> None:
    first = {"disclosure": 2, "requests": 3, "remedies": 3}[name]
    label = {"disclosure": 1, "requests": 3, "remedies": 0}[name]

    def change(r: int, cells: list[Any]) -> list[Any]:
        return [*cells[:label], "", *cells[label:]] if r >= first else cells

    report = reads(shifted(name, change))
    assert not wrong(report)
    assert report.unread or any(level is Confidence.UNSURE for level in report.confidence.values())


def test_a_header_that_a_line_cuts_off_still_stands_over_its_figures() -> None:
    def made(out: Any) -> None:
        for block in layout().blocks:
            if block.kind == "table":
                page = out.add_worksheet(block.name)
                head = 3 if block.name == "requests" else 0
                put(page, block.rows[:head], 0)
                page.write(head, 0, "单位：件")
                put(page, block.rows[head:], head + 1)
                if block.name == "requests":
                    page.write(1, 10, "核对")

    report = reads(book(made))
    assert figures(report) == {n: GOOD[n] for n in TABLES}


@pytest.mark.parametrize(("label", "sure"), [("总数", True), ("上年", False), ("备注", False)])
def test_a_label_with_nothing_of_the_forms_is_perhaps_another_column(label: str, sure: bool) -> None:
    data = shifted("requests", lambda r, cells: [label if cell == "总计" else cell for cell in cells])
    report = reads(data)
    level = report.sure_of("/requests/received/total")
    assert (level is Confidence.CERTAIN) == sure
    assert {printed for _p, printed, _label in report.labels} == {label}


@pytest.mark.parametrize(
    ("name", "row", "first"), [("disclosure", 3, 1), ("requests", 3, 3), ("remedies", 3, 0)]
)
def test_a_row_that_moved_out_of_its_table_is_unsure(name: str, row: int, first: int) -> None:
    data = shifted(name, lambda r, cells: [*cells[:first], "", *cells[first:]] if r == row else cells)
    report = reads(data)
    assert not wrong(report)
    found = engine(select=("S101", "S102", "T")).check_bytes(data, "a.xlsx")
    assert not [
        f for f in found.findings if f.confidence is Confidence.CERTAIN and f.code in ("S102", "T203")
    ]


def test_a_figure_in_the_header_leaves_it_a_header() -> None:
    data = shifted("requests", lambda r, cells: [*cells[:6], "校验" if r == 0 else 1, *cells[6:]])
    report = reads(data)
    assert not wrong(report)
    assert figures(report)["requests"]["received"] == GOOD["requests"]["received"]


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_column_of_the_offices_own_may_stand_between_the_labels(at: int) -> None:
    report = reads(shifted("requests", lambda r, cells: [*cells[:at], r if r > 2 else "", *cells[at:]]))
    assert figures(report)["requests"] == GOOD["requests"]
    assert not report.missing


def test_two_rows_in_one_are_not_told_apart() -> None:
    def made(out: Any) -> None:
        for block in layout().blocks:
            if block.kind == "table":
                page = out.add_worksheet(block.name)
                rows = block.rows
                if block.name == "disclosure":
                    # 行政处罚 and 行政强制 on one line.
                    rows = [*rows[:9], [*rows[9], *rows[10]], *rows[11:]]
                put(page, rows, 0, merge=False)

    report = reads(book(made))
    assert not wrong(report)
    found = engine(select=("S103",)).check_report(report).findings
    assert not [f for f in found if f.confidence is Confidence.CERTAIN and "行政处罚" in f.message]
