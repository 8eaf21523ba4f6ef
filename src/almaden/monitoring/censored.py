"""Statistics of values of which some are only known to lie below limits of detection, never by half the limit."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, Final, Literal, get_args

import numpy as np

from almaden.errors import Fault, InputError
from almaden.monitoring.censored_fits import Flags, Floats, kaplan_meier, lognormal, order_statistics
from almaden.reference.origin import Origin
from almaden.reference.tables import number_or_none, read_table
from almaden.wording import n_

Method = Literal["kaplan-meier", "ros", "maximum likelihood", "cannot tell"]
QUANTILES: Final = (0.05, 0.25, 0.5, 0.75, 0.9, 0.95)
_SEED, _DRAWS, _LEVEL = 1, 400, 0.95


@dataclass(frozen=True)
class Interval:
    """An estimate with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class CensoredSummary:
    """What is known of a set of values.

    Attributes:
        n: how many values.
        below: how many of them were below detection.
        method: how it was estimated; ``cannot tell`` where nothing but shares above a limit can be told.
        reason: why this method.
        mean: arithmetic mean with its interval, in the unit of the values.
        geometric_mean: with its interval.
        sd: standard deviation.
        quantiles: value by share; None for those that lie below what was detected.
    """

    n: int
    below: int
    method: Method
    reason: str
    mean: Interval | None
    geometric_mean: Interval | None
    sd: float | None
    quantiles: dict[float, float | None]

    @property
    def share_below(self) -> float:
        """Share that was not detected."""
        return self.below / self.n if self.n else 0.0

    @property
    def median(self) -> float | None:
        """The value that half lies below; None where it was not detected."""
        return self.quantiles.get(0.5)

    def as_dict(self) -> dict[str, Any]:
        """Everything, as JSON holds it."""
        named = {f"{share:g}": value for share, value in self.quantiles.items()}
        return {**asdict(self), "share_below": self.share_below, "quantiles": named}


def summary(
    values: Floats, below: Flags, limits: Floats | None = None, method: Method | Literal["auto"] = "auto", seed: int = 1
) -> CensoredSummary:
    """Statistics of values with any number of detection limits.

    Args:
        values: positive values; what stands where ``below`` is not looked at. Shape (n,).
        below: whether it was not detected; shape (n,).
        limits: detection limits, looked at where ``below``; shape (n,). None where nothing is below detection.
        method: how to estimate, or ``auto`` for the rule of the table ``censored_rules``.
        seed: of the bootstrap, where one is drawn.

    Raises:
        InputError: a detected value or a limit is not a positive number.
    """
    values, below = np.asarray(values, dtype=float), np.asarray(below, dtype=bool)
    told = np.where(below, values if limits is None else np.asarray(limits, dtype=float), values)
    if not np.all(np.isfinite(told) & (told > 0.0)):
        raise InputError(
            Fault(n_("values and detection limits must be positive numbers"),
                  advice=n_("leave out zeros and negative values, or tell their detection limits"))
        )  # fmt: skip
    chosen, reason = rule(told, below) if method == "auto" else (method, n_("as was asked for"))
    if chosen in ("ros", "maximum likelihood") and len(np.unique(told[~below])) < 2:
        chosen, reason = "cannot tell", n_("no two values that were detected differ")
    if chosen == "cannot tell" or len(told) == 0 or below.all():
        return CensoredSummary(len(told), int(below.sum()), "cannot tell", reason, None, None, None, {})
    mean, geometric, sd, quantiles = _ESTIMATES[chosen](told, below, seed)
    if len(told) < 2:
        mean = geometric = sd = None
    return CensoredSummary(len(told), int(below.sum()), chosen, reason, mean, geometric, sd, quantiles)


def rule(told: Floats, below: Flags) -> tuple[Method, str]:
    """The method for so many values and so large a share below detection, and why.

    Args:
        told: values, and limits where ``below``.
        below: whether it was not detected.
    """
    n, hidden = len(told), int(np.sum(below))
    share = hidden / n if n else 1.0
    many = len(np.unique(told[below])) > 1
    for row in read_table("monitoring/censored_rules"):
        over, detected_to, n_to = (number_or_none(row[name]) for name in ("share_over", "detected_to", "n_to"))
        if (over is not None and share <= over) or share > float(row["share_to"]):
            continue
        if (detected_to is not None and n - hidden > detected_to) or (n_to is not None and n > n_to):
            continue
        if row["limits"] == "any" or many:
            return _method(row["method"]), row["meaning"]
    raise AssertionError("the last rule holds for all")


def _method(name: str) -> Method:
    if name not in get_args(Method):
        raise ValueError(name)
    return name  # type: ignore[return-value]  # checked above


@cache
def origins() -> tuple[Origin, ...]:
    """Where the rule was read."""
    return tuple(
        Origin(row["meaning"], float(row["share_to"]), "1", None, None, "monitoring/censored_rules", row["source"],
               row["seen"], row["status"])
        for row in read_table("monitoring/censored_rules")
    )  # fmt: skip


_Estimate = tuple[Interval | None, Interval | None, float | None, dict[float, float | None]]


def _by_kaplan_meier(told: Floats, below: Flags, seed: int) -> _Estimate:
    plain, logs = kaplan_meier(told, below), kaplan_meier(np.log(told), below)
    found = told[~below]
    lowest = float(found.min())
    quantiles = {share: plain.quantile(share) for share in QUANTILES}
    known = {share: value if value >= lowest else None for share, value in quantiles.items()}
    count = len(told)
    sd = plain.sd * math.sqrt(count / (count - 1)) if count > 1 else 0.0
    return _around(plain.mean, plain.variance_of_mean, count), _exp(
        _around(logs.mean, logs.variance_of_mean, count)
    ), sd, known  # fmt: skip


def _by_order_statistics(told: Floats, below: Flags, seed: int) -> _Estimate:
    filled = order_statistics(told, below)
    draws = np.random.default_rng(seed).integers(0, len(told), (_DRAWS, len(told)))
    means, logs = [], []
    for draw in draws:
        if len(np.unique(told[draw][~below[draw]])) < 2:
            continue
        again = order_statistics(told[draw], below[draw])
        means.append(again.mean())
        logs.append(np.log(again).mean())
    tails = ((1.0 - _LEVEL) / 2.0, (1.0 + _LEVEL) / 2.0)
    low, high = np.quantile(means, tails) if means else (math.nan, math.nan)
    log_low, log_high = np.quantile(logs, tails) if logs else (math.nan, math.nan)
    mean = Interval(float(filled.mean()), float(low), float(high))
    geometric = _exp(Interval(float(np.log(filled).mean()), float(log_low), float(log_high)))
    quantiles = {share: float(np.quantile(filled, share)) for share in QUANTILES}
    return mean, geometric, float(filled.std(ddof=1)), dict(quantiles)


def _by_likelihood(told: Floats, below: Flags, seed: int) -> _Estimate:
    fit = lognormal(told, below)
    # The mean is exp(mu + sigma^2 / 2): its logarithm moves by 1 with mu and by sigma^2 with log sigma.
    slope = np.array([1.0, fit.sigma**2])
    wide = _normal() * math.sqrt(float(slope @ fit.covariance @ slope))
    mean = Interval(fit.mean, fit.mean * math.exp(-wide), fit.mean * math.exp(wide))
    half = _normal() * math.sqrt(float(fit.covariance[0, 0]))
    geometric = _exp(Interval(fit.mu, fit.mu - half, fit.mu + half))
    return mean, geometric, fit.sd, {share: fit.quantile(share) for share in QUANTILES}


def _around(value: float, variance: float, n: int) -> Interval:
    from scipy.special import stdtrit

    half = float(stdtrit(max(n - 1, 1), (1.0 + _LEVEL) / 2.0)) * math.sqrt(variance)
    return Interval(value, value - half, value + half)


def _normal() -> float:
    from scipy.special import ndtri

    return float(ndtri((1.0 + _LEVEL) / 2.0))


def _exp(one: Interval) -> Interval:
    return Interval(math.exp(one.value), math.exp(one.low), math.exp(one.high))


_ESTIMATES: Final[dict[str, Callable[[Floats, Flags, int], _Estimate]]] = {
    "kaplan-meier": _by_kaplan_meier,
    "ros": _by_order_statistics,
    "maximum likelihood": _by_likelihood,
}
