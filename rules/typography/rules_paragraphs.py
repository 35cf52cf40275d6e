"""L618 to L621: how paragraphs begin and end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from checker.api import NOTE_MARKS, Confidence, Edit, Fix, Note, Problem, Report, Severity, Span, rule

from ..outline import regex
from .layout import CONTACT, ENDS, NUMBERED, Row, broken_lines, closes_line, indents, rows, usual

#: A sub-heading is a noun: these end one. 「（二）未收到公开申请。」 is a sentence.
NOUN = "(?:情况|工作|建设|保障|管理|方面|问题|措施|安排|打算|事项|方向|公开|审查|监督|成效|不足|任务)。$"
VERB = "^[（(][一二三四五六七八九十]{1,2}[)）](?:继续|进一步|持续|加强|强化|深化|推进|做好|完善|健全|提升|提高|优化|规范|落实|加大|扎实|积极|认真|未|无|没有|全面|切实|严格|着力|及时|拓宽|拓展|突出|抓好)"
LEAST = 4


@rule("L618", "heading-end-mark", Severity.INFO, basis="GB/T 9704-2012 7.3.3；公文标题通行做法")
def heading_end_mark(report: Report) -> Iterator[Problem]:
    """单独成行的小标题末尾用了句号。

    小标题单独占一行的，末尾不用句号；后面接着写正文的（「（一）主动公开情况。2024年……」）可以用。
    只查六个部分的标题，和下面另起一段写正文的名词性小标题。

    ## 为什么
    标题不是句子。

    ## 错误
    「（一）主动公开情况。」单独一行，下一行是「2024年，全年主动公开信息12条。」

    ## 正确
    「（一）主动公开情况」单独一行，下一行是「2024年，全年主动公开信息12条。」
    """
    found = rows(report)
    titles = {
        i
        for p, blocks in report.blocks.items()
        if p.startswith("/sections/") and p.endswith("/title")
        for i in blocks
    }
    for row, following in zip(found, [*found[1:], None], strict=False):
        if not row.heading or not row.text.endswith("。"):
            continue
        if row.block not in titles:
            opens = regex("[（(][一二三四五六七八九十]{1,2}[)）]").match(row.text)
            if (
                not opens
                or following is None
                or not following.running
                or regex(NUMBERED).match(following.text)
            ):
                continue
            if not regex(NOUN).search(row.text) or regex(VERB).search(row.text):
                continue
        elif len(row.text) > 30 or "。" in row.text[:-1] or "无。" in row.text:
            continue
        end = _end(report, row)
        yield Problem(
            Span(row.block, end - 1, end),
            "小标题「{stated}」单独成行，末尾不用句号",
            stated=row.text[:24],
            confidence=Confidence.LIKELY,
            fix=Fix("删去句号", (Edit(Span(row.block, end - 1, end), "。", ""),)),
        )


def _end(report: Report, row: Row) -> int:
    text = getattr(report.document.blocks[row.block], "text", row.text)
    return len(str(text).rstrip())


@rule("L619", "mixed-indent", Severity.INFO, basis="GB/T 9704-2012 7.3.3（正文每个自然段左空二字）")
def mixed_indent(report: Report) -> Iterator[Problem]:
    """正文段落的首行缩进不一致。

    正文每段左空二字。有的段落空、有的不空，或者空的宽度不同，全文只报一处。只有纯文本文件看得出空格缩进；
    Word 和网页的缩进多由样式设定，不查。

    ## 为什么
    缩进不一，是几个人的稿子拼起来没有统一排版的样子。

    ## 错误
    一段开头空两个字，另一段顶格

    ## 正确
    每段开头都空两个字
    """
    found = rows(report)
    if broken_lines(report, found):
        return
    seen = indents(report, found)
    counts = Counter(width for _, width in seen)
    if len(seen) < LEAST or len(counts) < 2:
        return
    normal = usual(counts)
    odd = [row for row, width in seen if width != normal]
    yield Problem(
        Span(odd[0].block, 0, min(12, len(odd[0].text))),
        "正文{total}段中，有{count}段的首行缩进与其他段不一致，请统一为左空二字",
        total=len(seen),
        count=len(odd),
        related=[Note(Span(row.block, 0, 0), "缩进也不一致") for row in odd[1:6]],
        key="indent",
    )


@rule("L620", "line-start-mark", Severity.INFO, basis="GB/T 15834-2011 5.1")
def line_start_mark(report: Report) -> Iterator[Problem]:
    """段落以不能放在行首的标点开头。

    句号、逗号、顿号、分号、冒号、问号、叹号和后引号、后括号、后书名号不放在一行的开头。

    ## 为什么
    多是一段话被错误地断成了两段，或者删了前面的字。

    ## 错误
    ，并按月检查栏目更新。

    ## 正确
    每件文件都配发图文解读，并按月检查栏目更新。
    """
    found = rows(report)
    for row in () if broken_lines(report, found) and report.blocks else found:
        mark = closes_line(row.text)
        if mark:
            text = str(getattr(report.document.blocks[row.block], "text", row.text))
            at = text.index(mark)
            yield Problem(
                Span(row.block, at, at + 1),
                "这一段以「{stated}」开头，请核对是不是断错了段，或者前面漏了字",
                stated=mark,
            )


@rule("L621", "missing-stop", Severity.INFO, basis="GB/T 15834-2011 4.1")
def missing_stop(report: Report) -> Iterator[Problem]:
    """段落末尾没有句号。

    查有逗号、句号的正文段落，末尾没有标点，或者以逗号、顿号收尾的。标题、落款、联系方式、表格前后的说明、
    按固定宽度断行的文字不查。

    ## 为什么
    没有句号的段落，读者不知道是不是漏了后半句。

    ## 错误
    全年主动公开政府信息12条，未收到公开申请

    ## 正确
    全年主动公开政府信息12条，未收到公开申请。
    """
    found = rows(report)
    running = [row for row in found if row.running]
    if len(running) < LEAST or broken_lines(report, found):
        return
    for row in running:
        last = row.text[-1]
        if last in ENDS or last in NOTE_MARKS or row.before == "table" or regex(CONTACT).search(row.text):
            continue
        cut = last in "，、,"
        if not cut and not (last.isalnum() or last in "%％"):
            continue
        end = _end(report, row)
        fix = Fix("补上句号", (Edit(Span(row.block, end - 1, end), last, "。" if cut else last + "。"),))
        yield Problem(
            Span(row.block, end - 1, end),
            "这一段以「{stated}」收尾，请核对是不是没有写完，写完了的用句号"
            if cut
            else "这一段末尾没有句号，请核对是不是没有写完",
            stated=last,
            confidence=Confidence.LIKELY,
            fix=fix,
        )


RULES = [heading_end_mark, mixed_indent, line_start_mark, missing_stop]
