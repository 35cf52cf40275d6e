"""Streams that hold Chinese, and files that are never half written."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from checker.cli import streams


@pytest.mark.parametrize(
    ("encoding", "after"),
    [("utf-8", "utf-8"), ("cp936", "cp936"), ("gb18030", "gb18030"), ("ascii", "utf-8")],
)
def test_a_stream_is_made_to_hold_chinese(encoding: str, after: str) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    streams.prepare(stream)
    stream.write("错误\U00020000")
    stream.flush()
    assert raw.getvalue().decode(after).startswith("错误")


def test_a_stream_that_cannot_be_changed_is_left_alone() -> None:
    streams.prepare(io.StringIO())
    streams.prepare(None)
    streams.say(None, "没有人听")


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "结果.txt"
    path.write_text("旧", encoding="utf-8")
    with streams.replacing(str(path)) as stream:
        stream.write("新\n")
        assert path.read_text(encoding="utf-8") == "旧"
    assert path.read_bytes() == "新\n".encode()
    assert os.listdir(tmp_path) == ["结果.txt"]


def test_a_failure_leaves_the_old_file_and_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "结果.txt"
    path.write_text("旧", encoding="utf-8")
    with pytest.raises(RuntimeError), streams.replacing(str(path)) as stream:
        stream.write("新")
        raise RuntimeError
    assert path.read_text(encoding="utf-8") == "旧"
    assert os.listdir(tmp_path) == ["结果.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_the_target_of_a_link_is_replaced_not_the_link(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("旧", encoding="utf-8")
    (tmp_path / "b.txt").symlink_to("a.txt")
    with streams.replacing(str(tmp_path / "b.txt")) as stream:
        stream.write("新")
    assert (tmp_path / "b.txt").is_symlink()
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "新"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX has pipes with names")
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    path = str(tmp_path / "pipe")
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with streams.replacing(path) as stream:
            stream.write("x\n")
        assert os.read(reader, 10) == b"x\n"
    finally:
        os.close(reader)
    assert os.listdir(tmp_path) == ["pipe"] and not os.path.isfile(path)


def test_machine_output_is_utf_8_and_leaves_the_stream_usable() -> None:
    raw = io.BytesIO()
    stdout = io.TextIOWrapper(raw, encoding="cp936", newline="\r\n")
    stdout.write("前\n")
    with streams.machine(stdout) as stream:
        stream.write("中\n\udcff")
    stdout.write("后\n")
    stdout.flush()
    assert raw.getvalue() == "前\r\n".encode("cp936") + "中\n\\udcff".encode() + "后\r\n".encode("cp936")
