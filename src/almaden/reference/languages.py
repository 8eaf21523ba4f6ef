"""The languages that Almaden speaks, and the catalogues of their texts.

A text of the program is written in English where it is used and is its own key in the catalogues
``locale/<language>/LC_MESSAGES/almaden.po``. What a catalogue does not hold is shown in English.
"""

from __future__ import annotations

import gettext
import os
import sys
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from almaden.errors import Fault, InputError
from almaden.wording import Text, Translate, Value, fill, n_

__all__ = ["LANGUAGES", "PAGE_LANGUAGES", "default_language", "n_", "plural_translator", "translator"]

#: Codes of the languages of commands and documents, the language of the program text first.
LANGUAGES: Final = ("en", "fr", "es")

#: Codes of the languages of the pages: the six of the United Nations.
PAGE_LANGUAGES: Final = ("en", "fr", "es", "ar", "ru", "zh")

_DOMAIN: Final = "almaden"
_CATALOGUES: Final = Path(__file__).resolve().parent.parent / "locale"

#: In the order in which a POSIX system asks them; the first that is set decides.
_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")

#: Windows names a language in English words, not by code.
_WINDOWS_NAMES: Final = {"english": "en", "french": "fr", "spanish": "es"}


def translator(lang: str) -> Translate:
    """Find the function that says a text of the program in a language.

    A :class:`~almaden.wording.Text` is filled again, its numbers in the marks of the language.

    Args:
        lang: one of :data:`PAGE_LANGUAGES`.

    Returns:
        A function from the English text to the text in ``lang``; without a translation it stays English.

    Raises:
        InputError: Almaden does not speak the language.
    """
    if lang not in PAGE_LANGUAGES:
        raise InputError(
            Fault(
                "Almaden does not speak this language.",
                column="lang",
                value=lang,
                accepted=", ".join(PAGE_LANGUAGES),
                advice="choose one of these; en is always complete",
            )
        )
    if lang == LANGUAGES[0]:
        return n_
    catalogue = _catalogue(lang)

    def number(value: float) -> str:
        from almaden.reference.numerals import spoken

        return spoken(value, lang)

    def translate(text: str) -> str:
        if isinstance(text, Text):
            return text.say(translate, number)
        # The empty text is the key of a catalogue's own header.
        return catalogue.gettext(text) if text else text

    return translate


def plural_translator(lang: str) -> Callable[..., str]:
    """Find the function that says a text which depends on a number in a language.

    Args:
        lang: one of :data:`PAGE_LANGUAGES`.

    Returns:
        A function of the English text for one, the English text for many, the number, and the values of other
        names in braces by keyword; ``{count}`` is the number.
    """
    translate = translator(lang)
    catalogue = gettext.NullTranslations() if lang == LANGUAGES[0] else _catalogue(lang)

    def number(value: float) -> str:
        from almaden.reference.numerals import spoken

        return spoken(value, lang)

    def plural(one: str, many: str, count: int, /, **values: Value) -> str:
        named = {"count": count, **values}
        try:
            return fill(catalogue.ngettext(one, many, count), named, translate, number)
        except (KeyError, IndexError, ValueError):
            # A wrong translation must not hide what was to be said.
            return fill(one if count == 1 else many, named, translate, number)

    return plural


def default_language(environment: Mapping[str, str] | None = None) -> str:
    """Guess the reader's language from the surroundings; English when they ask for one that is not spoken.

    ``ALMADEN_LANG`` comes before ``LC_ALL``, ``LC_MESSAGES`` and ``LANG``. On Windows, which sets none of
    these, the language of the system is taken.

    Args:
        environment: the environment variables; those of the process when None.
    """
    variables = os.environ if environment is None else environment
    chosen = _language_of(variables.get("ALMADEN_LANG", ""))
    if chosen:
        return chosen
    asked = next((variables[name] for name in _VARIABLES if variables.get(name)), "")
    if not asked and sys.platform == "win32":
        asked = _windows_locale()
    return _language_of(asked) or LANGUAGES[0]


def _language_of(name: str) -> str:
    """The language of a name such as ``fr_CA.UTF-8``, ``es`` or ``French_France``; empty if not spoken."""
    head = name.partition(".")[0].partition("@")[0].replace("-", "_").partition("_")[0].strip().lower()
    head = _WINDOWS_NAMES.get(head, head)
    return head if head in LANGUAGES else ""


def _windows_locale() -> str:
    import locale

    return locale.getlocale()[0] or ""


@cache
def _catalogue(lang: str) -> gettext.NullTranslations:
    """The catalogue of a language: compiled if it was installed, otherwise compiled here from its text.

    A compiled file older than its text is left aside: somebody is working on the translation.
    """
    compiled = _CATALOGUES / lang / "LC_MESSAGES" / f"{_DOMAIN}.mo"
    text = compiled.with_suffix(".po")
    if compiled.exists() and not (text.exists() and text.stat().st_mtime > compiled.stat().st_mtime):
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    if text.exists():
        return _compile(text, lang)
    return gettext.NullTranslations()


def _compile(text: Path, lang: str) -> gettext.GNUTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with text.open("rb") as file:
        catalogue = read_po(file, locale=lang)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
