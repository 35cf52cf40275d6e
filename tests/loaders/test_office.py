"""Old Word, WPS, RTF and ODT: through a converter, kept within limits, or said in words why not."""

from __future__ import annotations

import http.server
import io
import os
import signal
import stat
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx as word
import pytest
from docx.oxml import parse_xml
from support import EXAMPLES, engine, needs_libreoffice

from checker.loaders import load, office, ole, sniff
from checker.loaders.office import libreoffice, msdoc, process
from checker.loaders.office.converted import Converted, Failed
from checker.model import Anchor, Document, Paragraph, Table, Unreadable
from checker.reader import read

DOC = (EXAMPLES / "bad-2024.doc").read_bytes()
DOCX = (EXAMPLES / "bad-2024.docx").read_bytes()
posix = pytest.mark.skipif(os.name == "nt", reason="a shell script stands for LibreOffice here")


@pytest.fixture(autouse=True)
def nothing_ready() -> Iterator[None]:
    office._ready.clear()
    yield
    office._ready.clear()


@pytest.fixture
def no_converter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(msdoc, "available", lambda: False)
    monkeypatch.setattr(libreoffice, "program", lambda: None)


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A script in place of LibreOffice. $OUT is where it should write, $SOURCES what it should convert."""
    path = folder / "soffice"
    path.write_text(
        '#!/bin/sh\nwhile [ $# -gt 0 ]; do case "$1" in --outdir) OUT="$2"; shift 2; SOURCES="$@"; break;; *) shift;; esac; done\n'
        + script
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(libreoffice, "program", lambda: str(path))


def texts(document: Document) -> list[object]:
    return [
        b.text if isinstance(b, Paragraph) else [[c.text for c in row] for row in b.rows]
        for b in document.blocks
    ]


# --- what is read --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["bad-2020", "good-2024"])
def test_an_old_word_file_reads_like_the_new_one_place_for_place(name: str, no_office: None) -> None:
    old = load((EXAMPLES / f"{name}.doc").read_bytes(), "a.doc")
    new = load((EXAMPLES / f"{name}.docx").read_bytes(), "a.docx")
    assert old.kind == "doc"
    assert old.metadata["converted_by"] == "msdoc2docx"
    assert texts(old) == texts(new)
    assert [b.anchor for b in old.blocks] == [b.anchor for b in new.blocks]
    assert read(old).origin == read(new).origin


@pytest.mark.parametrize("suffix", ["odt", "rtf"])
def test_so_does_what_libreoffice_converts(suffix: str) -> None:
    needs_libreoffice()
    other = load((EXAMPLES / f"bad-2024.{suffix}").read_bytes(), f"a.{suffix}")
    new = load(DOCX, "a.docx")
    assert (other.kind, other.metadata["converted_by"]) == (suffix, "LibreOffice")

    def cells(origin: dict[str, Anchor]) -> dict[str, tuple[object, ...]]:
        return {p: (a.table, a.row, a.cell, a.paragraph, a.quote) for p, a in origin.items()}

    assert cells(read(other).origin) == cells(read(new).origin)


@pytest.mark.parametrize("name", ["年报.wps", "年报.txt", "年报", "年报.doc", "-x.DOC"])
def test_the_content_says_what_it_is(name: str, no_office: None) -> None:
    assert load(DOC, name).kind == "doc"
    assert load(DOCX, name).kind == "docx"


def tricky() -> bytes:
    """A Word file with unaccepted changes, hidden text, a comment, and numbers that Word counts."""
    made = word.Document()
    paragraph = made.add_paragraph("受理申请")
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    by = 'w:author="a" w:date="2024-01-01T00:00:00Z"'
    paragraph._p.append(parse_xml(f'<w:ins {names} w:id="1" {by}><w:r><w:t>25</w:t></w:r></w:ins>'))
    paragraph._p.append(
        parse_xml(f'<w:del {names} w:id="2" {by}><w:r><w:delText>31</w:delText></w:r></w:del>')
    )
    paragraph.add_run("件。")
    paragraph.add_run("藏").font.hidden = True
    paragraph.add_run("删").font.strike = True
    noted = made.add_paragraph("有批注。")
    made.add_comment(noted.runs, "改这里", author="审核")
    for text in ("甲", "乙"):
        made.add_paragraph(text, style="List Number")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("way", ["msdoc2docx", "LibreOffice"])
def test_changes_hidden_text_comments_and_numbers_survive(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs_libreoffice()
    soffice = libreoffice.program()
    assert soffice is not None
    (tmp_path / "a.docx").write_bytes(tricky())
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "doc", "a.docx"],
        cwd=tmp_path, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    old = (tmp_path / "a.doc").read_bytes()
    assert sniff.binary_kind(old) == "doc"
    monkeypatch.setattr(msdoc, "available", lambda: way == "msdoc2docx")
    document = load(old, "a.doc")
    assert document.metadata["converted_by"] == way
    assert texts(document) == ["受理申请25件。", "有批注。", "1.甲", "2.乙"]
    seen = {k: document.metadata[k] for k in ("tracked_changes", "hidden", "struck", "comments")}
    assert seen == {"tracked_changes": 2, "hidden": 1, "struck": 1, "comments": 1}
    assert set(document.metadata["marks"]) == set(seen)


# --- what cannot be read, and why ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "says", "remedy"),
    [
        ("bad-2024.doc", "旧版 Word 文件", 'pip install "gouji[doc]"'),
        ("bad-2024.wps", "旧版 Word 文件", "另存为 docx"),
        ("bad-2024.rtf", "RTF 文件，要装了 LibreOffice", "请安装 LibreOffice"),
        ("bad-2024.odt", "OpenDocument 文件", "请安装 LibreOffice"),
    ],
)
def test_without_a_converter_it_is_said_what_to_install(
    name: str, says: str, remedy: str, no_converter: None
) -> None:
    with pytest.raises(Unreadable) as caught:
        load((EXAMPLES / name).read_bytes(), name)
    assert says in str(caught.value)
    assert remedy in caught.value.remedy.format(**caught.value.values)


def test_a_password_is_named() -> None:
    at = DOC.index(b"\xec\xa5")
    locked = DOC[: at + 11] + bytes([DOC[at + 11] | 1]) + DOC[at + 12 :]
    with pytest.raises(Unreadable, match="密码"):
        load(locked, "a.doc")


@pytest.mark.parametrize("length", [600, 5000, len(DOC) // 2, len(DOC) - 3000])
def test_half_a_file_is_damaged(length: int, no_office: None) -> None:
    with pytest.raises(Unreadable) as caught:
        load(DOC[:length], "a.doc")
    assert "损坏" in str(caught.value)
    assert "docx" in caught.value.remedy


@posix
def test_an_output_that_is_not_there_is_no_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, "exit 0\n")
    with pytest.raises(Unreadable, match="没能转换"):
        load(b"{\\rtf1 x}", "a.rtf")


@posix
def test_an_output_that_is_no_docx_is_said_to_be_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, monkeypatch, 'for s in $SOURCES; do echo no > "$OUT/${s%.*}.docx"; done\n')
    with pytest.raises(Unreadable, match="转换以后读不出来"):
        load(b"{\\rtf1 x}", "a.rtf")


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # One that is dead and not yet fetched by its parent counts as dead.
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def gone(pid: int) -> bool:
    """Whether a process is dead, or dies in the next few seconds."""
    end = time.monotonic() + 5
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.05)
    return not alive(pid)


@posix
def test_what_hangs_is_ended_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pids = tmp_path / "pids"
    stand_in(tmp_path, monkeypatch, f'sleep 600 & echo $! $$ > "{pids}"; wait\n')
    monkeypatch.setattr(libreoffice, "SECONDS", 3.0)
    with pytest.raises(Unreadable, match="用时太长"):
        load(b"{\\rtf1 x}", "a.rtf")
    assert all(gone(int(pid)) for pid in pids.read_text().split())


@posix
def test_one_that_hangs_costs_the_others_of_its_batch_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "made.docx").write_bytes(DOCX)
    calls = tmp_path / "calls"
    script = (
        f'echo $SOURCES >> "{calls}"\n'
        f'for s in $SOURCES; do grep -q hang $s && sleep 600; cp "{tmp_path}/made.docx" "$OUT/${{s%.*}}.docx"; done\n'
    )
    stand_in(tmp_path, monkeypatch, script)
    monkeypatch.setattr(libreoffice, "SECONDS", 4.0)
    files = [b"{\\rtf1 %s}" % word for word in (b"a", b"b", b"hang", b"c", b"d")]
    office.prepare(files)
    assert [len(line.split()) for line in calls.read_text().splitlines()] == [5, 2]
    for data in files:
        if b"hang" in data:
            with pytest.raises(Unreadable, match="用时太长"):
                load(data, "a.rtf")
        else:
            assert load(data, "a.rtf").blocks
    assert len(calls.read_text().splitlines()) == 2  # nothing was tried twice


@posix
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_an_interrupted_run_leaves_nothing_behind(how: signal.Signals, tmp_path: Path) -> None:
    # A worker is ended by SIGTERM when its user presses Ctrl-C.
    code = (
        "import sys; from checker.loaders.office.process import run, workshop\n"
        "with workshop() as folder:\n"
        "    run(['sh', '-c', f'sleep 600 & echo $! $$ > {sys.argv[1]}/pids; wait'], folder, 600)\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], env={**os.environ, "TMPDIR": str(tmp_path)},
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    pids = tmp_path / "pids"
    while not pids.exists() or len(pids.read_text().split()) < 2:
        assert child.poll() is None
        time.sleep(0.02)
    child.send_signal(how)
    assert child.wait(10) != 0
    assert all(gone(int(pid)) for pid in pids.read_text().split())
    assert [p.name for p in tmp_path.iterdir()] == ["pids"]


def test_what_another_file_of_a_batch_broke_is_tried_alone(
    no_office: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [DOC, (EXAMPLES / "good-2024.doc").read_bytes()]
    monkeypatch.setattr(msdoc, "convert", lambda files: {})
    office.prepare(files)
    monkeypatch.undo()
    assert load(DOC, "a.doc").blocks


# --- many files, and files of strangers -----------------------------------------------------------


@posix
def test_many_files_take_one_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made.docx").write_bytes(DOCX)
    calls = tmp_path / "calls"
    copy = f'for s in $SOURCES; do cp "{tmp_path}/made.docx" "$OUT/${{s%.*}}.docx"; done\n'
    stand_in(tmp_path, monkeypatch, f'echo $SOURCES >> "{calls}"\n' + copy)
    files = [b"{\\rtf1 %d}" % n for n in range(7)]
    office.prepare([*files, b"no rtf", DOCX])
    assert calls.read_text() == " ".join(f"{n:04}.rtf" for n in range(7)) + "\n"
    for data in files:
        assert load(data, "a.rtf").kind == "rtf"
    assert len(calls.read_text().splitlines()) == 1


def test_the_original_and_its_folder_stay_as_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "报送 材料"
    folder.mkdir()
    path = folder / "-年报 (1).doc"
    path.write_bytes(DOC)
    before = path.stat()
    work = tmp_path / "work"
    work.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "checker.cli", "check", "./-年报 (1).doc", "-o", "concise"],
        cwd=folder, capture_output=True, text=True, timeout=120, encoding="utf-8",
        env={**os.environ, "TMPDIR": str(work)},
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "T200" in done.stdout
    after = path.stat()
    assert (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size)
    assert [p.name for p in folder.iterdir()] == [path.name]
    assert os.listdir(work) == []


def test_no_module_is_loaded_from_the_folder_that_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_office: None
) -> None:
    (tmp_path / "doc2docx.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    assert load(DOC, "a.doc").blocks


def test_libreoffice_is_not_run_from_the_folder_that_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = tmp_path / "soffice"
    fake.write_text("#!/bin/sh\n")
    fake.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    for path in (".", "", str(tmp_path)):
        monkeypatch.setenv("PATH", path)
        assert libreoffice.program() in (None, *libreoffice._USUAL)


def test_nothing_is_fetched_and_no_other_file_is_read(tmp_path: Path) -> None:
    needs_libreoffice()
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_GET

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容", encoding="utf-8")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        added = (
            '<text:p><draw:frame svg:width="2cm" svg:height="2cm" text:anchor-type="as-char">'
            f'<draw:image xlink:href="{address}/a.png" xlink:type="simple" xlink:show="embed" '
            'xlink:actuate="onLoad"/></draw:frame></text:p>'
            f'<text:section text:name="s"><text:section-source xlink:href="{secret.as_uri()}"/></text:section>'
            f'<text:section text:name="t"><text:section-source xlink:href="{address}/b.html"/></text:section>'
            "</office:text>"
        )
        out = io.BytesIO()
        with zipfile.ZipFile(EXAMPLES / "bad-2024.odt") as whole, zipfile.ZipFile(out, "w") as made:
            for part in whole.infolist():
                data = whole.read(part)
                if part.filename == "content.xml":
                    data = data.replace(b"</office:text>", added.encode())
                made.writestr(part, data)
        document = load(out.getvalue(), "a.odt")
        server.shutdown()
    assert len(document.blocks) > 10
    assert asked == []
    assert "机密" not in str(texts(document))


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml + b" " * (40 << 20),
        lambda xml: b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + xml[xml.index(b"<office") :],
        lambda xml: b"<a>" * 100_000,
        lambda xml: b"",
    ],
)
def test_a_bomb_is_not_handed_on(change: Callable[[bytes], bytes], no_converter: None) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(EXAMPLES / "bad-2024.odt") as whole, zipfile.ZipFile(out, "w", 8) as made:
        for part in whole.infolist():
            data = whole.read(part)
            made.writestr(part, change(data) if part.filename == "content.xml" else data)
    with pytest.raises(Unreadable) as caught:
        load(out.getvalue(), "a.odt")
    assert "LibreOffice" not in str(caught.value)


WORD_XML = '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'


def test_the_xml_of_old_word_is_no_way_in_for_entities(no_converter: None) -> None:
    with pytest.raises(Unreadable, match="LibreOffice"):
        load(f"{WORD_XML}<w:wordDocument/>".encode(), "a.xml")
    with pytest.raises(Unreadable, match="声明"):
        load(f'{WORD_XML}<!DOCTYPE w [<!ENTITY a "b">]><w:wordDocument/>'.encode(), "a.xml")


@pytest.mark.parametrize(
    "data", [b"{\\rtf1" + b"{" * 300_000, b"{\\rtf1 \\bin999999999 x}", b"{\\rtf1" + bytes(range(256)) * 200]
)
def test_rubbish_in_rtf_says_so_or_holds_no_report(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    needs_libreoffice()
    monkeypatch.setattr(libreoffice, "SECONDS", 6.0)  # it looks for the end of \\bin for minutes
    found = engine().check_bytes(data, "a.rtf")
    assert [f.code for f in found.findings] in (["E001"], ["E003"])


# --- what the converter lost ----------------------------------------------------------------------


def test_what_the_converter_lost_is_known_to_the_reader(
    monkeypatch: pytest.MonkeyPatch, no_office: None
) -> None:
    losses = ("MALFORMED_TABLE_FLATTENED", "OLE_OBJECT_OMITTED", "UNNAMED_FONT_SLOT_REPAIRED")
    monkeypatch.setattr(
        msdoc, "convert", lambda files: {key: Converted(DOCX, "msdoc2docx", losses) for key in files}
    )
    report = read(load(DOC, "a.doc"))
    assert [why for _pointer, why in report.unread] == [
        "旧版文件里的表格没有完整转换，行列可能有误",
        "旧版文件里嵌有别的文档或表格，没有转换出来",
    ]
    assert report.sure_of("/requests/received/total").value == "unsure"
    assert any(isinstance(block, Table) for block in report.document.blocks)


@posix
def test_the_second_converter_is_asked_where_the_first_lost_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "made.docx").write_bytes(DOCX)
    stand_in(
        tmp_path,
        monkeypatch,
        f'for s in $SOURCES; do cp "{tmp_path}/made.docx" "$OUT/${{s%.*}}.docx"; done\n',
    )
    lossy = Converted(DOCX, "msdoc2docx", ("NUMBERING_TABLE_MALFORMED",))
    for answer in (lossy, Failed("InvalidWordDocument"), None):
        made = {} if answer is None else {"*": answer}
        monkeypatch.setattr(
            msdoc, "convert", lambda files, made=made: {key: a for key in files for a in made.values()}
        )
        assert load(DOC, "a.doc").metadata["converted_by"] == "LibreOffice"


# --- the container --------------------------------------------------------------------------------


def test_the_root_of_a_container_is_read() -> None:
    assert "WordDocument" in ole.root_names(DOC)
    assert ole.root_names(b"") == ole.root_names(DOC[:100]) == frozenset()


@pytest.mark.parametrize("at", [30, 44, 48, 68, 72, 76])
@pytest.mark.parametrize("value", [b"\xff\xff\xff\xff", b"\0\0\0\0", b"\1\0\0\0", b"\xf0\xff\xff\xff"])
def test_a_damaged_container_is_no_trouble(at: int, value: bytes) -> None:
    assert isinstance(ole.root_names(DOC[:at] + value + DOC[at + 4 :]), frozenset)


def test_a_folder_for_work_is_gone_afterwards() -> None:
    with process.workshop() as folder:
        Path(folder, "a").write_text("x")
    assert not os.path.exists(folder)
