"""C505: the number of items the prose gives a column, against the catalogue's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checker import api
from checker.api import Confidence, Note, Problem, Report, Severity, Unchecked, fold, rule

from .outline import regex
from .prose_figures import Passage, Quantity, passages, shown

if TYPE_CHECKING:
    from checker.api import CatalogColumn

#: What items of a column are counted in.
UNITS = ("条", "篇", "则", "件", "个")
#: What may stand before the name of a column, and between it and the figure.
_BEFORE = (
    "其中", "包括", "主动", "全年", "本年", "本年度", "共", "累计", "网站", "门户", "通过", "在", "于", "更新", "公开", "发布", "公布",
    "新增", "的",
)  # fmt: skip
_BEHIND = (
    "类", "栏目", "专栏", "栏", "板块", "中", "内", "里", "上", "的", "政府", "信息", "内容", "共计", "合计", "总计", "共有", "现有",
    "累计", "共", "计", "新增", "发布", "更新", "公开", "公布", "上传", "录入", "主动", "各类", "了", "有", "为", "达", "达到", "：", ":",
)  # fmt: skip
_SAYS_COLUMN = ("栏", "板块", "”", "」", '"')
_QUOTES = ("“", "”"), ("「", "」"), ('"', '"')
#: A label that is longer says more than which column it is.
_LONGEST_LABEL = 60
#: Words that make a figure a stock of all years, not what was published in this one.
_STOCK = "累计|现有|共有|截至|截止|历年"


@rule(
    "C505",
    "column-count-differs",
    Severity.WARNING,
    basis="国办公开办函〔2021〕30号（「数据准确」）",
    catalog=True,
)
def column_count_differs(report: Report) -> Iterator[Problem | Unchecked]:
    """正文写的栏目条数与栏目清单不符。

    只比较明显是在说一个栏目有多少条的（政策文件84条、“政策文件”栏目发布信息84条），近、约、余等概数不比。清单写了
    「本年条数」的，按本年条数比，多了少了都报。只有「条数」的，清单里可能有往年的信息：清单比正文少就报，清单比正文多
    只在正文说的是累计、现有时报，否则说明没有比较。同名的栏目有几个的不比；清单不是当年或者下一年采集的（写了「采集日期」的），也不比。

    ## 为什么
    年报的数和网站上看得到的数对不上，公众一点开栏目就知道。

    ## 错误
    正文：政策文件84条。清单：政策文件，条数 80。

    ## 正确
    两处都是 84 条，或者正文写清楚数的是什么。
    """
    catalog = report.catalog
    assert catalog is not None
    if not {"items", "items_this_year"} & catalog.headers.keys():
        yield Unchecked("清单没有「条数」一列，没有与正文比较")
        return
    made = catalog.collected
    if made is not None and report.year is not None and made.year not in (report.year, report.year + 1):
        yield Unchecked(
            "清单是 {collected} 采集的，年报是 {year} 年度的，没有与正文比较",
            collected=str(made),
            year=report.year,
        )
        return
    columns = _unique(catalog.columns)
    if not columns:
        return
    unsaid: list[str] = []
    for passage in passages(report):
        # Section five tells of other years; the tables' sections count other things.
        if passage.ordinal not in (None, 1, 2, 6):
            continue
        for quantity in passage.quantities:
            found = _column(passage, quantity, columns)
            if found is not None:
                problem = _compare(passage, quantity, *found)
                if isinstance(problem, str):
                    unsaid.append(problem)
                elif problem is not None:
                    yield problem
    if unsaid:
        yield Unchecked(
            "{columns}：清单的条数比正文多，可能含往年的信息，没有比较；清单写明「本年条数」就能比",
            columns="、".join(dict.fromkeys(unsaid)),
        )


def _unique(columns: list[CatalogColumn]) -> dict[str, CatalogColumn]:
    """The columns whose name only one has, and is a name: 「其他」 may be anything."""
    generic = {fold(name) for name in api.catalog_standards()["generic_names"]}
    found: dict[str, CatalogColumn | None] = {}
    for column in columns:
        name = fold(column.name)
        if len(name) >= 3 and name not in generic and not {"column", "items"} & column.bad:
            found[name] = None if name in found else column
    return {name: column for name, column in found.items() if column is not None}


def _column(
    passage: Passage, quantity: Quantity, columns: dict[str, CatalogColumn]
) -> tuple[CatalogColumn, bool] | None:
    """The column a figure plainly counts, and whether the text says that it is a column.

    What remains of the label without words that name no column must be the name of one.
    """
    if quantity.rough or quantity.unit not in UNITS or quantity.percent or not quantity.value.is_integer():
        return None
    label = quantity.label.strip("、，,；; ")
    if not 3 <= len(label) <= _LONGEST_LABEL:
        return None
    starts, ends = _cuts(label, _BEFORE, forward=True), _cuts(label, _BEHIND, forward=False)
    for start in sorted(starts):
        for end in sorted(ends, reverse=True):
            name = label[start:end]
            for opened, closed in _QUOTES:
                if name.startswith(opened) and name.endswith(closed):
                    name = name[1:-1]
            column = columns.get(fold(name)) if len(name) >= 3 else None
            if column is not None:
                around = label[:start] + label[end:] + label[end - 1 : end]
                return column, any(word in around for word in _SAYS_COLUMN)
    return None


def _cuts(label: str, words: tuple[str, ...], *, forward: bool) -> set[int]:
    """Where a label may be cut so that what is cut off are words of the list, and years."""
    found, left = set(), [0 if forward else len(label)]
    while left:
        at = left.pop()
        if at in found:
            continue
        found.add(at)
        if forward:
            left += [at + len(word) for word in words if label.startswith(word, at)]
            year = regex("[0-9]{4}年度?").match(label, at)
            left += [year.end()] if year else []
        else:
            left += [at - len(word) for word in words if label.endswith(word, 0, at)]
    return found


def _compare(passage: Passage, quantity: Quantity, column: CatalogColumn, said: bool) -> Problem | str | None:
    stated = int(quantity.value)
    begin, _end = passage.sentence(quantity.start)
    stock = regex(_STOCK).search(passage.text[begin : quantity.end]) is not None
    this_year = column.items_this_year
    if this_year is not None and not stock:
        listed, field = this_year, "items_this_year"
    elif column.items is not None:
        listed, field = column.items, "items"
        if listed > stated and not stock:
            return f"「{column.name}」正文 {stated}、清单 {listed}"
    else:
        return None
    if listed == stated:
        return None
    unsure = "items" in column.unsure or "column" in column.unsure
    return Problem(
        passage.place(quantity.start, quantity.end),
        "正文写「{name}」{stated}{unit}，栏目清单里是 {listed} 条，相差 {difference}，请核对",
        related=[Note(f"{column.pointer}/{field}", "清单里「{name}」的条数", {"name": column.full_name})],
        confidence=Confidence.UNSURE if unsure else Confidence.CERTAIN if said else Confidence.LIKELY,
        key=f"{column.full_name}:{stated}",
        name=column.name,
        stated=stated,
        unit=quantity.unit,
        listed=listed,
        difference=abs(listed - stated),
        place=shown(quantity.value),
    )


RULES = [column_count_differs]
