"""The means of one series over periods, with what was measured of each period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from almaden.monitoring import binned
from almaden.monitoring.averaging_below import estimated
from almaden.monitoring.binned import Places
from almaden.monitoring.coverage import Coverage, Judged, base_level, judged_by_parts, judged_by_time, part_of
from almaden.monitoring.periods import PERIODS, Period, Periods, periods_of
from almaden.monitoring.series import BELOW_DETECTION, SUSPECT, VALID, Floats, Series, Times
from almaden.wording import Text, n_

#: What the parts are by which a period is judged, by their codes; 0 is its time.
PARTS: Final[tuple[str, ...]] = ("time", *PERIODS)
_OVERLAP: Final = n_(
    "{site} {species}: {count} measurements begin before one ended; their values count, their time counts once"
)


@dataclass(frozen=True, eq=False)
class Means:
    """Means over periods and what stands beside them; all arrays have the shape (n,).

    Attributes:
        start: begin of the period on the clock of the place.
        mean: mean over the time measured; NaN where nothing is measured, and where so much is below detection that
            only the range can be told.
        mean_low, mean_high: the mean with all values below detection being 0, and being at their limit.
        mean_by: how the mean was made where values are below detection, as place in
            :data:`~almaden.monitoring.averaging_below.METHODS`; 0 where none is.
        sd: standard deviation of the values as of a sample; NaN where the mean is.
        low, high: smallest and largest of the values that are not below detection.
        p5, p95: percentiles; NaN where they were not asked for, or lie among the values below detection.
        n: values that count, those below detection among them; one that lasts into the next period counts in both.
        valid_share: share of all rows of the period that count.
        covered: share of the time of the period that is measured.
        below_detection: how many values are below detection.
        enough: whether the period is covered well enough.
        parts: by what it is judged, as place in :data:`PARTS`.
        have, needed, whole: parts, or seconds, that are enough, that are needed, that the period has.
        poor_seasons: seasons of a year that have too few months.
    """

    start: Times
    mean: Floats
    mean_low: Floats
    mean_high: Floats
    mean_by: NDArray[np.int64]
    sd: Floats
    low: Floats
    high: Floats
    p5: Floats
    p95: Floats
    n: NDArray[np.int64]
    valid_share: Floats
    covered: Floats
    below_detection: NDArray[np.int64]
    enough: NDArray[np.bool_]
    parts: NDArray[np.int64]
    have: NDArray[np.int64]
    needed: NDArray[np.int64]
    whole: NDArray[np.int64]
    poor_seasons: NDArray[np.int64]


class _Spans(NamedTuple):
    """When each measurement was, and whether they are alike: of one length (in seconds, else None), none in another."""

    start: Times
    end: Times
    length: int | None


def averaged(
    series: Series, period: Period, zone: tzinfo, rules: Coverage, *, suspect: bool, with_percentiles: bool
) -> tuple[Means, tuple[Text, ...]]:
    """Average one series that is not empty; see :func:`almaden.monitoring.averages.averages`."""
    end, notes = _ends(series)
    spans = _spans(series.start, end)
    counted = (series.flag == VALID) & ~np.isnan(series.value) | (series.flag == BELOW_DETECTION)
    if suspect:
        counted |= (series.flag == SUSPECT) & ~np.isnan(series.value)
    notes += _overlaps(series, spans)
    periods = periods_of(period, series.start[0], end.max(), zone)
    seconds, judged, parts = _judge(spans, counted, period, periods, zone, rules)
    row, weights, first = _placed(spans, periods)
    rows = np.diff(first)
    if not counted.all():
        kept = counted if row is None else counted[row]
        first = np.concatenate([[0], np.cumsum(kept)])[first]
        row = np.flatnonzero(kept) if row is None else row[kept]
        weights = None if weights is None else weights[kept]
    with np.errstate(invalid="ignore"):
        valid_share = np.diff(first) / np.where(rows > 0, rows, np.nan)
    return Means(
        start=periods.local,
        **_statistics(series, row, weights, first, with_percentiles),
        n=np.diff(first),
        valid_share=valid_share,
        covered=seconds / periods.seconds,
        enough=judged.enough,
        parts=np.full(len(periods), parts),
        have=judged.have,
        needed=judged.needed,
        whole=judged.whole,
        poor_seasons=judged.poor_seasons,
    ), notes


def _ends(series: Series) -> tuple[Times, tuple[Text, ...]]:
    """When each measurement ended; one whose end is not told is taken to last as long as the commonest step."""
    untold = ~(series.end > series.start)
    if not untold.any():
        return series.end, ()
    steps, counts = np.unique(np.diff(np.unique(series.start)).astype(np.int64), return_counts=True)
    step = int(steps[counts.argmax()]) if len(steps) else 1
    note = Text(
        "{site} {species}: {count} measurements have no end; each is taken to last {hours} hours, the commonest step",
        site=series.key.site,
        species=series.key.species,
        count=float(untold.sum()),
        hours=step / 3600,
    )
    return np.where(untold, series.start + np.timedelta64(step, "s"), series.end), (note,)


def _spans(start: Times, end: Times) -> _Spans:
    lengths = (end - start).astype(np.int64)
    shortest = int(lengths.min())
    alike = shortest == int(lengths.max()) and bool((start[1:] >= end[:-1]).all())
    return _Spans(start, end, shortest if alike else None)


def _overlaps(series: Series, spans: _Spans) -> tuple[Text, ...]:
    """What is told of measurements that begin before another ended."""
    if spans.length is not None:
        return ()
    count = int((binned.without_overlap(spans.start, spans.end) > spans.start).sum())
    if not count:
        return ()
    return (Text(_OVERLAP, site=series.key.site, species=series.key.species, count=float(count)),)


def _placed(spans: _Spans, periods: Periods) -> tuple[Places | None, Floats | None, Places]:
    """Rows in the order of periods, None for their own order; weights, None for equal ones; begin of each period."""
    first = _whole(spans, periods)
    if first is not None:
        return None, None, first
    pieces = binned.cut(spans.start, spans.end, periods.edges)
    return pieces.row, pieces.seconds.astype(np.float64), pieces.first


def _whole(spans: _Spans, periods: Periods) -> Places | None:
    """Begin of each period among measurements that are alike; None where one lies on both sides of an edge."""
    if spans.length is None:
        return None
    first = np.searchsorted(spans.start, periods.edges)
    before = first[1:] - 1
    lasts = (before >= 0) & (spans.end[before] > periods.edges[1:])
    return None if lasts.any() else first


def _judge(
    spans: _Spans, counted: NDArray[np.bool_], period: Period, periods: Periods, zone: tzinfo, rules: Coverage
) -> tuple[Floats, Judged, int]:
    """Seconds that are measured of each period, whether it is enough, and by which parts."""
    mean_length = float((spans.end - spans.start).astype(np.int64).mean()) if spans.length is None else spans.length
    level = base = base_level(period, mean_length)
    parts = periods if base == period else periods_of(base, spans.start[0], spans.end.max(), zone)
    seconds = _seconds(spans, counted, parts)
    judged = judged_by_time(base, parts, seconds.astype(np.int64), rules)
    covered = seconds
    while level != period:
        lower = level
        level = _above(lower, period)
        wholes = periods if level == period else periods_of(level, spans.start[0], spans.end.max(), zone)
        judged = judged_by_parts(level, wholes, parts, judged.enough, rules)
        where = np.searchsorted(wholes.edges, parts.edges[:-1], "right") - 1
        inside = where >= 0
        covered = np.bincount(where[inside], weights=covered[inside], minlength=len(wholes)).astype(np.float64)
        parts = wholes
    return covered, judged, 0 if base == period else PARTS.index(part_of(period))


def _above(lower: Period, period: Period) -> Period:
    """The next level on the way to a period."""
    return period if lower == part_of(period) else PERIODS[PERIODS.index(lower) + 1]


def _seconds(spans: _Spans, counted: NDArray[np.bool_], periods: Periods) -> Floats:
    """Seconds of each period that are measured; those measured twice count once."""
    first = _whole(spans, periods)
    if first is not None and spans.length is not None:
        before = np.concatenate([[0], np.cumsum(counted)])
        return np.diff(before[first]) * float(spans.length)
    start, end = spans.start[counted], spans.end[counted]
    pieces = binned.cut(binned.without_overlap(start, end), end, periods.edges)
    return binned.sums(pieces.seconds, pieces.first)


def _statistics(
    series: Series, row: Places | None, weights: Floats | None, first: Places, with_percentiles: bool
) -> dict[str, Any]:
    """What is told of the values of each period."""
    value = series.value if row is None else series.value[row]
    below = (series.flag if row is None else series.flag[row]) == BELOW_DETECTION
    any_below = bool(below.any())
    lower = np.where(below, 0.0, value) if any_below else value
    limit = series.detection_limit if row is None else series.detection_limit[row]
    upper = np.where(below, limit, value) if any_below else value
    mean_low = binned.weighted_means(lower, weights, first)
    mean_high = binned.weighted_means(upper, weights, first) if any_below else mean_low
    untold = binned.sums(below.astype(np.int64), first).astype(np.int64) if any_below else np.zeros_like(first[1:])
    low = binned.smallest(np.where(below, np.inf, value) if any_below else value, first)
    high = binned.largest(np.where(below, -np.inf, value) if any_below else value, first)
    nothing = np.full(len(mean_low), np.nan)
    hidden = estimated(upper, below, weights, first)
    found: dict[str, Any] = {
        "mean": np.where(untold == 0, mean_low, hidden.mean),
        "mean_low": mean_low,
        "mean_high": mean_high,
        "mean_by": hidden.method,
        "sd": np.where(untold == 0, binned.weighted_deviations(lower, weights, first, mean_low), hidden.sd),
        "low": np.where(np.isfinite(low), low, np.nan),
        "high": np.where(np.isfinite(high), high, np.nan),
        "p5": nothing,
        "p95": nothing,
        "below_detection": untold,
    }
    for name, share in (("p5", 0.05), ("p95", 0.95)) if with_percentiles else ():
        lowest = binned.percentiles(lower, weights, first, share)
        highest = binned.percentiles(upper, weights, first, share) if any_below else lowest
        found[name] = np.where(lowest == highest, lowest, np.nan)
    return found
