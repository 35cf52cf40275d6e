"""`--output xlsx`: the sheets, numbers as numbers, text as text, and the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
import sample

from checker.engine import Run
from checker.formats.words import visible
from checker.model import Anchor, Confidence, Coverage, Finding, Severity

pytest.importorskip("xlsxwriter")
calamine = pytest.importorskip("python_calamine")


def rendered(run: Run) -> bytes:
    from checker.formats import xlsx

    out = io.BytesIO()
    xlsx.render(run, out)
    return out.getvalue()


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def finding(message: str, quote: str = "") -> Finding:
    return Finding(
        "T203", "applicant-sum-wrong", Severity.ERROR, message, {}, "", Anchor(quote=quote), [], None,
        Confidence.CERTAIN, "0" * 64,
    )  # fmt: skip


def test_a_line_a_report_and_a_line_a_finding() -> None:
    run = sample.run()
    found = sheets(rendered(run))
    assert list(found) == ["报告", "问题"]
    reports = found["报告"]
    assert reports[0][:5] == ["文件", "机关", "年度", "判定日期", "结论"]
    assert [row[0] for row in reports[1 : len(run.results) + 1]] == [visible(r.path) for r in run.results]
    standing = [f for r in run.results for f in r.findings if not f.suppressed]
    rows = found["问题"][1:]
    assert len(rows) == len(standing)
    assert [row[4] for row in rows] == [f.code for f in standing]
    assert all(row[3] in ("错误", "警告", "提示", "需人工核对") for row in rows)
    assert reports[-1][0] == f"判定日期：{run.as_of}"


def test_nothing_becomes_a_formula() -> None:
    run = sample.run()
    texts = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1", "＝1"]
    run.results[0].findings = [finding(text, text) for text in texts]
    data = rendered(run)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = b"".join(archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/"))
        styles = archive.read("xl/styles.xml")
    assert b"<f>" not in xml and b"<f " not in xml
    assert b'quotePrefix="1"' in styles
    assert [row[7] for row in sheets(data)["问题"][1:]][:3] == texts[:3]


def test_control_characters_and_long_texts() -> None:
    run = sample.run()
    run.results[0].findings = [finding("红\x1b[31m\x00\u202e", "长" * 100_000)]
    row = sheets(rendered(run))["问题"][1]
    assert row[7] == "红<U+001B>[31m<U+0000><U+202E>"
    assert len(row[8]) <= 32_767


def test_the_same_run_gives_the_same_bytes() -> None:
    assert rendered(sample.run()) == rendered(sample.run())


def test_the_columns_of_a_catalogue() -> None:
    from pathlib import Path

    from checker.engine import Engine, Settings
    from checker.registry import load

    path = Path(__file__).parents[2] / "examples" / "catalog-bad.csv"
    engine = Engine(load(), Settings(as_of="2024-12-31"))
    result = engine.check_catalog(path.read_bytes(), "栏目.csv")
    found = sheets(rendered(Run([result], "2024-12-31", [], catalogs=True)))
    assert list(found) == ["清单", "问题", "栏目"]
    head, *rows = found["栏目"]
    assert len(rows) == 19
    at = {name: place for place, name in enumerate(head)}
    dates = [row[at["最近更新"]] for row in rows if row[at["最近更新"]] not in ("", "?")]
    assert dates == sorted(dates), "oldest first"
    news = next(row for row in rows if row[at["栏目"]].endswith("图片新闻"))
    assert (news[at["状态"]], news[at["超期天数"]], news[at["条数"]]) == ("超期 17 天", 17, 96)
    assert news[at["已过周期"]] == pytest.approx(31 / 14, abs=0.001)
    assert "推断" in next(row for row in rows if row[at["栏目"]] == "部门动态")[at["类别"]]


def test_cells_in_doubt_are_a_reason_for_the_verdict() -> None:
    result = sample.good()
    result.coverage = Coverage(200, 198, 2, 0)
    rows = sheets(rendered(sample.run(result)))["报告"]
    assert rows[1][rows[0].index("未核对的原因")].startswith("表格 200 格：确切读出 198、存疑 2、未读出 0")
