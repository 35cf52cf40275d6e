"""Catalogues made at random, with defects whose truth is known: everything is found, and nothing more."""

from __future__ import annotations

import calendar
import csv
import io
import json
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import support
import xlsxwriter
import yaml

from checker.model import Result

DAY = date(2024, 12, 31)
#: Title, and the official period: a number and a unit.
KINDS: dict[str, tuple[str, tuple[int, str] | None]] = {
    "news": ("动态要闻", (2, "W")),
    "notices": ("通知公告", (6, "M")),
    "policy": ("政策文件", (6, "M")),
    "personnel_planning": ("人事规划", (12, "M")),
    "organisation": ("机构职能", None),
    "other": ("其他", None),
}
PERIODS: dict[str, tuple[int, str] | None] = {
    "30天": (30, "D"), "2周": (2, "W"), "每月": (1, "M"), "每季度": (3, "M"), "半年": (6, "M"), "P6M": (6, "M"),
    "每年": (12, "M"), "不定期": None, "有变化时更新": None, "20个工作日": (28, "D"), "两周一次": (2, "W"),
}  # fmt: skip
HEADS = {
    "column": ["栏目", "栏目名称", "column", "Name"],
    "parent": ["上级栏目", "parent", "所属栏目"],
    "kind": ["类别", "kind", "栏目类别"],
    "last_updated": ["最近更新", "最后更新时间", "last_updated", "更新日期", "Last Update"],
    "items": ["条数", "信息数量", "items", "Count"],
    "period": ["更新周期", "period", "更新频率"],
    "note": ["备注", "note"],
}
NO_DATES = ["3月5日", "昨天", "2024-02-30", "2023-02-29", "2024-13-01", "45646", "2024年", "2024-12", "3天前"]
NO_COUNTS = ["约80", "八十四", "-3", "12.5", "若干", "80+", "1e3"]
#: Days since the last update: about every limit, on it, and one beyond.
AGES = [0, 1, 13, 14, 15, 27, 28, 29, 30, 31, 90, 91, 92, 182, 183, 184, 185, 364, 365, 366, 367, 700]


@dataclass
class Row:
    """A column as it is written, and what is true of it."""

    name: str
    parent: str
    kind: str
    shown_kind: str
    day: date | None = None
    items: int | None = None
    period: str = ""
    note: str = ""
    #: What is written instead of a value that can be read.
    bad: dict[str, str] = field(default_factory=dict)


def ends(start: date, period: tuple[int, str]) -> date:
    count, unit = period
    if unit != "M":
        return start + timedelta(days=count * (7 if unit == "W" else 1))
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def about(period: tuple[int, str]) -> float:
    return period[0] * {"D": 1, "W": 7, "M": 30.4}[period[1]]


def made(r: random.Random) -> list[Row]:
    rows = []
    for number in range(r.randint(3, 40)):
        kind = r.choice(list(KINDS))
        parent = r.choice(["", "", "政务公开", "政务专题"])
        row = Row(f"第{number}栏", parent, kind, r.choice([kind, KINDS[kind][0]]))
        row.day = r.choice([None, *[DAY - timedelta(days=age) for age in AGES]])
        row.items = r.choice([None, 0, 1, 5, 84, 1234, 56789])
        row.period = r.choice(["", "", *PERIODS])
        row.note = r.choice(["", "含“引号”、,逗号;和|线", "一\n二"])
        for key, wrongs in (("last_updated", NO_DATES), ("items", NO_COUNTS), ("period", ["逢年过节"])):
            if r.random() < 0.05:
                row.bad[key] = r.choice(wrongs)
        rows.append(row)
    for row in r.sample(rows, r.randint(0, 2)):
        row.day = DAY + timedelta(days=r.randint(1, 90))
    return rows


def truth(rows: list[Row]) -> Counter[tuple[str, str, str]]:
    found: Counter[tuple[str, str, str]] = Counter({("C504", "", ""): 1})
    counted: dict[str, list[bool]] = {"①": [], "②": [], "③": []}
    for row in rows:
        found.update(("E001", row.name, key) for key in row.bad)
        official = KINDS[row.kind][1]
        stated = row.period and "period" not in row.bad
        period = PERIODS[row.period] if stated else official
        day = None if "last_updated" in row.bad else row.day
        if row.items == 0 and "items" not in row.bad:
            found["C502", row.name, ""] += 1
            counted["③"].append(day is None)
            continue
        if row.bad.keys() - {"items"}:
            continue
        if day is None or day > DAY:
            found["C501", row.name, "undated" if day is None else "future"] += 1
            continue
        over = official is not None and ends(day, official) < DAY
        if over and row.kind in ("news", "notices", "policy"):
            counted["①"].append(row.kind == "news" or not row.parent)
        weaker = official is not None and (period is None or about(official) < about(period))
        remembered = row.kind == "personnel_planning"
        if period is not None and ends(day, period) < DAY:
            found["C501", row.name, "stale"] += 1
            counted["②"].append(not remembered or period != official)
        elif over and weaker and not remembered:
            found["C501", row.name, "official"] += 1
            counted["②"].append(True)
    for number, least in (("①", 5), ("②", 10), ("③", 5)):
        if len(counted[number]) >= least:
            found["C503", number, "sure" if sum(counted[number]) >= least else "unsure"] += 1
    return found


def wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in text)


def written_day(r: random.Random, day: date) -> str:
    iso, (y, m, d) = day.isoformat(), (day.year, day.month, day.day)
    dotted, said = f"{y}.{m}.{d}", f"{y}年{m}月{d}日"
    with_more = [
        f"{iso} 10:23:00",
        f"{iso}T08:00:00Z",
        f"{said} 08:30",
        f"{iso}（周五）",
        f"[{iso}]",
        f" {iso} ",
    ]
    return r.choice([iso, f"{y}/{m}/{d}", dotted, said, f"{y}{m:02}{d:02}", wide(iso), *with_more])


def written(r: random.Random, row: Row, key: str) -> str:
    if key in row.bad:
        return row.bad[key]
    if key == "last_updated":
        return written_day(r, row.day) if row.day else r.choice(["", "—", "暂无"])
    if key == "items" and row.items is not None:
        return r.choice(
            [str(row.items), f"{row.items}条", wide(str(row.items)), f"{row.items:,}", f"共{row.items}条"]
        )
    names = {
        "column": row.name,
        "parent": row.parent,
        "kind": row.shown_kind,
        "period": row.period,
        "note": row.note,
    }
    return names.get(key, "")


def as_csv(r: random.Random, rows: list[Row], keys: list[str], heads: list[str]) -> bytes:
    out = io.StringIO(newline="")
    quoting: Any = r.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    writer = csv.writer(
        out, delimiter=r.choice(",,\t;"), lineterminator=r.choice(["\n", "\r\n"]), quoting=quoting
    )
    if r.random() < 0.3:
        writer.writerows([["安澜县政府网站栏目清单"], ["网站", "安澜县人民政府"]])
    writer.writerow(heads)
    for row in rows:
        writer.writerow([written(r, row, key) for key in keys])
        if r.random() < 0.1:
            writer.writerow([""] * len(keys))
    writer.writerow(["合计" if key == "column" else "99" if key == "items" else "" for key in keys])
    return out.getvalue().encode(r.choice(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))


def as_xlsx(r: random.Random, rows: list[Row], keys: list[str], heads: list[str]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    form = book.add_format(
        {"num_format": r.choice(["yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "m/d", "yyyy/m/d h:mm"])}
    )
    at = r.choice([0, 2])
    if at:
        sheet.merge_range(0, 0, 0, len(keys) - 1, "安澜县政府网站栏目清单")
    sheet.write_row(at, 0, heads)
    for row in rows:
        at += r.choice([1, 1, 1, 2])
        for place, key in enumerate(keys):
            if key == "last_updated" and row.day and key not in row.bad and r.random() < 0.5:
                sheet.write_datetime(at, place, datetime.combine(row.day, time()), form)
            elif key == "items" and row.items is not None and key not in row.bad and r.random() < 0.5:
                sheet.write_number(at, place, row.items)
            elif row.bad.get(key) == "45646":
                sheet.write_number(at, place, 45646)
            elif text := written(r, row, key):
                sheet.write_string(at, place, text)
    book.close()
    return out.getvalue()


def as_data(r: random.Random, rows: list[Row], keys: list[str], heads: list[str], suffix: str) -> bytes:
    data: Any = [{head: written(r, row, key) for head, key in zip(heads, keys, strict=True)} for row in rows]
    if r.random() < 0.5:
        data = {"site": "安澜县人民政府", "columns": data}
    if suffix == "json":
        return json.dumps(data, ensure_ascii=False, indent=r.choice([None, 1])).encode()
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode()


WORDS = {
    "请更新": "stale",
    "请核对更新周期": "official",
    "晚于判定日期": "future",
    "没有最近更新日期": "undated",
}


def said(result: Result) -> Counter[tuple[str, str, str]]:
    found: Counter[tuple[str, str, str]] = Counter()
    assert result.catalog is not None
    for finding in result.findings:
        steps = finding.pointer.split("/")
        name = result.catalog.columns[int(steps[2])].name if len(steps) > 2 else ""
        what = steps[-1] if finding.code == "E001" else ""
        if finding.code == "C501":
            what = next(what for words, what in WORDS.items() if words in finding.message)
        if finding.code == "C503":
            name, what = str(finding.values["number"]), "unsure" if finding.for_review else "sure"
        found[finding.code, name, what] += 1
    return found


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json", "yaml"])
@pytest.mark.parametrize("seed", range(12))
def test_everything_is_found_and_nothing_more(seed: int, suffix: str) -> None:
    r = random.Random(f"{seed} {suffix}")
    rows = made(r)
    keys = r.sample(list(HEADS), len(HEADS))
    heads = [r.choice(HEADS[key]) for key in keys]
    if suffix == "csv":
        data = as_csv(r, rows, keys, heads)
    else:
        data = as_xlsx(r, rows, keys, heads) if suffix == "xlsx" else as_data(r, rows, keys, heads, suffix)
    result = support.engine((), DAY.isoformat()).check_catalog(data, f"a.{suffix}")
    assert said(result) == truth(rows)


def test_a_date_in_doubt_is_no_pass_and_says_which(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    rows = [
        "栏目,类别,最近更新,条数,存疑",
        "政务动态,news,2024-12-30,5,最近更新",
        "通知公告,notices,2024-12-30,5,条数",
    ]
    rows += ["组织机构,organisation,2019-01-01,1,最近更新"]  # no period: nothing rests on the date
    file.write_text("\n".join(rows), encoding="utf-8")
    result = support.engine(as_of="2024-12-31").check_catalog(file.read_bytes(), file.name)
    assert result.verdict.name == "INCOMPLETE"
    assert [why for _at, why in result.unread] == [
        "1 个栏目的最近更新日期存疑，是不是按期更新要人工核对：「政务动态」"
    ]
    from checker.cli import run

    run(["catalog", "check", str(file), "--as-of", "2024-12-31", "--output", "rich"])
    said = capsys.readouterr().out
    assert "其中日期存疑 2 个" in said and "2024-12-30?" in said.partition("政务动态")[2].partition("\n")[0]
    assert "2024-12-30?" not in said.partition("通知公告 ")[2].partition("\n")[0]
