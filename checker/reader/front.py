"""What stands before the first section: title, organ, year, period, date of publication, preamble."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from checker.form import Form
from checker.model import Anchor, Document, Paragraph
from checker.reader.headings import Outline
from checker.text import YEAR, fold, year_of

#: A line longer than this is no part of a title.
TITLE_LINE = 48


@dataclass(slots=True)
class Front:
    """The front matter as the instance holds it."""

    title: str = ""
    organ: str = ""
    year: int | None = None
    period: dict[str, str] | None = None
    published: str | None = None
    preamble: str = ""
    scope: str | None = None
    origin: dict[str, Anchor] = field(default_factory=dict)
    blocks: dict[str, list[int]] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        """The instance's members, in the order of the schema."""
        return {
            "organ": self.organ or None,
            "organ_type": organ_type(self.organ),
            "scope": self.scope,
            "year": self.year,
            "title": self.title or None,
            "period": self.period,
            "published": self.published,
            "preamble": self.preamble or None,
        }


@cache
def _sources() -> dict[str, str]:
    day = rf"(?:(?P<@y>{YEAR})\s*年)?\s*(?P<@m>\d{{1,2}})\s*月\s*(?P<@d>\d{{1,2}})\s*日"
    return {
        "title": (r"(?:政府信息公开|政务公开|信息公开).{0,12}(?:年度报告|年报|年度工作报告|工作报告|报告)"),
        "organ_first": (rf"^(?:关于)?《?(?P<organ>.{{2,40}}?)(?:关于)?(?P<year>{YEAR})年?度?(?:政府|政务|的)?.{{0,4}}?(?:信息公开|公开)"
        ),
        "year_first": (rf"^(?:关于)?《?(?P<year>{YEAR})年?度?(?P<organ>.{{2,40}}?)(?:年度)?(?:政府信息公开|政务公开|信息公开)"
        ),
        "organ_only": (r"^(?:关于)?《?(?P<organ>.{2,40}?)(?:年度)?(?:政府信息公开|政务公开|信息公开)"),
        "self": (rf"(?:公布|公开|发布|编制|现将|将)《?(?P<organ>[^，。；、《》（）()]{{2,30}}?)(?P<year>{YEAR})年?度?(?:政府)?信息公开"
        ),
        "year": (rf"(?P<year>{YEAR})\s*年?度?\s*(?:[^。；，]{{0,20}}?)(?:政府信息|信息公开|政务公开|年度报告)"),
        "line": (r"^\s*(?:[【\[(（]?\s*)(?:发布日期|发布时间|发表日期|发表时间|公开日期|公开时间|成文日期|生成日期|日期|时间|"
            r"来源|信息来源|文章来源|稿件来源|作者|索引号|发布机构|点击数|点击|浏览次数|浏览量|访问量|阅读次数|字号|字体|打印|分享)"
            r"\s*[:：]?"
        ),
        "dated": (rf"(?P<y>{YEAR})\s*[-/.年]\s*(?P<m>\d{{1,2}})\s*[-/.月]\s*(?P<d>\d{{1,2}})"
        ),
        "published": (r"(?:发布|发表|公开|成文|生成|印发)?(?:日期|时间)\s*[:：]"),
        "period_words": (r"统计|期限|所列数据|所有数据|使用数据|时间范围"),
        "period": (day.replace("@", "a") + r"[^。；\d]{0,8}?(?:至|到|—|-|－|～|~|起)[^。；\d]{0,4}?" + day.replace("@", "b")
        ),
        "aggregate": (r"汇总|全[省市县区旗](?:各级)?(?:行政机关|政府机关|各部门|各级)"),
    }  # fmt: skip


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """One of the patterns, compiled when it is first asked for: a report needs few of them."""
    return re.compile(_sources()[name])


def _iso(year: int | None, month: str, day: str) -> str | None:
    try:
        return date(year or 0, int(month), int(day)).isoformat()
    except ValueError:
        return None


@cache
def _organ_endings() -> list[tuple[str, str]]:
    import json

    raw = json.loads(Path(__file__).with_name("organs.json").read_text(encoding="utf-8"))
    pairs = [(end, kind) for kind, ends in raw.items() if kind[0] != "$" for end in ends]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def organ_type(organ: str) -> str | None:
    """government, department, town, street or institution by the ending of the name, None where it tells nothing."""
    return next((kind for end, kind in _organ_endings() if organ.endswith(end)), None) if organ else None


def is_title(text: str) -> bool:
    """Whether a line by itself is the title of an annual report, or its last line."""
    return (
        len(text) <= TITLE_LINE
        and not re.search("[，；：:《]|。.", text)
        and bool(_pattern("title").search(fold(text)))
    )


def guess_year(text: str, title: str = "") -> int | None:
    """The year a text speaks of as its own: that of its title, else of its first sentence on disclosure."""
    for source in (title, text):
        match = _pattern("year").search(source)
        if match:
            return year_of(match["year"])
    return None


def read_front(document: Document, outline: Outline, form: Form) -> Front:
    """Read the paragraphs before the outline's first section."""
    front = Front()
    lines = [
        (i, b)
        for i, b in enumerate(document.blocks[: outline.first_block])
        if isinstance(b, Paragraph) and b.text.strip() and b.flags.isdisjoint(("footnote", "contents"))
    ]
    used = _title(front, lines, document)
    _organ_and_year(front, document)
    _publication(front, lines, document)
    rest = [
        (i, b) for i, b in lines
        if i not in used and not (_pattern("line").match(b.text) and len(b.text) < 120)
    ]  # fmt: skip
    rest = [
        (i, b)
        for i, b in rest
        if not (front.title and len(b.text) <= TITLE_LINE and fold(b.text) in fold(front.title))
    ]
    after = min(used, default=-1)
    rest = [(i, b) for i, b in rest if i > after]
    texts, blocks = [b.text for _, b in rest], [i for i, _ in rest]
    if outline.lead:
        texts.append(outline.lead)
        blocks.append(outline.first_block)
    if texts:
        front.preamble = "\n".join(texts)
        front.blocks["/preamble"] = blocks
        front.origin["/preamble"] = document.blocks[blocks[0]].anchor
    _period(front, [front.preamble, *_first_section(outline)])
    if front.year is None:
        front.year = int(front.period["from"][:4]) if front.period else guess_year(front.preamble)
    if not front.organ:
        match = _pattern("self").search(front.preamble)
        front.organ = match["organ"].strip() if match else ""
    if _pattern("aggregate").search(front.preamble):
        front.scope = "aggregate"
    _tail(front, document, outline)
    return front


def _first_section(outline: Outline) -> list[str]:
    return list(outline.sections[0]["paragraphs"][:4]) if outline.sections else []


def _title(front: Front, lines: list[tuple[int, Paragraph]], document: Document) -> set[int]:
    """Find the title, perhaps over two or three lines; returns the blocks it takes."""
    best: tuple[int, int, int] | None = None
    for start in range(min(len(lines), 12)):
        for count in (1, 2, 3):
            part = lines[start : start + count]
            between = document.blocks[lines[start][0] : part[-1][0]] if part else []
            if any("contents" in b.flags for b in between if isinstance(b, Paragraph)):
                break  # a menu stands between: a title of its own, not the head of the menu
            if len(part) < count or any(
                len(b.text) > TITLE_LINE or re.search("[，；：:]|。.", b.text) for _, b in part
            ):
                break
            text = fold("".join(b.text for _, b in part))
            if not _pattern("title").search(text):
                continue
            score = 2 * bool(re.search(YEAR, text)) + bool(_pattern("organ_only").match(text))
            if best is None or score > best[0]:
                best = (score, start, count)
            break
    if best is not None:
        # A year on the line above a title that has none: 「下城区民政局2020年」 over 「政府信息公开……」.
        score, start, count = best
        part = lines[start : start + count]
        if (
            score < 3
            and start
            and re.search(YEAR, lines[start - 1][1].text)
            and len(lines[start - 1][1].text) < 30
        ):
            part = lines[start - 1 : start + count]
        # 「正文」 over the text is the page's label for it, not part of the title.
        front.title = re.sub(r"^正文\s*(?=.{6})", "", "".join(b.text.strip() for _, b in part))
        blocks = [i for i, _ in part]
        front.blocks["/title"] = blocks
        front.origin["/title"] = part[0][1].anchor
        return set(blocks)
    metadata = str(document.metadata.get("title") or "")
    if _pattern("title").search(fold(metadata)):
        front.title = re.split(r"[_|－—\-]", metadata)[0].strip() or metadata.strip()
    return set()


def _organ_and_year(front: Front, document: Document) -> None:
    for text in (front.title, str(document.metadata.get("title") or "")):
        plain = "".join(text.split())
        for name in ("organ_first", "year_first"):
            match = _pattern(name).match(plain)
            if match and front.year is None:
                front.year = year_of(match["year"])
                front.organ = front.organ or match["organ"].strip("《》“”的年度")
        if front.year is not None:
            return
    match = _pattern("organ_only").match("".join(front.title.split()))
    if match and organ_type(match["organ"]):
        front.organ = match["organ"]


def _publication(front: Front, lines: list[tuple[int, Paragraph]], document: Document) -> None:
    if isinstance(document.metadata.get("published"), str):
        front.published = document.metadata["published"]
        return
    for _, block in lines:
        label = _pattern("published").search(block.text)
        if label and len(block.text) < 120:
            match = _pattern("dated").search(block.text, label.end())
            if match:
                front.published = _iso(year_of(match["y"]), match["m"], match["d"])
                front.origin["/published"] = block.anchor
                return


def _period(front: Front, texts: list[str]) -> None:
    for text in texts:
        for sentence in re.split("[。\n]", text):
            if not _pattern("period_words").search(sentence):
                continue
            match = _pattern("period").search(sentence)
            if match:
                first = year_of(match["ay"]) if match["ay"] else front.year
                last = year_of(match["by"]) if match["by"] else first
                begin, end = _iso(first, match["am"], match["ad"]), _iso(last, match["bm"], match["bd"])
                if begin and end:
                    front.period = {"from": begin, "to": end}
                    front.origin["/period"] = front.origin.get("/preamble", Anchor())
                    return


def _tail(front: Front, document: Document, outline: Outline) -> None:
    """Take the signature (organ, date) off the last section; its date is that of publication."""
    if not outline.sections:
        return
    paragraphs = outline.sections[-1]["paragraphs"]
    index = len(outline.sections) - 1
    while paragraphs:
        text = fold(paragraphs[-1])
        match = re.fullmatch(rf"({YEAR})年(\d{{1,2}})月(\d{{1,2}})日", text)
        if match and front.published is None:
            front.published = _iso(year_of(match[1]), match[2], match[3])
        elif not match and text != fold(front.organ or "-"):
            return
        pointer = f"/sections/{index}/paragraphs/{len(paragraphs) - 1}"
        outline.blocks.pop(pointer, None)
        outline.origin.pop(pointer, None)
        paragraphs.pop()
