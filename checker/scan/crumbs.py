"""The path of a page, as it shows it: 「当前位置：首页 > 政务公开 > 通知公告」."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from checker.scan.vocabulary import one_line, regex, words

_NOT_NAMES = ("首页", "网站首页", "主页", "正文", "内容", "详情")
_MARKED = "[class*=crumb], [class*=position], [class*=location], [class*=dqwz], [id*=position], [id*=crumb]"
_LONGEST, _MOST = 40, 8


def crumbs_of(root: Any) -> list[str]:
    """The names of the path, the home page left out; the last is that of the page. None where no path is shown."""
    holder = None
    for node in root.css(_MARKED):
        if 0 < len(one_line(node.text())) < 200:
            holder = node
            break
    if holder is None:
        holder = _here(root)
    if holder is None:
        return []
    names = (name.strip(" :：/\\|｜") for name in _parts(holder))
    return [name for name in names if name and name not in _NOT_NAMES and len(name) <= _LONGEST][:_MOST]


def _parts(holder: Any) -> Iterator[str]:
    """A link is one name, whatever marks it holds; the text between links is parted where its marks are."""
    pieces = list(_pieces(holder))
    strong = regex(words()["crumb_marks"])
    loose = " ".join(text for text, linked in pieces if not linked)
    spaced = regex(words()["crumb_marks_spaced"])
    # The mark that parts names is the strongest there is: 「机关党建/群团」 is one name behind 「 > 」 or 「 / 」.
    marks = next((m for m in (strong, spaced) if m.search(loose)), regex(words()["crumb_marks_tight"]))
    for text, linked in pieces:
        if linked:
            yield text
        else:
            yield from marks.split(regex(words()["here"]).sub("", text))


def _pieces(holder: Any) -> list[tuple[str, bool]]:
    """The texts of an element in order, joined where no link is between: (text, whether it is that of a link)."""
    found: list[tuple[str, bool]] = []
    for node in holder.traverse(include_text=True):
        if node.tag == "a":
            found.append((one_line(node.text()), True))
        elif node.tag == "-text" and not _in_link(node, holder):
            text = node.text_content or ""
            if found and not found[-1][1]:
                found[-1] = (f"{found[-1][0]} {text}", False)
            else:
                found.append((text, False))
    return [(one_line(text), linked) for text, linked in found]


def _in_link(node: Any, holder: Any) -> bool:
    above = node.parent
    while above is not None and above.mem_id != holder.mem_id:
        if above.tag == "a":
            return True
        above = above.parent
    return False


def _here(root: Any) -> Any:
    """The element that holds 「当前位置：…」 and the path behind it, None where there is none."""
    here = regex(words()["here"])
    for node in root.traverse(include_text=True):
        if (
            node.tag != "-text"
            or "位置" not in (node.text_content or "")
            or not here.search(re.sub(r"\s", "", node.text_content)[:60])
        ):
            continue
        holder = node.parent
        for _level in range(3):
            if holder is None or len(holder.css("a[href]")) > 0:
                break
            holder = holder.parent
        return holder if holder is not None and len(one_line(holder.text())) < 200 else None
    return None
