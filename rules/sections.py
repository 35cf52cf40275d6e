"""N301, N307: the six sections and the three tables of the form are there."""

from __future__ import annotations

from collections.abc import Iterator

from checker.api import (
    Confidence,
    Paragraph,
    Problem,
    Report,
    Severity,
    Span,
    Unchecked,
    chinese,
    rule,
    section_titles,
)

from .outline import (
    TABLE_NAMES,
    TABLES,
    Part,
    block_range,
    has_picture,
    label,
    part,
    parts,
    place_before,
    prose,
    regex,
    title_place,
    words,
)

FORM = "《政府信息公开条例》第五十条；国办公开办函〔2019〕60号、国办公开办函〔2021〕30号"
# From here on missing sections are one finding: nothing of the form is there.
MANY = 3


@rule(
    "N301", "missing-section", Severity.ERROR, basis=FORM, needs=("/sections",), structural=True, absence=True
)
def missing_section(report: Report) -> Iterator[Problem | Unchecked]:
    """缺少应有的部分。

    年报固定有六个部分，少一个报一处；少三个以上合成一处，逐个写明。标题换了说法、但仍认得出的，
    不算缺少（见 N303）。第五部分的标题丢了、内容还在前一部分里，而文件里还有别处没能读出的，
    可能是转换时丢的，请人工核对。表格文件（Excel、WPS 表格）里的表放在工作表里而没有标题的，也请人工核对。

    ## 为什么
    《政府信息公开条例》第五十条规定了年报的内容，国务院办公厅的格式把它分成六个部分，「不能遗漏，也不宜泛化」。

    ## 错误
    第五部分写完就结束，没有「六、其他需要报告的事项」。

    ## 正确
    没有其他事项也保留「六、其他需要报告的事项」，在下面写明信息处理费的收取情况。
    """
    found = parts(report)
    present = {p.ordinal for p in found}
    missing = [n for n in section_titles(report) if n not in present]
    if sheets := _on_sheets(report, missing):
        yield Problem(
            "/sections",
            "没有找到{labels}的标题，表格在工作表里。如果要照这份文件发布，请补上标题",
            labels="".join(f"「{label(report, n)}」" for n in sheets),
            confidence=Confidence.UNSURE,
            where=f"/{TABLES[sheets[0]]}",
            key="sheets",
        )
        missing = [n for n in missing if n not in sheets]
    if len(missing) >= MANY:
        yield Problem(
            "/sections",
            "缺少第{ordinals}部分：{labels}。请按格式补上这{count}个部分的标题和内容",
            ordinals="、".join(chinese(n) for n in missing),
            labels="".join(f"「{label(report, n)}」" for n in missing),
            count=len(missing),
            where=_before(report, found, missing[0]),
            explains=[f"N307:{TABLES[n]}" for n in missing if n in TABLES],
        )
        return
    torn = bool(report.unread or report.confidence)
    for n in missing:
        before = [p for p in found if p.ordinal is not None and p.ordinal < n]
        where = _before(report, found, n)
        at = f"/sections/{before[-1].index + 1 if before else 0}"
        explains = [f"N307:{TABLES[n]}"] if n in TABLES else []
        if before and n == 5 and _holds_problems(report, before[-1]):
            yield Problem(
                at,
                "没有找到「{label}」这个标题，第{host}部分里却有写问题和改进的内容。请核对标题是否漏写，漏写的请补上",
                label=label(report, n),
                host=chinese(before[-1].ordinal or 0),
                where=where,
                key=str(n),
                explains=explains,
                # Only where more was lost than this heading was it perhaps lost on the way here.
                confidence=Confidence.UNSURE if torn else Confidence.CERTAIN,
            )
        else:
            yield Problem(
                at,
                "缺少第{ordinal}部分「{label}」。年报应有六个部分，请补上这一部分的标题和内容",
                ordinal=chinese(n),
                label=label(report, n),
                where=where,
                key=str(n),
                explains=explains,
            )


def _on_sheets(report: Report, missing: list[int]) -> list[int]:
    """The parts whose tables a workbook holds, on sheets that need no heading."""
    if not report.document.metadata.get("sheets"):
        return []
    return [n for n in missing if n in TABLES and isinstance(report.get(f"/{TABLES[n]}"), dict)]


def _before(report: Report, found: list[Part], ordinal: int) -> str | Span | None:
    previous = [p for p in found if p.ordinal is not None and p.ordinal < ordinal]
    following = [p for p in found if p.ordinal is not None and p.ordinal > ordinal]
    return place_before(report, following[0] if following else None, previous[-1] if previous else None)


def _holds_problems(report: Report, host: Part) -> bool:
    """Whether the section before the missing fifth has its content: a conversion loses a heading easily."""
    text = "".join(piece.text for piece in prose(report, host))
    found = regex("存在(?:的)?(?:主要)?(?:问题|不足)").search(text) and regex("改进|整改|下一步").search(text)
    return bool(found)


@rule("N307", "missing-table", Severity.ERROR, basis=FORM, structural=True, absence=True)
def missing_table(report: Report) -> Iterator[Problem | Unchecked]:
    """缺少表格，或者表格只是一张图片。

    第二、三、四部分各有一张规定的表格。整张表没有，或者放的是图片，报在该部分的标题处，一张表报一处。
    表格有、但没能读出来的，不算缺少，列为未核对。

    ## 为什么
    三张表是年报的主体，格式要求「数据准确、要素齐备」。图片里的数字不能检索、不能汇总，也无法核对。

    ## 错误
    三、收到和处理政府信息公开申请情况：下面只有一张截图。

    ## 正确
    用文字表格填写，没有发生的填 0。
    """
    unread = dict(report.unread)
    metadata = report.document.metadata
    # A workbook without prose that holds one table is a piece of a report: the others are elsewhere.
    piece = "/sections" in unread and sum(isinstance(report.get(f"/{t}"), dict) for t in TABLES.values()) < 2
    for ordinal, table in TABLES.items():
        if isinstance(report.get(f"/{table}"), dict):
            continue
        p = part(report, ordinal)
        inside = block_range(report, p) if p else range(0)
        if _has_table(report, inside):
            why = unread.get(f"/{table}", "")
            yield Unchecked("{table}没能读出，有没有缺项未核对：{why}", table=TABLE_NAMES[ordinal], why=why)
            continue
        where = title_place(report, p) if p else _before(report, parts(report), ordinal)
        if p is not None and has_picture(report, p):
            template = "第{ordinal}部分的{table}「{label}」是图片，数字无法核对。请换成可以选中文字的表格"
        elif metadata.get("pictures") and "picture_blocks" not in metadata:
            template = "第{ordinal}部分没有{table}「{label}」，可能在图片里。请换成可以选中文字的表格"
        else:
            template = "第{ordinal}部分没有{table}「{label}」。请按格式补上，没有发生的填 0"
        yield Problem(
            f"/{table}",
            template,
            ordinal=chinese(ordinal),
            table=TABLE_NAMES[ordinal],
            label=section_titles(report)[ordinal][0],
            where=where,
            confidence=Confidence.UNSURE if piece else Confidence.CERTAIN,
            key=table,
        )


def _has_table(report: Report, blocks: range) -> bool:
    """Whether anything like a table stands there: a table, a row of figures, or three labels of the form."""
    labels = words("sections-words")["table_labels"]["words"]
    text = ""
    for index in blocks:
        block = report.document.blocks[index]
        if not isinstance(block, Paragraph):
            return True
        text += block.text + "\n"
        if regex(r"(?:\b[0-9]+[\s|]+){5}").search(block.text):
            return True
    return sum(word in text for word in labels) >= 3


RULES = [missing_section, missing_table]
