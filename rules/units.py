"""T208: units where only figures belong, and figures in the wrong unit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.api import (
    Confidence,
    Note,
    Problem,
    Report,
    Severity,
    cell_text,
    column_title,
    form_of,
    is_number,
    label_of,
    rule,
)

from .outline import words
from .powers import standing


def _unit(note: Any) -> str:
    """The unit a cell's note is, "" where the note is something else (「其中修订16件」)."""
    data = words("units")
    text = "".join(str(note).split()).strip("（）()[]")
    return text if text in data["money"] or text in data["counts"] else ""


def _limit(report: Report) -> tuple[int, bool]:
    """From which amount (万元) the fees of such an organ are implausible, and whether that is fairly sure."""
    limits = words("units")["implausible"]
    kind = str(report.get("/organ_type") or "")
    can, level = standing(report.organ, kind)
    if kind in ("town", "street", "institution"):
        return limits[kind], True
    if kind == "department" and can == "no":
        return limits["city_department" if level == "市级部门" else "department"], True
    return limits["government"], False


@rule(
    "T208",
    "unit-suspect",
    Severity.WARNING,
    basis="国办公开办函〔2021〕30号（表二单位：万元）；2019 年版没有印单位",
    needs=("/disclosure",),
)
def unit_suspect(report: Report) -> Iterator[Problem]:
    """单位可疑。

    2021 年版「行政事业性收费」以万元为单位：格内或表头写了“元”，或者数额大得不合常理，多半是按元填的。
    其他格子里写着单位的，一并提示；2019 年版没有印单位，只作提示。

    ## 为什么

    元当成万元，数额就大了一万倍；格内带单位的数字，汇总系统读不出来。

    ## 错误

    本年收费金额（单位：万元）填“273500元”。

    ## 正确

    填 27.35。
    """
    cells = form_of(report).labels
    units = {p: u for p, n in (report.get("/notes") or {}).items() if p in cells and (u := _unit(n))}
    money = words("units")["money"]
    for pointer in (p for t in form_of(report).tables for p in _ten_thousands(report, t.pointer)):
        stated, unit = report.get(pointer), units.get(pointer, "")
        if not is_number(stated):
            continue
        header = next((printed for p, printed, _label in report.labels if p == pointer), "")
        if not unit and "元" in header and "万元" not in header:
            yield _yuan_header(report, pointer, stated, header)
            continue
        if unit in money and money[unit] != 10000:
            units.pop(pointer)
            yield _wrong_unit(report, pointer, stated, unit, money[unit])
        elif not unit and isinstance(stated, int):
            yield from _too_much(report, pointer, stated)
    if units:
        yield _inside(report, units)


def _ten_thousands(report: Report, table: str) -> list[str]:
    """The cells whose column is printed in 万元."""
    rows = form_of(report).rows.values()
    return [
        f"{row.pointer}/{c.key}"
        for row in rows
        if row.pointer.startswith(table + "/")
        for c in row.columns
        if "万元" in c.title
    ]


def _wrong_unit(report: Report, pointer: str, stated: Any, unit: str, worth: int) -> Problem:
    should_be = round(stated * worth / 10000, 6)
    return Problem(
        pointer,
        "{cell}填“{printed}”，这一栏的单位是万元，应填 {should_be}，不写单位",
        key="unit",
        cell=label_of(report, pointer),
        printed=cell_text(report, pointer),
        stated=stated,
        unit=unit,
        should_be=int(should_be) if should_be == int(should_be) else should_be,
    )


def _yuan_header(report: Report, pointer: str, stated: Any, header: str) -> Problem:
    """The column is printed in 元: whether its figure was converted, only its office knows."""
    return Problem(
        pointer,
        "{table}的表头写的是「{header}」，格式是「{label}」，请改表头；填的 {stated} 如果是元，还应改填 {should_be}",
        key="header",
        # S103 says of the same label that it is not the form's.
        explains=[f"S103:{header}"],
        table=label_of(report, "/" + pointer.split("/")[1]),
        header=header,
        label=column_title(report, pointer),
        stated=stated,
        should_be=f"{stated / 10000:.10g}",
    )


def _too_much(report: Report, pointer: str, stated: int) -> Iterator[Problem]:
    limit, sure = _limit(report)
    if stated >= limit:
        yield Problem(
            pointer,
            "{cell}填 {stated}，这一栏的单位是万元，合 {yi} 亿元，大得不合常理；"
            "如果是 {stated} 元，应填 {should_be}",
            confidence=Confidence.LIKELY if sure else Confidence.UNSURE,
            key="amount",
            cell=label_of(report, pointer) if column_title(report, pointer) else pointer,
            stated=stated,
            yi=f"{stated / 10000:.10g}",
            should_be=f"{stated / 10000:.10g}",
        )


def _inside(report: Report, units: dict[str, str]) -> Problem:
    listed = [f"{label_of(report, p)}“{cell_text(report, p)}”" for p in units]
    first, *others = units
    return Problem(
        first,
        "有 {count} 个格子里写了单位：{listed}。格内只填数字",
        severity=Severity.INFO if report.edition == "2019" else None,
        related=[Note(p, "单位“{unit}”", {"unit": units[p]}) for p in others],
        key="inside",
        count=len(listed),
        listed="，".join(listed[:6]) + (f"，等 {len(listed)} 格" if len(listed) > 6 else ""),
        cells=list(units),
    )


RULES = [unit_suspect]
