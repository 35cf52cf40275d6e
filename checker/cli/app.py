"""The commands and their options. Each parses, calls the module that does the work, and prints."""

from __future__ import annotations

from typing import Annotated, Any, Optional

import typer

from checker.cli import streams
from checker.cli.annotations import Ignore, KeepGoing, Lang, Outputs, Select, Severities, use_language
from checker.cli.app_catalog import catalog_app
from checker.cli.helptext import Command, Group, usage_words
from checker.cli.options import UsageError
from checker.i18n import N_, _

app = typer.Typer(
    name="gouji",
    cls=Group,
    help=N_("核对政府信息公开工作年度报告：表格填报、数字勾稽、章节结构等。"),
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
_command = app.command
app.add_typer(catalog_app, name="catalog")


def run(arguments: list[str]) -> int:
    """Run a command line; the exit code. Usage errors are told in words on standard error."""
    stderr = streams.standard()[2]
    try:
        code = _parser(arguments).main(arguments, prog_name="gouji", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except UsageError as error:
        text = str(error)
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        text = usage_words(error, arguments)
    from checker.formats.words import visible

    streams.say(stderr, _("无法执行：{text}").format(text=visible(text)))
    return 2


def _parser(arguments: list[str]) -> Any:
    """The parser for a command line: of the command it begins with, that alone, for the start's sake."""
    wanted = arguments[0] if arguments else ""
    everything, groups = app.registered_commands, app.registered_groups
    chosen = [c for c in everything if (c.name or getattr(c.callback, "__name__", "")) == wanted]
    of_group = [g for g in groups if g.name == wanted]
    if chosen or of_group:
        app.registered_commands, app.registered_groups = chosen, of_group
    try:
        return typer.main.get_command(app)
    finally:
        app.registered_commands, app.registered_groups = everything, groups


def _show_version(wanted: bool) -> None:
    if wanted:
        from checker import __version__

        print(f"gouji {__version__}")
        raise typer.Exit(0)


@app.callback(invoke_without_command=True)
def gouji(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help=N_("显示版本。"), callback=_show_version, is_eager=True)
    ] = False,
    lang: Lang = None,
) -> None:
    """Without a command, the help."""
    use_language(lang)
    if context.invoked_subcommand is None:
        print(context.get_help())


@_command(
    cls=Command, help=N_("核对一份或多份年度报告。\n退出码：0 没有发现错误，1 发现了错误，2 没有查成。")
)
def check(
    paths: Annotated[
        list[str],
        typer.Argument(metavar=N_("路径"), help=N_("要核对的文件、文件夹或通配符；「-」为标准输入；@清单.txt 为一行写一个路径的清单（空行和 # 开头的行不算）。")),
    ],
    select: Select = None,
    ignore: Ignore = None,
    severity: Severities = None,
    profile: Annotated[
        str,
        typer.Option(
            "--profile", metavar=N_("方式"),
            help=N_("publish（默认，发布前自查，全部列出）、audit（主管部门审核，只列错误和警告）或 strict（从严，拿不准的也算，有警告就算未通过）。"),
        ),
    ] = "publish",
    fail_on: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--fail-on", metavar=N_("级别"),
            help=N_("达到这一级别就算未通过：error、warning、info，或 never（从不）；不写时由 --profile 定，默认 error。"),
        ),
    ] = None,
    previous: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--previous", metavar=N_("文件"), help=N_("上一年的报告，用来核对两年之间的衔接。")),
    ] = None,
    catalog: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--catalog", metavar=N_("文件"), help=N_("网站的栏目清单（CSV、xlsx、JSON、YAML），连同栏目更新一起核对。")),
    ] = None,
    as_of: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--as-of", metavar=N_("日期"), help=N_("以哪一天为准判定，如 2025-01-31。")),
    ] = None,
    output: Outputs = None,
    jobs: Annotated[
        str, typer.Option("--jobs", "-j", metavar=N_("个数"), help=N_("同时工作的进程数；auto 或 0 为全部处理器。"))
    ] = "1",
    keep_going: KeepGoing = False,
    lang: Lang = None,
) -> int:  # fmt: skip
    """Check reports."""
    from checker.cli import options
    from checker.cli.check import run_check

    use_language(lang)
    manner = options.profile(profile)
    asked = options.Options(
        paths,
        options.codes(select),
        options.codes(ignore),
        options.severities(severity),
        manner.fail_on if fail_on is None else options.level(fail_on),
        options.jobs(jobs),
        keep_going,
        options.day(as_of),
        previous,
        catalog,
        options.outputs(output),
        lang or "zh",
        manner,
    )
    return run_check(asked, *streams.standard())


_OneOutput = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--output",
        "-o",
        metavar=N_("格式[:文件]"),
        help=N_("json 或 html（与原文对照），可写明文件，如 html:对照.html。"),
    ),
]


@_command(cls=Command, help=N_("把一份报告读成数据（JSON），改过之后可以再用 check 核对。"))
def extract(
    path: Annotated[str, typer.Argument(metavar=N_("路径"), help=N_("一份报告；「-」为标准输入。"))],
    places: Annotated[bool, typer.Option("--places", help=N_("同时写出每一项在文件中的位置。"))] = False,
    output: _OneOutput = None,
    lang: Lang = None,
) -> int:
    """Print the instance of a report."""
    from checker.cli.extract import run_extract

    use_language(lang)
    return run_extract(path, places, output, *streams.standard())


@_command(
    cls=Command,
    help=N_(
        "自动改正标点、格式一类不需要判断的问题；数值从不自动改。不写明存到哪里时，只显示会怎么改。\n"
        "退出码：0 改好了或没有可改的，1 有可改的还没有改（只显示时）或文件读不出来，2 没有做成。"
    ),
)
def fix(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar=N_("路径"), help=N_("要改的文件、文件夹或通配符；「-」为标准输入，改好的写到标准输出。")
        ),
    ],
    diff: Annotated[bool, typer.Option("--diff", help=N_("只显示会怎么改，不写任何文件。"))] = False,
    unsafe: Annotated[
        bool, typer.Option("--unsafe", help=N_("连同可能改变意思的改法一起用；改后请通读一遍。"))
    ] = False,
    select: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--select", metavar=N_("代码"), help=N_("只改这些规则查出的问题。")),
    ] = None,
    ignore: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--ignore", metavar=N_("代码"), help=N_("不改这些规则查出的问题。")),
    ] = None,
    folder: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--output-dir", metavar=N_("文件夹"), help=N_("改好的文件存到这个文件夹，文件名不变，原件不动。")),
    ] = None,
    in_place: Annotated[bool, typer.Option("--in-place", help=N_("直接改原件。"))] = False,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help=N_("插件有问题时照常修改，不算没有做成。"))
    ] = False,
    lang: Lang = None,
) -> int:  # fmt: skip
    """Mend reports."""
    from checker.cli.fix import FixOptions, run_fix
    from checker.cli.options import codes

    use_language(lang)
    asked = FixOptions(paths, codes(select), codes(ignore), diff, unsafe, folder, in_place, keep_going)
    return run_fix(asked, *streams.standard())


@_command(cls=Command, help=N_("列出全部规则。"))
def rules(
    output: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--output", "-o", metavar=N_("格式[:文件]"), help=N_("markdown（规则手册）或 json，可写明文件。")
        ),
    ] = None,
    lang: Lang = None,
) -> int:  # fmt: skip
    """List the rules."""
    from checker.cli.rules import run_rules

    use_language(lang)
    return run_rules(output, *streams.standard()[1:])


@_command(cls=Command, help=N_("说明一条规则：查什么、为什么、怎样是错、怎样是对。"))
def explain(
    rule: Annotated[str, typer.Argument(metavar=N_("代码"), help=N_("规则的代码或名称，如 T203。"))],
    lang: Lang = None,
) -> int:
    """Explain a rule."""
    from checker.cli.rules import run_explain

    use_language(lang)
    return run_explain(rule, *streams.standard()[1:])


@_command(cls=Command, help=N_("打印一份格式定义（JSON Schema）。"))
def schema(
    name: Annotated[
        str,
        typer.Argument(metavar=N_("名称"), help=N_("annual-report-2021、annual-report-2019、result 等。")),
    ],
    lang: Lang = None,
) -> int:
    """Print a schema."""
    from checker.cli.rules import run_schema

    use_language(lang)
    return run_schema(name, *streams.standard()[1:])


@_command(cls=Command, help=N_("列出装上的插件和它们带来的规则、格式。"))
def plugins(lang: Lang = None) -> int:
    """List the plugins."""
    from checker.cli.plugins import run_plugins

    use_language(lang)
    return run_plugins(*streams.standard()[1:])


@_command("new-rule", cls=Command, help=N_("写出一条新规则的样板：规则、用例和登记，写完就能运行。"))
def new_rule(
    code: Annotated[str, typer.Argument(metavar=N_("代码"), help=N_("一个大写字母加三位数字，如 X901。"))],
    name: Annotated[
        str,
        typer.Argument(metavar=N_("名称"), help=N_("小写英文，用短横连接，说明错在哪里，如 seal-missing。")),
    ],
    folder: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--dir", metavar=N_("文件夹"), help=N_("写成一个单独的插件，放在这个新文件夹里。")),
    ] = None,
    lang: Lang = None,
) -> int:
    """Write a new rule."""
    from checker.cli.new_rule import run_new_rule

    use_language(lang)
    return run_new_rule(code, name, folder, *streams.standard()[1:])


def commands() -> Any:
    """The commands as the parser sees them (tests and the help's translation walk over them)."""
    return typer.main.get_command(app)
