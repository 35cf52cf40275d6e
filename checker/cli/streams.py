"""Standard streams that can hold Chinese, and files that are never half written."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import stat
import sys
from collections.abc import Iterator
from typing import Any, TextIO

from checker.i18n import _

_SAMPLE = "勾稽：错误"


class Closed(io.TextIOBase):
    """Stands for a standard output that was closed before the start: writing to it fails as it should."""

    def write(self, text: str) -> int:
        """Raises OSError."""
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def prepare(stream: Any) -> None:
    """Make a standard stream able to print anything.

    A console that holds Chinese (UTF-8, cp936) keeps its encoding, and what it cannot hold is
    escaped; one that does not (ASCII, cp1252) is switched to UTF-8.
    """
    if not hasattr(stream, "reconfigure"):
        return
    try:
        _SAMPLE.encode(stream.encoding or "ascii")
        stream.reconfigure(errors="backslashreplace")
    except (UnicodeEncodeError, LookupError):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def flush(stream: Any) -> None:
    """Write out what is buffered, so that a closed pipe shows here and not at the interpreter's end."""
    if stream is not None:
        stream.flush()


def is_closed_pipe(error: OSError, stream: Any) -> bool:
    """Whether an error of writing says that the reader has gone. Windows says so with EINVAL."""
    if error.errno == errno.EPIPE:
        return True
    return os.name == "nt" and error.errno == errno.EINVAL and not stream.isatty()


def is_write_fault(error: OSError) -> bool:
    """Whether an error says that the disk behind a stream takes no more. Errors of named files are told elsewhere."""
    faults = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)
    return error.filename is None and error.errno in faults


def reason(error: OSError) -> str:
    """Why something could not be written, in words."""
    words = {
        errno.ENOSPC: _("磁盘已满"),
        errno.EDQUOT: _("磁盘配额已用完"),
        errno.EROFS: _("磁盘是只读的"),
        errno.ENOENT: _("没有这个文件夹"),
        errno.ENOTDIR: _("路径中间有一段不是文件夹"),
        errno.EISDIR: _("这是文件夹"),
        errno.ENAMETOOLONG: _("文件名太长"),
        errno.EBADF: _("标准输出已关闭"),
        errno.EACCES: _("没有写入的权限，或文件正被其他程序占用"),
        errno.EPERM: _("没有写入的权限，或文件正被其他程序占用"),
    }
    return words.get(error.errno or 0) or error.strerror or str(error)


def abandon(stream: Any) -> None:
    """Let what is still buffered for a reader that has gone vanish without an error."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


@contextlib.contextmanager
def machine(stdout: Any) -> Iterator[TextIO]:
    """Standard output as UTF-8 with "\\n", whatever the console speaks: the same bytes everywhere."""
    buffer = getattr(stdout, "buffer", None)
    if buffer is None:
        yield stdout
        return
    stdout.flush()
    stream = io.TextIOWrapper(buffer, encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        yield stream
    finally:
        try:
            stream.flush()
        finally:
            stream.detach()


@contextlib.contextmanager
def replacing(path: str, *, binary: bool = False) -> Iterator[Any]:
    """A file, of text unless `binary`, that takes the place of `path` only when all of it is written.

    A device or a pipe is written to directly, a link's target is replaced, not the link. Raises
    OSError where it cannot be written; the old file then stands as it was.
    """
    target = os.path.realpath(path)
    if os.path.exists(target) and not stat.S_ISREG(os.stat(target).st_mode):
        with _opened(target, "w", binary) as stream:
            yield stream
        return
    draft = f"{target}.{os.getpid()}.tmp"
    try:
        with _opened(draft, "x", binary) as stream:
            yield stream
        os.replace(draft, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(draft)
        raise


def _opened(path: str, mode: str, binary: bool) -> Any:
    if binary:
        return open(path, mode + "b")
    return open(path, mode, encoding="utf-8", errors="backslashreplace", newline="\n")


def say(stream: Any, text: str) -> None:
    """One line on standard error; a console that is gone takes nothing with it."""
    if stream is None:
        return
    with contextlib.suppress(OSError, ValueError):
        stream.write(text + "\n")
        stream.flush()


def is_terminal(stream: Any) -> bool:
    """Whether a person is looking at this stream."""
    try:
        return bool(stream is not None and stream.isatty())
    except ValueError:
        return False


def standard() -> tuple[Any, Any, Any]:
    """The standard streams as they are now (tests replace them)."""
    return sys.stdin, sys.stdout, sys.stderr
