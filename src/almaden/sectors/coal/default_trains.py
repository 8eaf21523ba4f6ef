"""Default control trains with their shares: by practice of the country, year, size, age, boiler and rank."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple, cast

from almaden.reference.tables import read_table
from almaden.sectors.coal.defaults import Places, Row, within
from almaden.sectors.coal.plant import Conditions, Fuel
from almaden.sectors.coal.terms import Boiler, Sorbent
from almaden.sectors.coal.train import Train, parse_devices

Trains = tuple[tuple[float, Train], ...]


class TrainClass(NamedTuple):
    """A class of units and the trains that they have.

    Attributes:
        name: of the class.
        row: its first row.
        trains: with their shares, which add to 1.
        start: first and last year of start.
        mw: from this capacity to below that.
    """

    name: str
    row: Row
    trains: Trains
    start: tuple[int, int]
    mw: tuple[float, float]


@functools.cache
def train_classes() -> tuple[TrainClass, ...]:
    """All classes in the order of the table."""
    grouped: dict[str, list[Row]] = {}
    for row in read_table("coal/default_controls"):
        grouped.setdefault(row["class"], []).append(row)
    return tuple(_class(name, rows) for name, rows in grouped.items())


def _class(name: str, rows: Sequence[Row]) -> TrainClass:
    trains = tuple((float(row["share"]), _train(row)) for row in rows)
    first = rows[0]
    start = int(first["start_from"] or -9999), int(first["start_to"] or 9999)
    mw = float(first["mw_from"] or 0.0), float(first["mw_below"] or "inf")
    return TrainClass(name, first, trains, start, mw)


def _train(row: Row) -> Train:
    return Train(parse_devices(row["train"]), cast(Sorbent, row["sorbent"]), float(row["sorbent_mg_per_m3"] or 0.0))


@functools.cache
def _candidates(places: Places, kind: str, boiler: str, rank: str, year: int) -> Sequence[TrainClass]:
    """Classes that a unit may belong to but for size and start: those of its boiler first, then the nearest place."""
    found = [
        one
        for place in places
        for one in train_classes()
        if one.row["practice"] == place
        and one.row["kind"] == kind
        and one.row["boiler"] in ("", boiler)
        and one.row["rank"] in ("", rank)
        and within(one.row, "year", year)
    ]
    return sorted(found, key=lambda one: one.row["boiler"] != boiler)


def default_trains(
    places: Places, kind: str, boiler: Boiler, rank: str, years: tuple[int, int], mw: float
) -> TrainClass:
    """The class of a unit.

    Args:
        places: where to look for practice.
        kind: ``power`` or ``industrial``.
        boiler: kind of boiler.
        rank: rank of the coal.
        years: the year that the practice is of, and the first year of operation.
        mw: electric capacity, or thermal of an industrial boiler.
    """
    year, start = years
    for one in _candidates(places, kind, boiler, rank, year):
        if one.start[0] <= start <= one.start[1] and one.mw[0] <= mw < one.mw[1]:
            return one
    raise LookupError(f"no class of controls for {kind} {boiler} {rank} in {year}")


@functools.lru_cache(maxsize=4096)
def conditions_of(
    trains: Trains, fuel: Fuel, boiler: Boiler, unburned_carbon: float, esp_celsius: float | None
) -> tuple[Conditions, ...]:
    """For each train, what the behaviour of mercury is looked up by."""
    return tuple(Conditions(fuel, boiler, train, unburned_carbon, esp_celsius) for _, train in trains)
