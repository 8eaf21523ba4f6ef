"""Mercury of one unit of a fleet: its emission by the default method and by every measured total that applies."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from almaden.sectors.coal.calibration import carried
from almaden.sectors.coal.draws import UnitDraws, point
from almaden.sectors.coal.engine import Shares, burned_kg, content_kg_per_gj, heat_gj, over_trains, passage
from almaden.sectors.coal.methods import answers
from almaden.sectors.coal.numbers import Draw, Drawn
from almaden.sectors.coal.plant import CoalUnit, Conditions

#: The default method: the speciation chain.
CHAIN = "chain"


@dataclass(frozen=True)
class Emission:
    """Mercury of a unit as draws, the value of record first, or as values of record alone.

    Attributes:
        coal_kg, burned_kg, air_kg: with the coal, with the coal burned, and to air, kg a year.
        g_per_gwh: emission for the output.
        methods: emission by measured-total method, where it applies to every train that the unit may have.
    """

    coal_kg: Drawn
    burned_kg: Drawn
    air_kg: Drawn
    g_per_gwh: Drawn
    methods: Mapping[str, Drawn]


def emission(unit: CoalUnit, draws: UnitDraws | None = None) -> Emission:
    """Reckon one unit, with draws or without."""
    draw: Draw = draws or point
    rate = draw(unit.heat_rate) * content_kg_per_gj(unit, draw) * (1.0 - draw(unit.washing))
    names = methods_of(unit.conditions)
    shares = over_trains(unit, draws, functools.partial(reaching, names=names))
    burned = burned_kg(unit, draw)
    passing = tested_share(unit, shares[CHAIN], draw)
    return Emission(
        coal_kg=heat_gj(unit, draw) * content_kg_per_gj(unit, draw),
        burned_kg=burned,
        air_kg=burned * passing,
        g_per_gwh=rate * passing * 1e6,
        methods={name: burned * shares[name] for name in names},
    )


def air_kg(unit: CoalUnit, draws: UnitDraws | None = None) -> Drawn:
    """Mercury to air in a year, kg, by the default method alone."""
    draw: Draw = draws or point
    shares = over_trains(unit, draws, functools.partial(reaching, names=()))
    return burned_kg(unit, draw) * tested_share(unit, shares[CHAIN], draw)


def tested_share(unit: CoalUnit, modelled: Drawn, draw: Draw) -> Drawn:
    """The share reaching the stack in the light of the unit's own tests; as modelled where it has none."""
    if unit.tested is None:
        return modelled
    as_tested = passage(unit.tested.conditions, draw).stack.total
    return carried(draw(unit.tested.passing), as_tested, modelled)


@functools.lru_cache(maxsize=8192)
def methods_of(conditions: tuple[Conditions, ...]) -> tuple[str, ...]:
    """Names of the measured-total methods that apply under each of several conditions."""
    applying = [{one.method for one in answers(each) if one.passing is not None} for each in conditions]
    return tuple(one.method for one in answers(conditions[0]) if all(one.method in names for names in applying))


def reaching(conditions: Conditions, draw: Draw, names: tuple[str, ...]) -> Shares:
    """Share of the mercury burned that reaches the stack, by the chain and by the named methods, which must apply."""
    found: dict[str, Drawn] = {CHAIN: passage(conditions, draw).stack.total}
    for answer in answers(conditions):
        if answer.passing is not None and answer.method in names:
            found[answer.method] = answer.passing.reaching(1.0, draw)
    return found
