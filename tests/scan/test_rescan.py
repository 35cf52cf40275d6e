"""A scan over an old catalogue: what is by hand stays, and nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import county
import pytest
import support
from served import serve
from test_county import made
from test_scan import rows, scan

from checker.catalog import read
from checker.catalog.writing import written
from checker.scan.merging import merge, own_notes

SITE = str(support.EXAMPLES / "site")
FORMATS = ["csv", "xlsx", "json", "yaml"]


def edited(file: Path, change: Any) -> None:
    """Change the catalogue in a file, as somebody would by hand."""
    data = read(file.read_bytes(), file.name).data
    change(data)
    file.write_bytes(written(data, file.name))


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_second_scan_changes_nothing_and_leaves_nothing_beside(suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"a.{suffix}"
    assert scan(SITE, file) == 0
    first = file.read_bytes()
    assert scan(SITE, file) == 0
    assert file.read_bytes() == first and [p.name for p in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize("suffix", FORMATS)
def test_rows_and_notes_by_hand_are_kept(
    suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"a.{suffix}"
    assert scan(SITE, file) == 0

    def change(data: dict[str, Any]) -> None:
        by_name = {row["column"]: row for row in data["columns"]}
        by_name["规划计划"] |= {"kind": "other", "period": "P1Y", "items_this_year": 2}
        by_name["规划计划"]["note"] = f"张三已核；{by_name['规划计划']['note']}；下周再看"
        by_name["通知公告"]["column"] = "公告通知"
        by_name["政策文件"]["parent"] = "政务公开"
        data["columns"].append(
            {"column": "档案查阅", "last_updated": "2024-11-02", "items": 3, "note": "线下栏目"}
        )
        data["columns"].append(
            {
                "column": "旧栏目",
                "url": "gone/index.html",
                "last_updated": "2023-01-01",
                "last_updated_from": "gone/index.html",
                "items": 4,
                "items_from": "gone/index.html",
            }
        )
        data["site"] = "安澜县政府"

    edited(file, change)
    capsys.readouterr()
    for _again in range(2):  # ... however often
        assert scan(SITE, file) == 0
        found = rows(file)
        plan = found["规划计划"]
        assert (plan["kind"], plan["period"], plan["items_this_year"]) == ("other", "P1Y", 2)
        assert plan["note"] == "张三已核；下周再看；列表里的日期没有写年份，或是「几周前」这样的说法"
        assert "通知公告" not in found and found["公告通知"]["items"] == 46
        assert found["公告通知"]["note"] == "网站上的名称是「通知公告」"
        assert found["政策文件"]["parent"] == "政务公开"
        own = {k: v for k, v in found["档案查阅"].items() if v}
        assert own == {"column": "档案查阅", "last_updated": "2024-11-02", "items": 3, "note": "线下栏目"}
        assert (
            found["旧栏目"]["unsure"] == ["last_updated", "items"] and "没有找到" in found["旧栏目"]["note"]
        )
        assert found["旧栏目"]["last_updated"] == "2023-01-01"
        assert read(file.read_bytes(), file.name).data["site"] == "安澜县政府"
        assert "保留了原来清单里的 2 行" in capsys.readouterr().out


def test_values_by_hand_are_kept_or_told(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    with serve() as served:
        assert scan(served.url, file) == 0

        def change(data: dict[str, Any]) -> None:
            by_name = {row["column"]: row for row in data["columns"]}
            # Somebody looked at the page that the scan could not read, and corrected a count.
            by_name["统计信息"] |= {"last_updated": "2024-12-01", "unsure": [], "note": "电话问的"}
            by_name["通知公告"] |= {"items": 45, "items_from": None}

        edited(file, change)
        for _again in range(2):
            assert scan(served.url, file) == 0
            found = rows(file)
            read_by_hand = found["统计信息"]
            assert read_by_hand["last_updated"] == "2024-12-01" and "last_updated" in read_by_hand["unsure"]
            assert read_by_hand["note"] == "电话问的；没有读到：打不开（HTTP 500）；最近更新是原来清单里填的"
            assert found["通知公告"]["items"] == 46 and found["通知公告"]["note"] == "原来填的条数是 45"


def test_what_no_catalogue_holds_is_kept_beside(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.yaml"
    assert scan(SITE, file) == 0
    with open(file, "ab") as stream:
        stream.write("# 我的说明\n".encode())
    old = file.read_bytes()
    assert scan(SITE, file) == 0
    assert (tmp_path / "a.yaml.bak").read_bytes() == old and "a.yaml.bak" in capsys.readouterr().out
    file.write_bytes(old + b"# second\n")
    assert scan(SITE, file) == 0
    assert (tmp_path / "a.yaml.bak").read_bytes() == old
    assert (tmp_path / "a.yaml.bak1").read_bytes() == old + b"# second\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("栏目,最近更新,责任单位\n政务动态,2024-12-01,县政府办\n", "责任单位"),
        ("栏目,最近更新\n政务动态,2024-13-45\n", "1 格读不出来"),
        ("栏目,最近更新\n政务动态,2024-12-01,多出来的\n", "读不出来"),
    ],
)
def test_what_would_be_lost_is_not_written_over(
    text: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(text, encoding="utf-8")
    assert scan(SITE, file) == 2
    assert file.read_text(encoding="utf-8") == text and says in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


def test_what_somebody_wrote_during_the_scan_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"

    def late(_url: str) -> str:
        file.write_text("栏目,最近更新,备注\n后来填的,2024-12-01,手写\n", encoding="utf-8")
        return "<html><body>统计</body></html>"

    with serve(made={"broken/index.html": late}) as served:
        assert scan(served.url, file) == 0
    assert rows(file)["后来填的"]["note"] == "手写" and "通知公告" in rows(file)


def test_a_full_disk_leaves_the_old_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from checker.catalog import writing

    file = tmp_path / "a.csv"
    assert scan(SITE, file) == 0
    old = file.read_bytes()

    def full(*_arguments: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "written", full)
    assert scan(SITE, file) == 2
    assert file.read_bytes() == old and [p.name for p in tmp_path.iterdir()] == ["a.csv"]


def test_every_note_of_a_scan_is_known_as_its_own(tmp_path: Path) -> None:
    """A note that were taken for somebody's own would stay for ever."""
    file = tmp_path / "a.json"
    with serve(made=made(), robots=county.ROBOTS, bare=True) as served:
        assert scan(served.url, file, "--max-pages", "60") == 0
    notes = [row["note"] for row in rows(file).values() if row.get("note")]
    assert len(notes) > 10 and [own for note in notes if (own := own_notes(note))] == []


def test_every_note_there_is_is_known_as_a_scan_s() -> None:
    from checker.scan import assemble, counting, newest, silent

    notes: list[str] = []
    for module in (assemble, counting, newest, silent):
        for name, value in vars(module).items():
            if name.startswith("_") and name.isupper():
                notes += (
                    [value] if isinstance(value, str) else value.values() if isinstance(value, dict) else []
                )
    filled = [note.format(n=12, said=12, day="2024-12-31", name="通知公告", host="h.cn") for note in notes]
    assert len(filled) > 25 and [note for note in filled if own_notes(note)] == []


def test_rows_are_matched_by_url_before_name() -> None:
    found = {"kind": "catalog", "columns": [
        {"column": "通知公告", "parent": "甲", "url": "http://h/a/index.html"},
        {"column": "通知公告", "parent": "乙", "url": "http://h/b/"},
    ]}  # fmt: skip
    old = {"columns": [
        {"column": "通知公告", "url": "http://h/b/index.html", "note": "乙的"},
        {"column": "通知公告", "url": "http://h/a/", "note": "甲的"},
        {"column": "通知公告", "url": "http://h/c/", "note": "丙的"},
    ]}  # fmt: skip
    merged, kept = merge(found, old)
    assert [(r["url"], r["note"]) for r in merged["columns"]] == [
        ("http://h/a/index.html", "甲的"), ("http://h/b/", "乙的"), ("http://h/c/", "丙的"),
    ]  # fmt: skip
    assert (kept.rows, kept.notes) == (1, 2)
