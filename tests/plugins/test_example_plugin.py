"""The example plugin: built and installed as a stranger would, then used by `gouji check`."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import support
from plugin_site import ROOT, Site

from checker.registry import Registry, load
from checker.testing import cases, check_case

EXAMPLE = ROOT / "examples" / "plugin"
REPORT = str(ROOT / "examples" / "good-2024.txt")


@pytest.fixture
def installed(site: Site) -> Site:
    """The plugin installed by pip into the folder, from a copy so that nothing is built in the repository."""
    copy = site.folder.parent / "plugin"
    shutil.copytree(EXAMPLE, copy, ignore=shutil.ignore_patterns("build", "*.egg-info", "__pycache__"))
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--no-build-isolation", "--no-index", "--target", str(site.folder), str(copy)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", timeout=300)
    if done.returncode:
        pytest.skip(f"pip cannot build here: {done.stderr.strip()[-300:]}")
    return site


def test_it_is_found_once_installed(installed: Site) -> None:
    done = installed.gouji("check", REPORT, "--output", "json", "--fail-on", "warning")
    assert done.returncode == 1, done.stderr
    (report,) = json.loads(done.stdout)["reports"]
    (finding,) = [f for f in report["findings"] if f["code"] == "X901"]
    assert finding["name"] == "website-visits-missing"
    assert finding["severity"] == "warning"
    assert finding["pointer"] == "/sections/0/paragraphs"
    assert finding["values"]["word"] == "访问量"
    assert "总体情况" in finding["message"]
    assert finding["location"]["line"]


def test_it_can_be_selected_explained_and_switched_off(installed: Site) -> None:
    only = installed.gouji("check", REPORT, "--output", "concise", "--select", "website-visits-missing")
    assert "X901" in only.stdout
    without = installed.gouji("check", REPORT, "--output", "concise", "--ignore", "X")
    assert "X901" not in without.stdout
    explained = installed.gouji("explain", "X901")
    assert "第一部分没有写明政府网站访问量" in explained.stdout
    listed = installed.gouji("plugins")
    assert "gouji-visits" in listed.stdout


def test_without_it_there_is_no_such_rule(site: Site) -> None:
    if "X901" in load().rules:
        pytest.skip("the example plugin is installed here")
    done = site.gouji("check", REPORT, "--select", "X901")
    assert done.returncode == 2
    assert "X901" in done.stderr


def as_source(site: Site, monkeypatch: pytest.MonkeyPatch, suffix: str) -> Registry:
    """The plugin registered straight from its folder: without pip, so that it is exercised everywhere."""
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (target,) = project["entry-points"]["gouji"].values()
    monkeypatch.syspath_prepend(str(EXAMPLE))
    site.add(f"{project['name']}-{suffix}", "", value=target)
    return load(site.entry_points())


def test_its_entry_point_names_a_module_that_has_the_hook(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry = as_source(site, monkeypatch, "source")
    assert not registry.problems
    assert registry.owners["X901"].distribution == "gouji-visits-source"


def test_its_cases(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = as_source(site, monkeypatch, "cases").rules.values()
    found = cases(EXAMPLE / "cases", ROOT / "examples")
    assert {case.code for case in found} == {"X901"}
    assert {str(case): check_case(case, rules) for case in found} == {str(case): [] for case in found}
    assert sum(bool(case.how["find"]) for case in found) >= 3


def test_its_option_is_the_word_it_looks_for(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = as_source(site, monkeypatch, "option").rules["X901"]
    assert rule.options == {"word": "访问量"}
    assert list(rule.check(support.report_of(support.instance("good-2023.json")), word="点击次数"))


def test_it_imports_the_rule_authors_interface_alone() -> None:
    for path in sorted(Path(EXAMPLE / "gouji_visits").glob("*.py")):
        for line in path.read_text(encoding="utf-8").splitlines():
            words = line.split()
            if words[:1] in (["from"], ["import"]) and words[1].startswith("checker"):
                assert words[1] == "checker.api", f"{path.name}: {line}"
