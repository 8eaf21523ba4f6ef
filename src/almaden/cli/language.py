"""The language of this run of the command, chosen once when the first group of commands is loaded.

Help texts are made while a module of commands is imported, so the choice must come before:
:func:`almaden.cli.main.main` writes it to ``ALMADEN_LANG`` and imports the groups after that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from almaden.reference.languages import default_language, translator

#: Code of the language in which help and messages are shown.
LANGUAGE: Final = default_language()

#: Says a text of the program in :data:`LANGUAGE`.
_: Final[Callable[[str], str]] = translator(LANGUAGE)
