"""The numbers that units rest on, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from almaden.reference.origin import Origin
from almaden.sectors.coal.behaviour import behaviour
from almaden.sectors.coal.filled_origins import origin_of_default, origins_of_defaults
from almaden.sectors.coal.methods import answers
from almaden.sectors.coal.plant import CoalUnit, Conditions
from almaden.sectors.numbers import Number


def origins_of(unit: CoalUnit) -> tuple[Origin, ...]:
    """Every number that a unit rests on, in the order of its use."""
    found = {number.origin: None for number in _numbers(unit)}
    found |= dict.fromkeys(origins_of_defaults(unit))
    for conditions in unit.conditions:
        found |= dict.fromkeys(_behind(conditions))
    return tuple(found)


def unverified_of(units: Iterable[CoalUnit]) -> tuple[Origin, ...]:
    """The unverified numbers that a fleet rests on, each once."""
    seen: set[int] = set()
    found: dict[Origin, None] = {}
    conditions: dict[Conditions, None] = {}
    defaults: dict[tuple[str, str], None] = {}
    for unit in units:
        for number in _numbers(unit):
            # Defaults are one object for all units that take them: most have been looked at already.
            if id(number) not in seen:
                seen.add(id(number))
                found[number.origin] = None
        conditions |= dict.fromkeys(unit.conditions)
        defaults |= dict.fromkeys(unit.filled.items())
    found |= dict.fromkeys(filter(None, (origin_of_default(*one) for one in defaults)))
    for each in conditions:
        found |= dict.fromkeys(_behind(each))
    return tuple(origin for origin in found if origin.status == "unverified")


def _numbers(unit: CoalUnit) -> tuple[Number, ...]:
    return (unit.mercury, unit.heating_value, unit.washing, unit.heat_rate, unit.capacity_factor)


def _behind(conditions: Conditions) -> Iterator[Origin]:
    known = behaviour(conditions)
    yield from (number.origin for number in (known.bottom_ash, known.particulate, known.oxidised))
    for device in known.devices:
        yield from (number.origin for number in device.shares.values())
    for answer in answers(conditions):
        if answer.passing is not None:
            yield answer.passing.origin
