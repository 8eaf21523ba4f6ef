"""Trends of the series of one table together: false discoveries held down, and the trend of each region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from almaden.monitoring.trends.many import ManyTrends, many_trends
from almaden.monitoring.trends.regional import RegionalTrend, regional_trends
from almaden.monitoring.trends.result import Trend, Verdict
from almaden.monitoring.trends.site_slopes import site_slope


@dataclass(frozen=True)
class Grouped:
    """Series together.

    Attributes:
        many: the trends with verdicts that stand among so many.
        alone: the verdict of each series by itself.
        regions: the trend of each region, slopes in percent of the median a year.
        without_slope: series in a region that have no slope with an interval in percent, and do not count there.
    """

    many: ManyTrends
    alone: tuple[Verdict, ...]
    regions: tuple[RegionalTrend, ...]
    without_slope: int


def grouped(trends: Sequence[Trend], regions: Mapping[str, str], confidence: float = 0.95) -> Grouped:
    """Hold trends against their number, and average them by region.

    The rate of false discoveries is 1 - confidence. Places are not known, so that series count as independent.

    Args:
        trends: of the series.
        regions: region of each series by its name.
        confidence: of the intervals of the trends.
    """
    slopes = {one.series: site_slope(one, confidence=confidence) for one in trends if one.series in regions}
    known = [one for one in slopes.values() if one is not None]
    return Grouped(
        many_trends(trends, rate=1.0 - confidence),
        tuple(one.verdict for one in trends),
        regional_trends(known, regions, confidence=confidence),
        len(slopes) - len(known),
    )
