"""Equations as data: the form of an equation file, and how one is read.

An equation file stands beside the schema that names it (`x-equations`). It is
{"equations": [{id, code, clause, basis, left, right, relation, each, severity, message, …}]}.
A term is a JSON pointer, a number, "-/pointer" (subtracted), or "previous#/pointer" (last
year's report). A pointer to a group of rows stands for the rows of figures below it. `each`
lists columns that are appended to the terms, or bases ("/remedies/reconsideration",
"/requests/**" for every row below) that relative terms are appended to. `soft` marks an
equation that need not hold exactly; `names` gives short names for terms in messages.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from checker.model import Json, Severity

RELATIONS: dict[str, Callable[[Any, Any], bool]] = {"=": operator.eq, ">=": operator.ge, "<=": operator.le}


class Term(NamedTuple):
    """A term as written, or one cell of it once groups are expanded.

    `pointer` is "" for a number, which then stands in `constant`.
    """

    pointer: str
    sign: int = 1
    previous: bool = False
    constant: int | float = 0


@dataclass(slots=True, frozen=True)
class Equation:
    """One relation between figures. `soft`: it need not hold exactly, so it is no evidence of a wrong figure.

    `names` are short names for terms in messages; `source` is the file it came from.
    """

    id: str
    code: str
    clause: str
    basis: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    relation: str
    each: tuple[str, ...]
    severity: Severity
    message: str
    soft: bool
    names: dict[str, str]
    source: str


def _term(text: Json) -> Term:
    if isinstance(text, (int, float)) and not isinstance(text, bool):
        return Term("", constant=text)
    if not isinstance(text, str) or not text:
        raise ValueError(f"项 {text!r} 既不是位置也不是数字")
    sign = -1 if text.startswith("-") else 1
    pointer = text.removeprefix("-")
    previous = pointer.startswith("previous#")
    pointer = pointer.removeprefix("previous#")
    if not pointer or "#" in pointer:
        raise ValueError(f"项「{text}」写法不对")
    return Term(pointer, sign, previous)


_NEEDED = ("id", "code", "clause", "basis", "left", "right", "relation", "severity", "message")
_KNOWN = frozenset({*_NEEDED, "each", "soft", "names"})
_FIELDS = dict.fromkeys(
    ("each", "left", "right", "left_side", "right_side", "difference", "addends", "hint"), ""
)


def parse(raw: Json, source: str) -> Equation:
    """One equation from its JSON form. Raises ValueError that names the equation and the fault."""
    name = raw.get("id", "（没有 id）") if isinstance(raw, dict) else "（不是对象）"
    try:
        if not isinstance(raw, dict):
            raise ValueError("应为一个对象")
        if lacking := [key for key in _NEEDED if key not in raw]:
            raise ValueError(f"缺少 {'、'.join(lacking)}")
        if unknown := sorted(raw.keys() - _KNOWN):
            raise ValueError(f"不认识的项 {'、'.join(unknown)}")
        if raw["relation"] not in RELATIONS:
            raise ValueError(f"relation 应为 {'、'.join(RELATIONS)} 之一")
        left, right = (tuple(_term(t) for t in raw[side]) for side in ("left", "right"))
        if not left or not right:
            raise ValueError("left 和 right 都不能为空")
        each = tuple(raw.get("each", ()))
        relative = any(t.pointer and not t.pointer.startswith("/") for t in (*left, *right))
        bases = [e for e in each if e.startswith("/")]
        if bases and len(bases) != len(each):
            raise ValueError("each 里不能同时有列和行")
        if relative and not bases:
            raise ValueError("项没有以 / 开头，each 里也没有给出行")
        try:
            raw["message"].format(**_FIELDS)
        except (KeyError, IndexError) as error:
            raise ValueError(f"message 里有不认识的名字 {error}") from None
        return Equation(
            raw["id"], raw["code"], raw["clause"], raw["basis"], left, right, raw["relation"], each,
            Severity(raw["severity"]), raw["message"], bool(raw.get("soft")), dict(raw.get("names", {})),
            source,
        )  # fmt: skip
    except (ValueError, TypeError, AttributeError) as error:
        raise ValueError(f"{source}：算式「{name}」：{error}") from None


@cache
def load(path: Path) -> tuple[Equation, ...]:
    """The equations of a file. Raises OSError, or ValueError that names the equation and the fault."""
    import json

    raw = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(raw, dict) or not isinstance(raw.get("equations"), list):
        raise ValueError(f"{path}：应有 equations 一列")
    found = tuple(parse(item, str(path)) for item in raw["equations"])
    ids = [e.id for e in found]
    if twice := sorted({i for i in ids if ids.count(i) > 1}):
        raise ValueError(f"{path}：算式「{'」「'.join(twice)}」重复")
    return found
