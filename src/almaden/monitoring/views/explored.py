"""What one site measured of one species, as a whole: its instruments after each other, averages, trend and cycles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from almaden.monitoring.averages import Averages, averages
from almaden.monitoring.quality.methods import Change, family_of, instrument_changes, mergeable
from almaden.monitoring.series import BELOW_DETECTION, VALID, Series, SeriesKey
from almaden.monitoring.trends.monthly import Monthly, monthly
from almaden.monitoring.trends.result import Trend
from almaden.monitoring.trends.rules import origins
from almaden.monitoring.trends.single import trend
from almaden.monitoring.views.cycles import Cycle, Means, cycle
from almaden.monitoring.views.winds import Wind, Winds, usual_hours, winds
from almaden.reference.origin import Origin
from almaden.wording import Text

#: The longest measurement, in hours, of which a cycle can be seen.
_LONGEST: dict[Cycle, float] = {"hour": 3.0, "weekday": 24.0, "month": 750.0}


@dataclass(frozen=True, eq=False)
class Explored:
    """Series of one site and species that may stand in one, and what they tell.

    Attributes:
        whole: their values in the order of time; method and instrument are empty where there are several.
        parts: the series that it is made of.
        apart: series that may not be merged with it, each with the reason.
        changes: where instrument or method changed.
        months, years: means with their coverage, UTC.
        trend: of the monthly means, or of samples at their dates.
        cycles: means by hour, day of the week and month, as far as the measurements are short enough.
        offset_hours: clock of the cycles less UTC.
        unverified: numbers it rests on that nobody has checked at their source.
        winds: by the wind of the site, or why they cannot be told; None where the site has no wind.
    """

    whole: Series
    parts: tuple[Series, ...]
    apart: tuple[tuple[SeriesKey, Text], ...]
    changes: tuple[Change, ...]
    months: Averages
    years: Averages
    trend: Trend
    cycles: tuple[Means, ...]
    offset_hours: float
    unverified: tuple[Origin, ...]
    winds: Winds | Text | None = None


def merged(series: Sequence[Series]) -> tuple[tuple[Series, ...], tuple[tuple[SeriesKey, Text], ...]]:
    """The series that may stand in one with the longest of them, in time; and those that may not, with the reason.

    Args:
        series: not empty.
    """
    longest = max(series, key=len)
    told = [(one, _apart(longest.key, one.key)) for one in series]
    parts = sorted((one for one, why in told if why is None), key=lambda one: (one.start[0], one.key))
    return tuple(parts), tuple((one.key, why) for one, why in told if why is not None)


def _apart(one: SeriesKey, other: SeriesKey) -> Text | None:
    """Why two series stay apart: as they must, or as nobody knows whether their methods measure alike."""
    why = mergeable(one, other)
    if why is None and family_of(one) != family_of(other):
        return Text("{first} and {second} are methods of different kinds", first=one.method, second=other.method)
    return why


def in_one(parts: Sequence[Series]) -> Series:
    """The values of several series in the order of time; of their keys stays what is alike.

    Args:
        parts: not empty; they may be merged.
    """
    if len(parts) == 1:
        return parts[0]
    first = parts[0].key
    key = SeriesKey(*(own if len({one.key[place] for one in parts}) == 1 else "" for place, own in enumerate(first)))
    columns: dict[str, Any] = {
        name: np.concatenate([getattr(one, name) for one in parts])
        for name in ("start", "end", "value", "flag", "detection_limit", "row")
    }
    order = np.argsort(columns["start"], kind="stable")
    return Series(key, **{name: column[order] for name, column in columns.items()})


def series_trend(parts: Sequence[Series], name: str = "") -> Trend:
    """The trend of series that may be merged: of monthly means that are covered well enough, or samples at their dates.

    Args:
        parts: not empty, in time.
        name: of the result.
    """
    values = Monthly.joined([monthly(one) for one in parts])
    limits = np.where(values.below, values.value, np.nan)
    return trend(values.start, values.value, values.below, limits, series=name, notes=values.notes)


def explored(series: Sequence[Series], *, offset_hours: float = 0.0, wind: Wind | None = None) -> Explored:
    """Everything that is told of one site and species.

    Args:
        series: of one site, matrix, species and unit; not empty, each with values.
        offset_hours: clock of the place less UTC, without daylight saving, for the cycles.
        wind: of the site, None where it is not measured.
    """
    parts, apart = merged(series)
    whole = in_one(parts)
    months, years = averages(whole, "month"), averages(whole, "year")
    found = series_trend(parts, f"{whole.key.site} {whole.key.species}")
    cycles = tuple(_cycles(whole, offset_hours))
    blown = None if wind is None else winds(whole, wind)
    unverified = dict.fromkeys(
        chain(
            months.unverified,
            (one for one in origins() if one.status != "verified"),
            *(c.unverified for c in cycles),
            blown.unverified if isinstance(blown, Winds) else (),
        )
    )
    return Explored(
        whole, parts, apart, instrument_changes(parts), months, years, found, cycles, offset_hours, tuple(unverified),
        blown,
    )  # fmt: skip


def sun_offset(longitude: float | None) -> float:
    """Whole hours that the clock of the sun is ahead of UTC; 0 where the place is not known."""
    return 0.0 if longitude is None else float(round(longitude / 15.0))


def _cycles(whole: Series, offset_hours: float) -> list[Means]:
    valid = np.where(whole.flag == VALID, whole.value, np.nan)
    limits = np.where(whole.flag == BELOW_DETECTION, whole.detection_limit, np.nan)
    hours = usual_hours(whole)
    return [
        cycle(whole.start, valid, by, offset_hours=offset_hours, limits=limits)
        for by, longest in _LONGEST.items()
        if hours <= longest
    ]
