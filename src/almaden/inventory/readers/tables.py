"""The tables that an inventory is made of, and the names under which they are found in any language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from almaden.inventory.records import (
    ActivityRow,
    FactorRow,
    LawRow,
    PopulationRow,
    PriorityRow,
    PublishedRow,
    SourceRow,
)
from almaden.reference.readers.names import find_name
from almaden.reference.record import Record


@dataclass(frozen=True)
class TableKind:
    """One kind of table.

    Attributes:
        name: name of its file without ending, and title of its sheet.
        record: the record type of its rows.
        must_have: columns that must be there; the others may be left out.
    """

    name: str
    record: type[Record]
    must_have: tuple[str, ...]


ACTIVITY_RATES: Final = TableKind("activity_rates", ActivityRow, ("code", "present", "activity_rate", "unit"))
FACTORS: Final = TableKind("factors", FactorRow, ("kind", "code"))
SOURCES: Final = TableKind("sources", SourceRow, ("id", "citation"))
PUBLISHED: Final = TableKind("published", PublishedRow, ("quantity", "value", "unit", "source"))
LAW: Final = TableKind("law", LawRow, ("obligation", "in_law"))
PRIORITIES: Final = TableKind("priorities", PriorityRow, ("action",))
POPULATIONS: Final = TableKind("populations", PopulationRow, ("group",))

#: Every table of an inventory besides its header, in the order in which they are written.
TABLES: Final = (ACTIVITY_RATES, FACTORS, SOURCES, PUBLISHED, LAW, PRIORITIES, POPULATIONS)

#: File and sheet of the header.
HEADER_FILE: Final = "inventory.toml"
HEADER_SHEET: Final = "inventory"
#: Columns of the header's sheet.
HEADER_COLUMNS: Final = ("key", "value", "low", "high", "year", "source", "seen", "status")


def find_sheet(title: str) -> str | None:
    """The table, or the header, that a title of a sheet or a name of a file names, None if it names none."""
    return find_name("sheet", title, (HEADER_SHEET, *(kind.name for kind in TABLES)))
