"""Mercury used against mercury supplied: imports less exports, with domestic supply, less what others use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from almaden.quantity.sampling import FloatArray
from almaden.reference.mercury_units import flask_kg
from almaden.reference.origin import Origin
from almaden.sectors.amounts import amount
from almaden.sectors.draws import FleetDraws
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.figures import chosen, class_notes
from almaden.sectors.gold.records import FigureRecord, Quantity
from almaden.sectors.gold.result import SupplyTest
from almaden.wording import Text

#: What adds to the supply of gold mining, and what takes from it.
SUPPLY_SIGNS: Final[Mapping[Quantity, float]] = {
    "mercury imports": 1.0,
    "mercury exports": -1.0,
    "mercury domestic supply": 1.0,
    "mercury other uses": -1.0,
}
#: Below this probability a gap is called one.
_UNLIKELY: Final = 0.05


@dataclass(frozen=True)
class Supply:
    """The test with what it rests on."""

    test: SupplyTest
    origins: tuple[Origin, ...]
    notes: tuple[Text, ...]


def in_kg(figure: FigureRecord) -> FigureRecord:
    """A figure of mercury in flasks as one in kg; any other as it is."""
    if figure.unit.strip().lower() not in ("flask", "flasks"):
        return figure
    ends = {name: None if (end := getattr(figure, name)) is None else end * flask_kg() for name in ("low", "high")}
    return figure.model_copy(update={"value": figure.value * flask_kg(), "unit": "kg", **ends})


def supply_test(data: GoldData, mercury_kg: FloatArray, draws: FleetDraws) -> Supply | None:
    """Mercury used against the figures of supply.

    Args:
        data: the tables of the country.
        mercury_kg: mercury used, shape ``(draws + 1,)``.
        draws: those that it was drawn from.

    Returns:
        None where neither imports nor domestic supply are told.

    Raises:
        InputError: several figures for one quantity of which none is chosen.
    """
    in_mass = replace(data, figures=tuple(map(in_kg, data.figures)))
    found = {quantity: tuple(chosen(in_mass, quantity).values()) for quantity in SUPPLY_SIGNS}
    if not (found["mercury imports"] or found["mercury domestic supply"]):
        return None
    supply = np.zeros(draws.draws + 1)
    for quantity, sign in SUPPLY_SIGNS.items():
        for figure in found[quantity]:
            supply += sign * figure.drawn(draws)
    gap = mercury_kg - supply
    above = float(np.mean(gap[1:] > 0.0))
    p = max(2.0 * min(above, 1.0 - above), 1.0 / draws.draws)
    figures = tuple(figure for several in found.values() for figure in several)
    test = SupplyTest(amount(supply), amount(gap), min(p, 1.0), _told(float(gap[0]), p))
    return Supply(test, tuple(figure.origin for figure in figures), class_notes(figures))


def _told(gap: float, p: float) -> Text:
    if p >= _UNLIKELY:
        return Text("Mercury used and mercury supplied agree within their ranges.")
    if gap > 0.0:
        return Text(
            "{kg} kg of mercury are used without a supply that is told: trade without a record, a supply or a stock "
            "that is missing here, or too high an estimate.",
            kg=gap,
        )
    return Text(
        "{kg} kg of mercury are supplied and not used by this estimate: trade onwards, other uses or stocks that are "
        "missing here, or too low an estimate.",
        kg=-gap,
    )
