"""A catalogue beside a report, and alone: places, verdicts, outcomes, and many columns at once."""

from __future__ import annotations

import support

from checker.engine import Engine, Settings
from checker.formats.jsonable import result_as_json
from checker.model import State, Verdict

BAD = support.EXAMPLES / "catalog-bad.csv"
GOOD = support.EXAMPLES / "catalog-good.csv"


def planned() -> list[tuple[str, str]]:
    """The (code, pointer) pairs that the README of the examples names for catalog-bad."""
    import re

    text = (support.EXAMPLES / "README.md").read_text(encoding="utf-8")
    section = text.partition("## catalog-bad\n")[2].partition("\n## ")[0]
    return [
        (code, pointer)
        for pointer, code in re.findall(r"^\| .* \| `([^`]*)` \| ([A-Z]\d{3}) \|", section, re.M)
    ]


def test_the_bad_catalogue_shows_what_was_planted_and_the_good_one_nothing() -> None:
    engine = support.engine(as_of="2024-12-31")
    bad = engine.check_catalog(BAD.read_bytes(), "a.csv")
    assert sorted((f.code, f.pointer) for f in bad.findings) == sorted(planned())
    assert bad.verdict is Verdict.INCOMPLETE and bad.organ == "安澜县人民政府"
    good = engine.check_catalog(GOOD.read_bytes(), "b.csv")
    assert good.findings == [] and good.verdict is Verdict.PASSED
    assert {c: good.outcome[c].state.value for c in ("C501", "C502", "C503", "C504")} == {
        "C501": "ok", "C502": "ok", "C503": "ok", "C504": "ok",
    }  # fmt: skip
    assert good.outcome["T200"].state is State.NOT_APPLICABLE


def test_every_format_gives_the_same_findings() -> None:
    engine = support.engine(as_of="2024-12-31")
    said = []
    for suffix in ("csv", "xlsx", "json", "yaml"):
        path = BAD.with_suffix(f".{suffix}")
        result = engine.check_catalog(path.read_bytes(), "清单")
        assert all(str(f.location) for f in result.findings), suffix
        said.append(
            [(f.code, f.pointer, f.message, f.confidence) for f in result.findings if f.code != "E001"]
        )
    assert said[0] == said[1] == said[2] == said[3]


def test_beside_a_report_the_places_are_those_of_the_catalogue() -> None:
    from checker.catalog import read

    settings = Settings(catalog=read(BAD.read_bytes(), "清单/栏目.csv"))
    path = support.EXAMPLES / "good-2024.docx"
    result = Engine(support.registry(), settings).check_bytes(path.read_bytes(), "年报.docx")
    assert result.as_of == "2024-12-31"
    shown = result_as_json(result)["findings"]
    assert {f["code"] for f in shown} == {"C501", "C502", "C503", "C504", "E001"}
    assert {f["location"]["path"] for f in shown} == {"清单/栏目.csv"}
    stale = next(f for f in shown if f["code"] == "C501" and f["pointer"] == "/columns/0/last_updated")
    assert (stale["location"]["line"], stale["location"]["cell"]) == (5, 4)
    assert (
        stale["location"]["text"] == "第5行 第12字（最近更新）" and stale["location"]["quote"] == "2024-12-10"
    )
    veto = next(f for f in shown if f["code"] == "C503")
    assert {r["location"]["path"] for r in veto["related"]} == {"清单/栏目.csv"}
    assert result.verdict is Verdict.INCOMPLETE


def test_a_fingerprint_outlives_another_row() -> None:
    row = "政务要闻,news,2024-01-01\n"
    one = support.check_catalog(f"栏目,类别,最近更新\n{row}", "C501", as_of="2024-12-31")
    two = support.check_catalog(
        f"栏目,类别,最近更新\n甲栏目,其他,2024-12-30\n{row}", "C501", as_of="2024-12-31"
    )
    assert [f.fingerprint for f in one.findings] == [f.fingerprint for f in two.findings]


def test_columns_nobody_could_read_do_not_pass() -> None:
    text = "栏目,最近更新,条数,存疑,备注\n政务动态,2024-12-30,9,,\n统计信息,,,最近更新、条数,打不开（HTTP 500）\n"
    result = support.check_catalog(text, as_of="2024-12-31")
    assert result.verdict is Verdict.INCOMPLETE
    assert "1 个栏目在做清单时没有读到内容或日期" in result.unread[0][1]


def test_what_was_left_out_of_a_catalogue_is_said_once_in_every_format() -> None:
    import io

    from checker import formats
    from checker.engine import Run

    text = "栏目,发布日期,最近更新,责任处室,条数\n政务动态,2020-01-01,2024-12-30,办公室,12\n合计,,,,12\n总计,,,,12\n"
    result = support.check_catalog(text, as_of="2024-12-31")
    assert result.notes == [
        "清单里有 2 行合计没有算作栏目：第3行、第4行",
        "有的表头指的是同一项，只用一列，另外的没有用：「发布日期」（用的是「最近更新」）",
        "清单里没有用到的列：「责任处室」",
    ]
    run = Run([result], "2024-12-31", list(support.registry().rules.values()), catalogs=True)
    for name in ("rich", "concise", "json", "html"):
        out = io.StringIO()
        formats.load(name).render(run, out)
        for word in ("2 行合计没有算作栏目", "用的是「最近更新」", "「责任处室」"):
            assert out.getvalue().replace("\n", "").count(word) == 1, (name, word)
    book = io.BytesIO()
    formats.load("xlsx").render(run, book)
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_filelike(io.BytesIO(book.getvalue())).get_sheet_by_index(0).to_python()
    assert "2 行合计没有算作栏目" in rows[1][rows[0].index("说明")]


def test_a_second_sheet_with_a_catalogue_is_not_passed_over() -> None:
    import io

    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    for name in ("说明", "财政局", "教育局"):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["栏目", "最近更新"] if name != "说明" else ["怎么填"])
        sheet.write_row(1, 0, [f"{name}动态", "2024-12-30"])
    book.close()
    result = support.engine((), "2024-12-31").check_catalog(out.getvalue(), "a.xlsx")
    assert result.verdict is Verdict.INCOMPLETE
    assert "只核对了「财政局」" in result.unread[0][1] and "「教育局」" in result.unread[0][1]


def test_a_hostile_catalogue_is_text_in_every_output() -> None:
    import io

    from checker.engine import Run
    from checker.formats import concise, html, rich

    text = '栏目,最近更新,备注\n"<script>alert(1)</script>[bold]\x1b[31m红动态",2024-01-01,=1+1\n'
    result = support.check_catalog(text, "C501", as_of="2024-12-31")
    run = Run([result], "2024-12-31", list(support.registry().rules.values()), catalogs=True)
    for form in (rich, concise, html):
        out = io.StringIO()
        form.render(run, out)
        assert "\x1b[31m" not in out.getvalue()
        if form is html:
            assert "<script>" not in out.getvalue()
        else:
            assert "[bold]" in out.getvalue()


def test_ten_thousand_columns() -> None:
    """No time is held here (the benchmark states it); that it ends, and loses none, is."""
    kinds = ["动态要闻", "通知公告", "政策文件", "", "其他"]
    rows = [f"栏目{i},{kinds[i % 5]},2024-{i % 12 + 1:02d}-01,{i % 40}" for i in range(10_000)]
    result = support.check_catalog("栏目,类别,最近更新,条数\n" + "\n".join(rows), as_of="2024-12-31")
    assert result.catalog is not None and len(result.catalog.columns) == 10_000
    assert sum(f.code == "C502" for f in result.findings) == 250
