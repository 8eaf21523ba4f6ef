"""Texts in the language of the request."""

from __future__ import annotations

from django.utils.translation import get_language

from almaden.reference.languages import PAGE_LANGUAGES, translator
from almaden.wording import Text, Value

#: Written from right to left.
RIGHT_TO_LEFT = frozenset({"ar"})


def language() -> str:
    """The language of the request."""
    code = (get_language() or "en").partition("-")[0]
    return code if code in PAGE_LANGUAGES else "en"


def translate(text: str, /, **values: Value) -> str:
    """A text of the program in the language of the request; ``values`` fill its names in braces."""
    return translator(language())(Text(text, **values) if values else text)
