"""`gouji check`: exit codes, options, outputs, and what is said when something is wrong."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Any, TextIO

import pytest
from cli_call import EXAMPLES, Call

from checker.cli.check import run_check
from checker.cli.options import Options, Output
from checker.engine import Run
from checker.registry import load


def reports(raw: str) -> list[dict[str, Any]]:
    return list(json.loads(raw)["reports"])


def codes(raw: str) -> set[str]:
    return {f["code"] for report in reports(raw) for f in report["findings"]}


# -- exit codes ----------------------------------------------------------------------------------


def test_a_good_report_is_0_and_says_so(call: Call, good: Path) -> None:
    done = call("check", good)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("共 1 份报告：通过 1 份")


def test_a_bad_report_is_1(call: Call, bad: Path) -> None:
    done = call("check", bad)
    assert done.code == 1
    assert "E T200 " in done.out and "[wrong-figure]" in done.out


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
def test_fail_on(call: Call, level: str, code: int) -> None:
    """A report whose only findings are warnings."""
    done = call("check", EXAMPLES / "bad-2024.txt", "--select", "N302,N304", "--fail-on", level)
    assert " W N302 " in done.out
    assert done.code == code


def test_never_failing_still_reports(call: Call, bad: Path) -> None:
    done = call("check", bad, "--fail-on", "never")
    assert done.code == 0 and "T200" in done.out


def test_a_file_that_cannot_be_read_is_1_and_the_rest_goes_on(call: Call, good: Path, tmp_path: Path) -> None:
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK\x03\x04 not a document")
    done = call("check", broken, good)
    assert done.code == 1
    assert "E E001 " in done.out and "共 2 份报告：通过 1 份，未能全部核对 1 份" in done.out


def test_a_path_that_is_not_there_is_2_and_the_rest_goes_on(call: Call, bad: Path) -> None:
    done = call("check", "没有这份.docx", bad)
    assert done.code == 2
    assert "没有这份.docx" in done.err
    assert "T200" in done.out


def test_a_glob_that_matches_nothing_is_2(call: Call, tmp_path: Path) -> None:
    assert call("check", tmp_path / "*.docx").code == 2
    assert call("check", tmp_path).code == 2


def test_other_files_of_a_folder_are_counted_only(call: Call, good: Path, tmp_path: Path) -> None:
    (tmp_path / "年报.txt").write_bytes(good.read_bytes())
    (tmp_path / "通知.txt").write_text("关于召开会议的通知\n请各单位参加。\n", encoding="utf-8")
    done = call("check", tmp_path)
    assert done.code == 0
    assert "E003" not in done.out and "另有 1 个文件不是年度报告" in done.out
    named = call("check", tmp_path / "通知.txt")
    assert named.code == 1 and "E003" in named.out


def test_skipped_files_are_named_for_people_alone(call: Call, good: Path, tmp_path: Path) -> None:
    (tmp_path / "年报.txt").write_bytes(good.read_bytes())
    for number in range(7):
        (tmp_path / f"通知{number}.txt").write_text("关于召开会议的通知\n请各单位参加。\n", encoding="utf-8")
    for form in ("concise", "rich", "html"):
        said = call("check", tmp_path, "-o", form).out.replace("\n", "")
        assert "另有 7 个文件不是年度报告，已跳过：" in said
        assert "通知4.txt 等。" in said and "通知5.txt" not in said, form
    for form in ("json", "jsonl"):
        assert "通知" not in call("check", tmp_path, "-o", form).out


def test_a_pdf_in_a_folder_is_an_error(call: Call, good: Path, tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_bytes(good.read_bytes())
    (tmp_path / "乙.pdf").write_bytes(b"%PDF-1.4\n")
    for argument in (tmp_path, tmp_path / "*"):
        done = call("check", argument)
        assert done.code == 1 and "乙.pdf: E E001 " in done.out


def test_a_wrong_line_of_a_list_is_2_and_the_rest_goes_on(call: Call, bad: Path, tmp_path: Path) -> None:
    names = tmp_path / "清单.txt"
    names.write_text(f"# 全部\n没有.docx\n{bad}\n", encoding="utf-8")
    done = call("check", f"@{names}")
    assert done.code == 2 and "E T200 " in done.out
    assert "第 2 行" in done.err and "没有.docx" in done.err
    assert call("check", f"@{names}", "--lang", "en").err.startswith("Line 2 of the list")
    names.write_text("# 无\n", encoding="utf-8")
    done = call("check", f"@{names}")
    assert done.code == 2 and "清单里没有写要检查的文件" in done.err
    assert "@清单.txt" in call("check", "--help").out


def test_a_file_given_twice_is_checked_once_and_stays_named(call: Call, tmp_path: Path) -> None:
    note = tmp_path / "通知.txt"
    note.write_text("关于召开会议的通知\n请各单位参加。\n", encoding="utf-8")
    done = call("check", tmp_path, note)
    assert done.code == 1 and done.out.count("E003") == 1


def test_standard_input(call: Call, bad: Path) -> None:
    done = call("check", "-", "-o", "json", stdin=bad.read_bytes())
    assert done.code == 1
    assert reports(done.out)[0]["path"] == "-" and "T200" in codes(done.out)


# -- options -------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [["T204"], ["remedy-sum-wrong"], ["t204"], ["T204,T204"]])
def test_select(call: Call, bad: Path, words: list[str]) -> None:
    done = call("check", bad, "--select", *words, "-o", "json")
    assert codes(done.out) == {"T204"}
    outcome = reports(done.out)[0]["outcome"]
    assert outcome["T204"]["state"] == "findings" and outcome["N301"]["state"] == "off"


def test_a_prefix_selects_a_family_and_ignore_takes_from_it(call: Call, bad: Path) -> None:
    done = call("check", bad, "--select", "T", "--select", "N301", "--ignore", "T20", "-o", "json")
    assert codes(done.out) == {"N301"}


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_rule_is_2_with_the_nearest(call: Call, bad: Path, option: str) -> None:
    done = call("check", bad, option, "applicant-sum-rong")
    assert done.code == 2 and done.raw == b""
    assert "applicant-sum-rong" in done.err and "applicant-sum-wrong" in done.err


def test_the_tools_own_codes_cannot_be_switched_off(call: Call, tmp_path: Path) -> None:
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK\x03\x04 not a document")
    for words in (("--ignore", "E001"), ("--ignore", "E"), ("--select", "T203")):
        done = call("check", broken, *words)
        assert done.code == 1 and "E E001 " in done.out
    assert "不能关闭" in call("check", broken, "--ignore", "unreadable").err


def test_severity_of_one_rule(call: Call, bad: Path) -> None:
    done = call("check", bad, "--select", "T204", "--severity", "T204=warning")
    assert done.code == 0 and " W T204 " in done.out


def test_the_narrower_severity_wins_in_any_order(call: Call, bad: Path) -> None:
    for words in (("T=info", "T204=warning"), ("T204=warning", "T=info")):
        done = call("check", bad, "--select", "T", "--severity", words[0], "--severity", words[1])
        assert " W T204 " in done.out and " I T200 " in done.out


def test_last_years_report(call: Call) -> None:
    without = call("check", EXAMPLES / "good-2024.json", "-o", "json")
    assert reports(without.out)[0]["outcome"]["Y801"]["state"] == "not-checked"
    done = call("check", EXAMPLES / "good-2024.json", "--previous", EXAMPLES / "good-2023.docx", "-o", "json")
    assert reports(done.out)[0]["outcome"]["Y801"]["state"] in {"ok", "findings"}


@pytest.mark.parametrize("content", [None, b"\x00\x01", "会议通知\n".encode()])
def test_last_years_report_that_cannot_serve_is_2(
    call: Call, good: Path, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "去年.txt"
    if content is not None:
        path.write_bytes(content)
    done = call("check", good, "--previous", path)
    assert done.code == 2 and "去年.txt" in done.err and "--previous" in done.err


def test_standard_input_cannot_be_two_things(call: Call, bad: Path) -> None:
    done = call("check", "-", "--previous", "-", stdin=bad.read_bytes())
    assert done.code == 2 and "标准输入" in done.err


def test_the_day_of_judgement_is_printed(call: Call, good: Path) -> None:
    assert json.loads(call("check", good, "--as-of", "2025-02-01", "-o", "json").out)["as_of"] == "2025-02-01"
    assert json.loads(call("check", good, "-o", "json").out)["as_of"] == "2024-12-31"
    assert "判定日期：2025-02-01" in call("check", good, "--as-of", "2025-02-01", "-o", "rich").out


@pytest.mark.parametrize(
    "arguments",
    [
        ["--as-of", "soon"], ["--fail-on", "fatal"], ["--jobs", "x"], ["--severity", "T203"],
        ["--output", "pdf"], ["--output", "json", "--output", "concise"], ["--nonsense"], ["--select"],
        ["--output", "json:/no/such/folder/x.json"], ["--lang", "fr"],
    ],
)  # fmt: skip
def test_usage_errors_are_2_in_words_and_nothing_is_printed(
    call: Call, good: Path, arguments: list[str]
) -> None:
    done = call("check", good, *arguments)
    assert done.code == 2 and done.raw == b""
    assert done.err.startswith("无法执行：") and done.err.count("\n") == 1


def test_an_unknown_format_names_those_there_are(call: Call, good: Path) -> None:
    done = call("check", good, "-o", "htm")
    assert done.code == 2
    for name in ("rich", "concise", "json", "jsonl", "html"):
        assert name in done.err
    assert "是不是想写「html」" in done.err


# -- outputs -------------------------------------------------------------------------------------


def test_several_outputs_in_one_run(call: Call, bad: Path, tmp_path: Path) -> None:
    data, page = tmp_path / "结果.json", tmp_path / "结果.html"
    done = call("check", bad, "-o", f"json:{data}", "-o", f"html:{page}", "-o", "concise")
    assert done.code == 1 and "T200" in done.out
    assert "T200" in codes(data.read_text(encoding="utf-8"))
    assert page.read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert sorted(os.listdir(tmp_path)) == ["结果.html", "结果.json"]


def test_a_terminal_gets_the_long_form_and_a_pipe_the_short_one(call: Call, bad: Path) -> None:
    assert "结论：未通过" in call("check", bad, terminal=True).out
    assert "结论" not in call("check", bad).out


def test_the_same_input_gives_the_same_bytes_on_any_console(call: Call, bad: Path) -> None:
    first = call("check", bad, "-o", "json").raw
    assert call("check", bad, "-o", "json").raw == first
    for encoding in ("cp936", "cp1252", "ascii"):
        assert call("check", bad, "-o", "json", encoding=encoding).raw == first
    assert b"\r" not in first


def test_a_chinese_console_keeps_its_encoding(call: Call, bad: Path) -> None:
    text = call("check", bad, encoding="cp936").raw.decode("cp936")
    assert "应为 13，相差 18" in text


def test_the_long_form_on_a_chinese_console(call: Call, bad: Path) -> None:
    text = call("check", bad, "-o", "rich", encoding="cp936").raw.decode("cp936")
    assert "结论：未通过" in text and "----" in text and "\\u" not in text


def test_a_format_of_a_plugin(call: Call, bad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def render(run: Run, stream: TextIO) -> None:
        report = run.results[0].report
        stream.write(f"{len(run.results)} 份，{report.organ if report else '没有'}\n")

    render.NEEDS_REPORT = True  # type: ignore[attr-defined]
    registry = load()
    registry.formats["一句话"] = render
    monkeypatch.setattr("checker.registry.load", lambda: registry)
    assert call("check", bad, "-o", "一句话").out == "1 份，安澜县水务局\n"
    assert "一句话" in call("check", bad, "-o", "nothing").err
    assert "一句话" in call("plugins").out


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_console_without_chinese_is_given_utf_8(call: Call, bad: Path, encoding: str) -> None:
    assert "应为 13，相差 18" in call("check", bad, encoding=encoding).out


def test_reports_come_in_the_order_given(call: Call, good: Path, bad: Path) -> None:
    paths = [str(bad), str(good), str(EXAMPLES / "good-2023.json")]
    assert [r["path"] for r in reports(call("check", *paths, "-o", "json").out)] == paths


def test_crlf_reads_like_lf(call: Call, bad: Path, tmp_path: Path) -> None:
    path = tmp_path / bad.name
    path.write_bytes(bad.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    windows, unix = (reports(call("check", p, "-o", "json").out)[0] for p in (path, bad))
    places = [
        [(f["code"], f["pointer"], f["location"]["line"], f["location"]["column"]) for f in r["findings"]]
        for r in (windows, unix)
    ]
    assert places[0] == places[1]


def test_a_result_file_is_replaced_whole_or_not_at_all(call: Call, bad: Path, tmp_path: Path) -> None:
    path = tmp_path / "结果.json"
    path.write_text("旧的", encoding="utf-8")
    call("check", bad, "-o", "no-such", "-o", f"json:{path}")
    assert path.read_text(encoding="utf-8") == "旧的"
    call("check", bad, "-o", f"json:{path}")
    assert codes(path.read_text(encoding="utf-8"))


@pytest.fixture
def folder(good: Path, bad: Path, tmp_path: Path) -> Path:
    """Reports, last year's, a list and a second name for one of them."""
    (tmp_path / "报告").mkdir()
    (tmp_path / "报告" / "甲.txt").write_bytes(good.read_bytes())
    (tmp_path / "乙.txt").write_bytes(bad.read_bytes())
    (tmp_path / "去年.json").write_bytes((EXAMPLES / "good-2023.json").read_bytes())
    (tmp_path / "清单.txt").write_text("乙.txt\n", encoding="utf-8")
    os.link(tmp_path / "乙.txt", tmp_path / "别名.txt")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "target"),
    [
        (["check", "乙.txt"], "乙.txt"),
        (["check", "乙.txt"], "报告/../乙.txt"),
        (["check", "乙.txt"], "别名.txt"),
        (["check", "报告"], "报告/甲.txt"),
        (["check", "*.txt"], "清单.txt"),
        (["check", "@清单.txt"], "清单.txt"),
        (["check", "@清单.txt"], "乙.txt"),
        (["check", "乙.txt", "--previous", "去年.json"], "去年.json"),
        (["extract", "乙.txt"], "乙.txt"),
    ],
)
def test_no_output_takes_the_place_of_what_is_read(
    call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], target: str
) -> None:
    monkeypatch.chdir(folder)
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    other = ["-o", "json:另.json"] if arguments[0] == "check" else []
    done = call(*arguments, *other, "-o", f"json:{target}")
    assert done.code == 2 and done.raw == b""
    assert done.err.startswith("无法执行：结果不能写到") and target in done.err
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before


def test_two_outputs_cannot_share_a_file_by_two_names(call: Call, bad: Path, tmp_path: Path) -> None:
    done = call("check", bad, "-o", f"json:{tmp_path}/x", "-o", f"html:{tmp_path}/./x")
    assert done.code == 2 and "同一个文件" in done.err


def test_a_report_with_errors_has_not_passed_whatever_fails_the_run(call: Call, bad: Path) -> None:
    for form in ("concise", "rich", "html"):
        done = call("check", bad, "--fail-on", "never", "-o", form)
        assert done.code == 0 and "未通过" in done.out, form
        assert "通过" not in done.out.replace("未通过", "").replace("通过县", "").replace("通过政", ""), form


def test_no_line_ends_in_a_space(call: Call, good: Path, bad: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("关于召开会议的通知\n请各单位参加。\n", encoding="utf-8")
    (tmp_path / "报告.txt").write_bytes(bad.read_bytes())
    for words in ((good,), (tmp_path,)):
        for lang in ("en", "zh"):
            out = call("check", *words, "--lang", lang, "-o", "concise").out
            assert [line for line in out.splitlines() if line != line.rstrip()] == []


def test_english(call: Call, good: Path) -> None:
    done = call("check", good, "--lang", "en")
    assert done.out.startswith("Reports: 1 (1 passed)")
    assert call("check", "--lang=en", good, "--nonsense").err.startswith("Cannot run: There is no option")


def test_run_check_needs_no_process(good: Path, bad: Path) -> None:
    out, err = io.StringIO(), io.StringIO()
    options = Options([str(bad)], select=("T204",), outputs=[Output("jsonl")])
    assert run_check(options, io.BytesIO(), out, err) == 1
    assert json.loads(out.getvalue())["findings"][0]["code"] == "T204"
    assert err.getvalue() == ""
