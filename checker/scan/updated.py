"""The day on which a page says that it was published or last updated itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from checker.scan import dates
from checker.scan.vocabulary import regex, words

#: What is in doubt of such a day: it is another day of the document, or that of a link on the page.
OTHERWISE, OF_A_LINK = "otherwise", "link"
#: Characters before a date in which it may be said to be the whole site's.
_BEFORE = 10


def updated_of(text: str, foot: str, beside: Iterable[date], today: date) -> tuple[str, str]:
    """The day of a page by its text, and what is in doubt of it; ("", "") where it names none.

    `foot` is the text of its foot, which speaks of the whole site, `beside` are the days of the links on it.
    """
    if foot and (at := text.rfind(foot[:200])) >= 0:
        text = text[:at]
    known = set(beside)
    linked = ""
    for day in _named(text, words()["updated"], today):
        if day not in known:
            return day.isoformat(), ""
        linked = linked or day.isoformat()
    if linked:
        return linked, OF_A_LINK
    for day in _named(text, [words()["updated_otherwise"]], today):
        return day.isoformat(), OTHERWISE
    return "", ""


def _named(text: str, patterns: list[str], today: date) -> Iterator[date]:
    for pattern in patterns:
        for match in regex(pattern.replace("DATE", dates.full_date())).finditer(text):
            if regex(words()["of_the_site"]).search(text[max(0, match.start() - _BEFORE) : match.start()]):
                continue
            found = dates.find(match["date"], today)
            if found and found[0].day <= today:
                yield found[0].day
