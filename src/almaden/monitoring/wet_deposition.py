"""Wet deposition: volume-weighted means, and the flux of a period scaled to all that it rained."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from almaden.monitoring.coverage import coverage_origins, wet_shares
from almaden.monitoring.periods import Period, Periods, periods_of
from almaden.monitoring.series import SeriesKey
from almaden.monitoring.table_numbers import constants, origins
from almaden.monitoring.wet_flux import scaled_flux, scaling_error, volume_weighted_mean
from almaden.monitoring.wet_weeks import WetWeeks
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import pandas as pd

_TOO_LITTLE: Final = n_("{share} % of the precipitation has a concentration; {needed} % is needed")
_TOO_FEW: Final = n_("{share} % of the time has a valid, dry or trace sample; {needed} % is needed")


@dataclass(frozen=True)
class WetPeriod:
    """Wet deposition of one collector over one period. What cannot be told is None.

    Attributes:
        key: the series of concentrations.
        start: first day of the period on the clock of the place.
        samples: samples, or times, of the period; each belongs to the one in which its middle lies.
        valid, dry, trace: how many of them have a concentration and rain, have no rain, have a trace of rain alone.
        unknown_depth: how many of them nobody knows the rain of.
        below_detection: how many concentrations are below detection.
        depth_mm: all precipitation.
        collected_mm: how much of it is by the volume of samples, as the gauge has none.
        measured_mm: how much of it has a concentration.
        mean: volume-weighted mean in ng/L; None where a concentration is below detection.
        mean_low, mean_high: the same with those below detection being 0, and at their limit.
        measured: flux of the samples with a concentration in ng/m2, by ``mean``.
        flux: flux of the period in ng/m2, scaled to all precipitation.
        flux_low, flux_high: the same by ``mean_low`` and ``mean_high``.
        error: standard error of ``flux`` by what was not measured.
        amount_share: share of the precipitation that has a concentration; None where it did not rain.
        time_share: share of the time with a valid, dry or trace sample.
        enough: whether both shares are enough.
        why: what is not enough.
    """

    key: SeriesKey
    start: str
    samples: int
    valid: int
    dry: int
    trace: int
    unknown_depth: int
    below_detection: int
    depth_mm: float
    collected_mm: float
    measured_mm: float
    mean: float | None
    mean_low: float | None
    mean_high: float | None
    measured: float | None
    flux: float | None
    flux_low: float | None
    flux_high: float | None
    error: float | None
    amount_share: float | None
    time_share: float
    enough: bool
    why: str


@dataclass(frozen=True)
class WetDeposition:
    """Wet deposition of collectors over periods, with what is to be known and how it was made."""

    period: Period
    periods: tuple[WetPeriod, ...]
    notes: tuple[Text, ...]
    unverified: tuple[Origin, ...]
    meta: Meta

    def rows(self) -> Iterator[dict[str, Any]]:
        """One row for each collector and period."""
        for one in self.periods:
            values = asdict(one)
            del values["key"]
            yield {**one.key._asdict(), **values}

    def to_frame(self) -> pd.DataFrame:
        """The rows as a table."""
        import pandas as pd

        return pd.DataFrame(list(self.rows()))

    def as_dict(self) -> dict[str, Any]:
        """Everything, of plain values."""
        return {
            "meta": asdict(self.meta),
            "period": self.period,
            "deposition": list(self.rows()),
            "notes": list(self.notes),
            "unverified": [asdict(one) for one in self.unverified],
        }

    def to_json(self) -> str:
        """Everything as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)


def wet_deposition(
    collectors: Iterable[WetWeeks],
    period: Period = "year",
    zone: tzinfo = UTC,
    share: float | None = None,
    *,
    input_sha256: str = "",
) -> WetDeposition:
    """Wet deposition of each collector and period.

    Samples without a concentration get the volume-weighted mean of the period: flux = mean x all precipitation. A dry
    week has no concentration and adds nothing.

    Args:
        collectors: samples with their precipitation.
        period: what to sum over.
        zone: clock by which periods begin.
        share: share of the precipitation and of the time that is enough; None for those of the table.
        input_sha256: of what was read.
    """
    needed = wet_shares() if share is None else (share, share)
    given = tuple(one for one in collectors if len(one.start))
    found = [made for one in given for made in _periods(one, period, zone, needed)]
    notes = [note for one in given for note in one.notes]
    notes += [note for one in given for note in _notes(one)]
    rests_on = (*origins("wet_constants"), *(coverage_origins("wet_year") if share is None else ()))
    unverified = tuple(one for one in rests_on if one.status != "verified")
    return WetDeposition(period, tuple(found), tuple(notes), unverified, meta(0, 0, input_sha256))


def _notes(weeks: WetWeeks) -> Iterator[Text]:
    fallen_back = np.isnan(weeks.gauge) & ~np.isnan(weeks.collected)
    if fallen_back.any():
        yield Text(
            "{site}: the gauge has no depth for {count} samples; that by the volume of the sample is taken",
            site=weeks.key.site,
            count=float(fallen_back.sum()),
        )
    odd = (weeks.depth == 0) & ~np.isnan(weeks.low)
    if odd.any():
        yield Text(
            "{site}: {count} samples have a concentration and no precipitation; they are not used",
            site=weeks.key.site,
            count=float(odd.sum()),
        )


def _periods(weeks: WetWeeks, period: Period, zone: tzinfo, needed: tuple[float, float]) -> Iterator[WetPeriod]:
    end = np.where(np.isnat(weeks.end), weeks.start, weeks.end)
    middle = weeks.start + (end - weeks.start) // 2
    periods = periods_of(period, middle[0], middle.max() + 1, zone)
    where = np.searchsorted(periods.edges, middle, "right") - 1
    for place in range(len(periods)):
        yield _period(weeks, np.flatnonzero(where == place), periods, place, needed)


def _period(
    weeks: WetWeeks, rows: NDArray[np.int64], periods: Periods, place: int, needed: tuple[float, float]
) -> WetPeriod:
    depth, low, high = weeks.depth[rows], weeks.low[rows], weeks.high[rows]
    wet = depth > 0
    known = wet & ~np.isnan(low)
    dry = depth == 0
    trace = wet & ~known & (depth <= constants("wet_constants")["trace"])
    total, measured = float(depth[wet].sum()), float(depth[known].sum())
    below = int((low[known] != high[known]).sum())
    mean_low = volume_weighted_mean(low, depth)
    mean_high = float("nan") if np.isnan(high[known]).any() else volume_weighted_mean(high, depth)
    mean = mean_low if below == 0 else float("nan")
    lasting = (known | dry | trace) & ~np.isnat(weeks.end[rows])
    seconds = (weeks.end[rows] - weeks.start[rows])[lasting].astype(np.int64)
    amount = measured / total if total > 0 else None
    time = min(float(seconds.sum()) / float(periods.seconds[place]), 1.0)
    why = _why(amount, time, needed)
    return WetPeriod(
        weeks.key,
        str(periods.local[place].astype("datetime64[D]")),
        samples=len(rows),
        valid=int(known.sum()),
        dry=int(dry.sum()),
        trace=int(trace.sum()),
        unknown_depth=int(np.isnan(depth).sum()),
        below_detection=below,
        depth_mm=total,
        collected_mm=float(depth[wet & np.isnan(weeks.gauge[rows])].sum()),
        measured_mm=measured,
        mean=_told(mean),
        mean_low=_told(mean_low),
        mean_high=_told(mean_high),
        measured=_told(scaled_flux(mean, measured)),
        flux=_flux(mean, total, rows, dry),
        flux_low=_flux(mean_low, total, rows, dry),
        flux_high=_flux(mean_high, total, rows, dry),
        error=_told(scaling_error(low, depth)) if below == 0 else None,
        amount_share=amount,
        time_share=time,
        enough=not why,
        why=why,
    )


def _flux(mean: float, depth: float, rows: NDArray[np.int64], dry: NDArray[np.bool_]) -> float | None:
    """Flux of a period; 0 where all its samples are dry."""
    if len(rows) and dry.all():
        return 0.0
    return _told(scaled_flux(mean, depth))


def _why(amount: float | None, time: float, needed: tuple[float, float]) -> str:
    if amount is not None and amount < needed[0]:
        return Text(_TOO_LITTLE, share=100 * amount, needed=100 * needed[0])
    if time < needed[1]:
        return Text(_TOO_FEW, share=100 * time, needed=100 * needed[1])
    return ""


def _told(value: float) -> float | None:
    return value if np.isfinite(value) else None
