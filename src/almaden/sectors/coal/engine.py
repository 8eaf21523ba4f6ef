"""Mercury of a unit in a year: what enters with its coal, what leaves by the stack, where the rest goes.

One way of reckoning serves point values and draws: what is drawn is decided by who calls. Where the control train of a
unit is not known, it has several with their shares: the value of record is their weighted mean, and each draw has one
of them, chosen by a stream of the unit's own.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from statistics import NormalDist
from typing import NamedTuple, cast

import numpy as np

from almaden.reference.tables import read_table
from almaden.sectors.coal.behaviour import actions, behaviour, entering
from almaden.sectors.coal.chain import Gas, Step, through
from almaden.sectors.coal.plant import HOURS_OF_A_YEAR, CoalUnit, Conditions
from almaden.sectors.coal.terms import Fate
from almaden.sectors.draws import IndexArray, UnitDraws, point
from almaden.sectors.numbers import Draw, Drawn

#: Shares of the mercury burned, by form at the stack and by fate.
Shares = Mapping[str, Drawn]
#: Keys of the forms at the stack among the shares.
STACK = ("Hg0", "Hg2+", "Hgp")


@dataclass(frozen=True)
class Passage:
    """Mercury of burned coal on its way to the stack, as shares of what is burned.

    Attributes:
        bottom_ash: share that never enters the gas.
        gas: forms at the end of the boiler.
        steps: one for each device.
    """

    bottom_ash: Drawn
    gas: Gas
    steps: tuple[Step, ...]

    @property
    def stack(self) -> Gas:
        """What leaves by the stack."""
        return self.steps[-1].gas if self.steps else self.gas


def passage(conditions: Conditions, draw: Draw) -> Passage:
    """Follow the mercury of burned coal through the devices."""
    known = behaviour(conditions)
    bottom_ash = draw(known.bottom_ash)
    released = 1.0 - bottom_ash
    gas = Gas(*(share * released for share in entering(known, draw)))
    return Passage(bottom_ash, gas, through(gas, actions(known, draw)))


class CoalInput(NamedTuple):
    """What a unit takes in.

    Attributes:
        heat_gj: heat of coal burned in a year, GJ (higher heating value).
        kg: mercury with the coal of a year, kg, before washing.
        burned_kg: mercury burned in a year, kg, after washing.
        burned_kg_per_mwh: the same for each MWh of what the heat rate is related to.
    """

    heat_gj: Drawn
    kg: Drawn
    burned_kg: Drawn
    burned_kg_per_mwh: Drawn


def coal_input(
    full_mw: Drawn, capacity_factor: Drawn, heat_rate: Drawn, mercury: Drawn, heating_value: Drawn, washing: Drawn
) -> CoalInput:
    """What a unit takes in, of numbers as :class:`~almaden.sectors.coal.plant.CoalUnit` has them.

    Takes values, draws of a unit, or the values of many units alike.
    """
    kg_per_gj = mercury / heating_value * 1e-3
    left = 1.0 - washing
    heat = full_mw * HOURS_OF_A_YEAR * capacity_factor * heat_rate
    kg = heat * kg_per_gj
    return CoalInput(heat, kg, kg * left, heat_rate * kg_per_gj * left)


def fate_shares(conditions: Conditions, draw: Draw) -> dict[str, Drawn]:
    """Shares of the mercury burned by form at the stack (keys of :data:`STACK`) and by fate; they add to 1."""
    way = passage(conditions, draw)
    found: dict[str, Drawn] = dict(zip(STACK, way.stack, strict=True))
    _add(found, "bottom ash", way.bottom_ash)
    for step, fates in zip(way.steps, fates_of(conditions.train.devices), strict=True):
        taken = step.captured.total
        for fate, share in fates:
            _add(found, fate, taken * share if share != 1.0 else taken)
    return found


@functools.cache
def fates_of(devices: tuple[str, ...]) -> tuple[tuple[tuple[Fate, float], ...], ...]:
    """Where each device of a train puts what it takes, with the shares.

    A device without a fate takes nothing. What a particle control takes is fly ash; behind a dry scrubber it is the
    scrubber's solid, and behind carbon that was injected after another particle control it is spent sorbent.
    """
    rows = {row["device"]: row for row in read_table("coal/devices")}
    found: list[tuple[tuple[Fate, float], ...]] = []
    for place, device in enumerate(devices):
        row, before = rows[device], devices[:place]
        fate: str = row["captured_to"]
        if row["captures_particles"] and "SDA" in before:
            fate = "FGD solid"
        elif row["captures_particles"] and _injected_behind_ash(before, rows):
            fate = "spent sorbent"
        second = float(row["second_share"] or 0.0)
        parts = ((fate, 1.0 - second), (row["second_to"], second)) if fate else ()
        found.append(tuple((cast("Fate", name), share) for name, share in parts if share))
    return tuple(found)


def _injected_behind_ash(before: tuple[str, ...], rows: Mapping[str, Mapping[str, str]]) -> bool:
    if "ACI" not in before:
        return False
    return any(rows[device]["captures_particles"] for device in before[: before.index("ACI")])


def _add(found: dict[str, Drawn], fate: str, share: Drawn) -> None:
    found[fate] = found[fate] + share if fate in found else share


def over_trains(unit: CoalUnit, draws: UnitDraws | None, of: Callable[[Conditions, Draw], Shares]) -> Shares:
    """Shares of a unit over the trains that it may have.

    Args:
        unit: the unit, or any of several that have trains and conditions in common.
        draws: draws of it or of all of them, or None for the value of record alone.
        of: gives the shares under one train.
    """
    if len(unit.conditions) == 1:
        return of(unit.conditions[0], draws or point)
    weights = [share for share, _ in unit.trains]
    values = [of(conditions, point) for conditions in unit.conditions]
    names = tuple(dict.fromkeys(name for one in values for name in one))
    mean = {
        name: sum(weight * one.get(name, 0.0) for weight, one in zip(weights, values, strict=True)) for name in names
    }
    if draws is None:
        return mean
    found = {name: np.zeros(draws.size) for name in names}
    for index, conditions in zip(_chosen(draws, tuple(weights)), unit.conditions, strict=True):
        if len(index):
            for name, part in of(conditions, draws.only(index)).items():
                found[name][index] = part
    for name, value in mean.items():
        found[name][draws.values] = value
    return found


def _chosen(draws: UnitDraws, weights: tuple[float, ...]) -> list[IndexArray]:
    """For each train the places of the draws that have it."""
    ends = [NormalDist().inv_cdf(min(end, 1.0)) if end < 1.0 - 1e-12 else np.inf for end in accumulate(weights)]
    ends[-1] = np.inf
    which = np.searchsorted(np.array(ends), draws.own("train"), side="right")
    which[draws.values] = -1
    return [np.flatnonzero(which == place) for place in range(len(weights))]
