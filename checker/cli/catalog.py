"""`gouji catalog check`: catalogues of columns that stand alone, through the engine and out in any format."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from checker.cli.check import exit_code, formats_of, gather, settings_of, spare, tell_problems, write_all
from checker.cli.options import Options

if TYPE_CHECKING:
    from checker.engine import Engine
    from checker.model import Result
    from checker.sources import Source


def run_catalog_check(options: Options, stdin: Any, stdout: Any, stderr: Any) -> int:
    """Check the catalogues that `options` name and print the results; the exit code.

    Raises `UsageError` for what cannot be done as asked: nothing is read or written then.
    """
    from checker import registry as plugins
    from checker.catalog import SUFFIXES
    from checker.engine import Engine, Run, day_of

    started = time.perf_counter()
    registry = plugins.load()
    formats = formats_of(registry, options, stdout)
    keep = any(form.needs_report for _output, form in formats)
    engine = Engine(registry, settings_of(registry, options, keep, stderr))
    broken = tell_problems(registry, stderr)
    items, missing = gather(registry, options.paths, stdin, stderr, frozenset(SUFFIXES))
    spare([output for output, _form in formats], items, options.paths)
    pairs = [(_check(engine, item), item) for item in items]
    # A folder holds other things than catalogues: those are counted, not reported.
    kept = [result for result, item in pairs if item.named or not _is_no_catalog(result)]
    skipped = [result.path for result, item in pairs if not item.named and _is_no_catalog(result)]
    run = Run(
        kept,
        day_of(engine.settings, kept),
        list(registry.rules.values()),
        options.fail_on,
        any(o.state.value == "crashed" for result in kept for o in result.outcome.values()),
        skipped=len(skipped),
        skipped_paths=skipped,
        seconds=time.perf_counter() - started,
        catalogs=True,
    )
    write_all(run, formats, stdout)
    return exit_code(run, trouble=missing or (broken and not options.keep_going))


def _check(engine: Engine, item: Source) -> Result:
    from checker.catalog import CATALOG
    from checker.model import Unreadable
    from checker.sources import read

    try:
        data = read(item)
    except Unreadable as error:
        return engine.unreadable(item.shown, "", error, CATALOG)
    return engine.check_catalog(data, item.shown)


def _is_no_catalog(result: Result) -> bool:
    from checker.catalog.raw import NOT_A_CATALOG

    return any(f.values.get("what") == NOT_A_CATALOG for f in result.findings)
