"""Step changes: Pettitt's test of one unknown step, and the effect of a known one, such as a new instrument."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

import numpy as np

from almaden.monitoring.trends.gls import Floats, Season, Times, fit_model, gls_trend
from almaden.monitoring.trends.result import Trend
from almaden.wording import Text, n_

StepVerdict = Literal["step", "no step", "cannot tell"]
#: What people read.
STEP_NAMES: Final[Mapping[StepVerdict, str]] = {
    "step": n_("step"),
    "no step": n_("no step"),
    "cannot tell": n_("cannot tell"),
}

#: Values needed at least for a test.
LEAST_VALUES: Final = 8


@dataclass(frozen=True)
class PettittStep:
    """Pettitt's test of one step at an unknown time.

    Attributes:
        n: values used.
        at: time of the first value after the most likely step; None where nothing was tested.
        statistic: K, the largest sum of signs.
        p_independent: by the approximation of Pettitt, which holds for independent values only.
        p_permuted: share of shuffled series with as large a K, also for independent values; exact but for the draw.
        p: as ``p_independent`` with the variance of ranks that follow each other (AR(1)); decides the verdict.
        phi: correlation of the ranks that follow each other, after the step is taken out.
        verdict: with its reason.
        reason: in words.
    """

    n: int
    at: np.datetime64 | None
    statistic: float | None
    p_independent: float | None
    p_permuted: float | None
    p: float | None
    phi: float | None
    verdict: StepVerdict
    reason: Text

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values."""
        from dataclasses import asdict

        return {**asdict(self), "at": None if self.at is None else str(self.at)}


def pettitt(
    times: Times, values: Floats, *, significance: float = 0.05, permutations: int = 499, seed: int = 1
) -> PettittStep:
    """Test for one step (Pettitt, Appl Stat 28 (1979) 126-135).

    K is max |sum of sign(x_i - x_j), i <= t < j|, and p about 2 exp(-6 K^2 / (n^3 + n^2)). Values that depend on the
    one before let K grow by sqrt((1 + phi) / (1 - phi)), which is taken out of the p that decides. A seasonal cycle has
    to be taken out before; a steady trend looks like a step to this test.

    Args:
        times: shape (n,), ascending.
        values: NaN where missing, shape (n,).
        significance: p below which there is a step.
        permutations: shuffled series of ``p_permuted``.
        seed: of the shuffling.
    """
    from scipy.stats import rankdata

    keep = np.isfinite(values)
    times, values = times[keep], values[keep]
    n = len(values)
    if n < LEAST_VALUES:
        reason = Text("{n} values are too few for a test of steps", n=n)
        return PettittStep(n, None, None, None, None, None, None, "cannot tell", reason)
    ranks = np.asarray(rankdata(values), dtype=np.float64)
    sums = _sums(ranks)
    place = int(np.argmax(np.abs(sums)))
    k = float(abs(sums[place]))
    phi = _phi_around(ranks, place + 1)
    rng = np.random.default_rng(seed)
    shuffled = rng.permuted(np.tile(ranks, (permutations, 1)), axis=1)
    as_large = int(np.sum(np.max(np.abs(_sums(shuffled)), axis=-1) >= k))
    independent, p = (_p(k, n, one) for one in (0.0, max(phi, 0.0)))
    verdict, reason = _pettitt_verdict(independent, p, significance)
    permuted = (1 + as_large) / (1 + permutations)
    return PettittStep(n, times[place + 1], k, independent, permuted, p, phi, verdict, reason)


def _sums(ranks: Floats) -> Floats:
    """Sum of signs of each split, in the last axis: 2 sum of ranks less t (n + 1); one for each t from 1 to n - 1."""
    n = ranks.shape[-1]
    return np.asarray(2.0 * np.cumsum(ranks, axis=-1)[..., :-1] - np.arange(1, n) * (n + 1.0))


def _p(k: float, n: int, phi: float) -> float:
    return float(min(1.0, 2.0 * np.exp(-6.0 * k**2 * (1.0 - phi) / (1.0 + phi) / (n**3 + n**2))))


def _phi_around(values: Floats, split: int) -> float:
    left = np.concatenate([part - part.mean() for part in (values[:split], values[split:])])
    variance = float(np.sum(left**2))
    if variance == 0.0:
        return 0.0
    # The mean taken out makes the correlation too small by about (1 + 4 phi) / n (Kendall 1954).
    raw = float(np.sum(left[1:] * left[:-1])) / variance
    return min(raw + (1.0 + 4.0 * raw) / len(values), 0.95)


def _pettitt_verdict(independent: float, p: float, significance: float) -> tuple[StepVerdict, Text]:
    if p < significance:
        return "step", Text("the largest sum of signs is rare in a series without a step")
    if independent < significance:
        return "cannot tell", Text("a step if values were independent, but values that follow each other are alike")
    return "no step", Text("series without a step have as large a sum of signs often")


@dataclass(frozen=True)
class KnownStep:
    """What changed at a known day.

    Attributes:
        on: the day.
        effect: level after less level before, in the unit of the values; None where it cannot be told.
        low, high: its interval.
        p: of no effect.
        verdict: with its reason.
        reason: in words.
        with_step: the trend, the step taken out.
        without_step: the trend as if nothing had changed.
    """

    on: date
    effect: float | None
    low: float | None
    high: float | None
    p: float | None
    verdict: StepVerdict
    reason: Text
    with_step: Trend
    without_step: Trend

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values."""
        from dataclasses import asdict

        return {**asdict(self), "on": self.on.isoformat()}


def step_at(
    times: Times,
    values: Floats,
    day: date,
    *,
    others: Sequence[date] = (),
    season: Season = "harmonics",
    confidence: float = 0.95,
    matters: float | None = None,
) -> KnownStep:
    """The effect of a known change beside a linear trend, a seasonal cycle and AR(1) errors.

    Args:
        times: shape (n,), ascending.
        values: NaN where missing, shape (n,).
        day: first day after the change.
        others: further changes that are allowed for.
        season: the cycle, as for :func:`~almaden.monitoring.trends.gls.gls_trend`.
        confidence: of the intervals.
        matters: a step as large as this matters, in the unit of the values; otherwise the standard deviation of the
            errors. There is ``no step`` only where the interval leaves out one that large.
    """
    from scipy.stats import t

    breaks = (day, *others)
    with_step = gls_trend(times, values, season=season, breaks=breaks, confidence=confidence).trend
    without = gls_trend(times, values, season=season, breaks=others, confidence=confidence).trend
    keep = np.isfinite(values)
    model = fit_model(times[keep], values[keep], season, breaks=breaks)
    if isinstance(model, Text):
        return KnownStep(day, None, None, None, None, "cannot tell", model, with_step, without)
    column = model.breaks[0]
    effect, error = float(model.fit.coefficients[column]), float(np.sqrt(model.fit.variance_of(column)))
    df = model.fit.degrees_of_freedom(column)
    width = float(t.ppf(0.5 + confidence / 2.0, df)) * error
    p = float(2.0 * t.sf(abs(effect) / error, df)) if error > 0.0 else float(effect == 0.0)
    limit = model.fit.sd if matters is None else matters
    verdict, reason = _known_verdict(effect, width, limit)
    return KnownStep(day, effect, effect - width, effect + width, p, verdict, reason, with_step, without)


def _known_verdict(effect: float, width: float, matters: float) -> tuple[StepVerdict, Text]:
    if abs(effect) > width:
        return "step", Text("the interval of the effect leaves out zero")
    if abs(effect) + width < matters:
        return "no step", Text("the interval of the effect leaves out any step that matters")
    return "cannot tell", Text("the interval of the effect holds zero as well as steps that matter")
