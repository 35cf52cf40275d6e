"""Prints every report of this folder as .docx, .html, .txt and .md, and its .json in one style; the
catalogues of columns as .csv, .xlsx and .yaml; and the pages of the made-up website.

Run it by hand after an instance was changed: `python examples/make.py`. The same instances give
the same bytes on every machine; a test holds this.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

from rendering import plain, site, web, word
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


def make(name: str, folder: Path) -> None:
    """Write the five files of one report into a folder."""
    data = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    layout = Layout(name, data)
    (folder / f"{name}.json").write_bytes(instance_text(data).encode())
    (folder / f"{name}.txt").write_bytes(plain.text(layout).encode())
    (folder / f"{name}.md").write_bytes(plain.markdown(layout).encode())
    (folder / f"{name}.html").write_bytes(web.html(layout))
    (folder / f"{name}.docx").write_bytes(word.docx(layout))


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
    folder: Path = parser.parse_args().output_dir
    folder.mkdir(parents=True, exist_ok=True)
    for name in REPORTS:
        make(name, folder)
    for name in CATALOGS:
        make_catalog(name, folder)
    make_site(folder / "site")


if __name__ == "__main__":
    main()
