"""What would be filled for a unit of a country of which nothing else is told, to be looked at before it is used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from almaden.reference.tables import number_or_none
from almaden.sectors.coal.default_coals import FUEL_FIELDS, default_rank
from almaden.sectors.coal.default_trains import TrainClass, train_classes
from almaden.sectors.coal.defaults import (
    Places,
    Row,
    coal_places,
    coal_row,
    named,
    operation_row,
    practice_places,
    row_of,
    within,
)
from almaden.sectors.coal.terms import RANKS, Rank
from almaden.sectors.coal.train import Train

#: Properties of coal and their units; contents are of the dry coal.
COAL_UNITS: Final = {
    "mercury": "mg/kg",
    "heating_value": "MJ/kg",
    **dict(zip(FUEL_FIELDS, ("mg/kg", "mg/kg", "%", "%", "%"), strict=True)),
}
#: Properties of operation with the kind of unit that they are of.
OPERATION: Final = (
    ("capacity_factor", "power"),
    ("capacity_factor", "industrial"),
    ("heat_rate_factor", "power"),
    ("washed_share", "power"),
    ("washing_removal", "power"),
    ("ash_sold_share", "power"),
)


@dataclass(frozen=True)
class ToldDefault:
    """A number that would be filled.

    Attributes:
        kind: rank of the coal, or ``power`` and ``industrial`` for what tells of operation.
        name: the property.
        value, low, high, unit: the value with its 95 % range, where it has one.
        place: the place that it was found for: the country, its area or ``world``.
        source, seen, status, doubt: where it was read.
    """

    kind: str
    name: str
    value: float
    low: float | None
    high: float | None
    unit: str
    place: str
    source: str
    seen: str
    status: str
    doubt: str


@dataclass(frozen=True)
class ToldTrain:
    """A control train that units of a class have, with its share of them.

    Attributes:
        kind: class: the first that fits a unit counts, those for a kind of boiler before all others.
        unit_kind: ``power`` or ``industrial``.
        boiler, rank: what it is for; empty for all.
        start_from, start_to: first years of operation, None where open.
        mw_from, mw_below: capacity, None where open.
        share: share of the units.
        controls: the devices.
        sorbent: carbon that is injected; empty without.
        place: the place that it was found for.
        source, seen, status, doubt: where it was read.
    """

    kind: str
    unit_kind: str
    boiler: str
    rank: str
    start_from: int | None
    start_to: int | None
    mw_from: float | None
    mw_below: float | None
    share: float
    controls: str
    sorbent: str
    place: str
    source: str
    seen: str
    status: str
    doubt: str


@dataclass(frozen=True)
class ToldDefaults:
    """Everything that would be filled for a country.

    Attributes:
        country: ISO 3166 code of three letters, empty for the world.
        year: the year that practice is of.
        rank: rank that is assumed where none is told.
        rank_share: share of the operating capacity with a told rank that has this one, None where not known.
        coal, operation, controls: the numbers.
    """

    country: str
    year: int
    rank: Rank
    rank_share: float | None
    coal: tuple[ToldDefault, ...]
    operation: tuple[ToldDefault, ...]
    controls: tuple[ToldTrain, ...]


def defaults_of(country: str, year: int) -> ToldDefaults:
    """What would be filled for a unit of a country.

    Args:
        country: ISO 3166 code of three letters; empty for the world.
        year: the year that practice of control and operation is of.
    """
    places, practice = coal_places(country, "", ""), practice_places(country)
    rank, _ = default_rank(places)
    return ToldDefaults(
        country=country,
        year=year,
        rank=rank,
        rank_share=_rank_share(places),
        coal=tuple(
            _told(coal_row(places, kind, name), kind, name, unit) for kind in RANKS for name, unit in COAL_UNITS.items()
        ),
        operation=tuple(_told(operation_row(practice, kind, name, year), kind, name, "-") for name, kind in OPERATION),
        controls=tuple(
            _train(one, share, train)
            for place in practice
            for one in train_classes()
            if one.row["practice"] == place and within(one.row, "year", year)
            for share, train in one.trains
        ),
    )


def _told(row: Row, kind: str, name: str, unit: str) -> ToldDefault:
    return ToldDefault(
        kind=kind,
        name=name,
        value=float(row["value"]),
        low=number_or_none(row["low"]),
        high=number_or_none(row["high"]),
        unit=unit,
        place=named(row["place"]),
        source=row["source"],
        seen=row["seen"],
        status=row["status"],
        doubt=row["doubt"],
    )


def _rank_share(places: Places) -> float | None:
    row = next(found for place in places if (found := row_of("default_rank", "place", place)))
    return number_or_none(row["told_share"])


def _train(one: TrainClass, share: float, train: Train) -> ToldTrain:
    row = one.row
    return ToldTrain(
        kind=one.name,
        unit_kind=row["kind"],
        boiler=row["boiler"],
        rank=row["rank"],
        start_from=int(row["start_from"]) if row["start_from"] else None,
        start_to=int(row["start_to"]) if row["start_to"] else None,
        mw_from=number_or_none(row["mw_from"]),
        mw_below=number_or_none(row["mw_below"]),
        share=share,
        controls=str(train),
        sorbent=train.sorbent,
        place=named(row["practice"]),
        source=row["source"],
        seen=row["seen"],
        status=row["status"],
        doubt=row["doubt"],
    )
