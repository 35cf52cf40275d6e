"""Tears a report in Markdown as extraction and OCR do; what it says of its figures stays what it was."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

#: How a report is torn: each takes the lines and a source of chance, and gives new lines.
Tear = Callable[[list[str], random.Random], list[str]]
_DELIMITER = re.compile(r"\|[\s\-|]+\|$")


def _rows(lines: list[str]) -> list[int]:
    """The lines that are rows of tables with figures."""
    return [
        i
        for i, line in enumerate(lines)
        if line.startswith("|") and not _DELIMITER.match(line) and re.search(r"\| \d+ \|", line)
    ]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _alone(cells: list[str]) -> list[str]:
    """A row as a table of its own, as converters write one."""
    return ["", _row(cells), "|" + "---|" * len(cells)]


def labels_off(lines: list[str], chance: random.Random) -> list[str]:
    """The label of a row becomes a line of text, its figures a table of their own."""
    made = list(lines)
    for at in sorted(chance.sample(_rows(lines), 3), reverse=True):
        cells = _cells(made[at])
        figures = [c for c in cells if c.isdecimal()]
        words = [c for c in cells if c and not c.isdecimal()]
        if figures and words:
            made[at : at + 1] = ["", *words, *_alone(figures), ""]
    return made


def rows_split(lines: list[str], chance: random.Random) -> list[str]:
    """A row breaks in its middle."""
    made = list(lines)
    for at in sorted(chance.sample(_rows(lines), 3), reverse=True):
        cells = _cells(made[at])
        if len(cells) < 2:
            continue
        cut = chance.randint(1, len(cells) - 1)
        made[at : at + 1] = [*_alone(cells[:cut]), "", *_alone(cells[cut:]), ""]
    return made


def headings_lost(lines: list[str], chance: random.Random) -> list[str]:
    """Some headings of sections, and of parts of them, are not there any more."""
    heads = [i for i, line in enumerate(lines) if line.startswith("##")]
    lost = set(chance.sample(heads, min(3, len(heads))))
    return [line for i, line in enumerate(lines) if i not in lost]


def figures_apart(lines: list[str], chance: random.Random) -> list[str]:
    """A figure stands apart from its row, whose cell is gone, or blank."""
    made = list(lines)
    for at in sorted(chance.sample(_rows(lines), 3), reverse=True):
        cells = _cells(made[at])
        places = [i for i, c in enumerate(cells) if c.isdecimal()]
        place = chance.choice(places)
        figure = cells[place]
        if chance.random() < 0.5:
            cells[place] = ""
        else:
            del cells[place]
        made[at] = _row(cells)
        end = next((i for i in range(at, len(made)) if not made[i].startswith("|")), len(made))
        made[end:end] = ["", figure, ""]
    return made


def in_pieces(lines: list[str], chance: random.Random) -> list[str]:
    """A table falls into many, under headings of the converter's own."""
    made = []
    for i, line in enumerate(lines):
        if i in set(_rows(lines)) and chance.random() < 0.4:
            made += ["", "## 表三：收到和处理政府信息公开申请情况", *_alone(_cells(line))]
        else:
            made.append(line)
    return made


def spaced(lines: list[str], chance: random.Random) -> list[str]:
    """OCR sets characters apart, of words and of figures."""

    def apart(text: str) -> str:
        return re.sub(
            r"(?<=[\u4e00-\u9fff（）\d])(?=[\u4e00-\u9fff（）\d])",
            lambda m: " " if chance.random() < 0.3 else "",
            text,
        )

    return [line if _DELIMITER.match(line) or line.startswith("# ") else apart(line) for line in lines]


def lines_cut(lines: list[str], chance: random.Random) -> list[str]:
    """A label breaks over two rows, the second of which has no figures."""
    made = list(lines)
    for at in sorted(chance.sample(_rows(lines), 3), reverse=True):
        cells = _cells(made[at])
        label = max(range(len(cells)), key=lambda i: 0 if cells[i].isdecimal() else len(cells[i]))
        if len(cells[label]) > 5 and not cells[label].isdecimal():
            cut = len(cells[label]) // 2
            rest = [cells[i][cut:] if i == label else "" for i in range(len(cells))]
            cells[label] = cells[label][:cut]
            made[at : at + 1] = [_row(cells), _row(rest)]
    return made


def figures_below(lines: list[str], chance: random.Random) -> list[str]:
    """The single figure of a row stands in a row, a table or a line of its own below the label."""
    made = list(lines)
    single = [i for i in _rows(lines) if sum(c.isdecimal() for c in _cells(lines[i])) == 1]
    for at in sorted(chance.sample(single, min(2, len(single))), reverse=True):
        cells = [c for c in _cells(made[at]) if c]
        if len(cells) != 2:
            continue  # torn already
        label, figure = _row(cells[:1]), _row(cells[1:])
        ways = [
            [label, figure],
            [label, _row(["", cells[1]])],
            [label, "", figure, ""],
            [label, "", cells[1], ""],
            [*_alone(cells[:1]), "", *_alone(cells[1:]), ""],
        ]
        made[at : at + 1] = chance.choice(ways)
    return made


def headers_torn(lines: list[str], chance: random.Random) -> list[str]:
    """Labels of columns fall out of the header of table three, each into a row of its own, above or below."""
    made = list(lines)
    start = next((i for i, line in enumerate(lines) if line.startswith("|") and "自然人" in line), None)
    if start is None:
        return made  # set apart before
    for label in chance.choice((["总计"], ["自然人"], ["自然人", "总计"])):
        cells = _cells(made[start])
        if label not in cells:
            continue
        cells.remove(label)
        made[start] = _row(cells)
        below = chance.choice((0, 1, 2))  # above it, right below it, below its columns
        made.insert(start + below, _row([label]))
        start += below == 0
    return made


#: Each of these alone shows that the text is torn; a heading that is not there is lost on the way only beside one.
TEARS: dict[str, Tear] = {
    "labels off": labels_off,
    "rows split": rows_split,
    "figures apart": figures_apart,
    "in pieces": in_pieces,
    "spaced": spaced,
    "lines cut": lines_cut,
    "figures below": figures_below,
}


#: What a header may lose without a sign of it in the text.
QUIET: dict[str, Tear] = {"headers torn": headers_torn}


def torn(text: str, names: list[str], seed: int, headless: bool) -> str:
    """The text torn in these ways, one after the other."""
    chance = random.Random(seed)
    lines = text.split("\n")
    for name in names:
        lines = (TEARS | QUIET)[name](lines, chance)
    if headless:
        lines = headings_lost(lines, chance)
    return "\n".join(lines)
