"""`gouji catalog check` and `gouji check --catalog`: exit codes, formats, words, and what cannot be done."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from cli_call import EXAMPLES, Call
from jsonschema import Draft202012Validator

DAY = "2024-12-31"
GOOD, BAD = EXAMPLES / "catalog-good.csv", EXAMPLES / "catalog-bad.csv"
SCHEMA = json.loads((EXAMPLES.parent / "schemas" / "result.schema.json").read_text(encoding="utf-8"))


def test_exit_codes(call: Call, tmp_path: Path) -> None:
    assert call("catalog", "check", GOOD, "--as-of", DAY).code == 0
    assert call("catalog", "check", BAD, "--as-of", DAY).code == 1
    assert call("catalog", "check", BAD, "--as-of", DAY, "--select", "C501").code == 1, "E001 is always told"
    stale = tmp_path / "a.csv"
    stale.write_text("栏目,类别,最近更新\n政务要闻,news,2024-01-01\n", encoding="utf-8")
    assert call("catalog", "check", stale, "--as-of", DAY).code == 0, "warnings do not fail"
    assert call("catalog", "check", stale, "--as-of", DAY, "--fail-on", "warning").code == 1
    assert call("catalog", "check", stale, "--as-of", DAY, "--severity", "C501=error").code == 1
    assert call("catalog", "check", tmp_path / "nix.csv").code == 2
    assert call("catalog", "check", GOOD, "--as-of", "2024-13-45").code == 2
    assert call("catalog", "check", GOOD, "--select", "C5O1").code == 2


def test_the_day_of_judgement_is_always_printed(call: Call) -> None:
    assert f"判定日期：{DAY}" in call("catalog", "check", GOOD, "--as-of", DAY).out
    assert f"判定日期：{date.today().isoformat()}" in call("catalog", "check", GOOD).out
    assert f"判定日期：{DAY}" in call("catalog", "check", GOOD, "--as-of", DAY, terminal=True).out
    report = EXAMPLES / "good-2024.txt"
    assert f"判定日期：{DAY}" in call("check", report, "--catalog", GOOD).out
    later = call("check", report, "--catalog", GOOD, "--as-of", "2025-01-31")
    assert "判定日期：2025-01-31" in later.out and "C501" in later.out


def test_the_table_of_columns_oldest_first(call: Call) -> None:
    out = re.sub(r"\x1b\[[0-9;]*m", "", call("catalog", "check", BAD, "--as-of", DAY, terminal=True).out)
    table = out.partition("栏目更新情况")[2]
    names = ["规划计划", "政策文件", "通知公告", "图片新闻", "部门动态", "基层政务公开"]
    places = [table.index(name) for name in names]
    assert places == sorted(places)
    lines = {name: next(line for line in table.splitlines() if name in line) for name in names}
    assert "超期 17 天" in lines["图片新闻"] and lines["图片新闻"].endswith("━━███")
    assert "动态要闻*" in lines["部门动态"] and "* 类别按栏目名推断" in table
    assert "空白栏目" in lines["基层政务公开"]
    assert "共 19 个栏目：按期 1 个、超期 7 个、空白 5 个" in table
    from rich.cells import cell_len

    assert max(cell_len(line) for line in out.splitlines()) <= 80


def test_every_format_and_the_schema_of_the_result(call: Call, tmp_path: Path) -> None:
    files = {name: tmp_path / f"a.{name}" for name in ("json", "jsonl", "html", "xlsx")}
    outputs = [word for name, file in files.items() for word in ("--output", f"{name}:{file}")]
    done = call("catalog", "check", BAD, GOOD, "--as-of", DAY, *outputs, "--output", "concise")
    assert done.code == 1 and "共 2 份清单" in done.out
    data = json.loads(files["json"].read_text(encoding="utf-8"))
    Draft202012Validator(SCHEMA).validate(data)
    assert data["as_of"] == DAY and len(data["reports"]) == 2
    assert data["summary"]["not_checked"] == 0
    assert [json.loads(line)["path"] for line in files["jsonl"].read_text(encoding="utf-8").splitlines()] == [
        str(BAD), str(GOOD),
    ]  # fmt: skip
    page = files["html"].read_text(encoding="utf-8")
    assert "栏目更新核对结果" in page and page.count('<tr><td class="name">') > 30 and 'class="bar"' in page
    assert files["xlsx"].read_bytes()[:2] == b"PK"
    # Only the name may break: dates, figures and periods stay on their line however long a name is.
    style = page[page.index("<style>") : page.index("</style>")]
    assert re.search(r"\.columns td, \.columns th \{[^}]*white-space: nowrap", style)
    assert re.search(r"\.columns \.name \{[^}]*white-space: normal", style) and "<thead><tr><th>" in page


def test_beside_a_report(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    report = EXAMPLES / "good-2024.docx"
    done = call("check", report, "--catalog", BAD, "--output", f"json:{file}", "--output", "concise")
    assert done.code == 1
    data = json.loads(file.read_text(encoding="utf-8"))
    Draft202012Validator(SCHEMA).validate(data)
    found = [f for f in data["reports"][0]["findings"] if f["code"].startswith("C")]
    assert {f["location"]["path"] for f in found} == {str(BAD)}
    assert f"{BAD}:5:12: W C501 最近更新：栏目「政务动态」" in done.out
    assert f"{BAD}:16:" in done.out and " W C502 条数：" in done.out
    sheet = BAD.with_suffix(".xlsx")
    assert (
        f"{sheet}: 工作表「栏目清单」 D5（最近更新）: W C501 栏目"
        in call("catalog", "check", sheet, "--as-of", DAY).out
    )
    for suffix in (".json", ".yaml"):
        said = call("catalog", "check", BAD.with_suffix(suffix), "--as-of", DAY).out
        line, column = re.search(r":(\d+):(\d+): E E001 last_updated：「", said).groups()  # type: ignore[union-attr]
        text = BAD.with_suffix(suffix).read_text(encoding="utf-8").splitlines()[int(line) - 1]
        assert text[int(column) - 1 :].strip("\"'").startswith("2024-13-45")
    assert data["reports"][0]["outcome"]["C501"]["state"] == "findings"


def test_without_a_catalogue_it_is_not_checked(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    call("check", EXAMPLES / "good-2024.docx", "--output", f"json:{file}")
    outcome = json.loads(file.read_text(encoding="utf-8"))["reports"][0]["outcome"]
    for code in ("C501", "C502", "C503", "C504", "C505"):
        assert outcome[code]["state"] == "not-checked" and "--catalog" in outcome[code]["reason"]
    assert outcome["C506"]["state"] == "ok"


YEARS = ("good-2020.txt", "good-2024.txt", "good-2024.docx")


def test_every_report_and_format_says_its_own_day(call: Call, tmp_path: Path) -> None:
    files = {name: tmp_path / f"a.{name}" for name in ("json", "jsonl", "html", "xlsx")}
    words = [word for name, file in files.items() for word in ("--output", f"{name}:{file}")]
    reports = [EXAMPLES / name for name in YEARS]
    done = call("check", *reports, "--catalog", GOOD, *words, "--output", "concise")
    data = json.loads(files["json"].read_text(encoding="utf-8"))
    Draft202012Validator(SCHEMA).validate(data)
    days = ["2020-12-31", "2024-12-31", "2024-12-31", "2020-12-31", "2024-12-31"]
    assert data["as_of"] is None and [r["as_of"] for r in data["reports"]] == days
    assert [json.loads(line)["as_of"] for line in files["jsonl"].read_text("utf-8").splitlines()] == days
    assert done.out.count("判定日期：2024-12-31\n") == 3 and done.out.count("判定日期：2020-12-31\n") == 2
    assert "判定日期各不相同（2020-12-31、2024-12-31）" in done.out
    page = files["html"].read_text(encoding="utf-8")
    assert page.count("C501～C504 几份年报共用一份栏目清单：清单本身只核对一次，结果另列") == 3
    assert page.count('class="dim">判定日期：2020-12-31<') == 2 and "<th>判定日期</th>" in page
    rich = call("check", *reports, "--catalog", GOOD, terminal=True).out
    assert rich.count("判定日期：2020-12-31") == 2 and rich.count("判定日期：2024-12-31") == 3
    assert "判定日期" in rich.partition("年度")[2]
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(str(files["xlsx"])).get_sheet_by_name("报告").to_python()
    assert [row[rows[0].index("判定日期")] for row in rows[1:6]] == days
    rows = CalamineWorkbook.from_path(str(files["xlsx"])).get_sheet_by_name("栏目").to_python()
    assert {row[rows[0].index("判定日期")] for row in rows[1:]} == {"2020-12-31", "2024-12-31"}
    alike = call("check", *reports[1:], "--catalog", GOOD).out
    assert alike.count("判定日期") == 1


def test_what_concerns_the_catalogue_alone_is_said_once_a_day(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    reports = [EXAMPLES / name for name in YEARS]
    done = call("check", *reports, "--catalog", BAD, "--output", f"json:{file}", "--output", "concise")
    data = json.loads(file.read_text(encoding="utf-8"))
    Draft202012Validator(SCHEMA).validate(data)
    kinds = [(report["kind"], report["as_of"], report["path"]) for report in data["reports"]]
    assert kinds[3:] == [("catalog", "2020-12-31", str(BAD)), ("catalog", "2024-12-31", str(BAD))]
    alone = call("catalog", "check", BAD, "--as-of", DAY, "--output", "json").out
    assert data["reports"][4]["findings"] == json.loads(alone)["reports"][0]["findings"]
    for report in data["reports"][:3]:
        assert not {"C501", "C502", "C503", "C504", "E001"} & {f["code"] for f in report["findings"]}
        assert report["outcome"]["C501"]["state"] == "not-applicable" and report["verdict"] == "通过"
        assert "只核对一次" in report["outcome"]["C501"]["reason"]
        assert report["outcome"]["C505"]["state"] != "not-applicable"
    assert done.code == 1 and "共 3 份报告，清单核对 2 次：" in done.out and "已跳过" not in done.out


def test_a_selection_without_effect_says_so(call: Call) -> None:
    for words in (["catalog", "check", GOOD, "--as-of", DAY], ["check", EXAMPLES / "good-2024.txt"]):
        ignored = [part for code in "CSTNPLWDY" for part in ("--ignore", code)]
        done = call(*words, *ignored)
        assert "未能全部核对" in done.out and "没有一条适用" in done.out
    done = call("catalog", "check", GOOD, "--as-of", DAY, "--select", "T200")
    assert "没有一条适用" in done.out
    assert "没有一条适用" not in call("catalog", "check", GOOD, "--as-of", DAY, "--select", "C501").out


def test_workers_get_the_catalogue(call: Call, tmp_path: Path) -> None:
    said = []
    for jobs in ("1", "2"):
        file = tmp_path / f"{jobs}.json"
        reports = [EXAMPLES / "good-2024.docx", EXAMPLES / "good-2024.txt", EXAMPLES / "good-2024.html"]
        words = ["check", *reports, "--catalog", BAD, "--jobs", jobs, "--output", f"json:{file}"]
        assert call(*words, "--output", f"html:{tmp_path / 'a.html'}").code == 1
        said.append(file.read_text(encoding="utf-8"))
    assert said[0] == said[1]


CANNOT = [
    (["check", "GOOD", "--catalog", "nix.csv"], "--catalog 指定的文件"),
    (["check", "GOOD", "--catalog", "GOOD"], "Word 文件，不是栏目清单"),
    (["check", "GOOD", "--catalog", "FOLDER"], "多个文件"),
    (["check", "-", "--catalog", "-"], "标准输入只能用一次"),
    (["catalog", "check", "CATALOG", "--output", "xlsx"], "xlsx 格式要写明文件"),
    (["catalog", "check", "CATALOG", "--output", "csv:CATALOG"], "没有「csv」这种输出格式"),
    (["catalog", "check", "CATALOG", "--output", "json:CATALOG"], "会把它覆盖"),
    (["check", "GOOD", "--catalog", "CATALOG", "--output", "json:CATALOG"], "会把它覆盖"),
    (["catalog", "chek"], "chek"),
    (["catalog", "check"], "缺少参数"),
    (["catalog", "scan", "http://h/"], "缺少"),
]


@pytest.mark.parametrize(("words", "says"), CANNOT)
def test_what_cannot_be_done_is_2_and_said(call: Call, words: list[str], says: str, tmp_path: Path) -> None:
    catalog = tmp_path / "a.csv"
    catalog.write_bytes(GOOD.read_bytes())
    names = {"GOOD": str(EXAMPLES / "good-2024.docx"), "CATALOG": str(catalog), "FOLDER": str(EXAMPLES)}
    done = call(
        *(
            word.replace("CATALOG", names["CATALOG"]) if "CATALOG" in word else names.get(word, word)
            for word in words
        )
    )
    assert done.code == 2 and says in done.err, done.err
    assert catalog.read_bytes() == GOOD.read_bytes()


def test_a_folder_of_catalogues_and_other_things(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(GOOD.read_bytes())
    (tmp_path / "b.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    done = call("catalog", "check", tmp_path, "--as-of", DAY)
    assert done.code == 0 and f"1 个文件不是栏目清单，已跳过：{tmp_path / 'b.csv'}。" in done.out
    (tmp_path / "c.csv").write_bytes(GOOD.read_bytes())
    page = tmp_path / "a.html"
    table = call("catalog", "check", tmp_path, "--as-of", DAY, "-o", "rich", "-o", f"html:{page}").out
    for name in ("安澜县人民政府 a.csv", "安澜县人民政府 c.csv"):
        assert name in table, "two of one name are told apart"
        assert f">{name}</a>" in page.read_text(encoding="utf-8")
    named = call("catalog", "check", tmp_path / "b.csv", "--as-of", DAY)
    assert named.code == 1 and "E001" in named.out and "没有栏目清单" in named.out


def test_standard_input(call: Call) -> None:
    for path in (BAD, BAD.with_suffix(".json"), BAD.with_suffix(".yaml"), BAD.with_suffix(".xlsx")):
        done = call("catalog", "check", "-", "--as-of", DAY, stdin=path.read_bytes())
        assert done.code == 1 and "单项否决①" in done.out, path


def test_help_is_in_two_languages(call: Call) -> None:
    assert "scan" in call("catalog").out and "check" in call("catalog", "--help").out
    for name in ("check", "scan"):
        assert "退出码" in call("catalog", name, "--help").out
        english = call("--lang", "en", "catalog", name, "--help").out
        assert english.startswith("Usage: gouji catalog")
        assert not re.search("[\u4e00-\u9fff]", english.replace("3天前", ""))
    english = call("--lang", "en", "catalog", "check", BAD, "--as-of", DAY, terminal=True).out
    assert "Freshness of columns" in english and "17 days over" in english


def test_english_speaks_one_language(call: Call, tmp_path: Path) -> None:
    han = "[\u4e00-\u9fff]"
    file = tmp_path / "a.csv"
    rows = [
        "A,news,2024-12-01,5,每月,",
        "B,,2024-13-01,5,,",
        "C,policy,2024-01-02,x,半年,",
        "D,其他,2024-12-30,0,不定期,",
    ]
    rows += [
        "E,nonsense,45646,-1,?,f",
        "A,news,2024-12-02,6,,",
        ",,2024-12-01,,,",
        "F,personnel_planning,2024,1,,,x",
    ]
    head = "column,kind,last_updated,items,period,unsure\n"
    file.write_text(head + "\n".join(rows), encoding="utf-8")
    out = call("--lang", "en", "catalog", "check", file, "--as-of", DAY, terminal=True).out
    table = out.partition("Freshness of columns")[2].partition("Checked (")[0]
    assert "Policy documents" in table and "6 mo" in table and not re.search(han, table)
    page = tmp_path / "a.html"
    lines = call(
        "--lang", "en", "catalog", "check", file, "--as-of", DAY, "-o", "concise", "-o", f"html:{page}"
    ).out
    told = [line for line in lines.splitlines() if " E001 " in line]
    allowed = "最近更新|条数|类别|动态要闻|通知公告|政策文件|人事规划|机构职能|其他|第\\d+行( 第\\d+字)?|天|周|个月|每季度|不定期"
    assert len(told) == 11 and not [line for line in told if re.search(han, re.sub(allowed, "", line))]
    html = page.read_text(encoding="utf-8")
    assert not re.search(
        han, html[html.index('class="list columns"') : html.index("</table>", html.index("list columns"))]
    )
    # A rule's message is Chinese, and so is what is filled into it.
    stale = next(line for line in lines.splitlines() if " C501 " in line and "「A」" in line)
    assert "（1个月）" in stale and "的2周已超期" in stale


def test_the_schema_can_be_printed(call: Call) -> None:
    assert json.loads(call("schema", "catalog").out)["x-kind"] == "catalog"
