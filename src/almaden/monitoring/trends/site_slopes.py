"""What a site tells a region: its slope in percent of its median a year, with a standard error."""

from __future__ import annotations

from almaden.monitoring.trends.regional import SiteSlope
from almaden.monitoring.trends.result import Trend

#: The level of a site in the unit of its slope, where that is percent of the level.
_WHOLE = 100.0


def in_percent(told: Trend, value: float | None) -> float | None:
    """A slope in percent of the median a year, None where the median is not known to be above zero."""
    if value is None or told.median is None or told.median <= 0.0:
        return None
    return _WHOLE * value / told.median


def site_slope(
    told: Trend, *, confidence: float = 0.95, latitude: float | None = None, longitude: float | None = None
) -> SiteSlope | None:
    """The slope of a site for a region, None where it has none with a width.

    Args:
        told: trend of the site; its ``series`` names it.
        confidence: of the interval of the trend.
        latitude: in degrees, None where the place is not told.
        longitude: as the latitude.
    """
    slope, low, high = (in_percent(told, one) for one in (told.slope_per_year, told.low, told.high))
    if slope is None or low is None or high is None or not high > low:
        return None
    from scipy.special import ndtri

    error = (high - low) / (2.0 * float(ndtri(0.5 + confidence / 2.0)))
    return SiteSlope(told.series, slope, error, latitude, longitude, _WHOLE)
