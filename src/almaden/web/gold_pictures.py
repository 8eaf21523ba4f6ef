"""Ranges and shares of an estimate of gold as lengths in percent of their box: pages draw them without a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from almaden.inventory.result import Amount
from almaden.sectors.gold.country_table import CountryLine
from almaden.sectors.gold.result import GoldEstimate, RouteResult
from almaden.sectors.gold.terms import PATHWAYS
from almaden.web.coal_pictures import Piece
from almaden.web.language import translate
from almaden.web.shown import number
from almaden.wording import n_


@dataclass(frozen=True)
class Span:
    """A value with its range on the common scale of a figure, in percent of it."""

    start: float
    length: float
    at: float


def spans(amounts: Sequence[Amount | None]) -> tuple[Span | None, ...]:
    """Amounts on one scale, which begins at zero and ends at the highest end of a range; None stays None."""
    whole = max((one.high for one in amounts if one is not None), default=0.0) or 1.0
    return tuple(_span(one, whole) if one is not None else None for one in amounts)


def route_lines(estimate: GoldEstimate) -> tuple[tuple[RouteResult | None, Amount | None, Span | None], ...]:
    """The routes with their gold on one scale, and all of them together, without a route, as the last."""
    gold = [*(one.gold_kg for one in estimate.routes), estimate.gold_kg]
    return tuple(zip((*estimate.routes, None), gold, spans(gold), strict=True))


def pathway_pieces(pathways: Mapping[Any, Amount]) -> tuple[Piece, ...]:
    """Where the mercury goes as one bar; pathways that get nothing are left out."""
    whole = sum(one.value for one in pathways.values()) or 1.0
    found = [(name, pathways[name].value) for name in PATHWAYS if name in pathways]
    return tuple(Piece(name, round(100.0 * value / whole, 3)) for name, value in found if value > 0.0)


def chance(p: float | None) -> str:
    """A probability to three places; what is smaller is told as such, and nothing as a dash."""
    least = 0.001
    return f"< {number(least)}" if p is not None and p < least else number(p, 3)


def history(line: CountryLine) -> dict[str, Any]:
    """The values of a country over the years; no line joins them, for each is of another source."""
    years = [one.year for one in line.history]
    return {
        "kind": "bars",
        "label": translate(n_("Mercury used in small-scale gold mining")),
        "unit": "kg/y",
        "rows": [
            {"name": _nth(years, place), "value": one.value, "low": one.low, "high": one.high}
            for place, one in enumerate(value.mercury_kg for value in line.history)
        ],
    }


def _nth(years: Sequence[int], place: int) -> str:
    """A year, with a number where values before it are for the same."""
    before = years[:place].count(years[place])
    return f"{years[place]} ({before + 1})" if before else str(years[place])


def _span(one: Amount, whole: float) -> Span:
    return Span(_percent(one.low, whole), _percent(one.high - one.low, whole), _percent(one.value, whole))


def _percent(value: float, whole: float) -> float:
    return round(100.0 * value / whole, 3)
