"""A process that is told to end (SIGTERM, a closed terminal) ends as after Ctrl-C: in order, leaving nothing behind."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

#: What others send to end a process; Windows knows none of them.
_SIGNALS = ("SIGTERM", "SIGHUP")
#: So many seconds a worker without a parent gets to clean up.
_PATIENCE = 5.0


class Terminated(BaseException):
    """The process was told to end. Like KeyboardInterrupt it is no `Exception`: no rule and no loader catches it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    @property
    def code(self) -> int:
        """The exit code a shell expects: 128 and the signal's number, 143 for SIGTERM."""
        return 128 + self.number


def code_of(error: BaseException) -> int:
    """The exit code of an interrupted process: 130 after Ctrl-C, that of the signal else."""
    return error.code if isinstance(error, Terminated) else 130


@contextmanager
def in_order() -> Iterator[None]:
    """While in the block, a signal to end raises `Terminated`; a second one ends the process at once.

    Signals somebody else answers, or ignores (`nohup`), stay theirs.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def leave(number: int, frame: Any) -> None:
        signal.signal(number, signal.SIG_DFL)
        raise Terminated(number)

    numbers = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)] if os.name != "nt" else []
    taken = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]
    for number in taken:
        signal.signal(number, leave)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


def end_with_parent() -> None:
    """End this worker when its parent is gone, however that went (killed, out of memory): nobody else would.

    It ends by SIGTERM, so that what it started ends with it.
    """
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        if os.name != "nt":
            os.kill(os.getpid(), signal.SIGTERM)
            threading.Event().wait(_PATIENCE)
        os._exit(143)

    threading.Thread(target=watch, name="end-with-parent", daemon=True).start()
