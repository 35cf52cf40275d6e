"""How plugins come in, and which rules there are.

Every plugin is loaded and asked by itself: one that raises is named with its distribution,
and the others go on. Nothing is ever loaded from the directory being checked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pluggy

from checker import hookspecs
from checker.form import Forms, builtin
from checker.model import Document
from checker.rule import Rule

GROUP = "gouji"
_CODE = r"[A-Z]\d{3,4}"
_NAME = r"[a-z0-9]+(-[a-z0-9]+)*"


class Plugin:
    """A plugin that was met: its entry point's name and the distribution it came with.

    The distribution is asked for its name only when somebody wants to know: that parses its
    whole metadata, README included, which a commit hook should not pay for.
    """

    __slots__ = ("_source", "name")

    def __init__(self, name: str, source: Any = None) -> None:
        """`source` is the entry point, or the distribution's name itself."""
        self.name = name
        self._source = source

    @property
    def distribution(self) -> str:
        """The name of the distribution, "" where it is unknown."""
        if isinstance(self._source, str):
            return self._source
        found = getattr(self._source, "dist", None)
        return str(found.name) if found is not None else ""

    @property
    def version(self) -> str:
        """The version of the distribution, "" where it is unknown."""
        found = getattr(self._source, "dist", None)
        return str(found.version or "") if found is not None else ""

    def __str__(self) -> str:
        return f"{self.name}（{self.distribution}）" if self.distribution else self.name


@dataclass(slots=True, frozen=True)
class PluginProblem:
    """What is wrong with a plugin: `why` is a template in Chinese with its `values`."""

    plugin: Plugin
    why: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Registry:
    """All that the plugins brought."""

    plugins: list[Plugin] = field(default_factory=list)
    problems: list[PluginProblem] = field(default_factory=list)
    rules: dict[str, Rule] = field(default_factory=dict)
    owners: dict[str, Plugin] = field(default_factory=dict)
    loaders: dict[str, Callable[[bytes, str], Document]] = field(default_factory=dict)
    formats: dict[str, Callable[..., Any]] = field(default_factory=dict)
    schemas: list[Path] = field(default_factory=list)
    _forms: Forms | None = None

    @property
    def forms(self) -> Forms:
        """The forms of all schemas the plugins registered."""
        if self._forms is None:
            self._forms = Forms(self.schemas) if self.schemas else builtin()
        return self._forms

    def find(self, word: str) -> Rule | None:
        """The rule of a code (any case) or name."""
        return self.rules.get(word.upper()) or next(
            (r for r in self.rules.values() if r.name == word.lower()), None
        )

    def add_rule(self, rule: Any, owner: Plugin) -> None:
        """Take a rule in, or say why not."""
        if not isinstance(rule, Rule):
            kind = type(rule).__name__
            self.problems.append(PluginProblem(owner, "交出的规则不是规则，而是 {kind}", {"kind": kind}))
        elif not re.fullmatch(_CODE, rule.code) or not re.fullmatch(_NAME, rule.name):
            values = {"code": rule.code, "name": rule.name}
            self.problems.append(PluginProblem(owner, "规则代码或名称不合规定：{code} {name}", values))
        elif rule.code in self.rules:
            values = {"code": rule.code, "other": str(self.owners[rule.code])}
            self.problems.append(PluginProblem(owner, "规则代码 {code} 与插件 {other} 重复", values))
        elif any(r.name == rule.name for r in self.rules.values()):
            other = next(r for r in self.rules.values() if r.name == rule.name)
            values = {"name": rule.name, "other": str(self.owners[other.code])}
            self.problems.append(PluginProblem(owner, "规则名称 {name} 与插件 {other} 重复", values))
        else:
            self.rules[rule.code] = rule
            self.owners[rule.code] = owner


def load(entry_points: Iterable[Any] | None = None) -> Registry:
    """Load every plugin of the entry-point group, one by one (tests give their own entry points)."""
    from checker.tool_rules import TOOL_RULES

    registry = Registry()
    core = Plugin("core", "gouji")
    for rule in TOOL_RULES:
        registry.add_rule(rule, core)
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    if entry_points is None:
        from checker.entry_points import installed

        # Ours first, then by name, so that the same installation always gives the same order.
        entry_points = sorted(installed(GROUP), key=lambda e: (not _is_ours(e), e.name, e.value))
    seen: set[tuple[str, str]] = set()
    for entry in entry_points:
        if (entry.name, entry.value) in seen:
            continue  # one distribution found twice on the path
        seen.add((entry.name, entry.value))
        _register(registry, manager, entry)
    registry.rules = dict(sorted(registry.rules.items(), key=lambda item: item[0]))
    return registry


def _is_ours(entry: Any) -> bool:
    return str(entry.value).partition(".")[0] in ("checker_rules", "checker_schemas")


def _register(registry: Registry, manager: pluggy.PluginManager, entry: Any) -> None:
    plugin = Plugin(entry.name, entry)
    name = f"{entry.name}={entry.value}"
    try:
        module = entry.load()
        manager.register(module, name=name)
        manager.check_pending()
    except (Exception, SystemExit) as error:  # a plugin may raise anything, or try to leave
        if manager.has_plugin(name):
            manager.unregister(name=name)
        values = {"error": f"{type(error).__name__}: {error}"}
        registry.problems.append(PluginProblem(plugin, "装载失败：{error}", values))
        return
    hooks = [hook for hook in manager.get_hookcallers(module) or []]
    if not hooks:
        registry.problems.append(PluginProblem(plugin, "没有登记任何内容（没有 gouji_ 开头的钩子函数）"))
        return
    registry.plugins.append(plugin)
    for hook in hooks:
        for implementation in hook.get_hookimpls():
            if implementation.plugin is module:
                _ask(registry, plugin, hook.name, implementation.function)


def _ask(registry: Registry, plugin: Plugin, hook: str, function: Callable[..., Any]) -> None:
    """Take in what one hook implementation returns."""
    try:
        items = list(function() or ())
        for item in items:
            if hook == "gouji_rules":
                registry.add_rule(item, plugin)
            elif hook == "gouji_schemas":
                registry.schemas.append(Path(item))
            else:
                name, function_ = item
                target: dict[str, Any] = registry.loaders if hook == "gouji_loaders" else registry.formats
                target[str(name)] = function_
    except (Exception, SystemExit) as error:  # a plugin may raise anything, or try to leave
        values = {"hook": hook, "error": f"{type(error).__name__}: {error}"}
        registry.problems.append(PluginProblem(plugin, "{hook} 出错：{error}", values))
