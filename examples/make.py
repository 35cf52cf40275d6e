"""Prints every report of this folder as .docx, .html, .mht, .pdf, .txt, .md and .xlsx, and its .json in one style; the
catalogues of columns as .csv, .xlsx and .yaml; and the pages of the made-up website.

Run it by hand after an instance was changed: `python examples/make.py --office`. The same instances
give the same bytes on every machine; a test holds this. With `--office` LibreOffice saves the Word
file as .doc, .wps, .odt and .rtf too, which it writes with the time of day in them.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

from rendering import archive, office, paper, plain, sheets, site, web, word
from rendering.layout import Layout

HERE = Path(__file__).parent
CATALOGS = ("catalog-good", "catalog-bad")
REPORTS = ("good-2020", "good-2023", "good-2024", "bad-2020", "bad-2024")


def instance_text(data: dict[str, Any]) -> str:
    """An instance as JSON that a person can read: an object of plain values takes one line."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return re.sub(
        r"\{\n\s*((?:\"[^\"\n]+\": [^\n{}\[\]]*\n\s*)+)\}",
        lambda match: "{" + re.sub(r"\n\s*", " ", match[1].strip()) + "}",
        text,
    ) + "\n"  # fmt: skip


def _instance(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    return data


def make(name: str, folder: Path) -> None:
    """Write those files of one report into a folder that need no office program."""
    data = _instance(name)
    layout = Layout(name, data)
    (folder / f"{name}.json").write_bytes(instance_text(data).encode())
    (folder / f"{name}.txt").write_bytes(plain.text(layout).encode())
    (folder / f"{name}.md").write_bytes(plain.markdown(layout).encode())
    (folder / f"{name}.html").write_bytes(web.html(layout))
    (folder / f"{name}.mht").write_bytes(archive.mht(layout))
    (folder / f"{name}.xlsx").write_bytes(sheets.xlsx(layout))
    (folder / f"{name}.docx").write_bytes(word.docx(layout))
    (folder / f"{name}.pdf").write_bytes(paper.pdf(layout))


def make_catalog(name: str, folder: Path) -> None:
    """Write the four files of one catalogue into a folder."""
    from checker.catalog.writing import written

    data = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    (folder / f"{name}.json").write_bytes(instance_text(data).encode())
    for suffix in ("csv", "xlsx", "yaml"):
        (folder / f"{name}.{suffix}").write_bytes(written(data, f"{name}.{suffix}"))


def make_site(folder: Path) -> None:
    """Write the pages of the website into a folder."""
    for name, html in site.pages().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(html.encode())


def main() -> None:
    """Make all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--output-dir", type=Path, default=HERE, help="where to write (default: beside the instances)"
    )
    parser.add_argument("--office", action="store_true", help="also what LibreOffice has to write")
    asked = parser.parse_args()
    folder: Path = asked.output_dir
    folder.mkdir(parents=True, exist_ok=True)
    for name in REPORTS:
        make(name, folder)
    for name in CATALOGS:
        make_catalog(name, folder)
    make_site(folder / "site")
    if asked.office:
        if not office.available():
            parser.error("LibreOffice (soffice) is not on the PATH")
        office.save({name: Layout(name, _instance(name)) for name in REPORTS}, folder)


if __name__ == "__main__":
    main()
