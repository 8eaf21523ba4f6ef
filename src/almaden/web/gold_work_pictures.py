"""Ranges of the workbenches of gold as lengths in percent of their box, and their charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from babel.dates import get_month_names

from almaden.inventory.result import Amount
from almaden.sectors.gold.areas import AreaSum
from almaden.sectors.gold.mined import MinedLand
from almaden.sectors.gold.miner_result import MethodResult, MinerResult
from almaden.sectors.gold.sites import RegionSites
from almaden.sectors.gold.tailings_result import Deposit
from almaden.web.language import language, translate
from almaden.wording import n_

#: Lines that can be told apart in one chart.
_LINES: Final = 6


@dataclass(frozen=True)
class Dot:
    """A value with its range on a common scale that may begin below zero, in percent of it.

    Attributes:
        zero: where zero lies.
        start, length: of the range.
        at: of the value.
    """

    zero: float
    start: float
    length: float
    at: float


def dots(amounts: Sequence[Amount]) -> tuple[Dot, ...]:
    """Amounts on one scale that holds zero and all their ranges."""
    least = min(0.0, *(one.low for one in amounts)) if amounts else 0.0
    most = max(0.0, *(one.high for one in amounts)) if amounts else 0.0
    whole = most - least or 1.0

    def place(value: float) -> float:
        return round(100.0 * (value - least) / whole, 3)

    return tuple(
        Dot(place(0.0), place(one.low), round(place(one.high) - place(one.low), 3), place(one.value)) for one in amounts
    )


def method_dots(result: MinerResult) -> tuple[tuple[MethodResult, Dot], ...]:
    """The methods with what they bring on one scale."""
    return tuple(zip(result.methods, dots([one.net_usd for one in result.methods]), strict=True))


def area_lines(land: MinedLand, name: Callable[[AreaSum], str]) -> dict[str, Any]:
    """Mined land until each year, for the places with the most of it."""
    if land.by == "year":
        return _area_chart([{**_point(one), "name": ""} for one in land.total if one.year is not None])
    places = land.places
    last = {name(one): one.cumulative_ha for one in places}
    largest = sorted(last, key=lambda one: -last[one])[:_LINES]
    dated = [one for one in places if one.year is not None and name(one) in largest]
    # Quarters of a year stand in their order: the last of them counts.
    return _area_chart(list({(name(one), one.year): {**_point(one), "name": name(one)} for one in dated}.values()))


def _point(one: AreaSum) -> dict[str, Any]:
    return {"year": one.year, "value": one.cumulative_ha, "low": None, "high": None}


def _area_chart(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"kind": "lines", "label": translate(n_("Mined land until each year")), "unit": "ha", "rows": rows}


def deposit_dots(deposits: Sequence[Deposit]) -> tuple[tuple[Deposit, Dot], ...]:
    """Deposits with their score and what is not told of it, on the scale from 0 to 1."""
    scores = [Amount(one.score, one.low, one.high) for one in deposits]
    # The scale is that of the score, whatever the deposits have.
    placed = dots([*scores, Amount(1.0, 0.0, 1.0)])[: len(scores)]
    return tuple(zip(deposits, placed, strict=True))


def month_rows(region: RegionSites) -> tuple[tuple[str, int, float], ...]:
    """Months with the sites at work, and these in percent of the month with the most."""
    most = max(region.months, default=0) or 1
    names = get_month_names("abbreviated", "stand-alone", language())
    return tuple(
        (names[number], count, round(100.0 * count / most, 2)) for number, count in enumerate(region.months, start=1)
    )
