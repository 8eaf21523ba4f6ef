"""Sulphur dioxide, nitrogen oxides and dust of a unit, by simple factors: what controls against mercury take along.

They are rough: from the coal's sulphur and ash, the kind of boiler and the devices. They serve to compare a unit with
itself after a change, not to report its emissions.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from almaden.reference.tables import read_table
from almaden.sectors.coal.costs import size_of
from almaden.sectors.coal.plant import HOURS_OF_A_YEAR, CoalUnit, Conditions
from almaden.sectors.coal.prices import Range
from almaden.sectors.coal.train import Train

Pollutant = Literal["SO2", "NOx", "dust"]
POLLUTANTS: Final[tuple[Pollutant, ...]] = ("SO2", "NOx", "dust")

#: Sulphur dioxide for each mass of sulphur, from the atomic weights 32.06 and 15.999.
_DIOXIDE: Final = (32.06 + 2 * 15.999) / 32.06


def emitted(unit: CoalUnit, pollutant: Pollutant) -> Range:
    """Tonnes of a pollutant per year, at the values of record of the unit; the ends are those of the factors."""
    ends = [_emitted(unit, pollutant, *which) for which in (("value", "value"), ("low", "high"), ("high", "low"))]
    return Range(*ends)


def avoided(before: CoalUnit, after: CoalUnit, pollutant: Pollutant) -> Range:
    """Tonnes per year that a change avoids; negative where there is more.

    The ends take the factors of the boiler and the removal of devices that the change brings both at their least, and
    both at their most; devices that were there before stay at their values.
    """
    found = [
        _emitted(before, pollutant, raw, "value") - _after(before, after, pollutant, raw, devices)
        for raw, devices in (("value", "value"), ("low", "low"), ("high", "high"))
    ]
    return Range(found[0], min(found), max(found))


def _after(before: CoalUnit, after: CoalUnit, pollutant: Pollutant, raw: str, devices: str) -> float:
    """Emission after a change; only devices that the change brought are taken at an end of their range."""
    trains = zip(after.trains, after.conditions, before.trains, strict=True)
    return sum(
        share * _raw(after, one, pollutant, raw) * _left(train, pollutant, devices, old.devices)
        for (share, train), one, (_, old) in trains
    )


def _emitted(unit: CoalUnit, pollutant: Pollutant, raw: str, devices: str) -> float:
    pairs = zip(unit.trains, unit.conditions, strict=True)
    return sum(
        share * _raw(unit, one, pollutant, raw) * _left(train, pollutant, devices) for (share, train), one in pairs
    )


@functools.cache
def _left(train: Train, pollutant: Pollutant, end: str, settled: tuple[str, ...] = ()) -> float:
    """Share of a pollutant that passes the devices, taken at an end of their range but for those that are settled."""
    left = 1.0
    for device in train.devices:
        left *= 1.0 - _factor("device", device, pollutant, "value" if device in settled else end)
    return left


def _raw(unit: CoalUnit, conditions: Conditions, pollutant: Pollutant, end: str) -> float:
    """Tonnes per year that leave the boiler."""
    size, fuel = size_of(unit), conditions.fuel
    if pollutant == "SO2":
        return size.coal_t * fuel.sulphur_percent / 100.0 * _DIOXIDE * _factor("rank", fuel.rank, pollutant, end)
    if pollutant == "dust":
        return size.coal_t * fuel.ash_percent / 100.0 * _factor("boiler", conditions.boiler, pollutant, end)
    heat_gj = unit.full_mw * HOURS_OF_A_YEAR * unit.capacity_factor.value * unit.heat_rate.value
    return heat_gj * _factor("boiler", conditions.boiler, pollutant, end) / 1000.0


def _factor(kind: str, key: str, pollutant: Pollutant, end: str) -> float:
    """A factor or a removal; a device without a row takes nothing."""
    return _rows().get((kind, key, pollutant), _NONE)[end]


_NONE: Final[Mapping[str, float]] = MappingProxyType({"value": 0.0, "low": 0.0, "high": 0.0})


@functools.cache
def _rows() -> Mapping[tuple[str, str, str], Mapping[str, float]]:
    return MappingProxyType(
        {
            (row["kind"], row["key"], row["pollutant"]): {end: float(row[end]) for end in ("value", "low", "high")}
            for row in read_table("coal/pollutants")
        }
    )
