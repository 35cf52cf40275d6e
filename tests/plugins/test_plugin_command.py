"""What `gouji check` does with broken plugins, run as a user runs it."""

from __future__ import annotations

import broken_sources as sources
import pytest
from plugin_site import ROOT, Site

GOOD = str(ROOT / "examples" / "good-2024.txt")
BAD = str(ROOT / "examples" / "bad-2020.txt")
BROKEN = [
    ("cmd-import", sources.RAISES_ON_IMPORT),
    ("cmd-leaves", sources.LEAVES_ON_IMPORT),
    ("cmd-hook", sources.RAISES_IN_HOOK),
    ("cmd-misspelt", sources.MISSPELT_HOOK),
    ("cmd-duplicate", sources.GOOD.format(code="T203", name="mine")),
    ("cmd-no-plugin", sources.NOT_A_PLUGIN),
]


@pytest.mark.parametrize(("name", "source"), BROKEN, ids=[name for name, _source in BROKEN])
def test_a_broken_plugin_is_exit_2_and_named(site: Site, name: str, source: str) -> None:
    site.add(name, source)
    done = site.gouji("check", GOOD, "--output", "concise")
    assert done.returncode == 2
    assert name in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("name", "source"), BROKEN, ids=[name for name, _source in BROKEN])
def test_keep_going_checks_with_the_rest(site: Site, name: str, source: str) -> None:
    site.add(name, source)
    good = site.gouji("check", GOOD, "--output", "concise", "--keep-going")
    assert good.returncode == 0, good.stderr
    assert name in good.stderr
    bad = site.gouji("check", BAD, "--output", "concise", "--keep-going", "--select", "T")
    assert bad.returncode == 1
    assert "T200" in bad.stdout


def test_several_broken_plugins_are_all_named(site: Site) -> None:
    for name, source in BROKEN:
        site.add(name, source)
    site.add("cmd-healthy", sources.GOOD.format(code="X985", name="healthy"))
    done = site.gouji("check", GOOD, "--output", "concise", "--keep-going", "--fail-on", "warning")
    for name, _source in BROKEN:
        assert name in done.stderr
    assert "X985" in done.stdout
    assert done.returncode == 1


def test_a_crashing_rule_is_exit_2_even_with_keep_going(site: Site) -> None:
    site.add("cmd-crash", sources.CRASHING_RULE)
    for arguments in ((), ("--keep-going",)):
        done = site.gouji("check", BAD, "--output", "concise", *arguments)
        assert done.returncode == 2
        assert "E002" in done.stdout
        assert "X990" in done.stdout
        assert "T200" in done.stdout


def test_plugins_lists_the_broken_one(site: Site) -> None:
    site.add("cmd-listed", sources.RAISES_IN_HOOK)
    site.add("cmd-well", sources.GOOD.format(code="X986", name="well"))
    done = site.gouji("plugins")
    said = done.stdout + done.stderr
    for words in ("cmd-listed", "规则表", "cmd-well", "gouji"):
        assert words in said


def test_no_code_is_loaded_from_the_folder_being_checked(site: Site) -> None:
    folder = site.folder.parent / "reports"
    folder.mkdir()
    elsewhere = Site(folder)
    elsewhere.add("planted", "raise RuntimeError('it ran')\n")
    (folder / "report.txt").write_bytes((ROOT / "examples" / "good-2024.txt").read_bytes())
    done = site.gouji("check", str(folder), "--output", "concise")
    assert done.returncode == 0, done.stderr
    # The name stands among the files that were passed over; nothing of it was run.
    said = done.stdout + done.stderr
    assert "planted.py" in done.stderr and "it ran" not in said and "RuntimeError" not in said
