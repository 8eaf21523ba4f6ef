"""What a user tells of a near field: hours of weather, a wind rose, stacks, places; one row of a table each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from almaden.reference.record import Record, described
from almaden.wording import n_


class WeatherRecord(Record):
    """One hour of weather. An hour without wind speed or direction is missing and is left out."""

    time: str = described(n_("Start of the hour, local standard time."), "2023-01-01T00:00")
    wind_speed: float | None = described(n_("Wind speed."), "3.2", "m/s", default=None)
    wind_direction: float | None = described(
        n_("Where the wind blows from, clockwise from north."), "270", "degree", default=None
    )
    temperature: float | None = described(n_("Temperature of the air."), "15", "C", default=None)
    stability: str = described(
        n_("Pasquill class, A (very unstable) to F (stable). Where empty it is found from sun and cloud."),
        "D",
        default="",
    )
    insolation: str = described(
        n_("Sun: strong, moderate, slight or night. Not needed with a class."), "moderate", default=""
    )
    cloud: float | None = described(
        n_("Part of the sky under cloud, in eighths; at night it decides. Not needed with a class."), "3", "1/8",
        default=None,
    )  # fmt: skip
    mixing_height: float | None = described(
        n_("Height of the mixed layer; empty for no lid."), "800", "m", default=None
    )
    rain: float | None = described(n_("Rain in the hour; empty for none."), "0.4", "mm/h", default=None)


class RoseRecord(Record):
    """One cell of a wind rose. The shares of all cells add to 1."""

    wind_direction: float = described(
        n_("Middle of the sector where the wind blows from, clockwise from north."), "270", "degree"
    )
    wind_speed: float = described(n_("Speed that stands for the class."), "3.5", "m/s")
    stability: str = described(n_("Pasquill class, A (very unstable) to F (stable)."), "D")
    share: float = described(n_("Share of the time, between 0 and 1."), "0.012", "1")


class StackRecord(Record):
    """One stack or vent from which mercury goes into the air."""

    name: str = described(n_("Name of the stack."), "Stack 1")
    latitude: float = described(n_("Latitude, north positive."), "40.1", "degree")
    longitude: float = described(n_("Longitude, east positive."), "-3.2", "degree")
    height: float = described(n_("Height of the mouth above the ground."), "60", "m")
    roof: float | None = described(n_("Height of the building that it stands on, above the ground."), "25", "m",
                                   default=None)  # fmt: skip
    diameter: float | None = described(n_("Inner diameter of the mouth; empty for a vent without rise."), "2", "m",
                                       default=None)  # fmt: skip
    gas_speed: float | None = described(n_("Speed of the gas at the mouth."), "15", "m/s", default=None)
    gas_temperature: float | None = described(n_("Temperature of the gas at the mouth, in kelvin."), "400", "K",
                                              default=None)  # fmt: skip
    emission: float = described(n_("Mercury emitted, on average over the year."), "12", "")
    unit: str = described(n_("Unit of the emission: kg/yr, g/h, g/s."), "kg/yr")
    hg0_share: float = described(n_("Share of elemental mercury vapour."), "0.5", "1")
    hg2_share: float = described(n_("Share of oxidised mercury gas."), "0.4", "1")
    hgp_share: float = described(n_("Share of mercury on particles."), "0.1", "1")
    building_width: float | None = described(
        n_("Width of that building across the wind; with it the wake of the building is calculated."), "40", "m",
        default=None,
    )  # fmt: skip


class PlaceRecord(Record):
    """One place at which the concentration is asked for."""

    name: str = described(n_("Name of the place."), "School")
    latitude: float = described(n_("Latitude, north positive."), "40.11", "degree")
    longitude: float = described(n_("Longitude, east positive."), "-3.19", "degree")
    height: float | None = described(n_("Height above the ground; where people breathe if empty."), "1.5", "m",
                                     default=None)  # fmt: skip


#: The tables by the title of their sheet.
TABLES: Final[Mapping[str, type[Record]]] = MappingProxyType(
    {"stacks": StackRecord, "weather": WeatherRecord, "rose": RoseRecord, "places": PlaceRecord}
)
