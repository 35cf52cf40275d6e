"""The newest date of a column: of all its pages that were read, and what makes it doubtful that none is newer."""

from __future__ import annotations

from dataclasses import dataclass

from checker.scan.counting import last_of, like
from checker.scan.crawl import MOST_TURNS, key_of
from checker.scan.lists import Group
from checker.scan.page import Record

_UNREAD = "列表不是新的在前，又没有翻完，没有读的页里可能有更新的"
#: What is said of a date that is in doubt by itself.
_DOUBTS = {
    "year": "列表里的日期没有写年份，或是「几周前」这样的说法",
    "span": "列表里的日期没有写年份，或是「几周前」这样的说法",
    "two": "列表的一行里有几个日期，看不出哪个是发布日期",
    "named": "列表里的日期不是发布日期（是成文、截止一类的日期）",
    "prose": "列表里的日期写在句子里，不一定是发布日期",
    "title": "列表里的日期写在标题里，不一定是发布日期",
    "later": "列表里最新的日期晚于扫描的日期",
}
_COUNTED = "「昨天」「3天前」从 {day} 算起，网页不一定是那天的"


@dataclass(slots=True, frozen=True)
class Newest:
    """The newest date of a list, the page it stands on, and what makes it doubtful."""

    day: str
    at: str
    doubts: list[str]


def newest_of(records: dict[str, Record], record: Record, main: Group, day: str = "") -> Newest:
    """The newest date of the list that begins with `main` on the page `record`.

    `day` is given where nobody knows on which day the page was made: 「昨天」 then counts from there, and is not certain.
    """
    pages, ended = _read(records, record, main)
    at, best = max(pages, key=lambda page: (page[1].newest, not page[1].doubt))
    doubts = []
    if not (_whole(record, main, len(pages), ended=ended) or _in_order(records, record, pages)):
        doubts.append(_UNREAD)
    if best.doubt:
        doubts.append(_DOUBTS[best.doubt])
    if best.counted and day:
        doubts.append(_COUNTED.format(day=day))
    return Newest(best.newest, at, doubts)


def _read(records: dict[str, Record], record: Record, main: Group) -> tuple[list[tuple[str, Group]], bool]:
    """The pages of the list that were read, as (where, the list on it), the first one first; and whether the last of them
    leads no further."""
    found, seen, page = [(record.at, main)], {record.url}, record
    for _turn in range(MOST_TURNS + 1):
        following = records.get(key_of(page.next_url)) if page.next_url else None
        group = like(following, record, main) if following is not None else None
        if following is None or group is None or following.url in seen:
            break
        seen.add(following.url)
        found.append((following.at, group))
        page = following
    ended = not page.next_url or key_of(page.next_url) in seen
    last = last_of(records, record)
    if last is not None and last.url not in seen and (group := like(last, record, main)) is not None:
        found.append((last.at, group))
    return found, ended


def _whole(record: Record, main: Group, read: int, *, ended: bool) -> bool:
    """Whether all of a list was read."""
    if record.cut or not ended:
        return False
    if record.page_count is not None:
        return read >= record.page_count
    if record.total is not None and read == 1:
        return main.count >= record.total
    return read > 1 or not (record.last_url or record.pager)


def _in_order(records: dict[str, Record], record: Record, pages: list[tuple[str, Group]]) -> bool:
    """Whether the pages that were read tell that none of the others is newer."""
    first, last = pages[0][1], pages[-1][1]
    if first.newest_first:
        return all(group.newest <= first.newest for _at, group in pages)
    end = last_of(records, record)
    return first.oldest_first and last.oldest_first and end is not None and pages[-1][0] == end.at
