"""An instance as printed blocks: title, lines, headings, paragraphs, tables with their merged cells."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FORM: dict[str, Any] = json.loads((HERE / "form.json").read_text(encoding="utf-8"))
PRINTED: dict[str, Any] = json.loads((HERE / "printed.json").read_text(encoding="utf-8"))

#: Which table stands under which section, by a word of its heading that every spelling of it keeps.
TABLES = (("主动公开政府信息", "disclosure"), ("收到和处理", "requests"), ("行政复议", "remedies"))


@dataclass
class Cell:
    """A cell of a printed table. `role` is "label", "head", "band" or "figure"; `text` may hold "\\n"."""

    text: str
    across: int = 1
    down: int = 1
    role: str = "figure"


@dataclass
class Block:
    """One printed block. `kind` is title, published, preamble, heading, subheading, paragraph or table.

    `number` is the printed ordinal of a heading; `automatic` says that a word processor may
    count it, because every ordinal of its run is the one counting would give.
    """

    kind: str
    text: str = ""
    number: str = ""
    automatic: bool = False
    name: str = ""
    rows: list[list[Cell]] = field(default_factory=list)


def shown(value: Any, note: str = "") -> str:
    """A value as its cell prints it: blank for null, the note behind the figure."""
    return ("" if value is None else str(value)) + note


class Layout:
    """The blocks of one instance, in the order of print."""

    def __init__(self, name: str, data: dict[str, Any]) -> None:
        self.data = data
        self.printed: dict[str, Any] = PRINTED.get(name, {})
        self.blocks = list(self._blocks())

    @property
    def title_lines(self) -> list[str]:
        """The title as it breaks over lines."""
        return list(self.printed.get("title", [self.data["title"]]))

    def _label(self, text: str, pointer: str) -> str:
        """A row's label: as the instance notes that it was printed, or in an accepted spelling."""
        printed = self.data.get("notes", {}).get(f"{pointer}/title")
        return str(printed or self.printed.get("labels", {}).get(text, text))

    def _figure(self, pointer: str) -> Cell:
        node: Any = self.data
        for step in pointer.split("/")[1:]:
            node = node[step]
        return Cell(shown(node, self.data.get("notes", {}).get(pointer, "")))

    def _blocks(self) -> Iterator[Block]:
        data = self.data
        yield Block("title", data["title"])
        if data.get("published"):
            yield Block("published", data["published"])
        for line in data["preamble"].split("\n"):
            yield Block("preamble", line)
        counted = [s["number"] for s in data["sections"]] == list("一二三四五六")[: len(data["sections"])]
        for section in data["sections"]:
            yield Block("heading", section["title"], number=section["number"], automatic=counted)
            yield from self._paragraphs(section["paragraphs"])
            for word, name in TABLES:
                if word in section["title"] and name in data:
                    yield Block("table", name=name, rows=getattr(self, f"_{name}")())

    @staticmethod
    def _paragraphs(paragraphs: list[str]) -> Iterator[Block]:
        heads = [re.match(r"（([一二三四五六七八九])）([^。]{1,30})$", p) for p in paragraphs]
        numbers = [m[1] for m in heads if m]
        counted = numbers == list("一二三四五六七八九")[: len(numbers)]
        for text, head in zip(paragraphs, heads, strict=True):
            if head:
                yield Block("subheading", head[2], number=head[1], automatic=counted)
            else:
                yield Block("paragraph", text)

    def _disclosure(self) -> list[list[Cell]]:
        rows = []
        for part in FORM[self.data["edition"]]["disclosure"]:
            rows.append([Cell(part["title"], across=4, role="band")])
            widths = [1] * (len(part["head"]) - 1) + [5 - len(part["head"])]
            rows.append([Cell(t, across=w, role="head") for t, w in zip(part["head"], widths, strict=True)])
            for label, name, columns in part["rows"]:
                if name not in self.data["disclosure"]:
                    continue
                figures = [self._figure(f"/disclosure/{name}/{column}") for column in columns]
                figures[-1].across = widths[-1]
                rows.append([Cell(self._label(label, f"/disclosure/{name}"), role="label"), *figures])
        return rows

    def _requests(self) -> list[list[Cell]]:
        form, columns = FORM["applications"], FORM["applications"]["columns"]

        def figures(pointer: str) -> list[Cell]:
            return [self._figure(f"/requests/{pointer}/{key}") for _, key in columns]

        (individual, _), *organisations, (total, _) = columns
        rows = [
            [
                Cell(form["note"], across=3, down=3, role="label"),
                Cell(form["applicants"], across=7, role="head"),
            ],
            [
                Cell(individual, down=2, role="head"),
                Cell(form["organisations"], across=5, role="head"),
                Cell(total, down=2, role="head"),
            ],
            [Cell(label, role="head") for label, _ in organisations],
        ]
        for name in ("received", "carried_in"):
            rows.append([Cell(form[name], across=3, role="label"), *figures(name)])
        body: list[list[Cell]] = []
        for label, name, *children in form["rows"]:
            # A 2019 form, and a 2021 report that kept it, has no rows under （六）.
            if not children or "total" in self.data["requests"]["outcome"][name]:
                printed = self._label(label, f"/requests/outcome/{name}")
                body.append([Cell(printed, across=2, role="label"), *figures(f"outcome/{name}")])
                continue
            group = Cell(label, down=len(children[0]), role="label")
            for child, key in children[0]:
                printed = self._label(child, f"/requests/outcome/{name}/{key}")
                body.append([Cell(printed, role="label"), *figures(f"outcome/{name}/{key}")])
            body[-len(children[0])].insert(0, group)
        body[0].insert(0, Cell(form["outcome"], down=len(body), role="label"))
        rows += body
        rows.append([Cell(form["carried_out"], across=3, role="label"), *figures("carried_out")])
        return rows

    def _remedies(self) -> list[list[Cell]]:
        form = FORM["appeals"]
        (review, _), *suits = form["groups"]
        columns = form["columns"]
        return [
            [Cell(review, across=5, role="head"), Cell(form["litigation"], across=10, role="head")],
            [Cell(label, down=2, role="head") for label, _ in columns]
            + [Cell(label, across=5, role="head") for label, _ in suits],
            [Cell(label, role="head") for _ in suits for label, _ in columns],
            [self._figure(f"/remedies/{group}/{key}") for _, group in form["groups"] for _, key in columns],
        ]


def grid(rows: list[list[Cell]]) -> list[list[Cell | None]]:
    """The rows with a place for every column: the cell at its own place, None where a merge covers."""
    width = sum(cell.across for cell in rows[0])
    places: list[list[Cell | None]] = [[None] * width for _ in rows]
    taken = [[False] * width for _ in rows]
    for r, row in enumerate(rows):
        for cell in row:
            c = taken[r].index(False)
            places[r][c] = cell
            for below in range(r, r + cell.down):
                taken[below][c : c + cell.across] = [True] * cell.across
    return places


def covered(rows: list[list[Cell]]) -> list[list[Cell | tuple[Cell]]]:
    """Each row's cells as a word processor stores them: own ones, and (cell,) for one merged down into it."""
    result: list[list[Cell | tuple[Cell]]] = []
    pending: dict[int, tuple[Cell, int]] = {}
    width = sum(cell.across for cell in rows[0])
    for row in rows:
        own, line, c = iter(row), [], 0
        while c < width:
            if c in pending:
                cell, left = pending.pop(c)
                line.append((cell,))
                if left > 1:
                    pending[c] = (cell, left - 1)
            else:
                cell = next(own)
                line.append(cell)
                if cell.down > 1:
                    pending[c] = (cell, cell.down - 1)
            c += cell.across
        result.append(line)
    return result
