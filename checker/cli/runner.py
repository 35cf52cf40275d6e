"""Runs files through the engine, in this process or in several, and keeps their order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.i18n import N_, language
from checker.model import Report, Result, Unreadable
from checker.sources import Source, read

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from checker.engine import Engine, Settings

#: Files a worker takes at once: enough that a task costs nothing, few enough to lose little.
_CHUNK = 20
#: Chunks under way for each worker; what is not under way cannot be lost with a worker.
_AHEAD = 2
#: So many seconds an interrupted pool gets to close down in order.
_PATIENCE = 5.0


@dataclass(slots=True, frozen=True)
class Job:
    """All that a worker needs to know; it crosses a process boundary."""

    settings: Settings
    previous: Source | None = None
    lang: str = "zh"


KILLED = N_("检查这个文件时程序被中断（多半是内存不够）")
KILLED_REMEDY = N_("请在 Word 或 WPS 中打开并另存一份，单独检查它")

#: Told of every result as it comes: how many files are done.
Progress = Callable[[int], None]


def read_report(engine: Engine, source: Source) -> Report:
    """A report without checking it. Raises `Unreadable` or `reader.NotAReport`."""
    return engine.read(read(source), source.shown)


def check_one(engine: Engine, source: Source, previous: Report | None) -> Result:
    """One file through the engine; a file that cannot be read is a result as well (E001)."""
    try:
        data = read(source)
    except Unreadable as error:
        return engine.unreadable(source.shown, "", error)
    result = engine.check_bytes(data, source.shown, previous)
    if result.report is not None:
        result.report.previous = None
    return result


def run_here(
    engine: Engine, items: Sequence[Source], previous: Report | None, tell: Progress
) -> list[Result]:
    """Check files one after the other in this process."""
    results: list[Result] = []
    for at in range(0, len(items), _CHUNK):
        chunk = items[at : at + _CHUNK]
        _prepare(engine, chunk)
        for source in chunk:
            results.append(check_one(engine, source, previous))
            tell(len(results))
    return results


def _prepare(engine: Engine, chunk: Sequence[Source]) -> None:
    """Have the files that another program must convert converted in one call: its start costs most of it."""
    from checker.loaders import CONVERTED_SUFFIXES

    suffixes = tuple(CONVERTED_SUFFIXES.difference(suffix.lower() for suffix in engine.registry.loaders))
    files: list[bytes] = []
    for source in chunk:
        if source.path.lower().endswith(suffixes):
            try:
                files.append(read(source))
            except Unreadable:
                continue  # said when its turn comes
    if len(files) > 1:
        from checker.loaders import office

        office.prepare(files)


def run_pool(
    engine: Engine, items: Sequence[Source], job: Job, workers: int, tell: Progress
) -> tuple[list[Result], bool]:
    """Check files in worker processes. One that takes its worker down is named, the others are done.

    The results are in the order of `items`, whatever order they came in; with them, whether a
    worker died.
    """
    size = max(1, min(_CHUNK, -(-len(items) // (workers * 4))))
    waiting = [list(range(at, min(at + size, len(items)))) for at in range(0, len(items), size)]
    done: dict[int, Result] = {}
    died = False
    while waiting:
        lost = _round(items, job, workers, waiting, done, tell)
        died |= _retry(engine, items, job, lost, done, tell) if lost else False
    for result in done.values():
        if result.report is not None:
            result.report.cache["form"] = engine.registry.forms.of(result.edition)
    return [done[index] for index in range(len(items))], died


def _round(
    items: Sequence[Source],
    job: Job,
    workers: int,
    waiting: list[list[int]],
    done: dict[int, Result],
    tell: Progress,
) -> list[int]:
    """Work `waiting` off with one pool, until it is empty or a worker dies; the files then lost."""
    from concurrent.futures import FIRST_COMPLETED, wait
    from concurrent.futures.process import BrokenProcessPool

    running: dict[Future[list[Result]], list[int]] = {}
    lost: list[int] = []
    with _pool(job, workers) as pool:
        while (waiting or running) and not lost:
            while waiting and len(running) < workers * _AHEAD:
                chunk = waiting.pop(0)
                try:
                    running[pool.submit(_work, [items[i] for i in chunk])] = chunk
                except BrokenProcessPool:
                    lost += chunk
                    break
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                chunk = running.pop(future)
                try:
                    done.update(zip(chunk, future.result(), strict=True))
                except BrokenProcessPool:
                    lost += chunk
            tell(len(done))
        # With one worker dead, all that was under way is lost with it.
        for chunk in running.values():
            lost += chunk
    return sorted(lost)


def _retry(
    engine: Engine,
    items: Sequence[Source],
    job: Job,
    lost: list[int],
    done: dict[int, Result],
    tell: Progress,
) -> bool:
    """The files lost with a worker, one at a time: whose worker dies again is the culprit."""
    from concurrent.futures.process import BrokenProcessPool

    died = False
    left = list(lost)
    while left:
        with _pool(job, 1) as pool:
            while left:
                index = left.pop(0)
                try:
                    done[index] = pool.submit(_work, [items[index]]).result()[0]
                except BrokenProcessPool:
                    died = True
                    why = Unreadable(KILLED, KILLED_REMEDY)
                    done[index] = engine.unreadable(items[index].shown, "", why)
                    break
                finally:
                    tell(len(done))
    return died


@contextmanager
def _pool(job: Job, workers: int) -> Iterator[ProcessPoolExecutor]:
    """A pool of workers that is gone when the block is left, at once where it is left by Ctrl-C or SIGTERM."""
    import multiprocessing
    import threading
    from concurrent.futures import ProcessPoolExecutor

    from checker.cli.termination import code_of

    # Spawn on every system: the same behaviour everywhere, and no forked state.
    context = multiprocessing.get_context("spawn")
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(workers, context, _start, (job,))
    try:
        yield pool
    except BaseException as error:
        for child in set(multiprocessing.active_children()) - before:
            child.terminate()
        # An interrupt in the middle of starting a worker leaves the pool waiting for one it will
        # never hear of; whoever pressed Ctrl-C shall not have to press it again.
        last = threading.Timer(_PATIENCE, os._exit, (code_of(error),))
        last.daemon = True
        last.start()
        pool.shutdown(wait=True, cancel_futures=True)
        last.cancel()
        raise
    pool.shutdown(wait=True, cancel_futures=True)


# -- in the worker -------------------------------------------------------------------------------

_engine: Engine | None = None
_previous: Report | None = None


def _start(job: Job) -> None:
    """Build the ruleset once a worker."""
    global _engine, _previous
    import signal

    from checker.cli.termination import end_with_parent
    from checker.engine import Engine
    from checker.i18n import set_language
    from checker.registry import load

    end_with_parent()
    # Ctrl-C reaches the whole group; the parent alone answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    set_language(job.lang)
    _engine = Engine(load(), job.settings)
    _previous = read_report(_engine, job.previous) if job.previous is not None else None


def _work(items: list[Source]) -> list[Result]:
    assert _engine is not None
    _prepare(_engine, items)
    results = [check_one(_engine, source, _previous) for source in items]
    for result in results:
        if result.report is not None:
            result.report.catalog = None
            # The parent has the form, and what rules have worked out is of no more use.
            result.report.cache.clear()
    return results


def run(
    engine: Engine,
    items: Sequence[Source],
    previous: Source | None,
    before: Report | None,
    jobs: int,
    tell: Progress,
) -> tuple[list[Result], bool]:
    """Check files with up to `jobs` processes, in the order given; with the results, whether a worker died.

    `before` is last year's report as read from `previous`; workers read it again by themselves.
    """
    workers = min(jobs, len(items))
    if workers <= 1:
        return run_here(engine, items, before, tell), False
    return run_pool(engine, items, Job(engine.settings, previous, language()), workers, tell)
