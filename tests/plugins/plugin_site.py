"""Makes tiny installed plugins in a temporary folder, and runs the command with them.

Every test that loads a plugin in this process gives it a name of its own: Python imports a name once.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import EntryPoint, distributions, entry_points
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass
class Site:
    """A folder that holds installed plugins, as `pip install --target` leaves them."""

    folder: Path

    def add(self, name: str, source: str, *, value: str = "", version: str = "1.0") -> None:
        """Install a plugin whose module holds `source`; `value` is another module for its entry point."""
        module = name.replace("-", "_")
        (self.folder / f"{module}.py").write_text(source, encoding="utf-8")
        info = self.folder / f"{module}-{version}.dist-info"
        info.mkdir()
        metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        (info / "METADATA").write_text(metadata, encoding="utf-8")
        entry = f"[gouji]\n{module}_entry = {value or module}\n"
        (info / "entry_points.txt").write_text(entry, encoding="utf-8")

    def entry_points(self) -> list[EntryPoint]:
        """The built-in packs and this folder's plugins, in a fixed order."""
        ours = [e for e in entry_points(group="gouji") if e.dist is not None and e.dist.name == "gouji"]
        theirs = [
            e for d in distributions(path=[str(self.folder)]) for e in d.entry_points if e.group == "gouji"
        ]
        return ours + sorted(theirs, key=lambda e: e.name)

    def gouji(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command as a user would, with this folder on the path."""
        ours = {"PYTHONPATH": str(self.folder), "PYTHONUTF8": "1", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
        command = [sys.executable, "-c", "from checker.cli import main; main()", *arguments]
        return subprocess.run(
            command,
            cwd=self.folder,
            env={**os.environ, **ours},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )
