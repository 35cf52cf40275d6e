"""Tables of the form that run over the paper's edge: what was read of them is not sure, and said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.form import Form, FormTable
from checker.model import Confidence

if TYPE_CHECKING:
    from checker.reader.tables import Reading


def over_edge(form: Form, reading: Reading, fresh: list[str], start: int, pages: list[int]) -> None:
    """Note of a table that runs over the paper's edge which form tables it is: `fresh` is what was read of it,
    from `start` on stands why rows were not, which is said once for all of them."""
    lost, reading.unread[start:] = [p for p, _why in reading.unread[start:]], []
    for part in form.tables:
        if any(_within(p, part) for p in [*fresh, *lost]):
            at, incomplete = reading.edges.get(part.pointer, ([], False))
            lacks = incomplete or any(_within(p, part) for p in lost)
            reading.edges[part.pointer] = (sorted({*at, *pages}), lacks)


def say_edges(form: Form, reading: Reading) -> None:
    for part in form.tables:
        if part.pointer not in reading.edges:
            continue
        pages, incomplete = reading.edges[part.pointer]
        where = "、".join(f"第{page}页" for page in pages)
        if incomplete:
            why = f"{part.name}有一部分在纸外（{where}），没有读全，没有核对；请改用横向或更大的纸张重新导出"
            reading.unread.append((part.pointer, why))
        else:
            why = f"{part.name}有一部分在纸外（{where}），纸上看不到；按文件里的文字读了，需人工核对"
            reading.unread.append((f"{part.pointer}/edge", why))
        reading.confidence[part.pointer] = Confidence.UNSURE


def _within(pointer: str, part: FormTable) -> bool:
    return pointer == part.pointer or pointer.startswith(f"{part.pointer}/")
