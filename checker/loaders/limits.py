"""How much a report may be. Past a limit the file is `Unreadable`, never half read.

A report is 20 to 400 KB in any format; the limits are far above that and far below what
hurts a machine. Browsers themselves cut a page at a nesting depth of 512.
"""

from __future__ import annotations

from checker.model import Unreadable

#: Bytes of one input file.
MAX_BYTES = 64 * 1024 * 1024
#: Lines of a text file.
MAX_LINES = 500_000
#: Nodes of an HTML page.
MAX_NODES = 1_000_000
#: Nesting of elements of an HTML page (the parser's time is quadratic in it).
MAX_DEPTH = 512
#: Nesting of objects and lists of a JSON file.
MAX_JSON_DEPTH = 64
#: Digits of one number of a JSON file.
MAX_DIGITS = 40
#: Columns one cell may span (the form has 15).
MAX_SPAN = 100
#: Places of one table once spans are expanded.
MAX_GRID = 500_000

SPLIT = "请确认选对了文件；如果确是年度报告，请删去无关内容后再检查"


def check_size(size: int) -> None:
    """Raise `Unreadable` for an input of that many bytes if it is empty or too large."""
    if size == 0:
        raise Unreadable("文件是空的（0 字节）", "请重新导出或重新下载这个文件")
    if size > MAX_BYTES:
        raise Unreadable(
            "文件太大（{size} MB，上限 {limit} MB）",
            SPLIT,
            size=round(size / 1024 / 1024, 1),
            limit=MAX_BYTES // 1024 // 1024,
        )


def check_count(count: int, limit: int, what: str) -> None:
    """Raise `Unreadable` if there are more than `limit` of `what` (a Chinese noun with its measure word)."""
    if count > limit:
        raise Unreadable("内容过多：{what}超过 {limit}", SPLIT, what=what, limit=limit)
