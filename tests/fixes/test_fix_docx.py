"""`fix` in Word files: the runs an edit touches change, and nothing else in the file."""

from __future__ import annotations

import io
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import COMMA, HEAD, SECTIONS, TWICE, engine_of, mend, proposing, replacing, texts, whys

from checker.api import Edit, Fix, Report, Span
from checker.fixes import Refused
from checker.fixes.members import replaced

sys.path.insert(0, str(Path(__file__).parents[1] / "loaders"))
import docx_builder as d


def report(*prose: str, **parts: object) -> bytes:
    """A small report with this prose (text or XML)."""
    body = [c if c.startswith("<") else d.p(c) for c in (HEAD, SECTIONS[0], *prose, *SECTIONS[1:])]
    return d.docx(*body, **parts)  # type: ignore[arg-type]


def main(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


def members(data: bytes) -> list[tuple[object, ...]]:
    """All but the main part, with their compressed bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = []
        for info in archive.infolist():
            start = info.header_offset + 30 + len(info.filename.encode()) + len(info.extra)
            packed = data[start : start + info.compress_size] if info.filename != "word/document.xml" else b""
            found.append((info.filename, info.date_time, info.compress_type, info.external_attr, packed))
        return found


def test_runs_keep_their_formats() -> None:
    prose = d.p(d.r("甲", "<w:b/>"), d.r(","), d.r("乙工", "<w:i/>"), d.r("作工", "<w:u/>"), d.r("作丙"))
    data = report(prose)
    fixed = mend(data, "a.docx", COMMA, TWICE)
    after = d.p(d.r("甲", "<w:b/>"), d.r("，"), d.r("乙工", "<w:i/>"), d.r("作", "<w:u/>"), d.r("丙"))
    assert main(fixed.after) in (
        main(data).replace(prose, after),
        main(data).replace(prose, after.replace("乙工", "乙").replace(">作<", ">工作<")),
    )
    assert members(fixed.after) == members(data)
    assert mend(fixed.after, "a.docx", COMMA, TWICE).after == fixed.after


def test_text_of_one_length_stays_in_its_runs() -> None:
    prose = d.p(d.r("１", "<w:b/>"), d.r("２", "<w:i/>"), d.r("件"))
    data = report(prose)
    fixed = mend(data, "a.docx", replacing("X613", "１２", "12"))
    assert main(fixed.after) == main(data).replace("１", "1").replace("２", "2")


def test_markup_in_text_is_escaped_and_read() -> None:
    prose = d.p("甲&乙,丙<丁某")
    data = report(prose)
    fixed = mend(data, "a.docx", COMMA, replacing("X001", "某", "<b>&"))
    assert main(fixed.after) == main(data).replace("乙,丙", "乙，丙").replace("某", "&lt;b&gt;&amp;")
    fixed = mend(data, "a.docx", replacing("X001", "&", "和"))
    assert main(fixed.after) == main(data).replace("甲&amp;乙", "甲和乙")


def test_comments_character_data_and_references_inside_text() -> None:
    prose = "<w:p><w:r><w:t>甲<!-- 甲,乙 -->,乙<![CDATA[,丙]]>&#44;丁&#x2c;戊</w:t></w:r></w:p>"
    data = report(prose)
    fixed = mend(data, "a.docx", COMMA)
    after = "<w:p><w:r><w:t>甲<!-- 甲,乙 -->，乙<![CDATA[，丙]]>，丁，戊</w:t></w:r></w:p>"
    assert main(fixed.after) == main(data).replace(prose, after)


def test_space_at_an_edge_is_asked_for() -> None:
    prose = '<w:p><w:r><w:t>甲 乙</w:t></w:r><w:r><w:t xml:space="preserve"> 丙</w:t></w:r></w:p>'
    data = report(prose)
    fixed = mend(data, "a.docx", replacing("X001", "(?<= )乙", ""))
    after = prose.replace("<w:t>甲 乙", '<w:t xml:space="preserve">甲 ')
    assert main(fixed.after) == main(data).replace(prose, after)


def test_space_that_is_not_shown_stays() -> None:
    prose = "<w:p><w:r><w:t> 甲,乙 </w:t></w:r></w:p>"
    data = report(prose)
    fixed = mend(data, "a.docx", COMMA)
    assert main(fixed.after) == main(data).replace("甲,乙", "甲，乙")
    fixed = mend(
        report("<w:p><w:r><w:t> 甲 乙 </w:t></w:r>" + d.r("丙") + "</w:p>"),
        "a.docx",
        replacing("X001", "乙", ""),
    )
    assert '<w:t xml:space="preserve">甲 </w:t>' in main(fixed.after)


@pytest.mark.parametrize(
    ("prose", "why"),
    [
        (d.p(d.field("REF x", "甲,乙")), "域"),
        (d.p('<w:fldSimple w:instr="REF x"><w:r><w:t>甲,乙</w:t></w:r></w:fldSimple>'), "域"),
        (d.p('<w:moveTo w:id="1" w:author="a">' + d.r("甲,乙") + "</w:moveTo>"), "移动"),
        (d.p(d.textbox(d.p("甲,乙")), "丙"), "文本框"),
        (d.p(d.r("甲"), d.r('<w:sym w:font="Symbol" w:char="F02C"/>'), d.r("乙")), "特殊符号"),
        (
            d.p('<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a"/></w:sdtPr><w:sdtContent>'
                + d.r("甲,乙") + "</w:sdtContent></w:sdt>"),
            "内容控件",
        ),
    ],
)  # fmt: skip
def test_what_word_makes_is_left_and_said(prose: str, why: str) -> None:
    data = report(prose)
    fixed = mend(data, "a.docx", COMMA)
    assert fixed.after == data
    assert len(whys(fixed)) == 1 and why in whys(fixed)[0]


def test_an_automatic_number_is_left_and_said() -> None:
    numbering = d.abstract(1, d.lvl(0, "chineseCounting", "%1,")) + d.num(1, 1)
    data = report(d.p("甲,乙", num=(1, 0)), numbering=numbering)
    assert "一,甲,乙" in texts(data, "a.docx")
    fixed = mend(data, "a.docx", COMMA)
    assert main(fixed.after) == main(data).replace("甲,乙", "甲，乙")
    assert len(whys(fixed)) == 1 and "编号" in whys(fixed)[0]


def test_changes_stay_unaccepted() -> None:
    prose = d.p(
        "甲",
        '<w:del w:id="1" w:author="a"><w:r><w:delText>,丁</w:delText></w:r></w:del>',
        '<w:ins w:id="2" w:author="a">' + d.r(",乙") + "</w:ins>",
        '<w:commentRangeStart w:id="0"/>',
        d.r(",丙"),
        '<w:commentRangeEnd w:id="0"/>',
    )
    data = report(prose)
    fixed = mend(data, "a.docx", COMMA)
    assert main(fixed.after) == main(data).replace(">,乙<", ">，乙<").replace(">,丙<", ">，丙<")


def test_soft_line_breaks_make_paragraphs() -> None:
    prose = d.p(d.r("  甲,乙 "), d.r("<w:br/>"), d.r(" "), d.r("<w:br/>"), d.r(" 丙,丁"))
    data = report(prose)
    assert texts(data, "a.docx")[2:4] == ["甲,乙", "丙,丁"]
    fixed = mend(data, "a.docx", COMMA)
    assert main(fixed.after) == main(data).replace("甲,乙", "甲，乙").replace("丙,丁", "丙，丁")


def test_footnotes_are_edited_in_their_part() -> None:
    notes = '<w:footnote w:id="2">' + d.p("注甲,乙") + "</w:footnote>"
    data = report(d.p("丙,丁", d.r('<w:footnoteReference w:id="2"/>')), footnotes=notes)
    fixed = mend(data, "a.docx", COMMA)
    assert texts(fixed.after, "a.docx")[-1] == "注甲，乙"
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(fixed.after)) as new:
        assert old.namelist() == new.namelist()
        for name in old.namelist():
            assert new.read(name).decode() == old.read(name).decode().replace("甲,乙", "甲，乙").replace(
                "丙,丁", "丙，丁"
            )


def test_a_signed_file_is_left_alone() -> None:
    data = report("甲,乙", extra={"_xmlsignatures/sig1.xml": b"<x/>"})
    fixed = mend(data, "a.docx", COMMA)
    assert fixed.after == data and "签名" in whys(fixed)[0]


def test_utf_16_parts_stay_so() -> None:
    text = main(report("甲,乙")).replace("UTF-8", "UTF-16")
    data = d.docx(document=b"\xff\xfe" + text.encode("utf-16-le"))
    fixed = mend(data, "a.docx", COMMA)
    with zipfile.ZipFile(io.BytesIO(fixed.after)) as archive:
        assert archive.read("word/document.xml") == b"\xff\xfe" + text.replace("甲,乙", "甲，乙").encode(
            "utf-16-le"
        )


def zipped(*, stored: bool, streamed: bool) -> bytes:
    """A zip with times, a comment and data in several forms."""
    stream = io.BytesIO()
    if streamed:

        class Pipe(io.RawIOBase):
            def writable(self) -> bool:
                return True

            def write(self, data: bytes) -> int:  # type: ignore[override]
                stream.write(data)
                return len(data)

        target: object = Pipe()
    else:
        target = stream
    with zipfile.ZipFile(target, "w") as archive:  # type: ignore[call-overload]
        for number, name in enumerate(("b.xml", "word/文档.xml", "a.bin")):
            info = zipfile.ZipInfo(name, (2001 + number, 2, 3, 4, 5, 6))
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            info.external_attr = 0o640 << 16
            info.comment = b"c" * number
            archive.writestr(info, b"x" * 1000 + bytes([number]))
        archive.comment = "注".encode()
    return stream.getvalue()


@pytest.mark.parametrize("stored", [True, False])
@pytest.mark.parametrize("streamed", [True, False])
def test_members_of_a_zip_stay(stored: bool, streamed: bool) -> None:
    data = zipped(stored=stored, streamed=streamed)
    made = replaced(data, {"word/文档.xml": b"new" * 5000})
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(made)) as new:
        assert new.testzip() is None and new.comment == old.comment
        for one, two in zip(old.infolist(), new.infolist(), strict=True):
            for name in ("filename", "date_time", "compress_type", "external_attr", "comment", "extra"):
                assert getattr(one, name) == getattr(two, name)
            assert new.read(two) == (b"new" * 5000 if "文档" in one.filename else old.read(one))
    assert replaced(data, {}) == data


def test_odd_zips_are_refused() -> None:
    data = zipped(stored=False, streamed=False)
    with pytest.raises(Refused):
        replaced(data, {"none.xml": b""})
    with pytest.raises(Refused):
        replaced(b"before" + data, {"b.xml": b""})


# -- any runs, any edits ----------------------------------------------------------------------------

LETTERS = "甲乙丙,，“ &<>\"'é𠮷a1"
RUN = st.tuples(st.text(LETTERS, max_size=4), st.sampled_from(["", "<w:b/>", "<w:i/>"]), st.booleans())


def xml(runs: list[tuple[str, str, bool]]) -> str:
    made = "<w:p>"
    for text, look, wrapped in runs:
        run = d.r(d.t(text), look)
        made += f'<w:ins w:id="1" w:author="a">{run}</w:ins>' if wrapped else run
    return made + "</w:p>"


@settings(max_examples=120, deadline=None)
@given(st.lists(RUN, min_size=1, max_size=5), st.data())
def test_any_edit_of_any_runs(runs: list[tuple[str, str, bool]], drawn: st.DataObject) -> None:
    # Letters at both ends keep the paragraph from being blank or trimmed.
    runs = [("始", "", False), *runs, ("终", "", False)]
    text = "".join(run[0] for run in runs)
    points = sorted(drawn.draw(st.lists(st.integers(1, len(text) - 1), min_size=2, max_size=6)))
    spans = [(a, b) for a, b in zip(points[::2], points[1::2], strict=False)]
    news = [drawn.draw(st.text(LETTERS, max_size=3)) for _ in spans]
    distinct = all(one[1] < two[0] for one, two in pairwise(spans))
    if not distinct:
        return
    data = report(xml(runs))
    wanted = text
    for (a, b), new in reversed(list(zip(spans, news, strict=True))):
        wanted = wanted[:a] + new + wanted[b:]

    def fixes(read: Report) -> list[Fix]:
        if read.document.blocks[2].text != text:
            return []
        edits = tuple(Edit(Span(2, a, b), text[a:b], new) for (a, b), new in zip(spans, news, strict=True))
        return [Fix("改", edits, True)]

    fixed = mend(data, "a.docx", proposing("X001", fixes))
    if any("数字" in why for why in whys(fixed)):
        return
    assert not whys(fixed)
    before, after = texts(data, "a.docx"), texts(fixed.after, "a.docx")
    assert [t.split() for t in after] == [t.split() for t in [*before[:2], wanted, *before[3:]]]
    assert members(fixed.after) == members(data)
    # Without its letters the part is what it was, but for the white space some of them ask to keep.
    assert _bare(main(fixed.after)) == _bare(main(data))


def _bare(part: str) -> str:
    import re

    return re.sub(r"(<w:t(?: [^>]*)?>)[^<]*", r"\1", part)


def test_the_engine_reads_what_the_editor_reads() -> None:
    # The editor follows the loader's own walk; both must give the same blocks.
    from checker.fixes.docx_trace import Trace

    data = (Path(__file__).parents[2] / "examples" / "bad-2024.docx").read_bytes()
    read = engine_of().read(data, "a.docx").document
    assert [getattr(b, "text", "") for b in Trace(data, "a.docx").document.blocks] == [
        getattr(b, "text", "") for b in read.blocks
    ]
