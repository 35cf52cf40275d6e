"""What to read: paths, folders, globs, list files and standard input -> `Source`s in the order given.

Globs are expanded here too, because a Windows shell does not. A walk through a folder takes
the files that may be reports by their suffix, readable or not, in sorted order, and follows no
links to folders.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from checker.files import NoSuchSource, Source, check_regular, fault, nearest, read, shown
from checker.loaders import UNREAD_SUFFIXES, WALKED_SUFFIXES, limits
from checker.model import Unreadable

#: Folders no report is in. Names beginning with a dot are left out as well.
_SKIPPED = frozenset({"node_modules", "__pycache__", "__MACOSX", "$RECYCLE.BIN", "System Volume Information"})
#: What Word, WPS and LibreOffice leave beside an open file, and what macOS leaves beside every file.
_LOCKS = ("~$", ".")
#: What systems leave in folders.
_LITTER = frozenset(("thumbs.db", "desktop.ini"))
_MAGIC = frozenset("*?[")


#: Told of each path that leads nowhere.
Tell = Callable[[NoSuchSource], None]


@dataclass(slots=True, frozen=True)
class _Wanted:
    """The suffixes to take from a folder, and the paths that had another."""

    suffixes: frozenset[str]
    passed: list[str]


def expand(
    arguments: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    suffixes: Collection[str] = WALKED_SUFFIXES,
    tell: Tell | None = None,
    passed: list[str] | None = None,
) -> list[Source]:
    """The sources that the arguments name, each once, in their order.

    An argument is a path, a folder, a glob (`**` goes down any number of folders), `@list.txt`
    (a file with one of these a line; blank lines and lines that begin with # are left out) or
    `-` (standard input). A file that stands literally under a name with special characters is
    taken as that file. A path that does not exist, a folder or glob that matches nothing and a
    list that names nothing are a `NoSuchSource`: it is given to `tell`, and the others go on;
    without `tell` it is raised. Files met in a folder that no suffix of `suffixes` fits are added to `passed`.
    """
    found: dict[str, Source] = {}
    tell = tell or _raise
    wanted = _Wanted(frozenset(suffixes), [] if passed is None else passed)
    for argument in arguments:
        if argument == "-" and "-" in found:
            continue
        try:
            for source in _expand_argument(argument, stdin, wanted, tell):
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


def _raise(error: NoSuchSource) -> None:
    raise error


def _expand_argument(argument: str, stdin: BinaryIO | None, wanted: _Wanted, tell: Tell) -> Iterator[Source]:
    if argument == "-":
        yield _from_stdin(stdin)
    elif (path := list_file(argument)) is not None:
        yield from _from_list(path, wanted, tell)
    else:
        yield from _expand_path(argument, wanted)


def _expand_path(argument: str, wanted: _Wanted) -> Iterator[Source]:
    if os.path.isdir(argument):
        yield from _from_folder(argument, wanted)
    elif os.path.lexists(argument):
        yield Source(argument, named=True)
    elif not _MAGIC.isdisjoint(argument):
        yield from _from_glob(argument, wanted)
    else:
        raise NoSuchSource(argument, nearest(argument))


def _from_stdin(stdin: BinaryIO | None) -> Source:
    if stdin is None:
        return Source("-", named=True, error=Unreadable("标准输入没有打开，没有内容可读", "请给出文件的路径"))
    data = stdin.read(limits.MAX_BYTES + 1)
    if len(data) > limits.MAX_BYTES:
        try:
            limits.check_size(len(data))
        except Unreadable as error:
            return Source("-", named=True, error=error)
    return Source("-", named=True, data=data)


def _from_folder(folder: str, wanted: _Wanted) -> Iterator[Source]:
    empty = True
    for source in _walk(folder, wanted):
        empty = False
        yield source
    if empty:
        # Reports in UNREAD_SUFFIXES are picked up to be named; who asks for other files reads all he asks for.
        unread = UNREAD_SUFFIXES if wanted.suffixes >= WALKED_SUFFIXES else frozenset()
        kinds = "、".join(sorted(wanted.suffixes - unread))
        raise NoSuchSource(folder, f"可读取的文件：{kinds}", "文件夹里没有可以检查的文件")


def _walk(folder: str, wanted: _Wanted) -> Iterator[Source]:
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
            yield Source(path, named=False, error=fault(error))
            continue
        for entry in reversed(inside):
            if entry.name.startswith(_LOCKS):
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name not in _SKIPPED:
                        waiting.append((entry.path, True))
                elif entry.is_file():
                    if os.path.splitext(entry.name)[1].lower() in wanted.suffixes:
                        waiting.append((entry.path, False))
                    elif entry.name.lower() not in _LITTER:
                        wanted.passed.append(entry.path)
            except OSError:
                # A name whose kind cannot even be asked is met again, and named, when it is read.
                waiting.append((entry.path, False))


def _from_glob(pattern: str, wanted: _Wanted) -> Iterator[Source]:
    """What a glob matches. One that asks for a suffix names its files; any other takes what a walk takes."""
    asks = os.path.splitext(pattern)[1].strip("*?[]") not in ("", ".")
    empty = True
    for path in sorted(set(_matches(pattern))):
        name = os.path.basename(path.rstrip("/\\"))
        if name.startswith(_LOCKS):
            continue
        if os.path.isdir(path):
            if not asks and "**" not in pattern and name not in _SKIPPED:
                for source in _walk(path, wanted):
                    empty = False
                    yield source
        elif asks or os.path.splitext(name)[1].lower() in wanted.suffixes:
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


def _from_list(path: str, wanted: _Wanted, tell: Tell) -> Iterator[Source]:
    """The sources that a list file names, one a line; a name not found from here is sought beside the list."""
    empty = True
    for number, line in enumerate(_read_list(path).splitlines(), 1):
        name = line.strip().strip('"').strip()
        if not name or line.lstrip().startswith("#"):
            continue
        empty = False
        try:
            yield from _from_line(path, name, wanted)
        except NoSuchSource as error:
            tell(NoSuchSource(name, error.hint, error.why, path, number))
    if empty:
        raise NoSuchSource(path, "请一行写一个文件、文件夹或通配符", "清单里没有写要检查的文件")


def _from_line(path: str, name: str, wanted: _Wanted) -> list[Source]:
    """What one line of a list names."""
    beside = os.path.join(os.path.dirname(path), name)
    try:
        return list(_expand_path(name, wanted))
    except NoSuchSource:
        if beside == name or not (os.path.exists(beside) or not _MAGIC.isdisjoint(name)):
            raise
        return list(_expand_path(beside, wanted))


def _read_list(path: str) -> str:
    """The text of a list file. Raises `NoSuchSource` where there is none or it cannot be read."""
    try:
        check_regular(path)
        with open(path, "rb") as file:
            data = file.read(limits.MAX_BYTES)
    except FileNotFoundError:
        raise NoSuchSource(path, nearest(path), "没有这个清单文件") from None
    except (OSError, Unreadable) as error:
        why = error if isinstance(error, Unreadable) else fault(error)
        raise NoSuchSource(path, str(why), "清单文件读不出来") from None
    return _decode_list(data, path)


def _decode_list(data: bytes, path: str) -> str:
    for codec in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "gb18030"):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    raise NoSuchSource(path, "请另存为 UTF-8 编码的文本", "认不出清单文件的文字编码")


__all__ = ["NoSuchSource", "Source", "Tell", "expand", "list_file", "read", "shown"]
