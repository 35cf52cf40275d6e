"""Help and usage errors in the user's language, with Chinese text in straight columns.

The help pages of the library under typer are English and count characters, not columns.
"""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Sequence
from typing import Any

from typer.core import TyperCommand, TyperGroup

from checker.cli.options import UsageError, did_you_mean
from checker.i18n import _

_WIDEST = 100
_COLUMN = 26


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _said(text: str | None) -> str:
    """A text written down in Chinese, in the user's language; "" for none."""
    return _(text) if text else ""


def _wrapped(text: str, width: int) -> list[str]:
    from checker.formats.wrap import wrap

    return wrap(text, width)


def _page_width() -> int:
    return max(50, min(shutil.get_terminal_size().columns, _WIDEST) - 1)


def _pairs(title: str, pairs: Sequence[tuple[str, str]]) -> list[str]:
    """A titled list of names and what they mean."""
    if not pairs:
        return []
    lines = ["", title]
    column = min(_COLUMN, max(columns(name) for name, _text in pairs) + 4)
    for name, text in pairs:
        parts = _wrapped(text, _page_width() - column)
        head = f"  {name}"
        if columns(head) + 2 > column:
            lines.append(head)
        else:
            lines.append(head + " " * (column - columns(head)) + parts.pop(0))
        lines += [" " * column + part for part in parts]
    return lines


def _help(command: Any, context: Any, usage: str) -> str:
    lines = [_("用法：{line}").format(line=f"{context.command_path} {usage}".rstrip()), ""]
    for paragraph in _said(command.help).split("\n"):
        lines += _wrapped(paragraph, _page_width())
    arguments, options = [], []
    for param in command.get_params(context):
        if param.param_type_name == "argument":
            arguments.append((_said(param.metavar), _said(param.help)))
        else:
            options.append(
                (_option(param), _("显示这份说明。") if param.name == "help" else _said(param.help))
            )
    lines += _pairs(_("参数："), arguments)
    if isinstance(command, TyperGroup):
        named = [(name, _said(sub.help).partition("\n")[0]) for name, sub in command.commands.items()]
        lines += _pairs(_("命令："), named)
    return "\n".join(lines + _pairs(_("选项："), options))


def _option(param: Any) -> str:
    names = ", ".join(sorted(param.opts, key=len, reverse=True))
    return names if param.is_flag else f"{names} {_said(param.metavar)}".rstrip()


class Command(TyperCommand):
    """A command whose help is ours, and which takes an option that holds one value once."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse as the library does. Raises `UsageError` for what it would take without a word, or say in English."""
        _options, rest, order = self.make_parser(ctx).parse_args(args=list(args))
        if not ctx.resilient_parsing:
            _refuse_twice(order)
            if rest:
                raise UsageError(
                    _("不认识多出来的「{words}」。用 {command} --help 可以看到写法。").format(
                        words=" ".join(rest), command=ctx.command_path
                    )
                )
        parsed: list[str] = super().parse_args(ctx, args)
        return parsed

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        pieces = []
        for param in self.get_params(ctx):
            if param.param_type_name == "argument":
                many = "…" if param.nargs != 1 else ""
                name = _said(param.metavar) + many
                pieces.append(name if param.required else f"[{name}]")
        return _help(self, ctx, " ".join([*pieces, _("[选项]")]))


class Group(TyperGroup):
    """The command with subcommands, which lists them in the order they were written."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return _help(self, ctx, _("命令 …"))

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of the commands, in the order of the code."""
        return list(self.commands)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command named by the first word. Raises `UsageError` for one that is none."""
        if args and args[0] not in self.commands and not ctx.resilient_parsing:
            text = _("没有「{name}」这个命令。").format(name=args[0])
            advice = did_you_mean(args[0], self.commands) or _("用 gouji --help 可以看到全部命令。")
            raise UsageError(text + advice)
        return super().resolve_command(ctx, args)


def _refuse_twice(order: Sequence[Any]) -> None:
    """Raise `UsageError` where an option that holds one value was given twice: the first would be lost unseen."""
    seen = set()
    for param in order:
        single = param.param_type_name == "option" and not param.is_flag and not param.multiple
        if single and param.name in seen:
            raise UsageError(_("选项「{name}」只能写一次，写了两次。").format(name=max(param.opts, key=len)))
        seen.add(param.name)


def _range_words(error: Any) -> str:
    """What a number that an option does not take should have been, "" where the error is another one."""
    kind = error.param.type
    low, high = getattr(kind, "min", None), getattr(kind, "max", None)
    if low is None or high is None:
        return ""
    what = _("整数") if "int" in str(kind.name) else _("数")
    stated = str(error.message).partition(" is not")[0].strip("'")
    return _("选项「{name}」后面应为 {low} 到 {high} 之间的{what}，不能是「{stated}」。").format(
        name=error.param.opts[0], low=low, high=high, what=what, stated=stated
    )


def _file_like(error: Any, arguments: Sequence[str]) -> str:
    """The argument that was taken for an option and is the name of a file, "" for none."""
    name = str(error.option_name)
    words = (a for a in arguments if a.startswith(name))
    return next((a for a in words if os.path.lexists(a) or re.search(r"\.[A-Za-z]{2,5}$", a)), "")


def usage_words(error: Any, arguments: Sequence[str] = ()) -> str:
    """What the parser has to say of a command line (its `arguments`), in the user's words.

    The classes of its errors are private in some releases, so they are told apart by name.
    """
    kind = type(error).__name__
    if kind == "NoSuchOption" and (file := _file_like(error, arguments)):
        return _("「{file}」以连字符开头，会被当成选项。要指这个文件，请写成「{path}」。").format(
            file=file, path=f".{os.sep}{file}"
        )
    if kind == "BadParameter" and error.param is not None and (text := _range_words(error)):
        return text
    if kind == "NoSuchOption":
        text = _("没有「{name}」这个选项。").format(name=error.option_name)
        return text + did_you_mean(error.option_name, _options_of(error))
    if kind == "MissingParameter" and error.param is not None:
        name = _said(error.param.metavar or error.param.name)
        if error.param.param_type_name == "argument":
            return _("缺少参数「{name}」：{help}").format(name=name, help=_said(error.param.help))
        return _("缺少选项「{name}」。").format(name=error.param.opts[0])
    if kind == "BadOptionUsage":
        return _("选项「{name}」后面缺少内容，或不该有内容。").format(name=error.option_name)
    return _("命令写得不对：{detail}").format(detail=error.format_message())


def _options_of(error: Any) -> list[str]:
    """The options that the command of an error knows."""
    command = getattr(getattr(error, "ctx", None), "command", None)
    return [name for param in getattr(command, "params", ()) for name in param.opts if name.startswith("--")]
