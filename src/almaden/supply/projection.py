"""Surplus and storage need year by year under a named scenario: ``surplus = supply - demand``.

What is told for the base year goes on under the assumptions of the scenario; what none of them changes stays as it is.
Closures of chlor-alkali plants happen once, in their year. Imports and exports are left out: a surplus is of what an
area gives and takes itself, as in the studies of regions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np

from almaden.errors import Fault, InputError
from almaden.quantity.sampling import FloatArray
from almaden.reference.meta import meta
from almaden.reference.origin import Origin
from almaden.sectors.amounts import amount
from almaden.sectors.chloralkali.data import PlantData
from almaden.sectors.draws import FleetDraws
from almaden.sectors.numbers import Number
from almaden.supply.data import SupplyData, bundled_assumptions
from almaden.supply.drivers import GOING_ON, Change, Driver, change
from almaden.supply.entries import CLOSURES, Entry, closures, entries, unknown_closures, with_closures
from almaden.supply.model import Model
from almaden.supply.projection_result import BalanceYear, Projection, ProjectionYear
from almaden.supply.published import regional_studies, storage_definitions
from almaden.supply.records import AssumptionRecord
from almaden.supply.regions import members
from almaden.supply.storage_need import Flows, storage_needs
from almaden.supply.tornado import tornado
from almaden.wording import Text, n_


def scenario_assumptions(data: SupplyData, scenario: str) -> tuple[AssumptionRecord, ...]:
    """The assumptions of a scenario: the user's where they tell any of this name, otherwise the program's.

    Raises:
        InputError: there is no scenario of this name.
    """
    known = [*data.assumptions, *bundled_assumptions()]
    for rows in (data.assumptions, bundled_assumptions()):
        found = tuple(one for one in rows if one.scenario.casefold() == scenario.casefold())
        if found:
            return found
    raise InputError(
        Fault(
            n_("there is no scenario of this name"), column="--scenario", value=scenario,
            accepted=", ".join(dict.fromkeys(one.scenario for one in known)),
            advice=n_("take one of these, or tell its assumptions in the table assumptions"),
        )
    )  # fmt: skip


def project(
    data: SupplyData,
    area: str,
    scenario: str,
    *,
    until: int = 2050,
    base_year: int | None = None,
    plants: PlantData | None = None,
    on: date | None = None,
    draws: int = 1_000,
    seed: int = 1,
) -> Projection:
    """Surplus and storage need of an area.

    Args:
        data: what is told.
        area: a country, a continent or ``world`` (sums of countries), or a region as the tables name it.
        scenario: name of the assumptions.
        until: last year.
        base_year: year that supply and demand go on from; the last with both where None.
        plants: register of chlor-alkali plants; its closures come in where the data tell none.
        on: the day that closures are reckoned from; needed with plants.
        draws: how many draws the ranges are made of.
        seed: seed of the draws.

    Raises:
        InputError: supply and demand of the area are not told of one year, or there is no such scenario.
        ValueError: plants without a day.
    """
    if plants is not None and on is None:
        raise ValueError("closures of plants need the day that they are reckoned from")
    fleet = FleetDraws(draws, seed)
    assumed = scenario_assumptions(data, scenario)
    freed = closures(plants, on, fleet) if plants is not None and on is not None else ()
    told, _left_out = with_closures(entries(data), freed)
    mine = _of_area(told, area)
    base = _base_year(mine, area, base_year, until)
    model = _model(mine, assumed, base, until)
    flows = model.flows(fleet.of, draws + 1)
    needs = storage_needs(flows)
    changed = {one.driver for one in assumed}
    told_of = {one.name for one in model.drivers}
    idle = sorted({one.driver for one in assumed if one.status == "user" and one.driver not in told_of})
    held = tuple(dict.fromkeys(one.name for one in model.drivers if one.name not in changed))
    unknown = unknown_closures(plants, on) if plants is not None and on is not None else 0
    return Projection(
        area=area,
        scenario=assumed[0].scenario,
        base_year=base,
        until=until,
        years=tuple(_year(year, at, flows, needs) for at, year in enumerate(model.years)),
        balance=balance_year(model.years, flows.surplus),
        tornado=tornado(model),
        held=held,
        definitions=storage_definitions(),
        published=tuple(one for one in regional_studies() if one.area.casefold() == area.casefold()),
        origins=tuple(dict.fromkeys(_origins(model))),
        notes=(*data.notes, *_notes(model, mine, held, idle), *_not_told(unknown)),
        meta=meta(draws, seed, data.sha256, notice=data.notice),
    )


def _of_area(told: Sequence[Entry], area: str) -> list[Entry]:
    areas = members({one.area for one in told}, area)
    return [one for one in told if one.area in areas]


def _base_year(told: Sequence[Entry], area: str, asked: int | None, until: int) -> int:
    supply = {one.year for one in told if one.term in GOING_ON and one.number is not None}
    demand = {one.year for one in told if one.term == "uses" and one.number is not None}
    both = sorted(year for year in supply & demand if year < until)
    if both and (asked is None or asked in both):
        return both[-1] if asked is None else asked
    raise InputError(
        Fault(
            n_("supply and uses of this area are not told of one year before the last"), column="--region", value=area,
            accepted=", ".join(map(str, both)) or n_("an area with supply and uses of the same year"),
            advice=n_("tell both of one year, or take another area or year"),
        )
    )  # fmt: skip


def _model(mine: Sequence[Entry], assumed: Sequence[AssumptionRecord], base: int, until: int) -> Model:
    changes = [change(one) for one in sorted(assumed, key=lambda one: (one.driver, one.from_year))]
    parts: dict[tuple[str, str, bool], list[tuple[str, Number]]] = {}
    for one in sorted(mine, key=lambda one: one.key):
        if one.year != base or one.number is None:
            continue
        if one.term in GOING_ON:
            parts.setdefault(("supply", one.term, True), []).append((one.key, one.number))
        elif one.term == "uses":
            parts.setdefault(("demand", one.part, one.allowed != "no"), []).append((one.key, one.number))
    drivers = tuple(
        Driver(name, "supply" if side == "supply" else "demand", allowed, tuple(rows), _of(changes, name))
        for (side, name, allowed), rows in sorted(parts.items())
    )
    freed = tuple(one for one in mine if one.term == CLOSURES and base <= one.year <= until)
    return Model(tuple(range(base, until + 1)), drivers, tuple(sorted(freed, key=lambda one: one.key)))


def _of(changes: Iterable[Change], driver: str) -> tuple[Change, ...]:
    return tuple(one for one in changes if one.record.driver == driver)


def _year(year: int, at: int, flows: Flows, needs: Mapping[str, FloatArray]) -> ProjectionYear:
    rows = (flows.supply, flows.closures, flows.demand, flows.surplus)
    supply, freed, demand, surplus = (amount(row[at]) for row in rows)
    return ProjectionYear(
        year, supply, freed, demand, surplus, {name: amount(need[at]) for name, need in needs.items()}
    )


def balance_year(years: Sequence[int], surplus: FloatArray) -> BalanceYear:
    """The first year of surplus with its range.

    Args:
        years: the years.
        surplus: in t, shape ``(years, draws + 1)``, the value of record first.
    """
    above = surplus > 0.0
    places = np.where(above.any(axis=0), above.argmax(axis=0), len(years))
    low, high = (int(np.quantile(places[1:], share, method="inverted_cdf")) for share in (0.025, 0.975))
    first, low_year, high_year = (years[at] if at < len(years) else None for at in (int(places[0]), low, high))
    return BalanceYear(first, low_year, high_year, float(np.mean(places[1:] == len(years))))


def _origins(model: Model) -> Iterable[Origin]:
    for driver in model.drivers:
        yield from (number.origin for _key, number in driver.base)
        yield from (one.number.origin for one in driver.changes)
    for entry in model.closures:
        yield from entry.origins


def _notes(model: Model, mine: Sequence[Entry], held: Sequence[str], idle: Sequence[str]) -> Iterable[Text | str]:
    yield n_("imports and exports are left out: the surplus is of what the area gives and takes itself")
    first = min((one.record.from_year for driver in model.drivers for one in driver.changes), default=model.years[0])
    if first > model.years[0] + 1:
        yield Text("the assumptions begin in {first}: before, all stays as in {base}", first=str(first),
                   base=str(model.years[0]))  # fmt: skip
    if held:
        yield Text("no assumption changes these, so they stay as in {year}: {names}", year=str(model.years[0]),
                   names=", ".join(held))  # fmt: skip
    unsure = {one.part for one in mine if one.year == model.years[0] and one.term == "uses" and one.allowed != "yes"}
    unsure -= {one.part for one in mine if one.allowed == "no"}
    if unsure:
        yield n_("uses of which nobody says whether they are allowed count as allowed")
    if any(one.term == CLOSURES and one.year < model.years[0] for one in mine):
        yield Text("closures before {year} are in no surplus: what is left of their mercury is a stock",
                   year=str(model.years[0]))  # fmt: skip
    if not model.closures:
        yield n_("no closure of a chlor-alkali plant is told: none is in the surplus")
    if idle:
        yield Text("nothing is told that these assumptions could change: {names}", names=", ".join(idle))


def _not_told(unknown: int) -> Iterable[Text]:
    if unknown:
        yield Text("of {count} chlor-alkali plants year or mercury cannot be told: theirs is in no sum", count=unknown)
