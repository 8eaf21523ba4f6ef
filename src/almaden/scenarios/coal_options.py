"""What every unit of a fleet could do against its mercury, with cost and effect: the input of a plan.

Units that were filled alike burn the same coal in the same way behind the same devices, so a measure takes the same
share of their mercury, and its cost differs with size, hours and age alone. Each such class is worked on once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from almaden.quantity.sampling import FloatArray
from almaden.scenarios.plan_problem import UnitOption
from almaden.scenarios.robust import PlanDraws
from almaden.sectors.amounts import first
from almaden.sectors.coal.changes import Change, apply
from almaden.sectors.coal.costs import Economy
from almaden.sectors.coal.emission import CHAIN, air_kg
from almaden.sectors.coal.like_costs import Sizes, like_costs, sizes_of
from almaden.sectors.coal.offer import Offer
from almaden.sectors.coal.plant import CoalUnit
from almaden.sectors.coal.points import point_values
from almaden.sectors.draws import FleetDraws
from almaden.sectors.numbers import Drawn

#: Units with the most mercury whose draws say how sure a measure is.
_TYPICAL: Final = 20


@dataclass(frozen=True, eq=False)
class FleetOptions:
    """Options of a fleet.

    Attributes:
        options: what each unit could do; what abates nothing is left out.
        baseline: mercury to air of each unit today, kg per year.
        draws: what a plan rests on, in draws; None where none were asked for.
    """

    options: tuple[UnitOption, ...]
    baseline: Mapping[str, float]
    draws: PlanDraws | None


class _Option(NamedTuple):
    """An option of a class of units: the units that it is for, and for each what it abates and costs."""

    change: Change
    places: Sequence[int]
    abated: FloatArray
    cost: FloatArray
    capital: FloatArray


def fleet_options(
    units: Sequence[CoalUnit], how: Economy, offer: Offer | None = None, draws: FleetDraws | None = None
) -> FleetOptions:
    """The options of all units that run.

    Args:
        units: the units, filled.
        how: year, money and rate.
        offer: measures that they may take; the usual ones of the package where not told.
        draws: draws of the uncertain numbers.
    """
    offer = offer or Offer()
    today, sizes = point_values(units).methods[CHAIN], sizes_of(units, how)
    found = [
        option for places in _classes(units, offer) for option in _of_class(units, places, today, sizes, how, offer)
    ]
    options = tuple(
        UnitOption(units[place].id, change.id, change.name, cost, abated, capital, key=_key(change))
        for change, places, *columns in found
        for place, abated, cost, capital in zip(places, *(column.tolist() for column in columns), strict=True)
    )
    baseline = dict(zip((unit.id for unit in units), today.tolist(), strict=True))
    return FleetOptions(options, baseline, _draws(units, found, draws) if draws else None)


def _key(change: Change) -> str:
    """Stream of the error that a measure shares with others of its kind; closing has none."""
    return "" if change.kind == "retire" else change.id


def _classes(units: Sequence[CoalUnit], offer: Offer) -> list[list[int]]:
    """Places of units that are alike but for their size, hours and age."""
    found: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, unit in enumerate(units):
        # Units that were filled alike have the same objects.
        same = (unit.trains, unit.conditions, unit.mercury, unit.heating_value, unit.washing, unit.tested)
        alone = unit.id if unit.id in offer.own else ""
        runs = unit.capacity_factor.value > 0.0
        found[*map(id, same), unit.ash_sold_share, unit.kind, runs, alone].append(place)
    return list(found.values())


def _of_class(
    units: Sequence[CoalUnit], places: Sequence[int], today: FloatArray, sizes: Sizes, how: Economy, offer: Offer
) -> Iterator[_Option]:
    one, own = units[places[0]], sizes.at(places)
    before = first(air_kg(one))
    for change in offer.of(one.id):
        after = apply(one, change)
        if isinstance(after, str) or before <= 0.0:
            continue
        share = 1.0 - first(air_kg(after)) / before
        if share > 0.0:
            yield _Option(change, places, today[list(places)] * share, *like_costs(own, one, after, change, how))


def _draws(units: Sequence[CoalUnit], found: Sequence[_Option], draws: FleetDraws) -> PlanDraws:
    """What units emit, and what each measure lets pass of the mercury of units that carry much of it."""
    largest: dict[str, list[tuple[float, int, Change]]] = defaultdict(list)
    for option in found:
        if _key(option.change):
            pairs = zip(option.abated.tolist(), option.places, strict=True)
            most = sorted(((abated, place, option.change) for abated, place in pairs), key=lambda one: -one[0])
            largest[_key(option.change)] += most[:_TYPICAL]
    passing = {}
    for key, candidates in largest.items():
        typical = sorted(candidates, key=lambda one: -one[0])[:_TYPICAL]
        passing[key] = _passing([(units[place], change) for _, place, change in typical], draws)
    emitted = np.empty((len(units), draws.draws), dtype=np.float32)
    for place, unit in enumerate(units):
        emitted[place] = _behind(air_kg(unit, draws.of(unit.id)))
    return PlanDraws(emitted, passing)


def _passing(pairs: Sequence[tuple[CoalUnit, Change]], draws: FleetDraws) -> FloatArray:
    """Draws of what a measure lets pass, relative to its value of record.

    With the sum over several units what each scatters for itself goes, and the error that they share stays.
    """
    before, after = np.zeros(draws.draws + 1), np.zeros(draws.draws + 1)
    for unit, change in pairs:
        changed = apply(unit, change)
        if not isinstance(changed, str):
            before += air_kg(unit, draws.of(unit.id))
            after += air_kg(changed, draws.of(unit.id))
    share = after / before
    return share[1:] / share[0] if share[0] > 0.0 else np.ones(draws.draws)


def _behind(drawn: Drawn) -> Drawn:
    """The draws behind the value of record."""
    return drawn[1:] if isinstance(drawn, np.ndarray) else drawn
