"""Where a unit stands under Article 8 of the Minamata Convention, as far as numbers can tell.

Whether a source is new depends on when its construction or substantial modification began and on when the Convention
entered into force for its Party; both days are given. Which sources are relevant is told in
:mod:`almaden.sectors.coal.relevance`.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from almaden.reference.tables import number_or_none, read_table
from almaden.sectors.coal.train import Train

Source = Literal["new", "existing"]


@dataclass(frozen=True)
class Level:
    """What a train reaches by the guidance on best available techniques.

    Attributes:
        id, name: of the row.
        order: 1 for the best; higher for less.
        level_low, level_high: concentration in ``unit`` at ``oxygen_percent`` of the dry gas; None where not told.
        removal_low, removal_high: share captured, between 0 and 1; None where not told.
        source, seen, status, note: where it was read.
    """

    id: str
    name: str
    needs: frozenset[str]
    needs_one_of: frozenset[str]
    order: int
    level_low: float | None
    level_high: float | None
    unit: str
    oxygen_percent: float | None
    removal_low: float | None
    removal_high: float | None
    source: str
    seen: str
    status: str
    note: str

    def reached_by(self, train: Train) -> bool:
        """Whether a train has the devices of this level."""
        devices = set(train.devices)
        return self.needs <= devices and (not self.needs_one_of or bool(self.needs_one_of & devices))


@dataclass(frozen=True)
class Position:
    """A unit under Article 8.

    Attributes:
        category: row of Annex D: ``D1`` coal-fired power plants, ``D2`` coal-fired industrial boilers.
        source: new or existing.
        certain: False where the begin of construction was reckoned from the first year of operation and a shorter or
            longer time of construction would change the answer.
        new_from: the day from which the begin of construction makes a source new.
        deadline: last day to require best available techniques (new) or to have a measure in place (existing).
        passed: whether that day is over.
        measure: key of the measure that the Party chose for existing sources, empty where none is known;
            for new sources ``bat_bep``, which Article 8 requires.
        level: the best level of the guidance that the unit's train reaches, None where it reaches none.
    """

    category: str
    source: Source
    certain: bool
    new_from: date
    deadline: date
    passed: bool
    measure: str
    level: Level | None


def position(
    kind: Literal["power", "industrial"],
    train: Train,
    entry: date,
    day: date,
    *,
    start_year: int | None = None,
    construction: date | None = None,
    modification: date | None = None,
    measure: str = "",
) -> Position:
    """Where a unit stands on a day.

    Args:
        kind: power plant unit or industrial boiler.
        train: its control train.
        entry: the day on which the Convention entered into force for the Party.
        day: the day to judge.
        start_year: first year of operation, used where ``construction`` is not known.
        construction: begin of construction.
        modification: begin of a substantial modification that raises emissions significantly.
        measure: what the Party chose for existing sources; a key of :func:`measures`.

    Raises:
        ValueError: ``measure`` is not known; its argument is the word.
    """
    if measure and measure not in measures():
        raise ValueError(measure)
    new_from = _years_after(entry, int(terms()["new_after"]))
    source, certain = _source(new_from, start_year, construction, modification)
    deadline = _years_after(entry, int(terms()[f"deadline_{source}"]))
    return Position(
        category="D1" if kind == "power" else "D2",
        source=source,
        certain=certain,
        new_from=new_from,
        deadline=deadline,
        passed=day > deadline,
        measure="bat_bep" if source == "new" else measure,
        level=level(train),
    )


def level(train: Train) -> Level | None:
    """The best level of the guidance that a train reaches; None where it reaches none."""
    reached = [row for row in levels() if row.reached_by(train)]
    return min(reached, key=lambda row: row.order) if reached else None


@functools.cache
def terms() -> Mapping[str, float]:
    """Years and shares of Article 8 by key."""
    return MappingProxyType({row["key"]: float(row["value"]) for row in read_table("coal/article8")})


@functools.cache
def measures() -> Mapping[str, str]:
    """The measures for existing sources that a Party chooses from: key and name."""
    return MappingProxyType({row["key"]: row["name"] for row in read_table("coal/article8_measures")})


@functools.cache
def levels() -> tuple[Level, ...]:
    """The levels of the guidance."""
    return tuple(_level(row) for row in read_table("coal/bat_bep"))


def _source(
    new_from: date, start_year: int | None, construction: date | None, modification: date | None
) -> tuple[Source, bool]:
    """New or existing, and whether that is certain."""
    begun = [day for day in (construction, modification) if day is not None]
    if any(day >= new_from for day in begun):
        return "new", True
    if construction is not None or start_year is None:
        return "existing", construction is not None
    row = next(row for row in read_table("coal/article8") if row["key"] == "construction")
    ends = {start_year - float(row[end]) >= new_from.year for end in ("low", "high")}
    return ("new" if start_year - float(row["value"]) >= new_from.year else "existing"), len(ends) == 1


def _years_after(start: date, years: int) -> date:
    """The same day so many years later; 28 February where the later year has no 29th."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return start.replace(year=start.year + years, day=28)


def _level(row: Mapping[str, str]) -> Level:
    return Level(
        id=row["id"],
        name=row["name"],
        needs=frozenset(device for device in row["needs"].split("|") if device),
        needs_one_of=frozenset(device for device in row["needs_one_of"].split("|") if device),
        order=int(row["order"]),
        level_low=number_or_none(row["level_low"]),
        level_high=number_or_none(row["level_high"]),
        unit=row["unit"],
        oxygen_percent=number_or_none(row["oxygen_percent"]),
        removal_low=number_or_none(row["removal_low"]),
        removal_high=number_or_none(row["removal_high"]),
        source=row["source"],
        seen=row["seen"],
        status=row["status"],
        note=row["note"],
    )
