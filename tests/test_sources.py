"""What is read: paths, folders, globs, list files, standard input."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.loaders import limits
from checker.model import Unreadable
from checker.sources import NoSuchSource, Source, expand, read, shown


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of reports, and the current one."""
    for name in (
        "年报.docx", "~$年报.docx", "b.html", "a.TXT", "说明.xlsx", ".hidden.txt", "街道/甲.txt", "街道/乙.md",
        "街道/2023/丙.json", ".git/config.txt", "node_modules/x.txt", "空/readme.rst",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def paths(*arguments: str) -> list[str]:
    return [source.path.replace(os.sep, "/") for source in expand(arguments)]


def test_a_folder_is_walked_in_sorted_order_without_what_is_no_report(here: Path) -> None:
    assert paths(".") == [
        "./a.TXT", "./b.html", "./年报.docx", "./街道/2023/丙.json", "./街道/乙.md", "./街道/甲.txt",
        "./说明.xlsx",
    ]  # fmt: skip


def test_the_order_given_is_kept_and_each_file_read_once(here: Path) -> None:
    found = expand(["街道", "b.html", "街道/甲.txt", "./b.html"])
    assert [(s.path.replace(os.sep, "/"), s.named) for s in found] == [
        ("街道/2023/丙.json", False),
        ("街道/乙.md", False),
        ("街道/甲.txt", True),
        ("b.html", True),
    ]


def test_a_named_file_is_taken_whatever_its_suffix(here: Path) -> None:
    assert expand(["说明.xlsx"]) == [Source("说明.xlsx", named=True)]
    assert paths("~$年报.docx") == ["~$年报.docx"]


def test_other_suffixes_can_be_asked_for(here: Path) -> None:
    assert [s.path for s in expand(["空"], suffixes={".rst"})] == [os.path.join("空", "readme.rst")]


@pytest.mark.parametrize(
    ("pattern", "found", "named"),
    [
        ("*.html", ["b.html"], True),
        ("**/*.txt", ["街道/甲.txt"], True),
        ("**/2*/**/*.json", ["街道/2023/丙.json"], True),
        ("街道/**", ["街道/2023/丙.json", "街道/乙.md", "街道/甲.txt"], False),
        ("街道/*", ["街道/2023/丙.json", "街道/乙.md", "街道/甲.txt"], False),
        ("?.html", ["b.html"], True),
        ("*.docx", ["年报.docx"], True),
    ],
)
def test_globs_are_expanded_here(here: Path, pattern: str, found: list[str], named: bool) -> None:
    assert paths(pattern) == found
    assert {source.named for source in expand([pattern])} == {named}


def test_a_file_with_brackets_in_its_name_is_itself(here: Path) -> None:
    (here / "[2024]年报.txt").write_text("x", encoding="utf-8")
    assert paths("[2024]年报.txt") == ["[2024]年报.txt"]


def test_a_list_file_names_one_source_a_line(here: Path) -> None:
    (here / "清单.txt").write_bytes('\ufeff街道\r\n\r\n "b.html" \r\n*.docx\r\n'.encode())
    assert paths("@清单.txt") == ["街道/2023/丙.json", "街道/乙.md", "街道/甲.txt", "b.html", "年报.docx"]
    (here / "gbk.txt").write_bytes("年报.docx\n".encode("gbk"))
    assert paths("@gbk.txt") == ["年报.docx"]


def test_names_in_a_list_may_be_relative_to_it(here: Path) -> None:
    (here / "街道" / "list.txt").write_text("甲.txt\n*.md\n", encoding="utf-8")
    assert paths("@街道/list.txt") == ["街道/甲.txt", "街道/乙.md"]


def test_a_wrong_line_of_a_list_is_named(here: Path) -> None:
    (here / "l.txt").write_text("b.html\n没有.docx\n", encoding="utf-8")
    with pytest.raises(NoSuchSource, match=r"l\.txt 第 2 行.*没有\.docx"):
        expand(["@l.txt"])


def test_a_wrong_line_of_a_list_leaves_the_others(here: Path) -> None:
    (here / "l.txt").write_text("没有.docx\nb.html\n*.没有\n年报.docx\n", encoding="utf-8")
    told: list[NoSuchSource] = []
    found = expand(["@l.txt", "也没有.txt", "a.TXT"], tell=told.append)
    assert [s.path for s in found] == ["b.html", "年报.docx", "a.TXT"]
    assert [(e.path, e.listed, e.line) for e in told] == [
        ("没有.docx", "l.txt", 1), ("*.没有", "l.txt", 3), ("也没有.txt", "", 0),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "\n \n", "# 只有说明\n"])
def test_a_list_that_names_nothing_is_said(here: Path, text: str) -> None:
    (here / "l.txt").write_text(text, encoding="utf-8")
    with pytest.raises(NoSuchSource, match="清单里没有写要检查的文件"):
        expand(["@l.txt"])


def test_remarks_in_a_list_are_left_out(here: Path) -> None:
    (here / "l.txt").write_text("# 第一批\n\n  # b.html\n年报.docx\n", encoding="utf-8")
    assert paths("@l.txt") == ["年报.docx"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX has pipes and devices with names")
@pytest.mark.parametrize("kind", ["pipe", "device", "socket", "list"])
def test_what_is_no_ordinary_file_is_refused_at_once(here: Path, kind: str) -> None:
    import socket

    os.mkfifo(here / "pipe")
    if kind == "list":
        with pytest.raises(NoSuchSource, match="不是普通文件"):
            expand(["@pipe"])
        return
    path = "/dev/zero" if kind == "device" else kind
    with socket.socket(socket.AF_UNIX) as server:
        if kind == "socket":
            server.bind("socket")
        (source,) = expand([path])
        with pytest.raises(Unreadable, match="不是普通文件"):
            read(source)


def test_reports_handed_in_as_something_unreadable_are_not_passed_over(here: Path) -> None:
    names = ["a.doc", "b.wps", "c.PDF", "d.rtf", "e.odt", "f.ofd", "g.xls", "h.xlsx", "i.et", "j.mht"]
    readable = ["k.docm", "l.dotx", "m.xhtml", "n.aspx", "o.jsp", "p.shtml"]
    (here / "交来").mkdir()
    for name in [*names, *readable, "q.png", "r.py"]:
        (here / "交来" / name).write_bytes(b"%PDF-1.4")
    assert paths("交来") == paths("交来/*") == paths("交来/**") == [f"交来/{n}" for n in names + readable]


def test_standard_input_is_read_once() -> None:
    (source,) = expand(["-", "-"], stdin=io.BytesIO(b"abc"))
    assert (source.path, source.named, read(source)) == ("-", True, b"abc")


def test_too_much_standard_input_is_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 10)
    (source,) = expand(["-"], stdin=io.BytesIO(b"x" * 11))
    with pytest.raises(Unreadable, match="太大"):
        read(source)


@pytest.mark.parametrize(
    ("argument", "says"),
    [
        ("年板.docx", "年报.docx"),
        ("街到/甲.txt", "街道"),
        ("b.htm", "b.html"),
        ("@没有.txt", "没有这个清单文件"),
        ("*.pdf", "没有匹配的文件"),
        ("空", "没有可以检查的文件"),
        ("完全不同的名字zzz", "没有这个文件"),
    ],
)
def test_what_does_not_exist_is_named_with_a_hint(here: Path, argument: str, says: str) -> None:
    with pytest.raises(NoSuchSource) as caught:
        expand([argument])
    assert says in str(caught.value)
    assert argument.lstrip("@") in str(caught.value)


def test_links_to_folders_cannot_make_a_walk_endless(here: Path) -> None:
    try:
        os.symlink(here, here / "街道" / "loop", target_is_directory=True)
    except OSError:
        pytest.skip("no symbolic links here")
    assert paths("街道") == ["街道/2023/丙.json", "街道/乙.md", "街道/甲.txt"]
    assert paths("**/*.md") == paths("街道/**/*.md") == ["街道/乙.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="names are text on Windows")
def test_a_name_that_is_no_text_is_read_and_shown(here: Path) -> None:
    name = os.fsdecode(b"\xc4\xea\xb1\xa8.txt")
    try:
        (here / name).write_bytes(b"x")
    except OSError:
        pytest.skip("the file system takes names of text only")
    (source,) = expand([name])
    assert read(source) == b"x"
    assert source.shown.endswith(".txt")
    assert shown(source.path).encode("utf-8")
    with pytest.raises(NoSuchSource) as caught:
        expand([os.fsdecode(b"\xc4\xea.pdf")])
    assert str(caught.value).encode("utf-8")


def test_reading_says_why_it_cannot(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for error, says in (
        (PermissionError(13, "no"), "权限"),
        (FileNotFoundError(2, "gone"), "已不存在"),
        (IsADirectoryError(21, "dir"), "文件夹"),
        (OSError(5, "I/O error"), "I/O error"),
    ):

        def fail(*_: object, error: OSError = error) -> None:
            raise error

        monkeypatch.setattr("builtins.open", fail)
        with pytest.raises(Unreadable, match=says) as caught:
            read(Source(str(here / "年报.docx"), named=True))
        assert caught.value.remedy
        monkeypatch.undo()


def test_a_file_over_the_limit_is_not_read(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 3)
    with pytest.raises(Unreadable, match="太大"):
        read(Source("b.html", named=True))


def test_an_unreadable_folder_is_said_and_the_rest_goes_on(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("2023"):
            raise PermissionError(13, "no")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = expand(["街道"])
    assert [s.path.replace(os.sep, "/") for s in found] == ["街道/2023", "街道/乙.md", "街道/甲.txt"]
    with pytest.raises(Unreadable, match="权限"):
        read(found[0])


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(blacklist_characters="\0"), min_size=1, max_size=20))
def test_no_argument_does_anything_but_match_or_say_so(argument: str) -> None:
    try:
        assert all(source.path for source in expand([argument], suffixes={".no-such-suffix"}))
    except NoSuchSource as error:
        assert str(error)


def test_a_folder_without_files_names_all_that_the_caller_reads(here: Path) -> None:
    """A spreadsheet of LibreOffice holds no report yet, but a catalogue."""
    with pytest.raises(NoSuchSource) as caught:
        expand(["空"], suffixes=frozenset({".csv", ".ods", ".xlsx"}))
    assert ".csv、.ods、.xlsx" in str(caught.value)
    with pytest.raises(NoSuchSource) as caught:
        expand(["空"])
    assert ".docx" in str(caught.value) and ".ods" not in str(caught.value)


def test_files_of_a_folder_that_nobody_looks_at_are_told(tmp_path: Path) -> None:
    for name in ("年报.docx", "无后缀", "报告.2024", "Thumbs.db", ".hidden"):
        (tmp_path / name).write_bytes(b"x")
    passed: list[str] = []
    found = expand([str(tmp_path)], passed=passed)
    assert [os.path.basename(source.path) for source in found] == ["年报.docx"]
    assert sorted(os.path.basename(path) for path in passed) == ["报告.2024", "无后缀"]
