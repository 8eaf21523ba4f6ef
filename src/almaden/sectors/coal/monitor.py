"""What mercury monitors at US units measured in the first quarter of 2015: sums of hours, to compare models with."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from almaden.reference.tables import read_table
from almaden.sectors.coal.conversions import G_PER_LB, GJ_PER_MMBTU


@dataclass(frozen=True)
class MonitorQuarter:
    """Sums of a unit over the hours of a quarter in which its monitor measured.

    Attributes:
        state, facility, unit: where; ``facility_id`` is the number of the facility in US registers.
        hours: hours measured.
        gross_mwh: gross output in these hours.
        mercury_lb: mercury at the stack.
        heat_mmbtu: heat of the coal, higher heating value.
        rank, boiler, controls: what the unit was like.
        controls_status: ``recalled`` where rank, boiler and controls were not re-read.
        source, seen, status: where the sums come from.
    """

    state: str
    facility: str
    facility_id: str
    unit: str
    hours: int
    gross_mwh: float
    mercury_lb: float
    heat_mmbtu: float
    rank: str
    boiler: str
    controls: str
    controls_status: str
    source: str
    seen: str
    status: str

    @property
    def lb_per_tbtu(self) -> float:
        """Mercury per heat of the coal: 1 TBtu is a million MMBtu."""
        return self.mercury_lb / self.heat_mmbtu * 1e6

    @property
    def lb_per_gwh(self) -> float:
        """Mercury per gross output."""
        return self.mercury_lb / self.gross_mwh * 1e3

    @property
    def btu_per_kwh(self) -> float:
        """Gross heat rate."""
        return self.heat_mmbtu / self.gross_mwh * 1e3

    @property
    def heat_rate(self) -> float:
        """Gross heat rate in GJ/MWh."""
        return self.heat_mmbtu * GJ_PER_MMBTU / self.gross_mwh

    @property
    def mg_per_gj(self) -> float:
        """Mercury per heat of the coal."""
        return self.mercury_lb * G_PER_LB * 1e3 / (self.heat_mmbtu * GJ_PER_MMBTU)


@functools.cache
def monitored_quarters() -> tuple[MonitorQuarter, ...]:
    """All units of the table, in its order."""
    words = ("state", "facility", "facility_id", "unit", "rank", "boiler", "controls", "controls_status",
             "source", "seen", "status")  # fmt: skip
    return tuple(
        MonitorQuarter(
            hours=int(row["hours"]),
            gross_mwh=float(row["gross_mwh"]),
            mercury_lb=float(row["mercury_lb"]),
            heat_mmbtu=float(row["heat_mmbtu"]),
            **{name: row[name] for name in words},
        )
        for row in read_table("coal/monitor_2015q1")
    )
