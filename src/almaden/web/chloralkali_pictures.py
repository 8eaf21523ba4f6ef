"""Maps, charts and bars of chlor-alkali plants; bars are lengths in percent of their box, drawn without a script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

from almaden.reports.chloralkali.names import plant_name
from almaden.sectors.chloralkali.capacity import capacity_kt
from almaden.sectors.chloralkali.closure_result import ClosurePlan
from almaden.sectors.chloralkali.conversion_result import CashYear
from almaden.sectors.chloralkali.records import DESTINATION_NAMES
from almaden.sectors.chloralkali.sensitivity import Bar
from almaden.sectors.chloralkali.standing import PlantStanding
from almaden.sectors.chloralkali.which_run import WhichRun
from almaden.web.language import plural, translate
from almaden.web.maps import numbers, plain_map
from almaden.web.shown import country, number
from almaden.wording import n_

#: Colours of plants by how they stand. The first mark is that of whatever no other mark is for.
MARKS: Final = (
    (n_("not known whether it runs"), "c6", ("not known", "mothballed", "not started")),
    (n_("runs, no exemption told"), "c2", ("no exemption told", "exemption ended")),
    (n_("runs under an exemption"), "c5", ("exempt",)),
    (n_("runs"), "c1", ("runs",)),
    (n_("closed or converted"), "c3", ("closed", "converted")),
)
#: Bars of a tornado that are shown.
BARS: Final = 12


@dataclass(frozen=True)
class Swing:
    """A bar of a tornado: where it begins, how long it is, and where nothing is changed, in percent of the picture."""

    bar: Bar
    start: float
    length: float
    base: float


@dataclass(frozen=True)
class Column:
    """Money of a year as a column: its place and size, and the sum so far, in percent of the picture from its top."""

    year: CashYear
    left: float
    width: float
    top: float
    height: float
    sum: float
    earns: bool


@dataclass(frozen=True)
class CashPicture:
    """A cash flow as columns.

    Attributes:
        columns: one for each year.
        zero: where zero lies, in percent of the picture from its top.
        top, bottom: what its edges stand for, in EUR.
    """

    columns: tuple[Column, ...]
    zero: float
    top: float
    bottom: float


def plant_map(found: WhichRun, circles: str) -> dict[str, Any]:
    """A map of plants: a circle where a place is told; countries are filled by how many plants are registered.

    Args:
        found: the plants. Those of a made-up register fill no country.
        circles: address of the circles.
    """
    made = plain_map()
    counts = {one.area: one.plants for one in found.sums if one.level == "country"}
    filled = {
        iso: {
            "value": counts[iso3],
            "standing": "submitted",
            "told": plural("{count} plant registered", "{count} plants registered", counts[iso3]),
            "href": "",
        }
        for iso, iso3 in numbers().items()
        if iso3 in counts and not found.meta.notice
    }
    marks = [
        {"label": translate(label), "shape": "circle", "colour": colour, "words": []}
        for label, colour, _standings in MARKS
    ]
    words = {**made["words"], "amounts": translate(n_("Plants registered")), "standing": "", "submitted": ""}
    return {**made, "circles": circles, "marks": marks, "figures": filled, "limits": [2, 3, 5, 8], "words": words}


def circles(found: WhichRun) -> list[dict[str, Any]]:
    """A circle for each plant whose place is told."""
    told = [kt for one in found.plants if (kt := capacity_kt(one.plant)) is not None]
    least = min(told, default=1.0)
    return [_circle(one, least) for one in found.plants if one.plant.latitude is not None]


def _circle(one: PlantStanding, least: float) -> dict[str, Any]:
    plant, kt = one.plant, capacity_kt(one.plant)
    capacity = translate(n_("capacity not told"))
    if kt is not None:
        capacity = translate(n_("{kt} kt of chlorine a year"), kt=number(kt))
    return {
        "x": plant.longitude,
        "y": plant.latitude,
        "value": least if kt is None else kt,
        "mark": next((place for place, mark in enumerate(MARKS) if one.standing in mark[2]), 0),
        "title": plant_name(plant),
        "lines": [country(plant.country), translate(one.text), capacity],
        "href": "",
    }


def destinations(found: WhichRun) -> dict[str, Any]:
    """Where the mercury of plants that ended went, as bars with ranges."""
    rows = [
        {"name": translate(DESTINATION_NAMES[one.destination]), "value": kg.value, "low": kg.low, "high": kg.high}
        for one, kg in ((one, one.tonnes) for one in found.destinations)
    ]
    label = translate(n_("Where the mercury of plants that ended went"))
    return {"kind": "bars", "label": label, "unit": "t", "rows": rows}


def surplus_chart(plan: ClosurePlan) -> dict[str, Any]:
    """Mercury that comes free, by year; years of which nothing is known have no column."""
    rows = [{"year": one.year, "value": one.surplus_t.value} for one in plan.years if one.surplus_t is not None]
    return {"kind": "columns", "label": translate(n_("Mercury that comes free, by year")), "unit": "t", "rows": rows}


def storage_chart(plan: ClosurePlan) -> dict[str, Any]:
    """Mercury to be stored at the end of each year, with its range."""
    rows = [
        {"name": "", "year": one.year, "value": t.value, "low": t.low, "high": t.high}
        for one, t in ((one, one.storage_t) for one in plan.years)
    ]
    return {"kind": "lines", "label": translate(n_("Mercury to be stored, by year")), "unit": "t", "rows": rows}


def swings(bars: Sequence[Bar], base: float) -> tuple[Swing, ...]:
    """The widest bars of a tornado on one scale."""
    shown = bars[:BARS]
    ends = [base, *(end for bar in shown for end in (bar.npv_at_low, bar.npv_at_high))]
    low, whole = min(ends), (max(ends) - min(ends)) or 1.0
    return tuple(
        Swing(
            bar,
            _percent(min(bar.npv_at_low, bar.npv_at_high) - low, whole),
            _percent(bar.width, whole),
            _percent(base - low, whole),
        )
        for bar in shown
    )


def columns(cash: Sequence[CashYear]) -> CashPicture:
    """The picture of the cash flow."""
    flows = [one.capital + one.change + one.saving for one in cash]
    sums = [one.cumulative for one in cash]
    top, bottom = max(0.0, *flows, *sums), min(0.0, *flows, *sums)
    whole, width = (top - bottom) or 1.0, 100.0 / max(1, len(cash))
    found = tuple(
        Column(
            one, round(place * width, 3), round(0.8 * width, 3), _percent(top - max(flow, 0.0), whole),
            _percent(abs(flow), whole), _percent(top - one.cumulative, whole), flow >= 0.0,
        )
        for place, (one, flow) in enumerate(zip(cash, flows, strict=True))
    )  # fmt: skip
    return CashPicture(found, _percent(top, whole), top, bottom)


def circle_address(key: str, on: str) -> str:
    """Where the circles of a register are read for a day."""
    return f"{reverse('chloralkali_circles', args=[key])}?on={on}"


def _percent(value: float, whole: float) -> float:
    return round(100.0 * value / whole, 3)
