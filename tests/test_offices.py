"""A catalogue, or last year's report, of another office: said, and no fault of anybody's."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import EXAMPLES, engine

from checker.catalog import read
from checker.offices import may_be_one

ORGAN = "安澜县水务局"


@pytest.mark.parametrize(
    ("site", "may"),
    [
        ("临江县人民政府", False),
        ("安澜县教育局网站", False),
        ("临江县水务局官网", False),
        ("安澜县人民政府门户网站", True),
        ("江北市安澜县水务局政务网", True),
        ("水务之窗", True),
        ("", True),
    ],
)
def test_whose_the_website_is(site: str, may: bool) -> None:
    assert may_be_one(site, ORGAN) is may


@pytest.mark.parametrize(("site", "notes"), [("临江县人民政府", 1), ("安澜县人民政府", 0)])
@pytest.mark.parametrize("apart", [False, True])
def test_it_is_said_once_with_the_report(tmp_path: Path, site: str, notes: int, apart: bool) -> None:
    data = f"网站,{site}\n栏目,最近更新\n政务动态,2024-12-30\n".encode()
    checker = engine()
    checker.settings.catalog, checker.settings.catalog_apart = read(data, "栏目.csv"), apart
    found = checker.check_bytes((EXAMPLES / "good-2024.json").read_bytes(), "年报.json")
    assert sum("配错了清单" in note for note in found.notes) == notes
    assert not any(f.code == "C507" for f in found.findings)


def test_last_years_report_of_another_office_is_said() -> None:
    data = (EXAMPLES / "good-2024.md").read_bytes()
    before = (EXAMPLES / "good-2023.md").read_text(encoding="utf-8")
    checker = engine()
    for text, said in ((before, 0), (before.replace("安澜县", "临江县"), 1)):
        found = checker.check_bytes(data, "年报.md", checker.read(text.encode(), "上年.md"))
        assert sum("给错了文件" in note for note in found.notes) == said
