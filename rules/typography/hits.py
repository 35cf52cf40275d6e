"""What the scan finds, and what it says of each kind."""

from __future__ import annotations

from typing import NamedTuple

from checker.api import Confidence, Severity

#: (start, end, kind, expected, edits): a stretch of the text, a key of KINDS, what should stand there
#: (for the message), and the edits that mend it: (start, end, new).
Edits = tuple[tuple[int, int, str], ...]
Hit = tuple[int, int, str, str, Edits]


class Kind(NamedTuple):
    """The rule a hit belongs to, its message, the title of its fix, and where it departs from its rule."""

    code: str
    message: str
    title: str = ""
    safe: bool = False
    confidence: Confidence = Confidence.CERTAIN
    severity: Severity | None = None


LIKELY, UNSURE, INFO = Confidence.LIKELY, Confidence.UNSURE, Severity.INFO

KINDS: dict[str, Kind] = {
    "half": Kind("L601", "中文里用了半角标点「{stated}」，应为全角「{expected}」", "改成全角标点", True),
    "bracket": Kind("L602", "中文里的括号「{stated}」是半角的，应为全角括号「（）」", "改成全角括号", True),
    "bracket-mixed": Kind(
        "L602", "这一对括号「{stated}」一半全角一半半角，应都用全角「（）」", "改成全角括号", True
    ),
    "unclosed": Kind("L603", "「{stated}」没有与它配对的「{expected}」，请补上，或删去多余的一个"),
    "unopened": Kind("L603", "「{stated}」前面没有与它配对的「{expected}」，请补上，或删去多余的一个"),
    "crossed": Kind("L603", "「{stated}」与别的成对标点交叉了，应先关里面的，再关外面的"),
    "turned": Kind("L603", "这一对引号两边都是「{stated}」，这一边应为「{expected}」", "改正引号方向"),
    "straight": Kind("L604", "中文里用了直引号「{stated}」，应为「{expected}」", "改成弯引号"),
    "straight-odd": Kind("L604", "中文里用了直引号「{stated}」，而且不成对，应改用“ ”"),
    "corner": Kind("L604", "引号「{stated}」应为「{expected}」，横排简体文件用“ ”和‘ ’", "改成弯引号"),
    "space": Kind("L605", "「{before}」与「{after}」之间有多余的空格，请删去", "删去空格", True),
    "space-digit": Kind(
        "L606", "「{before}」与「{after}」之间有空格，汉字与数字、字母之间不空格", "删去空格", True
    ),
    "repeat": Kind("L607", "标点重复或冲突：「{stated}」，应为「{expected}」", "留下一个标点", True),
    "surplus": Kind("L607", "标点重复：这里的「{stated}」是多余的，请删去", "删去多余的标点", True),
    "two-tones": Kind(
        "L607", "年报里不叠用「{stated}」，请留下一个", "留下一个标点", True, severity=INFO, confidence=LIKELY
    ),
    "ellipsis": Kind("L608", "省略号写成了「{stated}」，应为六个点「……」", "改成省略号"),
    "ellipsis-and": Kind("L608", "「{stated}」：省略号后面不再写「等」，请留一个", "删去省略号"),
    "dash": Kind("L609", "破折号写成了「{stated}」，应为「——」", "改成破折号"),
    "phone": Kind("L609", "电话号码里的横线写成了「{stated}」，应为「-」", "改成短横线"),
    "range": Kind("L610", "数值的起止之间用了「{stated}」，应为「～」或「—」", "改成「～」"),
    "range-date": Kind("L610", "起止日期之间用了「{stated}」，应为「至」或「—」", "改成「至」"),
    "ordinal": Kind("L611", "序号「{stated}」应为「{expected}」", "改正序号"),
    "docnum": Kind(
        "L612", "发文字号的年份写成了「{stated}」，应用六角括号「{expected}」", "改成六角括号", True
    ),
    "wide": Kind("L613", "「{stated}」是全角的数字或字母，应为半角「{expected}」", "改成半角", True),
    "wide-mark": Kind(
        "L613", "英文里用了全角标点「{stated}」，应为半角", "", severity=INFO, confidence=UNSURE
    ),
    "gone": Kind("L615", "这里有看不见的字符（{stated}），请删去", "删去看不见的字符", True),
    "odd-space": Kind("L615", "这里的空格是特殊空格（{stated}），{advice}", "改掉特殊空格", True),
    "unknown": Kind(
        "L615", "这里有别人的电脑上显示不出来的字符（{stated}），请核对后重新输入", confidence=LIKELY
    ),
    "between": Kind("L616", "「{stated}」：并列的引号、书名号之间通常不用顿号", "删去顿号"),
    "before-and": Kind("L617", "「{stated}」：连词前面不用顿号，请删去顿号", "删去顿号"),
    "nested": Kind("L622", "书名号里的书名号「{stated}」应为「{expected}」", "改成单书名号"),
    "date": Kind("L623", "日期「{stated}」应写成「{expected}」", "改正日期写法"),
    "year": Kind("L623", "年份不能简写，「{stated}」应写全四位，如「{expected}」", confidence=LIKELY),
}
