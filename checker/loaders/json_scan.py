"""JSON with the line and column of every value, without recursion; what is wrong is said in plain words."""

from __future__ import annotations

import re
from bisect import bisect_right
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from checker.loaders.limits import MAX_DIGITS, MAX_JSON_DEPTH
from checker.model import Anchor, Json, Unreadable

_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?(?![\d.\w])", re.ASCII)
_WORD = re.compile(r"[A-Za-z_]\w*|-?Infinity")
_WORDS: dict[str, Json] = {"true": True, "false": False, "null": None}
_REMEDY = "请检查该处附近的引号、逗号和括号是否齐全、是否成对，且都是英文半角"


class Scanned(NamedTuple):
    """The value of a file, and the place of each of its pointers."""

    value: Json
    places: dict[str, Anchor]


class _Open(NamedTuple):
    """An object or a list that is not closed yet."""

    value: dict[str, Json] | list[Json]
    pointer: str
    keys: dict[str, int]
    at: int


def scan(text: str) -> Scanned:
    """Read a whole JSON text. Raises `Unreadable`, with the line and column of the fault.

    Duplicate keys are refused: one of the two figures would be lost. NaN and Infinity are no
    figures. 3.0 is read as 3. A quote is the text of the value as it stands.
    """
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text))]
        self.places: dict[str, Anchor] = {}

    def place(self, at: int) -> tuple[int, int]:
        """The line and column of an offset, from 1."""
        line = bisect_right(self.starts, at)
        return line, at - self.starts[line - 1] + 1

    def fault(self, at: int, what: str, **values: Json) -> Unreadable:
        """What is wrong at an offset."""
        line, column = self.place(at)
        return Unreadable("第 {line} 行第 {column} 字处" + what, _REMEDY, line=line, column=column, **values)

    def skip(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        return found.end() if found else at

    def scan(self) -> Scanned:
        stack: list[_Open] = []
        at = self.skip(0)
        pointer = ""
        while True:
            # A value begins at `at`.
            character = self.text[at : at + 1]
            value: Json
            if character in ("{", "["):
                if len(stack) >= MAX_JSON_DEPTH:
                    raise self.fault(at, "嵌套超过 {limit} 层", limit=MAX_JSON_DEPTH)
                value = {} if character == "{" else []
                self.note(pointer, at, "")
                stack.append(_Open(value, pointer, {}, at))
                at = self.skip(at + 1)
                if self.text[at : at + 1] == ("}" if character == "{" else "]"):
                    at, value = at + 1, stack.pop().value
                else:
                    pointer, at = self.key(stack[-1], at)
                    continue
            else:
                value, end = self.scalar(at)
                self.note(pointer, at, value if isinstance(value, str) else self.text[at:end])
                at = end
            # A value has ended: put it where it belongs, and close what it completes.
            while stack:
                top = stack[-1]
                if isinstance(top.value, list):
                    top.value.append(value)
                else:
                    top.value[next(reversed(top.keys))] = value
                at = self.skip(at)
                mark = self.text[at : at + 1]
                if mark == ",":
                    pointer, at = self.key(top, self.skip(at + 1))
                    break
                if mark != ("]" if isinstance(top.value, list) else "}"):
                    raise self.unclosed(top, at)
                at, value = at + 1, stack.pop().value
            else:
                at = self.skip(at)
                if at < len(self.text):
                    raise self.fault(at, "有多余的内容")
                return Scanned(value, self.places)

    def unclosed(self, top: _Open, at: int) -> Unreadable:
        if at >= len(self.text):
            line, _ = self.place(top.at)
            bracket = "}" if isinstance(top.value, dict) else "]"
            return Unreadable(
                "文件不完整：第 {line} 行开始的括号没有用 {bracket} 结束", _REMEDY, line=line, bracket=bracket
            )
        return self.fault(at, "缺少逗号或右括号")

    def key(self, top: _Open, at: int) -> tuple[str, int]:
        """The pointer of the next value of an object or a list, and where that value begins."""
        if isinstance(top.value, list):
            if self.text[at : at + 1] == "]":
                raise self.fault(at, "多了一个逗号")
            return f"{top.pointer}/{len(top.value)}", at
        if self.text[at : at + 1] != '"':
            if at >= len(self.text):
                raise self.unclosed(top, at)
            raise self.fault(at, "多了一个逗号" if self.text[at] == "}" else "应当是带英文双引号的名称")
        name, end = self.string(at)
        if name in top.keys:
            first, _ = self.place(top.keys[name])
            second, _ = self.place(at)
            raise Unreadable(
                "「{name}」出现了两次：第 {first} 行和第 {second} 行", "请删去其中一个", name=name, first=first,
                second=second,
            )  # fmt: skip
        top.keys[name] = at
        end = self.skip(end)
        if self.text[end : end + 1] != ":":
            raise self.fault(end, "名称后面缺少冒号")
        step = name.replace("~", "~0").replace("/", "~1")
        return f"{top.pointer}/{step}", self.skip(end + 1)

    def string(self, at: int) -> tuple[str, int]:
        try:
            text, end = scanstring(self.text, at + 1, True)
        except JSONDecodeError as error:
            if "Unterminated" in error.msg:
                raise self.fault(at, "的引号没有结束") from None
            if "control character" in error.msg:
                raise self.fault(error.pos, "的引号没有在本行结束（文字里不能直接换行或按 Tab 键）") from None
            raise self.fault(error.pos, "的反斜杠写法不对") from None
        if not text.isascii():
            # Half a surrogate pair cannot be written out again.
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return text, end

    def scalar(self, at: int) -> tuple[Json, int]:
        character = self.text[at : at + 1]
        if character == '"':
            return self.string(at)
        if not character:
            raise Unreadable("文件不完整：内容突然结束", _REMEDY)
        number = _NUMBER.match(self.text, at)
        if number:
            return self.number(number), number.end()
        word = _WORD.match(self.text, at)
        if word and word[0] in _WORDS:
            return _WORDS[word[0]], word.end()
        if word and word[0] in ("NaN", "Infinity", "-Infinity"):
            raise self.fault(at, "的 {word} 不是数字", word=word[0])
        raise self.fault(at, "应当是数字、带英文双引号的文字或 null")

    def number(self, found: re.Match[str]) -> int | float:
        digits = found[0]
        if len(digits) > MAX_DIGITS:
            raise self.fault(found.start(), "的数字超过 {limit} 位", limit=MAX_DIGITS)
        if found[1] is None and found[2] is None:
            return int(digits)
        value = float(digits)
        if value in (float("inf"), float("-inf")):
            raise self.fault(found.start(), "的数字太大")
        return int(value) if value.is_integer() and abs(value) < 2**53 else value

    def note(self, pointer: str, at: int, quote: Any) -> None:
        line, column = self.place(at)
        self.places[pointer] = Anchor(line=line, column=column, quote=quote)
