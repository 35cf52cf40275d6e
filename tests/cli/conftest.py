"""Command lines run in this process, with streams of their own."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_call import EXAMPLES, Call, Done

from checker.cli import run
from checker.i18n import set_language


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch) -> Iterator[Call]:
    """Run a command line; `stdin` is its standard input, `terminal` says that a person looks at stdout."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("GOUJI_DEBUG", "1")

    def command(
        *arguments: str | Path, stdin: bytes = b"", encoding: str = "utf-8", terminal: bool = False
    ) -> Done:
        out, err = io.BytesIO(), io.BytesIO()
        stdout = io.TextIOWrapper(out, encoding=encoding, newline="\n")
        if terminal:
            stdout.isatty = lambda: True  # type: ignore[method-assign]
        stderr = io.TextIOWrapper(err, encoding=encoding, newline="\n")
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
            patch.setattr(sys, "stdout", stdout)
            patch.setattr(sys, "stderr", stderr)
            try:
                code = run([str(a) for a in arguments])
            finally:
                stdout.flush()
                stderr.flush()
        return Done(code, out.getvalue(), err.getvalue().decode("utf-8"))

    yield command
    set_language("zh")


@pytest.fixture
def good() -> Path:
    """A report with nothing wrong."""
    return EXAMPLES / "good-2024.txt"


@pytest.fixture
def bad() -> Path:
    """A report with errors."""
    return EXAMPLES / "bad-2020.txt"
