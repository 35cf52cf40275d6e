"""One finding on the terminal: where, what, the quoted line with the fault marked, the addends."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from rich.cells import cell_len

from checker.formats.addends import Group, beside, groups, is_cell, is_prose, telling
from checker.formats.page import STYLES, Page
from checker.formats.words import LONGEST_QUOTE, group_of, group_word, join, spot, visible
from checker.formats.wrap import clip, cut, pad
from checker.i18n import _
from checker.model import Finding, RelatedPlace

_INDENT = 4
#: More second places than this are counted, not shown: an addend that is 0 explains nothing.
_MOST_RELATED = 30
#: So many rows are listed where the same is said of many cells.
_MOST_ROWS = 8


def write(page: Page, finding: Finding) -> None:
    """Write one finding. Severity is always a word, colour only repeats it."""
    group = group_of(finding)
    where = visible(spot(finding.location), 80) or _("整份文件")
    page.ends(
        [(group_word(group), STYLES[group]), ("  ", ""), (where, "bold")],
        (f"{visible(finding.code, 12)} {visible(finding.name, 40)}", "dim"),
    )
    _message(page, finding)
    if finding.around is not None:
        # What a hint names is found without a mark.
        told = group == "info" and finding.location.quote in finding.message
        quote(
            page, finding.around[0], finding.location.quote, finding.around[1], STYLES[group], marked=not told
        )
    elif is_prose(finding.pointer) and finding.location.quote not in finding.message:
        quote(page, "", finding.location.quote, "", STYLES[group])
    if finding.related:
        _related(page, finding)
    if finding.fix is not None:
        page.say(visible(finding.fix.title), indent=_INDENT, lead=_("改法："), lead_style="green")


def _message(page: Page, finding: Finding) -> None:
    """The message; equations that end it stand a line each."""
    evidence = str(finding.values.get("evidence") or "")
    lines = finding.values.get("equations")
    if evidence and isinstance(lines, list) and finding.message.endswith(evidence):
        page.say(visible(finding.message.removesuffix(evidence)), indent=_INDENT)
        for line in lines:
            page.say(visible(str(line)), indent=_INDENT + 4, lead="· ")
    else:
        page.say(visible(finding.message), indent=_INDENT)


def quote(page: Page, before: str, fault: str, after: str, style: str, *, marked: bool = True) -> None:
    """The line the fault stands in, cut to the width of the page, with 「^」 under the fault."""
    lead = " " * _INDENT + page.bar + " "
    room = page.prose - cell_len(lead)
    fault = clip(visible(fault, LONGEST_QUOTE), room - 8)
    left, right = visible(before.lstrip("\u3000 ")), visible(after)
    # What stands before gets the room that what stands after leaves, and at least half of it.
    spare = room - cell_len(fault)
    left = _tail(left, max(spare // 2, spare - cell_len(right)))
    right = clip(right, spare - cell_len(left))
    page.line((lead, "dim"), (left, ""), (fault, style), (right, ""))
    if marked and fault and (left or right):
        page.line((lead, "dim"), (" " * cell_len(left), ""), ("^" * cell_len(fault), style))


def _tail(text: str, width: int) -> str:
    """The end of `text` in at most `width` cells, with 「…」 where something was cut off."""
    if cell_len(text) <= width:
        return text
    return "…" + cut(text[::-1], max(1, width - 1))[0][::-1]


def _related(page: Page, finding: Finding) -> None:
    """The second places: cells in columns, so that a sum can be followed with a finger."""
    cells = [r for r in finding.related if is_cell(r)]
    other = [r for r in finding.related if not is_cell(r)]
    if len(cells) == 1:
        other, cells = finding.related, []
    if len(cells) > 1 and len({r.note for r in cells}) == 1:
        _rows(page, finding, cells)
        cells = []
    shown, zeros = telling(cells)
    rest, shown = len(shown) - _MOST_RELATED, shown[:_MOST_RELATED]
    for group in groups(shown):
        if group.shared:
            page.say(visible(group.shared, 80), indent=_INDENT + 2)
        _sum(page, finding, group, _INDENT + (4 if group.shared else 2))
    if zeros:
        page.say(_("其余 {n} 项为 0 或空白").format(n=zeros), "dim", indent=_INDENT + 2)
    if rest > 0:
        page.say(_("另有 {n} 处").format(n=rest), "dim", indent=_INDENT + 2)
    for same in _alike(other[:_MOST_RELATED]):
        _elsewhere(page, same, finding.location.path)
    if len(other) > _MOST_RELATED:
        page.say(_("另有 {n} 处").format(n=len(other) - _MOST_RELATED), "dim", indent=_INDENT + 2)


def _alike(places: list[RelatedPlace]) -> list[list[RelatedPlace]]:
    """Second places in their order, those of which the same is said in one run."""
    return [list(run) for _note, run in groupby(places, key=lambda related: related.note)]


def _sum(page: Page, finding: Finding, group: Group, indent: int) -> None:
    """One line a cell: its name, its figure under the others, its place."""
    rows = [
        (visible(name, 80), clip(visible(r.location.quote, 24), 24), beside(r, finding.location))
        for name, r in group.cells
    ]
    wide = [max(cell_len(row[i]) for row in rows) for i in range(3)]
    wide[0] = max(8, min(wide[0], page.prose - indent - 4 - wide[1] - wide[2]))
    room = max(8, page.prose - indent - 4 - wide[0] - wide[1])
    for name, figure, words in rows:
        gap = " " * (wide[1] - cell_len(figure))
        name = pad(clip(name, wide[0]), wide[0])
        page.line(
            (" " * indent, ""), (name, ""), (f"  {gap}{figure}", "bold"), (f"  {clip(words, room)}", "dim")
        )


def _rows(page: Page, finding: Finding, cells: list[RelatedPlace]) -> None:
    """Cells of which the same is to be said: a line a row, with the names of its columns."""
    rows: dict[str, list[str]] = {}
    for related in cells:
        anchor = related.location
        row = beside(replace(related, location=replace(anchor, cell=None, label="")), finding.location)
        rows.setdefault(row, []).append(visible(anchor.label or str(anchor.cell or ""), 40))
    for words, columns in list(rows.items())[:_MOST_ROWS]:
        page.say("、".join(columns), indent=_INDENT + 2, lead=f"{words}：" if words else "")
    if len(rows) > _MOST_ROWS:
        page.say(_("另有 {n} 行").format(n=len(rows) - _MOST_ROWS), "dim", indent=_INDENT + 2)


def _elsewhere(page: Page, same: list[RelatedPlace], path: str) -> None:
    """Second places with one note: a line, the place of each with what stands there.

    The file of a place is named only where it is another than `path`, the finding's own.
    """
    note = same[0].note
    said: list[str] = []
    before, last = None, ""
    for related in same:
        anchor, quoted = related.location, related.location.quote
        anchor = replace(anchor, path="") if anchor.path == path else anchor
        words = visible(spot(replace(anchor, label="") if anchor.label in note else anchor), 80)
        shown = f"「{visible(quoted, 60)}」" if quoted and quoted not in note else ""
        if said and words == last and shown:
            said[-1] += shown
            continue
        last = words
        if before is not None and anchor.line is not None and anchor.line == before.line:
            words = words.removeprefix(spot(replace(anchor, column=None))).lstrip(" ,") or words
        if words + shown:
            said.append(words + shown)
        before = anchor
    parts = [part for part in (visible(note), join(said)) if part]
    page.say("  ".join(parts), indent=_INDENT, lead=_("参见："), lead_style="dim")


def places(findings: list[Finding], most: int = 12) -> str:
    """Where a run of like findings stands, equal places counted: 「第3段（2处）、第8段 等」."""
    found: dict[str, int] = {}
    for finding in findings:
        words = visible(spot(replace(finding.location, label="", column=None)), 40) or _("整份文件")
        found[words] = found.get(words, 0) + 1
    shown = [
        words if n == 1 else _("{place}（{n} 处）").format(place=words, n=n)
        for words, n in list(found.items())[:most]
    ]
    text = "、".join(shown)
    return _("{places} 等").format(places=text) if len(found) > most else text
