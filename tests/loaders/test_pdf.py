"""PDF files of every kind: what is read, what is left out, and what is said of those that cannot be read."""

from __future__ import annotations

import io
import json
import random
import shutil
import subprocess
import sys
import tracemalloc
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from printing import EXAMPLES, Cell, Paper, Press, printed_report, printed_table, width
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from checker.engine import Engine, Settings
from checker.loaders import load
from checker.loaders import pdf as loader
from checker.loaders.pdf.weight import is_heavy
from checker.model import Document, Paragraph, Table, Unreadable
from checker.reader import read
from checker.registry import load as load_plugins

SAMPLE = Path(__file__).parent / "pdf" / "libreoffice-good-2024.pdf"


def report(name: str = "good-2024", paper: Paper | None = None) -> bytes:
    return printed_report(
        json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8")), paper or Paper()
    )


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def only_table(document: Document) -> Table:
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return table


def rows(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for row in only_table(document).rows]


def drawn(*pages: Any, size: tuple[float, float] = (400, 600)) -> bytes:
    """A PDF whose pages are drawn by functions of a canvas and a `Press` on it."""
    press = Press(Paper(width=size[0], height=size[1], numbers=False, margin=40))
    for number, page in enumerate(pages):
        if number:
            press.turn()
        page(press)
    return press.finish()


# -- text ------------------------------------------------------------------------------------------


def test_lines_are_joined_without_a_space_and_paragraphs_kept_apart() -> None:
    first = "全年主动公开政府信息612条，其中门户网站427条，政务新媒体185条，均在规定的20个工作日内公开。" * 3
    second = "未收到政府信息公开申请。"
    press = Press(Paper())
    press.paragraph(first)
    press.paragraph(second)
    document = load(press.finish(), "a.pdf")
    assert texts(document) == [first, second]
    assert document.kind == "pdf" and document.metadata["pages"] == 1


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    long = "把政府信息公开与农村饮水安全、小流域治理等重点工作一同部署、一同检查、一同考核。" * 30
    press = Press(Paper(height=400, running="某县年度报告汇编"))
    press.paragraph(long)
    document = load(press.finish(), "a.pdf")
    assert texts(document) == [long]
    assert document.metadata["running"] == [
        text for n in range(1, press.pages + 1) for text in ("某县年度报告汇编", f"— {n} —")
    ]


def test_a_figure_at_the_foot_of_the_text_is_no_page_number() -> None:
    press = Press(Paper(numbers=False, height=300))
    press.paragraph("全年主动公开政府信息。")
    press.text(106, 280, "1136", 16)
    assert texts(load(press.finish(), "a.pdf")) == ["全年主动公开政府信息。", "1136"]


def test_two_columns_are_read_one_after_the_other() -> None:
    def page(press: Press) -> None:
        for n in range(12):
            press.text(40, 80 + 20 * n, f"左边第{n + 10}行的文字内容写满了", 10)
            press.text(220, 86 + 20 * n, f"右边第{n + 10}行的文字内容写满了", 10)

    text = "".join(texts(load(drawn(page), "a.pdf")))
    assert text.index("左边第21行") < text.index("右边第10行")


def test_radicals_are_read_as_the_characters_they_stand_for() -> None:
    from checker.loaders.pdf.glyphs import character

    assert "".join(character(ord(c)) for c in "⼀、⼈⺠政府⻓⻚ 豈") == "一、人民政府长页 豈"
    assert character(0) == character(0xFFFE) == "\ufffd"


def test_characters_are_those_asked_for_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdfium2.raw as pdfium

    def page(press: Press) -> None:
        press.canvas.setFont("Helvetica", 10)
        for n, text in enumerate(("The definitions of this manual are manip-", "ulated by 1136 libraries.")):
            press.canvas.drawString(40, 500 - 12 * n, text)
        press.text(40, 200, "另有⼈⺠政府 12 件，“其他”3 件", 10)

    files = [drawn(page), report(), SAMPLE.read_bytes()]
    together = [load(data, "a.pdf").blocks for data in files]
    assert "manip-ulated by 1136" in "".join(texts(load(files[0], "a.pdf")))
    monkeypatch.setattr(pdfium, "FPDFText_GetText", lambda *_arguments: 0)
    assert [load(data, "a.pdf").blocks for data in files] == together


@pytest.mark.parametrize("shift", [0.0, 0.3])
def test_bold_print_made_by_printing_twice_is_read_once(shift: float) -> None:
    def page(press: Press) -> None:
        press.text(40, 100, "总体情况", 16)
        press.text(40 + shift, 100, "总体情况", 16)

    assert texts(load(drawn(page), "a.pdf")) == ["总体情况"]


# -- tables ----------------------------------------------------------------------------------------

HEAD = [Cell("信息内容", role="head"), Cell("数量", role="head")]


@pytest.mark.parametrize(("down", "text"), [(0.6, "3"), (3.0, "33"), (5.0, "33"), (11.0, "33")])
def test_equal_digits_one_below_the_other_are_two(down: float, text: str) -> None:
    def page(press: Press) -> None:
        for y in (100, 160):
            press.rule(40, y, 210, y)
        for x in (40, 200, 210):
            press.rule(x, 100, x, 160)
        press.text(60, 125, "规章", 10)
        press.text(202, 125, "3", 10)
        press.text(202, 125 + down, "3", 10)

    assert rows(load(drawn(page), "a.pdf")) == [["规章", text]]


def test_every_cell_has_its_page_and_box() -> None:
    document = load(printed_table([HEAD, [Cell("行政许可", role="label"), Cell("286")]], Paper()), "a.pdf")
    cell = only_table(document).rows[1][1]
    assert (cell.text, cell.anchor.page, cell.anchor.table, cell.anchor.row, cell.anchor.cell) == (
        "286",
        1,
        1,
        2,
        2,
    )
    left, top, right, bottom = cell.anchor.bbox or (0, 0, 0, 0)
    assert 297 < left < right < 525 and 105 < top < bottom < 140
    assert str(cell.anchor) == "第1页 表1 第2行 第2列"


def test_characters_set_apart_and_upright_labels_and_blank_cells() -> None:
    def page(press: Press) -> None:
        for y in (100, 220):
            press.rule(40, y, 300, y)
        for x in (40, 60, 120, 200, 300):
            press.rule(x, 100, x, 220)
        for n, char in enumerate("三、本年度办理结果"):
            press.text(45, 115 + 11 * n, char, 9)
        for x, char in ((70, "总"), (95, "计")):
            press.text(x, 160, char, 9)
        press.text(140, 160, "−3", 9)

    assert rows(load(drawn(page), "a.pdf")) == [["三、本年度办理结果", "总计", "−3", ""]]


def test_a_number_spaced_out_is_one_and_two_numbers_are_two() -> None:
    def page(press: Press) -> None:
        for y in (100, 140):
            press.rule(40, y, 380, y)
        for x in (40, 120, 200, 380):
            press.rule(x, 100, x, 140)
        for n, char in enumerate("306"):
            press.text(60 + 8.5 * n, 124, char, 10)
        press.text(130, 124, "12", 10)
        press.text(145, 124, "15", 10)
        press.text(210, 124, "[bookmark:", 10)
        press.text(210 + width("[bookmark: ", 10), 124, "_GoBack]", 10)

    assert rows(load(drawn(page), "a.pdf")) == [["306", "12 15", "[bookmark: _GoBack]"]]


def test_a_long_figure_broken_by_its_cell_is_one_and_two_figures_are_two() -> None:
    paper = Paper(widths=(300, 30, 120))
    table = [[Cell("甲", role="label"), Cell("123456"), Cell("12\n34")]]
    assert rows(load(printed_table([*table, *table], paper), "a.pdf"))[0] == ["甲", "123456", "12\n34"]


def test_a_label_in_several_lines_is_one() -> None:
    label = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
    table = [[Cell(label, role="label"), Cell("3")], [Cell("3.其他", role="label"), Cell("0")]]
    assert rows(load(printed_table(table, Paper(widths=(90, 300))), "a.pdf")) == [
        [label, "3"],
        ["3.其他", "0"],
    ]


@pytest.mark.parametrize("repeated", [False, True])
@pytest.mark.parametrize("cut", [False, True])
@pytest.mark.parametrize("height", range(300, 420, 24))
def test_a_table_over_page_ends_is_one(height: int, cut: bool, repeated: bool) -> None:
    instance = json.loads((EXAMPLES / "good-2024.json").read_text(encoding="utf-8"))
    document = load(report(paper=Paper(height=height, cut=cut, repeated=repeated)), "a.pdf")
    found = read(document)
    assert len([b for b in document.blocks if isinstance(b, Table)]) == 3
    assert [found.data[t] for t in ("disclosure", "requests", "remedies")] == [
        instance[t] for t in ("disclosure", "requests", "remedies")
    ]
    assert not found.unread and not found.labels


def test_a_page_printed_on_its_side_is_read_upright() -> None:
    def page(press: Press) -> None:
        canvas = press.canvas
        canvas.saveState()
        canvas.translate(400, 0)
        canvas.rotate(90)
        upright = Press(Paper(width=600, height=400, numbers=False, margin=40))
        upright.canvas = canvas
        upright.y = 60
        upright.paragraph("横排的一页，表格比纸宽。")
        upright.table([HEAD, [Cell("行政许可", role="label"), Cell("286")]])
        canvas.restoreState()

    document = load(drawn(page), "a.pdf")
    assert texts(document) == ["横排的一页，表格比纸宽。"]
    assert rows(document) == [["信息内容", "数量"], ["行政许可", "286"]]
    left, top, right, bottom = only_table(document).rows[1][1].anchor.bbox or (0, 0, 0, 0)
    # The box is that of the page as it is shown: the second column stands above the first.
    assert 0 < left < right < 400 and 0 < top < bottom < 300


def test_a_frame_round_some_text_is_no_table() -> None:
    def page(press: Press) -> None:
        press.box(40, 90, 360, 130)
        press.text(50, 115, "注：本表数据截至年底。", 10)

    document = load(drawn(page), "a.pdf")
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph"]
    assert texts(document) == ["注：本表数据截至年底。"]


def test_a_frame_with_a_line_across_round_a_whole_page_is_no_table() -> None:
    def page(press: Press) -> None:
        press.box(20, 20, 380, 560)
        press.rule(20, 70, 380, 70)
        press.text(140, 55, "某县水务局文件", 14)
        press.paragraph("全年主动公开政府信息612条，其中门户网站427条，政务新媒体185条。" * 6)
        press.table([HEAD, [Cell("行政许可", role="label"), Cell("286")]])

    document = load(drawn(page), "a.pdf")
    assert texts(document) == [
        "某县水务局文件",
        "全年主动公开政府信息612条，其中门户网站427条，政务新媒体185条。" * 6,
    ]
    assert rows(document) == [["信息内容", "数量"], ["行政许可", "286"]]


def test_a_blank_row_at_the_top_of_a_page_is_a_row() -> None:
    instance = json.loads((EXAMPLES / "good-2024.json").read_text(encoding="utf-8"))
    for group in instance["remedies"].values():
        group.update(dict.fromkeys(group))
    for height in range(420, 900, 13):
        found = read(load(printed_report(instance, Paper(height=height)), "a.pdf"))
        assert found.data["remedies"] == instance["remedies"] and not found.unread, height


def test_a_table_of_very_many_pages_takes_time_in_proportion() -> None:
    press = Press(Paper(height=500, numbers=False))
    press.table([[Cell(f"第{n}项", role="label"), Cell(str(n)), Cell("")] for n in range(1200)])
    document = load(press.finish(), "a.pdf")
    assert len(only_table(document).rows) == 1200 and document.metadata["pages"] > 60


def test_a_figure_on_a_border_leaves_a_doubt() -> None:
    def page(press: Press) -> None:
        for y in (100, 130, 160):
            press.rule(40, y, 300, y)
        for x in (40, 120, 200, 300):
            press.rule(x, 100, x, 160)
        press.text(50, 120, "规章", 10)
        press.text(197.5, 120, "8", 10)
        press.text(50, 150, "行政许可", 10)

    assert list(load(drawn(page), "a.pdf").metadata["doubts"].values()) == [
        "第1页表格里有数字压在表格线上，分不清属于哪一格"
    ]


# -- what other programs print ----------------------------------------------------------------------


def figures(data: dict[str, Any]) -> list[Any]:
    return [data[table] for table in ("disclosure", "requests", "remedies")]


def test_what_libreoffice_printed_on_wide_pages_is_read() -> None:
    found = read(load(SAMPLE.read_bytes(), SAMPLE.name))
    instance = json.loads((EXAMPLES / "good-2024.json").read_text(encoding="utf-8"))
    assert figures(found.data) == figures(instance)
    assert [s["title"] for s in found.data["sections"]] == [s["title"] for s in instance["sections"]]
    assert not found.unread and not found.confidence and not found.labels
    assert found.document.metadata["pages"] == 12


@pytest.mark.skipif(not shutil.which("chromium"), reason="chromium is not on the PATH")
@pytest.mark.parametrize("name", ["good-2024", "bad-2020"])
def test_what_chromium_prints_of_a_web_page_is_read(name: str, tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'p'}",
               f"--print-to-pdf={out}", (EXAMPLES / f"{name}.html").as_uri()]  # fmt: skip
    subprocess.run(command, capture_output=True, timeout=120, check=False)
    if not out.exists():
        pytest.skip("chromium did not print")
    found = read(load(out.read_bytes(), "a.pdf"))
    instance = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    assert figures(found.data) == figures(instance)
    assert found.data["title"].replace(" ", "") == instance["title"]


# -- what cannot be read ---------------------------------------------------------------------------


def picture(press: Press) -> None:
    image = Image.effect_noise((200, 300), 60)
    press.canvas.drawImage(ImageReader(image), 0, 0, 400, 600)


def blank(press: Press) -> None:
    pass


def outlines(press: Press) -> None:
    for n in range(80):
        path = press.canvas.beginPath()
        path.moveTo(40 + n, 100)
        path.curveTo(50 + n, 120, 60 + n, 90, 70 + n, 130)
        press.canvas.drawPath(path, stroke=0, fill=1)


def encrypted(user: str, owner: str) -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(user, ownerPassword=owner, strength=128))
    canvas.drawString(100, 100, "secret")
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (lambda: drawn(picture, picture), "这是扫描件：2 页都是图片"),
        (lambda: drawn(blank), "PDF 文件里没有文字"),
        (lambda: drawn(outlines), "文字已转成图形"),
        (lambda: encrypted("geheim", "x"), "加了打开密码"),
        (lambda: b"%PDF-1.7\n" + b"\0\1\2" * 100, "已损坏"),
        (lambda: report()[:200], "已损坏"),
    ],
)
def test_what_cannot_be_read_is_said_with_what_to_do(data: Any, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as caught:
        load(data(), "a.pdf")
    assert caught.value.remedy


def test_a_file_protected_against_printing_alone_is_read() -> None:
    assert texts(load(encrypted("", "owner"), "a.pdf")) == ["secret"]


def test_pages_that_are_pictures_are_said_and_lower_what_is_missing() -> None:
    def text(press: Press) -> None:
        for line in ("某县水务局2024年政府信息公开工作年度报告", "一、总体情况", "全年公开信息10条。"):
            press.paragraph(line)

    engine = Engine(load_plugins(), Settings(keep_report=True))
    result = engine.check_bytes(drawn(text, picture), "a.pdf")
    assert dict(result.unread)["/pages/2"].startswith("第2页是图片（扫描件），里面的文字没有读，请人工核对")
    assert result.verdict.value == "未能全部核对"
    missing = [f for f in result.findings if f.code[0] in "SN"]
    assert {f.code for f in missing} >= {"N301", "N305", "N308"}
    assert {f.confidence.value for f in missing} == {"unsure"}


def test_without_the_component_the_error_names_the_command() -> None:
    code = (
        "import sys; sys.modules['pypdfium2'] = None\n"
        "from checker.loaders import load\nfrom checker.model import Unreadable\n"
        "try: load(open(sys.argv[1], 'rb').read(), 'a.pdf')\n"
        "except Unreadable as error: print(error.why, error.remedy)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(EXAMPLES / "good-2024.pdf")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(EXAMPLES.parent)},
    )
    assert 'pip install "gouji[pdf]"' in done.stdout, done.stderr


# -- hostile files ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "value", "says"),
    [
        ("checker.loaders.pdf.MAX_PAGES", 2, "页数超过 2"),
        ("checker.loaders.pdf.MAX_CHARACTERS", 100, "字数超过 100"),
        ("checker.loaders.pdf.page.MAX_CHARACTERS", 50, "一页上的字数超过 50"),
        ("checker.loaders.pdf.rulings.MAX_OBJECTS", 20, "对象数超过 20"),
        ("checker.loaders.pdf.lattice.MAX_LINES", 5, "线条数超过 5"),
    ],
)
def test_beyond_a_limit_the_file_is_refused(
    limit: str, value: int, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limit, value)
    with pytest.raises(Unreadable, match=says):
        load(report(), "a.pdf")


def test_a_path_of_very_many_pieces_is_refused() -> None:
    def page(press: Press) -> None:
        path = press.canvas.beginPath()
        for n in range(loader.page.MAX_CHARACTERS * 2 + 10):
            path.lineTo(n % 300, n % 500) if n else path.moveTo(0, 0)
        press.canvas.drawPath(path)

    with pytest.raises(Unreadable, match="线段数"):
        load(drawn(page), "a.pdf")


def objects(*bodies: bytes) -> bytes:
    """A PDF of these objects, the catalogue the first."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, len(out))
    return out + head + table + tail


def stream(body: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(body, 9)
    return b"<<%b/Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (more, len(packed), packed)


def one_page(content: bytes, *others: bytes, contents: bytes = b"4 0 R", resources: bytes = b"") -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %b/Resources<<%b>>>>" % (
        contents,
        resources,
    )
    return objects(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, content, *others
    )


def laughs(depth: int, fan: int, apart: bool) -> bytes:
    """Forms that draw forms; `apart`: their resources stand in objects of their own."""
    forms: list[bytes] = []
    for n in range(depth):
        body = b"0 0 m 9 9 l S" if n == depth - 1 else b"/F Do " * fan
        names = b"<</XObject<</F %d 0 R>>>>" % (5 + (n + 1) * (2 if apart else 1))
        head = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources "
        forms.append(stream(body, head + (b"%d 0 R" % (6 + 2 * n) if apart else names)))
        if apart:
            forms.append(names)
    return one_page(stream(b"/F Do"), *forms, resources=b"/XObject<</F 5 0 R>>")


LINE = b"0 0 m 99 99 l S\n"


@pytest.mark.parametrize(
    "data",
    [
        lambda: one_page(stream(LINE * 2_000_000)),
        lambda: one_page(stream(b" " * (64 << 20))),
        lambda: one_page(stream(LINE * 60_000), contents=b"[" + b"4 0 R " * 60 + b"]"),
        lambda: laughs(8, 10, apart=False),
        lambda: laughs(30, 2, apart=False),
        lambda: laughs(30, 2, apart=True),
    ],
    ids=["paths", "blanks", "repeated", "forms", "doubling", "doubling-apart"],
)
def test_what_would_eat_the_machine_is_refused_before_it_is_drawn(data: Any) -> None:
    with pytest.raises(Unreadable, match="层层嵌套") as caught:
        load(data(), "a.pdf")
    assert caught.value.remedy


def test_forms_in_forms_that_do_not_multiply_are_read() -> None:
    assert not is_heavy(laughs(25, 1, apart=True))
    assert texts(load(report(paper=Paper(nested=3)), "a.pdf"))[0].startswith("安澜县水务局2024年")


def test_nesting_without_end_is_refused_or_read() -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/X " + b"[" * 200_000 + b"]" * 200_000 + b">>"
    with pytest.raises(Unreadable):
        load(objects(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page), "a.pdf")
    with pytest.raises(Unreadable):
        load(one_page(stream(b"q " * 500_000)), "a.pdf")


def test_a_page_as_large_as_a_county_is_read() -> None:
    content = stream(b"0 0 m 100 100 l S")
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e9 1e9]/Contents 4 0 R>>"
    with pytest.raises(Unreadable, match="没有文字"):
        load(
            objects(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, content),
            "a.pdf",
        )


def test_three_hundred_pages_that_are_no_report_are_named_in_bounded_memory() -> None:
    press = Press(Paper())
    for number in range(300):
        if number:
            press.turn()
        for n in range(5):
            press.paragraph(f"第{number}页第{n}行：会议记录的内容与年度报告没有关系，写满一行。", indent=0)
    data = press.finish()
    tracemalloc.start()
    result = Engine(load_plugins(), Settings()).check_bytes(data, "a.pdf")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [f.code for f in result.findings] == ["E003"]
    assert peak < 40 * 1024 * 1024, f"{peak / 1024 / 1024:.0f} MB"


def test_truncated_and_flipped_files_are_read_or_refused() -> None:
    # The sample of a real word processor has compressed object streams, fonts and a cross-reference stream.
    luck = random.Random(2024)
    for whole in (SAMPLE.read_bytes(), report()):
        for _ in range(40):
            data = bytearray(whole[: luck.randint(9, len(whole))] if luck.random() < 0.5 else whole)
            for _ in range(luck.choice((0, 1, 20, 400))):
                data[luck.randrange(9, len(data))] = luck.randrange(256)
            try:
                load(bytes(data), "a.pdf")
            except Unreadable as error:
                assert error.remedy


# -- what leaves a doubt ----------------------------------------------------------------------------


def checked(data: bytes) -> Any:
    return Engine(load_plugins(), Settings(keep_report=True)).check_bytes(data, "a.pdf")


def test_a_watermark_across_the_page_is_left_out() -> None:
    def page(press: Press) -> None:
        press.paragraph("全年公开信息10条。")
        press.canvas.saveState()
        press.canvas.translate(80, 300)
        press.canvas.rotate(45)
        press.text(0, 600, "内部资料", 60)
        press.canvas.restoreState()

    assert texts(load(drawn(page), "a.pdf")) == ["全年公开信息10条。"]


def test_text_a_machine_made_of_a_scan_is_not_sure() -> None:
    lines = [
        "某县水务局2024年政府信息公开工作年度报告",
        "一、总体情况",
        "全年公开信息10条，其中网站8条、微信3条。",
    ]

    def page(press: Press) -> None:
        picture(press)
        text = press.canvas.beginText(40, 500)
        text.setFont("STSong-Light", 14)
        text.setTextRenderMode(3)
        for line in lines:
            text.textLine(line)
        press.canvas.drawText(text)

    result = checked(drawn(page))
    assert result.report.document.metadata["recognised_pages"] == [1]
    assert ("/pages/1", "第1页是扫描件，文字是机器识别的，需人工核对") in result.unread
    assert result.verdict.value == "未能全部核对"
    assert result.findings and {f.confidence.value for f in result.findings} == {"unsure"}


def test_a_table_without_lines_is_read_by_its_places_and_is_not_sure() -> None:
    def page(press: Press) -> None:
        for line in ("某县水务局2024年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况"):
            press.paragraph(line, size=10)
        for n, label in enumerate(("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量")):
            press.text(40, 200 + 20 * n, label, 8)
            for column in range(7 - n):
                press.text(200 + 25 * column, 200 + 20 * n, str(column), 8)

    result = checked(drawn(page))
    report = result.report
    assert report.data["requests"]["received"] == dict(
        individual=0, company=1, research=2, nonprofit=3, legal_service=4, other=5, total=6
    )
    assert report.sure_of("/requests/received/total").value == "unsure"
    # Six figures for seven columns: which is blank cannot be told.
    assert [pointer for pointer, _why in report.unread][:1] == ["/requests/carried_in"]
    doubtful = [f for f in result.findings if f.code in ("S103", "N307", "T203")]
    assert doubtful and {f.confidence.value for f in doubtful} == {"unsure"}
