"""A whole made-up site: every row true, none missing, nothing that is no column, and no pass for silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import county
import pytest
import support
from served import serve
from test_scan import DAY, rows, scan

from checker.cli import run

SLOW = {"hd/hy/index.html": "slow"}


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("urllib3")
    pytest.importorskip("protego")
    file = tmp_path_factory.mktemp("county") / "栏目.csv"
    with serve(made=made(), robots=county.ROBOTS, bare=True) as served:
        assert scan(served.url, file) == 0
    return file


def made() -> dict[str, Any]:
    import time

    def slow(_url: str) -> str:
        time.sleep(2)
        return ""

    return {**county.pages(), "hd/hy/index.html": slow}


@pytest.mark.parametrize("column", county.COLUMNS, ids=lambda column: column.name)
def test_every_column_has_its_row(scanned: Path, column: county.Column) -> None:
    row = rows(scanned)[column.name]
    assert (row.get("last_updated"), row.get("items")) == (column.last, column.items), row
    assert set(row.get("unsure") or ()) == set(column.unsure), row
    assert column.note in (row.get("note") or ""), row
    assert row.get("parent") == column.section, row


def test_there_is_no_row_of_what_is_no_column(scanned: Path) -> None:
    found = set(rows(scanned)) - {column.name for column in county.COLUMNS}
    assert found <= {"领导之窗"}, found


def test_the_check_says_what_was_not_seen(scanned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = support.engine(as_of=DAY).check_catalog(scanned.read_bytes(), scanned.name)
    assert not [f for f in result.findings if f.code == "E001"]
    blind = sum(c.last is None and c.items != 0 for c in county.COLUMNS)
    assert f"{blind} 个栏目在做清单时没有读到" in result.unread[0][1] or result.unread, result.unread
    empty = {c.name for c in county.COLUMNS if c.items == 0}
    assert sum(f.code == "C502" and f.confidence.value == "certain" for f in result.findings) == len(empty)
    run(["catalog", "check", str(scanned), "--as-of", DAY])
    assert "未能全部核对" in capsys.readouterr().out


def test_what_the_cap_on_pages_left_out_is_in_the_catalogue(tmp_path: Path) -> None:
    file = tmp_path / "栏目.csv"
    with serve(made=county.pages(), robots=county.ROBOTS, bare=True) as served:
        assert scan(served.url, file, "--max-pages", "20") == 0
    found = rows(file)
    assert set(found) <= {column.name for column in county.COLUMNS}
    left = [row for row in found.values() if "没有读这一页" in (row.get("note") or "")]
    assert len(left) > 25 and all(row["unsure"] == ["last_updated", "items"] for row in left)
    sections = {column.name: column.section for column in county.COLUMNS}
    assert all(row["parent"] == sections[row["column"]] for row in left)
    result = support.engine(as_of=DAY).check_catalog(file.read_bytes(), file.name)
    assert result.verdict.name == "INCOMPLETE"
    assert any("清单没有收全：扫描到了页数的上限" in why for _pointer, why in result.unread)


def test_a_mark_somebody_wrote_by_hand_is_read_in_every_format(tmp_path: Path) -> None:
    from checker.catalog import read
    from checker.catalog.writing import written

    data = {
        "kind": "catalog",
        "unread": "少了两个栏目",
        "columns": [{"column": "政务动态", "last_updated": "2024-12-30", "items": 3}],
    }
    for suffix in ("csv", "xlsx", "json", "yaml"):
        made = written(data, f"a.{suffix}")
        assert read(made, f"a.{suffix}").data["unread"] == "少了两个栏目"
        result = support.engine(as_of=DAY).check_catalog(made, f"a.{suffix}")
        assert result.unread == [("/columns", "清单没有收全：少了两个栏目")]
