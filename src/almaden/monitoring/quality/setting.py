"""A series with what holds for it: its site, its rules, the points that rules look at."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from almaden.monitoring.quality.concentrations import factor
from almaden.monitoring.quality.rules import POLAR_SPRING, Circumstances, RuleRecord, Rules, SiteClass
from almaden.monitoring.series import INVALID, MISSING, SUSPECT, VALID, Codes, Floats, Series, SeriesKey, Times

#: Flags that rules propose, by their codes.
PROPOSED: Final[dict[str, int]] = {"valid": VALID, "suspect": SUSPECT, "invalid": INVALID}


@dataclass(frozen=True)
class QcSite:
    """What rules want to know of a site.

    Attributes:
        site_class: background, urban, hot spot or contaminated; empty where nobody tells.
        latitude: north positive; None where nobody tells, and then no polar spring is spared.
        network: its network.
    """

    site_class: SiteClass = ""
    latitude: float | None = None
    network: str = ""


class Limit(NamedTuple):
    """A threshold as it is used.

    Attributes:
        value: the number, in the unit that was asked for.
        flag: code of the flag that it proposes.
    """

    value: float
    flag: int


class Points(NamedTuple):
    """The points of a series that rules judge: those with a value that nobody called invalid or missing."""

    places: NDArray[np.int64]
    start: Times
    value: Floats
    flag: Codes


@dataclass(frozen=True, eq=False)
class Setting:
    """A series as the rules see it.

    Attributes:
        series: the series.
        rules: the rules.
        site: what is known of its site.
        today: the day of the check.
        used: rows of rules that were asked for and hold.
        misfits: rules whose unit cannot be turned into that of the series.
        found: what was looked up, which series under the same circumstances may share.
    """

    series: Series
    rules: Rules
    site: QcSite
    today: date
    used: dict[RuleRecord, None] = field(default_factory=dict)
    misfits: dict[str, None] = field(default_factory=dict)
    found: dict[tuple[str, str, str], RuleRecord | None] = field(default_factory=dict)

    def limit(self, rule: str, parameter: str, region: str = "") -> Limit | None:
        """A threshold as it stands in its row; None where it does not hold."""
        row = self._row(rule, parameter, region)
        return None if row is None or row.threshold is None else Limit(row.threshold, PROPOSED[row.flag])

    def limit_of_values(self, rule: str, parameter: str, region: str = "") -> Limit | None:
        """A threshold in the unit of the series; None where it does not hold or cannot be turned into that unit."""
        row, found = self._row(rule, parameter, region), self.limit(rule, parameter, region)
        if row is None or found is None:
            return None
        times = factor(row.unit, self.series.key.unit) if row.unit else 1.0
        if times is None:
            self.misfits[rule] = None
            return None
        return found._replace(value=found.value * times)

    def _row(self, rule: str, parameter: str, region: str) -> RuleRecord | None:
        asked = (rule, parameter, region)
        if asked not in self.found:
            row = self.rules.find(rule, parameter, replace(circumstances(self.series.key, self.site), region=region))
            self.found[asked] = row
            if row is not None:
                self.used[row] = None
        return self.found[asked]

    def points(self) -> Points:
        """The points that rules judge."""
        one = self.series
        judged = np.isfinite(one.value)
        judged &= (one.flag != INVALID) & (one.flag != MISSING)
        index = np.flatnonzero(judged)
        if len(index) == len(one):
            return Points(index, one.start, one.value, one.flag)
        return Points(index, one.start[index], one.value[index], one.flag[index])

    def polar_spring(self, start: Times) -> NDArray[np.bool_] | None:
        """Which times lie in a polar spring, of the shape (n,); None where none does."""
        latitude = self.site.latitude
        beyond = self.limit(POLAR_SPRING, "latitude_above")
        if latitude is None or beyond is None or abs(latitude) <= beyond.value:
            return None
        side = "north" if latitude > 0 else "south"
        first = self.limit(POLAR_SPRING, f"{side}_first_month")
        last = self.limit(POLAR_SPRING, f"{side}_last_month")
        if first is None or last is None:
            return None
        month = start.astype("datetime64[M]").astype(np.int64) % 12 + 1
        spring = (month >= first.value) & (month <= last.value)
        return spring if spring.any() else None


def circumstances(key: SeriesKey, site: QcSite) -> Circumstances:
    """What decides which rules hold for a series at a site, outside of regions."""
    return Circumstances(key.species, key.matrix, key.method, site.site_class, site.network)
