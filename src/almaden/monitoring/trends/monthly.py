"""Series as tests of trend take them: monthly means with enough measurements, or samples at their dates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from almaden.monitoring.averages import averages
from almaden.monitoring.averaging import Means
from almaden.monitoring.averaging_below import METHODS
from almaden.monitoring.series import BELOW_DETECTION, VALID, Floats, Series, Times
from almaden.monitoring.trends.dated import Dated, medians
from almaden.wording import Text

#: Media that are sampled at moments: a sample stands for its date, not for a month.
_SAMPLED: Final = ("water",)
#: Measurements longer than this are not cut into months, which would make many values of one.
_LONGEST_DAYS: Final = 45.0


class Monthly(NamedTuple):
    """Values for a test of trend, in the order of time.

    Attributes:
        start: begin of each month, or moment of each sample.
        value: mean of the month (estimated where measurements are below detection), or its median where means cannot be
            estimated, or the sample; where it is below detection the most that it can be.
        below: which are below detection; of months only those whose mean, or median, is.
        covered: share of the month that was measured.
        instrument: that measured it.
        months, enough: calendar months with measurements, and those measured well enough, which are the values.
        notes: what to know of them.
    """

    start: Times
    value: Floats
    below: NDArray[np.bool_]
    covered: Floats
    instrument: str
    months: int
    enough: int
    notes: tuple[Text, ...] = ()

    @staticmethod
    def joined(parts: Sequence[Monthly]) -> Monthly:
        """Instruments of one site after each other; of a month that two measured the one counts that measured more."""
        if len(parts) == 1:
            return parts[0]
        start = np.concatenate([one.start for one in parts])
        covered = np.concatenate([one.covered for one in parts])
        which = np.concatenate([np.full(len(one.start), place) for place, one in enumerate(parts)])
        order = np.lexsort((-covered, start))
        first = np.ones(len(order), dtype=bool)
        first[1:] = np.diff(start[order]) > np.timedelta64(0, "s")
        kept = order[first]
        return Monthly(
            start[kept],
            np.concatenate([one.value for one in parts])[kept],
            np.concatenate([one.below for one in parts])[kept],
            covered[kept],
            "",
            max(len(kept), max(one.months for one in parts)),
            len(kept),
            _changes(start[kept], which[kept], [one.instrument for one in parts])
            + tuple(dict.fromkeys(note for one in parts for note in one.notes)),
        )


def monthly(series: Series, first_year: int | None = None, last_year: int | None = None) -> Monthly:
    """The values of a series that a test of trend takes.

    Args:
        series: not empty.
        first_year: from this year on; None for all.
        last_year: up to this year, it included; None for all.
    """
    if series.key.is_climatology:
        return _nothing(series)
    as_they_are = series.key.matrix in _SAMPLED or _days(series) > _LONGEST_DAYS
    return (_samples if as_they_are else _means)(series, first_year, last_year)


def _nothing(series: Series) -> Monthly:
    """No values of a climatology: what changes in it from month to month is the season."""
    none = np.array([])
    note = Text("means of the months of the year over several years tell the season, and no trend")
    return Monthly(series.start[:0], none, none.astype(bool), none, series.key.instrument, 0, 0, (note,))


def _days(series: Series) -> float:
    """How long a measurement usually lasts, in days; where no end is told, how far apart they begin."""
    told = series.end > series.start
    seconds = (series.end - series.start)[told] if told.any() else np.diff(np.unique(series.start))
    return float(np.median(seconds.astype(np.int64))) / 86_400.0 if len(seconds) else 0.0


def _means(series: Series, first_year: int | None, last_year: int | None) -> Monthly:
    made = averages(series, "month")
    means = made.means
    inside = _inside(means.start, first_year, last_year) & (means.n > 0)
    kept = inside & means.enough & np.isfinite(means.mean_high)
    notes = []
    if kept.sum() < inside.sum():
        notes.append(
            Text("{enough} of {months} months have enough measurements and count",
                 enough=int(kept.sum()), months=int(inside.sum()))
        )  # fmt: skip
    value, below, told = _below_told(series, means.start[kept], means, kept)
    return Monthly(
        means.start[kept], value, below, means.covered[kept],
        series.key.instrument, int(inside.sum()), int(kept.sum()), (*notes, *told),
    )  # fmt: skip


def _below_told(
    series: Series, start: Times, means: Means, kept: NDArray[np.bool_]
) -> tuple[Floats, NDArray[np.bool_], tuple[Text, ...]]:
    """Values of months, which of them are below detection, and what was done where some measurements are.

    A month is below detection only where its mean cannot be estimated; then all that is known is that it is at most
    ``mean_high``. Where medians leave fewer months open, all months of the series are told by their medians.
    """
    some = means.below_detection[kept] > 0
    if not some.any():
        return means.mean_high[kept], some, ()
    below = some & ~np.isfinite(means.mean[kept])
    if below.any():
        middle, censored = _medians(series, start)
        if censored.sum() < below.sum():
            note = Text("some measurements are below detection: months are told by their medians")
            return middle, censored, (note, *_left_open(censored))
    by = means.mean_by[kept][some & ~below]
    notes = tuple(
        Text(
            "in {count} months measurements are below detection: their means are estimated ({method})",
            count=int((by == code).sum()), method=Text(METHODS[code]),
        )
        for code in np.unique(by)
    )  # fmt: skip
    return np.where(below, means.mean_high[kept], means.mean[kept]), below, (*notes, *_left_open(below))


def _left_open(below: NDArray[np.bool_]) -> tuple[Text, ...]:
    if not below.any():
        return ()
    return (Text("{count} months are below detection as a whole", count=int(below.sum())),)


def _medians(series: Series, start: Times) -> tuple[Floats, NDArray[np.bool_]]:
    """The median of the measurements that begin in each month; NaN, which is no value, where none does."""
    below = series.flag == BELOW_DETECTION
    value = np.where(below & np.isfinite(series.detection_limit), series.detection_limit, series.value)
    counts = (below | (series.flag == VALID)) & np.isfinite(value)
    months = series.start[counts].astype("datetime64[M]").astype(np.int64)
    nothing = np.zeros(int(counts.sum()))
    distinct, middle, censored = medians(Dated(nothing, nothing, value[counts], below[counts]), months)
    wanted = start.astype("datetime64[M]").astype(np.int64)
    at = np.minimum(np.searchsorted(distinct, wanted), len(distinct) - 1)
    there = distinct[at] == wanted
    return np.where(there, middle[at], np.nan), censored[at] & there


def _samples(series: Series, first_year: int | None, last_year: int | None) -> Monthly:
    below = series.flag == BELOW_DETECTION
    value = np.where(below & np.isfinite(series.detection_limit), series.detection_limit, series.value)
    kept = _inside(series.start, first_year, last_year) & (below | (series.flag == VALID)) & np.isfinite(value)
    months = len(np.unique(series.start[kept].astype("datetime64[M]")))
    return Monthly(
        series.start[kept], value[kept], below[kept], np.ones(int(kept.sum())), series.key.instrument, months, months
    )


def _inside(start: Times, first_year: int | None, last_year: int | None) -> NDArray[np.bool_]:
    year = start.astype("datetime64[Y]").astype(np.int64) + 1970
    inside = np.ones(len(year), dtype=bool) if first_year is None else year >= first_year
    return inside if last_year is None else inside & (year <= last_year)


def _changes(start: Times, which: NDArray[np.int64], names: Sequence[str]) -> tuple[Text, ...]:
    """Where another instrument goes on: a step there can be its doing."""
    places = np.flatnonzero(np.diff(which)) + 1
    return tuple(
        Text(
            "another instrument measures from {month} on ({before}, then {after}): a step there can be its doing",
            month=str(start[place].astype("datetime64[M]")),
            before=names[which[place - 1]] or "?",
            after=names[which[place]] or "?",
        )
        for place in places[:5]
    )
