"""What the registry says of broken plugins: each is named with its distribution, and the others go on."""

from __future__ import annotations

import broken_sources as sources
import pytest
from plugin_site import ROOT, Site

from checker.engine import Engine, Settings
from checker.model import State, Verdict
from checker.registry import load

BUILT_IN = {"S101", "T200", "N301", "Y801"}


@pytest.mark.parametrize(
    ("name", "source", "says"),
    [
        ("raises-on-import", sources.RAISES_ON_IMPORT, ["RuntimeError", "许可证过期"]),
        ("leaves-on-import", sources.LEAVES_ON_IMPORT, ["SystemExit"]),
        ("syntax-error", "def gouji_rules(:\n", ["SyntaxError"]),
        ("raises-in-hook", sources.RAISES_IN_HOOK, ["gouji_rules", "KeyError", "规则表"]),
        ("misspelt-hook", sources.MISSPELT_HOOK, ["gouji_rulez"]),
        ("not-a-plugin", sources.NOT_A_PLUGIN, ["gouji_"]),
        ("not-a-rule", sources.NOT_A_RULE, ["str"]),
        ("bad-code", sources.GOOD.format(code="visits", name="some-name"), ["visits"]),
        ("bad-name", sources.GOOD.format(code="X981", name="Some Name"), ["Some Name"]),
    ],
    ids=lambda value: value if isinstance(value, str) and "\n" not in value else "",
)
def test_a_broken_plugin_is_named_and_the_others_go_on(
    site: Site, name: str, source: str, says: list[str]
) -> None:
    site.add(name, source)
    neighbour = f"neighbour-of-{name}"
    site.add(neighbour, sources.GOOD.format(code="X980", name="seen-title"))
    registry = load(site.entry_points())
    assert [p.plugin.distribution for p in registry.problems] == [name]
    said = registry.problems[0].why.format(**registry.problems[0].values)
    for words in says:
        assert words in said
    assert set(registry.rules) >= BUILT_IN | {"X980"}
    assert registry.owners["X980"].distribution == neighbour


def test_a_module_that_is_not_there(site: Site) -> None:
    site.add("lost-module", "", value="nowhere_to_be_found")
    registry = load(site.entry_points())
    assert [p.plugin.distribution for p in registry.problems] == ["lost-module"]
    assert "nowhere_to_be_found" in registry.problems[0].why.format(**registry.problems[0].values)


@pytest.mark.parametrize(("code", "rule_name"), [("T203", "my-own-sum"), ("X982", "applicant-sum-wrong")])
def test_a_duplicate_names_both_owners_and_the_first_stays(site: Site, code: str, rule_name: str) -> None:
    name = f"duplicate-{code.lower()}"
    site.add(name, sources.GOOD.format(code=code, name=rule_name))
    registry = load(site.entry_points())
    (problem,) = registry.problems
    assert problem.plugin.distribution == name
    said = problem.why.format(**problem.values)
    assert "gouji" in said
    assert (code if code == "T203" else rule_name) in said
    assert registry.owners["T203"].distribution == "gouji"
    assert registry.rules["T203"].name == "applicant-sum-wrong"


def test_two_strangers_with_one_code(site: Site) -> None:
    site.add("first-stranger", sources.GOOD.format(code="X983", name="one"))
    site.add("second-stranger", sources.GOOD.format(code="X983", name="two"))
    registry = load(site.entry_points())
    (problem,) = registry.problems
    assert problem.plugin.distribution == "second-stranger"
    assert "first-stranger" in problem.why.format(**problem.values)


def test_what_came_before_the_fault_stays(site: Site) -> None:
    site.add("halfway", sources.RAISES_HALFWAY.format(code="X984", name="before-fault"))
    registry = load(site.entry_points())
    assert "X984" in registry.rules
    (problem,) = registry.problems
    assert "模板丢失" in problem.why.format(**problem.values)


@pytest.mark.parametrize(
    ("name", "source", "code", "error"),
    [
        ("crashing-rule", sources.CRASHING_RULE, "X990", "KeyError"),
        ("leaving-rule", sources.LEAVING_RULE, "X991", "SystemExit"),
    ],
    ids=["raises", "leaves"],
)
def test_a_crashing_rule_is_one_finding_and_no_other_rule_is_lost(
    site: Site, name: str, source: str, code: str, error: str
) -> None:
    site.add(name, source)
    registry = load(site.entry_points())
    assert not registry.problems
    data = (ROOT / "examples" / "bad-2020.json").read_bytes()
    without = Engine(registry, Settings(ignore=(code,))).check_bytes(data, "bad-2020.json")
    result = Engine(registry).check_bytes(data, "bad-2020.json")
    assert result.outcome[code].state is State.CRASHED
    (crash,) = [f for f in result.findings if f.code == "E002"]
    for words in (code, name, error):
        assert words in crash.message
    assert [f.fingerprint for f in result.findings if f.code != "E002"] == [
        f.fingerprint for f in without.findings
    ]
    assert result.verdict is Verdict.INCOMPLETE
