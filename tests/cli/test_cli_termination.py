"""A command that is told to end, or is killed: workers, converters and half-written files go with it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_call import EXAMPLES
from test_cli_process import COMMAND, environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows none of these signals")
#: Seconds until a process is taken for one that stays.
PATIENCE = 30.0


def alive(marker: str) -> list[int]:
    """The processes whose environment holds `marker`; those that have ended and wait to be asked are none."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                state = (entry / "stat").read_text().rpartition(") ")[2][:1]
                if state not in "ZX" and marker.encode() in (entry / "environ").read_bytes():
                    found.append(int(entry.name))
            except OSError:
                continue
    return found


def wait_for(what: object) -> None:
    end = time.monotonic() + PATIENCE
    assert callable(what)
    while not what():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.05)


@pytest.fixture
def marker(tmp_path: Path) -> str:
    if not os.path.isdir("/proc/self"):
        pytest.skip("no /proc to look for processes in")
    return f"GOUJI_TEST_MARK={tmp_path}"


def start(tmp_path: Path, *arguments: str, **more: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        env=environment(GOUJI_TEST_MARK=str(tmp_path), **more),
    )  # fmt: skip


def reports(tmp_path: Path, count: int) -> Path:
    folder = tmp_path / "年报"
    folder.mkdir()
    data = (EXAMPLES / "bad-2020.json").read_bytes()
    for number in range(count):
        (folder / f"{number}.json").write_bytes(data)
    return folder


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_signal_to_end_is_quiet_and_leaves_nothing_behind(tmp_path: Path, marker: str, jobs: str) -> None:
    folder = reports(tmp_path, 3000)
    process = start(tmp_path, "check", str(folder), "--jobs", jobs, "-o", f"json:{tmp_path / '结果.json'}")
    # Two workers and the process that starts them, or the one process at work.
    wait_for(lambda: len(alive(marker)) >= (3 if jobs == "2" else 1))
    time.sleep(1.0)
    process.terminate()
    _out, err = process.communicate(timeout=60)
    assert process.returncode == 128 + signal.SIGTERM
    assert b"Traceback" not in err
    wait_for(lambda: not alive(marker))
    assert sorted(os.listdir(tmp_path)) == ["年报"]


def test_workers_do_not_outlive_a_parent_that_was_killed(tmp_path: Path, marker: str) -> None:
    process = start(tmp_path, "check", str(reports(tmp_path, 3000)), "--jobs", "2", "-o", "json")
    wait_for(lambda: len(alive(marker)) >= 3)
    process.kill()
    process.communicate(timeout=60)
    wait_for(lambda: not alive(marker))


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_converter_ends_with_the_command(
    tmp_path: Path, marker: str, how: signal.Signals, jobs: str
) -> None:
    (tmp_path / "bin").mkdir()
    office = tmp_path / "bin" / "soffice"
    office.write_text("#!/bin/sh\ntouch $TMPDIR/lu1.tmp\nsleep 600 & wait\n", encoding="utf-8")
    office.chmod(0o755)
    (tmp_path / "work").mkdir()
    for name in ("a.rtf", "b.rtf"):
        (tmp_path / name).write_bytes(b"{\\rtf1 " + name.encode() + b"}")
    process = start(
        tmp_path, "check", str(tmp_path / "a.rtf"), str(tmp_path / "b.rtf"), "--jobs", jobs,
        PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}", TMPDIR=str(tmp_path / "work"),
    )  # fmt: skip
    wait_for(lambda: list((tmp_path / "work").glob("gouji-*/lu1.tmp")))
    os.killpg(process.pid, how)  # as a terminal does, which reaches the workers too
    _out, err = process.communicate(timeout=60)
    assert process.returncode == (130 if how is signal.SIGINT else 128 + how)
    # A terminal that is closed ends Python's own helper of the workers too, which complains, to nobody.
    assert how is signal.SIGHUP or b"Traceback" not in err
    wait_for(lambda: not alive(marker))
    # Python tries folders for drafts with a file of a random name, and may be ended in the middle of that.
    assert not list((tmp_path / "work").glob("gouji-*"))


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_what_libreoffice_leaves_behind_goes_with_its_folder(tmp_path: Path, marker: str) -> None:
    from checker.loaders.office.libreoffice import _socket

    sockets = lambda: [s for folder in tmp_path.glob("gouji-*") if os.path.exists(s := _socket(str(folder)))]  # noqa: E731
    process = start(tmp_path, "check", str(EXAMPLES / "good-2024.odt"), TMPDIR=str(tmp_path))
    wait_for(sockets)
    (socket,) = sockets()
    process.terminate()
    process.communicate(timeout=60)
    wait_for(lambda: not alive(marker))
    assert not os.path.exists(socket)
    assert os.listdir(tmp_path) == []


def test_a_signal_that_is_ignored_stays_ignored(tmp_path: Path, marker: str) -> None:
    code = (
        "import os, signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "from checker.cli import termination\n"
        "with termination.in_order():\n"
        "    os.kill(os.getpid(), signal.SIGHUP)\n"
        "    print('goes on')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, b"goes on\n")
