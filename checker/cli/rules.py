"""`gouji rules`, `gouji explain` and `gouji schema`: what there is to know, printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.cli.check import open_output, tell_problems
from checker.cli.options import Output, UsageError, did_you_mean, outputs
from checker.formats.prose import unfolded
from checker.formats.words import FAMILIES, GROUP_WORDS, family_word
from checker.i18n import _

if TYPE_CHECKING:
    from checker.registry import Registry
    from checker.rule import Rule


def _load(stderr: Any) -> tuple[Registry, int]:
    """The registry, and the exit code its state asks for."""
    from checker import registry as plugins

    registry = plugins.load()
    return registry, 2 if tell_problems(registry, stderr) else 0


def ordered(registry: Registry) -> list[Rule]:
    """All rules, by family in the order of the form, then by code."""
    order = "".join(FAMILIES)
    return sorted(
        registry.rules.values(),
        key=lambda r: (order.find(r.family) if r.family in order else len(order), r.code),
    )


def severity_of(rule: Rule) -> str:
    """「错误」 and so on."""
    return _(GROUP_WORDS[rule.severity.value])


def run_rules(output: str | None, stdout: Any, stderr: Any) -> int:
    """List the rules as text, as the rule reference in Markdown, or as JSON."""
    chosen = outputs([output])[0] if output else Output("text")
    makers = {"text": _as_text, "markdown": _as_markdown, "json": _as_json}
    if chosen.format not in makers:
        text = _("rules 不能输出「{name}」，可用的有：{known}。")
        raise UsageError(text.format(name=chosen.format, known="markdown, json"))
    registry, code = _load(stderr)
    text = makers[chosen.format](ordered(registry))
    with open_output(chosen, stdout, machine=chosen.format != "text") as stream:
        stream.write(text)
    return code


def _as_text(rules: list[Rule]) -> str:
    from checker.cli.helptext import columns

    lines: list[str] = []
    widest = max((len(rule.name) for rule in rules), default=0)
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            lines += [*([""] if lines else []), f"{family}  {family_word(family)}"]
        word = severity_of(rule)
        lines.append(
            f"  {rule.code}  {rule.name:{widest}}  {word}{' ' * (8 - columns(word))}{_(rule.title)}".rstrip()
        )
    return "\n".join([*lines, "", _("要看一条规则的说明：gouji explain 代码"), ""])


def _as_json(rules: list[Rule]) -> str:
    from checker.formats.jsonable import dumps, plain

    found = [
        {
            "code": rule.code,
            "name": rule.name,
            "severity": rule.severity.value,
            "title": rule.title,
            "basis": rule.basis,
            "editions": list(rule.editions),
            "needs": list(rule.needs),
            "previous": rule.previous,
            "mandatory": rule.mandatory,
            "options": plain(rule.options),
            "documentation": rule.documentation,
        }
        for rule in rules
    ]
    return dumps(found) + "\n"


def _as_markdown(rules: list[Rule]) -> str:
    """The rule reference: a table of all rules, then a chapter for each."""
    lines = ["# " + _("规则手册"), "", _("本页由 gouji rules --output markdown 生成，请勿手工修改。"), ""]
    heads = (_("代码"), _("名称"), _("级别"), _("查什么"))
    lines += [f"| {' | '.join(heads)} |", "| --- | --- | --- | --- |"]
    for rule in rules:
        title = rule.title.replace("|", "\\|")
        lines.append(
            f"| [{rule.code}](#{rule.code.lower()}-{rule.name}) | {rule.name} | {severity_of(rule)} | {title} |"
        )
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            lines += ["", f"## {family} {family_word(family)}"]
        lines += ["", *_chapter(rule)]
    return "\n".join(lines) + "\n"


def _chapter(rule: Rule) -> list[str]:
    lines = [f"### {rule.code} {rule.name}", ""]
    for line in unfolded(rule.documentation):
        lines.append(f"##{line}" if line.startswith("#") else line)
    while lines and not lines[-1].strip():
        lines.pop()
    lines.append("")
    lines += ["- " + _("{name}：{value}").format(name=name, value=value) for name, value in facts(rule)]
    return lines


def facts(rule: Rule) -> list[tuple[str, str]]:
    """What there is to say of a rule beside its documentation: pairs of a name and a value."""
    found = [(_("级别"), severity_of(rule)), (_("依据"), rule.basis)]
    if rule.editions:
        found.append(
            (_("适用的格式"), "、".join(_("{edition}年版格式").format(edition=e) for e in rule.editions))
        )
    if rule.previous:
        found.append((_("需要"), _("上一年的报告（--previous）")))
    if rule.catalog:
        found.append((_("需要"), _("栏目清单（--catalog）")))
    if rule.mandatory:
        found.append((_("不可豁免"), _("是")))
    for name, value in rule.options.items():
        found.append((_("选项"), f"{name} = {value!r}"))
    return found


def run_explain(word: str, stdout: Any, stderr: Any) -> int:
    """Print the documentation of the rule of a code or name."""
    from checker.formats.page import Page

    registry, code = _load(stderr)
    rule = registry.find(word.strip())
    if rule is None:
        known = [*registry.rules, *(r.name for r in registry.rules.values())]
        text = _("没有代码或名称是「{word}」的规则。").format(word=word)
        raise UsageError(text + (did_you_mean(word, known) or _("用 gouji rules 可以列出全部规则。")))
    page = Page(stdout)
    page.line((f"{rule.code} {rule.name}", "bold"))
    page.blank()
    for line in unfolded(rule.documentation):
        heading = line.startswith("#")
        page.say(line.lstrip("# ") if heading else line, "bold" if heading else "")
    page.blank()
    for name, value in facts(rule):
        page.say(value, lead=_("{name}：{value}").format(name=name, value=""), lead_style="dim")
    return code


def run_schema(name: str, stdout: Any, stderr: Any) -> int:
    """Print a schema as it stands in its file."""

    from checker.form import default_paths

    registry, code = _load(stderr)
    beside = default_paths()[0].parent
    paths = [*registry.schemas, beside / "catalog.schema.json", beside / "result.schema.json"]
    known = {
        path.name.removesuffix(".json").removesuffix(".schema"): path for path in paths if path.is_file()
    }
    path = known.get(name.removesuffix(".json").removesuffix(".schema"))
    if path is None:
        text = _("没有名为「{name}」的格式定义。可用的有：{known}。")
        raise UsageError(text.format(name=name, known=", ".join(known)) + did_you_mean(name, known))
    with open_output(Output("json"), stdout, machine=True) as stream:
        stream.write(path.read_text(encoding="utf-8"))
    return code
