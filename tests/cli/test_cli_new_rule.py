"""`gouji new-rule`: what it writes runs at once, and its cases can fail."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from cli_call import Call

from checker.cli.new_rule import register

ROOT = Path(__file__).resolve().parents[2]
PLUGIN = (ROOT / "rules" / "plugin.py").read_text(encoding="utf-8")


def pytest_in(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)],
        capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture
def plugin(call: Call, tmp_path: Path) -> Path:
    """A plugin written by new-rule."""
    folder = tmp_path / "我的规则"
    done = call("new-rule", "X977", "seal-missing", "--dir", folder)
    assert done.code == 0, done.err
    for line in (f'  pip install -e "{folder}[test]"', f"  pytest {folder}", "  gouji explain X977"):
        assert line in done.out.splitlines()
    return folder


def test_a_plugin_is_a_package_whose_cases_pass_at_once(plugin: Path) -> None:
    done = pytest_in(plugin)
    assert done.returncode == 0, done.stdout
    assert "7 passed" in done.stdout


def test_the_cases_fail_when_the_rule_no_longer_does_its_work(plugin: Path) -> None:
    rule = plugin / "gouji_seal_missing" / "rules.py"
    rule.write_text(
        rule.read_text(encoding="utf-8").replace("while at >= 0", "while False"), encoding="utf-8"
    )
    done = pytest_in(plugin)
    assert done.returncode == 1
    assert re.search(r"4 failed, 3 passed", done.stdout)


def test_a_plugin_imports_public_modules_alone(plugin: Path) -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in plugin.rglob("*.py")]
    imported = {n.module or "" for tree in trees for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert {m for m in imported if m.startswith("checker")} == {"checker.api", "checker.testing"}


def test_a_plugin_is_found_by_its_entry_point(plugin: Path) -> None:
    import tomllib

    project = tomllib.loads((plugin / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["entry-points"]["gouji"] == {"gouji_seal_missing": "gouji_seal_missing"}
    code = (
        "from importlib.metadata import EntryPoint\n"
        "from checker.registry import load\n"
        "r = load([EntryPoint('mine', 'gouji_seal_missing', 'gouji')])\n"
        "print(r.problems, r.rules['X977'].name, r.rules['X977'].title)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=plugin,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.stdout == "[] seal-missing 请用一句话说明错在哪里\n", done.stderr


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the shape of this repository."""
    for name in ("rules", "checker", "tests/rules"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "rules" / "plugin.py").write_text(PLUGIN, encoding="utf-8")
    (tmp_path / "checker" / "rule.py").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_in_a_checkout_the_rule_is_written_and_registered(call: Call, checkout: Path) -> None:
    done = call("new-rule", "X977", "seal-missing")
    assert done.code == 0, done.err
    source = (checkout / "rules" / "seal_missing.py").read_text(encoding="utf-8")
    assert '@rule("X977", "seal-missing"' in source
    cases = yaml.safe_load((checkout / "tests" / "rules" / "X977.yaml").read_text(encoding="utf-8"))
    assert sum(bool(case["find"]) for case in cases["cases"]) >= 3
    assert sum(not case["find"] for case in cases["cases"]) >= 3
    plugin = (checkout / "rules" / "plugin.py").read_text(encoding="utf-8")
    assert len(re.findall(r"\bseal_missing\b", plugin)) == 2
    assert "已登记" in done.out


def test_the_stub_in_a_checkout_imports_only_the_api(call: Call, checkout: Path) -> None:
    call("new-rule", "X977", "seal-missing")
    tree = ast.parse((checkout / "rules" / "seal_missing.py").read_text(encoding="utf-8"))
    imported = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert imported == {"__future__", "collections.abc", "checker.api"}


def test_nothing_is_overwritten(call: Call, checkout: Path) -> None:
    (checkout / "rules" / "seal_missing.py").write_text("# mine\n", encoding="utf-8")
    done = call("new-rule", "X977", "seal-missing")
    assert done.code == 2 and "seal_missing.py" in done.err
    assert (checkout / "rules" / "seal_missing.py").read_text(encoding="utf-8") == "# mine\n"
    assert (checkout / "rules" / "plugin.py").read_text(encoding="utf-8") == PLUGIN
    assert not (checkout / "tests" / "rules" / "X977.yaml").exists()
    assert call("new-rule", "X978", "other", "--dir", checkout).code == 2


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("X97", "a"),
        ("XX977", "a"),
        ("E977", "a"),
        ("T203", "a"),
        ("X977", "Seal"),
        ("X977", "applicant-sum-wrong"),
    ],
)
def test_names_that_cannot_be(call: Call, tmp_path: Path, code: str, name: str) -> None:
    done = call("new-rule", code, name, "--dir", tmp_path / "p")
    assert done.code == 2 and done.err.startswith("无法执行：")
    assert not (tmp_path / "p").exists()


def test_registering_keeps_what_was_there() -> None:
    made = register(PLUGIN, "seal_missing")
    assert made is not None
    before, after = (
        {n.id for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Name)} for text in (PLUGIN, made)
    )
    assert after - before == {"seal_missing"} and before <= after
    short = "def f():\n    from . import a\n\n    packs = [a]\n    return packs\n"
    assert (
        register(short, "b") == "def f():\n    from . import a, b\n\n    packs = [a, b]\n    return packs\n"
    )


@pytest.mark.parametrize(
    "source", ["x = 1\n", "from . import a\npacks = make()\n", "packs = []\nfrom . import a\n"]
)
def test_a_list_of_another_shape_is_left_alone(source: str) -> None:
    assert register(source, "b") is None
