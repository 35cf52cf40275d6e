"""What the documents claim is what the program does."""

from __future__ import annotations

import io
import re
import tomllib

import pytest
import support

from checker.cli.check import run_check
from checker.cli.options import Options, outputs
from checker.cli.rules import run_rules

PAGES = [support.ROOT / "README.md", support.ROOT / "README.zh.md"]


def picture(page: str) -> tuple[str, str]:
    """The command a README shows, and the output below it."""
    match = re.search(r"```console\n\$ gouji (?P<command>.+)\n(?P<output>(?:.*\n)+?)```", page)
    assert match is not None
    return match["command"], match["output"]


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_the_picture_in_the_readme_is_what_the_command_prints(
    path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    command, shown = picture(path.read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    words = command.split()
    assert words[0] == "check" and words[2] == "--select"
    monkeypatch.chdir(support.ROOT)
    monkeypatch.setenv("COLUMNS", "90")
    printed, said = io.StringIO(), io.StringIO()
    options = Options([words[1]], select=tuple(words[3].split(",")), outputs=outputs(["rich"]))
    assert run_check(options, io.BytesIO(), printed, said) == 1
    assert printed.getvalue().strip("\n") == shown.strip("\n")


def test_the_rule_reference_is_fresh() -> None:
    printed = io.StringIO()
    assert run_rules("markdown", printed, io.StringIO()) == 0
    reference = (support.ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert reference == printed.getvalue(), "run: gouji rules --output markdown > docs/rules.md"


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    links = re.findall(r"\]\(([^)#]+)\)", text)
    assert links
    assert [link for link in links if "://" not in link and not (support.ROOT / link).exists()] == []


def test_the_hook_file_calls_a_command_that_exists() -> None:
    hook = (support.ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    project = tomllib.loads((support.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    entry = re.search(r"^  entry: (\S+) check --output concise$", hook, re.M)
    assert entry is not None and entry[1] in project["scripts"]
