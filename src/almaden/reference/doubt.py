"""How far a number of the tables may be off, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from almaden.wording import Text, joined, n_

_LEVELS: Final[Mapping[str, str]] = {
    "low": n_("doubt: low."),
    "medium": n_("doubt: medium."),
    "high": n_("doubt: high."),
    "unknown": n_("doubt: unknown."),
}


def told_doubt(doubt: str, note: str = "") -> Text:
    """The doubt that a table tells with a number, and the note beside it."""
    known = _LEVELS.get(doubt) or (f"doubt: {doubt}." if doubt else "")
    return joined((Text(text) for text in (known, note) if text), " ")
