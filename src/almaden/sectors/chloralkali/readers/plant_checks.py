"""What the rows of a register of plants must hold: capacity, years, exemptions, destinations, each plant once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final

from almaden.errors import Fault
from almaden.reference.readers.template import Rows
from almaden.sectors.chloralkali.capacity import CL2_PER_NAOH, capacity_kt, told_inventory_t
from almaden.sectors.chloralkali.dates import deadlines
from almaden.sectors.chloralkali.limits import limit
from almaden.sectors.chloralkali.records import ENDED, NOT_KNOWN, BalanceRecord, PlantRecord
from almaden.wording import Exact, Fixed, Text, n_

#: Capacity and production of caustic soda that lie so near to each other are taken for one figure.
_SAME: Final = 0.01


def check_plants(rows: Rows, balances: Rows | None) -> Iterator[Fault]:
    """Check the plants of a table.

    Args:
        rows: the plants.
        balances: their balances, whose productions are set against the capacities.
    """
    told: defaultdict[str, list[BalanceRecord]] = defaultdict(list)
    for one in balances.found if balances is not None else ():
        told[one.record.plant].append(one.record)
    yield from _twice(rows)
    for one in rows.found:
        plant: PlantRecord = one.record

        def say(problem: str, name: str, value: object, accepted: str, advice: str, row: int | None = one.row) -> Fault:
            return rows.fault(problem, row, name, str(value), accepted, advice)

        yield from _size(plant, told[plant.id], say)
        yield from _years(plant, say)
        yield from _exemption(plant, say)
        yield from _destination(plant, say)


Say = Callable[..., Fault]


def _twice(rows: Rows) -> Iterator[Fault]:
    keys: dict[str, int | None] = {}
    places: dict[tuple[str, ...], int | None] = {}
    for one in rows.found:
        plant: PlantRecord = one.record
        if plant.id in keys:
            yield rows.fault(
                Text("the identifier is that of another plant: row {row}", row=str(keys[plant.id])), one.row, "id",
                plant.id, n_("each identifier once"), n_("delete one of the rows, or correct its identifier"),
            )  # fmt: skip
            continue
        keys[plant.id] = one.row
        place = (plant.country, plant.operator.casefold().strip(), plant.site.casefold().strip())
        if plant.site and place in places:
            yield rows.fault(
                Text("this plant stands in the table already: row {row}", row=str(places[place])), one.row, "site",
                plant.site, n_("each plant of an operator at a site once"),
                n_("delete one of the rows; if the site has two plants, tell them apart in the column site"),
            )  # fmt: skip
        places.setdefault(place, one.row)


def _size(plant: PlantRecord, told: list[BalanceRecord], say: Say) -> Iterator[Fault]:
    kt = capacity_kt(plant)
    if kt is None:
        return
    largest = limit("largest_capacity_kt")
    if kt > largest:
        yield say(
            Text("a plant of {kt} kt of chlorine a year is larger than any", kt=Fixed(kt, 0)),
            "capacity", plant.capacity, Text("at most {most} kt of chlorine a year", most=Exact(largest)),
            Text("it is probably in t: {t} t are {kt} kt; write t/y into capacity_unit",
                 t=Exact(plant.capacity or 0.0), kt=Exact(round((plant.capacity or 0.0) / 1000, 6))),
        )  # fmt: skip
        return
    smallest = limit("smallest_capacity_kt")
    if kt < smallest:
        yield say(
            Text("a plant of {kt} kt of chlorine a year is smaller than any", kt=Exact(round(kt, 6))),
            "capacity", plant.capacity, Text("at least {least} kt of chlorine a year", least=Exact(smallest)),
            n_("it is probably in kt: write kt/y into capacity_unit"),
        )  # fmt: skip
        return
    for balance in told:
        if balance.naoh_t and plant.capacity_of == "Cl2" and abs(kt * 1000 / balance.naoh_t - 1) <= _SAME:
            yield say(
                Text("the capacity is the amount of caustic soda produced in {year}", year=str(balance.year)),
                "capacity", plant.capacity,
                Text("about {kt} kt of chlorine", kt=Fixed(balance.naoh_t * CL2_PER_NAOH / 1000, 2)),
                n_("if it is a capacity of caustic soda, write NaOH into the column capacity_of"),
            )  # fmt: skip
            return


def _years(plant: PlantRecord, say: Say) -> Iterator[Fault]:
    if plant.closure_year is not None and plant.start_year is not None and plant.closure_year < plant.start_year:
        yield say(
            n_("the plant ends before it begins"), "closure_year", plant.closure_year,
            Text("a year from {year} on, the first year of operation", year=str(plant.start_year)),
            n_("correct one of the two years"),
        )  # fmt: skip
    if plant.state_year is None or plant.closure_year is None:
        return
    if plant.state in ENDED and plant.closure_year > plant.state_year:
        yield say(
            n_("the plant is told to have ended before it did"), "closure_year", plant.closure_year,
            Text("a year up to {year}, for which the state is told", year=str(plant.state_year)),
            n_("write conversion planned as its state, or correct one of the two years"),
        )  # fmt: skip
    if plant.state not in ENDED and plant.closure_year < plant.state_year:
        yield say(
            n_("the plant is told to stand after it ended"), "closure_year", plant.closure_year,
            Text("a year from {year} on, for which the state is told", year=str(plant.state_year)),
            n_("write closed or converted as its state, or correct one of the two years"),
        )  # fmt: skip


def _exemption(plant: PlantRecord, say: Say) -> Iterator[Fault]:
    days = deadlines()
    until = plant.exemption_until
    if until is None:
        return
    if until > days.last_exemption:
        yield say(
            n_("no exemption can last so long"), "exemption_until", until.isoformat(),
            Text("a day up to {first}, or up to {last} with an extension", first=days.first_exemption.isoformat(),
                 last=days.last_exemption.isoformat()),
            n_("write the day on which the registered exemption ends"),
        )  # fmt: skip
    elif until <= days.phase_out:
        yield say(
            n_("an exemption begins where the phase-out date ends"), "exemption_until", until.isoformat(),
            Text("a day after {day}", day=days.phase_out.isoformat()),
            n_("leave the cell empty where no exemption is registered"),
        )  # fmt: skip


def _destination(plant: PlantRecord, say: Say) -> Iterator[Fault]:
    amount = plant.mercury_destination_t
    inventory = told_inventory_t(plant)
    if amount is not None and inventory is not None and amount > inventory:
        yield say(
            n_("more mercury went away than the cells held"), "mercury_destination_t", amount,
            Text("at most {t} t", t=Exact(inventory)),
            n_("correct the amount or the inventory; both are in t"),
        )  # fmt: skip
    if amount is not None and plant.mercury_destination == NOT_KNOWN:
        yield say(
            n_("an amount of mercury is told, but not where it went"), "mercury_destination", plant.mercury_destination,
            n_("where the mercury went, or no amount"), n_("name the destination, or empty mercury_destination_t"),
        )  # fmt: skip
