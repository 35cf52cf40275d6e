"""What a `check` was asked for, parsed and judged without running anything."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.i18n import _
from checker.model import Severity
from checker.profile import Profile

if TYPE_CHECKING:
    from checker.registry import Registry


class UsageError(Exception):
    """The command line asks for something that cannot be. The text is for the user; exit code 2."""


@dataclass(slots=True, frozen=True)
class Output:
    """One `--output`: a format, and a file or (None) standard output."""

    format: str
    file: str | None = None


@dataclass(slots=True)
class Options:
    """The options of `gouji check`. Codes are as typed; they are compared with the rules at hand later."""

    paths: list[str]
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = field(default_factory=dict)
    fail_on: Severity | None = Severity.ERROR
    jobs: int = 1
    keep_going: bool = False
    as_of: str | None = None
    previous: str | None = None
    catalog: str | None = None
    outputs: list[Output] = field(default_factory=list)
    lang: str = "zh"
    profile: Profile = field(default_factory=Profile)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like this one, "" where none is."""
    from difflib import get_close_matches

    # The dashes before an option are no likeness.
    by_lower = {k.lower().lstrip("-"): k for k in known}
    close = get_close_matches(word.lower().lstrip("-"), by_lower, 1, 0.65)
    return by_lower[close[0]] if close else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """「是不是想写 T203？」, "" where nothing is near."""
    match = nearest(word, known)
    return _("是不是想写「{word}」？").format(word=match) if match else ""


def codes(words: Iterable[str] | None) -> tuple[str, ...]:
    """Codes, names or prefixes from options given once or often, each a list with commas."""
    parts = (part.strip() for word in words or () for part in word.replace("，", ",").split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def level(text: str) -> Severity | None:
    """The severity of `--fail-on`, None for "never"."""
    word = text.strip().lower()
    if word == "never":
        return None
    try:
        return Severity(word)
    except ValueError:
        known = [*(s.value for s in Severity), "never"]
        raise UsageError(
            _("--fail-on 后面应为 {known} 之一，不能是「{text}」。").format(
                known=" / ".join(known), text=text
            )
        ) from None


def profile(text: str) -> Profile:
    """The profile of `--profile`."""
    from checker.profile import profiles

    known = profiles()
    if text.strip().lower() not in known:
        raise UsageError(
            _("--profile 后面应为 {known} 之一，不能是「{text}」。").format(
                known=" / ".join(known), text=text
            )
        )
    return known[text.strip().lower()]


def severities(words: Iterable[str] | None) -> dict[str, Severity]:
    """The overrides of `--severity CODE=LEVEL`, by the word as typed."""
    found: dict[str, Severity] = {}
    for text in codes(words):
        code, mark, name = text.partition("=")
        try:
            found[code.strip()] = Severity(name.strip().lower())
        except ValueError:
            mark = ""
        if not mark or not code.strip():
            template = _(
                "--severity 应写成 代码=级别，如 T203=warning（error、warning 或 info），不能是「{text}」。"
            )
            raise UsageError(template.format(text=text))
    return found


def day(text: str | None) -> str | None:
    """The date of `--as-of`, as YYYY-MM-DD."""
    if text is None:
        return None
    from datetime import date

    try:
        found = date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(
            _("--as-of 后面应为日期，写成 2025-01-31 这样；不能是「{text}」。").format(text=text)
        ) from None
    return found.isoformat()


def jobs(text: str) -> int:
    """The number of worker processes, 1 or more; "auto" and 0 mean one for each core."""
    word = text.strip().lower()
    if word in ("auto", "0"):
        return min(os.cpu_count() or 1, 61)
    if word.isascii() and word.isdecimal() and int(word) <= 256:
        # Windows cannot wait for more than 61 processes.
        return min(int(word), 61)
    raise UsageError(_("--jobs 后面应为同时工作的进程数，如 4；不能是「{text}」。").format(text=text))


#: What a file's suffix says of the format it was meant to hold.
_FILES = {
    "html": "html",
    "htm": "html",
    "json": "json",
    "jsonl": "jsonl",
    "xlsx": "xlsx",
    "txt": "concise",
    "md": "markdown",
}


def outputs(words: Iterable[str] | None) -> list[Output]:
    """The `--output FORMAT[:FILE]` options. Only the first colon counts, so `html:C:\\x.html` is one file."""
    found: list[Output] = []
    for text in words or ():
        name, mark, file = text.partition(":")
        if not name or (mark and not file):
            raise UsageError(
                _("--output 应写成 格式 或 格式:文件，如 html:结果.html；不能是「{text}」。").format(
                    text=text
                )
            )
        suffix = name.rpartition(".")[2].strip().lower()
        if not mark and "." in name and suffix in _FILES:
            template = _("--output 先写格式。要写进文件「{file}」，请写成 {output}。")
            raise UsageError(template.format(file=name, output=f"--output {_FILES[suffix]}:{name}"))
        found.append(Output(name.strip().lower(), None if not mark or file == "-" else file))
    if sum(o.file is None for o in found) > 1:
        raise UsageError(_("只有一种格式可以输出到屏幕，其余请写明文件，如 --output html:结果.html。"))
    files = [o.file for o in found if o.file is not None]
    real = [os.path.normcase(os.path.realpath(f)) for f in files]
    if twice := [f for n, f in enumerate(files) if real[n] in real[:n]]:
        raise UsageError(_("两种格式不能写到同一个文件「{file}」。").format(file=twice[0]))
    return found


def language(text: str) -> str:
    """The language of `--lang`."""
    word = text.strip().lower()
    if word not in ("zh", "en"):
        raise UsageError(_("--lang 后面应为 zh（中文）或 en（英文），不能是「{text}」。").format(text=text))
    return word


def expand_severities(registry: Registry, asked: dict[str, Severity]) -> dict[str, Severity]:
    """The overrides by code; T203 beats T. Raises `engine.UnknownRule` for a word that fits no rule."""
    from checker.engine import choose

    found: dict[str, Severity] = {}
    for word, severity in sorted(asked.items(), key=lambda item: len(item[0])):
        found.update(dict.fromkeys(choose(registry, [word]), severity))
    return found
