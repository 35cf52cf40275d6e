"""Runs a converter: another program, in a folder of its own, within a time limit, and never left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any


@contextmanager
def workshop(beside: Callable[[str], str] | None = None) -> Iterator[str]:
    """A new folder, gone when the block is left, also where the process is told to end meanwhile.

    `beside` names for the folder a file that the program which works in it may leave elsewhere: it goes as well.

    Files are converted here under names of our own: what a report is called (spaces, Chinese, a
    leading dash) reaches no command line, and nothing is ever written beside the original.
    """
    folder = ""

    def clean() -> None:
        if folder:
            shutil.rmtree(folder, ignore_errors=True)
            if beside is not None:
                with suppress(OSError):
                    os.unlink(beside(folder))

    with _on_termination(clean) as release:
        folder = tempfile.mkdtemp(prefix="gouji-")
        try:
            release()
            yield folder
        finally:
            clean()


def run(
    command: Sequence[str],
    folder: str,
    seconds: float,
    environment: Mapping[str, str] | None = None,
    progress: Callable[[], int] = lambda: 0,
) -> bool:
    """Run a command in `folder`; whether it came to an end by itself.

    It is stopped when `progress` (how many files are done) has not risen for so many seconds. What
    it prints is dropped. Whatever it started is ended with it, in any case: when it is stopped, at
    Ctrl-C, and where it leaves children behind.
    """
    settings: dict[str, Any] = (
        {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
        if os.name == "nt"
        else {"start_new_session": True}
    )
    child: subprocess.Popen[bytes] | None = None

    def clean() -> None:
        if child is not None:
            _kill(child)

    # A signal that comes while the child is started would find nothing to kill yet: it has to wait.
    with _on_termination(clean) as release:
        child = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, **(environment or {})}, **settings,
        )  # fmt: skip
        try:
            release()
            done, end = 0, time.monotonic() + seconds
            while (now := time.monotonic()) < end:
                try:
                    child.wait(min(1.0, end - now))
                except subprocess.TimeoutExpired:
                    if (more := progress()) > done:
                        done, end = more, time.monotonic() + seconds
                else:
                    return True
            return False
        finally:
            _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End a child and its whole group, and wait until it is gone."""
    _kill(child)
    child.wait()


def _kill(child: subprocess.Popen[bytes]) -> None:
    """End a child and its whole group. Waits for nothing: a signal may have come while somebody else was
    waiting for the child, who holds its lock."""
    if os.name == "nt":
        if child.poll() is None:
            subprocess.run(
                ["taskkill", "/T", "/F", "/PID", str(child.pid)], stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, check=False,
            )  # fmt: skip
    else:
        with suppress(ProcessLookupError, PermissionError):  # nobody of the group is left
            os.killpg(child.pid, signal.SIGKILL)


@contextmanager
def _on_termination(clean: Callable[[], None]) -> Iterator[Callable[[], None]]:
    """Do `clean` before this process obeys a signal to end: a worker is ended that way, and runs no `finally` then.

    Signals wait until what the block is given is called: there is something to clean from then on.
    Where somebody answers the signal already, it is for him to end; where it is ignored (`nohup`), nothing is done.
    """
    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        numbers = []
    before = {number: signal.getsignal(number) or signal.SIG_DFL for number in numbers}
    taken = [number for number, answer in before.items() if answer is not signal.SIG_IGN]

    held, waiting = True, list[tuple[int, Any]]()

    def release() -> None:
        nonlocal held
        held = False
        if waiting:
            leave(*waiting[0])

    def leave(number: int, frame: Any) -> None:
        if held:
            waiting.append((number, frame))
            return
        clean()
        answer = before[signal.Signals(number)]
        signal.signal(number, answer)
        if callable(answer):
            answer(number, frame)
        else:
            os.kill(os.getpid(), number)

    for number in taken:
        signal.signal(number, leave)
    try:
        yield release
    finally:
        for number in taken:
            signal.signal(number, before[number])
        if held and waiting:  # nothing came of what it waited for
            os.kill(os.getpid(), waiting[0][0])
