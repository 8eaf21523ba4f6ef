"""Names of columns, sheets and words made comparable."""

from __future__ import annotations

import difflib
import functools
import unicodedata
from collections.abc import Mapping

from almaden.reference.languages import LANGUAGES
from almaden.reference.readers.labels import label


# Words of choices and headers repeat in each row of a table.
@functools.lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A name without case, accents, underscores and punctuation, for comparing."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare).split())


def find_column(header: str, columns: tuple[str, ...]) -> str | None:
    """The column that a header names in any of the languages, None if it names none."""
    return find_name("column", header, columns)


def near_column(header: str, columns: tuple[str, ...]) -> str | None:
    """The column that a header which names none comes nearest to."""
    known = {**_names("column", columns), **{plain(column): column for column in columns}}
    near = difflib.get_close_matches(plain(header), known, n=1, cutoff=0.6)
    return known[near[0]] if near else None


def find_name(kind: str, text: str, names: tuple[str, ...]) -> str | None:
    """The name of one kind that a text gives in any of the languages, None if it gives none."""
    wanted = plain(text)
    for name in names:
        if plain(name) == wanted:
            return name
    # The catalogues of translations are only opened for a name that is not English.
    return _names(kind, names).get(wanted)


@functools.cache
def _names(kind: str, names: tuple[str, ...]) -> Mapping[str, str]:
    known: dict[str, str] = {}
    for lang in LANGUAGES:
        for name in names:
            known.setdefault(plain(label(kind, name, lang)), name)
    return known
