"""A layout as plain text and as Markdown."""

from __future__ import annotations

from rendering.layout import Cell, Layout, covered, grid


def spoken_date(date: str) -> str:
    """「2025-01-17」 as an official text writes it: 「2025年1月17日」."""
    year, month, day = date.split("-")
    return f"{year}年{int(month)}月{int(day)}日"


def text(layout: Layout) -> str:
    """The report as Word saves it in plain text.

    Each cell stands on a line of its own behind a TAB, a blank line ends a row, a lone TAB is
    a cell merged away, a hard break goes on without a TAB.
    """
    out: list[str] = []
    for block in layout.blocks:
        if block.kind == "title":
            out += [*layout.title_lines, ""]
        elif block.kind == "published":
            out += [f"发布日期：{spoken_date(block.text)}", ""]
        elif block.kind == "heading":
            out += ["", f"{block.number}、{block.text}"]
        elif block.kind == "subheading":
            out.append(f"（{block.number}）{block.text}")
        elif block.kind == "table":
            for row in covered(block.rows):
                out += ["\t" + (cell.text if isinstance(cell, Cell) else "") for cell in row] + [""]
            out.append("")
        else:
            out.append("\u3000\u3000" + block.text)
    return "\n".join(out).rstrip("\n") + "\n"


def markdown(layout: Layout) -> str:
    """The report in Markdown, its tables with pipes: a merged cell stands once and leaves blanks."""
    out: list[str] = []
    for block in layout.blocks:
        if block.kind == "title":
            out.append(f"# {block.text}")
        elif block.kind == "published":
            out.append(f"发布日期：{spoken_date(block.text)}")
        elif block.kind == "heading":
            out.append(f"## {block.number}、{block.text}")
        elif block.kind == "subheading":
            out.append(f"### （{block.number}）{block.text}")
        elif block.kind == "table":
            lines = [
                "| " + " | ".join(cell.text.replace("\n", "<br>") if cell else "" for cell in row) + " |"
                for row in grid(block.rows)
            ]
            lines.insert(1, "|" + " --- |" * lines[0].count(" | ") + " --- |")
            out.append("\n".join(lines))
        else:
            out.append(block.text)
    return "\n\n".join(out) + "\n"
