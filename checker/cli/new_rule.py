"""`gouji new-rule`: a rule that runs at once, its cases, and its registration.

In a checkout of gouji the rule goes beside the built-in ones; anywhere else, or with --dir, it
becomes a plugin of its own.
"""

from __future__ import annotations

import ast
import os
import re
from pathlib import Path
from typing import Any

from checker.cli import streams
from checker.cli.options import UsageError
from checker.i18n import _

_TEMPLATES = Path(__file__).parent / "templates"


def run_new_rule(code: str, name: str, folder: str | None, stdout: Any, stderr: Any) -> int:
    """Write the files of a new rule and say what to do next. Nothing is overwritten."""
    code = code.strip().upper()
    _check_names(code, name)
    words = {
        "CODE": code,
        "NAME": name,
        "FUNCTION": name.replace("-", "_") if name[0].isalpha() else f"rule_{name.replace('-', '_')}",
        "PACKAGE": f"gouji_{name.replace('-', '_')}",
        "DISTRIBUTION": f"gouji-{name}",
    }
    here = Path.cwd()
    if (
        folder is None
        and (here / "rules" / "plugin.py").is_file()
        and (here / "checker" / "rule.py").is_file()
    ):
        said = _into_checkout(here, words)
    else:
        said = _as_plugin(Path(folder or f"gouji-{name}"), words)
    stdout.write("\n".join(said) + "\n")
    return 0


def _check_names(code: str, name: str) -> None:
    """Raise `UsageError` for a code or a name that the registry would refuse."""
    from checker import registry as plugins

    if not re.fullmatch(r"[A-Z]\d{3,4}", code):
        raise UsageError(_("代码「{code}」不合规定：应为一个大写字母加三位数字，如 X901。").format(code=code))
    if code.startswith("E"):
        raise UsageError(_("E 开头的代码留给程序自己用，请换一个字母。"))
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        text = _("名称「{name}」不合规定：应为小写英文和短横，如 seal-missing。")
        raise UsageError(text.format(name=name))
    registry = plugins.load()
    for word in (code, name):
        if (taken := registry.find(word)) is not None:
            text = _("已经有规则 {code} {name}（{owner}），请换一个代码或名称。")
            owner = registry.owners[taken.code]
            raise UsageError(text.format(code=taken.code, name=taken.name, owner=owner))


def _fill(template: str, words: dict[str, str]) -> str:
    text = (_TEMPLATES / template).read_text(encoding="utf-8")
    for key, value in words.items():
        text = text.replace(f"@{key}@", value)
    return text


def _write(files: dict[Path, str]) -> None:
    """Write all files, or none where one of them is there already."""
    for path in files:
        if path.exists():
            raise UsageError(_("「{path}」已经存在，没有改动任何文件。").format(path=path))
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with streams.replacing(str(path)) as stream:
                stream.write(text)
    except OSError as error:
        why = streams.reason(error)
        raise UsageError(_("「{path}」写不了：{why}。").format(path=error.filename or "", why=why)) from None


def _into_checkout(root: Path, words: dict[str, str]) -> list[str]:
    """Put the rule beside the built-in ones and register it in rules/plugin.py."""
    module = words["FUNCTION"]
    code = words["CODE"]
    rule = root / "rules" / f"{module}.py"
    cases = root / "tests" / "rules" / f"{code}.yaml"
    plugin = root / "rules" / "plugin.py"
    registered = register(plugin.read_text(encoding="utf-8"), module)
    _write({rule: _fill("rule.py.txt", words), cases: _fill("cases.yaml.txt", words)})
    said = [_("已写好：")] + [f"  {path.relative_to(root)}" for path in (rule, cases)]
    if registered is None:
        text = _("还要登记：在 {file} 里引入 {module}，并把它加进 packs。")
        said.append(text.format(file=plugin.relative_to(root), module=module))
    else:
        with streams.replacing(str(plugin)) as stream:
            stream.write(registered)
        said.append(_("已登记：{file}").format(file=plugin.relative_to(root)))
    return [
        *said,
        "",
        _("登记之后样板就能运行，用例都能通过。接下来改写规则和用例，然后："),
        f"  pytest tests/test_rule_cases.py -k {code}",
        f"  gouji explain {code}",
    ]


def register(source: str, module: str) -> str | None:
    """The text of rules/plugin.py with one module more, None where its shape is not the known one."""
    imports = packs = None
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.level == 1 and node.module is None:
            imports = node
        elif isinstance(node, ast.Assign) and [getattr(t, "id", "") for t in node.targets] == ["packs"]:
            packs = node
    if imports is None or packs is None or imports.lineno > packs.lineno:
        return None
    if not isinstance(packs.value, (ast.List, ast.Tuple)) or any(a.asname for a in imports.names):
        return None
    pad = " " * imports.col_offset
    opening, closing = "[]" if isinstance(packs.value, ast.List) else "()"
    lines = source.split("\n")
    members = [*(ast.unparse(e) for e in packs.value.elts), module]
    lines[packs.lineno - 1 : packs.end_lineno] = _listed(f"{pad}packs = ", members, opening, closing)
    names = sorted({*(alias.name for alias in imports.names), module})
    lines[imports.lineno - 1 : imports.end_lineno] = _listed(f"{pad}from . import ", names)
    return "\n".join(lines)


def _listed(start: str, items: list[str], opening: str = "", closing: str = "") -> list[str]:
    """A list on one line, or one item a line where it would be too long."""
    line = start + opening + ", ".join(items) + closing
    if len(line) <= 100:
        return [line]
    pad = " " * (len(start) - len(start.lstrip()))
    return [start + (opening or "("), *(f"{pad}    {item}," for item in items), pad + (closing or ")")]


def _as_plugin(folder: Path, words: dict[str, str]) -> list[str]:
    """Write a package of its own, installed with pip and found by its entry point."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(_("「{path}」已经存在，而且不是空文件夹；请换一个位置。").format(path=folder))
    package, code = words["PACKAGE"], words["CODE"]
    made = {
        "pyproject.toml": "pyproject.toml.txt",
        "README.md": "readme.md.txt",
        f"{package}/__init__.py": "plugin_init.py.txt",
        f"{package}/rules.py": "rule.py.txt",
        f"cases/{code}.yaml": "plugin_cases.yaml.txt",
        "tests/test_cases.py": "test_cases.py.txt",
    }
    _write({folder / name: _fill(template, words) for name, template in made.items()})
    return [
        _("已写好插件「{path}」：").format(path=folder),
        *(f"  {folder}{os.sep}{name.replace('/', os.sep)}" for name in made),
        "",
        _("插件靠 pyproject.toml 里的入口点登记，装上就能用："),
        # Double quotes hold on every system: a shell would take the brackets for a pattern.
        f'  pip install -e "{folder}[test]"',
        f'  pytest "{folder}"' if " " in str(folder) else f"  pytest {folder}",
        f"  gouji explain {code}",
    ]
