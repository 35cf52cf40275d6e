"""The language of what a user sees.

Source strings are Chinese, so Chinese needs no catalogue and no gettext at all; English comes
from `locale/en/LC_MESSAGES/gouji.mo`, read at the first string asked for in English.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Mapping

DOMAIN = "gouji"
LANGUAGES = ("zh", "en")

_language = "zh"


def set_language(language: str) -> None:
    """Choose the language of all messages from here on: "zh" or "en". Raises ValueError for another."""
    global _language
    if language not in LANGUAGES:
        raise ValueError(language)
    _language = language


def language() -> str:
    """The language in force, "zh" or "en"."""
    return _language


def language_of(environment: Mapping[str, str] | None = None) -> str:
    """The language a locale asks for: Chinese, or nothing set, or C, gives "zh", anything else "en".

    Reads LC_ALL, LC_MESSAGES, LANG in that order, as POSIX does; where none is set (Windows)
    the language of the system's user interface decides.
    """
    environment = os.environ if environment is None else environment
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value:
            plain = value.partition(".")[0].partition("@")[0].lower()
            return "zh" if plain in ("c", "posix") or plain.startswith(("zh", "chinese")) else "en"
    return "zh" if environment is not os.environ else _system_language()


def _system_language() -> str:
    """The language of Windows itself, "zh" elsewhere and wherever it cannot be told."""
    if os.name != "nt":
        return "zh"
    try:
        import ctypes

        # The low ten bits of a language id are the primary language; 4 is Chinese.
        windll = ctypes.windll  # type: ignore[attr-defined,unused-ignore]
        return "zh" if windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == 4 else "en"
    except (ImportError, AttributeError, OSError):
        return "zh"


def _(text: str) -> str:
    """The template in the language in force; a template without a translation stays Chinese."""
    if _language == "zh" or not text:
        return text
    return _english()(text)


def N_(text: str) -> str:
    """Marks a string for the catalogue that is translated later, where it is used."""
    return text


@functools.cache
def _english() -> Callable[[str], str]:
    import gettext
    from pathlib import Path

    folder = Path(__file__).parent / "locale"
    return gettext.translation(DOMAIN, folder, languages=["en"], fallback=True).gettext
