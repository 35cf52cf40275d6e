"""T207: figures that only an organ with the power to make 规章 can have."""

from __future__ import annotations

from collections.abc import Iterator

from checker.api import Confidence, Note, Problem, Report, Severity, is_number, label_of, rule

from .outline import regex, words

ROW = "/disclosure/regulations"
#: By edition: what the organ itself made. What it only publishes (2019) may be another's.
OWN = {"2019": ("made",), "2021": ("made", "repealed", "in_force")}


def standing(organ: str, organ_type: str | None) -> tuple[str, str]:
    """("no" or "maybe", level in words): may this organ make 规章, as far as its name tells.

    《立法法》第九十一条、第九十三条. 「市人民政府」 is "maybe": only a city with districts may.
    """
    data = words("powers")
    name = "".join(organ.split())
    for entry in data["organs"] if name else ():
        if regex(entry["pattern"]).search(name):
            return entry["can"], entry["level"]
    level = data["types"].get(organ_type or "")
    return ("no", level) if level else ("maybe", "")


@rule(
    "T207",
    "no-such-power",
    Severity.WARNING,
    basis="《立法法》第九十一条、第九十三条",
    needs=("/disclosure",),
)
def no_such_power(report: Report) -> Iterator[Problem]:
    """没有规章制定权的机关填了规章。

    规章只能由国务院部门、省级人民政府、设区的市和自治州人民政府制定。县级、乡级政府，街道，以及市级以下的部门，
    表二「规章」一行应为 0。“市人民政府”单凭名称分不清是否设区，不作判断；2019 年版只看本年新制作数量。

    ## 为什么

    多半是把规范性文件、内部规章制度填到了「规章」一行。

    ## 错误

    安澜县水务局，规章：本年制发件数 3。

    ## 正确

    规章填 0，3 件改填到「行政规范性文件」一行。
    """
    cells = [f"{ROW}/{key}" for key in OWN.get(report.edition, ("made",))]
    filled = [(c, v) for c in cells if is_number(v := report.get(c)) and v > 0]
    if not filled:
        return
    can, level = standing(report.organ, report.get("/organ_type"))
    if can != "no":
        return
    listed = "，".join(f"{label_of(report, c)}填 {v}" for c, v in filled)
    yield Problem(
        filled[0][0],
        "{listed}。{organ}按名称是{level}，没有制定规章的权限，这里应为 0；请核对是不是规范性文件",
        related=[
            Note(c, "{cell}：{stated}", {"cell": label_of(report, c), "stated": v}) for c, v in filled[1:]
        ],
        confidence=Confidence.LIKELY,
        key="regulations",
        listed=listed,
        organ=report.organ or "本机关",
        level=level,
        stated=filled[0][1],
    )


RULES = [no_such_power]
