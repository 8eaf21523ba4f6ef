"""Weeks, or other times, of a collector of rain: its concentration, and how much it rained."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from almaden.monitoring.series import BELOW_DETECTION, SUSPECT, VALID, Floats, Series, SeriesKey, Times
from almaden.wording import Text

_Span = tuple[object, object]


@dataclass(frozen=True, eq=False)
class WetWeeks:
    """Samples of one collector with the precipitation of the same times; all arrays have the shape (n,).

    Attributes:
        key: the series of concentrations.
        start, end: of each sample, in the order of time.
        low: concentration in ng/L; 0 where it is below detection, NaN where there is none that counts.
        high: the same; the limit where it is below detection.
        gauge: depth by the rain gauge in mm, NaN where it is not known.
        collected: depth by the volume of the sample in mm, NaN where it is not known.
        notes: what is to be known.
    """

    key: SeriesKey
    start: Times
    end: Times
    low: Floats
    high: Floats
    gauge: Floats
    collected: Floats
    notes: tuple[Text, ...] = ()

    @property
    def depth(self) -> Floats:
        """Depth in mm: by the gauge, where it has none by the volume of the sample."""
        return np.where(np.isnan(self.gauge), self.collected, self.gauge)


def wet_weeks(series: Iterable[Series], *, suspect: bool = False) -> tuple[WetWeeks, ...]:
    """The samples of each collector among series.

    Args:
        series: ``THg`` in ng/L, ``precipitation`` and ``collected precipitation`` in mm, of precipitation, as the
            readers of networks give them; others are left aside. Precipitation of a site serves all its collectors.
        suspect: whether values that are marked as suspect count too.
    """
    wanted = [one for one in series if one.key.matrix == "precipitation"]
    found = []
    for one in wanted:
        if (one.key.species, one.key.unit) == ("THg", "ng/L"):
            found.append(_with_depths(one, [other for other in wanted if other.key.site == one.key.site], suspect))
    return tuple(found)


def _with_depths(mercury: Series, others: Sequence[Series], suspect: bool) -> WetWeeks:
    concentrations, twice = _by_span(mercury, suspect)
    gauge, collected = (_depths(others, species, suspect) for species in ("precipitation", "collected precipitation"))
    spans = sorted({*concentrations, *gauge, *collected}, key=str)
    nothing = (np.nan, np.nan)
    notes = (
        (Text("{site}: {count} samples stand there twice; the first is taken", site=mercury.key.site, count=twice),)
        if twice
        else ()
    )
    return WetWeeks(
        mercury.key,
        start=np.array([start for start, _ in spans], dtype="datetime64[s]"),
        end=np.array([end for _, end in spans], dtype="datetime64[s]"),
        low=np.array([concentrations.get(span, nothing)[0] for span in spans]),
        high=np.array([concentrations.get(span, nothing)[1] for span in spans]),
        gauge=np.array([gauge.get(span, nothing)[0] for span in spans]),
        collected=np.array([collected.get(span, nothing)[0] for span in spans]),
        notes=notes,
    )


def _depths(series: Sequence[Series], species: str, suspect: bool) -> dict[_Span, tuple[float, float]]:
    for one in series:
        if (one.key.species, one.key.unit) == (species, "mm"):
            found, _twice = _by_span(one, suspect)
            return {span: depths for span, depths in found.items() if depths[0] >= 0}
    return {}


def _by_span(series: Series, suspect: bool) -> tuple[dict[_Span, tuple[float, float]], float]:
    """The lower and upper bound of what counts, by start and end; and how many times stand there again."""
    found: dict[_Span, tuple[float, float]] = {}
    twice = 0.0
    good = (VALID, SUSPECT) if suspect else (VALID,)
    for place, span in enumerate(zip(series.start.tolist(), series.end.tolist(), strict=True)):
        if span in found:
            twice += 1
            continue
        flag = series.flag[place]
        value = float(series.value[place]) if flag in good else np.nan
        below = flag == BELOW_DETECTION
        found[span] = (0.0, float(series.detection_limit[place])) if below else (value, value)
    return found, twice
