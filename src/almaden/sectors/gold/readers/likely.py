"""Which other unit or period would make a number one that is usual."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, get_args

from almaden.sectors.gold.readers.plausible import Bounds
from almaden.sectors.gold.readers.units import GOLD_KG, RATIO
from almaden.sectors.gold.terms import Period
from almaden.sectors.gold.work_time import WorkTime, days_in
from almaden.wording import Text, either, n_

#: So many ways out are named; more would help nobody.
_MOST: Final = 3
_PERIODS: Final[tuple[Period, ...]] = get_args(Period)
#: The same in words, for each period.
_PER: Final[Mapping[str, str]] = {
    "day": n_("{unit} a day"),
    "week": n_("{unit} a week"),
    "month": n_("{unit} a month"),
    "year": n_("{unit} a year"),
}


def grams_a_day(gold: float, unit: str, period: Period, work: WorkTime) -> float:
    """Gold of a miner as g on a day of work.

    Args:
        gold: amount in ``unit`` for ``period``.
        unit: unit of gold.
        period: what the amount is for.
        work: the time of work at the site.
    """
    return gold * GOLD_KG[unit] * 1000 / days_in(period, work)


def gold_advice(gold: float, unit: str, period: Period, work: WorkTime, usual: Bounds) -> Text:
    """Which unit or period would make the gold of a miner usual, the smallest changes first."""
    ways = [
        Text(_PER[other], unit=mass)
        for mass, other in _ways(unit, period)
        if usual.usual(grams_a_day(gold, mass, other, work))
    ]
    if not ways:
        return Text("check the number, its unit and its period")
    return Text("as {ways} it would be usual: correct the unit or the period", ways=either(ways[:_MOST]))


def _ways(unit: str, period: Period) -> Iterator[tuple[str, Period]]:
    yield from ((other, period) for other in GOLD_KG if other != unit)
    yield from ((unit, other) for other in _PERIODS if other != period)
    yield from ((mass, other) for mass in GOLD_KG if mass != unit for other in _PERIODS if other != period)


def ratio_advice(value: float, unit: str, usual: Bounds) -> Text:
    """Which unit would make a ratio of mercury to gold usual."""
    others = [other for other, scale in RATIO.items() if scale != RATIO[unit] and usual.usual(value * scale)]
    if not others:
        return Text("check the number and its unit")
    return Text("this looks like {units}; write the unit {first}", units=either(others), first=others[0])


def mass_advice(value: float, unit: str, masses: Mapping[str, float], usual: Bounds) -> Text:
    """Which unit of mass would make an amount possible; ``usual`` is in kg."""
    others: Sequence[str] = [
        other for other, kg in masses.items() if other != unit and 1 <= value * kg <= usual.usual_high
    ]
    if not others:
        return Text("check the number and its unit")
    return Text("this looks like {units}; write the unit {first}", units=either(others[:_MOST]), first=others[0])
