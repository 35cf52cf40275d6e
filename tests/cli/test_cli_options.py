"""Options are parsed and judged without running anything."""

from __future__ import annotations

import pytest

from checker.cli import options
from checker.cli.options import Output, UsageError
from checker.model import Severity


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (None, ()),
        ([], ()),
        (["T203"], ("T203",)),
        (["T203,N301"], ("T203", "N301")),
        (["T203, N301 ", "S"], ("T203", "N301", "S")),
        (["T203，N301"], ("T203", "N301")),
        (["T", "T", ""], ("T",)),
    ],
)
def test_codes(words: list[str] | None, found: tuple[str, ...]) -> None:
    assert options.codes(words) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["html"], [Output("html")]),
        (["html:x.html"], [Output("html", "x.html")]),
        (["html:C:\\x.html"], [Output("html", "C:\\x.html")]),
        (["json:/a/b:c.json"], [Output("json", "/a/b:c.json")]),
        (["JSON:-"], [Output("json")]),
        (["rich", "html:结果.html"], [Output("rich"), Output("html", "结果.html")]),
        (None, []),
    ],
)
def test_outputs(words: list[str] | None, found: list[Output]) -> None:
    assert options.outputs(words) == found


@pytest.mark.parametrize("words", [["html:"], [":x"], [""], ["rich", "json"], ["json:a", "html:a"]])
def test_outputs_that_cannot_be(words: list[str]) -> None:
    with pytest.raises(UsageError):
        options.outputs(words)


def test_severities() -> None:
    found = options.severities(["T203=warning,N301=INFO", "missing-row=error"])
    assert found == {"T203": Severity.WARNING, "N301": Severity.INFO, "missing-row": Severity.ERROR}


@pytest.mark.parametrize("word", ["T203", "T203=", "=error", "T203=fatal", "T203:error"])
def test_severities_that_cannot_be(word: str) -> None:
    with pytest.raises(UsageError, match="--severity"):
        options.severities([word])


@pytest.mark.parametrize(
    ("text", "found"),
    [("error", Severity.ERROR), ("Info", Severity.INFO), ("warning", Severity.WARNING), ("never", None)],
)
def test_level(text: str, found: Severity | None) -> None:
    assert options.level(text) is found


def test_level_that_cannot_be() -> None:
    with pytest.raises(UsageError, match="never"):
        options.level("fatal")


@pytest.mark.parametrize("text", ["2025-02-30", "31.1.2025", "yesterday", "2025", ""])
def test_days_that_cannot_be(text: str) -> None:
    with pytest.raises(UsageError, match="--as-of"):
        options.day(text)


def test_day() -> None:
    assert options.day("2025-01-31") == "2025-01-31"
    assert options.day(None) is None


@pytest.mark.parametrize(("text", "found"), [("1", 1), (" 4 ", 4), ("100", 61)])
def test_jobs(text: str, found: int) -> None:
    assert options.jobs(text) == found


def test_jobs_by_the_machine() -> None:
    assert 1 <= options.jobs("auto") <= 61
    assert options.jobs("0") == options.jobs("auto")


@pytest.mark.parametrize("text", ["-1", "two", "1.5", "", "9999", "２"])
def test_jobs_that_cannot_be(text: str) -> None:
    with pytest.raises(UsageError, match="--jobs"):
        options.jobs(text)


def test_the_nearest_word() -> None:
    known = ["T203", "applicant-sum-wrong", "missing-row"]
    assert options.nearest("aplicant-sum-wrong", known) == "applicant-sum-wrong"
    assert options.nearest("t203", known) == "T203"
    assert options.nearest("zzzz", known) == ""
