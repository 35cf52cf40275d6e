"""Messages in two languages: which is chosen, and that the catalogue is whole."""

from __future__ import annotations

import gettext
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import checker
from checker import i18n

FOLDER = Path(checker.__file__).parent
CATALOGUE = FOLDER / "locale" / "en" / "LC_MESSAGES"
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    yield
    i18n.set_language("zh")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "zh"),
        ({"LANG": ""}, "zh"),
        ({"LANG": "C"}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "POSIX"}, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LANG": "Chinese (Simplified)_China.936"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE@euro"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN"}, "zh"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""}, "en"),
    ],
)
def test_the_locale_chooses(environment: dict[str, str], language: str) -> None:
    assert i18n.language_of(environment) == language


def test_source_strings_are_chinese_and_english_is_a_catalogue_away() -> None:
    assert i18n._("未通过") == "未通过"
    i18n.set_language("en")
    assert i18n._("未通过") == "failed"
    assert i18n._("目录里没有的话") == "目录里没有的话"
    assert i18n._("") == ""


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        i18n.set_language("fr")


def test_chinese_reads_no_catalogue() -> None:
    code = (
        "import sys\n"
        "from checker.i18n import _\n"
        "assert _('错误') == '错误'\n"
        "sys.exit('gettext' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode == 0


def translations() -> dict[str, str]:
    with (CATALOGUE / "gouji.po").open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file, locale="en") if m.id}


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    with (CATALOGUE / "gouji.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for chinese_text, english in translations().items():
        assert compiled.gettext(chinese_text) == english
    # Nothing more is compiled than written (the header has the empty key).
    assert len(compiled._catalog) == len(translations()) + 1  # type: ignore[attr-defined]


def test_a_translation_fills_the_same_blanks() -> None:
    def blanks(text: str) -> set[str]:
        return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}

    for chinese_text, english in translations().items():
        assert blanks(chinese_text) == blanks(english), chinese_text
        assert english.strip(), chinese_text


def marked(package: str) -> dict[str, str]:
    methods = [("**.py", "python"), ("**.j2", "jinja2.ext:babel_extract")]
    keywords = {"_": None, "N_": None}
    found = extract_from_dir(str(FOLDER / package), methods, keywords=keywords)
    return {
        str(message): f"{package}/{name}:{line}"
        for name, line, message, _comments, _context in found
        if message
    }


@pytest.mark.parametrize("package", ["cli", "formats"])
def test_all_that_the_command_line_says_is_translated(package: str) -> None:
    known = translations()
    messages = marked(package)
    assert len(messages) > 20
    missing = {where: text for text, where in messages.items() if text not in known}
    assert not missing


@pytest.mark.parametrize("package", ["cli", "formats"])
def test_no_chinese_is_printed_without_being_marked(package: str) -> None:
    """Every Chinese literal outside docstrings and comments is marked, or is data on this list."""
    import ast

    allowed = {
        "通过",
        "未通过",
        "未能全部核对",
        "无",
        "勾稽：错误",
        "表.「(?P<row>.+)」行「(?P<column>[^「」]+)」列",
    }
    loose = []
    for path in sorted((FOLDER / package).glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        skip: set[int] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "N_"}:
                skip |= {id(n) for argument in node.args for n in ast.walk(argument)}
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                skip.add(id(node.value))
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and HAN.search(node.value)
                and id(node) not in skip
                and node.value not in allowed
                and node.value not in translations()
            ):
                loose.append(f"{path.name}:{node.lineno}: {node.value!r}")
    assert not loose
