"""The benchmarks still run: one turn of the short ones, and a few reports with two workers. No time is judged here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

RUN = Path(__file__).with_name("run.py")


def test_every_group_gives_rows() -> None:
    command = [sys.executable, str(RUN), "--rounds", "1", "--cold-rounds", "1", "--reports", "10"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stderr
    rows = [line.strip("| ").split(" | ") for line in done.stdout.splitlines() if line.startswith("|")][2:]
    named = " ".join(row[0] for row in rows)
    for part in (
        "cold `gouji check good-2024.txt`",
        "good-2024.docx: everything",
        "bad-2020.html: read",
        "good-2024.pdf: load, a page",
        "10,000 columns: judge",
        "4,000 faults",
        "--jobs 2",
    ):
        assert part in named
    for _what, cost, _floor_name, floor, ratio in rows:
        assert float(cost) > 0
        assert float(floor) > 0
        assert float(ratio) > 0
