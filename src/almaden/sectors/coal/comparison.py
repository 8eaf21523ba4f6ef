"""What if: a unit with each of several changes, beside the unit as it is.

Mercury comes from a function of the engine with common streams, so that a difference is one of the change and not of
chance. Costs have a range of prices; cost for each kg takes the ends of both together.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from almaden.inventory.result import Amount
from almaden.quantity.annuity import present_value
from almaden.quantity.sampling import FloatArray, quantiles
from almaden.sectors.coal.changes import Change, apply
from almaden.sectors.coal.costs import AnnualCost, Economy, annual_cost, lost_ash_t
from almaden.sectors.coal.plant import CoalUnit
from almaden.sectors.coal.pollutants import POLLUTANTS, Pollutant, avoided
from almaden.sectors.coal.prices import NOTHING, Range

#: Mercury to air of a unit in kg per year: the value of record and its draws, shape ``(draws + 1,)``.
Emit = Callable[[CoalUnit], FloatArray]

_ENDS = (0.025, 0.975)


@dataclass(frozen=True)
class Effect:
    """What a change does.

    Attributes:
        before, after, avoided: mercury to air, kg per year.
        removal: share of the unit's present emission that is avoided; negative where it grows.
        gains: tonnes per year of sulphur dioxide, nitrogen oxides and dust that are avoided as well.
        cost: USD per year by part.
        per_kg: USD per kg of mercury avoided, all cost charged to mercury; None where nothing is avoided.
        per_kg_shared: the same with all cost charged to the other pollutants: 0 where they gain, as ``per_kg`` where
            they do not. The truth lies between.
        years: years over which the change acts.
        lifetime: mercury avoided over these years, kg.
        lifetime_cost: USD, worth at the start, by the discount rate.
        lost_ash_t: fly ash per year that is not sold any more.
    """

    before: Amount
    after: Amount
    avoided: Amount
    removal: Amount
    gains: Mapping[Pollutant, Range]
    cost: AnnualCost
    per_kg: Range | None
    per_kg_shared: Range | None
    years: float
    lifetime: Amount
    lifetime_cost: Range
    lost_ash_t: Range


@dataclass(frozen=True)
class Compared:
    """A change with what it does, or with the reason why it cannot be made."""

    change: Change
    effect: Effect | None
    reason: str = ""


def compare(unit: CoalUnit, changes: Iterable[Change], emit: Emit, how: Economy) -> tuple[Compared, ...]:
    """Each change by itself, beside the unit as it is.

    Args:
        unit: the unit.
        changes: what could be done.
        emit: mercury to air of a unit; numbers of the same name must have the same draws in every call.
        how: year, money and rate.
    """
    before = emit(unit)
    found = []
    for change in changes:
        after = apply(unit, change)
        if isinstance(after, str):
            found.append(Compared(change, None, after))
        else:
            found.append(Compared(change, _effect(unit, after, change, (before, emit(after)), how)))
    return tuple(found)


def amount(draws: FloatArray) -> Amount:
    """The value of record and the 95 % range of its draws; the value itself where there are none."""
    if len(draws) == 1:
        return Amount(*(float(draws[0]),) * 3)
    return Amount(float(draws[0]), *quantiles(draws[1:], _ENDS))


def per_kg(cost: Range, mercury: Amount) -> Range | None:
    """USD per kg avoided, the ends of both taken together; None where nothing is avoided at the value of record.

    The high end is infinite where the range of what is avoided holds zero.
    """
    if mercury.value <= 0.0:
        return None
    quotients = [
        money / kg if kg > 0.0 else math.copysign(math.inf, money) if money else 0.0
        for money in (cost.low, cost.high)
        for kg in (mercury.low, mercury.high)
    ]
    return Range(cost.value / mercury.value, min(quotients), max(quotients))


def _effect(
    unit: CoalUnit, after: CoalUnit, change: Change, emissions: tuple[FloatArray, FloatArray], how: Economy
) -> Effect:
    old, new = emissions
    less = amount(old - new)
    gains = {name: avoided(unit, after, name) for name in POLLUTANTS}
    cost = annual_cost(unit, after, change, how)
    each = per_kg(cost.total, less)
    shared = NOTHING if each is not None and any(gain.value > 0.0 for gain in gains.values()) else each
    return Effect(
        before=amount(old),
        after=amount(new),
        avoided=less,
        removal=amount(np.divide(old - new, old, out=np.zeros_like(old), where=old > 0.0)),
        gains=MappingProxyType(gains),
        cost=cost,
        per_kg=each,
        per_kg_shared=shared,
        years=cost.years,
        lifetime=Amount(less.value * cost.years, less.low * cost.years, less.high * cost.years),
        lifetime_cost=cost.total * _worth_of_a_dollar_each_year(cost, how),
        lost_ash_t=lost_ash_t(unit, after),
    )


def _worth_of_a_dollar_each_year(cost: AnnualCost, how: Economy) -> float:
    """What a USD in each year that a change acts is worth at the start."""
    if cost.years == 0.0:
        return 0.0
    return present_value(1.0, how.discount, cost.years) / float((1.0 + how.discount) ** cost.delay)
