"""A PDF of which a part does not unpack is refused: a blank page in it would be missing rows and sections."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from printing import EXAMPLES

from checker.loaders import load
from checker.loaders.pdf.damage import is_damaged
from checker.loaders.pdf.weight import streams
from checker.model import Unreadable

SAMPLE = Path(__file__).parent / "pdf" / "libreoffice-good-2024.pdf"
FILES = (EXAMPLES / "good-2024.pdf", SAMPLE)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_any_part_that_is_damaged_is_noticed(path: Path) -> None:
    data = path.read_bytes()
    assert not is_damaged(data)
    draw = random.Random(1)
    packed = [(start, end) for _n, head, start, end in streams(data) if b"FlateDecode" in head]
    assert packed
    for start, end in packed:
        for at in (start, (start + end) // 2):
            broken = bytearray(data)
            broken[at : at + 30] = bytes(draw.randrange(33, 117) for _ in range(min(30, end - at)))
            assert is_damaged(bytes(broken)), (start, at)
    with pytest.raises(Unreadable, match="内部已损坏") as caught:
        load(bytes(broken), "a.pdf")
    assert "重新下载" in caught.value.remedy


def test_what_is_not_packed_or_empty_or_lacks_its_end_is_no_damage() -> None:
    import zlib

    def made(head: bytes, body: bytes) -> bytes:
        return b"%PDF-1.4\n1 0 obj\n<<" + head + b">>\nstream\r\n" + body + b"\r\nendstream\nendobj\n"

    packed = zlib.compress(b"BT ET" * 500)
    assert not is_damaged(made(b"/Length 5", b"BT ET"))
    assert not is_damaged(made(b"/Filter /FlateDecode /Length 0", b""))
    assert not is_damaged(made(b"/Filter [/FlateDecode]", packed[:-6]))
    assert not is_damaged(made(b"/Filter/FlateDecode/Subtype/Image", b"no zlib"))
    assert is_damaged(made(b"/Filter/FlateDecode", b"no zlib"))
