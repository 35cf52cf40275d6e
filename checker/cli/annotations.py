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


def use_language(text: str | None) -> None:
    """Set the language an option asks for; it was set already where it is right."""
    if text is not None:
        from checker.cli.options import language
        from checker.i18n import set_language

        set_language(language(text))
