"""The other commands: help, version, extract, rules, explain, schema, plugins."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path

import pytest
from cli_call import EXAMPLES, Call

import checker
from checker.cli.app import commands
from checker.registry import load

COMMANDS = ["check", "extract", "fix", "rules", "explain", "schema", "plugins", "new-rule", "catalog"]


def test_version(call: Call) -> None:
    done = call("--version")
    assert (done.code, done.out) == (0, f"gouji {checker.__version__}\n")


def test_help_names_every_command_in_chinese(call: Call) -> None:
    for done in (call(), call("--help"), call("-h")):
        assert done.code == 0
        assert (
            re.findall(r"^  ([a-z-]+) {2,}\S", done.out.partition("命令：")[2].partition("选项：")[0], re.M)
            == COMMANDS
        )
        assert not re.search(r"Usage|Options|Commands|Show this", done.out)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_names_every_option(call: Call, command: str) -> None:
    done = call(command, "--help")
    assert done.code == 0
    for parameter in commands().commands[command].params:
        if parameter.param_type_name == "option":
            assert parameter.opts[0] in done.out, parameter.opts
    english = call("--lang", "en", command, "--help").out
    assert english.startswith("Usage: gouji") and not re.search(
        "[\u4e00-\u9fff]", english.replace("勾稽", "")
    )


@pytest.mark.parametrize(
    ("word", "meant"), [("chek", "check"), ("explian", "explain"), ("xyzzy", "gouji --help")]
)
def test_an_unknown_command_is_2_with_the_nearest(call: Call, word: str, meant: str) -> None:
    done = call(word)
    assert done.code == 2 and meant in done.err and done.raw == b""


def test_a_missing_argument_is_2_in_words(call: Call) -> None:
    done = call("check")
    assert done.code == 2 and "路径" in done.err


# -- extract -------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["txt", "docx", "html", "md", "json", "pdf"])
def test_what_extract_writes_is_checked_to_the_same_findings(call: Call, tmp_path: Path, suffix: str) -> None:
    source = EXAMPLES / f"bad-2024.{suffix}"
    path = tmp_path / "年报.json"
    assert call("extract", source, "-o", f"json:{path}").code == 0

    def findings(where: Path) -> list[tuple[str, str, str]]:
        report = json.loads(call("check", where, "-o", "json").out)["reports"][0]
        return sorted((f["code"], f["pointer"], f["message"]) for f in report["findings"])

    assert findings(path) == findings(source)
    assert len(findings(path)) > 5


def test_extract_with_places_says_where_each_value_stands(call: Call, tmp_path: Path) -> None:
    done = call("extract", EXAMPLES / "good-2024.docx", "--places")
    data = json.loads(done.out)
    place = data["places"]["/requests/received/total"]
    assert place["table"] == 2 and place["quote"] == str(data["requests"]["received"]["total"])
    path = tmp_path / "带位置.json"
    path.write_bytes(done.raw)
    checked = call("check", path)
    assert checked.code == 0, checked.out


def test_extract_reads_standard_input(call: Call, good: Path) -> None:
    assert json.loads(call("extract", "-", stdin=good.read_bytes()).out)["year"] == 2024


def test_extract_of_what_is_no_report(call: Call, tmp_path: Path) -> None:
    note = tmp_path / "通知.txt"
    note.write_text("会议通知\n", encoding="utf-8")
    assert call("extract", note).code == 1
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK\x03\x04 not a document")
    done = call("extract", broken)
    assert done.code == 1 and "坏.docx" in done.err and done.raw == b""
    assert call("extract", "没有.txt").code == 2
    assert call("extract", EXAMPLES).code == 2
    assert call("extract", note, "-o", "xlsx").code == 2
    page = tmp_path / "对照.html"
    assert call("extract", note, "-o", f"html:{page}").code == 1 and not page.exists()


def test_extract_of_a_pdf_says_page_and_box_of_every_figure(call: Call) -> None:
    data = json.loads(call("extract", EXAMPLES / "good-2024.pdf", "--places").out)
    place = data["places"]["/requests/received/total"]
    assert place["page"] == 3 and place["table"] == 2 and place["row"] == 4 and place["cell"] == 8
    left, top, right, bottom = place["bbox"]
    assert 480 < left < right < 525 and 400 < top < bottom < 470
    assert place["text"] == "第3页 表2 第4行 第8列（总计）"


def test_extract_as_html_shows_the_pages_with_every_figure_marked(call: Call, tmp_path: Path) -> None:
    page = tmp_path / "对照.html"
    assert call("extract", EXAMPLES / "good-2024.pdf", "-o", f"html:{page}").code == 0
    text = page.read_text(encoding="utf-8")
    pictures = re.findall(r'src="data:image/png;base64,([^"]+)"', text)
    assert len(pictures) == 6
    assert all(base64.b64decode(one).startswith(b"\x89PNG") for one in pictures)
    boxes = re.findall(
        r'<div class="box figure" title="([^"]*)" style="left:([\d.]+)%[^"]*"><b>([^<]*)</b>', text
    )
    assert len(boxes) == 200
    titles = {title.split("\n")[2]: (title.split("\n"), shown) for title, _left, shown in boxes}
    assert titles["/requests/received/total"] == (
        ["表三「一、本年新收政府信息公开申请数量」行「总计」列", "309", "/requests/received/total"], "309",
    )  # fmt: skip
    assert "<script" not in text and "http" not in text.replace("http-equiv", "")


def test_extract_as_html_draws_the_tables_of_other_formats(call: Call, tmp_path: Path) -> None:
    source = tmp_path / "年报.html"
    text = (EXAMPLES / "good-2024.html").read_text(encoding="utf-8")
    source.write_text(
        text.replace("行政许可", "行政许可&lt;script&gt;alert(1)&lt;/script&gt;"), encoding="utf-8"
    )
    page = call("extract", source, "-o", "html").out
    assert "<script" not in page and "&lt;script&gt;alert(1)" in page
    assert page.count('class="figure"') >= 190 and "data:image" not in page


# -- rules, explain, schema, plugins -------------------------------------------------------------


def test_rules_lists_every_rule_once(call: Call) -> None:
    lines = call("rules").out.split("\n")
    listed = [line.split()[0] for line in lines if re.match(r"  [A-Z]\d{3}", line)]
    assert sorted(listed) == sorted(load().rules)


def test_rules_as_json(call: Call) -> None:
    rules = json.loads(call("rules", "-o", "json").out)
    by_code = {rule["code"]: rule for rule in rules}
    assert by_code["T203"]["name"] == "applicant-sum-wrong"
    assert all(rule["title"] and rule["basis"] and rule["documentation"] for rule in rules)


def test_the_rule_reference_has_a_chapter_for_each_rule(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "rules.md"
    assert call("rules", "--output", f"markdown:{path}").code == 0
    text = path.read_text(encoding="utf-8")
    for rule in load().rules.values():
        assert f"\n### {rule.code} {rule.name}\n" in text
        assert f"](#{rule.code.lower()}-{rule.name})" in text
    assert text.count("\n#### 为什么") == len(load().rules)
    assert call("rules", "-o", "html").code == 2


@pytest.mark.parametrize("word", ["T203", "t203", "applicant-sum-wrong"])
def test_explain(call: Call, word: str) -> None:
    done = call("explain", word)
    assert done.code == 0
    assert done.out.startswith("T203 applicant-sum-wrong\n")
    for part in ("为什么", "错误", "正确", "依据："):
        assert part in done.out


def test_explain_what_is_not_there(call: Call) -> None:
    done = call("explain", "T2O3")
    assert done.code == 2 and "T203" in done.err


@pytest.mark.parametrize("name", ["annual-report-2021", "annual-report-2019", "result"])
def test_schema_prints_the_file_itself(call: Call, name: str) -> None:
    done = call("schema", name)
    path = Path(__file__).resolve().parents[2] / "schemas" / f"{name}.schema.json"
    assert done.code == 0 and done.out == path.read_text(encoding="utf-8")


def test_schema_that_is_not_there(call: Call) -> None:
    done = call("schema", "annual-report-2020")
    assert done.code == 2 and "annual-report-2021" in done.err and "result" in done.err


def test_plugins_names_the_built_in_packs(call: Call) -> None:
    done = call("plugins")
    assert done.code == 0
    assert re.search(r"^rules  gouji", done.out, re.M) and "T200～T208" in done.out


def test_the_explanation_breaks_no_line_where_the_source_code_did(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    documentation = load().rules["S101"].documentation
    assert "可以是负数。\n空白和" in documentation
    monkeypatch.setenv("COLUMNS", "110")
    text = call("explain", "S101").out
    assert "可以是负数。空白和" in text.replace("\n", "") and "可以是负数。\n" not in text
    assert "可以是负数。空白和" in call("rules", "-o", "markdown").out
