"""The formats only an office program writes: the Word file of a layout saved as .doc, .odt and .rtf by LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from rendering.layout import Layout
from rendering.word import docx

FILTERS = {"doc": "doc:MS Word 97", "odt": "odt:writer8", "rtf": "rtf:Rich Text Format"}


def available() -> bool:
    """Whether LibreOffice is there."""
    return shutil.which("soffice") is not None


def save(layouts: Mapping[str, Layout], folder: Path) -> None:
    """Write `<name>.doc`, `.wps`, `.odt` and `.rtf` of every report.

    WPS writes its .wps with the same inside as .doc, so a copy stands for it: a true one takes WPS.
    LibreOffice cannot write 「、」 into the numbering of an RTF, so there the numbers are typed.
    """
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        for name, layout in layouts.items():
            (work / f"{name}.docx").write_bytes(docx(layout))
        _convert(work, [f"{name}.docx" for name in layouts], ("doc", "odt"))
        for name, layout in layouts.items():
            for block in layout.blocks:
                block.automatic = False
            (work / f"{name}.docx").write_bytes(docx(layout))
        _convert(work, [f"{name}.docx" for name in layouts], ("rtf",))
        for name in layouts:
            for suffix in FILTERS:
                shutil.copyfile(work / f"{name}.{suffix}", folder / f"{name}.{suffix}")
            shutil.copyfile(work / f"{name}.doc", folder / f"{name}.wps")


def _convert(work: Path, names: list[str], suffixes: tuple[str, ...]) -> None:
    for suffix in suffixes:
        subprocess.run(
            ["soffice", f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless", "--convert-to",
             FILTERS[suffix], *names],
            cwd=work, check=True, timeout=300, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
