"""One thing to read: how it is named, shown and read, and what is said where it cannot be."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass

from checker.loaders import limits
from checker.model import Unreadable


class NoSuchSource(Exception):
    """A named path that does not exist or matches nothing; `hint` says what may have been meant (Chinese).

    `listed` and `line` say where it was named: the list file and its line, "" and 0 on the command line.
    """

    def __init__(
        self, path: str, hint: str = "", why: str = "没有这个文件或文件夹", listed: str = "", line: int = 0
    ) -> None:
        where = f"清单 {shown(listed)} 第 {line} 行：" if listed else ""
        super().__init__(f"{where}{why}：{shown(path)}" + (f"（{hint}）" if hint else ""))
        self.path = path
        self.hint = hint
        self.why = why
        self.listed = listed
        self.line = line


@dataclass(slots=True)
class Source:
    """One thing to read.

    `path` is as given ("-" for standard input); `named` says that the user named it himself,
    rather than a folder it is in. `data` is there for standard input only; `error` where the
    walk already met a fault.
    """

    path: str
    named: bool
    data: bytes | None = None
    error: Unreadable | None = None

    @property
    def shown(self) -> str:
        """The path as it may be printed."""
        return shown(self.path)


def shown(path: str) -> str:
    """A path that can be printed: bytes that are no text become \\ufffd."""
    try:
        raw = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # a lone surrogate that stands for no byte, as Windows allows
        raw = path.encode("utf-8", "surrogatepass")
    return raw.decode("utf-8", "replace")


def read(source: Source) -> bytes:
    """The bytes of a source. Raises `Unreadable` where it cannot be read or is too large."""
    if source.error is not None:
        raise source.error
    if source.data is not None:
        return source.data
    try:
        check_regular(source.path)
        with open(source.path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > limits.MAX_BYTES:
                limits.check_size(size)
            data = file.read(limits.MAX_BYTES + 1)
    except OSError as error:
        raise fault(error) from None
    if data:
        limits.check_size(len(data))
    return data


def check_regular(path: str) -> None:
    """Raise `Unreadable` for a pipe, a device or a socket, which may never end: opening a pipe waits already."""
    mode = os.stat(path).st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise Unreadable("这不是普通文件（是管道、设备或套接字）", "请先把内容存成文件再检查")


def fault(error: OSError) -> Unreadable:
    """What an error of the system means to a user."""
    if isinstance(error, PermissionError):
        return Unreadable(
            "没有读取它的权限，或它正被其他程序占用", "请关闭打开它的程序，或请管理员开放读取权限"
        )
    if isinstance(error, FileNotFoundError):
        return Unreadable("文件已不存在（可能刚被移走或改名）", "请确认文件的位置后重试")
    if isinstance(error, IsADirectoryError):
        return Unreadable("这是文件夹，不是文件", "请选择其中的文件")
    return Unreadable(
        "读取失败：{reason}", "请把文件复制到本机磁盘后重试", reason=error.strerror or type(error).__name__
    )


def nearest(path: str) -> str:
    """A hint for a path that does not exist: the first part of it that is wrong, and the name most like it."""
    import difflib

    rest = os.path.normpath(path)
    missing = ""
    while rest and not os.path.isdir(rest):
        above, missing = os.path.split(rest)
        if above == rest:
            break
        rest = above
    try:
        with os.scandir(rest or ".") as entries:
            names = [entry.name for entry, _ in zip(entries, range(5000), strict=False)]
    except OSError:
        return ""
    close = difflib.get_close_matches(missing, names, 1, 0.5)
    if not close:
        stem = os.path.splitext(missing)[0]
        close = [name for name in sorted(names) if os.path.splitext(name)[0] == stem]
    return f"是不是「{shown(os.path.join(rest, close[0]))}」？" if close else ""
