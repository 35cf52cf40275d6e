"""Several processes: the same results in the same order, and a worker that dies."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli_call import EXAMPLES, Call

HERE = Path(__file__).parent


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder with reports of all formats, good and bad, and one that cannot be read."""
    folder = tmp_path / "年报"
    folder.mkdir()
    sources = sorted(EXAMPLES.glob("*-20*.*"))
    for number in range(30):
        source = sources[number % len(sources)]
        (folder / f"{number:03}{source.suffix}").write_bytes(source.read_bytes())
    (folder / "015坏.docx").write_bytes(b"PK\x03\x04 broken")
    return folder


def test_two_workers_give_the_bytes_of_one(call: Call, many: Path) -> None:
    one = call("check", many, "-o", "json")
    two = call("check", many, "--jobs", "2", "-o", "json")
    assert len(json.loads(one.out)["reports"]) == 31
    assert two.raw == one.raw and two.code == one.code == 1


def test_workers_speak_the_language_and_send_reports_for_the_page(call: Call, many: Path) -> None:
    english = call("check", many, "--jobs", "2", "--lang", "en", "-o", "concise")
    assert "Not fully checked" in english.out or "not fully checked" in english.out
    assert (
        "last year's report was not given" in call("check", many, "-j", "2", "--lang", "en", "-o", "json").out
    )
    page = call("check", many, "-j", "2", "-o", "html")
    assert page.raw == call("check", many, "-o", "html").raw


def test_workers_compare_with_last_years_report(call: Call, tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_bytes((EXAMPLES / "good-2024.json").read_bytes())
    done = call("check", tmp_path, "-j", "2", "--previous", EXAMPLES / "good-2023.json", "-o", "json")
    states = [r["outcome"]["Y801"]["state"] for r in json.loads(done.out)["reports"]]
    assert len(states) == 2 and set(states) <= {"ok", "findings"}


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_the_file_that_kills_its_worker_is_named_and_the_others_are_done(tmp_path: Path) -> None:
    for number in range(8):
        (tmp_path / f"{number}.json").write_bytes((EXAMPLES / "good-2024.json").read_bytes())
    (tmp_path / "3凶.deadly").write_bytes(b"DEADLY")
    # A worker imports the main module under another name, so the loader is there in all of them.
    main = tmp_path / "main.py"
    main.write_text(
        f"import sys\nsys.path.insert(0, {str(HERE)!r})\nimport killer_plugin\n"
        "from checker.cli import main\nif __name__ == '__main__':\n    main()\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(main), "check", str(tmp_path), "--jobs", "2", "-o", "jsonl"],
        capture_output=True,
        timeout=120,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        check=False,
    )
    reports = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert [Path(r["path"]).name for r in reports] == [
        "0.json",
        "1.json",
        "2.json",
        "3.json",
        "3凶.deadly",
    ] + [f"{n}.json" for n in range(4, 8)]
    killed = reports[4]["findings"]
    assert [f["code"] for f in killed] == ["E001"] and "被中断" in killed[0]["message"]
    assert all(r["verdict"] == "通过" for n, r in enumerate(reports) if n != 4)
    assert done.returncode == 2
