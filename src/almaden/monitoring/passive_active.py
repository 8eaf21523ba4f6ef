"""Passive samplers beside an active instrument: paired differences, bias, limits of agreement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import NormalDist

import numpy as np

from almaden.monitoring import binned
from almaden.monitoring.air import convert_air
from almaden.monitoring.coverage import default_coverage
from almaden.monitoring.passive_result import Replicates
from almaden.monitoring.series import VALID, Series

_UNIT = "ng/m3"


@dataclass(frozen=True)
class Pair:
    """An exposure beside the mean of an active instrument over the same time, in ng/m3.

    Attributes:
        site, start, end: where and when.
        passive: mean of the samplers.
        active: mean of the instrument, weighted by time.
        covered: share of the exposure that the instrument measured.
        enough: whether that is enough for the pair to count.
    """

    site: str
    start: datetime
    end: datetime
    passive: float
    active: float
    covered: float
    enough: bool

    @property
    def difference(self) -> float:
        """Passive less active."""
        return self.passive - self.active


@dataclass(frozen=True)
class Agreement:
    """How passive samplers agree with an active instrument.

    Attributes:
        pairs: all exposures that the instrument measured at all.
        count: how many of them count.
        bias: mean of passive less active in ng/m3; None where no pair counts.
        spread: standard deviation of the differences; None of less than two.
        low, high: limits between which 95 % of differences lie.
        mean_relative: mean of the absolute differences by the active means, in %; None where no pair counts.
    """

    pairs: tuple[Pair, ...]
    count: int
    bias: float | None
    spread: float | None
    low: float | None
    high: float | None
    mean_relative: float | None


def compare_with_active(
    exposures: Iterable[Replicates], active: Iterable[Series], share: float | None = None
) -> Agreement:
    """Pair each exposure with the active instrument of its site.

    Args:
        exposures: means of replicates.
        active: series of GEM in air; those of other sites or species are left aside.
        share: share of an exposure that the instrument must have measured; None for that of a month.
    """
    needed = default_coverage().month if share is None else share
    series = [one for one in active if one.key.matrix == "air" and one.key.species == "GEM"]
    pairs = tuple(
        pair
        for one in exposures
        for other in series
        if other.key.site == one.site and (pair := _pair(one, other, needed)) is not None
    )
    counted = [one for one in pairs if one.enough]
    differences = np.array([one.difference for one in counted])
    if not len(differences):
        return Agreement(pairs, 0, None, None, None, None, None)
    bias = float(differences.mean())
    spread = float(differences.std(ddof=1)) if len(differences) > 1 else None
    half = None if spread is None else NormalDist().inv_cdf(0.975) * spread
    shares = [abs(one.difference) / one.active for one in counted if one.active > 0]
    return Agreement(
        pairs,
        len(counted),
        bias,
        spread,
        None if half is None else bias - half,
        None if half is None else bias + half,
        100 * float(np.mean(shares)) if shares else None,
    )


def _pair(one: Replicates, series: Series, needed: float) -> Pair | None:
    edges = np.array([_moment(one.start), _moment(one.end)])
    good = (series.flag == VALID) & ~np.isnan(series.value) & (series.end > series.start)
    start, end = series.start[good], series.end[good]
    pieces = binned.cut(start, end, edges)
    if not pieces.seconds.sum():
        return None
    value = convert_air(series.value[good], series.key.unit, _UNIT)[pieces.row]
    once = binned.cut(binned.without_overlap(start, end), end, edges)
    covered = float(once.seconds.sum()) / float(np.diff(edges).astype(np.int64)[0])
    mean = float((value * pieces.seconds).sum() / pieces.seconds.sum())
    return Pair(one.site, one.start, one.end, one.mean, mean, covered, covered >= needed)


def _moment(moment: datetime) -> np.datetime64:
    return np.datetime64(moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment, "s")
