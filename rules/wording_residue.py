"""W701: what drafting left behind, in the text and in the file itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.api import Anchor, Confidence, Problem, Report, Severity, Span, rule

from .outline import regex, words
from .running import Running, lexicon, running

BASIS = "《政府信息公开条例》第六条（政府信息应当准确）；已公布年报中的残留"

#: So many cells with comments are named in a message; all stand in its values.
NAMED = 5
# Counts the loader of office files makes, and what to say of them.
_IN_THE_FILE = (
    ("tracked_changes", "文件里有{count}处修订还没有接受或拒绝，请在「审阅」里全部接受或拒绝后再发布"),
    ("comments", "文件里有{count}条批注，请删去批注后再发布"),
    ("hidden", "文件里有{count}处隐藏文字，请显示出来，删去或改为正常文字"),
    ("struck", "文件里有{count}处画了删除线的文字，请删去，或取消删除线"),
)


@rule("W701", "residue", Severity.ERROR, basis=BASIS)
def residue(report: Report) -> Iterator[Problem]:
    """起草和排版时留下的东西没有清理。

    查正文里的书签和域代码（[bookmark: …]、HYPERLINK…）、Word 的报错文字（错误！未找到引用源）、网页代码、乱码、
    多余的反引号，XX、×× 之类没有填写的占位符（隐去姓名、名称的「李××」「××公司」不算），「待补充」一类的标记；
    查文件里没有接受的修订、批注、隐藏文字、删除线；网页里隐藏的内容多是网站自带的，只作警告。文件属性里的个人姓名只作提示，输出里不重复姓名。

    ## 为什么
    这些东西一发布就人人看得见，修订和批注还会露出讨论过程和经办人姓名。

    ## 错误
    [bookmark: _GoBack]2024年，全年公开信息XX条，其他情况待补充。

    ## 正确
    2024年，全年公开信息36条。
    """
    prose = running(report)
    found = sorted((*_literal(prose), *_placeholders(prose)), key=lambda item: item[:2])
    last = -1
    for start, end, what, confidence in found:
        if start < last:  # one piece of residue inside another
            continue
        last = end
        stated = prose.text[start:end]
        yield Problem(
            prose.place(start, end),
            "这里有{what}「{stated}」，请删去或补充完整",
            what=what,
            stated=stated[:60],
            confidence=confidence,
        )
    yield from _in_the_file(report.document.metadata, report)


def _literal(prose: Running) -> Iterator[tuple[int, int, str, Confidence]]:
    for start, end, entry in lexicon(prose.text, "wording-residue", "literal"):
        yield start, end, entry.what, Confidence(entry.confidence or "certain")


def _placeholders(prose: Running) -> Iterator[tuple[int, int, str, Confidence]]:
    """XX, ××× where a name or a figure belongs."""
    text = prose.text
    # A character is found ten times as fast as a pair, and a pair as a pattern.
    if not any(c in text and c + c in text for c in "Xx×Ｘ"):
        return
    lists = words("wording-residue")["placeholders"]
    for match in regex("[Xx×Ｘ](?:(?<=X)X+|(?<=x)x+|(?<=×)×+|(?<=Ｘ)Ｘ+)").finditer(text):
        start, end = match.span()
        if text.startswith("20", start - 2) and start >= 2:
            start -= 2
        # Not a part of a word, of an address, or of a number that is masked.
        if _joins(text[max(0, start - 1) : start]) or _joins(text[end : end + 1]):
            continue
        before, after = text[start - 1 : start], text[end : end + 2]
        counted = end - start > len(match[0]) or (after and after[0] in lists["units"])
        if before and before in lists["before_name"] and not counted:
            continue
        if any(after.startswith(word) for word in lists["after_name"]):
            continue
        yield start, end, "占位符", Confidence.CERTAIN if counted else Confidence.LIKELY


def _joins(character: str) -> bool:
    """Whether a character beside a placeholder makes one word with it."""
    return character.isascii() and (character.isalnum() or character in tuple("./_@*-"))


def _on_cells(report: Report, cells: list[tuple[str, str]]) -> Problem:
    """Comments of a spreadsheet: they hang on cells, and the first that was read is their place."""
    known: dict[tuple[str, str], str | Span] = {
        (block.anchor.sheet, block.anchor.ref): Span(index, 0, len(block.text))
        for index, block in report.document.paragraphs()
    }
    known |= {(anchor.sheet, anchor.ref): pointer for pointer, anchor in report.origin.items()}
    names = [str(Anchor(sheet=sheet, ref=ref)) for sheet, ref in dict.fromkeys(cells)]
    return Problem(
        "",
        "文件里有{count}条批注（{places}），请删去批注后再发布",
        count=len(cells),
        places="、".join(names[:NAMED]) + ("等" if len(names) > NAMED else ""),
        cells=names,
        where=next((known[cell] for cell in cells if cell in known), None),
        key="comments",
    )


def _in_the_file(metadata: dict[str, Any], report: Report) -> Iterator[Problem]:
    for key, message in _IN_THE_FILE:
        count = metadata.get(key)
        if key == "comments" and (cells := metadata.get("comment_cells")):
            yield _on_cells(report, cells)
        elif isinstance(count, int) and count > 0:
            confidence = Confidence.LIKELY if key == "struck" else Confidence.CERTAIN
            # The first place stands for all.
            where = metadata.get("marks", {}).get(key)
            if key == "hidden" and report.document.kind == "html":
                yield Problem(
                    "",
                    "网页的正文里有{count}处隐藏的内容，请核对：是起草时留下的，请删去；是网站自带的，不用管",
                    count=count,
                    where=where,
                    severity=Severity.WARNING,
                    confidence=Confidence.LIKELY,
                    key=key,
                )
                continue
            yield Problem("", message, count=count, where=where, confidence=confidence, key=key)
    count = metadata.get("format_changes")
    if isinstance(count, int) and count > 0 and not metadata.get("tracked_changes"):
        yield Problem(
            "",
            "文件里有{count}处格式修订还没有接受或拒绝，请在「审阅」里全部接受后再发布",
            count=count,
            severity=Severity.INFO,
            key="format_changes",
        )
    names = [key for key in ("author", "last_modified_by") if _is_person(metadata.get(key))]
    if names:
        fields = {"author": "作者", "last_modified_by": "最后修改者"}
        yield Problem(
            "",
            "文件属性的「{fields}」里有个人姓名，发布前可在「文件—信息—检查文档」里删去",
            fields="、".join(fields[key] for key in names),
            severity=Severity.INFO,
            confidence=Confidence.LIKELY,
            key="properties",
        )


def _is_person(name: object) -> bool:
    """Whether a name in the file's properties is somebody's, not a program's or the office's."""
    if not isinstance(name, str) or not name.strip():
        return False
    lists = words("wording-residue")["file"]
    plain = name.strip().lower()
    if plain in lists["generic_names"] or plain.startswith(("wps", "user", "admin", "pc-", "desktop")):
        return False
    if any(plain.endswith(ending) for ending in lists["organ_endings"]):
        return False
    return not plain.replace("-", "").replace("_", "").isdigit()


RULES = [residue]
