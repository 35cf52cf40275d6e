"""A temporary folder for plugins."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from plugin_site import Site

# `support` stands one folder up, which is on the path only when a test there runs as well.
sys.path.insert(0, str(Path(__file__).parents[1]))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """An empty folder for plugins, importable in this process too."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    return Site(folder)
