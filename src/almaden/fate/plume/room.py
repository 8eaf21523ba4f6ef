"""The air of a shop in which gold is heated: one well mixed box."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from almaden.errors import Fault, InputError
from almaden.fate.plume.defaults import limits
from almaden.fate.plume.saturation import Equation, saturation_mg_per_m3, saturation_origins
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin
from almaden.wording import Text

if TYPE_CHECKING:
    import numpy as np
    import pandas
    from numpy.typing import ArrayLike, NDArray

_SECONDS_PER_HOUR: Final = 3600.0
_MG_PER_G: Final = 1000.0
#: Numbers of a room by their rows in the table of limits; that of the temperature is the equation of saturation.
_LIMITS: Final = {
    "volume_m3": "volume",
    "air_changes_per_h": "air_changes",
    "surface_m2": "surface",
    "deposition_m_per_s": "settling",
}


@dataclass(frozen=True)
class Room:
    """A room.

    Attributes:
        volume_m3: its air, m3, more than 0.
        air_changes_per_h: how often an hour its air is replaced by clean air, 0 or more.
        surface_m2: walls, floor and things on which mercury settles, m2.
        deposition_m_per_s: velocity at which it settles there, m/s.
        temperature_k: of the air.

    Raises:
        InputError: on making one with something that cannot be, every fault together.
    """

    volume_m3: float
    air_changes_per_h: float
    surface_m2: float = 0.0
    deposition_m_per_s: float = 0.0
    temperature_k: float = 293.15

    def __post_init__(self) -> None:
        faults = []
        for name, value in asdict(self).items():
            if name == "temperature_k":
                right, accepted = 0 < value < math.inf, Text("more than 0 K")
            else:
                low, high = limits()[_LIMITS[name]]
                right, accepted = low <= value <= high, Text("from {low} to {high}", low=low, high=high)
            if not right:
                faults.append(Fault("this cannot be of a room", column=name, value=f"{value:g}", accepted=accepted))
        if faults:
            raise InputError(faults)

    @property
    def loss_per_h(self) -> float:
        """Share of the mercury in the air that leaves it in an hour, by exchange and by settling, 1/h."""
        settling = self.deposition_m_per_s * self.surface_m2 / self.volume_m3 * _SECONDS_PER_HOUR
        return self.air_changes_per_h + settling


@dataclass(frozen=True)
class RoomAir:
    """Mercury in the air of a room.

    Attributes:
        meta: how it was made.
        hours: (times,) hours since the start; infinite is the steady state.
        concentration_mg_per_m3: (times,) not more than saturated air holds.
        uncapped_mg_per_m3: (times,) what the balance alone gives.
        saturation_mg_per_m3: what saturated air holds.
        equation: of the saturation.
        unverified: numbers that were not read in their source.
    """

    meta: Meta
    hours: NDArray[np.float64]
    concentration_mg_per_m3: NDArray[np.float64]
    uncapped_mg_per_m3: NDArray[np.float64]
    saturation_mg_per_m3: float
    equation: Equation
    unverified: tuple[Origin, ...]

    @property
    def saturated(self) -> NDArray[np.bool_]:
        """(times,) True where the balance gives more than air can hold: the rest is liquid on cold surfaces."""
        return self.uncapped_mg_per_m3 > self.saturation_mg_per_m3

    def to_frame(self) -> pandas.DataFrame:
        """One row for each time."""
        import pandas

        names = ("hours", "concentration_mg_per_m3", "uncapped_mg_per_m3", "saturated")
        return pandas.DataFrame({name: getattr(self, name) for name in names})

    def to_json(self) -> dict[str, Any]:
        """Everything, of plain values; the steady state has no hours."""
        rows = zip(self.hours, self.concentration_mg_per_m3, self.uncapped_mg_per_m3, self.saturated, strict=True)
        return {
            "meta": asdict(self.meta),
            "saturation_mg_per_m3": self.saturation_mg_per_m3,
            "equation": self.equation,
            "air": [
                {
                    "hours": float(hours) if math.isfinite(hours) else None,
                    "concentration_mg_per_m3": float(capped),
                    "uncapped_mg_per_m3": float(free),
                    "saturated": bool(full),
                }
                for hours, capped, free, full in rows
            ],
            "unverified": [asdict(origin) for origin in self.unverified],
        }

    def summary(self) -> str:
        """The last time in one sentence."""
        when = (
            Text("after {hours} h", hours=float(self.hours[-1]))
            if math.isfinite(self.hours[-1])
            else Text("in the end")
        )
        return Text(
            "{when} the air holds {value} mg/m3 of mercury; saturated air holds {full}",
            when=when,
            value=float(self.concentration_mg_per_m3[-1]),
            full=self.saturation_mg_per_m3,
        )


def room_air(
    emission_g_per_h: float,
    room: Room,
    hours: ArrayLike = (math.inf,),
    *,
    at_start_mg_per_m3: float = 0.0,
    equation: Equation = "huber",
) -> RoomAir:
    """Mercury in the air of a room, steady or in time: C = E / (V ACH + vd S), approached at the rate of loss.

    Args:
        emission_g_per_h: mercury given off, g/h.
        room: the room.
        hours: (times,) hours since the emission began; infinite for the steady state.
        at_start_mg_per_m3: mercury in the air when it began.
        equation: of the saturation, which caps the answer.

    Raises:
        InputError: a negative emission, start or time, or a steady state of a room that loses nothing.
    """
    import numpy as np

    times = np.atleast_1d(np.asarray(hours, dtype=np.float64))
    faults = [
        Fault("this is negative or missing", column=name, value=str(value), accepted="0 or more")
        for name, value in (("emission_g_per_h", emission_g_per_h), ("at_start_mg_per_m3", at_start_mg_per_m3))
        if not (math.isfinite(value) and value >= 0)
    ]
    if not (times >= 0).all():
        faults.append(Fault("a time is negative or missing", column="hours", accepted="0 h or more"))
    loss, gain = room.loss_per_h, _MG_PER_G * emission_g_per_h / room.volume_m3
    if loss == 0 and not np.isfinite(times).all():
        faults.append(
            Fault(
                "a room without any exchange of air has no steady state",
                column="air_changes_per_h",
                value="0",
                accepted="more than 0",
                advice="give the times at which to look",
            )
        )
    if faults:
        raise InputError(faults)
    if loss == 0:
        free = at_start_mg_per_m3 + gain * times
    else:
        free = gain / loss + (at_start_mg_per_m3 - gain / loss) * np.exp(-loss * times)
    full = float(saturation_mg_per_m3(room.temperature_k, equation))
    origins = tuple(origin for origin in saturation_origins(equation) if origin.status != "verified")
    return RoomAir(meta(0, 0), times, np.minimum(free, full), free, full, equation, origins)
