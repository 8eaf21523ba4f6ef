"""Figures of others that stand beside an estimate: published mercury used, and those not chosen."""

from __future__ import annotations

from collections.abc import Iterable

from almaden.quantity.units import UnitError
from almaden.reference.origin import Origin
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.records import FigureRecord
from almaden.sectors.gold.result import Beside
from almaden.sectors.gold.supply import in_kg
from almaden.sectors.gold.winnings import kg_per
from almaden.wording import Text


def figures_beside(data: GoldData, used: Iterable[Origin]) -> tuple[Beside, ...]:
    """Figures in kg per year that the estimate does not rest on.

    Args:
        data: the tables of the country.
        used: the numbers that the estimate rests on.
    """
    known = {(origin.quantity, origin.value, origin.unit, origin.source) for origin in used}
    figures = [in_kg(figure) for figure in data.figures]
    left = [one for one in figures if (one.quantity, one.value, one.unit, one.source) not in known]
    found = [one for one in map(_beside, left) if one is not None]
    return tuple(sorted(found, key=lambda one: (one.what, -(one.year or 0), one.value, one.source)))


def _beside(figure: FigureRecord) -> Beside | None:
    if figure.quantity in ("miners", "gold per miner"):
        return None  # no amount of a country or region
    try:
        scale = kg_per(figure.unit)
    except UnitError:
        return None
    what = Text(figure.quantity)
    if figure.region:
        what = Text("{what}, {region}", what=what, region=figure.region)
    low, high = (None if end is None else end * scale for end in (figure.low, figure.high))
    return Beside(
        what, figure.value * scale, low, high, figure.year, False, figure.status, figure.source, figure.seen,
        figure.note,
    )  # fmt: skip
