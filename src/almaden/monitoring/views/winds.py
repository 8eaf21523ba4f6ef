"""What the wind brings: a series beside the wind of its site, by sector and by sector and speed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np

from almaden.monitoring.constants import constant, unverified
from almaden.monitoring.series import BELOW_DETECTION, VALID, Floats, Series, Times
from almaden.monitoring.views.cycles import Means, aligned, wind_sectors
from almaden.monitoring.views.wind_probability import WindProbability, cbpf
from almaden.reference.origin import Origin
from almaden.wording import Text

DIRECTION: Final = "wind direction"
SPEED: Final = "wind speed"
_UNITS: Final = {DIRECTION: "degree", SPEED: "m/s"}
SECTORS: Final = 8
#: Bins of speed hold as many winds each, so that none is nearly empty.
_BINS: Final = 4
#: Measurements as long as the wind's, within this share.
_ALIKE: Final = 0.1


@dataclass(frozen=True, eq=False)
class Wind:
    """The wind of a site.

    Attributes:
        start: begin of each measurement, ascending.
        direction: it comes from, degrees, NaN where not valid.
        speed: m/s, NaN where not valid.
        hours: usual length of a measurement.
    """

    start: Times
    direction: Floats
    speed: Floats
    hours: float


@dataclass(frozen=True, eq=False)
class Winds:
    """A series by the wind that brought the air.

    Attributes:
        n: values with a wind of the same time.
        sectors: means by sector, the first centred on north; the last of calm.
        probability: share of values above the percentile, by sector and speed (CBPF).
        percentile: values above it count as polluted.
        unverified: numbers it rests on that nobody has checked at their source.
    """

    n: int
    sectors: Means
    probability: WindProbability
    percentile: float
    unverified: tuple[Origin, ...]

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values; directions in degrees are the middles of the sectors."""
        middles = (self.probability.sector_from + 180.0 / SECTORS) % 360.0
        bins = [
            {
                "from_degree": float(middle), "speed_from": float(low), "speed_to": float(high),
                "n": int(self.probability.n[sector, place]), "above": int(self.probability.m[sector, place]),
                "probability": _known(self.probability.probability[sector, place]),
            }
            for sector, middle in enumerate(middles)
            for place, (low, high) in enumerate(zip(self.probability.speed_edges, self.probability.speed_edges[1:],
                                                    strict=False))
        ]  # fmt: skip
        return {
            "n": self.n,
            "sectors": [{**asdict(one), "key": sector_middle(one.key)} for one in self.sectors.rows],
            "percentile": self.percentile,
            "threshold": _known(self.probability.threshold),
            "calm": self.probability.calm,
            "cbpf": bins,
        }


def sector_middle(begin: float | None) -> float | None:
    """The middle of a sector in degrees by where it begins; None for calm."""
    return None if begin is None else (begin + 180.0 / SECTORS) % 360.0


def wind_of(series: Iterable[Series]) -> Wind | None:
    """The wind among the series of one site; of several instruments that with the most values.

    None where direction or speed is not there, in degree and m/s, or they are never of the same time.
    """
    found: dict[str, Series] = {}
    for one in sorted(series, key=len):
        if len(one) and _UNITS.get(one.key.species) == one.key.unit:
            found[one.key.species] = one
    if len(found) < len(_UNITS):
        return None
    direction, speed = found[DIRECTION], found[SPEED]
    at, known = aligned(direction.start, speed.start)
    blown = np.where(known & (speed.flag[at] == VALID), speed.value[at], np.nan)
    come = np.where(direction.flag == VALID, direction.value, np.nan)
    return Wind(direction.start, come, blown, usual_hours(direction)) if known.any() else None


def winds(series: Series, wind: Wind) -> Winds | Text:
    """A series by the wind, or why it cannot be told.

    Args:
        series: values of one substance in the order of time, not empty.
        wind: of the same site.
    """
    hours = usual_hours(series)
    if abs(hours - wind.hours) > _ALIKE * wind.hours:
        return Text(
            "the wind is measured over {wind} h and the substance over {hours} h: their values cannot be paired",
            wind=wind.hours, hours=hours,
        )  # fmt: skip
    valid = np.where(series.flag == VALID, series.value, np.nan)
    limits = np.where(series.flag == BELOW_DETECTION, series.detection_limit, np.nan)
    at, known = aligned(series.start, wind.start)
    direction, speed = (np.where(known, one[at], np.nan) for one in (wind.direction, wind.speed))
    count = int(np.sum((np.isfinite(valid) | np.isfinite(limits)) & np.isfinite(speed)))
    calm, percentile = constant("calm_speed"), constant("pscf_percentile")
    fast = speed[(speed >= calm) & np.isfinite(direction)]
    if not len(fast) or not count:
        return Text("no value has a wind of the same time")
    edges = np.unique(np.quantile(fast, np.linspace(0.0, 1.0, _BINS + 1)))
    edges = np.unique(np.concatenate([[calm], edges[1:]]))
    edges[-1] = np.nextafter(edges[-1], np.inf)
    if len(edges) < 2:
        return Text("no value has a wind of the same time")
    return Winds(
        count,
        wind_sectors(series.start, valid, wind.start, wind.direction, wind.speed, sectors=SECTORS, limits=limits),
        cbpf(
            np.where(np.isfinite(speed), _at_least(valid, limits), np.nan), direction, speed, speed_edges=edges,
            percentile=percentile, sectors=SECTORS,
        ),
        percentile,
        tuple(dict.fromkeys(unverified("calm_speed", "pscf_percentile"))),
    )  # fmt: skip


def _at_least(valid: Floats, limits: Floats) -> Floats:
    """Values, and limits below which others are: these count as clean where they lie below the threshold."""
    return np.where(np.isfinite(valid), valid, limits)


def usual_hours(series: Series) -> float:
    """Usual length of a measurement; of its step where no end is told."""
    lengths = (series.end - series.start).astype("timedelta64[s]")
    lengths = lengths[~np.isnat(lengths)]
    if not len(lengths):
        lengths = np.diff(series.start)
    return float(np.median(lengths.astype(np.int64))) / 3600.0 if len(lengths) else 0.0


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
