"""Scans of the served and the saved site: columns, dates, counts, manners, and going on after an interruption."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import support
from served import serve

from checker.catalog import read
from checker.cli import run

DAY = "2024-12-31"
pytest.importorskip("urllib3")
pytest.importorskip("protego")


def scan(place: str, file: Path, *more: str, private: bool = True) -> int:
    words = [
        "catalog",
        "scan",
        place,
        "-o",
        str(file),
        "--as-of",
        DAY,
        "--delay",
        "0",
        "--timeout",
        "0.8",
        *more,
    ]
    return run([*words, *(["--allow-private"] if private else [])])


def rows(file: Path) -> dict[str, dict[str, Any]]:
    return {row["column"]: row for row in read(file.read_bytes(), file.name).data["columns"]}


def findings(file: Path) -> list[tuple[str, str, str, str]]:
    """(code, column, severity, confidence) of everything found."""
    catalog = read(file.read_bytes(), file.name)
    result = support.engine(as_of=DAY).check_catalog(file.read_bytes(), file.name)
    names = {column.pointer: column.name for column in catalog.columns}
    return sorted(
        (f.code, names.get("/".join(f.pointer.split("/")[:3]), ""), f.severity.value, f.confidence.value)
        for f in result.findings
    )


BUILT_TO_GIVE = [
    ("C501", "政务动态", "warning", "likely"),
    ("C501", "政策文件", "warning", "likely"),
    ("C502", "基层政务公开", "warning", "certain"),
    ("C504", "", "warning", "certain"),
]
#: What nobody could read asks a person.
UNREAD = [("C501", name, "info", "unsure") for name in ("办事服务", "统计信息")]
UNREAD += [("C501", "人事信息", "info", "unsure"), ("C501", "内部通知公告", "warning", "unsure")]


def test_scan_then_check_gives_what_the_pages_were_built_to_give(tmp_path: Path) -> None:
    file = tmp_path / "栏目.csv"
    with serve() as served:
        assert scan(served.url, file) == 0
    assert findings(file) == sorted(BUILT_TO_GIVE + UNREAD)
    found = rows(file)
    counts = {name: (row.get("last_updated"), row.get("items")) for name, row in found.items()}
    assert counts == {
        "政务动态": ("2024-12-10", 12),  # pages made by a script: 5 + 5 + 2
        "通知公告": ("2024-12-20", 46),  # said by the page
        "政策文件": ("2024-05-08", 7),  # two pages turned
        "规划计划": ("2024-03-12", 3),
        "图片新闻": ("2024-12-30", 4),  # 昨天
        "政府信息公开指南": ("2024-06-03", None),
        "政府信息公开制度": ("2023-03-01", 3),
        "法定主动公开内容": ("2024-12-27", 6),
        "基层政务公开": (None, 0),
        "统计信息": (None, None),
        "人事信息": (None, None),
        "办事服务": (None, None),
        "内部通知公告": (None, None),
    }
    assert found["图片新闻"]["parent"] == "政务动态" and found["政府信息公开指南"]["parent"] == "政府信息公开"
    assert found["政策文件"]["last_updated_from"].endswith("/policy/index.html")
    assert found["规划计划"]["unsure"] == ["last_updated"]  # no year beside the links
    notes = {name: row.get("note") or "" for name, row in found.items()}
    assert "HTTP 500" in notes["统计信息"] and "0.8 秒" in notes["人事信息"]
    assert "站外" in notes["办事服务"] and "robots.txt" in notes["内部通知公告"]


def test_beside_a_report_the_same_is_found(tmp_path: Path) -> None:
    file = tmp_path / "栏目.csv"
    with serve() as served:
        assert scan(served.url, file) == 0
    out = tmp_path / "结果.json"
    report = support.EXAMPLES / "good-2024.docx"
    words = ["check", str(report), "--catalog", str(file), "--select", "C", "--output", f"json:{out}"]
    assert run(words) == 0
    data = json.loads(out.read_text(encoding="utf-8"))
    assert data["as_of"] == DAY
    found = data["reports"][0]["findings"]
    assert sorted(f["code"] for f in found) == sorted(code for code, *_rest in BUILT_TO_GIVE + UNREAD)
    assert {f["location"]["path"] for f in found} == {str(file)}


def test_manners(tmp_path: Path) -> None:
    with serve() as served:
        assert scan(served.url, tmp_path / "a.csv", "--contact", "https://office.example.invalid") == 0
    assert served.asked[0] == "robots.txt"
    assert not any(path.startswith("private/") for path in served.asked)
    assert "elsewhere.html" not in served.asked
    assert len(served.asked) == len(set(served.asked)), "a page was asked for twice"
    assert not any("/t1.html" in path or "/p1.html" in path for path in served.asked), "an article was read"
    assert len(served.agents) == 1
    agent = served.agents.pop()
    assert agent.startswith("gouji/") and "https://office.example.invalid" in agent


def test_a_pause_between_requests(tmp_path: Path) -> None:
    import time

    with serve(robots="User-agent: *\nCrawl-delay: 0.3\n") as served:
        began = time.monotonic()
        assert scan(served.url, tmp_path / "a.csv", "--max-pages", "4") == 0
    assert time.monotonic() - began >= 0.3 * 4
    assert len(served.asked) == 5


def test_the_cap_on_pages_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serve() as served:
        assert scan(served.url, tmp_path / "a.csv", "--max-pages", "4") == 0
    said = capsys.readouterr().err
    assert "到了 4 页的上限" in said and "清单不全" in said
    assert len(served.asked) == 5


def test_depth(tmp_path: Path) -> None:
    with serve() as served:
        assert scan(served.url, tmp_path / "a.csv", "--depth", "1") == 0
    assert "open/guide.html" not in served.asked and "图片新闻" not in rows(tmp_path / "a.csv")


def test_a_private_address_is_not_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serve() as served:
        for host in ("127.0.0.1", "localhost"):
            place = served.url.replace("127.0.0.1", host)
            assert scan(place, tmp_path / "a.csv", private=False) == 2
    assert served.asked == [] and not (tmp_path / "a.csv").exists()
    assert "--allow-private" in capsys.readouterr().err


@pytest.mark.parametrize("robots", ["User-agent: *\nDisallow: /\n", "User-agent: gouji\nDisallow: /\n"])
def test_a_site_that_forbids_it_is_not_read(
    robots: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serve(robots=robots) as served:
        assert scan(served.url, tmp_path / "a.csv") == 2
    assert served.asked == ["robots.txt"] and "robots.txt 不许读取" in capsys.readouterr().err


def test_without_robots_txt_all_is_allowed(tmp_path: Path) -> None:
    with serve(robots=None) as served:
        assert scan(served.url, tmp_path / "a.csv") == 0
    assert "private/index.html" in served.asked


def test_a_start_page_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serve(made={"index.html": 503}) as served:
        assert scan(served.url, tmp_path / "a.csv") == 2
    assert "HTTP 503" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_site_without_columns_is_no_pass(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = "<html><body><div id=app></div><script src=app.js></script></body></html>"
    with serve(made={"index.html": page}) as served:
        assert scan(served.url, tmp_path / "a.csv") == 2
    assert "没有找到栏目" in capsys.readouterr().err and not (tmp_path / "a.csv").exists()


def test_hostile_pages(tmp_path: Path) -> None:
    made = {
        "dynamic/index.html": "<div>" * 200_000,
        "notice/index.html": b"\xff\xfe" + bytes(range(256)) * 100,
        "policy/index.html": (200, {"Content-Type": "application/pdf"}, "%PDF"),
        "plan/index.html": "x" * (6 * 1024 * 1024),
        "open/index.html": (302, {"Location": "/open/index.html"}, ""),
    }
    with serve(made=made) as served:
        assert scan(served.url, tmp_path / "a.csv") == 0
    notes = {name: row.get("note") or "" for name, row in rows(tmp_path / "a.csv").items()}
    assert "嵌套" in notes["政务动态"]
    assert "不是网页" in notes["政策文件"] and "太大" in notes["规划计划"] and "跳转" in notes["政府信息公开"]


@pytest.mark.parametrize("how", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_an_interrupted_scan_goes_on_without_asking_again(how: str, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    with serve() as served:
        # A slow page near the end of the first level gives time to press Ctrl-C.
        words = [sys.executable, "-c", "from checker.cli import main; main()", "catalog", "scan", served.url]
        words += ["-o", str(file), "--as-of", DAY, "--delay", "0", "--timeout", "30", "--allow-private"]
        process = subprocess.Popen(words, stderr=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
        import signal
        import time

        deadline = time.monotonic() + 30
        while "slow/index.html" not in served.asked and time.monotonic() < deadline:
            time.sleep(0.05)
        if not hasattr(signal, how):
            pytest.skip("no such signal here")
        process.send_signal(getattr(signal, how))
        _out, said = process.communicate(timeout=30)
        assert process.returncode == {"SIGINT": 130, "SIGTERM": 143, "SIGKILL": -9}[how]
        assert ("再运行同一条命令就接着扫描" in said) is (how != "SIGKILL") and not file.exists()
        journal = tmp_path / "a.csv.scan"
        assert journal.exists()
        # A power cut tears the last line.
        journal.write_bytes(journal.read_bytes() + b'{"url": "http://x/", "title": "\xe6')
        before = list(served.asked)
        assert scan(served.url, file) == 0
        again = served.asked[len(before) :]
    assert findings(file) == sorted(BUILT_TO_GIVE + UNREAD)
    assert "dynamic/index.html" in before and "dynamic/index.html" not in again
    # What was read is not asked for again: only what failed, or was not reached.
    assert set(again) & set(before) <= {"robots.txt", "slow/index.html", "broken/index.html"}
    assert not journal.exists()


def test_a_journal_of_another_scan_is_not_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv.scan").write_text(
        '{"gouji_scan": 2, "place": "http://other/", "depth": 3, "as_of": "2024-12-31"}\n'
    )
    with serve() as served:
        assert scan(served.url, tmp_path / "a.csv") == 2
        assert "--fresh" in capsys.readouterr().err
        assert scan(served.url, tmp_path / "a.csv", "--fresh") == 0


def test_kinds_and_periods_somebody_filled_in_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    with serve() as served:
        assert scan(served.url, file) == 0
        text = file.read_text(encoding="utf-8").replace(
            "column: 规划计划\n", "column: 规划计划\n  kind: other\n  period: P1Y\n"
        )
        file.write_text(text, encoding="utf-8")
        assert scan(served.url, file) == 0
    assert (rows(file)["规划计划"]["kind"], rows(file)["规划计划"]["period"]) == ("other", "P1Y")


def test_a_file_that_is_no_catalogue_is_not_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("重要的别的东西\n", encoding="utf-8")
    assert scan(str(support.EXAMPLES / "site"), file) == 2
    assert file.read_text(encoding="utf-8") == "重要的别的东西\n"
    assert "没有覆盖" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json", "yaml"])
def test_a_folder_of_saved_pages(suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"a.{suffix}"
    assert scan(str(support.EXAMPLES / "site"), file) == 0
    assert findings(file) == sorted(BUILT_TO_GIVE)
    found = rows(file)
    assert found["通知公告"]["url"] == "notice/index.html" and found["政务动态"]["items"] == 12


def test_pages_saved_by_a_browser_have_their_real_url(tmp_path: Path) -> None:
    from rendering.site import pages

    for name, html in pages().items():
        target = tmp_path / "saved" / name.replace("/", "_")
        target.parent.mkdir(exist_ok=True)
        url = f"https://www.anlan.example.invalid/{name}"
        link = html.replace('href="../', 'href="https://www.anlan.example.invalid/')
        target.write_text(f"<!-- saved from url=(0040){url} -->\n{link}", encoding="utf-8")
    assert scan(str(tmp_path / "saved"), tmp_path / "a.csv") == 0
    found = rows(tmp_path / "a.csv")
    assert found["通知公告"]["url"] == "https://www.anlan.example.invalid/notice/index.html"
    assert found["通知公告"]["items"] == 46


def sitemap(url: str) -> str:
    urls = "".join(
        f"<url><loc>{url}{path}</loc></url>" for path in ("notice/index.html", "policy/index.html")
    )
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


def test_a_sitemap_on_the_site(tmp_path: Path) -> None:
    made: dict[str, Any] = {"index.html": "<html><body>欢迎</body></html>"}
    made["map1.xml"] = lambda url: (200, {"Content-Type": "application/xml"}, sitemap(url))
    index = "<sitemapindex><sitemap><loc>{}map1.xml</loc></sitemap></sitemapindex>"
    made["sitemap.xml"] = lambda url: (200, {"Content-Type": "application/xml"}, index.format(url))
    with serve(made=made) as served:
        assert scan(f"{served.url}sitemap.xml", tmp_path / "a.csv", "--depth", "1") == 0
    assert {"通知公告", "政策文件"} <= set(rows(tmp_path / "a.csv"))


def test_a_sitemap_in_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    local = tmp_path / "sitemap.xml"
    with serve(made={"index.html": "<html><body>欢迎</body></html>"}) as served:
        local.write_text(sitemap(served.url), encoding="utf-8")
        assert scan(str(local), tmp_path / "a.csv") == 0
    assert {"通知公告", "政策文件"} <= set(rows(tmp_path / "a.csv"))
    entity = '<!DOCTYPE u [<!ENTITY e SYSTEM "file:///etc/passwd">]><urlset><url><loc>file:///&e;</loc></url></urlset>'
    local.write_text(entity, encoding="utf-8")
    assert scan(str(local), tmp_path / "b.csv") == 2
    assert "没有网页" in capsys.readouterr().err
    local.write_text("<html></html>", encoding="utf-8")
    assert scan(str(local), tmp_path / "b.csv") == 2
    assert "不是网站地图" in capsys.readouterr().err


def test_a_robots_txt_that_cannot_be_asked_for_closes_the_site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serve(robots_status=503) as served:
        assert scan(served.url, tmp_path / "a.csv") == 2
    assert served.asked == ["robots.txt"] and "robots.txt" in capsys.readouterr().err


def page(title: str, body: str) -> str:
    side = "".join(
        f'<li><a href="/dynamic/t{n}.html">全县要闻第{n}条消息</a><i>2024-12-3{n}</i></li>' for n in (0, 1)
    )
    menu = "".join(f'<a href="/{n}.html">{n}</a>' for n in ("组织机构", "领导信息", "财政信息", "便民信息"))
    return f"<html><head><title>{title}-某县</title></head><body>{menu}<div>{body}</div><ul>{side}</ul></body></html>"


def test_what_stands_beside_every_page_is_no_column_s_list(tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    text = "<p>发布日期：2020-05-06</p><p>本局没有相关信息的，应当告知。全年公开共132条信息。</p>"
    for name in ("组织机构", "领导信息"):
        (folder / f"{name}.html").write_text(page(name, text), encoding="utf-8")
    (folder / "财政信息.html").write_text(page("财政信息", "<p>暂无内容</p>"), encoding="utf-8")
    (folder / "便民信息.html").write_text(page("便民信息", ""), encoding="utf-8")
    (folder / "index.html").write_text(page("某县", ""), encoding="utf-8")
    assert scan(str(folder), tmp_path / "a.csv") == 0
    found = rows(tmp_path / "a.csv")
    # A text with a date of its own has that date, not that of the news beside it.
    assert (found["组织机构"]["last_updated"], found["组织机构"].get("items")) == ("2020-05-06", None)
    assert (found["财政信息"].get("last_updated"), found["财政信息"]["items"]) == (None, 0)
    # What is neither is said to be in doubt.
    assert set(found["便民信息"]["unsure"]) >= {"last_updated", "items"}
    assert "几个页面上都有" in found["便民信息"]["note"]


USAGE = [
    (["nowhere"], "没有「nowhere」这个文件夹"),
    (["www.example.invalid"], "请写全"),
    (["ftp://h/"], "也不是网址"),
    (["http:///x"], "不是完整的网址"),
]


@pytest.mark.parametrize(("words", "says"), USAGE)
def test_usage(words: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert scan(words[0], tmp_path / "a.csv") == 2
    assert says in capsys.readouterr().err


def test_the_output_must_be_a_catalogue_s(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert scan(str(support.EXAMPLES / "site"), tmp_path / "a.doc") == 2
    assert ".csv、.xlsx、.json、.yaml" in capsys.readouterr().err


def test_an_empty_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    assert scan(str(tmp_path / "empty"), tmp_path / "a.csv") == 2
    assert "文件夹里没有网页" in capsys.readouterr().err
