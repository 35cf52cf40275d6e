"""What every format for people says alike: severities, verdicts, families, places, counts."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from checker.i18n import N_, _, language
from checker.model import Anchor, Finding, Result, State, Verdict

if TYPE_CHECKING:
    from checker.run import Run

#: The groups findings are shown in, in this order: `group_of` gives one of these keys.
GROUPS = ("error", "warning", "info", "review")
GROUP_WORDS = {"error": N_("错误"), "warning": N_("警告"), "info": N_("提示"), "review": N_("需人工核对")}

FAMILIES = {
    "E": N_("读取文件"),
    "S": N_("表格填报"),
    "T": N_("数字勾稽"),
    "N": N_("章节结构"),
    "P": N_("文中数字"),
    "C": N_("栏目更新"),
    "L": N_("标点格式"),
    "W": N_("用词与残留"),
    "D": N_("个人信息"),
    "Y": N_("与上年衔接"),
    "A": N_("汇总核对"),
}

VERDICTS = {
    Verdict.PASSED: N_("通过"),
    Verdict.FAILED: N_("未通过"),
    Verdict.INCOMPLETE: N_("未能全部核对"),
}

#: Longer text is cut in formats for people; the machine formats carry all of it.
LONGEST_MESSAGE = 1200
LONGEST_QUOTE = 240
#: So many files that were skipped are named.
_MOST_NAMED = 5


def group_of(finding: Finding) -> str:
    """The group a finding is shown in: its severity, or "review" where a person has to look at it."""
    return "review" if finding.for_review else finding.severity.value


def group_word(group: str) -> str:
    """「错误」 for "error" and so on."""
    return _(GROUP_WORDS[group])


def verdict_word(verdict: Verdict) -> str:
    """The verdict in the language in force."""
    return _(VERDICTS[verdict])


def family_word(family: str) -> str:
    """What a family of rules looks at; a plugin's own letter stands for itself."""
    return _(FAMILIES[family]) if family in FAMILIES else family


def place(anchor: Anchor) -> str:
    """The place in words, "" where nothing is known: 「表3 第5行 第7列（总计）」."""
    if language() == "zh":
        return str(anchor)
    parts: list[str] = []
    if anchor.page is not None:
        parts.append(f"page {anchor.page}")
    if anchor.sheet:
        parts.append(f'sheet "{anchor.sheet}"' + (f" {anchor.ref}" if anchor.ref else ""))
        return ", ".join(parts) + (f" ({anchor.label})" if anchor.label else "")
    if anchor.table is not None:
        parts.append(f"table {anchor.table}")
        if anchor.row is not None:
            parts.append(f"row {anchor.row}")
        if anchor.cell is not None:
            parts.append(f"column {anchor.cell}")
        return ", ".join(parts) + (f" ({anchor.label})" if anchor.label else "")
    if anchor.line is not None:
        parts.append(f"line {anchor.line}")
        if anchor.column is not None and anchor.column > 1:
            parts.append(f"character {anchor.column}")
        if anchor.label and (anchor.path or anchor.cell is not None):
            return ", ".join(parts) + f" ({anchor.label})"
    elif anchor.paragraph is not None:
        parts.append(f"paragraph {anchor.paragraph}")
    return ", ".join(parts)


def spot(anchor: Anchor) -> str:
    """The place as a page for people says it: 「第3张表 第5行 第7列（总计）」.

    「表3」 for the third table of a file reads like the form's own 表三, which may be another one.
    """
    words = place(anchor)
    if language() == "zh" and anchor.table is not None and not anchor.sheet:
        sheet = _("第{n}张表").format(n=anchor.table)
        words = words.replace(str(Anchor(table=anchor.table)), sheet, 1)
    if anchor.path:
        words = f"{anchor.path.replace(chr(92), '/').rpartition('/')[2]} {words}".rstrip()
    return words


def title_of(result: Result) -> str:
    """「某局 · 2024年度 · 2021年版格式」, with what is known of it."""
    parts = [result.organ]
    if result.year is not None:
        parts.append(_("{year}年度").format(year=result.year))
    if result.edition:
        parts.append(_("{edition}年版格式").format(edition=result.edition))
    return " · ".join(visible(part) for part in parts if part)


def day_words(run: Run) -> str:
    """「判定日期：2024-12-31」; where the reports have different ones, all of them: each report says its own."""
    days = run.days
    if len(days) == 1:
        return _("判定日期：{day}").format(day=days[0])
    shown = days if len(days) <= _MOST_NAMED else [days[0], "…", days[-1]]
    return _("判定日期各不相同（{days}），以每份结果写的为准").format(days=join(shown))


def own_day(run: Run, result: Result) -> str:
    """The day of judgement of one result in words where not all have the same, else ""."""
    if len(run.days) == 1 or not result.as_of:
        return ""
    return _("判定日期：{day}").format(day=result.as_of)


def names_of(results: Sequence[Result]) -> list[str]:
    """What each result is called in a list of them: its organ, else its file; both where two would be alike.

    Files of one name are told apart by the folders above them, as far as it takes.
    """
    organs = [(result.organ, result.year) for result in results]
    # One file may have several results, for several days.
    count = Counter(organ for organ, _path in {(o, r.path) for o, r in zip(organs, results, strict=True)})
    steps = [result.path.replace("\\", "/").split("/") for result in results]
    tails = Counter(path[-n:] for path in set(map(tuple, steps)) for n in range(1, len(path) + 1))
    names = []
    for result, organ, path in zip(results, organs, steps, strict=True):
        least = next((n for n in range(1, len(path)) if tails[tuple(path[-n:])] == 1), len(path))
        file = "/".join(path[-least:])
        alike = result.organ and count[organ] > 1
        names.append(visible(f"{result.organ} {file}" if alike else result.organ or file, 120))
    return names


def not_checked(result: Result) -> dict[str, list[str]]:
    """Why something could not be checked, and the codes of the rules it concerns, in order of code.

    Equal reasons are merged; what could not be read comes first, and with no code where no rule
    gives the same reason. A crashed rule is not here: it has a finding of its own.
    """
    reasons: dict[str, list[str]] = {reason: [] for _pointer, reason in result.unread}
    for code in sorted(result.outcome):
        outcome = result.outcome[code]
        if outcome.state is State.NOT_CHECKED:
            reasons.setdefault(outcome.reason, []).append(code)
    return reasons


def codes_in_words(codes: list[str]) -> str:
    """Codes in order, three or more running numbers as a range: 「S101～S104、T206」."""
    runs: list[list[str]] = []
    for code in codes:
        last = runs[-1][-1] if runs else ""
        follows = last[:1] == code[:1] and last[1:].isdecimal() and code[1:].isdecimal()
        if follows and int(code[1:]) == int(last[1:]) + 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    words = (f"{run[0]}～{run[-1]}" if len(run) > 2 else join(run) for run in runs)
    return join(words)


def counts_in_words(found: dict[str, int]) -> list[str]:
    """「错误 2 处」「未核对 3 项」…: what is not zero."""
    templates = {
        "error": N_("错误 {n} 处"),
        "warning": N_("警告 {n} 处"),
        "info": N_("提示 {n} 处"),
        "review": N_("需人工核对 {n} 处"),
        "suppressed": N_("已豁免 {n} 处"),
        "not_checked": N_("未核对 {n} 项"),
    }
    return [_(text).format(n=found[key]) for key, text in templates.items() if found.get(key)]


def coverage_words(result: Result) -> str:
    """「表格 198 格：确切读出 190、存疑 3、未读出 5」, "" for a file that was not read."""
    found = result.coverage
    if found is None or not found.cells:
        return ""
    if found.certain == found.cells:
        return _("表格 {n} 格，全部确切读出").format(n=found.cells)
    parts = [
        (N_("确切读出 {n}"), found.certain),
        (N_("存疑 {n}"), found.doubtful),
        (N_("未读出 {n}"), found.unread),
    ]
    words = join(_(template).format(n=n) for template, n in parts)
    return _("表格 {n} 格：{parts}").format(n=found.cells, parts=words)


def compare_words(result: Result) -> tuple[str, str]:
    """What to do about cells that were not surely read, and the command for it; ("", "") where all were, and
    where there is no file with pages or tables to show."""
    found = result.coverage
    if found is None or found.certain == found.cells or result.path == "-" or result.path.endswith(".json"):
        return "", ""
    path = f'"{result.path}"' if any(map(str.isspace, result.path)) else result.path
    says = _("存疑和未读出的格，请与原件对照。下面的命令把读到的每个数标在原件上，写成一页网页：")
    return says, f"gouji extract {visible(path)} -o html:{_('对照.html')}"


def unlisted_words(run: Run, results: Iterable[Result]) -> str:
    """What the profile counts and does not list, "" where it lists everything."""
    from checker.run import summary

    left: list[Result] = []
    for result in results:
        listed = set(map(id, run.listed(result)))
        rest = [f for f in result.findings if id(f) not in listed and not f.suppressed]
        left.append(Result(result.path, result.sha256, findings=rest))
    found = counts_in_words(summary(left))
    if not found:
        return ""
    return _("按「{profile}」没有逐条列出：{found}（--profile publish 可以列出）").format(
        profile=run.profile.name, found=("，" if language() == "zh" else ", ").join(found)
    )


def named(paths: Sequence[str], count: int = 0) -> str:
    """The first few of some paths, 「等」 behind them where there are more (`count` in all)."""
    names = join(visible(path, LONGEST_QUOTE) for path in paths[:_MOST_NAMED])
    more = max(count, len(paths)) > _MOST_NAMED
    return _("{names} 等").format(names=names) if more or count > len(paths) else names


def skipped_words(count: int, paths: Sequence[str], *, catalogs: bool = False) -> str:
    """「另有 2 个文件不是年度报告，已跳过：甲.txt、乙.html。」, "" for none. The first few are named."""
    if not count:
        return ""
    if not paths:
        text = (
            _("另有 {n} 个文件不是栏目清单，已跳过。")
            if catalogs
            else _("另有 {n} 个文件不是年度报告，已跳过。")
        )
        return text.format(n=count)
    names = named(paths, count)
    if catalogs:
        return _("另有 {n} 个文件不是栏目清单，已跳过：{names}。").format(n=count, names=names)
    return _("另有 {n} 个文件不是年度报告，已跳过：{names}。").format(n=count, names=names)


_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def visible(text: str, limit: int = LONGEST_MESSAGE) -> str:
    """Text of a report made harmless for a terminal, on one line, at most `limit` characters.

    A line break or tab becomes a space; every other control character, a mark that turns the
    direction of writing, an invisible or private character is written 「<U+001B>」.
    """
    if len(text) > limit:
        text = text[:limit] + "…"
    if text.replace("\u3000", "").isprintable():  # nothing of what is written out below is printable
        return text
    out = []
    for char in text:
        if char in "\t\n\r":
            out.append(" ")
        elif char == "\xa0" or unicodedata.category(char) in _HIDDEN:
            out.append(f"<U+{ord(char):04X}>")
        else:
            out.append(char)
    return "".join(out)


def join(items: Iterable[str]) -> str:
    """A list in a sentence: 「甲、乙、丙」."""
    return ("、" if language() == "zh" else ", ").join(items)


def sentences(items: Iterable[str]) -> str:
    """Whole sentences one after the other; empty ones are left out."""
    return ("" if language() == "zh" else " ").join(item.strip() for item in items if item)


def clauses(items: Iterable[str]) -> str:
    """Statements in one line: 「甲；乙」."""
    return ("；" if language() == "zh" else "; ").join(items)
