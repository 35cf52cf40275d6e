"""How many items a column has: what its page says, else its pages turned; and what makes that doubtful."""

from __future__ import annotations

from checker.scan.crawl import MOST_TURNS, key_of
from checker.scan.lists import Group
from checker.scan.page import Record

_BLANK = "页面写着没有内容，列表也可能是用脚本显示的"
_AT_LEAST = "条数至少有这么多，没有翻完"
_SCRIPT = "条数取自页面的脚本"
_PAGES = "页面写明有 {n} 页，没有写条数；条数至少有这么多"
_CONTRADICTS = "页面写的条数（{said}）与列表、页数对不上"
_MORE = "页面上有翻页或「加载更多」，翻不动；条数至少有这么多"
_LOST = "翻到的下一页里没有列表；条数至少有这么多"


def count_of(records: dict[str, Record], record: Record, main: Group | None) -> tuple[int | None, str]:
    """The number of items, None where nothing tells, and why it is not certain ("" where it is).

    `main` is the list on the column's own page.
    """
    if record.total is not None:
        return _said(record, record.total, main)
    if main is None:
        return (0, _BLANK if record.scripted else "") if record.empty else (None, "")
    if record.cut:
        return main.count, _AT_LEAST
    if record.page_count and record.page_count > 1 and record.last_url:
        # All pages but the last are full.
        full = main.count * (record.page_count - 1)
        last = last_of(records, record)
        if last is not None and (rest := like(last, record, main)) is not None:
            return full + rest.count, ""
        return full + 1, _AT_LEAST
    return _turned(records, record, main)


def _said(record: Record, said: int, main: Group | None) -> tuple[int, str]:
    shown = main.count if main is not None else 0
    pages = record.page_count or 1
    paged = record.page_count or record.next_url or record.last_url or record.pager
    if said < shown or (shown and said < pages):
        return max(shown, said), _CONTRADICTS.format(said=said)
    if shown and said > shown and record.total_alone and not paged:
        return shown, _CONTRADICTS.format(said=said)  # the statistics of the site may stand beside any list
    if not said and record.scripted:
        return 0, _BLANK
    return said, "" if record.total_sure else _SCRIPT


def _turned(records: dict[str, Record], record: Record, main: Group) -> tuple[int, str]:
    """The items of all pages, one after the other."""
    count, page, seen = main.count, record, {record.url}
    for _turn in range(MOST_TURNS + 1):
        following = records.get(key_of(page.next_url)) if page.next_url else None
        if not page.next_url or (following is not None and following.url in seen):
            return count, _rest(record, len(seen))
        if following is None or following.error:
            return count, _AT_LEAST
        group = like(following, record, main)
        if group is None:
            return count, "" if following.empty and not following.groups else _LOST
        seen.add(following.url)
        count += group.count
        page = following
    return count, _AT_LEAST


def _rest(record: Record, turned: int) -> str:
    """What speaks for more pages than were turned, "" for nothing."""
    if record.page_count is not None:
        return "" if record.page_count <= turned else _PAGES.format(n=record.page_count)
    return _MORE if record.pager and turned == 1 else ""


def last_of(records: dict[str, Record], record: Record) -> Record | None:
    """The last page of the list that begins on `record`, None where it was not read."""
    last = records.get(key_of(record.last_url)) if record.last_url else None
    return last if last is not None and not last.error and last.url != record.url else None


def like(page: Record, record: Record, main: Group) -> Group | None:
    """The list of a further page that goes on with `main` of the first one, `record`: the longest that does not stand
    there too. None where there is none: a server that knows no second page sends the first one again."""
    known = {group.mark for group in record.groups}
    groups = [group for group in page.groups if group.mark not in known]
    own = [group for group in groups if group.own]
    return next(iter(own if main.own and own else groups), None)
