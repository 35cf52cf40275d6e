"""`gouji fix` as a command: what is written where, what is shown, and the exit codes."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from making import COMMA, engine_of, lines, replacing

from checker.cli import run
from checker.fixes import writing
from checker.i18n import set_language

BAD = "\n".join(lines("甲,乙"))
GOOD = "\n".join(lines("甲，乙"))
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


class Done:
    def __init__(self, code: int, out: bytes, err: bytes) -> None:
        self.code, self.raw, self.err = code, out, err.decode()

    @property
    def out(self) -> str:
        return self.raw.decode()


Call = Callable[..., Done]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Call]:
    """Run `gouji` in an empty folder, with the rules of the tests in place of the installed ones."""
    for name, value in {"LC_ALL": "C.UTF-8", "COLUMNS": "80", "GOUJI_DEBUG": "1"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.chdir(tmp_path)
    rules: list[Any] = [COMMA, replacing("X002", "丙", "丁", safe=False)]
    monkeypatch.setattr("checker.registry.load", lambda: engine_of(*rules).registry)

    def done(*arguments: str | Path, stdin: bytes = b"", terminal: bool = False) -> Done:
        out, err = io.BytesIO(), io.BytesIO()
        stdout, stderr = (io.TextIOWrapper(s, encoding="utf-8", newline="\n") for s in (out, err))
        if terminal:
            stdout.isatty = lambda: True  # type: ignore[method-assign]
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
            patch.setattr(sys, "stdout", stdout)
            patch.setattr(sys, "stderr", stderr)
            code = run(["fix", *(str(a) for a in arguments)])
            stdout.flush()
            stderr.flush()
        return Done(code, out.getvalue(), err.getvalue())

    done.rules = rules  # type: ignore[attr-defined]
    yield done
    set_language("zh")


def put(path: str, text: str = BAD) -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    return file


def test_without_a_place_to_write_the_diff_is_shown(call: Call) -> None:
    file = put("a.txt")
    done = call("a.txt")
    assert done.code == 1
    assert done.out.splitlines() == [
        "--- a.txt", "+++ a.txt", "@@ -2,3 +2,3 @@", " 一、总体情况", "-甲,乙", "+甲，乙", " 二、主动公开政府信息情况",
    ]  # fmt: skip
    assert file.read_text() == BAD
    assert done.err == "a.txt：可以改 1 处（X601），还没有写入文件\n"
    assert call("--diff", "--in-place", "a.txt").out == done.out
    assert file.read_text() == BAD


def test_nothing_to_do(call: Call) -> None:
    put("a.txt", GOOD)
    done = call("a.txt")
    assert (done.code, done.out, done.err) == (0, "", "a.txt：没有可以自动修改的地方\n")


def test_colour_for_a_person_alone(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.txt")
    done = call("a.txt", terminal=True)
    assert "\x1b[" in done.out and "\x1b[1;7;31m,\x1b[0m" in done.out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in call("a.txt", terminal=True).out


def test_hostile_text_is_made_harmless(call: Call) -> None:
    put("a.txt", BAD.replace("乙", "乙\x1b]0;x\x07[red]\u202e子,丑" + "好" * 200))
    for terminal in (False, True):
        done = call("a.txt", terminal=terminal)
        assert done.code == 1
        assert "\x07" not in done.out and "\x1b]" not in done.out and "\u202e" not in done.out
        assert "<U+001B>]0;x<U+0007>[red]<U+202E>" in done.out


def test_in_place(call: Call) -> None:
    file = put("a.txt")
    file.chmod(0o640)
    done = call("--in-place", "a.txt")
    assert (done.code, done.out, done.err) == (0, "", "a.txt：改了 1 处（X601）\n")
    assert file.read_text() == GOOD
    assert file.stat().st_mode & 0o777 == 0o640
    assert os.listdir() == ["a.txt"]
    assert call("--in-place", "a.txt").err == "a.txt：没有可以自动修改的地方\n"


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_in_place_through_a_link(call: Call) -> None:
    file = put("real/a.txt")
    Path("a.txt").symlink_to(file)
    assert call("--in-place", "a.txt").code == 0
    assert Path("a.txt").is_symlink() and file.read_text() == GOOD


def test_a_protected_file_is_left(call: Call) -> None:
    file = put("a.txt")
    file.chmod(0o444)
    done = call("--in-place", "a.txt")
    assert done.code == 2 and "只读" in done.err
    assert file.read_text() == BAD


def test_a_file_changed_meanwhile_is_left(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    file = put("a.txt")
    real = writing.write_in_place

    def late(path: str, before: bytes, after: bytes) -> None:
        file.write_text("新内容")
        real(path, before, after)

    monkeypatch.setattr(writing, "write_in_place", late)
    done = call("--in-place", "a.txt")
    assert done.code == 2 and "改过" in done.err
    assert file.read_text() == "新内容"


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("at", ["fsync", "replace"])
def test_an_interrupted_write_leaves_the_file(
    call: Call, monkeypatch: pytest.MonkeyPatch, fault: BaseException, at: str
) -> None:
    file = put("a.txt")

    def fail(*arguments: object) -> None:
        raise fault

    monkeypatch.setattr(os, at, fail)
    done = call("--in-place", "a.txt")
    assert done.code == (130 if isinstance(fault, KeyboardInterrupt) else 2)
    assert file.read_text() == BAD
    assert os.listdir() == ["a.txt"]


def test_a_folder_of_its_own(call: Call) -> None:
    sources = [put("in/a.txt"), put("in/sub/a.txt"), put("in/good.txt", GOOD)]
    done = call("in", "--output-dir", "out")
    assert done.code == 0
    assert sorted(str(p) for p in Path("out").rglob("*.txt")) == [
        os.path.join("out", "a.txt"), os.path.join("out", "sub", "a.txt"),
    ]  # fmt: skip
    assert Path("out/sub/a.txt").read_text() == GOOD
    assert [s.read_text() for s in sources] == [BAD, BAD, GOOD]


def test_files_of_one_name_from_two_folders(call: Call) -> None:
    put("x/a.txt")
    put("y/a.txt", BAD + "\n子")
    assert call("x/a.txt", "y/a.txt", "--output-dir", "out").code == 0
    assert Path("out/x/a.txt").read_text() == GOOD
    assert Path("out/y/a.txt").read_text() == GOOD + "\n子"


@pytest.mark.parametrize(
    "arguments",
    [("a.txt", "--output-dir", "."), (".", "--output-dir", "."), ("in", "a.txt", "--output-dir", ".")],
)
def test_a_source_is_never_written_over(call: Call, arguments: tuple[str, ...]) -> None:
    file = put("a.txt")
    put("in/a.txt")
    done = call(*arguments)
    assert done.code == 2 and "原件" in done.err
    assert file.read_text() == BAD


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_nor_through_a_link(call: Call) -> None:
    file = put("in/a.txt")
    Path("out").mkdir()
    os.link(file, "out/a.txt")
    assert call("in/a.txt", "--output-dir", "out").code == 2
    Path("link").symlink_to("in")
    assert call("in/a.txt", "--output-dir", "link").code == 2
    assert file.read_text() == BAD


def test_standard_input_goes_to_standard_output(call: Call) -> None:
    data = b"\xff\xfe" + BAD.replace("\n", "\r\n").encode("utf-16-le")
    done = call("-", stdin=data)
    assert done.code == 0
    assert done.raw == b"\xff\xfe" + GOOD.replace("\n", "\r\n").encode("utf-16-le")
    assert done.err == "-：改了 1 处（X601）\n"
    done = call("-", "--diff", stdin=data)
    assert done.code == 1 and "+甲，乙" in done.out
    assert call("-", "--in-place", stdin=data).code == 2
    assert call("-", "--output-dir", "out", stdin=data).code == 2


def test_standard_input_that_is_no_report_is_passed_on(call: Call) -> None:
    done = call("-", stdin=b"no report")
    assert (done.code, done.raw) == (1, b"no report")


def test_what_is_not_there(call: Call) -> None:
    put("a.txt")
    done = call("none.txt", "a.txt", "--in-place")
    assert done.code == 2 and "none.txt" in done.err
    assert Path("a.txt").read_text() == GOOD


def test_what_cannot_be_read(call: Call) -> None:
    Path("a.pdf").write_bytes(b"%PDF-1.4\n")
    put("b.txt")
    done = call("a.pdf", "b.txt", "--in-place")
    assert done.code == 1 and "a.pdf：" in done.err
    assert Path("b.txt").read_text() == GOOD


def test_options_that_exclude_each_other(call: Call) -> None:
    put("a.txt")
    done = call("a.txt", "--in-place", "--output-dir", "out")
    assert done.code == 2 and "只能选一个" in done.err


def test_which_rules(call: Call) -> None:
    put("a.txt", BAD + "\n丙")
    assert "+丁" not in call("a.txt").out
    assert "--unsafe" in call("a.txt").err
    assert "+丁" in call("a.txt", "--unsafe").out
    done = call("a.txt", "--unsafe", "--select", "X002")
    assert "+丁" in done.out and "+甲" not in done.out
    done = call("a.txt", "--unsafe", "--ignore", "X002")
    assert "+丁" not in done.out and "+甲" in done.out
    assert call("a.txt", "--select", "Q999").code == 2


def test_what_was_refused_is_said(call: Call) -> None:
    call.rules.append(replacing("P402", "30", "31"))  # type: ignore[attr-defined]
    put("a.txt", BAD + "\n共30件")
    done = call("a.txt")
    assert "  P402 第6行 第2字 没有改：涉及数字" in done.err


def test_a_crashed_rule_is_trouble(call: Call) -> None:
    from checker.api import Severity, rule

    @rule("X009", "test-crash", Severity.INFO, basis="test")
    def crash(report: object) -> list[Any]:
        """坏规则。"""
        raise ValueError("x")

    call.rules.append(crash)  # type: ignore[attr-defined]
    put("a.txt")
    assert call("a.txt", "--in-place").code == 2


def test_personal_data_is_masked_in_the_diff(call: Call) -> None:
    from checker.api import Problem, Report, Severity, rule

    @rule("D799", "test-secret", Severity.ERROR, basis="test", masks=True)
    def secret(report: Report) -> list[Problem]:
        """个人信息。"""
        if not any("13912345678" in p.text for _i, p in report.document.paragraphs()):
            return []
        hide = {"13912345678": "139****5678"}
        return [Problem("/sections/0/paragraphs/0", "有手机号", hide=hide)]

    call.rules.append(secret)  # type: ignore[attr-defined]
    put("a.txt", BAD + "\n手机13912345678子,丑")
    put("a.md", BAD.replace("\n", "\n\n") + "\n\n手机139**1234**5678子,丑")
    for path in ("a.txt", "a.md"):
        done = call(path)
        assert done.code == 1
        assert "1234" not in done.out + done.err
    assert "139****5678子，丑" in call("a.txt").out
    assert call("a.txt", "--in-place").code == 0
    assert "手机13912345678子，丑" in Path("a.txt").read_text()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_help_is_in_the_language(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fix", "--help", "--lang", language]) == 0
    text = capsys.readouterr().out
    assert ("不写任何文件" in text) == (language == "zh")
    assert "--output-dir" in text
    set_language("zh")


@pytest.mark.parametrize("arguments", [(), ("--unsafe",), ("--in-place",), ("--diff",)])
def test_a_format_that_cannot_be_edited_is_one_line_with_what_to_do(
    tmp_path: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes((EXAMPLES / "bad-2024.xlsx").read_bytes())
    before = path.read_bytes()
    assert run(["fix", str(path), *arguments]) == 1
    said = capsys.readouterr()
    (line,) = said.err.splitlines()
    assert "不能自动改。请在原文件里手工改" in line and "--unsafe" not in line
    assert (said.out, path.read_bytes()) == ("", before)


def test_one_with_nothing_to_mend_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fix", str(EXAMPLES / "good-2024.xlsx")]) == 0
    assert "没有可以自动修改的地方" in capsys.readouterr().err


def test_a_folder_that_stays_empty_goes_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import errno

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writing, "_write", full)
    assert run(["fix", str(EXAMPLES / "bad-2024.docx"), "--output-dir", str(tmp_path / "改好" / "年报")]) == 2
    assert "没有写入：磁盘已满" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
