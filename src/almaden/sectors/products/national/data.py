"""What was read for a national balance of mercury, before anything is calculated."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from almaden.reference.mercury_units import kg_per
from almaden.reference.tables import read_table
from almaden.sectors.products.data import MADE_UP
from almaden.sectors.products.national.records import (
    TABLES,
    CompoundRecord,
    MercuryRecord,
    NationalAboutRecord,
    ProcessRecord,
    ProductRecord,
    Reported,
    ReporterRecord,
    WasteRecord,
    years_of,
)
from almaden.wording import Text

#: A row of one of the tables with amounts.
AmountRecord: TypeAlias = "MercuryRecord | CompoundRecord | ProductRecord | ProcessRecord | WasteRecord"


@dataclass(frozen=True)
class NationalData:
    """What reporters of a country told.

    Attributes:
        about: country, years, title.
        reporters: who reports or is expected to.
        mercury, compounds, products, processes, waste: the rows of the tables.
        notes: what is to be asked about the input, though it is no fault; may name reporters.
        sha256: of what was read; empty where nothing was.
        notice: said on every page and export, as of a made-up example.
    """

    about: NationalAboutRecord
    reporters: tuple[ReporterRecord, ...]
    mercury: tuple[MercuryRecord, ...] = ()
    compounds: tuple[CompoundRecord, ...] = ()
    products: tuple[ProductRecord, ...] = ()
    processes: tuple[ProcessRecord, ...] = ()
    waste: tuple[WasteRecord, ...] = ()
    notes: tuple[Text | str, ...] = ()
    sha256: str = ""
    notice: str = ""

    @property
    def years(self) -> tuple[int, ...]:
        """The years that are reported, rising."""
        return years_of(self.about.years)

    @property
    def rows(self) -> tuple[AmountRecord, ...]:
        """The rows of all tables with amounts."""
        return (*self.mercury, *self.compounds, *self.products, *self.processes, *self.waste)


def mercury_kg(row: AmountRecord, value: float | None) -> float | None:
    """An amount of a row in kg of mercury; None where the amount or its unit says nothing of mass."""
    one = kg_per(row.unit)
    if value is None or one is None:
        return None
    return value * one * (row.mercury_share if isinstance(row, CompoundRecord) else 1.0)


def is_counted(row: Reported) -> bool:
    """Whether a row is told and enters sums: not where another reporter tells the same mercury."""
    return row.state == "told" and not getattr(row, "same_as", "")


@cache
def example() -> NationalData:
    """Made-up reports of a country that does not exist, to see what comes out."""
    found: dict[str, list[Any]] = {name: [] for name in TABLES}
    for row in read_table("products/national_example"):
        record = TABLES[row["table"]]
        told = {name: text for name, text in row.items() if text and name in record.model_fields}
        found[row["table"]].append(record.model_validate(told))
    (about,) = found.pop("about")
    reported: dict[str, Any] = {name: tuple(rows) for name, rows in found.items()}
    return NationalData(about, **reported, notice=MADE_UP)
