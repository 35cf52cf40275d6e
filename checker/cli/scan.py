"""`gouji catalog scan`: from a website, a sitemap or a folder of saved pages to a catalogue in a file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from checker.cli import streams
from checker.cli.check import need_extra
from checker.cli.options import UsageError
from checker.cli.scan_site import ScanOptions, site_of
from checker.cli.termination import Terminated
from checker.i18n import _

if TYPE_CHECKING:
    from checker.scan.crawl import Crawled, Limits, Tell
    from checker.scan.journal import Journal
    from checker.scan.page import Record
    from checker.scan.robots import Robots
    from checker.scan.sources import Site

DONE, TROUBLE = 0, 2
#: Pages that could not be read which are named one by one.
_MOST_NAMED = 10


def run_scan(options: ScanOptions, stdout: Any, stderr: Any) -> int:
    """Scan and write the catalogue; the exit code: 0 it is written, 2 there is none.

    Raises `UsageError` for what cannot be done as asked.
    """
    from checker.formats.words import visible
    from checker.scan.address import PrivateAddress
    from checker.scan.fetch import FetchError

    _target(options)
    try:
        site, robots, seeds = site_of(options)
        if robots.delay > options.delay:
            text = _("robots.txt 要求两次读取之间停 {n} 秒，照办；读满 {pages} 页要 {minutes} 分钟以上。")
            minutes = round(robots.delay * options.pages / 60)
            streams.say(stderr, text.format(n=f"{robots.delay:g}", pages=options.pages, minutes=minutes))
        journal = _journal(options)
        # 「3天前」 counts from the day on which the scan was begun.
        today = date.fromisoformat(str(journal.scan["as_of"]))
        crawled = _crawl(options, site, robots, journal, seeds, today, stderr)
        instance, kept = _assembled(options, site, journal, crawled, today)
    except FetchError as error:
        raise UsageError(
            _("「{place}」不能扫描：{why}。").format(place=visible(options.place), why=error.text)
        ) from None
    except PrivateAddress as error:
        text = _(
            "「{host}」指向内部网络的地址 {address}，没有访问。确实要扫描内网的网站，请加 --allow-private。"
        )
        raise UsageError(text.format(host=visible(error.host), address=error.address)) from None
    journal.close(done=bool(instance["columns"]))
    _report(options, journal, crawled, instance, kept, stdout, stderr)
    return DONE if instance["columns"] else TROUBLE


def _target(options: ScanOptions) -> None:
    """Raises `UsageError` before any work where the catalogue could not be written in the end."""
    from checker.catalog.writing import WRITABLE
    from checker.cli.check import _writable
    from checker.cli.options import Output

    suffix = os.path.splitext(options.file)[1].lower()
    if suffix not in WRITABLE:
        known = "、".join(WRITABLE)
        raise UsageError(
            _("清单要写成 {known} 之一，不能是「{file}」。").format(known=known, file=options.file)
        )
    if suffix == ".xlsx":
        need_extra("xlsxwriter", "xlsx")
        need_extra("python_calamine", "xlsx")
    _writable(Output("catalog", options.file))
    _old(options)


def _old(options: ScanOptions) -> tuple[dict[str, Any] | None, bytes]:
    """The catalogue that stands in the output file now, None for none, and its bytes.

    Raises `UsageError` for a file that is none, and for one of which something would be lost by writing over it.
    """
    from checker.catalog import read
    from checker.formats.words import visible
    from checker.model import Unreadable

    if not os.path.exists(options.file):
        return None, b""
    try:
        with open(options.file, "rb") as file:
            data = file.read()
        old = read(data, options.file)
    except (OSError, Unreadable):
        text = _("「{file}」已经有内容，又不是栏目清单，没有覆盖。请换一个文件名。")
        raise UsageError(text.format(file=options.file)) from None
    if old.faults:
        text = _("「{file}」里有 {n} 格读不出来，没有覆盖。请先改正（gouji catalog check），或换一个文件名。")
        raise UsageError(text.format(file=options.file, n=len(old.faults)))
    if old.unknown:
        names = "、".join(old.unknown[:5])
        text = _("「{file}」里有清单以外的列（{names}），覆盖会丢掉它们，没有覆盖。请换一个文件名。")
        raise UsageError(visible(text.format(file=options.file, names=names)))
    return old.data, data


def _journal(options: ScanOptions) -> Journal:
    from checker.scan.journal import Journal, OtherScan

    path = f"{options.file}.scan"
    if options.fresh and os.path.exists(path):
        os.unlink(path)
    # A folder is read again in no time, and its pages may have been saved anew.
    scan = {"place": options.place, "depth": options.depth, "as_of": options.as_of}
    try:
        journal = Journal(path if not os.path.isdir(options.place) else None, scan)
        journal.begin(as_of=date.today().isoformat())
        return journal
    except OtherScan:
        text = _("「{file}」是另一次扫描（网址、层数或日期不同）没有做完留下的。要从头扫描请加 --fresh。")
        raise UsageError(text.format(file=path)) from None
    except OSError as error:
        raise UsageError(
            _("「{file}」写不了：{why}。").format(file=path, why=streams.reason(error))
        ) from None


def _crawl(
    options: ScanOptions,
    site: Site,
    robots: Robots,
    journal: Journal,
    seeds: list[tuple[str, str]],
    today: date,
    stderr: Any,
) -> Crawled:
    from checker.scan.crawl import Crawl, Limits, key_of
    from checker.scan.fetch import FetchError

    limits: Limits = Limits(options.depth, options.pages)
    if journal.resumed:
        streams.say(stderr, _("接着上次扫描：已有 {n} 页。").format(n=journal.resumed))
    crawl = Crawl(site, journal, robots, limits, today)
    try:
        with _bar(stderr) as tell:
            crawled = crawl.run(tell, seeds)
    except (KeyboardInterrupt, Terminated):
        journal.close(done=False)
        if journal.path is not None:
            text = _("中断了，已读的 {n} 页存在「{file}」，再运行同一条命令就接着扫描。")
            streams.say(stderr, text.format(n=len(journal.records), file=journal.path))
        raise
    except BaseException:
        journal.close(done=False)
        raise
    first = journal.records.get(key_of(site.start))
    if first is not None and first.error and not seeds:
        journal.close(done=True)
        raise FetchError("start", "{why}", why=first.error)
    return crawled


@contextmanager
def _bar(stderr: Any) -> Iterator[Tell]:
    """A progress bar on standard error where somebody looks, else nothing."""
    if not streams.is_terminal(stderr):
        yield lambda done, known, url: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from checker.formats.words import visible

    console = Console(file=stderr, markup=False, emoji=False, highlight=False)
    columns = (
        TextColumn(_("正在扫描")),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[url]}", markup=False),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=1, url="")

        def tell(done: int, known: int, url: str) -> None:
            progress.update(task, completed=done, total=max(known, 1), url=visible(url[-60:]))

        yield tell


def _assembled(
    options: ScanOptions, site: Site, journal: Journal, crawled: Crawled, today: date
) -> tuple[dict[str, Any], list[str]]:
    """The catalogue, with what is by hand in the old one, written to its file; and what is to be said of that."""
    from checker.catalog.writing import written
    from checker.scan.assemble import assemble
    from checker.scan.merging import merge

    # A site is read today; on which day a folder was saved, only its owner can tell.
    made_then = options.as_of is not None if os.path.isdir(options.place) else today == date.today()
    instance = assemble(site, journal.records, crawled, today, made_then=made_then)
    said: list[str] = []
    if not instance["columns"]:
        return instance, said
    try:
        # The scan may have taken an hour, in which somebody wrote into the file.
        old, data = _old(options)
        instance, kept = merge(instance, old)
        if old is not None and written(old, options.file) != data:
            said.append(_("原来的清单另存为「{file}」。").format(file=_saved(options.file, data)))
        if kept.rows or kept.notes:
            text = _("保留了原来清单里的 {rows} 行（这次没有扫描到），另有 {notes} 行保留了手工填写的内容。")
            said.append(text.format(rows=kept.rows, notes=kept.notes))
        with streams.replacing(options.file, binary=True) as stream:
            stream.write(written(instance, options.file))
    except UsageError:
        journal.close(done=False)
        raise
    except OSError as error:
        journal.close(done=False)
        text = _("结果文件「{file}」写不了：{why}。")
        raise UsageError(text.format(file=options.file, why=streams.reason(error))) from None
    return instance, said


def _saved(path: str, data: bytes) -> str:
    """Keep what a file holds that no catalogue does (other sheets, colours, comments) beside it, over nothing; its name."""
    number = 0
    while True:
        name = f"{path}.bak{number or ''}"
        try:
            with open(name, "xb") as file:
                file.write(data)
            return name
        except FileExistsError:
            number += 1


def _report(
    options: ScanOptions,
    journal: Journal,
    crawled: Crawled,
    instance: dict[str, Any],
    kept: list[str],
    stdout: Any,
    stderr: Any,
) -> None:
    """What was found, and what was not read: nothing that is left out may look like nothing there."""
    from checker.formats.words import visible

    columns = instance["columns"]
    failed = [record for record in journal.records.values() if record.error]
    pages = len(journal.records) - len(failed)

    def say(text: str) -> None:
        return streams.say(stdout, visible(text))

    if columns:
        unsure = sum(bool(row.get("unsure")) for row in columns)
        text = _("写好「{file}」：{n} 个栏目，其中 {unsure} 个有存疑的项，请核对。读了 {pages} 页。")
        say(text.format(file=options.file, n=len(columns), unsure=unsure, pages=pages))
        for line in kept:
            say(line)
    else:
        text = _(
            "没有找到栏目，没有写「{file}」。读了 {pages} 页：可能要用脚本才显示内容，或者要给出更里面的网址。"
        )
        streams.say(stderr, visible(text.format(file=options.file, pages=pages)))
    for record in failed[:_MOST_NAMED]:
        streams.say(
            stderr,
            visible(_("没有读到：{url}（{why}）").format(url=_place(record), why=record.error)),
        )
    if len(failed) > _MOST_NAMED:
        streams.say(stderr, _("没有读到的另有 {n} 页").format(n=len(failed) - _MOST_NAMED))
    if crawled.left:
        text = _("到了 {n} 页的上限，还有 {left} 页没有读，清单不全。可用 --max-pages 加大上限。")
        streams.say(stderr, text.format(n=options.pages, left=len(crawled.left)))
    if columns:
        say(_("下一步：gouji catalog check {file}").format(file=options.file))


def _place(record: Record) -> str:
    from checker.scan.sources import HOST

    return (record.at or record.url).removeprefix(HOST)
