"""Coal-fired units in the template of the program: a table each for units, boilers, coals, tests and changes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from almaden.reference.readers.names import find_column
from almaden.reference.readers.table import RawTable
from almaden.reference.readers.template import Rows, kind_of
from almaden.reference.record import Record, columns
from almaden.sectors.coal.change_records import ChangeRecord
from almaden.sectors.coal.records import CoalRecord, CoalUnitRecord, IndustrialBoilerRecord, PlantTestRecord
from almaden.wording import Text

#: The tables of the template by name of their sheet or file.
TABLES: Final[Mapping[str, type[Record]]] = MappingProxyType(
    {
        "units": CoalUnitRecord,
        "boilers": IndustrialBoilerRecord,
        "coals": CoalRecord,
        "tests": PlantTestRecord,
        "changes": ChangeRecord,
    }
)
#: Tables whose rows are units.
UNITS: Final = ("units", "boilers")
#: Fields that may be empty and weigh on the result: which of them no column feeds is told.
_FILLED: Final = (
    "boiler", "controls", "rank", "technology", "capacity_factor", "efficiency_percent", "heat_rate_mj_per_kwh",
    "start_year", "latitude", "longitude", "operating_hours",
)  # fmt: skip


def kind_of_units(table: RawTable) -> tuple[str, int]:
    """Which table of units has most of the columns of a table, and how many."""
    return kind_of(table, TABLES, UNITS)


def left_out(rows: Rows) -> Text | None:
    """Which columns that weigh on the result are not there."""
    known = columns(rows.record)
    there = {find_column(header, known) for header in rows.table.header if header}
    absent = [name for name in _FILLED if name in known and name not in there]
    if not absent:
        return None
    return Text("columns that are not there are filled from default tables: {names}", names=", ".join(absent))
