"""What is told of storage, as one object, and made-up data to try it with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from almaden.reference.tables import read_table
from almaden.supply.storage.records import (
    TABLES,
    CandidateRecord,
    CostRecord,
    CrossingRecord,
    FacilityRecord,
    HoldingRecord,
    OptionRecord,
    PermitRecord,
    SourceRecord,
    StocktakeRecord,
)
from almaden.wording import Text, n_

EXAMPLE_NOTICE: Final = n_("Made-up data: no facility, source or price of it exists.")


@dataclass(frozen=True)
class StorageData:
    """The tables of storage; identifiers differ within a table.

    Attributes:
        facilities, permits, sources, options, costs, candidates, crossings, holdings, stocktakes: the tables.
        notes: how the file was understood.
        sha256: of what was read; empty where nothing was.
        notice: said on every result, as of a made-up example.
    """

    facilities: tuple[FacilityRecord, ...] = ()
    permits: tuple[PermitRecord, ...] = ()
    sources: tuple[SourceRecord, ...] = ()
    options: tuple[OptionRecord, ...] = ()
    costs: tuple[CostRecord, ...] = ()
    candidates: tuple[CandidateRecord, ...] = ()
    crossings: tuple[CrossingRecord, ...] = ()
    holdings: tuple[HoldingRecord, ...] = ()
    stocktakes: tuple[StocktakeRecord, ...] = ()
    notes: tuple[Text | str, ...] = ()
    sha256: str = ""
    notice: str = ""

    def permits_of(self, facility: str) -> Sequence[PermitRecord]:
        """The permits of a facility."""
        return [one for one in self.permits if one.facility == facility]

    def costs_of(self, option: str) -> Sequence[CostRecord]:
        """The costs of an option."""
        return [one for one in self.costs if one.option == option]

    @property
    def allowed(self) -> frozenset[tuple[str, str]]:
        """Pairs of countries between which mercury may go, from the first to the second."""
        return frozenset((one.from_country, one.to_country) for one in self.crossings if one.allowed == "yes")


@cache
def example() -> StorageData:
    """Made-up data of every table."""
    tables: dict[str, Any] = {
        name: tuple(
            record.model_validate({key: value for key, value in row.items() if value})
            for row in read_table(f"supply/storage_example/{name}")
        )
        for name, record in TABLES.items()
    }
    return StorageData(**tables, notice=EXAMPLE_NOTICE)
