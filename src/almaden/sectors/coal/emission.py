"""Mercury of one unit of a fleet: its emission by the default method and by every measured total that applies."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from almaden.quantity.sampling import FloatArray
from almaden.sectors.coal.calibration import carried
from almaden.sectors.coal.engine import STACK, Shares, coal_input, fate_shares, over_trains, passage
from almaden.sectors.coal.methods import answers
from almaden.sectors.coal.plant import CoalUnit, Conditions
from almaden.sectors.draws import FleetDraws, UnitDraws, point
from almaden.sectors.numbers import Draw, Drawn

#: The most that tests can make pass: at 1 the odds have no end.
_MOST = 0.999
#: The default method: the speciation chain.
CHAIN = "chain"
#: Units reckoned together: more do not fit the cache of a processor.
_TOGETHER = 4


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
    return _emission(unit, draws or point, _shares(unit, draws))


def emissions(units: Iterable[CoalUnit], draws: FleetDraws) -> Iterator[tuple[CoalUnit, Emission]]:
    """Reckon many units with draws; to the last digit as :func:`emission` does, but units that are alike together.

    Numpy is fast with long arrays, and where a unit may have several trains each of them has few of its draws.

    Yields:
        Each unit with its emission, in an order that depends on that of the units.
    """
    for members in alike(units):
        together = draws.of(*(unit.id for unit in members))
        shares = _shares(members[0], together)
        for place, unit in enumerate(members):
            own = {name: together.part(share, place) for name, share in shares.items()}
            yield unit, _emission(unit, draws.of(unit.id), own)


def air_kg(unit: CoalUnit, draws: UnitDraws | None = None) -> Drawn:
    """Emission to air in a year by the chain alone, kg: for changes of a unit, which are many."""
    shares = over_trains(unit, draws, functools.partial(reaching, names=()))
    return _emission(unit, draws or point, shares).air_kg


def air_draws(units: Sequence[CoalUnit], draws: FleetDraws) -> FloatArray:
    """Emission to air in a year by unit, kg, shape ``(units, draws + 1)``, the value of record first."""
    place = {unit.id: at for at, unit in enumerate(units)}
    found = np.empty((len(units), draws.draws + 1))
    for unit, one in emissions(units, draws):
        found[place[unit.id]] = one.air_kg
    return found


def alike(units: Iterable[CoalUnit]) -> Iterator[list[CoalUnit]]:
    """Units parted into short lists of those that have trains and conditions in common."""
    found: dict[tuple[object, ...], list[CoalUnit]] = defaultdict(list)
    for unit in units:
        found[unit.trains, unit.conditions].append(unit)
    for members in found.values():
        for start in range(0, len(members), _TOGETHER):
            yield members[start : start + _TOGETHER]


def _shares(unit: CoalUnit, draws: UnitDraws | None) -> Shares:
    return over_trains(unit, draws, functools.partial(reaching, names=methods_of(unit.conditions)))


def _emission(unit: CoalUnit, draw: Draw, shares: Shares) -> Emission:
    numbers = (unit.capacity_factor, unit.heat_rate, unit.mercury, unit.heating_value, unit.washing)
    coal = coal_input(unit.full_mw, *map(draw, numbers))
    passing = tested_share(unit, shares[CHAIN], draw)
    return Emission(
        coal_kg=coal.kg,
        burned_kg=coal.burned_kg,
        air_kg=coal.burned_kg * passing,
        g_per_gwh=coal.burned_kg_per_mwh * passing * 1e6,
        methods={name: coal.burned_kg * share for name, share in shares.items() if name != CHAIN},
    )


def tested_share(unit: CoalUnit, modelled: Drawn, draw: Draw) -> Drawn:
    """The share reaching the stack in the light of the unit's own tests; as modelled where it has none."""
    if unit.tested is None:
        return modelled
    tested = unit.tested
    coal = draw(tested.mercury) / draw(tested.heating_value)
    # A mg/kg by a MJ/kg is 1,000 mg/GJ. No more can pass than the coal brings, whatever two results say.
    measured = np.minimum(draw(tested.emission) / (1000.0 * coal), _MOST)
    return carried(measured, passage(tested.conditions, draw).stack.total, modelled)


def by_fate(unit: CoalUnit, shares: Shares, draw: Draw) -> dict[str, Drawn]:
    """Shares of the mercury burned by fate, air among them, in the light of the unit's own tests; they add to 1.

    Args:
        unit: the unit.
        shares: by form at the stack and by fate, as :func:`~almaden.sectors.coal.engine.fate_shares` gives them.
        draw: what they were drawn with.
    """
    modelled = sum((shares[form] for form in STACK), start=0.0)
    passing = tested_share(unit, modelled, draw)
    residues = {name: share for name, share in shares.items() if name not in STACK}
    staying = 1.0 - modelled
    if unit.tested is not None:
        before = fate_shares(unit.tested.conditions, draw)
        told = {fate: draw(share) / before[fate] for fate, share in unit.tested.residues.items() if fate in before}
        residues = {name: share * told.get(name, 1.0) for name, share in residues.items()}
        staying = sum(residues.values(), start=0.0)
    # The share at the stack is known best; tests of residues tell the proportions of what stays.
    return {"air": passing, **{name: share * ((1.0 - passing) / staying) for name, share in residues.items()}}


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
