"""Tables of a report mangled as clerks and programs do, with what each figure still is.

A figure is known by the pointer its cell is marked with. What is mangled may be unreadable; it may not be read
as something else and called certain.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

from lxml import etree
from lxml import html as lxml_html
from support import EXAMPLES

from checker.loaders import load
from checker.model import Confidence, Report
from checker.reader import read

#: Marks on the cell of a figure: its pointer, and what it holds.
_POINTER, _VALUE = "data-pointer", "data-value"
#: The columns of table 三 that stand side by side under one group.
_KINDS = {
    "company": "商业企业",
    "research": "科研机构",
    "nonprofit": "社会公益组织",
    "legal_service": "法律服务机构",
}

Mutation = Callable[[Random, Any], None]
MUTATIONS: list[Mutation] = []


def mutation(function: Mutation) -> Mutation:
    """Register a way to mangle one table."""
    MUTATIONS.append(function)
    return function


@cache
def _marked(name: str) -> Any:
    """An example's page, the cell of each figure marked."""
    source = (EXAMPLES / f"{name}.html").read_bytes()
    root, report = lxml_html.document_fromstring(source.decode()), read(load(source, "a.html"))
    places = {
        (t, r, c): cell
        for t, table in enumerate(root.xpath("//table"), 1)
        for r, row in enumerate(rows(table), 1)
        for c, cell in enumerate(cells(row), 1)
    }
    for pointer in report.cache["form"].labels:
        at, value = report.origin.get(pointer), report.get(pointer)
        if at is not None and isinstance(value, (int, float)):
            cell = places[at.table, at.row, at.cell]
            cell.set(_POINTER, pointer)
            cell.set(_VALUE, repr(value))
    return root


def marked(name: str) -> Any:
    """A copy of an example's page, the cell of each figure marked."""
    return copy.deepcopy(_marked(name))


def mangled(name: str, random: Random, most: int = 3) -> tuple[str, dict[str, float], list[str]]:
    """An example's page with a few things done to its tables: (its source, figures still printed, what was done)."""
    root = marked(name)
    done: list[str] = []
    for _ in range(random.randint(1, most)):
        change = random.choice(MUTATIONS)
        table = random.choice(root.xpath("//table"))
        done.append(change.__name__)
        change(random, table)
    truth: dict[str, float] = {}
    for cell in root.xpath(f"//*[@{_POINTER}]"):
        truth[cell.attrib.pop(_POINTER)] = float(cell.attrib.pop(_VALUE))
    return lxml_html.tostring(root, encoding="unicode"), truth, done


def wrong(report: Report, truth: dict[str, float]) -> dict[str, tuple[Any, float | None]]:
    """The figures that were read as certain and are not what is printed: pointer -> (read, printed)."""
    found = {}
    for pointer in report.cache["form"].labels:
        value = report.get(pointer)
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if number and report.sure_of(pointer) is Confidence.CERTAIN and truth.get(pointer) != value:
            found[pointer] = (value, truth.get(pointer))
    return found


def rows(table: Any) -> list[Any]:
    return list(table.xpath(".//tr"))


def cells(row: Any) -> list[Any]:
    return list(row.xpath("./td|./th"))


def figures(table: Any) -> list[Any]:
    return [cell for row in rows(table) for cell in cells(row) if cell.get(_POINTER)]


def said(cell: Any) -> str:
    return "".join(cell.text_content().split())


def is_plain(cell: Any) -> bool:
    """Whether nothing in it looks otherwise than the rest: what is written anew would lose that."""
    return not cell.xpath(".//sup|.//s|.//del|.//span")


def write(cell: Any, text: str) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.text = text


def made(text: str, **attributes: str) -> Any:
    cell = etree.Element("td", attributes)
    cell.text = text
    return cell


def forget(cell: Any) -> None:
    """The cell holds no figure of the report any more."""
    for name in (_POINTER, _VALUE):
        if name in cell.attrib:
            del cell.attrib[name]


# --- what is done to figures ----------------------------------------------------------------------


@mutation
def add_units(random: Random, table: Any) -> None:
    unit = random.choice(["件", "（件）", "(件)", "个", "\xa0", "\u3000"])
    for cell in figures(table):
        if random.random() < 0.5 and is_plain(cell):
            write(cell, said(cell) + unit)


@mutation
def set_in_full_width(random: Random, table: Any) -> None:
    for cell in figures(table):
        if is_plain(cell):
            write(cell, said(cell).translate({ord("0") + i: chr(0xFF10 + i) for i in range(10)}))


@mutation
def add_a_note_mark(random: Random, table: Any) -> None:
    for cell in random.sample(figures(table), min(3, len(figures(table)))):
        etree.SubElement(cell[-1] if len(cell) else cell, "sup").text = random.choice(["1", "[1]", "(2)"])


@mutation
def strike_and_hide(random: Random, table: Any) -> None:
    for cell in random.sample(figures(table), min(3, len(figures(table)))):
        inside = cell[-1] if len(cell) else cell
        if random.random() < 0.5:
            etree.SubElement(inside, random.choice(["s", "del"])).text = str(random.randint(1, 99))
        else:
            etree.SubElement(inside, "span", style="display:none").text = str(random.randint(1, 99))


@mutation
def blank_figures(random: Random, table: Any) -> None:
    for cell in random.sample(figures(table), min(random.randint(1, 4), len(figures(table)))):
        write(cell, "")
        cell.set("data-blank", cell.get(_POINTER))
        forget(cell)


@mutation
def lose_a_figure(random: Random, table: Any) -> None:
    """With its cell. Beside a column of figures of the office's own nobody could tell, and what merged cells
    taken apart repeat is the figure all the same."""
    own = figures(table)
    if own and not table.get("data-numbers") and not table.get("data-apart"):
        cell = random.choice(own)
        cell.getparent().remove(cell)


# --- what is done to labels -----------------------------------------------------------------------


@mutation
def lose_a_label(random: Random, table: Any) -> None:
    row = random.choice(rows(table))
    labels = [cell for cell in cells(row) if not cell.get(_POINTER)]
    if labels:
        label = random.choice(labels)
        if random.random() < 0.5:
            row.remove(label)
        else:
            write(label, "")


@mutation
def misprint_a_header(random: Random, table: Any) -> None:
    labels = [c for row in rows(table)[:4] for c in cells(row) if not c.get(_POINTER) and len(said(c)) > 2]
    if labels:
        label = random.choice(labels)
        text = said(label)
        write(label, random.choice([text[:-1], text[1:], text + "数", "甲乙", text + "（件）"]))


@mutation
def move_columns(random: Random, table: Any) -> None:
    """Two columns change places, with their names."""
    one, other = random.sample(sorted(_KINDS), 2)
    named = [said(cell) for row in rows(table) for cell in cells(row)]
    if not {_KINDS[one], _KINDS[other]} <= set(named) or table.get("data-parted"):
        return  # their figures stand in another table, or their names
    for row in rows(table):
        here = cells(row)
        for name in (_POINTER, None):
            pair = []
            for key in (one, other):
                if name:
                    was = [(c, c.get(name) or c.get("data-blank") or "") for c in here]
                    pair.append([c for c, pointer in was if pointer.endswith("/" + key)])
                else:
                    pair.append([c for c in here if said(c) == _KINDS[key]])
            if len(pair[0]) == len(pair[1]) == 1:
                first, second = pair[0][0], pair[1][0]
                mark = etree.Element("td")
                row.replace(first, mark)
                row.replace(second, first)
                row.replace(mark, second)


# --- what is done to rows and tables --------------------------------------------------------------


@mutation
def lose_a_row(random: Random, table: Any) -> None:
    # Of a small table nothing may be left, and then its copy is all there is.
    if len(rows(table)) > (6 if table.get("data-repeated") else 1):
        row = random.choice(rows(table))
        row.getparent().remove(row)


@mutation
def add_a_row(random: Random, table: Any) -> None:
    row = etree.Element("tr")
    note = random.choice(["", "注：本表数据截至12月31日。", "单位：件", "填表人：张某", "续表"])
    row.append(made(note, colspan="10") if note else made(""))
    random.choice(rows(table)).addprevious(row)


@mutation
def change_the_order_of_rows(random: Random, table: Any) -> None:
    own = [row for row in rows(table) if any(cell.get(_POINTER) for cell in cells(row))]
    if len(own) > 2:
        one, other = random.sample(own, 2)
        if not any(cell.get("rowspan") for cell in cells(one) + cells(other)):
            one.addnext(other)


@mutation
def add_a_column_at_the_left(random: Random, table: Any) -> None:
    numbers = random.random() < 0.5
    table.set("data-numbers", "1")
    for i, row in enumerate(rows(table)):
        row.insert(0, made(("序号" if i == 0 else str(i)) if numbers else ""))


@mutation
def add_a_column_at_the_right(random: Random, table: Any) -> None:
    kind = random.choice(["blank", "remarks", "checks"])
    if kind == "checks":
        table.set("data-numbers", "1")
    for i, row in enumerate(rows(table)):
        name = {"blank": "", "remarks": "备注", "checks": "校验"}[kind]
        row.append(made(name if i == 0 else str(random.randint(0, 50)) if kind == "checks" else ""))


@mutation
def part_the_table(random: Random, table: Any) -> None:
    own = rows(table)
    if len(own) < (6 if table.get("data-repeated") else 4):
        return  # as for `lose_a_row`
    rest = etree.Element("table")
    if random.random() < 0.5:
        for row in own[:3]:
            if not any(cell.get(_POINTER) for cell in cells(row)):
                rest.append(copy.deepcopy(row))
    for row in own[random.randint(1, len(own) - 1) :]:
        rest.append(row)
    table.addnext(rest)
    table.set("data-parted", "1")
    rest.attrib.update(table.attrib)
    if random.random() < 0.5:
        between = etree.Element("p")
        between.text = random.choice(["续表", "（续）", "第2页"])
        table.addnext(between)


@mutation
def forget_merged_cells(random: Random, table: Any) -> None:
    for cell in table.xpath(".//td|.//th"):
        for name in ("rowspan", "colspan"):
            if cell.get(name) and random.random() < 0.7:
                del cell.attrib[name]


@mutation
def take_merged_cells_apart(random: Random, table: Any) -> None:
    filled = random.random() < 0.5
    table.set("data-apart", "1")
    below: dict[int, tuple[int, str]] = {}
    for row in rows(table):
        own, line, column = cells(row), [], 0
        while own or column in below:
            if column in below:
                left, text = below.pop(column)
                line.append(made(text if filled else ""))
                if left > 1:
                    below[column] = left - 1, text
                column += 1
                continue
            cell = own.pop(0)
            across, down = int(cell.attrib.pop("colspan", "1")), int(cell.attrib.pop("rowspan", "1"))
            for k in range(across):
                line.append(cell if k == 0 else made(said(cell) if filled else ""))
                if down > 1:
                    below[column + k] = down - 1, said(cell)
            column += across
        for cell in list(row):
            row.remove(cell)
        row.extend(line)


@mutation
def repeat_the_table(random: Random, table: Any) -> None:
    """Another office's, or last year's, before or behind it."""
    if table.get("data-parted") and len(rows(table)) < 6:
        return
    other = copy.deepcopy(table)
    table.set("data-repeated", "1")
    for cell in figures(other):
        write(cell, str(random.randint(0, 99)))
        forget(cell)
    (table.addnext if random.random() < 0.5 else table.addprevious)(other)
    caption = etree.Element("p")
    caption.text = random.choice(["附：下属单位情况", "2022年情况", "某镇人民政府", ""])
    other.addprevious(caption)
