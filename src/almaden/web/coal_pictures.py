"""Bars and ranges of the workbench as lengths in percent of their box: pages draw them without a script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

from almaden.inventory.result import Amount
from almaden.scenarios.plan_result import PlanResult
from almaden.sectors.coal.projection import Projection
from almaden.sectors.coal.ranked import RankResult
from almaden.sectors.coal.result import DeviceStep, FleetUnit, MethodResult
from almaden.sectors.coal.terms import FATES, SPECIES
from almaden.web.coal_words import word
from almaden.web.language import plural, translate
from almaden.web.maps import mark_of
from almaden.web.shown import country, number
from almaden.wording import n_

#: Points of a line of many units: more are not seen.
_POINTS: Final = 200


@dataclass(frozen=True)
class Piece:
    """A part of a bar.

    Attributes:
        name: form or fate.
        percent: its length, in percent of the whole bar.
    """

    name: str
    percent: float


@dataclass(frozen=True)
class Bar:
    """Mercury after one place of the way: the forms in the gas, then what was caught so far."""

    step: DeviceStep
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Dot:
    """A method's value and range on the common scale of all methods, in percent of it."""

    method: MethodResult
    start: float
    length: float
    at: float


def percent(share: float) -> float:
    """A share as it is shown."""
    return 100.0 * share


def figures(value: float) -> float:
    """A number with three figures: prices are known no better."""
    return float(f"{value:.3g}")


def way(steps: Sequence[DeviceStep]) -> tuple[Bar, ...]:
    """One bar for each place of the way; each adds to the mercury burned."""
    caught: dict[str, float] = {}
    bars = []
    for step in steps:
        for fate, share in step.fates.items():
            caught[fate] = caught.get(fate, 0.0) + share * step.captured.value
        forms = zip(SPECIES, (step.elemental.value, step.oxidised.value, step.particulate.value), strict=True)
        bars.append(Bar(step, _pieces({**dict(forms), **caught})))
    return tuple(bars)


def split(fates: Mapping[str, Amount]) -> tuple[Piece, ...]:
    """The fates of the mercury of the coal as one bar; fates that get nothing are left out."""
    return _pieces({fate: fates[fate].value for fate in FATES if fate in fates})


def dots(methods: Iterable[MethodResult]) -> tuple[Dot, ...]:
    """The methods that apply on one scale, which begins at zero and ends at the highest end of a range."""
    shown = [(one, one.kg_per_year) for one in methods if one.kg_per_year is not None]
    whole = max((amount.high for _, amount in shown), default=0.0) or 1.0
    return tuple(
        Dot(one, _percent(amount.low, whole), _percent(amount.high - amount.low, whole), _percent(amount.value, whole))
        for one, amount in shown
    )


def circles(units: Iterable[FleetUnit], rows: Mapping[str, int]) -> list[dict[str, Any]]:
    """Circles for the map: the units of one plant and status at one place are one."""
    plants: dict[tuple[str, str, float, float], list[FleetUnit]] = defaultdict(list)
    for unit in units:
        if unit.latitude is not None and unit.longitude is not None:
            plants[unit.plant, unit.status, unit.latitude, unit.longitude].append(unit)
    return [_circle(found, rows) for found in plants.values()]


def _circle(units: Sequence[FleetUnit], rows: Mapping[str, int]) -> dict[str, Any]:
    one, kg = units[0], sum(unit.kg_per_year.value for unit in units)
    count = plural("{count} unit", "{count} units", len(units))
    row = rows.get(one.id)
    return {
        "x": one.longitude,
        "y": one.latitude,
        "value": kg,
        "mark": mark_of(one.status),
        "title": one.plant,
        "lines": [
            f"{country(one.country)}, {word(one.status)}, {count}",
            translate(n_("{kg} kg to air in a year"), kg=number(kg)),
        ],
        "href": f"{reverse('coal_unit')}?from={row}" if row else "",
    }


def concentration(ranked: RankResult) -> dict[str, Any]:
    """The curve of units against the share that they carry, the largest first."""
    shares = [one.cumulative_share for one in ranked.units]
    step = max(1, len(shares) // _POINTS)
    places = sorted({0, *range(step, len(shares), step), len(shares)})
    return {
        "kind": "curve",
        "label": translate(n_("How few units carry how much")),
        "unit": "%",
        "axis": translate(n_("Units, the largest first")),
        "rows": [{"name": "", "x": at, "value": percent(shares[at - 1]) if at else 0.0} for at in places],
    }


def cost_curve(plan: PlanResult) -> dict[str, Any]:
    """The least cost of each amount of mercury."""
    points = [(0.0, 0.0), *((one.abated_kg_per_year, one.cost_usd_per_year) for one in plan.frontier)]
    return {
        "kind": "curve",
        "label": translate(n_("Cost against mercury")),
        "unit": "USD/y",
        "axis": translate(n_("Less mercury, kg/y")),
        "rows": [{"name": "", "x": kg, "value": cost} for kg, cost in points],
    }


def lines(projections: Iterable[Projection]) -> dict[str, Any]:
    """A line for each scenario."""
    rows = [
        {"name": translate(one.scenario.name), "year": year, "value": kg.value, "low": kg.low, "high": kg.high}
        for one in projections
        for year, kg in zip(one.years, one.total, strict=True)
    ]
    return {"kind": "lines", "label": translate(n_("Until the units close")), "unit": "kg/y", "rows": rows}


def _pieces(parts: Mapping[str, float]) -> tuple[Piece, ...]:
    whole = sum(parts.values()) or 1.0
    return tuple(Piece(name, _percent(value, whole)) for name, value in parts.items() if value > 0.0)


def _percent(value: float, whole: float) -> float:
    return round(100.0 * value / whole, 3)
