"""The plan of closures: surplus mercury and waste year by year, what must be stored, stabilised and paid for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final

import numpy as np

from almaden.inventory.result import Amount
from almaden.quantity.sampling import FloatArray
from almaden.reference.meta import meta
from almaden.reference.origin import Origin
from almaden.reference.tables import number_or_none, read_table
from almaden.sectors.amounts import amount
from almaden.sectors.chloralkali.areas import region_of
from almaden.sectors.chloralkali.article3 import article3
from almaden.sectors.chloralkali.closing import is_late
from almaden.sectors.chloralkali.closure_result import (
    AreaSurplus,
    ClosurePlan,
    ClosureYear,
    PlantSurplus,
    Storage,
    SurplusCost,
)
from almaden.sectors.chloralkali.data import PlantData
from almaden.sectors.chloralkali.dates import ONLY_PARTIES, deadlines
from almaden.sectors.chloralkali.factors import Factor, factor
from almaden.sectors.chloralkali.surplus import HGS_PER_HG, Surplus, number_of, surpluses
from almaden.sectors.chloralkali.which_run import Level
from almaden.sectors.draws import FleetDraws
from almaden.wording import Text, n_

#: Destinations from which nothing is left to be stored.
_GONE: Final = frozenset({"stabilised and disposed", "exported", "sold", "transferred within company"})


def closure_plan(
    data: PlantData,
    on: date,
    until: int | None = None,
    *,
    draws: int = 10_000,
    seed: int = 1,
    loss: float | None = None,
) -> ClosurePlan:
    """The plan of closures.

    Args:
        data: the register.
        on: the day that it is made for; plants whose time has run out free their mercury in its year.
        until: its last year; that of the last possible exemption where None.
        draws: how many draws the ranges are made of.
        seed: seed of the draws.
        loss: share of the cell inventory that is lost when cells are taken down; the table's where None.
    """
    days = deadlines()
    last = until if until is not None else days.last_exemption.year
    fleet = FleetDraws(draws, seed)
    found = surpluses(data.plants, on, fleet, loss)
    within = [one for one in found if one.year is not None and one.year <= last]
    stored = _total(within, fleet, _to_store)
    return ClosurePlan(
        on=on,
        until=last,
        deadlines=days,
        plants=tuple(_plant(one) for one in found),
        years=tuple(_years(within, fleet, last)),
        no_year=tuple(one.plant.id for one in found if one.year is None),
        storage=_storage(stored, fleet),
        costs=tuple(_costs(stored, fleet)),
        sums=tuple(_areas(within, fleet)),
        article3=article3(data.plants),
        origins=tuple(_origins(found)),
        notes=(*data.notes, *_notes(found, last)),
        meta=meta(draws, seed, data.sha256, notice=data.notice),
    )


def _to_store(one: Surplus) -> FloatArray | None:
    """The part of a surplus that must be stored: without what went away already."""
    if one.tonnes is None or one.plant.mercury_destination not in _GONE:
        return one.tonnes
    if one.plant.mercury_destination_t is None:
        return np.zeros_like(one.tonnes)
    return np.maximum(one.tonnes - one.plant.mercury_destination_t, 0.0)


def _surplus(one: Surplus) -> FloatArray | None:
    return one.tonnes


def _total(plants: Iterable[Surplus], fleet: FleetDraws, part: Callable[[Surplus], FloatArray | None]) -> FloatArray:
    total = np.zeros(fleet.draws + 1)
    for one in plants:
        drawn = part(one)
        if drawn is not None:
            total += drawn
    return total


def _known(plants: Sequence[Surplus], fleet: FleetDraws, part: Callable[[Surplus], FloatArray | None]) -> Amount | None:
    """A sum as it is shown; None where there are plants and of none of them anything is known."""
    if plants and all(one.tonnes is None for one in plants):
        return None
    return amount(_total(plants, fleet, part))


def _plant(one: Surplus) -> PlantSurplus:
    left = _to_store(one)
    return PlantSurplus(
        plant=one.plant.id,
        country=one.plant.country,
        year=one.year,
        basis=one.basis,
        late=is_late(one.plant),
        surplus_t=None if one.tonnes is None else amount(one.tonnes),
        to_store_t=None if left is None else amount(left),
        inventory_told=one.told,
        waste_t=one.plant.closure_waste_t,
    )


def _years(within: Sequence[Surplus], fleet: FleetDraws, last: int) -> Iterable[ClosureYear]:
    first = min((one.year for one in within if one.year is not None), default=last + 1)
    stored = np.zeros(fleet.draws + 1)
    for year in range(first, last + 1):
        ending = [one for one in within if one.year == year]
        stored = stored + _total(ending, fleet, _to_store)
        waste = [one.plant.closure_waste_t for one in ending]
        yield ClosureYear(
            year=year,
            plants=len(ending),
            unknown=sum(one.tonnes is None for one in ending),
            surplus_t=_known(ending, fleet, _surplus),
            waste_t=sum(tonnes for tonnes in waste if tonnes is not None),
            waste_not_told=sum(tonnes is None for tonnes in waste),
            storage_t=amount(stored),
        )


def _storage(stored: FloatArray, fleet: FleetDraws) -> Storage:
    own = fleet.of("storage")
    metal, packed = (own(number_of(factor(key))) for key in ("mercury_density", "hgs_bulk_density"))
    sulphide = stored * HGS_PER_HG
    return Storage(amount(stored), amount(stored / metal), amount(sulphide), amount(sulphide / packed))


def _costs(stored: FloatArray, fleet: FleetDraws) -> Iterable[SurplusCost]:
    for row in read_table("chloralkali/surplus_costs"):
        price = Factor(
            f"cost {row['key']}", row["name"], "", "", float(row["value"]), number_or_none(row["low"]),
            number_or_none(row["high"]), row["unit"], row["source"], row["seen"], row["status"], row["note"],
        )  # fmt: skip
        yield SurplusCost(
            row["key"], row["name"], amount(stored * fleet.of("storage")(number_of(price))),
            row["unit"].removesuffix("/t"), int(row["money_year"]), row["source"], row["seen"], row["status"],
            row["note"],
        )  # fmt: skip


def _areas(within: Sequence[Surplus], fleet: FleetDraws) -> Iterable[AreaSurplus]:
    countries = sorted({one.plant.country for one in within})
    regions = sorted({region for country in countries if (region := region_of(country))})
    parts: list[tuple[Level, str, list[Surplus]]] = [
        *(("country", name, [one for one in within if one.plant.country == name]) for name in countries),
        *(("region", name, [one for one in within if region_of(one.plant.country) == name]) for name in regions),
        ("world", "", list(within)),
    ]
    for level, area, plants in parts:
        yield AreaSurplus(
            level, area, len(plants), sum(one.tonnes is None for one in plants),
            _known(plants, fleet, _surplus), _known(plants, fleet, _to_store),
        )  # fmt: skip


def _origins(found: Iterable[Surplus]) -> Iterable[Origin]:
    return dict.fromkeys(origin for one in found for origin in one.origins)


def _notes(found: Sequence[Surplus], last: int) -> Iterable[Text | str]:
    yield Text("of what is registered: {count} plants; plants that nobody registered are in no sum", count=len(found))
    if any(one.basis in ("Annex B", "exemption end") for one in found):
        yield ONLY_PARTIES
    unknown = sum(one.tonnes is None for one in found)
    if unknown:
        yield Text("of {count} plants neither capacity nor mercury is told: theirs is in no sum", count=unknown)
    later = sum(one.year is not None and one.year > last for one in found)
    if later:
        yield Text("{count} plants end after {year}", count=later, year=str(last))
    if any(one.tonnes is not None and one.basis == "ended" for one in found):
        yield n_(
            "mercury of closed plants that went nowhere that is told, or stands on their sites, counts as to be stored"
        )
    if any(one.plant.closure_waste_t is None for one in found):
        yield n_("the waste of a closure is asked for, never assumed: fill in closure_waste_t")
