"""Need against capacity: how much of the mercury that comes free facilities can take, year by year."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, Final

from almaden.supply.storage.data import StorageData
from almaden.supply.storage.facilities_result import YearBalance
from almaden.supply.storage.records import FacilityRecord, SourceRecord

#: Share of the need below which what is short is rounding.
_NOTHING: Final = 1e-9
#: Why a facility cannot take the mercury of a source in a year; empty where it can.
Refusal = Callable[[FacilityRecord, SourceRecord, StorageData, int], str]


def freed_t(source: SourceRecord, year: int) -> float:
    """Mercury of a source that comes free in a year, t."""
    last = source.until or source.year
    return source.mercury_t / (last - source.year + 1) if source.year <= year <= last else 0.0


def year_balances(
    data: StorageData,
    facilities: Sequence[FacilityRecord],
    first: int,
    last: int,
    refusal: Refusal,
    free: Callable[[FacilityRecord], float | None],
) -> tuple[YearBalance, ...]:
    """Need and capacity by the end of each year.

    Mercury is placed so that as little as possible waits for as short as possible: a linear programme over groups of
    sources, facilities and years. What was placed stays; what waits may be placed later.

    Args:
        data: the tables.
        facilities: its facilities in a fixed order.
        first: first year; what came free before it is not counted.
        last: last year.
        refusal: why a facility cannot take a source's mercury in a year; it asks for class and country only.
        free: free capacity of a facility, t.
    """
    years = range(first, last + 1)
    # Sources of one class in one country are one: facilities do not tell them apart.
    groups: dict[tuple[str, str], list[SourceRecord]] = {}
    for source in sorted(data.sources, key=lambda one: (one.waste_class, one.country, one.id)):
        groups.setdefault((source.waste_class, source.country), []).append(source)
    freed = [[math.fsum(freed_t(one, year) for one in group) for year in years] for group in groups.values()]
    places = [
        (row, column, place)
        for row, group in enumerate(groups.values())
        for column, facility in enumerate(facilities)
        for place, year in enumerate(years)
        if not refusal(facility, group[0], data, year)
    ]
    placed = _placed(freed, [free(one) or 0.0 for one in facilities], places, len(years))
    found, need, done = [], 0.0, 0.0
    for place, year in enumerate(years):
        now = math.fsum(group[place] for group in freed)
        need += now
        done += placed[place]
        short = need - done
        found.append(YearBalance(year, now, need, done, short if short > _NOTHING * need else 0.0))
    return tuple(found)


def _placed(
    freed: Sequence[Sequence[float]], room: Sequence[float], places: Sequence[tuple[int, int, int]], count: int
) -> list[float]:
    """What is placed in each year, t.

    Args:
        freed: what comes free, by group and year, t.
        room: what is free of each facility, t.
        places: group, facility and year where the one may take the mercury of the other.
        count: how many years.
    """
    if not places:
        return [0.0] * count
    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    rows: list[int] = []
    columns: list[int] = []
    for variable, (group, facility, place) in enumerate(places):
        # What a group has placed up to a year is not more than came free; it counts in that and all later years.
        rows.extend(range(group * count + place, (group + 1) * count))
        columns.extend([variable] * (count - place))
        rows.append(len(freed) * count + facility)
        columns.append(variable)
    bounds = np.concatenate([np.cumsum(np.array(freed), axis=1).ravel(), np.array(room)])
    matrix: Any = coo_array((np.ones(len(rows)), (rows, columns)), shape=(len(bounds), len(places))).tocsr()
    worth = -np.array([count - place for _, _, place in places], dtype=float)
    found = linprog(worth, A_ub=matrix, b_ub=bounds, bounds=(0, None), method="highs")
    placed = np.zeros(count)
    np.add.at(placed, [place for _, _, place in places], found.x)
    return [float(one) for one in placed]
