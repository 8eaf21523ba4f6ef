"""Units of test results: from a content or a rate to grams of mercury in an hour.

Every factor is exact, by the definition of its units, except the volume of flue gas, which comes from a table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from almaden.reference.tables import read_table
from almaden.sectors.coal.plant import HOURS_OF_A_YEAR
from almaden.sectors.coal.reconcile_streams import GAS_STREAMS
from almaden.sectors.coal.terms import Rank

#: What several data may have been multiplied by; an error there moves all of them.
HEAT: Final = "heat input"
HOURS: Final = "full-load hours"
LEANED_ON: Final = (HEAT, HOURS)

#: Oxygen in dry air, as EPA Method 19 and national limits take it.
AIR_OXYGEN: Final = 20.9
#: mg/GJ of one lb/TBtu: 453592.37 mg, and 1055.05585262 GJ in a TBtu.
MG_PER_GJ_OF_LB_PER_TBTU: Final = 453592.37 / 1055055.85262

#: Grams an hour of a content of 1 in a flow of 1.
_CONTENTS: Final[Mapping[str, Mapping[str, float]]] = {
    "mg/kg": {"t/h": 1.0, "t/y": 1.0},
    "ug/m3": {"m3/h": 1e-6},
    "ug/l": {"l/h": 1e-6, "m3/h": 1e-3, "t/h": 1e-3},
}
#: Grams of a rate of 1: in an hour, in a year, from a GJ.
_RATES: Final[Mapping[str, tuple[float, str]]] = {
    "g/h": (1.0, ""),
    "kg/y": (1000.0, HOURS),
    "mg/GJ": (1e-3, HEAT),
    "lb/TBtu": (1e-3 * MG_PER_GJ_OF_LB_PER_TBTU, HEAT),
}
_SPELLINGS: Final = {
    **{unit.casefold(): unit for unit in (*_CONTENTS, *_RATES, "t/h", "t/y", "m3/h", "l/h")},
    "ug/nm3": "ug/m3",
    "nm3/h": "m3/h",
    "ppm": "mg/kg",
}


def unit_word(text: str) -> str:
    """A unit as this module writes it: ``ug/m3`` for ``µg/Nm3``. What is not known stays as it is."""
    plain = text.strip().replace(" ", "").replace("\u00b5", "u").replace("\u03bc", "u").replace("\u00b3", "3")
    return _SPELLINGS.get(plain.casefold(), text.strip())


def content_unit(stream: str) -> str:
    """The unit of a content in a stream."""
    return "ug/m3" if stream in GAS_STREAMS else "ug/l" if stream == "FGD water" else "mg/kg"


def value_units(stream: str) -> tuple[str, ...]:
    """The units that a result of a stream may have."""
    return content_unit(stream), *_RATES


def flow_units(unit_of_value: str) -> tuple[str, ...]:
    """The units that the flow beside a result may have; none where the result is a rate."""
    return tuple(_CONTENTS.get(unit_of_value, ()))


def gas_m3_per_gj(rank: Rank, oxygen_percent: float) -> float:
    """Dry flue gas at 0 degrees C and one atmosphere from a GJ (higher heating value) of coal.

    Args:
        rank: rank of the coal.
        oxygen_percent: oxygen of the dry gas.
    """
    row = next(row for row in read_table("coal/test_gas_volume") if row["rank"] == rank)
    # A dry standard cubic foot is at 68 degrees F (293.15 K); a foot is 0.3048 m; a million Btu is 1.05505585262 GJ.
    at_zero = float(row["dscf_per_mmbtu"]) * 0.3048**3 * (273.15 / 293.15) / 1.05505585262
    return at_zero * AIR_OXYGEN / (AIR_OXYGEN - oxygen_percent)


@dataclass(frozen=True)
class Load:
    """The state of the unit that results are taken to be of.

    Attributes:
        heat_gj_per_h: heat input.
        coal_t_per_h: dry coal.
        rank: rank of the coal.
        full_load_hours: hours that a flow per year is divided by.
    """

    heat_gj_per_h: float
    coal_t_per_h: float
    rank: Rank
    full_load_hours: float

    def rate(self, value: float, unit: str) -> tuple[float, str]:
        """A rate in grams an hour, and what it leans on."""
        factor, leaning = _RATES[unit]
        if leaning == HOURS:
            return value * factor / self.full_load_hours, leaning
        return value * factor * (self.heat_gj_per_h if leaning == HEAT else 1.0), leaning

    def content(self, value: float, unit: str, flow: float, flow_unit: str) -> tuple[float, str]:
        """A content in a flow in grams an hour, and what it leans on."""
        yearly = flow_unit == "t/y"
        grams = value * flow * _CONTENTS[unit][flow_unit]
        return (grams / self.full_load_hours, HOURS) if yearly else (grams, "")

    def in_coal(self, mg_per_kg: float) -> float:
        """Grams an hour of a content of the dry coal that gives the heat input."""
        return mg_per_kg * self.coal_t_per_h

    def in_gas(self, ug_per_m3: float, oxygen_percent: float) -> float:
        """Grams an hour of a concentration in the gas that the heat input gives."""
        return ug_per_m3 * 1e-6 * gas_m3_per_gj(self.rank, oxygen_percent) * self.heat_gj_per_h


def hours(capacity_factor: float) -> float:
    """Full-load hours of a year."""
    return HOURS_OF_A_YEAR * capacity_factor
