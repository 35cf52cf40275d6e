"""A catalogue as the engine takes it: alone as a report without blocks, and what of it could not be read."""

from __future__ import annotations

import hashlib

from checker.i18n import _
from checker.model import Confidence, Document, Finding, Report, Unreadable
from checker.model.catalog import Catalog, Fault
from checker.rule import Rule

#: More bad cells than this are counted in one last finding: the first ones show what is wrong.
MOST = 200


def report_of(data: bytes, path: str) -> Report:
    """The report that stands for a catalogue alone. Raises `Unreadable`."""
    from checker.catalog import CATALOG, read

    try:
        catalog = read(data, path)
    except Unreadable:
        raise
    except Exception as error:  # a library may meet what nobody foresaw; the other files go on
        detail = f"{type(error).__name__}: {error}"
        raise Unreadable("读取时出错：{detail}", "请另存为 CSV 或 xlsx 后再检查", detail=detail) from error
    catalog.elsewhere = False
    report = Report(Document(path, CATALOG, catalog.sha256), {"kind": CATALOG})
    report.organ, report.catalog = str(catalog.data.get("site") or ""), catalog
    return report


def message(fault: Fault) -> str:
    """What is wrong, in words."""
    return _(fault.message).format(**fault.values)


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
                _("清单里有 {n} 处读不出来（见 E001），这些栏目没有核对").format(n=len(catalog.faults)),
            )
        )
    missed = [
        c for c in catalog.columns
        if c.last_updated is None and "last_updated" in c.unsure and "last_updated" not in c.bad
        and (c.items != 0 or "items" in c.unsure)
    ]  # fmt: skip
    if missed:
        text = _("{n} 个栏目在做清单时没有读到内容或日期，这些栏目没有核对").format(n=len(missed))
        found.append(("/columns", text))
    if why := catalog.data.get("unread"):
        text = _("清单没有收全：{why}").format(why=str(why)[:200])
        found.append(("/columns", text))
    return found


def _finding(catalog: Catalog, rule: Rule, pointer: str, text: str, values: dict[str, object]) -> Finding:
    print_ = hashlib.sha256(
        "\n".join((rule.code, catalog.path, pointer, text)).encode("utf-8", "surrogatepass")
    )
    return Finding(
        rule.code, rule.name, rule.severity, text, values, pointer, catalog.anchor(pointer), [], None,
        Confidence.CERTAIN, print_.hexdigest(),
    )  # fmt: skip
