"""Last year's report: what is said when it is not this office's."""

from __future__ import annotations

from support import EXAMPLES, engine


def test_last_years_report_of_another_office_is_said() -> None:
    data = (EXAMPLES / "good-2024.md").read_bytes()
    before = (EXAMPLES / "good-2023.md").read_text(encoding="utf-8")
    checker = engine()
    for text, said in ((before, 0), (before.replace("安澜县", "临江县"), 1)):
        found = checker.check_bytes(data, "年报.md", checker.read(text.encode(), "上年.md"))
        assert sum("给错了文件" in note for note in found.notes) == said
