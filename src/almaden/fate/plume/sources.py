"""What gives mercury to the air near the ground, and the weather that carries it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from almaden.errors import Fault, InputError
from almaden.fate.plume.defaults import limits
from almaden.fate.plume.stability import class_codes
from almaden.wording import Text, either, n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

#: Land around a source: how rough it is decides how fast a plume spreads.
Setting = Literal["rural", "urban"]
#: Elemental mercury, gaseous oxidised mercury, mercury on particles.
Species = Literal["hg0", "hg2", "hgp"]
SPECIES: Final = ("hg0", "hg2", "hgp")

_EARTH_LIMITS: Final = {"latitude": (-90.0, 90.0), "longitude": (-180.0, 360.0)}
_POSITIVE: Final = ("height_m", "exit_temperature_k")
#: Numbers of a stack by their rows in the table of limits.
_SIZES: Final = {
    "height_m": "height",
    "diameter_m": "diameter",
    "exit_speed_m_per_s": "gas_speed",
    "building_height_m": "roof",
    "building_width_m": "building_width",
}


@dataclass(frozen=True)
class Source:
    """A stack or a vent.

    Attributes:
        name: what it is called.
        emission_g_per_s: mercury that it gives off, g/s, by species ``hg0``, ``hg2``, ``hgp``.
        height_m: height of its mouth above ground, m; more than 0.
        latitude, longitude: where it is, degrees.
        diameter_m: inner diameter of the mouth, m; 0 for a vent whose plume does not rise by itself.
        exit_speed_m_per_s: upward speed of the gas at the mouth, m/s.
        exit_temperature_k: temperature of the gas, K.
        base_elevation_m: height of the ground above the sea, m.
        building_height_m, building_width_m: building in whose wake the mouth may stand (width across the wind), m;
            0 where there is none.

    Raises:
        InputError: on making one with something that cannot be, every fault together.
    """

    name: str
    emission_g_per_s: Mapping[str, float]
    height_m: float
    latitude: float
    longitude: float
    diameter_m: float = 0.0
    exit_speed_m_per_s: float = 0.0
    exit_temperature_k: float = 293.15
    base_elevation_m: float = 0.0
    building_height_m: float = 0.0
    building_width_m: float = 0.0

    def __post_init__(self) -> None:
        faults = [*_emission_faults(self.emission_g_per_s), *_number_faults(self)]
        if faults:
            raise InputError(faults)

    @property
    def building(self) -> bool:
        """True where a building is described."""
        return self.building_height_m > 0


def _emission_faults(emission_g_per_s: Mapping[str, float]) -> list[Fault]:
    faults = []
    if not emission_g_per_s:
        faults.append(Fault("the source gives off nothing", column="emission", accepted="at least one species"))
    for species, value in emission_g_per_s.items():
        if species not in SPECIES:
            faults.append(Fault("there is no such species", column="emission", value=species, accepted=either(SPECIES)))
        most = limits()["emission"][1]
        if not 0 <= value <= most:
            accepted = Text("0 to {most} g/s", most=most)
            problem = "the emission is negative, missing or more than can be"
            faults.append(Fault(problem, column=species, value=f"{value:g}", accepted=accepted))
    return faults


def _number_faults(source: Source) -> list[Fault]:
    faults = []
    for name in ("exit_temperature_k", *_SIZES, *_EARTH_LIMITS, "base_elevation_m"):
        value = getattr(source, name)
        most = limits()[_SIZES[name]][1] if name in _SIZES else math.inf
        low, high = _EARTH_LIMITS.get(name, (-math.inf, math.inf))
        if not math.isfinite(value):
            problem, accepted = n_("this is no number"), n_("a number")
        elif name in _POSITIVE and value <= 0:
            problem, accepted = n_("this must be more than 0"), n_("more than 0")
        elif name in _SIZES and value < 0:
            problem, accepted = n_("this must not be negative"), n_("0 or more")
        elif value > most:
            problem, accepted = n_("this is more than can be"), Text("at most {most}", most=most)
        elif not low <= value <= high:
            problem, accepted = n_("this is not on the globe"), Text("{low} to {high}", low=low, high=high)
        else:
            continue
        faults.append(Fault(problem, column=name, value=str(value), accepted=accepted))
    if (source.building_height_m > 0) != (source.building_width_m > 0):
        faults.append(
            Fault(
                "the building has a height or a width, but not both",
                column="building_width_m" if source.building_height_m > 0 else "building_height_m",
                accepted="both more than 0, or both 0",
            )
        )
    if source.exit_speed_m_per_s > 0 and source.diameter_m == 0:
        faults.append(
            Fault(
                "gas leaves with a speed through a mouth without a diameter",
                column="diameter_m",
                accepted="more than 0 where the exit speed is more than 0",
            )
        )
    return faults


@dataclass(frozen=True)
class Weather:
    """Weather of hours, or of classes of hours; every array has one shape, one entry an hour.

    Attributes:
        wind_m_per_s: wind at 10 m, m/s; 0 is read and told, and carries a plume at the least wind.
        wind_from_degrees: direction that the wind comes from, degrees clockwise from north.
        stability: places in :data:`~almaden.fate.plume.stability.CLASSES`.
        temperature_k: temperature of the air, K.
        mixing_height_m: height of the layer in which the air mixes, m; infinite where there is no lid.
        rain_mm_per_h: rain, mm/h.
    """

    wind_m_per_s: NDArray[np.float64]
    wind_from_degrees: NDArray[np.float64]
    stability: NDArray[np.intp]
    temperature_k: NDArray[np.float64]
    mixing_height_m: NDArray[np.float64]
    rain_mm_per_h: NDArray[np.float64]

    @property
    def hours(self) -> int:
        """How many entries there are."""
        return int(self.wind_m_per_s.size)


#: For each array of the weather: lowest and highest value, whether the lowest itself is refused, what is accepted.
_WEATHER_LIMITS: Final = {
    "wind_m_per_s": (0.0, math.inf, False, n_("0 m/s or more")),
    "wind_from_degrees": (0.0, 360.0, False, n_("0 to 360 degrees")),
    "temperature_k": (0.0, math.inf, True, n_("a temperature in K, more than 0")),
    "mixing_height_m": (0.0, math.inf, True, n_("more than 0 m")),
    "rain_mm_per_h": (0.0, math.inf, False, n_("0 mm/h or more")),
}


def weather(
    wind_m_per_s: ArrayLike,
    wind_from_degrees: ArrayLike,
    stability: ArrayLike,
    temperature_k: ArrayLike,
    mixing_height_m: ArrayLike = math.inf,
    rain_mm_per_h: ArrayLike = 0.0,
) -> Weather:
    """Weather from numbers or arrays that broadcast against each other; stability in letters or places.

    Raises:
        InputError: values that cannot be: negative wind, a direction outside 0 to 360, something missing, and so on;
            the row of a fault is the place of the hour, from 1.
    """
    import numpy as np

    codes = class_codes(stability)
    given = {
        "wind_m_per_s": wind_m_per_s,
        "wind_from_degrees": wind_from_degrees,
        "temperature_k": temperature_k,
        "mixing_height_m": mixing_height_m,
        "rain_mm_per_h": rain_mm_per_h,
    }
    arrays = np.broadcast_arrays(codes, *(np.asarray(value, dtype=np.float64) for value in given.values()))
    named = dict(zip(given, arrays[1:], strict=True))
    faults: list[Fault] = []
    for name, values in named.items():
        low, high, strict, accepted = _WEATHER_LIMITS[name]
        right = (values > low if strict else values >= low) & (values <= high)
        if name != "mixing_height_m":
            right &= np.isfinite(values)
        faults.extend(
            Fault("this cannot be in weather", row=int(hour) + 1, column=name, value=str(values.flat[hour]),
                  accepted=accepted)
            for hour in np.flatnonzero(~right)
        )  # fmt: skip
    if faults:
        raise InputError(faults)
    return Weather(stability=arrays[0], **named)
