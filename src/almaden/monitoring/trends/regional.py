"""Regional trend: the mean of the slopes of sites by a random-effects model, near sites not counted double."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from almaden.errors import Fault, InputError
from almaden.monitoring.constants import constant, unverified
from almaden.monitoring.random_effects import Estimator, Floats, between_variance, cochran_q, i_squared
from almaden.monitoring.trends.result import Verdict
from almaden.monitoring.trends.rules import rules
from almaden.monitoring.trends.verdicts import not_rejected
from almaden.reference.origin import Origin
from almaden.wording import Text, n_

#: Sites needed at least, and sites that they have to be worth when near ones count less.
LEAST_SITES: Final = 3
LEAST_EFFECTIVE: Final = 2.0
#: Share of the spread between sites from which sites that go up beside sites that go down have no trend in common.
_TOO_DIFFERENT: Final = 0.75
_EARTH_RADIUS_KM: Final = 6371.0


@dataclass(frozen=True)
class SiteSlope:
    """The slope of one site: in the unit of the values, or in percent a year where sites lie on different levels.

    Attributes:
        site: its name.
        slope, error: slope per year and its standard error.
        latitude, longitude: in degrees; None where the place is not told.
        level: median of its values, in the unit of the slope without the year: 100 where slopes are in percent of it.
            None where it is not known; a region with such a site has no verdict of ``no trend``.
    """

    site: str
    slope: float
    error: float
    latitude: float | None = None
    longitude: float | None = None
    level: float | None = None


@dataclass(frozen=True)
class RegionalTrend:
    """The trend of a region.

    Attributes:
        region: its name.
        sites: how many there are.
        effective_sites: how many independent ones they are worth.
        slope_per_year: the mean slope; None where fewer than two sites.
        low, high: its interval (Hartung and Knapp, never narrower than by the errors of the sites alone).
        p: of no mean trend.
        tau2: variance between sites; ``i2`` the share of the spread that is between sites; ``q`` of Cochran.
        predicted_low, predicted_high: where the slope of one more site would lie.
        verdict: with its reason.
        reason: in words.
        estimator: of tau2.
        correlation_length_km: used; None where places were not told and every site counts as independent.
        unverified: numbers it rests on that were not read in their source.
    """

    region: str
    sites: int
    effective_sites: float
    slope_per_year: float | None
    low: float | None
    high: float | None
    p: float | None
    tau2: float | None
    i2: float | None
    q: float | None
    predicted_low: float | None
    predicted_high: float | None
    verdict: Verdict
    reason: Text
    estimator: Estimator
    correlation_length_km: float | None = None
    unverified: tuple[Origin, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values."""
        from dataclasses import asdict

        return asdict(self)


def regional_trends(
    slopes: Sequence[SiteSlope],
    regions: Mapping[str, str],
    *,
    estimator: Estimator = "reml",
    correlation_length_km: float | None = None,
    confidence: float = 0.95,
) -> tuple[RegionalTrend, ...]:
    """The trend of each region, in the order of their names; sites without a region are left out.

    Args:
        slopes: of the sites.
        regions: region of each site by its name.
        estimator: of the variance between sites.
        correlation_length_km: otherwise the one of the table; 0 for independent sites.
        confidence: of intervals and predictions.
    """
    names = sorted({regions[one.site] for one in slopes if one.site in regions})
    return tuple(
        regional_trend(
            [one for one in slopes if regions.get(one.site) == name],
            region=name, estimator=estimator, correlation_length_km=correlation_length_km, confidence=confidence,
        )
        for name in names
    )  # fmt: skip


def regional_trend(
    slopes: Sequence[SiteSlope],
    *,
    region: str = "",
    estimator: Estimator = "reml",
    correlation_length_km: float | None = None,
    confidence: float = 0.95,
) -> RegionalTrend:
    """The mean trend of sites.

    The weights are those of a random-effects model, over the number of sites that a site shares its air with (the sum
    of exp(-distance / length) over all sites). The interval is that of Hartung and Knapp (Stat Med 20 (2001) 3875-3889)
    where sites are independent, and wider where they are not.

    Args:
        slopes: of the sites, each with a standard error above 0.
        region: its name.
        estimator: of the variance between sites.
        correlation_length_km: otherwise the one of the table; 0 for independent sites.
        confidence: of interval and prediction.

    Raises:
        InputError: a standard error that is not above zero, or a slope that is no number.
    """
    _check(slopes)
    k = len(slopes)
    located = all(one.latitude is not None and one.longitude is not None for one in slopes)
    told = correlation_length_km is not None
    length = (correlation_length_km if told else constant("correlation_length")) if located else None
    origins = unverified("correlation_length") if located and not told else ()
    correlation = _correlation(slopes, length)
    effective = k**2 / float(correlation.sum()) if k else 0.0
    if k < 2:
        reason = Text("too few for a mean of a region: {n}", n=k)
        return RegionalTrend(
            region, k, effective, None, None, None, None, None, None, None, None, None, "cannot tell", reason,
            estimator, length, origins,
        )  # fmt: skip
    y = np.array([one.slope for one in slopes])
    variances = np.array([one.error for one in slopes]) ** 2
    tau2 = between_variance(y, variances, estimator)
    i2 = i_squared(variances, tau2)
    slope, error = _mean(y, variances + tau2, correlation, effective)
    low, high, p, reach = _interval(slope, error, tau2, max(effective - 1.0, 1.0), confidence)
    verdict, reason = _too_little(k, effective) or _verdict(y, variances, i2, (slope, p), 1.0 - confidence)
    if verdict == "no trend":
        verdict, reason = _narrow_enough(_level(slopes), p, (low, high), (slope - reach, slope + reach), i2)
    return RegionalTrend(
        region, k, effective, slope, low, high, p, tau2, i2, cochran_q(y, variances),
        slope - reach, slope + reach, verdict, reason, estimator, length, origins,
    )  # fmt: skip


def _mean(y: Floats, variances: Floats, correlation: Floats, effective: float) -> tuple[float, float]:
    """Mean with weights that count near sites less, and its standard error."""
    weights = 1.0 / (variances * correlation.sum(axis=1))
    slope = float(np.sum(weights * y) / weights.sum())
    scaled = weights * np.sqrt(variances)
    spread = float(scaled @ correlation @ scaled) / weights.sum() ** 2
    # What Hartung and Knapp scale the variance by: the spread seen over the spread expected; never below 1, so that
    # few sites which are alike by chance have an interval with a width (BMC Med Res Method 15 (2015) 99).
    free = len(y) * (1.0 - 1.0 / effective) if effective > 1.0 else 1.0
    seen = max(1.0, float(np.sum((y - slope) ** 2 / variances)) / max(free, 1e-9))
    return slope, float(np.sqrt(spread * seen))


def _interval(
    slope: float, error: float, tau2: float, df: float, confidence: float
) -> tuple[float, float, float, float]:
    from scipy.stats import t

    quantile = float(t.ppf(0.5 + confidence / 2.0, df))
    p = float(2.0 * t.sf(abs(slope) / error, df)) if error > 0.0 else float(slope == 0.0)
    return slope - quantile * error, slope + quantile * error, p, quantile * float(np.sqrt(tau2 + error**2))


def _correlation(slopes: Sequence[SiteSlope], length: float | None) -> Floats:
    """Correlation of the slopes of each pair of sites, exp(-distance / length), shape (k, k)."""
    if not length or not slopes:
        return np.eye(len(slopes))
    place = np.radians(np.array([(one.latitude, one.longitude) for one in slopes], dtype=np.float64))
    latitude, longitude = place[:, 0], place[:, 1]
    half = np.sin((latitude[:, None] - latitude) / 2.0) ** 2
    half = half + np.cos(latitude[:, None]) * np.cos(latitude) * np.sin((longitude[:, None] - longitude) / 2.0) ** 2
    distance = 2.0 * _EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
    return np.asarray(np.exp(-distance / length))


def _too_little(sites: int, effective: float) -> tuple[Verdict, Text] | None:
    if sites < LEAST_SITES:
        return "cannot tell", Text("too few for a mean of a region: {n}", n=sites)
    if effective < LEAST_EFFECTIVE:
        return "cannot tell", Text("the sites lie so near each other that they are worth {n} sites", n=effective)
    return None


def _verdict(y: Floats, variances: Floats, i2: float, mean: tuple[float, float], alpha: float) -> tuple[Verdict, Text]:
    from scipy.stats import norm

    slope, p = mean
    if p < alpha:
        return ("increasing" if slope > 0.0 else "decreasing"), Text("the interval of the mean slope leaves out zero")
    far = float(norm.ppf(1.0 - alpha / 2.0)) * np.sqrt(variances)
    up, down = int(np.sum(y > far)), int(np.sum(y < -far))
    if up and down and i2 > _TOO_DIFFERENT:
        return "cannot tell", Text("{up} sites rise and {down} fall: they have no trend in common", up=up, down=down)
    return "no trend", Text("the interval of the mean slope holds zero")


def _level(slopes: Sequence[SiteSlope]) -> float | None:
    """Mean level of the sites; None where one is not known, or they are not above zero."""
    known = [one.level for one in slopes if one.level is not None]
    mean = float(np.mean(known)) if len(known) == len(slopes) else 0.0
    return mean if mean > 0.0 else None


def _narrow_enough(
    level: float | None, p: float, interval: tuple[float, float], predicted: tuple[float, float], i2: float
) -> tuple[Verdict, Text]:
    """``no trend`` where the interval, and where sites differ much that of one more site, leaves out what matters."""
    if level is None:
        return "cannot tell", Text(
            "the interval of the mean slope holds zero, and the level of the sites is not known: whether a change that "
            "matters is left out cannot be told"
        )
    verdict, reason = not_rejected(p, *interval, level)
    if verdict == "cannot tell" or i2 <= _TOO_DIFFERENT:
        return verdict, reason
    change = rules()["smallest_change"]
    low, high = (100.0 * end / level for end in predicted)
    if max(-low, high) > change:
        return "cannot tell", Text(
            "the interval of the mean slope holds zero, but {percent} % of the spread is between sites: the slope of "
            "one more site could lie from {low} to {high} % a year",
            percent=100.0 * i2, low=low, high=high,
        )  # fmt: skip
    return verdict, reason


def _check(slopes: Sequence[SiteSlope]) -> None:
    faults = [
        Fault(n_("a site needs a slope and a standard error above zero"), value=one.site, column="error")
        for one in slopes
        if not (np.isfinite(one.slope) and np.isfinite(one.error) and one.error > 0.0)
    ]
    if faults:
        raise InputError(faults)
