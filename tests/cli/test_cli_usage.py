"""What is said of a command line that cannot be obeyed: in the user's language, with what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_call import EXAMPLES, Call

GOOD = str(EXAMPLES / "good-2024.md")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", GOOD, "--as-of", "2024-01-01", "--as-of", "2025-01-01"), "「--as-of」只能写一次"),
        (("check", GOOD, "--catalog", "a.csv", "--catalog", "b.csv"), "「--catalog」只能写一次"),
        (("check", GOOD, "--previous", "a.md", "--previous=b.md"), "「--previous」只能写一次"),
        (("check", GOOD, "--profile", "audit", "--profile", "strict"), "「--profile」只能写一次"),
        (("extract", GOOD, "-o", "json", "--output", "html"), "「--output」只能写一次"),
        (("extract", GOOD, "b.md"), "不认识多出来的「b.md」"),
        (("check", GOOD, "-o", "结果.html"), "--output html:结果.html"),
        (("extract", GOOD, "-o", "places.json"), "--output json:places.json"),
        (("catalog", "scan", "http://127.0.0.1/", "--depth", "-1"), "「--depth」后面应为 0 到 10 之间的整数"),
        (("catalog", "scan", "http://127.0.0.1/", "--depth", "x"), "不能是「x」"),
        (("catalog", "scan", "http://127.0.0.1/", "--delay", "61"), "「--delay」后面应为 0 到 60 之间的数"),
    ],
)
def test_it_is_refused_in_words(call: Call, arguments: tuple[str, ...], said: str) -> None:
    done = call(*arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert not any(word in done.err for word in ("Invalid", "unexpected", "valid int"))


def test_options_that_hold_many_values_may_be_repeated(call: Call) -> None:
    assert (
        call("check", GOOD, "--select", "T", "--select", "S", "--ignore", "T200", "--ignore", "S1").code == 0
    )


def test_a_file_that_looks_like_an_option(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "-年报.md").write_bytes(Path(GOOD).read_bytes())
    done = call("check", "-年报.md")
    assert done.code == 2 and "./-年报.md" in done.err.replace("\\", "/")
    assert call("check", "./-年报.md").code == call("check", "--", "-年报.md").code == 0
    assert "「--lan」" in call("check", "--lan", GOOD).err


def test_in_english(call: Call) -> None:
    done = call("--lang", "en", "catalog", "scan", "http://127.0.0.1/", "--depth", "11")
    assert done.err == 'Cannot run: Option --depth takes a whole number from 0 to 10, not "11".\n'
