"""`gouji check`: from options to an exit code, without touching the process's own streams."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any

from checker.cli import streams
from checker.cli.options import Options, Output, UsageError, did_you_mean, expand_severities
from checker.i18n import _
from checker.sources import shown

if TYPE_CHECKING:
    from checker.engine import Engine, Run, Settings
    from checker.formats import Format
    from checker.model import Report, Result
    from checker.registry import Registry
    from checker.sources import Source

FOUND, TROUBLE = 1, 2


def run_check(options: Options, stdin: Any, stdout: Any, stderr: Any) -> int:
    """Check what `options` name and print the results; the exit code.

    The streams are text streams (`stdin` may be binary). Raises `UsageError` for what cannot be
    done as asked: nothing is read or written then.
    """
    from checker import registry as plugins
    from checker.cli import runner
    from checker.cli.catalog_file import catalog_source, read_catalog
    from checker.engine import Engine, Run, day_of

    started = time.perf_counter()
    registry = plugins.load()
    formats = formats_of(registry, options, stdout)
    keep = any(form.needs_report for _output, form in formats)
    settings = settings_of(registry, options, keep, stderr)
    catalog = catalog_source(options.catalog, [*options.paths, options.previous], stdin)
    settings.catalog = read_catalog(catalog) if catalog else None
    broken = tell_problems(registry, stderr)
    items, missing = gather(registry, options.paths, stdin, stderr)
    # What concerns the catalogue alone is said once, and not with every report.
    settings.catalog_apart = catalog is not None and len(items) > 1
    engine = Engine(registry, settings)
    previous = _previous(options.previous, stdin, items)
    beside = [source for source in (previous, catalog) if source is not None]
    spare([output for output, _form in formats], [*items, *beside], options.paths)
    before = _read_previous(engine, previous) if previous else None
    with _progress(stderr, len(items)) as tell:
        results, died = runner.run(engine, items, previous, before, options.jobs, tell)
    # A folder holds other things than reports: those are counted and named, not reported.
    pairs = list(zip(results, items, strict=True))
    kept = [result for result, source in pairs if source.named or not _is_no_report(result)]
    skipped = [result.path for result, source in pairs if not source.named and _is_no_report(result)]
    if settings.catalog_apart:
        kept += engine.check_joined(kept)
    run = Run(
        kept,
        day_of(engine.settings, kept),
        list(registry.rules.values()),
        options.fail_on,
        died or any(o.state.value == "crashed" for r in kept for o in r.outcome.values()),
        skipped=len(skipped),
        seconds=time.perf_counter() - started,
        profile=options.profile,
        skipped_paths=skipped,
    )
    write_all(run, formats, stdout)
    return exit_code(run, trouble=missing or (broken and not options.keep_going))


def exit_code(run: Run, *, trouble: bool) -> int:
    """2 where the tool could not do its job, else 1 where a finding fails the run, else 0."""
    from checker.engine import fails

    if trouble or run.crashed:
        return TROUBLE
    return FOUND if any(fails(result, run.fail_on) for result in run.results) else 0


def formats_of(registry: Registry, options: Options, stdout: Any) -> list[tuple[Output, Format]]:
    """The outputs asked for with their formats. Raises `UsageError` for one that cannot be written."""
    formats = [(output, _format(registry, output.format)) for output in _outputs(options, stdout)]
    for output, form in formats:
        if form.binary and output.file is None:
            text = _("{name} 格式要写明文件，如 --output {name}:结果.{name}。")
            raise UsageError(text.format(name=form.name))
        _writable(output)
    return formats


def write_all(run: Run, formats: list[tuple[Output, Format]], stdout: Any) -> None:
    """Write a run in every format asked for."""
    for output, form in formats:
        with open_output(output, stdout, machine=form.machine, binary=form.binary) as stream:
            form.render(run, stream)


def _outputs(options: Options, stdout: Any) -> list[Output]:
    """The outputs asked for; a person at a terminal gets the long form, a pipe the short one."""
    return options.outputs or [Output("rich" if streams.is_terminal(stdout) else "concise")]


def _format(registry: Registry, name: str) -> Format:
    from checker import formats

    if name in registry.formats:
        return formats.as_format(name, registry.formats[name])
    if name in formats.BUILTIN:
        form = formats.load(name)
        if form.requires is not None:
            need_extra(*form.requires)
        return form
    known = [*formats.BUILTIN, *sorted(set(registry.formats) - set(formats.BUILTIN))]
    text = _("没有「{name}」这种输出格式。可用的有：{known}。").format(name=name, known=", ".join(known))
    raise UsageError(text + did_you_mean(name, known))


def need_extra(module: str, extra: str) -> None:
    """Raise `UsageError` where a module of an optional extra is absent, with the command that installs it."""
    from importlib.util import find_spec

    if find_spec(module) is None:
        text = _('需要 {module}，还没有安装。请执行：pip install "gouji[{extra}]"')
        raise UsageError(text.format(module=module, extra=extra))


def _writable(output: Output) -> None:
    """Raise before the work is done, not after, where a file plainly cannot be written."""
    if output.file is None:
        return
    if os.path.isdir(output.file):
        raise UsageError(_("「{file}」是文件夹，请写出文件名。").format(file=output.file))
    folder = os.path.dirname(output.file) or "."
    if not os.path.isdir(folder):
        raise UsageError(_("没有「{folder}」这个文件夹，写不了结果文件。").format(folder=folder))


def spare(outputs: list[Output], sources: list[Source], paths: list[str]) -> None:
    """Raise `UsageError` where an output would take the place of a file that is read: a report, or a list."""
    from checker.sources import list_file

    lists = [name for name in map(list_file, paths) if name is not None]
    read = [source.path for source in sources if source.path != "-"]
    for output in outputs:
        mine = _identity(output.file) if output.file is not None else None
        if mine is None:
            continue
        for path in (*read, *lists):
            if _identity(path) == mine:
                text = _(
                    "结果不能写到「{file}」：它是要读取的文件（{path}），写了就会把它覆盖。请换一个文件名。"
                )
                raise UsageError(text.format(file=output.file, path=shown(path)))


def _identity(path: str) -> tuple[int, int] | str | None:
    """What a file on disk is known by, through all its names and links; None for no file, or a device."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    # Some file systems under Windows number no files.
    return (found.st_dev, found.st_ino) if found.st_ino else os.path.normcase(os.path.realpath(path))


def settings_of(registry: Registry, options: Options, keep_report: bool, stderr: Any) -> Settings:
    """The settings of a run. Raises `UsageError` for a word that fits no rule."""
    from checker.engine import Settings, UnknownRule, choose

    try:
        for words in (options.select, options.ignore):
            choose(registry, words)
        severity = expand_severities(registry, options.severity)
        tools_own = [w for w in options.ignore if any(c.startswith("E") for c in choose(registry, [w]))]
    except UnknownRule as error:
        known = [*registry.rules, *(rule.name for rule in registry.rules.values())]
        text = _("没有代码或名称是「{word}」的规则。").format(word=error.word)
        advice = did_you_mean(error.word, known) or _("用 gouji rules 可以列出全部规则。")
        raise UsageError(text + advice) from None
    for word in tools_own:
        streams.say(
            stderr, _("注意：E 开头的代码不能关闭，--ignore {word} 对它们不起作用。").format(word=word)
        )
    return Settings(
        options.select, options.ignore, severity, options.fail_on, options.as_of, keep_report,
        unsure_counts=options.profile.unsure == "equal",
    )  # fmt: skip


def tell_problems(registry: Registry, stderr: Any) -> bool:
    """Name every broken plugin on standard error; whether there is one."""
    from checker.formats.words import visible

    for problem in registry.problems:
        why = _(problem.why).format(**problem.values)
        streams.say(stderr, _("插件有问题：{plugin}：{why}").format(plugin=problem.plugin, why=visible(why)))
    return bool(registry.problems)


def gather(
    registry: Registry, paths: list[str], stdin: Any, stderr: Any, suffixes: frozenset[str] | None = None
) -> tuple[list[Source], bool]:
    """The files the paths stand for, each once, in order; and whether a path led nowhere, which is told."""
    from checker.formats.words import named, visible
    from checker.loaders import WALKED_SUFFIXES
    from checker.sources import NoSuchSource, expand

    missing: list[NoSuchSource] = []

    def tell(error: NoSuchSource) -> None:
        missing.append(error)
        hint = f"（{error.hint}）" if error.hint else ""
        text = _("{why}：{path}{hint}").format(why=_(error.why), path=error.path, hint=hint)
        if error.listed:
            text = _("清单「{file}」第 {n} 行：").format(file=error.listed, n=error.line) + text
        streams.say(stderr, visible(text))

    passed: list[str] = []
    asked = suffixes or WALKED_SUFFIXES | {suffix.lower() for suffix in registry.loaders}
    items = expand(paths, stdin=getattr(stdin, "buffer", stdin), suffixes=asked, tell=tell, passed=passed)
    if passed and suffixes is None:
        # A report may be among them, under a name that does not say so.
        text = _(
            "文件夹里另有 {n} 个文件，从后缀看不是年报，没有核对：{names}。要核对哪一个，请直接写出它的名称。"
        )
        streams.say(stderr, text.format(n=len(passed), names=named(sorted(passed))))
    return items, bool(missing)


def _is_no_report(result: Result) -> bool:
    return any(f.code == "E003" for f in result.findings)


def _previous(path: str | None, stdin: Any, items: list[Source]) -> Source | None:
    from checker.sources import NoSuchSource, expand

    if path is None:
        return None
    if path == "-" and any(item.path == "-" for item in items):
        raise UsageError(_("标准输入只能用一次：要检查的报告和 --previous 不能都写成「-」。"))
    try:
        sources = expand([path], stdin=getattr(stdin, "buffer", stdin))
    except NoSuchSource as error:
        raise UsageError(_("--previous 指定的文件「{path}」不存在。").format(path=error.path)) from None
    if len(sources) != 1:
        raise UsageError(_("--previous 后面应为一份报告，「{path}」里有多个文件。").format(path=path))
    return sources[0]


def _read_previous(engine: Engine, item: Source) -> Report:
    """Last year's report. Raises `UsageError` that says in words why it cannot serve."""
    from checker.cli.runner import read_report
    from checker.model import Unreadable
    from checker.reader import NotAReport

    try:
        return read_report(engine, item)
    except Unreadable as error:
        why = _(error.why).format(**error.values)
    except NotAReport:
        why = _("里面没有年度报告")
    text = _("--previous 指定的上年报告「{path}」不能用：{why}。")
    raise UsageError(text.format(path=item.shown, why=why.rstrip("。")))


def _progress(stderr: Any, count: int) -> AbstractContextManager[Any]:
    from checker.cli import progress

    return progress.bar(stderr, count)


@contextmanager
def open_output(output: Output, stdout: Any, *, machine: bool, binary: bool = False) -> Iterator[Any]:
    """The stream an output is written to. Raises `UsageError` where its file cannot be written.

    `machine`: UTF-8 with "\\n" on every system, also on standard output.
    """
    if output.file is not None:
        try:
            with streams.replacing(output.file, binary=binary) as stream:
                yield stream
        except OSError as error:
            text = _("结果文件「{file}」写不了：{why}。")
            raise UsageError(text.format(file=output.file, why=streams.reason(error))) from None
    elif machine:
        with streams.machine(stdout) as stream:
            yield stream
    else:
        yield stdout
        stdout.flush()
