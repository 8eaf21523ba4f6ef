"""Mercury that is left when mercury cells are shut down, ``S = I (1 - loss)``, with its range."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from almaden.quantity.sampling import FloatArray
from almaden.quantity.spread import Range, spread_of
from almaden.reference.origin import Origin
from almaden.sectors.chloralkali.capacity import capacity_kt, told_inventory_t
from almaden.sectors.chloralkali.closing import Basis, closing_year
from almaden.sectors.chloralkali.factors import Factor, factor
from almaden.sectors.chloralkali.records import PlantRecord
from almaden.sectors.draws import FleetDraws
from almaden.sectors.numbers import Number, fixed, share_spread

#: Mass of mercury sulphide for that of its mercury, by the standard atomic weights Hg 200.59 and S 32.07.
HGS_PER_HG: Final = 232.66 / 200.59


@dataclass(frozen=True, eq=False)
class Surplus:
    """The surplus of one plant.

    Attributes:
        plant: the plant.
        year: year in which it comes free; None where nothing tells it.
        basis: what that year rests on.
        tonnes: draws of the mercury in t, the value of record first; None where neither inventory nor capacity is told.
        told: whether the inventory is told, not reckoned from the capacity.
        origins: what it rests on.
    """

    plant: PlantRecord
    year: int | None
    basis: Basis
    tonnes: FloatArray | None
    told: bool
    origins: tuple[Origin, ...]


def surpluses(
    plants: Iterable[PlantRecord], on: date, draws: FleetDraws, loss: float | None = None
) -> tuple[Surplus, ...]:
    """The surplus of each plant.

    Args:
        plants: the plants.
        on: the day that is today for the plan: plants whose time has run out free their mercury in its year.
        draws: the draws of the ranges.
        loss: share of the inventory that is lost when cells are taken down; the table's where None.
    """
    lost = _loss(loss)
    return tuple(_surplus(plant, on, draws, lost) for plant in plants)


def number_of(found: Factor) -> Number:
    """A factor as an uncertain number whose error all plants share that rest on it."""
    spread = spread_of(found.value, Range(found.low, found.high), "", 1.0) if _has_range(found) else None
    if spread is None:
        return fixed(found.key, found.value, found.origin)
    return Number(
        found.key, found.value, spread, found.origin, shared_key=f"chloralkali {found.key} {found.region}",
        shared_share=1.0,
    )  # fmt: skip


def _has_range(found: Factor) -> bool:
    return found.low is not None and found.high is not None


def _loss(loss: float | None) -> Number:
    found = factor("closure_loss")
    if loss is None:
        return Number("loss", found.value, share_spread(found.value, found.low, found.high), found.origin)
    return fixed("loss", loss, Origin(found.name, loss, "share", None, None, "user", "", "", "user"))


def _surplus(plant: PlantRecord, on: date, draws: FleetDraws, lost: Number) -> Surplus:
    year, basis = closing_year(plant, on)
    told, kt = told_inventory_t(plant), capacity_kt(plant)
    own = draws.of(plant.id)
    left = 1.0 - np.broadcast_to(own(lost), own.size)
    if told is not None:
        return Surplus(plant, year, basis, told * left, True, (_told(plant, told), lost.origin))
    if kt is None:
        return Surplus(plant, year, basis, None, False, ())
    per_kt = number_of(factor("cell_inventory"))
    return Surplus(plant, year, basis, kt * own(per_kt) * left, False, (per_kt.origin, lost.origin))


def _told(plant: PlantRecord, tonnes: float) -> Origin:
    return Origin(
        "Mercury in the cells", tonnes, "t", None, None, "register", plant.source, plant.seen, plant.status,
        note=plant.note,
    )  # fmt: skip
