"""A catalogue as the engine takes it: alone as a report without blocks, and what of it could not be read."""

from __future__ import annotations

import dataclasses
import hashlib

from checker.catalog.periods import NONE
from checker.catalog.standards import kinds
from checker.i18n import N_, _
from checker.model import Confidence, Document, Finding, Report, Unreadable
from checker.model.catalog import Catalog, CatalogColumn, Fault
from checker.rule import Rule
from checker.text import cut

#: More bad cells than this are counted in one last finding: the first ones show what is wrong.
MOST = 200
#: So many rows and headers are named in a note.
_NAMED = 8
_NO_REPORT = N_("没有找到政府信息公开工作年度报告的六个部分和三张表，请核对是不是给错了文件")
_IS_CATALOG = N_(
    "这是栏目清单，不是年度报告。单独核对清单请用 gouji catalog check；和年报一起核对请用 gouji check 年报 --catalog 清单"
)


def what_else(data: bytes, path: str) -> str:
    """What is said of a file that holds no report: it may be a catalogue of columns."""
    import os

    from checker.catalog import SUFFIXES, read

    if os.path.splitext(path)[1].lower() in SUFFIXES:
        try:
            read(data, path)
        except Exception:  # whatever it is, it is no catalogue either
            return _NO_REPORT
        return _IS_CATALOG
    return _NO_REPORT


def report_of(data: bytes, path: str) -> Report:
    """The report that stands for a catalogue alone. Raises `Unreadable`."""
    from checker.catalog import read

    try:
        catalog = read(data, path)
    except Unreadable:
        raise
    except Exception as error:  # a library may meet what nobody foresaw; the other files go on
        detail = f"{type(error).__name__}: {error}"
        raise Unreadable("读取时出错：{detail}", "请另存为 CSV 或 xlsx 后再检查", detail=detail) from error
    return alone(catalog)


def alone(catalog: Catalog, day: str = "") -> Report:
    """The report that stands for a catalogue that was read, to be judged on `day` (today where it is "")."""
    from checker.catalog import CATALOG

    report = Report(Document(catalog.path, CATALOG, catalog.sha256), {"kind": CATALOG}, as_of=day)
    report.organ, report.catalog = (
        str(catalog.data.get("site") or ""),
        dataclasses.replace(catalog, elsewhere=False),
    )
    return report


def message(fault: Fault) -> str:
    """What is wrong, in words."""
    wrong = _(fault.wrong).format(**fault.values)
    return _(fault.message).format(**fault.values, wrong=wrong)


def findings(catalog: Catalog, rule: Rule) -> list[Finding]:
    """E001 at every cell or row that could not be read: such a column is not judged, and does not pass."""
    found = []
    for fault in catalog.faults[:MOST]:
        text = _("{fault}。这一格没有用来核对，请改正后重查").format(fault=message(fault))
        found.append(_finding(catalog, rule, fault.pointer, text, dict(fault.values)))
    if (rest := len(catalog.faults) - MOST) > 0:
        text = _("清单里另有 {n} 格读不出来，没有一一列出").format(n=rest)
        found.append(_finding(catalog, rule, "/columns", text, {"n": rest}))
    return found


def unread(catalog: Catalog) -> list[tuple[str, str]]:
    """What could not be read, for the verdict: bad cells, and columns that whoever made the catalogue did not get to see."""
    found = []
    if catalog.faults:
        found.append(
            (
                "/columns",
                _("清单里有 {n} 处读不出来（见 E001），要用到它们的没有核对").format(n=len(catalog.faults)),
            )
        )
    if catalog.others:
        text = _(
            "只核对了「{sheet}」这张表，另有 {n} 张表里也有栏目清单，没有核对：{names}。请把它们合成一张表，或各存一个文件"
        )
        names = "、".join(f"「{name}」" for name in catalog.others[:_NAMED])
        text = text.format(sheet=catalog.sheet_name, n=len(catalog.others), names=names)
        found.append(("/columns", text))
    missed = [
        c for c in catalog.columns
        if c.last_updated is None and "last_updated" in c.unsure and "last_updated" not in c.bad
        and (c.items != 0 or "items" in c.unsure)
    ]  # fmt: skip
    if missed:
        text = _("{n} 个栏目在做清单时没有读到内容或日期，这些栏目没有核对").format(n=len(missed))
        found.append(("/columns", text))
    doubtful = [c for c in catalog.columns if "last_updated" in c.unsure and c.last_updated and _is_due(c)]
    if doubtful:
        text = _("{n} 个栏目的最近更新日期存疑，是不是按期更新要人工核对：{names}")
        names = "、".join(f"「{c.full_name}」" for c in doubtful[:_NAMED]) + (
            "等" if len(doubtful) > _NAMED else ""
        )
        found.append(("/columns", text.format(n=len(doubtful), names=names)))
    if why := catalog.data.get("unread"):
        text = _("清单没有收全：{why}").format(why=str(why)[:200])
        found.append(("/columns", text))
    return found


def _is_due(column: CatalogColumn) -> bool:
    """Whether a column has to be updated within a period."""
    return column.items != 0 and (column.period or kinds()[column.kind].period) != NONE


def notes(catalog: Catalog) -> list[str]:
    """How a catalogue was read where that may surprise: what of it was left out, and which header counts."""
    said = []
    if catalog.ignored:
        places = "、".join(str(place) for place in catalog.ignored[:_NAMED])
        text = _("清单里有 {n} 行合计没有算作栏目：{places}")
        said.append(
            text.format(
                n=len(catalog.ignored), places=places + ("…" if len(catalog.ignored) > _NAMED else "")
            )
        )
    if catalog.doubled:
        pairs = "、".join(
            _("「{other}」（用的是「{used}」）").format(other=o, used=u) for o, u in catalog.doubled
        )
        said.append(_("有的表头指的是同一项，只用一列，另外的没有用：{pairs}").format(pairs=pairs))
    if catalog.unknown:
        names = "、".join(f"「{cut(name, 20)}」" for name in catalog.unknown[:_NAMED])
        more = _(" 等 {n} 列").format(n=len(catalog.unknown)) if len(catalog.unknown) > _NAMED else ""
        said.append(_("清单里没有用到的列：{names}").format(names=names + more))
    return said


def _finding(catalog: Catalog, rule: Rule, pointer: str, text: str, values: dict[str, object]) -> Finding:
    print_ = hashlib.sha256(
        "\n".join((rule.code, catalog.path, pointer, text)).encode("utf-8", "surrogatepass")
    )
    return Finding(
        rule.code, rule.name, rule.severity, text, values, pointer, catalog.anchor(pointer), [], None,
        Confidence.CERTAIN, print_.hexdigest(),
    )  # fmt: skip
