"""The hook, run by the real `pre-commit` in a repository that holds a bad report."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import support
import yaml

from checker.loaders import WALKED_SUFFIXES


def run(folder: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONUTF8": "1", "LANG": "zh_CN.UTF-8"} | more
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    folder = tmp_path / "年报"
    folder.mkdir()
    run(folder, "git", "init", "-q")
    run(folder, "git", "config", "user.email", "clerk@example.invalid")
    run(folder, "git", "config", "user.name", "clerk")
    return folder


def test_a_commit_with_a_bad_report_is_stopped_and_a_good_one_goes_through(
    repository: Path, tmp_path: Path
) -> None:
    pytest.importorskip("pre_commit")
    # The hook as shipped, but run from this installation: building gouji anew for a test would take minutes.
    shipped = (support.ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    command = f"{Path(sys.executable).as_posix()} -m checker.cli check --output concise"
    here = shipped.replace("language: python", "language: system")
    here = here.replace("entry: gouji check --output concise", f"entry: {command}")
    here = "".join(line for line in here.splitlines(True) if "additional_dependencies" not in line)
    assert here.count("language: system") == 2 and command in here
    (hooks / ".pre-commit-hooks.yaml").write_text(here, encoding="utf-8")
    for words in (
        ("init", "-q"),
        ("add", "."),
        ("-c", "user.email=a@b.invalid", "-c", "user.name=a", "commit", "-qm", "x"),
    ):
        assert run(hooks, "git", *words).returncode == 0
    revision = run(hooks, "git", "rev-parse", "HEAD").stdout.strip()
    (repository / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {hooks.as_posix()}\n    rev: {revision}\n    hooks:\n      - id: gouji\n",
        encoding="utf-8",
    )
    home = {"PRE_COMMIT_HOME": str(tmp_path / "cache")}

    shutil.copy(support.EXAMPLES / "bad-2024.docx", repository / "2024年年报.docx")
    run(repository, "git", "add", ".")
    stopped = run(repository, sys.executable, "-m", "pre_commit", "run", **home)
    assert stopped.returncode == 1, stopped.stdout + stopped.stderr
    assert "2024年年报.docx" in stopped.stdout and "T200" in stopped.stdout

    shutil.copy(support.EXAMPLES / "good-2024.docx", repository / "2024年年报.docx")
    (repository / "图片.png").write_bytes(b"not for the hook")
    run(repository, "git", "add", ".")
    passed = run(repository, sys.executable, "-m", "pre_commit", "run", **home)
    assert passed.returncode == 0, passed.stdout + passed.stderr


def test_the_hook_sees_every_file_that_may_be_a_report() -> None:
    hooks = yaml.safe_load((support.ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    files = re.compile(hooks[0]["files"])
    assert sorted(s for s in WALKED_SUFFIXES if not files.search(f"年报/2024年报{s}")) == []
    assert files.search("年报/2024.PDF") and not files.search("年报/图片.png")
