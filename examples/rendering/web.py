"""A layout as a whole page of a government website."""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template

from rendering.layout import Cell, Layout

PAGE = Template((Path(__file__).parent / "page.html").read_text(encoding="utf-8"))


def _cell(cell: Cell) -> str:
    spans = f' colspan="{cell.across}"' * (cell.across > 1) + f' rowspan="{cell.down}"' * (cell.down > 1)
    body = "<br />".join(escape(line, quote=False) for line in cell.text.split("\n"))
    return f'<td class="{cell.role}"{spans}><p>{body or "&nbsp;"}</p></td>'


def _table(rows: list[list[Cell]]) -> str:
    lines = ["<tr>" + "".join(_cell(cell) for cell in row) + "</tr>" for row in rows]
    return "<table><tbody>\n" + "\n".join(lines) + "\n</tbody></table>"


def html(layout: Layout) -> bytes:
    """The report inside a page: navigation, breadcrumb, other years' reports at the side, footer."""
    data = layout.data
    organ, year = data["organ"], data["year"]
    encoding = layout.printed.get("html_encoding", "utf-8")
    content: list[str] = []
    for block in layout.blocks:
        body = escape(block.text, quote=False)
        if block.kind == "heading":
            content.append(f'<p class="h">{block.number}、{body}</p>')
        elif block.kind == "subheading":
            content.append(f"<p><strong>（{block.number}）</strong><span>{body}</span></p>")
        elif block.kind == "table":
            content.append(_table(block.rows))
        elif block.kind in ("preamble", "paragraph"):
            content.append(f"<p>{body}</p>")
    others = "\n".join(
        f'<li><a href="/zwgk/ndbg/{y}.html">{organ}{y}年政府信息公开工作年度报告</a>'
        f" <span>[{y + 1}-01-20]</span></li>"
        for y in range(year + 1, year - 4, -1)
        if y != year
    )
    title, published = escape(data["title"], quote=False), data.get("published")
    info = f"发布日期：{published}　来源：{organ}　浏览次数：1286　字号：[大] [中] [小]" if published else ""
    page = PAGE.substitute(
        encoding=encoding, organ=organ, title=title, info=info, others=others,
        content="\n".join(content), year=year, last_year=year - 1,
    )  # fmt: skip
    # Sites that declare gb2312 send its superset.
    return page.encode("gb18030" if encoding == "gb2312" else encoding)
