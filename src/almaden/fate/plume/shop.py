"""The air of a shop in which gold is heated, beside the limits for places of work."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from almaden.fate.plume.emission import kelvin, parse_emission
from almaden.fate.plume.guidelines import Guideline, beside_work
from almaden.fate.plume.room import Room, RoomAir, room_air
from almaden.fate.plume.saturation import Equation
from almaden.wording import Text, n_

_S_PER_H: Final = 3600.0
_UG_PER_MG: Final = 1000.0


@dataclass(frozen=True)
class ShopAir:
    """The air of a shop.

    Attributes:
        air: mercury in it, in time.
        compared: limits for places of work, each with how many times of it the last time is.
    """

    air: RoomAir
    compared: tuple[tuple[Guideline, float], ...]

    def lines(self) -> tuple[str, ...]:
        """The result in sentences."""
        found: list[str] = []
        air = self.air
        for hours, value, free in zip(air.hours, air.concentration_mg_per_m3, air.uncapped_mg_per_m3, strict=True):
            when = Text("after {hours} h", hours=float(hours)) if math.isfinite(hours) else Text("in the end")
            found.append(Text("{when}: {value} mg/m³ of mercury in the air", when=when, value=float(value)))
            if free > value:
                found.append(Text("the air is full: {value} mg/m³ is what the balance alone gives; the rest is liquid "
                                  "on cold surfaces", value=float(free)))  # fmt: skip
        found.append(Text("saturated air holds {value} mg/m³", value=air.saturation_mg_per_m3))
        for one, ratio in self.compared:
            found.append(
                Text("{ratio} times: {issuer}, {name}, {value} µg/m³ ({averaging})", ratio=ratio, issuer=one.issuer,
                     name=Text(one.name), value=one.value_ug_per_m3, averaging=Text(one.averaging))
            )  # fmt: skip
        found.append(n_("One well mixed box: near the burner it is more."))
        return tuple(found)

    def to_json(self) -> dict[str, Any]:
        """Everything, of plain values."""
        return {
            **self.air.to_json(),
            "guidelines": [
                {"key": one.key, "name": one.name, "issuer": one.issuer, "value_ug_per_m3": one.value_ug_per_m3,
                 "averaging": one.averaging, "status": one.origin.status, "ratio": ratio}
                for one, ratio in self.compared
            ],
        }  # fmt: skip


def shop_air(
    emission: str,
    volume_m3: float,
    air_changes_per_h: float,
    temperature_c: float,
    surface_m2: float = 0.0,
    deposition_m_per_s: float = 0.0,
    hours: Sequence[float] = (math.inf,),
    *,
    equation: Equation = "huber",
) -> ShopAir:
    """The air of a shop.

    Args:
        emission: mercury given off, with its unit: ``2 g/h``.
        volume_m3: of the room.
        air_changes_per_h: how often an hour its air is replaced.
        temperature_c: of the air, degrees Celsius.
        surface_m2: walls and things on which mercury settles.
        deposition_m_per_s: velocity at which it settles on them.
        hours: since the start; infinite is the steady state.
        equation: of saturated mercury.

    Raises:
        InputError: something that cannot be.
    """
    rate = parse_emission(emission) * _S_PER_H
    room = Room(volume_m3, air_changes_per_h, surface_m2, deposition_m_per_s, kelvin(temperature_c))
    found = room_air(rate, room, hours, equation=equation)
    return ShopAir(found, beside_work(float(found.concentration_mg_per_m3[-1]) * _UG_PER_MG))
