"""Names of columns, sheets and words made comparable."""

from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """A name without case, accents, underscores and punctuation, for comparing."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare).split())
