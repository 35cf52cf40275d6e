"""Text whose lines were broken at a width reads as its paragraphs do, with the places of the file."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from support import EXAMPLES, engine

from checker.model import Confidence, Severity


def wrapped(text: str, width: int) -> str:
    """The text with its prose broken as programs do: no number is cut, no closing mark begins a line."""
    lines: list[str] = []
    for line in text.split("\n"):
        if "\t" in line:
            lines.append(line)
            continue
        now = ""
        for piece in re.findall(r"[0-9A-Za-z.%@:/\-]+|.", line):
            if len(now) + len(piece) > width and not re.match(r"[，。；：、！？）》”]", piece):
                lines.append(now)
                now = ""
            now += piece
        lines.append(now)
    return "\n".join(lines)


def codes(text: str) -> list[str]:
    found = engine().check_bytes(text.encode(), "年报.txt").findings
    return sorted(f.code for f in found if f.severity is not Severity.INFO)


@pytest.mark.parametrize("width", [18, 20, 22, 25, 28, 33, 36, 40, 45, 60])
@pytest.mark.parametrize("name", ["good-2024", "good-2023", "good-2020"])
def test_nobody_is_blamed_for_a_width(name: str, width: int) -> None:
    text = wrapped((EXAMPLES / f"{name}.txt").read_text(encoding="utf-8"), width)
    found = engine().check_bytes(text.encode(), "年报.txt")
    assert [
        (f.code, f.message)
        for f in found.findings
        if f.severity is not Severity.INFO and f.confidence is not Confidence.UNSURE
    ] == []


@pytest.mark.parametrize("width", [30, 40])
@pytest.mark.parametrize("name", ["bad-2024", "bad-2020"])
def test_the_same_is_found_at_the_lines_of_the_file(name: str, width: int) -> None:
    text = (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    whole, broken = Counter(codes(text)), Counter(codes(wrapped(text, width)))
    # One may go with the space that a line end takes away (「材料 份」), or comes to lie in (「[2021]」).
    assert not broken - whole and (whole - broken).total() <= 1
    lines = wrapped(text, width).split("\n")
    for finding in engine().check_bytes("\n".join(lines).encode(), "年报.txt").findings:
        place, quote = finding.location, finding.location.quote
        if place.line and place.column and quote and len(quote) < 6 and finding.code[0] in "LW":
            here = "".join(lines[place.line - 1 : place.line + 1])[place.column - 1 :]
            assert here.startswith(quote[:1]), (finding.code, quote, here[:10])


def test_short_lines_of_their_own_stay_apart() -> None:
    """A list of names is no paragraph, and neither are paragraphs of a line each."""
    text = (EXAMPLES / "good-2024.txt").read_text(encoding="utf-8")
    report = engine().read(text.encode(), "年报.txt")
    assert len(report.document.blocks) == len(
        engine().read((text + "\n").encode(), "年报.txt").document.blocks
    )
    names = "\n".join(["安澜县水务局办公室", "安澜县水务局河道管理科", "安澜县水务局供水科"] * 3)
    more = engine().read((text.rstrip("\n") + "\n\n" + names + "\n").encode(), "年报.txt")
    assert len(more.document.blocks) == len(report.document.blocks) + 9
