"""Dated limits of mercury from coal, and where a unit stands against each: its own, and those of others to compare.

A limit binds a class of units (country, new or existing, kind, rank, size, first year of operation) between two days.
Limits of which one has to be met (``1.2 lb/TBtu or 0.013 lb/GWh``) have a twin name in common and are judged together.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, cast

import numpy as np
from numpy.typing import NDArray

from almaden.quantity.sampling import FloatArray
from almaden.reference.tables import number_or_none, read_table
from almaden.sectors.coal.terms import Rank

#: Oxygen of dry air in percent, as rules of stack gas reckon it; what dilution is counted by.
OXYGEN_OF_AIR: Final = 20.9


@dataclass(frozen=True)
class Limit:
    """One row of the table of limits.

    Attributes:
        id, name: short and in words.
        jurisdiction: ISO 3166 code of three letters, or a group of countries (``EU``).
        standing: ``in law``, ``proposed`` (never in force) or ``repealed``.
        applies_to, kind: ``new``, ``existing`` or ``any`` units, as its law means it; ``power`` plants only or ``any``.
        ranks: ranks of coal that it is for; empty for all.
        thermal_from, thermal_to, electric_from, electric_to: thermal and gross electric capacity in MW, the upper end
            excluded; None without a bound.
        started_from, started_to: first years of operation that it is for, both included.
        value_low, value: lower end where a range is told (EU) or None, and what must not be exceeded, in ``unit``.
        unit: ``lb/TBtu``, ``lb/GWh`` (gross) or ``ug/Nm3`` (dry, 0 degC).
        oxygen_percent: oxygen of the dry gas that a concentration is related to; None for other units.
        averaging, twin: time that a value is the mean of; name shared by limits of which one has to be met, or
            the limit's own id.
        valid_from, valid_to: first and last day, None where open.
        source, seen, status, note: where it was read.
    """

    id: str
    name: str
    jurisdiction: str
    standing: str
    applies_to: Literal["new", "existing", "any"]
    kind: str
    ranks: frozenset[str]
    thermal_from: float | None
    thermal_to: float | None
    electric_from: float | None
    electric_to: float | None
    started_from: float | None
    started_to: float | None
    value_low: float | None
    value: float
    unit: str
    oxygen_percent: float | None
    averaging: str
    twin: str
    valid_from: date | None
    valid_to: date | None
    source: str
    seen: str
    status: str
    note: str

    def valid(self, day: date) -> bool:
        """Whether it stood on a day."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)

    def holds_in(self, country: str) -> bool:
        """Whether its jurisdiction is a country, or has it as a member."""
        return country in _members(self.jurisdiction)

    def fits(self, facts: Facts) -> bool:
        """Whether a unit, wherever it stands, belongs to the class that it is for."""
        return (
            (self.kind == "any" or self.kind == facts.kind)
            and (not self.ranks or facts.rank in self.ranks)
            and self._fits_age(facts)
            and _within(facts.thermal_mw, self.thermal_from, self.thermal_to)
            and (facts.kind != "power" or _within(facts.capacity_mw, self.electric_from, self.electric_to))
        )

    def _fits_age(self, facts: Facts) -> bool:
        if facts.is_new is not None and self.applies_to != "any":
            return facts.is_new == (self.applies_to == "new")
        if facts.start_year is None:
            # Most units are older than any limit; a new one is told as such.
            return self.applies_to != "new"
        return (self.started_from or -math.inf) <= facts.start_year <= (self.started_to or math.inf)


@dataclass(frozen=True, eq=False)
class Facts:
    """What a unit is judged by.

    Attributes:
        country: ISO 3166 code of three letters.
        rank: rank of the coal.
        thermal_mw: fuel input at full load.
        emissions: draws of the emission by unit of the limits, the point value first, shape ``(draws + 1,)``.
        capacity_mw: gross electric capacity; 0 for an industrial boiler.
        kind: power plant unit or industrial boiler.
        start_year: first year of operation, None where not known (then existing).
        oxygen_percent: oxygen of the dry gas that concentrations among the emissions are related to.
        is_new: whether the laws take it as new, where that is known better than from the year; None otherwise.
    """

    country: str
    rank: Rank
    thermal_mw: float
    emissions: Mapping[str, FloatArray]
    capacity_mw: float = 0.0
    kind: Literal["power", "industrial"] = "power"
    start_year: int | None = None
    is_new: bool | None = None
    oxygen_percent: float = 6.0


@dataclass(frozen=True)
class Position:
    """Where a unit stands against a limit, or against twins of which one has to be met.

    Attributes:
        limits: the limit; several where they are twins.
        applies: whether it binds the unit on the day; otherwise it is for comparison (would it be met?).
        deciding: the limit that is met most easily at the value of record.
        emission: the value of record in the unit of ``deciding``.
        met: whether the value of record is not above it.
        margin: 1 - emission / limit at the value of record; negative above the limit.
        probability: share of draws that are not above it (twins: not above one of them).
        probability_low: the same for the lower end of a range; None where there is none.
    """

    limits: tuple[Limit, ...]
    applies: bool
    deciding: Limit
    emission: float
    met: bool
    margin: float
    probability: float
    probability_low: float | None


def positions(facts: Facts, day: date) -> tuple[Position, ...]:
    """Where a unit stands on a day, against its own limits first and then against those of others.

    Limits that were proposed or repealed, and those that did not stand on the day, are never binding. For comparison,
    a limit of the law is shown while it stands, one that was proposed or repealed always. A limit in a unit for which
    ``facts`` has no emission cannot be judged and is left out.
    """
    groups: dict[str, list[Limit]] = {}
    for limit in limits():
        shown = limit.standing != "in law" or limit.valid(day)
        if shown and limit.fits(facts) and limit.unit in facts.emissions:
            groups.setdefault(limit.twin, []).append(limit)
    found = [_position(tuple(group), facts, day) for group in groups.values()]
    return tuple(sorted(found, key=lambda position: not position.applies))


def binds(limit: Limit, facts: Facts, day: date) -> bool:
    """Whether a limit binds a unit on a day."""
    if limit.standing != "in law" or not limit.holds_in(facts.country):
        return False
    return limit.valid(day) and limit.fits(facts)


@functools.cache
def limits() -> tuple[Limit, ...]:
    """All limits, in the order of their table."""
    return tuple(_limit(row) for row in read_table("coal/limits"))


def _position(group: tuple[Limit, ...], facts: Facts, day: date) -> Position:
    emissions = [_emission(facts, limit) for limit in group]
    ratios = [float(draws[0]) / limit.value for limit, draws in zip(group, emissions, strict=True)]
    best = ratios.index(min(ratios))
    below_low = [
        draws <= limit.value_low for limit, draws in zip(group, emissions, strict=True) if limit.value_low is not None
    ]
    return Position(
        limits=group,
        applies=any(binds(limit, facts, day) for limit in group),
        deciding=group[best],
        emission=float(emissions[best][0]),
        met=ratios[best] <= 1.0,
        margin=1.0 - ratios[best],
        probability=_share([draws <= limit.value for limit, draws in zip(group, emissions, strict=True)]),
        probability_low=_share(below_low) if below_low else None,
    )


def _emission(facts: Facts, limit: Limit) -> FloatArray:
    """The emission in the unit of a limit, diluted to its oxygen."""
    draws = facts.emissions[limit.unit]
    if limit.oxygen_percent is None or limit.oxygen_percent == facts.oxygen_percent:
        return draws
    return draws * ((OXYGEN_OF_AIR - limit.oxygen_percent) / (OXYGEN_OF_AIR - facts.oxygen_percent))


def _share(met: list[NDArray[np.bool_]]) -> float:
    """Share of the draws in which one of the conditions holds; the first element, the point value, is no draw."""
    either = functools.reduce(lambda one, other: one | other, met)
    return float(either[1:].mean()) if len(either) > 1 else float(either[0])


def _within(value: float, low: float | None, high: float | None) -> bool:
    return (low is None or value >= low) and (high is None or value < high)


@functools.cache
def _members(jurisdiction: str) -> frozenset[str]:
    """Countries of a jurisdiction: the group's members, or the country itself."""
    rows = read_table("coal/jurisdictions")
    return frozenset(row["country"] for row in rows if row["jurisdiction"] == jurisdiction) or frozenset({jurisdiction})


def _limit(row: Mapping[str, str]) -> Limit:
    return Limit(
        id=row["id"],
        name=row["name"],
        jurisdiction=row["jurisdiction"],
        standing=row["standing"],
        applies_to=cast("Literal['new', 'existing', 'any']", row["applies_to"]),
        kind=row["kind"],
        ranks=frozenset(rank for rank in row["ranks"].split("|") if rank),
        thermal_from=number_or_none(row["thermal_from"]),
        thermal_to=number_or_none(row["thermal_to"]),
        electric_from=number_or_none(row["electric_from"]),
        electric_to=number_or_none(row["electric_to"]),
        started_from=number_or_none(row["started_from"]),
        started_to=number_or_none(row["started_to"]),
        value_low=number_or_none(row["value_low"]),
        value=float(row["value_high"]),
        unit=row["unit"],
        oxygen_percent=number_or_none(row["oxygen_percent"]),
        averaging=row["averaging"],
        twin=row["twin"] or row["id"],
        valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        source=row["source"],
        seen=row["seen"],
        status=row["status"],
        note=row["note"],
    )
