"""Keeps the text that the search looks through in step with the records."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

from almaden.store.models import SearchText
from almaden.store.models.recorded import Recorded

#: Rows written by one statement.
BATCH: Final = 500
#: Separates the texts of one record, so that no word is found across two of them.
_BETWEEN: Final = "\n"

#: Databases cannot hold it.
_UNKEPT: Final = "\0"


def fold(text: str) -> str:
    """A text in small letters, without accents, with single spaces, as the search compares it.

    >>> fold("  Central Térmica  RÍO Turbio ")
    'central termica rio turbio'
    """
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter) and letter not in _UNKEPT)
    return " ".join(bare.encode(errors="ignore").decode().split())


def note(record_type: str, records: Sequence[Recorded]) -> None:
    """Write what records of one type are found by; does nothing for types that nobody searches."""
    texts = [
        SearchText(record_type=record_type, record_id=record.pk, text=_BETWEEN.join(folded))
        for record in records
        if (folded := [one for one in map(fold, record.found_by()) if one])
    ]
    if texts:
        SearchText.objects.bulk_create(
            texts,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["record_type", "record_id"],
            update_fields=["text"],
        )


def forget(record_type: str, record: Recorded) -> None:
    """Leave out a record that was removed."""
    if record.found_by():
        SearchText.objects.filter(record_type=record_type, record_id=record.pk).delete()
