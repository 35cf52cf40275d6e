"""The short way to our own entry points, and when it must not be taken."""

from __future__ import annotations

import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from checker.entry_points import EntryPoint, _parse, installed


def pairs(found: object) -> set[tuple[str, str]]:
    return {(entry.name, entry.value) for entry in found}  # type: ignore[attr-defined]


def plant(folder: Path, name: str, text: str) -> None:
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(text, encoding="utf-8")


def test_both_ways_find_the_same() -> None:
    assert pairs(installed("gouji")) == pairs(entry_points(group="gouji"))
    assert {"rules", "schemas"} <= {entry.name for entry in installed("gouji")}


def test_another_distribution_is_left_to_the_standard_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(tmp_path, "somebody", "[gouji]\nother = somebody.plugin\n")
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    found = list(installed("gouji"))
    assert not any(isinstance(entry, EntryPoint) for entry in found)
    assert ("other", "somebody.plugin") in pairs(found)


def test_an_archive_on_the_path_is_left_to_the_standard_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "some.zip"
    archive.write_bytes(b"PK\x05\x06" + bytes(18))
    monkeypatch.setattr(sys, "path", [*sys.path, str(archive)])
    assert not any(isinstance(entry, EntryPoint) for entry in installed("gouji"))


def test_only_the_lines_of_the_group_count() -> None:
    text = "[console_scripts]\ngouji = a:b\n\n[gouji]\n# remark\nrules = c.d\nx = e.f : g\n[other]\nh = i\n"
    assert pairs(_parse(text, "gouji")) == {("rules", "c.d"), ("x", "e.f : g")}
    assert EntryPoint("x", "os.path : join").load() is __import__("os").path.join
