"""Concentrations for a fish of standard length: larger fish hold more mercury, so unlike sizes do not compare.

Of each site, species and year ln C = a + b ln L, told at the standard length; where the fish of a site are too few or
too alike, with the slope that all sites have in common.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from almaden.monitoring.biota.settings import setting
from almaden.monitoring.biota.table import BiotaTable, Floats
from almaden.monitoring.censored import Interval
from almaden.monitoring.random_effects import pool
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import pandas

_ROUNDING: Final = 1e-12
Way = Literal["own slope", "common slope", "cannot tell"]


@dataclass(frozen=True)
class AtLength:
    """The concentration of one site, species and year at the standard length.

    Attributes:
        site, species, year: what the fish have in common; year 0 where not told.
        n: fish whose length is told.
        below: fish left out because they were below detection.
        way: how it was reckoned.
        reason: why not with a slope of its own; empty where it was.
        concentration: geometric mean at the standard length with its 95 % interval, ug/g.
        slope: of ln C on ln L.
    """

    site: str
    species: str
    year: int
    n: int
    below: int
    way: Way
    reason: Text | str
    concentration: Interval | None
    slope: float | None


@dataclass(frozen=True)
class Standardised:
    """Concentrations at a standard length.

    Attributes:
        length_mm: the standard length.
        groups: one for each site, species and year.
        common_slope: slope of all sites together; None where there is none, or it does not rise.
        over_sites: geometric mean over the sites that can be told, by random effects.
    """

    length_mm: float
    groups: tuple[AtLength, ...]
    common_slope: float | None
    over_sites: Interval | None

    def to_frame(self) -> pandas.DataFrame:
        """One row a site, species and year."""
        import pandas

        return pandas.DataFrame(self.as_dict()["groups"])

    def as_dict(self) -> dict[str, Any]:
        """Everything, as JSON holds it."""
        return {**asdict(self), "groups": [{**asdict(one), "reason": str(one.reason)} for one in self.groups]}


@dataclass(frozen=True)
class _Fish:
    """The fish of a group: logarithms of length over the standard length, and of concentration."""

    key: tuple[str, str, int]
    x: Floats
    y: Floats
    below: int

    @property
    def sxx(self) -> float:
        return float(np.sum((self.x - self.x.mean()) ** 2))

    @property
    def sxy(self) -> float:
        return float(np.sum((self.x - self.x.mean()) * (self.y - self.y.mean())))

    @property
    def syy(self) -> float:
        return float(np.sum((self.y - self.y.mean()) ** 2))


def standardised(table: BiotaTable, length_mm: float) -> Standardised:
    """Concentrations at a standard length, of each site, species and year.

    Args:
        table: samples of one species, tissue, basis and analyte; those without a length are passed over.
        length_mm: the standard length.
    """
    groups = _groups(table, length_mm)
    common = _Common.of([one for one in groups if len(one.x)])
    found = tuple(_at_length(one, length_mm, common) for one in groups)
    told = [one.concentration for one in found if one.concentration is not None]
    return Standardised(length_mm, found, common.slope if common is not None else None, _over_sites(told))


def _groups(table: BiotaTable, length_mm: float) -> list[_Fish]:
    places: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    has_length = np.isfinite(table.length_mm) & (table.length_mm > 0.0)
    for place in np.flatnonzero(has_length):
        places[str(table.site[place]), str(table.species[place]), int(table.year[place])].append(int(place))
    found = []
    for key, all_of in sorted(places.items()):
        here = np.array(all_of)
        seen = here[~table.below[here]]
        x, y = np.log(table.length_mm[seen] / length_mm), np.log(table.value[seen])
        found.append(_Fish(key, x, y, len(here) - len(seen)))
    return found


@dataclass(frozen=True)
class _Common:
    """The slope within sites that all have in common (analysis of covariance)."""

    slope: float
    sxx: float
    residual: float
    degrees: int

    @classmethod
    def of(cls, groups: list[_Fish]) -> _Common | None:
        sxx = math.fsum(one.sxx for one in groups)
        degrees = sum(len(one.x) for one in groups) - len(groups) - 1
        # Of fish that are all of one length the sum of squares is nothing but rounding.
        if sxx <= _ROUNDING or degrees < 1:
            return None
        sxy = math.fsum(one.sxy for one in groups)
        slope = sxy / sxx
        rest = math.fsum(one.syy for one in groups) - slope * sxy
        return cls(slope, sxx, max(rest, 0.0) / degrees, degrees) if slope > 0.0 else None


def _at_length(fish: _Fish, length_mm: float, common: _Common | None) -> AtLength:
    told = len(fish.x) + fish.below
    if fish.below > setting("most_below") * told:
        why: Text | str = n_("too many are below detection")
        return AtLength(*fish.key, len(fish.x), fish.below, "cannot tell", why, None, None)
    reason = _why_not_own(fish)
    if not reason:
        n, slope = len(fish.x), fish.sxy / fish.sxx
        residual = max(fish.syy - slope * fish.sxy, 0.0) / (n - 2)
        found = _interval(fish, slope, residual, fish.sxx, n - 2)
        return AtLength(*fish.key, n, fish.below, "own slope", "", found, slope)
    if common is None or not len(fish.x):
        return AtLength(*fish.key, len(fish.x), fish.below, "cannot tell", reason, None, None)
    found = _interval(fish, common.slope, common.residual, common.sxx, common.degrees)
    return AtLength(*fish.key, len(fish.x), fish.below, "common slope", reason, found, common.slope)


def _why_not_own(fish: _Fish) -> Text | str:
    least, span = int(setting("least_fish")), setting("least_span")
    if len(fish.x) < least:
        return Text("fewer than {count} fish", count=least)
    lengths = np.exp(fish.x)
    if lengths.max() - lengths.min() < span:
        return n_("the fish are too alike in length")
    return "" if fish.sxy > 0.0 else n_("longer fish do not hold more")


def _interval(fish: _Fish, slope: float, residual: float, sxx: float, degrees: int) -> Interval:
    """Geometric mean at the standard length, where x is zero."""
    from scipy.special import stdtrit

    middle = fish.y.mean() - slope * fish.x.mean()
    half = stdtrit(degrees, 0.975) * math.sqrt(residual * (1.0 / len(fish.x) + fish.x.mean() ** 2 / sxx))
    return Interval(math.exp(middle), math.exp(middle - half), math.exp(middle + half))


def _over_sites(told: list[Interval]) -> Interval | None:
    """Mean over sites; None where fewer than two can be told."""
    if len(told) < setting("least_studies"):
        return None
    logs = np.log([one.value for one in told])
    errors = np.log([one.high / one.low for one in told]) / (2.0 * 1.96)
    errors = np.maximum(errors, 1e-6)
    found = pool(logs, errors**2, np.zeros(len(logs), dtype=np.intp), 1)
    return Interval(*(float(np.exp(one[0])) for one in (found.mean, found.low, found.high)))


def counted(groups: tuple[AtLength, ...]) -> Mapping[Way, int]:
    """How many groups were reckoned in which way."""
    ways: dict[Way, int] = {"own slope": 0, "common slope": 0, "cannot tell": 0}
    for one in groups:
        ways[one.way] += 1
    return ways
