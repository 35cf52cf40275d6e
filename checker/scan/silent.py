"""Rows for columns that the navigation names and whose page yields nothing: each says why, and asks a person.

Silence is no pass. What is a column and what only a link of the site is told by its menu (`naming`), not by its page.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from checker.scan.naming import Names
from checker.scan.page import Record, is_file, same_name
from checker.scan.vocabulary import regex, words
from checker.text import fold

_HOME = "打开的是网站首页，不是栏目的页面"
_FRAME = "内容在框架页里，没有读到"
_SCRIPT = "列表可能是用脚本显示的，页面上读不到"
_SINGLE = "单个页面，不是列表；页面上没有读到日期"
_NOTHING = "页面上没有读到列表和日期，也没有写「暂无内容」"
_AWAY = "栏目在别的网站上（{host}），没有读"
_FILE = "栏目链接到一个文件，不是网页，没有读"
_LEFT = "到了页数的上限，没有读这一页"
#: A page with more characters of its own is a text.
_TEXT = 400
#: Pages that lead on to so many columns of their own are sections.
_CHILDREN = 2


class Silent:
    """Decides which pages without a row are columns, given the rows there are: `parents` are the columns above them,
    `proven` the keys of pages that are columns beyond doubt."""

    def __init__(self, names: Names, parents: Iterable[str], proven: set[str]) -> None:
        self.names = names
        self.parents = {fold(parent) for parent in parents}
        self.proven = proven

    def why(self, key: str, record: Record | None) -> str:
        """Why nothing is known of the column that a page is, "" where it is none."""
        names = self.names
        if not names.linked(key) or key == names.start:
            return ""
        if record is None:
            return _LEFT if self._is_column(key) and not names.heads(key) else ""
        if record.error:
            # Somebody's own note must not hold what parts notes, or a rescan takes half of this one for his.
            text = record.error.replace("；", "，")
            return f"没有读到：{text}" if self._is_broken_column(key, record) else ""
        if names.is_home(record):
            known = same_name(names.linked(key), names.site) or fold(names.linked(key)) in fold(names.site)
            return _HOME if self._is_column(key) and not known else ""
        titled = names.is_titled(record) and not names.is_service(key)
        if not (titled or self._is_column(key, record)) or self._is_section(key, record):
            return ""
        return self._reason(record)

    def why_away(self, key: str, url: str) -> str:
        """Why nothing is known of a column whose link leads to a file or another site, "" for a link that is no column:
        only one that stands among columns of the site is."""
        names = self.names
        if not names.linked(key) or names.is_service(key) or names.is_article(key):
            return ""
        if not names.in_menu(key, self.proven, repeated=False):
            return ""
        if regex(words()["other_sites"]).search(names.linked(key)):
            return ""
        if is_file(url):
            return _FILE
        host = urlsplit(url).hostname or ""
        return _AWAY.format(host=host[:80])

    def _reason(self, record: Record) -> str:
        if record.frames and record.text < _TEXT:
            return _FRAME
        if record.scripted:
            return _SCRIPT
        return _SINGLE if record.text > _TEXT + self._common() else _NOTHING

    def _common(self) -> int:
        """The characters that stand on every page: those of the shortest one."""
        return min((r.text for r in self.names.records.values() if not r.error and r.text), default=0)

    def _is_column(self, key: str, record: Record | None = None) -> bool:
        names = self.names
        if names.is_service(key) or names.is_article(key, record):
            return False
        return names.in_menu(key, self.proven)

    def _is_broken_column(self, key: str, record: Record) -> bool:
        """A page that cannot be read is a column unless something speaks against it; of pages that were not saved most
        are articles, so there something must speak for it."""
        if record.failed == "unsaved":
            return self._is_column(key)
        return not (self.names.is_service(key) or self.names.is_article(key))

    def _is_section(self, key: str, record: Record) -> bool:
        """Whether a page only leads to columns of its own, which have rows."""
        names = self.names
        if fold(names.of(record)) in self.parents or names.heads(key):
            return True
        children = [
            child
            for child in self.proven
            if names.crawled.above.get(child) == key and not names.are_beside(child, key)
        ]
        if any(same_name(names.linked(child), names.linked(key)) for child in children):
            return True  # the link on it leads to the list itself
        return len(children) >= _CHILDREN and not record.scripted


def unknown(note: str) -> dict[str, Any]:
    """What a row has of which nothing is known."""
    return {"unsure": ["last_updated", "items"], "note": note}
