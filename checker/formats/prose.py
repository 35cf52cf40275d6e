"""The documentation of a rule, whose lines end where the source code did, as whole paragraphs."""

from __future__ import annotations

#: What begins a line that is not the continuation of the one before: headings, lists, tables, indented code.
_APART = ("#", "- ", "* ", "+ ", "|", ">", "```", " ", "\t")


def unfolded(text: str) -> list[str]:
    """The lines of a text with each paragraph on one line; empty lines stay.

    Headings, list items, table rows and indented lines stay lines of their own. Two lines are
    joined with a space only where Latin text would run together: Chinese has none between words.
    """
    lines: list[str] = []
    fenced = False
    goes_on = False
    for line in text.split("\n"):
        fence = line.startswith("```")
        apart = fenced or not line.strip() or line.startswith(_APART) or _is_numbered(line)
        if apart or not goes_on:
            lines.append(line)
        else:
            before = lines[-1].rstrip()
            lines[-1] = before + _between(before, line) + line
        fenced ^= fence
        # A list item may go on in the next line, a heading or a table row does not.
        goes_on = not fenced and bool(line.strip()) and not line.startswith(("#", "|", "```", " ", "\t"))
    return lines


def _between(left: str, right: str) -> str:
    return " " if left[-1:].isascii() and right[:1].isascii() else ""


def _is_numbered(line: str) -> bool:
    head, dot, rest = line.partition(". ")
    return bool(dot and rest) and len(head) < 3 and head.isascii() and head.isdecimal()
