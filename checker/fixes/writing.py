"""Where mended files go: in place, or into a folder; whole or not at all, and never over a source."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Sequence

from checker.fixes.cuts import Refused


def write_in_place(path: str, before: bytes, after: bytes) -> None:
    """Put `after` where `before` stood; a link's target is replaced, not the link. Permissions stay.

    Raises `Refused` for a file that is write-protected or has changed since it was read, OSError
    where it cannot be written; it then stands as it was.
    """
    target = os.path.realpath(path)
    mode = os.stat(target).st_mode
    if not stat.S_ISREG(mode):
        raise Refused("这不是普通文件，不能直接修改")
    # A file may be replaced without a right to write to it, but whoever protected it did not want that.
    if not mode & 0o222 or not os.access(target, os.W_OK):
        raise Refused("文件是只读的，请取消只读，或用 --output-dir 另存")
    with open(target, "rb") as file:
        if file.read() != before:
            raise Refused("文件在处理时被别的程序改过，请重试")
    _write(target, after, stat.S_IMODE(mode))


def write_new(path: str, after: bytes, source: str) -> None:
    """Write `after` to `path`, folders made as needed, with the permissions of `source`. Raises OSError."""
    made = _make_folders(os.path.dirname(path) or ".")
    try:
        _write(os.path.realpath(path), after, stat.S_IMODE(os.stat(source).st_mode) | stat.S_IWUSR)
    except BaseException:
        for folder in made:
            with contextlib.suppress(OSError):
                os.rmdir(folder)
        raise


def _make_folders(folder: str) -> list[str]:
    """Make a folder and those above it; the ones that were not there, innermost first."""
    missing: list[str] = []
    above = os.path.abspath(folder)
    while not os.path.isdir(above) and above != os.path.dirname(above):
        missing.append(above)
        above = os.path.dirname(above)
    os.makedirs(folder, exist_ok=True)
    return missing


def _write(target: str, data: bytes, mode: int) -> None:
    """Write a draft in the same folder, then let it take the place of the target in one step."""
    import tempfile

    handle, draft = tempfile.mkstemp(prefix=".gouji-", suffix=".tmp", dir=os.path.dirname(target))
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(draft, mode)
        os.replace(draft, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(draft)
        raise


def targets(sources: Sequence[str], arguments: Sequence[str], folder: str) -> list[str]:
    """Where each source goes in `folder`: its path below the folder that holds all that was named.

    Raises `Refused` where two would go to one place, or one to where a source stands.
    """
    named = [os.path.abspath(argument) for argument in arguments if os.path.isdir(argument)]
    homes = list(named)
    for source in sources:
        path = os.path.abspath(source)
        if not any(path.startswith(os.path.join(home, "")) for home in named):
            homes.append(os.path.dirname(path))
    try:
        base = os.path.commonpath(homes) if homes else ""
    except ValueError:  # on several drives
        base = ""
    made = [
        os.path.join(folder, os.path.relpath(os.path.abspath(s), base) if base else os.path.basename(s))
        for s in sources
    ]
    originals = {os.path.normcase(os.path.realpath(source)) for source in sources}
    taken: set[str] = set()
    for path in made:
        key = os.path.normcase(os.path.realpath(path))
        if key in originals or (os.path.exists(path) and any(_is_one(path, s) for s in sources)):
            raise Refused(
                "「{path}」是要修改的原件，不能覆盖；请换一个 --output-dir，或用 --in-place", path=path
            )
        if key in taken:
            raise Refused("有两份文件都要写到「{path}」，请分开处理", path=path)
        taken.add(key)
    return made


def _is_one(one: str, two: str) -> bool:
    with contextlib.suppress(OSError):
        return os.path.samefile(one, two)
    return False
