"""Texts in the language of the request."""

from __future__ import annotations

from typing import Final

from django.utils.translation import get_language

from almaden.reference.languages import LANGUAGES, PAGE_LANGUAGES, plural_translator, translator
from almaden.wording import Text, Value

#: Written from right to left.
RIGHT_TO_LEFT: Final = frozenset({"ar"})

#: What each language calls itself.
LANGUAGE_NAMES: Final = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "ar": "العربية",
    "ru": "Русский",
    "zh": "中文",
}


def language() -> str:
    """The language of the request."""
    code = (get_language() or "en").partition("-")[0]
    return code if code in PAGE_LANGUAGES else "en"


def report_language() -> str:
    """The language of the request if reports are written in it, else English."""
    return language() if language() in LANGUAGES else "en"


def translate(text: str, /, **values: Value) -> str:
    """A text of the program in the language of the request; ``values`` fill its names in braces."""
    return translator(language())(Text(text, **values) if values else text)


def plural(one: str, many: str, count: int, /, **values: Value) -> str:
    """A text that depends on a number, in the language of the request, with the form that the number asks for.

    Args:
        one: the English text for one thing; ``{count}`` stands for the number.
        many: the English text for any other number.
        count: the number.
        **values: what other names in braces stand for.
    """
    return plural_translator(language())(one, many, count, **values)
