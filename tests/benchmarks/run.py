"""Costs of gouji as ratios to floors measured in the same run.

`python tests/benchmarks/run.py` prints a Markdown table; README.md beside this file explains it.
"""

from __future__ import annotations

import argparse
import io
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from floors import FLOORS, bare_text, page_count, plumbed, row_cells
from timing import gouji, process, side_by_side

EXAMPLES = Path(__file__).parents[2] / "examples"
Row = tuple[str, float, str, float]


def cold_start(rounds: int) -> Iterator[Row]:
    """A whole command on one file against a Python that does nothing."""
    bare = process([sys.executable, "-c", "pass"])
    for name, codes in (
        ("good-2024.txt", (0,)), ("good-2024.json", (0,)), ("good-2024.docx", (0,)), ("bad-2020.docx", (1,)),
    ):  # fmt: skip
        command = process([*gouji(), "check", str(EXAMPLES / name), "--output", "concise"], codes)
        floor, cost = side_by_side([bare, command], rounds)
        yield f"cold `gouji check {name}`", cost, "`python -c pass`", floor


def formats(rounds: int) -> Iterator[Row]:
    """One report in each format, warm: everything, and its three stages."""
    from checker.engine import Engine
    from checker.loaders import load
    from checker.loaders.pdf.standin import prepared
    from checker.reader import read
    from checker.registry import load as load_plugins

    prepared()
    engine = Engine(load_plugins())
    for suffix, (what, floor_of) in FLOORS.items():
        for kind in ("good-2024", "bad-2020"):
            path = EXAMPLES / f"{kind}.{suffix}"
            data = path.read_bytes()
            document = load(data, path.name)
            calls = [
                partial(floor_of, data),
                partial(engine.check_bytes, data, path.name),
                partial(load, data, path.name),
                partial(read, document),
            ]
            floor, whole, loading, reading = side_by_side(calls, rounds)
            yield f"{path.name}: load", loading, what, floor
            yield f"{path.name}: read", reading, what, floor
            yield f"{path.name}: load, read, check", whole, what, floor


def against_python_docx(rounds: int) -> Iterator[Row]:
    """One DOCX with everything, output included, against python-docx reading its cells."""
    from checker.engine import Engine, Run, Settings
    from checker.formats.concise import render
    from checker.registry import load

    engine = Engine(load(), Settings())
    for name in ("good-2024.docx", "bad-2020.docx"):
        data = (EXAMPLES / name).read_bytes()

        def everything(data: bytes = data, name: str = name) -> None:
            result = engine.check_bytes(data, name)
            render(Run([result], result.as_of, engine.rules), io.StringIO())

        floor, cost = side_by_side([partial(row_cells, data), everything], rounds)
        yield f"{name}: everything", cost, "python-docx, `row.cells`", floor


def against_pdfplumber(rounds: int) -> Iterator[Row]:
    """One PDF loaded, a page, against its text alone and against pdfplumber reading its tables and text."""
    from checker.loaders import load
    from checker.loaders.pdf.standin import prepared

    prepared()  # before the floors bring PDFium along: else gouji leaves PDFium's fonts as they are
    samples = [
        EXAMPLES / "good-2024.pdf",
        *sorted((EXAMPLES.parent / "tests" / "loaders" / "pdf").glob("*.pdf")),
    ]
    samples += sorted((EXAMPLES.parents[1] / "shared" / "corpus").glob("*.pdf"))
    for path in samples:
        data = path.read_bytes()
        pages = page_count(data)
        calls = [partial(bare_text, data), partial(load, data, path.name), partial(plumbed, data)]
        bare, cost, slow = (seconds / pages for seconds in side_by_side(calls, max(2, rounds // 5)))
        yield f"{path.name}: load, a page", cost, "pypdfium2, text alone", bare
        yield f"{path.name}: load, a page", cost, "pdfplumber, tables and text", slow


def many(count: int) -> Iterator[Row]:
    """Many reports of all formats that need no converter in one command, with one and with two workers."""
    suffixes = [suffix for suffix in FLOORS if suffix != "doc"]
    files = [EXAMPLES / f"{kind}.{suffix}" for kind in ("good-2024", "bad-2020") for suffix in suffixes]
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            source = files[number % len(files)]
            (Path(folder) / f"{number:05}{source.suffix}").write_bytes(source.read_bytes())
        seconds = []
        for jobs in ("1", "2"):
            out = str(Path(folder) / f"findings-{jobs}.jsonl.out")
            command = [*gouji(), "check", folder, "--jobs", jobs, "--output", f"jsonl:{out}"]
            start = time.perf_counter()
            process(command, (1,))()
            seconds.append(time.perf_counter() - start)
            if Path(out).read_bytes().count(b"\n") < count:
                raise RuntimeError(f"--jobs {jobs} did not write {count} reports")
            os.unlink(out)
    yield f"{count} reports, `--jobs 1`", seconds[0], "itself", seconds[0]
    yield f"{count} reports, `--jobs 2`", seconds[1], "`--jobs 1`", seconds[0]


def catalog(rounds: int) -> Iterator[Row]:
    """Ten thousand columns in CSV, half of them overdue: judged, read, and everything."""
    import csv

    from checker.catalog import read
    from checker.catalog.freshness import judge_all
    from checker.engine import Engine, Settings
    from checker.registry import load

    kinds = ("动态要闻", "通知公告", "政策文件", "", "其他")
    rows = [
        f"栏目{n},上级{n // 50},{kinds[n % 5]},2024-{n % 12 + 1:02d}-{n % 28 + 1:02d},{n % 40},"
        f"https://www.example.invalid/c{n}/,{'每季度' if n % 5 == 4 else ''}"
        for n in range(10_000)
    ]
    text = "栏目,上级栏目,类别,最近更新,条数,网址,更新周期\n" + "\n".join(rows)
    data = text.encode()
    engine = Engine(load(), Settings(as_of="2024-12-31"))
    held = read(data, "a.csv")
    calls = [
        lambda: list(csv.reader(io.StringIO(text))),
        lambda: judge_all(held, "2024-12-31"),
        lambda: read(data, "a.csv"),
        lambda: engine.check_catalog(data, "a.csv"),
    ]
    floor, judging, reading, whole = side_by_side(calls, max(1, rounds // 5))
    what = "parse the CSV"
    yield "10,000 columns: judge", judging, what, floor
    yield "10,000 columns: read", reading, what, floor
    yield "10,000 columns: read, check", whole, what, floor


def faults(rounds: int) -> Iterator[Row]:
    """One paragraph of 4,000 faults of wording against ten of 400: what grows faster than the text shows here."""
    import json

    from checker.loaders import load
    from checker.reader import read
    from checker.registry import load as load_rules

    rules = [load_rules().rules[code] for code in ("W702", "W703", "W705")]
    data = json.loads((EXAMPLES / "good-2024.json").read_text(encoding="utf-8"))

    def checked(times: int, turns: int) -> None:
        data["sections"][0]["paragraphs"][2] = "资金资金，截止2024年，政府息公开" * times
        source = json.dumps(data).encode()
        for _ in range(turns):
            report = read(load(source, "a.json"))
            assert sum(len(list(rule.check(report))) for rule in rules) == 3 * times

    floor, whole = side_by_side([lambda: checked(400, 10), lambda: checked(4000, 1)], max(1, rounds // 5))
    yield "a paragraph of 4,000 faults: W702, W703, W705", whole, "ten of 400", floor


def main() -> None:
    """Run the groups asked for and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "groups", nargs="*", help="cold, formats, docx, pdf, catalog, faults, many (default: all)"
    )
    parser.add_argument("--rounds", type=int, default=25, help="turns of each warm measurement (default 25)")
    parser.add_argument("--cold-rounds", type=int, default=15, help="starts of each command (default 15)")
    parser.add_argument("--reports", type=int, default=1000, help="reports of the group many (default 1000)")
    options = parser.parse_args()
    groups = {
        "cold": partial(cold_start, options.cold_rounds),
        "formats": partial(formats, options.rounds),
        "docx": partial(against_python_docx, options.rounds),
        "pdf": partial(against_pdfplumber, options.rounds),
        "catalog": partial(catalog, options.rounds),
        "faults": partial(faults, options.rounds),
        "many": partial(many, options.reports),
    }
    unknown = set(options.groups) - set(groups)
    if unknown:
        parser.error(f"no such group: {', '.join(sorted(unknown))}")
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    print(f"Python {platform.python_version()}, {machine}\n")
    print("| what | median ms | floor | floor ms | ratio |\n| --- | ---: | --- | ---: | ---: |")
    for name, group in groups.items():
        if options.groups and name not in options.groups:
            continue
        for what, cost, floor_name, floor in group():
            print(
                f"| {what} | {cost * 1000:.2f} | {floor_name} | {floor * 1000:.2f} | {cost / floor:.2f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
