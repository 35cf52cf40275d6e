"""The web page: whole in itself, harmless, and marking the right cells."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
import sample
from selectolax.lexbor import LexborHTMLParser, LexborNode

from checker.engine import Engine, Run, Settings
from checker.formats import html as html_format
from checker.formats.html_marks import cut_text, offset_of
from checker.formats.html_view import Card
from checker.model import Anchor, Paragraph
from checker.registry import load

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def rendered(run: Run) -> str:
    stream = io.StringIO()
    html_format.render(run, stream)
    return stream.getvalue()


def page(run: Run) -> LexborHTMLParser:
    return LexborHTMLParser(rendered(run))


def checked(name: str) -> Run:
    engine = Engine(load(), Settings(keep_report=True))
    result = engine.check_bytes((EXAMPLES / name).read_bytes(), name)
    return Run([result], result.as_of, list(engine.registry.rules.values()))


def words(node: LexborNode) -> str:
    return " ".join(node.text().split())


def test_the_page_needs_nothing_else() -> None:
    text = rendered(sample.run())
    tree = LexborHTMLParser(text)
    assert not tree.css("script, link, img, iframe, object, embed, base")
    assert not re.search(r"""(src|href)\s*=\s*["'](?!#)""", text)
    assert not re.search(r"url\(|@import|https?:", text)
    policy = tree.css_first("meta[http-equiv=Content-Security-Policy]").attributes["content"]
    assert policy is not None and policy.startswith("default-src 'none'")


def test_hostile_text_is_shown_as_text() -> None:
    text = rendered(sample.run())
    assert "<script>alert(1)</script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "[bookmark: _GoBack][red]红[/red]" in text
    assert not set(text) & {"\x1b", "\u202e", "\u200b", "\x07"}


def test_every_link_leads_somewhere() -> None:
    tree = page(sample.run())
    ids = {node.attributes["id"] for node in tree.css("[id]")}
    targets = [node.attributes["href"] or "" for node in tree.css("a")]
    assert targets and all(target[1:] in ids for target in targets)


def test_a_wrong_cell_is_marked_and_its_addends_too() -> None:
    tree = page(sample.run(sample.bad()))
    (wrong,) = tree.css("td.wrong")
    assert wrong.text(deep=False).strip() == "18"
    assert wrong.css_first("a").attributes["href"] == "#r1-1"
    assert [words(node) for node in tree.css("td.evidence")] == ["12", "3", "0", "0", "1", "0"]


def test_a_stretch_of_prose_is_marked_exactly() -> None:
    tree = page(sample.run(sample.bad()))
    marks = [node.text() for node in tree.css(".document mark.error")]
    assert marks == ["119条"]
    commas = tree.css(".document mark.warning")
    assert [node.text() for node in commas].count(",") == 2
    assert [node.text() for node in tree.css("mark.evidence")] == ["82条", "45条"]


def test_every_finding_that_stands_has_one_card_and_the_suppressed_none() -> None:
    result = sample.bad()
    tree = page(sample.run(result))
    cards = tree.css("article.card")
    assert len(cards) == sum(f.suppressed is None for f in result.findings)
    assert "L606" not in "".join(words(card) for card in cards)


def test_without_the_report_the_findings_are_still_there() -> None:
    result = sample.bad()
    result.report = None
    tree = page(sample.run(result))
    assert not tree.css(".document")
    assert len(tree.css("article.card")) == 8
    assert "全年主动公开政府信息119条" in words(tree.css("article.card")[1]).replace(" ", "")


def test_what_was_not_checked_is_listed() -> None:
    text = words(page(sample.run(sample.incomplete())).css_first(".missed"))
    assert "表三的列数与格式不符" in text and "T201～T203、T206" in text


@pytest.mark.parametrize("suffix", ["docx", "html", "md", "txt", "json"])
def test_a_real_report_is_drawn_with_its_wrong_cells_marked(suffix: str) -> None:
    run = checked(f"bad-2024.{suffix}")
    tree = page(run)
    for finding in run.results[0].findings:
        if finding.code in {"T200", "T204"}:
            number = run.results[0].findings.index(finding) + 1
            marked = [td for td in tree.css("td.wrong") if td.css_matches(f'a[href="#r1-{number}"]')]
            assert len(marked) == 1, finding.message
            stated = str(finding.values.get("stated", finding.location.quote))
            assert marked[0].text(deep=False).strip() == stated
    assert len(tree.css("table.form")) >= 3


def test_a_clean_report_has_no_mark() -> None:
    tree = page(checked("good-2024.docx"))
    assert not tree.css("mark") and not tree.css("td.wrong")
    assert tree.css_first("span.passed").text() == "通过"


def test_the_surroundings_tell_equal_quotes_apart() -> None:
    block = Paragraph("甲,乙,丙,丁")
    assert offset_of(block, Anchor(quote=","), ("甲,乙", "丙,丁")) == 3
    assert offset_of(block, Anchor(quote=","), None) == 1
    lines = Paragraph("甲,乙,丙", lines=((0, 5, 1), (2, 6, 1)))
    assert offset_of(lines, Anchor(line=6, column=2, quote=","), None) == 3
    assert offset_of(block, Anchor(quote="戊"), None) is None


def test_overlapping_marks_each_keep_their_stretch() -> None:
    one, two = (
        Card(n, f"r1-{n}", "error", "错误", "X901", "x", "", "", ("", "", ""), [], "") for n in (1, 2)
    )
    pieces = cut_text("甲乙丙丁戊", [(1, 3, one, False), (2, 4, two, False)])
    assert [(p.text, [c.number for c in p.cards]) for p in pieces] == [
        ("甲", []), ("乙", [1]), ("丙", [1, 2]), ("丁", [2]), ("戊", []),
    ]  # fmt: skip
    assert [[c.number for c in p.last] for p in pieces] == [[], [], [1], [2], []]
