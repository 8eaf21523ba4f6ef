"""A coal-fired unit as the calculation sees it: every number there, those that were filled marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from almaden.sectors.coal.terms import Boiler, Rank
from almaden.sectors.coal.train import Train
from almaden.sectors.numbers import Number

#: Hours of a year without a leap day: what a capacity factor is related to.
HOURS_OF_A_YEAR = 8760.0


@dataclass(frozen=True)
class Fuel:
    """The coal that a unit burns, after blending and on dry basis; hashable.

    Attributes:
        rank: rank of the coal; of a blend, that of its greater part.
        chlorine_mg_per_kg, bromine_mg_per_kg: dry basis.
        sulphur_percent, ash_percent: dry basis.
        moisture_percent: as received.
    """

    rank: Rank
    chlorine_mg_per_kg: float
    bromine_mg_per_kg: float
    sulphur_percent: float
    ash_percent: float
    moisture_percent: float


@dataclass(frozen=True)
class Conditions:
    """All that the behaviour of mercury between boiler and stack is looked up by; hashable.

    Attributes:
        fuel: the coal.
        boiler: kind of boiler.
        train: devices and additives.
        unburned_carbon_percent: unburned carbon in fly ash.
        esp_inlet_celsius: temperature before the particle control, None where not known.
    """

    fuel: Fuel
    boiler: Boiler
    train: Train
    unburned_carbon_percent: float
    esp_inlet_celsius: float | None = None


@dataclass(frozen=True, eq=False)
class Tested:
    """What the plant's own tests say of the way to the stack.

    Attributes:
        emission: mercury at the stack, mg per GJ of coal (higher heating value).
        mercury: of the coal as it is burned, mg/kg dry.
        heating_value: of the coal, MJ/kg dry.
        conditions: of the unit as it was tested; what-ifs are related to them.
        residues: shares of the coal's mercury that stay in each residue.
    """

    emission: Number
    mercury: Number
    heating_value: Number
    conditions: Conditions
    residues: Mapping[str, Number] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class CoalUnit:
    """A unit with everything that the calculation needs.

    Attributes:
        id, plant, name, country, subdivision, status: as told; ``country`` is an ISO 3166 code of three letters.
        kind: power plant unit or industrial boiler.
        capacity_mw: gross electric capacity of a power plant unit; 0 for an industrial boiler.
        thermal_mw: fuel input at full load.
        start_year, retired_year, planned_retirement: None where not known.
        mercury: mg/kg dry, before washing.
        heating_value: higher heating value, MJ/kg dry.
        washing: share of the coal's mercury that washing takes out (0 without).
        heat_rate: GJ of coal (higher heating value) per MWh of gross output; for an industrial boiler per MWh of heat
            input, that is 3.6 exactly.
        capacity_factor: share of the year at full output.
        trains: control trains with their shares, which add to 1. One where the train is known; several where only the
            practice of the country is.
        ash_sold_share: share of fly ash that is sold.
        filled: names of the fields that were filled from default tables, with the name of the default.
        conditions: for each train of ``trains``, what its behaviour is looked up by.
        tested: what its own tests say, None without tests.
    """

    id: str
    plant: str
    name: str
    country: str
    subdivision: str
    status: str
    kind: Literal["power", "industrial"]
    capacity_mw: float
    thermal_mw: float
    latitude: float | None
    longitude: float | None
    start_year: int | None
    retired_year: int | None
    planned_retirement: int | None
    mercury: Number
    heating_value: Number
    washing: Number
    heat_rate: Number
    capacity_factor: Number
    trains: tuple[tuple[float, Train], ...]
    conditions: tuple[Conditions, ...]
    ash_sold_share: float = 0.0
    filled: Mapping[str, str] = field(default_factory=dict)
    tested: Tested | None = None

    @property
    def full_mw(self) -> float:
        """What the capacity factor and the heat rate are related to: electric output, or heat input of a boiler."""
        return self.capacity_mw if self.kind == "power" else self.thermal_mw
