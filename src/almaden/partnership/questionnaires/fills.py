"""Which fields of the record of a need a question may fill, and what its choices mean there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, get_args

from almaden.partnership.codes import materials, steps
from almaden.partnership.questionnaires.keys import key_of
from almaden.partnership.records.exchange import NeedRecord


@dataclass(frozen=True)
class Fill:
    """A field of a need that a question may fill.

    Attributes:
        kinds: kinds of questions that can.
        words_of: gives the words that the field takes; None where any text will do.
    """

    kinds: tuple[str, ...]
    words_of: Callable[[], tuple[str, ...]] | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The words that the field takes; none where any text will do."""
        return self.words_of() if self.words_of is not None else ()


def _literal(field: str) -> Callable[[], tuple[str, ...]]:
    return lambda: tuple(word for word in get_args(NeedRecord.model_fields[field].annotation) if word)


_TEXT: Final = Fill(("short", "long"))
_NUMBER: Final = Fill(("number",))
_YES_NO: Final = Fill(("yes_no",))

#: Fields of a need by name.
FILLS: Final[Mapping[str, Fill]] = MappingProxyType(
    {
        "title": Fill(("short",)),
        "country": Fill(("country",)),
        "organisation": Fill(("short",)),
        "steps": Fill(("several", "one"), lambda: tuple(steps())),
        "materials": Fill(("several", "one"), lambda: tuple(materials())),
        "stock_t": _NUMBER,
        "quantity_t_per_year": _NUMBER,
        "mercury_mg_per_kg": _NUMBER,
        "known_by": Fill(("one",), _literal("known_by")),
        "budget": _NUMBER,
        "currency": Fill(("short",)),
        "wants_finance": _YES_NO,
        "wants_training": _YES_NO,
        "preference": Fill(("one",), _literal("preference")),
        "export_allowed": _YES_NO,
        "article": Fill(("short",)),
        "due": Fill(("date",)),
        "priority": _NUMBER,
        "reason": _TEXT,
        "public": _YES_NO,
        "contact": Fill(("short",)),
        "email": Fill(("short",)),
    }
)


def code_of(field: str, key: str) -> str:
    """The word that the key of a choice means in a field of a need; empty where it means none."""
    return next((word for word in FILLS[field].words if key_of(word) == key), "")
