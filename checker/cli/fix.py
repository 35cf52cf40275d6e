"""`gouji fix`: the mends that need no judgement, put back into the files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checker.cli import streams
from checker.cli.options import UsageError, did_you_mean
from checker.i18n import _

if TYPE_CHECKING:
    from checker.engine import Engine
    from checker.fixes import Fixed
    from checker.sources import Source

DONE, LEFT, TROUBLE = 0, 1, 2


@dataclass(slots=True, frozen=True)
class FixOptions:
    """The options of `gouji fix`."""

    paths: list[str]
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    diff: bool = False
    unsafe: bool = False
    folder: str | None = None
    in_place: bool = False
    keep_going: bool = False


def run_fix(options: FixOptions, stdin: Any, stdout: Any, stderr: Any) -> int:
    """Mend what `options` name, or show what would change; the exit code.

    0: done, or nothing to do. 1: with a diff, that something would change; else that a file could not
    be read as a report, or cannot be edited though there is something to mend. 2: a path leads nowhere, a file cannot be written, a plugin or rule is broken.
    """
    from checker import registry as plugins
    from checker.cli.check import gather, tell_problems

    if options.folder is not None and options.in_place:
        raise UsageError(_("--output-dir 和 --in-place 只能选一个。"))
    registry = plugins.load()
    engine, codes = _engine(registry, options)
    broken = tell_problems(registry, stderr) and not options.keep_going
    items, missing = gather(registry, options.paths, stdin, stderr)
    places = _places(items, options)
    code = TROUBLE if missing or broken else DONE
    for item, place in zip(items, places, strict=True):
        code = max(code, _one(engine, codes, item, place, options, stdout, stderr))
    return code


def _engine(registry: Any, options: FixOptions) -> tuple[Engine, set[str] | None]:
    """An engine with every rule but those to ignore, and the codes whose fixes are wanted.

    Rules that are not selected run all the same: their new findings tell that a fix is none.
    """
    from checker.engine import Engine, Settings, UnknownRule, choose

    try:
        codes = choose(registry, options.select) if options.select else None
        return Engine(registry, Settings(ignore=options.ignore, keep_report=True)), codes
    except UnknownRule as error:
        known = [*registry.rules, *(rule.name for rule in registry.rules.values())]
        text = _("没有代码或名称是「{word}」的规则。").format(word=error.word)
        advice = did_you_mean(error.word, known) or _("用 gouji rules 可以列出全部规则。")
        raise UsageError(text + advice) from None


def _places(items: Sequence[Source], options: FixOptions) -> list[str | None]:
    """Where each file is to be written, None where it is not, or to standard output."""
    from checker.fixes.cuts import Refused
    from checker.fixes.writing import targets

    if any(item.path == "-" for item in items) and (options.folder is not None or options.in_place):
        raise UsageError(
            _("标准输入没有文件名，不能用 --output-dir 或 --in-place；改好的内容会写到标准输出。")
        )
    if options.folder is None or options.diff:
        return [item.path if options.in_place and not options.diff else None for item in items]
    try:
        return list(targets([item.path for item in items], options.paths, options.folder))
    except Refused as refused:
        raise UsageError(_(refused.why).format(**refused.values) + "。") from None


def _one(
    engine: Engine,
    codes: set[str] | None,
    item: Source,
    place: str | None,
    options: FixOptions,
    stdout: Any,
    stderr: Any,
) -> int:
    """Mend one file; what is said of it goes to standard error, the diff or the file to standard output."""
    from checker.fixes import fix_bytes
    from checker.fixes.diff import print_diff, wants_colour
    from checker.model import Unreadable
    from checker.sources import read

    piped = item.path == "-" and not options.diff
    try:
        data = read(item)
    except Unreadable as error:
        _say(stderr, item, engine.unreadable(item.shown, "", error).findings[0].message)
        return LEFT
    fixed = fix_bytes(engine, data, item.shown, unsafe=options.unsafe, codes=codes)
    if fixed.read is None:
        if piped:
            _write_out(stdout, data)
        if not item.named and fixed.first.findings[0].code == "E003":
            return DONE
        _say(stderr, item, fixed.first.findings[0].message)
        return LEFT
    crashed = any(f.code == "E002" for f in fixed.last.findings)
    if piped:
        _write_out(stdout, fixed.after)
    elif place is None:
        print_diff(fixed, stdout, colour=wants_colour(stdout))
        stdout.flush()
    elif fixed.changed and not _written(fixed, item, place, options, stderr):
        return TROUBLE
    _report(fixed, item, place, piped, stderr)
    if crashed:
        return TROUBLE
    shown_only = fixed.changed and place is None and not piped
    return LEFT if shown_only or fixed.waiting else DONE


def _written(fixed: Fixed, item: Source, place: str, options: FixOptions, stderr: Any) -> bool:
    from checker.fixes.cuts import Refused
    from checker.fixes.writing import write_in_place, write_new

    try:
        if options.in_place:
            write_in_place(item.path, fixed.before, fixed.after)
        else:
            write_new(place, fixed.after, item.path)
    except Refused as refused:
        _say(stderr, item, _("没有写入：{why}").format(why=_(refused.why).format(**refused.values)))
        return False
    except OSError as error:
        _say(stderr, item, _("没有写入：{why}").format(why=streams.reason(error)))
        return False
    return True


def _write_out(stdout: Any, data: bytes) -> None:
    """A file's bytes on standard output, as they are."""
    stdout.flush()
    buffer = getattr(stdout, "buffer", None)
    if buffer is None:
        stdout.write(data.decode("utf-8", "replace"))
    else:
        buffer.write(data)
        buffer.flush()


def _say(stderr: Any, item: Source, text: str) -> None:
    from checker.formats.words import visible

    streams.say(stderr, _("{path}：{text}").format(path=visible(item.shown), text=visible(text)))


def _report(fixed: Fixed, item: Source, place: str | None, piped: bool, stderr: Any) -> None:
    """What was done to a file, what was refused and why, and what is left for a person."""
    from checker.formats.words import join, visible

    if fixed.applied:
        counts = Counter(f.code for f in fixed.applied)
        codes = join(f"{code}×{n}" if n > 1 else code for code, n in sorted(counts.items()))
        n = len(fixed.applied)
        if place is None and not piped:
            text = _("可以改 {n} 处（{codes}），还没有写入文件").format(n=n, codes=codes)
        elif place is None or place == item.path:
            text = _("改了 {n} 处（{codes}）").format(n=n, codes=codes)
        else:
            text = _("改了 {n} 处（{codes}），存为「{place}」").format(n=n, codes=codes, place=place)
    elif fixed.waiting:
        text = _("有 {n} 处可以改，但这种格式的文件不能自动改。{remedy}").format(
            n=fixed.waiting, remedy=fixed.closed
        )
    else:
        kept = place is not None and place != item.path
        text = _("没有可以自动修改的地方，没有另存") if kept else _("没有可以自动修改的地方")
    _say(stderr, item, text)
    for refusal in fixed.refused:
        finding = refusal.finding
        where = visible(str(finding.location))
        text = _("  {code} {where} 没有改：{why}").format(code=finding.code, where=where, why=refusal.why)
        streams.say(stderr, visible(text))
    if fixed.unsafe:
        streams.say(stderr, _("  另有 {n} 处改法要人看过才好用，加上 --unsafe 才改").format(n=fixed.unsafe))
    if not fixed.stable:
        streams.say(stderr, _("  改了多遍还在变，请再运行一次，或手工核对"))
