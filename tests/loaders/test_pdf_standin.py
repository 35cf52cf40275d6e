"""A PDF is read alike on every machine, whatever fonts that has; its pages are drawn in those."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from printing import EXAMPLES, Cell, Paper, Press, printed_table
from reportlab.pdfbase.pdfmetrics import stringWidth

from checker.loaders import load
from checker.loaders.pdf.render import pictures
from checker.loaders.pdf.standin import Fonts, prepared
from checker.model import Paragraph, Table

SAMPLE = (EXAMPLES / "good-2024.pdf").read_bytes()


class NoFonts:
    """A system without a font, which keeps what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[bytes] = []

    def MapFont(
        self, _info: Any, _weight: int, _italic: int, _set: int, _pitch: int, face: Any, _exact: Any
    ) -> None:
        import ctypes

        self.asked.append(ctypes.cast(face, ctypes.c_char_p).value or b"")

    def GetFont(self, _info: Any, _face: Any) -> None:
        return None


@pytest.fixture
def fonts() -> Fonts:
    found = prepared()
    assert found is not None
    return found


@pytest.fixture
def system(fonts: Fonts, monkeypatch: pytest.MonkeyPatch) -> NoFonts:
    without = NoFonts()
    monkeypatch.setattr(fonts, "_system", without)
    monkeypatch.setattr(fonts, "_unlisted", None)
    return without


def test_a_font_that_is_not_in_the_file_is_asked_of_nobody(system: NoFonts) -> None:
    labels = ["自然人", "一、本年新收政府信息公开申请数量", "（五）不予处理"]
    rows = [[Cell(label, role="label"), Cell(str(120 + n))] for n, label in enumerate(labels)]
    rows.append([Cell("总\n计", role="label"), Cell("7")])
    document = load(printed_table(rows, Paper(cell_size=9), before="全文共两处。", after="０"), "a.pdf")
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    read = [[cell.text for cell in row] for row in table.rows]
    assert read[:3] == [[label, str(120 + n)] for n, label in enumerate(labels)]
    assert ["".join(read[3][0].split()), read[3][1]] == ["总计", "7"]
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == ["全文共两处。", "０"]
    assert system.asked == []


def test_pages_are_drawn_with_the_fonts_of_the_system(system: NoFonts) -> None:
    load(SAMPLE, "a.pdf")
    assert len(list(pictures(SAMPLE, {1}))) == 1
    assert b"STSong-Light" in system.asked


def test_reading_first_does_not_change_the_picture_of_a_page() -> None:
    code = (
        "import sys, hashlib\n"
        "from checker.loaders import load\n"
        "from checker.loaders.pdf.render import pictures\n"
        "data = open(sys.argv[1], 'rb').read()\n"
        "if len(sys.argv) > 2: load(data, 'a.pdf')\n"
        "print([hashlib.sha256(p.png).hexdigest() for p in pictures(data, {1, 2})])\n"
    )
    path = str(EXAMPLES / "good-2024.pdf")
    fresh, after = (
        subprocess.run(
            [sys.executable, "-c", code, path, *more], capture_output=True, text=True, check=True
        ).stdout
        for more in ([], ["read"])
    )
    assert fresh == after and fresh.count("'") == 4


def test_a_latin_name_does_not_take_its_characters_from_a_chinese_font(system: NoFonts) -> None:
    press = Press(Paper())
    press.paragraph("全年主动公开政府信息612条。")
    document = load(press.finish().replace(b"/STSong-Light", b"/ArialUnicode"), "a.pdf")
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == ["全年主动公开政府信息612条。"]
    assert system.asked == []


def test_latin_type_keeps_the_widths_of_its_font() -> None:
    for name in ("Helvetica", "Times-Roman", "Courier-Bold"):
        press = Press(Paper(numbers=False))
        press.canvas.setFont(name, 20)
        press.canvas.drawString(100, 500, "million 1136")
        document = load(press.finish(), "a.pdf")
        (block,) = document.blocks
        assert isinstance(block, Paragraph) and block.text == "million 1136"
        left, _top, right, _bottom = block.anchor.bbox or (0, 0, 0, 0)
        assert (left, right) == pytest.approx((100, 100 + stringWidth("million 1136", name, 20)), abs=0.5)


def test_a_program_that_uses_pdfium_itself_keeps_its_fonts() -> None:
    code = (
        "import sys, pypdfium2\n"
        "from checker.loaders import load\n"
        "from checker.loaders.pdf.standin import prepared\n"
        "document = load(open(sys.argv[1], 'rb').read(), 'a.pdf')\n"
        "print(prepared(), len(document.blocks))\n"
    )
    path = str(EXAMPLES / "good-2024.pdf")
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["None", str(len(load(SAMPLE, "a.pdf").blocks))]
