"""What a page says of the pages of its list: in words, or in the script that writes the pager.

Makes of pagers are data (`words.json`). What is in plain words or in the call of a known publishing system is
certain; a variable of a script is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from checker.scan.vocabulary import one_line, regex, words

#: Numbers looked at, how near a comma makes one a sentence's, and how far a neighbour in a pager may be.
MOST_NUMBERS = 50
_BESIDE = 12
_NEIGHBOUR = 40
#: Characters of one script that are looked at.
_SCRIPT = 200_000
_WIDE = str.maketrans("０１２３４５６７８９／", "0123456789/")
_BETWEEN = r"[\s，,、|｜;；:：。.·()（）\[\]【】]{0,6}"


@dataclass(slots=True)
class Pager:
    """What is known of a list's pages: `total` items, `count` pages, `at` the number of this one (1 is the first).

    `sure` says whether the total is, `alone` that it stands apart from all that turns pages; `names` are the pattern of the further pages' URLs (name, suffix, the number of
    the second page), None where nobody tells.
    """

    total: int | None = None
    sure: bool = True
    count: int | None = None
    at: int = 1
    names: tuple[str, str, int] | None = None
    alone: bool = False

    def url(self, base: str, number: int) -> str:
        """The URL of the page with a number; "" where its name is not known."""
        if self.names is None:
            return ""
        name, suffix, second = self.names
        file = name if number == 1 else f"{name}_{number - 2 + second}"
        return urljoin(base, f"{file}.{suffix}")


def of_text(text: str, foot: str = "") -> Pager:
    """What a page says in words (its text on one line); numbers in its foot count only as part of a pager."""
    text = text.translate(_WIDE)
    if foot and (at := text.rfind(foot[:200])) >= 0:
        text, foot = text[:at], text[at:].translate(_WIDE)
    total, alone = _first(words()["total"], text, alone=True)
    if total is None:
        total, alone = _first(words()["total_beside"], f"{text} {foot}", alone=False)
    count, _apart = _first(words()["page_count"], text, alone=True)
    if count is None:
        count, _apart = _first(words()["page_count_beside"], f"{text} {foot}", alone=False)
    return Pager(total, True, count, alone=alone)


def _first(patterns: list[str], text: str, *, alone: bool) -> tuple[int | None, bool]:
    """The first number that a pattern finds beside another part of a pager, and whether it has no such neighbour.

    `alone` takes one without a neighbour too, but none in a sentence: 「全年共公开132条，其中…」 is of something else.
    """
    for pattern in patterns:
        for match in islice(regex(pattern).finditer(text), MOST_NUMBERS):
            beside = _in_pager(text, match)
            if beside or (alone and not _in_sentence(text, match)):
                return int(match["n"].replace(",", "")), not beside
    return None, False


def _in_pager(text: str, match: re.Match[str]) -> bool:
    parts = words()["pager_parts"]
    after = text[match.end() : match.end() + _NEIGHBOUR]
    before = text[max(0, match.start() - _NEIGHBOUR) : match.start()]
    return bool(
        regex(f"{_BETWEEN}{parts}").match(after)
        or regex(f"{parts}{_BETWEEN}(?:显示|当前|目前|现在)?$").search(before)
    )


def _in_sentence(text: str, match: re.Match[str]) -> bool:
    around = text[max(0, match.start() - _BESIDE) : match.start()] + text[match.end() : match.end() + _BESIDE]
    return any(mark in around for mark in "，。；、")


def of_scripts(scripts: list[str]) -> Pager:
    """What the scripts of a page say."""
    found = Pager()
    for script in scripts:
        script = script[:_SCRIPT]
        called = regex(words()["page_script"]).search(script)
        if called is not None and (made := _called(called["arguments"])) is not None:
            return made
        if store := regex(words()["script_store"]).search(script):
            return Pager(int(store["n"]))
        _variables(found, script)
    return found


def _called(arguments: str) -> Pager | None:
    """createPageHTML(7, 0, "index", "html"), or createPageHTML("page_div", 7, 1, "index", "shtml", 132)."""
    given = [part.strip() for part in arguments.split(",")]
    texts = [part.strip("\"'") for part in given]
    named = bool(given) and given[0][:1] in "\"'"
    if named:
        texts = texts[1:]
    if len(texts) < 4 or not (texts[0].isdecimal() and texts[1].isdecimal()):
        return None
    count, at = int(texts[0]), int(texts[1])
    name, suffix = texts[2], texts[3].lstrip(".")
    if not re.fullmatch(r"[\w./-]{1,80}", name) or not re.fullmatch(r"\w{1,8}", suffix):
        return None
    total = int(texts[4]) if len(texts) > 4 and texts[4].isdecimal() and int(texts[4]) else None
    # With the name of an element first, pages are counted from 1; else from 0.
    return Pager(total, True, max(count, 1), at if named else at + 1, (name, suffix, 2 if named else 1))


def _variables(found: Pager, script: str) -> None:
    """var countPage = 7; var currentPage = 0; … A value of nothing is one that is filled in later."""
    count = regex(words()["script_page_count"]).search(script)
    if count is not None and found.count is None and int(count["n"]):
        found.count = int(count["n"])
        at = regex(words()["script_page_at"]).search(script)
        name = regex(words()["script_page_name"]).search(script)
        if name is not None:
            found.names = (name["name"], name["suffix"], 1)
            found.at = int(at["n"]) + 1 if at is not None else 1
    total = regex(words()["script_total"]).search(script)
    if total is not None and found.total is None and int(total["n"]):
        found.total, found.sure = int(total["n"]), False


def stored(scripts: list[str]) -> str:
    """The list that a script holds as data (<record><![CDATA[<li>…</li>]]></record>), as HTML; "" where none does."""
    records = (
        record
        for script in scripts
        if "<record>" in script[:_SCRIPT]
        for record in re.findall(r"<record>\s*<!\[CDATA\[(.*?)\]\]>", script, re.S)
    )
    return "".join(islice(records, 3000))


def has_signs(root: Any) -> bool:
    """Whether a page has, as links or as mere words, what leads to further pages of a list."""
    return any(regex(words()["pager_signs"]).match(label) for label in _labels(root))


def _labels(root: Any) -> Iterator[str]:
    for node in root.traverse(include_text=True):
        if node.tag == "-text":
            text = node.text_content or ""
            if 2 <= len(text) < 200 and 2 <= len(text.strip()) <= 16:
                yield one_line(text)
        elif node.tag == "input":
            yield one_line(node.attributes.get("value"))
