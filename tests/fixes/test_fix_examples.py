"""`fix` with the built-in rules on the examples, in every format."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from making import COMMA, lines, mend, replacing, whys

from checker.engine import Engine, Settings
from checker.fixes import Fixed, fix_bytes
from checker.registry import load

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FORMATS = ("docx", "html", "json", "md", "txt")


@cache
def engine() -> Engine:
    return Engine(load(), Settings(keep_report=True))


def fixed(name: str, unsafe: bool = False) -> Fixed:
    return fix_bytes(engine(), (EXAMPLES / name).read_bytes(), name, unsafe=unsafe)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", ["good-2020", "good-2023", "good-2024"])
def test_nothing_to_mend_in_a_good_report(name: str, suffix: str) -> None:
    assert not fixed(f"{name}.{suffix}", unsafe=True).changed


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("name", ["bad-2020", "bad-2024"])
def test_a_bad_report_is_mended_alike_in_every_format(name: str, unsafe: bool) -> None:
    done = {suffix: fixed(f"{name}.{suffix}", unsafe) for suffix in FORMATS}
    counts = [Counter(f.code for f in one.applied) for one in done.values()]
    assert len(counts[0]) > 2 and all(count == counts[0] for count in counts)
    for suffix, one in done.items():
        assert one.changed and one.stable and not one.refused
        # What is left needs a person: no safe fix, with --unsafe none at all.
        left = [f.code for f in one.last.findings if f.fix and (unsafe or f.fix.safe)]
        assert not left, suffix
        again = fix_bytes(engine(), one.after, f"a.{suffix}", unsafe=unsafe)
        assert again.after == one.after
        # Nothing is found that was not found before.
        assert {f.code for f in one.last.findings} <= {f.code for f in one.first.findings}
        assert one.first.report is not None and one.last.report is not None
        for key in ("disclosure", "requests", "remedies"):
            assert one.first.report.data[key] == one.last.report.data[key]


def test_the_word_file_keeps_all_other_parts() -> None:
    one = fixed("bad-2024.docx", unsafe=True)
    with zipfile.ZipFile(io.BytesIO(one.before)) as old, zipfile.ZipFile(io.BytesIO(one.after)) as new:
        assert old.namelist() == new.namelist()
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
        assert changed == ["word/document.xml"]
        before, after = (z.read("word/document.xml").decode() for z in (old, new))
    # The same tags in the same order.
    import re

    tags = re.compile(r"<[^>]*>")
    assert tags.findall(before) == tags.findall(after)


def test_a_text_full_of_faults_is_soon_mended() -> None:
    data = "\n".join(lines("甲,乙" * 3000, *["丙,丁"] * 3000)).encode()
    done = mend(data, "a.txt", COMMA)
    assert done.after == data.replace(b",", "，".encode()) and len(done.applied) == 6000


def test_fixes_that_all_fail_are_given_up() -> None:
    data = "\n".join(lines(*["甲丙"] * 300)).encode()
    done = mend(data, "a.txt", COMMA, replacing("X001", "丙", "乙,乙"))
    assert not done.changed and len(done.refused) == 300
    assert any("没有逐一试完" in why for why in whys(done))
