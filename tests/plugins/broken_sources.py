"""Plugins as their authors might have written them on a bad day."""

GOOD = '''
from checker.api import Problem, Severity, hookimpl, rule

@rule("{code}", "{name}", Severity.WARNING, basis="测试")
def check(report):
    """测试规则。"""
    yield Problem("/title", "插件看到了标题「{{title}}」", title=report.get("/title"))

@hookimpl
def gouji_rules():
    return [check]
'''

RAISES_ON_IMPORT = 'raise RuntimeError("许可证过期")\n'

LEAVES_ON_IMPORT = "raise SystemExit(0)\n"

RAISES_IN_HOOK = """
from checker.api import hookimpl

@hookimpl
def gouji_rules():
    raise KeyError("规则表")
"""

RAISES_HALFWAY = (
    GOOD
    + """
@hookimpl(specname="gouji_formats")
def formats():
    yield "plain", print
    raise OSError("模板丢失")
"""
)

MISSPELT_HOOK = """
from checker.api import hookimpl

@hookimpl
def gouji_rulez():
    return []
"""

NOT_A_PLUGIN = "VALUE = 1\n"

NOT_A_RULE = """
from checker.api import hookimpl

@hookimpl
def gouji_rules():
    return ["T203"]
"""

CRASHING_RULE = '''
from checker.api import Severity, hookimpl, rule

@rule("X990", "always-crashes", Severity.ERROR, basis="测试")
def check(report):
    """一定会出错的规则。"""
    yield from report.data["no such key"]

@hookimpl
def gouji_rules():
    return [check]
'''

LEAVING_RULE = (
    CRASHING_RULE.replace("X990", "X991")
    .replace("always-crashes", "always-leaves")
    .replace('yield from report.data["no such key"]', "raise SystemExit(0)")
)
