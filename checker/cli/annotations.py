"""Options that several commands share, as typer wants them declared."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from checker.i18n import N_

Lang = Annotated[
    Optional[str],  # noqa: UP045 -- typer asks the type at run time
    typer.Option("--lang", metavar="zh|en", help=N_("使用中文或英文；默认看系统的语言。")),
]
Outputs = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option(
        "--output", "-o", metavar=N_("格式[:文件]"),
        help=N_(
            "输出格式：rich（屏幕）、concise（一行一处）、json、jsonl、html、xlsx，可写明文件，如 html:结果.html；可以给多个。"
        ),
    ),
]  # fmt: skip
Select = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option(
        "--select", metavar=N_("代码"), help=N_("只查这些规则：代码、名称或开头字母，可用逗号隔开。")
    ),
]
Ignore = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option("--ignore", metavar=N_("代码"), help=N_("不查这些规则。")),
]
Severities = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option(
        "--severity",
        metavar=N_("代码=级别"),
        help=N_("改变一条规则的级别：error（错误）、warning（警告）、info（提示）。"),
    ),
]
FailOn = Annotated[
    str,
    typer.Option(
        "--fail-on",
        metavar=N_("级别"),
        help=N_("达到这一级别就算未通过：error（默认）、warning、info，或 never（从不）。"),
    ),
]
KeepGoing = Annotated[bool, typer.Option("--keep-going", help=N_("插件有问题时照常核对，不算没有查成。"))]


def use_language(text: str | None) -> None:
    """Set the language an option asks for; it was set already where it is right."""
    if text is not None:
        from checker.cli.options import language
        from checker.i18n import set_language

        set_language(language(text))
