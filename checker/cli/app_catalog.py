"""The commands of `gouji catalog` and their options."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from checker.cli import streams
from checker.cli.annotations import FailOn, Ignore, KeepGoing, Lang, Outputs, Select, Severities, use_language
from checker.cli.helptext import Command, Group
from checker.i18n import N_

catalog_app = typer.Typer(
    cls=Group, help=N_("网站的栏目清单：核对栏目更新，或从网站、存下来的网页生成清单。"), rich_markup_mode=None,
    add_completion=False,
)  # fmt: skip


@catalog_app.callback(invoke_without_command=True)
def catalog(context: typer.Context, lang: Lang = None) -> None:
    """Without a command, the help."""
    use_language(lang)
    if context.invoked_subcommand is None:
        print(context.get_help())


@catalog_app.command(
    "check",
    cls=Command,
    help=N_(
        "核对栏目清单：超期、空白、缺少的栏目和单项否决。\n退出码：0 没有发现错误，1 发现了错误或清单里有读不出的格，2 没有查成。"
    ),
)
def catalog_check(
    paths: Annotated[
        list[str],
        typer.Argument(metavar=N_("路径"), help=N_("栏目清单（CSV、xlsx、JSON、YAML）、文件夹或通配符；「-」为标准输入。")),
    ],
    select: Select = None,
    ignore: Ignore = None,
    severity: Severities = None,
    fail_on: FailOn = "error",
    as_of: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--as-of", metavar=N_("日期"), help=N_("以哪一天为准判定，如 2025-01-31；不写就是今天。")),
    ] = None,
    output: Outputs = None,
    keep_going: KeepGoing = False,
    lang: Lang = None,
) -> int:  # fmt: skip
    """Check catalogues of columns."""
    from checker.cli import options
    from checker.cli.catalog import run_catalog_check

    use_language(lang)
    asked = options.Options(
        paths,
        options.codes(select),
        options.codes(ignore),
        options.severities(severity),
        options.level(fail_on),
        keep_going=keep_going,
        as_of=options.day(as_of),
        outputs=options.outputs(output),
        lang=lang or "zh",
    )
    return run_catalog_check(asked, *streams.standard())


@catalog_app.command(
    "scan",
    cls=Command,
    help=N_(
        "从网站、网站地图（sitemap.xml）或存下来的网页生成栏目清单。只读一个网站，遵守 robots.txt；中断后再运行同一条命令就接着做。\n"
        "退出码：0 写好了清单，2 没有做成。"
    ),
)
def catalog_scan(
    place: Annotated[
        str,
        typer.Argument(metavar=N_("网址或文件夹"), help=N_("网站的首页或某个栏目的网址、网站地图，或者存有网页的文件夹。")),
    ],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar=N_("文件"), help=N_("清单写到哪里：.csv、.xlsx、.json 或 .yaml。原来清单里手工填的内容会保留。"))
    ],
    depth: Annotated[
        int, typer.Option("--depth", metavar=N_("层数"), min=0, max=10, help=N_("从起点顺着导航走几层，默认 3。"))
    ] = 3,
    max_pages: Annotated[
        int, typer.Option("--max-pages", metavar=N_("页数"), min=1, max=20000, help=N_("最多读几页，默认 500。"))
    ] = 500,
    delay: Annotated[
        float, typer.Option("--delay", metavar=N_("秒"), min=0, max=60, help=N_("两次读取之间停几秒，默认 1；robots.txt 要求更久的从其要求。"))
    ] = 1.0,
    timeout: Annotated[
        float, typer.Option("--timeout", metavar=N_("秒"), min=0.1, max=120, help=N_("一页最多等几秒，默认 15。"))
    ] = 15.0,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help=N_("允许访问本机和内部网络的地址。"))
    ] = False,
    contact: Annotated[
        str, typer.Option("--contact", metavar=N_("联系方式"), help=N_("告诉网站是谁在扫描：写进请求里的网址或邮箱（英文）。"))
    ] = "",
    as_of: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--as-of", metavar=N_("日期"), help=N_("「3天前」一类的说法从哪一天算起，默认今天；也是清单的采集日期。")),
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help=N_("不接着上次，从头扫描。"))] = False,
    lang: Lang = None,
) -> int:  # fmt: skip
    """Make a catalogue of the columns of a website."""
    from checker.cli.options import day
    from checker.cli.scan import run_scan
    from checker.cli.scan_site import ScanOptions

    use_language(lang)
    asked = ScanOptions(
        place, output, depth, max_pages, delay, timeout, allow_private, contact, day(as_of), fresh
    )
    return run_scan(asked, *streams.standard()[1:])
