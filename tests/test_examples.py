"""The examples: printed from their instances, alike in every format, the good ones clean, the bad as planned."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from support import needs_libreoffice

from checker.engine import Engine, Settings
from checker.loaders import load
from checker.model import Report, Result, Severity, State
from checker.registry import load as load_plugins

EXAMPLES = Path(__file__).parents[1] / "examples"
#: What `make.py` prints itself, and what it has LibreOffice write.
PRINTED = ("json", "txt", "md", "html", "mht", "docx", "xlsx", "pdf")
SAVED = ("doc", "wps", "odt", "rtf")
FORMATS = PRINTED + SAVED
#: What cannot be read without LibreOffice.
ONLY_OFFICE = ("odt", "rtf")
GOOD = ("good-2020", "good-2023", "good-2024")
BAD = ("bad-2020", "bad-2024")


@pytest.fixture(autouse=True)
def needs_a_reader(request: pytest.FixtureRequest) -> None:
    """Skip a format whose reader is not installed here."""
    suffix = getattr(request.node, "callspec", None) and request.node.callspec.params.get("suffix")
    if suffix in ONLY_OFFICE:
        needs_libreoffice()


@pytest.fixture(autouse=True, scope="module")
def converted_at_once() -> None:
    """LibreOffice takes a second and a half for each call, whatever the number of files."""
    from checker.loaders import office

    office.prepare((EXAMPLES / f"{n}.{s}").read_bytes() for s in (*ONLY_OFFICE, "doc") for n in GOOD + BAD)


@cache
def engine() -> Engine:
    return Engine(load_plugins(), Settings(keep_report=True))


@cache
def report(name: str, suffix: str) -> Report:
    path = EXAMPLES / f"{name}.{suffix}"
    return engine().read(path.read_bytes(), path.name)


@cache
def result(name: str, suffix: str) -> Result:
    path = EXAMPLES / f"{name}.{suffix}"
    return engine().check_bytes(path.read_bytes(), path.name)


@cache
def planned(name: str) -> set[tuple[str, str]]:
    """The (code, pointer) pairs that README.md says are found now."""
    section = (EXAMPLES / "README.md").read_text(encoding="utf-8").partition(f"## {name}\n")[2]
    rows = re.findall(r"^\| .* \| `([^`]*)` \| ([A-Z]\d{3}) \| now \|", section.partition("\n## ")[0], re.M)
    assert rows, f"README.md has no table for {name}"
    return {(code, pointer) for pointer, code in rows}


def test_every_file_is_printed_from_its_instance(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, str(EXAMPLES / "make.py"), "--output-dir", str(tmp_path)], check=True, timeout=120
    )
    made = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file())
    reports = [f"{name}.{suffix}" for name in GOOD + BAD for suffix in PRINTED]
    catalogs = [
        f"catalog-{name}.{suffix}" for name in ("good", "bad") for suffix in ("csv", "xlsx", "json", "yaml")
    ]
    pages = [p.relative_to(EXAMPLES).as_posix() for p in (EXAMPLES / "site").rglob("*.html")]
    assert made == sorted([*reports, *catalogs, *pages])
    for name in made:
        fresh, kept = tmp_path / name, EXAMPLES / name
        if name.endswith((".docx", ".xlsx")):  # another zlib may pack the same parts otherwise
            with zipfile.ZipFile(fresh) as a, zipfile.ZipFile(kept) as b:
                assert [(i.filename, i.date_time) for i in a.infolist()] == [
                    (i.filename, i.date_time) for i in b.infolist()
                ]
                for part in a.namelist():
                    assert a.read(part) == b.read(part), f"{name}: {part}"
        elif name.endswith(".pdf"):  # another version of the printing library may write it otherwise
            assert load(fresh.read_bytes(), name).blocks == load(kept.read_bytes(), name).blocks, name
        else:
            assert fresh.read_bytes() == kept.read_bytes(), f"{name} differs: run python examples/make.py"


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", GOOD + BAD)
def test_every_format_gives_the_data_of_the_instance(name: str, suffix: str) -> None:
    instance: dict[str, Any] = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    read = report(name, suffix)
    assert read.unread == []
    for key, value in instance.items():
        assert read.data[key] == value, key
    assert set(read.data) == set(instance)
    assert sum(1 for _ in figures(read.data)) >= 170


def figures(node: Any, pointer: str = "") -> Any:
    """The pointers of every cell of the three tables."""
    for key, value in node.items():
        if isinstance(value, dict) and (pointer or key in ("disclosure", "requests", "remedies")):
            yield from figures(value, f"{pointer}/{key}")
        elif pointer:
            yield f"{pointer}/{key}"


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", GOOD + BAD)
def test_every_figure_has_its_place(name: str, suffix: str) -> None:
    read = report(name, suffix)
    for pointer in figures(read.data):
        anchor = read.origin[pointer]
        assert str(anchor), pointer
        if suffix != "json":
            assert anchor.quote == shown(read, pointer), pointer


def shown(read: Report, pointer: str) -> str:
    """A cell as it is printed: its value and its note."""
    value = read.get(pointer)
    return ("" if value is None else str(value)) + read.data["notes"].get(pointer, "")


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", GOOD)
def test_the_good_ones_are_clean(name: str, suffix: str) -> None:
    found = result(name, suffix)
    assert [
        (f.code, f.pointer, f.message) for f in found.findings if f.severity.rank >= Severity.WARNING.rank
    ] == []
    checked = [code for code, outcome in found.outcome.items() if outcome.state is State.OK]
    assert set(checked) >= {"S101", "S102", "T200", "T203", "T204", "N301", "N308", "N310"}


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_two_years_fit_together(suffix: str) -> None:
    previous = report("good-2023", "docx" if suffix == "json" else "json")
    path = EXAMPLES / f"good-2024.{suffix}"
    found = Engine(load_plugins()).check_bytes(path.read_bytes(), path.name, previous)
    assert {code: found.outcome[code].state for code in ("Y801", "Y802")} == {
        "Y801": State.OK,
        "Y802": State.OK,
    }


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", BAD)
def test_the_bad_ones_show_what_was_planted(name: str, suffix: str) -> None:
    # L619 is about the indents of a text file; the other formats have none to compare.
    found = {(f.code, f.pointer) for f in result(name, suffix).findings if f.code != "L619"}
    assert sorted(found) == sorted(planned(name))


@pytest.mark.parametrize("suffix", FORMATS[1:])
@pytest.mark.parametrize("name", BAD)
def test_every_format_gives_the_same_findings(name: str, suffix: str) -> None:
    def said(found: Result) -> list[tuple[Any, ...]]:
        return sorted(
            (f.fingerprint, f.code, f.pointer, f.severity.value, f.message, f.confidence.value)
            for f in found.findings
        )

    assert said(result(name, suffix)) == said(result(name, "json"))


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", BAD)
def test_every_finding_has_a_place_in_its_file(name: str, suffix: str) -> None:
    for finding in result(name, suffix).findings:
        assert str(finding.location), f"{finding.code} {finding.pointer}"


@pytest.mark.parametrize("name", BAD)
def test_the_line_of_a_finding_holds_what_it_quotes(name: str) -> None:
    lines = (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    quoted = [f for f in result(name, "txt").findings if f.location.quote]
    assert quoted
    for finding in quoted:
        line = finding.location.line
        assert line is not None, finding.code
        first = finding.location.quote.split("\n")[0]
        # Personal data is quoted with stars, one for each character.
        pattern = re.escape(first).replace(r"\*", ".")
        assert re.search(pattern, lines[line - 1]), f"{finding.code} {finding.pointer}: {first}"
