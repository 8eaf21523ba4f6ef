"""How many years of measuring it takes to see a trend, and the smallest trend that so many years can show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from almaden.errors import Fault, InputError
from almaden.monitoring.constants import constant, unverified
from almaden.reference.origin import Origin
from almaden.wording import n_

Floats = NDArray[np.float64]
#: Tells of made-up monthly series, shape (draws, months), which of them have a trend, shape (draws,).
Test = Callable[[Floats], NDArray[np.bool_]]

#: Years looked through, and factor by which the largest trend looked for exceeds the formula's.
_MOST_YEARS: Final = 100
_WIDEST: Final = 8.0
_HALVINGS: Final = 8
#: Months before the first that let the errors forget their begin.
_BEFORE: Final = 60


@dataclass(frozen=True)
class Power:
    """What it takes to see a trend.

    Attributes:
        sd: standard deviation of monthly values without season and trend, in percent of the mean.
        phi: correlation of one month with the next.
        trend: percent a year.
        years: of monthly measuring; None where a hundred are not enough.
        method: ``weatherhead`` or ``simulation``.
        chance: of seeing the trend after so many years.
        draws, seed: of the simulation, else 0.
        unverified: numbers it rests on that were not read in their source.
    """

    sd: float
    phi: float
    trend: float
    years: float | None
    method: str
    chance: float
    draws: int = 0
    seed: int = 0
    unverified: tuple[Origin, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values."""
        from dataclasses import asdict

        return asdict(self)


def weatherhead(sd: float, phi: float, trend: float) -> Power:
    """Years by n = (3.3 sd / |trend| sqrt((1 + phi) / (1 - phi)))^(2/3).

    Args:
        sd: in percent of the mean.
        phi: above -1 and below 1.
        trend: percent a year, not zero.

    Raises:
        InputError: a number outside what it may be.
    """
    _check(sd, phi, trend)
    keys = ("weatherhead_factor", "power_asked")
    years = (constant(keys[0]) * sd / abs(trend) * _stretch(phi)) ** (2.0 / 3.0)
    return Power(sd, phi, trend, years, "weatherhead", constant(keys[1]), unverified=unverified(*keys))


def smallest_trend(sd: float, phi: float, years: float) -> Power:
    """The trend that so many years can show: the formula of :func:`weatherhead` solved for it."""
    _check(sd, phi, years)
    keys = ("weatherhead_factor", "power_asked")
    trend = constant(keys[0]) * sd * _stretch(phi) / years**1.5
    return Power(sd, phi, trend, years, "weatherhead", constant(keys[1]), unverified=unverified(*keys))


def chance_to_see(
    test: Test, sd: float, phi: float, trend: float, years: float, *, draws: int = 400, seed: int = 1
) -> float:
    """Share of made-up monthly series with this trend in which a test sees one.

    Args:
        test: given series of shape (draws, months), tells which have a trend.
        sd: in percent of the mean.
        phi: correlation of one month with the next.
        trend: percent a year.
        years: of monthly values.
        draws: of the simulation.
        seed: of the draws; the same seed makes the same errors, whatever the trend.
    """
    return float(np.mean(test(made_up(sd, phi, trend, round(12 * years), draws, seed))))


def years_by_simulation(
    test: Test, sd: float, phi: float, trend: float, *, chance: float | None = None, draws: int = 400, seed: int = 1
) -> Power:
    """Years after which a test sees the trend with the chance asked for, whole years, by halving."""
    _check(sd, phi, trend)
    asked = constant("power_asked") if chance is None else chance
    low, high = 1, _MOST_YEARS
    first = weatherhead(sd, phi, trend).years or 1.0
    # Long series are dear: begin near the formula.
    trial = int(np.clip(np.ceil(2.0 * first), 4, _MOST_YEARS))
    if chance_to_see(test, sd, phi, trend, trial, draws=draws, seed=seed) >= asked:
        high = trial
    elif chance_to_see(test, sd, phi, trend, _MOST_YEARS, draws=draws, seed=seed) < asked:
        return Power(sd, phi, trend, None, "simulation", asked, draws, seed)
    else:
        low = trial
    while high - low > 1:
        middle = (low + high) // 2
        if chance_to_see(test, sd, phi, trend, middle, draws=draws, seed=seed) >= asked:
            high = middle
        else:
            low = middle
    return Power(sd, phi, trend, float(high), "simulation", asked, draws, seed)


def smallest_trend_by_simulation(
    test: Test, sd: float, phi: float, years: float, *, chance: float | None = None, draws: int = 400, seed: int = 1
) -> Power:
    """The smallest trend that a test sees with the chance asked for after so many years."""
    _check(sd, phi, years)
    asked = constant("power_asked") if chance is None else chance
    low, high = 0.0, smallest_trend(sd, phi, years).trend * _WIDEST
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        if chance_to_see(test, sd, phi, middle, years, draws=draws, seed=seed) >= asked:
            high = middle
        else:
            low = middle
    return Power(sd, phi, high, years, "simulation", asked, draws, seed)


def made_up(sd: float, phi: float, trend: float, months: int, draws: int, seed: int) -> Floats:
    """Monthly series with a linear trend and AR(1) errors, in percent of the mean, shape (draws, months)."""
    from scipy.signal import lfilter

    noise = np.random.default_rng(seed).normal(scale=sd * np.sqrt(1.0 - phi**2), size=(draws, _BEFORE + months))
    errors = lfilter([1.0], [1.0, -phi], noise, axis=1)[:, _BEFORE:]
    return np.asarray(100.0 + errors + trend * np.arange(months) / 12.0, dtype=np.float64)


def _stretch(phi: float) -> float:
    return float(np.sqrt((1.0 + phi) / (1.0 - phi)))


def _check(sd: float, phi: float, other: float) -> None:
    faults = []
    if not sd > 0.0:
        faults.append(Fault(n_("a standard deviation has to be above zero"), column="sd", value=str(sd)))
    if not -1.0 < phi < 1.0:
        faults.append(Fault(n_("an autocorrelation lies between -1 and 1"), column="phi", value=str(phi)))
    if not (np.isfinite(other) and other != 0.0):
        faults.append(Fault(n_("a trend or a number of years cannot be zero"), value=str(other)))
    if faults:
        raise InputError(faults)


def default_test(series: Floats) -> NDArray[np.bool_]:
    """The program's own test of trend at 5 %, for monthly series of whole years, shape (draws, months)."""
    from almaden.monitoring.trends.seasonal import seasonal_kendall

    return np.asarray(seasonal_kendall(series.reshape(len(series), -1, 12)).p < 0.05)
