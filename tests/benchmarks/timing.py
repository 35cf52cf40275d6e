"""Times things side by side, so that a slow moment of the machine hits both alike."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

#: Without this Python would compile every module again at each start, and say nothing of it.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {"PYTHONUTF8": "1"}


def gouji() -> list[str]:
    """The installed command beside this Python, else the same through `-c`."""
    name = "gouji.exe" if os.name == "nt" else "gouji"
    script = Path(sys.executable).parent / name
    if script.exists():
        return [str(script)]
    return [sys.executable, "-c", "from checker.cli import main; main()"]


def side_by_side(calls: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """The median seconds of each call; they take turns, and one unmeasured turn warms them up."""
    taken: list[list[float]] = [[] for _ in calls]
    for turn in range(rounds + 1):
        for call, times in zip(calls, taken, strict=True):
            start = time.perf_counter()
            call()
            if turn:
                times.append(time.perf_counter() - start)
    return [statistics.median(times) for times in taken]


def process(command: Sequence[str], expected: Sequence[int] = (0,)) -> Callable[[], None]:
    """A call that runs a command to its end; raises where it ends otherwise than expected."""

    def run() -> None:
        done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, cwd=Path(__file__).parent)
        if done.returncode not in expected:
            raise RuntimeError(
                f"{command} ended with {done.returncode}: {done.stderr.decode(errors='replace')}"
            )

    return run
