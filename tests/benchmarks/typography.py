"""How fast the L and W rules go through prose, beside one plain pass over the same text.

    python tests/benchmarks/typography.py [MEGABYTES]

Prose with one defect in about a hundred characters, of every kind; megabytes of UTF-8, processor time
of one core, the best of several turns. The scan of L finds and mends (kinds, places and edits), that of
W finds words and terms (entries and places). `rules` runs rules to their problems, `lint_text` is
everything to located findings with fingerprints. `one report` is what the L rules add to the check of a
report.
"""

from __future__ import annotations

import gc
import random
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from checker_rules.running import lexicon
from checker_rules.typography import RULES
from checker_rules.typography.scan import scan
from checker_rules.wording_repeats import repetitions
from checker_rules.wording_terms import terms

from checker.api import Document, Paragraph, Report, Rule, lint_text
from checker.registry import load

#: The word lists of W.
LISTS = (("wording-residue", "literal"), ("wording-terms", "pairs"), ("wording-usage", "misused"))
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "good-2024.json"
#: What is put in the place of what: a defect of every kind the scan knows.
DEFECTS = (
    ("，", ","), ("，", ", "), ("。", "。。"), ("、", "、，"), ("；", "；。"), ("条", " 条"), ("件", " 件"),
    ("年", "年 "), ("（", "("), ("）", ""), ("《", "〈"), ("”", '"'), ("“", "「"), ("、", "、和"), ("、", "..."),
    ("，", "--"), ("4", "４"), ("公开", "公 开"), ("信息", "信息\u200b"), ("信息", "信息\xa0"), ("。", "。1、"),
    ("12", "10-12"), ("月", "月0"), ("》", "》、《"), ("〔", "["), ("。", "!!"), ("％", "%"), ("及", "、及"),
)  # fmt: skip


def prose(megabytes: float) -> tuple[str, int]:
    """Text of the example's sentences with defects, and the number put in."""
    import json

    data = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    every = [data["preamble"], *(p for section in data["sections"] for p in section["paragraphs"])]
    good = [paragraph for paragraph in every if len(paragraph) > 40]
    rng = random.Random(7)
    made: list[str] = []
    size = count = 0
    due = 0.0
    while size < megabytes * 1_000_000:
        text = rng.choice(good)
        due += len(text) / 100
        for _ in range(50):
            if due < 1:
                break
            old, new = rng.choice(DEFECTS)
            at = text.find(old, rng.randrange(len(text)))
            if at >= 0:
                text = text[:at] + new + text[at + len(old) :]
                due -= 1
                count += 1
        made.append(text)
        size += len(text.encode())
    return "\n".join(made), count


def best(call: Callable[[], object], turns: int = 5) -> float:
    """The least processor seconds of several turns."""
    seconds = []
    for _ in range(turns):
        start = time.process_time()
        call()
        seconds.append(time.process_time() - start)
    return min(seconds)


def report_of(text: str) -> Report:
    """A fresh report of nothing but prose; paragraphs alone, so that none of it is timed."""
    return Report(Document("", "text", "", [Paragraph(line) for line in text.split("\n")]), {})


def words_of(text: str) -> int:
    """Look for all that the W rules look for in running text; gives the number of places."""
    found = sum(1 for file, listed in LISTS for _ in lexicon(text, file, listed))
    return found + sum(1 for _ in terms().find(text)) + sum(1 for _ in repetitions(text, (1, 2, 3, 4)))


def rules(report: Report, some: list[Rule]) -> int:
    """Run rules over a report that was not scanned yet; gives the number of problems."""
    report.cache.clear()
    collecting = gc.isenabled()
    gc.disable()  # as the engine is used for text of this size
    try:
        return sum(1 for rule in some for _ in rule.check(report))
    finally:
        if collecting:
            gc.enable()


def main() -> None:
    """Print the table."""
    megabytes = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    text, defects = prose(megabytes)
    size = len(text.encode()) / 1e6
    framed, report = f"\n{text}\n", report_of(text)
    found = len(scan(framed))
    print(f"{size:.1f} MB, {len(text)} characters, {defects} defects put in, {found} found by the scan,")
    print(f"one in {len(text) / found:.0f} characters\n")
    # Every character looked at once by the machinery the scan is made of, and nothing found.
    floor = best(lambda: re.compile("[\ue000-\uf8ff]").sub("", text))
    lint_text("热身。", ("L",))
    registry = load()
    wording = [rule for rule in registry.rules.values() if rule.family == "W"]
    rows = (
        ("one plain pass (re.sub of a class that is not there)", floor),
        ("text.encode()", best(text.encode)),
        ("text.translate({...})", best(lambda: text.translate({0xFF0C: ","}), 2)),
        ("scan of L: kinds, places and edits", best(lambda: scan(framed))),
        ("scan of L and of W: what stands where", best(lambda: (scan(framed), words_of(text)))),
        ("scan of L, and the W rules to problems", best(lambda: (scan(framed), rules(report, wording)))),
        ("rules: L to problems", best(lambda: rules(report, RULES))),
        ("rules: L and W to problems", best(lambda: rules(report, [*RULES, *wording]))),
        ('lint_text(text, ("L",)): located findings', best(lambda: lint_text(text, ("L",)), 2)),
        ('lint_text(text, ("L", "W"))', best(lambda: lint_text(text, ("L", "W")), 2)),
    )
    print("| what | MB/s | of the plain pass |\n| --- | ---: | ---: |")
    for name, seconds in rows:
        print(f"| {name} | {size / seconds:.1f} | {seconds / floor:.1f} |")
    from checker.loaders import load as load_document
    from checker.reader import read

    one = read(load_document(EXAMPLE.read_bytes(), EXAMPLE.name, registry.loaders), registry.forms)
    print(f"\none report: {best(lambda: rules(one, RULES), 50) * 1000:.2f} ms")


if __name__ == "__main__":
    main()
