"""Need against capacity: how much of the mercury that comes free facilities can take, year by year."""

from __future__ import annotations

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

    Mercury is placed so that as little as possible waits for as short as possible: a linear programme over sources,
    facilities and years. What was placed stays; what waits may be placed later. Sources of years before the first
    count as free in their own years only.

    Args:
        data: the tables.
        facilities: its facilities in a fixed order.
        first: first year.
        last: last year.
        refusal: why a facility cannot take a source's mercury in a year.
        free: free capacity of a facility, t.
    """
    years = range(first, last + 1)
    sources = sorted((one for one in data.sources if (one.until or one.year) >= first), key=lambda one: one.id)
    freed = [sum(freed_t(one, year) for one in sources) for year in years]
    places = [
        (row, column, place)
        for row, source in enumerate(sources)
        for column, facility in enumerate(facilities)
        for place, year in enumerate(years)
        if year >= source.year and not refusal(facility, source, data, year)
    ]
    room = [free(one) or 0.0 for one in facilities]
    placed = _placed(sources, room, years, places)
    found, need, done = [], 0.0, 0.0
    for place, year in enumerate(years):
        need += freed[place]
        done += placed[place]
        short = need - done
        found.append(YearBalance(year, freed[place], need, done, short if short > _NOTHING * need else 0.0))
    return tuple(found)


def _placed(
    sources: Sequence[SourceRecord], room: Sequence[float], years: range, places: Sequence[tuple[int, int, int]]
) -> list[float]:
    """What is placed in each year, t."""
    if not places:
        return [0.0] * len(years)
    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    rows: list[int] = []
    columns: list[int] = []
    for variable, (source, facility, place) in enumerate(places):
        # What a source has placed up to a year is not more than came free; it counts in that and all later years.
        for later in range(place, len(years)):
            rows.append(source * len(years) + later)
            columns.append(variable)
        rows.append(len(sources) * len(years) + facility)
        columns.append(variable)
    bounds: list[float] = []
    for one in sources:
        total = 0.0
        for year in years:
            total += freed_t(one, year)
            bounds.append(total)
    bounds.extend(room)
    matrix: Any = coo_array((np.ones(len(rows)), (rows, columns)), shape=(len(bounds), len(places))).tocsr()
    worth = -np.array([len(years) - place for _, _, place in places], dtype=float)
    found = linprog(worth, A_ub=matrix, b_ub=np.array(bounds), bounds=(0, None), method="highs")
    placed = np.zeros(len(years))
    np.add.at(placed, [place for _, _, place in places], found.x)
    return [float(one) for one in placed]
