"""What a file holds and the loader could not read, and what may therefore stand there unseen."""

from __future__ import annotations

import re
from dataclasses import replace

from checker.form import Form
from checker.model import Confidence, Document, Paragraph, Report
from checker.reader.headings import Outline
from checker.reader.spilled import has_spilled
from checker.reader.tables import Reading
from checker.reader.toc import FLAG
from checker.text import chinese
from checker.values import is_number

#: Sections that hold prose and no table.
PROSE = (1, 5, 6)


def tables_alone(document: Document, outline: Outline) -> bool:
    """Whether a workbook holds the tables alone: titles over them and notes below them are no prose.

    An office keeps its tables as a workbook and its prose elsewhere; in any other format a report
    without prose is what its author made.
    """
    if not document.metadata.get("sheets") or set(PROSE) & set(outline.known()):
        return False
    texts = [text for section in outline.sections for text in section["paragraphs"]]
    return not any(_is_sentence(text) for text in texts)


def _is_sentence(text: str) -> bool:
    return "。" in text and not re.match(r"\s*[（(]?(?:备?注|说明|填表|填报|单位|计量|勾稽|本列|审核)", text)


def flag_unshown(document: Document) -> None:
    """Pass over paragraphs that are hidden or struck out whole, unless that is most of the text: the reader
    of the printed report sees none of them, or sees that they are taken back."""
    unshown = [(i, p) for i, p in document.paragraphs() if not p.flags.isdisjoint(("hidden", "struck"))]
    if not unshown:
        return
    length = sum(len(p.text) for _, p in unshown)
    if length * 2 < sum(len(p.text) for _, p in document.paragraphs()):
        for index, paragraph in unshown:
            document.blocks[index] = replace(paragraph, flags=paragraph.flags | {FLAG})


def unseen(document: Document, form: Form, outline: Outline, tables: Reading) -> list[tuple[str, str]]:
    """What was not read or should be looked at, (pointer, why and what to do).

    `Report.partial` knows by the pointers what of this a missing part of the report may stand in.
    """
    metadata = document.metadata
    found = [(f"/lost/{number}", why) for number, why in enumerate(metadata.get("lost", ()), 1)]
    found += [(f"/hidden/{number}", why) for number, why in enumerate(metadata.get("hidden_cells", ()), 1)]
    if tables_alone(document, outline):
        found.append(
            ("/sections", "这份表格文件里只有表格，没有报告正文，正文部分没有核对，请另行检查正文所在的文件")
        )
    for page in metadata.get("pictured_pages", ()):
        why = f"第{page}页是图片（扫描件），里面的文字没有读，请人工核对这一页，或者改用生成它的 Word 文件再检查"
        found.append((f"/pages/{page}", why))
    for page in metadata.get("recognised_pages", ()):
        found.append((f"/pages/{page}", f"第{page}页是扫描件，文字是机器识别的，需人工核对"))
    lacks = len(outline.known()) < len(form.sections)
    if lacks or any(not tables.has(table.pointer) for table in form.tables):
        found += [(f"/lost/elsewhere-{n}", why) for n, why in enumerate(metadata.get("elsewhere", ()), 1)]
    if metadata.get("embedded"):
        why = "文件里嵌有别的文档或表格，里面的内容没有读，请人工核对，或者把内容直接放进正文后再检查"
        found.append(("/embedded", why))
    if metadata.get("pictures"):
        found += _pictured(document, outline)
        if not outline.known() and not tables.found:
            why = "文件里没有报告的正文和表格，可能都在图片或嵌入的文件里，请人工核对，或者换成文字后再检查"
            found.append(("/lost/pictures", why))
        elif names := _behind_pictures(document, form, outline):
            why = f"没有找到第{names}部分，原处是图片，里面的文字没有读，请人工核对，或者换成文字后再检查"
            found.append(("/lost/pictures", why))
        for table in form.tables:
            cells = [p for p in form.labels if p.startswith(f"{table.pointer}/") and tables.has(p)]
            if cells and not any(is_number(tables.get(p)) for p in cells):
                why = f"{table.name}没有读到一个数字，可能都是图片，请人工核对，或者换成可以选中文字的表格"
                found.append((f"{table.pointer}/pictures", why))
    return found


def _pictured(document: Document, outline: Outline) -> list[tuple[str, str]]:
    """Sections of which there is nothing but a picture."""
    starts = [outline.blocks[f"/sections/{i}/title"][0] for i in range(len(outline.sections))]
    found: list[tuple[str, str]] = []
    for i, (start, end) in enumerate(zip(starts, [*starts, len(document.blocks)][1:], strict=True)):
        text = "".join(outline.sections[i]["paragraphs"]).strip()
        tables = any(not isinstance(block, Paragraph) for block in document.blocks[start:end])
        if (
            not text
            and not tables
            and any(start < b <= end for b in document.metadata.get("picture_blocks", ()))
        ):
            title = outline.sections[i]["title"]
            why = f"「{title}」这一部分是图片，里面的文字没有读，请人工核对，或者换成文字后再检查"
            found.append((f"/sections/{i}/pictures", why))
    return found


def _behind_pictures(document: Document, form: Form, outline: Outline) -> str:
    """The sections that are not there while a picture stands where they should: right behind the last text of
    the section before."""
    starts = [outline.blocks[f"/sections/{i}/title"][0] for i in range(len(outline.sections))]
    ends = dict(zip(outline.ordinals, [*starts, len(document.blocks)][1:], strict=True))
    pictures = set(document.metadata.get("picture_blocks", ()))
    found: list[int] = []
    for section in form.sections:
        before = [o for o in outline.known() if o < section.ordinal]
        if section.ordinal not in ends and before and ends[max(before)] in pictures:
            found.append(section.ordinal)
    return "、".join(chinese(ordinal) for ordinal in found)


def doubt_what_is_missing(report: Report, form: Form) -> None:
    """What a report lacks may stand where the loader could not read: on pages that are pictures, on hidden
    sheets, in tables without lines. What a machine made of a scan, or a table that spilled, is not sure at all."""
    metadata = report.document.metadata
    if metadata.get("recognised_pages") or has_spilled(report.document):
        report.confidence[""] = Confidence.UNSURE
    if report.partial or metadata.get("unruled"):
        absent = [table.pointer for table in form.tables if table.pointer[1:] not in report.data]
        report.confidence |= dict.fromkeys([*report.missing, *absent], Confidence.UNSURE)


__all__ = ["doubt_what_is_missing", "flag_unshown", "tables_alone", "unseen"]
