"""`gouji plugins`: who brought what."""

from __future__ import annotations

from typing import Any

from checker import registry as plugins
from checker.formats.words import join, visible
from checker.i18n import _


def run_plugins(stdout: Any, stderr: Any) -> int:
    """List the plugins with their rules, then what they added; 2 where one of them is broken."""
    from checker.cli.check import tell_problems
    from checker.formats import BUILTIN
    from checker.formats.words import codes_in_words

    registry = plugins.load()
    lines: list[str] = []
    for plugin in registry.plugins:
        version = f" {plugin.version}" if plugin.version else ""
        lines.append(f"{visible(plugin.name, 60)}  {visible(plugin.distribution, 60)}{visible(version, 30)}")
        codes = sorted(c for c, owner in registry.owners.items() if owner == plugin)
        if codes:
            lines.append(_("    规则 {n} 条：{codes}").format(n=len(codes), codes=codes_in_words(codes)))
    names = [path.name.removesuffix(".schema.json") for path in registry.schemas]
    lines += ["", _("报告格式：{names}").format(names=join(names))]
    lines.append(_("输出格式：{names}").format(names=join([*BUILTIN, *sorted(registry.formats)])))
    if registry.loaders:
        lines.append(_("另可读取：{names}").format(names=join(sorted(registry.loaders))))
    stdout.write("\n".join(lines) + "\n")
    return 2 if tell_problems(registry, stderr) else 0
