"""What was read of a study, before it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from almaden.reference.record import Record


@dataclass(frozen=True)
class ReadStudy:
    """Tables that were brought or sent, with what they tell of themselves.

    Attributes:
        tables: the records by table.
        country: the country that they are of; empty for several.
        sha256: of what was read; empty where it could give reports away that are withheld.
        year: the year that they are for; None where none is told, or many are.
        title: what they are; empty where they do not tell.
        made_up: whether they say that their figures are made up.
    """

    tables: Mapping[str, Sequence[Record]]
    country: str
    sha256: str
    year: int | None = None
    title: str = ""
    made_up: bool = False
