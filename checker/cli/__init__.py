"""The command line: parse, call, print."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """The command `gouji`: run it and leave with its exit code (0, 1 or 2; 130 when interrupted, 143 when ended)."""
    code = run(sys.argv[1:] if arguments is None else arguments)
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run a command line in this process; the exit code. Prints to `sys.stdout` and `sys.stderr`."""
    from checker.cli import streams
    from checker.cli.termination import Terminated, code_of, in_order
    from checker.i18n import _, language_of, set_language

    if sys.stdout is None:
        sys.stdout = streams.Closed()
    streams.prepare(sys.stdout)
    streams.prepare(sys.stderr)
    # Help and usage errors come before the options are parsed, so --lang is looked for first.
    set_language(_language_in(arguments) or language_of())
    try:
        from checker.cli import app

        with in_order():
            code = app.run(list(arguments))
            streams.flush(sys.stdout)
        return code
    except (KeyboardInterrupt, Terminated) as error:
        return code_of(error)
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nobody is left to tell.
        streams.abandon(sys.stdout)
        return 2
    except Exception as error:
        if isinstance(error, OSError) and streams.is_closed_pipe(error, sys.stdout):
            streams.abandon(sys.stdout)
        elif isinstance(error, OSError) and streams.is_write_fault(error):
            streams.abandon(sys.stdout)
            streams.say(sys.stderr, _("结果写不出来：{why}。").format(why=streams.reason(error)))
        elif os.environ.get("GOUJI_DEBUG"):
            raise
        else:
            # A fault of the program is exit code 2; Python's own 1 would read as "found something".
            streams.say(
                sys.stderr, _("程序内部出错：{error}").format(error=f"{type(error).__name__}: {error}")
            )
        return 2


def _language_in(arguments: Sequence[str]) -> str | None:
    """The language of `--lang en` or `--lang=en`; the last one counts, an unknown one is told later."""
    found = None
    for at, word in enumerate(arguments):
        if word == "--":
            break
        value = word[7:] if word.startswith("--lang=") else None
        if word == "--lang" and at + 1 < len(arguments):
            value = arguments[at + 1]
        if value in ("zh", "en"):
            found = value
    return found
