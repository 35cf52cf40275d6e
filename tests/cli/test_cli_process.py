"""The command as a process of its own: pipes that close, Ctrl-C, consoles of every kind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from cli_call import EXAMPLES

COMMAND = [sys.executable, "-m", "checker.cli"]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and ptys are POSIX")


def environment(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"PYTHONIOENCODING", "PYTHONUTF8", "NO_COLOR"}}
    return {**kept, "LC_ALL": "C.UTF-8", **more}


def gouji(*arguments: str, **more: Any) -> subprocess.CompletedProcess[bytes]:
    more.setdefault("env", environment())
    return subprocess.run([*COMMAND, *arguments], capture_output=True, timeout=120, check=False, **more)


def test_the_module_is_the_command() -> None:
    done = gouji("check", str(EXAMPLES / "bad-2020.txt"))
    assert done.returncode == 1 and "应为 13".encode() in done.stdout


@pytest.mark.parametrize("encoding", ["cp936", "ascii", "cp1252", "utf-8"])
def test_consoles(encoding: str) -> None:
    env = environment(PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    done = gouji("check", str(EXAMPLES / "bad-2020.txt"), env=env)
    assert done.returncode == 1
    spoken = encoding if encoding == "cp936" else "utf-8"
    assert "应为 13，相差 18" in done.stdout.decode(spoken)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
@pytest.mark.parametrize(
    "arguments",
    [
        ["check", str(EXAMPLES / "bad-2020.txt")],
        ["check", str(EXAMPLES / "bad-2020.txt"), "-o", "json"],
        ["check", str(EXAMPLES / "bad-2020.txt"), "-o", "rich"],
        ["rules"],
        ["schema", "annual-report-2021"],
        ["check", "--help"],
    ],
    ids=lambda arguments: " ".join(arguments[:1] + arguments[2:]),
)
def test_a_full_disk_is_2_in_plain_words(arguments: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=120,
            check=False,
            env=environment(),
        )
    assert (done.returncode, done.stderr.decode("utf-8")) == (2, "结果写不出来：磁盘已满。\n")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
@pytest.mark.parametrize("kind", ["html", "xlsx"])
def test_a_result_file_on_a_full_disk_is_2_in_plain_words(kind: str) -> None:
    done = gouji("check", str(EXAMPLES / "bad-2020.txt"), "-o", f"{kind}:/dev/full")
    assert done.returncode == 2
    assert done.stderr.decode("utf-8") == "无法执行：结果文件「/dev/full」写不了：磁盘已满。\n"


@POSIX
def test_a_pipe_with_a_name_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "报告.txt")
    for arguments in (["check"], ["extract"], ["check", str(EXAMPLES / "good-2024.txt"), "--previous"]):
        done = gouji(*arguments, str(tmp_path / "报告.txt"))
        assert done.returncode == (2 if "--previous" in arguments else 1)
        assert "不是普通文件" in (done.stdout + done.stderr).decode("utf-8")


@POSIX
def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number}.json").write_bytes((EXAMPLES / "bad-2020.json").read_bytes())
    process = subprocess.Popen(
        [*COMMAND, "check", str(tmp_path), "-o", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) in (1, 2)


@POSIX
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_is_quiet_and_leaves_nothing_behind(tmp_path: Path, jobs: str) -> None:
    folder = tmp_path / "年报"
    folder.mkdir()
    for number in range(1500):
        (folder / f"{number}.json").write_bytes((EXAMPLES / "bad-2020.json").read_bytes())
    out = tmp_path / "结果.json"
    process = subprocess.Popen(
        [*COMMAND, "check", str(folder), "--jobs", jobs, "-o", f"json:{out}"],
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
    )
    time.sleep(2.0)
    os.killpg(process.pid, signal.SIGINT)
    _out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in err
    assert sorted(os.listdir(tmp_path)) == ["年报"]


@POSIX
def test_a_bar_on_a_terminal_and_only_there(tmp_path: Path) -> None:
    import pty

    folder = tmp_path / "报告"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number}.json").write_bytes((EXAMPLES / "good-2024.json").read_bytes())
    leader, follower = pty.openpty()
    out = tmp_path / "结果.txt"
    process = subprocess.Popen(
        [*COMMAND, "check", str(folder), "-o", f"concise:{out}"],
        stdout=subprocess.PIPE,
        stderr=follower,
        env=environment(TERM="xterm-256color"),
    )
    os.close(follower)
    seen = b""
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:
            break
        if not part:
            break
        seen += part
    os.close(leader)
    stdout, _err = process.communicate(timeout=60)
    assert process.returncode == 0 and stdout == b""
    assert "正在核对".encode() in seen and b"30/30" in seen
    assert gouji("check", str(folder), "-o", f"concise:{out}").stderr == b""


def test_a_fault_of_the_program_is_2_and_not_1(tmp_path: Path) -> None:
    code = (
        "import checker.registry as r\n"
        "def load(): raise RuntimeError('broken inside')\n"
        "r.load = load\n"
        "from checker.cli import main\n"
        "main(['check', 'x'])\n"
    )
    env = environment()
    env.pop("GOUJI_DEBUG", None)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False, env=env)
    assert done.returncode == 2
    assert "程序内部出错：RuntimeError: broken inside" in done.stderr.decode("utf-8")


def test_a_command_imports_only_what_it_uses() -> None:
    """Cold start is what a hook user feels: nothing heavy is imported for a clean report."""
    heavy = [
        "rich",
        "jinja2",
        "lxml",
        "selectolax",
        "jsonschema",
        "yaml",
        "concurrent.futures",
        "multiprocessing",
    ]
    code = (
        "import sys\n"
        "from checker.cli import run\n"
        "assert run(['check', sys.argv[1], '--output', 'concise']) == 0\n"
        f"print([m for m in {heavy!r} if m in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(EXAMPLES / "good-2024.txt")],
        capture_output=True,
        timeout=60,
        check=False,
        env=environment(),
    )
    assert done.stdout.decode("utf-8").splitlines()[-1] == "[]", done.stdout.decode("utf-8")


@POSIX
def test_a_closed_standard_output_is_2_in_plain_words(tmp_path: Path) -> None:
    shut = ["sh", "-c", '"$@" >&-', "sh", *COMMAND, "check", str(EXAMPLES / "good-2024.txt")]
    done = subprocess.run(shut, capture_output=True, timeout=120, check=False, env=environment())
    assert (done.returncode, done.stderr.decode("utf-8")) == (2, "结果写不出来：标准输出已关闭。\n")
    file = tmp_path / "a.json"
    done = subprocess.run(
        [*shut, "-o", f"json:{file}"], capture_output=True, timeout=120, check=False, env=environment()
    )
    assert done.returncode == 0 and file.stat().st_size > 1000


@POSIX
def test_a_closed_standard_input_is_no_empty_file() -> None:
    shut = ["sh", "-c", '"$@" <&-', "sh", *COMMAND, "check", "-"]
    done = subprocess.run(shut, capture_output=True, timeout=120, check=False, env=environment())
    assert done.returncode == 1 and "标准输入没有打开" in done.stdout.decode("utf-8")


def test_a_result_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    done = gouji("extract", str(EXAMPLES / "good-2024.txt"), "-o", f"json:{tmp_path / '没有' / 'a.json'}")
    assert done.returncode == 2 and "没有这个文件夹" in done.stderr.decode("utf-8")
