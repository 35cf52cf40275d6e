"""What to read: paths, folders, globs, list files and standard input -> `Source`s in the order given.

Globs are expanded here too, because a Windows shell does not. A walk through a folder takes
the files that may be reports by their suffix, readable or not, in sorted order, and follows no
links to folders.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from checker.loaders import SUFFIXES, WALKED_SUFFIXES, limits
from checker.model import Unreadable

#: Folders no report is in. Names beginning with a dot are left out as well.
_SKIPPED = frozenset({"node_modules", "__pycache__", "__MACOSX", "$RECYCLE.BIN", "System Volume Information"})
#: What Word, WPS and LibreOffice leave beside an open file, and what macOS leaves beside every file.
_LOCKS = ("~$", ".")
_MAGIC = frozenset("*?[")


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


#: Told of each path that leads nowhere.
Tell = Callable[[NoSuchSource], None]


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


def expand(
    arguments: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    suffixes: Collection[str] = WALKED_SUFFIXES,
    tell: Tell | None = None,
) -> list[Source]:
    """The sources that the arguments name, each once, in their order.

    An argument is a path, a folder, a glob (`**` goes down any number of folders), `@list.txt`
    (a file with one of these a line; blank lines and lines that begin with # are left out) or
    `-` (standard input). A file that stands literally under a name with special characters is
    taken as that file. A path that does not exist, a folder or glob that matches nothing and a
    list that names nothing are a `NoSuchSource`: it is given to `tell`, and the others go on;
    without `tell` it is raised.
    """
    found: dict[str, Source] = {}
    tell = tell or _raise
    for argument in arguments:
        if argument == "-" and "-" in found:
            continue
        try:
            for source in _expand_argument(argument, stdin, frozenset(suffixes), tell):
                key = source.path if source.path == "-" else os.path.normcase(os.path.abspath(source.path))
                if key in found:
                    found[key].named |= source.named
                else:
                    found[key] = source
        except NoSuchSource as error:
            tell(error)
    return list(found.values())


def list_file(argument: str) -> str | None:
    """The list file that an argument names, None where it names something else."""
    named = argument.startswith("@") and not os.path.lexists(argument)
    return argument[1:] if named else None


def read(source: Source) -> bytes:
    """The bytes of a source. Raises `Unreadable` where it cannot be read or is too large."""
    if source.error is not None:
        raise source.error
    if source.data is not None:
        return source.data
    try:
        _check_regular(source.path)
        with open(source.path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > limits.MAX_BYTES:
                limits.check_size(size)
            data = file.read(limits.MAX_BYTES + 1)
    except OSError as error:
        raise _fault(error) from None
    if data:
        limits.check_size(len(data))
    return data


def _check_regular(path: str) -> None:
    """Raise `Unreadable` for a pipe, a device or a socket, which may never end: opening a pipe waits already."""
    mode = os.stat(path).st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise Unreadable("这不是普通文件（是管道、设备或套接字）", "请先把内容存成文件再检查")


def _raise(error: NoSuchSource) -> None:
    raise error


def _fault(error: OSError) -> Unreadable:
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


def _expand_argument(
    argument: str, stdin: BinaryIO | None, suffixes: frozenset[str], tell: Tell
) -> Iterator[Source]:
    if argument == "-":
        yield _from_stdin(stdin)
    elif (path := list_file(argument)) is not None:
        yield from _from_list(path, suffixes, tell)
    else:
        yield from _expand_path(argument, suffixes)


def _expand_path(argument: str, suffixes: frozenset[str]) -> Iterator[Source]:
    if os.path.isdir(argument):
        yield from _from_folder(argument, suffixes)
    elif os.path.lexists(argument):
        yield Source(argument, named=True)
    elif not _MAGIC.isdisjoint(argument):
        yield from _from_glob(argument, suffixes)
    else:
        raise NoSuchSource(argument, _nearest(argument))


def _from_stdin(stdin: BinaryIO | None) -> Source:
    if stdin is None:
        return Source("-", named=True, data=b"")
    data = stdin.read(limits.MAX_BYTES + 1)
    if len(data) > limits.MAX_BYTES:
        try:
            limits.check_size(len(data))
        except Unreadable as error:
            return Source("-", named=True, error=error)
    return Source("-", named=True, data=data)


def _from_folder(folder: str, suffixes: frozenset[str]) -> Iterator[Source]:
    empty = True
    for source in _walk(folder, suffixes):
        empty = False
        yield source
    if empty:
        kinds = "、".join(sorted((suffixes - WALKED_SUFFIXES) | (suffixes & SUFFIXES)))
        raise NoSuchSource(folder, f"可读取的文件：{kinds}", "文件夹里没有可以检查的文件")


def _walk(folder: str, suffixes: frozenset[str]) -> Iterator[Source]:
    """The files below a folder that may be reports: sorted by name at each level, depth first."""
    waiting: list[tuple[str, bool]] = [(folder, True)]
    while waiting:
        path, is_folder = waiting.pop()
        if not is_folder:
            yield Source(path, named=False)
            continue
        try:
            with os.scandir(path) as entries:
                inside = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield Source(path, named=False, error=_fault(error))
            continue
        for entry in reversed(inside):
            if entry.name.startswith(_LOCKS):
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name not in _SKIPPED:
                        waiting.append((entry.path, True))
                elif os.path.splitext(entry.name)[1].lower() in suffixes and entry.is_file():
                    waiting.append((entry.path, False))
            except OSError:
                # A name whose kind cannot even be asked is met again, and named, when it is read.
                waiting.append((entry.path, False))


def _from_glob(pattern: str, suffixes: frozenset[str]) -> Iterator[Source]:
    """What a glob matches. One that asks for a suffix names its files; any other takes what a walk takes."""
    asks = os.path.splitext(pattern)[1].strip("*?[]") not in ("", ".")
    empty = True
    for path in sorted(set(_matches(pattern))):
        name = os.path.basename(path.rstrip("/\\"))
        if name.startswith(_LOCKS):
            continue
        if os.path.isdir(path):
            if not asks and "**" not in pattern and name not in _SKIPPED:
                for source in _walk(path, suffixes):
                    empty = False
                    yield source
        elif asks or os.path.splitext(name)[1].lower() in suffixes:
            empty = False
            yield Source(path, named=asks)
    if empty:
        raise NoSuchSource(pattern, "请检查路径和通配符", "没有匹配的文件")


def _matches(pattern: str) -> Iterator[str]:
    """The paths a glob matches. `**` is done here: that of the library follows links round and round."""
    import glob

    parts = pattern.replace(os.sep, "/").split("/")
    if "**" not in parts:
        yield from glob.iglob(pattern)
        return
    at = parts.index("**")
    head, tail = "/".join(parts[:at]), "/".join(parts[at + 1 :])
    if at and (not head or head.endswith(":")):
        head += "/"
    waiting = list(glob.iglob(head)) if not _MAGIC.isdisjoint(head) else [head]
    while waiting:
        folder = waiting.pop()
        yield from _matches(os.path.join(glob.escape(folder), tail or "*"))
        try:
            with os.scandir(folder or ".") as entries:
                waiting += [
                    os.path.join(folder, entry.name)
                    for entry in entries
                    if entry.is_dir(follow_symlinks=False)
                    and entry.name not in _SKIPPED
                    and not entry.name.startswith(".")
                ]
        except OSError:
            # Not a folder, or one we may not look into: it matches nothing.
            continue


def _from_list(path: str, suffixes: frozenset[str], tell: Tell) -> Iterator[Source]:
    """The sources that a list file names, one a line; a name not found from here is sought beside the list."""
    empty = True
    for number, line in enumerate(_read_list(path).splitlines(), 1):
        name = line.strip().strip('"').strip()
        if not name or line.lstrip().startswith("#"):
            continue
        empty = False
        try:
            yield from _from_line(path, name, suffixes)
        except NoSuchSource as error:
            tell(NoSuchSource(name, error.hint, error.why, path, number))
    if empty:
        raise NoSuchSource(path, "请一行写一个文件、文件夹或通配符", "清单里没有写要检查的文件")


def _from_line(path: str, name: str, suffixes: frozenset[str]) -> list[Source]:
    """What one line of a list names."""
    beside = os.path.join(os.path.dirname(path), name)
    try:
        return list(_expand_path(name, suffixes))
    except NoSuchSource:
        if beside == name or not (os.path.exists(beside) or not _MAGIC.isdisjoint(name)):
            raise
        return list(_expand_path(beside, suffixes))


def _read_list(path: str) -> str:
    """The text of a list file. Raises `NoSuchSource` where there is none or it cannot be read."""
    try:
        _check_regular(path)
        with open(path, "rb") as file:
            data = file.read(limits.MAX_BYTES)
    except FileNotFoundError:
        raise NoSuchSource(path, _nearest(path), "没有这个清单文件") from None
    except (OSError, Unreadable) as error:
        why = error if isinstance(error, Unreadable) else _fault(error)
        raise NoSuchSource(path, str(why), "清单文件读不出来") from None
    return _decode_list(data, path)


def _decode_list(data: bytes, path: str) -> str:
    for codec in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "gb18030"):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    raise NoSuchSource(path, "请另存为 UTF-8 编码的文本", "认不出清单文件的文字编码")


def _nearest(path: str) -> str:
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


__all__ = ["NoSuchSource", "Source", "Tell", "expand", "list_file", "read", "shown"]
