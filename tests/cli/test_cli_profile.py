"""`--profile`: what is listed and what fails; nothing is found or lost by it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import tearing
from cli_call import Call
from support import EXAMPLES

GOOD = EXAMPLES / "good-2024.md"
BAD = str(EXAMPLES / "bad-2024.docx")


@pytest.fixture
def torn(tmp_path: Path) -> str:
    """A report whose only findings are unsure ones, of every severity."""
    path = tmp_path / "摘录.md"
    text = tearing.torn(GOOD.read_text(encoding="utf-8"), ["figures apart", "in pieces"], 4, True)
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(("profile", "code"), [(None, 0), ("publish", 0), ("audit", 0), ("strict", 1)])
def test_what_is_unsure_fails_only_the_strict(call: Call, torn: str, profile: str | None, code: int) -> None:
    words = [] if profile is None else ["--profile", profile]
    done = call("check", torn, "-o", "concise", *words)
    assert done.code == code
    listed = [line for line in done.out.splitlines() if "] " in line or line.endswith("]")]
    letters = {line.partition(": ")[2][:2] for line in listed}
    if profile == "audit":
        assert not listed
        assert "按「audit」没有逐条列出：" in done.out
        assert "需人工核对" in done.out
    elif profile == "strict":
        assert letters and "R " not in letters
        assert "需人工核对" not in done.out
    else:
        assert letters == {"R "}
    assert "表格 200 格：确切读出" in done.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--profile", "audit"], 1),
        (["--profile", "audit", "--fail-on", "never"], 0),
        (["--profile", "strict", "--fail-on", "never"], 0),
        (["--select", "N303"], 0),
        (["--select", "N303", "--profile", "strict"], 1),
        (["--select", "N303", "--profile", "strict", "--severity", "N303=info"], 0),
        (["--select", "N303", "--profile", "strict", "--fail-on", "error"], 0),
        (["--select", "N303", "--profile", "audit", "--fail-on", "warning"], 1),
    ],
)
def test_what_is_written_out_beats_the_profile(call: Call, words: list[str], code: int) -> None:
    assert call("check", BAD, "-o", "concise", *words).code == code


def test_machines_get_everything_whatever_the_profile(call: Call, torn: str) -> None:
    runs = {
        p: json.loads(call("check", torn, "-o", "json", "--profile", p).out)
        for p in ("publish", "audit", "strict")
    }
    assert [run["profile"] for run in runs.values()] == ["publish", "audit", "strict"]
    findings = [run["reports"][0]["findings"] for run in runs.values()]
    assert findings[0] == findings[1] == findings[2]
    assert {f["confidence"] for f in findings[0]} == {"unsure"}
    assert runs["publish"]["summary"]["review"] == len(findings[0])
    strict = runs["strict"]["summary"]
    assert strict["review"] == 0
    assert strict["error"] + strict["warning"] + strict["info"] == len(findings[0])
    covered = runs["publish"]["reports"][0]["coverage"]
    assert covered["cells"] == 200 == covered["certain"] + covered["doubtful"] + covered["unread"]


def test_the_audit_lists_errors_and_warnings(call: Call) -> None:
    for form in ("concise", "rich", "html"):
        all_of_it = call("check", BAD, "-o", form).out
        less = call("check", BAD, "-o", form, "--profile", "audit").out
        assert "T200" in all_of_it and "T200" in less
        assert "N309" in all_of_it
        assert ("title-off-form" in all_of_it, "title-off-form" in less) == (True, False)
        assert "没有逐条列出：提示 5 处" in less


def test_an_unknown_profile_is_wrong_usage(call: Call) -> None:
    done = call("check", BAD, "--profile", "lenient")
    assert done.code == 2
    assert "publish / audit / strict" in done.err
