"""A progress bar on standard error, when there is much to read and somebody to look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from checker.cli.streams import is_terminal
from checker.i18n import _

#: So many files are read before anyone would look at a bar.
FEW = 20


@contextmanager
def bar(stderr: Any, count: int) -> Iterator[Callable[[int], None]]:
    """A function to tell how many of `count` files are done; it draws nothing where nobody looks."""
    if count <= FEW or not is_terminal(stderr):
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(file=stderr, markup=False, emoji=False, highlight=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(_("正在核对"), total=count)
        yield lambda done: progress.update(task, completed=done)
