"""T206: the fee statement of section six against row （六）2 of table 三."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from checker.api import (
    Confidence,
    Note,
    Problem,
    Report,
    Severity,
    Unchecked,
    is_number,
    label_of,
    numeral,
    rule,
)

from .outline import Piece, half, part, prose, regex, words

CELL = "/requests/outcome/other/fee_unpaid/total"


@dataclass(slots=True)
class Claim:
    """What section six says of fee notices: kind "denied", "count" or "all_paid", and where."""

    kind: str
    piece: Piece
    start: int
    end: int
    count: int = 0

    @property
    def quote(self) -> str:
        return self.piece.text[self.start : self.end]


@cache
def _patterns(kind: str) -> tuple[str, ...]:
    data = words("fees")
    found = []
    for pattern in data[kind]:
        for name, text in data["words"].items():
            pattern = pattern.replace("{" + name + "}", text)
        found.append(pattern)
    return tuple(found)


def _compact(text: str) -> tuple[str, list[int]]:
    """`text` half-width, without white space and false friends, and where each character came from."""
    plain = half(text)
    for friend in words("fees")["false_friends"]:
        plain = plain.replace(friend, " " * len(friend))
    kept = [i for i, c in enumerate(plain) if not c.isspace()]
    return "".join(plain[i] for i in kept), kept


def claims(piece: Piece) -> Iterator[Claim]:
    """What a paragraph claims of fee notices, the strongest first."""
    text, origin = _compact(piece.text)
    data = words("fees")
    if not regex(data["subject"]).search(text):
        return
    for kind, name in (("denied", "denials"), ("count", "counts"), ("all_paid", "all_paid")):
        for pattern in _patterns(name):
            found = regex(pattern).search(text)
            if found is None:
                continue
            sentence = text[max(text.rfind(mark, 0, found.start()) for mark in "。;") + 1 : found.start()]
            # 「对其中3件未发出收费通知」 denies nothing but those three.
            if kind != "count" and regex(data["partial"]).search(sentence):
                continue
            count = (numeral(found[1]) or 0) if kind == "count" else 0
            yield Claim(kind, piece, origin[found.start()], origin[found.end() - 1] + 1, count)
            break


MESSAGES = {
    "denied": "第六部分说“{quote}”，{cell}却填 {stated}：没有发过收费通知，就不会有逾期不缴费的申请",
    "count": "第六部分说“{quote}”，{cell}却填 {stated}，比发出的收费通知还多",
    "all_paid": "第六部分说“{quote}”，{cell}却填 {stated}：都缴了费，就不会有逾期不缴费的申请",
}
CAVEAT = "。请核对这两处（上一年底发出、本年才逾期的通知除外）"


@rule(
    "T206",
    "fees-inconsistent",
    Severity.WARNING,
    basis="国办函〔2020〕109号《政府信息公开信息处理费管理办法》；国办公开办函〔2021〕30号",
    editions=("2021",),
    needs=("/requests", "/sections"),
)
def fees_inconsistent(report: Report) -> Iterator[Problem | Unchecked]:
    """收费情况与表三矛盾。

    表三（六）2（逾期未按收费通知缴费、不再处理）大于 0，而第六部分说没有发出收费通知、
    发出的通知比这个数还少，或者申请人都缴了费。只说没有收到信息处理费的，不算矛盾。

    ## 为什么

    先有收费通知，才会有逾期不缴费的申请。上一年底发出的通知可能本年才逾期，所以只作警告。

    ## 错误

    表三（六）2 总计填 6，第六部分写“本年未发出收费通知”。

    ## 正确

    第六部分写“发出收费通知 11 件，其中 6 件逾期未缴费”。
    """
    stated = report.get(CELL)
    if is_number(stated) and stated <= 0:
        return
    section = part(report, 6)
    if section is None:
        yield Unchecked("没有第六部分，收费情况未与表三核对")
        return
    found = [claim for piece in prose(report, section) for claim in claims(piece)]
    if not found:
        return
    cell = label_of(report, CELL)
    if not is_number(stated):
        yield Unchecked("{cell}没有数字，收费情况未核对", cell=cell)
        return
    found.sort(key=lambda claim: list(MESSAGES).index(claim.kind))
    for claim in found:
        if claim.kind == "count" and claim.count >= stated:
            continue
        yield Problem(
            claim.piece.place(claim.start, claim.end),
            MESSAGES[claim.kind] + CAVEAT,
            related=[Note(CELL, "{cell}：{stated}", {"cell": cell, "stated": stated})],
            confidence=Confidence.LIKELY,
            key=claim.kind,
            quote=claim.quote,
            cell=cell,
            stated=stated,
        )
        return


RULES = [fees_inconsistent]
