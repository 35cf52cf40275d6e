"""The catalogue that `gouji check --catalog` names."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from checker.cli.options import UsageError
from checker.i18n import _

if TYPE_CHECKING:
    from checker.model.catalog import Catalog
    from checker.sources import Source


def catalog_source(path: str | None, others: list[str | None], stdin: Any) -> Source | None:
    """The file of `--catalog`, None without the option. Raises `UsageError` where it is not one file.

    `others` are the other paths of the command line: standard input can be read once.
    """
    from checker.sources import NoSuchSource, expand

    if path is None:
        return None
    if path == "-" and "-" in others:
        raise UsageError(_("标准输入只能用一次：--catalog 和别的文件不能都写成「-」。"))
    try:
        sources = expand([path], stdin=getattr(stdin, "buffer", stdin))
    except NoSuchSource as error:
        if os.path.isdir(path):
            raise UsageError(
                _("--catalog 后面应为一份清单，「{path}」是文件夹，里面没有能读的文件。").format(path=path)
            ) from None
        raise UsageError(_("--catalog 指定的文件「{path}」不存在。").format(path=error.path)) from None
    if len(sources) != 1:
        raise UsageError(_("--catalog 后面应为一份清单，「{path}」里有多个文件。").format(path=path))
    return sources[0]


def read_catalog(item: Source) -> Catalog:
    """The catalogue to check with. Raises `UsageError` that says in words why it cannot serve."""
    from checker.catalog import read as read_bytes
    from checker.model import Unreadable
    from checker.sources import read

    try:
        return read_bytes(read(item), item.shown)
    except Unreadable as error:
        why = _(error.why).format(**error.values)
        remedy = _(error.remedy).format(**error.values)
    text = _("--catalog 指定的栏目清单「{path}」不能用：{why}。{remedy}")
    raise UsageError(text.format(path=item.shown, why=why.rstrip("。"), remedy=remedy))
